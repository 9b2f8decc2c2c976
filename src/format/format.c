/*
 * Detects, reads and writes descriptors of any format. The formats themselves are in rows.c.
 */
#include "base/ascii.h"
#include "base/fail.h"
#include "disc/references.h"
#include "format/row.h"
#include "format/wide.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Size of what is examined to describe an unknown file. */
#define LOOKED_AT_BYTES 65536

void rbk_format_options_init(rbk_format_options *options)
{
    *options = (rbk_format_options){.encoding = NULL};
}

const rbk_format *rbk_format_at(size_t position)
{
    for (size_t i = 0; rbk_format_rows[i]; i++)
        if (i == position)
            return &rbk_format_rows[i]->about;
    return NULL;
}

const rbk_format *rbk_format_find(const char *name)
{
    for (size_t i = 0; name && rbk_format_rows[i]; i++) {
        const rbk_format *format = &rbk_format_rows[i]->about;
        if (rbk_ascii_same(name, format->name) || rbk_ascii_same(name, format->extension))
            return format;
    }
    return NULL;
}

static const rbk_format_row *row_of(const rbk_format *format)
{
    for (size_t i = 0; format && rbk_format_rows[i]; i++)
        if (&rbk_format_rows[i]->about == format)
            return rbk_format_rows[i];
    return NULL;
}

static const rbk_format_row *most_likely(rbk_input *input, int *score)
{
    const rbk_format_row *best = NULL;
    *score = 0;
    for (size_t i = 0; rbk_format_rows[i]; i++) {
        int found = rbk_format_rows[i]->probe(input);
        if (found > *score) {
            best = rbk_format_rows[i];
            *score = found;
        }
    }
    return best;
}

/* As a text of wide units that is not recognised as such, whose encoding the caller knows. */
static const rbk_format_row *most_likely_in(rbk_input *input, const char *encoding, int *score)
{
    rbk_wide wide;
    rbk_input utf8;
    rbk_bytes text = {NULL, 0};
    uint8_t bytes[LOOKED_AT_BYTES];
    int64_t have = encoding && rbk_wide_named(encoding, &wide) ? rbk_input_read(input, 0, bytes, sizeof bytes) : 0;
    if (have <= 0)
        return NULL;
    if (rbk_wide_to_utf8(&wide, bytes, (size_t)have, &text, NULL, NULL) != RBK_OK) {
        input->system_error = ENOMEM;
        return NULL;
    }
    rbk_input_open_bytes(&utf8, text.data, text.size);
    const rbk_format_row *row = most_likely(&utf8, score);
    rbk_input_close(&utf8);
    rbk_bytes_release(&text);
    return row;
}

const rbk_format *rbk_format_probe(const uint8_t *bytes, size_t size, int *score)
{
    return rbk_format_probe_in(bytes, size, NULL, score);
}

const rbk_format *rbk_format_probe_input(rbk_input *input, const char *encoding, int *score)
{
    const rbk_format_row *row = most_likely(input, score);
    if (!row)
        row = most_likely_in(input, encoding, score);
    return row ? &row->about : NULL;
}

const rbk_format *rbk_format_probe_in(const uint8_t *bytes, size_t size, const char *encoding, int *score)
{
    rbk_input input;
    int how_sure;
    rbk_input_open_bytes(&input, bytes, bytes ? size : 0);
    const rbk_format *format = rbk_format_probe_input(&input, encoding, &how_sure);
    rbk_input_close(&input);
    if (score)
        *score = how_sure;
    return format;
}

rbk_status rbk_format_is_descriptor(const char *path, bool *is_descriptor, rbk_error *error)
{
    rbk_input input;
    int score = 0;
    if (!path || !is_descriptor)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_recover(path, RBK_RECOVER_TO_READ, error);
    if (status != RBK_OK)
        return status;
    status = rbk_input_open_if_there(&input, path, error);
    if (status == RBK_OK && input.descriptor >= 0) {
        (void)most_likely(&input, &score);
        if (input.system_error)
            status = rbk_input_fail(&input, error);
    }
    rbk_input_close(&input);
    if (status == RBK_OK)
        *is_descriptor = score > 0;
    else
        rbk_error_set_path(error, path);
    return status;
}

/* ------------------------------------------------------------------ description of other files */

