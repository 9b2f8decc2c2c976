/*
 * The commands of the drive, one row each, and the checks before a command is executed: unit attention, a busy drive, a
 * missing medium.
 */
#include "device/virtual_drive.h"

#include <string.h>

enum {
    NEEDS_DISC = 1,      /* 2/3A without a medium */
    WHILE_BUSY = 2,      /* works while the drive is busy */
    IN_ATTENTION = 4,    /* executed, and the unit attention stays */
    ANY_DIRECTION = 8,   /* its parameter data is ignored */
    NOTHING_WITHOUT = 16 /* succeeds without a medium, with nothing to do */
};

#define USUAL_BYTES 36 /* the largest reply of fixed length */

typedef struct command_row {
    uint8_t opcode;
    uint8_t flags;
    rbk_direction direction;
    uint32_t quirk; /* the quirk with which the drive does not support it */
    rbk_virtual_handler *handler;
} command_row;

static const command_row rows[] = {
    {0x00, NEEDS_DISC, RBK_NO_DATA, 0, rbk_virtual_test_unit_ready},
    {0x03, WHILE_BUSY | IN_ATTENTION, RBK_DATA_IN, 0, rbk_virtual_request_sense},
    {0x12, WHILE_BUSY | IN_ATTENTION, RBK_DATA_IN, 0, rbk_virtual_inquiry},
    {0x15, 0, RBK_DATA_OUT, 0, rbk_virtual_mode_select_6},
    {0x1A, WHILE_BUSY, RBK_DATA_IN, 0, rbk_virtual_mode_sense_6},
    {0x1B, 0, RBK_NO_DATA, 0, rbk_virtual_start_stop},
    {0x1E, WHILE_BUSY, RBK_NO_DATA, 0, rbk_virtual_prevent},
    {0x23, 0, RBK_DATA_IN, 0, rbk_virtual_format_capacities},
    {0x25, NEEDS_DISC, RBK_DATA_IN, 0, rbk_virtual_read_capacity},
    {0x28, NEEDS_DISC, RBK_DATA_IN, 0, rbk_virtual_read_10},
    {0x2A, NEEDS_DISC, RBK_DATA_OUT, 0, rbk_virtual_write_10},
    {0x35, NOTHING_WITHOUT, RBK_NO_DATA, 0, rbk_virtual_synchronize_cache},
    {0x42, NEEDS_DISC, RBK_DATA_IN, 0, rbk_virtual_read_sub_channel},
    {0x43, NEEDS_DISC, RBK_DATA_IN, 0, rbk_virtual_read_toc},
    {0x46, WHILE_BUSY | IN_ATTENTION, RBK_DATA_IN, RBK_QUIRK_NO_GET_CONFIGURATION, rbk_virtual_get_configuration},
    {0x4A, WHILE_BUSY | IN_ATTENTION, RBK_DATA_IN, 0, rbk_virtual_event_status},
    {0x51, NEEDS_DISC, RBK_DATA_IN, 0, rbk_virtual_disc_information},
    {0x52, NEEDS_DISC, RBK_DATA_IN, 0, rbk_virtual_track_information},
    {0x54, NEEDS_DISC, RBK_DATA_OUT, RBK_QUIRK_NO_OPC, rbk_virtual_send_opc},
    {0x55, 0, RBK_DATA_OUT, 0, rbk_virtual_mode_select_10},
    {0x5A, WHILE_BUSY, RBK_DATA_IN, 0, rbk_virtual_mode_sense_10},
    {0x5B, NEEDS_DISC, RBK_NO_DATA, 0, rbk_virtual_close_session},
    {0x5C, WHILE_BUSY, RBK_DATA_IN, RBK_QUIRK_NO_BUFFER_CAPACITY, rbk_virtual_buffer_capacity},
    {0x5D, NEEDS_DISC, RBK_DATA_OUT, 0, rbk_virtual_send_cue_sheet},
    {0xA1, NEEDS_DISC, RBK_NO_DATA, 0, rbk_virtual_blank},
    {0xA8, NEEDS_DISC, RBK_DATA_IN, 0, rbk_virtual_read_12},
    {0xAA, NEEDS_DISC, RBK_DATA_OUT, 0, rbk_virtual_write_12},
    {0xAC, WHILE_BUSY, RBK_DATA_IN, 0, rbk_virtual_get_performance},
    {0xB6, 0, RBK_DATA_OUT, 0, rbk_virtual_set_streaming},
    {0xB9, NEEDS_DISC, RBK_DATA_IN, 0, rbk_virtual_read_cd_msf},
    {0xBB, ANY_DIRECTION, RBK_NO_DATA, RBK_QUIRK_NO_SET_SPEED, rbk_virtual_set_speed},
    {0xBD, WHILE_BUSY, RBK_DATA_IN, 0, rbk_virtual_mechanism_status},
    {0xBE, NEEDS_DISC, RBK_DATA_IN, 0, rbk_virtual_read_cd},
};

