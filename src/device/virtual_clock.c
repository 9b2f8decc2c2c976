/*
 * The drive's time. It passes with each command - a command takes a moment, its data the time on the bus - and where
 * the host waits. Meanwhile the laser writes sectors from the buffer, at the speed that is set.
 *
 * The laser starts when the buffer is half full, or the session's end is in it. If the buffer is empty later, it stops:
 * with underrun protection it continues when the buffer is half full again (a link), without it the session is ruined.
 */
#include "device/virtual_drive.h"

#include <errno.h>

enum {
    COMMAND_US = 200,
    BUS_BYTES_PER_MS = 33000,
    LEAD_IN_BYTES = 96 /* bytes of a lead-in sector from the host */
};

/* ------------------------------------------------------------------ buffer */

static int64_t sectors_per_second(const rbk_virtual *drive)
{
    return (int64_t)drive->write_speed * RBK_SECTORS_PER_SECOND;
}

static uint32_t buffer_bytes(const rbk_virtual *drive)
{
    return drive->buffer.lead_in_sectors * LEAD_IN_BYTES + drive->buffer.sectors * RBK_SECTOR_BYTES;
}

uint32_t rbk_virtual_buffer_free(const rbk_virtual *drive)
{
    uint32_t all = drive->config.buffer_kib * 1024, used = buffer_bytes(drive);
    return used < all ? all - used : 0;
}

bool rbk_virtual_buffer_has_room(const rbk_virtual *drive, uint32_t count, bool lead_in)
{
    uint64_t bytes = (uint64_t)count * (lead_in ? LEAD_IN_BYTES : RBK_SECTOR_BYTES);
    /* A write larger than the buffer is accepted when the buffer is empty. */
    return drive->config.instant || buffer_bytes(drive) == 0 || bytes <= rbk_virtual_buffer_free(drive);
}

void rbk_virtual_buffer_add(rbk_virtual *drive, uint32_t count, bool lead_in)
{
    rbk_virtual_buffer *buffer = &drive->buffer;
    if (drive->config.instant)
        return;
    if (lead_in)
        buffer->lead_in_sectors += count;
    else
        buffer->sectors += count;
    if (!buffer->burning && buffer_bytes(drive) >= drive->config.buffer_kib * 1024 / 2) {
        buffer->burning = true;
        buffer->credit = 0;
    }
}

int64_t rbk_virtual_sectors_us(const rbk_virtual *drive, int64_t count)
{
    return drive->config.instant ? 0 : count * 1000000 / sectors_per_second(drive);
}

int64_t rbk_virtual_buffer_left_us(const rbk_virtual *drive)
{
    int64_t own = drive->buffer.credit < 0 ? -drive->buffer.credit / 1000000 : 0;
    return rbk_virtual_sectors_us(drive, own + drive->buffer.lead_in_sectors + drive->buffer.sectors);
}

static uint32_t take(uint32_t *from, int64_t wanted)
{
    uint32_t taken = wanted < *from ? (uint32_t)wanted : *from;
    *from -= taken;
    return taken;
}

static void run_dry(rbk_virtual *drive)
{
    drive->buffer.burning = false;
    drive->buffer.credit = 0;
    if (drive->nwa >= drive->sheet->lead_out_lba)
        return; /* everything is written but the lead-out, which the drive makes */
    if (drive->underrun_protection) {
        drive->view.links++;
        rbk_virtual_note(drive, "buffer empty before lba %d: link", drive->nwa);
    } else {
        drive->phase = RBK_VIRTUAL_SPOILED;
        rbk_virtual_note(drive, "buffer empty before lba %d: the session is lost", drive->nwa);
    }
}

static void drain(rbk_virtual *drive, int64_t us)
{
    rbk_virtual_buffer *buffer = &drive->buffer;
    if (!buffer->burning || drive->phase < RBK_VIRTUAL_LEAD_IN || drive->phase == RBK_VIRTUAL_SPOILED)
        return;
    buffer->credit += us * sectors_per_second(drive);
    if (buffer->credit < 0)
        return; /* the drive's own lead-in */
    int64_t sectors = buffer->credit / 1000000;
    buffer->credit %= 1000000;
    sectors -= take(&buffer->lead_in_sectors, sectors);
    sectors -= take(&buffer->sectors, sectors);
    if (sectors > 0)
        run_dry(drive);
}

/* ------------------------------------------------------------------ time */

void rbk_virtual_advance(rbk_virtual *drive, int64_t us)
{
    drive->now_us += us;
    drain(drive, us);
}

void rbk_virtual_begin_busy(rbk_virtual *drive, int64_t us, uint32_t sense)
{
    if (drive->config.instant || us <= 0)
        return;
    drive->busy_from_us = drive->now_us;
    drive->busy_until_us = drive->now_us + us;
    drive->busy_sense = sense;
}

bool rbk_virtual_is_busy(const rbk_virtual *drive)
{
    return drive->now_us < drive->busy_until_us;
}

uint32_t rbk_virtual_progress(const rbk_virtual *drive)
{
    int64_t all = drive->busy_until_us - drive->busy_from_us, done = drive->now_us - drive->busy_from_us;
    return all > 0 && done < all ? (uint32_t)(done * 65536 / all) : 65535;
}

bool rbk_virtual_wait(rbk_virtual *drive, rbk_virtual_task *task)
{
    int64_t left = drive->busy_until_us - drive->now_us, patience = (int64_t)task->command->timeout_ms * 1000;
    if (left <= 0)
        return true;
    if (patience == 0 || left <= patience) {
        rbk_virtual_advance(drive, left);
        return true;
    }
    rbk_virtual_advance(drive, patience);
    task->reply->outcome = RBK_OUTCOME_BROKEN;
    task->reply->system_error = ETIMEDOUT;
    return false;
}

void rbk_virtual_take_time(rbk_virtual *drive, size_t bytes)
{
    rbk_virtual_advance(drive, COMMAND_US + (int64_t)bytes * 1000 / BUS_BYTES_PER_MS);
}
