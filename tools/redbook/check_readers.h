/*
 * redbook/check_readers.h - what check says of programs and devices that read images
 */
#ifndef REDBOOK_CHECK_READERS_H
#define REDBOOK_CHECK_READERS_H

#include "cli/json.h"
#include "cli/options.h"

#include <redbook/error.h>
#include <redbook/readers.h>
#include <redbook/source.h>

#include <stdio.h>

/* Name by name: the words that complete --for. False beyond the last. */
bool check_reader_word(size_t position, char text[CLI_WHY_BYTES]);

/* The list of readers, and the rules of one. False without memory. */
bool check_readers_print(FILE *out);
bool check_reader_rules_print(const rbk_reader *reader, FILE *out);
void check_readers_json(cli_json *json, const void *none);

/* What was checked, how it was read, and the target of the conversion that avoids the findings; NULL: there is none. */
typedef struct check_reader_image {
    const char *path;
    const rbk_source_options *open;
    const char *target;
} check_reader_image;

/* After a check: how many findings a reader has, and the conversion. */
void check_reader_print(const rbk_reader *reader, const check_reader_image *image, const rbk_findings *findings,
                        FILE *out);

/* Member "reader": null where reader is NULL. */
void check_reader_json(cli_json *json, const rbk_reader *reader, const check_reader_image *image);

#endif
