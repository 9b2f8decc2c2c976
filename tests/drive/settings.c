/*
 * Requests of any SCSI and any block device: its bus address, the largest transfer, its time-out, its size. Anything
 * else is refused as the kernel refuses it.
 */
#include "drive.h"

#include <errno.h>
#include <linux/fs.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>
#include <string.h>

enum {
    SCSI_GET_IDLUN = 0x5382, /* <scsi/scsi_ioctl.h> of the C library has only some of these */
    SCSI_PROBE_HOST = 0x5385,
    SCSI_GET_BUS_NUMBER = 0x5386,
    SG_VERSION = 30527,
    TICKS_PER_SECOND = 100,
    MILLISECONDS_PER_TICK = 10,
    LOGICAL_BYTES = 2048,
    HARD_SECTOR_BYTES = 512,
    TARGET = 1
};

static int give_int(void *argument, int value)
{
    memcpy(argument, &value, sizeof value);
    return 0;
}

static int take_int(const void *argument)
{
    int value;
    memcpy(&value, argument, sizeof value);
    return value;
}

static int fail(int number)
{
    errno = number;
    return -1;
}

/* Bytes 0 to 3: target, LUN, channel, host; then the host's own number. */
static int scsi_idlun(void *argument)
{
    const uint32_t value[2] = {TARGET, 0};
    memcpy(argument, value, sizeof value);
    return 0;
}

static int set_timeout(const void *argument)
{
    int ticks = take_int(argument);
    if (ticks < 0)
        return fail(EIO);
    drive_set_timeout_ms((uint32_t)ticks * MILLISECONDS_PER_TICK);
    return 0;
}

static int block_request(unsigned request, void *argument)
{
    uint64_t bytes = 0;
    unsigned short sectors = 0;
    switch (request) {
    case BLKGETSIZE64:
        bytes = (uint64_t)cdrom_sectors() * LOGICAL_BYTES;
        memcpy(argument, &bytes, sizeof bytes);
        return 0;
    case BLKSSZGET:
        return give_int(argument, LOGICAL_BYTES);
    case BLKROGET:
        return give_int(argument, 1);
    case BLKSECTGET:
        sectors = (unsigned short)(drive_max_bytes() / HARD_SECTOR_BYTES);
        memcpy(argument, &sectors, sizeof sectors);
        return 0;
    case BLKFLSBUF:
        return 0;
    case BLKRRPART:
        return fail(EINVAL);
    default:
        return fail(ENOTTY);
    }
}

int setting_request(unsigned request, void *argument)
{
    switch (request) {
    case SCSI_GET_IDLUN:
        return scsi_idlun(argument);
    case SCSI_GET_BUS_NUMBER:
        return give_int(argument, 0);
    case SCSI_PROBE_HOST:
        return 1;
    case SG_GET_VERSION_NUM:
        return give_int(argument, SG_VERSION);
    case SG_SET_TIMEOUT:
        return set_timeout(argument);
    case SG_GET_TIMEOUT: /* the only one that returns its answer this way */
        return (int)(drive_timeout_ms() / MILLISECONDS_PER_TICK);
    case SG_GET_RESERVED_SIZE:
        return give_int(argument, (int)drive_max_bytes());
    case SG_SET_RESERVED_SIZE:
        return take_int(argument) < 0 ? fail(EINVAL) : 0;
    case SG_EMULATED_HOST:
        return give_int(argument, 1);
    case SG_GET_COMMAND_Q:
        return give_int(argument, 0);
    default:
        return block_request(request, argument);
    }
}
