/*
 * The subchannel of a disc, sector by sector: everything follows from the lba alone, so sectors may be requested in any
 * order. R to W are not handled here.
 */
#include "disc/subcode.h"

#include "base/fail.h"
#include "base/search.h"
#include "disc/sessions.h"

#include <stdlib.h>
#include <string.h>

enum {
    ADDRESSES = RBK_PROGRAM_SECTORS_MAX + 1 + RBK_PREGAP_SECTORS, /* absolute times have two digits of minutes */
    TOC_REPEATS = 3,
    /* Codes come every 90 sectors, so that any 100 sectors have one even if a sector without it has delayed it. */
    CODE_PERIOD = 90,
    MCN_PHASE = 10,
    ISRC_PHASE = 50,
    /* Limit of the delay of a code; further, it could come within ten sectors of the other one. */
    CODE_SHIFT_MAX = 29,
    LEAD_OUT_P_HZ = 2,
    FIRST_PART_SECTORS_MIN = RBK_SECTORS_PER_SECOND
};

/* A position at which track or index change. */
typedef struct mark {
    int32_t lba;
    uint32_t track; /* position */
    uint8_t index;
} mark;

typedef struct subcode_track {
    uint8_t number;
    uint8_t control;
    uint8_t control_before; /* in the sectors before control_lba */
    int32_t control_lba;
    int32_t index01_lba;
    char isrc[RBK_ISRC_BYTES];
} subcode_track;

typedef struct subcode_session {
    rbk_layout_session place;
    uint8_t disc_type;
} subcode_session;

struct rbk_subcode {
    subcode_track *tracks;
    size_t track_count;
    subcode_session *sessions;
    size_t session_count;
    mark *marks; /* ascending; the first of a session is the pregap of its first track */
    size_t mark_count;
    char mcn[RBK_MCN_BYTES];
    rbk_listed_q *listed; /* ascending by lba */
    size_t listed_count;
};

/* ------------------------------------------------------------------ from the layout */

uint8_t rbk_control_of(const rbk_track *track)
{
    unsigned flags = track->flags & (RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL);
    if (!rbk_track_mode_is_audio(track->mode))
        return (uint8_t)((flags & RBK_FLAG_COPY_PERMITTED) | RBK_Q_DATA);
    return (uint8_t)flags; /* SCMS has no bit: it is the alternating copy bit of a protected copy */
}

int32_t rbk_pregap_second_part(const rbk_disc *disc, const rbk_layout *layout, size_t track)
{
    const rbk_layout_track *laid = &layout->tracks[track];
    if (rbk_layout_session_of(layout, track)->first_track == track ||
        rbk_track_mode_is_audio(disc->tracks[track].mode) || !rbk_track_mode_is_audio(disc->tracks[track - 1].mode) ||
        laid->index01_lba - laid->start_lba < FIRST_PART_SECTORS_MIN + RBK_PREGAP_SECTORS)
        return laid->start_lba;
    return laid->index01_lba - RBK_PREGAP_SECTORS;
}

static bool layout_fits(const rbk_disc *disc, const rbk_layout *layout)
{
    if (disc->track_count == 0 || disc->track_count != layout->track_count || layout->session_count == 0)
        return false;
    for (size_t t = 0; t < layout->track_count; t++)
        if (layout->tracks[t].index_count == 0)
            return false;
    return true;
}

static void copy_track(subcode_track *to, const rbk_disc *disc, const rbk_layout *layout, size_t t)
{
    const rbk_track *track = &disc->tracks[t];
    const rbk_layout_track *laid = &layout->tracks[t];
    to->control_lba = rbk_pregap_second_part(disc, layout, t);
    to->control_before = rbk_control_of(to->control_lba > laid->start_lba ? track - 1 : track);
    to->number = (uint8_t)track->number;
    to->control = rbk_control_of(track);
    to->index01_lba = laid->index01_lba;
    if (rbk_track_mode_is_audio(track->mode))
        memcpy(to->isrc, track->isrc, sizeof to->isrc);
}

