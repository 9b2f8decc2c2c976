/* Sessions of one file, with and without bytes for the sectors between them. */
#include "source/source.h"

#include <redbook/format.h>
#include <redbook/layout.h>
#include <redbook/sector.h>

#include "unit/scratch.h"

static const char sheet[] = "FILE \"x.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  REM LEAD-OUT 00:00:10\n"
                            "  REM SESSION 02\n  TRACK 02 MODE2/2352\n    INDEX 01 02:32:10\n";

static rbk_findings *findings;
static rbk_disc *disc;
static rbk_error error;

static int begin(void **state)
{
    findings = rbk_findings_new();
    disc = NULL;
    rbk_error_init(&error);
    return scratch_setup(state);
}

static int end(void **state)
{
    rbk_findings_free(findings);
    rbk_disc_free(disc);
    return scratch_teardown(state);
}

/* Ten sectors of audio, so many empty ones, then five of data whose headers have the addresses from lba on. */
static void write_file(size_t between, int32_t lba)
{
    uint8_t *bytes = calloc(10 + between + 5, RBK_SECTOR_BYTES);
    uint8_t user[2048] = {1};
    assert_non_null(bytes);
    for (size_t i = 0; i < 5; i++)
        rbk_sector_build(RBK_SECTOR_MODE2_FORM1, lba + (int32_t)i, NULL, user,
                         bytes + (10 + between + i) * RBK_SECTOR_BYTES);
    scratch_write("x.bin", bytes, (10 + between + 5) * RBK_SECTOR_BYTES);
    scratch_write("x.cue", sheet, strlen(sheet));
    free(bytes);
}

static int64_t read_start(void)
{
    assert_int_equal(rbk_source_open(scratch_path("x.cue"), NULL, &disc, findings, &error), RBK_OK);
    rbk_layout *layout = NULL;
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, findings, &error), RBK_OK);
    assert_int_equal(layout->sessions[1].start_lba, 11410);
    rbk_layout_free(layout);
    return disc->tracks[1].extents[0].offset_samples / RBK_SECTOR_SAMPLES;
}

static void what_is_not_in_the_file_is_not_looked_for_there(void **state)
{
    (void)state;
    write_file(0, 11410);
    assert_int_equal(read_start(), 10);
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void bytes_between_the_sessions_are_left_out(void **state)
{
    (void)state;
    write_file(11400, 11410);
    assert_int_equal(read_start(), 11410);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "sessions.in-file");
}

static void data_that_names_neither_place_is_where_the_session_before_ends(void **state)
{
    (void)state;
    write_file(0, 0);
    assert_int_equal(read_start(), 10);
    write_file(11400, 0);
    rbk_disc_free(disc);
    assert_int_equal(read_start(), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_not_in_the_file_is_not_looked_for_there, begin, end),
        cmocka_unit_test_setup_teardown(bytes_between_the_sessions_are_left_out, begin, end),
        cmocka_unit_test_setup_teardown(data_that_names_neither_place_is_where_the_session_before_ends, begin, end),
    };
    return cmocka_run_group_tests_name("source/sessions", tests, NULL, NULL);
}
