/*
 * Files of sectors: their kind, recognised by unique signatures, and tracks of them. A file without a signature is
 * sectors only if the caller says so.
 */
#include "base/fail.h"
#include "source/source.h"

#include <redbook/rules.h>
#include <redbook/sector.h>
#include <redbook/subchannel.h>

#include <string.h>

#define VOLUME_SECTOR 16 /* of the first volume descriptor (ISO 9660, ECMA-167) */

/* ------------------------------------------------------------------ marks */

static bool read_at(rbk_input *input, int64_t offset, void *bytes, size_t size)
{
    return rbk_input_read(input, offset, bytes, size) == (int64_t)size;
}

static bool has_at(rbk_input *input, int64_t offset, const char *mark, size_t size)
{
    char bytes[16];
    return size <= sizeof bytes && read_at(input, offset, bytes, size) && memcmp(bytes, mark, size) == 0;
}

/* A volume descriptor in sectors of a size whose user data starts at offset. */
static bool has_volume(rbk_input *input, int64_t sector_bytes, int64_t offset)
{
    char volume[9 + 5] = {0};
    return rbk_input_read(input, VOLUME_SECTOR * sector_bytes + offset, volume, sizeof volume) > 0 &&
           (memcmp(volume + 1, "CD001", 5) == 0      /* ISO 9660 */
            || memcmp(volume + 1, "BEA01", 5) == 0   /* UDF: the extended area of ECMA-167 */
            || memcmp(volume + 1, "CD-I ", 5) == 0   /* CD-i */
            || memcmp(volume + 9, "CDROM", 5) == 0); /* High Sierra */
}

/* Two signatures: the driver descriptor, and after its block the partition map. */
static bool has_apple_map(rbk_input *input)
{
    return has_at(input, 0, "ER", 2) && (has_at(input, 512, "PM", 2) || has_at(input, 2048, "PM", 2));
}

rbk_sector_kind rbk_source_raw_kind_at(rbk_input *input, int64_t offset)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    return read_at(input, offset, raw, sizeof raw) ? rbk_sector_kind_of(raw) : RBK_SECTOR_AUDIO;
}

bool rbk_source_are_wide(rbk_sector_kind first, rbk_sector_kind after_2352, rbk_sector_kind after_2448)
{
    return first != RBK_SECTOR_AUDIO && after_2352 == RBK_SECTOR_AUDIO && after_2448 != RBK_SECTOR_AUDIO;
}

rbk_track_mode rbk_source_mode_by_content(rbk_input *input, bool *subchannel)
{
    const rbk_sector_kind kind = rbk_source_raw_kind_at(input, 0);
    *subchannel = rbk_source_are_wide(kind, rbk_source_raw_kind_at(input, RBK_SECTOR_BYTES),
                                      rbk_source_raw_kind_at(input, RBK_SOURCE_WIDE_BYTES));
    if (kind != RBK_SECTOR_AUDIO)
        return kind == RBK_SECTOR_MODE0 || kind == RBK_SECTOR_MODE1 ? RBK_MODE_MODE1_2352 : RBK_MODE_MODE2_2352;
    if (has_volume(input, 2048, 0) || has_apple_map(input))
        return RBK_MODE_MODE1_2048;
    return has_volume(input, 2336, 8) ? RBK_MODE_MODE2_2336 : RBK_MODES;
}

/* ------------------------------------------------------------------ one track of sectors */

rbk_status rbk_source_append_track(rbk_disc *disc, const char *path, rbk_file_type type, rbk_track_mode mode,
                                   rbk_error *error)
{
    uint32_t file;
    rbk_track *track;
    rbk_status status = rbk_disc_add_file(disc, path, type, NULL, 0, &file, error);
    if (status == RBK_OK)
        status = rbk_disc_add_track(disc, (uint32_t)disc->track_count + 1, mode, &track, error);
    if (status == RBK_OK)
        status = rbk_track_add_file_extent(track, file, 0, RBK_TO_END, error);
    if (status == RBK_OK)
        status = rbk_track_add_index(track, 1, 0, 0, error);
    return status;
}

rbk_status rbk_source_append_sectors(rbk_disc *disc, const char *path, rbk_track_mode mode, bool subchannel,
                                     rbk_error *error)
{
    static const rbk_placement with_subchannel = {.stride_bytes = RBK_SOURCE_WIDE_BYTES,
                                                  .payload_bytes = RBK_SECTOR_BYTES,
                                                  .subchannel_bytes = RBK_SUBCHANNEL_BYTES,
                                                  .subchannel_offset_bytes = RBK_SECTOR_BYTES};
    rbk_status status = rbk_source_append_track(disc, path, RBK_FILE_BINARY, mode, error);
    if (status != RBK_OK || !subchannel)
        return status;
    disc->files[disc->file_count - 1].subchannel = RBK_SUBCHANNEL_RAW;
    return rbk_track_place_extent(&disc->tracks[disc->track_count - 1], &with_subchannel, error);
}

rbk_status rbk_source_add_bare(rbk_disc *disc, const char *path, const rbk_source_options *options, rbk_error *error)
{
    bool swapped = options->big_endian && rbk_track_mode_is_audio(options->mode);
    return rbk_source_append_track(disc, path, swapped ? RBK_FILE_MOTOROLA : RBK_FILE_BINARY, options->mode, error);
}

