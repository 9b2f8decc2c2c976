/* Signal findings on a disc: each on audio that has it, and none on other audio. */
#include "unit/verify/checks.h"

#include <math.h>

#define TRACK_SECTORS 1500
#define TRACKS        4
#define SECTORS       (TRACKS * TRACK_SECTORS)
#define SAMPLES       ((int64_t)SECTORS * RBK_SECTOR_SAMPLES)
#define TRACK_SAMPLES ((int64_t)TRACK_SECTORS * RBK_SECTOR_SAMPLES)

static int16_t values[SECTORS * RBK_SECTOR_SAMPLES * RBK_CHANNELS];

static double uniform(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 11) / 9007199254740992.0 - 0.5;
}

/* A signal like music: tones over noise with a falling spectrum, different in each channel, continuous across all
   tracks. */
static void make_music(double level)
{
    uint64_t state = 3;
    double low[RBK_CHANNELS] = {0, 0};
    for (int64_t i = 0; i < SAMPLES; i++)
        for (int channel = 0; channel < RBK_CHANNELS; channel++) {
            low[channel] += 0.5 * (uniform(&state) * 2 - low[channel]);
            double tones = 0.5 * sin((double)i * 0.031 * (1 + channel)) + 0.2 * sin((double)i * 0.177);
            values[2 * i + channel] =
                (int16_t)floor(level * (tones + 0.4 * low[channel]) + uniform(&state) + uniform(&state) + 0.5);
        }
}

static void check_values(void)
{
    static uint8_t bytes[sizeof values];
    rbk_disc_free(disc);
    disc = rbk_disc_new();
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        bytes[2 * i] = (uint8_t)((uint16_t)values[i] & 0xFF);
        bytes[2 * i + 1] = (uint8_t)((uint16_t)values[i] >> 8);
    }
    uint32_t file = add_bin("a.bin", bytes, SECTORS);
    for (int64_t t = 0; t < TRACKS; t++)
        add_track(file, RBK_MODE_AUDIO, t * TRACK_SECTORS, (t + 1) * TRACK_SECTORS, 0);
}

static void check_music(void)
{
    check_values();
    check(RBK_PROFILE_PLANT, true);
}

static void good_audio_has_no_findings(void **state)
{
    (void)state;
    make_music(20000);
    check_music();
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void channels_that_are_one_are_reported(void **state)
{
    (void)state;
    make_music(20000);
    for (int64_t i = 0; i < TRACK_SAMPLES; i++) {
        values[2 * i + 1] = values[2 * i];
        values[2 * (i + TRACK_SAMPLES) + 1] = (int16_t)-values[2 * (i + TRACK_SAMPLES)];
    }
    check_music();
    assert_finding("audio.mono", RBK_NOTE, 1,
                   "left and right of track 1 are identical in all samples: it is mono (certain)");
    assert_finding("audio.inverted", RBK_WARNING, 2,
                   "right of track 2 is left with the other sign in all samples: one channel is inverted (certain)");
}

static void a_jump_at_a_join_is_reported_and_loud_audio_and_silence_are_not(void **state)
{
    (void)state;
    make_music(3000);
    for (int64_t i = TRACK_SAMPLES; i < 2 * TRACK_SAMPLES; i++)
        values[2 * i] = (int16_t)(values[2 * i] + 9000); /* steps up at the one join, and down at the other */
    memset(values + 2 * (3 * TRACK_SAMPLES - 300), 0, 300 * RBK_SAMPLE_BYTES); /* an end */
    check_music();
    size_t jumps = 0;
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *found = rbk_findings_at(findings, i);
        if (strcmp(found->rule, "audio.join") != 0)
            continue;
        jumps++;
        assert_int_equal(found->severity, RBK_WARNING);
        assert_int_equal(found->track, jumps + 1);
        assert_non_null(
            strstr(found->text, jumps == 1 ? "tracks 1 and 2 meet, at 00:20:00" : "tracks 2 and 3 meet, at 00:40:00"));
    }
    assert_int_equal(jumps, 2);
    /* If the audio has steps everywhere, the join is no exception. */
    uint64_t random = 9;
    for (int64_t i = 0; i < SAMPLES * RBK_CHANNELS; i++)
        values[i] = (int16_t)(uniform(&random) * 60000);
    check_music();
    assert_null(finding("audio.join"));
}

