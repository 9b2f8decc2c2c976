/*
 * redbook/author_output.h - what author reports about its work: tables for people, JSON for programs
 */
#ifndef REDBOOK_AUTHOR_OUTPUT_H
#define REDBOOK_AUTHOR_OUTPUT_H

#include <redbook/author.h>

#include <stdio.h>

typedef struct author_result {
    const char *cue_path;
    uint32_t capacity_sectors;
    const rbk_disc *disc;            /* NULL when there is none */
    const rbk_author_report *report; /* NULL when nothing was written */
    const rbk_findings *findings;
    const rbk_error *error; /* RBK_OK when the image was written */
} author_result;

/* Tracks with what joins moved and padded, files with what was done to them, and the total. False without memory. */
bool author_print_tables(const author_result *result, FILE *out);

/* One JSON document, described in redbook-author(1). False without memory or when out fails. */
bool author_print_json(const author_result *result, FILE *out);

#endif
