/*
 * The small things that a page is made of.
 */
#include "report/html.h"

#include "base/digest.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"
#define MINUS       "\xE2\x88\x92"
#define DASH        "\xE2\x80\x93"
#define DIGITS_MOST 6

void rbk_html_markup(rbk_output *output, const char *markup)
{
    rbk_output_write(output, markup, strlen(markup), NULL);
}

/* ------------------------------------------------------------------ text */

static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void rbk_html_text(rbk_output *output, const char *text)
{
    for (size_t size; text && *text; text += size) {
        size = rbk_utf8_character(text);
        const char *entity = entity_of(*text);
        if (size == 0 || rbk_utf8_control(text) > 0)
            rbk_html_markup(output, REPLACEMENT);
        else if (entity)
            rbk_html_markup(output, entity);
        else
            rbk_output_write(output, text, size, NULL);
        size = size > 0 ? size : 1;
    }
}

/* ------------------------------------------------------------------ numbers */

void rbk_html_decimal(rbk_output *output, double value, int digits)
{
    int64_t unit = 1;
    if (!isfinite(value) || fabs(value) >= 1e9) {
        rbk_html_markup(output, DASH);
        return;
    }
    digits = digits < DIGITS_MOST ? digits : DIGITS_MOST;
    for (int i = 0; i < digits; i++)
        unit *= 10;
    int64_t all = llround(value * (double)unit);
    if (all < 0)
        rbk_html_markup(output, MINUS);
    all = all < 0 ? -all : all;
    rbk_output_print(output, "%" PRId64, all / unit);
    if (digits > 0)
        rbk_output_print(output, ".%0*" PRId64, digits, all % unit);
}

void rbk_html_integer(rbk_output *output, int64_t value)
{
    char digits[32];
    size_t length = (size_t)snprintf(digits, sizeof digits, "%" PRIu64, (uint64_t)(value < 0 ? -value : value));
    if (value < 0)
        rbk_html_markup(output, MINUS);
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            rbk_output_write(output, ",", 1, NULL);
        rbk_output_write(output, digits + i, 1, NULL);
    }
}

/* ------------------------------------------------------------------ bytes */

static size_t base64_of(const uint8_t *bytes, size_t size, char *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t length = 0;
    for (size_t i = 0; i < size; i += 3) {
        uint32_t second = i + 1 < size ? bytes[i + 1] : 0, third = i + 2 < size ? bytes[i + 2] : 0;
        uint32_t three = (uint32_t)bytes[i] << 16 | second << 8 | third;
        text[length++] = letters[three >> 18];
        text[length++] = letters[three >> 12 & 63];
        text[length++] = i + 1 < size ? letters[three >> 6 & 63] : '=';
        text[length++] = i + 2 < size ? letters[three & 63] : '=';
    }
    return length;
}

void rbk_html_base64(rbk_output *output, const uint8_t *bytes, size_t size)
{
    enum { AT_ONCE = 3 * 1024 };
    char text[AT_ONCE / 3 * 4];
    for (size_t i = 0; i < size; i += AT_ONCE)
        rbk_output_write(output, text, base64_of(bytes + i, size - i < AT_ONCE ? size - i : AT_ONCE, text), NULL);
}

char *rbk_html_hash(const char *text, char hash[RBK_HTML_HASH_BYTES])
{
    uint8_t value[RBK_DIGEST_SHA256_BYTES];
    rbk_digest *digest = rbk_digest_new(RBK_DIGEST_SHA256);
    if (!digest)
        return NULL;
    rbk_digest_update(digest, text, strlen(text));
    rbk_digest_value(digest, value);
    rbk_digest_free(digest);
    memcpy(hash, "sha256-", 7);
    hash[7 + base64_of(value, sizeof value, hash + 7)] = '\0';
    return hash;
}
