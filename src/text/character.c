/*
 * One character in a character set of CD-TEXT. ISO 8859-1 and ASCII are ranges; MS-JIS uses the tables of iconv through
 * jis.c, and does not encode half-width letters: they become full width. Control characters are never encoded: a TAB
 * and a zero have another meaning in packs.
 */
#include "text/charset.h"

#include "base/fail.h"
#include "base/utf8.h"

bool rbk_charset_is_supported(rbk_cdtext_charset set)
{
    return set == RBK_CDTEXT_8859_1 || set == RBK_CDTEXT_ASCII || set == RBK_CDTEXT_MS_JIS;
}

rbk_status rbk_charset_open(rbk_cdtext_charset set, rbk_charset *charset, rbk_error *error)
{
    rbk_charset made = {.set = set};
    if (set == RBK_CDTEXT_MS_JIS) {
        rbk_status status = rbk_jis_open(&made.jis, error);
        if (status != RBK_OK)
            return status;
    } else if (!rbk_charset_is_supported(set)) {
        return rbk_fail(error, RBK_UNSUPPORTED, "character set %02X is not supported, expected 8859-1, ASCII or MS-JIS",
                        (unsigned)set);
    }
    *charset = made;
    return RBK_OK;
}

void rbk_charset_close(rbk_charset *charset)
{
    if (charset) {
        rbk_jis_close(charset->jis);
        charset->jis = NULL;
    }
}

/* ------------------------------------------------------------------ one character */

/* Code page 932 has these characters of JIS X 0208 at other code points; the bytes are the same. */
static uint32_t jis_twin(uint32_t point)
{
    static const uint16_t twins[][2] = {{0x00A2, 0xFFE0}, {0x00A3, 0xFFE1}, {0x00A5, 0xFFE5}, {0x00AC, 0xFFE2},
                                        {0x2014, 0x2015}, {0x2016, 0x2225}, {0x2212, 0xFF0D}, {0x301C, 0xFF5E}};
    for (size_t i = 0; i < sizeof twins / sizeof twins[0]; i++)
        if (twins[i][0] == point)
            return twins[i][1];
    return 0;
}

static uint32_t full_width(uint32_t point)
{
    return point == ' ' ? 0x3000 : point > ' ' && point <= '~' ? point + 0xFEE0 : 0;
}

size_t rbk_charset_unit(const rbk_charset *charset, uint32_t point, uint8_t bytes[2], bool *widened)
{
    *widened = false;
    if (charset->set != RBK_CDTEXT_MS_JIS) {
        bool fits =
            (point >= ' ' && point <= '~') || (charset->set == RBK_CDTEXT_8859_1 && point >= 0xA0 && point <= 0xFF);
        bytes[0] = (uint8_t)point;
        if (!fits && charset->windows_1252 && charset->set == RBK_CDTEXT_8859_1)
            fits = rbk_windows_1252_byte(point, bytes) && bytes[0] >= 0x80;
        return fits ? 1 : 0;
    }
    uint32_t wide = full_width(point);
    *widened = wide != 0;
    uint32_t twin = wide ? wide : jis_twin(point);
    return rbk_jis_encode(charset->jis, twin ? twin : point, bytes) ? 2 : 0;
}
