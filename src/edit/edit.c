/*
 * A changed disc in place of the old one: packs and descriptor are made in memory, read back and compared with what was
 * wanted, and published in one step.
 */
#include "base/fail.h"
#include "base/identity.h"
#include "base/input.h"
#include "base/path.h"
#include "edit/changes.h"

#include <redbook/cdtext.h>
#include <redbook/format.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Enough for a text format to be recognised. */
#define PROBED_BYTES 65536

void rbk_edit_options_init(rbk_edit_options *options)
{
    *options = (rbk_edit_options){.dry_run = false};
}

/* An edit in progress. */
typedef struct editing {
    const rbk_disc *before;
    const rbk_edit_options *options;
    rbk_findings *findings;
    const rbk_format *format;
    rbk_disc *disc; /* with its packs and the name of their file: what is written */
    rbk_layout *layout_before;
    rbk_layout *layout;
    rbk_output *text; /* the descriptor, in memory */
    bool packs_change;
    rbk_edit_result *result;
} editing;

/* ------------------------------------------------------------------ what can be edited */

/* The format of the descriptor, which is the one that was opened. */
static rbk_status find_format(editing *e, rbk_error *error)
{
    rbk_input input;
    const char *path = e->before->descriptor_path;
    uint8_t *bytes = malloc(PROBED_BYTES);
    rbk_status status = bytes ? rbk_input_open(&input, path, error) : rbk_fail_memory(error);
    if (!bytes)
        return status;
    int64_t have = status == RBK_OK ? rbk_input_read(&input, 0, bytes, PROBED_BYTES) : 0;
    if (status == RBK_OK && have < 0)
        status = rbk_input_fail(&input, error);
    if (status == RBK_OK)
        status = rbk_identity_check_open(input.descriptor, &e->before->identity, error);
    if (status == RBK_OK)
        e->format = rbk_format_probe(bytes, (size_t)have, NULL);
    rbk_input_close(&input);
    free(bytes);
    return status;
}

static rbk_status check_format(editing *e, rbk_error *error)
{
    rbk_status status = e->before->descriptor_path ? find_format(e, error) : RBK_OK;
    if (status != RBK_OK)
        return status;
    if (e->format == rbk_format_find("cue") || e->format == rbk_format_find("toc"))
        return RBK_OK;
    return rbk_fail_at(
        error, RBK_UNSUPPORTED, e->before->descriptor_path, 0, 0,
        "expected a CUE sheet or a cdrdao TOC, which can be edited, found %s%s: convert it to a sheet, edit "
        "that, and convert it back (redbook convert)",
        e->format ? "a " : "an image without a sheet", e->format ? e->format->title : "");
}

/* ------------------------------------------------------------------ packs */

/* A disc that had no packs gets them next to its sheet. */
static rbk_status add_pack_file(editing *e, const rbk_bytes *packs, rbk_error *error)
{
    struct stat there;
    const char *sheet = e->before->descriptor_path;
    char *name = rbk_path_name_with(sheet, ".cdt");
    char *path = name ? rbk_path_next_to(sheet, name) : NULL;
    rbk_status status = path ? rbk_disc_set_cdtext(e->disc, packs->data, packs->size, error) : rbk_fail_memory(error);
    if (status == RBK_OK && lstat(path, &there) == 0) {
        status = rbk_findings_add(e->findings, RBK_ERROR, "target.exists", path, 0, 0,
                                  "already exists, and is not the CD-TEXT of this disc") == RBK_OK
                     ? rbk_fail(error, RBK_REFUSED, "the CD-TEXT cannot be written")
                     : rbk_fail_memory(error);
    }
    if (status != RBK_OK) {
        free(name);
        free(path);
        return status;
    }
    free(e->disc->cdtext_file);
    e->disc->cdtext_file = name;
    e->result->cdtext_path = path;
    return RBK_OK;
}

static rbk_status make_pack_file(editing *e, const rbk_cdtext_options *how, rbk_error *error)
{
    rbk_bytes packs = {NULL, 0};
    rbk_status status = rbk_cdtext_for_sheet(e->disc, RBK_CDTEXT_AUTO, how, &packs, e->findings, error);
    if (status == RBK_OK && packs.size > 0)
        status = add_pack_file(e, &packs, error);
    e->packs_change = status == RBK_OK && packs.size > 0;
    rbk_bytes_release(&packs);
    return status;
}

