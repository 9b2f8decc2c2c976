/*
 * What a container keeps of the sheet that its disc was made from: the texts, codes, flags and indexes that the container
 * itself has no words for. The sectors and where they are stay those of the container, and what the sheet says is only
 * believed where both have the same tracks.
 */
#include "chd/origin.h"
#include "base/fail.h"
#include "disc/sessions.h"
#include "format/origin.h"
#include "source/source.h"

#include <redbook/cdtext.h>

#include <stdlib.h>
#include <string.h>

/* What is moved from one disc to the other is exchanged, so that both can be freed. */
#define EXCHANGE(type, a, b)                                                                                           \
    do {                                                                                                               \
        type kept = a;                                                                                                 \
        (a) = b;                                                                                                       \
        (b) = kept;                                                                                                    \
    } while (0)

/*
 * CD-i is mode 2 by another name; how large its sectors are the container knows. Of audio it only knows that it has a
 * subchannel, which is CD+G by the sheet, or another one.
 */
static rbk_track_mode mode_of(rbk_track_mode mode, rbk_track_mode sheet)
{
    if (mode == RBK_MODE_CDG && sheet == RBK_MODE_AUDIO)
        return RBK_MODE_AUDIO;
    if (sheet != RBK_MODE_CDI_2352 && sheet != RBK_MODE_CDI_2336)
        return mode;
    if (mode == RBK_MODE_MODE2_2336)
        return RBK_MODE_CDI_2336;
    return mode == RBK_MODE_MODE2_2352 ? RBK_MODE_CDI_2352 : mode;
}

/* An index at sectors from the beginning of the track. */
static rbk_status add_index(rbk_track *track, uint32_t number, int32_t sectors, rbk_error *error)
{
    int64_t offset = (int64_t)sectors * RBK_SECTOR_SAMPLES;
    uint32_t e = 0;
    while (e + 1 < track->extent_count && offset >= track->extents[e].length_samples)
        offset -= track->extents[e++].length_samples;
    return rbk_track_add_index(track, number, e, offset, error);
}

/* The sheet's indexes; the pregap is the container's, which may have it in the track before. */
static rbk_status take_indexes(rbk_track *track, const rbk_layout_track *own, const rbk_layout_track *sheet,
                               rbk_error *error)
{
    rbk_status status = RBK_OK;
    track->index_count = 0;
    if (own->start_lba < own->index01_lba)
        status = add_index(track, 0, 0, error);
    for (size_t i = 0; i < sheet->index_count && status == RBK_OK; i++)
        if (sheet->indexes[i].number > 0 && sheet->indexes[i].lba < own->end_lba)
            status = add_index(track, sheet->indexes[i].number, sheet->indexes[i].lba - own->start_lba, error);
    return status;
}

/* ------------------------------------------------------------------ pregaps stored with the track before */

/* The file as it is read where its bytes are in the order of the other kind of track. */
static rbk_status file_in_order(rbk_disc *disc, uint32_t from, bool swapped, uint32_t *position, rbk_error *error)
{
    const rbk_file_type type = swapped ? RBK_FILE_MOTOROLA : RBK_FILE_BINARY;
    const char *location = disc->files[from].location;
    for (*position = 0; *position < disc->file_count; ++*position)
        if (disc->files[*position].type == type && disc->files[*position].swaps_data == swapped &&
            disc->files[*position].subchannel == RBK_SUBCHANNEL_NONE)
            return RBK_OK;
    rbk_status status = rbk_disc_add_file(disc, disc->files[from].path, type, NULL, 0, position, error);
    if (status == RBK_OK && location)
        status = rbk_disc_locate_file(disc, *position, disc->files[from].location, error);
    if (status != RBK_OK)
        return status;
    rbk_file *file = &disc->files[*position];
    file->rate_hz = disc->files[from].rate_hz;
    file->length_frames = disc->files[from].length_frames;
    file->identity = disc->files[from].identity;
    file->swaps_data = swapped;
    return RBK_OK;
}

/* Raw sectors, whatever the modes of both tracks are. */
static bool can_move(const rbk_disc *disc, size_t t, int64_t samples)
{
    const rbk_track *before = &disc->tracks[t - 1];
    const rbk_extent *last = before->extent_count > 0 ? &before->extents[before->extent_count - 1] : NULL;
    return last && !last->silence && last->length_samples > samples &&
           last->placement.payload_bytes == RBK_SECTOR_BYTES && last->placement.stride_bytes > 0 &&
           disc->files[last->file].subchannel == RBK_SUBCHANNEL_NONE &&
           rbk_track_mode_payload_bytes(disc->tracks[t].mode) == RBK_SECTOR_BYTES;
}

