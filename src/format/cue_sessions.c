/*
 * The CUE sheet's reader, fourth part: sessions. A sheet has no command for them; programs write remarks between two
 * tracks: SESSION 02, LEAD-OUT, LEAD-IN and PREGAP with times, HIGH-DENSITY AREA of a GD-ROM. They become sessions of
 * the disc at the next TRACK; other remarks stay remarks.
 *
 * LEAD-OUT has two meanings. Between two FILEs it is a length. Inside one FILE it is the position of the session's end,
 * and the times after it either continue from there or count the range between the sessions, too.
 */
#include "format/cue_reader.h"

#include <string.h>

/* ------------------------------------------------------------------ remarks */

/*
 * A line without indent after the indexes of a track may be a heading of what follows, as for an area of a GD-ROM.
 */
static bool stands_between(rbk_cue_reader *reader)
{
    const rbk_cue_track *marks = rbk_cue_reader_track_marks(reader);
    return marks && marks->mark_count > 0 && reader->keyword.column == 1;
}

rbk_remarks *rbk_cue_remarks_in_scope(rbk_cue_reader *reader)
{
    rbk_track *track = rbk_cue_reader_track(reader);
    if (stands_between(reader))
        return &reader->between;
    return track ? &track->remarks : &reader->sheet.disc->remarks;
}

static rbk_remarks *owned_remarks(rbk_cue_reader *reader)
{
    rbk_track *track = rbk_cue_reader_track(reader);
    return track ? &track->remarks : &reader->sheet.disc->remarks;
}

/* A time that is valid on a disc; a remark is never refused. */
static bool take_length(rbk_cue_line *ahead, int32_t *sectors)
{
    char text[16];
    int64_t found;
    rbk_cue_word word = rbk_cue_line_word(ahead);
    if (word.size == 0 || word.size >= sizeof text)
        return false;
    memcpy(text, word.text, word.size);
    text[word.size] = '\0';
    if (rbk_time_parse(text, &found, NULL) != RBK_OK || found > RBK_PROGRAM_SECTORS_MAX)
        return false;
    *sectors = (int32_t)found;
    return true;
}

/* A session's number: the next one, or the first. The present number is ignored; of several before one track the
 * last is used. */
static bool take_session(rbk_cue_reader *reader, rbk_cue_line *ahead)
{
    const rbk_disc *disc = reader->sheet.disc;
    rbk_cue_pending_session *pending = &reader->pending;
    size_t expected = disc->track_count == 0 ? 1 : rbk_disc_session_count(disc) + 1;
    uint32_t number;
    if (!rbk_cue_word_number(rbk_cue_line_word(ahead), &number) || number < expected)
        return false;
    if (!pending->begins)
        pending->area = RBK_AREA_CD; /* else that of the area that was stated before */
    pending->begins = true;
    pending->line = reader->line.number;
    pending->number = number;
    return true;
}

/* Reported once a track comes: a session without tracks is none. */
static rbk_status report_number(const rbk_cue_reader *reader, const rbk_cue_pending_session *pending)
{
    size_t session = reader->sheet.disc->session_count;
    if (pending->number == 0 || pending->number == session)
        return RBK_OK;
    if (rbk_findings_add(reader->sheet.findings, RBK_WARNING, "cue.session", reader->sheet.name, pending->line, 0,
                         "expected session %zu, found session %u: treated as %zu", session, (unsigned)pending->number,
                         session) != RBK_OK)
        return rbk_fail_memory(reader->error);
    return RBK_OK;
}

static bool take_area(rbk_cue_reader *reader, rbk_cue_line *ahead, rbk_area area)
{
    const rbk_disc *disc = reader->sheet.disc;
    bool first = disc->track_count == 0;
    bool high_already =
        disc->session_count > 0 && disc->sessions[disc->session_count - 1].area == RBK_AREA_HIGH_DENSITY;
    bool stated = reader->pending.begins && reader->pending.area != RBK_AREA_CD;
    if (!rbk_cue_word_is(rbk_cue_line_word(ahead), "AREA") || stated || high_already ||
        first != (area == RBK_AREA_SINGLE_DENSITY))
        return false;
    reader->pending.begins = true;
    reader->pending.area = area;
    reader->pending.line = reader->line.number;
    return true;
}

/* After the remark was stored: stores what it says of a session, and its position in its scope. */
void rbk_cue_note_session(rbk_cue_reader *reader, rbk_cue_line ahead)
{
    rbk_cue_pending_session *pending = &reader->pending;
    rbk_cue_word word = rbk_cue_line_word(&ahead);
    bool taken = false;
    if (pending->remark_count == RBK_CUE_SESSION_REMARKS)
        return;
    if (rbk_cue_word_is(word, "SESSION"))
        taken = take_session(reader, &ahead);
    else if (rbk_cue_word_is(word, "SINGLE-DENSITY"))
        taken = take_area(reader, &ahead, RBK_AREA_SINGLE_DENSITY);
    else if (rbk_cue_word_is(word, "HIGH-DENSITY"))
        taken = take_area(reader, &ahead, RBK_AREA_HIGH_DENSITY);
    else if (rbk_cue_word_is(word, "LEAD-OUT"))
        taken = take_length(&ahead, &pending->lead_out_sectors);
    else if (rbk_cue_word_is(word, "LEAD-IN"))
        taken = take_length(&ahead, &pending->lead_in_sectors);
    else if (rbk_cue_word_is(word, "PREGAP"))
        taken = take_length(&ahead, &pending->pregap_sectors);
    if (!taken)
        return;
    const rbk_remarks *remarks = rbk_cue_remarks_in_scope(reader);
    pending->between[pending->remark_count] = remarks == &reader->between;
    pending->remarks[pending->remark_count++] = remarks->count - 1;
}