/* The pregap that starts a session belongs to its first track, which has its own part before index 01 as well. */
static void place_marks(rbk_subcode *subcode, const rbk_layout *layout)
{
    for (size_t t = 0; t < layout->track_count; t++) {
        const rbk_layout_session *session = rbk_layout_session_of(layout, t);
        bool first = session->first_track == t;
        if (first)
            subcode->marks[subcode->mark_count++] = (mark){session->pregap_lba, (uint32_t)t, 0};
        for (size_t i = 0; i < layout->tracks[t].index_count; i++) {
            const rbk_layout_index *index = &layout->tracks[t].indexes[i];
            if (!first || index->number > 0)
                subcode->marks[subcode->mark_count++] = (mark){index->lba, (uint32_t)t, (uint8_t)index->number};
        }
    }
}

static void place_sessions(rbk_subcode *subcode, const rbk_disc *disc, const rbk_layout *layout)
{
    for (size_t n = 0; n < layout->session_count; n++) {
        const rbk_layout_session *session = &layout->sessions[n];
        subcode->sessions[n] =
            (subcode_session){*session, rbk_session_type(disc, session->first_track, session->track_count)};
    }
    subcode->session_count = layout->session_count;
}

rbk_status rbk_subcode_new(const rbk_disc *disc, const rbk_layout *layout, rbk_subcode **subcode, rbk_error *error)
{
    if (!disc || !layout || !subcode)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (!layout_fits(disc, layout))
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        "expected the layout of this disc of %zu track%s, found one of %zu", disc->track_count,
                        RBK_PLURAL(disc->track_count, "", "s"), layout->track_count);
    size_t marks = layout->session_count;
    for (size_t t = 0; t < layout->track_count; t++)
        marks += layout->tracks[t].index_count;
    rbk_subcode *made = calloc(1, sizeof *made);
    if (made) {
        made->tracks = calloc(disc->track_count, sizeof *made->tracks);
        made->marks = calloc(marks, sizeof *made->marks);
        made->sessions = calloc(layout->session_count, sizeof *made->sessions);
    }
    if (made && disc->listed_q_count > 0 &&
        (made->listed = malloc(disc->listed_q_count * sizeof *made->listed)) != NULL) {
        memcpy(made->listed, disc->listed_q, disc->listed_q_count * sizeof *made->listed);
        made->listed_count = disc->listed_q_count;
    }
    if (!made || !made->tracks || !made->marks || !made->sessions || made->listed_count != disc->listed_q_count) {
        rbk_subcode_free(made);
        return rbk_fail_memory(error);
    }
    for (size_t t = 0; t < disc->track_count; t++)
        copy_track(&made->tracks[t], disc, layout, t);
    made->track_count = disc->track_count;
    place_marks(made, layout);
    place_sessions(made, disc, layout);
    memcpy(made->mcn, disc->mcn, sizeof made->mcn);
    *subcode = made;
    return RBK_OK;
}

void rbk_subcode_free(rbk_subcode *subcode)
{
    if (!subcode)
        return;
    free(subcode->tracks);
    free(subcode->marks);
    free(subcode->sessions);
    free(subcode->listed);
    free(subcode);
}

/* ------------------------------------------------------------------ lookup */

/* The session of an lba: a session extends from its lead-in to the lead-in of the next one. */
static const subcode_session *session_at(const rbk_subcode *subcode, int64_t lba)
{
    size_t n = subcode->session_count - 1;
    while (n > 0 && subcode->sessions[n].place.lead_in_lba > lba)
        n--;
    return &subcode->sessions[n];
}

/* The last mark at or before an lba of -150 or more; of several at one lba the last, since the others have no
 * sector. */
static const mark *mark_at(const rbk_subcode *subcode, int64_t lba)
{
    return &subcode->marks[rbk_search_last_lba(&subcode->marks->lba, sizeof *subcode->marks, subcode->mark_count, lba)];
}

/* Track, index or lead-out start in the sector. */
static bool begins_something(const rbk_subcode *subcode, int64_t lba)
{
    return lba == session_at(subcode, lba)->place.lead_out_lba || mark_at(subcode, lba)->lba == lba;
}

