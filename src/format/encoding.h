/*
 * format/encoding.h - a descriptor's strings as UTF-8, whatever encoding they are in
 *
 * Sheets do not name their encoding. A string that is well-formed UTF-8 is UTF-8, by itself: sheets that mix exist
 * (texts from one program, file names from another). The other ones share an 8-bit encoding, which is told from all of
 * them together, or by the caller. UTF-16 is none of these: it has a mark, and is made UTF-8 before anything is read.
 */
#ifndef RBK_FORMAT_ENCODING_H
#define RBK_FORMAT_ENCODING_H

#include "text/charset.h"

#include <redbook/format.h>
#include <redbook/stream.h>

typedef struct rbk_descriptor_encoding {
    rbk_encoding wanted; /* by the caller */
    rbk_encoding other;  /* of strings that are not UTF-8: LATIN_1, SHIFT_JIS, or UTF_8 where the caller insists */
    bool windows;        /* LATIN_1 with bytes 80 to 9F */
    rbk_charset charset; /* its tables, of SHIFT_JIS only */
} rbk_descriptor_encoding;

/*
 * Looks at all bytes of a descriptor. options (nullable) may say what they are. Where nothing says so, Shift-JIS is
 * believed only with evidence that no text of Latin letters gives. RBK_UNSUPPORTED: Shift-JIS is asked for and iconv
 * has no table for it; RBK_NO_MEMORY.
 */
rbk_status rbk_encoding_init(const uint8_t *bytes, size_t size, const rbk_format_options *options,
                             rbk_descriptor_encoding *encoding, rbk_error *error);
void rbk_encoding_release(rbk_descriptor_encoding *encoding);

/* True for bytes that begin with the mark of UTF-16, in either order: what Windows calls Unicode when it saves a text.
 */
bool rbk_encoding_is_utf_16(const uint8_t *bytes, size_t size);

/*
 * The whole of them as UTF-8, without the mark; halves of pairs and an odd last byte become U+FFFD. Released with
 * rbk_bytes_release. RBK_NO_MEMORY.
 */
rbk_status rbk_encoding_from_utf_16(const uint8_t *bytes, size_t size, rbk_bytes *utf8, rbk_error *error);

/*
 * A string as UTF-8, zero-terminated, freed by the caller. *departs: it is not UTF-8, though nobody said so. *bad:
 * bytes that are no characters of the encoding became U+FFFD. RBK_NO_MEMORY.
 */
rbk_status rbk_encoding_decode(const rbk_descriptor_encoding *encoding, const char *text, size_t size, char **utf8,
                               bool *departs, bool *bad, rbk_error *error);

/* "ISO 8859-1", "Windows-1252", "Shift-JIS", "UTF-8": of strings that are not UTF-8. Static. */
const char *rbk_encoding_name(const rbk_descriptor_encoding *encoding);

/*
 * The bytes that decode to a string: what a file may be called where names are not UTF-8. Zero-terminated, freed by the
 * caller; NULL where the string has a character without a place in the encoding, and without memory.
 */
char *rbk_encoding_encode(rbk_encoding encoding, const char *utf8);

#endif
