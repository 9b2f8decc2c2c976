/*
 * Requests of a CD drive: the kernel turns each into its own commands and returns the answers in its own structures
 * (drivers/cdrom/cdrom.c, drivers/scsi/sr_ioctl.c). Requests for DVDs and changers fail as with a CD drive.
 */
#include "drive.h"

#include <errno.h>
#include <linux/cdrom.h>
#include <string.h>

enum { TOC_HEADER_BYTES = 12, SUBCHANNEL_BYTES = 24, LEAD_OUT = 0xAA, RAW_BYTES = 2352 };

/* What the recorder can do; it is no changer and knows neither DVD nor MRW. */
enum {
    CAPABILITIES = CDC_CLOSE_TRAY | CDC_OPEN_TRAY | CDC_LOCK | CDC_SELECT_SPEED | CDC_MULTI_SESSION | CDC_MCN |
                   CDC_MEDIA_CHANGED | CDC_PLAY_AUDIO | CDC_RESET | CDC_DRIVE_STATUS | CDC_GENERIC_PACKET | CDC_CD_R |
                   CDC_CD_RW
};

static int fail(int number)
{
    errno = number;
    return -1;
}

static int result_of(int trouble)
{
    return trouble ? fail(trouble) : 0;
}

static uint32_t u32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* ---------------------------------------------------------------- table of contents */

/* One track, by LBA: header and descriptor. */
static int read_toc(unsigned track, bool msf, uint8_t reply[TOC_HEADER_BYTES])
{
    uint8_t cdb[10] = {0x43, msf ? 2 : 0, 0, 0, 0, 0, (uint8_t)track, 0, TOC_HEADER_BYTES, 0};
    int trouble = drive_command(cdb, 10, RBK_DATA_IN, reply, TOC_HEADER_BYTES);
    /* A drive reports a changed medium once; the kernel's retry finds the disc. */
    return trouble == EAGAIN ? drive_command(cdb, 10, RBK_DATA_IN, reply, TOC_HEADER_BYTES) : trouble;
}

static int toc_header(struct cdrom_tochdr *header)
{
    uint8_t reply[TOC_HEADER_BYTES];
    int trouble = read_toc(0, false, reply);
    if (trouble)
        return fail(trouble);
    header->cdth_trk0 = reply[2];
    header->cdth_trk1 = reply[3];
    return 0;
}

static int toc_entry(struct cdrom_tocentry *entry)
{
    uint8_t reply[TOC_HEADER_BYTES];
    bool msf = entry->cdte_format == CDROM_MSF;
    if (!msf && entry->cdte_format != CDROM_LBA)
        return fail(EINVAL);
    int trouble = read_toc(entry->cdte_track, msf, reply);
    if (trouble)
        return fail(trouble);
    entry->cdte_ctrl = reply[5] & 0x0FU;
    entry->cdte_adr = (unsigned)reply[5] >> 4 & 0x0FU;
    entry->cdte_datamode = (entry->cdte_ctrl & CDROM_DATA_TRACK) ? 1 : 0;
    if (msf) {
        entry->cdte_addr.msf.minute = reply[9];
        entry->cdte_addr.msf.second = reply[10];
        entry->cdte_addr.msf.frame = reply[11];
    } else {
        entry->cdte_addr.lba = (int)u32(reply + 8);
    }
    return 0;
}

/* The disc has one session, which starts at 0. */
static int multi_session(struct cdrom_multisession *session)
{
    uint8_t reply[TOC_HEADER_BYTES];
    int trouble = read_toc(0, false, reply);
    if (trouble)
        return fail(trouble);
    if (session->addr_format == CDROM_MSF)
        session->addr.msf = (struct cdrom_msf0){0, 2, 0};
    else if (session->addr_format == CDROM_LBA)
        session->addr.lba = 0;
    else
        return fail(EINVAL);
    session->xa_flag = 0;
    return 0;
}

static int disc_status(void)
{
    uint8_t reply[TOC_HEADER_BYTES], one[TOC_HEADER_BYTES];
    unsigned data = 0, audio = 0;
    int trouble = read_toc(0, false, reply);
    if (trouble)
        return trouble == ENOMEDIUM ? CDS_NO_DISC : CDS_NO_INFO;
    for (unsigned track = reply[2]; track <= reply[3]; track++) {
        if (read_toc(track, false, one))
            return CDS_NO_INFO;
        if (one[5] & CDROM_DATA_TRACK)
            data++;
        else
            audio++;
    }
    return audio && data ? CDS_MIXED : audio ? CDS_AUDIO : data ? CDS_DATA_1 : CDS_NO_INFO;
}