static const char *by_magic(const uint8_t *bytes, size_t size)
{
    static const struct {
        const char *magic;
        size_t size;
        const char *what;
    } rows[] = {
        {"RIFF", 4, "a RIFF file (WAVE or another)"},
        {"RF64", 4, "an RF64 audio file"},
        {"FORM", 4, "an AIFF file"},
        {"fLaC", 4, "a FLAC file"},
        {"OggS", 4, "an Ogg file"},
        {"ID3", 3, "an MP3 file"},
        {"caff", 4, "a CAF file"},
        {".snd", 4, "an AU file"},
        {"PK\3\4", 4, "a ZIP archive"},
        {"\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0", 12, "raw sectors of a data track"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (size >= rows[i].size && memcmp(bytes, rows[i].magic, rows[i].size) == 0)
            return rows[i].what;
    return NULL;
}

static const char *looks_like(rbk_input *input)
{
    uint8_t bytes[LOOKED_AT_BYTES];
    int64_t have = rbk_input_read(input, 0, bytes, sizeof bytes);
    const char *what = have <= 0 ? "an empty file" : by_magic(bytes, (size_t)have);
    if (what)
        return what;
    rbk_wide unused;
    bool wide = rbk_wide_detect(bytes, (size_t)have, &unused);
    for (int64_t i = 0; i < have && !wide; i++)
        if (bytes[i] < ' ' && bytes[i] != '\t' && bytes[i] != '\n' && bytes[i] != '\r')
            return "binary data";
    return "text without commands of a sheet";
}

/* "CUE, TOC, CCD, CHD" */
#define NAMES_BYTES 128
static const char *names_of_all(char names[NAMES_BYTES])
{
    size_t used = 0;
    names[0] = 0;
    for (size_t i = 0; rbk_format_rows[i]; i++) {
        const char *name = rbk_format_rows[i]->about.name;
        if (used + strlen(name) + 3 > NAMES_BYTES)
            break;
        used += (size_t)snprintf(names + used, NAMES_BYTES - used, "%s%s", i ? ", " : "", name);
    }
    for (size_t i = 0; i < used; i++)
        names[i] = rbk_ascii_upper(names[i]);
    return names;
}

/* ------------------------------------------------------------------ reading and writing */

rbk_status rbk_format_sibling_open(const rbk_format_siblings *siblings, const char *name, rbk_input *input,
                                   rbk_error *error)
{
    if (siblings)
        return siblings->open(siblings->user, name, input, error);
    rbk_input_open_bytes(input, NULL, 0);
    return rbk_fail(error, RBK_UNSUPPORTED, "'%s' is needed with it, and only the descriptor itself was given", name);
}

rbk_status rbk_format_sibling_open_if_there(const rbk_format_siblings *siblings, const char *name, rbk_input *input,
                                            rbk_error *error)
{
    if (siblings && siblings->open_if_there)
        return siblings->open_if_there(siblings->user, name, input, error);
    rbk_input_open_bytes(input, NULL, 0);
    return RBK_OK;
}

rbk_status rbk_format_sibling_open_part(const rbk_format_siblings *siblings, const char *name, rbk_input *input,
                                        rbk_error *error)
{
    if (siblings && siblings->open_part)
        return siblings->open_part(siblings->user, name, input, error);
    rbk_input_open_bytes(input, NULL, 0);
    return RBK_OK;
}

rbk_status rbk_format_read_input(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                                 const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings,
                                 rbk_error *error)
{
    int score;
    char names[NAMES_BYTES];
    const rbk_format_row *row = most_likely(input, &score);
    if (!row && options && !input->system_error)
        row = most_likely_in(input, options->encoding, &score);
    if (row && !input->system_error) /* else it may be another format */
        return row->read(input, siblings, name, options, disc, findings, error);
    const char *what = looks_like(input);
    if (input->system_error)
        return rbk_input_fail(input, error);
    return rbk_fail_at(error, RBK_UNSUPPORTED, name, 0, 0, "expected a descriptor (%s), found %s", names_of_all(names),
                       what);
}

rbk_status rbk_format_read(const uint8_t *bytes, size_t size, const char *name, const rbk_format_options *options,
                           rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    rbk_input input;
    if ((!bytes && size > 0) || !disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_input_open_bytes(&input, bytes, size);
    rbk_status status = rbk_format_read_input(&input, NULL, name, options, disc, findings, error);
    rbk_input_close(&input);
    return status;
}

rbk_status rbk_format_read_as(const rbk_format *format, const uint8_t *bytes, size_t size, const char *name,
                              const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings,
                              rbk_error *error)
{
    rbk_input input;
    const rbk_format_row *row = row_of(format);
    if ((!bytes && size > 0) || !disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (!row)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a format of the table");
    rbk_input_open_bytes(&input, bytes, size);
    rbk_status status = row->read(&input, NULL, name, options, disc, findings, error);
    rbk_input_close(&input);
    return status;
}

rbk_status rbk_format_read_file(const char *path, const rbk_format_options *options, rbk_disc **disc,
                                rbk_findings *findings, rbk_error *error)
{
    rbk_input input;
    if (!path || !disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_recover_reporting(path, RBK_RECOVER_TO_READ, findings, error);
    if (status != RBK_OK)
        return status;
    status = rbk_input_open(&input, path, error);
    if (status == RBK_OK)
        status = rbk_format_read_input(&input, NULL, path, options, disc, findings, error);
    rbk_input_close(&input);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}

rbk_status rbk_format_pass_on(rbk_output *text, bool no_memory, rbk_output *output, rbk_error *error)
{
    if (no_memory || rbk_output_commit(text, NULL) != RBK_OK)
        return rbk_fail_memory(error);
    size_t size;
    const char *bytes = rbk_output_text(text, &size);
    return rbk_output_write(output, bytes, size, error);
}

rbk_status rbk_format_write(const rbk_format *format, const rbk_disc *disc, rbk_output *output, rbk_findings *findings,
                            rbk_error *error)
{
    const rbk_format_row *row = row_of(format);
    if (!row || !disc || !output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (!row->write)
        return rbk_fail(error, RBK_UNSUPPORTED, "a %s can be read, but not written", format->title);
    rbk_status status = rbk_disc_check_to_write(disc, error);
    return status == RBK_OK ? row->write(disc, output, findings, error) : status;
}
