/*
 * What the tests of the preload library share. Each test program is linked with the library before the C library, so
 * that its calls reach the drive like those of a program with the library preloaded.
 */
#ifndef TESTS_UNIT_DRIVE_RECORDER_H
#define TESTS_UNIT_DRIVE_RECORDER_H

#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/cdrom.h>
#include <scsi/sg.h>
#include <stdbool.h>
#include <sys/ioctl.h>

/* A disc of two tracks: mode 1 from 0, audio from 450 with a pregap from 300, lead-out 750; MCN, and an ISRC of
 * track 2. */
enum { DATA_SECTORS = 300, AUDIO_START = 450, LEAD_OUT = 750, DATA_BYTES = 2048, AUDIO_BYTES = 2352 };

/* A drive in the test's own folder. */
__attribute__((unused)) static int drive_setup(void **state)
{
    int failed = scratch_setup(state);
    setenv("REDBOOK_DRIVE_FOLDER", scratch_folder, 1);
    unsetenv("REDBOOK_DRIVE_OPTIONS");
    unsetenv("REDBOOK_DRIVE_MAX_BYTES");
    unsetenv("REDBOOK_DRIVE_RAWIO");
    unsetenv("REDBOOK_DRIVE_SYSTEM");
    unsetenv("REDBOOK_DRIVE_CLOCK");
    return failed;
}

#define drive_test(function) cmocka_unit_test_setup_teardown(function, drive_setup, scratch_teardown)

__attribute__((unused)) static int open_drive(int flags)
{
    int fd = open("/dev/sr0", flags | O_NONBLOCK);
    assert_true(fd >= 0);
    return fd;
}

/* A command by SG_IO; what ioctl returned. sense has 18 bytes. */
__attribute__((unused)) static int run_sg(int fd, const uint8_t *cdb, size_t cdb_bytes, int direction, void *data,
                                          size_t bytes, sg_io_hdr_t *header, uint8_t *sense)
{
    uint8_t copy[16];
    memcpy(copy, cdb, cdb_bytes);
    memset(header, 0, sizeof *header);
    memset(sense, 0, 18);
    header->interface_id = 'S';
    header->cmdp = copy;
    header->cmd_len = (unsigned char)cdb_bytes;
    header->dxfer_direction = direction;
    header->dxferp = data;
    header->dxfer_len = (unsigned)bytes;
    header->sbp = sense;
    header->mx_sb_len = 18;
    header->timeout = 30000;
    return ioctl(fd, SG_IO, header);
}

/* 2/04/08: the buffer is full, or the disc is being closed. */
__attribute__((unused)) static bool is_long_write(const uint8_t *sense)
{
    return (sense[2] & 0xF) == 2 && sense[12] == 4 && sense[13] == 8;
}

/* The same, but the command must succeed, and is repeated while the buffer of the drive is full. */
__attribute__((unused)) static void must_run(int fd, const uint8_t *cdb, size_t cdb_bytes, int direction, void *data,
                                             size_t bytes)
{
    sg_io_hdr_t header;
    uint8_t sense[18];
    int tries = 0;
    do {
        assert_int_equal(run_sg(fd, cdb, cdb_bytes, direction, data, bytes, &header, sense), 0);
    } while (header.status && is_long_write(sense) && ++tries < 1000 && !usleep(10000));
    if (header.status)
        fail_msg("command %02X: %X/%02X/%02X", cdb[0], sense[2], sense[12], sense[13]);
    assert_int_equal(header.host_status, 0);
}

/* Repeats TEST UNIT READY until the drive has reported its unit attentions and finished its work. */
__attribute__((unused)) static void become_ready(int fd)
{
    static const uint8_t test_unit_ready[6] = {0};
    sg_io_hdr_t header;
    uint8_t sense[18];
    for (int i = 0; i < 500; i++) {
        assert_int_equal(run_sg(fd, test_unit_ready, 6, SG_DXFER_NONE, NULL, 0, &header, sense), 0);
        if (!header.status)
            return;
        assert_true((sense[2] & 0xF) == 6 || ((sense[2] & 0xF) == 2 && sense[12] == 4));
        sleep(10);
    }
    fail_msg("the drive does not become ready");
}

/* Byte number i of the user data of a sector of the disc. */
__attribute__((unused)) static uint8_t byte_of(int lba, size_t i)
{
    return lba < 0 ? 0 : (uint8_t)(((unsigned)lba * 31U + i * 7U + i / 256U) & 0xFF);
}

__attribute__((unused)) static void write_sectors(int fd, int from, int to, size_t sector_bytes)
{
    uint8_t data[25 * AUDIO_BYTES];
    for (int lba = from; lba < to;) {
        int count = to - lba < 25 ? to - lba : 25;
        for (int i = 0; i < count; i++)
            for (size_t k = 0; k < sector_bytes; k++)
                data[(size_t)i * sector_bytes + k] = byte_of(lba + i, k);
        uint32_t place = (uint32_t)lba;
        const uint8_t write[10] = {0x2A,
                                   0,
                                   (uint8_t)(place >> 24),
                                   (uint8_t)(place >> 16),
                                   (uint8_t)(place >> 8),
                                   (uint8_t)place,
                                   0,
                                   0,
                                   (uint8_t)count,
                                   0};
        must_run(fd, write, 10, SG_DXFER_TO_DEV, data, (size_t)count * sector_bytes);
        lba += count;
    }
}

/* Records the disc; fd is open for writing. */
__attribute__((unused)) static void record_disc(int fd)
{
    static const uint8_t mode_sense[10] = {0x5A, 0, 5, 0, 0, 0, 0, 0, 60, 0};
    static const uint8_t mode_select[10] = {0x55, 0x10, 0, 0, 0, 0, 0, 0, 60, 0};
    static uint8_t sheet[][8] = {{0x02, '4', '0', '0', '6', '3', '8', '1'},
                                 {0x02, '3', '3', '3', '9', '3', '1', 0},
                                 {0x41, 0, 0, 0x14, 0, 0, 0, 0},
                                 {0x41, 1, 0, 0x10, 0, 0, 0, 0},
                                 {0x41, 1, 1, 0x10, 0, 0, 2, 0},
                                 {0x03, 2, 'U', 'S', 'R', 'C', '1', '7'},
                                 {0x03, 2, '6', '0', '7', '8', '0', '2'},
                                 {0x01, 2, 0, 0x00, 0, 0, 6, 0},
                                 {0x01, 2, 1, 0x00, 0, 0, 8, 0},
                                 {0x01, 0xAA, 1, 0x01, 0, 0, 12, 0}};
    static const uint8_t send_sheet[10] = {0x5D, 0, 0, 0, 0, 0, 0, 0, sizeof sheet, 0};
    static const uint8_t synchronize[10] = {0x35};
    uint8_t page[60];
    become_ready(fd);
    must_run(fd, mode_sense, 10, SG_DXFER_FROM_DEV, page, sizeof page);
    memset(page, 0, 8);
    page[8] &= 0x3F;
    page[10] = 0x42; /* session at once, protected against underruns */
    page[11] = 0;
    page[12] = 0;
    must_run(fd, mode_select, 10, SG_DXFER_TO_DEV, page, sizeof page);
    must_run(fd, send_sheet, 10, SG_DXFER_TO_DEV, sheet, sizeof sheet);
    write_sectors(fd, -150, DATA_SECTORS, DATA_BYTES);
    write_sectors(fd, DATA_SECTORS, LEAD_OUT, AUDIO_BYTES);
    must_run(fd, synchronize, 10, SG_DXFER_NONE, NULL, 0);
}

#endif
