/*
 * Compares the Q of a scan with a disc. Only what the sectors read can prove is reported: sectors that were not read
 * may hold the rest.
 */
#include "base/fail.h"
#include "disc/subcode.h"
#include "disc/subcode_scan.h"

#include <redbook/rules.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Codes come in any 100 sectors; if fewer were read, one may be missing. */
#define CODE_SECTORS 100

typedef struct comparison {
    const rbk_subcode_scan *scan;
    const rbk_disc *disc;
    const rbk_layout *layout;
    const char *path;
    rbk_findings *findings;
} comparison;

#define differ(c, rule, line, track, ...)                                                                              \
    rbk_findings_add((c)->findings, RBK_WARNING, rule, (c)->path, line, track, __VA_ARGS__)

/* ------------------------------------------------------------------ damage */

static rbk_status compare_damage(const comparison *c)
{
    const rbk_scanned_disc *seen = &c->scan->disc;
    const int64_t modified = c->scan->modified_sectors;
    rbk_status status = RBK_OK;
    if (seen->bad_sectors > 0)
        status = differ(c, RBK_RULE_Q_CRC, 0, 0,
                        "Q of %" PRId64 " of %" PRId64 " sector%s is damaged: a wrong CRC or invalid digits",
                        seen->bad_sectors, seen->sectors, RBK_PLURAL(seen->sectors, "", "s"));
    if (status == RBK_OK && seen->misplaced_sectors > 0)
        status = differ(c, RBK_RULE_Q_ADDRESS, 0, 0,
                        "Q of %" PRId64 " of %" PRId64 " sector%s has the absolute time of another sector",
                        seen->misplaced_sectors, seen->sectors, RBK_PLURAL(seen->sectors, "", "s"));
    if (status == RBK_OK && modified > 0)
        status =
            differ(c, RBK_RULE_Q_POSITION, 0, 0,
                   "Q of %" PRId64 " of %" PRId64 " sector%s has another track, index, relative time, control or ADR "
                   "than the sectors before and after, the first at lba %" PRId32,
                   modified, seen->sectors, RBK_PLURAL(seen->sectors, "", "s"), c->scan->modified_lba);
    return status;
}

/* ------------------------------------------------------------------ tracks and indexes */

/* Position of the scanned track with a number; track_count: none. */
static size_t scanned_numbered(const comparison *c, uint32_t number)
{
    size_t t = 0;
    while (t < c->scan->disc.track_count && c->scan->tracks[t].number != number)
        t++;
    return t;
}

static const rbk_layout_index *find_index(const rbk_layout_index *indexes, size_t count, uint32_t number)
{
    for (size_t i = 0; i < count; i++)
        if (indexes[i].number == number)
            return &indexes[i];
    return NULL;
}

/* The sectors [from, to) are all in one range that was not read. */
static bool unread(const comparison *c, int32_t from, int32_t to)
{
    const rbk_subcode_scan *scan = c->scan;
    if (!scan->anywhere || from > scan->last_lba || to <= scan->first_lba)
        return true;
    for (size_t t = 0; t < scan->disc.track_count; t++)
        for (size_t i = 0; i < scan->tracks[t].index_count; i++)
            if (scan->windows[t][i].from <= from && scan->windows[t][i].to >= to)
                return true;
    return scan->disc.lead_out_lba != RBK_NO_LBA && scan->lead_out_window.from <= from &&
           scan->lead_out_window.to >= to;
}

/* End of the sectors of an index. */
static int32_t index_end(const rbk_layout_track *laid, size_t i)
{
    return i + 1 < laid->index_count ? laid->indexes[i + 1].lba : laid->end_lba;
}

/* The pregap of a session's first track starts before its first sector with bytes, which is not in the layout's
 * track. */
static bool is_first_pregap(const comparison *c, size_t t, uint32_t index)
{
    return index == 0 && rbk_layout_session_of(c->layout, t)->first_track == t;
}

static bool index_agrees(const comparison *c, size_t seen_track, size_t seen_index, int32_t lba)
{
    const rbk_layout_index *seen = &c->scan->tracks[seen_track].indexes[seen_index];
    rbk_scan_window window = c->scan->windows[seen_track][seen_index];
    return seen->lba == lba || (seen->number != 1 && lba >= window.from && lba <= window.to);
}

/* The disc's indexes in Q. */
static rbk_status compare_expected(const comparison *c, size_t t, size_t seen_track)
{
    const rbk_track *track = &c->disc->tracks[t];
    const rbk_layout_track *laid = &c->layout->tracks[t];
    const rbk_scanned_track *scanned = &c->scan->tracks[seen_track];
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < laid->index_count && status == RBK_OK; i++) {
        const rbk_layout_index *index = &laid->indexes[i];
        const rbk_layout_index *seen = find_index(scanned->indexes, scanned->index_count, index->number);
        if (is_first_pregap(c, t, index->number))
            continue;
        if (!seen && !unread(c, index->lba, index_end(laid, i)))
            status = differ(c, RBK_RULE_Q_INDEX, track->line, track->number,
                            "index %02u of track %u starts at lba %" PRId32 " on the disc, Q has none",
                            (unsigned)index->number, (unsigned)track->number, index->lba);
        else if (seen && !index_agrees(c, seen_track, (size_t)(seen - scanned->indexes), index->lba))
            status = differ(c, RBK_RULE_Q_INDEX, track->line, track->number,
                            "index %02u of track %u starts at lba %" PRId32 " on the disc, at lba %" PRId32 " in Q",
                            (unsigned)index->number, (unsigned)track->number, index->lba, seen->lba);
    }
    return status;
}

