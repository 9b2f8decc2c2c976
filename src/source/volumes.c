/*
 * Compares the file systems of a disc with its layout: the end of one that states more sectors than the disc has is missing,
 * which nothing else shows, since every sector that is left is as it should be.
 *
 * What a size counts depends on who made the volume: the sectors of its own session, those from lba 0 on, all of a disc
 * with audio after the data, with or without the 150 sectors of a pregap or post-gap. Only what no way of counting explains
 * is reported.
 */
#include "base/fail.h"
#include "disc/placement.h"
#include "image/sectors.h"
#include "image/volume.h"
#include "source/source.h"

#include <redbook/layout.h>
#include <redbook/rules.h>

#include <stdlib.h>

#define TOLERANCE_SECTORS RBK_PREGAP_SECTORS
#define ROOT_SECTORS      150 /* from the start of a volume: its root directory is looked for in them */

/* ------------------------------------------------------------------ in an open file */

/* A track from its index 01 on. */
typedef struct track_reader {
    rbk_payload_file *payload;
    rbk_track_mode mode;
    const rbk_placement *placement;
    int64_t begin_samples; /* of index 01, in its extent */
} track_reader;

static bool read_sector(const track_reader *r, int64_t sector, uint8_t raw[RBK_SECTOR_BYTES])
{
    uint8_t stored[RBK_SECTOR_BYTES];
    const size_t size = r->placement->payload_bytes;
    const int64_t at = rbk_placement_byte(r->placement, r->begin_samples + sector * RBK_SECTOR_SAMPLES);
    size_t got = 0;
    if (rbk_payload_read_some(r->payload, at, stored, size, &got, NULL) != RBK_OK || got != size)
        return false;
    rbk_image_sector_build(r->mode, 0, stored, raw);
    return true;
}

static bool is_root(const track_reader *r, int64_t sector, uint32_t root_lba)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    return read_sector(r, sector, raw) && rbk_volume_is_directory(raw, root_lba);
}

/* The root directory has its own address: it is there in a volume for lba 0, and else near the start. */
static int32_t find_address(const track_reader *r, uint32_t root_lba)
{
    if (is_root(r, root_lba, root_lba))
        return 0;
    for (int64_t sector = RBK_VOLUME_DESCRIPTOR + 1; sector < ROOT_SECTORS; sector++)
        if (is_root(r, sector, root_lba))
            return (int32_t)(root_lba - sector);
    return RBK_NO_LBA;
}

static rbk_source_volume find_volume(const track_reader *r)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    uint32_t root_lba = 0;
    rbk_source_volume volume = {.made_for_lba = RBK_NO_LBA};
    if (read_sector(r, RBK_VOLUME_DESCRIPTOR, raw))
        volume.sectors = rbk_volume_size(raw, &root_lba);
    if (volume.sectors > 0)
        volume.made_for_lba = find_address(r, root_lba);
    return volume;
}

/* The volume of a session is in its first track. */
static bool may_have_volume(const rbk_disc *disc, size_t t)
{
    return !rbk_track_mode_is_audio(disc->tracks[t].mode) &&
           (t == 0 || disc->tracks[t].session != disc->tracks[t - 1].session);
}

rbk_status rbk_source_find_volumes(const rbk_disc *disc, uint32_t position, rbk_payload_file *payload,
                                   rbk_source_volume *volumes, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++) {
        const rbk_track *track = &disc->tracks[t];
        const rbk_index *one = rbk_track_index(track, 1);
        rbk_placements placements = {0};
        if (!may_have_volume(disc, t) || !one || one->extent >= track->extent_count ||
            track->extents[one->extent].silence || track->extents[one->extent].file != position)
            continue;
        status = rbk_placements_make_file(disc, position, &placements, error);
        if (status == RBK_OK) {
            const track_reader reader = {.payload = payload,
                                         .mode = track->mode,
                                         .placement = rbk_placements_at(&placements, t, one->extent),
                                         .begin_samples = one->offset_samples};
            volumes[t] = find_volume(&reader);
        }
        rbk_placements_release(&placements);
    }
    return status;
}

/* ------------------------------------------------------------------ in the layout */

/* The end of what files hold of a track: silence that was added after it is not of the volume. */
static int32_t end_of_files(const rbk_track *track, const rbk_layout_track *laid)
{
    int64_t silence = 0;
    for (size_t e = track->extent_count; e > 0 && track->extents[e - 1].silence; e--)
        silence += track->extents[e - 1].length_samples;
    return laid->end_lba - (int32_t)rbk_sectors_floor(silence);
}

/*
 * *there: the sectors that can be of the volume. A descriptor that was made with a disc has whatever the volume counts; without
 * one only the file of the data is known. mkisofs counts the sectors of a later session from its start.
 */
static bool is_truncated(const rbk_disc *disc, const rbk_layout *layout, size_t t, bool described, int64_t sectors,
                         int64_t *there)
{
    const rbk_layout_track *laid = &layout->tracks[t];
    const int64_t lead_out = rbk_layout_end(layout);
    const int64_t from = described || sectors >= laid->index01_lba ? 0 : laid->index01_lba;
    *there = (described ? lead_out : end_of_files(&disc->tracks[t], laid)) - from;
    return sectors > *there + TOLERANCE_SECTORS && llabs(sectors - lead_out) > TOLERANCE_SECTORS &&
           sectors <= rbk_disc_end_max(disc);
}

rbk_status rbk_source_judge_volumes(const rbk_disc *disc, const rbk_layout *layout, const rbk_source_volume *volumes,
                                    bool described, rbk_findings *findings, rbk_error *error)
{
    for (size_t t = 0; t < disc->track_count; t++) {
        const rbk_track *track = &disc->tracks[t];
        int64_t there = 0;
        if (volumes[t].sectors == 0 || volumes[t].made_for_lba != layout->tracks[t].index01_lba ||
            !is_truncated(disc, layout, t, described, volumes[t].sectors, &there))
            continue;
        const uint32_t file = track->extents[rbk_track_index(track, 1)->extent].file;
        if (rbk_findings_add(findings, RBK_WARNING, RBK_RULE_DATA_TRUNCATED, disc->files[file].location, 0,
                             track->number,
                             "its file system states %lld sectors, found %lld: the file may be truncated",
                             (long long)volumes[t].sectors, (long long)there) != RBK_OK)
            return rbk_fail_memory(error);
    }
    return RBK_OK;
}
