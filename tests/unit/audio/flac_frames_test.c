/* The frames of a FLAC file, iterated without decoding. */
#include "audio/flac_frames.h"

#include "unit/audio/audio_files.h"

#include <FLAC/stream_encoder.h>

static void encode(const char *name, unsigned channels, unsigned bits, unsigned rate_hz, unsigned block, size_t frames,
                   bool noise)
{
    uint64_t seed = 5;
    FLAC__int32 *values = malloc(frames * channels * sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < frames * channels; i++)
        values[i] = noise ? (FLAC__int32)(audio_files_random(&seed) & ((1u << bits) - 1)) - (1 << (bits - 1)) : 0;
    FLAC__StreamEncoder *encoder = FLAC__stream_encoder_new();
    assert_non_null(encoder);
    assert_true(FLAC__stream_encoder_set_streamable_subset(encoder, false));
    assert_true(FLAC__stream_encoder_set_channels(encoder, channels));
    assert_true(FLAC__stream_encoder_set_bits_per_sample(encoder, bits));
    assert_true(FLAC__stream_encoder_set_sample_rate(encoder, rate_hz));
    assert_true(FLAC__stream_encoder_set_blocksize(encoder, block));
    assert_int_equal(FLAC__stream_encoder_init_file(encoder, scratch_path(name), NULL, NULL),
                     FLAC__STREAM_ENCODER_INIT_STATUS_OK);
    assert_true(FLAC__stream_encoder_process_interleaved(encoder, values, (uint32_t)frames));
    assert_true(FLAC__stream_encoder_finish(encoder));
    FLAC__stream_encoder_delete(encoder);
    free(values);
}

static void walk_file(const char *name, rbk_flac_walk *walk)
{
    rbk_input input;
    assert_int_equal(rbk_input_open(&input, scratch_path(name), NULL), RBK_OK);
    assert_int_equal(rbk_flac_walk_frames(&input, 0, walk, NULL), RBK_OK);
    rbk_input_close(&input);
}

/* The end is also found backwards, whatever follows it. */
static void finds_end(const char *name, const rbk_flac_section *section)
{
    static char junk[150000];
    rbk_input input;
    memset(junk, 0xFF, sizeof junk);
    for (size_t size = 0; size <= sizeof junk; size = size * 11 + 17) {
        audio_files_wrap(name, "behind", NULL, 0, junk, size);
        assert_int_equal(rbk_input_open(&input, scratch_path("behind"), NULL), RBK_OK);
        assert_int_equal(rbk_flac_find_end(&input, &section->head), section->end);
        rbk_flac_head other = section->head;
        other.samples++;
        assert_int_equal(rbk_flac_find_end(&input, &other), -1);
        rbk_input_close(&input);
    }
}

/* Sizes and rates that have a code, and those that are written out; noise, which has the largest frames; silence. */
static void frames_of_every_shape_are_counted(void **state)
{
    const struct {
        unsigned channels, bits, rate_hz, block;
        size_t frames;
    } rows[] = {
        {1, 16, 44100, 4096, 40000},   {2, 16, 44100, 4608, 100000},  {2, 16, 44100, 192, 10000},
        {2, 24, 96000, 576, 20000},    {8, 24, 48000, 4096, 30000},   {2, 16, 12345, 1000, 20000},
        {2, 16, 37000, 100, 20000},    {2, 16, 655340, 16384, 65535}, {2, 8, 8000, 65535, 200000},
        {1, 16, 192000, 1152, 700000}, /* numbers of two and of three bytes */
        {2, 16, 44100, 4096, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int noise = 0; noise < 2; noise++) {
            rbk_flac_walk walk;
            encode("a", rows[i].channels, rows[i].bits, rows[i].rate_hz, rows[i].block, rows[i].frames, noise);
            walk_file("a", &walk);
            assert_int_equal(walk.count, 1);
            assert_int_equal(walk.bad_at, -1);
            assert_int_equal(walk.missing_at, -1);
            assert_int_equal(walk.odd_bytes, 0);
            assert_int_equal(walk.sections[0].samples, rows[i].frames);
            assert_int_equal(walk.sections[0].end, audio_files_size("a"));
            assert_true(walk.sections[0].from_zero);
            assert_int_equal(walk.sections[0].head.samples, rows[i].frames);
            assert_int_equal(walk.sections[0].head.bits, rows[i].bits);
            assert_int_equal(walk.sections[0].head.channels, rows[i].channels);
            assert_int_equal(walk.sections[0].head.rate_hz, rows[i].rate_hz);
            finds_end("a", &walk.sections[0]);
            rbk_flac_walk_release(&walk);
        }
    }
}

static void what_is_no_flac_has_no_section(void **state)
{
    const char *const bytes[] = {"fLaC", "fLaC\0\0\0\42", "OggS", ""};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        rbk_flac_walk walk;
        scratch_write("a", bytes[i], i == 1 ? 8 : strlen(bytes[i]));
        walk_file("a", &walk);
        assert_int_equal(walk.count, 0);
        rbk_flac_walk_release(&walk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(frames_of_every_shape_are_counted),
        scratch_test(what_is_no_flac_has_no_section),
    };
    return cmocka_run_group_tests_name("audio/flac_frames", tests, NULL, NULL);
}
