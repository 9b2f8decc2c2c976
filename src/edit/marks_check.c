/*
 * Which marks a disc can have: each track by itself, then its borders with its neighbours.
 */
#include "edit/marks.h"

#include <stddef.h>

static bool begins_session(const rbk_marking *marking, size_t t)
{
    return rbk_layout_session_of(marking->layout, t)->first_track == t;
}

static bool ends_session(const rbk_marking *marking, size_t t)
{
    const rbk_layout_session *session = rbk_layout_session_of(marking->layout, t);
    return t + 1 == session->first_track + session->track_count;
}

/* One past the last sector that a mark of the track may be in. */
static int32_t end_of(const rbk_marking *marking, size_t t)
{
    return ends_session(marking, t) ? rbk_layout_session_of(marking->layout, t)->lead_out_lba
                                    : rbk_marks_start(&marking->marks[t + 1]);
}

/* Whether any mark of the track, or the end of it, is not where it was. */
static bool is_touched(const rbk_marking *marking, size_t t)
{
    const rbk_layout_track *laid = &marking->layout->tracks[t];
    const rbk_marks *marks = &marking->marks[t];
    size_t found = 0, wanted = 0;
    for (size_t i = 0; i < laid->index_count; i++)
        found += marks->lba[laid->indexes[i].number] == laid->indexes[i].lba;
    for (size_t number = 0; number <= RBK_INDEX_MAX; number++)
        wanted += marks->lba[number] != RBK_NO_LBA;
    return found != laid->index_count || wanted != laid->index_count || end_of(marking, t) != laid->end_lba;
}

/* Ascending by one, each in a sector of its own, inside the track. */
static rbk_status check_order(rbk_marking *marking, size_t t)
{
    const rbk_marks *marks = &marking->marks[t];
    uint32_t track = marking->disc->tracks[t].number, before = RBK_INDEX_MAX + 1;
    char at[RBK_TIME_BYTES], other[RBK_TIME_BYTES];
    for (uint32_t number = 0; number <= RBK_INDEX_MAX; number++) {
        if (marks->lba[number] == RBK_NO_LBA)
            continue;
        rbk_time_format(marks->lba[number], at);
        if (number > 1 && before != number - 1)
            return rbk_marks_refuse(marking, track, "track %u would have an index %02u and no index %02u",
                                    (unsigned)track, (unsigned)number, (unsigned)number - 1);
        if (before <= RBK_INDEX_MAX && marks->lba[number] <= marks->lba[before])
            return rbk_marks_refuse(
                marking, track, "index %02u of track %u would be at %s, expected after index %02u at %s",
                (unsigned)number, (unsigned)track, at, (unsigned)before, rbk_time_format(marks->lba[before], other));
        if (marks->lba[number] >= end_of(marking, t))
            return rbk_marks_refuse(marking, track,
                                    "index %02u of track %u would be at %s, expected before %s, where %s",
                                    (unsigned)number, (unsigned)track, at, rbk_time_format(end_of(marking, t), other),
                                    ends_session(marking, t) ? "the lead-out starts" : "the next track starts");
        before = number;
    }
    return RBK_OK;
}

/* What is before index 01 of the first track of a session is fixed by the session. */
static rbk_status check_session_start(rbk_marking *marking, size_t t)
{
    const rbk_layout_track *laid = &marking->layout->tracks[t];
    rbk_marks *marks = &marking->marks[t];
    uint32_t track = marking->disc->tracks[t].number;
    char start[RBK_TIME_BYTES];
    if (!begins_session(marking, t))
        return RBK_OK;
    /* The sectors before a later index 01 become a pregap, those of track 1 hidden audio; a pregap that was there was removed
     * by the user. */
    if (t == 0 && marks->lba[0] == RBK_NO_LBA && laid->start_lba == laid->index01_lba &&
        marks->lba[1] > laid->start_lba)
        marks->lba[0] = laid->start_lba;
    if (t == 0 && marks->lba[0] == marks->lba[1])
        marks->lba[0] = RBK_NO_LBA;
    rbk_time_format(laid->start_lba, start);
    if (rbk_marks_start(marks) != laid->start_lba)
        return rbk_marks_refuse(marking, track, "track %u starts %s: its first index stays at %s", (unsigned)track,
                                t == 0 ? "the disc" : "a session", start);
    if (t > 0 && marks->lba[1] != laid->index01_lba)
        return rbk_marks_refuse(
            marking, track, "track %u starts a session, which fixes its index 01: it cannot be moved", (unsigned)track);
    return RBK_OK;
}

