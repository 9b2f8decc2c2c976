/* Sessions on the time line: the standard distances, and the queries. */
#include "disc/sessions.h"

#include "unit/disc/probed.h"

/* Three tracks of 300, 300 and 400 sectors, then sessions of one data track with 300 sectors each. */
static void add_sessions(size_t count)
{
    uint32_t file = add_sectors_file(100000);
    int64_t at = 0;
    static const int64_t lengths[] = {300, 300, 400};
    for (size_t t = 0; t < 3; at += lengths[t], t++)
        (void)add_sectors_track(RBK_MODE_AUDIO, file, at, lengths[t]);
    for (size_t s = 1; s < count; s++, at += 300) {
        assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, &error), RBK_OK);
        (void)add_sectors_track(RBK_MODE_MODE2_2352, file, at, 300);
    }
}

static void a_disc_without_a_word_of_sessions_has_one(void **state)
{
    (void)state;
    add_sessions(1);
    assert_int_equal(disc->session_count, 0);
    assert_int_equal(rbk_disc_session_count(disc), 1);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(layout->session_count, 1);
    assert_int_equal(layout->sessions[0].track_count, 3);
    assert_int_equal(layout->sessions[0].pregap_lba, -150);
    assert_int_equal(layout->sessions[0].start_lba, 0);
    assert_int_equal(rbk_layout_end(layout), 1000);
    assert_int_equal(rbk_layout_sectors(layout), 1000);
    assert_covered();
}

/* The worked example: lead-out at 1000, lead-in from 7750, index 00 at 12250, index 01 at 12400. */
static void a_second_session_is_11400_sectors_after_the_first(void **state)
{
    (void)state;
    add_sessions(2);
    assert_int_equal(disc->session_count, 2);
    assert_int_equal(disc->tracks[2].session, 0);
    assert_int_equal(disc->tracks[3].session, 1);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(layout->session_count, 2);
    assert_int_equal(layout->sessions[0].lead_out_lba, 1000);
    assert_int_equal(layout->sessions[1].lead_in_lba, 7750);
    assert_int_equal(layout->sessions[1].pregap_lba, 12250);
    assert_int_equal(layout->sessions[1].start_lba, 12400);
    assert_int_equal(layout->sessions[1].lead_out_lba, 12700);
    assert_int_equal(layout->tracks[3].start_lba, 12400);
    assert_int_equal(layout->tracks[3].index01_lba, 12400);
    assert_int_equal(layout->tracks[3].index_count, 1);
    assert_int_equal(rbk_layout_end(layout), 12700);
    assert_int_equal(rbk_layout_sectors(layout), 1300);
}

static void further_sessions_are_6900_sectors_after_the_one_before(void **state)
{
    (void)state;
    add_sessions(4);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(layout->sessions[2].start_lba, 12700 + 6900);
    assert_int_equal(layout->sessions[3].start_lba, 12700 + 6900 + 300 + 6900);
    disc->sessions[2].lead_out_sectors = 6750; /* what a ripper writes for every one */
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(layout->sessions[2].start_lba, 12700 + 6900);
}

static void lengths_that_the_disc_says_count(void **state)
{
    (void)state;
    add_sessions(2);
    disc->sessions[1].lead_out_sectors = 7000;
    disc->sessions[1].lead_in_sectors = 4600;
    disc->sessions[1].pregap_sectors = 225;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(layout->sessions[1].lead_in_lba, 8000);
    assert_int_equal(layout->sessions[1].pregap_lba, 12600);
    assert_int_equal(layout->sessions[1].start_lba, 12825);
}

/* As a length it would be read as the constant of a ripper, which is 2250. */
static void a_third_session_by_its_address_may_have_the_first_lead_out(void **state)
{
    (void)state;
    add_sessions(3);
    disc->sessions[2].lead_out_form = RBK_LEAD_OUT_ADDRESS;
    disc->sessions[2].lead_out_sectors = 6750;
    const rbk_session_gap gap = rbk_session_gap_before(disc, 2);
    assert_int_equal(gap.lead_out_sectors, 2250);
    assert_int_equal(gap.lead_in_sectors, 4500 + 4500);
    assert_int_equal(gap.pregap_sectors, 150);
    assert_int_equal(rbk_session_distance(disc, 4), 11400);
    assert_int_equal(rbk_session_usual_distance(disc, 4), 6900);
}

