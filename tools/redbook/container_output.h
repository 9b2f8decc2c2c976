/*
 * redbook/container_output.h - how the bytes of an image are kept, for people and for programs
 */
#ifndef REDBOOK_CONTAINER_OUTPUT_H
#define REDBOOK_CONTAINER_OUTPUT_H

#include "cli/json.h"

#include <redbook/chd.h>

#include <stdio.h>

/* A line for each fact, and an empty one before them. */
void container_print(const rbk_chd_facts *facts, FILE *out);

/* The member "container" of the open object. */
void container_json(cli_json *json, const rbk_chd_facts *facts);

#endif
