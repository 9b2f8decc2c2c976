/*
 * base/transcode.h - text in another encoding, by the tables of iconv
 *
 * A transcoder is opened by the name of an encoding and turns its bytes into Unicode and back, a character or a whole
 * text at a time. What it does depends on the name alone, never on the locale.
 */
#ifndef RBK_BASE_TRANSCODE_H
#define RBK_BASE_TRANSCODE_H

#include <redbook/error.h>
#include <redbook/stream.h>

typedef struct rbk_transcoder rbk_transcoder;

/* True for a name that iconv knows and that means the same everywhere. */
bool rbk_transcoder_knows(const char *name);

/* Of the first name of the list (NULL ends it) that there is a table for. RBK_UNSUPPORTED: for none; RBK_NO_MEMORY. */
rbk_status rbk_transcoder_open(const char *const *names, rbk_transcoder **transcoder, rbk_error *error);
void rbk_transcoder_close(rbk_transcoder *transcoder); /* NULL is fine */

/* The longest character. */
#define RBK_TRANSCODER_BYTES 8

/* The bytes of one character; how many there are, 0 where the encoding has no place for it. */
size_t rbk_transcoder_encode(rbk_transcoder *transcoder, uint32_t point, uint8_t bytes[RBK_TRANSCODER_BYTES]);

/* The character that all of the bytes are. False when they are none, several, or only a part of one. */
bool rbk_transcoder_decode(rbk_transcoder *transcoder, const uint8_t *bytes, size_t size, uint32_t *point);

/*
 * A whole text as UTF-8 with a zero behind, released with rbk_bytes_release. Bytes that are no character become U+FFFD;
 * *strangers (nullable) counts them. RBK_NO_MEMORY.
 */
rbk_status rbk_transcoder_decode_text(rbk_transcoder *transcoder, const uint8_t *bytes, size_t size, rbk_bytes *utf8,
                                      size_t *strangers, rbk_error *error);

#endif
