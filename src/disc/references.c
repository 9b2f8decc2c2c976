/*
 * The positions that the parts of a disc have of each other, and the layout that is of a disc.
 */
#include "disc/references.h"

#include "base/fail.h"

static rbk_status check_files(const rbk_disc *disc, const rbk_track *track, rbk_error *error)
{
    for (size_t e = 0; e < track->extent_count; e++)
        if (!track->extents[e].silence && track->extents[e].file >= disc->file_count)
            return rbk_fail(error, RBK_INVALID_ARGUMENT, "track %u uses a file the disc does not have",
                            (unsigned)track->number);
    return RBK_OK;
}

static rbk_status check_indexes(const rbk_track *track, rbk_error *error)
{
    for (size_t i = 0; i < track->index_count; i++) {
        const uint32_t number = track->indexes[i].number;
        if (number > RBK_INDEX_MAX || (i > 0 && number <= track->indexes[i - 1].number))
            return rbk_fail(error, RBK_INVALID_ARGUMENT,
                            "track %u has an index %u, expected one of 0 to 99 above the one before",
                            (unsigned)track->number, (unsigned)number);
    }
    return RBK_OK;
}

static rbk_status check_track(const rbk_disc *disc, size_t t, rbk_error *error)
{
    const rbk_track *track = &disc->tracks[t];
    if ((unsigned)track->mode >= RBK_MODES)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "track %u has an unknown mode: %d", (unsigned)track->number,
                        (int)track->mode);
    if (track->session >= rbk_disc_session_count(disc) || (t > 0 && track->session < track[-1].session))
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        "track %u belongs to a session that the disc does not have at this place",
                        (unsigned)track->number);
    rbk_status status = check_files(disc, track, error);
    return status == RBK_OK ? check_indexes(track, error) : status;
}

rbk_status rbk_disc_check(const rbk_disc *disc, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++) {
        status = check_track(disc, t, error);
        if (status != RBK_OK)
            rbk_error_set_track(error, disc->tracks[t].number);
    }
    return status;
}

static rbk_status check_number(const rbk_disc *disc, size_t t, rbk_error *error)
{
    const uint32_t number = disc->tracks[t].number;
    if (number >= 1 && number <= RBK_TRACKS_MAX && (t == 0 || number > disc->tracks[t - 1].number))
        return RBK_OK;
    rbk_fail(error, RBK_INVALID_ARGUMENT, "a track has the number %u, expected one of 1 to 99 above the one before",
             (unsigned)number);
    rbk_error_set_track(error, number);
    return RBK_INVALID_ARGUMENT;
}

/* Those of tracks ascend. */
static rbk_status check_sessions(const rbk_disc *disc, rbk_error *error)
{
    size_t session = 0;
    for (size_t t = 0; t < disc->track_count && disc->tracks[t].session <= session + (t > 0); t++)
        session = disc->tracks[t].session;
    if (disc->track_count == 0 || session + 1 == rbk_disc_session_count(disc))
        return RBK_OK;
    return rbk_fail(error, RBK_INVALID_ARGUMENT, "a session of the disc has no track");
}

rbk_status rbk_disc_check_to_write(const rbk_disc *disc, rbk_error *error)
{
    rbk_status status = rbk_disc_check(disc, error);
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++)
        status = check_number(disc, t, error);
    return status == RBK_OK ? check_sessions(disc, error) : status;
}

rbk_status rbk_disc_check_layout(const rbk_disc *disc, const rbk_layout *layout, rbk_error *error)
{
    if (layout->track_count == disc->track_count && layout->track_count > 0)
        return RBK_OK;
    return rbk_fail(error, RBK_INVALID_ARGUMENT, "the layout has %zu track%s, the disc %zu", layout->track_count,
                    RBK_PLURAL(layout->track_count, "", "s"), disc->track_count);
}
