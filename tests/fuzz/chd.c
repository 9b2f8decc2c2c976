/*
 * Fuzz target: CHD images. Header, map, metadata and hunks are read or refused. A changed map would always be
 * refused because of its CRC, which is therefore corrected first.
 */
#include "chd/chd.h"

#include <redbook/format.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define MAP_OFFSET_FIELD 40
#define MAP_CRC_FIELD    10
#define HUNKS_READ       8

/* "its map is damaged: expected the CRC 1234, found abcd": the second one, or -1. */
static long crc_that_is_right(const char *sentence)
{
    const char *found =
        strstr(sentence, "the CRC ") && strstr(sentence, "its map ") ? strstr(sentence, ", found ") : NULL;
    return found ? strtol(found + strlen(", found "), NULL, 16) : -1;
}

static void read_hunks(const rbk_chd *chd)
{
    uint8_t *hunk = malloc(rbk_chd_header_of(chd)->hunk_bytes);
    rbk_chd_decoder *decoder = rbk_chd_decoder_new(chd);
    for (uint32_t i = 0; hunk && decoder && i < rbk_chd_hunk_count(chd) && i < HUNKS_READ; i++)
        (void)rbk_chd_read_hunk(chd, decoder, i, hunk, NULL);
    rbk_chd_decoder_free(decoder);
    free(hunk);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    uint8_t *copy = malloc(size + 1);
    rbk_input input;
    rbk_chd *chd = NULL;
    rbk_disc *disc = NULL;
    rbk_error error;
    if (!copy)
        return 0;
    memcpy(copy, bytes, size);
    rbk_error_init(&error);
    rbk_input_open_bytes(&input, copy, size);
    if (rbk_chd_open(&input, &chd, &error) != RBK_OK) {
        long crc = crc_that_is_right(error.sentence);
        uint64_t map = size >= MAP_OFFSET_FIELD + 8 ? rbk_be64(copy + MAP_OFFSET_FIELD) : 0;
        if (crc >= 0 && map < size && size - map > MAP_CRC_FIELD + 2) {
            copy[map + MAP_CRC_FIELD] = (uint8_t)(crc >> 8);
            copy[map + MAP_CRC_FIELD + 1] = (uint8_t)crc;
        }
        (void)rbk_chd_open(&input, &chd, &error);
    }
    if (chd)
        read_hunks(chd);
    rbk_chd_close(chd);
    (void)rbk_format_read(copy, size, "fuzz.chd", NULL, &disc, NULL, &error);
    rbk_disc_free(disc);
    rbk_input_close(&input);
    free(copy);
    return 0;
}
