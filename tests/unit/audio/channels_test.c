/* Speaker positions of channels, and the mix of many channels to two. */
#include "audio/channels.h"

#include "unit/audio/audio_files.h"

#define MINUS_3_DB 0.70710678118654752440

static void near(double found, double expected)
{
    if (fabs(found - expected) > 1e-15)
        fail_msg("expected %.17g, found %.17g", expected, found);
}

static void five_one_is_mixed_at_minus_7_66_db(void **state)
{
    const double frame[6] = {1, 10, 100, 1000, 10000, 100000};
    const double sum = 1 + 2 * MINUS_3_DB;
    rbk_channel_layout layout;
    rbk_down_mix mix;
    double pair[2];
    char text[RBK_DOWN_MIX_BYTES];
    (void)state;
    rbk_channel_layout_from_mask(0x3F, 6, &layout);
    assert_true(rbk_down_mix_make(&layout, &mix));
    near(mix.left[0], 1 / sum);
    near(mix.left[2], MINUS_3_DB / sum);
    near(mix.left[4], MINUS_3_DB / sum);
    near(mix.right[1], 1 / sum);
    near(mix.right[2], MINUS_3_DB / sum);
    near(mix.right[5], MINUS_3_DB / sum);
    near(mix.left[1] + mix.left[3] + mix.left[5] + mix.right[0] + mix.right[3] + mix.right[4], 0);
    rbk_down_mix_apply(&mix, frame, 1, pair);
    assert_true(fabs(pair[0] - (1 + MINUS_3_DB * 10100) / sum) < 1e-10);
    assert_true(fabs(pair[1] - (10 + MINUS_3_DB * 100100) / sum) < 1e-10);
    rbk_down_mix_describe(&layout, "stated by the file", text);
    assert_string_equal(
        text, "6 channels FL FR FC LFE BL BR (stated by the file) are mixed down to two: left = (FL + 0.7071 FC + "
              "0.7071 BL), right = (FR + 0.7071 FC + 0.7071 BR), both divided by 2.4142 (-7.66 dB), LFE omitted");
}

static void no_mix_can_clip(void **state)
{
    (void)state;
    for (int order = RBK_ORDER_WAVE; order <= RBK_ORDER_ALAC; order++) {
        for (uint32_t channels = 1; channels <= RBK_AUDIO_CHANNELS_MAX; channels++) {
            rbk_channel_layout layout;
            rbk_down_mix mix;
            double left = 0, right = 0;
            rbk_channel_layout_by_habit((rbk_channel_order)order, channels, &layout);
            assert_int_equal(layout.count, channels);
            assert_true(rbk_down_mix_make(&layout, &mix));
            for (uint32_t c = 0; c < channels; c++) {
                left += mix.left[c];
                right += mix.right[c];
            }
            near(left, 1);
            near(right, 1);
        }
    }
}

static void one_channel_goes_to_both_and_two_pass(void **state)
{
    const double frames[4] = {0.125, 0.25, 0.375, 0.5};
    rbk_channel_layout layout;
    rbk_down_mix mix;
    double pairs[4];
    char text[RBK_DOWN_MIX_BYTES] = "x";
    (void)state;
    rbk_channel_layout_by_habit(RBK_ORDER_WAVE, 1, &layout);
    assert_true(rbk_down_mix_make(&layout, &mix));
    rbk_down_mix_apply(&mix, frames, 2, pairs);
    assert_true(pairs[0] == 0.125 && pairs[1] == 0.125 && pairs[2] == 0.25 && pairs[3] == 0.25);
    rbk_channel_layout_by_habit(RBK_ORDER_WAVE, 2, &layout);
    assert_true(rbk_down_mix_make(&layout, &mix));
    rbk_down_mix_apply(&mix, frames, 2, pairs);
    assert_memory_equal(pairs, frames, sizeof pairs);
    rbk_down_mix_describe(&layout, "assumed", text);
    assert_string_equal(text, "");
}

