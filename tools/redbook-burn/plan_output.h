/*
 * redbook-burn/plan_output.h - a plan for people (tables) and for programs (JSON)
 *
 * The JSON is described in redbook-burn-plan(1): keys are never taken away or given another meaning while "format" is
 * 1.
 */
#ifndef REDBOOK_BURN_PLAN_OUTPUT_H
#define REDBOOK_BURN_PLAN_OUTPUT_H

#include "cli/json.h"
#include "redbook-burn/planning.h"

#include <redbook/burn_plan.h>

#include <stdio.h>

/* What it comes to, in a few lines: medium, length, session, CD-TEXT. */
void plan_print_summary(const rbk_burn_plan *plan, FILE *out);

/* The cue sheet line by line, mode page 05h, the ranges of sectors; with packs those of CD-TEXT. False without memory.
 */
bool plan_print_tables(const rbk_burn_plan *plan, bool packs, FILE *out);

/* Mode page 05h as a drive with a page of usual length gets it for a real burn, in the first variant. */
#define PLAN_PAGE_BYTES 52
void plan_write_parameters(const rbk_burn_plan *plan, uint8_t page[PLAN_PAGE_BYTES]);

/* Member "plan" of the open object; NULL: null. */
void plan_json(cli_json *json, const rbk_burn_plan *plan);

/* Members "plan", the one at work, and "later_sessions" of the open object: the plans of all sessions of an image. */
void plan_all_json(cli_json *json, const planned *made);

#endif
