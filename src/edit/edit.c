/*
 * A changed disc in place of the old one: packs and descriptor are made in memory, read back and compared with what was
 * wanted, and published in one step.
 */
#include "base/fail.h"
#include "base/identity.h"
#include "base/input.h"
#include "base/path.h"
#include "base/publish.h"
#include "disc/references.h"
#include "edit/changes.h"
#include "edit/editing.h"
#include "edit/shared.h"
#include "format/row.h"
#include "text/line.h"

#include <redbook/cdtext.h>
#include <redbook/format.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Enough for a text format to be recognised. */
#define PROBED_BYTES 65536

void rbk_edit_options_init(rbk_edit_options *options)
{
    *options = (rbk_edit_options){.dry_run = false};
}

/* ------------------------------------------------------------------ what can be edited */

/* The format of the descriptor, which is the one that was opened. */
static rbk_status find_format(rbk_editing *e, rbk_error *error)
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
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    else
        e->format = rbk_format_probe_in(bytes, (size_t)have, e->options->encoding, NULL);
    rbk_input_close(&input);
    free(bytes);
    return status;
}

/* Images that no command writes. */
static bool is_only_read(const rbk_format *format)
{
    static const char *const names[] = {"nrg", "mds", "cdi"};
    for (size_t i = 0; format && i < sizeof names / sizeof names[0]; i++)
        if (strcmp(format->name, names[i]) == 0)
            return true;
    return false;
}

static rbk_status check_format(rbk_editing *e, rbk_error *error)
{
    rbk_status status = e->before->descriptor_path ? find_format(e, error) : RBK_OK;
    if (status != RBK_OK)
        return status;
    if (e->format == rbk_format_find("toc") && rbk_disc_session_count(e->before) > 1)
        return rbk_fail_at(
            error, RBK_UNSUPPORTED, e->before->descriptor_path, 0, 0,
            "the disc has %zu sessions, each in a TOC of its own, which are not edited together: convert "
            "it to a CUE sheet, edit that, and convert it back (redbook convert)",
            rbk_disc_session_count(e->before));
    if (e->format == rbk_format_find("cue") || e->format == rbk_format_find("toc"))
        return RBK_OK;
    return rbk_fail_at(error, RBK_UNSUPPORTED, e->before->descriptor_path, 0, 0,
                       "expected a CUE sheet or a cdrdao TOC, which can be edited, found %s%s: convert it to a sheet%s "
                       "(redbook convert)",
                       e->format ? "a " : "an image without a sheet", e->format ? e->format->title : "",
                       is_only_read(e->format) ? " and edit that" : ", edit that, and convert it back");
}

/* ------------------------------------------------------------------ links */

/* What a path leads to, through symbolic links; freed by the caller. */
static rbk_status follow_links(const char *path, char **target, rbk_error *error)
{
    char *here = strdup(path), *next = NULL;
    rbk_status status = here ? rbk_path_follow(here, &next, error) : rbk_fail_memory(error);
    for (int links = 1; status == RBK_OK && next; links++) {
        free(here);
        here = next;
        next = NULL;
        status = links < RBK_LINKS_MAX ? rbk_path_follow(here, &next, error)
                                       : rbk_fail(error, RBK_FILEACCESS, "too many symbolic links");
    }
    *target = here;
    return status;
}

/* One spelling for the folder of both files. */
static rbk_status name_packs(rbk_editing *e, rbk_error *error)
{
    char *path = rbk_path_next_to(e->target, rbk_path_base(e->packs_target));
    if (!path)
        return rbk_fail_memory(error);
    free(e->packs_target);
    e->packs_target = path;
    return RBK_OK;
}