/* Indexes that only Q has. */
static rbk_status compare_unexpected(const comparison *c, size_t t, size_t seen_track)
{
    const rbk_track *track = &c->disc->tracks[t];
    const rbk_layout_track *laid = &c->layout->tracks[t];
    const rbk_scanned_track *scanned = &c->scan->tracks[seen_track];
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < scanned->index_count && status == RBK_OK; i++) {
        const rbk_layout_index *seen = &scanned->indexes[i];
        if (!is_first_pregap(c, t, seen->number) && !find_index(laid->indexes, laid->index_count, seen->number))
            status = differ(c, RBK_RULE_Q_INDEX, track->line, track->number,
                            "index %02u of track %u starts at lba %" PRId32 " in Q, the disc has none",
                            (unsigned)seen->number, (unsigned)track->number, seen->lba);
    }
    return status;
}

/* ------------------------------------------------------------------ flags and codes */

static rbk_status compare_flags(const comparison *c, const rbk_track *track, const rbk_scanned_track *scanned)
{
    unsigned expected = rbk_control_of(track), seen = scanned->control;
    if (track->flags & RBK_FLAG_SCMS || seen & RBK_FLAG_SCMS) {
        expected &= ~(unsigned)RBK_FLAG_COPY_PERMITTED;
        seen &= ~(unsigned)(RBK_FLAG_COPY_PERMITTED | RBK_FLAG_SCMS);
    }
    if (expected == seen)
        return RBK_OK;
    return differ(c, RBK_RULE_Q_FLAGS, track->line, track->number, "track %u has control %u on the disc, %u in Q",
                  (unsigned)track->number, expected, seen);
}

static const char *code_or_none(const char *code)
{
    return code[0] && code[strspn(code, "0")] ? code : "none";
}

/* A code of the disc that was not read is a difference if it would have been in the sectors; one that was read
 * always is. */
static bool code_differs(const char *expected, const char *seen, int64_t sectors)
{
    if (strcmp(code_or_none(expected), code_or_none(seen)) == 0)
        return false;
    return seen[0] != '\0' || sectors >= CODE_SECTORS;
}

static rbk_status compare_isrc(const comparison *c, const rbk_track *track, size_t seen_track)
{
    const char *seen = c->scan->tracks[seen_track].isrc;
    if (!rbk_track_mode_is_audio(track->mode) && !seen[0])
        return RBK_OK;
    if (!code_differs(track->isrc, seen, c->scan->readable[seen_track]))
        return RBK_OK;
    return differ(c, RBK_RULE_Q_ISRC, track->line, track->number, "the ISRC of track %u is %s on the disc, %s in Q",
                  (unsigned)track->number, code_or_none(track->isrc), code_or_none(seen));
}

static rbk_status compare_mcn(const comparison *c)
{
    if (!code_differs(c->disc->mcn, c->scan->disc.mcn, c->scan->readable_program))
        return RBK_OK;
    return differ(c, RBK_RULE_Q_MCN, 0, 0, "the MCN is %s on the disc, %s in Q", code_or_none(c->disc->mcn),
                  code_or_none(c->scan->disc.mcn));
}

/* ------------------------------------------------------------------ the whole disc */

static rbk_status compare_track(const comparison *c, size_t t)
{
    const rbk_track *track = &c->disc->tracks[t];
    const rbk_layout_track *laid = &c->layout->tracks[t];
    size_t seen_track = scanned_numbered(c, track->number);
    if (seen_track == c->scan->disc.track_count) {
        if (unread(c, laid->start_lba, laid->end_lba))
            return RBK_OK;
        return differ(c, RBK_RULE_Q_TRACK, track->line, track->number, "Q has no track %u", (unsigned)track->number);
    }
    rbk_status status = compare_expected(c, t, seen_track);
    if (status == RBK_OK)
        status = compare_unexpected(c, t, seen_track);
    if (status == RBK_OK)
        status = compare_flags(c, track, &c->scan->tracks[seen_track]);
    if (status == RBK_OK)
        status = compare_isrc(c, track, seen_track);
    return status;
}

static rbk_status compare_unexpected_tracks(const comparison *c)
{
    rbk_status status = RBK_OK;
    for (size_t s = 0; s < c->scan->disc.track_count && status == RBK_OK; s++) {
        uint32_t number = c->scan->tracks[s].number;
        size_t t = 0;
        while (t < c->disc->track_count && c->disc->tracks[t].number != number)
            t++;
        if (t == c->disc->track_count)
            status = differ(c, RBK_RULE_Q_TRACK, 0, number, "Q has a track %u, the disc has none", (unsigned)number);
    }
    return status;
}

