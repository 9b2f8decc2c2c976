/*
 * Layout: capacity, addresses, numbers of tracks and indexes, lengths, pregaps. The findings of rbk_rules_check get the
 * profile's severity here, those of codes and flags included.
 */
#include "verify/check.h"

static rbk_status take_rules(const rbk_inspection *in)
{
    const rbk_rules asked = {
        .capacity_sectors = in->options->capacity_sectors, .short_tracks = RBK_SHORT_ALLOW, .judge = RBK_JUDGE_READ};
    rbk_findings *found = rbk_findings_new();
    rbk_status status =
        found ? rbk_rules_check(in->disc, in->layout, &asked, in->options->path, found, NULL) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_inspection_take(in, found);
    rbk_findings_free(found);
    return status;
}

/*
 * The address of the lead-out is in the table of contents, so it must be valid too (99:59:74 at most). The limit for a
 * GD-ROM is the lead-out of pressed ones.
 */
static rbk_status check_addresses(const rbk_inspection *in)
{
    char end[RBK_TIME_BYTES], expected[RBK_TIME_BYTES];
    int32_t lead_out = rbk_layout_end(in->layout), most = rbk_disc_end_max(in->disc);
    if (lead_out <= most)
        return RBK_OK;
    return rbk_inspection_report(in, RBK_RULE_DISC_ADDRESS, NULL,
                                 "the lead-out is at absolute %s, expected %s or earlier",
                                 rbk_absolute_time_format(lead_out, end), rbk_absolute_time_format(most, expected));
}

static rbk_status check_numbers(const rbk_inspection *in)
{
    const rbk_disc *disc = in->disc;
    rbk_status status = RBK_OK;
    size_t count = disc->track_count;
    uint32_t last = count ? disc->tracks[count - 1].number : 0;
    if (count > RBK_TRACKS_MAX || last > RBK_TRACKS_MAX)
        status = rbk_inspection_report(in, RBK_RULE_DISC_TOO_MANY_TRACKS, NULL,
                                       "the disc has %zu track%s, the last one with number %u, expected up to 99",
                                       count, RBK_PLURAL(count, "", "s"), (unsigned)last);
    if (status == RBK_OK && count && disc->tracks[0].number != 1)
        status = rbk_inspection_report(in, RBK_RULE_DISC_FIRST_TRACK, &disc->tracks[0],
                                       "the first track has number %u, expected 1", (unsigned)disc->tracks[0].number);
    for (size_t t = 1; t < count && status == RBK_OK; t++)
        if (disc->tracks[t].number != disc->tracks[t - 1].number + 1)
            status = rbk_inspection_report(in, RBK_RULE_DISC_TRACK_ORDER, &disc->tracks[t], "track %u follows track %u",
                                           (unsigned)disc->tracks[t].number, (unsigned)disc->tracks[t - 1].number);
    return status;
}

/* The 150 sectors before lba 0 are its pregap; what is between lba 0 and its index 01 is more than that. */
static rbk_status check_first_pregap(const rbk_inspection *in)
{
    char length[RBK_TIME_BYTES];
    if (!in->layout->track_count || in->layout->tracks[0].index01_lba <= 0)
        return RBK_OK;
    int32_t hidden = in->layout->tracks[0].index01_lba;
    return rbk_inspection_report(
        in, RBK_RULE_DISC_HIDDEN_AUDIO, &in->disc->tracks[0],
        "%s of hidden audio before index 01 of the first track, after its pregap of 2 s: declare it to the plant",
        rbk_time_format(hidden, length));
}

/* From a lead-out to the next session's index 01: what programs that know no more of sessions count with. */
static rbk_status check_gap(const rbk_inspection *in, size_t s)
{
    const rbk_layout_session *session = &in->layout->sessions[s];
    const rbk_track *track = &in->disc->tracks[session->first_track];
    int32_t usual =
        (s == 1 ? RBK_FIRST_LEAD_OUT_SECTORS : RBK_LEAD_OUT_SECTORS) + RBK_LEAD_IN_SECTORS + RBK_PREGAP_SECTORS;
    int32_t gap = in->layout->tracks[session->first_track].index01_lba - session[-1].lead_out_lba;
    if (gap == usual || in->disc->sessions[track->session].area != RBK_AREA_CD)
        return RBK_OK;
    return rbk_inspection_report(in, RBK_RULE_SESSION_GAP, track,
                                 "session %zu starts %d sector%s after the end of the one before, expected %d", s + 1,
                                 (int)gap, RBK_PLURAL(gap, "", "s"), (int)usual);
}

static rbk_status check_indexes(const rbk_inspection *in, size_t t)
{
    const rbk_track *track = &in->disc->tracks[t];
    const rbk_layout_track *laid = &in->layout->tracks[t];
    for (size_t i = 0; i < laid->index_count; i++) {
        const rbk_layout_index *index = &laid->indexes[i];
        const rbk_layout_index *before = i ? index - 1 : NULL;
        bool numbered = before ? index->number == before->number + 1 : index->number <= 1;
        bool placed =
            (before ? index->lba > before->lba : index->lba >= laid->start_lba) && index->lba <= laid->end_lba;
        if (!numbered || !placed || index->number > RBK_INDEX_MAX)
            return rbk_inspection_report(in, RBK_RULE_INDEX_ORDER, track,
                                         "index %02u of track %u is at lba %d after %s", (unsigned)index->number,
                                         (unsigned)track->number, (int)index->lba,
                                         numbered ? "a later address" : "an index that it cannot follow");
    }
    return RBK_OK;
}

rbk_status rbk_check_layout(const rbk_inspection *in)
{
    rbk_status status = take_rules(in);
    if (status == RBK_OK)
        status = check_addresses(in);
    if (status == RBK_OK)
        status = check_numbers(in);
    if (status == RBK_OK)
        status = check_first_pregap(in);
    for (size_t s = 1; s < in->layout->session_count && status == RBK_OK; s++)
        status = check_gap(in, s);
    for (size_t t = 0; t < in->layout->track_count && status == RBK_OK; t++)
        status = check_indexes(in, t);
    return status;
}