static void masks_name_the_lowest_bits_first(void **state)
{
    rbk_channel_layout layout;
    (void)state;
    rbk_channel_layout_from_mask(0x63F, 8, &layout); /* 7.1 with sides */
    const uint8_t expected[8] = {RBK_FRONT_LEFT, RBK_FRONT_RIGHT, RBK_FRONT_CENTRE, RBK_LOW_FREQUENCY,
                                 RBK_BACK_LEFT,  RBK_BACK_RIGHT,  RBK_SIDE_LEFT,    RBK_SIDE_RIGHT};
    assert_int_equal(layout.count, 8);
    assert_memory_equal(layout.position, expected, 8);
    rbk_channel_layout_from_mask(0x63F, 6, &layout); /* more bits than channels: the highest are ignored */
    assert_int_equal(layout.count, 6);
    rbk_channel_layout_from_mask(0x3, 4, &layout); /* too few bits: ignored */
    assert_int_equal(layout.count, 0);
    rbk_channel_layout_from_mask(0, 3, &layout);
    assert_int_equal(layout.count, 0);
}

static void core_audio_layouts_are_understood(void **state)
{
    uint8_t body[12 + 3 * 20] = {0, 124, 0, 6}; /* MPEG 5.1 D: C L R Ls Rs LFE */
    const uint8_t d[6] = {RBK_FRONT_CENTRE, RBK_FRONT_LEFT, RBK_FRONT_RIGHT,
                          RBK_SIDE_LEFT,    RBK_SIDE_RIGHT, RBK_LOW_FREQUENCY};
    rbk_channel_layout layout;
    (void)state;
    rbk_channel_layout_from_core_audio(body, 12, 6, &layout);
    assert_int_equal(layout.count, 6);
    assert_memory_equal(layout.position, d, 6);
    rbk_channel_layout_from_core_audio(body, 12, 5, &layout);
    assert_int_equal(layout.count, 0);
    rbk_channel_layout_from_core_audio(body, 11, 6, &layout);
    assert_int_equal(layout.count, 0);
    memset(body, 0, sizeof body); /* descriptions: R, L, C */
    body[11] = 3;
    body[12 + 3] = 2;
    body[32 + 3] = 1;
    body[52 + 3] = 3;
    rbk_channel_layout_from_core_audio(body, sizeof body, 3, &layout);
    assert_int_equal(layout.count, 3);
    assert_int_equal(layout.position[0], RBK_FRONT_RIGHT);
    assert_int_equal(layout.position[1], RBK_FRONT_LEFT);
    assert_int_equal(layout.position[2], RBK_FRONT_CENTRE);
    body[12 + 3] = 1; /* two lefts */
    rbk_channel_layout_from_core_audio(body, sizeof body, 3, &layout);
    assert_int_equal(layout.count, 0);
    body[1] = 1; /* bitmap */
    body[7] = 0x07;
    rbk_channel_layout_from_core_audio(body, 12, 3, &layout);
    assert_int_equal(layout.count, 3);
}

static void channels_without_sides_cannot_be_mixed(void **state)
{
    rbk_channel_layout layout = {3, {RBK_LOW_FREQUENCY, RBK_LOW_FREQUENCY, RBK_LOW_FREQUENCY}};
    rbk_down_mix mix;
    (void)state;
    assert_false(rbk_down_mix_make(&layout, &mix));
}

/* One channel at a time has audio, through file and conformer: it must appear on its side with its gain. */
static void check_file(int format, int channels, const int *map, const double *left, const double *right)
{
    enum { FRAMES = 100 };
    rbk_conform_options options = {.quality = RBK_QUALITY_BEST, .dither = RBK_DITHER_NONE, .dither_seed = 0};
    for (int audible = 0; audible < channels; audible++) {
        double *frames = calloc((size_t)(FRAMES * channels), sizeof *frames);
        const char *const name = "a";
        size_t count = 0;
        assert_non_null(frames);
        for (int i = 0; i < FRAMES; i++)
            frames[i * channels + audible] = 0.5;
        audio_files_write_double(name, format, 44100, channels, map, frames, FRAMES);
        int16_t *samples = audio_files_conform(&name, 1, &options, 0, FRAMES, &count, NULL);
        assert_int_equal(count, FRAMES);
        assert_int_equal(samples[20], (int)floor(0.5 * left[audible] * 32768 + 0.5));
        assert_int_equal(samples[21], (int)floor(0.5 * right[audible] * 32768 + 0.5));
        free(samples);
        free(frames);
    }
}

