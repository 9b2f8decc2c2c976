/*
 * Ids that follow from the table of contents. The two that libdiscid computes get the table that it would have made of
 * such a disc in a drive; AccurateRip's and CTDB's are computed here.
 */
#include "base/digest.h"
#include "base/fail.h"
#include "report/discid.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SESSION_GAP_SECTORS (RBK_FIRST_LEAD_OUT_SECTORS + RBK_LEAD_IN_SECTORS + RBK_PREGAP_SECTORS) /* 11,400 */
#define NO_TRACK            SIZE_MAX

typedef struct toc {
    const rbk_disc *disc;
    const rbk_layout *layout;
    bool numbered; /* tracks ascend by one */
    size_t first_audio;
    size_t last_audio; /* NO_TRACK: there is none */
    size_t audio_count;
} toc;

static bool is_audio(const toc *t, size_t track)
{
    return rbk_track_mode_is_audio(t->disc->tracks[track].mode);
}

static int32_t start_of(const toc *t, size_t track)
{
    return t->layout->tracks[track].index01_lba;
}

static toc toc_of(const rbk_disc *disc, const rbk_layout *layout)
{
    toc t = {disc, layout, disc->track_count > 0 && disc->track_count <= RBK_TRACKS_MAX, NO_TRACK, NO_TRACK, 0};
    for (size_t i = 0; i < disc->track_count; i++) {
        t.numbered = t.numbered && disc->tracks[i].number == disc->tracks[0].number + i &&
                     disc->tracks[i].number >= 1 && disc->tracks[i].number <= RBK_TRACKS_MAX;
        if (!is_audio(&t, i))
            continue;
        t.first_audio = t.first_audio == NO_TRACK ? i : t.first_audio;
        t.last_audio = i;
        t.audio_count++;
    }
    return t;
}

/* ------------------------------------------------------------------ MusicBrainz, freedb */

static void put_offsets(const toc *t, size_t last, int32_t lead_out_lba, uint32_t first_number, rbk_discid_toc *to)
{
    memset(to, 0, sizeof *to);
    to->first = (int)first_number;
    to->last = (int)(first_number + last);
    to->offsets[0] = lead_out_lba + RBK_PREGAP_SECTORS;
    for (size_t i = 0; i <= last; i++)
        to->offsets[first_number + i] = start_of(t, i) + RBK_PREGAP_SECTORS;
}

/*
 * As libdiscid does it with a drive's table: sessions do not count. What comes after the last audio track is left out, with
 * the gap that two sessions have between them; a last track that does not fit before it is left out, too.
 */
static rbk_status compute_musicbrainz(const toc *t, rbk_disc_ids *ids)
{
    rbk_discid_toc table;
    size_t last = t->last_audio;
    if (!t->numbered || last == NO_TRACK)
        return RBK_OK;
    int32_t lead_out_lba =
        last + 1 < t->disc->track_count ? start_of(t, last + 1) - SESSION_GAP_SECTORS : rbk_layout_end(t->layout);
    for (; last > 0 && lead_out_lba < start_of(t, last); last--)
        lead_out_lba = start_of(t, last) - SESSION_GAP_SECTORS;
    put_offsets(t, last, lead_out_lba, t->disc->tracks[0].number, &table);
    return rbk_discid_compute(&table, ids->musicbrainz, ids->musicbrainz_toc, NULL);
}

/* It has times and how many tracks there are, no numbers; libdiscid would count those before the first one, too. */
static rbk_status compute_freedb(const toc *t, rbk_disc_ids *ids)
{
    rbk_discid_toc table;
    if (!t->numbered)
        return RBK_OK;
    put_offsets(t, t->disc->track_count - 1, rbk_layout_end(t->layout), 1, &table);
    return rbk_discid_compute(&table, NULL, NULL, ids->freedb);
}

/* ------------------------------------------------------------------ AccurateRip, CTDB */

static uint32_t at_least_one(int32_t lba)
{
    return lba > 1 ? (uint32_t)lba : 1;
}

