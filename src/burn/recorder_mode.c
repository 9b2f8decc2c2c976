/*
 * The write mode of a burn: write parameters and, session-at-once, a cue sheet, which drives accept in different encodings.
 * One after the other is tried until the drive accepts; nothing is written to the disc by that, so trying costs nothing.
 */
#include "base/fail.h"
#include "burn/recorder.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TEST_WRITE = 0x10, /* byte 2 of mode page 05h */
    BUFE = 0x40,
    WRITE_TYPE = 0x0F,
    MULTI_SESSION = 0xC0, /* byte 3: another session may follow */
    SELECT_ATTEMPTS = 2   /* a lost command is noticed when the page is read back */
};

/* ------------------------------------------------------------------ write parameters */

static bool page_took(const rbk_burn_job *job, const rbk_mmc_page *wanted, const rbk_mmc_page *found)
{
    uint8_t mask = job->options->simulate ? WRITE_TYPE | TEST_WRITE : WRITE_TYPE;
    return found->bytes > 3 && (found->data[2] & mask) == (wanted->data[2] & mask) &&
           (!job->plan->leave_open || (found->data[3] & MULTI_SESSION) == MULTI_SESSION);
}

/*
 * Track by track the page has the flags and the form of each, and that of the track before has the same write type. Not every drive
 * need report them: it is only asked once more.
 */
static bool page_has_track(const rbk_burn_job *job, const rbk_mmc_page *wanted, const rbk_mmc_page *found)
{
    return job->mode != RBK_BURN_WRITE_TAO ||
           (found->bytes > 4 && found->data[3] == wanted->data[3] && found->data[4] == wanted->data[4]);
}

/*
 * Sets the page and reads it back: a drive that silently drops Test Write would really burn. *taken false: it needs
 * another variant.
 */
rbk_status rbk_burn_set_page(rbk_burn_job *job, const rbk_mmc_page *page, bool *taken, rbk_answer *answer,
                             rbk_error *error)
{
    rbk_mmc_page found;
    for (unsigned attempt = 0; attempt < SELECT_ATTEMPTS; attempt++) {
        rbk_status status = rbk_recorder_select(job->recorder, page, answer, error);
        *taken = status == RBK_OK && answer->reaction == RBK_SENSE_DONE;
        if (!*taken)
            return status;
        status = rbk_recorder_page(job->recorder, RBK_MMC_PAGE_WRITE_PARAMETERS, &found, error);
        if (status != RBK_OK)
            return status;
        if (page_took(job, page, &found) && (attempt + 1 == SELECT_ATTEMPTS || page_has_track(job, page, &found))) {
            job->report->underrun_protection = found.data[2] & BUFE;
            return RBK_OK;
        }
    }
    if (job->options->simulate && !(found.data[2] & TEST_WRITE))
        return rbk_fail(error, RBK_DEVICE_INVALIDTYPE,
                        "the drive does not keep the setting for a test write and would burn for real");
    if (job->plan->leave_open && (found.data[3] & MULTI_SESSION) != MULTI_SESSION)
        return rbk_fail(error, RBK_DEVICE_INVALIDTYPE,
                        "the drive does not keep the setting for another session and would close the disc");
    job->report->underrun_protection = found.data[2] & BUFE;
    return rbk_burn_caution(job, RBK_DEVICE_INVALIDTYPE, error,
                            "the drive accepts the setting for write mode %s and does not report it back",
                            rbk_burn_write_mode_name(job->mode));
}

bool rbk_burn_wants_protection(const rbk_burn_job *job)
{
    rbk_mmc_capabilities capabilities;
    const rbk_recorder *recorder = job->recorder;
    if (!job->options->underrun_protection)
        return false;
    if (recorder->has_features && recorder->features.has_mastering)
        return recorder->features.underrun_protection;
    return rbk_recorder_capabilities(job->recorder, &capabilities) && capabilities.underrun_protection;
}

/* ------------------------------------------------------------------ cue sheet */

/* Too long, or a disc that cannot be written so: another description of it does not help, and raw writing may ruin it. */
static bool is_about_disc(const rbk_sense *sense)
{
    enum {
        OUT_OF_RANGE = 0x21,
        END_OF_AREA = 0x63,
        INCOMPATIBLE = 0x30,
        CANNOT_WRITE = 5,
        SEQUENCE = 0x2C,
        NOT_EMPTY = 3
    };
    return sense->asc == OUT_OF_RANGE || sense->asc == END_OF_AREA ||
           (sense->asc == INCOMPATIBLE && sense->ascq == CANNOT_WRITE) ||
           (sense->asc == SEQUENCE && sense->ascq == NOT_EMPTY);
}

