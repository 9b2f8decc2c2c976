/*
 * What a recorder supports, whether it is ready, and which disc is in it.
 */
#include "base/fail.h"
#include "burn/recorder.h"

#include <stdlib.h>
#include <string.h>

enum {
    READY_MS = 120000, /* spinning up a disc that is hard to read */
    READY_POLL_MS = 250,
    SEEN_MS = 30000, /* from closing the tray until a drive detects the disc */
    LOAD_TIMEOUT_MS = 120000,
    ANSWERS = 2, /* after an invalid reply the command is repeated once */
    CONFIGURATION_BYTES = 4096,
    PAGE_BYTES = RBK_MMC_MODE_HEADER_BYTES + 8 + RBK_MMC_PAGE_BYTES_MAX,
};

/* ------------------------------------------------------------------ replies */

rbk_status rbk_recorder_ask_and_decode(rbk_recorder *recorder, const rbk_command *command, rbk_reply_decoder decode,
                                       void *result, bool *missing, rbk_error *error)
{
    const char *why = NULL;
    for (unsigned attempt = 0; attempt < ANSWERS; attempt++) {
        rbk_answer answer = missing ? rbk_recorder_ask_again(recorder, command, RBK_PATIENCE_MS)
                                    : rbk_recorder_ask(recorder, command, RBK_PATIENCE_MS);
        if (missing)
            *missing = answer.reaction != RBK_SENSE_DONE && answer.outcome != RBK_OUTCOME_BROKEN &&
                       answer.reaction != RBK_SENSE_BUSY && answer.reaction != RBK_SENSE_NO_DISC;
        if (missing && *missing)
            return RBK_OK;
        if (answer.reaction != RBK_SENSE_DONE) {
            rbk_status status = rbk_recorder_cancelled(recorder, error);
            return status != RBK_OK ? status
                                    : rbk_recorder_fail(recorder, &answer, command, RBK_DEVICE_NOTACCESSIBLE, error);
        }
        if (decode(command->data, answer.data_bytes, result, &why))
            return RBK_OK;
    }
    if (missing)
        *missing = true;
    return missing ? RBK_OK : rbk_recorder_fail_answer(recorder, command, why, error);
}

/*
 * The length to request: what the start of the reply states, or the maximum if it does not. Some drives, and bridges on
 * the way to them, refuse requests for more than there is.
 */
typedef bool (*length_decoder)(const uint8_t *data, size_t bytes, size_t *length, const char **why);

static size_t reported_length(rbk_recorder *recorder, const rbk_command *start, length_decoder decode, size_t room)
{
    size_t length = room;
    const char *why;
    rbk_answer answer = rbk_recorder_ask(recorder, start, RBK_PATIENCE_MS);
    if (answer.reaction != RBK_SENSE_DONE || !decode(start->data, answer.data_bytes, &length, &why))
        return room;
    return length < room ? length : room;
}

size_t rbk_recorder_toc_length(rbk_recorder *recorder, rbk_mmc_toc_format format, size_t room)
{
    rbk_command command;
    uint8_t data[RBK_MMC_TOC_START_BYTES];
    rbk_mmc_read_toc(&command, format, data, sizeof data);
    return reported_length(recorder, &command, rbk_mmc_decode_toc_length, room);
}

static bool decode_disc(const uint8_t *data, size_t bytes, void *result, const char **why)
{
    return rbk_mmc_decode_disc(data, bytes, result, why);
}

rbk_status rbk_recorder_look(rbk_recorder *recorder, rbk_mmc_disc *disc, rbk_error *error)
{
    rbk_command command;
    uint8_t data[RBK_MMC_DISC_BYTES];
    rbk_mmc_read_disc_information(&command, data);
    return rbk_recorder_ask_and_decode(recorder, &command, decode_disc, disc, NULL, error);
}

rbk_status rbk_recorder_state(rbk_recorder *recorder, rbk_mmc_disc *disc, rbk_error *error)
{
    rbk_status status = rbk_recorder_look(recorder, disc, error);
    if (status == RBK_OK)
        recorder->changed = false; /* attentions come before the reply */
    return status;
}

static bool decode_atip(const uint8_t *data, size_t bytes, void *result, const char **why)
{
    return rbk_mmc_decode_atip(data, bytes, result, why);
}

