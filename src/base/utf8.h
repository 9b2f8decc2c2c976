/*
 * base/utf8.h - the one encoding of text inside the library
 */
#ifndef RBK_BASE_UTF8_H
#define RBK_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* True for well-formed UTF-8 (Unicode 15, table 3-7): shortest forms, no surrogates, nothing above U+10FFFF. */
bool rbk_utf8_valid(const char *text, size_t size);

/* ISO 8859-1 as UTF-8, zero-terminated; freed by the caller. NULL without memory. */
char *rbk_utf8_from_latin1(const char *text, size_t size);

/* The longest beginning of at most limit bytes that ends at a character's border. text is well-formed. */
size_t rbk_utf8_prefix(const char *text, size_t size, size_t limit);

/*
 * Bytes of the control character that text begins with, 0 where it begins with another: C0, DEL and C1, line and
 * paragraph separators, and what turns the direction of a line or marks it (Unicode 15, Bidi_Control). A terminal or an
 * editor may obey any of them, so none is written into a descriptor as it is.
 */
size_t rbk_utf8_control(const char *text);

#endif