static rbk_status send_cue_sheet(rbk_burn_job *job, const rbk_burn_variant *variant, bool *taken, rbk_answer *answer,
                                 rbk_error *error)
{
    rbk_command command;
    size_t bytes = job->plan->entry_count * RBK_BURN_ENTRY_BYTES;
    uint8_t *sheet = malloc(bytes);
    if (!sheet)
        return rbk_fail_memory(error);
    rbk_burn_cue_sheet_encode(job->plan, variant, sheet);
    rbk_mmc_send_cue_sheet(&command, sheet, bytes);
    *answer = rbk_recorder_ask(job->recorder, &command, RBK_PATIENCE_MS);
    *taken = answer->reaction == RBK_SENSE_DONE;
    rbk_status status = RBK_OK;
    /* drives that append track-at-once only refuse the sheet in ways of their own */
    bool refused = (rbk_answer_is_refusal(answer) && !is_about_disc(&answer->sense)) ||
                   (job->plan->base_lba > 0 && answer->outcome == RBK_OUTCOME_CHECK && !rbk_answer_is_final(answer));
    if (!*taken && !refused)
        status = rbk_recorder_fail(job->recorder, answer, &command, RBK_INITIALIZE_WRITE, error);
    free(sheet);
    return status;
}

static void ask_for_next_address(rbk_burn_job *job)
{
    rbk_command command;
    uint8_t data[RBK_MMC_TRACK_BYTES];
    rbk_mmc_read_track_information(&command, RBK_MMC_TRACK_INVISIBLE, data);
    /* some drives need the command; the reply is -150, 0 or anything, and a blank disc starts at -150 in any case */
    (void)rbk_recorder_ask(job->recorder, &command, RBK_PATIENCE_MS);
}

/* ------------------------------------------------------------------ session-at-once */

/* The page of a variant, based on the drive's own. */
static rbk_status try_page(rbk_burn_job *job, const rbk_mmc_page *sensed, const rbk_burn_variant *variant, bool *taken,
                           rbk_answer *answer, rbk_error *error)
{
    rbk_mmc_page page = *sensed;
    rbk_burn_write_parameters(job->plan, variant, job->options->simulate, rbk_burn_wants_protection(job), page.data,
                              page.bytes);
    rbk_status status = rbk_burn_set_page(job, &page, taken, answer, error);
    job->page_taken = job->page_taken || (status == RBK_OK && *taken);
    return status;
}

static rbk_status try_variant(rbk_burn_job *job, const rbk_mmc_page *sensed, const rbk_burn_variant *variant,
                              bool *taken, rbk_answer *answer, rbk_error *error)
{
    rbk_status status = try_page(job, sensed, variant, taken, answer, error);
    if (status != RBK_OK || !*taken)
        return status;
    ask_for_next_address(job);
    return send_cue_sheet(job, variant, taken, answer, error);
}

/* What the drive reports about itself may be the reason. */
static const char *inability(const rbk_burn_job *job)
{
    const rbk_mmc_features *features = &job->recorder->features;
    if (!job->recorder->has_features || !features->has_mastering)
        return "";
    if (!features->session_at_once)
        return ": it cannot write session-at-once";
    return job->plan->cdtext_packs && !features->rw_subchannel
               ? ": it cannot write CD-TEXT, use --no-cdtext to burn without it"
               : "";
}

/* Why session-at-once is refused. */
static rbk_status refuse_variants(const rbk_burn_job *job, size_t tried, const rbk_answer *last, rbk_error *error)
{
    const rbk_sense *sense = &last->sense;
    char where[64] = "";
    if (!job->page_taken && job->plan->leave_open)
        return rbk_fail(error, RBK_DEVICE_INVALIDTYPE,
                        "the drive does not leave a disc open after session-at-once: it refuses the setting (sense "
                        "%X/%02X/%02X)",
                        (unsigned)sense->key, (unsigned)sense->asc, (unsigned)sense->ascq);
    if (!job->page_taken)
        return rbk_fail(error, RBK_DEVICE_INVALIDTYPE,
                        "the drive does not write session-at-once: it refuses the write type (sense %X/%02X/%02X)",
                        (unsigned)sense->key, (unsigned)sense->asc, (unsigned)sense->ascq);
    if (sense->has_field && sense->in_data)
        snprintf(where, sizeof where, ", last entry %u of the cue sheet",
                 (unsigned)(sense->field_offset / RBK_BURN_ENTRY_BYTES) + 1);
    return rbk_fail(error, RBK_INITIALIZE_WRITE,
                    "the drive accepts none of %zu ways to describe this disc (sense %X/%02X/%02X%s)%s", tried,
                    (unsigned)sense->key, (unsigned)sense->asc, (unsigned)sense->ascq, where, inability(job));
}

