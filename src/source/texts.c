/*
 * The CD-TEXT of a file, whatever it is: packs, an input sheet, or a disc's sheet with texts or packs of its own.
 */
#include "base/fail.h"
#include "disc/origin.h"
#include "format/row.h"

#include <redbook/format.h>
#include <redbook/source.h>

#include <string.h>

/* A disc's own packs, else what its texts make. */
static rbk_status take_disc(const rbk_disc *disc, const char *path, const rbk_source_texts *how, rbk_cdtext **cdtext,
                            rbk_findings *findings, rbk_error *error)
{
    const char *name = disc->cdtext_location ? disc->cdtext_location : path;
    if (disc->cdtext)
        return rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, name, cdtext, NULL, error);
    return rbk_cdtext_from_disc(disc, how->language, how->charset, cdtext, findings, error);
}

/* What was read next to the sheet, as its CD-TEXT. */
static rbk_status add_parts(const rbk_disc *from, rbk_disc *to, rbk_error *error)
{
    rbk_status status = from->cdtext_location ? rbk_disc_add_part(to, from->cdtext_location, error) : RBK_OK;
    for (size_t i = 0; i < from->part_count && status == RBK_OK; i++)
        status = rbk_disc_add_part(to, from->parts[i], error);
    return status;
}

/* The texts of a CHD are those of the sheet that it was made from, which is looked for with its files. */
static rbk_status take_origin(rbk_disc *disc, const char *path, const rbk_source_texts *how, rbk_findings *findings,
                              rbk_error *error)
{
    rbk_findings *noticed = findings ? findings : rbk_findings_new();
    rbk_status status = noticed ? rbk_source_probe(disc, path, how->options, noticed, error) : rbk_fail_memory(error);
    if (!findings)
        rbk_findings_free(noticed);
    return status;
}

static rbk_status read_disc(const char *path, const rbk_source_texts *how, rbk_cdtext **cdtext, rbk_findings *findings,
                            rbk_error *error)
{
    rbk_disc *disc = NULL;
    rbk_status status = rbk_source_read(path, how->options, &disc, findings, error);
    if (status == RBK_OK && disc->origin)
        status = take_origin(disc, path, how, findings, error);
    if (status == RBK_OK)
        status = how->parts_of ? add_parts(disc, how->parts_of, error) : RBK_OK;
    if (status == RBK_OK)
        status = take_disc(disc, path, how, cdtext, findings, error);
    rbk_disc_free(disc);
    return status;
}

static const char *encoding_of(const rbk_source_texts *how)
{
    return how->options ? how->options->format.encoding : NULL;
}

/* *format: of a file that is too large for a text, as an image in one file, NULL for others. */
static rbk_status probe_large(const char *path, const rbk_source_texts *how, const rbk_format **format,
                              rbk_error *error)
{
    rbk_input input;
    int score;
    *format = NULL;
    rbk_status status = rbk_input_open(&input, path, error);
    if (status == RBK_OK && input.size > (int64_t)RBK_DESCRIPTOR_BYTES_MAX)
        *format = rbk_format_probe_input(&input, encoding_of(how), &score);
    if (status == RBK_OK && input.system_error)
        status = rbk_input_fail(&input, error);
    rbk_input_close(&input);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}

static rbk_status read_bytes(const rbk_bytes *bytes, const char *path, const rbk_source_texts *how, rbk_cdtext **cdtext,
                             const char **form, rbk_findings *findings, rbk_error *error)
{
    int cdt = rbk_cdt_probe(bytes->data, bytes->size);
    int v07t = rbk_v07t_probe(bytes->data, bytes->size);
    int score = 0;
    const rbk_format *format = rbk_format_probe_in(bytes->data, bytes->size, encoding_of(how), &score);
    if (score <= (cdt > v07t ? cdt : v07t))
        format = NULL;
    *form = format ? format->name : cdt > v07t ? "cdt" : v07t > 0 ? "v07t" : NULL;
    if (bytes->size == 0)
        return rbk_fail_at(error, RBK_UNSUPPORTED, path, 0, 0,
                           "the file is empty, expected packs of CD-TEXT, an input sheet or the sheet of a disc");
    if (!*form)
        return rbk_fail_at(error, RBK_UNSUPPORTED, path, 0, 0,
                           "expected packs of CD-TEXT, an input sheet (Input Sheet Version = 0.7T) or the sheet of a "
                           "disc, found none of them");
    if (format)
        return read_disc(path, how, cdtext, findings, error);
    return (cdt > v07t ? rbk_cdt_read : rbk_v07t_read)(bytes->data, bytes->size, path, cdtext, findings, error);
}

static rbk_status read_file(const char *path, const rbk_source_texts *how, rbk_cdtext **cdtext, const char **form,
                            rbk_findings *findings, rbk_error *error)
{
    rbk_bytes bytes = {NULL, 0};
    rbk_status status = rbk_bytes_read_file(path, RBK_DESCRIPTOR_BYTES_MAX, &bytes, error);
    if (status == RBK_OK)
        status = read_bytes(&bytes, path, how, cdtext, form, findings, error);
    rbk_bytes_release(&bytes);
    return status;
}

rbk_status rbk_source_read_texts(const char *path, const rbk_source_texts *how, rbk_cdtext **cdtext, const char **form,
                                 rbk_findings *findings, rbk_error *error)
{
    const rbk_format *large = NULL;
    const char *found = NULL;
    if (!path || !how || !cdtext)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_recover_reporting(path, RBK_RECOVER_TO_READ, findings, error);
    if (status == RBK_OK)
        status = probe_large(path, how, &large, error);
    if (status == RBK_OK && how->parts_of)
        status = rbk_disc_add_part(how->parts_of, path, error);
    if (status == RBK_OK)
        status = large ? read_disc(path, how, cdtext, findings, error)
                       : read_file(path, how, cdtext, &found, findings, error);
    if (form)
        *form = large ? large->name : found;
    return status;
}
