/* Files of images get new names, all or none. */
#include <redbook/match.h>

#include "unit/report/discs.h"

#include <redbook/source.h>

#include <unistd.h>

static rbk_disc *image;

static void open_sheet(const char *name, const char *sheet)
{
    rbk_findings *findings = rbk_findings_new();
    static uint8_t sectors[20 * RBK_SECTOR_BYTES];
    scratch_write("a.bin", sectors, sizeof sectors);
    scratch_write("b.bin", sectors, sizeof sectors);
    scratch_write(name, sheet, strlen(sheet));
    rbk_disc_free(image);
    image = NULL;
    assert_int_equal(rbk_source_open(scratch_path(name), NULL, &image, findings, &error), RBK_OK);
    rbk_findings_free(findings);
}

static int end(void **state)
{
    rbk_disc_free(image);
    image = NULL;
    return end_disc(state);
}

static rbk_status rename_to(const char *path, const char *name)
{
    char *renamed = NULL;
    rbk_status status = rbk_match_rename(image, scratch_path(path), name, &renamed, &error);
    free(renamed);
    return status;
}

static bool is_there(const char *name)
{
    char *text = scratch_read(name, NULL);
    free(text);
    return text != NULL;
}

static const char two[] = "REM a.bin\r\nFILE \"a.bin\" BINARY\r\n  TRACK 01 AUDIO\r\n    INDEX 01 00:00:00\r\n"
                          "FILE b.bin BINARY\r\n  TRACK 02 AUDIO\r\n    INDEX 01 00:00:00\r\n";

static void the_files_of_a_sheet_are_named_in_it(void **state)
{
    size_t size;
    (void)state;
    open_sheet("x.cue", two);
    assert_int_equal(rename_to("x.cue", "New (Europe)"), RBK_OK);
    char *sheet = scratch_read("New (Europe).cue", &size);
    assert_string_equal(sheet, "REM a.bin\r\nFILE \"New (Europe) (Track 1).bin\" BINARY\r\n  TRACK 01 AUDIO\r\n"
                               "    INDEX 01 00:00:00\r\nFILE New (Europe) (Track 2).bin BINARY\r\n"
                               "  TRACK 02 AUDIO\r\n    INDEX 01 00:00:00\r\n");
    free(sheet);
    assert_true(is_there("New (Europe) (Track 2).bin"));
    assert_false(is_there("a.bin") || is_there("b.bin") || is_there("x.cue"));
}

static void nothing_is_replaced_and_all_names_stay(void **state)
{
    (void)state;
    open_sheet("x.cue", two);
    scratch_write("New (Track 2).bin", "other", 5);
    assert_int_equal(rename_to("x.cue", "New"), RBK_FILEEXISTS);
    assert_true(is_there("a.bin") && is_there("b.bin") && is_there("x.cue"));
    assert_false(is_there("New (Track 1).bin") || is_there("New.cue"));
    scratch_write("Other.cue", "other", 5);
    assert_int_equal(rename_to("x.cue", "Other"), RBK_FILEEXISTS);
    assert_false(is_there("Other (Track 1).bin"));
    assert_int_equal(rename_to("x.cue", "a/b"), RBK_INVALID_ARGUMENT);
    static const char *const names[] = {"..",   "a:b", "what?", "a*", "a\\b", "<a>", "a|b",
                                        "a\"b", " a",  "a ",    "a.", "a\tb", ""};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_int_equal(rename_to("x.cue", names[i]), RBK_INVALID_ARGUMENT);
}

static void an_existing_sheet_is_not_replaced(void **state)
{
    (void)state;
    open_sheet("x.cue", two);
    scratch_write("New.cue", "other", 5);
    assert_int_equal(rename_to("x.cue", "New"), RBK_FILEEXISTS);
    assert_non_null(strstr(error.sentence, "already exists"));
    assert_null(strstr(error.sentence, "--force"));
    assert_true(is_there("a.bin") && is_there("x.cue"));
}

static void no_other_image_is_changed_by_it(void **state)
{
    (void)state;
    open_sheet("x.cue", two);
    scratch_write("New.sbi", "SBI", 4);
    assert_int_equal(rename_to("x.cue", "New"), RBK_FILEEXISTS);
    assert_int_equal(rename_to("x.cue", "Other"), RBK_OK);
    open_sheet("x.cue", two);
    scratch_write("y.cue", "FILE \"a.bin\" BINARY\n", 20);
    assert_int_equal(rename_to("x.cue", "Third"), RBK_UNSUPPORTED);
    assert_true(is_there("a.bin") && is_there("b.bin") && is_there("x.cue"));
}

static void an_interrupted_run_is_completed_by_the_next(void **state)
{
    (void)state;
    open_sheet("x.cue", two);
    char *from = strdup(scratch_path("a.bin")); /* scratch_path has one buffer */
    assert_int_equal(link(from, scratch_path("New (Track 1).bin")), 0);
    free(from);
    assert_int_equal(rename_to("x.cue", "New"), RBK_OK);
    assert_true(is_there("New (Track 1).bin") && is_there("New (Track 2).bin") && is_there("New.cue"));
    assert_false(is_there("a.bin") || is_there("x.cue"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_files_of_a_sheet_are_named_in_it, begin_disc, end),
        cmocka_unit_test_setup_teardown(nothing_is_replaced_and_all_names_stay, begin_disc, end),
        cmocka_unit_test_setup_teardown(an_existing_sheet_is_not_replaced, begin_disc, end),
        cmocka_unit_test_setup_teardown(no_other_image_is_changed_by_it, begin_disc, end),
        cmocka_unit_test_setup_teardown(an_interrupted_run_is_completed_by_the_next, begin_disc, end),
    };
    return cmocka_run_group_tests_name("report/rename", tests, NULL, NULL);
}