rbk_status rbk_recorder_atip(rbk_recorder *recorder, rbk_mmc_atip *atip, bool *there, rbk_error *error)
{
    rbk_command command;
    uint8_t data[RBK_MMC_ATIP_BYTES];
    bool missing = false;
    rbk_mmc_read_toc(&command, RBK_MMC_TOC_ATIP, data, sizeof data);
    rbk_status status = rbk_recorder_ask_and_decode(recorder, &command, decode_atip, atip, &missing, error);
    *there = status == RBK_OK && !missing;
    return status;
}

static bool decode_toc(const uint8_t *data, size_t bytes, void *result, const char **why)
{
    return rbk_mmc_decode_toc(data, bytes, result, why);
}

rbk_status rbk_recorder_toc(rbk_recorder *recorder, rbk_mmc_toc *toc, rbk_error *error)
{
    rbk_command command;
    uint8_t data[RBK_MMC_TOC_BYTES];
    size_t length = rbk_recorder_toc_length(recorder, RBK_MMC_TOC_TRACKS, sizeof data);
    rbk_mmc_read_toc(&command, RBK_MMC_TOC_TRACKS, data, length);
    return rbk_recorder_ask_and_decode(recorder, &command, decode_toc, toc, NULL, error);
}

rbk_status rbk_recorder_late_toc(rbk_recorder *recorder, uint8_t last_track, int32_t end_lba, rbk_mmc_toc *toc,
                                 rbk_error *error)
{
    int64_t until = rbk_recorder_now_ms(recorder) + RBK_TOC_LAG_MS;
    for (;;) {
        rbk_status status = rbk_recorder_toc(recorder, toc, error);
        bool complete =
            status == RBK_OK && toc->last_track >= last_track && toc->entries[toc->entry_count - 1].lba >= end_lba;
        if (complete || status == RBK_USERABORT || status == RBK_MEDIUM_NOTPRESENT ||
            rbk_recorder_now_ms(recorder) >= until)
            return status;
        rbk_recorder_sleep_ms(recorder, RBK_TOC_POLL_MS);
    }
}

/* ------------------------------------------------------------------ mode pages */

typedef struct wanted_page {
    uint8_t code;
    rbk_mmc_page *page;
} wanted_page;

static bool decode_page(const uint8_t *data, size_t bytes, void *result, const char **why)
{
    wanted_page *wanted = result;
    return rbk_mmc_decode_page(data, bytes, wanted->code, wanted->page, why);
}

rbk_status rbk_recorder_page(rbk_recorder *recorder, uint8_t code, rbk_mmc_page *page, rbk_error *error)
{
    rbk_command command;
    uint8_t data[PAGE_BYTES];
    wanted_page wanted = {code, page};
    rbk_mmc_mode_sense(&command, code, data, RBK_MMC_MODE_START_BYTES);
    size_t length = reported_length(recorder, &command, rbk_mmc_decode_page_length, sizeof data);
    rbk_mmc_mode_sense(&command, code, data, length);
    return rbk_recorder_ask_and_decode(recorder, &command, decode_page, &wanted, NULL, error);
}

/* *answer is the drive's reply; an error only if nothing of it is usable. */
rbk_status rbk_recorder_select(rbk_recorder *recorder, const rbk_mmc_page *page, rbk_answer *answer, rbk_error *error)
{
    rbk_command command;
    uint8_t data[RBK_MMC_MODE_HEADER_BYTES + sizeof page->data] = {0}; /* the header is reserved when it is sent */
    memcpy(data + RBK_MMC_MODE_HEADER_BYTES, page->data, page->bytes);
    rbk_mmc_mode_select(&command, data, RBK_MMC_MODE_HEADER_BYTES + page->bytes);
    *answer = rbk_recorder_ask(recorder, &command, RBK_PATIENCE_MS);
    if (answer->reaction == RBK_SENSE_DONE || rbk_answer_is_refusal(answer))
        return RBK_OK;
    return rbk_recorder_fail(recorder, answer, &command, RBK_INITIALIZE_WRITE, error);
}

bool rbk_recorder_capabilities(rbk_recorder *recorder, rbk_mmc_capabilities *capabilities)
{
    rbk_mmc_page page;
    const char *why;
    return rbk_recorder_page(recorder, RBK_MMC_PAGE_CAPABILITIES, &page, NULL) == RBK_OK &&
           rbk_mmc_decode_capabilities(&page, capabilities, &why);
}

