/*
 * Index marks that move: the wishes are applied to a table of addresses, the table is checked as a whole, and only then
 * the disc is changed.
 */
#include "base/fail.h"
#include "disc/references.h"
#include "edit/marks.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int32_t rbk_marks_start(const rbk_marks *marks)
{
    return marks->lba[0] != RBK_NO_LBA ? marks->lba[0] : marks->lba[1];
}

rbk_marks *rbk_marks_of_layout(const rbk_layout *layout)
{
    rbk_marks *marks = calloc(layout->track_count + 1, sizeof *marks);
    for (size_t t = 0; marks && t < layout->track_count; t++) {
        for (size_t number = 0; number <= RBK_INDEX_MAX; number++)
            marks[t].lba[number] = RBK_NO_LBA;
        for (size_t i = 0; i < layout->tracks[t].index_count; i++)
            marks[t].lba[layout->tracks[t].indexes[i].number] = layout->tracks[t].indexes[i].lba;
    }
    return marks;
}

rbk_status rbk_marks_refuse(rbk_marking *marking, uint32_t track, const char *format, ...)
{
    char text[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    marking->refused++;
    return rbk_findings_add(marking->findings, RBK_ERROR, "edit.index", marking->disc->descriptor_path, 0, track, "%s",
                            text);
}

/* ------------------------------------------------------------------ the wishes */

/* The position of the track with a number; the number of tracks if there is none. */
static size_t position_of(const rbk_disc *disc, uint32_t number)
{
    size_t t = 0;
    while (t < disc->track_count && disc->tracks[t].number != number)
        t++;
    return t;
}

static rbk_status remove_mark(rbk_marking *marking, size_t t, uint32_t number)
{
    int32_t *lba = &marking->marks[t].lba[number];
    uint32_t track = marking->disc->tracks[t].number;
    if (number == 1)
        return rbk_marks_refuse(marking, track, "index 01 of track %u cannot be removed: every track has one",
                                (unsigned)track);
    if (*lba == RBK_NO_LBA)
        return rbk_marks_refuse(marking, track, "track %u has no index %02u to remove", (unsigned)track,
                                (unsigned)number);
    *lba = RBK_NO_LBA;
    return RBK_OK;
}

static rbk_status take_edit(rbk_marking *marking, const rbk_index_edit *edit)
{
    const rbk_disc *disc = marking->disc;
    char end[RBK_TIME_BYTES];
    size_t t = position_of(disc, edit->track);
    if (t == disc->track_count)
        return rbk_marks_refuse(marking, edit->track, "there is no track %u: the tracks of the disc are %u to %u",
                                (unsigned)edit->track, (unsigned)disc->tracks[0].number,
                                (unsigned)disc->tracks[disc->track_count - 1].number);
    if (edit->number > RBK_INDEX_MAX)
        return rbk_marks_refuse(marking, edit->track, "expected an index from 0 to %d, found %u", RBK_INDEX_MAX,
                                (unsigned)edit->number);
    if (edit->removed)
        return remove_mark(marking, t, edit->number);
    int64_t lba = edit->relative ? (int64_t)marking->marks[t].lba[1] + edit->sectors : edit->sectors;
    if (lba < 0)
        return rbk_marks_refuse(marking, edit->track, "index %02u of track %u would be before the start of the disc",
                                (unsigned)edit->number, (unsigned)edit->track);
    if (lba >= rbk_layout_end(marking->layout))
        return rbk_marks_refuse(marking, edit->track, "index %02u of track %u would be after the end of the disc at %s",
                                (unsigned)edit->number, (unsigned)edit->track,
                                rbk_time_format(rbk_layout_end(marking->layout), end));
    marking->marks[t].lba[edit->number] = (int32_t)lba;
    return RBK_OK;
}

/* ------------------------------------------------------------------ the disc */

/* Audio files that meet inside a sector have no boundaries that a mark could be moved from. */
static rbk_status check_aligned(const rbk_disc *disc, const rbk_layout *layout, rbk_error *error)
{
    for (size_t t = 0; t < layout->track_count; t++) {
        const rbk_layout_track *laid = &layout->tracks[t];
        if (laid->moved_samples != 0 || (laid->padded_samples != 0 && t + 1 < layout->track_count))
            return rbk_fail(error, RBK_UNSUPPORTED,
                            "track %u starts or ends inside a sector: index marks can be moved once the disc is an "
                            "image (redbook author)",
                            (unsigned)disc->tracks[t].number);
    }
    return RBK_OK;
}

/* The table of wanted marks replaces those of the disc, or nothing is changed. */
static rbk_status edit(rbk_marking *marking, const rbk_index_edit *edits, size_t count, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < count && status == RBK_OK; i++)
        if (edits[i].number == 1)
            status = take_edit(marking, &edits[i]);
    for (size_t i = 0; i < count && status == RBK_OK; i++) /* from the index 01 that is wanted, whatever the order */
        if (edits[i].number != 1)
            status = take_edit(marking, &edits[i]);
    if (status == RBK_OK)
        status = rbk_marks_check(marking);
    if (status != RBK_OK)
        return rbk_fail_memory(error);
    if (marking->refused > 0)
        return rbk_fail(error, RBK_REFUSED, "the index marks cannot be moved");
    return rbk_marks_apply(marking, error);
}

rbk_status rbk_edit_indexes(rbk_disc *disc, const rbk_layout *layout, const rbk_index_edit *edits, size_t count,
                            rbk_findings *findings, rbk_error *error)
{
    if (!disc || !layout || (!edits && count > 0))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (disc->track_count != layout->track_count || disc->track_count == 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the layout does not belong to the disc");
    if (count == 0)
        return RBK_OK;
    rbk_status status = rbk_disc_check(disc, error);
    if (status == RBK_OK)
        status = check_aligned(disc, layout, error);
    if (status != RBK_OK)
        return status;
    rbk_marking marking = {disc, layout, rbk_marks_of_layout(layout), findings, 0};
    status = marking.marks ? edit(&marking, edits, count, error) : rbk_fail_memory(error);
    free(marking.marks);
    return status;
}
