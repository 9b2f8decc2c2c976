/*
 * The model of a disc that was read: tracks and flags by the table of contents; pregaps, indexes and codes by Q.
 */
#include "base/fail.h"
#include "burn/read_disc.h"

#include <string.h>

static const rbk_scanned_track *scanned(const rbk_disc_reading *reading, uint32_t number)
{
    const rbk_scanned_disc *disc = rbk_subcode_scan_result(reading->scan);
    for (size_t t = 0; t < disc->track_count; t++)
        if (disc->tracks[t].number == number)
            return &disc->tracks[t];
    return NULL;
}

/* The first sector of a track, its pregap included; the first track starts with the program area. */
static int32_t start_of(const rbk_disc_reading *reading, size_t t)
{
    const rbk_mmc_toc_entry *entry = &reading->toc.entries[t];
    if (t == 0)
        return 0;
    if (t + 1 == reading->toc.entry_count)
        return entry->lba;
    const rbk_scanned_track *track = scanned(reading, entry->track);
    if (!track || !track->index_count || track->indexes[0].number != 0)
        return entry->lba;
    int32_t lba = track->indexes[0].lba;
    return lba > entry[-1].lba && lba < entry->lba ? lba : entry->lba;
}

static rbk_status add_indexes(const rbk_disc_reading *reading, size_t t, int32_t start, int32_t end, rbk_track *track,
                              rbk_error *error)
{
    const rbk_mmc_toc_entry *entry = &reading->toc.entries[t];
    const rbk_scanned_track *from = scanned(reading, entry->track);
    rbk_status status = RBK_OK;
    if (start < entry->lba)
        status = rbk_track_add_index(track, 0, 0, 0, error);
    if (status == RBK_OK)
        status = rbk_track_add_index(track, 1, 0, (int64_t)(entry->lba - start) * RBK_SECTOR_SAMPLES, error);
    for (size_t i = 0; from && i < from->index_count && status == RBK_OK; i++) {
        const rbk_layout_index *index = &from->indexes[i];
        if (index->number >= 2 && index->lba > entry->lba && index->lba < end)
            status =
                rbk_track_add_index(track, index->number, 0, (int64_t)(index->lba - start) * RBK_SECTOR_SAMPLES, error);
    }
    return status;
}

static void add_isrc(const rbk_disc_reading *reading, size_t t, rbk_track *track)
{
    const rbk_scanned_track *from = scanned(reading, track->number);
    const char *isrc = from && from->isrc[0] ? from->isrc : reading->isrcs[t];
    if (!rbk_track_mode_is_audio(track->mode) || strspn(isrc, "0") == strlen(isrc))
        return;
    memcpy(track->isrc, isrc, sizeof track->isrc);
}

static rbk_status add_track(const rbk_disc_reading *reading, size_t t, rbk_disc *disc, rbk_error *error)
{
    static const uint32_t flags = RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL;
    const rbk_mmc_toc_entry *entry = &reading->toc.entries[t];
    int32_t start = start_of(reading, t), end = start_of(reading, t + 1);
    rbk_track *track = NULL;
    rbk_status status = rbk_disc_add_track(disc, entry->track, reading->modes[t], &track, error);
    if (status != RBK_OK)
        return status;
    track->flags = entry->control & (rbk_track_mode_is_audio(track->mode) ? flags : (uint32_t)RBK_FLAG_COPY_PERMITTED);
    status = rbk_track_add_file_extent(track, 0, (int64_t)start * RBK_SECTOR_SAMPLES,
                                       (int64_t)(end - start) * RBK_SECTOR_SAMPLES, error);
    return status == RBK_OK ? add_indexes(reading, t, start, end, track, error) : status;
}

/* Texts of the first block; unreadable ones stay packs. */
static rbk_status add_text(const rbk_disc_reading *reading, const char *cdt, rbk_disc *disc, rbk_error *error)
{
    rbk_cdtext *text = NULL;
    size_t bytes = reading->pack_count * RBK_CDTEXT_PACK_BYTES;
    if (!reading->pack_count)
        return RBK_OK;
    rbk_status status = rbk_disc_set_cdtext(disc, reading->packs, bytes, error);
    if (status != RBK_OK)
        return status;
    disc->cdtext_file = strdup(cdt);
    if (!disc->cdtext_file)
        return rbk_fail_memory(error);
    status = rbk_cdtext_decode(reading->packs, bytes, cdt, &text, reading->findings, error);
    if (status == RBK_OK && text->blocks[0])
        status = rbk_cdtext_to_disc(text->blocks[0], disc, NULL, error);
    rbk_cdtext_free(text);
    return status == RBK_NO_MEMORY ? status : RBK_OK;
}

static rbk_status fill(const rbk_disc_reading *reading, const char *bin, const char *cdt, rbk_disc *disc,
                       rbk_error *error)
{
    size_t tracks = reading->toc.entry_count - 1;
    const char *mcn = rbk_subcode_scan_result(reading->scan)->mcn;
    uint32_t file = 0;
    rbk_status status = rbk_disc_add_file(disc, bin, RBK_FILE_BINARY, "BINARY", 0, &file, error);
    if (status != RBK_OK)
        return status;
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = (int64_t)reading->toc.entries[tracks].lba * RBK_SECTOR_SAMPLES;
    for (size_t t = 0; t < tracks && status == RBK_OK; t++)
        status = add_track(reading, t, disc, error);
    if (status == RBK_OK)
        status = add_text(reading, cdt, disc, error);
    /* codes are those of Q, whatever CD-TEXT says */
    mcn = mcn[0] ? mcn : reading->mcn;
    memset(disc->mcn, 0, sizeof disc->mcn);
    if (strspn(mcn, "0") != strlen(mcn))
        memcpy(disc->mcn, mcn, sizeof disc->mcn);
    for (size_t t = 0; t < disc->track_count; t++) {
        memset(disc->tracks[t].isrc, 0, sizeof disc->tracks[t].isrc);
        add_isrc(reading, t, &disc->tracks[t]);
    }
    return status;
}

rbk_status rbk_read_model(rbk_disc_reading *reading, const char *bin, const char *cdt, rbk_disc **disc,
                          rbk_error *error)
{
    rbk_disc *made = rbk_disc_new();
    if (!made)
        return rbk_fail_memory(error);
    rbk_status status = fill(reading, bin, cdt, made, error);
    if (status == RBK_OK)
        *disc = made;
    else
        rbk_disc_free(made);
    return status;
}
