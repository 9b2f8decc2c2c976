/*
 * A session that ends before it is complete: the tray opens, the drive is reset, or nothing was written.
 */
#include "device/virtual_drive.h"

#include <string.h>

uint8_t rbk_virtual_first_track(const rbk_virtual *drive)
{
    bool appends = drive->disc.state == RBK_VIRTUAL_APPENDABLE;
    const rbk_virtual_disc *before = appends ? &drive->disc : drive->disc.before;
    return before ? rbk_virtual_disc_next_track(before) : 1;
}

void rbk_virtual_forget_session(rbk_virtual *drive)
{
    rbk_virtual_sheet_free(drive->sheet);
    rbk_virtual_text_free(drive->text);
    drive->sheet = NULL;
    drive->text = NULL;
    rbk_virtual_raw_free(drive->raw);
    drive->raw = NULL;
    drive->phase = RBK_VIRTUAL_IDLE;
    drive->track_count = 0;
    drive->track_open = false;
    memset(&drive->buffer, 0, sizeof drive->buffer);
}

void rbk_virtual_end_session(rbk_virtual *drive)
{
    if (drive->phase >= RBK_VIRTUAL_LEAD_IN)
        rbk_virtual_note(drive, "session ended at lba %d%s", drive->nwa,
                         drive->test_write ? ", nothing was written" : ": the disc is incomplete");
    rbk_virtual_forget_session(drive);
}
