/*
 * What of the subchannel is not in the image of a disc that is read.
 */
#include "unit/burn/reading.h"

static void an_ordinary_disc_has_nothing_to_report(void **state)
{
    (void)state;
    record();
    read_well();
    assert_null(finding("read.subchannel"));
}

static void modified_q_is_reported(void **state)
{
    (void)state;
    record();
    recorded.modified_lba = 100;
    read_well();
    char *sheet = scratch_read("copy.cue", NULL);
    assert_string_equal(sheet, album_sheet);
    free(sheet);
    assert_found("read.subchannel", RBK_WARNING,
                 "modified Q of 1 sector, the first at lba 100, is not in the image: a copy protection may need it");
}

static void q_without_a_valid_crc_is_modified_if_it_stays_the_same(void **state)
{
    (void)state;
    record();
    recorded.modified_lba = 110;
    recorded.bad_q_lba = 90;
    read_well();
    assert_found("read.subchannel", RBK_WARNING,
                 "modified Q of 2 sectors, the first at lba 90, is not in the image: a copy protection may need it");
}

static void a_reading_error_of_q_is_not_reported(void **state)
{
    (void)state;
    record();
    recorded.bad_q_lba = 90;
    recorded.bad_q_changes = 1;
    read_well();
    assert_null(finding("read.subchannel"));
}

static void graphics_are_reported(void **state)
{
    (void)state;
    record();
    recorded.graphics_track = 2;
    read_well();
    assert_found("read.subchannel", RBK_WARNING,
                 "R-W of 1 track, the first is track 2, is not empty: CD+G graphics are not in the image");
    assert_int_equal(finding("read.subchannel")->track, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(an_ordinary_disc_has_nothing_to_report),
        obedient_test(modified_q_is_reported),
        obedient_test(q_without_a_valid_crc_is_modified_if_it_stays_the_same),
        obedient_test(a_reading_error_of_q_is_not_reported),
        obedient_test(graphics_are_reported),
    };
    return cmocka_run_group_tests_name("burn/read_subchannel", tests, NULL, NULL);
}
