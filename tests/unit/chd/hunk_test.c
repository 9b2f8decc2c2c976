/* Hunks of every codec, intact and damaged. */
#include "base/digest.h"
#include "chd/codecs.h"
#include "chd/read.h"
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

/* ------------------------------------------------------------------ bombs */

#define BOMB_BYTES (8 * 1024 * 1024 / RBK_CHD_FLAC_BLOCK_BYTES * RBK_CHD_FLAC_BLOCK_BYTES)

/* A frame of blocks of one value, 128 KiB in 4 bytes each. */
static size_t make_zstandard_bomb(uint8_t *out, uint32_t blocks)
{
    static const uint8_t head[] = {0x28, 0xB5, 0x2F,
                                   0xFD, 0x00, 0x38}; /* a window of 128 KiB, the size is not stated */
    const uint32_t block = UINT32_C(1) << 17, of_one_value = 2;
    size_t size = sizeof head;
    memcpy(out, head, sizeof head);
    for (uint32_t i = 0; i < blocks; i++) {
        uint32_t word = block << 3 | of_one_value | (i + 1 == blocks);
        for (int k = 0; k < 3; k++)
            out[size++] = (uint8_t)(word >> 8 * k);
        out[size++] = 0;
    }
    return size;
}

/* Megabytes of zeros in less than the bytes of a hunk. */
static size_t make_bomb(uint32_t codec, uint8_t *out, size_t room)
{
    uint8_t *zeros = calloc(1, BOMB_BYTES);
    size_t size = 0;
    assert_non_null(zeros);
    if (codec == RBK_CHD_DEFLATE) {
        rbk_chd_deflate *deflate = rbk_chd_deflate_new(9);
        size = rbk_chd_deflate_block(deflate, zeros, BOMB_BYTES, out, room);
        rbk_chd_deflate_free(deflate);
    } else if (codec == RBK_CHD_LZMA) {
        rbk_chd_lzma_encoder *lzma = rbk_chd_lzma_encoder_new(RBK_CHD_LZMA_NORMAL);
        size = rbk_chd_lzma_encode(lzma, zeros, BOMB_BYTES, out, room);
        rbk_chd_lzma_encoder_free(lzma);
    } else if (codec == RBK_CHD_FLAC) {
        rbk_chd_flac_encoder *flac = rbk_chd_flac_encoder_new(0);
        size = rbk_chd_flac_encode(flac, zeros, BOMB_BYTES, out, room);
        rbk_chd_flac_encoder_free(flac);
    } else {
        size = make_zstandard_bomb(out, 4096);
    }
    free(zeros);
    assert_in_range(size, 1, room);
    return size;
}

/* The hunk that a bomb is put into: of both parts the one with sectors, or with FLAC the whole. */
static size_t make_hunk_of_bomb(uint32_t codec, uint8_t hunk[RBK_CHD_HUNK_BYTES])
{
    const size_t head = codec == RBK_CHD_FLAC ? 0 : 3; /* a bit a frame, and the length of the sectors */
    size_t size = make_bomb(codec, hunk + head, RBK_CHD_HUNK_BYTES - head);
    if (head > 0) {
        hunk[0] = 0;
        hunk[1] = (uint8_t)(size >> 8);
        hunk[2] = (uint8_t)size;
    }
    return head + size;
}

/* What such a hunk gives is refused, and no more than a hunk of it is decoded. */
static void a_hunk_of_megabytes_is_refused_and_ends_at_its_size(void **state)
{
    (void)state;
    for (size_t i = 0; i < FILES; i++) {
        rbk_input input;
        rbk_chd *chd = NULL;
        uint8_t *bytes = malloc(files[i].size + RBK_CHD_HUNK_BYTES), *out = malloc(RBK_CHD_HUNK_BYTES + 16);
        assert_true(bytes && out);
        memcpy(bytes, files[i].bytes, files[i].size);
        rbk_input_open_bytes(&input, bytes, files[i].size + RBK_CHD_HUNK_BYTES);
        assert_int_equal(rbk_chd_open(&input, &chd, NULL), RBK_OK);
        const rbk_chd_hunk intact = chd->hunks[0];
        size_t length = make_hunk_of_bomb(chd->header.codecs[0], bytes + files[i].size);
        chd->hunks[0] =
            (rbk_chd_hunk){.kind = (rbk_chd_kind)0, .length = (uint32_t)length, .offset = files[i].size, .crc = 1};
        rbk_chd_decoder *decoder = rbk_chd_decoder_new(chd);
        memset(out, 0x5A, RBK_CHD_HUNK_BYTES + 16);
        assert_int_equal(rbk_chd_read_hunk(chd, decoder, 0, out, NULL), RBK_SYNTAX);
        for (size_t at = RBK_CHD_HUNK_BYTES; at < RBK_CHD_HUNK_BYTES + 16; at++)
            assert_int_equal(out[at], 0x5A);
        chd->hunks[0] = intact;
        assert_int_equal(rbk_chd_read_hunk(chd, decoder, 0, out, NULL), RBK_OK); /* the decoder is not harmed */
        rbk_chd_decoder_free(decoder);
        rbk_chd_close(chd);
        free(bytes);
        free(out);
    }
}

/* As in a map that states less than a hunk of two parts starts with. */
static void a_hunk_shorter_than_its_head_is_damaged(void **state)
{
    uint8_t hunk[RBK_CHD_HUNK_BYTES];
    rbk_error error;
    rbk_input input;
    rbk_chd *chd;
    (void)state;
    rbk_input_open_bytes(&input, chd_lzma, sizeof chd_lzma);
    assert_int_equal(rbk_chd_open(&input, &chd, NULL), RBK_OK);
    rbk_chd_decoder *decoder = rbk_chd_decoder_new(chd);
    rbk_chd_hunk *first = (rbk_chd_hunk *)(uintptr_t)rbk_chd_hunk_at(chd, 0);
    for (first->length = 0; first->length < 4; first->length++) {
        rbk_error_init(&error);
        assert_int_equal(rbk_chd_read_hunk(chd, decoder, 0, hunk, &error), RBK_SYNTAX);
        assert_non_null(strstr(error.sentence, "hunk 0"));
    }
    rbk_chd_decoder_free(decoder);
    rbk_chd_decoder_free(NULL);
    rbk_chd_close(chd);
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
        cmocka_unit_test(a_hunk_of_megabytes_is_refused_and_ends_at_its_size),
        cmocka_unit_test(a_hunk_shorter_than_its_head_is_damaged),
    };
    return cmocka_run_group_tests_name("chd/hunk", tests, NULL, NULL);
}
