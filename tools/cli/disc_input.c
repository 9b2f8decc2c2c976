/*
 * A disc from the command line.
 */
#include "cli/disc_input.h"

#include <redbook/author.h>
#include <redbook/format.h>

#include <stdio.h>

rbk_status disc_input_read(const char *path, disc_input *input, rbk_findings *findings, rbk_error *error)
{
    bool sheet = rbk_format_is_descriptor(path);
    rbk_author_input files = {.paths = &path, .count = 1};
    *input = (disc_input){path, NULL, NULL};
    rbk_status status = sheet ? rbk_format_read_file(path, NULL, &input->disc, findings, error)
                              : rbk_author_disc_from_files(&files, &input->disc, findings, error);
    if (status == RBK_OK)
        status = rbk_author_probe(input->disc, sheet ? path : NULL, NULL, findings, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(input->disc, RBK_JOIN_AUTO, &input->layout, findings, error);
    if (status != RBK_OK && error && error->status == status && !error->place.path[0])
        snprintf(error->place.path, sizeof error->place.path, "%s", path);
    return status;
}

void disc_input_release(disc_input *input)
{
    rbk_layout_free(input->layout);
    rbk_disc_free(input->disc);
    *input = (disc_input){NULL, NULL, NULL};
}
