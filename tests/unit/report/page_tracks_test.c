/* The disc on one line, and the waveform of each track. */
#include "unit/report/pages.h"

static void each_track_has_a_waveform_of_two_channels(void **state)
{
    (void)state;
    add_tracks(3, 100);
    strcpy(disc->tracks[1].isrc, "DEXXX2600001");
    assert_int_equal(rbk_track_add_index(&disc->tracks[2], 2, 0, 250 * RBK_SECTOR_SAMPLES, NULL), RBK_OK);
    begin_writing();
    play(16384);
    const char *tracks = section(rbk_page_put_tracks);
    assert_int_equal(count_parts(tracks, "<article class=\"track\""), 3);
    assert_int_equal(count_parts(tracks, "<path class=\"peak\""), 6);
    assert_int_equal(count_parts(tracks, "<path class=\"rms\""), 6);
    assert_int_equal(count_parts(tracks, "<rect class=\"pregap\" height=\"100%\" width=\"25.00%\"/>"), 2);
    expect(tracks, "x1=\"62.50%\" x2=\"62.50%\"><title>index 02</title>");
    expect(tracks, "<dt>Pregap</dt><dd>00:02:00</dd>"); /* of the disc, as in the PQ sheet */
    expect(tracks, "<dt>Pregap</dt><dd>00:01:25</dd>");
    expect(tracks, "<dt>ISRC</dt><dd>DEXXX2600001</dd>");
    expect(tracks, "<path class=\"peak\" d=\"M0 32l 1 0 1 0");
    assert_null(strstr(tracks, "class=\"full\""));
}

static void samples_at_full_scale_are_marked(void **state)
{
    (void)state;
    add_tracks(1, 0);
    begin_writing();
    play(INT16_MIN);
    expect(section(rbk_page_put_tracks), "<path class=\"full\" d=\"M0 0v9M1 0v9");
    assert_null(strstr(section(rbk_page_put_map), "class=\"full\""));
}

/* Fewer for each where there are many. */
static void columns_are_shared_by_the_tracks(void **state)
{
    (void)state;
    add_tracks(99, 0);
    begin_writing();
    assert_int_equal(count_parts(section(rbk_page_put_tracks), "viewBox=\"0 0 241 128\""), 198);
}

static void data_has_no_waveform(void **state)
{
    (void)state;
    add_track(add_bin("a.bin", NULL, 400), RBK_MODE_MODE1_2352, 0, 400, 0);
    begin_writing();
    const char *tracks = section(rbk_page_put_tracks);
    expect(tracks, "<p class=\"data\">Data, MODE1/2352</p>");
    assert_null(strstr(tracks, "<path"));
}

static void the_map_has_all_tracks_and_as_many_numbers_as_fit(void **state)
{
    (void)state;
    add_tracks(99, 0);
    begin_writing();
    const char *map = section(rbk_page_put_map);
    assert_int_equal(count_parts(map, "<rect class=\"band "), 99);
    assert_in_range(count_parts(map, "<text class=\"number"), 20, 40);
    assert_in_range(count_parts(map, "<text class=\"number\""), 8, 12);
    expect(map, "<text class=\"tick\" y=\"100\" x=\"0.00%\">0:00</text>");
    expect(map, "39,600 of 359,844 sectors");
    expect(map, "<rect class=\"used\" height=\"6\" width=\"11.00%\"/>");
    page->options.capacity_sectors = 39000;
    expect(section(rbk_page_put_map), "<rect class=\"used over\" height=\"6\" width=\"100.00%\"/>");
}

static void the_map_has_levels_of_audio_only(void **state)
{
    (void)state;
    add_gd_rom();
    begin_writing();
    const char *map = section(rbk_page_put_map);
    assert_int_equal(count_parts(map, "<path class=\"peak\""), 2); /* one of each range of audio */
    expect(map, "of 549,150 sectors");
    expect(map, "<text class=\"number end\" y=\"14\" x=\"100.00%\"><tspan>5</tspan>");
    assert_int_equal(count_parts(map, "<tspan dx"), 3);
}

static void a_disc_of_audio_has_one_line_of_levels(void **state)
{
    (void)state;
    add_tracks(3, 75);
    begin_writing();
    const char *map = section(rbk_page_put_map);
    assert_int_equal(count_parts(map, "<path class=\"peak\""), 1);
    expect(map, "<svg x=\"0.00%\" width=\"100.00%\" y=\"20\" height=\"64\" viewBox=\"0 0 1199 128\"");
}

static void a_disc_of_data_has_no_line_of_levels(void **state)
{
    (void)state;
    add_track(add_bin("a.bin", NULL, 400), RBK_MODE_MODE1_2352, 0, 400, 0);
    begin_writing();
    assert_null(strstr(section(rbk_page_put_map), "<path"));
}

static void the_clock_of_a_long_disc_has_a_tick_every_ten_minutes(void **state)
{
    (void)state;
    add_tracks(1, 0);
    rbk_track_add_silence(&disc->tracks[0], (int64_t)65 * 60 * 75 * RBK_SECTOR_SAMPLES, NULL);
    begin_writing();
    const char *map = section(rbk_page_put_map);
    assert_int_equal(count_parts(map, "<text class=\"tick\""), 7);
    expect(map, ">10:00</text>");
    expect(map, ">1:00:00</text>");
    expect(map, "Disc map: 1 track on one time line");
    assert_null(strstr(map, ">5:00</text>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        page_test(each_track_has_a_waveform_of_two_channels),
        page_test(samples_at_full_scale_are_marked),
        page_test(columns_are_shared_by_the_tracks),
        page_test(data_has_no_waveform),
        page_test(the_map_has_levels_of_audio_only),
        page_test(a_disc_of_audio_has_one_line_of_levels),
        page_test(a_disc_of_data_has_no_line_of_levels),
        page_test(the_map_has_all_tracks_and_as_many_numbers_as_fit),
        page_test(the_clock_of_a_long_disc_has_a_tick_every_ten_minutes),
    };
    return cmocka_run_group_tests_name("report/page_tracks", tests, NULL, NULL);
}
