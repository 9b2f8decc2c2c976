/*
 * The two requests that carry a command, with what the kernel does to it: SG_IO reports every failure,
 * CDROM_SEND_PACKET hides those of the link (drivers/scsi/scsi_ioctl.c: sg_io, scsi_cdrom_send_packet).
 */
#include "drive.h"

#include "device/virtual.h"

#include <errno.h>
#include <linux/cdrom.h>
#include <scsi/sg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of <scsi/scsi.h>, and of the kernel's own headers. */
enum {
    STATUS_CHECK_CONDITION = 0x02,
    STATUS_BUSY = 0x08,
    HOST_TIME_OUT = 0x03,
    HOST_ERROR = 0x07,
    DRIVER_HAS_SENSE = 0x08,
    CDB_ROOM = 32
};

static int fail(int number)
{
    errno = number;
    return -1;
}

static bool permits(uint8_t opcode, bool writable)
{
    const char *rawio = getenv("REDBOOK_DRIVE_RAWIO");
    return (rawio && !strcmp(rawio, "1")) || rbk_virtual_kernel_permits(opcode, writable);
}

static bool timed_out(const rbk_reply *reply)
{
    return reply->outcome == RBK_OUTCOME_BROKEN && reply->system_error == ETIMEDOUT;
}

static void trace(const char *request, const rbk_command *command, const rbk_reply *reply)
{
    static const char *const outcomes[] = {"good", "check", "busy", "filtered", "broken"};
    char cdb[3 * RBK_CDB_BYTES + 1], *end = cdb;
    const uint8_t *sense = reply->sense;
    if (!getenv("REDBOOK_DRIVE_TRACE"))
        return;
    for (unsigned i = 0; i < command->cdb_bytes; i++)
        end += sprintf(end, "%02x ", command->cdb[i]);
    drive_trace("%s %s%s %zu of %zu bytes, %s%s %x/%02x/%02x", request, cdb,
                command->direction == RBK_NO_DATA   ? "-"
                : command->direction == RBK_DATA_IN ? "in"
                                                    : "out",
                reply->data_bytes, command->data_bytes, outcomes[reply->outcome],
                timed_out(reply) ? " (timed out)" : "", sense[2] & 0xF, sense[12], sense[13]);
}

/* 0, or errno of a request that does not even reach the device. */
static int send(const char *request, rbk_command *command, bool writable, rbk_reply *reply)
{
    if (command->data_bytes > drive_max_bytes())
        return EIO;
    if (!permits(command->cdb[0], writable)) {
        drive_trace("%s %02x: not permitted", request, command->cdb[0]);
        return EPERM;
    }
    drive_run(command, reply);
    trace(request, command, reply);
    return reply->outcome == RBK_OUTCOME_FILTERED ? EPERM : 0;
}

static uint8_t status_of(const rbk_reply *reply)
{
    switch (reply->outcome) {
    case RBK_OUTCOME_CHECK:
        return STATUS_CHECK_CONDITION;
    case RBK_OUTCOME_BUSY:
        return STATUS_BUSY;
    default:
        return 0;
    }
}

static bool has_sense(const rbk_reply *reply)
{
    return reply->sense[0] & 0x70;
}

/* ---------------------------------------------------------------- SG_IO */

/* Scatter-gather lists are used by no program here. */
static int take_header(const sg_io_hdr_t *header, rbk_command *command)
{
    if (header->interface_id != 'S')
        return EINVAL;
    if (header->cmd_len > CDB_ROOM || header->iovec_count)
        return EINVAL;
    memset(command, 0, sizeof *command);
    command->cdb_bytes = header->cmd_len > RBK_CDB_BYTES ? RBK_CDB_BYTES : header->cmd_len;
    memcpy(command->cdb, header->cmdp, command->cdb_bytes);
    command->timeout_ms = header->timeout;
    if (!header->dxfer_len)
        return 0;
    switch (header->dxfer_direction) {
    case SG_DXFER_TO_DEV:
        command->direction = RBK_DATA_OUT;
        break;
    case SG_DXFER_FROM_DEV:
    case SG_DXFER_TO_FROM_DEV:
        command->direction = RBK_DATA_IN;
        break;
    default:
        return EINVAL;
    }
    command->data = header->dxferp;
    command->data_bytes = header->dxfer_len;
    return 0;
}

