/*
 * format/encoding.h - a descriptor's strings as UTF-8, whatever their encoding
 *
 * Sheets do not name their encoding. A string that is well-formed UTF-8 is UTF-8, by itself: sheets that mix exist
 * (texts from one program, file names from another). The others share an encoding, which is guessed from all of them
 * together, or stated by the caller. UTF-16 and UTF-32 are converted to UTF-8 before anything is parsed (wide.h).
 */
#ifndef RBK_FORMAT_ENCODING_H
#define RBK_FORMAT_ENCODING_H

#include "base/transcode.h"
#include "text/charset.h"

#include <redbook/format.h>
#include <redbook/stream.h>

#define RBK_ENCODING_NAME_BYTES 48

/* How strings that are not UTF-8 are read. */
typedef enum rbk_encoding_kind {
    RBK_ENCODING_LATIN,     /* ISO 8859-1, with what Windows puts at 80 to 9F: every byte is a character */
    RBK_ENCODING_UTF_8,     /* stated by the caller */
    RBK_ENCODING_SHIFT_JIS, /* by charset */
    RBK_ENCODING_TABLE      /* by a table of iconv */
} rbk_encoding_kind;

typedef struct rbk_descriptor_encoding {
    rbk_encoding_kind kind;
    bool guessed;   /* not stated by anyone */
    bool weak;      /* and there is little evidence */
    bool by_itself; /* a string that is UTF-8 is UTF-8 */
    bool windows;   /* LATIN with bytes 80 to 9F */
    char name[RBK_ENCODING_NAME_BYTES];
    rbk_charset charset;
    rbk_transcoder *table;
} rbk_descriptor_encoding;

/*
 * Examines all bytes of a descriptor. options (nullable) may state the encoding. Otherwise one that is not Latin is
 * used only with evidence that no Latin text gives. RBK_UNSUPPORTED: iconv has no table for the stated one;
 * RBK_NO_MEMORY.
 */
rbk_status rbk_encoding_init(const uint8_t *bytes, size_t size, const rbk_format_options *options,
                             rbk_descriptor_encoding *encoding, rbk_error *error);
void rbk_encoding_release(rbk_descriptor_encoding *encoding);

/*
 * A string as UTF-8, zero-terminated, freed by the caller. *departs: it is not UTF-8, and no encoding was stated. *bad:
 * invalid bytes became U+FFFD. RBK_NO_MEMORY.
 */
rbk_status rbk_encoding_decode(const rbk_descriptor_encoding *encoding, const char *text, size_t size, char **utf8,
                               bool *departs, bool *bad, rbk_error *error);

/* True if bytes of ASCII may be parts of characters: back slashes, braces, quotes. */
bool rbk_encoding_hides_marks(const rbk_descriptor_encoding *encoding);

/*
 * A whole text as UTF-8, with a zero after it, released with rbk_bytes_release; for encodings with such characters,
 * before anything is searched for in it. What is still not UTF-8 later was written in escapes, and is decoded as
 * before. *departs_line and *bad_line: the first lines for which rbk_encoding_decode would set them, 0: none.
 * RBK_NO_MEMORY.
 */
rbk_status rbk_encoding_convert(rbk_descriptor_encoding *encoding, const uint8_t *bytes, size_t size, rbk_bytes *utf8,
                                uint32_t *departs_line, uint32_t *bad_line, rbk_error *error);

/* "ISO 8859-1", "Windows-1252", "Shift-JIS", or the name it was asked for by: of strings that are not UTF-8. Lent. */
const char *rbk_encoding_name(const rbk_descriptor_encoding *encoding);

/* Reports strings that are not UTF-8: the encoding assumed, and how certain it is. */
#define RBK_ENCODING_REPORTED_BYTES 160
const char *rbk_encoding_reported(const rbk_descriptor_encoding *encoding, char sentence[RBK_ENCODING_REPORTED_BYTES]);

/*
 * The bytes that decode to a string: a possible file name where names are not UTF-8. Zero-terminated, freed by the
 * caller; NULL if the string has an unencodable character, and without memory.
 */
char *rbk_encoding_encode(const char *name, const char *utf8);

#endif
