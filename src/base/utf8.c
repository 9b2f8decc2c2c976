/*
 * UTF-8: validate, encode, truncate. No locale, no tables; normalisation and other character sets are elsewhere.
 */
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Length of the well-formed character at bytes, 0: not well-formed. */
static size_t character_length(const uint8_t *bytes, size_t size)
{
    uint8_t lead = bytes[0];
    uint8_t low = 0x80, high = 0xBF; /* range of the second byte */
    size_t length;
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        length = 2;
    else if (lead >= 0xE0 && lead <= 0xEF)
        length = 3;
    else if (lead >= 0xF0 && lead <= 0xF4)
        length = 4;
    else
        return 0;
    if (lead == 0xE0)
        low = 0xA0; /* overlong form */
    else if (lead == 0xED)
        high = 0x9F; /* surrogates */
    else if (lead == 0xF0)
        low = 0x90; /* overlong form */
    else if (lead == 0xF4)
        high = 0x8F; /* above U+10FFFF */
    if (size < length || bytes[1] < low || bytes[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

bool rbk_utf8_valid(const char *text, size_t size)
{
    const uint8_t *bytes = (const uint8_t *)text;
    for (size_t at = 0; at < size;) {
        size_t length = character_length(bytes + at, size - at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

size_t rbk_utf8_character(const char *text)
{
    return *text ? character_length((const uint8_t *)text, strnlen(text, 4)) : 0;
}

size_t rbk_utf8_mark(const void *text, size_t size)
{
    static const char mark[] = {'\xEF', '\xBB', '\xBF'};
    return size >= sizeof mark && memcmp(text, mark, sizeof mark) == 0 ? sizeof mark : 0;
}

/* Of the bytes 80 to 9F; 0: nothing. */
static const uint16_t windows_points[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                            0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                            0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                            0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

uint32_t rbk_windows_1252_point(uint8_t byte)
{
    uint32_t windows = byte >= 0x80 && byte <= 0x9F ? windows_points[byte - 0x80] : 0;
    return windows ? windows : byte;
}

bool rbk_windows_1252_byte(uint32_t point, uint8_t *byte)
{
    for (size_t i = 0; i < sizeof windows_points / sizeof windows_points[0]; i++)
        if (point && windows_points[i] == point) {
            *byte = (uint8_t)(0x80 + i);
            return true;
        }
    *byte = (uint8_t)point;
    return point <= 0xFF && rbk_windows_1252_point((uint8_t)point) == point;
}

size_t rbk_utf8_write(uint32_t point, char text[5])
{
    const size_t size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : point < 0x110000 ? 4 : 0;
    static const uint8_t first[] = {0, 0, 0xC0, 0xE0, 0xF0}; /* by size */
    text[size] = '\0';
    for (size_t i = size; i > 1; i--, point >>= 6)
        text[i - 1] = (char)(0x80 | (point & 0x3F));
    if (size)
        text[0] = (char)(first[size] | point);
    return size;
}

char *rbk_utf8_from_windows_1252(const char *text, size_t size)
{
    const uint8_t *bytes = (const uint8_t *)text;
    const bool utf8 = rbk_utf8_valid(text, size);
    char *out = malloc(3 * size + 1);
    size_t used = 0;
    for (size_t i = 0; out && i < size; i++) {
        const bool control = utf8 && bytes[i] == 0xC2 && bytes[i + 1] < 0xA0;
        i += control;
        if (utf8 && !control)
            out[used++] = text[i];
        else
            used += rbk_utf8_write(rbk_windows_1252_point(bytes[i]), out + used);
    }
    if (out)
        out[used] = '\0';
    return out;
}

size_t rbk_utf8_prefix(const char *text, size_t size, size_t limit)
{
    if (size <= limit)
        return size;
    while (limit > 0 && ((uint8_t)text[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}

size_t rbk_utf8_control(const char *text)
{
    const uint8_t *bytes = (const uint8_t *)text;
    if (bytes[0] < 0x20 || bytes[0] == 0x7F)
        return bytes[0] ? 1 : 0;
    if (bytes[0] == 0xC2 && bytes[1] >= 0x80 && bytes[1] < 0xA0)
        return 2; /* U+0080 to U+009F */
    if (bytes[0] == 0xD8 && bytes[1] == 0x9C)
        return 2; /* U+061C */
    if (bytes[0] != 0xE2)
        return 0;
    bool marks = bytes[1] == 0x80 && (bytes[2] == 0x8E || bytes[2] == 0x8F);  /* U+200E, U+200F */
    bool turns = bytes[1] == 0x80 && bytes[2] >= 0xA8 && bytes[2] <= 0xAE;    /* U+2028 to U+202E */
    bool isolates = bytes[1] == 0x81 && bytes[2] >= 0xA6 && bytes[2] <= 0xA9; /* U+2066 to U+2069 */
    return marks || turns || isolates ? 3 : 0;
}
