/*
 * Discs of several sessions: where the next one starts, and whether that is where it was planned for.
 */
#include "base/fail.h"
#include "burn/recorder.h"

#include <inttypes.h>

enum {
    FIRST_GAP = 11400, /* from the lead-out of the first session to index 01 of the second, of the others: MMC */
    NEXT_GAP = 6900
};

static int32_t gap_after(size_t session)
{
    return session == 0 ? FIRST_GAP : NEXT_GAP;
}

int32_t rbk_session_start(const rbk_mmc_sessions *sessions, size_t session, const rbk_mmc_toc *toc)
{
    if (session == 0)
        return 0;
    const rbk_mmc_session *placed = &sessions->sessions[session];
    int32_t usual = placed[-1].lead_out_lba + gap_after(session - 1);
    int32_t index01 = rbk_mmc_track_lba(toc, placed->first_track);
    return usual < index01 ? usual : index01;
}

/* ------------------------------------------------------------------ the sessions of a disc */

uint32_t rbk_disc_closed_sessions(const rbk_mmc_disc *disc)
{
    bool open = disc->status == RBK_MMC_DISC_INCOMPLETE && disc->session_state == 0;
    return open && disc->sessions > 1 ? disc->sessions - 1 : disc->sessions;
}

typedef struct wanted_sessions {
    const rbk_mmc_toc *toc;
    rbk_mmc_sessions *sessions;
} wanted_sessions;

static bool decode_sessions(const uint8_t *data, size_t bytes, void *result, const char **why)
{
    wanted_sessions *wanted = result;
    return rbk_mmc_decode_sessions(data, bytes, wanted->toc, wanted->sessions, why);
}

static bool decode_last_session(const uint8_t *data, size_t bytes, void *result, const char **why)
{
    return rbk_mmc_decode_last_session(data, bytes, result, why);
}

static rbk_status ask_full_toc(rbk_recorder *recorder, const rbk_mmc_toc *toc, rbk_mmc_sessions *sessions,
                               bool *missing, rbk_error *error)
{
    rbk_command command;
    uint8_t data[RBK_MMC_FULL_TOC_BYTES];
    wanted_sessions wanted = {toc, sessions};
    size_t length = rbk_recorder_toc_length(recorder, RBK_MMC_TOC_FULL, sizeof data);
    rbk_mmc_read_toc(&command, RBK_MMC_TOC_FULL, data, length);
    return rbk_recorder_ask_and_decode(recorder, &command, decode_sessions, &wanted, missing, error);
}

/* Two sessions: the first one ends as far before the second as drives leave it. */
static rbk_status ask_last_session(rbk_recorder *recorder, const rbk_mmc_toc *toc, rbk_mmc_sessions *sessions,
                                   bool *missing, rbk_error *error)
{
    rbk_command command;
    uint8_t data[RBK_MMC_TOC_SESSIONS_BYTES];
    uint32_t first = 0;
    rbk_mmc_read_toc(&command, RBK_MMC_TOC_SESSIONS, data, sizeof data);
    rbk_status status = rbk_recorder_ask_and_decode(recorder, &command, decode_last_session, &first, missing, error);
    if (status != RBK_OK || *missing)
        return status;
    *missing = first <= toc->first_track || first > toc->last_track;
    if (*missing)
        return RBK_OK;
    size_t position = first - toc->first_track;
    int32_t lead_out = toc->entries[position].lba - FIRST_GAP;
    *missing = lead_out <= toc->entries[position - 1].lba;
    sessions->count = 2;
    sessions->sessions[0] = (rbk_mmc_session){toc->first_track, (uint8_t)(first - 1), lead_out, 0};
    sessions->sessions[1] =
        (rbk_mmc_session){(uint8_t)first, toc->last_track, toc->entries[toc->entry_count - 1].lba, 0};
    return RBK_OK;
}

