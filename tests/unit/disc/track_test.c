/* Tracks: modes, extents, indexes. */
#include <redbook/disc.h>

#include "unit/scratch.h"

static void modes_have_their_sheet_names_and_sector_sizes(void **state)
{
    (void)state;
    assert_string_equal(rbk_track_mode_name(RBK_MODE_MODE2_2336), "MODE2/2336");
    assert_int_equal(rbk_track_mode_sector_bytes(RBK_MODE_MODE2_2336), 2336);
    assert_int_equal(rbk_track_mode_sector_bytes(RBK_MODE_CDG), 2448);
    assert_true(rbk_track_mode_is_audio(RBK_MODE_CDG));
    assert_false(rbk_track_mode_is_audio(RBK_MODE_CDI_2352));
}

static void indexes_ascend_by_one_from_0_or_1(void **state)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_track *track;
    rbk_error error;
    (void)state;
    rbk_disc_add_track(disc, 1, RBK_MODE_AUDIO, &track, NULL);
    assert_int_equal(rbk_track_add_index(track, 2, 0, 0, &error), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "expected index 1, found 2");
    assert_int_equal(rbk_track_add_index(track, 0, 0, 0, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 0, 0, 0, NULL), RBK_BAD_LAYOUT);
    assert_int_equal(rbk_track_add_index(track, 1, 0, 0, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 3, 0, 0, NULL), RBK_BAD_LAYOUT);
    assert_int_equal(rbk_track_add_index(track, 2, 0, -1, NULL), RBK_BAD_LAYOUT);
    rbk_disc_free(disc);
}

static void extents_do_not_begin_or_end_before_their_file(void **state)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_track *track;
    (void)state;
    rbk_disc_add_track(disc, 1, RBK_MODE_AUDIO, &track, NULL);
    assert_int_equal(rbk_track_add_file_extent(track, 0, -1, 5, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_track_add_file_extent(track, 0, 0, -2, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_track_add_silence(track, -1, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(track->extent_count, 0);
    assert_int_equal(rbk_track_add_file_extent(track, 0, 0, RBK_TO_END, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_silence(track, 588, NULL), RBK_OK);
    assert_int_equal(track->extent_count, 2);
    assert_true(track->extents[1].silence);
    rbk_disc_free(disc);
}

static void missing_pointers_are_refused(void **state)
{
    const rbk_placement placement = {.stride_bytes = 2352, .payload_bytes = 2352};
    (void)state;
    assert_int_equal(rbk_track_add_file_extent(NULL, 0, 0, RBK_TO_END, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_track_add_silence(NULL, 588, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_track_place_extent(NULL, &placement, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_track_add_index(NULL, 1, 0, 0, NULL), RBK_INVALID_POINTER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modes_have_their_sheet_names_and_sector_sizes),
        cmocka_unit_test(indexes_ascend_by_one_from_0_or_1),
        cmocka_unit_test(missing_pointers_are_refused),
        cmocka_unit_test(extents_do_not_begin_or_end_before_their_file),
    };
    return cmocka_run_group_tests_name("disc/track", tests, NULL, NULL);
}
