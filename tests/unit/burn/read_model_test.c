/*
 * Tracks, pregaps, indexes and codes of a disc that was read.
 */
#include "burn/read_disc.h"

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

/* A third session that starts as late as a second one usually does: a lead-out of the usual length of a first one would be
 * read as that of a later one. */
static void a_later_session_starts_where_it_is_on_the_disc(void **state)
{
    static rbk_disc_reading three;
    static char *const bins[] = {"a.bin", "b.bin", "c.bin"};
    const int32_t starts[] = {0, 11500, 11600 + 11400};
    const rbk_track_mode modes[] = {RBK_MODE_AUDIO, RBK_MODE_AUDIO, RBK_MODE_AUDIO};
    (void)state;
    rbk_disc_free(disc);
    disc = NULL;
    memset(&three, 0, sizeof three);
    three.findings = findings;
    three.toc = (rbk_mmc_toc){.first_track = 1, .last_track = 3, .entry_count = 4};
    three.sessions.count = 3;
    for (uint8_t i = 0; i < 3; i++) {
        three.toc.entries[i] = (rbk_mmc_toc_entry){.track = (uint8_t)(i + 1), .lba = starts[i]};
        three.sessions.sessions[i] = (rbk_mmc_session){(uint8_t)(i + 1), (uint8_t)(i + 1), starts[i] + 100, 0};
        three.starts_lba[i] = starts[i];
    }
    three.toc.entries[3] = (rbk_mmc_toc_entry){.track = 0xAA, .lba = starts[2] + 100};
    memcpy(three.modes, modes, sizeof modes);
    assert_int_equal(rbk_read_q_begin(&three, &error), RBK_OK);
    assert_int_equal(rbk_read_model(&three, bins, "c.cdt", &disc, &error), RBK_OK);
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(layout->tracks[i].index01_lba, starts[i]);
        assert_int_equal(layout->tracks[i].end_lba, starts[i] + 100);
    }
    rbk_subcode_scan_free(three.scan);
}

/* Index 2 of the album is on the disc as another one. */
static void an_index_number_that_is_missing_in_q_loses_no_other(void **state)
{
    (void)state;
    record();
    recorded.index_2_is = 4;
    read_well();
    char *sheet = scratch_read("copy.cue", NULL);
    assert_string_equal(sheet, album_sheet);
    free(sheet);
    assert_found("read.subchannel", RBK_WARNING,
                 "track 2: after index 1 Q has index 4: in the image indexes from there on are 2 and up");
}

/* Which no sheet has: it is not lost without a word, and no modified Q. */
static void a_copy_bit_that_alternates_is_reported(void **state)
{
    (void)state;
    record();
    recorded.scms_track = 1;
    read_well();
    char *sheet = scratch_read("copy.cue", NULL);
    assert_string_equal(sheet, album_sheet);
    free(sheet);
    assert_found("cue.scms", RBK_WARNING, "the flag SCMS is not written");
    assert_null(scratch_read("copy.sbi", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(an_index_number_that_is_missing_in_q_loses_no_other),
        obedient_test(a_copy_bit_that_alternates_is_reported),
        obedient_test(q_without_a_crc_is_good_enough),
        plan_test(a_later_session_starts_where_it_is_on_the_disc),
        obedient_test(without_q_tracks_are_those_of_the_table_of_contents),
    };
    return cmocka_run_group_tests_name("burn/read_model", tests, NULL, NULL);
}
