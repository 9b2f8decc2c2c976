/*
 * Reads the subchannel of the source before anything is planned: which tracks have something in R to W, whether packs can
 * hold it, and where Q differs from the descriptor. A subchannel with neither can be regenerated from the disc and is not a loss.
 */
#include "base/fail.h"
#include "convert/write.h"
#include "image/modified_q.h"
#include "image/subchannel_packs.h"

#include <stdlib.h>

#define BLOCK_SECTORS 256

typedef struct survey {
    const rbk_disc *disc;
    const rbk_layout *layout;
    rbk_subchannel *subchannel;
    rbk_subcode_scan *scan;
    uint8_t *raw; /* BLOCK_SECTORS */
    bool has_q;
} survey;

static void take_sector(survey *s, int32_t lba, const uint8_t raw[RBK_SUBCHANNEL_BYTES], bool *graphics)
{
    uint8_t channels[RBK_SUBCHANNEL_BYTES];
    uint8_t bits = rbk_subchannel_bits(raw);
    *graphics |= (bits & RBK_BITS_R_TO_W) != 0;
    if (!(bits & RBK_BIT_Q))
        return;
    s->has_q = true;
    rbk_subchannel_deinterleave(raw, channels);
    rbk_subcode_scan_add(s->scan, lba, channels + RBK_Q_BYTES);
}

static rbk_status look_at(survey *s, int32_t start_lba, int32_t end_lba, bool *graphics, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (int32_t lba = start_lba; lba < end_lba && status == RBK_OK; lba += BLOCK_SECTORS) {
        int32_t left = end_lba - lba;
        uint32_t count = (uint32_t)(left < BLOCK_SECTORS ? left : BLOCK_SECTORS);
        status = rbk_subchannel_read(s->subchannel, lba, count, s->raw, error);
        for (uint32_t i = 0; i < count && status == RBK_OK; i++)
            take_sector(s, lba + (int32_t)i, s->raw + (size_t)i * RBK_SUBCHANNEL_BYTES, graphics);
    }
    return status;
}

/*
 * A track without subchannel may hold the end of the packs of the one before, because of interleaving. *reach: the last
 * sector with a part of earlier packs.
 */
static rbk_status look_at_track(survey *s, size_t t, int32_t *reach, bool *graphics, rbk_error *error)
{
    const rbk_layout_track *laid = &s->layout->tracks[t];
    if (!rbk_subchannel_track_has(s->disc, &s->disc->tracks[t]))
        return look_at(s, laid->start_lba, laid->end_lba < *reach ? laid->end_lba : *reach, graphics, error);
    *reach = laid->end_lba + RBK_SUBCHANNEL_REACH_SECTORS;
    return look_at(s, laid->start_lba, laid->end_lba, graphics, error);
}

static rbk_status count_beyond_packs(const survey *s, const bool *graphics, uint32_t *beyond_packs, rbk_error *error)
{
    bool in_packs[RBK_TRACKS_MAX];
    for (size_t t = 0; t < s->disc->track_count; t++)
        in_packs[t] = graphics[t] && rbk_track_mode_is_audio(s->disc->tracks[t].mode);
    return rbk_subchannel_count_beyond_packs(s->subchannel, s->layout, in_packs, beyond_packs, error);
}

rbk_status rbk_convert_survey(rbk_subchannel *subchannel, const rbk_disc *disc, const rbk_layout *layout,
                              bool *graphics, uint32_t *beyond_packs, rbk_findings *q_findings, rbk_error *error)
{
    survey s = {.disc = disc, .layout = layout, .subchannel = subchannel};
    s.scan = rbk_subcode_scan_new();
    s.raw = malloc((size_t)BLOCK_SECTORS * RBK_SUBCHANNEL_BYTES);
    rbk_status status = s.scan && s.raw ? RBK_OK : rbk_fail_memory(error);
    int32_t reach = 0;
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++) {
        graphics[t] = false;
        status = look_at_track(&s, t, &reach, &graphics[t], error);
    }
    if (status == RBK_OK && s.has_q)
        status = rbk_subcode_scan_compare(s.scan, disc, layout, NULL, q_findings, error);
    if (status == RBK_OK && beyond_packs)
        status = count_beyond_packs(&s, graphics, beyond_packs, error);
    rbk_subcode_scan_free(s.scan);
    free(s.raw);
    return status;
}
