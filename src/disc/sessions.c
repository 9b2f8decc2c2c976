/*
 * Sessions on the time line: the gaps between them, and which of them a track or an address belongs to.
 */
#include "disc/sessions.h"

#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

rbk_session_gap rbk_session_usual_gap(size_t session)
{
    return (rbk_session_gap){session == 1 ? RBK_FIRST_LEAD_OUT_SECTORS : RBK_LEAD_OUT_SECTORS, RBK_LEAD_IN_SECTORS,
                             RBK_PREGAP_SECTORS};
}

rbk_session_gap rbk_session_gap_before(const rbk_disc *disc, size_t session)
{
    const rbk_session *said = &disc->sessions[session];
    const rbk_session_gap usual = rbk_session_usual_gap(session);
    rbk_session_gap gap = {said->lead_out_sectors, said->lead_in_sectors, said->pregap_sectors};
    const bool as_first = session > 1 && gap.lead_out_sectors == RBK_FIRST_LEAD_OUT_SECTORS;
    const bool stated = said->lead_out_form == RBK_LEAD_OUT_LENGTH;
    /* A constant of one ripper: the first lead-out's length for every one. */
    if (gap.lead_out_sectors == RBK_USUAL || (as_first && stated))
        gap.lead_out_sectors = usual.lead_out_sectors;
    if (gap.lead_in_sectors == RBK_USUAL)
        gap.lead_in_sectors = usual.lead_in_sectors;
    if (gap.pregap_sectors == RBK_USUAL)
        gap.pregap_sectors = usual.pregap_sectors;
    /* By addresses it is that long, and a length would be read as that constant: the rest counts as lead-in. */
    if (as_first && !stated) {
        gap.lead_in_sectors += gap.lead_out_sectors - usual.lead_out_sectors;
        gap.lead_out_sectors = usual.lead_out_sectors;
    }
    return gap;
}

/* ------------------------------------------------------------------ disc type */

static uint8_t type_of_modes(const rbk_disc *disc, size_t first_track, size_t track_count)
{
    uint8_t type = RBK_DISC_TYPE_CD_ROM;
    for (size_t t = first_track; t < first_track + track_count; t++)
        switch (disc->tracks[t].mode) {
        case RBK_MODE_CDI_2336:
        case RBK_MODE_CDI_2352:
            return RBK_DISC_TYPE_CD_I;
        case RBK_MODE_MODE2_2048:
        case RBK_MODE_MODE2_2324:
        case RBK_MODE_MODE2_2336:
        case RBK_MODE_MODE2_2352:
            type = RBK_DISC_TYPE_XA;
            break;
        default:
            break;
        }
    return type;
}

uint8_t rbk_session_type(const rbk_disc *disc, size_t first_track, size_t track_count)
{
    const uint32_t stated = track_count > 0 ? disc->tracks[first_track].flags & RBK_FLAGS_OF_TYPE : 0;
    if (!stated)
        return type_of_modes(disc, first_track, track_count);
    return stated & RBK_FLAG_TYPE_CD_ROM ? RBK_DISC_TYPE_CD_ROM
           : stated & RBK_FLAG_TYPE_CD_I ? RBK_DISC_TYPE_CD_I
                                         : RBK_DISC_TYPE_XA;
}

void rbk_session_state_type(rbk_disc *disc, size_t first_track, size_t track_count, uint8_t type)
{
    if (track_count == 0 || type == type_of_modes(disc, first_track, track_count))
        return;
    disc->tracks[first_track].flags |= type == RBK_DISC_TYPE_CD_ROM ? RBK_FLAG_TYPE_CD_ROM
                                       : type == RBK_DISC_TYPE_CD_I ? RBK_FLAG_TYPE_CD_I
                                                                    : RBK_FLAG_TYPE_XA;
}

/* ------------------------------------------------------------------ gaps and distances */