/* Whether a code whose positions are the lbas of one phase is in the sector: its own, or the first free one after
 * it. */
static bool code_stands(const rbk_subcode *subcode, int64_t lba, int phase)
{
    if (begins_something(subcode, lba))
        return false;
    for (int64_t at = lba; at >= lba - CODE_SHIFT_MAX && at >= -RBK_PREGAP_SECTORS; at--) {
        if ((at + RBK_PREGAP_SECTORS) % CODE_PERIOD == (phase + RBK_PREGAP_SECTORS) % CODE_PERIOD)
            return true;
        if (!begins_something(subcode, at - 1))
            return false;
    }
    return false;
}

/* ------------------------------------------------------------------ Q */

static int32_t wrapped(int64_t sectors)
{
    return (int32_t)((sectors % ADDRESSES + ADDRESSES) % ADDRESSES);
}

static rbk_q toc_entry(const subcode_track *track, uint8_t point, int32_t lba)
{
    int32_t time = wrapped((int64_t)lba + RBK_PREGAP_SECTORS);
    rbk_q entry = {.kind = RBK_Q_TOC, .control = track->control, .point = point};
    entry.point_minute = (uint8_t)(time / (60 * RBK_SECTORS_PER_SECOND));
    entry.point_second = (uint8_t)(time / RBK_SECTORS_PER_SECOND % 60);
    entry.point_frame = (uint8_t)(time % RBK_SECTORS_PER_SECOND);
    return entry;
}

/* Entry of a position in a session's TOC: tracks first, then the three points. */
static rbk_q toc_entry_at(const rbk_subcode *subcode, const subcode_session *session, size_t position)
{
    size_t count = session->place.track_count;
    const subcode_track *first = &subcode->tracks[session->place.first_track];
    const subcode_track *last = first + count - 1;
    if (position < count)
        return toc_entry(first + position, first[position].number, first[position].index01_lba);
    switch (position - count) {
    case 0:
        return (rbk_q){.kind = RBK_Q_TOC,
                       .control = first->control,
                       .point = RBK_POINT_FIRST_TRACK,
                       .point_minute = first->number,
                       .point_second = session->disc_type};
    case 1:
        return (rbk_q){
            .kind = RBK_Q_TOC, .control = last->control, .point = RBK_POINT_LAST_TRACK, .point_minute = last->number};
    default:
        return toc_entry(last, RBK_POINT_LEAD_OUT, session->place.lead_out_lba);
    }
}

size_t rbk_subcode_toc(const rbk_subcode *subcode, size_t session, rbk_q entries[RBK_TOC_ENTRIES_MAX])
{
    if (session >= subcode->session_count)
        return 0;
    size_t count = subcode->sessions[session].place.track_count + 3;
    for (size_t i = 0; i < count; i++)
        entries[i] = toc_entry_at(subcode, &subcode->sessions[session], i);
    return count;
}

/* Counted from the end of the lead-in, so that it ends with a whole cycle. */
static rbk_q lead_in(const rbk_subcode *subcode, const subcode_session *session, int64_t lba)
{
    int64_t to_end = session->place.pregap_lba - 1 - lba;
    size_t count = session->place.track_count + 3;
    rbk_q q = toc_entry_at(subcode, session, count - 1 - (size_t)(to_end / TOC_REPEATS) % count);
    q.relative_sectors = wrapped(lba - session->place.pregap_lba);
    return q;
}

static rbk_q position(const rbk_subcode *subcode, int64_t lba)
{
    rbk_q q = {.kind = RBK_Q_POSITION, .absolute_sectors = wrapped(lba + RBK_PREGAP_SECTORS)};
    const rbk_layout_session *session = &session_at(subcode, lba)->place;
    if (lba >= session->lead_out_lba) {
        q.control = subcode->tracks[session->first_track + session->track_count - 1].control;
        q.track = RBK_Q_LEAD_OUT;
        q.index = 1;
        q.relative_sectors = wrapped(lba - session->lead_out_lba);
        return q;
    }
    const mark *here = mark_at(subcode, lba);
    const subcode_track *track = &subcode->tracks[here->track];
    q.control = lba < track->control_lba ? track->control_before : track->control;
    q.track = track->number;
    q.index = here->index;
    q.relative_sectors = wrapped(here->index == 0 ? track->index01_lba - lba : lba - track->index01_lba);
    return q;
}