/* A link stays: the file that it leads to is written. Both files change in one step, which is one folder's. */
static rbk_status find_targets(rbk_editing *e, rbk_error *error)
{
    const char *packs = e->disc->cdtext_location;
    rbk_status status = follow_links(e->before->descriptor_path, &e->target, error);
    if (status == RBK_OK && packs)
        status = follow_links(packs, &e->packs_target, error);
    bool same = false;
    if (status == RBK_OK && packs)
        status = rbk_edit_same_folder(e->target, e->packs_target, &same, error);
    if (status != RBK_OK || !packs)
        return status;
    if (same)
        return name_packs(e, error);
    return rbk_fail_at(error, RBK_UNSUPPORTED, e->before->descriptor_path, 0, 0,
                       "expected the CD-TEXT file in the folder of the sheet, found '%.200s' and '%.200s': they cannot "
                       "be replaced in one step",
                       e->packs_target, e->target);
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

/* What the writer reports of the old disc, and the sheet as it is. */
typedef struct old_news {
    const rbk_findings *known;
    const rbk_disc *sheet;
} old_news;

static bool has_quotes(const rbk_text *text)
{
    bool found = false;
    for (int field = 0; field < (int)RBK_TEXT_FIELDS && !found; field++)
        found = text->field[field] && strchr(text->field[field], '"');
    return found;
}

/* Whether the sheet has quotes that are replaced now: others than this writer leave them. */
static bool loses_quotes(const rbk_disc *sheet, const rbk_finding *finding)
{
    bool found = finding->track == 0 && has_quotes(&sheet->text);
    for (size_t t = 0; t < sheet->track_count && !found; t++)
        found = sheet->tracks[t].number == finding->track && has_quotes(&sheet->tracks[t].text);
    return found && strcmp(finding->rule, "cue.quote") == 0;
}

/* What the writer reports of the old disc too is not news, unless the sheet does not have that form yet. */
static int judge_news(void *user, const rbk_finding *finding)
{
    const old_news *old = user;
    const bool is_old = has_finding(old->known, finding) && !loses_quotes(old->sheet, finding);
    return is_old ? RBK_FINDING_LEFT_OUT : (int)finding->severity;
}

/* ------------------------------------------------------------------ texts that would change unasked */

/* The texts of one owner: the sheet's own, those of the opened disc, and those the opened disc has in a new sheet. */
typedef struct owner_texts {
    uint32_t track; /* 0: the disc */
    const rbk_text *sheet, *before, *rewritten, *after;
    rbk_text *stated;
    rbk_text *lines; /* those of the new sheet */
} owner_texts;

/*
 * A text of the sheet that the CD-TEXT has in another form is replaced only if somebody decided which one is used; one that was
 * cut for CDRWIN is kept. If it is the one that was asked for, it is the CD-TEXT that changes.
 */
static rbk_status note_text(rbk_editing *e, const owner_texts *t, rbk_text_field field, size_t *undecided,
                            rbk_error *error)
{
    const char *sheet = t->sheet->field[field], *before = t->before->field[field];
    const char *rewritten = t->rewritten->field[field], *after = t->after->field[field];
    char owner[16] = "the album";
    if (!sheet || (rewritten && strcmp(sheet, rewritten) == 0))
        return RBK_OK;
    const bool asked = strcmp(before ? before : "", after ? after : "") != 0;
    if (asked && after && strcmp(sheet, after) == 0)
        return RBK_OK;
    if (!asked && before && rbk_line_is_cut_of(sheet, before))
        return rbk_text_set(t->lines, field, sheet, error);
    if (!asked && !e->options->cdtext_chosen && strcmp(sheet, before ? before : "") != 0) {
        if (t->track > 0)
            snprintf(owner, sizeof owner, "track %u", (unsigned)t->track & 0x7F);
        ++*undecided;
        return rbk_findings_add(e->findings, RBK_ERROR, "edit.cdtext", e->before->descriptor_path, 0, t->track,
                                "the %s of %s is '%.150s' in the sheet and '%.150s' in the CD-TEXT: one of them would "
                                "be replaced",
                                rbk_text_field_name(field), owner, sheet, before ? before : "") == RBK_OK
                   ? RBK_OK
                   : rbk_fail_memory(error);
    }
    return rbk_text_set(t->stated, field, sheet, error);
}

static rbk_status note_texts(rbk_editing *e, const owner_texts *texts, size_t *undecided, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (int field = 0; field < (int)RBK_TEXT_FIELDS && status == RBK_OK; field++)
        status = note_text(e, texts, (rbk_text_field)field, undecided, error);
    return status;
}

/* rewritten: the sheet that the writer makes of the disc as it was; packs are not in it. lines: the disc of the new sheet. */
static rbk_status note_stated(rbk_editing *e, const rbk_output *rewritten, rbk_disc *lines, rbk_error *error)
{
    size_t size = 0, undecided = 0;
    const char *text = rbk_output_text(rewritten, &size);
    const rbk_disc *sheet = e->old.disc;
    rbk_disc *again = NULL;
    rbk_status status =
        rbk_format_read_as(e->format, (const uint8_t *)text, size, e->target, NULL, &again, NULL, error);
    if (status == RBK_OK && sheet->track_count == e->before->track_count && again->track_count == sheet->track_count) {
        const owner_texts album = {
            0, &sheet->text, &e->before->text, &again->text, &e->disc->text, &e->stated->text, &lines->text};
        status = note_texts(e, &album, &undecided, error);
        for (size_t t = 0; t < sheet->track_count && status == RBK_OK; t++) {
            const owner_texts track = {sheet->tracks[t].number, &sheet->tracks[t].text,   &e->before->tracks[t].text,
                                       &again->tracks[t].text,  &e->disc->tracks[t].text, &e->stated->tracks[t].text,
                                       &lines->tracks[t].text};
            status = note_texts(e, &track, &undecided, error);
        }
    }
    rbk_disc_free(again);
    if (status == RBK_OK && undecided > 0)
        status = rbk_fail(error, RBK_REFUSED, "the sheet and its CD-TEXT have different texts");
    return status;
}

/* ------------------------------------------------------------------ the new descriptor */

/*
 * The disc as it was, or as it is to be. Readers know more of some than the writer says: silence in no file, also where a mark
 * moves into it, files that are left before their end.
 */
static rbk_status write_sheet(const rbk_editing *e, const rbk_disc *disc, rbk_output *output, rbk_findings *findings,
                              rbk_error *error)
{
    rbk_error why;
    rbk_error_init(&why);
    rbk_status status = rbk_format_write(e->format, disc, output, findings, &why);
    if (status == RBK_OK)
        return RBK_OK;
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (disc != e->before && status != RBK_BAD_LAYOUT) {
        if (error)
            *error = why;
        return status;
    }
    return rbk_fail_at(error, status, e->before->descriptor_path, 0, 0,
                       "%.300s: expected a sheet as this program writes them (redbook convert makes one), to edit that",
                       why.sentence);
}

static rbk_status write_descriptor(rbk_editing *e, rbk_error *error)
{
    rbk_output *unused = rbk_output_new_memory();
    rbk_findings *known = rbk_findings_new(), *noticed = rbk_findings_new();
    rbk_disc *lines = rbk_disc_copy(e->disc);
    e->text = rbk_output_new_memory();
    rbk_status status = unused && known && noticed && lines && e->text ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = write_sheet(e, e->before, unused, known, error);
    if (status == RBK_OK)
        status = note_stated(e, unused, lines, error);
    if (status == RBK_OK)
        status = write_sheet(e, lines, e->text, noticed, error);
    if (status == RBK_OK)
        status = rbk_descriptor_check_replaced(&e->old, e->text, error);
    old_news old = {known, e->old.disc};
    if (noticed && rbk_findings_pass_on(noticed, judge_news, &old, e->findings) != RBK_OK)
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_descriptor_end_lines(&e->old, &e->text, error);
    if (status == RBK_OK)
        status = rbk_descriptor_report_removed(&e->old, e->text, e->findings, error);
    rbk_findings_free(known);
    rbk_findings_free(noticed);
    rbk_disc_free(lines);
    rbk_output_free(unused);
    return status;
}

/* ------------------------------------------------------------------ read back */

/*
 * The file that is one of the new descriptor's: a name can be that of several, each with its own type and length, as where a
 * TOC has data and audio in one file. They are in the same order in both, that of their first use.
 */
static const rbk_file *file_as_probed(const rbk_disc *from, const rbk_disc *to, uint32_t position)
{
    const char *path = to->files[position].path;
    const rbk_file *found = NULL;
    size_t before = 0;
    for (uint32_t i = 0; i < position; i++)
        before += strcmp(to->files[i].path, path) == 0;
    for (size_t k = 0; k < from->file_count; k++) {
        if (strcmp(from->files[k].path, path) != 0)
            continue;
        found = &from->files[k];
        if (before-- == 0)
            break;
    }
    return found;
}

/* What probing found of the files holds for the new descriptor as well. */
static rbk_status take_files(const rbk_disc *from, rbk_disc *to, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (uint32_t i = 0; i < to->file_count && status == RBK_OK; i++) {
        const rbk_file *file = file_as_probed(from, to, i);
        if (!file)
            continue;
        to->files[i].type = file->type;
        to->files[i].rate_hz = file->rate_hz;
        to->files[i].length_frames = file->length_frames;
        if (file->location)
            status = rbk_disc_locate_file(to, i, file->location, error);
    }
    return status;
}

static rbk_status read_again(const rbk_editing *e, rbk_disc **again, rbk_layout **layout, rbk_error *error)
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

static rbk_status report_lost(const rbk_editing *e, const rbk_edit_result *lost, size_t *count)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < lost->change_count && status == RBK_OK; i++) {
        const rbk_edit_change *change = &lost->changes[i];
        char index[8] = "", owner[16] = "the disc";
        if (is_text(change) && change->after[0])
            continue;
        if (strcmp(change->what, "index") == 0)
            snprintf(index, sizeof index, " %02u", (unsigned)change->index);
        if (change->track > 0)
            snprintf(owner, sizeof owner, "track %u", (unsigned)change->track & 0x7F);
        ++*count;
        status = rbk_findings_add(e->findings, RBK_ERROR, "edit.not-held", e->before->descriptor_path, 0, change->track,
                                  "a %s cannot hold the %s%s of %s '%.200s'%s%.100s%s", e->format->title, change->what,
                                  index, owner, change->before, change->after[0] ? ": it would be '" : "",
                                  change->after, change->after[0] ? "'" : "");
    }
    return status;
}