/* The lengths add up to 11,400 sectors; of the pregap of 225 that the file has only 150 are usual. */
static void the_usual_distance_depends_on_the_pregap_in_the_file(void **state)
{
    (void)state;
    add_sessions(2);
    rbk_track *track = &disc->tracks[3];
    track->index_count = 0;
    assert_int_equal(rbk_track_add_index(track, 0, 0, 0, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 0, 225 * 588, NULL), RBK_OK);
    assert_int_equal(rbk_session_usual_distance(disc, 3), 11250);
    assert_int_equal(rbk_session_distance(disc, 3), 11250);
    disc->sessions[1].lead_out_sectors = 6675;
    disc->sessions[1].pregap_sectors = 225;
    assert_int_equal(rbk_session_usual_distance(disc, 3), 11250);
    assert_int_equal(rbk_session_distance(disc, 3), 11175);
}

static void what_a_file_holds_of_the_pregap_is_not_added_to_it(void **state)
{
    (void)state;
    add_sessions(2);
    rbk_track *track = &disc->tracks[3];
    track->index_count = 0;
    assert_int_equal(rbk_track_add_index(track, 0, 0, 0, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 0, 100 * 588, NULL), RBK_OK);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(layout->sessions[1].start_lba, 12300);
    assert_int_equal(layout->tracks[3].index01_lba, 12400);
}

/* 25 sectors of silence, 75 of the end of a file of 48 kHz, then index 01 in another file. */
static void files_of_the_pregap_are_not_added_to_it(void **state)
{
    (void)state;
    add_sessions(1);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, &error), RBK_OK);
    uint32_t before = add_file(48000, 2 * 48000), program = add_file(44100, 300 * 588);
    rbk_track *track = add_track();
    assert_int_equal(rbk_track_add_silence(track, 25 * 588, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_file_extent(track, before, 44100, RBK_TO_END, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_file_extent(track, program, 0, RBK_TO_END, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 0, 0, 0, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 2, 0, NULL), RBK_OK);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(layout->sessions[1].start_lba, 12300);
    assert_int_equal(layout->tracks[3].index01_lba, 12400);
    assert_int_equal(layout->sessions[1].lead_out_lba, 12700);
}

static void sessions_further_apart_than_addresses_reach_are_refused(void **state)
{
    (void)state;
    add_sessions(2);
    disc->sessions[1].lead_in_sectors = INT32_MAX;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "the sessions are further apart than any disc allows");
    assert_int_equal(error.place.track, 4);
}

static void a_session_ends_on_a_whole_sector(void **state)
{
    (void)state;
    add_whole(44100, 1000 * 588 - 500, 0);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, &error), RBK_OK);
    add_whole(44100, 300 * 588, 0);
    assert_int_equal(compute(RBK_JOIN_CARRY), RBK_OK);
    assert_int_equal(layout->tracks[0].padded_samples, 500);
    assert_int_equal(layout->tracks[1].moved_samples, 0);
    assert_int_equal(layout->sessions[0].lead_out_lba, 1000);
    assert_int_equal(layout->run_count, 2);
}

static void the_high_density_area_begins_at_45000(void **state)
{
    (void)state;
    uint32_t file = add_sectors_file(1000);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_SINGLE_DENSITY, 0, NULL, &error), RBK_OK);
    (void)add_sectors_track(RBK_MODE_MODE1_2352, file, 0, 450);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_HIGH_DENSITY, 0, NULL, &error), RBK_OK);
    (void)add_sectors_track(RBK_MODE_MODE1_2352, file, 450, 100);
    assert_int_equal(disc->session_count, 2);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(layout->sessions[0].lead_out_lba, 450);
    assert_int_equal(layout->sessions[1].start_lba, 45000);
    assert_int_equal(rbk_layout_end(layout), 45100);
    assert_int_equal(rbk_disc_end_max(disc), 549150);
    disc->tracks[0].extents[0].length_samples = 44000 * 588;
    disc->files[file].length_frames = 44100 * 588;
    disc->tracks[1].extents[0].offset_samples = 44000 * 588;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_int_equal(error.place.track, 2);
}

