/*
 * base/transcode.h - text in another encoding, by the tables of iconv
 *
 * A transcoder is opened by the name of an encoding and converts its bytes to Unicode and back, a character or a whole
 * text at a time. The result depends on the name alone, never on the locale.
 */
#ifndef RBK_BASE_TRANSCODE_H
#define RBK_BASE_TRANSCODE_H

#include <redbook/error.h>
#include <redbook/stream.h>

typedef struct rbk_transcoder rbk_transcoder;

/* True for a name that iconv knows and that has the same meaning everywhere. */
bool rbk_transcoder_knows(const char *name);

/* For the first name of the list (NULL ends it) that has a table. RBK_UNSUPPORTED: none has; RBK_NO_MEMORY. */
rbk_status rbk_transcoder_open(const char *const *names, rbk_transcoder **transcoder, rbk_error *error);
void rbk_transcoder_close(rbk_transcoder *transcoder); /* NULL is fine */

/* The longest character. */
#define RBK_TRANSCODER_BYTES 8

/* The bytes of one character; returns their number, 0 if the encoding does not have it. */
size_t rbk_transcoder_encode(rbk_transcoder *transcoder, uint32_t point, uint8_t bytes[RBK_TRANSCODER_BYTES]);

/* The character that all of the bytes form. False if they form none, several, or only a part of one. */
bool rbk_transcoder_decode(rbk_transcoder *transcoder, const uint8_t *bytes, size_t size, uint32_t *point);

/*
 * A whole text as UTF-8 with a zero after it, released with rbk_bytes_release. Invalid bytes become U+FFFD; *strangers
 * (nullable) counts them. RBK_NO_MEMORY.
 */
rbk_status rbk_transcoder_decode_text(rbk_transcoder *transcoder, const uint8_t *bytes, size_t size, rbk_bytes *utf8,
                                      size_t *strangers, rbk_error *error);

#endif
