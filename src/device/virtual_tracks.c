/*
 * Track-at-once: one track after another, each with the write parameters that are set when its first sector comes.
 *
 * For the rest of the drive it is a session with a cue sheet that the drive writes itself, and updates with each track:
 * earlier tracks have their ends, the open one extends to the end of the medium, and the drive makes the pregaps.
 * Closing the session writes the final sheet. A session that is not closed stays incomplete.
 */
#include "device/virtual_drive.h"

#include <stdlib.h>
#include <string.h>

enum {
    WRITE_TYPE = 0x0F,
    TYPE_TAO = 1,
    BLOCK_TYPE = 0x0F,
    RAW = 0,
    MODE_1 = 8,
    MODE_2 = 9,
    DATA = 4, /* control bit */
    RUN_OUT_SECTORS = 2,
    SHEET_ENTRIES_MAX = 2 * RBK_TRACKS_MAX + 2,
    LEAD_OUT = 0xAA
};

bool rbk_virtual_writes_tracks(const rbk_virtual *drive)
{
    bool chosen = (drive->pages.write[2] & WRITE_TYPE) == TYPE_TAO;
    return drive->track_count > 0 || (chosen && drive->phase == RBK_VIRTUAL_IDLE);
}

bool rbk_virtual_is_between_tracks(const rbk_virtual *drive)
{
    return drive->track_count > 0 && !drive->track_open;
}

int32_t rbk_virtual_next_track(const rbk_virtual *drive)
{
    if (drive->track_count == 0)
        return rbk_virtual_disc_next_base(&drive->disc);
    return drive->tracks[drive->track_count - 1].end_lba + RUN_OUT_SECTORS + RBK_PREGAP_SECTORS;
}

/* The data form of what the host will send, and that of sectors that the drive makes like it. False: none matches. */
static bool choose_form(const rbk_virtual *drive, rbk_virtual_open_track *track)
{
    unsigned block = drive->pages.write[4] & BLOCK_TYPE;
    track->control = drive->pages.write[3] & 0x0F;
    bool data = track->control & DATA;
    track->form = block == RAW ? 0x00 : block == MODE_1 ? 0x10 : 0x30;
    track->pregap_form = block == RAW ? 0x01 : block == MODE_1 ? 0x14 : 0x34;
    return block == RAW ? !data : data && (block == MODE_1 || block == MODE_2);
}

/* ------------------------------------------------------------------ the sheet */

static uint8_t *put_entry(uint8_t *at, const rbk_virtual_open_track *track, unsigned number, unsigned index,
                          uint8_t form, int32_t lba)
{
    const uint8_t entry[RBK_SHEET_ENTRY_BYTES] = {(uint8_t)(track->control << 4 | 1), (uint8_t)number, (uint8_t)index,
                                                  form};
    memcpy(at, entry, sizeof entry);
    rbk_virtual_store_msf(at + 5, lba);
    return at + RBK_SHEET_ENTRY_BYTES;
}

/* A sheet of all tracks up to a lead-out; NULL: no memory, or too many tracks for the room. */
static rbk_virtual_sheet *write_sheet(const rbk_virtual *drive, int32_t lead_out_lba)
{
    const rbk_virtual_sheet_rules any = {.bytes_max = SIZE_MAX,
                                         .lead_out_max_lba = RBK_PROGRAM_SECTORS_MAX,
                                         .base_lba = drive->base_lba,
                                         .any_lead_in_time = true,
                                         .lenient = true};
    unsigned number = rbk_virtual_first_track(drive);
    uint8_t bytes[SHEET_ENTRIES_MAX * RBK_SHEET_ENTRY_BYTES];
    const rbk_virtual_open_track *first = &drive->tracks[0], *last = &drive->tracks[drive->track_count - 1];
    rbk_virtual_sheet *sheet = NULL;
    rbk_virtual_sheet_fault fault;
    uint8_t *at = put_entry(bytes, first, 0, 0, first->pregap_form, -RBK_PREGAP_SECTORS); /* the lead-in */
    for (size_t i = 0; i < drive->track_count; i++) {
        const rbk_virtual_open_track *track = &drive->tracks[i];
        int32_t pregap = i ? drive->tracks[i - 1].end_lba : drive->base_lba - RBK_PREGAP_SECTORS;
        at = put_entry(at, track, number + (unsigned)i, 0, track->pregap_form, pregap);
        at = put_entry(at, track, number + (unsigned)i, 1, track->form, track->lba);
    }
    at = put_entry(at, last, LEAD_OUT, 1, last->pregap_form, lead_out_lba);
    if (rbk_virtual_sheet_read(bytes, (size_t)(at - bytes), &any, &sheet, &fault))
        return sheet;
    return NULL;
}