/* ------------------------------------------------------------------ the drive */

static bool decode_features(const uint8_t *data, size_t bytes, void *result, const char **why)
{
    return rbk_mmc_decode_configuration(data, bytes, result, why);
}

rbk_status rbk_recorder_read_features(rbk_recorder *recorder, rbk_error *error)
{
    rbk_command command;
    bool missing = false;
    uint8_t *data = malloc(CONFIGURATION_BYTES);
    if (!data)
        return rbk_fail_memory(error);
    rbk_mmc_get_configuration(&command, data, RBK_MMC_CONFIGURATION_START_BYTES);
    size_t length = reported_length(recorder, &command, rbk_mmc_decode_configuration_length, CONFIGURATION_BYTES);
    rbk_mmc_get_configuration(&command, data, length);
    rbk_status status =
        rbk_recorder_ask_and_decode(recorder, &command, decode_features, &recorder->features, &missing, error);
    recorder->has_features = status == RBK_OK && !missing;
    free(data);
    return status;
}

static void take_capabilities(const rbk_mmc_capabilities *c, rbk_recorder_drive *drive)
{
    drive->writes_cd_r |= c->writes_cd_r;
    drive->writes_cd_rw |= c->writes_cd_rw;
    drive->simulates |= c->test_write;
    drive->underrun_protection |= c->underrun_protection;
    drive->buffer_kib = c->buffer_kib;
    drive->speed_tenths_max = rbk_mmc_tenths_of_kbs(c->write_kbs_max);
    drive->speed_kbs_max = c->write_kbs_max;
    drive->speed_count = c->speed_count;
    for (size_t i = 0; i < c->speed_count; i++) {
        drive->speeds_tenths[i] = rbk_mmc_tenths_of_kbs(c->speeds_kbs[i]);
        drive->speeds_kbs[i] = c->speeds_kbs[i];
    }
}

rbk_status rbk_recorder_drive_read(rbk_recorder *recorder, rbk_recorder_drive *drive, rbk_error *error)
{
    if (!recorder || !drive)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_mmc_capabilities capabilities;
    rbk_recorder_drive found;
    rbk_status status = rbk_recorder_read_features(recorder, error);
    if (status != RBK_OK)
        return status;
    memset(&found, 0, sizeof found);
    memcpy(found.vendor, recorder->identity.vendor, sizeof found.vendor);
    memcpy(found.product, recorder->identity.product, sizeof found.product);
    memcpy(found.revision, recorder->identity.revision, sizeof found.revision);
    if (recorder->has_features) {
        const rbk_mmc_features *f = &recorder->features;
        memcpy(found.serial, f->serial, sizeof found.serial);
        found.writes_cd_r = f->cd_r;
        found.writes_cd_rw = f->cd_rw;
        found.simulates = f->test_write;
        found.underrun_protection = f->underrun_protection;
        found.reads_cdtext = f->reads_cdtext;
        /* drives without the feature are known to burn all the same: then it is unknown, and tried */
        found.abilities.known = f->has_mastering;
        found.abilities.session_at_once = f->session_at_once;
        found.abilities.subchannel = f->rw_subchannel;
        found.abilities.cue_sheet_bytes_max = f->cue_sheet_bytes_max;
    }
    if (rbk_recorder_capabilities(recorder, &capabilities))
        take_capabilities(&capabilities, &found);
    *drive = found;
    return RBK_OK;
}

/* ------------------------------------------------------------------ ready */

static void move(rbk_recorder *recorder, rbk_mmc_motion motion, bool at_once)
{
    rbk_command command;
    rbk_mmc_start_stop(&command, motion, at_once);
    command.timeout_ms = LOAD_TIMEOUT_MS;
    (void)rbk_recorder_ask(recorder, &command, RBK_PATIENCE_MS); /* the result shows in the next command */
}

static void note_loaded(rbk_recorder *recorder)
{
    recorder->loaded = true;
    recorder->loaded_ms = rbk_recorder_now_ms(recorder);
}

/* After closing the tray there may be a disc that the drive has not detected yet. */
static bool may_see_disc_yet(rbk_recorder *recorder, const rbk_answer *answer)
{
    return answer->reaction == RBK_SENSE_NO_DISC && recorder->loaded &&
           rbk_recorder_now_ms(recorder) - recorder->loaded_ms < SEEN_MS;
}

