/*
 * The texts of a frame of ID3v2 (2.4.0, clause 4; the encodings 2 and 3 are new there).
 */
#include "audio/id3_text.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LATIN_1, UTF_16, UTF_16_BIG_ENDIAN, UTF_8 };

/* A code unit of UTF-16 at a time. */
typedef struct units {
    const uint8_t *bytes;
    size_t size, at;
    bool big_endian;
} units;

static uint32_t unit_at(const units *u, size_t at)
{
    const uint8_t *bytes = u->bytes + at;
    return u->big_endian ? (uint32_t)bytes[0] << 8 | bytes[1] : (uint32_t)bytes[1] << 8 | bytes[0];
}

static bool is_in(uint32_t unit, uint32_t first, uint32_t last)
{
    return unit >= first && unit <= last;
}

static uint32_t next_point(units *u)
{
    const uint32_t unit = unit_at(u, u->at);
    u->at += 2;
    if (!is_in(unit, 0xD800, 0xDFFF))
        return unit;
    const uint32_t second = u->at + 1 < u->size ? unit_at(u, u->at) : 0;
    if (unit > 0xDBFF || !is_in(second, 0xDC00, 0xDFFF))
        return 0xFFFD;
    u->at += 2;
    return 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00);
}

/* Each text of a frame may have a mark of its own. */
static size_t from_utf_16(units *u, char *out)
{
    size_t used = 0;
    bool begins = true;
    while (u->at + 1 < u->size) {
        const uint32_t mark = begins ? unit_at(u, u->at) : 0;
        if (mark == 0xFFFE)
            u->big_endian = !u->big_endian;
        if (mark == 0xFFFE || mark == 0xFEFF)
            u->at += 2;
        begins = false;
        if (u->at + 1 >= u->size)
            break;
        const uint32_t point = next_point(u);
        begins = point == 0;
        used += rbk_utf8_write(point, out + used);
    }
    return used;
}

char *rbk_id3_text(const uint8_t *bytes, size_t bytes_size, size_t *size)
{
    const int encoding = bytes_size ? bytes[0] : LATIN_1;
    char *out = malloc(3 * bytes_size + 5); /* a byte of Windows-1252 becomes up to three */
    *size = 0;
    if (!out)
        return NULL;
    if (encoding == UTF_16 || encoding == UTF_16_BIG_ENDIAN) {
        units u = {bytes + 1, bytes_size - 1, 0, encoding == UTF_16_BIG_ENDIAN};
        *size = from_utf_16(&u, out);
    } else if (encoding == UTF_8) {
        *size = bytes_size - 1;
        memcpy(out, bytes + 1, *size);
    } else if (encoding == LATIN_1) {
        for (size_t i = 1; i < bytes_size; i++)
            *size += rbk_utf8_write(rbk_windows_1252_point(bytes[i]), out + *size);
    }
    out[*size] = '\0';
    return out;
}
