/*
 * base/ascii.h - letters and digits of ASCII, independent of the locale
 *
 * Keywords, names of formats and file name extensions are ASCII; what toupper or isdigit do with them depends on the
 * locale.
 */
#ifndef RBK_BASE_ASCII_H
#define RBK_BASE_ASCII_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool rbk_ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool rbk_ascii_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool rbk_ascii_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static inline char rbk_ascii_lower(char c)
{
    return rbk_ascii_is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

static inline char rbk_ascii_upper(char c)
{
    return rbk_ascii_is_lower(c) ? (char)(c - 'a' + 'A') : c;
}

/* 0 to 15, or -1 for what is not a hexadecimal digit. */
static inline int rbk_ascii_hex_value(char c)
{
    char lower = rbk_ascii_lower(c);
    return rbk_ascii_is_digit(c) ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Bytes as hexadecimal digits in lower case; text has room for two for each, and the end. Returns text. */
static inline char *rbk_ascii_hex(const uint8_t *bytes, size_t size, char *text)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < size; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    text[2 * size] = '\0';
    return text;
}

/* True when there is no byte above 127. */
static inline bool rbk_ascii_only(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return *text == '\0';
}

/* True when length characters of both are the same but for letter case; neither is read beyond a zero. */
static inline bool rbk_ascii_same_n(const char *a, const char *b, size_t length)
{
    size_t i = 0;
    while (i < length && a[i] && rbk_ascii_lower(a[i]) == rbk_ascii_lower(b[i]))
        i++;
    return i == length || (!a[i] && !b[i]);
}

/* True when both texts are the same but for letter case. */
static inline bool rbk_ascii_same(const char *a, const char *b)
{
    return rbk_ascii_same_n(a, b, (size_t)-1);
}

#endif