static rbk_status check_data(rbk_marking *marking, size_t t)
{
    const rbk_layout_track *laid = &marking->layout->tracks[t];
    const rbk_marks *marks = &marking->marks[t];
    uint32_t track = marking->disc->tracks[t].number;
    if (rbk_track_mode_is_audio(marking->disc->tracks[t].mode))
        return RBK_OK;
    if (marks->lba[1] != laid->index01_lba || rbk_marks_start(marks) != laid->start_lba)
        return rbk_marks_refuse(marking, track, "track %u is data: its start cannot be moved", (unsigned)track);
    if (end_of(marking, t) != laid->end_lba)
        return rbk_marks_refuse(marking, track, "track %u is data: its end, the start of track %u, cannot be moved",
                                (unsigned)track, (unsigned)marking->disc->tracks[t + 1].number);
    return RBK_OK;
}

/* Sectors that go from one track to another are of the same kind in both. */
static rbk_status check_modes(rbk_marking *marking, size_t t)
{
    const rbk_track *track = &marking->disc->tracks[t];
    if (t == 0 || track->mode == track[-1].mode ||
        rbk_marks_start(&marking->marks[t]) == marking->layout->tracks[t].start_lba)
        return RBK_OK;
    return rbk_marks_refuse(marking, track->number,
                            "tracks %u and %u have different modes (%s, %s): the boundary between them cannot be moved",
                            (unsigned)track[-1].number, (unsigned)track->number, rbk_track_mode_name(track[-1].mode),
                            rbk_track_mode_name(track->mode));
}

/* A length below the least is a reason only if it is new. */
static rbk_status check_lengths(rbk_marking *marking, size_t t)
{
    const rbk_track *track = &marking->disc->tracks[t];
    const rbk_layout_track *laid = &marking->layout->tracks[t];
    const rbk_marks *marks = &marking->marks[t];
    int32_t length = end_of(marking, t) - marks->lba[1], was = laid->end_lba - laid->index01_lba;
    int32_t pregap = marks->lba[1] - rbk_marks_start(marks), pregap_was = laid->index01_lba - laid->start_lba;
    char text[RBK_TIME_BYTES];
    bool changes =
        !begins_session(marking, t) && rbk_track_mode_is_audio(track->mode) != rbk_track_mode_is_audio(track[-1].mode);
    if (length < RBK_TRACK_SECTORS_MIN && length < was)
        return rbk_marks_refuse(marking, track->number, "track %u would be %s long, expected 4 s (300 sectors) or more",
                                (unsigned)track->number, rbk_time_format(length, text));
    if (changes && pregap < RBK_PREGAP_SECTORS && pregap < pregap_was)
        return rbk_marks_refuse(marking, track->number,
                                "track %u changes between data and audio: its pregap would be %d sectors, expected 150 "
                                "or more",
                                (unsigned)track->number, (int)pregap);
    return RBK_OK;
}

/* The first reason of each track. */
static rbk_status check_track(rbk_marking *marking, size_t t)
{
    static rbk_status (*const checks[])(rbk_marking *, size_t) = {check_session_start, check_order, check_data,
                                                                  check_modes, check_lengths};
    size_t before = marking->refused;
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < sizeof checks / sizeof checks[0] && status == RBK_OK && marking->refused == before; i++)
        status = checks[i](marking, t);
    return status;
}

rbk_status rbk_marks_check(rbk_marking *marking)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < marking->disc->track_count && status == RBK_OK; t++)
        if (is_touched(marking, t))
            status = check_track(marking, t);
    return status;
}
