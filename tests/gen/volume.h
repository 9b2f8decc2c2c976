/*
 * tests/gen/volume.h - a small ISO 9660 volume with addresses for any position on a disc
 *
 * Root directory with HELLO.TXT and, where wanted, CDPLUS with INFO.CDP (75 sectors after the start) and SUB_INFO.EN.
 * Its sectors: 16 primary volume descriptor, 17 terminator, 18 and 19 path tables, 20 root directory, 21 CDPLUS,
 * 75 INFO.CDP, 76 SUB_INFO.EN, 77 HELLO.TXT; the rest is filled with the sector's number.
 */
#ifndef TESTS_GEN_VOLUME_H
#define TESTS_GEN_VOLUME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define VOLUME_SECTOR_BYTES 2048
#define VOLUME_SECTORS_MIN  78
#define VOLUME_HELLO        77
#define VOLUME_TEXT         "hello from a session\n"

static void volume_put_both(uint8_t *at, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        at[i] = (uint8_t)(value >> 8 * i);
        at[2 * bytes - 1 - i] = (uint8_t)(value >> 8 * i);
    }
}

/* A directory record; its length is returned. name_bytes 1 with a name of 0 or 1 is "." or "..". */
static size_t volume_put_record(uint8_t *at, uint32_t lba, uint32_t bytes, bool folder, const char *name,
                                size_t name_bytes)
{
    size_t length = 33 + name_bytes + (name_bytes % 2 == 0);
    at[0] = (uint8_t)length;
    volume_put_both(at + 2, lba, 4);
    volume_put_both(at + 10, bytes, 4);
    at[18] = 100;
    at[19] = at[20] = 1;
    at[25] = folder ? 2 : 0;
    volume_put_both(at + 28, 1, 2);
    at[32] = (uint8_t)name_bytes;
    memcpy(at + 33, name, name_bytes);
    return length;
}

static void volume_put_descriptor(uint8_t *sector, uint32_t sectors, uint32_t lba, size_t path_bytes)
{
    sector[0] = 1;
    memcpy(sector + 1, "CD001\1", 6);
    memset(sector + 8, ' ', 64);
    memcpy(sector + 40, "VOLUME", 6);
    volume_put_both(sector + 80, sectors, 4);
    volume_put_both(sector + 120, 1, 2);
    volume_put_both(sector + 124, 1, 2);
    volume_put_both(sector + 128, VOLUME_SECTOR_BYTES, 2);
    volume_put_both(sector + 132, (uint32_t)path_bytes, 4);
    for (int i = 0; i < 4; i++) {
        sector[140 + i] = (uint8_t)((lba + 18) >> 8 * i);
        sector[151 - i] = (uint8_t)((lba + 19) >> 8 * i);
    }
    volume_put_record(sector + 156, lba + 20, VOLUME_SECTOR_BYTES, true, "\0", 1);
    memset(sector + 190, ' ', 623);
    for (int date = 0; date < 4; date++)
        memset(sector + 813 + 17 * date, '0', 16);
    sector[881] = 1;
}

static size_t volume_put_path(uint8_t *at, uint32_t lba, bool big, const char *name, size_t name_bytes)
{
    at[0] = (uint8_t)name_bytes;
    for (int i = 0; i < 4; i++)
        at[2 + (big ? 3 - i : i)] = (uint8_t)(lba >> 8 * i);
    at[big ? 7 : 6] = 1;
    memcpy(at + 8, name, name_bytes);
    return 8 + name_bytes + name_bytes % 2;
}

static void volume_put_directories(uint8_t *bytes, uint32_t lba, bool plus)
{
    uint8_t *root = bytes + (size_t)20 * VOLUME_SECTOR_BYTES, *folder = root + VOLUME_SECTOR_BYTES;
    root += volume_put_record(root, lba + 20, VOLUME_SECTOR_BYTES, true, "\0", 1);
    root += volume_put_record(root, lba + 20, VOLUME_SECTOR_BYTES, true, "\1", 1);
    if (plus)
        root += volume_put_record(root, lba + 21, VOLUME_SECTOR_BYTES, true, "CDPLUS", 6);
    volume_put_record(root, lba + VOLUME_HELLO, sizeof VOLUME_TEXT - 1, false, "HELLO.TXT;1", 11);
    if (!plus)
        return;
    folder += volume_put_record(folder, lba + 21, VOLUME_SECTOR_BYTES, true, "\0", 1);
    folder += volume_put_record(folder, lba + 20, VOLUME_SECTOR_BYTES, true, "\1", 1);
    folder += volume_put_record(folder, lba + 75, VOLUME_SECTOR_BYTES, false, "INFO.CDP;1", 10);
    volume_put_record(folder, lba + 76, 580, false, "SUB_INFO.EN;1", 13);
}

/* Fills sectors (VOLUME_SECTORS_MIN or more) of a volume whose first one is at lba. */
static void volume_build(uint8_t *bytes, uint32_t sectors, uint32_t lba, bool plus)
{
    size_t path_bytes = 0;
    memset(bytes, 0, (size_t)sectors * VOLUME_SECTOR_BYTES);
    for (uint32_t i = VOLUME_HELLO + 1; i < sectors; i++)
        memset(bytes + (size_t)i * VOLUME_SECTOR_BYTES, (int)(i & 0xFF), VOLUME_SECTOR_BYTES);
    for (int big = 0; big < 2; big++) {
        uint8_t *table = bytes + (size_t)(18 + big) * VOLUME_SECTOR_BYTES;
        path_bytes = volume_put_path(table, lba + 20, big, "\0", 1);
        if (plus)
            path_bytes += volume_put_path(table + path_bytes, lba + 21, big, "CDPLUS", 6);
    }
    volume_put_descriptor(bytes + (size_t)16 * VOLUME_SECTOR_BYTES, sectors, lba, path_bytes);
    memcpy(bytes + (size_t)17 * VOLUME_SECTOR_BYTES, "\377CD001\1", 7);
    volume_put_directories(bytes, lba, plus);
    if (plus) {
        memcpy(bytes + (size_t)75 * VOLUME_SECTOR_BYTES, "CD", 2);
        memcpy(bytes + (size_t)76 * VOLUME_SECTOR_BYTES + 8, "0100", 4);
    }
    memcpy(bytes + (size_t)VOLUME_HELLO * VOLUME_SECTOR_BYTES, VOLUME_TEXT, sizeof VOLUME_TEXT - 1);
}

#endif
