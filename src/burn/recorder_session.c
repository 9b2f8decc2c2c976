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

/* What follows from the table of contents; 0: it cannot be read. */
static int32_t expected_next(rbk_recorder *recorder, const rbk_mmc_disc *state)
{
    rbk_mmc_toc toc;
    if (rbk_recorder_toc(recorder, &toc, NULL) != RBK_OK)
        return 0;
    /* the empty session counts, so that a disc with one that is closed has two */
    return toc.entries[toc.entry_count - 1].lba + (state->sessions <= 2 ? FIRST_GAP : NEXT_GAP);
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
    if (next.lba != plan->base_lba)
        return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE,
                        "the next session of the disc starts at lba %" PRId32 ", expected %" PRId32
                        ", where the session is in the image",
                        next.lba, plan->base_lba);
    if (next.track != plan->first_track)
        return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE, "the next track of the disc is number %u, expected %u",
                        (unsigned)next.track, (unsigned)plan->first_track);
    return RBK_OK;
}
