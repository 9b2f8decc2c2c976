/*
 * redbook/text_output.h - a CD-TEXT for people (tables) and for programs (JSON)
 */
#ifndef REDBOOK_TEXT_OUTPUT_H
#define REDBOOK_TEXT_OUTPUT_H

#include "cli/json.h"

#include <redbook/cdtext.h>

#include <stdio.h>

/* A heading, the album's texts and a table of the tracks for each block. packs: how many each takes, 0 where unknown.
 */
bool text_print_blocks(const rbk_cdtext *cdtext, const size_t packs[RBK_CDTEXT_BLOCKS], FILE *out);

/* The member "blocks" of the open object. cdtext NULL: []. */
void text_json_blocks(cli_json *json, const rbk_cdtext *cdtext, const size_t packs[RBK_CDTEXT_BLOCKS]);

#endif