/*
 * A check sends no cue sheet, but a drive without R-W is known to refuse one with CD-TEXT. *foreseen: it would, see *refusal;
 * with force it is tried.
 */
static rbk_status foresee_cdtext(rbk_burn_job *job, bool *foreseen, rbk_error *refusal)
{
    const rbk_mmc_features *features = &job->recorder->features;
    *foreseen = false;
    if (!job->checking || !job->plan->cdtext_packs || !job->recorder->has_features || !features->has_mastering ||
        !features->session_at_once || features->rw_subchannel)
        return RBK_OK;
    rbk_status status = rbk_burn_caution(job, RBK_DEVICE_INVALIDTYPE, refusal,
                                         "the drive reports that it cannot write CD-TEXT session-at-once: use "
                                         "--no-cdtext to burn without it");
    *foreseen = status == RBK_DEVICE_INVALIDTYPE;
    return *foreseen ? RBK_OK : status;
}

/* Session-at-once: tries one variant after another until the drive accepts the page and, with whole, the cue sheet.
 * *refusal is set when it accepts none. */
static rbk_status try_session_at_once(rbk_burn_job *job, const rbk_mmc_page *sensed, bool whole, bool *taken,
                                      rbk_error *refusal, rbk_error *error)
{
    rbk_burn_variant variant;
    rbk_answer answer;
    size_t position = 0;
    bool foreseen = false;
    rbk_status status = foresee_cdtext(job, &foreseen, refusal);
    if (status != RBK_OK || foreseen)
        return status;
    memset(&answer, 0, sizeof answer);
    job->page_taken = false;
    for (; status == RBK_OK && !*taken && rbk_burn_plan_variant(job->plan, position, &variant); position++) {
        status = rbk_recorder_cancelled(job->recorder, error);
        if (status == RBK_OK)
            status = (whole ? try_variant : try_page)(job, sensed, &variant, taken, &answer, error);
    }
    if (status == RBK_OK && !*taken)
        (void)refuse_variants(job, position, &answer, refusal);
    job->report->variant = position ? position - 1 : 0;
    return status;
}

/* ------------------------------------------------------------------ raw writing */

/* Raw writing has the page and nothing else. */
static rbk_status try_raw(rbk_burn_job *job, const rbk_mmc_page *sensed, bool *taken, rbk_error *refusal,
                          rbk_error *error)
{
    rbk_mmc_page page = *sensed;
    rbk_burn_range range;
    rbk_answer answer;
    if (rbk_burn_raw_range(job->plan, job->mode, &range, refusal) != RBK_OK)
        return RBK_OK;
    if (range.first_lba != job->lead_in_lba) {
        (void)rbk_fail(refusal, RBK_MEDIUM_INVALIDTYPE,
                       "raw writing starts with the lead-in, at lba %" PRId32 " of the disc that was planned for; the "
                       "drive does not report that one for this disc",
                       range.first_lba);
        return RBK_OK;
    }
    rbk_burn_raw_parameters(job->plan, job->mode, job->options->simulate, rbk_burn_wants_protection(job), page.data,
                            page.bytes);
    rbk_status status = rbk_burn_set_page(job, &page, taken, &answer, error);
    if (status != RBK_OK)
        return status;
    if (*taken)
        ask_for_next_address(job);
    else
        (void)rbk_fail(refusal, RBK_DEVICE_INVALIDTYPE,
                       "the drive does not write %s: it refuses the write type (sense "
                       "%X/%02X/%02X)",
                       rbk_burn_write_mode_name(job->mode), (unsigned)answer.sense.key, (unsigned)answer.sense.asc,
                       (unsigned)answer.sense.ascq);
    return RBK_OK;
}

/* ------------------------------------------------------------------ one mode after another */

/* Only the cue sheet tells a drive the length of the disc before it is too late; the other modes have to be requested. */
static bool is_longer_than_medium(const rbk_burn_job *job)
{
    return job->plan->fit != RBK_BURN_FITS;
}

