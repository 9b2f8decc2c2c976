/*
 * Compares the sectors of a disc with its descriptor. A size that is evidently another is taken from the sectors; all
 * other contradictions are reported by the probe, in every command, and the descriptor is followed.
 */
#include "audio/sniff.h"
#include "base/fail.h"
#include "base/zeros.h"
#include "disc/placement.h"
#include "source/source.h"

#include <redbook/layout.h>
#include <redbook/sector.h>

#include <inttypes.h>
#include <string.h>

#define SAMPLES_OF_FILE 32 /* sectors looked at for a sync, over all of a track */
#define FIRST_SECTORS   16 /* looked at for their mode */

typedef struct look {
    rbk_disc *disc;
    uint32_t position;
    rbk_payload_file *payload; /* of the file */
    int64_t size;
    rbk_input *input; /* the file itself */
    rbk_findings *findings;
} look;

/* By marks of the file's first bytes, where these are the track's sectors. */
static rbk_track_mode mode_by_content(const look *l, bool *subchannel)
{
    *subchannel = false;
    return rbk_input_is_there(l->input) ? rbk_source_mode_by_content(l->input, subchannel) : RBK_MODES;
}

/* The track's first extent in the file; NULL where it has none there. */
static const rbk_extent *extent_in(const rbk_track *track, uint32_t position)
{
    for (size_t e = 0; e < track->extent_count; e++)
        if (!track->extents[e].silence && track->extents[e].file == position)
            return &track->extents[e];
    return NULL;
}

static bool read_sector(look *l, int64_t offset, uint8_t raw[RBK_SECTOR_BYTES])
{
    size_t got = 0;
    return rbk_payload_read_some(l->payload, offset, raw, RBK_SECTOR_BYTES, &got, NULL) == RBK_OK &&
           got == RBK_SECTOR_BYTES;
}

/* Of the raw sector there; RBK_SECTOR_AUDIO if it has no sync. */
static rbk_sector_kind kind_at(look *l, int64_t offset)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    return read_sector(l, offset, raw) ? rbk_sector_kind_of(raw) : RBK_SECTOR_AUDIO;
}

/* ------------------------------------------------------------------ another size */

/* The mode of the sectors found, in the family of the descriptor's mode if they do not state it. */
static rbk_track_mode mode_for(rbk_track_mode stated, rbk_track_mode found)
{
    bool cdi = stated == RBK_MODE_CDI_2336 || stated == RBK_MODE_CDI_2352;
    bool mode1 = stated == RBK_MODE_MODE1_2048 || stated == RBK_MODE_MODE1_2352;
    if (found == RBK_MODE_MODE1_2048)
        return mode1 ? RBK_MODE_MODE1_2048 : RBK_MODE_MODE2_2048;
    if (cdi && found != RBK_MODE_MODE1_2352)
        return found == RBK_MODE_MODE2_2336 ? RBK_MODE_CDI_2336 : RBK_MODE_CDI_2352;
    return found;
}

/* All tracks of the file that are stated alike change together. */
static rbk_status take_mode(const look *l, const rbk_track *first, rbk_track_mode mode)
{
    rbk_track_mode stated = first->mode;
    const rbk_file *file = &l->disc->files[l->position];
    rbk_status status =
        rbk_findings_add(l->findings, RBK_WARNING, "data.sector-size", file->location, 0, first->number,
                         "it holds sectors of %u bytes, not of %u: track %u is read as %s instead of %s",
                         (unsigned)rbk_track_mode_sector_bytes(mode), (unsigned)rbk_track_mode_sector_bytes(stated),
                         (unsigned)first->number, rbk_track_mode_name(mode), rbk_track_mode_name(stated));
    for (size_t t = 0; t < l->disc->track_count; t++)
        if (l->disc->tracks[t].mode == stated && extent_in(&l->disc->tracks[t], l->position))
            l->disc->tracks[t].mode = mode;
    return status;
}

