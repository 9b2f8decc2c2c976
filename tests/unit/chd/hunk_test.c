/* Hunks of every codec, intact and damaged. */
#include "base/digest.h"
#include "chd/chd.h"
#include "unit/chd/files.h"

#include "unit/scratch.h"

#include <redbook/sector.h>

/* The SHA-1 of all hunks of a file of bytes; the first of its failures. */
static rbk_status digest_of(const uint8_t *bytes, size_t size, uint8_t sha1[RBK_CHD_SHA1_BYTES], rbk_error *error)
{
    rbk_input input;
    rbk_chd *chd = NULL;
    rbk_input_open_bytes(&input, bytes, size);
    rbk_status status = rbk_chd_open(&input, &chd, error);
    if (status != RBK_OK)
        return status;
    const rbk_chd_header *header = rbk_chd_header_of(chd);
    uint8_t *hunk = malloc(header->hunk_bytes);
    rbk_chd_decoder *decoder = rbk_chd_decoder_new(chd);
    rbk_digest *digest = rbk_digest_new(RBK_DIGEST_SHA1);
    assert_non_null(hunk);
    assert_non_null(decoder);
    assert_non_null(digest);
    uint64_t left = header->logical_bytes;
    for (uint32_t i = 0; i < rbk_chd_hunk_count(chd) && status == RBK_OK; i++) {
        status = rbk_chd_read_hunk(chd, decoder, i, hunk, error);
        size_t now = left < header->hunk_bytes ? (size_t)left : header->hunk_bytes;
        rbk_digest_update(digest, hunk, now);
        left -= now;
    }
    rbk_digest_value(digest, sha1);
    rbk_digest_free(digest);
    rbk_chd_decoder_free(decoder);
    free(hunk);
    rbk_chd_close(chd);
    return status;
}

static const struct {
    const uint8_t *bytes;
    size_t size;
    const uint8_t *sha1;
} files[] = {{chd_deflate, sizeof chd_deflate, chd_disc_sha1},
             {chd_lzma, sizeof chd_lzma, chd_disc_sha1},
             {chd_zstandard, sizeof chd_zstandard, chd_disc_sha1},
             {chd_flac, sizeof chd_flac, chd_flac_sha1}};

#define FILES (sizeof files / sizeof files[0])

static void every_codec_gives_the_bytes_that_the_header_sums_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < FILES; i++) {
        uint8_t sha1[RBK_CHD_SHA1_BYTES];
        assert_int_equal(digest_of(files[i].bytes, files[i].size, sha1, NULL), RBK_OK);
        assert_memory_equal(sha1, files[i].sha1, sizeof sha1);
    }
}

/* Hunk 0 of the disc of two tracks. */
static void read_first(uint8_t hunk[RBK_CHD_HUNK_BYTES])
{
    rbk_input input;
    rbk_chd *chd;
    rbk_input_open_bytes(&input, chd_lzma, sizeof chd_lzma);
    assert_int_equal(rbk_chd_open(&input, &chd, NULL), RBK_OK);
    rbk_chd_decoder *decoder = rbk_chd_decoder_new(chd);
    assert_int_equal(rbk_chd_read_hunk(chd, decoder, 0, hunk, NULL), RBK_OK);
    rbk_chd_decoder_free(decoder);
    rbk_chd_close(chd);
}

static void sync_and_parity_are_made_again_where_they_were_right_and_kept_where_not(void **state)
{
    uint8_t hunk[RBK_CHD_HUNK_BYTES];
    (void)state;
    read_first(hunk);
    for (int32_t lba = 0; lba < 4; lba++) {
        const uint8_t *sector = hunk + lba * RBK_CHD_FRAME_BYTES;
        assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE1, lba, sector) == 0, lba != 2);
        for (int i = 0; i < 2048; i++)
            assert_int_equal(sector[16 + i], i & 255);
        for (int i = RBK_CHD_SECTOR_BYTES; i < RBK_CHD_FRAME_BYTES; i++)
            assert_int_equal(sector[i], 0);
    }
}