static bool tray_may_be_open(const rbk_answer *answer)
{
    return answer->reaction == RBK_SENSE_NO_DISC && answer->sense.ascq != 0x01;
}

rbk_status rbk_recorder_ready(rbk_recorder *recorder, rbk_error *error)
{
    rbk_command command;
    bool loaded = false, started = false;
    int64_t until = rbk_recorder_now_ms(recorder) + READY_MS;
    rbk_mmc_test_unit_ready(&command);
    for (;;) {
        rbk_answer answer = rbk_recorder_ask(recorder, &command, 0);
        rbk_status status = rbk_recorder_cancelled(recorder, error);
        if (answer.reaction == RBK_SENSE_DONE || status != RBK_OK)
            return status;
        if (tray_may_be_open(&answer) && !loaded) {
            loaded = true;
            move(recorder, RBK_MMC_LOAD, false);
            note_loaded(recorder);
        } else if (answer.reaction == RBK_SENSE_STOPPED && !started) {
            started = true;
            move(recorder, RBK_MMC_START, true);
        } else if ((answer.reaction != RBK_SENSE_BUSY && answer.reaction != RBK_SENSE_STOPPED &&
                    !may_see_disc_yet(recorder, &answer)) ||
                   rbk_recorder_now_ms(recorder) >= until) {
            return rbk_recorder_fail(recorder, &answer, &command, RBK_DEVICE_NOTACCESSIBLE, error);
        }
        rbk_recorder_sleep_ms(recorder, READY_POLL_MS);
    }
}

bool rbk_recorder_has_disc(rbk_recorder *recorder)
{
    rbk_command command;
    rbk_mmc_test_unit_ready(&command);
    rbk_answer answer = rbk_recorder_ask(recorder, &command, 0);
    return answer.reaction == RBK_SENSE_DONE || answer.reaction == RBK_SENSE_BUSY ||
           answer.reaction == RBK_SENSE_STOPPED;
}

/* ------------------------------------------------------------------ tray */

static rbk_status move_tray(rbk_recorder *recorder, rbk_mmc_motion motion, rbk_error *error)
{
    rbk_command command;
    rbk_recorder_unlock(recorder);
    rbk_mmc_start_stop(&command, motion, false);
    command.timeout_ms = LOAD_TIMEOUT_MS;
    rbk_answer answer = rbk_recorder_ask(recorder, &command, RBK_PATIENCE_MS);
    if (answer.reaction == RBK_SENSE_LOCKED) {
        rbk_recorder_unlock(recorder);
        answer = rbk_recorder_ask(recorder, &command, RBK_PATIENCE_MS);
    }
    if (answer.reaction == RBK_SENSE_DONE)
        return RBK_OK;
    return rbk_recorder_fail(recorder, &answer, &command, RBK_DEVICE_NOTACCESSIBLE, error);
}

rbk_status rbk_recorder_eject(rbk_recorder *recorder, rbk_error *error)
{
    if (!recorder)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    return move_tray(recorder, RBK_MMC_EJECT, error);
}

rbk_status rbk_recorder_load(rbk_recorder *recorder, rbk_error *error)
{
    if (!recorder)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = move_tray(recorder, RBK_MMC_LOAD, error);
    note_loaded(recorder);
    return status;
}

rbk_status rbk_recorder_reload(rbk_recorder *recorder, rbk_error *error)
{
    if (!recorder)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_mmc_capabilities capabilities;
    bool loads = rbk_recorder_capabilities(recorder, &capabilities) && capabilities.loads;
    if (!loads || rbk_recorder_eject(recorder, NULL) != RBK_OK) {
        move(recorder, RBK_MMC_STOP, false);
        move(recorder, RBK_MMC_START, true);
    } else if (rbk_recorder_load(recorder, NULL) != RBK_OK) {
        move(recorder, RBK_MMC_START, true);
    }
    return rbk_recorder_set_location(recorder, rbk_recorder_ready(recorder, error), error);
}

/* ------------------------------------------------------------------ the disc */

const char *rbk_disc_kind_name(rbk_disc_kind kind)
{
    static const char *const names[] = {[RBK_DISC_NONE] = "none",
                                        [RBK_DISC_CD_R] = "CD-R",
                                        [RBK_DISC_CD_RW] = "CD-RW",
                                        [RBK_DISC_PRESSED] = "CD-ROM",
                                        [RBK_DISC_NOT_CD] = "not a CD"};
    return (unsigned)kind < sizeof names / sizeof names[0] ? names[kind] : "unknown";
}

