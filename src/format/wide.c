/*
 * UTF-16 and UTF-32, by their byte order marks or by the zero bytes of ASCII in them.
 */
#include "format/wide.h"

#include "base/ascii.h"
#include "base/fail.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Units examined for zeros, and the minimum for a pattern. */
#define UNITS_MAX 4096
#define UNITS_MIN 8

static bool by_mark(const uint8_t *bytes, size_t size, rbk_wide *wide)
{
    static const struct {
        const char *mark;
        rbk_wide wide;
    } rows[] = {
        {"\xFF\xFE\0\0", {4, false, 4}}, /* before the shorter mark that it begins with */
        {"\0\0\xFE\xFF", {4, true, 4}},
        {"\xFF\xFE", {2, false, 2}},
        {"\xFE\xFF", {2, true, 2}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (size >= rows[i].wide.mark_bytes && memcmp(bytes, rows[i].mark, rows[i].wide.mark_bytes) == 0) {
            *wide = rows[i].wide;
            return true;
        }
    return false;
}

static bool is_text(uint8_t byte)
{
    return (byte >= ' ' && byte < 0x7F) || byte == '\t' || byte == '\n' || byte == '\r';
}

/* More than half of the units are ASCII text, and none is a control character of ASCII. The others are letters, or anything. */
static bool is_mostly_ascii(const uint8_t *bytes, size_t size, unsigned unit_bytes, bool big_endian)
{
    size_t units = size / unit_bytes, ascii = 0;
    if (units > UNITS_MAX)
        units = UNITS_MAX;
    for (size_t i = 0; i < units; i++) {
        const uint8_t *unit = bytes + i * unit_bytes;
        size_t low = big_endian ? unit_bytes - 1 : 0;
        bool plain = true;
        for (size_t b = 0; b < unit_bytes; b++)
            plain = plain && (b == low || unit[b] == 0);
        const bool is_ascii = plain && unit[low] < 0x80;
        if (is_ascii && !is_text(unit[low]))
            return false;
        ascii += is_ascii;
    }
    return units >= UNITS_MIN && ascii * 2 > units;
}

bool rbk_wide_detect(const uint8_t *bytes, size_t size, rbk_wide *wide)
{
    if (by_mark(bytes, size, wide))
        return true;
    if (!memchr(bytes, 0, size)) /* ASCII in wide units has zeros */
        return false;
    for (unsigned unit_bytes = 4; unit_bytes >= 2; unit_bytes -= 2)
        for (int big_endian = 0; big_endian <= 1; big_endian++)
            if (is_mostly_ascii(bytes, size, unit_bytes, big_endian)) {
                *wide = (rbk_wide){unit_bytes, big_endian, 0};
                return true;
            }
    return false;
}

bool rbk_wide_named(const char *name, rbk_wide *wide)
{
    static const struct {
        const char *name;
        rbk_wide wide;
    } rows[] = {
        {"utf16le", {2, false, 0}},
        {"utf16be", {2, true, 0}},
        {"utf32le", {4, false, 0}},
        {"utf32be", {4, true, 0}},
    };
    char letters[8] = "";
    size_t count = 0;
    for (; *name; name++)
        if (!strchr("-_ ", *name) && count < sizeof letters - 1)
            letters[count++] = *name;
        else if (!strchr("-_ ", *name))
            return false;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rbk_ascii_same(letters, rows[i].name)) {
            *wide = rows[i].wide;
            return true;
        }
    return false;
}

bool rbk_wide_is(const uint8_t *bytes, size_t size, const char *encoding, rbk_wide *wide)
{
    if (size == 0)
        return false;
    return rbk_wide_detect(bytes, size, wide) || (encoding && memchr(bytes, 0, size) && rbk_wide_named(encoding, wide));
}

const char *rbk_wide_name(const rbk_wide *wide)
{
    return wide->unit_bytes == 4 ? "UTF-32" : "UTF-16";
}

static uint32_t unit_at(const rbk_wide *wide, const uint8_t *bytes)
{
    uint32_t unit = 0;
    for (unsigned i = 0; i < wide->unit_bytes; i++)
        unit = unit << 8 | bytes[wide->big_endian ? i : wide->unit_bytes - 1 - i];
    return unit;
}

static bool is_surrogate(uint32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDFFF;
}

#define NO_POINT 0x110000

/* The character at bytes, of which *length are used; half a pair, and an unfinished unit, are NO_POINT. */
static uint32_t point_at(const rbk_wide *wide, const uint8_t *bytes, size_t size, size_t *length)
{
    *length = size < wide->unit_bytes ? size : wide->unit_bytes;
    if (size < wide->unit_bytes)
        return NO_POINT;
    uint32_t first = unit_at(wide, bytes);
    if (!is_surrogate(first))
        return first <= 0x10FFFF ? first : NO_POINT;
    if (wide->unit_bytes != 2 || first >= 0xDC00 || size < 4)
        return NO_POINT;
    uint32_t second = unit_at(wide, bytes + 2);
    if (second < 0xDC00 || second > 0xDFFF)
        return NO_POINT;
    *length = 4;
    return 0x10000 + ((first - 0xD800) << 10 | (second - 0xDC00));
}

rbk_status rbk_wide_to_utf8(const rbk_wide *wide, const uint8_t *bytes, size_t size, rbk_bytes *utf8,
                            uint32_t *bad_line, rbk_error *error)
{
    uint8_t *out = malloc(size / 2 * 3 + 8); /* two bytes become three at most, four become four */
    size_t used = 0, length = 1;
    uint32_t line = 1, bad = 0;
    if (!out)
        return rbk_fail_memory(error);
    for (size_t at = wide->mark_bytes; at < size; at += length) {
        const uint32_t point = point_at(wide, bytes + at, size - at, &length);
        line += point == '\n';
        bad = point == NO_POINT && !bad ? line : bad;
        used += rbk_utf8_write(point == NO_POINT ? 0xFFFD : point, (char *)out + used);
    }
    out[used] = 0;
    if (bad_line)
        *bad_line = bad;
    *utf8 = (rbk_bytes){.data = out, .size = used};
    return RBK_OK;
}