/* The last samples of the track before become the first of the track at t. */
static rbk_status move_pregap(rbk_disc *disc, size_t t, int64_t samples, rbk_error *error)
{
    rbk_track *before = &disc->tracks[t - 1], *track = &disc->tracks[t];
    rbk_extent *last = &before->extents[before->extent_count - 1];
    uint32_t file = last->file;
    last->length_samples -= samples;
    rbk_extent moved = *last;
    moved.offset_samples += last->length_samples;
    moved.length_samples = samples;
    moved.placement.offset_bytes += last->length_samples / RBK_SECTOR_SAMPLES * (int64_t)last->placement.stride_bytes;
    const bool big_endian = disc->files[file].type == RBK_FILE_MOTOROLA;
    const bool as_audio = rbk_track_mode_is_audio(track->mode), with_audio = rbk_track_mode_is_audio(before->mode);
    rbk_status status =
        big_endian && as_audio != with_audio ? file_in_order(disc, file, with_audio, &moved.file, error) : RBK_OK;
    if (status == RBK_OK)
        status = rbk_track_add_file_extent(track, moved.file, moved.offset_samples, samples, error);
    if (status != RBK_OK)
        return status;
    memmove(&track->extents[1], &track->extents[0], (track->extent_count - 1) * sizeof *track->extents);
    track->extents[0] = moved;
    for (size_t i = 0; i < track->index_count; i++)
        if (track->indexes[i].number > 0)
            track->indexes[i].extent++;
    return RBK_OK;
}

/* A GD-ROM's container stores a pregap at the end of the track before; the sheet says which of it is one. */
static rbk_status move_pregaps(rbk_disc *disc, const rbk_layout *own, const rbk_layout *sheet, bool *moved,
                               rbk_error *error)
{
    rbk_status status = RBK_OK;
    *moved = false;
    for (size_t t = 1; t < disc->track_count && status == RBK_OK; t++) {
        const int32_t start = own->tracks[t].start_lba, wanted = sheet->tracks[t].start_lba;
        const int64_t samples = (int64_t)(start - wanted) * RBK_SECTOR_SAMPLES;
        if (wanted >= start || own->tracks[t - 1].end_lba != start || wanted <= own->tracks[t - 1].index01_lba ||
            !can_move(disc, t, samples))
            continue;
        status = move_pregap(disc, t, samples, error);
        *moved = true;
    }
    return status;
}

static rbk_status take_track(rbk_disc *disc, rbk_disc *sheet, size_t t, const rbk_layout *own, const rbk_layout *laid,
                             rbk_error *error)
{
    rbk_track *track = &disc->tracks[t], *from = &sheet->tracks[t];
    track->number = from->number;
    track->flags = from->flags;
    track->mode = mode_of(track->mode, from->mode);
    memcpy(track->isrc, from->isrc, sizeof track->isrc);
    EXCHANGE(rbk_text, track->text, from->text);
    EXCHANGE(rbk_remarks, track->remarks, from->remarks);
    return take_indexes(track, &own->tracks[t], &laid->tracks[t], error);
}

static rbk_status take_disc(rbk_disc *disc, rbk_disc *sheet, rbk_error *error)
{
    memcpy(disc->mcn, sheet->mcn, sizeof disc->mcn);
    EXCHANGE(rbk_text, disc->text, sheet->text);
    EXCHANGE(rbk_remarks, disc->remarks, sheet->remarks);
    EXCHANGE(char *, disc->cdtext_file, sheet->cdtext_file);
    EXCHANGE(uint8_t *, disc->cdtext, sheet->cdtext);
    EXCHANGE(size_t, disc->cdtext_bytes, sheet->cdtext_bytes);
    return sheet->session_count > 0 ? rbk_disc_take_sessions(disc, sheet, error) : RBK_OK;
}

/* The packs of a file that the sheet names, which are kept with it; its texts are the disc's, as everywhere. */
static rbk_status take_packs(rbk_disc *disc, const rbk_origin *origin, const char *path,
                             const rbk_source_options *options, rbk_error *error)
{
    const rbk_bytes packs = {origin->packs, origin->packs_bytes};
    const rbk_cdtext_from from = options ? options->cdtext : RBK_CDTEXT_FROM_PACKS;
    rbk_findings *noticed = rbk_findings_new();
    rbk_status status = noticed ? RBK_OK : rbk_fail_memory(error);
    if (!disc->cdtext_file || origin->packs_bytes == 0) {
        rbk_findings_free(noticed);
        return status;
    }
    if (status == RBK_OK)
        status = rbk_source_use_packs(disc, &packs, path, from, noticed, error);
    rbk_findings_free(noticed);
    free(disc->cdtext_location);
    disc->cdtext_location = strdup(path);
    return status == RBK_OK && !disc->cdtext_location ? rbk_fail_memory(error) : status;
}