static void release_changes(rbk_edit_result *result)
{
    for (size_t i = 0; i < result->change_count; i++) {
        free(result->changes[i].before);
        free(result->changes[i].after);
    }
    free(result->changes);
    result->changes = NULL;
    result->change_count = 0;
}

static rbk_status compare_again(const rbk_editing *e, const rbk_disc *again, const rbk_layout *layout, rbk_error *error)
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
    release_changes(&lost);
    return status;
}

/* The list is of what is stored, which may have another form than what was wanted. */
static rbk_status list_again(rbk_editing *e, const rbk_disc *again, const rbk_layout *layout, rbk_error *error)
{
    const rbk_compared stated = {e->stated, e->layout_before}, stored = {again, layout};
    release_changes(e->result);
    return rbk_edit_list_changes(&stated, &stored, e->result, error);
}

static rbk_status check_descriptor(rbk_editing *e, rbk_error *error)
{
    rbk_disc *again = NULL;
    rbk_layout *layout = NULL;
    rbk_status status = read_again(e, &again, &layout, error);
    if (status == RBK_OK)
        status = compare_again(e, again, layout, error);
    if (status == RBK_OK)
        status = list_again(e, again, layout, error);
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

static rbk_status publish(const rbk_editing *e, rbk_error *error)
{
    size_t size = 0;
    const char *text = rbk_output_text(e->text, &size);
    const bool replaces = e->disc->cdtext_location != NULL;
    rbk_output *packs = NULL, *descriptor = NULL;
    rbk_unfinished *file = NULL;
    rbk_status status = RBK_OK;
    if (e->result->cdtext_path)
        status = fill(e->result->cdtext_path, replaces, e->disc->cdtext, e->disc->cdtext_bytes, &packs, error);
    if (status == RBK_OK)
        status = fill(e->target, true, text, size, &descriptor, error);
    if (status == RBK_OK)
        status = rbk_identity_check(e->target, &e->before->identity, error);
    if (status == RBK_OK) {
        file = packs ? rbk_output_unfinished(packs) : NULL;
        status = rbk_publish_without(e->removed_packs, &file, packs ? 1 : 0, rbk_output_unfinished(descriptor), error);
    }
    rbk_output_free(packs);
    rbk_output_free(descriptor);
    return status;
}

/* In the form that is stored, nothing changes. */
static rbk_status write_nothing(rbk_edit_result *result)
{
    free(result->descriptor_path);
    free(result->cdtext_path);
    result->descriptor_path = result->cdtext_path = NULL;
    return RBK_OK;
}

static rbk_status edit(rbk_editing *e, rbk_error *error)
{
    rbk_status status = check_format(e, error);
    if (status == RBK_OK)
        status = find_targets(e, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(e->before, RBK_JOIN_AUTO, &e->layout_before, NULL, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(e->disc, RBK_JOIN_AUTO, &e->layout, NULL, error);
    if (status == RBK_OK)
        status = rbk_edit_check_copy(e->before, e->disc, error);
    if (status != RBK_OK)
        return status;
    const rbk_compared before = {e->before, e->layout_before}, after = {e->disc, e->layout};
    status = rbk_edit_list_changes(&before, &after, e->result, error);
    if (status != RBK_OK || e->result->change_count == 0)
        return status;
    e->result->descriptor_path = strdup(e->target);
    status = e->result->descriptor_path ? rbk_edit_check_packs(e, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_descriptor_read(e->target, &e->before->identity, e->format, e->options->encoding, &e->old, error);
    if (status == RBK_OK)
        status = rbk_edit_make_packs(e, error);
    if (status == RBK_OK)
        status = write_descriptor(e, error);
    if (status == RBK_OK)
        status = check_descriptor(e, error);
    if (status == RBK_OK && e->result->change_count == 0)
        return write_nothing(e->result);
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
    rbk_status status = rbk_disc_check(before, error);
    if (status == RBK_OK)
        status = rbk_disc_check(after, error);
    if (status != RBK_OK)
        return status;
    rbk_edit_options_init(&defaults);
    rbk_editing e = {.before = before,
                     .options = options ? options : &defaults,
                     .findings = findings,
                     .disc = rbk_disc_copy(after),
                     .stated = rbk_disc_copy(before),
                     .result = calloc(1, sizeof *e.result)};
    status = e.disc && e.stated && e.result ? edit(&e, error) : rbk_fail_memory(error);
    rbk_output_free(e.text);
    rbk_layout_free(e.layout_before);
    rbk_layout_free(e.layout);
    rbk_descriptor_release(&e.old);
    rbk_disc_free(e.stated);
    rbk_disc_free(e.disc);
    free(e.target);
    free(e.packs_target);
    free(e.removed_packs);
    if (status == RBK_OK && result)
        *result = e.result;
    else
        rbk_edit_result_free(e.result);
    return status;
}