size_t rbk_subcode_count_listed(const rbk_subcode *subcode, int32_t first_lba, int32_t end_lba, size_t *invalid)
{
    size_t count = 0;
    *invalid = 0;
    for (size_t i = 0; i < subcode->listed_count; i++) {
        const rbk_listed_q *listed = &subcode->listed[i];
        if (listed->lba < first_lba || listed->lba >= end_lba)
            continue;
        count++;
        *invalid += !rbk_q_verify(listed->q);
    }
    return count;
}

/* What is listed for a sector, or NULL. */
static const rbk_listed_q *find_listed(const rbk_subcode *subcode, int32_t lba)
{
    size_t low = 0, high = subcode->listed_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (subcode->listed[middle].lba < lba)
            low = middle + 1;
        else
            high = middle;
    }
    return low < subcode->listed_count && subcode->listed[low].lba == lba ? &subcode->listed[low] : NULL;
}

bool rbk_subcode_is_listed(const rbk_subcode *subcode, int32_t lba)
{
    return find_listed(subcode, lba) != NULL;
}

void rbk_subcode_q(const rbk_subcode *subcode, int32_t lba, uint8_t bytes[RBK_Q_BYTES])
{
    rbk_q q;
    const rbk_listed_q *listed = find_listed(subcode, lba);
    if (listed) {
        memcpy(bytes, listed->q, RBK_Q_BYTES);
        return;
    }
    const subcode_session *session = session_at(subcode, lba);
    if (lba < session->place.pregap_lba) {
        q = lead_in(subcode, session, lba);
        rbk_q_encode(&q, bytes);
        return;
    }
    q = position(subcode, lba);
    const char *isrc = lba < session->place.lead_out_lba ? subcode->tracks[mark_at(subcode, lba)->track].isrc : "";
    rbk_q code = {.control = q.control, .absolute_frame = (uint8_t)(q.absolute_sectors % RBK_SECTORS_PER_SECOND)};
    if (subcode->mcn[0] && code_stands(subcode, lba, MCN_PHASE)) {
        code.kind = RBK_Q_MCN;
        memcpy(code.mcn, subcode->mcn, sizeof code.mcn);
        q = code;
    } else if (isrc[0] && code_stands(subcode, lba, ISRC_PHASE)) {
        code.kind = RBK_Q_ISRC;
        memcpy(code.isrc, isrc, sizeof code.isrc);
        q = code;
    }
    rbk_q_encode(&q, bytes);
}

/* ------------------------------------------------------------------ P, and both */

bool rbk_subcode_p(const rbk_subcode *subcode, int32_t lba)
{
    const rbk_layout_session *session = &session_at(subcode, lba)->place;
    if (lba < session->pregap_lba)
        return false;
    if (lba >= session->lead_out_lba)
        return ((int64_t)lba - session->lead_out_lba) * 2 * LEAD_OUT_P_HZ / RBK_SECTORS_PER_SECOND % 2 == 1;
    const mark *here = mark_at(subcode, lba);
    if (here->index == 0 || lba == subcode->tracks[here->track].index01_lba)
        return true;
    return here->track + 1 < subcode->track_count &&
           (int64_t)subcode->tracks[here->track + 1].index01_lba - lba <= RBK_PREGAP_SECTORS;
}

void rbk_subcode_channels(const rbk_subcode *subcode, int32_t lba, uint8_t channels[RBK_SUBCHANNEL_BYTES])
{
    memset(channels, 0, RBK_SUBCHANNEL_BYTES);
    memset(channels, rbk_subcode_p(subcode, lba) ? 0xFF : 0, RBK_Q_BYTES);
    rbk_subcode_q(subcode, lba, channels + RBK_Q_BYTES);
}