/* The entries of a GD-ROM have no pregaps: that of its first track is sectors of it. */
static void take_first_pregap(rbk_layout *own, const rbk_disc *sheet, const rbk_layout *laid)
{
    rbk_layout_track *first = &own->tracks[0];
    const int32_t wanted = laid->tracks[0].index01_lba;
    if (rbk_disc_has_high_density(sheet) && first->index01_lba == first->start_lba &&
        laid->tracks[0].start_lba == first->start_lba && wanted < first->end_lba)
        first->index01_lba = wanted;
}

/* The container's own layout, with the distances between sessions and the first pregap that only the sheet says. */
static rbk_status lay_out(const rbk_disc *disc, const rbk_disc *sheet, const rbk_layout *laid, rbk_layout **own,
                          rbk_error *why)
{
    rbk_disc *trial = rbk_disc_copy(disc);
    rbk_status status = trial ? RBK_OK : rbk_fail_memory(why);
    if (status == RBK_OK && trial->track_count != sheet->track_count)
        status = rbk_fail(why, RBK_BAD_LAYOUT, "the sheet in its metadata has %zu track%s, expected %zu",
                          sheet->track_count, RBK_PLURAL(sheet->track_count, "", "s"), trial->track_count);
    if (status == RBK_OK)
        status = rbk_disc_take_sessions(trial, sheet, why);
    if (status == RBK_OK)
        status = rbk_layout_compute(trial, RBK_JOIN_AUTO, own, NULL, why);
    if (status == RBK_OK)
        take_first_pregap(*own, sheet, laid);
    rbk_disc_free(trial);
    return status;
}

static rbk_status take(rbk_disc *disc, const rbk_origin *origin, const char *path, const rbk_source_options *options,
                       rbk_error *why, rbk_error *error)
{
    rbk_disc *sheet = NULL;
    rbk_layout *laid = NULL, *own = NULL;
    rbk_status status = rbk_origin_read(origin, options ? &options->format : NULL, &sheet, &laid, why);
    if (status == RBK_OK)
        status = lay_out(disc, sheet, laid, &own, why);
    if (status == RBK_OK && !rbk_origin_same_layout(laid, own))
        status = rbk_fail(why, RBK_BAD_LAYOUT, "the sheet in its metadata describes other tracks");
    bool believed = status == RBK_OK, moved = false;
    if (believed)
        status = move_pregaps(disc, own, laid, &moved, error);
    if (status == RBK_OK && moved) {
        rbk_layout_free(own);
        own = NULL;
        status = lay_out(disc, sheet, laid, &own, error);
    }
    if (believed && status == RBK_OK)
        status = take_disc(disc, sheet, error);
    for (size_t t = 0; believed && t < disc->track_count && status == RBK_OK; t++)
        status = take_track(disc, sheet, t, own, laid, error);
    if (believed && status == RBK_OK)
        status = take_packs(disc, origin, path, options, error);
    rbk_layout_free(laid);
    rbk_layout_free(own);
    rbk_disc_free(sheet);
    return status;
}

/* What can be had of it. */
static rbk_status report_kept(const rbk_origin *origin, const char *path, rbk_findings *findings)
{
    size_t files = 0;
    for (size_t f = 0; f < origin->file_count; f++)
        files += origin->files[f].cut_count > 0;
    if (!origin->whole)
        return rbk_findings_add(findings, RBK_NOTE, "origin.kept", path, 0, 0,
                                "keeps a sheet that was made from the disc, '%s'", origin->name);
    return rbk_findings_add(findings, RBK_NOTE, "origin.kept", path, 0, 0,
                            "keeps the sheet '%s' and its %zu file%s as they were", origin->name, files,
                            RBK_PLURAL(files, "", "s"));
}

rbk_status rbk_source_take_origin(rbk_disc *disc, const char *path, const rbk_source_options *options,
                                  rbk_findings *findings, rbk_error *error)
{
    rbk_origin *origin = NULL;
    rbk_error why;
    if (!disc->origin)
        return RBK_OK;
    rbk_error_init(&why);
    rbk_status status = rbk_chd_origin_decode(disc->origin, disc->origin_bytes, &origin, &why);
    if (status == RBK_OK)
        status = take(disc, origin, path, options, &why, error);
    if (status == RBK_OK && report_kept(origin, path, findings) != RBK_OK)
        status = RBK_NO_MEMORY;
    rbk_origin_free(origin);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (status == RBK_OK || why.status == RBK_OK)
        return status;
    if (rbk_findings_add(findings, RBK_WARNING, "origin.unusable", path, 0, 0, "%s: it is ignored", why.sentence) !=
        RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}