static rbk_status make_packs(editing *e, rbk_error *error)
{
    const bool in_file = e->format == rbk_format_find("cue");
    rbk_cdtext_options how;
    rbk_cdtext_options_init(&how);
    how.fallback = e->options->text_fallback;
    how.name = e->before->descriptor_path;
    if (!e->disc->cdtext)
        return in_file && !e->disc->cdtext_file ? make_pack_file(e, &how, error) : RBK_OK;
    rbk_status status = rbk_cdtext_renew(e->disc, &how, e->findings, error);
    if (status != RBK_OK || !in_file)
        return status;
    e->packs_change = e->disc->cdtext_bytes != e->before->cdtext_bytes ||
                      memcmp(e->disc->cdtext, e->before->cdtext, e->disc->cdtext_bytes) != 0;
    if (e->packs_change && e->disc->cdtext_location && !(e->result->cdtext_path = strdup(e->disc->cdtext_location)))
        return rbk_fail_memory(error);
    return RBK_OK;
}

/* ------------------------------------------------------------------ the descriptor */

static bool has_finding(const rbk_findings *findings, const rbk_finding *wanted)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        if (finding->track == wanted->track && strcmp(finding->rule, wanted->rule) == 0 &&
            strcmp(finding->text, wanted->text) == 0)
            return true;
    }
    return false;
}

/* What the writer reports of the old disc too is not news. */
static int judge_news(void *user, const rbk_finding *finding)
{
    return has_finding(user, finding) ? RBK_FINDING_LEFT_OUT : (int)finding->severity;
}

static rbk_status write_descriptor(editing *e, rbk_error *error)
{
    rbk_output *unused = rbk_output_new_memory();
    rbk_findings *known = rbk_findings_new(), *noticed = rbk_findings_new();
    e->text = rbk_output_new_memory();
    rbk_status status = unused && known && noticed && e->text ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK)
        (void)rbk_format_write(e->format, e->before, unused, known, NULL);
    if (status == RBK_OK)
        status = rbk_format_write(e->format, e->disc, e->text, noticed, error);
    if (noticed && rbk_findings_pass_on(noticed, judge_news, known, e->findings) != RBK_OK)
        status = rbk_fail_memory(error);
    rbk_findings_free(known);
    rbk_findings_free(noticed);
    rbk_output_free(unused);
    return status;
}

/* ------------------------------------------------------------------ read back */

/* What probing found of the files holds for the new descriptor as well. */
static rbk_status take_files(const rbk_disc *from, rbk_disc *to, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (uint32_t i = 0; i < to->file_count && status == RBK_OK; i++)
        for (size_t k = 0; k < from->file_count; k++) {
            const rbk_file *file = &from->files[k];
            if (strcmp(file->path, to->files[i].path) != 0)
                continue;
            to->files[i].type = file->type;
            to->files[i].rate_hz = file->rate_hz;
            to->files[i].length_frames = file->length_frames;
            if (file->location)
                status = rbk_disc_locate_file(to, i, file->location, error);
            break;
        }
    return status;
}

static rbk_status read_again(const editing *e, rbk_disc **again, rbk_layout **layout, rbk_error *error)
{
    size_t size = 0;
    const char *text = rbk_output_text(e->text, &size);
    rbk_status status = rbk_format_read_as(e->format, (const uint8_t *)text, size, e->before->descriptor_path, NULL,
                                           again, NULL, error);
    if (status == RBK_OK)
        status = take_files(e->disc, *again, error);
    if (status == RBK_OK && !(*again)->cdtext && e->disc->cdtext)
        status = rbk_cdt_to_disc(e->disc->cdtext, e->disc->cdtext_bytes, NULL, *again, NULL, error);
    return status == RBK_OK ? rbk_layout_compute(*again, RBK_JOIN_AUTO, layout, NULL, error) : status;
}

/* A text in another form is reported by whoever wrote it. */
static bool is_text(const rbk_edit_change *change)
{
    for (int field = 0; field < (int)RBK_TEXT_FIELDS; field++)
        if (change->what == rbk_text_field_name((rbk_text_field)field))
            return true;
    return false;
}

static rbk_status report_lost(const editing *e, const rbk_edit_result *lost, size_t *count)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < lost->change_count && status == RBK_OK; i++) {
        const rbk_edit_change *change = &lost->changes[i];
        char index[8] = "";
        if (is_text(change) && change->after[0])
            continue;
        if (strcmp(change->what, "index") == 0)
            snprintf(index, sizeof index, " %02u", (unsigned)change->index);
        ++*count;
        status = rbk_findings_add(e->findings, RBK_ERROR, "edit.not-held", e->before->descriptor_path, 0, change->track,
                                  "a %s cannot hold the %s%s '%.200s'%s%.100s%s", e->format->title, change->what, index,
                                  change->before, change->after[0] ? ": it would be '" : "", change->after,
                                  change->after[0] ? "'" : "");
    }
    return status;
}

