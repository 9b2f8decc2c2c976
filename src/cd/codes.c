/*
 * ISRC and MCN: parsing what people write, into what the disc stores.
 */
#include "base/ascii.h"
#include "base/fail.h"

#include <redbook/codes.h>

#include <stdio.h>
#include <string.h>

#define ISRC_LENGTH (RBK_ISRC_BYTES - 1)
#define MCN_LENGTH  (RBK_MCN_BYTES - 1)

/* Drops dashes and spaces, converts to upper case; stores at most size - 1 characters, returns the count of all. */
static size_t squeeze(const char *text, char *out, size_t size)
{
    size_t length = 0;
    for (; *text; text++) {
        if (*text == '-' || *text == ' ')
            continue;
        if (length + 1 < size)
            out[length] = rbk_ascii_upper(*text);
        length++;
    }
    out[length < size ? length : size - 1] = '\0';
    return length;
}

/* The ISRC in a text, squeezed into 32 bytes, after a leading "ISRC"; the length of all of it. */
static const char *squeeze_isrc(const char *text, char squeezed[32], size_t *length)
{
    *length = squeeze(text, squeezed, 32);
    if (*length != ISRC_LENGTH + 4 || strncmp(squeezed, "ISRC", 4) != 0)
        return squeezed;
    *length -= 4;
    return squeezed + 4;
}

/* CC letters, OOO letters or digits, YYNNNNN digits. */
static const char *isrc_expectation(size_t position, char c)
{
    if (position < 2)
        return rbk_ascii_is_upper(c) ? NULL : "a letter";
    if (position < 5)
        return rbk_ascii_is_upper(c) || rbk_ascii_is_digit(c) ? NULL : "a letter or digit";
    return rbk_ascii_is_digit(c) ? NULL : "a digit";
}

rbk_status rbk_isrc_parse(const char *text, char isrc[RBK_ISRC_BYTES], rbk_error *error)
{
    if (!text || !isrc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    char squeezed[32];
    size_t length;
    const char *code = squeeze_isrc(text, squeezed, &length);
    if (length != ISRC_LENGTH)
        return rbk_fail(error, RBK_BAD_ISRC, "expected 12 characters in ISRC '%.40s', found %zu", text, length);
    for (size_t i = 0; i < ISRC_LENGTH; i++) {
        const char *expected = isrc_expectation(i, code[i]);
        if (expected)
            return rbk_fail(error, RBK_BAD_ISRC, "expected %s at character %zu of ISRC '%.40s', found '%c'", expected,
                            i + 1, text, code[i]);
    }
    memcpy(isrc, code, RBK_ISRC_BYTES);
    return RBK_OK;
}

char rbk_mcn_check_digit(const char *first_12_digits)
{
    int sum = 0;
    for (int i = 0; i < MCN_LENGTH - 1; i++)
        sum += (first_12_digits[i] - '0') * (i % 2 ? 3 : 1);
    return (char)('0' + (10 - sum % 10) % 10);
}

rbk_status rbk_mcn_parse(const char *text, char mcn[RBK_MCN_BYTES], rbk_error *error)
{
    if (!text || !mcn)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    const char *other = text + strspn(text, "0123456789- ");
    int bytes = 1; /* a character of UTF-8 */
    while (bytes < 4 && *other && ((unsigned char)other[bytes] & 0xC0) == 0x80)
        bytes++;
    if (*other)
        return rbk_fail(error, RBK_BAD_MCN, "expected only digits in MCN '%.40s', found '%.*s'", text, bytes, other);
    char digits[32] = "0"; /* the zero that makes a UPC-A an EAN */
    size_t length = squeeze(text, digits + 1, sizeof digits - 1);
    const char *code = length == MCN_LENGTH - 1 ? digits : digits + 1;
    if (length != MCN_LENGTH && length != MCN_LENGTH - 1)
        return rbk_fail(error, RBK_BAD_MCN, "expected 13 digits (or the 12 of a UPC) in MCN '%.40s', found %zu", text,
                        length);
    char expected = rbk_mcn_check_digit(code);
    if (code[MCN_LENGTH - 1] != expected)
        return rbk_fail(error, RBK_BAD_MCN, "expected check digit %c at the end of MCN '%.40s', found %c", expected,
                        text, code[MCN_LENGTH - 1]);
    memcpy(mcn, code, RBK_MCN_BYTES);
    return RBK_OK;
}

/* ------------------------------------------------------------------ unchecked codes */

bool rbk_isrc_keep(const char *text, char isrc[RBK_ISRC_BYTES])
{
    char squeezed[32];
    size_t length;
    const char *code = squeeze_isrc(text, squeezed, &length);
    bool kept = length == ISRC_LENGTH;
    for (size_t i = 0; i < ISRC_LENGTH && kept; i++)
        kept = rbk_ascii_is_digit(code[i]) || (i < 5 && rbk_ascii_is_upper(code[i]));
    if (kept)
        memcpy(isrc, code, RBK_ISRC_BYTES);
    return kept;
}

bool rbk_mcn_keep(const char *text, char mcn[RBK_MCN_BYTES])
{
    char digits[32] = "0";
    size_t length = squeeze(text, digits + 1, sizeof digits - 1);
    const char *code = length == MCN_LENGTH - 1 ? digits : digits + 1;
    bool kept = length == MCN_LENGTH || length == MCN_LENGTH - 1;
    for (size_t i = 0; i < MCN_LENGTH && kept; i++)
        kept = rbk_ascii_is_digit(code[i]);
    if (kept)
        memcpy(mcn, code, RBK_MCN_BYTES);
    return kept;
}
