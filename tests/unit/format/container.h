/*
 * What the tests of binary descriptors share: building bytes part by part, reading them as a descriptor, checking
 * refusals; and a damage test in which no reader may crash.
 */
#ifndef TESTS_UNIT_FORMAT_CONTAINER_H
#define TESTS_UNIT_FORMAT_CONTAINER_H

#include "base/input.h"
#include "format/row.h"
#include "unit/scratch.h"

#include <redbook/cdtext.h>
#include <redbook/layout.h>

#include <ctype.h>

/* Bytes that grow at their end. */
typedef struct container {
    uint8_t *bytes;
    size_t size, room;
} container;

__attribute__((unused)) static void container_free(container *c)
{
    free(c->bytes);
    *c = (container){.bytes = NULL};
}

__attribute__((unused)) static void container_zeros(container *c, size_t size)
{
    if (c->size + size + 1 > c->room) { /* by half: parts are often single bytes */
        c->room = c->size + size + 1 + c->size / 2;
        c->bytes = realloc(c->bytes, c->room);
    }
    assert_non_null(c->bytes);
    memset(c->bytes + c->size, 0, size);
    c->size += size;
}

__attribute__((unused)) static void container_add(container *c, const void *bytes, size_t size)
{
    container_zeros(c, size);
    if (size)
        memcpy(c->bytes + c->size - size, bytes, size);
}

__attribute__((unused)) static void container_hex(container *c, const char *hex)
{
    for (; *hex; hex++) {
        unsigned byte;
        if (isspace((unsigned char)*hex))
            continue;
        assert_int_equal(sscanf(hex, "%2x", &byte), 1);
        container_add(c, &(uint8_t){(uint8_t)byte}, 1);
        hex++;
    }
}

__attribute__((unused)) static void container_text(container *c, const char *text)
{
    container_add(c, text, strlen(text));
}

/* A number of 2, 4 or 8 bytes in either order. */
__attribute__((unused)) static void container_number(container *c, bool big_endian, size_t size, uint64_t number)
{
    uint8_t bytes[8];
    for (size_t i = 0; i < size; i++)
        bytes[big_endian ? size - 1 - i : i] = (uint8_t)(number >> 8 * i);
    container_add(c, bytes, size);
}

/* Two tracks' worth of a first sector: sync and the header of an address. */
__attribute__((unused)) static void container_put_header(container *c, size_t offset, int32_t lba, uint8_t mode)
{
    uint8_t *sector = c->bytes + offset;
    int32_t time = lba + 150;
    const uint8_t bcd[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    memset(sector, 0xFF, 12);
    sector[0] = sector[11] = 0;
    sector[12] = (uint8_t)(bcd[time / 4500 / 10] << 4 | bcd[time / 4500 % 10]);
    sector[13] = (uint8_t)(bcd[time / 75 % 60 / 10] << 4 | bcd[time / 75 % 60 % 10]);
    sector[14] = (uint8_t)(bcd[time % 75 / 10] << 4 | bcd[time % 75 % 10]);
    sector[15] = mode;
}

__attribute__((unused)) static rbk_disc *container_read(const container *c, const char *name, rbk_findings *findings)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    rbk_error_init(&error);
    if (rbk_format_read(c->bytes, c->size, name, NULL, &disc, findings, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    return disc;
}

/* The format from the suffix of a name, whatever the bytes are. */
__attribute__((unused)) static rbk_status container_read_as(const uint8_t *bytes, size_t size, const char *name,
                                                            rbk_disc **disc, rbk_error *error)
{
    return rbk_format_read_as(rbk_format_find(strrchr(name, '.') + 1), bytes, size, name, NULL, disc, NULL, error);
}

__attribute__((unused)) static void assert_container_refused(const container *c, const char *name, rbk_status status,
                                                             const char *sentence)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    rbk_error_init(&error);
    assert_int_equal(container_read_as(c->bytes, c->size, name, &disc, &error), status);
    assert_null(disc);
    assert_string_equal(error.sentence, sentence);
    assert_string_equal(error.place.path, name);
}

/* The layout of a disc whose files are as long as their tracks need. */
__attribute__((unused)) static rbk_layout *container_lay_out(rbk_disc *disc)
{
    rbk_layout *layout = NULL;
    rbk_error error;
    rbk_error_init(&error);
    for (size_t i = 0; i < disc->file_count; i++) {
        disc->files[i].rate_hz = RBK_RATE_HZ;
        disc->files[i].length_frames = (int64_t)360000 * RBK_SECTOR_SAMPLES;
    }
    if (rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    return layout;
}

/* Each byte from an offset on is changed in several ways: the result is read or refused. */
__attribute__((unused)) static void container_damage(const container *c, size_t from, const char *name)
{
    static const uint8_t masks[] = {0x01, 0x80, 0xFF, 0x55};
    for (size_t at = from; at < c->size; at++)
        for (size_t m = 0; m < sizeof masks; m++) {
            rbk_disc *disc = NULL;
            c->bytes[at] ^= masks[m];
            (void)container_read_as(c->bytes, c->size, name, &disc, NULL);
            rbk_disc_free(disc);
            c->bytes[at] ^= masks[m];
        }
}

/* Truncated at each byte from an offset on. */
__attribute__((unused)) static void container_truncate(const container *c, size_t from, const char *name)
{
    for (size_t size = from; size < c->size; size++) {
        rbk_disc *disc = NULL;
        uint8_t *copy = malloc(size + 1);
        assert_non_null(copy);
        memcpy(copy, c->bytes, size);
        (void)container_read_as(copy, size, name, &disc, NULL);
        rbk_disc_free(disc);
        free(copy);
    }
}

/* Packs of CD-TEXT with a title of the album and one of track 1. Released by the caller. */
__attribute__((unused)) static rbk_bytes container_packs(void)
{
    rbk_bytes packs;
    rbk_cdtext_block *block;
    rbk_cdtext *cdtext = rbk_cdtext_new();
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, 2, &block, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, "Nights", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 1, "One", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_OK);
    rbk_cdtext_free(cdtext);
    return packs;
}

#endif