uint32_t cdrom_sectors(void)
{
    static const uint8_t read_capacity[10] = {0x25};
    uint8_t reply[8], toc[TOC_HEADER_BYTES];
    if (read_toc(0, false, toc) || drive_command(read_capacity, 10, RBK_DATA_IN, reply, sizeof reply))
        return 0;
    return u32(reply) + 1;
}

/* ---------------------------------------------------------------- subchannel */

static int media_catalogue_number(struct cdrom_mcn *number)
{
    static const uint8_t cdb[10] = {0x42, 0, 0x40, 2, 0, 0, 0, 0, SUBCHANNEL_BYTES, 0};
    uint8_t reply[SUBCHANNEL_BYTES];
    int trouble = drive_command(cdb, 10, RBK_DATA_IN, reply, sizeof reply);
    if (trouble)
        return fail(trouble);
    memcpy(number->medium_catalog_number, reply + 9, 13);
    number->medium_catalog_number[13] = 0;
    return 0;
}

static int subchannel(struct cdrom_subchnl *place)
{
    static const uint8_t cdb[10] = {0x42, 2, 0x40, 1, 0, 0, 0, 0, 16, 0};
    uint8_t reply[16];
    if (place->cdsc_format != CDROM_MSF && place->cdsc_format != CDROM_LBA)
        return fail(EINVAL);
    int trouble = drive_command(cdb, 10, RBK_DATA_IN, reply, sizeof reply);
    if (trouble)
        return fail(trouble);
    place->cdsc_audiostatus = reply[1];
    place->cdsc_ctrl = reply[5] & 0x0FU;
    place->cdsc_adr = (unsigned)reply[5] >> 4 & 0x0FU;
    place->cdsc_trk = reply[6];
    place->cdsc_ind = reply[7];
    place->cdsc_absaddr.msf = (struct cdrom_msf0){reply[9], reply[10], reply[11]};
    place->cdsc_reladdr.msf = (struct cdrom_msf0){reply[13], reply[14], reply[15]};
    if (place->cdsc_format == CDROM_LBA) {
        place->cdsc_absaddr.lba = (reply[9] * 60 + reply[10]) * 75 + reply[11] - CD_MSF_OFFSET;
        place->cdsc_reladdr.lba = (reply[13] * 60 + reply[14]) * 75 + reply[15];
    }
    return 0;
}

/* ---------------------------------------------------------------- sectors */

/* Reads the user data of a sector into the buffer in which the caller gave its time. */
static int read_block(void *argument, uint8_t selection, size_t bytes)
{
    struct cdrom_msf msf;
    uint8_t sector[RAW_BYTES], cdb[12] = {0xBE, 0, 0, 0, 0, 0, 0, 0, 1, selection, 0, 0};
    memcpy(&msf, argument, sizeof msf);
    int lba = (msf.cdmsf_min0 * 60 + msf.cdmsf_sec0) * 75 + msf.cdmsf_frame0 - CD_MSF_OFFSET;
    for (unsigned i = 0; i < 4; i++)
        cdb[2 + i] = (uint8_t)((uint32_t)lba >> (24 - 8 * i));
    int trouble = drive_command(cdb, 12, RBK_DATA_IN, sector, bytes);
    if (!trouble)
        memcpy(argument, sector, bytes);
    return result_of(trouble);
}

static int read_audio(const struct cdrom_read_audio *wanted)
{
    int lba = wanted->addr.lba;
    if (wanted->addr_format == CDROM_MSF)
        lba = (wanted->addr.msf.minute * 60 + wanted->addr.msf.second) * 75 + wanted->addr.msf.frame - CD_MSF_OFFSET;
    else if (wanted->addr_format != CDROM_LBA)
        return fail(EINVAL);
    for (int i = 0; i < wanted->nframes; i++, lba++) {
        uint8_t cdb[12] = {0xBE, 4, 0, 0, 0, 0, 0, 0, 1, 0xF8, 0, 0};
        for (unsigned byte = 0; byte < 4; byte++)
            cdb[2 + byte] = (uint8_t)((uint32_t)lba >> (24 - 8 * byte));
        int trouble = drive_command(cdb, 12, RBK_DATA_IN, wanted->buf + (size_t)i * RAW_BYTES, RAW_BYTES);
        if (trouble)
            return fail(trouble);
    }
    return 0;
}

