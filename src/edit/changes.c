/*
 * The list of changes: of the disc first, then track by track.
 */
#include "edit/changes.h"
#include "base/fail.h"
#include "base/room.h"
#include "edit/marks.h"
#include "text/disc_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ what is no edit */

static bool is_same_string(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is_same_file(const rbk_file *a, const rbk_file *b)
{
    return a->type == b->type && a->subchannel == b->subchannel && is_same_string(a->path, b->path) &&
           is_same_string(a->location, b->location) && is_same_string(a->subchannel_path, b->subchannel_path);
}

static bool is_same_session(const rbk_session *a, const rbk_session *b)
{
    return a->area == b->area && a->lead_out_form == b->lead_out_form && a->lead_out_sectors == b->lead_out_sectors &&
           a->lead_in_sectors == b->lead_in_sectors && a->pregap_sectors == b->pregap_sectors;
}

/* A position in the extents of a disc. */
typedef struct position {
    const rbk_disc *disc;
    size_t track, extent;
    int64_t done_samples; /* of the extent */
} position;

/* The extent at the position, which goes on where one ends; NULL: after the last one. */
static const rbk_extent *extent_at(position *at)
{
    for (; at->track < at->disc->track_count; at->track++, at->extent = 0) {
        const rbk_track *track = &at->disc->tracks[at->track];
        for (; at->extent < track->extent_count; at->extent++, at->done_samples = 0)
            if (at->done_samples < rbk_edit_extent_length(at->disc, &track->extents[at->extent]))
                return &track->extents[at->extent];
    }
    return NULL;
}

/* Sectors may be in another extent of the same file, as an index mark divides it. */
static bool is_same_source(const position *a, const rbk_extent *from, const position *b, const rbk_extent *to)
{
    const rbk_placement before = rbk_edit_placement_from(from, a->done_samples);
    const rbk_placement after = rbk_edit_placement_from(to, b->done_samples);
    if (from->silence || to->silence)
        return from->silence == to->silence;
    return from->file == to->file && from->offset_samples + a->done_samples == to->offset_samples + b->done_samples &&
           memcmp(&before, &after, sizeof before) == 0;
}

/* The same sectors in the same order, whichever track has them. */
static bool is_same_payload(const rbk_disc *before, const rbk_disc *after)
{
    position a = {.disc = before}, b = {.disc = after};
    const rbk_extent *from = extent_at(&a), *to = extent_at(&b);
    while (from && to) {
        if (before->tracks[a.track].session != after->tracks[b.track].session || !is_same_source(&a, from, &b, to))
            return false;
        const int64_t left = rbk_edit_extent_length(before, from) - a.done_samples;
        const int64_t other = rbk_edit_extent_length(after, to) - b.done_samples;
        const int64_t step = left < other ? left : other;
        a.done_samples += step;
        b.done_samples += step;
        from = extent_at(&a);
        to = extent_at(&b);
    }
    return !from && !to;
}

/* "mode", ...; NULL: nothing. */
static const char *what_differs(const rbk_disc *before, const rbk_disc *after)
{
    for (size_t i = 0; i < before->file_count; i++)
        if (!is_same_file(&before->files[i], &after->files[i]))
            return "file";
    if (before->session_count != after->session_count)
        return "number of sessions";
    for (size_t s = 0; s < before->session_count; s++)
        if (!is_same_session(&before->sessions[s], &after->sessions[s]))
            return "gap between sessions";
    for (size_t t = 0; t < before->track_count; t++) {
        const rbk_track *from = &before->tracks[t], *to = &after->tracks[t];
        if (from->number != to->number)
            return "track number";
        if (from->session != to->session)
            return "session of a track";
        if (from->mode != to->mode)
            return "track mode";
    }
    return is_same_payload(before, after) ? NULL : "order of sectors";
}

rbk_status rbk_edit_check_copy(const rbk_disc *before, const rbk_disc *after, rbk_error *error)
{
    const char *what = what_differs(before, after);
    return what ? rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a changed copy of the disc, found another %s", what)
                : RBK_OK;
}

/* ------------------------------------------------------------------ the list */

/* The list in the making. */
typedef struct listing {
    rbk_edit_result *result;
    uint32_t track; /* number; 0: the disc */
    rbk_error *error;
} listing;

static rbk_status add(const listing *l, const char *what, uint32_t index, const char *before, const char *after)
{
    rbk_edit_result *result = l->result;
    before = before ? before : "";
    after = after ? after : "";
    if (strcmp(before, after) == 0)
        return RBK_OK;
    rbk_edit_change *changes = rbk_room_for_one(result->changes, result->change_count, sizeof *changes);
    if (!changes)
        return rbk_fail_memory(l->error);
    result->changes = changes;
    rbk_edit_change *change = &changes[result->change_count];
    *change = (rbk_edit_change){l->track, what, index, strdup(before), strdup(after)};
    if (!change->before || !change->after) {
        free(change->before);
        free(change->after);
        return rbk_fail_memory(l->error);
    }
    result->change_count++;
    return RBK_OK;
}

static rbk_status add_texts(const listing *l, const rbk_text *before, const rbk_text *after)
{
    rbk_status status = RBK_OK;
    for (int field = 0; field < (int)RBK_TEXT_FIELDS && status == RBK_OK; field++)
        status = add(l, rbk_text_field_name((rbk_text_field)field), 0, before->field[field], after->field[field]);
    return status;
}

/* Packs have one next to the words, which changes in all languages alike; the first packs of a disc have that of its words. */
static rbk_status add_genre_code(const listing *l, const rbk_disc *before, const rbk_disc *after)
{
    char was[RBK_GENRE_BYTES], is[RBK_GENRE_BYTES];
    rbk_cdtext *from = NULL, *to = NULL;
    const size_t count = l->result->change_count;
    rbk_status status = rbk_cdtext_own(before, &from, l->error);
    if (status == RBK_OK)
        status = rbk_cdtext_own(after, &to, l->error);
    for (int number = 0; from && number < RBK_CDTEXT_BLOCKS && status == RBK_OK && l->result->change_count == count;
         number++)
        status = add(l, "genre_code", 0, rbk_cdtext_genre_shown(from->blocks[number], was),
                     rbk_cdtext_genre_shown(to ? to->blocks[number] : NULL, is));
    rbk_cdtext_free(from);
    rbk_cdtext_free(to);
    return status;
}

#define FLAGS_BYTES 24

/* "DCP PRE"; "none" is a value of its own, so that a change to it is not an empty cell. */
static const char *flag_words(uint32_t flags, char words[FLAGS_BYTES])
{
    static const struct {
        uint32_t flag;
        const char *word;
    } rows[] = {{RBK_FLAG_COPY_PERMITTED, " DCP"},
                {RBK_FLAG_FOUR_CHANNEL, " 4CH"},
                {RBK_FLAG_PRE_EMPHASIS, " PRE"},
                {RBK_FLAG_SCMS, " SCMS"}};
    size_t used = 0;
    words[0] = words[1] = '\0';
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (flags & rows[i].flag)
            used += (size_t)snprintf(words + used, FLAGS_BYTES - used, "%s", rows[i].word);
    return words[0] ? words + 1 : "";
}

static const char *time_of(const rbk_layout_track *laid, uint32_t number, char time[RBK_TIME_BYTES])
{
    for (size_t i = 0; i < laid->index_count; i++)
        if (laid->indexes[i].number == number)
            return rbk_time_format(laid->indexes[i].lba, time);
    return "";
}

static rbk_status add_indexes(const listing *l, const rbk_layout_track *before, const rbk_layout_track *after)
{
    char time[RBK_TIME_BYTES], other[RBK_TIME_BYTES];
    rbk_status status = RBK_OK;
    for (uint32_t number = 0; number <= RBK_INDEX_MAX && status == RBK_OK; number++)
        status = add(l, "index", number, time_of(before, number, time), time_of(after, number, other));
    return status;
}

static rbk_status add_track(listing *l, const rbk_compared *before, const rbk_compared *after, size_t t)
{
    char was[FLAGS_BYTES], is[FLAGS_BYTES];
    const rbk_track *from = &before->disc->tracks[t], *to = &after->disc->tracks[t];
    l->track = from->number;
    rbk_status status = add_texts(l, &from->text, &to->text);
    if (status == RBK_OK)
        status = add(l, "isrc", 0, from->isrc, to->isrc);
    if (status == RBK_OK)
        status = add(l, "flags", 0, flag_words(from->flags, was), flag_words(to->flags, is));
    return status == RBK_OK ? add_indexes(l, &before->layout->tracks[t], &after->layout->tracks[t]) : status;
}

rbk_status rbk_edit_list_changes(const rbk_compared *before, const rbk_compared *after, rbk_edit_result *result,
                                 rbk_error *error)
{
    listing l = {result, 0, error};
    rbk_status status = add_texts(&l, &before->disc->text, &after->disc->text);
    if (status == RBK_OK)
        status = add_genre_code(&l, before->disc, after->disc);
    if (status == RBK_OK)
        status = add(&l, "mcn", 0, before->disc->mcn, after->disc->mcn);
    for (size_t t = 0; t < before->disc->track_count && status == RBK_OK; t++)
        status = add_track(&l, before, after, t);
    return status;
}

void rbk_edit_result_free(rbk_edit_result *result)
{
    if (!result)
        return;
    for (size_t i = 0; i < result->change_count; i++) {
        free(result->changes[i].before);
        free(result->changes[i].after);
    }
    free(result->changes);
    free(result->descriptor_path);
    free(result->cdtext_path);
    free(result);
}