/* The modes of a request, in the order in which they are tried. */
static size_t modes_of(const rbk_burn_job *job, rbk_burn_write_mode modes[3])
{
    static const rbk_burn_write_mode all[] = {RBK_BURN_WRITE_SAO, RBK_BURN_WRITE_RAW_96, RBK_BURN_WRITE_RAW_16};
    static const rbk_burn_write_mode later[] = {RBK_BURN_WRITE_SAO, RBK_BURN_WRITE_TAO};
    rbk_burn_write_mode wanted = job->options->write_mode;
    size_t first = wanted == RBK_BURN_WRITE_RAW ? 1 : 0, count = 3 - first;
    if (wanted != RBK_BURN_WRITE_AUTO && wanted != RBK_BURN_WRITE_RAW) {
        modes[0] = wanted;
        return 1;
    }
    if (wanted == RBK_BURN_WRITE_AUTO && is_longer_than_medium(job)) {
        modes[0] = RBK_BURN_WRITE_SAO;
        return 1;
    }
    if (wanted == RBK_BURN_WRITE_AUTO && (job->plan->base_lba > 0 || job->plan->leave_open)) {
        memcpy(modes, later, sizeof later); /* raw writing makes whole discs only */
        return job->plan->base_lba > 0 && rbk_burn_track_is_session(job->plan) ? 2 : 1;
    }
    memcpy(modes, all + first, count * sizeof *all);
    return count;
}

/* What differs from the request, or from what the plan was made for: once for a burn, which may have to begin again. */
static rbk_status report_mode(rbk_burn_job *job, const char *refusal)
{
    if (job->reported_mode == job->mode)
        return RBK_OK;
    job->reported_mode = job->mode;
    rbk_status status = RBK_OK;
    if (refusal[0])
        status = rbk_findings_add(job->findings, RBK_WARNING, "burn.write-mode", job->recorder->device, 0, 0,
                                  "%.200s; it is written in mode %s", refusal, rbk_burn_write_mode_name(job->mode));
    return status == RBK_OK ? rbk_burn_report_q(job->plan, job->mode, job->findings) : status;
}

#define TOO_LONG                                                                                                       \
    "the disc is longer than the medium, which the drive notices too late in other modes: use a longer medium"

/* What to do where session-at-once alone was tried. */
static const char *other_modes(const rbk_burn_job *job)
{
    bool first = job->plan->base_lba == 0;
    if (is_longer_than_medium(job))
        return first && !job->plan->leave_open ? TOO_LONG ", or --write-mode=raw" : TOO_LONG;
    if (first && job->plan->leave_open)
        return NULL;
    return first ? "--write-mode=auto also tries raw writing" : "--write-mode=tao writes it track by track";
}

/* All reasons, the first mode's status. */
static rbk_status refuse_modes(const rbk_burn_job *job, const rbk_error *refusals, size_t count, rbk_error *error)
{
    const char *others = count == 1 && job->mode == RBK_BURN_WRITE_SAO ? other_modes(job) : NULL;
    rbk_status status = rbk_fail(error, refusals[0].status, "%.200s", refusals[0].sentence);
    for (size_t i = 1; i < count; i++)
        if (strcmp(refusals[i].sentence, refusals[i - 1].sentence) != 0)
            rbk_recorder_append(error, "; %.120s", refusals[i].sentence);
    if (count == 3)
        rbk_recorder_append(error, "; use another drive");
    else if (others)
        rbk_recorder_append(error, "; %s", others);
    return status;
}

rbk_status rbk_burn_choose_mode(rbk_burn_job *job, bool whole, rbk_error *error)
{
    rbk_mmc_page sensed;
    rbk_burn_write_mode modes[3];
    rbk_error refusals[3];
    size_t count = modes_of(job, modes), tried = 0;
    bool taken = false;
    rbk_status status = rbk_recorder_page(job->recorder, RBK_MMC_PAGE_WRITE_PARAMETERS, &sensed, error);
    for (; status == RBK_OK && !taken && tried < count; tried++) {
        job->mode = modes[tried];
        rbk_error_init(&refusals[tried]);
        if (job->mode == RBK_BURN_WRITE_SAO)
            status = try_session_at_once(job, &sensed, whole, &taken, &refusals[tried], error);
        else if (job->mode == RBK_BURN_WRITE_TAO)
            status = rbk_burn_try_tracks(job, &sensed, &taken, &refusals[tried], error);
        else
            status = try_raw(job, &sensed, &taken, &refusals[tried], error);
    }
    job->report->write_mode = job->mode;
    if (status != RBK_OK)
        return status;
    if (!taken)
        return refuse_modes(job, refusals, count, error);
    if (job->options->accepted_mode)
        *job->options->accepted_mode = job->mode;
    return whole ? report_mode(job, tried > 1 ? refusals[0].sentence : "") : RBK_OK;
}
