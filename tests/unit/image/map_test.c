/* The source of every sample of a disc. */
#include "image/map.h"

#include "unit/disc/probed.h"

static rbk_image_map map;

static int setup(void **state)
{
    map = (rbk_image_map){0};
    return begin(state);
}

static int teardown(void **state)
{
    rbk_image_map_release(&map);
    return end(state);
}

#define map_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void expect_segment(size_t n, int64_t lba, int64_t sectors, bool silence, rbk_track_mode mode, int64_t byte)
{
    assert_true(n < map.count);
    const rbk_image_segment *s = &map.segments[n];
    assert_int_equal(s->start_samples, lba * 588);
    assert_int_equal(s->length_samples, sectors * 588);
    assert_int_equal(s->silence, silence);
    assert_int_equal(s->mode, mode);
    if (!silence)
        assert_int_equal(s->placement.offset_bytes, byte);
}

static void the_map_is_cut_where_tracks_and_files_end(void **state)
{
    (void)state;
    uint32_t mixed = add_sectors_file(500), audio = add_sectors_file(400);
    add_sectors_track(RBK_MODE_MODE1_2048, mixed, 0, 300);
    rbk_track *track = add_track();
    rbk_track_add_silence(track, 150 * 588, NULL);
    rbk_track_add_file_extent(track, mixed, 300 * 588, 200 * 588, NULL);
    rbk_track_add_file_extent(track, audio, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 1, 0, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_image_map_make(disc, layout, &map, &error), RBK_OK);
    assert_int_equal(map.count, 4);
    expect_segment(0, 0, 300, false, RBK_MODE_MODE1_2048, 0);
    expect_segment(1, 300, 150, true, RBK_MODE_AUDIO, 0);
    expect_segment(2, 450, 200, false, RBK_MODE_AUDIO, 300 * 2048);
    expect_segment(3, 650, 400, false, RBK_MODE_AUDIO, 0);
    assert_int_equal(map.segments[3].file, audio);
    assert_int_equal(rbk_image_map_find(&map, 0), 0);
    assert_int_equal(rbk_image_map_find(&map, 300 * 588 - 1), 0);
    assert_int_equal(rbk_image_map_find(&map, 300 * 588), 1);
    assert_int_equal(rbk_image_map_find(&map, 1050 * 588 - 1), 3);
}

/* INDEX 00 at the very end of a file and INDEX 01 in the next one: the first is no range of samples, whatever comes after it. */
static void a_pregap_that_starts_at_the_end_of_its_file_is_empty(void **state)
{
    (void)state;
    uint32_t first = add_file(RBK_RATE_HZ, 300 * 588), second = add_file(RBK_RATE_HZ, 500 * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, first, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    track = add_track();
    rbk_track_add_file_extent(track, first, 300 * 588, RBK_TO_END, NULL);
    rbk_track_add_file_extent(track, second, 0, 200 * 588, NULL);
    rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 1, 0, NULL);
    track = add_track();
    rbk_track_add_file_extent(track, second, 200 * 588, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_image_map_make(disc, layout, &map, &error), RBK_OK);
    assert_int_equal(map.count, 3);
    expect_segment(0, 0, 300, false, RBK_MODE_AUDIO, 0);
    expect_segment(1, 300, 200, false, RBK_MODE_AUDIO, 0);
    expect_segment(2, 500, 300, false, RBK_MODE_AUDIO, 200 * 2352);
    assert_int_equal(map.segments[1].file, second);
}

/* A carried join: the boundary of the tracks is inside the last sector of the first file. */
static void audio_that_is_carried_on_begins_inside_a_sector(void **state)
{
    (void)state;
    add_whole(44100, 300 * 588 + 100, 0);
    add_whole(44100, 300 * 588, 0);
    assert_int_equal(compute(RBK_JOIN_CARRY), RBK_OK);
    assert_int_equal(rbk_image_map_make(disc, layout, &map, &error), RBK_OK);
    assert_int_equal(map.count, 3); /* track 1, track 2, padding */
    assert_int_equal(map.segments[0].length_samples, 300 * 588 + 100);
    assert_int_equal(map.segments[1].start_samples, 300 * 588 + 100);
    assert_int_equal(map.segments[1].placement.offset_bytes, 0);
    assert_true(map.segments[2].silence);
    assert_int_equal(map.segments[2].length_samples, 488);
}

static void sectors_in_other_sizes_begin_where_a_sector_of_their_file_does(void **state)
{
    (void)state;
    uint32_t file = add_sectors_file(300);
    rbk_track *track = add_track();
    track->mode = RBK_MODE_CDG;
    rbk_track_add_file_extent(track, file, 1, 10 * 588, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_image_map_make(disc, layout, &map, &error), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "a sector of data starts at sample 0, inside a sector of the file");
}

static void a_layout_of_another_disc_is_refused(void **state)
{
    (void)state;
    add_whole(44100, 300 * 588, 0);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    add_whole(44100, 300 * 588, 0);
    assert_int_equal(rbk_image_map_make(disc, layout, &map, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "the layout has 1 track, the disc 2");
}

/* As many tracks, of another length; a session ends elsewhere even where the disc does not. */
static void a_layout_of_other_tracks_is_refused(void **state)
{
    (void)state;
    const uint32_t file = add_sectors_file(400);
    add_sectors_track(RBK_MODE_AUDIO, file, 0, 200);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, &error), RBK_OK);
    add_sectors_track(RBK_MODE_AUDIO, file, 200, 200);
    rbk_track *one = &disc->tracks[0];
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    one->extents[0].length_samples = 199 * 588;
    assert_int_equal(rbk_image_map_make(disc, layout, &map, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "the layout does not belong to these tracks");
    one->extents[0].length_samples = -588;
    rbk_image_map_release(&map);
    assert_int_equal(rbk_image_map_make(disc, layout, &map, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "the layout has a part of no length");
    one->extents[0].length_samples = 200 * 588;
    disc->tracks[1].extents[0].length_samples = 201 * 588;
    rbk_image_map_release(&map);
    assert_int_equal(rbk_image_map_make(disc, layout, &map, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "the layout does not belong to these tracks");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        map_test(the_map_is_cut_where_tracks_and_files_end),
        map_test(a_pregap_that_starts_at_the_end_of_its_file_is_empty),
        map_test(audio_that_is_carried_on_begins_inside_a_sector),
        map_test(sectors_in_other_sizes_begin_where_a_sector_of_their_file_does),
        map_test(a_layout_of_another_disc_is_refused),
        map_test(a_layout_of_other_tracks_is_refused),
    };
    return cmocka_run_group_tests_name("image/map", tests, NULL, NULL);
}