/* Only a TOC has modes with 96 more bytes after each sector, and with any other one they would be read as data. */
static rbk_status refuse_subchannel(const look *l, const rbk_track *track, uint32_t expected_bytes,
                                    rbk_sector_kind found, rbk_error *error)
{
    if (!l->disc->descriptor_path && !l->disc->within_sheet) /* a file by itself, and the mode that was given for it */
        return rbk_fail(
            error, RBK_UNSUPPORTED,
            "expected sectors of %u bytes, of %s, found sectors of %d bytes, with subchannel: without --mode "
            "it is read as what it is",
            (unsigned)expected_bytes, rbk_track_mode_name(track->mode), RBK_SOURCE_WIDE_BYTES);
    return rbk_fail(error, RBK_UNSUPPORTED,
                    "track %u is %s: expected sectors of %u bytes, found sectors of %d bytes, with subchannel: copy "
                    "2352 bytes of each into a new file, or use a TOC file with %s RW_RAW",
                    (unsigned)track->number, rbk_track_mode_name(track->mode), (unsigned)expected_bytes,
                    RBK_SOURCE_WIDE_BYTES,
                    found == RBK_SECTOR_MODE0 || found == RBK_SECTOR_MODE1 ? "MODE1_RAW" : "MODE2_RAW");
}

/* A descriptor that counts in bytes is trusted, but for syncs that are 2448 bytes apart. */
static rbk_status judge_placed(look *l, const rbk_track *track, const rbk_placement *placement, rbk_error *error)
{
    const int64_t begin = placement->offset_bytes;
    const rbk_sector_kind first = kind_at(l, begin);
    if (placement->stride_bytes == RBK_SOURCE_WIDE_BYTES ||
        !rbk_source_are_wide(first, kind_at(l, begin + RBK_SECTOR_BYTES), kind_at(l, begin + RBK_SOURCE_WIDE_BYTES)))
        return RBK_OK;
    return refuse_subchannel(l, track, placement->stride_bytes, first, error);
}

static rbk_status judge_placements(look *l, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < l->disc->track_count && status == RBK_OK; t++) {
        const rbk_track *track = &l->disc->tracks[t];
        const rbk_extent *extent = rbk_track_mode_is_audio(track->mode) ? NULL : extent_in(track, l->position);
        if (extent && extent->placement.stride_bytes != 0)
            status = judge_placed(l, track, &extent->placement, error);
    }
    return status;
}

/* The first track of the file decides, if it starts with the file: signatures have fixed offsets. */
static rbk_status judge_size(look *l, rbk_error *error)
{
    const rbk_track *track = NULL;
    for (size_t t = 0; t < l->disc->track_count && !track; t++)
        if (extent_in(&l->disc->tracks[t], l->position))
            track = &l->disc->tracks[t];
    const rbk_extent *extent = track ? extent_in(track, l->position) : NULL;
    if (!track || rbk_track_mode_is_audio(track->mode) || extent->offset_samples != 0 ||
        extent->placement.stride_bytes != 0)
        return judge_placements(l, error);
    bool subchannel = false;
    rbk_track_mode found = mode_by_content(l, &subchannel);
    if (subchannel)
        return refuse_subchannel(l, track, rbk_track_mode_sector_bytes(track->mode),
                                 rbk_source_raw_kind_at(l->input, 0), error);
    if (found == RBK_MODES || rbk_track_mode_sector_bytes(found) == rbk_track_mode_sector_bytes(track->mode))
        return RBK_OK;
    return take_mode(l, track, mode_for(track->mode, found)) == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* ------------------------------------------------------------------ audio or data */

rbk_status rbk_source_refuse_audio(const rbk_disc *disc, uint32_t position, rbk_input *input, rbk_error *error)
{
    rbk_sniff sniff;
    const rbk_file *file = &disc->files[position];
    const rbk_track *track = NULL;
    for (size_t t = 0; t < disc->track_count && !track; t++)
        if (disc->tracks[t].mode != RBK_MODE_AUDIO && extent_in(&disc->tracks[t], position))
            track = &disc->tracks[t];
    if (!track || !rbk_input_is_there(input))
        return RBK_OK;
    rbk_status status = rbk_sniff_input(input, &sniff, error);
    if (status != RBK_OK || !rbk_kind_is_audio(sniff.kind) ||
        (file->type != RBK_FILE_AUDIO && !rbk_sniff_keeps_promise(file->location, &sniff)))
        return status;
    return rbk_fail(error, RBK_UNSUPPORTED, "is audio (%s), but track %u is %s: expected a file of sectors", sniff.name,
                    (unsigned)track->number, rbk_track_mode_name(track->mode));
}

/* The bytes of the track's first extent in the file from index 01 on, where they are raw sectors, and how far apart. */
static bool bytes_of(const look *l, size_t t, const rbk_placements *placements, int64_t *begin, int64_t *end,
                     int64_t *stride)
{
    const rbk_track *track = &l->disc->tracks[t];
    const rbk_extent *extent = extent_in(track, l->position);
    const rbk_index *one = rbk_track_index(track, 1);
    if (!extent || !one || one->extent >= track->extent_count)
        return false;
    if (rbk_payload_is_self_described(l->payload) &&
        !rbk_payload_is_descriptor(l->disc, l->position)) /* refused by the probe */
        return false;
    const rbk_placement *placement = rbk_placements_at(placements, t, (size_t)(extent - track->extents));
    int64_t from = extent == &track->extents[one->extent] ? one->offset_samples : 0;
    *begin = rbk_placement_byte(placement, from);
    *end = extent->length_samples == RBK_TO_END ? l->size : rbk_placement_byte(placement, extent->length_samples);
    *end = *end < l->size ? *end : l->size;
    *stride = placement->stride_bytes;
    return placement->payload_bytes == RBK_SECTOR_BYTES && *begin + RBK_SECTOR_BYTES <= *end;
}

/* None of the sectors looked at has a sync, though some have something in them. */
static bool lacks_syncs(look *l, int64_t begin, int64_t end, int64_t stride)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    int64_t sectors = (end - begin) / stride;
    int64_t step = sectors > SAMPLES_OF_FILE ? sectors / SAMPLES_OF_FILE : 1;
    int filled = 0;
    for (int64_t n = 0; n < sectors; n += step) {
        if (!read_sector(l, begin + n * stride, raw) || rbk_all_zero(raw, sizeof raw))
            continue;
        if (rbk_sector_kind_of(raw) != RBK_SECTOR_AUDIO)
            return false;
        filled++;
    }
    return filled > 0;
}

