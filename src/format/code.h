/*
 * format/code.h - MCN and ISRC in descriptors
 *
 * Reading does not refuse: a code that a disc can hold is kept, valid or not, and errors are reported.
 */
#ifndef RBK_FORMAT_CODE_H
#define RBK_FORMAT_CODE_H

#include <redbook/codes.h>
#include <redbook/rules.h>

typedef struct rbk_code_reading {
    char code[RBK_MCN_BYTES]; /* "": nothing to keep */
    const char *rule;         /* what to report; NULL: nothing */
    rbk_severity severity;
    char sentence[RBK_SENTENCE_BYTES];
} rbk_code_reading;

/* Text of this many bytes, without quotes; anything but printable ASCII is shown as '?'. */
void rbk_code_read_mcn(const char *text, size_t size, rbk_code_reading *reading);
void rbk_code_read_isrc(const char *text, size_t size, rbk_code_reading *reading);

#endif
