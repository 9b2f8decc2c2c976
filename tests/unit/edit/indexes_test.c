/* Index marks moved, added and removed. */
#include "unit/edit/marked.h"

static void a_mark_inside_a_track_leaves_the_extents_alone(void **state)
{
    (void)state;
    one_bin();
    assert_int_equal(edit(2, 2, 1500), RBK_OK);
    assert_extent(1, 0, 0, 1000, 1000);
    assert_int_equal(disc->tracks[1].extent_count, 1);
    lay_out();
    assert_int_equal(layout->tracks[1].index_count, 3);
    assert_int_equal(layout->tracks[1].indexes[2].lba, 1500);
    assert_int_equal(remove_index(2, 2), RBK_OK);
    assert_int_equal(disc->tracks[1].index_count, 2);
}

static void everything_is_refused_at_once_and_nothing_changes(void **state)
{
    (void)state;
    one_bin();
    const rbk_index_edit edits[] = {{.track = 1, .number = 2, .sectors = 1200},
                                    {.track = 9, .number = 1, .sectors = 10},
                                    {.track = 3, .number = 1, .removed = true},
                                    {.track = 3, .number = 100, .sectors = 2500},
                                    {.track = 2, .number = 2, .sectors = 1500}};
    assert_int_equal(rbk_edit_indexes(disc, layout, edits, 5, findings, &error), RBK_REFUSED);
    assert_int_equal(rbk_findings_count(findings), 4);
    assert_int_equal(disc->tracks[1].index_count, 2);
}

/* A distance is from the index 01 that is wanted, before or after it in the list. */
static void distances_are_from_index_01_in_any_order(void **state)
{
    (void)state;
    for (int turned = 0; turned < 2; turned++) {
        if (turned) {
            rbk_disc_free(disc);
            disc = rbk_disc_new();
        }
        one_bin();
        const int32_t start = layout->tracks[1].index01_lba;
        const rbk_index_edit later = {.track = 2, .number = 2, .sectors = 75, .relative = true},
                             first = {.track = 2, .number = 1, .sectors = -30, .relative = true};
        const rbk_index_edit edits[] = {turned ? first : later, turned ? later : first};
        assert_int_equal(rbk_edit_indexes(disc, layout, edits, 2, findings, &error), RBK_OK);
        lay_out();
        assert_int_equal(layout->tracks[1].index01_lba, start - 30);
        assert_int_equal(layout->tracks[1].indexes[layout->tracks[1].index_count - 1].lba, start + 45);
    }
}

static void a_layout_of_another_disc_is_refused(void **state)
{
    const rbk_index_edit move = {.track = 2, .number = 2, .sectors = 1500};
    (void)state;
    one_bin();
    rbk_layout other = *layout;
    other.track_count--;
    assert_int_equal(rbk_edit_indexes(disc, &other, &move, 1, findings, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "the layout does not belong to the disc");
    other.track_count = disc->track_count = 0;
    assert_int_equal(rbk_edit_indexes(disc, &other, &move, 1, findings, &error), RBK_INVALID_ARGUMENT);
    disc->track_count = layout->track_count;
    assert_int_equal(disc->tracks[1].index_count, 2);
}

static void tracks_that_meet_inside_a_sector_cannot_be_edited(void **state)
{
    (void)state;
    uint32_t one = add_file("1.wav", RBK_FILE_AUDIO, 1000), two = add_file("2.wav", RBK_FILE_AUDIO, 1000);
    disc->files[one].length_frames += 100;
    add_track(RBK_MODE_AUDIO, one, 0, RBK_TO_END, 0);
    add_track(RBK_MODE_AUDIO, two, 0, RBK_TO_END, 0);
    lay_out();
    assert_int_equal(edit(1, 2, 100), RBK_UNSUPPORTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_mark_inside_a_track_leaves_the_extents_alone),
        test(everything_is_refused_at_once_and_nothing_changes),
        test(distances_are_from_index_01_in_any_order),
        test(a_layout_of_another_disc_is_refused),
        test(tracks_that_meet_inside_a_sector_cannot_be_edited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
