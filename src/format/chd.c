/*
 * A disc from the tracks of a CHD. The tracks' frames are extents of the CHD itself, each with its place stated; pregaps
 * that are not stored, postgaps and the padding before a track of a GD-ROM are silence.
 */
#include "format/chd.h"

#include "base/path.h"
#include "base/zeros.h"
#include "disc/origin.h"

#include <inttypes.h>
#include <stdlib.h>

#define GD_ROM_FIRST_TRACK 2   /* by position: that of the high-density area */
#define LOOK_FRAMES        300 /* of a track: its Q is not zeros for so long */

/* ------------------------------------------------------------------ files */

/*
 * The position of the file as a track sees it: one for each order of bytes and form of subchannel, which the model has
 * file by file.
 */
static rbk_status file_of(const rbk_chd_reader *reader, const rbk_chd_track *track, uint32_t *position)
{
    rbk_disc *disc = reader->disc;
    rbk_file_type type = track->big_endian ? RBK_FILE_MOTOROLA : RBK_FILE_BINARY;
    const char *path = rbk_path_base(reader->name);
    for (uint32_t i = 0; i < disc->file_count; i++)
        if (disc->files[i].type == type && disc->files[i].subchannel == track->subchannel) {
            *position = i;
            return RBK_OK;
        }
    rbk_status status = rbk_disc_add_file(disc, *path ? path : "image.chd", type, NULL, 0, position, reader->error);
    if (status == RBK_OK && track->subchannel != RBK_SUBCHANNEL_NONE)
        status = rbk_disc_set_subchannel(disc, *position, track->subchannel, NULL, NULL, reader->error);
    return status;
}

/* ------------------------------------------------------------------ tracks */

/* Audio with subchannel is what sheets call CDG. */
static rbk_track_mode mode_of(const rbk_chd_track *track)
{
    return track->mode == RBK_MODE_AUDIO && track->subchannel != RBK_SUBCHANNEL_NONE ? RBK_MODE_CDG : track->mode;
}

/* Whether the subchannel of a frame is at its end (1), after the payload (-1), or either (0: where only zeros are). */
static int at_the_end(const uint8_t *frame, size_t payload_bytes)
{
    const size_t after = payload_bytes + RBK_CHD_SUBCHANNEL_BYTES;
    if (!rbk_all_zero(frame + payload_bytes, RBK_CHD_SECTOR_BYTES - payload_bytes))
        return -1;
    return !rbk_all_zero(frame + after, RBK_CHD_FRAME_BYTES - after);
}

/* The subchannel of a track follows what the frames have of a sector; redbook 0.3.0 wrote it at the end of each. */
static rbk_status find_subchannel(const rbk_chd_reader *reader, const rbk_chd_track *from, size_t payload_bytes,
                                  uint32_t *offset_bytes)
{
    const int64_t in_hunk = rbk_chd_header_of(reader->chd)->hunk_bytes / RBK_CHD_FRAME_BYTES;
    const int64_t end = from->first_frame + (from->frames < LOOK_FRAMES ? from->frames : LOOK_FRAMES);
    int found = 0;
    *offset_bytes = (uint32_t)payload_bytes;
    if (payload_bytes == RBK_CHD_SECTOR_BYTES || from->subchannel != RBK_SUBCHANNEL_RAW)
        return RBK_OK;
    uint8_t *hunk = malloc((size_t)in_hunk * RBK_CHD_FRAME_BYTES);
    rbk_chd_decoder *decoder = rbk_chd_decoder_new(reader->chd);
    rbk_status status = hunk && decoder ? RBK_OK : rbk_fail_memory(reader->error);
    for (int64_t f = from->first_frame; f < end && found == 0 && status == RBK_OK; f++) {
        if ((f == from->first_frame || f % in_hunk == 0) &&
            rbk_chd_read_hunk(reader->chd, decoder, (uint32_t)(f / in_hunk), hunk, NULL) != RBK_OK)
            break; /* it is reported when its sectors are read */
        found = at_the_end(hunk + f % in_hunk * RBK_CHD_FRAME_BYTES, payload_bytes);
    }
    if (found > 0)
        *offset_bytes = RBK_CHD_SECTOR_BYTES;
    rbk_chd_decoder_free(decoder);
    free(hunk);
    return status;
}

static rbk_status add_frames(const rbk_chd_reader *reader, const rbk_chd_track *from, rbk_track *track)
{
    uint32_t file = 0;
    rbk_placement placement = {.offset_bytes = from->first_frame * RBK_CHD_FRAME_BYTES,
                               .stride_bytes = RBK_CHD_FRAME_BYTES,
                               .payload_bytes = rbk_track_mode_payload_bytes(track->mode)};
    rbk_status status = file_of(reader, from, &file);
    if (status == RBK_OK && from->subchannel != RBK_SUBCHANNEL_NONE) {
        placement.subchannel_bytes = RBK_CHD_SUBCHANNEL_BYTES;
        status = find_subchannel(reader, from, placement.payload_bytes, &placement.subchannel_offset_bytes);
    }
    if (status == RBK_OK)
        status = rbk_track_add_file_extent(track, file, from->first_frame * RBK_SECTOR_SAMPLES,
                                           (from->frames - from->pad) * RBK_SECTOR_SAMPLES, reader->error);
    return status == RBK_OK ? rbk_track_place_extent(track, &placement, reader->error) : status;
}

