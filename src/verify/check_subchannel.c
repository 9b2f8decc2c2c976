/*
 * P and Q in the files, compared with the disc of the descriptor. A subchannel that was ripped without them (CD+G) is
 * ignored.
 */
#include "verify/check.h"

#include "base/zeros.h"
#include "disc/subcode.h"
#include "source/source.h"

#include <redbook/subcode.h>

#define BLOCK_SECTORS 64

typedef struct reading {
    const rbk_inspection *in;
    rbk_subchannel *subchannel;
    rbk_subcode_scan *scan;
    bool any;             /* a sector has something in P or Q */
    int64_t pregaps_zero; /* sectors of pregaps where P is zero */
    int64_t tracks_one;   /* sectors inside tracks where it is one */
    int64_t missing;      /* sectors without Q of tracks that have Q */
} reading;

/* The form that P and Q can be in; a file apart that was not found is none. */
static bool has_p_and_q(const rbk_disc *disc, const rbk_track *track)
{
    for (size_t e = 0; e < track->extent_count; e++) {
        const rbk_extent *extent = &track->extents[e];
        if (!extent->silence && extent->file < disc->file_count &&
            disc->files[extent->file].subchannel == RBK_SUBCHANNEL_PACKS)
            return false;
    }
    return rbk_subchannel_track_has(disc, track);
}

/* ------------------------------------------------------------------ lengths */

static rbk_status check_length(const rbk_inspection *in, const rbk_file *file)
{
    char text[RBK_SENTENCE_BYTES];
    if (!rbk_source_has_other_sub_length(file, text))
        return RBK_OK;
    return rbk_inspection_report(in, RBK_RULE_SUB_LENGTH, NULL, "%s", text);
}

/* ------------------------------------------------------------------ sectors */

/* What most of its 96 bits say. */
static bool p_of(const uint8_t *channels)
{
    int ones = 0;
    for (int bit = 0; bit < RBK_Q_BYTES * 8; bit++)
        ones += channels[bit / 8] >> bit % 8 & 1;
    return ones > RBK_Q_BYTES * 4;
}

/* The sector where a track begins may have P either way, and so may the 2 s before: discs differ. */
static void count_p(reading *r, size_t t, int32_t lba, bool p)
{
    const rbk_layout *layout = r->in->layout;
    const rbk_layout_track *laid = &layout->tracks[t];
    bool before_next = t + 1 < layout->track_count && layout->tracks[t + 1].index01_lba - lba <= RBK_PREGAP_SECTORS;
    if (lba < laid->index01_lba)
        r->pregaps_zero += !p;
    else if (lba > laid->index01_lba && !before_next)
        r->tracks_one += p;
}

/* Whether it has Q. */
static bool take_sector(reading *r, size_t t, int32_t lba, const uint8_t raw[RBK_SUBCHANNEL_BYTES])
{
    uint8_t channels[RBK_SUBCHANNEL_BYTES];
    rbk_subchannel_deinterleave(raw, channels);
    r->any |= !rbk_all_zero(channels, (size_t)2 * RBK_Q_BYTES);
    rbk_subcode_scan_add(r->scan, lba, channels + RBK_Q_BYTES);
    count_p(r, t, lba, p_of(channels));
    return !rbk_q_is_missing(channels + RBK_Q_BYTES);
}

static rbk_status read_track(reading *r, size_t t, uint8_t *raw, rbk_error *error)
{
    const rbk_layout_track *laid = &r->in->layout->tracks[t];
    rbk_status status = RBK_OK;
    int64_t missing = 0;
    for (int32_t lba = laid->start_lba; lba < laid->end_lba && status == RBK_OK; lba += BLOCK_SECTORS) {
        uint32_t count = (uint32_t)(laid->end_lba - lba < BLOCK_SECTORS ? laid->end_lba - lba : BLOCK_SECTORS);
        status = rbk_subchannel_read(r->subchannel, lba, count, raw, error);
        for (uint32_t i = 0; i < count && status == RBK_OK; i++)
            missing += !take_sector(r, t, lba + (int32_t)i, raw + (size_t)i * RBK_SUBCHANNEL_BYTES);
    }
    if (missing < laid->end_lba - laid->start_lba)
        r->missing += missing;
    return status;
}