static bool replace_sheet(rbk_virtual *drive, rbk_virtual_task *task, int32_t lead_out_lba)
{
    rbk_virtual_sheet *sheet = write_sheet(drive, lead_out_lba);
    if (!sheet) {
        rbk_virtual_check_memory(task);
        return false;
    }
    rbk_virtual_sheet_free(drive->sheet);
    drive->sheet = sheet;
    return true;
}

/* ------------------------------------------------------------------ tracks */

bool rbk_virtual_begin_track(rbk_virtual *drive, rbk_virtual_task *task, int32_t lba, uint32_t count)
{
    rbk_virtual_open_track track = {.lba = rbk_virtual_next_track(drive)};
    if (drive->track_open)
        return true;
    if (drive->track_count + rbk_virtual_first_track(drive) > RBK_TRACKS_MAX ||
        (int64_t)track.lba + count > drive->config.lead_out_lba) {
        rbk_virtual_check(task, SENSE_RANGE);
        return false;
    }
    if (lba != track.lba) {
        rbk_virtual_check(task, SENSE_WRITE_ADDRESS);
        return false;
    }
    if (!choose_form(drive, &track)) {
        rbk_virtual_check(task, SENSE_MODE);
        return false;
    }
    if ((uint64_t)count * rbk_virtual_form_main_bytes(track.form) != task->room) {
        rbk_virtual_violation(drive, "received %zu byte%s for %u sector%s of %u bytes", task->room,
                              RBK_PLURAL(task->room, "", "s"), count, RBK_PLURAL(count, "", "s"),
                              rbk_virtual_form_main_bytes(track.form));
        rbk_virtual_check_cdb(task, 7);
        return false;
    }
    if (drive->track_count == 0)
        drive->base_lba = track.lba;
    drive->tracks[drive->track_count++] = track;
    if (!replace_sheet(drive, task, drive->config.lead_out_lba)) {
        drive->track_count--;
        return false;
    }
    drive->track_open = true;
    rbk_virtual_note(drive, "track %zu starts at lba %d", drive->track_count, lba);
    if (drive->track_count > 1)
        return rbk_virtual_make_generated(drive, task);
    drive->phase = RBK_VIRTUAL_CUE;
    drive->nwa = track.lba;
    return true;
}

void rbk_virtual_close_track(rbk_virtual *drive)
{
    if (!drive->track_open)
        return;
    drive->track_open = false;
    drive->tracks[drive->track_count - 1].end_lba = drive->nwa;
    rbk_virtual_note(drive, "track %zu ends before lba %d", drive->track_count, drive->nwa);
}

bool rbk_virtual_close_tracks(rbk_virtual *drive, rbk_virtual_task *task)
{
    rbk_error error;
    rbk_error_init(&error);
    rbk_virtual_close_track(drive);
    if (!replace_sheet(drive, task, drive->nwa))
        return false;
    if (!drive->test_write && rbk_virtual_disc_retell(&drive->disc, drive->sheet, &error) != RBK_OK) {
        rbk_virtual_check_system(drive, task, &error);
        return false;
    }
    return true;
}
