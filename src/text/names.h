/*
 * text/names.h - hexadecimal codes in the place of names
 */
#ifndef RBK_TEXT_NAMES_H
#define RBK_TEXT_NAMES_H

/* "0x17" up to most, nothing after it; -1 when it is none. */
int rbk_hex_parse(const char *text, int most);

#endif