/* ---------------------------------------------------------------- the tray */

static int start_stop(uint8_t action)
{
    const uint8_t cdb[6] = {0x1B, 0, 0, 0, action, 0};
    return result_of(drive_command(cdb, 6, RBK_NO_DATA, NULL, 0));
}

static int lock_door(bool lock)
{
    const uint8_t cdb[6] = {0x1E, 0, 0, 0, lock, 0};
    return result_of(drive_command(cdb, 6, RBK_NO_DATA, NULL, 0));
}

static int eject(void)
{
    int result = lock_door(false);
    return result ? result : start_stop(2);
}

static int select_speed(unsigned speed)
{
    unsigned kilobytes = speed ? speed * 177 : 0xFFFF;
    const uint8_t cdb[12] = {0xBB, 0, (uint8_t)(kilobytes >> 8), (uint8_t)kilobytes};
    return result_of(drive_command(cdb, 12, RBK_NO_DATA, NULL, 0));
}

static int drive_status(void)
{
    static const uint8_t event_status[10] = {0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8, 0}, test_unit_ready[6] = {0};
    uint8_t reply[8];
    int trouble = drive_command(test_unit_ready, 6, RBK_NO_DATA, NULL, 0);
    if (!trouble || trouble == EAGAIN)
        return CDS_DISC_OK;
    if (!drive_command(event_status, 10, RBK_DATA_IN, reply, sizeof reply) && (reply[2] & 7) == 4)
        return (reply[5] & 1) ? CDS_TRAY_OPEN : (reply[5] & 2) ? CDS_DRIVE_NOT_READY : CDS_NO_DISC;
    return trouble == ENOMEDIUM ? CDS_NO_DISC : CDS_DRIVE_NOT_READY;
}

static int media_changed(void)
{
    static const uint8_t event_status[10] = {0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8, 0};
    uint8_t reply[8];
    return !drive_command(event_status, 10, RBK_DATA_IN, reply, sizeof reply) && (reply[4] & 0x0F) == 2;
}

/* ---------------------------------------------------------------- the table */

static int request_of_disc(unsigned request, void *argument)
{
    switch (request) {
    case CDROMREADTOCHDR:
        return toc_header(argument);
    case CDROMREADTOCENTRY:
        return toc_entry(argument);
    case CDROMMULTISESSION:
        return multi_session(argument);
    case CDROM_GET_MCN:
        return media_catalogue_number(argument);
    case CDROMSUBCHNL:
        return subchannel(argument);
    case CDROM_DISC_STATUS:
        return disc_status();
    case CDROMREADMODE1:
        return read_block(argument, 0x10, CD_FRAMESIZE);
    case CDROMREADMODE2:
        return read_block(argument, 0x58, CD_FRAMESIZE_RAW0);
    case CDROMREADRAW:
        return read_block(argument, 0xF8, RAW_BYTES);
    case CDROMREADAUDIO:
        return read_audio(argument);
    default:
        return fail(ENOTTY);
    }
}

int cdrom_request(unsigned request, void *argument)
{
    switch (request) {
    case CDROM_GET_CAPABILITY:
        return CAPABILITIES;
    case CDROM_DRIVE_STATUS:
        return drive_status();
    case CDROM_MEDIA_CHANGED:
        return media_changed();
    case CDROMEJECT:
        return eject();
    case CDROMCLOSETRAY:
        return start_stop(3);
    case CDROMSTART:
        return start_stop(1);
    case CDROMSTOP:
        return start_stop(0);
    case CDROM_LOCKDOOR:
        return lock_door(argument != NULL);
    case CDROM_SELECT_SPEED:
        return select_speed((unsigned)(uintptr_t)argument);
    case CDROM_SET_OPTIONS:
    case CDROM_CLEAR_OPTIONS:
        return CDO_AUTO_CLOSE | CDO_USE_FFLAGS | CDO_LOCK;
    default:
        return request_of_disc(request, argument);
    }
}