static void every_address_is_in_one_session_or_in_none(void **state)
{
    (void)state;
    add_sessions(2);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    const struct {
        int64_t lba;
        int session;
    } rows[] = {{-151, -1},  {-150, 0},   {0, 0},     {999, 0},   {1000, -1}, {7750, -1},
                {12250, -1}, {12399, -1}, {12400, 1}, {12699, 1}, {12700, -1}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_ptr_equal(rbk_layout_session_at(layout, rows[i].lba),
                         rows[i].session < 0 ? NULL : &layout->sessions[rows[i].session]);
    assert_ptr_equal(rbk_layout_session_of(layout, 0), &layout->sessions[0]);
    assert_ptr_equal(rbk_layout_session_of(layout, 2), &layout->sessions[0]);
    assert_ptr_equal(rbk_layout_session_of(layout, 3), &layout->sessions[1]);
}

static void a_range_between_sessions_is_named(void **state)
{
    (void)state;
    add_sessions(2);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_layout_check_range(layout, -150, 1150, &error), RBK_OK);
    assert_int_equal(rbk_layout_check_range(layout, 12400, 300, &error), RBK_OK);
    assert_int_equal(rbk_layout_check_range(layout, 12700, 0, &error), RBK_OK);
    assert_int_equal(rbk_layout_check_range(layout, 999, 2, &error), RBK_BETWEEN_SESSIONS);
    assert_int_equal(error.place.lba, 1000);
    assert_string_equal(error.sentence, "sector 1000 is between session 1, which ends at 1000, and session 2, which "
                                        "starts at 12400: there are no sectors");
    assert_int_equal(rbk_layout_check_range(layout, 12399, 2, &error), RBK_BETWEEN_SESSIONS);
    assert_int_equal(error.place.lba, 12399);
    assert_int_equal(rbk_layout_check_range(layout, 12700, 1, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_layout_check_range(layout, -151, 1, &error), RBK_INVALID_ARGUMENT);
}

static void a_copy_keeps_sessions(void **state)
{
    (void)state;
    add_sessions(3);
    disc->sessions[1].pregap_sectors = 7;
    rbk_disc *copy = rbk_disc_copy(disc);
    assert_int_equal(copy->session_count, 3);
    assert_int_equal(copy->sessions[1].pregap_sectors, 7);
    assert_int_equal(copy->tracks[4].session, 2);
    rbk_disc_free(copy);
}

static void a_session_alone_and_appended_again_is_the_disc(void **state)
{
    (void)state;
    add_sessions(3);
    rbk_disc *first = rbk_disc_copy_session(disc, 0), *last = rbk_disc_copy_session(disc, 2);
    assert_int_equal(first->track_count, 3);
    assert_int_equal(first->session_count, 0);
    assert_int_equal(last->track_count, 1);
    assert_int_equal(last->tracks[0].number, disc->tracks[4].number);
    assert_int_equal(last->tracks[0].extents[0].offset_samples, disc->tracks[4].extents[0].offset_samples);
    assert_int_equal(rbk_disc_append_session(first, last, &error), RBK_OK);
    assert_int_equal(first->session_count, 2);
    assert_int_equal(first->file_count, 2);
    assert_int_equal(first->tracks[3].session, 1);
    assert_int_equal(first->tracks[3].extents[0].file, 1);
    last->tracks[0].number = 1; /* numbers that do not continue become the next ones */
    assert_int_equal(rbk_disc_append_session(first, last, &error), RBK_OK);
    assert_int_equal(first->tracks[4].number, first->tracks[3].number + 1);
    first->tracks[4].number = 99;
    assert_int_equal(rbk_disc_append_session(first, last, &error), RBK_TRACKLIMIT);
    rbk_disc_free(first);
    rbk_disc_free(last);
}

static void a_track_of_no_session_is_refused(void **state)
{
    (void)state;
    add_sessions(2);
    disc->tracks[3].session = 2;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_INVALID_ARGUMENT);
    disc->tracks[1].session = 1;
    disc->tracks[3].session = 0;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_INVALID_ARGUMENT);
}

