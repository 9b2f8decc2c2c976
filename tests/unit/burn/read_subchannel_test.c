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

static void assert_content(const char *name, const uint8_t *wanted, size_t wanted_size)
{
    size_t size = 0;
    char *found = scratch_read(name, &size);
    assert_non_null(found);
    assert_int_equal(size, wanted_size);
    assert_memory_equal(found, wanted, size);
    free(found);
}

/* The CRC of a time that was changed is valid, which an SBI does not have. */
static void modified_q_is_listed(void **state)
{
    static const uint8_t sbi[] = {'S', 'B', 'I', 0, 0x00, 0x03, 0x25, 1, 0x01, 0x01, 0x01, 0, 1, 0x25, 0, 1, 3, 0x25};
    uint8_t lsd[] = {0x00, 0x03, 0x25, 0x01, 0x01, 0x01, 0, 1, 0x25, 0, 1, 3, 0x25, 0, 0};
    rbk_q q = {.kind = RBK_Q_POSITION, .track = 1, .index = 1, .relative_sectors = 100, .absolute_sectors = 4750};
    (void)state;
    record();
    recorded.modified_lba = 100;
    read_well();
    assert_content("copy.cue", (const uint8_t *)album_sheet, strlen(album_sheet));
    assert_content("copy.sbi", sbi, sizeof sbi);
    rbk_q_encode(&q, lsd + 3);
    assert_content("copy.lsd", lsd, sizeof lsd);
    assert_found("read.q-list", RBK_NOTE,
                 "'copy.sbi' and 'copy.lsd' have the modified Q of 1 sector, the first at lba 100");
    assert_null(finding("read.subchannel"));
}

/* An SBI has all of it, and an LSD that was there would be used instead. */
static void an_lsd_is_written_where_one_was(void **state)
{
    (void)state;
    record();
    read_options.replace = true;
    recorded.bad_q_lba = 90;
    recorded.inverted_crc = true;
    read_well();
    assert_null(scratch_read("copy.lsd", NULL));
    assert_found("read.q-list", RBK_NOTE, "'copy.sbi' has the modified Q of 1 sector, the first at lba 90");
    scratch_write("copy.lsd", "", 0);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    read_well();
    size_t size = 0;
    free(scratch_read("copy.lsd", &size));
    assert_int_equal(size, 15);
    assert_found("read.q-list", RBK_NOTE,
                 "'copy.sbi' and 'copy.lsd' have the modified Q of 1 sector, the first at lba 90");
}

static void q_without_a_valid_crc_is_modified_if_it_stays_the_same(void **state)
{
    (void)state;
    record();
    recorded.modified_lba = 110;
    recorded.bad_q_lba = 90;
    read_well();
    assert_found("read.q-list", RBK_NOTE,
                 "'copy.sbi' and 'copy.lsd' have the modified Q of 2 sectors, the first at lba 90");
}

static void a_modified_index_is_listed(void **state)
{
    (void)state;
    record();
    recorded.other_index_lba = 100;
    read_well();
    assert_found("read.q-list", RBK_NOTE,
                 "'copy.sbi' and 'copy.lsd' have the modified Q of 1 sector, the first at lba 100");
    char *sheet = scratch_read("copy.cue", NULL);
    assert_string_equal(sheet, album_sheet);
    free(sheet);
}

static void a_modified_index_that_does_not_stay_the_same_is_reported(void **state)
{
    (void)state;
    record();
    recorded.other_index_lba = 100;
    recorded.other_index_changes = true;
    read_well();
    assert_found("read.subchannel", RBK_WARNING,
                 "modified Q of 1 sector, the first at lba 100, is not in the image: a copy protection may need it");
    assert_null(finding("read.q-list"));
}

/* A time that is another one when it is read again is no error of reading, and cannot be listed. */
static void a_modified_time_that_does_not_stay_the_same_is_reported(void **state)
{
    (void)state;
    record();
    recorded.modified_lba = 110;
    recorded.modified_changes = true;
    read_well();
    assert_found("read.subchannel", RBK_WARNING,
                 "modified Q of 1 sector, the first at lba 110, is not in the image: a copy protection may need it");
    assert_null(finding("read.q-list"));
}

static void a_reading_error_of_q_is_not_reported(void **state)
{
    (void)state;
    record();
    recorded.bad_q_lba = 90;
    recorded.bad_q_changes = 1;
    read_well();
    assert_null(finding("read.subchannel"));
    assert_null(finding("read.q-list"));
}

/* Which of it is modified is not known, and the drive is not said to read it wrongly sector by sector. */
static void a_disc_without_valid_q_is_one_warning(void **state)
{
    (void)state;
    record();
    for (int i = 0; i < 2; i++) {
        recorded.invalid_q = i == 0;
        recorded.zero_q = i == 1;
        read_options.replace = i == 1;
        rbk_findings_free(findings);
        findings = rbk_findings_new();
        read_well();
        assert_found("read.subchannel", RBK_WARNING,
                     i == 0
                         ? "Q of 0 of 700 sectors is valid, so pregaps, indexes and modified Q are not in the image: "
                           "the drive does not return its CRC, or all of it is modified"
                         : "Q of 0 of 700 sectors is valid, so pregaps, indexes and modified Q are not in the image: "
                           "the drive does not return it, or all of it is modified");
        assert_int_equal(rbk_findings_count(findings), 1);
        assert_false(read_report.has_q);
        assert_null(scratch_read("copy.sbi", NULL));
    }
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

static void a_sector_that_cannot_be_read_again_says_nothing_of_its_q(void **state)
{
    (void)state;
    record();
    recorded.bad_q_lba = 90;
    recorded.bad_q_lost = true;
    read_well();
    assert_true(recorded.bad_q_reads > 1);
    assert_int_equal(read_report.unreadable, 0);
    assert_null(finding("read.subchannel"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(an_ordinary_disc_has_nothing_to_report),
        obedient_test(modified_q_is_listed),
        obedient_test(an_lsd_is_written_where_one_was),
        obedient_test(q_without_a_valid_crc_is_modified_if_it_stays_the_same),
        obedient_test(a_modified_index_is_listed),
        obedient_test(a_modified_index_that_does_not_stay_the_same_is_reported),
        obedient_test(a_modified_time_that_does_not_stay_the_same_is_reported),
        obedient_test(a_reading_error_of_q_is_not_reported),
        obedient_test(a_disc_without_valid_q_is_one_warning),
        obedient_test(graphics_are_reported),
        obedient_test(a_sector_that_cannot_be_read_again_says_nothing_of_its_q),
    };
    return cmocka_run_group_tests_name("burn/read_subchannel", tests, NULL, NULL);
}
