/* START, PREGAP, END and INDEX become indexes of the track. */
#include "unit/format/toc.h"

static void assert_at(const rbk_disc *disc, uint32_t number, uint32_t extent, int64_t offset_samples)
{
    const rbk_index *index = rbk_track_index(&disc->tracks[0], number);
    assert_non_null(index);
    assert_int_equal(index->extent, extent);
    assert_int_equal(index->offset_samples, offset_samples);
}

static rbk_disc *read_track(const char *data, size_t indexes)
{
    char text[1000];
    snprintf(text, sizeof text, "TRACK AUDIO %s", data);
    rbk_disc *disc = toc_read(text, NULL);
    assert_int_equal(disc->tracks[0].index_count, indexes);
    return disc;
}

static void a_track_without_start_has_index_01_at_its_beginning(void **state)
{
    rbk_disc *disc = read_track("FILE \"a.wav\" 7", 1);
    (void)state;
    assert_at(disc, 1, 0, 0);
    rbk_disc_free(disc);
    disc = read_track("START FILE \"a.wav\" 7", 1);
    assert_at(disc, 1, 0, 0);
    rbk_disc_free(disc);
}

static void pregap_is_silence_with_index_01_after_it(void **state)
{
    rbk_disc *disc = read_track("PREGAP 0:2:0 FILE \"a.wav\" 0", 2);
    (void)state;
    assert_silence(&disc->tracks[0], 0, 150);
    assert_at(disc, 0, 0, 0);
    assert_at(disc, 1, 1, 0);
    rbk_disc_free(disc);
}

static void start_with_a_time_counts_from_the_beginning_wherever_it_stands(void **state)
{
    rbk_disc *disc = read_track("FILE \"a.wav\" 0 0:0:10 START 0:0:12 FILE \"b.wav\" 0", 2);
    (void)state;
    assert_at(disc, 1, 1, 2 * 588);
    rbk_disc_free(disc);
    disc = read_track("START 0:0:10 FILE \"a.wav\" 0 0:0:10 FILE \"b.wav\" 0", 2);
    assert_at(disc, 1, 1, 0);
    rbk_disc_free(disc);
}

static void start_without_a_time_is_rounded_up_to_a_sector(void **state)
{
    rbk_disc *disc = read_track("SILENCE 589 START FILE \"a.wav\" 0", 2);
    (void)state;
    assert_at(disc, 0, 0, 0);
    assert_at(disc, 1, 1, 587);
    rbk_disc_free(disc);
}

static void after_a_file_of_unknown_length_start_is_where_the_next_segment_begins(void **state)
{
    rbk_disc *disc = read_track("FILE \"a.wav\" 0 START FILE \"b.wav\" 0 100 FILE \"c.wav\" 0 INDEX 0:0:1", 3);
    (void)state;
    assert_at(disc, 0, 0, 0);
    assert_at(disc, 1, 1, 0);
    assert_at(disc, 2, 2, 488);
    rbk_disc_free(disc);
}

static void indexes_count_from_index_01_and_are_put_in_order(void **state)
{
    rbk_disc *disc = read_track("FILE \"a.wav\" 0 0:0:20 START 0:0:5 INDEX 0:0:9 INDEX 0:0:2", 4);
    (void)state;
    assert_at(disc, 1, 0, 5 * 588);
    assert_at(disc, 2, 0, 7 * 588);
    assert_at(disc, 3, 0, 14 * 588);
    rbk_disc_free(disc);
}

static void end_is_one_more_index_counted_from_the_beginning(void **state)
{
    rbk_disc *disc = read_track("FILE \"a.wav\" 0 0:0:20 START 0:0:5 END 0:0:15 INDEX 0:0:2", 4);
    (void)state;
    assert_at(disc, 2, 0, 7 * 588);
    assert_at(disc, 3, 0, 15 * 588);
    rbk_disc_free(disc);
    disc = read_track("FILE \"a.wav\" 0 END SILENCE 0:0:3", 2);
    assert_at(disc, 2, 1, 0);
    rbk_disc_free(disc);
    assert_toc_refused("TRACK AUDIO FILE \"a.wav\" 0 END 0:0:5 INDEX 0:0:5", RBK_SYNTAX, 1, 28,
                       "expected END after START and every INDEX, found it before");
}