static void fill_header(sg_io_hdr_t *header, const rbk_reply *reply)
{
    header->status = status_of(reply);
    header->masked_status = (header->status >> 1) & 0x1F;
    header->msg_status = 0;
    header->host_status = timed_out(reply) ? HOST_TIME_OUT : reply->outcome == RBK_OUTCOME_BROKEN ? HOST_ERROR : 0;
    header->driver_status = header->status == STATUS_CHECK_CONDITION ? DRIVER_HAS_SENSE : 0;
    header->info = header->masked_status || header->host_status || header->driver_status ? SG_INFO_CHECK : SG_INFO_OK;
    header->resid = (int)(header->dxfer_len - reply->data_bytes);
    header->duration = 0;
    header->sb_len_wr = 0;
    if (header->sbp && has_sense(reply)) {
        header->sb_len_wr = header->mx_sb_len < RBK_SENSE_BYTES ? header->mx_sb_len : RBK_SENSE_BYTES;
        memcpy(header->sbp, reply->sense, header->sb_len_wr);
    }
}

int packet_sg_io(void *argument, bool writable)
{
    sg_io_hdr_t *header = argument;
    rbk_command command;
    rbk_reply reply;
    int trouble = take_header(header, &command);
    if (!trouble)
        trouble = send("SG_IO", &command, writable, &reply);
    if (trouble)
        return fail(trouble);
    fill_header(header, &reply);
    return 0;
}

/* ---------------------------------------------------------------- CDROM_SEND_PACKET */

static int take_packet(const struct cdrom_generic_command *packet, rbk_command *command)
{
    memset(command, 0, sizeof *command);
    command->cdb_bytes = RBK_CDB_BYTES; /* always twelve, whatever the command's own length */
    memcpy(command->cdb, packet->cmd, RBK_CDB_BYTES);
    /* In ticks of the kernel, 100 to 1000 per second: callers that pass ms wait too long. */
    command->timeout_ms = packet->timeout > 0 ? (uint32_t)packet->timeout * 10 : 0;
    switch (packet->data_direction) {
    case CGC_DATA_READ:
        command->direction = RBK_DATA_IN;
        break;
    case CGC_DATA_WRITE:
        command->direction = RBK_DATA_OUT;
        break;
    case CGC_DATA_NONE:
        break;
    default: /* with CGC_DATA_UNKNOWN the kernel transfers no data */
        return packet->data_direction == CGC_DATA_UNKNOWN && !packet->buflen ? 0 : EINVAL;
    }
    if (packet->buflen && command->direction == RBK_NO_DATA)
        return EINVAL;
    if (!packet->buflen)
        command->direction = RBK_NO_DATA;
    command->data = packet->buflen ? packet->buffer : NULL;
    command->data_bytes = packet->buflen;
    return 0;
}

int packet_cdrom(void *argument, bool writable)
{
    struct cdrom_generic_command *packet = argument;
    rbk_command command;
    rbk_reply reply;
    int trouble = take_packet(packet, &command);
    if (!trouble)
        trouble = send("CDROM_SEND_PACKET", &command, writable, &reply);
    if (trouble)
        return fail(trouble);
    if (packet->sense && has_sense(&reply)) {
        memset(packet->sense, 0, sizeof *packet->sense);
        memcpy(packet->sense, reply.sense, RBK_SENSE_BYTES);
    }
    if (status_of(&reply))
        return fail(EIO);
    /* A failure of the link is in the host's status, which the kernel does not check here: the call succeeds. */
    packet->stat = 0;
    packet->buflen = (unsigned)(command.data_bytes - reply.data_bytes);
    return 0;
}
