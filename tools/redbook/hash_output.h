/*
 * redbook/hash_output.h - ids and checksums of a disc for people (tables) and for programs (JSON)
 */
#ifndef REDBOOK_HASH_OUTPUT_H
#define REDBOOK_HASH_OUTPUT_H

#include "cli/disc_input.h"
#include "cli/json.h"

#include <redbook/hash.h>

/* Ids, the digest, and a table of the tracks, with their sum of the kind. False without memory. */
bool hash_print(const rbk_hash_report *report, rbk_sum_kind kind, FILE *out);

/* The member "ids" of the open object; ids NULL: null. */
void hash_json_ids(cli_json *json, const rbk_disc_ids *ids);

/* Members "ids", "digest", "image", "tracks"; report NULL: null and []. wanted: what was computed; the rest is null. */
void hash_json(cli_json *json, const rbk_hash_report *report, unsigned wanted);

#endif