static void points_at_or_after_the_end_are_refused_where_it_is_known(void **state)
{
    (void)state;
    assert_toc_refused("TRACK AUDIO SILENCE 0:0:9 START", RBK_SYNTAX, 1, 27,
                       "expected the end of the pregap before the end of the track, found it there or later");
    assert_toc_refused("TRACK AUDIO SILENCE 0:0:9 START 0:0:9", RBK_SYNTAX, 1, 27,
                       "expected the end of the pregap before the end of the track, found it there or later");
    assert_toc_refused("TRACK AUDIO SILENCE 0:0:9 END", RBK_SYNTAX, 1, 27,
                       "expected END before the end of the track, found it there or later");
    assert_toc_refused("TRACK AUDIO FILE \"a.wav\" 0 START", RBK_SYNTAX, 1, 28,
                       "expected the end of the pregap before the end of the track, found it there or later");
}

static void an_index_that_has_no_place_in_its_track_is_left_out(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "TRACK AUDIO SILENCE 0:0:9 INDEX 0:0:5 INDEX 0:0:9 INDEX 0:1:0",
        "TRACK AUDIO SILENCE 0:0:9 INDEX 0:0:5 INDEX 0:0:5 INDEX 0:0:5",
        "TRACK AUDIO FILE \"a.wav\" 0 INDEX 0:0:0 INDEX 0:0:5 INDEX 0:0:0",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        rbk_findings *findings = rbk_findings_new();
        rbk_disc *disc = toc_read(texts[i], findings);
        assert_int_equal(disc->tracks[0].index_count, 2);
        assert_at(disc, 2, 0, 5 * 588);
        assert_int_equal(disc->tracks[0].indexes[1].line, 1);
        assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 2);
        assert_string_equal(rbk_findings_at(findings, 0)->rule, "index.dropped");
        rbk_disc_free(disc);
        rbk_findings_free(findings);
    }
}

static void a_track_has_at_most_98_increments(void **state)
{
    char text[3000] = "TRACK AUDIO FILE \"a.wav\" 0";
    (void)state;
    for (int i = 1; i <= 98; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), " INDEX %d:0:0", i);
    rbk_disc *disc = toc_read(text, NULL);
    assert_int_equal(disc->tracks[0].index_count, 99);
    assert_at(disc, 99, 0, 98LL * 4500 * 588);
    rbk_disc_free(disc);
    uint32_t column = (uint32_t)strlen(text) + 2;
    strcat(text, " INDEX 99:0:0");
    assert_toc_refused(text, RBK_SYNTAX, 1, column + 6, "expected at most 98 INDEX statements in a track, found more");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_track_without_start_has_index_01_at_its_beginning),
        cmocka_unit_test(pregap_is_silence_with_index_01_after_it),
        cmocka_unit_test(start_with_a_time_counts_from_the_beginning_wherever_it_stands),
        cmocka_unit_test(start_without_a_time_is_rounded_up_to_a_sector),
        cmocka_unit_test(after_a_file_of_unknown_length_start_is_where_the_next_segment_begins),
        cmocka_unit_test(indexes_count_from_index_01_and_are_put_in_order),
        cmocka_unit_test(end_is_one_more_index_counted_from_the_beginning),
        cmocka_unit_test(points_at_or_after_the_end_are_refused_where_it_is_known),
        cmocka_unit_test(an_index_that_has_no_place_in_its_track_is_left_out),
        cmocka_unit_test(a_track_has_at_most_98_increments),
    };
    return cmocka_run_group_tests_name("format/toc_resolve", tests, NULL, NULL);
}
