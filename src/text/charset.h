/*
 * text/charset.h - UTF-8 to and from the character sets of a disc, reporting every unencodable character
 */
#ifndef RBK_TEXT_CHARSET_H
#define RBK_TEXT_CHARSET_H

#include "text/jis.h"

#include <redbook/cdtext.h>

typedef struct rbk_charset {
    rbk_cdtext_charset set;
    rbk_jis *jis;      /* of MS-JIS only */
    bool windows_1252; /* 8859-1 has the characters of Windows-1252, too, as the bytes 80 to 9F */
} rbk_charset;

/* Whether there are tables for it: not for Korean and Mandarin. */
bool rbk_charset_is_supported(rbk_cdtext_charset set);

/* RBK_UNSUPPORTED: a set without tables; RBK_NO_MEMORY. */
rbk_status rbk_charset_open(rbk_cdtext_charset set, rbk_charset *charset, rbk_error *error);
void rbk_charset_close(rbk_charset *charset);

/* Bytes of one character, 0: unencodable. *widened: it became its full-width form. */
size_t rbk_charset_unit(const rbk_charset *charset, uint32_t point, uint8_t bytes[2], bool *widened);

/* Whose text it is, for findings; path and line may be NULL and 0. */
typedef struct rbk_charset_place {
    const char *path;
    uint32_t line;
    uint32_t block;
    rbk_cdtext_field field;
    uint32_t track;
} rbk_charset_place;

#define RBK_PLACE_TEXT_BYTES 64
/* "title of track 3", "block 1: performer of the album". Returns text. */
char *rbk_charset_place_text(const rbk_charset_place *place, char text[RBK_PLACE_TEXT_BYTES]);

/*
 * UTF-8 to bytes without a terminator, freed by the caller. Unencodable typographic quotes, dashes, dots and spaces
 * become plain ones (finding "cdtext.plain"). Other unencodable characters are replaced with fallback, with findings
 * "cdtext.replaced", or, without it, are a finding "cdtext.charset" of severity error and a '?'; *unencodable counts
 * these. A text has one finding of each kind, which lists its characters. RBK_NO_MEMORY.
 */
rbk_status rbk_charset_encode(const rbk_charset *charset, const char *utf8, bool fallback,
                              const rbk_charset_place *place, rbk_bytes *bytes, size_t *unencodable,
                              rbk_findings *findings, rbk_error *error);

/*
 * Bytes into UTF-8, freed by the caller; *bad counts bytes that are no character of the set: they become U+FFFD, those of
 * ASCII what they are in 8859-1, and in 8859-1 those from 80 to 9F what they are in Windows-1252, which programs for Windows
 * write there.
 */
rbk_status rbk_charset_decode(const rbk_charset *charset, const uint8_t *bytes, size_t size, char **utf8, size_t *bad,
                              rbk_error *error);

#endif
