/* FLAC frames without a file header: two of 32 samples, one constant and one of squares, from another encoder. */
#include "chd/codecs.h"

#include "unit/scratch.h"

#define SAMPLES 64
#define SIZE    (SAMPLES * 4)

static const uint8_t frames[] = {0xFF, 0xF8, 0x69, 0x18, 0x00, 0x1F, 0xE2, 0x01, 0x44, 0x8D, 0x01, 0xFF,
                                 0xFF, 0xD8, 0xA5, 0xFF, 0xF8, 0x69, 0x18, 0x01, 0x1F, 0xF7, 0x16, 0x00,
                                 0x00, 0x00, 0x01, 0x00, 0x04, 0x00, 0x3F, 0xFF, 0xFF, 0xFE, 0x28, 0x00,
                                 0x01, 0xFF, 0xFE, 0x00, 0x7F, 0xFF, 0xFF, 0xFE, 0x8A, 0x13};

/* After the frames comes the subchannel: here bytes that look like another frame. */
static void with_tail(uint8_t bytes[sizeof frames + 2])
{
    memcpy(bytes, frames, sizeof frames);
    bytes[sizeof frames] = 0xFF;
    bytes[sizeof frames + 1] = 0xF8;
}

static void assert_decoded(const uint8_t *out)
{
    for (int i = 0; i < SAMPLES; i++) {
        int left = i < 32 ? 0x1234 : (i - 32) * (i - 32), right = i < 32 ? -2 : 32 - i;
        assert_int_equal((int16_t)(out[4 * i] << 8 | out[4 * i + 1]), left);
        assert_int_equal((int16_t)(out[4 * i + 2] << 8 | out[4 * i + 3]), right);
    }
}

static void frames_come_back_big_endian_and_where_they_end_is_reported(void **state)
{
    uint8_t bytes[sizeof frames + 2], out[SIZE];
    size_t used;
    rbk_chd_flac_decoder *decoder = rbk_chd_flac_decoder_new();
    (void)state;
    assert_non_null(decoder);
    with_tail(bytes);
    for (int again = 0; again < 3; again++) {
        memset(out, 0, sizeof out);
        used = 0;
        assert_true(rbk_chd_flac_decode(decoder, bytes, sizeof bytes - (again == 1 ? 2 : 0), out, SIZE, &used));
        assert_int_equal(used, sizeof frames);
        assert_decoded(out);
    }
    rbk_chd_flac_decoder_free(decoder);
}

static void samples_that_are_missing_or_too_many_are_refused_and_the_next_block_is_not_harmed(void **state)
{
    uint8_t bytes[sizeof frames + 2], out[SIZE + 4];
    size_t used;
    rbk_chd_flac_decoder *decoder = rbk_chd_flac_decoder_new();
    (void)state;
    with_tail(bytes);
    assert_false(rbk_chd_flac_decode(decoder, bytes, sizeof bytes, out, SIZE + 4, &used));
    memset(out, 0x5A, sizeof out);
    assert_false(rbk_chd_flac_decode(decoder, bytes, sizeof bytes, out, SIZE - 4, &used));
    for (size_t at = SIZE - 4; at < sizeof out; at++)
        assert_int_equal(out[at], 0x5A);
    assert_false(rbk_chd_flac_decode(decoder, bytes, 20, out, SIZE, &used));
    assert_false(rbk_chd_flac_decode(decoder, bytes, 0, out, SIZE, &used));
    for (size_t at = 0; at < sizeof frames; at++) { /* the CRC of a frame covers each of its bytes */
        bytes[at] ^= 0x10;
        assert_false(rbk_chd_flac_decode(decoder, bytes, sizeof bytes, out, SIZE, &used));
        bytes[at] ^= 0x10;
    }
    assert_true(rbk_chd_flac_decode(decoder, bytes, sizeof bytes, out, SIZE, &used));
    assert_decoded(out);
    rbk_chd_flac_decoder_free(decoder);
    rbk_chd_flac_decoder_free(NULL);
}

/* Noise is no shorter: the block is given up where there is no room, and the next one is as it would be without it. */
static void a_block_that_is_too_long_is_given_up_and_the_next_one_is_not_harmed(void **state)
{
    static uint8_t noise[RBK_CHD_FLAC_BLOCK_BYTES], first[2 * RBK_CHD_FLAC_BLOCK_BYTES], again[sizeof first],
        out[sizeof noise];
    uint32_t seed = 7;
    size_t used;
    rbk_chd_flac_encoder *encoder = rbk_chd_flac_encoder_new(8);
    rbk_chd_flac_decoder *decoder = rbk_chd_flac_decoder_new();
    (void)state;
    assert_true(encoder && decoder);
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (uint8_t)((seed = seed * 1664525u + 1013904223u) >> 24);
    const size_t size = rbk_chd_flac_encode(encoder, noise, sizeof noise, first, sizeof first);
    assert_true(size > 0 && size <= sizeof first);
    memset(again, 0x5A, sizeof again);
    assert_int_equal(rbk_chd_flac_encode(encoder, noise, sizeof noise, again, size - 1), 0);
    assert_int_equal(again[size - 1], 0x5A);
    assert_int_equal(rbk_chd_flac_encode(encoder, noise, sizeof noise, again, size), size);
    assert_memory_equal(again, first, size);
    assert_true(rbk_chd_flac_decode(decoder, again, size, out, sizeof out, &used));
    assert_memory_equal(out, noise, sizeof out);
    rbk_chd_flac_decoder_free(decoder);
    rbk_chd_flac_encoder_free(encoder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_come_back_big_endian_and_where_they_end_is_reported),
        cmocka_unit_test(samples_that_are_missing_or_too_many_are_refused_and_the_next_block_is_not_harmed),
        cmocka_unit_test(a_block_that_is_too_long_is_given_up_and_the_next_one_is_not_harmed),
    };
    return cmocka_run_group_tests_name("chd/flac", tests, NULL, NULL);
}
