/*
 * redbook/convert_output.h - what convert did, for people (a table) and for programs (JSON, in redbook-convert(1))
 */
#ifndef REDBOOK_CONVERT_OUTPUT_H
#define REDBOOK_CONVERT_OUTPUT_H

#include "cli/json.h"

#include <redbook/convert.h>

#include <stdio.h>

typedef struct convert_result {
    const char *path;                 /* of the source */
    const char *output;               /* as given */
    const rbk_target *target;         /* NULL: none could be reported */
    const rbk_conversion *conversion; /* NULL: nothing was written */
    const rbk_findings *findings;
    const rbk_error *error;
} convert_result;

/* False without memory. */
bool convert_print_table(const convert_result *result, FILE *out);
bool convert_print_json(const convert_result *result, FILE *out);

/* The members of the JSON document about one disc, into the open object. False without memory. */
bool convert_json_disc(cli_json *json, const convert_result *result);

/* Findings of the loss list. */
size_t convert_count_losses(const rbk_findings *findings);

#endif
