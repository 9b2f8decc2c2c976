/*
 * Transliteration for readers, not for scholars: as near as the character set allows, never longer than people would
 * write it. The caller reports each replacement.
 */
#include "text/fallback.h"

#include "text/normal.h"

#include <string.h>

typedef struct spelling {
    uint16_t point;
    const char *text;
} spelling;

/* What keyboards and word processors insert instead of a plain character: no reader misses it. */
static const spelling plain[] = {
    /* blanks that no line is broken at, or of a their own width; and what has none */
    {0x00A0, " "},
    {0x2000, " "},
    {0x2001, " "},
    {0x2002, " "},
    {0x2003, " "},
    {0x2004, " "},
    {0x2005, " "},
    {0x2006, " "},
    {0x2007, " "},
    {0x2008, " "},
    {0x2009, " "},
    {0x200A, " "},
    {0x202F, " "},
    {0x205F, " "},
    {0x00AD, ""},
    {0x200B, ""},
    {0x2060, ""},
    {0xFEFF, ""},
    /* quotation marks, dashes, dots */
    {0x00B4, "'"},
    {0x02BC, "'"},
    {0x2018, "'"},
    {0x2019, "'"},
    {0x201A, ","},
    {0x201B, "'"},
    {0x2032, "'"},
    {0x00AB, "\""},
    {0x00BB, "\""},
    {0x201C, "\""},
    {0x201D, "\""},
    {0x201E, "\""},
    {0x201F, "\""},
    {0x2033, "\""},
    {0x2039, "<"},
    {0x203A, ">"},
    {0x2010, "-"},
    {0x2011, "-"},
    {0x2012, "-"},
    {0x2013, "-"},
    {0x2014, "-"},
    {0x2015, "-"},
    {0x2212, "-"},
    {0x2024, "."},
    {0x2025, ".."},
    {0x2026, "..."},
};

static const spelling others[] = {
    /* controls that stand for a blank */
    {0x0009, " "},
    {0x000A, " "},
    {0x000D, " "},
    {0x0085, " "},
    {0x2028, " "},
    {0x2029, " "},
    /* signs that look like another one */
    {0x2044, "/"},
    {0x2022, "*"},
    {0x00B7, "."},
    {0x00D7, "x"},
    {0x00A1, "!"},
    {0x00BF, "?"},
    /* letters that are no letter with a mark */
    {0x00C6, "AE"},
    {0x00E6, "ae"},
    {0x0152, "OE"},
    {0x0153, "oe"},
    {0x00DF, "ss"},
    {0x1E9E, "SS"},
    {0x00D8, "O"},
    {0x00F8, "o"},
    {0x0141, "L"},
    {0x0142, "l"},
    {0x0110, "D"},
    {0x0111, "d"},
    {0x00D0, "D"},
    {0x00F0, "d"},
    {0x00DE, "Th"},
    {0x00FE, "th"},
    {0x0126, "H"},
    {0x0127, "h"},
    {0x0131, "i"},
    {0x0166, "T"},
    {0x0167, "t"},
    {0x014A, "N"},
    {0x014B, "n"},
    /* signs */
    {0x20AC, "EUR"},
    {0x00A3, "GBP"},
    {0x00A5, "JPY"},
    {0x00A9, "(C)"},
    {0x00AE, "(R)"},
    {0x2117, "(P)"},
    {0x266D, "b"},
    {0x266F, "#"},
    {0xFF9E, "\""},
    {0xFF9F, "\""},
};

static bool fits(const rbk_charset *charset, uint32_t point)
{
    uint8_t unit[2];
    bool widened;
    return rbk_charset_unit(charset, point, unit, &widened) > 0;
}

static bool all_fit(const rbk_charset *charset, const uint32_t *points, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!fits(charset, points[i]))
            return false;
    return count > 0;
}

static bool spell_as(const spelling *table, size_t rows, uint32_t point, uint32_t *out, size_t *count)
{
    for (size_t i = 0; i < rows; i++)
        if (table[i].point == point) {
            *count = strlen(table[i].text);
            for (size_t k = 0; k < *count; k++)
                out[k] = (uint8_t)table[i].text[k];
            return true;
        }
    return false;
}

static bool spell(uint32_t point, uint32_t *out, size_t *count)
{
    return spell_as(plain, sizeof plain / sizeof plain[0], point, out, count) ||
           spell_as(others, sizeof others / sizeof others[0], point, out, count);
}

bool rbk_fallback_is_plain(const rbk_charset *charset, uint32_t point)
{
    uint32_t out[RBK_FALLBACK_POINTS_MAX];
    size_t count;
    return spell_as(plain, sizeof plain / sizeof plain[0], point, out, &count) &&
           (count == 0 || all_fit(charset, out, count));
}

/* The letter with as many of its marks as the set allows: one character, or none. */
static size_t fewer_marks(const rbk_charset *charset, uint32_t point, uint32_t *out)
{
    uint32_t parts[RBK_NORMAL_POINTS_MAX];
    size_t count = rbk_normal_decompose(point, false, false, parts);
    for (size_t keep = count; keep-- > 1;) {
        memcpy(out, parts, keep * sizeof *out);
        if (rbk_normal_compose(out, keep) == 1 && fits(charset, out[0]))
            return 1;
    }
    return 0;
}

/* Parts by compatibility, each of which fits, is spelled, or is left as '?'; 0 when none of them says anything. */
static size_t loose_parts(const rbk_charset *charset, uint32_t point, uint32_t *out)
{
    uint32_t parts[RBK_NORMAL_POINTS_MAX];
    size_t count = rbk_normal_compose(parts, rbk_normal_decompose(point, true, false, parts));
    if (all_fit(charset, parts, count)) {
        memcpy(out, parts, count * sizeof *out);
        return count;
    }
    size_t used = 0, said = 0;
    count = rbk_normal_decompose(point, true, true, parts);
    for (size_t i = 0; i < count && used + 4 < RBK_FALLBACK_POINTS_MAX; i++) {
        size_t length = 1;
        if (fits(charset, parts[i]))
            out[used] = parts[i];
        else if (parts[i] == point || !spell(parts[i], out + used, &length) || !all_fit(charset, out + used, length))
            continue;
        said++;
        used += length;
    }
    return said == count ? used : 0;
}

size_t rbk_fallback_points(const rbk_charset *charset, uint32_t point, uint32_t out[RBK_FALLBACK_POINTS_MAX])
{
    size_t count = 0;
    if (rbk_normal_is_mark(point))
        return 0;
    if (spell(point, out, &count) && (count == 0 || all_fit(charset, out, count)))
        return count;
    count = fewer_marks(charset, point, out);
    if (count == 0)
        count = loose_parts(charset, point, out);
    if (count > 0)
        return count;
    out[0] = '?';
    return 1;
}
