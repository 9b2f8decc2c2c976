/*
 * text/jis.h - MS-JIS (code page 932), as far as a disc holds it: two bytes a character
 */
#ifndef RBK_TEXT_JIS_H
#define RBK_TEXT_JIS_H

#include <redbook/error.h>

typedef struct rbk_jis rbk_jis;

/* RBK_UNSUPPORTED: iconv has no table for it; RBK_NO_MEMORY. */
rbk_status rbk_jis_open(rbk_jis **jis, rbk_error *error);
void rbk_jis_close(rbk_jis *jis); /* NULL is fine */

/* True when the character has two bytes there. */
bool rbk_jis_encode(rbk_jis *jis, uint32_t point, uint8_t bytes[2]);

/* The character of one or two bytes. False when they are none. */
bool rbk_jis_decode(rbk_jis *jis, const uint8_t *bytes, size_t size, uint32_t *point);

#endif