/* The mode, 1 or 2, in the header of the first data sector; 0: none. */
static unsigned mode_in_headers(look *l, int64_t begin, int64_t end, int64_t stride)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    for (int n = 0; n < FIRST_SECTORS && begin + RBK_SECTOR_BYTES <= end; n++, begin += stride) {
        if (!read_sector(l, begin, raw))
            break;
        rbk_sector_kind kind = rbk_sector_kind_of(raw);
        if (kind != RBK_SECTOR_AUDIO && kind != RBK_SECTOR_MODE0)
            return kind == RBK_SECTOR_MODE1 ? 1 : 2;
    }
    return 0;
}

static rbk_status judge_data_track(look *l, const rbk_track *track, int64_t begin, int64_t end, int64_t stride)
{
    const char *location = l->disc->files[l->position].location, *name = rbk_track_mode_name(track->mode);
    unsigned stated = track->mode == RBK_MODE_MODE1_2352 ? 1 : 2, found = mode_in_headers(l, begin, end, stride);
    if (found != 0 && found != stated)
        return rbk_findings_add(l->findings, RBK_WARNING, "data.other-mode", location, 0, track->number,
                                "track %u is %s: expected sectors of mode %u, found sectors whose header says mode %u",
                                (unsigned)track->number, name, stated, found);
    if (found == 0 && lacks_syncs(l, begin, end, stride))
        return rbk_findings_add(l->findings, RBK_WARNING, "data.no-sync", location, 0, track->number,
                                "track %u is %s, but no probed sector begins with a sync", (unsigned)track->number,
                                name);
    return RBK_OK;
}

/* A sector of data has a sync; an image of plain ones has none, but the marks of its file system. */
static rbk_status judge_audio_track(look *l, const rbk_track *track, int64_t begin)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    bool subchannel;
    const char *location = l->disc->files[l->position].location;
    if (!read_sector(l, begin, raw))
        return RBK_OK;
    if (rbk_sector_kind_of(raw) != RBK_SECTOR_AUDIO)
        return rbk_findings_add(l->findings, RBK_WARNING, "data.as-audio", location, 0, track->number,
                                "track %u is AUDIO and starts with a data sector", (unsigned)track->number);
    bool first = begin == 0 && extent_in(track, l->position)->placement.stride_bytes == 0;
    rbk_track_mode found = first ? mode_by_content(l, &subchannel) : RBK_MODES;
    if (found == RBK_MODES)
        return RBK_OK;
    return rbk_findings_add(l->findings, RBK_WARNING, "data.volume-as-audio", location, 0, track->number,
                            "track %u is AUDIO and holds a file system in sectors of %u bytes: expected %s",
                            (unsigned)track->number, (unsigned)rbk_track_mode_sector_bytes(found),
                            rbk_track_mode_name(found));
}

