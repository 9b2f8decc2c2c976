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

static bool begins_session(const rbk_disc_reading *reading, size_t t)
{
    return t == 0 || rbk_read_session_of(reading, t) != rbk_read_session_of(reading, t - 1);
}

/* The first sector of a track, its pregap included; the first track starts with its session. */
static int32_t start_of(const rbk_disc_reading *reading, size_t t)
{
    const rbk_mmc_toc_entry *entry = &reading->toc.entries[t];
    if (begins_session(reading, t))
        return reading->starts_lba[rbk_read_session_of(reading, t)];
    const rbk_scanned_track *track = scanned(reading, entry->track);
    if (!track || !track->index_count || track->indexes[0].number != 0)
        return entry->lba;
    int32_t lba = track->indexes[0].lba;
    return lba > entry[-1].lba && lba < entry->lba ? lba : entry->lba;
}

static int32_t end_of(const rbk_disc_reading *reading, size_t t)
{
    const rbk_mmc_session *session = &reading->sessions.sessions[rbk_read_session_of(reading, t)];
    return reading->toc.entries[t].track == session->last_track ? session->lead_out_lba : start_of(reading, t + 1);
}

static rbk_status report_skipped(const rbk_disc_reading *reading, uint32_t track, uint32_t number, uint32_t expected,
                                 rbk_error *error)
{
    rbk_status status =
        rbk_findings_add(reading->findings, RBK_WARNING, "read.subchannel", reading->recorder->device, 0, track,
                         "track %u: after index %u Q has index %u: in the image indexes from there on are %u and up",
                         (unsigned)track, (unsigned)expected - 1, (unsigned)number, (unsigned)expected);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* No sheet can have a number that is missing on the disc, or that cannot be read: those after it are counted on. */
static rbk_status add_later_indexes(const rbk_disc_reading *reading, size_t t, int32_t start, int32_t end,
                                    rbk_track *track, rbk_error *error)
{
    const int32_t index01 = reading->toc.entries[t].lba;
    const rbk_scanned_track *from = scanned(reading, reading->toc.entries[t].track);
    rbk_status status = RBK_OK;
    uint32_t next = 2;
    bool reported = false;
    for (size_t i = 0; from && i < from->index_count && status == RBK_OK; i++) {
        const rbk_layout_index *index = &from->indexes[i];
        if (index->number < 2 || index->lba <= index01 || index->lba >= end)
            continue;
        if (index->number != next && !reported) {
            status = report_skipped(reading, track->number, index->number, next, error);
            reported = true;
        }
        if (status == RBK_OK)
            status = rbk_track_add_index(track, next++, 0, (int64_t)(index->lba - start) * RBK_SECTOR_SAMPLES, error);
    }
    return status;
}

static rbk_status add_indexes(const rbk_disc_reading *reading, size_t t, int32_t start, int32_t end, rbk_track *track,
                              rbk_error *error)
{
    const rbk_mmc_toc_entry *entry = &reading->toc.entries[t];
    rbk_status status = RBK_OK;
    if (start < entry->lba)
        status = rbk_track_add_index(track, 0, 0, 0, error);
    if (status == RBK_OK)
        status = rbk_track_add_index(track, 1, 0, (int64_t)(entry->lba - start) * RBK_SECTOR_SAMPLES, error);
    return status == RBK_OK ? add_later_indexes(reading, t, start, end, track, error) : status;
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
    int32_t start = start_of(reading, t), end = end_of(reading, t);
    size_t session = rbk_read_session_of(reading, t);
    int64_t offset = start - reading->starts_lba[session];
    rbk_track *track = NULL;
    rbk_status status = rbk_disc_add_track(disc, entry->track, reading->modes[t], &track, error);
    if (status != RBK_OK)
        return status;
    track->flags = entry->control & (rbk_track_mode_is_audio(track->mode) ? flags : (uint32_t)RBK_FLAG_COPY_PERMITTED);
    const rbk_scanned_track *from = scanned(reading, entry->track);
    if (from && rbk_track_mode_is_audio(track->mode))
        track->flags |= from->control & RBK_FLAG_SCMS;
    status = rbk_track_add_file_extent(track, (uint32_t)session, offset * RBK_SECTOR_SAMPLES,
                                       (int64_t)(end - start) * RBK_SECTOR_SAMPLES, error);
    return status == RBK_OK ? add_indexes(reading, t, start, end, track, error) : status;
}

/* What is between two sessions: lead-out, lead-in and pregap of which 150 sectors end where the image goes on, if they
 * are not in the file as the rest is. */
static rbk_status add_session(const rbk_disc_reading *reading, size_t s, rbk_disc *disc, rbk_error *error)
{
    const rbk_mmc_session *session = &reading->sessions.sessions[s];
    int32_t start = reading->starts_lba[s], distance = start - session[-1].lead_out_lba;
    int32_t before = reading->whole_pregap[s] ? 0 : RBK_PREGAP_SECTORS;
    int32_t pregap = distance < before ? distance : before, gap = distance - pregap;
    int32_t stored = rbk_mmc_track_lba(&reading->toc, session->first_track) - start;
    rbk_session *added = NULL;
    rbk_status status = rbk_disc_add_session(disc, RBK_AREA_CD, 0, &added, error);
    if (status != RBK_OK)
        return status;
    added->lead_in_sectors = gap < RBK_LEAD_IN_SECTORS ? gap : RBK_LEAD_IN_SECTORS;
    added->lead_out_sectors = gap - added->lead_in_sectors;
    added->pregap_sectors = pregap + stored;
    if (s > 1 && added->lead_out_sectors == RBK_FIRST_LEAD_OUT_SECTORS) {
        added->lead_out_sectors--; /* which in later sessions is read as the usual length, whatever it says */
        added->lead_in_sectors++;
    }
    return RBK_OK;
}

static rbk_status add_file(const rbk_disc_reading *reading, size_t s, const char *bin, rbk_disc *disc, rbk_error *error)
{
    uint32_t file = 0;
    rbk_status status = rbk_disc_add_file(disc, bin, RBK_FILE_BINARY, "BINARY", 0, &file, error);
    if (status != RBK_OK)
        return status;
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames =
        (int64_t)(reading->sessions.sessions[s].lead_out_lba - reading->starts_lba[s]) * RBK_SECTOR_SAMPLES;
    return RBK_OK;
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

static rbk_status fill(const rbk_disc_reading *reading, char *const *bins, const char *cdt, rbk_disc *disc,
                       rbk_error *error)
{
    size_t tracks = reading->toc.entry_count - 1;
    const char *mcn = rbk_subcode_scan_result(reading->scan)->mcn;
    rbk_status status = RBK_OK;
    for (size_t s = 0; s < reading->sessions.count && status == RBK_OK; s++)
        status = add_file(reading, s, bins[s], disc, error);
    for (size_t t = 0; t < tracks && status == RBK_OK; t++) {
        if (t > 0 && begins_session(reading, t))
            status = add_session(reading, rbk_read_session_of(reading, t), disc, error);
        if (status == RBK_OK)
            status = add_track(reading, t, disc, error);
    }
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

rbk_status rbk_read_model(rbk_disc_reading *reading, char *const *bins, const char *cdt, rbk_disc **disc,
                          rbk_error *error)
{
    rbk_disc *made = rbk_disc_new();
    if (!made)
        return rbk_fail_memory(error);
    rbk_status status = fill(reading, bins, cdt, made, error);
    if (status == RBK_OK)
        *disc = made;
    else
        rbk_disc_free(made);
    return status;
}
