/*
 * Compares a recorded disc with its plan: state, table of contents, codes and CD-TEXT; then its sectors.
 */
#include "burn/verify.h"
#include "base/fail.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAD_OUT = 0xAA, CODE_LIMIT_MS = 10000 };

/* ------------------------------------------------------------------ expected values */

static rbk_status collect_marks(rbk_verification *v, rbk_error *error)
{
    v->marks = calloc(v->plan->entry_count + 1, sizeof *v->marks);
    if (!v->marks)
        return rbk_fail_memory(error);
    for (size_t i = 0; i < v->plan->entry_count; i++) {
        const rbk_burn_entry *entry = &v->plan->entries[i];
        if ((entry->control_adr & 0x0F) != 1 || entry->track == 0)
            continue;
        rbk_mark mark = {.lba = rbk_burn_program_lba(entry->minute, entry->second, entry->sector),
                         .track = entry->track,
                         .index = entry->index,
                         .control = entry->control_adr >> 4,
                         .scms = entry->scms != 0};
        v->marks[v->mark_count++] = mark;
    }
    return RBK_OK;
}

static bool is_audio(const rbk_burn_range *range)
{
    return (range->form & 0x3F) == RBK_BURN_FORM_AUDIO;
}

static int32_t index01_of(const rbk_verification *v, uint8_t track)
{
    size_t i = 0;
    while (i < v->mark_count && (v->marks[i].track != track || v->marks[i].index != 1))
        i++;
    return i < v->mark_count ? v->marks[i].lba : 0;
}

/*
 * Track by track the drive makes what is between two of them, and next to data that is no empty sectors of the next track: a
 * run-out that many drives do not read, and a description of the track.
 */
static int32_t first_compared(const rbk_verification *v, const rbk_burn_range *range)
{
    const rbk_segment *last = v->segment_count ? &v->segments[v->segment_count - 1] : NULL;
    int32_t first = range->first_lba > v->plan->start_lba ? range->first_lba : v->plan->start_lba;
    if (v->plan->write_mode != RBK_BURN_WRITE_TAO || !last || (last->audio && is_audio(range)))
        return first;
    int32_t index01 = index01_of(v, range->track);
    return index01 > first ? index01 : first;
}

