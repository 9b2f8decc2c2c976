/*
 * Decoding and width of UTF-8. wcwidth(3) asks the locale, and our tables look the same under LC_ALL=C.
 */
#include "cli/utf8.h"

static size_t sequence_bytes(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    if (lead >= 0xF0 && lead < 0xF5)
        return 4;
    return 0;
}

size_t cli_utf8_decode(const char *text, uint32_t *point)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)text[0];
    size_t bytes = sequence_bytes(lead);
    if (bytes == 0 || lead == 0)
        return 0;
    uint32_t value = bytes == 1 ? lead : lead & (0x7Fu >> bytes);
    for (size_t i = 1; i < bytes; i++) {
        unsigned char next = (unsigned char)text[i];
        if ((next & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (next & 0x3Fu);
    }
    if (value < smallest[bytes] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *point = value;
    return bytes;
}

struct range {
    uint32_t first, last;
};

/* Of ranges in ascending order: most text is before the first of them. */
static bool within(const struct range *ranges, size_t count, uint32_t point)
{
    for (size_t i = 0; i < count && point >= ranges[i].first; i++)
        if (point <= ranges[i].last)
            return true;
    return false;
}

bool cli_utf8_is_control(uint32_t point)
{
    static const struct range controls[] = {
        {0, 0x1F}, {0x7F, 0x9F}, {0x61C, 0x61C}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069},
    };
    return within(controls, sizeof controls / sizeof controls[0], point);
}

static size_t columns_of(uint32_t point)
{
    static const struct range none[] = {
        {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x610, 0x61A},   {0x64B, 0x65F},   {0xE31, 0xE31},
        {0xE34, 0xE3A},   {0xE47, 0xE4E},   {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x20D0, 0x20FF},
        {0x302A, 0x302D}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
    };
    static const struct range wide[] = {
        {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
        {0xA000, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1B000, 0x1B2FF}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
        {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
    };
    if (within(none, sizeof none / sizeof none[0], point))
        return 0;
    return within(wide, sizeof wide / sizeof wide[0], point) ? 2 : 1;
}

size_t cli_utf8_plain(const char *text)
{
    size_t plain = 0;
    while (text[plain] >= ' ' && text[plain] <= '~')
        plain++;
    return plain;
}

size_t cli_utf8_columns(const char *text)
{
    size_t columns = 0;
    for (const char *at = text; *at;) {
        size_t plain = cli_utf8_plain(at);
        columns += plain;
        at += plain;
        if (!*at)
            break;
        uint32_t point = 0;
        size_t bytes = cli_utf8_decode(at, &point);
        columns += bytes ? columns_of(point) : 1;
        at += bytes ? bytes : 1;
    }
    return columns;
}
