/*
 * The drive's mechanism and the commands of every drive: readiness, identity, tray, lock, events, speed.
 */
#include "device/virtual_drive.h"

#include <string.h>

enum {
    LOAD_US = 5000000, /* until a new disc is detected */
    LOAD_SLOW_US = 20000000,
    LATE_MEDIUM_US = 12000000,
    INQUIRY_BYTES = 96,
    EVENT_MEDIA = 0x10, /* the media class, as bit of a request */
    EVENT_CLASS_MEDIA = 4,
    EVENT_EJECT_REQUEST = 1,
    EVENT_NEW_MEDIA = 2,
    EVENT_REMOVAL = 3
};

/* ------------------------------------------------------------------ tray */

bool rbk_virtual_has_disc(const rbk_virtual *drive)
{
    bool late = drive->config.quirks & RBK_QUIRK_LATE_MEDIUM && drive->now_us < drive->medium_from_us;
    return !drive->tray_open && drive->config.medium != RBK_VIRTUAL_MEDIUM_NONE && !late;
}

bool rbk_virtual_open_tray(rbk_virtual *drive)
{
    if (drive->locked)
        return false;
    if (drive->tray_open)
        return true;
    rbk_virtual_end_session(drive);
    drive->tray_open = true;
    drive->event = EVENT_REMOVAL;
    drive->changed = true;
    drive->asked_track_information = false;
    rbk_virtual_note(drive, "the tray is open");
    return true;
}

void rbk_virtual_close_tray(rbk_virtual *drive)
{
    if (!drive->tray_open)
        return;
    drive->tray_open = false;
    drive->changed = true;
    rbk_virtual_note(drive, "the tray is closed");
    if (!rbk_virtual_has_disc(drive))
        return;
    drive->event = EVENT_NEW_MEDIA;
    if (!drive->config.instant)
        drive->medium_from_us = drive->now_us + LATE_MEDIUM_US;
    rbk_virtual_attention(drive, SENSE_CHANGED);
    rbk_virtual_begin_busy(drive, drive->config.quirks & RBK_QUIRK_SLOW ? LOAD_SLOW_US : LOAD_US, SENSE_BECOMING_READY);
}

static bool refuses_immed(const rbk_virtual *drive, const rbk_virtual_task *task)
{
    return (task->cdb[1] & 0x01) && (drive->config.quirks & RBK_QUIRK_NO_IMMED);
}

void rbk_virtual_start_stop(rbk_virtual *drive, rbk_virtual_task *task)
{
    bool immediately = task->cdb[1] & 0x01, eject = task->cdb[4] & 0x02, start = task->cdb[4] & 0x01;
    if (refuses_immed(drive, task)) {
        rbk_virtual_check_cdb(task, 1);
        return;
    }
    if (eject && !start) {
        if (!rbk_virtual_open_tray(drive))
            rbk_virtual_check(task, SENSE_LOCKED);
        return;
    }
    if (eject)
        rbk_virtual_close_tray(drive);
    else if (!start)
        rbk_virtual_end_session(drive);
    if (start && !rbk_virtual_has_disc(drive)) {
        rbk_virtual_check(task, drive->tray_open ? SENSE_NO_MEDIUM_OPEN : SENSE_NO_MEDIUM_CLOSED);
        return;
    }
    if (!immediately)
        rbk_virtual_wait(drive, task);
}

void rbk_virtual_prevent(rbk_virtual *drive, rbk_virtual_task *task)
{
    bool locked = task->cdb[4] & 0x01;
    drive->changed = drive->changed || locked != drive->locked;
    drive->locked = locked;
}

void rbk_virtual_event_status(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint8_t reply[8] = {0x00, 0x06, EVENT_CLASS_MEDIA, 0x5E};
    size_t allocation = rbk_virtual_load16(task->cdb + 7);
    if (!(task->cdb[1] & 0x01)) {
        rbk_virtual_check_cdb(task, 1);
        return;
    }
    if (!(task->cdb[4] & EVENT_MEDIA)) {
        rbk_virtual_answer(task, (const uint8_t[]){0x00, 0x02, 0x80, 0x5E}, 4, allocation);
        return;
    }
    reply[4] = drive->event;
    reply[5] = (uint8_t)((rbk_virtual_has_disc(drive) ? 0x02 : 0) | (drive->tray_open ? 0x01 : 0));
    rbk_virtual_answer(task, reply, sizeof reply, allocation);
    if (allocation > 4)
        drive->event = 0;
}

void rbk_virtual_mechanism_status(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint8_t reply[8] = {0, (uint8_t)(drive->tray_open ? 0x10 : 0)};
    rbk_virtual_answer(task, reply, sizeof reply, rbk_virtual_load16(task->cdb + 8));
}