/* Audio continues over the boundaries of tracks; data is compared range by range, as it was sent. */
static rbk_status collect_segments(rbk_verification *v, rbk_error *error)
{
    v->segments = calloc(v->plan->range_count + 1, sizeof *v->segments);
    if (!v->segments)
        return rbk_fail_memory(error);
    for (size_t i = 0; i < v->plan->range_count; i++) {
        const rbk_burn_range *range = &v->plan->ranges[i];
        int32_t end = range->first_lba + (int32_t)range->sectors;
        rbk_segment *last = v->segment_count ? &v->segments[v->segment_count - 1] : NULL;
        if (range->track == 0 || end <= v->plan->start_lba)
            continue;
        if (last && last->audio && is_audio(range) && last->end_lba == range->first_lba)
            last->end_lba = end;
        else
            v->segments[v->segment_count++] = (rbk_segment){first_compared(v, range), end, is_audio(range), range};
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ state and table of contents */

/* Complete, whatever comes after it: another session may be written, or writing it has failed. */
static bool is_earlier_session(const rbk_verification *v)
{
    rbk_disc_state state = rbk_disc_state_of(&v->state);
    return v->plan->partial &&
           (state == RBK_DISC_APPENDABLE ||
            (state == RBK_DISC_INCOMPLETE && v->state.sessions > 1 && v->state.first_in_last > v->plan->last_track));
}

static rbk_status check_state(rbk_verification *v, rbk_error *error)
{
    rbk_status status = rbk_recorder_ready(v->recorder, error);
    if (status == RBK_OK)
        status = rbk_recorder_state(v->recorder, &v->state, error);
    if (status != RBK_OK || v->state.status == RBK_MMC_DISC_FINISHED || is_earlier_session(v))
        return status;
    return rbk_verify_differs(v, "verify.state", 0, "the disc is %s, expected a finished one",
                              rbk_disc_state_name(rbk_disc_state_of(&v->state)));
}

static const rbk_mmc_toc_entry *entry_of(const rbk_mmc_toc *toc, uint8_t track)
{
    for (size_t i = 0; i < toc->entry_count; i++)
        if (toc->entries[i].track == track)
            return &toc->entries[i];
    return NULL;
}

/* Tracks that differ in one property, reported once for all of them: how many, and the first. */
typedef struct tally {
    unsigned count;
    const rbk_mark *mark;
    const rbk_mmc_toc_entry *entry;
} tally;

static void count_track(tally *all, const rbk_mark *mark, const rbk_mmc_toc_entry *entry)
{
    if (all->count++ == 0)
        *all = (tally){1, mark, entry};
}

static const char *start_of(int32_t lba, char text[RBK_TIME_BYTES])
{
    return lba < 0 ? "before 00:00:00" : rbk_time_format(lba, text);
}

/* Nothing else of another disc is worth comparing. */
static rbk_status report_other_numbers(rbk_verification *v, const rbk_mmc_toc *toc)
{
    char found[RBK_TIME_BYTES], expected[RBK_TIME_BYTES];
    bool appended = !v->plan->partial && toc->first_track == v->plan->first_track &&
                    toc->last_track > v->plan->last_track && rbk_disc_closed_sessions(&v->state) > 1;
    v->verdict->other_disc = true;
    return rbk_verify_differs(
        v, "verify.disc", 0,
        "not the same disc: it has tracks %u to %u and ends at %s, expected tracks %u to %u and %s%s",
        (unsigned)toc->first_track, (unsigned)toc->last_track, start_of(toc->entries[toc->entry_count - 1].lba, found),
        (unsigned)v->plan->first_track, (unsigned)v->plan->last_track, start_of(v->plan->lead_out_lba, expected),
        appended ? "; it has more than one session: --session 1 compares the first one" : "");
}

static rbk_status report_other_starts(rbk_verification *v, const tally *moved)
{
    char found[RBK_TIME_BYTES], expected[RBK_TIME_BYTES];
    v->verdict->other_disc = true;
    return rbk_verify_differs(
        v, "verify.disc", 0, "not the same disc: %u of %u track%s start elsewhere, track %u at %s, expected %s",
        moved->count, (unsigned)(v->plan->last_track - v->plan->first_track + 1),
        RBK_PLURAL(v->plan->last_track - v->plan->first_track + 1, "", "s"), (unsigned)moved->mark->track,
        start_of(moved->entry->lba, found), start_of(moved->mark->lba, expected));
}

/* Control bits that the table of contents has are not reported again if Q has them, too. */
static rbk_status report_flags(rbk_verification *v, tally *all, const rbk_mmc_toc *toc)
{
    if (all->count == 1)
        return rbk_verify_control(v, rbk_verify_mark(v, all->mark->lba), all->entry->control, RBK_NO_LBA);
    for (size_t i = 0; i < v->mark_count; i++) {
        const rbk_mmc_toc_entry *entry = entry_of(toc, v->marks[i].track);
        v->marks[i].control_reported |= entry && entry->control != v->marks[i].control;
    }
    return rbk_verify_differs(v, "verify.flags", 0, "tracks with wrong control bits: %u; track %u has %X, expected %X",
                              all->count, (unsigned)all->mark->track, (unsigned)all->entry->control,
                              (unsigned)all->mark->control);
}

/* Some drives count the sectors of the run-out of a track that was written by itself. */
static bool ends_there(const rbk_verification *v, int32_t found, int32_t expected)
{
    return found == expected || (v->plan->write_mode == RBK_BURN_WRITE_TAO && found > expected &&
                                 found <= expected + RBK_BURN_RUN_OUT_SECTORS);
}

static rbk_status judge_toc(rbk_verification *v, const rbk_mmc_toc *toc)
{
    tally moved = {0, NULL, NULL}, flags = {0, NULL, NULL}, end = {0, NULL, NULL};
    char found[RBK_TIME_BYTES], expected[RBK_TIME_BYTES];
    bool starts = toc->first_track == v->plan->first_track, ends = toc->last_track == v->plan->last_track;
    if (v->plan->partial) { /* the table of contents has the other sessions, too */
        starts = v->plan->base_lba > 0 ? toc->first_track < v->plan->first_track : starts;
        ends = ends || toc->last_track > v->plan->last_track;
    }
    if (!starts || !ends)
        return report_other_numbers(v, toc);
    for (size_t i = 0; i < v->mark_count; i++) {
        const rbk_mark *mark = &v->marks[i];
        const rbk_mmc_toc_entry *entry = entry_of(toc, mark->track);
        bool later = mark->track == LEAD_OUT && toc->last_track != v->plan->last_track; /* another session's */
        if (!entry || mark->index != 1 || later)
            continue;
        if (mark->track == LEAD_OUT ? !ends_there(v, entry->lba, mark->lba) : entry->lba != mark->lba)
            count_track(mark->track == LEAD_OUT ? &end : &moved, mark, entry);
        if (entry->control != mark->control && mark->track != LEAD_OUT)
            count_track(&flags, mark, entry);
    }
    if (moved.count)
        return report_other_starts(v, &moved);
    rbk_status status = RBK_OK;
    if (end.count)
        status = rbk_verify_differs(v, "verify.toc", 0, "the lead-out starts at %s, expected %s",
                                    start_of(end.entry->lba, found), start_of(end.mark->lba, expected));
    return status == RBK_OK && flags.count ? report_flags(v, &flags, toc) : status;
}

/* The tracks of the plan are a session of the disc. The lead-out of the last one is in the table of contents. */
static rbk_status judge_session(rbk_verification *v, const rbk_mmc_toc *toc, const rbk_mmc_sessions *sessions)
{
    char found[RBK_TIME_BYTES], expected[RBK_TIME_BYTES];
    const rbk_mmc_session *session = &sessions->sessions[0];
    while (session->last_track < v->plan->first_track)
        session++;
    if (session->first_track != v->plan->first_track || session->last_track != v->plan->last_track) {
        v->verdict->other_disc = true;
        return rbk_verify_differs(v, "verify.disc", 0,
                                  "not the same disc: tracks %u to %u are a session, expected tracks %u to %u",
                                  (unsigned)session->first_track, (unsigned)session->last_track,
                                  (unsigned)v->plan->first_track, (unsigned)v->plan->last_track);
    }
    if (session->last_track == toc->last_track || ends_there(v, session->lead_out_lba, v->plan->lead_out_lba))
        return RBK_OK;
    return rbk_verify_differs(v, "verify.toc", 0, "the lead-out of the session starts at %s, expected %s",
                              start_of(session->lead_out_lba, found), start_of(v->plan->lead_out_lba, expected));
}

static rbk_status compare_session(rbk_verification *v, const rbk_mmc_toc *toc, rbk_error *error)
{
    rbk_mmc_sessions sessions;
    rbk_error reason;
    rbk_error_init(&reason);
    rbk_status status = rbk_recorder_sessions(v->recorder, &v->state, toc, &sessions, &reason);
    if (status == RBK_OK)
        return judge_session(v, toc, &sessions);
    if (status == RBK_UNSUPPORTED)
        return rbk_verify_notes(v, RBK_WARNING, "verify.unsupported",
                                "the drive does not report where each session ends");
    if (error)
        *error = reason;
    return status;
}

static rbk_status compare_toc(rbk_verification *v, rbk_error *error)
{
    rbk_mmc_toc toc;
    rbk_status status = rbk_recorder_late_toc(v->recorder, 0, RBK_NO_LBA, &toc, error);
    if (status == RBK_OK)
        status = judge_toc(v, &toc);
    if (status != RBK_OK || v->verdict->other_disc || !v->plan->partial)
        return status;
    return compare_session(v, &toc, error);
}

/* ------------------------------------------------------------------ codes */

typedef bool (*code_decoder)(const uint8_t *data, size_t bytes, char *code, const char **why);

static bool decode_mcn(const uint8_t *data, size_t bytes, char *code, const char **why)
{
    return rbk_mmc_decode_mcn(data, bytes, code, why);
}

static bool decode_isrc(const uint8_t *data, size_t bytes, char *code, const char **why)
{
    return rbk_mmc_decode_isrc(data, bytes, code, why);
}

/* *read false: not supported by the drive. */
static rbk_status read_code(rbk_verification *v, const rbk_command *command, code_decoder decode, char *code,
                            bool *read, rbk_error *error)
{
    const char *why;
    rbk_answer answer = rbk_recorder_ask_again(v->recorder, command, CODE_LIMIT_MS);
    rbk_status status = rbk_recorder_cancelled(v->recorder, error);
    if (status != RBK_OK)
        return status;
    if (answer.outcome == RBK_OUTCOME_BROKEN)
        return rbk_recorder_fail(v->recorder, &answer, command, RBK_DEVICE_NOTACCESSIBLE, error);
    *read = answer.reaction == RBK_SENSE_DONE && decode(command->data, answer.data_bytes, code, &why);
    return RBK_OK;
}

/* So drives report a disc or track without a code. */
static bool is_zeros(const char *code)
{
    return strspn(code, "0") == strlen(code);
}

static rbk_status compare_mcn(rbk_verification *v, bool *readable, rbk_error *error)
{
    rbk_command command;
    uint8_t data[RBK_MMC_CODE_BYTES];
    char mcn[RBK_MCN_BYTES] = "";
    rbk_mmc_read_mcn(&command, data);
    rbk_status status = read_code(v, &command, decode_mcn, mcn, readable, error);
    if (status != RBK_OK || !*readable)
        return status;
    v->verdict->compared_codes++;
    if (strcmp(mcn, v->plan->mcn) == 0 || (!v->plan->mcn[0] && is_zeros(mcn)))
        return RBK_OK;
    return rbk_verify_differs(v, "verify.mcn", 0, "the catalogue number is '%s', expected '%s'", mcn, v->plan->mcn);
}

/* The cue sheet has it in two entries of six characters. */
static void planned_isrc(const rbk_burn_plan *plan, uint8_t track, char isrc[RBK_ISRC_BYTES])
{
    size_t used = 0;
    for (size_t i = 0; i < plan->entry_count && used + 6 < RBK_ISRC_BYTES; i++) {
        const rbk_burn_entry *e = &plan->entries[i];
        if ((e->control_adr & 0x0F) != 3 || e->track != track)
            continue;
        const uint8_t part[6] = {e->index, e->form, e->scms, e->minute, e->second, e->sector};
        memcpy(isrc + used, part, sizeof part);
        used += sizeof part;
    }
    isrc[used] = '\0';
}

/* ISRCs that differ: how many, and the first. */
typedef struct isrc_tally {
    unsigned compared, differing, track;
    char found[RBK_ISRC_BYTES], expected[RBK_ISRC_BYTES];
} isrc_tally;

static rbk_status compare_isrc(rbk_verification *v, uint8_t track, isrc_tally *all, bool *readable, rbk_error *error)
{
    rbk_command command;
    uint8_t data[RBK_MMC_CODE_BYTES];
    char isrc[RBK_ISRC_BYTES] = "", expected[RBK_ISRC_BYTES];
    planned_isrc(v->plan, track, expected);
    rbk_mmc_read_isrc(&command, track, data);
    rbk_status status = read_code(v, &command, decode_isrc, isrc, readable, error);
    if (status != RBK_OK || !*readable)
        return status;
    v->verdict->compared_codes++;
    all->compared++;
    if (strcmp(isrc, expected) != 0 && !(!expected[0] && is_zeros(isrc)) && all->differing++ == 0) {
        all->track = track;
        memcpy(all->found, isrc, sizeof all->found);
        memcpy(all->expected, expected, sizeof all->expected);
    }
    return RBK_OK;
}

static rbk_status report_isrcs(rbk_verification *v, const isrc_tally *all)
{
    if (!all->differing)
        return RBK_OK;
    if (all->differing == 1)
        return rbk_verify_differs(v, "verify.isrc", all->track, "the ISRC is '%s', expected '%s'", all->found,
                                  all->expected);
    return rbk_verify_differs(v, "verify.isrc", 0, "%u of %u ISRCs differ: track %u has '%s', expected '%s'",
                              all->differing, all->compared, all->track, all->found, all->expected);
}

static bool is_audio_track(const rbk_verification *v, uint8_t track)
{
    for (size_t i = 0; i < v->mark_count; i++)
        if (v->marks[i].track == track)
            return !(v->marks[i].control & 4);
    return false;
}

static rbk_status compare_codes(rbk_verification *v, rbk_error *error)
{
    bool mcn = true, isrc = true;
    isrc_tally all = {0};
    rbk_status status = v->plan->base_lba > 0 ? RBK_OK : compare_mcn(v, &mcn, error);
    for (unsigned track = v->plan->first_track; track <= v->plan->last_track && status == RBK_OK && isrc; track++)
        if (is_audio_track(v, (uint8_t)track))
            status = compare_isrc(v, (uint8_t)track, &all, &isrc, error);
    if (status == RBK_OK)
        status = report_isrcs(v, &all);
    if (status == RBK_OK && (!mcn || !isrc))
        status = rbk_verify_notes(v, RBK_WARNING, "verify.unsupported", "the drive does not read %s",
                                  mcn    ? "ISRCs"
                                  : isrc ? "the catalogue number"
                                         : "catalogue number and ISRCs");
    return status;
}

/* ------------------------------------------------------------------ CD-TEXT */

/* Drives start with the first pack or with any other one: the packs are rotated. */
static bool same_packs(const rbk_burn_plan *plan, const uint8_t *packs)
{
    size_t count = plan->cdtext_packs, length = count * RBK_CDTEXT_PACK_BYTES;
    for (size_t turn = 0; turn < count; turn++) {
        size_t head = turn * RBK_CDTEXT_PACK_BYTES;
        if (memcmp(packs + head, plan->cdtext, length - head) == 0 &&
            memcmp(packs, plan->cdtext + length - head, head) == 0)
            return true;
    }
    return false;
}

static rbk_status judge_packs(rbk_verification *v, const rbk_cdtext_reply *reply)
{
    size_t expected = v->plan->cdtext_packs, found = reply->pack_count;
    v->verdict->compared_packs = expected;
    if (found != expected)
        return rbk_verify_differs(v, "verify.cdtext", 0, "the disc has %zu CD-TEXT packs, expected %zu", found,
                                  expected);
    if (same_packs(v->plan, reply->packs))
        return RBK_OK;
    size_t first = 0;
    while (memcmp(reply->packs + first * RBK_CDTEXT_PACK_BYTES, v->plan->cdtext + first * RBK_CDTEXT_PACK_BYTES,
                  RBK_CDTEXT_PACK_BYTES) == 0)
        first++;
    return rbk_verify_differs(v, "verify.cdtext", 0, "CD-TEXT pack %zu differs from the expected one", first + 1);
}

/* Of a disc that is to have none, and about which the drive does not say anything else, there is nothing to compare. */
static rbk_status judge_cdtext(rbk_verification *v, const rbk_cdtext_reply *reply)
{
    size_t expected = v->plan->cdtext_packs;
    if (reply->result == RBK_CDTEXT_READ || (expected == 0 && reply->pack_count > 0))
        return judge_packs(v, reply);
    if (expected == 0)
        return RBK_OK;
    if (reply->result == RBK_CDTEXT_UNREADABLE)
        return rbk_verify_differs(v, "verify.unreadable", 0, "CD-TEXT cannot be read, expected %zu pack%s: %s",
                                  expected, RBK_PLURAL(expected, "", "s"), reply->reason.sentence);
    if (reply->result == RBK_CDTEXT_UNSUPPORTED)
        return rbk_verify_notes(v, RBK_WARNING, "verify.unsupported", "the drive does not read CD-TEXT");
    return rbk_verify_differs(v, "verify.cdtext", 0, "the disc has no CD-TEXT, expected %zu pack%s", expected,
                              RBK_PLURAL(expected, "", "s"));
}

static rbk_status compare_cdtext(rbk_verification *v, rbk_error *error)
{
    rbk_cdtext_reply reply;
    uint8_t *data = malloc(RBK_MMC_CDTEXT_BYTES);
    if (!data)
        return rbk_fail_memory(error);
    rbk_status status = rbk_recorder_cdtext(v->recorder, data, &reply, error);
    if (status == RBK_OK)
        status = judge_cdtext(v, &reply);
    free(data);
    return status;
}

/* ------------------------------------------------------------------ all steps */

static rbk_status verify(rbk_verification *v, rbk_error *error)
{
    rbk_status status = collect_marks(v, error);
    if (status == RBK_OK)
        status = collect_segments(v, error);
    v->sectors = malloc(RBK_TRANSFER_BYTES_MAX);
    _Static_assert((RBK_VERIFY_SECTORS + 1) * RBK_SECTOR_BYTES <= RBK_VERIFY_SECTORS * (RBK_SECTOR_BYTES + 96), "");
    v->expected = malloc((size_t)RBK_VERIFY_SECTORS * (RBK_SECTOR_BYTES + 96));
    if (status == RBK_OK && (!v->sectors || !v->expected))
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_recorder_read_features(v->recorder, error);
    if (status == RBK_OK)
        status = check_state(v, error);
    if (status != RBK_OK || !v->verdict->same)
        return status; /* nothing to read on a disc that is not finished */
    rbk_recorder_report_phase(v->recorder, RBK_BURN_READING, NULL);
    status = compare_toc(v, error);
    if (status == RBK_OK && !v->verdict->other_disc)
        status = rbk_verify_offset(v, error);
    if (status != RBK_OK || v->verdict->other_disc)
        return status;
    status = compare_codes(v, error);
    if (status == RBK_OK && v->plan->base_lba == 0)
        status = compare_cdtext(v, error);
    return status == RBK_OK ? rbk_verify_sectors(v, error) : status;
}

rbk_status rbk_recorder_verify(rbk_recorder *recorder, const rbk_burn_plan *plan, rbk_image *image,
                               const rbk_burn_listener *listener, rbk_verdict *verdict, rbk_findings *findings,
                               rbk_error *error)
{
    if (!recorder || !plan || !image || !verdict)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_verdict found;
    memset(&found, 0, sizeof found);
    found.same = true;
    rbk_verification v = {.recorder = recorder, .plan = plan, .image = image, .verdict = &found, .findings = findings};
    recorder->listener = listener;
    v.started_ms = rbk_recorder_now_ms(recorder);
    rbk_status status = rbk_burn_check_image(plan, image, error);
    if (status == RBK_OK)
        status = verify(&v, error);
    recorder->listener = NULL;
    free(v.marks);
    free(v.segments);
    free(v.sectors);
    free(v.expected);
    if (status == RBK_OK)
        *verdict = found;
    return rbk_recorder_set_location(recorder, status, error);
}
