/*
 * Packs of type 88, one by one: the first of a language, of track 0, has the first and the last track and the lead-out; each
 * of the others has the starts of four tracks from its track on. Times are absolute, in minutes, seconds and sectors, each a
 * binary number (MMC, annex J).
 */
#include "text/times.h"
#include "cd/cdtext_pack.h"

#include <string.h>

#define TIME_BYTES       3
#define TIMES_IN_PACK    4
#define LAST_TRACK_AT    1
#define LEAD_OUT_TIME_AT 3

/* The packs of a disc, compared with its layout. */
typedef struct comparing {
    const rbk_disc *disc;
    const rbk_layout *layout;
    bool headed[RBK_PACK_BLOCKS]; /* the first pack of the language was found */
    rbk_cdtext_times found;
} comparing;

/* The position of the track with a number; the number of tracks if there is none. */
static size_t position_of(const rbk_disc *disc, uint32_t number)
{
    size_t t = 0;
    while (t < disc->track_count && disc->tracks[t].number != number)
        t++;
    return t;
}

/* Puts the address in the place of the time, and counts that as wrong if it is another one. */
static void compare_time(comparing *c, uint8_t *time, const rbk_track *track, int32_t lba)
{
    const int32_t absolute = lba + RBK_PREGAP_SECTORS, seconds = absolute / RBK_SECTORS_PER_SECOND;
    const uint8_t right[TIME_BYTES] = {(uint8_t)(seconds / 60), (uint8_t)(seconds % 60),
                                       (uint8_t)(absolute % RBK_SECTORS_PER_SECOND)};
    if (memcmp(time, right, TIME_BYTES) == 0)
        return;
    if (c->found.wrong++ == 0) {
        c->found.track = track;
        c->found.packed_lba = (time[0] * 60 + time[1]) * RBK_SECTORS_PER_SECOND + time[2] - RBK_PREGAP_SECTORS;
        c->found.lba = lba;
    }
    memcpy(time, right, TIME_BYTES);
}

static void compare_pack(comparing *c, rbk_pack *pack)
{
    const bool heads = pack->track == 0 && !c->headed[pack->block];
    const size_t last = position_of(c->disc, pack->payload[LAST_TRACK_AT]);
    c->headed[pack->block] |= heads;
    if (heads && last < c->disc->track_count)
        compare_time(c, pack->payload + LEAD_OUT_TIME_AT, NULL, rbk_layout_session_of(c->layout, last)->lead_out_lba);
    for (uint32_t i = 0; i < TIMES_IN_PACK && pack->track > 0; i++) {
        const size_t t = position_of(c->disc, pack->track + i);
        if (t < c->disc->track_count)
            compare_time(c, pack->payload + i * TIME_BYTES, &c->disc->tracks[t], c->layout->tracks[t].index01_lba);
    }
}

/* bytes: those of the pack at a position with the times of the layout. False: it has none, or has them already. */
static bool renew_pack(comparing *c, size_t at, uint8_t bytes[RBK_PACK_BYTES])
{
    rbk_pack pack;
    const size_t wrong = c->found.wrong;
    rbk_pack_decode(c->disc->cdtext + at, &pack);
    if (pack.type != RBK_PACK_TOC || pack.extension || !pack.whole)
        return false;
    compare_pack(c, &pack);
    rbk_pack_encode(&pack, bytes);
    return c->found.wrong > wrong;
}

rbk_cdtext_times rbk_cdtext_check_times(const rbk_disc *disc, const rbk_layout *layout)
{
    comparing c = {.disc = disc, .layout = layout};
    uint8_t bytes[RBK_PACK_BYTES];
    for (size_t at = 0; at + RBK_PACK_BYTES <= disc->cdtext_bytes; at += RBK_PACK_BYTES)
        (void)renew_pack(&c, at, bytes);
    return c.found;
}

void rbk_cdtext_renew_times(rbk_disc *disc, const rbk_layout *layout)
{
    comparing c = {.disc = disc, .layout = layout};
    uint8_t bytes[RBK_PACK_BYTES];
    for (size_t at = 0; at + RBK_PACK_BYTES <= disc->cdtext_bytes; at += RBK_PACK_BYTES)
        if (renew_pack(&c, at, bytes))
            memcpy(disc->cdtext + at, bytes, sizeof bytes);
}
