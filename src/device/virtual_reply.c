/*
 * Replies: data limited to the allocation length, sense in fixed format (SPC: response code 70h), numbers big-endian.
 */
#include "device/virtual_drive.h"

#include <errno.h>
#include <string.h>

#define LEAD_IN_TURN 450150

void rbk_virtual_answer(rbk_virtual_task *task, const void *bytes, size_t size, size_t allocation)
{
    if (size > allocation)
        size = allocation;
    if (size > task->room)
        size = task->room;
    if (size)
        memcpy(task->data, bytes, size);
    task->reply->data_bytes = size;
}

void rbk_virtual_sense_fill(uint8_t bytes[RBK_SENSE_BYTES], uint32_t sense)
{
    memset(bytes, 0, RBK_SENSE_BYTES);
    bytes[0] = 0x70;
    bytes[2] = (uint8_t)(sense >> 16);
    bytes[7] = RBK_SENSE_BYTES - 8;
    bytes[12] = (uint8_t)(sense >> 8);
    bytes[13] = (uint8_t)sense;
}

void rbk_virtual_check(rbk_virtual_task *task, uint32_t sense)
{
    task->reply->outcome = RBK_OUTCOME_CHECK;
    task->reply->data_bytes = 0;
    rbk_virtual_sense_fill(task->reply->sense, sense);
}

/* SKSV, C/D: the pointer is to the CDB; then the byte. */
void rbk_virtual_check_cdb(rbk_virtual_task *task, size_t byte)
{
    rbk_virtual_check(task, SENSE_CDB);
    task->reply->sense[15] = 0x80 | 0x40;
    rbk_virtual_store16(task->reply->sense + 16, (uint32_t)byte);
}

void rbk_virtual_check_parameter(rbk_virtual_task *task, uint32_t sense, size_t byte)
{
    rbk_virtual_check(task, sense);
    task->reply->sense[15] = 0x80;
    rbk_virtual_store16(task->reply->sense + 16, (uint32_t)byte);
}

void rbk_virtual_check_progress(rbk_virtual_task *task, uint32_t sense, uint32_t progress)
{
    rbk_virtual_check(task, sense);
    task->reply->sense[15] = 0x80;
    rbk_virtual_store16(task->reply->sense + 16, progress);
}

void rbk_virtual_check_system(rbk_virtual *drive, rbk_virtual_task *task, const rbk_error *error)
{
    char text[2 * RBK_SENTENCE_BYTES];
    if (error->status == RBK_NO_MEMORY) {
        rbk_virtual_check_memory(task);
        return;
    }
    rbk_virtual_note(drive, "%s", rbk_error_format(error, text, sizeof text));
    rbk_virtual_check(task, SENSE_INTERNAL);
    task->reply->system_error = error->system_error;
}

void rbk_virtual_check_memory(rbk_virtual_task *task)
{
    rbk_virtual_check(task, SENSE_INTERNAL);
    task->reply->system_error = ENOMEM;
}

uint32_t rbk_virtual_load16(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 8 | bytes[1];
}

uint32_t rbk_virtual_load24(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 16 | rbk_virtual_load16(bytes + 1);
}

uint32_t rbk_virtual_load32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | rbk_virtual_load24(bytes + 1);
}

void rbk_virtual_store16(uint8_t *bytes, uint32_t value)
{
    bytes[0] = (uint8_t)(value >> 8);
    bytes[1] = (uint8_t)value;
}

void rbk_virtual_store24(uint8_t *bytes, uint32_t value)
{
    bytes[0] = (uint8_t)(value >> 16);
    rbk_virtual_store16(bytes + 1, value);
}

void rbk_virtual_store32(uint8_t *bytes, uint32_t value)
{
    bytes[0] = (uint8_t)(value >> 24);
    rbk_virtual_store24(bytes + 1, value);
}

void rbk_virtual_store_msf(uint8_t bytes[3], int32_t lba)
{
    int32_t sectors = lba < -RBK_PREGAP_SECTORS ? lba + LEAD_IN_TURN : lba + RBK_PREGAP_SECTORS;
    bytes[0] = (uint8_t)(sectors / (60 * RBK_SECTORS_PER_SECOND));
    bytes[1] = (uint8_t)(sectors / RBK_SECTORS_PER_SECOND % 60);
    bytes[2] = (uint8_t)(sectors % RBK_SECTORS_PER_SECOND);
}
