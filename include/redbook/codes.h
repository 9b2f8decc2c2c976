/*
 * redbook/codes.h - ISRC and MCN, the two codes on a disc
 *
 * Pure functions, safe from any thread.
 */
#ifndef REDBOOK_CODES_H
#define REDBOOK_CODES_H

#include <redbook/error.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RBK_ISRC_BYTES 13 /* 12 characters and the terminator */
#define RBK_MCN_BYTES  14 /* 13 digits and the terminator */

/*
 * Parses an ISRC as people write it - dashes, spaces and lower case are fine, a leading "ISRC" too - into the 12
 * characters CCOOOYYNNNNN: two letters, three letters or digits, seven digits (ISO 3901; IEC 60908 stores it in Q mode
 * 3). RBK_BAD_ISRC names the first invalid character, or the length.
 */
rbk_status rbk_isrc_parse(const char *text, char isrc[RBK_ISRC_BYTES], rbk_error *error);

/*
 * Parses a media catalogue number (UPC/EAN): 13 digits, or the 12 of a UPC-A, which get a leading 0; dashes and spaces
 * are dropped. The last digit must be the check digit. RBK_BAD_MCN: the message has the expected digit.
 */
rbk_status rbk_mcn_parse(const char *text, char mcn[RBK_MCN_BYTES], rbk_error *error);

/*
 * The code in such a text as far as a disc can store it, valid or not: Q has room for 13 digits, and for 5 letters or
 * digits and 7 digits. False, with the output untouched, for anything else.
 */
bool rbk_isrc_keep(const char *text, char isrc[RBK_ISRC_BYTES]);
bool rbk_mcn_keep(const char *text, char mcn[RBK_MCN_BYTES]);

/* The check digit ('0'-'9') of the first 12 digits: weights 1, 3, 1, 3, ... (ISO/IEC 15420). */
char rbk_mcn_check_digit(const char *first_12_digits);

#ifdef __cplusplus
}
#endif
#endif
