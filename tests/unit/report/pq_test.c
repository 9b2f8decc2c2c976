/* The rows of a PQ sheet. */
#include <redbook/report.h>

#include "unit/report/discs.h"

static rbk_pq pq;

static int end(void **state)
{
    rbk_pq_release(&pq);
    rbk_pq_release(NULL);
    return end_disc(state);
}

static void expect_row(size_t position, size_t track, uint32_t index, int32_t lba, int64_t length, int64_t toc_length,
                       int64_t pregap)
{
    assert_in_range(position, 0, pq.count - 1);
    const rbk_pq_row *row = &pq.rows[position];
    assert_false(row->lead_out);
    assert_int_equal(row->track, track);
    assert_int_equal(row->index, index);
    assert_int_equal(row->lba, lba);
    assert_int_equal(row->relative_sectors, lba - layout->tracks[0].index01_lba);
    assert_int_equal(row->length_sectors, length);
    assert_int_equal(row->toc_length_sectors, toc_length);
    assert_int_equal(row->pregap_sectors, pregap);
}

static void expect_lead_out(size_t position, size_t session, size_t track, int32_t lba)
{
    assert_in_range(position, 0, pq.count - 1);
    assert_true(pq.rows[position].lead_out);
    assert_int_equal(pq.rows[position].session, session);
    assert_int_equal(pq.rows[position].track, track);
    assert_int_equal(pq.rows[position].lba, lba);
}

static void every_index_has_a_row_and_the_first_pregap_too(void **state)
{
    uint32_t file = add_bin("a.bin", NULL, 1500);
    (void)state;
    add_track(file, RBK_MODE_AUDIO, 0, 500, 0);
    rbk_track *track = add_track(file, RBK_MODE_AUDIO, 500, 1500, 100);
    rbk_track_add_index(track, 2, 0, 700 * RBK_SECTOR_SAMPLES, NULL);
    lay_out();
    assert_int_equal(rbk_pq_make(disc, layout, &pq, &error), RBK_OK);
    assert_int_equal(pq.count, 6);
    expect_row(0, 0, 0, -150, -1, -1, 150);
    expect_row(1, 0, 1, 0, 500, 600, -1);
    expect_row(2, 1, 0, 500, -1, -1, 100);
    expect_row(3, 1, 1, 600, 900, 900, -1);
    expect_row(4, 1, 2, 1200, -1, -1, -1);
    expect_lead_out(5, 1, 1, 1500);
}

/* A hidden track is part of the first pregap. */
static void relative_times_count_from_the_first_index_01(void **state)
{
    (void)state;
    add_track(add_bin("a.bin", NULL, 1500), RBK_MODE_AUDIO, 0, 1500, 300);
    lay_out();
    assert_int_equal(rbk_pq_make(disc, layout, &pq, &error), RBK_OK);
    expect_row(0, 0, 0, -150, -1, -1, 450);
    expect_row(1, 0, 1, 300, 1200, 1200, -1);
    assert_int_equal(pq.rows[0].relative_sectors, -450);
}

static void each_session_has_a_lead_out(void **state)
{
    uint32_t file = add_bin("a.bin", NULL, 1500);
    (void)state;
    add_track(file, RBK_MODE_AUDIO, 0, 1000, 0);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
    add_track(file, RBK_MODE_MODE1_2352, 1000, 1500, 0);
    lay_out();
    assert_int_equal(rbk_pq_make(disc, layout, &pq, &error), RBK_OK);
    assert_int_equal(pq.count, 6);
    expect_lead_out(2, 1, 0, 1000);
    expect_row(3, 1, 0, 1000 + 11400 - 150, -1, -1, 150);
    expect_row(4, 1, 1, 1000 + 11400, 500, 500, -1);
    assert_int_equal(pq.rows[4].session, 2);
    expect_lead_out(5, 2, 1, 12900);
}

static void flags_are_said_in_words(void **state)
{
    rbk_track track;
    char words[RBK_FLAG_WORDS_BYTES];
    (void)state;
    memset(&track, 0, sizeof track);
    assert_string_equal(rbk_flag_words(&track, words), "copy prohibited");
    track.flags = RBK_FLAG_COPY_PERMITTED | RBK_FLAG_PRE_EMPHASIS;
    assert_string_equal(rbk_flag_words(&track, words), "copy permitted, pre-emphasis");
    track.flags = RBK_FLAG_SCMS | RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_FOUR_CHANNEL;
    assert_string_equal(rbk_flag_words(&track, words), "serial copy management, pre-emphasis, 4 channels");
    track.mode = RBK_MODE_MODE1_2048;
    track.flags = RBK_FLAG_COPY_PERMITTED;
    assert_string_equal(rbk_flag_words(&track, words), "data, copy permitted");
}

static void times_may_be_negative(void **state)
{
    char text[RBK_TIME_BYTES];
    (void)state;
    assert_string_equal(rbk_relative_time_format(-151, text), "-00:02:01");
    assert_string_equal(rbk_relative_time_format(0, text), "00:00:00");
    assert_string_equal(rbk_relative_time_format(450000, text), "100:00:00");
}

static void what_is_no_disc_is_refused(void **state)
{
    (void)state;
    assert_int_equal(rbk_pq_make(NULL, NULL, &pq, &error), RBK_INVALID_POINTER);
    assert_int_equal(rbk_pq_make(disc, NULL, NULL, &error), RBK_INVALID_POINTER);
    add_track(add_bin("a.bin", NULL, 1500), RBK_MODE_AUDIO, 0, 1500, 0);
    lay_out();
    disc->track_count = 0;
    rbk_pq_row row;
    pq = (rbk_pq){&row, 1};
    assert_int_equal(rbk_pq_make(disc, layout, &pq, &error), RBK_INVALID_ARGUMENT);
    assert_ptr_equal(pq.rows, &row); /* an output is unchanged on failure */
    pq = (rbk_pq){NULL, 0};
    disc->track_count = 1;
}

#define pq_test(name) cmocka_unit_test_setup_teardown(name, begin_disc, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        pq_test(every_index_has_a_row_and_the_first_pregap_too),
        pq_test(relative_times_count_from_the_first_index_01),
        pq_test(each_session_has_a_lead_out),
        cmocka_unit_test(flags_are_said_in_words),
        cmocka_unit_test(times_may_be_negative),
        pq_test(what_is_no_disc_is_refused),
    };
    return cmocka_run_group_tests_name("report/pq", tests, NULL, NULL);
}
