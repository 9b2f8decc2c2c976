/*
 * audio/id3_text.h - the texts of a frame of ID3v2, in its four encodings
 */
#ifndef RBK_AUDIO_ID3_TEXT_H
#define RBK_AUDIO_ID3_TEXT_H

#include <stddef.h>
#include <stdint.h>

/*
 * A frame from its byte for the encoding on - 0: ISO 8859-1, read as Windows-1252; 1: UTF-16 with a byte order mark; 2: UTF-16,
 * big-endian; 3: UTF-8 - as UTF-8 with a terminator. Zeros between texts stay, *size counts them. Code units that are no character
 * become U+FFFD; bytes that should be UTF-8 and are not stay as they are, and of an unknown encoding nothing does. Freed by the
 * caller; NULL without memory.
 */
char *rbk_id3_text(const uint8_t *bytes, size_t bytes_size, size_t *size);

#endif
