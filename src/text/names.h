/*
 * text/names.h - comparing names and reading hexadecimal codes, ASCII and without the locale
 */
#ifndef RBK_TEXT_NAMES_H
#define RBK_TEXT_NAMES_H

#include <stdbool.h>

/* Equal but for the case of ASCII letters. */
bool rbk_name_equal(const char *a, const char *b);

/* "0x17" up to most, nothing behind it; -1 when it is none. */
int rbk_hex_parse(const char *text, int most);

#endif
