/*
 * base/utf8.h - the encoding of all text inside the library
 */
#ifndef RBK_BASE_UTF8_H
#define RBK_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True for well-formed UTF-8 (Unicode 15, table 3-7): shortest forms, no surrogates, nothing above U+10FFFF. */
bool rbk_utf8_valid(const char *text, size_t size);

/* Bytes of the well-formed character that text, which ends with a zero, starts with; 0: none, or its end. */
size_t rbk_utf8_character(const char *text);

/* Writes a code point as UTF-8 with a terminator, and gives its length without that; 0 for one above U+10FFFF. */
size_t rbk_utf8_write(uint32_t point, char text[5]);

/* Bytes of the byte order mark that a text of size bytes begins with: 3, or 0 for none. */
size_t rbk_utf8_mark(const void *text, size_t size);

/*
 * The code point of a byte of Windows-1252: what programs for Windows mean where ISO 8859-1 has the control characters 80
 * to 9F, which no text holds. A byte that it has no character for is itself. And back; false: it has no such character.
 */
uint32_t rbk_windows_1252_point(uint8_t byte);
bool rbk_windows_1252_byte(uint32_t point, uint8_t *byte);

/*
 * Windows-1252 as UTF-8, zero-terminated; freed by the caller. NULL without memory. Text that is UTF-8 stays as it is, except for
 * the characters U+0080 to U+009F, which are in it where somebody has decoded Windows-1252 as ISO 8859-1.
 */
char *rbk_utf8_from_windows_1252(const char *text, size_t size);

/* The longest prefix of at most limit bytes that ends at a character boundary. text is well-formed. */
size_t rbk_utf8_prefix(const char *text, size_t size, size_t limit);

/*
 * Bytes of the control character that text starts with, 0: none. C0, DEL and C1, line and paragraph separators, and
 * characters that set or mark the direction of text (Unicode 15, Bidi_Control). A terminal or an editor may act on any
 * of them, so none is written into a descriptor unchanged.
 */
size_t rbk_utf8_control(const char *text);

#endif
