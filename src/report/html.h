/*
 * report/html.h - text, numbers and bytes in HTML
 *
 * Numbers are the same whatever the locale. An output keeps its first failure, so that none of these has a result.
 */
#ifndef RBK_REPORT_HTML_H
#define RBK_REPORT_HTML_H

#include <redbook/stream.h>

/* Markup as it is. */
void rbk_html_markup(rbk_output *output, const char *markup);

/*
 * A text of a disc or of a user, which may hold anything: in an element or in an attribute between double quotes it is
 * the same text, and never markup. Control characters, those that set the direction of text, and bytes that are not UTF-8
 * become U+FFFD. NULL is "".
 */
void rbk_html_text(rbk_output *output, const char *text);

/* A decimal number with so many digits after the point (at most 6) and a true minus sign; a dash where it is not finite. */
void rbk_html_decimal(rbk_output *output, double value, int digits);

/* The digits in threes: 359,844. */
void rbk_html_integer(rbk_output *output, int64_t value);

/* Base64 in one line. */
void rbk_html_base64(rbk_output *output, const uint8_t *bytes, size_t size);

/* What a Content-Security-Policy allows a script or a style by: "sha256-...". */
#define RBK_HTML_HASH_BYTES 52
char *rbk_html_hash(const char *text, char hash[RBK_HTML_HASH_BYTES]); /* NULL without memory */

#endif
