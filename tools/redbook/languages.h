/*
 * redbook/languages.h - CD-TEXT in further languages: each the texts of a file
 */
#ifndef REDBOOK_LANGUAGES_H
#define REDBOOK_LANGUAGES_H

#include "cli/options.h"

#include <redbook/source.h>

typedef struct language_file {
    uint8_t language;
    const char *path; /* lent by the command line */
} language_file;

/* All zero: none is given. */
typedef struct language_list {
    language_file files[RBK_CDTEXT_BLOCKS - 1];
    size_t count;
} language_list;

/* Reads "ja=ja.txt" after what was read before, for rows: place is a language_list. False with the reason in why. */
bool languages_read_row(void *place, const char *text, char why[CLI_WHY_BYTES]);

/*
 * Adds the texts of all files (rbk_source_read_texts, rbk_cdtext_add_language). parts_of: NULL, or the disc that gets the
 * files and those that were read next to them as parts. An error is at the file it is about.
 */
rbk_status languages_add(const language_list *languages, const rbk_source_options *options, rbk_disc *parts_of,
                         rbk_cdtext *cdtext, rbk_findings *findings, rbk_error *error);

/* As rbk_cdtext_encode; a finding about a block that was added is at the file that its texts are from. */
rbk_status languages_encode(const language_list *languages, const rbk_cdtext *cdtext, const rbk_cdtext_options *options,
                            rbk_bytes *packs, rbk_findings *findings, rbk_error *error);

/*
 * languages_add and languages_encode for a disc, whose own packs they become and which gets the files, and those next to
 * them, as parts; no effect without files. RBK_REFUSED as of rbk_cdtext_encode.
 */
rbk_status languages_add_to_disc(const language_list *languages, const rbk_source_options *options, bool fallback,
                                 rbk_disc *disc, rbk_findings *findings, rbk_error *error);

#endif