static void a_wall_is_reported_with_its_figures(void **state)
{
    (void)state;
    make_music(20000);
    for (int64_t i = TRACK_SAMPLES; i < 2 * TRACK_SAMPLES; i++) { /* many tones up to 15.5 kHz, and dither */
        static uint64_t random = 1;
        double sum = 0;
        for (int tone = 1; tone <= 60; tone++)
            sum +=
                150 * sin((double)i * 2 * 3.14159265358979 * (258.0 * tone + 3.7 * (tone % 7)) / 44100 + tone * tone);
        for (int channel = 0; channel < RBK_CHANNELS; channel++)
            values[2 * i + channel] = (int16_t)floor(sum + uniform(&random) + uniform(&random) + 0.5);
    }
    check_music();
    const rbk_finding *found = finding("audio.band-limit");
    assert_non_null(found);
    assert_int_equal(found->track, 2);
    assert_int_equal(found->severity, RBK_WARNING);
    assert_non_null(strstr(found->text, "ends abruptly at 15."));
    assert_non_null(
        strstr(found->text, "dBFS: it comes from a lossy file or a source of a lower sampling rate (very likely)"));
}

static void a_track_that_is_far_from_the_others_is_reported(void **state)
{
    (void)state;
    make_music(20000);
    for (int64_t i = 2 * TRACK_SAMPLES * 2; i < 3 * TRACK_SAMPLES * 2; i++)
        values[i] /= 10;
    check_music();
    const rbk_finding *found = finding("audio.level");
    assert_non_null(found);
    assert_int_equal(found->track, 3);
    assert_non_null(strstr(found->text, "20 dB below the middle"));
}

static void a_flag_without_emphasis_is_reported_and_one_with_it_is_not(void **state)
{
    (void)state;
    make_music(8000);
    double before = 0, last = 0;
    for (int64_t i = TRACK_SAMPLES * 2; i < 2 * TRACK_SAMPLES * 2;
         i += 2) { /* track 2 gets emphasis, in one channel and the other */
        const double k = 2.0 * RBK_RATE_HZ;
        double x = values[i];
        double y = (x * (1 + k * 50e-6) + before * (1 - k * 50e-6) - last * (1 - k * 15e-6)) / (1 + k * 15e-6);
        before = x;
        last = y;
        values[i] = values[i + 1] = (int16_t)floor(y + 0.5);
        values[i + 1] = (int16_t)(values[i] / 2);
    }
    check_values();
    disc->tracks[1].flags = disc->tracks[2].flags = RBK_FLAG_PRE_EMPHASIS;
    check(RBK_PROFILE_CDR, true);
    const rbk_finding *found = finding("audio.emphasis");
    assert_non_null(found);
    assert_int_equal(found->track, 3);
    assert_int_equal(found->severity, RBK_NOTE);
    assert_non_null(strstr(found->text, "expected about 7 dB more (possible)"));
    disc->tracks[2].flags = 0;
    check(RBK_PROFILE_CDR, true);
    assert_null(finding("audio.emphasis"));
}

static void codes_of_hdcd_are_reported_from_three_on(void **state)
{
    (void)state;
    make_music(8000);
    for (int codes = 2; codes <= 3; codes++) {
        for (int code = 0; code < codes; code++) {
            uint64_t scrambled = 0;
            int16_t *from = values + 2 * (TRACK_SAMPLES + code * 500);
            for (int i = 0; i < 40; i++) {
                uint64_t word = UINT64_C(0x7E0FA005) << 8 | 0x12;
                uint64_t bit = (word >> (39 - i) ^ scrambled >> 4 ^ scrambled >> 22) & 1;
                from[2 * i] = (int16_t)((from[2 * i] & ~1) | (int)bit);
                scrambled = scrambled << 1 | bit;
            }
            for (int i = 0; i < 64 && code * 500 > 0; i++) /* zeros before it, as an encoder starts */
                from[-2 * (i + 1)] &= ~1;
        }
        for (int code = 0; code < codes; code++)
            for (int i = 0; i < 64 && code == 0; i++)
                values[2 * (TRACK_SAMPLES - 1 - i)] &= ~1;
        check_music();
        assert_true((finding("audio.hdcd") != NULL) == (codes == 3));
    }
    assert_int_equal(finding("audio.hdcd")->track, 2);
    assert_non_null(strstr(finding("audio.hdcd")->text, "3 left and 0 right"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(good_audio_has_no_findings, setup, teardown),
        cmocka_unit_test_setup_teardown(channels_that_are_one_are_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_jump_at_a_join_is_reported_and_loud_audio_and_silence_are_not, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_wall_is_reported_with_its_figures, setup, teardown),
        cmocka_unit_test_setup_teardown(a_track_that_is_far_from_the_others_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_flag_without_emphasis_is_reported_and_one_with_it_is_not, setup, teardown),
        cmocka_unit_test_setup_teardown(codes_of_hdcd_are_reported_from_three_on, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
