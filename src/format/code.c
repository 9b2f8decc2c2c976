/*
 * Classifies a code of a descriptor: valid, invalid but possible on a disc, or not a code.
 */
#include "format/code.h"

#include "base/fail.h"

#include <stdio.h>
#include <string.h>

/* No code is as long as this; longer ones are truncated. */
#define TEXT_BYTES 128

/* Written by some programs if a disc has no code. */
static bool is_all_zero(const char *text)
{
    return text[0] && strspn(text, "0- ") == strlen(text) && strchr(text, '0');
}

static void copy_printable(const char *text, size_t size, char out[TEXT_BYTES])
{
    size_t kept = size < TEXT_BYTES ? size : TEXT_BYTES - 1;
    for (size_t i = 0; i < kept; i++)
        out[i] = text[i] >= ' ' && text[i] <= '~' ? text[i] : '?';
    out[kept] = '\0';
}

/* The two codes differ in these. */
typedef struct kind {
    rbk_status (*parse)(const char *text, char *code, rbk_error *error);
    bool (*keep)(const char *text, char *code);
    const char *zeros;
    const char *rule_zero;
    const char *rule_written;
    const char *rule_wrong;
    const char *rule_left_out;
} kind;

static void read_code(const kind *k, const char *text, size_t size, rbk_code_reading *reading)
{
    char shown[TEXT_BYTES];
    rbk_error reason;
    copy_printable(text, size, shown);
    *reading = (rbk_code_reading){.severity = RBK_NOTE};
    rbk_error_init(&reason);
    if (size >= TEXT_BYTES) {
        reading->rule = k->rule_left_out;
        reading->severity = RBK_WARNING;
        snprintf(reading->sentence, sizeof reading->sentence, "a code of %zu character%s does not fit on a disc", size,
                 RBK_PLURAL(size, "", "s"));
    } else if (is_all_zero(shown)) {
        reading->rule = k->rule_zero;
        snprintf(reading->sentence, sizeof reading->sentence, "%s", k->zeros);
    } else if (k->parse(shown, reading->code, &reason) == RBK_OK) {
        reading->rule = strcmp(shown, reading->code) != 0 ? k->rule_written : NULL;
        snprintf(reading->sentence, sizeof reading->sentence, "'%s' is read as %s", shown, reading->code);
    } else {
        bool kept = k->keep(shown, reading->code);
        reading->rule = kept ? k->rule_wrong : k->rule_left_out;
        reading->severity = RBK_WARNING;
        snprintf(reading->sentence, sizeof reading->sentence, "%.400s: it %s", reason.sentence,
                 kept ? "is kept unchanged" : "cannot be written to a disc");
    }
}

void rbk_code_read_mcn(const char *text, size_t size, rbk_code_reading *reading)
{
    static const kind mcn = {
        rbk_mcn_parse,        rbk_mcn_keep,         "a catalogue number of all zeros means that there is none",
        RBK_RULE_MCN_ZERO,    RBK_RULE_MCN_WRITTEN, RBK_RULE_MCN_DIGIT,
        RBK_RULE_MCN_LEFT_OUT};
    read_code(&mcn, text, size, reading);
}

void rbk_code_read_isrc(const char *text, size_t size, rbk_code_reading *reading)
{
    static const kind isrc = {
        rbk_isrc_parse,        rbk_isrc_keep,         "an ISRC of all zeros means that there is none",
        RBK_RULE_ISRC_ZERO,    RBK_RULE_ISRC_WRITTEN, RBK_RULE_ISRC_SYNTAX,
        RBK_RULE_ISRC_LEFT_OUT};
    read_code(&isrc, text, size, reading);
}
