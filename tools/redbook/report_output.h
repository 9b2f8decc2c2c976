/*
 * redbook/report_output.h - the measurements of a disc for people (a table) and for programs (JSON)
 */
#ifndef REDBOOK_REPORT_OUTPUT_H
#define REDBOOK_REPORT_OUTPUT_H

#include "cli/disc_input.h"
#include "cli/json.h"

#include <redbook/report.h>

#define REPORT_FILES 4 /* report.html, pq.txt, pq.csv, pq.pdf */

typedef struct report_result {
    const char *path;
    disc_input input;
    bool measured;
    rbk_measurement measurement;
    char *files[REPORT_FILES]; /* NULL: none was to be written */
    size_t file_count;         /* the first so many of them */
    bool written;
} report_result;

/* A row for each track and one for the disc. False without memory. */
bool report_print(const report_result *result, FILE *out);

/* Members "files", "ids", "digest", "disc", "tracks". */
void report_json(cli_json *json, const report_result *result);

#endif