/* ------------------------------------------------------------------ data for a disc of files */

/*
 * Marks decide, as for a file that is given alone, and bytes after the last sector are reported as there. Without marks
 * any size that is whole sectors is accepted here, since the caller has said that it is data. RBK_MODES: none.
 */
static rbk_track_mode mode_of_data(rbk_input *input, bool *subchannel)
{
    int64_t size = input->size;
    rbk_track_mode mode = rbk_source_mode_by_content(input, subchannel);
    if (mode != RBK_MODES)
        return mode;
    if (size > 0 && size % 2048 == 0)
        return RBK_MODE_MODE1_2048;
    return size > 0 && size % 2336 == 0 ? RBK_MODE_MODE2_2336 : RBK_MODES;
}

static rbk_status find_mode_of_data(const char *path, rbk_track_mode *mode, bool *subchannel, rbk_findings *findings,
                                    rbk_error *error)
{
    rbk_input input;
    rbk_status status = rbk_recover_reporting(path, RBK_RECOVER_TO_READ, findings, error);
    if (status != RBK_OK)
        return status;
    status = rbk_input_open(&input, path, error);
    *mode = status == RBK_OK ? mode_of_data(&input, subchannel) : RBK_MODES;
    rbk_input_close(&input);
    if (status != RBK_OK || *mode != RBK_MODES)
        return status;
    if (rbk_findings_add(
            findings, RBK_ERROR, "data.unknown", path, 0, 0,
            "expected an ISO (sectors of 2048 bytes), sectors of 2336 bytes, or sectors of 2352 bytes that "
            "begin with a sync, found %lld byte%s%s",
            (long long)input.size, RBK_PLURAL(input.size, "", "s"),
            input.size > 0 && input.size % RBK_SECTOR_BYTES == 0 ? " without a sync" : "") != RBK_OK)
        return rbk_fail_memory(error);
    return rbk_fail(error, RBK_REFUSED, "this file cannot become a data track");
}

rbk_status rbk_source_add_data_track(rbk_disc *disc, const char *path, const rbk_source_options *options,
                                     rbk_findings *findings, rbk_error *error)
{
    rbk_track_mode mode = RBK_MODES;
    bool subchannel = false;
    rbk_status status = RBK_OK;
    if (options && options->bare && rbk_track_mode_is_audio(options->mode))
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a data mode, found %s",
                        rbk_track_mode_name(options->mode));
    if (options && options->bare)
        return rbk_source_add_bare(disc, path, options, error);
    status = find_mode_of_data(path, &mode, &subchannel, findings, error);
    if (status != RBK_OK) {
        rbk_error_set_path(error, path);
        return status;
    }
    return rbk_source_append_sectors(disc, path, mode, subchannel, error);
}

/* ------------------------------------------------------------------ the post-gap */

/* The user data of one sector of a file is zeros. */
static bool is_empty(rbk_input *input, int64_t offset, rbk_track_mode mode)
{
    static const uint8_t zeros[2048];
    uint8_t bytes[RBK_SECTOR_BYTES];
    uint32_t size = rbk_track_mode_sector_bytes(mode);
    uint32_t before = size == RBK_SECTOR_BYTES ? (mode == RBK_MODE_MODE1_2352 ? 16 : 24) : size == 2336 ? 8 : 0;
    return size <= sizeof bytes && read_at(input, offset, bytes, size) &&
           memcmp(bytes + before, zeros, sizeof zeros) == 0;
}

/* How many sectors at the end of the file are empty; counts no further than the post-gap asks for. */
static int32_t empty_sectors_at_end(const char *path, rbk_track_mode mode, uint32_t stride_bytes)
{
    int32_t count = 0;
    int64_t sector_bytes = stride_bytes ? stride_bytes : rbk_track_mode_sector_bytes(mode);
    rbk_input input;
    if (rbk_input_open(&input, path, NULL) == RBK_OK) /* otherwise the probe reports why */
        for (int64_t sector = input.size / sector_bytes - 1; sector >= 0 && count < RBK_PREGAP_SECTORS;
             sector--, count++)
            if (!is_empty(&input, sector * sector_bytes, mode))
                break;
    rbk_input_close(&input);
    return count;
}

rbk_status rbk_source_add_post_gap(rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    rbk_track *track = &disc->tracks[disc->track_count - 1];
    const rbk_extent *last = &track->extents[track->extent_count - 1];
    const char *path = disc->files[last->file].path;
    int32_t there = empty_sectors_at_end(path, track->mode, last->placement.stride_bytes),
            missing = RBK_PREGAP_SECTORS - there;
    if (missing <= 0)
        return RBK_OK;
    if (rbk_findings_add(findings, RBK_NOTE, RBK_RULE_DATA_POST_GAP, path, 0, track->number,
                         "%d empty %s added after the data: before audio it ends with 2 s of them", (int)missing,
                         RBK_PLURAL(missing, "sector is", "sectors are")) != RBK_OK)
        return rbk_fail_memory(error);
    return rbk_track_add_silence(track, (int64_t)missing * RBK_SECTOR_SAMPLES, error);
}