/* How many samples a track has before its index 01; errors of its extents are reported by the walk later. */
static int64_t pregap_samples(const rbk_disc *disc, const rbk_track *track)
{
    const rbk_index *first = rbk_track_index(track, 1);
    int64_t samples = first ? first->offset_samples : 0;
    for (uint32_t e = 0; first && e < first->extent && e < track->extent_count; e++) {
        const rbk_extent *extent = &track->extents[e];
        const rbk_file *file = extent->silence ? NULL : &disc->files[extent->file];
        samples += file && file->rate_hz && extent->length_samples == RBK_TO_END
                       ? rbk_rate_scale(file->length_frames, file->rate_hz) - extent->offset_samples
                       : extent->length_samples;
    }
    return samples;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t distance_over(rbk_session_gap gap, const rbk_disc *disc, size_t track)
{
    int64_t stored = rbk_sectors_floor(pregap_samples(disc, &disc->tracks[track]));
    return (int64_t)gap.lead_out_sectors + gap.lead_in_sectors + gap.pregap_sectors - least(stored, gap.pregap_sectors);
}

int64_t rbk_session_distance(const rbk_disc *disc, size_t track)
{
    return distance_over(rbk_session_gap_before(disc, disc->tracks[track].session), disc, track);
}

int64_t rbk_session_usual_distance(const rbk_disc *disc, size_t track)
{
    return distance_over(rbk_session_usual_gap(disc->tracks[track].session), disc, track);
}

void rbk_session_address(rbk_session *session, int64_t distance_sectors, int64_t stored_sectors)
{
    const int64_t pregap = stored_sectors > RBK_PREGAP_SECTORS ? stored_sectors : RBK_PREGAP_SECTORS;
    session->lead_out_form = RBK_LEAD_OUT_ADDRESS;
    session->pregap_sectors = (int32_t)least(distance_sectors, pregap);
    distance_sectors -= session->pregap_sectors;
    session->lead_in_sectors = (int32_t)least(distance_sectors, RBK_LEAD_IN_SECTORS);
    session->lead_out_sectors = (int32_t)(distance_sectors - session->lead_in_sectors);
}

rbk_status rbk_disc_take_sessions(rbk_disc *disc, const rbk_disc *from, rbk_error *error)
{
    if (from->session_count == 0)
        return RBK_OK;
    rbk_session *sessions = malloc(from->session_count * sizeof *sessions);
    if (!sessions)
        return rbk_fail_memory(error);
    memcpy(sessions, from->sessions, from->session_count * sizeof *sessions);
    for (size_t s = 1; s < from->session_count; s++) {
        if (sessions[s].lead_out_form != RBK_LEAD_OUT_LENGTH) {
            rbk_session_gap gap = rbk_session_gap_before(from, s);
            sessions[s].lead_out_sectors = gap.lead_out_sectors;
            sessions[s].lead_in_sectors = gap.lead_in_sectors;
            sessions[s].pregap_sectors = gap.pregap_sectors;
        }
        sessions[s].lead_out_form = RBK_LEAD_OUT_LENGTH;
    }
    free(disc->sessions);
    disc->sessions = sessions;
    disc->session_count = from->session_count;
    for (size_t t = 0; t < disc->track_count && t < from->track_count; t++)
        disc->tracks[t].session = from->tracks[t].session;
    return RBK_OK;
}

static rbk_status place(const rbk_timeline *timeline, size_t t, rbk_layout_session *placed, rbk_error *error)
{
    const rbk_disc *disc = timeline->disc;
    const rbk_track *track = &disc->tracks[t];
    int64_t before = rbk_sectors_floor(timeline->position);
    if (disc->sessions[track->session].area == RBK_AREA_HIGH_DENSITY) {
        if (before + RBK_LEAD_IN_SECTORS + RBK_PREGAP_SECTORS > RBK_HIGH_DENSITY_LBA)
            return rbk_fail(error, RBK_BAD_LAYOUT,
                            "before track %u there are %lld sector%s, its area starts at lba %d after a lead-in",
                            (unsigned)track->number, (long long)before, RBK_PLURAL(before, "", "s"),
                            RBK_HIGH_DENSITY_LBA);
        placed->start_lba = RBK_HIGH_DENSITY_LBA;
        placed->pregap_lba = RBK_HIGH_DENSITY_LBA - RBK_PREGAP_SECTORS;
        placed->lead_in_lba = placed->pregap_lba - RBK_LEAD_IN_SECTORS;
        return RBK_OK;
    }
    rbk_session_gap gap = rbk_session_gap_before(disc, track->session);
    int64_t lead_in = before + gap.lead_out_sectors, pregap = lead_in + gap.lead_in_sectors;
    int64_t start = before + rbk_session_distance(disc, t);
    if (start > INT32_MAX)
        return rbk_fail(error, RBK_BAD_LAYOUT, "the sessions are further apart than any disc allows");
    placed->lead_in_lba = (int32_t)lead_in;
    placed->pregap_lba = (int32_t)pregap;
    placed->start_lba = (int32_t)start;
    return RBK_OK;
}

rbk_status rbk_session_begin(rbk_timeline *timeline, size_t track, rbk_error *error)
{
    rbk_layout *layout = timeline->layout;
    rbk_layout_session *placed = &layout->sessions[layout->session_count++];
    placed->first_track = track;
    placed->lead_in_lba = RBK_NO_LBA;
    placed->pregap_lba = -RBK_PREGAP_SECTORS;
    if (track == 0)
        return RBK_OK;
    rbk_status status = place(timeline, track, placed, error);
    timeline->position = (int64_t)placed->start_lba * RBK_SECTOR_SAMPLES;
    timeline->joinable = false;
    return status;
}

void rbk_session_end(rbk_timeline *timeline, size_t track)
{
    rbk_layout_session *placed = &timeline->layout->sessions[timeline->layout->session_count - 1];
    placed->track_count = track + 1 - placed->first_track;
    placed->lead_out_lba = timeline->layout->tracks[track].end_lba;
}

rbk_status rbk_layout_copy_sessions(const rbk_layout *layout, rbk_layout *sessions, rbk_error *error)
{
    *sessions = (rbk_layout){0};
    sessions->sessions = malloc(layout->session_count * sizeof *sessions->sessions);
    if (!sessions->sessions)
        return rbk_fail_memory(error);
    memcpy(sessions->sessions, layout->sessions, layout->session_count * sizeof *sessions->sessions);
    sessions->session_count = layout->session_count;
    return RBK_OK;
}

/* ------------------------------------------------------------------ queries */

int32_t rbk_layout_end(const rbk_layout *layout)
{
    return layout->session_count ? layout->sessions[layout->session_count - 1].lead_out_lba : 0;
}

bool rbk_disc_has_high_density(const rbk_disc *disc)
{
    for (size_t s = 0; s < disc->session_count; s++)
        if (disc->sessions[s].area == RBK_AREA_HIGH_DENSITY)
            return true;
    return false;
}

int32_t rbk_disc_end_max(const rbk_disc *disc)
{
    return rbk_disc_has_high_density(disc) ? RBK_HIGH_DENSITY_END : RBK_PROGRAM_SECTORS_MAX;
}

int64_t rbk_layout_sectors(const rbk_layout *layout)
{
    int64_t sectors = 0;
    for (size_t s = 0; s < layout->session_count; s++)
        sectors += layout->sessions[s].lead_out_lba - layout->sessions[s].start_lba;
    return sectors;
}

const rbk_layout_session *rbk_layout_session_of(const rbk_layout *layout, size_t track)
{
    size_t s = layout->session_count - 1;
    while (s > 0 && layout->sessions[s].first_track > track)
        s--;
    return &layout->sessions[s];
}

const rbk_layout_session *rbk_layout_session_at(const rbk_layout *layout, int64_t lba)
{
    for (size_t s = 0; s < layout->session_count; s++) {
        const rbk_layout_session *session = &layout->sessions[s];
        if (lba >= (s == 0 ? session->pregap_lba : session->start_lba) && lba < session->lead_out_lba)
            return session;
    }
    return NULL;
}

rbk_status rbk_layout_check_range(const rbk_layout *layout, int64_t first_lba, uint32_t count, rbk_error *error)
{
    if (!layout)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    int64_t end = first_lba + count, last = rbk_layout_end(layout);
    const rbk_layout_session *session = rbk_layout_session_at(layout, first_lba);
    if ((session && end <= session->lead_out_lba) || (count == 0 && first_lba == last))
        return RBK_OK;
    if (first_lba < -RBK_PREGAP_SECTORS || end > last)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "sectors %lld to %lld are not on the disc, which has -150 to %lld",
                        (long long)first_lba, (long long)end - 1, (long long)last - 1);
    int64_t missing = session ? session->lead_out_lba : first_lba;
    size_t s = 0;
    while (layout->sessions[s].start_lba <= missing)
        s++;
    rbk_fail(error, RBK_BETWEEN_SESSIONS,
             "sector %lld is between session %zu, which ends at %d, and session %zu, which starts at %d: there are no "
             "sectors",
             (long long)missing, s, (int)layout->sessions[s - 1].lead_out_lba, s + 1,
             (int)layout->sessions[s].start_lba);
    if (error)
        error->place.lba = (int32_t)missing;
    return RBK_BETWEEN_SESSIONS;
}