static void audio_is_big_endian(void **state)
{
    uint8_t hunk[RBK_CHD_HUNK_BYTES];
    (void)state;
    read_first(hunk);
    const uint8_t *silence = hunk + 4 * RBK_CHD_FRAME_BYTES, *sine = hunk + 5 * RBK_CHD_FRAME_BYTES;
    for (int i = 0; i < RBK_CHD_FRAME_BYTES; i++)
        assert_int_equal(silence[i], 0);
    assert_int_equal((int16_t)rbk_be16(sine + 4), 502); /* 8000 sin(2 pi 441 / 44100) */
    assert_int_equal((int16_t)rbk_be16(sine + 6), 501); /* 4000 sin(2 pi 882 / 44100) */
}

/* Only changes that reading cannot detect are not reported: metadata, checksums that only a check compares, reserved
   bytes. */
static void a_changed_byte_is_an_error_or_changes_nothing_that_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < FILES; i++) {
        uint8_t *bytes = malloc(files[i].size), sha1[RBK_CHD_SHA1_BYTES];
        memcpy(bytes, files[i].bytes, files[i].size);
        for (size_t at = 0; at < files[i].size; at++) {
            rbk_error error;
            rbk_error_init(&error);
            bytes[at] ^= (uint8_t)(1u << at % 8);
            rbk_status status = digest_of(bytes, files[i].size, sha1, &error);
            bytes[at] ^= (uint8_t)(1u << at % 8);
            if (status == RBK_OK)
                assert_memory_equal(sha1, files[i].sha1, sizeof sha1);
            else
                assert_true(error.sentence[0] != 0);
            bool sum = (at >= 64 && at < 104), codec = at >= 20 && at < 32,
                 metadata = at >= 124 || (at >= 48 && at < 56);
            if (status == RBK_OK && at < 0x14A && i < 3)
                assert_true(sum || codec || metadata);
        }
        free(bytes);
    }
}

static void a_file_that_is_cut_short_is_an_error(void **state)
{
    uint8_t sha1[RBK_CHD_SHA1_BYTES];
    (void)state;
    for (size_t size = 0; size < sizeof chd_lzma; size++) {
        uint8_t *bytes = malloc(size + 1); /* a separate allocation, so that a read past its end is detected */
        memcpy(bytes, chd_lzma, size);
        assert_int_not_equal(digest_of(bytes, size, sha1, NULL), RBK_OK);
        free(bytes);
    }
}

static void the_damage_of_a_hunk_is_reported_with_its_number(void **state)
{
    uint8_t bytes[sizeof chd_deflate], sha1[RBK_CHD_SHA1_BYTES];
    rbk_error error;
    (void)state;
    rbk_error_init(&error);
    memcpy(bytes, chd_deflate, sizeof bytes);
    bytes[0x14A] ^= 1; /* the first sector has parity */
    assert_int_equal(digest_of(bytes, sizeof bytes, sha1, &error), RBK_SYNTAX);
    assert_string_equal(error.sentence, "hunk 0 is damaged: expected the CRC 8be1, found c00c");
    memset(bytes + 0x14D, 0xFF, 40);
    assert_int_equal(digest_of(bytes, sizeof bytes, sha1, &error), RBK_SYNTAX);
    assert_string_equal(error.sentence, "hunk 0 is damaged: its 1161 bytes at byte 330 are not a hunk of cdzl");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_codec_gives_the_bytes_that_the_header_sums_up),
        cmocka_unit_test(sync_and_parity_are_made_again_where_they_were_right_and_kept_where_not),
        cmocka_unit_test(audio_is_big_endian),
        cmocka_unit_test(a_changed_byte_is_an_error_or_changes_nothing_that_is_read),
        cmocka_unit_test(a_file_that_is_cut_short_is_an_error),
        cmocka_unit_test(the_damage_of_a_hunk_is_reported_with_its_number),
    };
    return cmocka_run_group_tests_name("chd/hunk", tests, NULL, NULL);
}
