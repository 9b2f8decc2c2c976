/* A changed disc replaces its descriptor: what is written, and what is refused. */
#include "edit/changes.h"

#include "unit/scratch.h"

#include <redbook/source.h>

#include <sys/stat.h>
#include <unistd.h>

static rbk_disc *before, *after;
static rbk_findings *findings;
static rbk_edit_result *result;
static rbk_error error;

static void write_image(const char *sheet)
{
    static uint8_t sectors[700 * RBK_SECTOR_BYTES];
    scratch_write("a.bin", sectors, sizeof sectors);
    scratch_write("a.cue", sheet, strlen(sheet));
    assert_int_equal(rbk_source_open(scratch_path("a.cue"), NULL, &before, findings, &error), RBK_OK);
    after = rbk_disc_copy(before);
    assert_non_null(after);
}

#define SHEET                                                                                                          \
    "REM a remark\nTITLE \"Album\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    TITLE \"One\"\n    INDEX 01 "         \
    "00:00:00\n"                                                                                                       \
    "  TRACK 02 AUDIO\n    INDEX 01 00:05:00\n"

static rbk_status write_edit(const rbk_edit_options *options)
{
    rbk_edit_result_free(result);
    result = NULL;
    return rbk_edit_write(before, after, options, &result, findings, &error);
}

static void assert_sheet(const char *expected)
{
    size_t size = 0;
    char *text = scratch_read("a.cue", &size);
    assert_non_null(text);
    text = realloc(text, size + 1);
    text[size] = '\0';
    assert_string_equal(text, expected);
    free(text);
}

static void the_changes_are_listed_and_written(void **state)
{
    (void)state;
    write_image(SHEET);
    rbk_text_set(&after->tracks[1].text, RBK_TEXT_TITLE, "Two", NULL);
    after->tracks[0].flags = RBK_FLAG_COPY_PERMITTED;
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_true(result->written);
    assert_int_equal(result->change_count, 2);
    assert_int_equal(result->changes[0].track, 1);
    assert_string_equal(result->changes[0].what, "flags");
    assert_string_equal(result->changes[0].before, "");
    assert_string_equal(result->changes[0].after, "DCP");
    assert_string_equal(result->changes[1].after, "Two");
    assert_null(result->cdtext_path);
    assert_sheet(
        "REM a remark\nTITLE \"Album\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    TITLE \"One\"\n    FLAGS DCP\n"
        "    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    TITLE \"Two\"\n    INDEX 01 00:05:00\n");
}

static void without_a_change_or_in_a_dry_run_nothing_is_written(void **state)
{
    (void)state;
    rbk_edit_options options;
    rbk_edit_options_init(&options);
    write_image(SHEET);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_false(result->written);
    assert_null(result->descriptor_path);
    options.dry_run = true;
    rbk_text_set(&after->text, RBK_TEXT_COMPOSER, "Cage", NULL);
    assert_int_equal(write_edit(&options), RBK_OK);
    assert_false(result->written);
    assert_int_equal(result->change_count, 1);
    assert_non_null(result->cdtext_path);
    assert_int_equal(access(scratch_path("a.cdt"), F_OK), -1);
    assert_sheet(SHEET);
}

static void packs_appear_with_the_sheet_that_names_them(void **state)
{
    (void)state;
    write_image(SHEET);
    rbk_text_set(&after->text, RBK_TEXT_COMPOSER, "Cage", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_string_equal(result->cdtext_path, scratch_path("a.cdt"));
    rbk_disc_free(before);
    assert_int_equal(rbk_source_open(scratch_path("a.cue"), NULL, &before, findings, &error), RBK_OK);
    assert_string_equal(before->cdtext_file, "a.cdt");
    assert_true(before->cdtext_bytes > 0);
    assert_string_equal(before->text.field[RBK_TEXT_COMPOSER], "Cage");
    /* They change with it. */
    rbk_disc_free(after);
    after = rbk_disc_copy(before);
    rbk_text_set(&after->text, RBK_TEXT_COMPOSER, "John Cage", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    rbk_disc_free(before);
    before = NULL;
    size_t noticed = rbk_findings_count_from(findings, RBK_WARNING);
    assert_int_equal(rbk_source_open(scratch_path("a.cue"), NULL, &before, findings, &error), RBK_OK);
    assert_string_equal(before->text.field[RBK_TEXT_COMPOSER], "John Cage");
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), noticed);
}