void rbk_cue_reset_session(rbk_cue_pending_session *pending)
{
    *pending = (rbk_cue_pending_session){
        .lead_out_sectors = RBK_USUAL, .lead_in_sectors = RBK_USUAL, .pregap_sectors = RBK_USUAL};
}

void rbk_cue_move_session_remarks(rbk_cue_reader *reader, size_t position)
{
    rbk_cue_pending_session *pending = &reader->pending;
    for (size_t i = 0; i < pending->remark_count; i++) {
        pending->remarks[i] += pending->between[i] ? position : 0;
        pending->between[i] = false;
    }
}

/* ------------------------------------------------------------------ at the next TRACK */

rbk_status rbk_cue_begin_session(rbk_cue_reader *reader)
{
    rbk_cue_pending_session pending = reader->pending;
    rbk_session *session;
    rbk_cue_reset_session(&reader->pending);
    if (!pending.begins)
        return RBK_OK;
    rbk_status status = rbk_disc_add_session(reader->sheet.disc, pending.area, pending.line, &session, reader->error);
    if (status != RBK_OK)
        return status;
    for (size_t i = pending.remark_count; i > 0; i--)
        rbk_remarks_remove(pending.between[i - 1] ? &reader->between : owned_remarks(reader), pending.remarks[i - 1]);
    session->lead_out_sectors = pending.lead_out_sectors;
    session->lead_in_sectors = pending.lead_in_sectors;
    session->pregap_sectors = pending.pregap_sectors;
    return report_number(reader, &pending);
}

/* ------------------------------------------------------------------ when all marks are known */

/* The session's first mark in the sheet, and the one with number 1 in the same track: each session has a track. */
static void marks_of_session(const rbk_cue_sheet *sheet, size_t session, const rbk_cue_mark **first,
                             const rbk_cue_mark **one)
{
    size_t t = 0;
    while (sheet->disc->tracks[t].session != session)
        t++;
    const rbk_cue_track *marks = &sheet->tracks[t];
    *first = &sheet->marks[marks->first_mark];
    *one = (*first)->number == 0 && marks->mark_count > 1 ? *first + 1 : *first;
}

static rbk_status report_unplaced(const rbk_cue_sheet *sheet, const rbk_session *session, rbk_error *error)
{
    if (rbk_findings_add(sheet->findings, RBK_WARNING, "cue.session", sheet->name, session->line, 0,
                         "the LEAD-OUT before this session is not between its first index and the index before: it is "
                         "ignored") != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

/* Subtracts from the times of a file from a mark on: the range between the sessions is not in it. */
static void move_marks(rbk_cue_sheet *sheet, size_t first, int64_t sectors)
{
    uint32_t file = sheet->marks[first].file;
    for (size_t i = first; i < sheet->mark_count && sheet->marks[i].file == file; i++)
        sheet->marks[i].sectors -= sectors;
}

rbk_status rbk_cue_place_sessions(rbk_cue_sheet *sheet, rbk_error *error)
{
    int64_t moved = 0; /* in the present file */
    rbk_status status = RBK_OK;
    for (size_t s = 1; s < sheet->disc->session_count && status == RBK_OK; s++) {
        rbk_session *session = &sheet->disc->sessions[s];
        const rbk_cue_mark *first, *one;
        int64_t end = session->lead_out_sectors - moved;
        marks_of_session(sheet, s, &first, &one);
        if (first[-1].file != first->file) {
            moved = 0;
            continue;
        }
        if (session->lead_out_sectors == RBK_USUAL)
            continue;
        session->lead_out_form = RBK_LEAD_OUT_PLACE;
        session->lead_out_sectors = RBK_USUAL;
        int64_t lead_in = session->lead_in_sectors == RBK_USUAL ? RBK_LEAD_IN_SECTORS : session->lead_in_sectors;
        int64_t pregap = session->pregap_sectors == RBK_USUAL ? RBK_PREGAP_SECTORS : session->pregap_sectors;
        int64_t stored = one->sectors - first->sectors; /* what is more than the session's pregap moves nothing */
        int64_t lead_out = first->sectors - end - lead_in - pregap + (stored < pregap ? stored : pregap);
        if (end < first[-1].sectors || end > first->sectors || one->sectors - end > RBK_PROGRAM_SECTORS_MAX) {
            session->lead_out_form = RBK_LEAD_OUT_LENGTH;
            status = report_unplaced(sheet, session, error);
        } else if (lead_out >= 0 && (first->sectors > end || session->lead_in_sectors == 0)) {
            /* times count the range between, or there is none: no lead-in, and all of the pregap is in the file */
            session->lead_out_form = RBK_LEAD_OUT_ADDRESS;
            session->lead_out_sectors = (int32_t)lead_out;
            moved += first->sectors - end;
            move_marks(sheet, (size_t)(first - sheet->marks), first->sectors - end);
        }
    }
    return status;
}
