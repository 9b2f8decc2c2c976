/*
 * A recorded disc as the model of the other rooms. Codes come from Q, which follows the cue sheet, never from CD-TEXT:
 * a drive would not mix them up either.
 */
#include "device/virtual_model.h"

#include "base/fail.h"

#include <redbook/cdtext.h>
#include <redbook/format.h>

#include <stdio.h>
#include <string.h>

#define SESSION_CD_I 0x10

static rbk_track_mode mode_of(const rbk_virtual_track *track, uint8_t format)
{
    switch (track->form & 0x30) {
    case 0x10:
        return RBK_MODE_MODE1_2352;
    case 0x20:
    case 0x30:
        return format == SESSION_CD_I ? RBK_MODE_CDI_2352 : RBK_MODE_MODE2_2352;
    default:
        return RBK_MODE_AUDIO;
    }
}

static uint32_t flags_of(const rbk_virtual_track *track)
{
    uint32_t flags = track->control & (RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL);
    return track->scms ? flags | RBK_FLAG_SCMS : flags;
}

/* An index for each range with sectors from lba 0 on; a pregap in two forms is one. */
static rbk_status add_indexes(const rbk_virtual_sheet *sheet, const rbk_virtual_track *from, int32_t begin,
                              rbk_track *track, rbk_error *error)
{
    rbk_status status = RBK_OK;
    int last = -1;
    for (size_t i = 0; i < from->segment_count && status == RBK_OK; i++) {
        const rbk_virtual_segment *segment = &sheet->segments[from->first_segment + i];
        if (segment->index == last || segment->end_lba <= begin ||
            (segment->index == 0 && segment->end_lba == segment->lba))
            continue;
        last = segment->index;
        int32_t lba = segment->lba > begin ? segment->lba : begin;
        status = rbk_track_add_index(track, segment->index, 0, (int64_t)(lba - begin) * RBK_SECTOR_SAMPLES, error);
    }
    return status;
}

static rbk_status add_track(const rbk_virtual_recorded *session, const rbk_virtual_track *from, uint32_t file,
                            rbk_disc *disc, rbk_error *error)
{
    rbk_track *track;
    int32_t base = session->base_lba, begin = from->start_lba > base ? from->start_lba : base;
    rbk_status status = rbk_disc_add_track(disc, from->number, mode_of(from, session->format), &track, error);
    if (status != RBK_OK)
        return status;
    track->flags = flags_of(from);
    memcpy(track->isrc, from->isrc, sizeof track->isrc);
    status = rbk_track_add_file_extent(track, file, (int64_t)(begin - base) * RBK_SECTOR_SAMPLES,
                                       (int64_t)(from->end_lba - begin) * RBK_SECTOR_SAMPLES, error);
    return status == RBK_OK ? add_indexes(session->sheet, from, begin, track, error) : status;
}

/* Texts of the first block; unreadable ones stay packs. */
static rbk_status add_text(rbk_disc *disc, const uint8_t *packs, size_t count, rbk_error *error)
{
    rbk_cdtext *text = NULL;
    rbk_status status = rbk_disc_set_cdtext(disc, packs, count * RBK_CDTEXT_PACK_BYTES, error);
    if (status != RBK_OK)
        return status;
    disc->cdtext_file = strdup(RBK_VIRTUAL_TEXT);
    if (!disc->cdtext_file)
        return rbk_fail_memory(error);
    status = rbk_cdtext_decode(packs, count * RBK_CDTEXT_PACK_BYTES, RBK_VIRTUAL_TEXT, &text, NULL, error);
    if (status == RBK_OK && text->blocks[0])
        status = rbk_cdtext_to_disc(text->blocks[0], disc, NULL, error);
    rbk_cdtext_free(text);
    return status == RBK_NO_MEMORY ? status : RBK_OK;
}

const char *rbk_virtual_name(unsigned session, const char *ending, char name[RBK_VIRTUAL_NAME_BYTES])
{
    if (session > 1)
        snprintf(name, RBK_VIRTUAL_NAME_BYTES, "disc.%u%s", session, ending);
    else
        snprintf(name, RBK_VIRTUAL_NAME_BYTES, "disc%s", ending);
    return name;
}

/* A later session states its distance, as the drive made it. Of a longer pregap all but 150 sectors are in its file. */
static rbk_status begin_session(const rbk_virtual_recorded *sessions, size_t s, rbk_disc *disc, rbk_error *error)
{
    rbk_session *session;
    if (s == 0)
        return RBK_OK;
    rbk_status status = rbk_disc_add_session(disc, RBK_AREA_CD, 0, &session, error);
    if (status != RBK_OK)
        return status;
    session->lead_in_sectors = RBK_LEAD_IN_SECTORS;
    session->pregap_sectors = RBK_PREGAP_SECTORS + sessions[s].sheet->tracks[0].index01_lba - sessions[s].base_lba;
    session->lead_out_sectors =
        sessions[s].base_lba - sessions[s - 1].sheet->lead_out_lba - RBK_LEAD_IN_SECTORS - RBK_PREGAP_SECTORS;
    return RBK_OK;
}

static rbk_status fill_session(rbk_disc *disc, const rbk_virtual_recorded *sessions, size_t s, rbk_error *error)
{
    uint32_t file;
    char name[RBK_VIRTUAL_NAME_BYTES];
    const rbk_virtual_sheet *sheet = sessions[s].sheet;
    rbk_status status = rbk_disc_add_file(disc, rbk_virtual_name((unsigned)s + 1, ".bin", name), RBK_FILE_BINARY,
                                          "BINARY", 0, &file, error);
    if (status == RBK_OK)
        status = begin_session(sessions, s, disc, error);
    if (status != RBK_OK)
        return status;
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = (int64_t)(sheet->lead_out_lba - sessions[s].base_lba) * RBK_SECTOR_SAMPLES;
    for (size_t i = 0; i < sheet->track_count && status == RBK_OK; i++)
        status = add_track(&sessions[s], &sheet->tracks[i], file, disc, error);
    return status;
}

static rbk_status fill(rbk_disc *disc, const rbk_virtual_recorded *sessions, size_t session_count, const uint8_t *packs,
                       size_t count, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t s = 0; s < session_count && status == RBK_OK; s++)
        status = fill_session(disc, sessions, s, error);
    if (status == RBK_OK && count)
        status = add_text(disc, packs, count, error);
    memcpy(disc->mcn, sessions[0].sheet->mcn, sizeof disc->mcn);
    size_t t = 0;
    for (size_t s = 0; s < session_count && status == RBK_OK; s++)
        for (size_t i = 0; i < sessions[s].sheet->track_count; i++, t++)
            memcpy(disc->tracks[t].isrc, sessions[s].sheet->tracks[i].isrc, sizeof disc->tracks[t].isrc);
    return status;
}

rbk_status rbk_virtual_model(const rbk_virtual_recorded *sessions, size_t session_count, const uint8_t *packs,
                             size_t count, rbk_disc **disc, rbk_layout **layout, rbk_error *error)
{
    rbk_disc *made = rbk_disc_new();
    if (!made)
        return rbk_fail_memory(error);
    rbk_status status = fill(made, sessions, session_count, packs, count, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(made, RBK_JOIN_PAD, layout, NULL, error);
    if (status != RBK_OK) {
        rbk_disc_free(made);
        return status;
    }
    *disc = made;
    return RBK_OK;
}

rbk_status rbk_virtual_model_write(const rbk_disc *disc, rbk_output *output, rbk_error *error)
{
    return rbk_format_write(rbk_format_find("cue"), disc, output, NULL, error);
}