static rbk_status compare_lead_out(const comparison *c)
{
    int32_t seen = c->scan->disc.lead_out_lba, expected = rbk_layout_end(c->layout);
    for (size_t s = 0; s < c->layout->session_count; s++)
        if (seen == c->layout->sessions[s].lead_out_lba)
            return RBK_OK;
    if (seen != RBK_NO_LBA)
        return differ(c, RBK_RULE_Q_LEAD_OUT, 0, 0,
                      "the lead-out starts at lba %" PRId32 " on the disc, at lba %" PRId32 " in Q", expected, seen);
    if (c->scan->last_lba < expected)
        return RBK_OK;
    return differ(c, RBK_RULE_Q_LEAD_OUT, 0, 0, "the lead-out starts at lba %" PRId32 " on the disc, Q has none",
                  expected);
}

/* ------------------------------------------------------------------ the TOC */

static const char *point_name(uint8_t point, char text[32])
{
    switch (point) {
    case RBK_POINT_FIRST_TRACK:
        return "the first track";
    case RBK_POINT_LAST_TRACK:
        return "the last track";
    case RBK_POINT_LEAD_OUT:
        return "the lead-out";
    default:
        snprintf(text, 32, point < RBK_POINT_FIRST_TRACK ? "track %u" : "point %X", (unsigned)point);
        return text;
    }
}

static const rbk_q *find_point(const rbk_q *entries, size_t count, uint8_t point)
{
    for (size_t i = 0; i < count; i++)
        if (entries[i].point == point)
            return &entries[i];
    return NULL;
}

static rbk_status compare_entry(const comparison *c, const rbk_q *expected, const rbk_q *seen)
{
    char name[32];
    if (!seen)
        return differ(c, RBK_RULE_Q_TOC, 0, 0, "the TOC has no entry for %s", point_name(expected->point, name));
    if (expected->control == seen->control && expected->point_minute == seen->point_minute &&
        expected->point_second == seen->point_second && expected->point_frame == seen->point_frame)
        return RBK_OK;
    return differ(c, RBK_RULE_Q_TOC, 0, 0,
                  "the entry for %s is control %u, %02u:%02u:%02u on the disc, control %u, %02u:%02u:%02u in the TOC",
                  point_name(expected->point, name), expected->control, expected->point_minute, expected->point_second,
                  expected->point_frame, seen->control, seen->point_minute, seen->point_second, seen->point_frame);
}

/*
 * A scan keeps each point once: those of the first lead-in that was read, and tracks of later ones. Only points of the
 * first session are reported as missing.
 */
static rbk_status compare_toc(const comparison *c, const rbk_subcode *subcode)
{
    const rbk_scanned_disc *seen = &c->scan->disc;
    rbk_q entries[RBK_TOC_ENTRIES_MAX + RBK_TRACKS_MAX];
    size_t count = rbk_subcode_toc(subcode, 0, entries), all = count;
    for (size_t s = 1; s < c->layout->session_count; s++) {
        (void)rbk_subcode_toc(subcode, s, entries + all);
        all += c->layout->sessions[s].track_count; /* tracks come first, the points after them are omitted */
    }
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < count && seen->toc_count > 0 && status == RBK_OK; i++)
        status = compare_entry(c, &entries[i], find_point(seen->toc, seen->toc_count, entries[i].point));
    for (size_t i = count; i < all && status == RBK_OK; i++) {
        const rbk_q *entry = find_point(seen->toc, seen->toc_count, entries[i].point);
        status = entry ? compare_entry(c, &entries[i], entry) : RBK_OK;
    }
    for (size_t i = 0; i < seen->toc_count && status == RBK_OK; i++) {
        char name[32];
        if (!find_point(entries, all, seen->toc[i].point))
            status = differ(c, RBK_RULE_Q_TOC, 0, 0, "the TOC has an entry for %s, the disc has none",
                            point_name(seen->toc[i].point, name));
    }
    return status;
}

static rbk_status compare_program(const comparison *c)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < c->disc->track_count && status == RBK_OK; t++)
        status = compare_track(c, t);
    if (status == RBK_OK)
        status = compare_unexpected_tracks(c);
    if (status == RBK_OK)
        status = compare_lead_out(c);
    return status == RBK_OK ? compare_mcn(c) : status;
}

rbk_status rbk_subcode_scan_compare(rbk_subcode_scan *scan, const rbk_disc *disc, const rbk_layout *layout,
                                    const char *path, rbk_findings *findings, rbk_error *error)
{
    rbk_subcode *subcode;
    if (!scan)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_subcode_new(disc, layout, &subcode, error);
    if (status != RBK_OK)
        return status;
    (void)rbk_subcode_scan_result(scan); /* all that was added counts */
    comparison c = {scan, disc, layout, path, findings};
    status = compare_damage(&c);
    if (status == RBK_OK)
        status = compare_toc(&c, subcode);
    if (status == RBK_OK && scan->anywhere)
        status = compare_program(&c);
    rbk_subcode_free(subcode);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}