static void a_sheet_that_was_replaced_meanwhile_is_not_overwritten(void **state)
{
    (void)state;
    static const char other[] =
        "TITLE \"Somebody else's\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    write_image(SHEET);
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "Mine", NULL);
    scratch_write("a.cue", other, sizeof other - 1);
    assert_int_equal(write_edit(NULL), RBK_CHANGED);
    assert_sheet(other);
}

static void what_the_sheet_cannot_hold_is_refused(void **state)
{
    (void)state;
    write_image(SHEET);
    after->tracks[0].flags = RBK_FLAG_SCMS;
    assert_int_equal(write_edit(NULL), RBK_REFUSED);
    const rbk_finding *last = rbk_findings_at(findings, rbk_findings_count(findings) - 1);
    assert_string_equal(last->rule, "edit.not-held");
    assert_int_equal(last->track, 1);
    assert_sheet(SHEET);
}

static void another_disc_is_no_change_of_this_one(void **state)
{
    (void)state;
    write_image(SHEET);
    after->track_count = 1;
    assert_int_equal(write_edit(NULL), RBK_INVALID_ARGUMENT);
    after->track_count = 2;
}

static void a_link_stays_and_its_target_is_written(void **state)
{
    struct stat about;
    (void)state;
    write_image(SHEET);
    assert_int_equal(symlink("a.cue", scratch_path("l.cue")), 0);
    rbk_disc_free(before);
    rbk_disc_free(after);
    before = after = NULL;
    assert_int_equal(rbk_source_open(scratch_path("l.cue"), NULL, &before, findings, &error), RBK_OK);
    after = rbk_disc_copy(before);
    rbk_text_set(&after->text, RBK_TEXT_COMPOSER, "Cage", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_string_equal(result->descriptor_path, scratch_path("a.cue"));
    assert_string_equal(result->cdtext_path, scratch_path("a.cdt"));
    assert_int_equal(lstat(scratch_path("l.cue"), &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_int_equal(lstat(scratch_path("a.cue"), &about), 0);
    assert_true(S_ISREG(about.st_mode));
}

static void cdtext_that_was_not_read_is_not_replaced(void **state)
{
    (void)state;
    write_image("CDTEXTFILE \"missing.cdt\"\n" SHEET);
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "New", NULL);
    assert_int_equal(write_edit(NULL), RBK_REFUSED);
    assert_non_null(strstr(error.sentence, "'missing.cdt'"));
    assert_sheet("CDTEXTFILE \"missing.cdt\"\n" SHEET);
}

static int setup(void **state)
{
    before = after = NULL;
    result = NULL;
    findings = rbk_findings_new();
    rbk_error_init(&error);
    return findings ? scratch_setup(state) : -1;
}

static int teardown(void **state)
{
    rbk_edit_result_free(result);
    rbk_disc_free(before);
    rbk_disc_free(after);
    rbk_findings_free(findings);
    return scratch_teardown(state);
}

#define test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(the_changes_are_listed_and_written),          test(without_a_change_or_in_a_dry_run_nothing_is_written),
        test(packs_appear_with_the_sheet_that_names_them), test(a_sheet_that_was_replaced_meanwhile_is_not_overwritten),
        test(a_link_stays_and_its_target_is_written),      test(cdtext_that_was_not_read_is_not_replaced),
        test(what_the_sheet_cannot_hold_is_refused),       test(another_disc_is_no_change_of_this_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
