/*
 * A disc from the command line.
 */
#include "cli/disc_input.h"

#include <stdio.h>
#include <string.h>

#define ATTEMPTS 20

rbk_status disc_input_read(const char *path, const rbk_source_options *options, disc_input *input,
                           rbk_findings *findings, rbk_error *error)
{
    *input = (disc_input){path, NULL, NULL};
    rbk_status status = rbk_source_open(path, options, &input->disc, findings, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(input->disc, RBK_JOIN_AUTO, &input->layout, findings, error);
    if (status != RBK_OK && error && error->status == status && !error->place.path[0])
        snprintf(error->place.path, sizeof error->place.path, "%s", path);
    return status;
}

rbk_status disc_input_refuse_as_target(const disc_input *input, const char *path, rbk_findings *findings,
                                       rbk_error *error)
{
    bool is_source = false;
    rbk_status status =
        path ? rbk_source_report_target(input->disc, input->path, path, &is_source, findings, error) : RBK_OK;
    if (status != RBK_OK || !is_source)
        return status;
    rbk_error_init(error);
    return error->status = RBK_REFUSED;
}

void disc_input_release(disc_input *input)
{
    rbk_layout_free(input->layout);
    rbk_disc_free(input->disc);
    *input = (disc_input){NULL, NULL, NULL};
}

bool disc_input_again(rbk_status status, unsigned *attempts)
{
    return status == RBK_CHANGED && ++*attempts < ATTEMPTS;
}

/* ------------------------------------------------------------------ options */

/* The mode in small letters. */
static void write_mode(rbk_track_mode mode, char name[CLI_WHY_BYTES])
{
    snprintf(name, CLI_WHY_BYTES, "%s", rbk_track_mode_name(mode));
    for (char *c = name; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
}

bool disc_input_mode_word(size_t position, char text[CLI_WHY_BYTES])
{
    if (position < RBK_MODES)
        write_mode((rbk_track_mode)position, text);
    return position < RBK_MODES;
}

bool disc_input_mode(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    rbk_source_options *options = place;
    char name[CLI_WHY_BYTES];
    size_t used = (size_t)snprintf(why, CLI_WHY_BYTES, "expected ");
    for (int mode = 0; mode < (int)RBK_MODES; mode++) {
        write_mode((rbk_track_mode)mode, name);
        if (strcmp(text, name) == 0 || strcmp(text, rbk_track_mode_name((rbk_track_mode)mode)) == 0) {
            options->bare = true;
            options->mode = (rbk_track_mode)mode;
            return true;
        }
        used += (size_t)snprintf(why + used, CLI_WHY_BYTES - used, "%s%s", mode ? "|" : "", name);
    }
    snprintf(why + used, CLI_WHY_BYTES - used, ", found '%.200s'", text);
    return false;
}

bool disc_input_byte_order(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    rbk_source_options *options = place;
    options->big_endian = strcmp(text, "big") == 0;
    if (options->big_endian || strcmp(text, "little") == 0)
        return true;
    snprintf(why, CLI_WHY_BYTES, "expected little or big, found '%.200s'", text);
    return false;
}

bool disc_input_encoding(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    rbk_source_options *options = place;
    if (rbk_encoding_is_known(text)) {
        options->format.encoding = text;
        return true;
    }
    snprintf(why, CLI_WHY_BYTES, "expected utf-8, latin-1, shift-jis or another name that iconv knows, found '%.200s'",
             text);
    return false;
}