static void compute_accuraterip(const toc *t, rbk_disc_ids *ids)
{
    uint32_t sum = 0, weighted = 0, number = 0;
    int32_t end = rbk_layout_end(t->layout);
    if (t->audio_count == 0 || !ids->freedb[0])
        return;
    for (size_t i = t->first_audio; i <= t->last_audio; i++) {
        if (!is_audio(t, i))
            continue;
        sum += (uint32_t)start_of(t, i);
        weighted += at_least_one(start_of(t, i)) * ++number;
    }
    sum += (uint32_t)end;
    weighted += at_least_one(end) * (number + 1);
    snprintf(ids->accuraterip, sizeof ids->accuraterip, "%03u-%08" PRIx32 "-%08" PRIx32 "-%.8s",
             (unsigned)(t->audio_count % 1000), sum, weighted, ids->freedb);
}

/* Base64 as MusicBrainz has it, which can stand in an address: . _ - for + / =. */
static void encode(const uint8_t sha1[RBK_DIGEST_SHA1_BYTES], char text[RBK_DISC_ID_BYTES])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
    char *to = text;
    for (size_t i = 0; i < RBK_DIGEST_SHA1_BYTES; i += 3) {
        bool three = i + 2 < RBK_DIGEST_SHA1_BYTES; /* 20 bytes end with two */
        uint32_t bits = (uint32_t)sha1[i] << 16 | (uint32_t)sha1[i + 1] << 8 | (three ? sha1[i + 2] : 0u);
        for (int shift = 18; shift >= 0; shift -= 6)
            *to++ = shift > 0 || three ? digits[bits >> shift & 63] : '-';
    }
    *to = '\0';
}

/* Where the last audio track ends by the table of contents. */
static int32_t audio_end(const toc *t)
{
    const rbk_layout_session *session = rbk_layout_session_of(t->layout, t->last_audio);
    bool last = t->last_audio + 1 == session->first_track + session->track_count;
    return last ? session->lead_out_lba : start_of(t, t->last_audio + 1);
}

/* 100 numbers of 8 digits: starts of the audio tracks from the second on and the end, counted from the first one; zeros. */
static rbk_status compute_ctdb(const toc *t, rbk_disc_ids *ids)
{
    char text[100 * 8 + 1];
    uint8_t sha1[RBK_DIGEST_SHA1_BYTES];
    char *to = text;
    if (t->audio_count == 0)
        return RBK_OK;
    rbk_digest *digest = rbk_digest_new(RBK_DIGEST_SHA1);
    if (!digest)
        return RBK_NO_MEMORY;
    memset(text, '0', sizeof text - 1);
    int32_t first = start_of(t, t->first_audio);
    for (size_t i = t->first_audio + 1; i <= t->last_audio; i++)
        if (is_audio(t, i))
            to += sprintf(to, "%08" PRIX32, (uint32_t)(start_of(t, i) - first));
    to += sprintf(to, "%08" PRIX32, (uint32_t)(audio_end(t) - first));
    if (to < text + sizeof text - 1)
        *to = '0'; /* where sprintf has ended the text */
    rbk_digest_update(digest, text, sizeof text - 1);
    rbk_digest_value(digest, sha1);
    rbk_digest_free(digest);
    encode(sha1, ids->ctdb);
    return RBK_OK;
}

/* ------------------------------------------------------------------ all of them */

rbk_status rbk_disc_ids_compute(const rbk_disc *disc, const rbk_layout *layout, rbk_disc_ids *ids, rbk_error *error)
{
    rbk_disc_ids made;
    if (!disc || !layout || !ids)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (disc->track_count != layout->track_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a layout is not of its disc");
    memset(&made, 0, sizeof made);
    toc t = toc_of(disc, layout);
    rbk_status status = compute_musicbrainz(&t, &made);
    if (status == RBK_OK)
        status = compute_freedb(&t, &made);
    if (status == RBK_OK)
        status = compute_ctdb(&t, &made);
    if (status != RBK_OK)
        return rbk_fail_memory(error);
    compute_accuraterip(&t, &made);
    *ids = made;
    return RBK_OK;
}