static rbk_status compare_again(const editing *e, const rbk_disc *again, const rbk_layout *layout, rbk_error *error)
{
    const rbk_compared wanted = {e->disc, e->layout}, found = {again, layout};
    rbk_comparison comparison;
    rbk_edit_result lost = {NULL, 0, NULL, NULL, false};
    size_t count = 0;
    if (again->track_count != e->disc->track_count)
        return rbk_fail(error, RBK_REFUSED, "the descriptor would have %zu tracks, expected %zu", again->track_count,
                        e->disc->track_count);
    rbk_status status = rbk_edit_list_changes(&wanted, &found, &lost, error);
    if (status == RBK_OK && report_lost(e, &lost, &count) != RBK_OK)
        status = rbk_fail_memory(error);
    if (status == RBK_OK && count > 0)
        status = rbk_fail(error, RBK_REFUSED, "the descriptor cannot hold the disc");
    if (status == RBK_OK)
        status = rbk_compare(&wanted, &found, RBK_IGNORE_TEXTS | RBK_IGNORE_SAMPLES, NULL, &comparison, error);
    if (status == RBK_OK && !comparison.same)
        status = rbk_fail(error, RBK_REFUSED, "the descriptor would be read as another disc");
    for (size_t i = 0; i < lost.change_count; i++) {
        free(lost.changes[i].before);
        free(lost.changes[i].after);
    }
    free(lost.changes);
    return status;
}

static rbk_status check_descriptor(const editing *e, rbk_error *error)
{
    rbk_disc *again = NULL;
    rbk_layout *layout = NULL;
    rbk_status status = read_again(e, &again, &layout, error);
    if (status == RBK_OK)
        status = compare_again(e, again, layout, error);
    rbk_layout_free(layout);
    rbk_disc_free(again);
    return status;
}

/* ------------------------------------------------------------------ on disk */

static rbk_status fill(const char *path, bool replace, const void *bytes, size_t size, rbk_output **output,
                       rbk_error *error)
{
    rbk_status status = rbk_output_open_file(path, replace, output, error);
    if (status == RBK_OK)
        status = rbk_output_write(*output, bytes, size, error);
    if (status == RBK_OK)
        status = rbk_output_flush(*output, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}

static rbk_status publish(const editing *e, rbk_error *error)
{
    size_t size = 0;
    const char *text = rbk_output_text(e->text, &size);
    const bool replaces = e->disc->cdtext_location != NULL;
    rbk_output *packs = NULL, *descriptor = NULL;
    rbk_unfinished *file = NULL;
    rbk_status status = RBK_OK;
    if (e->packs_change && e->result->cdtext_path)
        status = fill(e->result->cdtext_path, replaces, e->disc->cdtext, e->disc->cdtext_bytes, &packs, error);
    if (status == RBK_OK)
        status = fill(e->before->descriptor_path, true, text, size, &descriptor, error);
    if (status == RBK_OK)
        status = rbk_identity_check(e->before->descriptor_path, &e->before->identity, error);
    if (status == RBK_OK) {
        file = packs ? rbk_output_unfinished(packs) : NULL;
        status = rbk_publish(&file, packs ? 1 : 0, rbk_output_unfinished(descriptor), error);
    }
    rbk_output_free(packs);
    rbk_output_free(descriptor);
    return status;
}

static rbk_status edit(editing *e, rbk_error *error)
{
    rbk_status status = check_format(e, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(e->before, RBK_JOIN_AUTO, &e->layout_before, NULL, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(e->disc, RBK_JOIN_AUTO, &e->layout, NULL, error);
    if (status != RBK_OK)
        return status;
    const rbk_compared before = {e->before, e->layout_before}, after = {e->disc, e->layout};
    status = rbk_edit_list_changes(&before, &after, e->result, error);
    if (status != RBK_OK || e->result->change_count == 0)
        return status;
    e->result->descriptor_path = strdup(e->before->descriptor_path);
    status = e->result->descriptor_path ? make_packs(e, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = write_descriptor(e, error);
    if (status == RBK_OK)
        status = check_descriptor(e, error);
    if (status == RBK_OK && !e->options->dry_run)
        status = publish(e, error);
    e->result->written = status == RBK_OK && !e->options->dry_run;
    return status;
}

rbk_status rbk_edit_write(const rbk_disc *before, const rbk_disc *after, const rbk_edit_options *options,
                          rbk_edit_result **result, rbk_findings *findings, rbk_error *error)
{
    rbk_edit_options defaults;
    if (!before || !after)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (before->track_count != after->track_count || before->file_count != after->file_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a changed copy of the disc, found another disc");
    rbk_edit_options_init(&defaults);
    editing e = {.before = before,
                 .options = options ? options : &defaults,
                 .findings = findings,
                 .disc = rbk_disc_copy(after),
                 .result = calloc(1, sizeof *e.result)};
    rbk_status status = e.disc && e.result ? edit(&e, error) : rbk_fail_memory(error);
    rbk_output_free(e.text);
    rbk_layout_free(e.layout_before);
    rbk_layout_free(e.layout);
    rbk_disc_free(e.disc);
    if (status == RBK_OK && result)
        *result = e.result;
    else
        rbk_edit_result_free(e.result);
    return status;
}