/* ------------------------------------------------------------------ readiness */

void rbk_virtual_test_unit_ready(rbk_virtual *drive, rbk_virtual_task *task)
{
    (void)drive;
    (void)task;
}

/* Sense of the last command, of a busy drive, or of a unit attention, which is thereby cleared. */
void rbk_virtual_request_sense(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint8_t sense[RBK_SENSE_BYTES];
    memcpy(sense, drive->sense, sizeof sense);
    if (!(sense[2] & 0x0F) && drive->attention_count) {
        rbk_virtual_sense_fill(sense, drive->attentions[0]);
        drive->attention_count--;
        memmove(drive->attentions, drive->attentions + 1, drive->attention_count * sizeof *drive->attentions);
        drive->changed = true;
    } else if (!(sense[2] & 0x0F) && rbk_virtual_is_busy(drive)) {
        rbk_virtual_sense_fill(sense, drive->busy_sense);
        sense[15] = 0x80;
        rbk_virtual_store16(sense + 16, rbk_virtual_progress(drive));
    } else if (!(sense[2] & 0x0F)) {
        rbk_virtual_sense_fill(sense, SENSE_NONE);
    }
    rbk_virtual_answer(task, sense, sizeof sense, task->cdb[4]);
}

static void fill_blanks(uint8_t *field, size_t size, const char *text)
{
    size_t length = strlen(text);
    memset(field, ' ', size);
    memcpy(field, text, length < size ? length : size);
}

void rbk_virtual_inquiry(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint8_t reply[INQUIRY_BYTES] = {0x05, 0x80, 0x05, 0x32, INQUIRY_BYTES - 5};
    if (task->cdb[1] & 0x01 || task->cdb[2]) {
        rbk_virtual_check_cdb(task, task->cdb[1] & 0x01 ? 1 : 2);
        return;
    }
    fill_blanks(reply + 8, 8, drive->config.vendor);
    fill_blanks(reply + 16, 16, drive->config.product);
    fill_blanks(reply + 32, 4, drive->config.revision);
    rbk_virtual_answer(task, reply, sizeof reply, rbk_virtual_load16(task->cdb + 3));
}

/* ------------------------------------------------------------------ speed */

size_t rbk_virtual_speeds(const rbk_virtual *drive, uint32_t speeds[RBK_VIRTUAL_SPEEDS_MAX])
{
    static const uint8_t usual[] = {48, 40, 32, 24, 16, 8, 4};
    uint32_t most = drive->config.speed;
    size_t count = 1;
    if (drive->config.quirks & RBK_QUIRK_SLOW && most > 4)
        most = 4;
    speeds[0] = most;
    for (size_t i = 0; i < sizeof usual && count < RBK_VIRTUAL_SPEEDS_MAX; i++)
        if (usual[i] < most)
            speeds[count++] = usual[i];
    return count;
}

uint32_t rbk_virtual_kilobytes(uint32_t speed)
{
    return (speed * 1764 + 9) / 10;
}

/* The drive's fastest speed that is not above the requested one, or its slowest. */
static uint32_t nearest_speed(const rbk_virtual *drive, uint32_t kilobytes)
{
    uint32_t speeds[RBK_VIRTUAL_SPEEDS_MAX];
    size_t count = rbk_virtual_speeds(drive, speeds);
    for (size_t i = 0; i < count; i++)
        if (rbk_virtual_kilobytes(speeds[i]) <= kilobytes + 2) /* hosts round down where drives round up */
            return speeds[i];
    return speeds[count - 1];
}

void rbk_virtual_set_speed(rbk_virtual *drive, rbk_virtual_task *task)
{
    drive->read_speed = nearest_speed(drive, rbk_virtual_load16(task->cdb + 2));
    drive->write_speed = nearest_speed(drive, rbk_virtual_load16(task->cdb + 4));
    drive->changed = true;
}

void rbk_virtual_set_streaming(rbk_virtual *drive, rbk_virtual_task *task)
{
    if (rbk_virtual_load16(task->cdb + 9) != task->room || task->room != 28) {
        rbk_virtual_check_parameter(task, SENSE_PARAMETER_LENGTH, 0);
        return;
    }
    uint32_t read = rbk_virtual_load32(task->data + 12), write = rbk_virtual_load32(task->data + 20);
    drive->read_speed = nearest_speed(drive, read < 0xFFFF ? read : 0xFFFF);
    drive->write_speed = nearest_speed(drive, write < 0xFFFF ? write : 0xFFFF);
    drive->changed = true;
}