static void files_are_mixed_by_their_own_map(void **state)
{
    const double s = 1 / (1 + 2 * MINUS_3_DB), m = MINUS_3_DB / (1 + 2 * MINUS_3_DB);
    const double q = 1 / (1 + MINUS_3_DB), n = MINUS_3_DB / (1 + MINUS_3_DB);
    const int five_one[6] = {SF_CHANNEL_MAP_LEFT, SF_CHANNEL_MAP_RIGHT,     SF_CHANNEL_MAP_CENTER,
                             SF_CHANNEL_MAP_LFE,  SF_CHANNEL_MAP_REAR_LEFT, SF_CHANNEL_MAP_REAR_RIGHT};
    const int surround[4] = {SF_CHANNEL_MAP_LEFT, SF_CHANNEL_MAP_RIGHT, SF_CHANNEL_MAP_CENTER,
                             SF_CHANNEL_MAP_REAR_CENTER};
    const double w = 1 + 2 * MINUS_3_DB;
    (void)state;
    check_file(SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, 6, five_one, (const double[]){s, 0, m, 0, m, 0},
               (const double[]){0, s, m, 0, 0, m});
    check_file(SF_FORMAT_WAVEX | SF_FORMAT_FLOAT, 4, surround,
               (const double[]){1 / w, 0, MINUS_3_DB / w, MINUS_3_DB / w},
               (const double[]){0, 1 / w, MINUS_3_DB / w, MINUS_3_DB / w});
    check_file(SF_FORMAT_WAV | SF_FORMAT_PCM_24, 6, NULL, (const double[]){s, 0, m, 0, m, 0},
               (const double[]){0, s, m, 0, 0, m});
    check_file(SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 6, NULL, (const double[]){s, 0, m, 0, m, 0},
               (const double[]){0, s, m, 0, 0, m});
    check_file(SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 4, NULL, (const double[]){q, 0, n, 0}, (const double[]){0, q, 0, n});
    check_file(SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 3, NULL, (const double[]){q, 0, n}, (const double[]){0, q, n});
    check_file(SF_FORMAT_CAF | SF_FORMAT_PCM_24, 6, five_one, (const double[]){s, 0, m, 0, m, 0},
               (const double[]){0, s, m, 0, 0, m});
}

/* A channel layout of Core Audio that names each channel. */
static void channels_that_are_named_one_by_one_are_understood(void **state)
{
    uint8_t body[12 + 4 * 20] = {[11] = 4};
    static const uint8_t labels[] = {1, 2, 33, 34}; /* left, right, and the rear surrounds */
    rbk_channel_layout layout, mask;
    (void)state;
    for (size_t i = 0; i < 4; i++)
        body[12 + 20 * i + 3] = labels[i];
    rbk_channel_layout_from_core_audio(body, sizeof body, 4, &layout);
    rbk_channel_layout_from_mask(0x33, 4, &mask); /* FL, FR, BL, BR */
    assert_int_equal(layout.count, 4);
    assert_memory_equal(layout.position, mask.position, 4);
    rbk_channel_layout_from_core_audio(body, sizeof body - 1, 4, &layout); /* cut */
    assert_int_equal(layout.count, 0);
    rbk_channel_layout_from_core_audio(body, sizeof body, 3, &layout);
    assert_int_equal(layout.count, 0);
    body[12 + 3] = 200; /* no position of a speaker */
    rbk_channel_layout_from_core_audio(body, sizeof body, 4, &layout);
    assert_int_equal(layout.count, 0);
    body[12 + 3] = 2; /* two on the right */
    rbk_channel_layout_from_core_audio(body, sizeof body, 4, &layout);
    assert_int_equal(layout.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_one_is_mixed_at_minus_7_66_db),
        cmocka_unit_test(no_mix_can_clip),
        cmocka_unit_test(one_channel_goes_to_both_and_two_pass),
        cmocka_unit_test(masks_name_the_lowest_bits_first),
        cmocka_unit_test(core_audio_layouts_are_understood),
        cmocka_unit_test(channels_without_sides_cannot_be_mixed),
        scratch_test(files_are_mixed_by_their_own_map),
        cmocka_unit_test(channels_that_are_named_one_by_one_are_understood),
    };
    return cmocka_run_group_tests_name("audio/channels", tests, NULL, NULL);
}
