/* Tables of measurements. */
#include "unit/report/pages.h"

static void loudness_has_a_row_for_each_track_and_the_disc(void **state)
{
    (void)state;
    add_tracks(2, 0);
    begin_writing();
    measured.tracks[0] = (rbk_loudness){-14.26, 5.04, -9.9, -11.1, -0.96, -1.4, 13.3, {0}};
    measured.tracks[1] = (rbk_loudness){.integrated_lufs = RBK_NO_LEVEL,
                                        .max_momentary_lufs = RBK_NO_LEVEL,
                                        .max_short_term_lufs = RBK_NO_LEVEL,
                                        .true_peak_dbtp = RBK_NO_LEVEL,
                                        .sample_peak_dbfs = RBK_NO_LEVEL};
    const char *table = section(rbk_page_put_loudness);
    expect(table, "<td>\xE2\x88\x92"
                  "14.3</td><td>5.0</td><td>\xE2\x88\x92"
                  "9.9</td><td>\xE2\x88\x92"
                  "11.1</td><td>\xE2\x88\x92"
                  "1.0</td><td>\xE2\x88\x92"
                  "1.4</td><td>13.3</td>");
    assert_int_equal(count_parts(table, "<td>\xE2\x80\x93</td>"), 7); /* silence has no level of any kind */
    expect(table, "<tfoot><tr><th scope=\"row\">Disc</th>");
    measured.tracks[0].max_short_term_lufs = RBK_NO_LEVEL; /* nor has a track of less than 3 s a range */
    assert_int_equal(count_parts(section(rbk_page_put_loudness), "<td>\xE2\x80\x93</td>"), 9);
}

static void the_signal_table_notices_what_is_not_stereo(void **state)
{
    (void)state;
    add_tracks(2, 0);
    begin_writing();
    measured.check.tracks[0] = (rbk_check_track){.number = 1,
                                                 .audio = true,
                                                 .full_scale_runs_by_length = {1000, 2, 0},
                                                 .longest_full_scale_run = 9,
                                                 .dc = {-327.68, 0},
                                                 .correlation = 0.994,
                                                 .head_silence_samples = RBK_RATE_HZ / 2};
    measured.check.tracks[1].channels = RBK_CHANNELS_IDENTICAL;
    const char *table = section(rbk_page_put_signal);
    expect(table, "<td>1,000</td><td>2</td><td class=\"nothing\">0</td><td>9</td><td>\xE2\x88\x92"
                  "40</td><td>\xE2\x80\x93</td><td>0.99</td><td class=\"word\">stereo</td><td>0.50</td><td>0.00</td>");
    expect(table, "<td class=\"word noticed\">identical</td>");
}

static void data_is_in_neither(void **state)
{
    (void)state;
    add_track(add_bin("a.bin", NULL, 400), RBK_MODE_MODE1_2352, 0, 400, 0);
    begin_writing();
    assert_string_equal(section(rbk_page_put_signal), "<p>The disc has no audio.</p>");
    assert_string_equal(section(rbk_page_put_loudness), "<p>The disc has no audio.</p>");
}

static void of_a_mixed_disc_the_audio_alone_has_rows(void **state)
{
    (void)state;
    uint32_t file = add_bin("a.bin", NULL, 800);
    add_track(file, RBK_MODE_MODE1_2352, 0, 400, 0);
    add_track(file, RBK_MODE_AUDIO, 400, 800, 0);
    begin_writing();
    measured.check.track_count = 2;
    measured.check.tracks[0].audio = false;
    measured.check.tracks[1].audio = true;
    assert_int_equal(count_parts(section(rbk_page_put_signal), "<td class=\"word"), 1);
    assert_int_equal(count_parts(section(rbk_page_put_loudness), "<td class=\"title\">"), 2); /* and the disc */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        page_test(loudness_has_a_row_for_each_track_and_the_disc),
        page_test(the_signal_table_notices_what_is_not_stereo),
        page_test(data_is_in_neither),
        page_test(of_a_mixed_disc_the_audio_alone_has_rows),
    };
    return cmocka_run_group_tests_name("report/page_levels", tests, NULL, NULL);
}
