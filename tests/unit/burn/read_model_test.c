/*
 * Tracks, pregaps, indexes and codes of a disc that was read.
 */
#include "unit/burn/reading.h"

static void q_without_a_crc_is_good_enough(void **state)
{
    (void)state;
    record();
    recorded.q_without_crc = true;
    read_well();
    char *sheet = scratch_read("copy.cue", NULL);
    assert_string_equal(sheet, album_sheet);
    free(sheet);
}

static void without_q_tracks_are_those_of_the_table_of_contents(void **state)
{
    (void)state;
    record();
    recorded.no_q = true;
    read_well();
    assert_false(read_report.has_q);
    assert_found("read.unsupported", RBK_WARNING,
                 "the drive does not read Q: pregaps and indexes are not in the image");
    char *sheet = scratch_read("copy.cue", NULL);
    assert_non_null(strstr(sheet, "FLAGS DCP PRE\n    INDEX 01 00:04:60\n"));
    assert_non_null(strstr(sheet, "ISRC USABC1234567\n"));
    free(sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(q_without_a_crc_is_good_enough),
        obedient_test(without_q_tracks_are_those_of_the_table_of_contents),
    };
    return cmocka_run_group_tests_name("burn/read_model", tests, NULL, NULL);
}