/* For other files, a position in a file becomes the length that it amounts to; what is a length stays one. */
static void sessions_are_taken_from_another_disc_as_lengths(void **state)
{
    (void)state;
    add_sessions(4);
    rbk_disc *other = rbk_disc_copy(disc);
    other->session_count = 0;
    for (size_t t = 0; t < other->track_count; t++)
        other->tracks[t].session = 7;
    disc->sessions[1].lead_out_form = RBK_LEAD_OUT_PLACE;
    disc->sessions[1].pregap_sectors = 225;
    disc->sessions[2].lead_out_form = RBK_LEAD_OUT_ADDRESS;
    disc->sessions[2].lead_out_sectors = RBK_FIRST_LEAD_OUT_SECTORS;
    assert_int_equal(rbk_disc_take_sessions(other, disc, &error), RBK_OK);
    assert_int_equal(other->session_count, 4);
    for (size_t s = 0; s < 4; s++)
        assert_int_equal(other->sessions[s].lead_out_form, RBK_LEAD_OUT_LENGTH);
    assert_int_equal(other->sessions[1].lead_out_sectors, RBK_FIRST_LEAD_OUT_SECTORS);
    assert_int_equal(other->sessions[1].lead_in_sectors, RBK_LEAD_IN_SECTORS);
    assert_int_equal(other->sessions[1].pregap_sectors, 225);
    assert_int_equal(other->sessions[2].lead_out_sectors, RBK_LEAD_OUT_SECTORS);
    assert_int_equal(other->sessions[2].lead_in_sectors, 2 * RBK_LEAD_IN_SECTORS);
    assert_int_equal(other->sessions[2].pregap_sectors, RBK_PREGAP_SECTORS);
    assert_int_equal(other->sessions[3].lead_out_sectors, RBK_USUAL);
    for (size_t t = 0; t < disc->track_count; t++)
        assert_int_equal(other->tracks[t].session, disc->tracks[t].session);
    /* Of two discs with other numbers of tracks, those of both. */
    const size_t all = other->track_count;
    other->tracks[2].session = other->tracks[3].session = 7;
    other->track_count = 3;
    assert_int_equal(rbk_disc_take_sessions(other, disc, &error), RBK_OK);
    assert_int_equal(other->tracks[2].session, 0);
    assert_int_equal(other->tracks[3].session, 7);
    other->track_count = all;
    disc->track_count = 3;
    assert_int_equal(rbk_disc_take_sessions(other, disc, &error), RBK_OK);
    assert_int_equal(other->tracks[3].session, 7);
    disc->track_count = all;
    /* A disc without a word of sessions changes nothing. */
    disc->session_count = 0;
    assert_int_equal(rbk_disc_take_sessions(other, disc, &error), RBK_OK);
    assert_int_equal(other->session_count, 4);
    rbk_disc_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        layout_test(a_disc_without_a_word_of_sessions_has_one),
        layout_test(a_second_session_is_11400_sectors_after_the_first),
        layout_test(further_sessions_are_6900_sectors_after_the_one_before),
        layout_test(lengths_that_the_disc_says_count),
        layout_test(a_third_session_by_its_address_may_have_the_first_lead_out),
        layout_test(the_usual_distance_depends_on_the_pregap_in_the_file),
        layout_test(what_a_file_holds_of_the_pregap_is_not_added_to_it),
        layout_test(files_of_the_pregap_are_not_added_to_it),
        layout_test(sessions_further_apart_than_addresses_reach_are_refused),
        layout_test(a_session_ends_on_a_whole_sector),
        layout_test(the_high_density_area_begins_at_45000),
        layout_test(every_address_is_in_one_session_or_in_none),
        layout_test(a_range_between_sessions_is_named),
        layout_test(a_copy_keeps_sessions),
        layout_test(sessions_are_taken_from_another_disc_as_lengths),
        layout_test(a_session_alone_and_appended_again_is_the_disc),
        layout_test(a_track_of_no_session_is_refused),
    };
    return cmocka_run_group_tests_name("disc/sessions", tests, NULL, NULL);
}