static rbk_status judge_track(look *l, size_t t, const rbk_placements *placements)
{
    int64_t begin, end, stride;
    const rbk_track *track = &l->disc->tracks[t];
    if (!bytes_of(l, t, placements, &begin, &end, &stride))
        return RBK_OK;
    if (track->mode == RBK_MODE_AUDIO)
        return judge_audio_track(l, track, begin);
    return rbk_track_mode_is_audio(track->mode) ? RBK_OK : judge_data_track(l, track, begin, end, stride);
}

rbk_status rbk_source_judge_sectors(rbk_disc *disc, uint32_t position, rbk_payload_file *payload, rbk_input *input,
                                    rbk_findings *findings, rbk_error *error)
{
    rbk_placements placements = {0};
    look l = {.disc = disc, .position = position, .payload = payload, .input = input, .findings = findings};
    if (rbk_payload_length(payload, &l.size, NULL) != RBK_OK) /* the probe reports it */
        return RBK_OK;
    rbk_status status = judge_size(&l, error);
    if (status == RBK_OK)
        status = rbk_placements_make_file(disc, position, &placements, error);
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++)
        if (judge_track(&l, t, &placements) != RBK_OK)
            status = rbk_fail_memory(error);
    rbk_placements_release(&placements);
    if (status == RBK_OK && input->system_error) /* marks in the file were not seen */
        return rbk_input_fail(input, error);
    return status;
}

/* ------------------------------------------------------------------ another place */

/* Sectors of silence that commands of the descriptor put before the track's first sector of a file, its own included.
 */
static int64_t silence_before(const rbk_disc *disc, size_t position)
{
    int64_t samples = 0;
    for (size_t t = 0; t <= position; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count; e++) {
            const rbk_extent *extent = &disc->tracks[t].extents[e];
            if (t == position && !extent->silence)
                break;
            samples += extent->silence ? extent->length_samples : 0;
        }
    return rbk_sectors_floor(samples);
}

/* *named: the header of the first sector from index 01 on has this address. Fails if the system does not allow to look. */
static rbk_status names_place(const rbk_disc *disc, size_t t, int32_t lba, bool *named, rbk_error *error)
{
    const rbk_track *track = &disc->tracks[t];
    uint8_t raw[RBK_SECTOR_BYTES];
    const rbk_index *one = rbk_track_index(track, 1);
    rbk_placements placements = {0};
    int64_t begin, end, stride;
    rbk_error why;
    rbk_error_init(&why);
    *named = false;
    if (!one || one->extent >= track->extent_count || track->extents[one->extent].silence)
        return RBK_OK;
    look l = {.disc = (rbk_disc *)disc, .position = track->extents[one->extent].file};
    rbk_status status = rbk_payload_open(&disc->files[l.position], &l.payload, &why);
    if (status == RBK_OK)
        status = rbk_payload_length(l.payload, &l.size, &why);
    if (status == RBK_OK)
        status = rbk_placements_make_file(disc, l.position, &placements, &why);
    if (status == RBK_OK && bytes_of(&l, t, &placements, &begin, &end, &stride) && read_sector(&l, begin, raw) &&
        rbk_sector_kind_of(raw) != RBK_SECTOR_AUDIO)
        *named = !(rbk_sector_verify(rbk_sector_kind_of(raw), lba, raw) & RBK_SECTOR_BAD_ADDRESS);
    rbk_placements_release(&placements);
    rbk_payload_close(l.payload);
    if (status == RBK_OK || (status != RBK_NO_MEMORY && why.system_error == 0))
        return RBK_OK;
    if (error)
        *error = why;
    return status;
}

rbk_status rbk_source_judge_places(const rbk_disc *disc, const rbk_layout *layout, const char *sheet_path,
                                   rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++) {
        const rbk_track *track = &disc->tracks[t];
        int32_t silence = (int32_t)silence_before(disc, t), laid = layout->tracks[t].index01_lba;
        bool raw =
            !rbk_track_mode_is_audio(track->mode) && rbk_track_mode_sector_bytes(track->mode) == RBK_SECTOR_BYTES;
        bool named = false;
        if (raw && silence != 0)
            status = names_place(disc, t, laid - silence, &named, error);
        if (status != RBK_OK || !named)
            continue;
        if (rbk_findings_add(findings, RBK_WARNING, "data.shifted", sheet_path, track->line, track->number,
                             "the sectors of track %u say that they start at lba %" PRId32
                             ", PREGAP makes that lba %" PRId32 "%s",
                             (unsigned)track->number, laid - silence, laid,
                             t == 0 ? ": the pregap before lba 0 is not written in a sheet" : "") != RBK_OK)
            status = rbk_fail_memory(error);
    }
    return status;
}