rbk_status rbk_recorder_sessions(rbk_recorder *recorder, const rbk_mmc_disc *state, const rbk_mmc_toc *toc,
                                 rbk_mmc_sessions *sessions, rbk_error *error)
{
    uint32_t closed = rbk_disc_closed_sessions(state);
    bool missing = false;
    sessions->count = 1;
    sessions->sessions[0] =
        (rbk_mmc_session){toc->first_track, toc->last_track, toc->entries[toc->entry_count - 1].lba, state->type};
    if (closed == 1)
        return RBK_OK;
    rbk_status status = ask_full_toc(recorder, toc, sessions, &missing, error);
    if (status == RBK_OK && missing && closed == 2)
        status = ask_last_session(recorder, toc, sessions, &missing, error);
    if (status != RBK_OK || !missing || closed == 0)
        return status;
    return rbk_fail(error, RBK_UNSUPPORTED,
                    "the disc has %u sessions, and the drive does not report where each of them ends: use another "
                    "drive to read it",
                    (unsigned)closed);
}

/* ------------------------------------------------------------------ the next one */

/* What follows from the table of contents, which may be that of a session written a moment ago; 0: it cannot be read. */
static int32_t expected_next(rbk_recorder *recorder, const rbk_mmc_disc *state)
{
    rbk_mmc_toc toc;
    if (rbk_recorder_late_toc(recorder, 0, RBK_NO_LBA, &toc, NULL) != RBK_OK)
        return 0;
    uint32_t closed = rbk_disc_closed_sessions(state);
    return toc.entries[toc.entry_count - 1].lba + gap_after(closed ? closed - 1 : 0);
}

/*
 * The drive's own answer depends on the write type: in session-at-once it may be the start of the pregap. Without one
 * the address follows from the table of contents.
 */
rbk_status rbk_recorder_next(rbk_recorder *recorder, const rbk_mmc_disc *state, rbk_next_session *next,
                             rbk_error *error)
{
    rbk_mmc_track track;
    bool there = false;
    int32_t expected = expected_next(recorder, state);
    *next = (rbk_next_session){RBK_NO_LBA, state->last_track};
    rbk_status status = rbk_recorder_next_track(recorder, &track, &there, error);
    if (status != RBK_OK)
        return status;
    bool answered = there && track.has_next && track.next_lba > 0;
    if (answered)
        next->lba = expected && track.next_lba == expected - RBK_PREGAP_SECTORS ? expected : track.next_lba;
    else if (expected)
        next->lba = expected;
    else
        return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE,
                        "the drive does not report where the next session of the disc starts");
    if (there && track.number)
        next->track = track.number;
    return RBK_OK;
}

static rbk_status refuse_state(const rbk_mmc_disc *state, rbk_error *error)
{
    return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE,
                    "expected a disc that another session can be written to, found one that is %s: use the disc whose "
                    "first session was written with --leave-open",
                    rbk_disc_state_name(rbk_disc_state_of(state)));
}

rbk_status rbk_burn_check_next(rbk_burn_job *job, const rbk_mmc_disc *state, rbk_error *error)
{
    const rbk_burn_plan *plan = job->plan;
    rbk_next_session next;
    if (rbk_disc_state_of(state) != RBK_DISC_APPENDABLE)
        return refuse_state(state, error);
    rbk_status status = rbk_recorder_next(job->recorder, state, &next, error);
    if (status != RBK_OK)
        return status;
    job->before = *state;
    job->before_next_lba = next.lba;
    if (next.lba != plan->base_lba)
        status = rbk_burn_caution(job, RBK_MEDIUM_INVALIDTYPE, error,
                                  "the next session of the disc starts at lba %" PRId32 ", expected %" PRId32
                                  ", where the session is in the image",
                                  next.lba, plan->base_lba);
    if (status == RBK_OK && next.track != plan->first_track)
        return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE, "the next track of the disc is number %u, expected %u",
                        (unsigned)next.track, (unsigned)plan->first_track);
    return status;
}
