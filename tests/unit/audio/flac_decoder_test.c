/*
 * The samples of FLAC streams, which this file encodes, in pieces of every size, after seeks, and with damage.
 */
#include "audio/flac_decoder.h"

#include "unit/audio/audio_files.h"

#include <FLAC/stream_encoder.h>

#define FRAMES 10000
#define BLOCK  1152

static FLAC__int32 values[FRAMES * 6];

static void encode(const char *name, unsigned channels, unsigned bits)
{
    uint64_t seed = 9;
    for (size_t i = 0; i < FRAMES * channels; i++)
        values[i] = (FLAC__int32)(audio_files_random(&seed) & ((1u << bits) - 1)) - (1 << (bits - 1));
    values[0] = -(1 << (bits - 1));
    FLAC__StreamEncoder *encoder = FLAC__stream_encoder_new();
    assert_non_null(encoder);
    assert_true(FLAC__stream_encoder_set_channels(encoder, channels));
    assert_true(FLAC__stream_encoder_set_bits_per_sample(encoder, bits));
    assert_true(FLAC__stream_encoder_set_blocksize(encoder, BLOCK));
    assert_int_equal(FLAC__stream_encoder_init_file(encoder, scratch_path(name), NULL, NULL),
                     FLAC__STREAM_ENCODER_INIT_STATUS_OK);
    assert_true(FLAC__stream_encoder_process_interleaved(encoder, values, FRAMES));
    assert_true(FLAC__stream_encoder_finish(encoder));
    FLAC__stream_encoder_delete(encoder);
}

/* The file in one segment. */
static rbk_flac_decoder *opened(rbk_input *input, const char *name, unsigned channels)
{
    rbk_flac_decoder *decoder = NULL;
    assert_int_equal(rbk_input_open(input, scratch_path(name), NULL), RBK_OK);
    rbk_input_show(input, 0, input->size);
    assert_int_equal(rbk_flac_decoder_new(input, channels, &decoder, NULL), RBK_OK);
    return decoder;
}

static size_t read_frames(rbk_flac_decoder *decoder, rbk_flac_target to, size_t count)
{
    size_t got = 0;
    bool damaged = true;
    assert_int_equal(rbk_flac_decoder_read(decoder, &to, count, &got, &damaged, NULL), RBK_OK);
    assert_false(damaged);
    return got;
}

static const struct {
    unsigned channels, bits;
} shapes[] = {{1, 8}, {2, 8}, {1, 16}, {2, 16}, {6, 16}, {1, 24}, {2, 24}, {6, 24}};
#define SHAPES (sizeof shapes / sizeof shapes[0])

static int16_t int16[FRAMES * 6];
static double reals[FRAMES * 6];
static float left[FRAMES], right[FRAMES];

static void check_values(unsigned channels, unsigned bits, size_t at, size_t count, size_t got)
{
    assert_int_equal(got, count);
    for (size_t i = 0; i < count * channels; i++) {
        const FLAC__int32 value = values[at * channels + i];
        assert_true(reals[i] == (double)value / (1 << (bits - 1)));
        if (bits <= 16)
            assert_int_equal(int16[i], value * (1 << (16 - bits)));
    }
    for (size_t i = 0; i < count && channels <= 2; i++) {
        assert_true(left[i] == (float)values[(at + i) * channels] / (float)(1 << (bits - 1)));
        assert_true(right[i] == (float)values[(at + i) * channels + channels - 1] / (float)(1 << (bits - 1)));
    }
}

static void pieces_of_any_size_have_the_encoded_values(void **state)
{
    static const size_t sizes[] = {1, 7, 588, BLOCK, 4000};
    (void)state;
    for (size_t s = 0; s < SHAPES; s++) {
        const unsigned channels = shapes[s].channels, bits = shapes[s].bits;
        encode("a", channels, bits);
        rbk_input inputs[3];
        rbk_flac_decoder *decoders[3];
        for (size_t i = 0; i < 3; i++)
            decoders[i] = opened(&inputs[i], "a", channels);
        for (size_t at = 0, piece = 0; at < FRAMES; piece++) {
            size_t size = sizes[piece % 5], count = FRAMES - at < size ? FRAMES - at : size;
            size_t got = read_frames(decoders[0], (rbk_flac_target){.reals = reals}, size);
            if (bits <= 16)
                assert_int_equal(read_frames(decoders[1], (rbk_flac_target){.int16 = int16}, size), got);
            if (channels <= 2)
                assert_int_equal(read_frames(decoders[2], (rbk_flac_target){.planes = {left, right}}, size), got);
            check_values(channels, bits, at, count, got);
            at += count;
        }
        assert_int_equal(read_frames(decoders[0], (rbk_flac_target){.reals = reals}, 1), 0);
        for (size_t i = 0; i < 3; i++) {
            rbk_flac_decoder_free(decoders[i]);
            rbk_input_close(&inputs[i]);
        }
    }
}