/* before: silence that starts the pregap. */
static rbk_status add_track(const rbk_chd_reader *reader, size_t position, int64_t before)
{
    const rbk_chd_track *from = &reader->tracks.tracks[position];
    rbk_track *track;
    int64_t silence = before + (from->pregap_stored ? 0 : from->pregap);
    int64_t stored = from->pregap_stored ? from->pregap : 0;
    uint32_t first = silence > 0; /* extent of the frames */
    rbk_status status = rbk_disc_add_track(reader->disc, (uint32_t)position + 1, mode_of(from), &track, reader->error);
    if (status == RBK_OK && silence > 0)
        status = rbk_track_add_silence(track, silence * RBK_SECTOR_SAMPLES, reader->error);
    if (status == RBK_OK)
        status = add_frames(reader, from, track);
    if (status == RBK_OK && from->postgap > 0)
        status = rbk_track_add_silence(track, from->postgap * RBK_SECTOR_SAMPLES, reader->error);
    if (status == RBK_OK && silence + stored > 0)
        status = rbk_track_add_index(track, 0, 0, 0, reader->error);
    if (status == RBK_OK)
        status = rbk_track_add_index(track, 1, first, stored * RBK_SECTOR_SAMPLES, reader->error);
    return status;
}

/* ------------------------------------------------------------------ sessions and areas */

static rbk_status begin_session(const rbk_chd_reader *reader, size_t position)
{
    const rbk_chd_track *tracks = reader->tracks.tracks;
    if (reader->tracks.gd_rom)
        return position == 0 || position == GD_ROM_FIRST_TRACK
                   ? rbk_disc_add_session(reader->disc, position == 0 ? RBK_AREA_SINGLE_DENSITY : RBK_AREA_HIGH_DENSITY,
                                          0, NULL, reader->error)
                   : RBK_OK;
    bool begins = tracks[position].session > (position == 0 ? 0 : tracks[position - 1].session);
    return begins ? rbk_disc_add_session(reader->disc, RBK_AREA_CD, 0, NULL, reader->error) : RBK_OK;
}

/* The frames of the tracks of the single-density area, padding included, reach to the other one. */
static rbk_status check_areas(const rbk_chd_reader *reader)
{
    const rbk_chd_tracks *all = &reader->tracks;
    int64_t start = 0;
    if (!all->gd_rom)
        return RBK_OK;
    if (all->count <= GD_ROM_FIRST_TRACK)
        return rbk_fail_at(reader->error, RBK_BAD_LAYOUT, reader->name, 0, 0,
                           "expected at least 3 tracks of a GD-ROM, found %zu", all->count);
    for (size_t i = 0; i < GD_ROM_FIRST_TRACK; i++)
        start +=
            all->tracks[i].frames + all->tracks[i].postgap + (all->tracks[i].pregap_stored ? 0 : all->tracks[i].pregap);
    if (start != RBK_HIGH_DENSITY_LBA &&
        rbk_findings_add(reader->findings, RBK_WARNING, "chd.area", reader->name, 0, GD_ROM_FIRST_TRACK + 1,
                         "track 3 starts at lba %" PRId64 " by the lengths of the tracks before: it is treated as "
                         "starting at %d, as on every GD-ROM",
                         start, RBK_HIGH_DENSITY_LBA) != RBK_OK)
        return rbk_fail_memory(reader->error);
    return RBK_OK;
}

/* The padding of the track before, within an area: nothing that is stored separates its tracks. */
static int64_t padding_before(const rbk_chd_tracks *all, size_t position)
{
    bool first = position == 0 || (all->gd_rom && position == GD_ROM_FIRST_TRACK);
    return first ? 0 : all->tracks[position - 1].pad;
}

/* What the file keeps of the sheet it was made from is read when the disc has been probed. */
static rbk_status keep_origin(const rbk_chd_reader *reader)
{
    const rbk_chd_metadata *entry = rbk_chd_metadata_find(reader->chd, RBK_CHD_DESCRIPTOR, 0);
    return entry ? rbk_disc_set_origin(reader->disc, entry->data, entry->size, reader->error) : RBK_OK;
}

static rbk_status build(rbk_chd_reader *reader)
{
    rbk_status status = rbk_chd_tracks_read(reader);
    if (status == RBK_OK)
        status = check_areas(reader);
    if (status == RBK_OK)
        status = keep_origin(reader);
    for (size_t i = 0; i < reader->tracks.count && status == RBK_OK; i++) {
        status = begin_session(reader, i);
        if (status == RBK_OK)
            status = add_track(reader, i, padding_before(&reader->tracks, i));
    }
    return status;
}

/* ------------------------------------------------------------------ the row */

static int probe(rbk_input *input)
{
    return rbk_chd_probe(input) ? 100 : 0;
}

static rbk_status read(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                       const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    rbk_chd *chd = NULL;
    (void)siblings;
    rbk_status status = rbk_chd_open(input, &chd, error);
    if (status != RBK_OK) {
        rbk_error_set_path(error, name ? name : "");
        return status;
    }
    rbk_chd_reader *reader = calloc(1, sizeof *reader);
    if (reader)
        *reader = (rbk_chd_reader){.chd = chd,
                                   .name = name ? name : "",
                                   .disc = rbk_disc_new(),
                                   .options = options,
                                   .findings = findings,
                                   .error = error};
    status = reader && reader->disc ? build(reader) : rbk_fail_memory(error);
    if (status == RBK_OK) {
        *disc = reader->disc;
        reader->disc = NULL;
    }
    if (reader)
        rbk_disc_free(reader->disc);
    free(reader);
    rbk_chd_close(chd);
    return status;
}

const rbk_format_row rbk_chd_format = {
    .about = {.name = "chd", .extension = "chd", .title = "CHD image"}, .probe = probe, .read = read};