static const command_row *find_row(const rbk_virtual *drive, uint8_t opcode)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].opcode == opcode)
            return rows[i].quirk & drive->config.quirks ? NULL : &rows[i];
    return NULL;
}

static void report_attention(rbk_virtual *drive, rbk_virtual_task *task)
{
    rbk_virtual_check(task, drive->attentions[0]);
    drive->attention_count--;
    memmove(drive->attentions, drive->attentions + 1, drive->attention_count * sizeof *drive->attentions);
    drive->changed = true;
}

/* Data in the wrong direction would hang a bus; none at all, or a reply without a buffer, is fine. */
static bool check_direction(rbk_virtual *drive, rbk_virtual_task *task, const command_row *row)
{
    rbk_direction direction = task->command->direction;
    if (row->flags & ANY_DIRECTION || direction == row->direction || task->room == 0)
        return true;
    rbk_virtual_violation(drive, "%zu %s transferred in the wrong direction", task->room,
                          RBK_PLURAL(task->room, "byte is", "bytes are"));
    rbk_virtual_check(task, SENSE_CDB);
    return false;
}

static bool is_kept_waiting(rbk_virtual *drive, rbk_virtual_task *task, const command_row *row)
{
    if (row->flags & WHILE_BUSY)
        return false;
    if (drive->busy_polls) {
        drive->busy_polls--;
        rbk_virtual_check(task, SENSE_LONG_WRITE);
        return true;
    }
    if (!rbk_virtual_is_busy(drive))
        return false;
    rbk_virtual_check_progress(task, drive->busy_sense, rbk_virtual_progress(drive));
    return true;
}

/* Some drives treat the host's buffer size as the requested length. They know the requests of every host. */
static void refuse_excess(rbk_virtual_task *task)
{
    static const uint8_t answers[] = {0x43, 0x46, 0x51, 0x52, 0x5A}; /* with their lengths in bytes 7 and 8 */
    uint32_t allocation = rbk_virtual_load16(task->cdb + 7);
    if (memchr(answers, task->cdb[0], sizeof answers) && task->reply->outcome == RBK_OUTCOME_GOOD &&
        allocation > USUAL_BYTES && allocation > task->reply->data_bytes)
        rbk_virtual_check_cdb(task, 7);
}

static void run_row(rbk_virtual *drive, rbk_virtual_task *task, const command_row *row)
{
    bool disc = rbk_virtual_has_disc(drive);
    if (drive->attention_count && !(row->flags & IN_ATTENTION)) {
        report_attention(drive, task);
        return;
    }
    if (is_kept_waiting(drive, task, row))
        return;
    if (!disc && row->flags & NEEDS_DISC) {
        rbk_virtual_check(task, drive->tray_open ? SENSE_NO_MEDIUM_OPEN : SENSE_NO_MEDIUM_CLOSED);
        return;
    }
    if (!disc && row->flags & NOTHING_WITHOUT)
        return;
    if (!check_direction(drive, task, row))
        return;
    if (row->direction == RBK_DATA_OUT)
        task->reply->data_bytes = task->room;
    row->handler(drive, task);
    if (drive->config.quirks & RBK_QUIRK_EXACT_LENGTHS)
        refuse_excess(task);
}

void rbk_virtual_execute(rbk_virtual *drive, rbk_virtual_task *task)
{
    const command_row *row = find_row(drive, task->cdb[0]);
    if (row)
        run_row(drive, task, row);
    else
        rbk_virtual_check(task, SENSE_OPCODE);
    if (task->cdb[0] != 0x03)
        memcpy(drive->sense, task->reply->sense, sizeof drive->sense);
}

/* ------------------------------------------------------------------ commands that Linux permits */

bool rbk_virtual_kernel_permits(uint8_t opcode, bool open_for_writing)
{
    static const uint8_t reading[] = {0x00, 0x03, 0x08, 0x12, 0x1A, 0x1B, 0x1C, 0x23, 0x25, 0x28, 0x2B, 0x2F, 0x3C,
                                      0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x4A, 0x4B, 0x4D, 0x4E, 0x51, 0x52,
                                      0x5A, 0x5C, 0xA0, 0xA4, 0xA8, 0xAC, 0xAD, 0xB9, 0xBA, 0xBC, 0xBE};
    static const uint8_t writing[] = {0x04, 0x0A, 0x15, 0x19, 0x1E, 0x2A, 0x2E, 0x35, 0x3F, 0x4C, 0x53, 0x54, 0x55,
                                      0x58, 0x5B, 0x5D, 0xA1, 0xA2, 0xA6, 0xA7, 0xAA, 0xAE, 0xB6, 0xBB, 0xBF};
    return memchr(reading, opcode, sizeof reading) || (open_for_writing && memchr(writing, opcode, sizeof writing));
}
