/*
 * redbook/disc_output.h - a laid out disc for people (tables) and for programs (JSON)
 *
 * Times are MM:SS:FF counted from the first program sector (lba 0 is 00:00:00), as in a CUE sheet of one file. A
 * track's start is its index 01, its length goes from there to its end; the pregap before it is distinguished, so that
 * all pregaps and lengths together are the disc. The JSON is described in redbook-info(1): keys are never taken away or
 * given another meaning while "format" is 1.
 */
#ifndef REDBOOK_DISC_OUTPUT_H
#define REDBOOK_DISC_OUTPUT_H

#include "cli/findings_json.h"
#include "cli/json.h"

#include <redbook/disc.h>
#include <redbook/layout.h>

#include <stdio.h>

/* One row for each track and each index beyond 01; joins: with moved and padded samples. False without memory. */
bool disc_print_tracks(const rbk_disc *disc, const rbk_layout *layout, bool joins, FILE *out);

/* Texts and codes of the disc, one line each, and an empty line after them; nothing where there are none. */
void disc_print_texts(const rbk_disc *disc, FILE *out);

/* A line for each session of a disc that has several, and an empty one. */
void disc_print_sessions(const rbk_disc *disc, const rbk_layout *layout, FILE *out);

/* That of a blank of so many sectors, or of a GD-ROM, which is no CD-R, what pressed ones hold. disc may be NULL. */
uint32_t disc_capacity(const rbk_disc *disc, uint32_t capacity_sectors);

/* One line: total, capacity, and what is free or over. */
void disc_print_total(const rbk_layout *layout, uint32_t capacity_sectors, FILE *out);

/* Members of the open object: "disc", "capacity", "sessions", "tracks". disc and layout NULL: null and []. */
void disc_json(cli_json *json, const rbk_disc *disc);
void disc_json_capacity(cli_json *json, const rbk_layout *layout, uint32_t capacity_sectors);
void disc_json_sessions(cli_json *json, const rbk_disc *disc, const rbk_layout *layout);
void disc_json_tracks(cli_json *json, const rbk_disc *disc, const rbk_layout *layout);

#endif