const char *rbk_disc_state_name(rbk_disc_state state)
{
    static const char *const names[] = {[RBK_DISC_UNKNOWN] = "unknown",
                                        [RBK_DISC_BLANK] = "blank",
                                        [RBK_DISC_INCOMPLETE] = "incomplete",
                                        [RBK_DISC_FINISHED] = "finished",
                                        [RBK_DISC_APPENDABLE] = "appendable"};
    return (unsigned)state < sizeof names / sizeof names[0] ? names[state] : "unknown";
}

rbk_disc_state rbk_disc_state_of(const rbk_mmc_disc *disc)
{
    switch (disc->status) {
    case RBK_MMC_DISC_BLANK:
        return RBK_DISC_BLANK;
    case RBK_MMC_DISC_INCOMPLETE: /* the last session is empty or complete: nothing is half written */
        return disc->session_state == 0 || disc->session_state == 3 ? RBK_DISC_APPENDABLE : RBK_DISC_INCOMPLETE;
    case RBK_MMC_DISC_FINISHED:
        return RBK_DISC_FINISHED;
    default:
        return RBK_DISC_UNKNOWN;
    }
}

/* By the ATIP if there is one, which no pressed disc has; else by profile and state. */
static rbk_disc_kind kind_of(const rbk_recorder *recorder, const rbk_mmc_disc *state, bool has_atip,
                             const rbk_mmc_atip *atip)
{
    if (recorder->has_features && recorder->features.profile > RBK_MMC_PROFILE_CD_RW)
        return RBK_DISC_NOT_CD;
    if (has_atip)
        return atip->rewritable ? RBK_DISC_CD_RW : RBK_DISC_CD_R;
    if (recorder->has_features && recorder->features.profile == RBK_MMC_PROFILE_CD_R)
        return RBK_DISC_CD_R;
    if (state->rewritable || (recorder->has_features && recorder->features.profile == RBK_MMC_PROFILE_CD_RW))
        return RBK_DISC_CD_RW;
    if (recorder->has_features && recorder->features.profile == RBK_MMC_PROFILE_CD_ROM)
        return RBK_DISC_PRESSED;
    return state->status == RBK_MMC_DISC_FINISHED ? RBK_DISC_PRESSED : RBK_DISC_CD_R;
}

static bool decode_track(const uint8_t *data, size_t bytes, void *result, const char **why)
{
    return rbk_mmc_decode_track(data, bytes, result, why);
}

rbk_status rbk_recorder_next_track(rbk_recorder *recorder, rbk_mmc_track *track, bool *there, rbk_error *error)
{
    rbk_command command;
    uint8_t data[RBK_MMC_TRACK_BYTES];
    bool missing = false;
    *track = (rbk_mmc_track){0};
    rbk_mmc_read_track_information(&command, RBK_MMC_TRACK_INVISIBLE, data);
    rbk_status status = rbk_recorder_ask_and_decode(recorder, &command, decode_track, track, &missing, error);
    *there = status == RBK_OK && !missing;
    return status;
}

/* The free capacity of a blank disc; 0: not reported. */
static uint32_t free_sectors(rbk_recorder *recorder)
{
    rbk_mmc_track track;
    bool there;
    rbk_status status = rbk_recorder_next_track(recorder, &track, &there, NULL);
    return status == RBK_OK && there && track.free_sectors <= RBK_PROGRAM_SECTORS_MAX ? track.free_sectors : 0;
}

rbk_burn_medium rbk_disc_medium(const rbk_mmc_disc *state, const rbk_mmc_atip *atip)
{
    rbk_burn_medium medium;
    rbk_burn_medium_init(&medium);
    if (atip)
        return (rbk_burn_medium){true, atip->lead_in_lba, atip->lead_out_lba};
    if (state->has_lead_out)
        return (rbk_burn_medium){true, state->has_lead_in ? state->lead_in_lba : RBK_NO_LBA, state->lead_out_lba};
    return medium;
}

