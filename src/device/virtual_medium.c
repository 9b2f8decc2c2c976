/*
 * Operations on a medium as a whole: power calibration, blanking, closing.
 */
#include "device/virtual_drive.h"

#include <string.h>

enum {
    OPC_US = 2000000,
    OPC_SLOW_US = 40000000,
    BLANK_MINIMAL_US = 60000000,
    BLANK_SPEED = 4,   /* maximum of a full blank: as the disc's class allows */
    TEST_WRITE = 0x10, /* of mode page 05 */
    ERASE_ALL = 0,
    ERASE_MINIMAL = 1,
    ERASE_SESSION = 6,
    CLOSE_TRACK = 1,
    CLOSE_SESSION = 2
};

void rbk_virtual_send_opc(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint32_t length = rbk_virtual_load16(task->cdb + 7);
    if (drive->config.medium == RBK_VIRTUAL_MEDIUM_CD_ROM || drive->config.medium == RBK_VIRTUAL_MEDIUM_DVD_R) {
        rbk_virtual_check(task, SENSE_PROTECTED);
        return;
    }
    if (drive->phase >= RBK_VIRTUAL_LEAD_IN && !rbk_virtual_is_between_tracks(drive)) {
        rbk_virtual_check(task, SENSE_SEQUENCE);
        return;
    }
    if (drive->config.quirks & RBK_QUIRK_OPC_FAILS ||
        (drive->config.quirks & RBK_QUIRK_STALE_TEST_WRITE && drive->pages.write[2] & TEST_WRITE)) {
        rbk_virtual_check(task, SENSE_SEQUENCE);
        return;
    }
    if (length != task->room || length % 8) {
        rbk_virtual_check(task, SENSE_PARAMETER_LENGTH);
        return;
    }
    if (!(task->cdb[1] & 0x01))
        return;
    rbk_virtual_begin_busy(drive, drive->config.quirks & RBK_QUIRK_SLOW ? OPC_SLOW_US : OPC_US, SENSE_OPERATION);
    rbk_virtual_wait(drive, task);
}

static int64_t blank_us(const rbk_virtual *drive, unsigned type)
{
    uint32_t speed = drive->write_speed < BLANK_SPEED ? drive->write_speed : BLANK_SPEED;
    if (type != ERASE_ALL)
        return BLANK_MINIMAL_US;
    return (int64_t)drive->config.lead_out_lba * 1000000 / ((int64_t)speed * RBK_SECTORS_PER_SECOND);
}

void rbk_virtual_blank(rbk_virtual *drive, rbk_virtual_task *task)
{
    bool immediately = task->cdb[1] & 0x10;
    unsigned type = task->cdb[1] & 0x07;
    rbk_error error;
    if (drive->config.medium != RBK_VIRTUAL_MEDIUM_CD_RW) {
        rbk_virtual_check(task, SENSE_FORMAT);
        return;
    }
    if ((immediately && drive->config.quirks & RBK_QUIRK_NO_IMMED) ||
        (type != ERASE_ALL && type != ERASE_MINIMAL && type != ERASE_SESSION)) {
        rbk_virtual_check_cdb(task, 1);
        return;
    }
    if (drive->phase != RBK_VIRTUAL_IDLE) {
        rbk_virtual_check(task, SENSE_SEQUENCE);
        return;
    }
    rbk_error_init(&error);
    if (rbk_virtual_disc_erase(&drive->disc, &error) != RBK_OK) {
        rbk_virtual_check_system(drive, task, &error);
        return;
    }
    rbk_virtual_note(drive, "the disc is blank");
    rbk_virtual_begin_busy(drive, blank_us(drive, type), SENSE_OPERATION);
    if (!immediately)
        rbk_virtual_wait(drive, task);
}

/* This closes a session of tracks; one written at once closes itself, and an interrupted one has a wrong TOC and
 * cannot be closed. */
void rbk_virtual_close_session(rbk_virtual *drive, rbk_virtual_task *task)
{
    unsigned function = task->cdb[2] & 0x07;
    if (function != CLOSE_TRACK && function != CLOSE_SESSION)
        rbk_virtual_check_cdb(task, 2);
    else if (drive->track_count && function == CLOSE_TRACK)
        rbk_virtual_close_track(drive);
    else if (drive->track_count) {
        if (rbk_virtual_close_tracks(drive, task) && rbk_virtual_finish_session(drive, task) && !(task->cdb[1] & 0x01))
            rbk_virtual_wait(drive, task);
    } else if (drive->phase == RBK_VIRTUAL_IDLE && drive->disc.state == RBK_VIRTUAL_INCOMPLETE)
        rbk_virtual_check(task, SENSE_INCOMPLETE_TRACK);
    else
        rbk_virtual_check(task, SENSE_SEQUENCE);
}