static void a_seek_continues_at_its_frame_and_forgets_the_rest_of_a_block(void **state)
{
    static const int64_t places[] = {0, 5000, 1, BLOCK, BLOCK - 1, 9999, 3 * BLOCK + 5, 0};
    rbk_input input;
    (void)state;
    encode("a", 2, 16);
    rbk_flac_decoder *decoder = opened(&input, "a", 2);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        size_t count = places[i] == 9999 ? 1 : 300;
        assert_true(rbk_flac_decoder_seek(decoder, places[i]));
        assert_int_equal(read_frames(decoder, (rbk_flac_target){.int16 = int16}, 300), count);
        for (size_t v = 0; v < 2 * count; v++)
            assert_int_equal(int16[v], values[2 * (size_t)places[i] + v]);
    }
    assert_false(rbk_flac_decoder_seek(decoder, FRAMES + 1));
    assert_false(rbk_flac_decoder_seek(decoder, -1));
    rbk_flac_decoder_free(decoder);
    rbk_input_close(&input);
}

static void damage_is_noted_by_the_read_that_meets_it(void **state)
{
    size_t size = 0, got = 0;
    bool damaged = false;
    rbk_input input;
    (void)state;
    encode("a", 2, 16);
    char *bytes = scratch_read("a", &size);
    for (size_t i = size / 2; i < size / 2 + 64; i++)
        bytes[i] = (char)~bytes[i];
    scratch_write("b", bytes, size);
    free(bytes);
    rbk_flac_decoder *decoder = opened(&input, "b", 2);
    const rbk_flac_target to = {.int16 = int16};
    size_t frames = 0;
    while (!damaged) {
        assert_int_equal(rbk_flac_decoder_read(decoder, &to, 588, &got, &damaged, NULL), RBK_OK);
        assert_true(got > 0);
        frames += got;
    }
    assert_in_range(frames, FRAMES / 2 - 2 * BLOCK, FRAMES / 2 + 2 * BLOCK);
    rbk_flac_decoder_free(decoder);
    rbk_input_close(&input);
}

static void a_stream_that_is_cut_off_ends_before_the_frame_that_is(void **state)
{
    size_t got = 0;
    bool damaged = false;
    rbk_input input;
    (void)state;
    encode("a", 2, 16);
    rbk_flac_decoder *decoder = opened(&input, "a", 2);
    input.end = input.size - 10;
    const rbk_flac_target to = {.int16 = int16};
    assert_int_equal(rbk_flac_decoder_read(decoder, &to, FRAMES, &got, &damaged, NULL), RBK_OK);
    assert_int_equal(got, FRAMES / BLOCK * BLOCK);
    rbk_flac_decoder_free(decoder);
    rbk_input_close(&input);
}

static void another_number_of_channels_is_damage(void **state)
{
    size_t got = 0;
    bool damaged = false;
    rbk_input input;
    (void)state;
    encode("a", 2, 16);
    rbk_flac_decoder *decoder = opened(&input, "a", 1);
    const rbk_flac_target to = {.int16 = int16};
    assert_int_equal(rbk_flac_decoder_read(decoder, &to, 10, &got, &damaged, NULL), RBK_OK);
    assert_true(damaged);
    assert_int_equal(got, 0);
    rbk_flac_decoder_free(decoder);
    rbk_input_close(&input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(pieces_of_any_size_have_the_encoded_values),
        scratch_test(a_seek_continues_at_its_frame_and_forgets_the_rest_of_a_block),
        scratch_test(damage_is_noted_by_the_read_that_meets_it),
        scratch_test(a_stream_that_is_cut_off_ends_before_the_frame_that_is),
        scratch_test(another_number_of_channels_is_damage),
    };
    return cmocka_run_group_tests_name("audio/flac_decoder", tests, NULL, NULL);
}