/* Where neither is reported the capacity is what the drive reports for a blank disc. */
static void take_medium(rbk_recorder *recorder, rbk_recorder_disc *disc, const rbk_mmc_disc *state,
                        const rbk_mmc_atip *atip)
{
    rbk_burn_medium_init(&disc->medium);
    if (disc->kind == RBK_DISC_NOT_CD)
        return;
    disc->medium = rbk_disc_medium(state, disc->has_atip ? atip : NULL);
    if (disc->has_atip) {
        memcpy(disc->maker, atip->lead_in, sizeof disc->maker);
        disc->subtype = atip->subtype;
        disc->power_code = atip->power;
        disc->speed_code = atip->speed_code;
    } else if (!disc->medium.known && disc->state == RBK_DISC_BLANK) {
        uint32_t room = free_sectors(recorder);
        if (room)
            disc->medium = (rbk_burn_medium){true, RBK_NO_LBA, (int32_t)room};
    }
}

static void take_toc(rbk_recorder_disc *disc, const rbk_mmc_toc *toc)
{
    disc->first_track = toc->first_track;
    disc->last_track = toc->last_track;
    for (size_t i = 0; i + 1 < toc->entry_count; i++) {
        disc->track_lba[i] = toc->entries[i].lba;
        disc->track_control[i] = toc->entries[i].control;
    }
    disc->lead_out_lba = toc->entries[toc->entry_count - 1].lba;
}

static void take_session(rbk_recorder *recorder, rbk_recorder_disc *disc, const rbk_mmc_disc *state,
                         const rbk_mmc_toc *toc)
{
    rbk_mmc_sessions sessions;
    if (rbk_recorder_sessions(recorder, state, toc, &sessions, NULL) != RBK_OK)
        return;
    disc->session_lba = rbk_session_start(&sessions, sessions.count - 1, toc);
    disc->session_track = sessions.sessions[sessions.count - 1].first_track;
}

static void take_next(rbk_recorder *recorder, rbk_recorder_disc *disc, const rbk_mmc_disc *state)
{
    rbk_next_session next;
    disc->sessions = rbk_disc_closed_sessions(state);
    if (disc->last_track)
        disc->tracks = disc->last_track;
    if (rbk_recorder_next(recorder, state, &next, NULL) != RBK_OK)
        return;
    disc->next_lba = next.lba;
    disc->next_track = (uint8_t)next.track;
}

static rbk_status read_disc(rbk_recorder *recorder, rbk_recorder_disc *disc, rbk_error *error)
{
    rbk_mmc_disc state;
    rbk_mmc_atip atip;
    rbk_mmc_toc toc;
    rbk_status status = rbk_recorder_ready(recorder, error);
    if (status == RBK_MEDIUM_NOTPRESENT)
        return RBK_OK;
    if (status == RBK_OK)
        status = rbk_recorder_read_features(recorder, error);
    if (status == RBK_OK)
        status = rbk_recorder_state(recorder, &state, error);
    if (status == RBK_OK)
        status = rbk_recorder_atip(recorder, &atip, &disc->has_atip, error);
    if (status != RBK_OK)
        return status;
    disc->kind = kind_of(recorder, &state, disc->has_atip, &atip);
    disc->state = rbk_disc_state_of(&state);
    disc->can_be_blanked = disc->kind == RBK_DISC_CD_RW;
    disc->sessions = disc->state == RBK_DISC_BLANK ? 0 : state.sessions;
    disc->tracks = disc->state == RBK_DISC_BLANK ? 0 : state.last_track;
    take_medium(recorder, disc, &state, &atip);
    bool complete = disc->state == RBK_DISC_FINISHED || disc->state == RBK_DISC_APPENDABLE;
    if (complete && rbk_recorder_toc(recorder, &toc, NULL) == RBK_OK) {
        take_toc(disc, &toc);
        take_session(recorder, disc, &state, &toc);
    }
    if (disc->state == RBK_DISC_APPENDABLE)
        take_next(recorder, disc, &state);
    return RBK_OK;
}

rbk_status rbk_recorder_disc_read(rbk_recorder *recorder, const rbk_burn_listener *listener, rbk_recorder_disc *disc,
                                  rbk_error *error)
{
    if (!recorder || !disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_recorder_disc found;
    memset(&found, 0, sizeof found);
    found.next_lba = found.session_lba = RBK_NO_LBA;
    recorder->listener = listener;
    rbk_status status = read_disc(recorder, &found, error);
    recorder->listener = NULL;
    if (status == RBK_OK)
        *disc = found;
    return rbk_recorder_set_location(recorder, status, error);
}