/* ------------------------------------------------------------------ judging */

static rbk_status report_p(const reading *r)
{
    if (r->pregaps_zero == 0 && r->tracks_one == 0)
        return RBK_OK;
    return rbk_inspection_report(r->in, RBK_RULE_P_FLAG, NULL,
                                 "P is zero in %lld sector%s of pregaps and one in %lld sector%s inside tracks",
                                 (long long)r->pregaps_zero, RBK_PLURAL(r->pregaps_zero, "", "s"),
                                 (long long)r->tracks_one, RBK_PLURAL(r->tracks_one, "", "s"));
}

static rbk_status report_missing(const reading *r)
{
    if (r->missing == 0)
        return RBK_OK;
    return rbk_inspection_report(r->in, RBK_RULE_Q_MISSING, NULL,
                                 "%lld sector%s no Q (zeros), and other sectors of the same track have it",
                                 (long long)r->missing, RBK_PLURAL(r->missing, " has", "s have"));
}

static rbk_status judge(reading *r, rbk_error *error)
{
    rbk_findings *found = rbk_findings_new();
    rbk_status status = found ? RBK_OK : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_subcode_scan_compare(r->scan, r->in->disc, r->in->layout, r->in->options->path, found, NULL);
    if (status == RBK_OK)
        status = rbk_inspection_take(r->in, found);
    if (status == RBK_OK)
        status = report_missing(r);
    if (status == RBK_OK)
        status = report_p(r);
    rbk_findings_free(found);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status read_all(reading *r, rbk_error *error)
{
    const rbk_disc *disc = r->in->disc;
    uint8_t raw[BLOCK_SECTORS * RBK_SUBCHANNEL_BYTES];
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < disc->file_count && status == RBK_OK; i++)
        if (check_length(r->in, &disc->files[i]) != RBK_OK)
            status = rbk_fail_memory(error);
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++)
        if (has_p_and_q(disc, &disc->tracks[t]))
            status = read_track(r, t, raw, error);
    return status == RBK_OK && r->any ? judge(r, error) : status;
}

/* ------------------------------------------------------------------ the list of modified Q */

static bool is_on_disc(const rbk_layout *layout, int32_t lba)
{
    bool is = false;
    for (size_t s = 0; s < layout->session_count && !is; s++)
        is = lba >= layout->sessions[s].pregap_lba && lba < layout->sessions[s].lead_out_lba;
    return is;
}

static rbk_status check_list(const rbk_inspection *in)
{
    const rbk_listed_q *first = NULL;
    char time[RBK_TIME_BYTES];
    size_t outside = 0;
    for (size_t i = 0; i < in->disc->listed_q_count; i++)
        if (!is_on_disc(in->layout, in->disc->listed_q[i].lba) && outside++ == 0)
            first = &in->disc->listed_q[i];
    if (!first)
        return RBK_OK;
    return rbk_inspection_report(in, RBK_RULE_Q_LIST_OUTSIDE, NULL,
                                 "%zu record%s of the list of modified Q %s of no sector of the disc, the first one of "
                                 "lba %d (%s)",
                                 outside, RBK_PLURAL(outside, "", "s"), RBK_PLURAL(outside, "is", "are"),
                                 (int)first->lba, rbk_absolute_time_format(first->lba, time));
}

rbk_status rbk_check_subchannel(const rbk_inspection *in, rbk_error *error)
{
    bool any = false;
    if (check_list(in) != RBK_OK)
        return rbk_fail_memory(error);
    for (size_t t = 0; t < in->disc->track_count; t++)
        any |= has_p_and_q(in->disc, &in->disc->tracks[t]);
    if (!any || rbk_layout_end(in->layout) > RBK_PROGRAM_SECTORS_MAX)
        return RBK_OK;
    reading r = {.in = in, .scan = rbk_subcode_scan_new()};
    rbk_status status =
        r.scan ? rbk_subchannel_open(in->disc, in->layout, &r.subchannel, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = read_all(&r, error);
    rbk_subchannel_close(r.subchannel);
    rbk_subcode_scan_free(r.scan);
    return status;
}
