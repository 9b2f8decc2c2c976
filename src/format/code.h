/*
 * format/code.h - MCN and ISRC as descriptors give them
 *
 * Reading is not judged: a code that a disc can hold is taken as it stands, right or wrong, and what is wrong is
 * reported.
 */
#ifndef RBK_FORMAT_CODE_H
#define RBK_FORMAT_CODE_H

#include <redbook/codes.h>
#include <redbook/rules.h>

typedef struct rbk_code_reading {
    char code[RBK_MCN_BYTES]; /* "": there is none to be kept */
    const char *rule;         /* what to tell; NULL: nothing */
    rbk_severity severity;
    char sentence[RBK_SENTENCE_BYTES];
} rbk_code_reading;

/* Text of so many bytes, without quotes; what is no printable ASCII is shown as '?'. */
void rbk_code_read_mcn(const char *text, size_t size, rbk_code_reading *reading);
void rbk_code_read_isrc(const char *text, size_t size, rbk_code_reading *reading);

#endif
