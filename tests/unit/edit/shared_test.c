/*
 * Other sheets that name the CD-TEXT file.
 * link: -Wl,--wrap=readdir -Wl,--wrap=readdir64 -Wl,--wrap=opendir
 */
#include "edit/shared.h"

#include "unit/listing.h"

#include <sys/stat.h>
#include <unistd.h>

static bool may_not_list;

DIR *__real_opendir(const char *path);
DIR *__wrap_opendir(const char *path);

DIR *__wrap_opendir(const char *path)
{
    errno = EACCES;
    return may_not_list ? NULL : __real_opendir(path);
}

static rbk_findings *findings;
static rbk_error error;

#define TRACK "FILE \"a.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n"

static void write_sheet(const char *name, const char *head)
{
    char text[256];
    snprintf(text, sizeof text, "%s%s", head, TRACK);
    scratch_write(name, text, strlen(text));
}

static void each_other_sheet_that_names_the_file_is_reported(void **state)
{
    (void)state;
    scratch_write("a.cdt", "", 0);
    scratch_write("b.cdt", "", 0);
    scratch_write("broken.cue", "no sheet", 8);
    write_sheet("a.cue", "CDTEXTFILE \"a.cdt\"\n");
    write_sheet("c.CUE", "CDTEXTFILE \"./a.cdt\"\n");
    write_sheet("approved.cue", "CDTEXTFILE a.cdt\n");
    write_sheet("other.cue", "CDTEXTFILE \"b.cdt\"\n");
    write_sheet("none.cue", "");
    write_sheet("a.txt", "CDTEXTFILE \"a.cdt\"\n");
    assert_int_equal(symlink("a.cue", scratch_path("link.cue")), 0);
    char *sheet = strdup(scratch_path("a.cue")), *packs = strdup(scratch_path("a.cdt"));
    assert_int_equal(rbk_edit_report_shared(sheet, packs, NULL, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "edit.cdtext-shared");
    assert_string_equal(rbk_findings_at(findings, 0)->path, scratch_path("approved.cue"));
    assert_string_equal(rbk_findings_at(findings, 1)->path, scratch_path("c.CUE"));
    assert_int_equal(rbk_findings_at(findings, 1)->severity, RBK_WARNING);
    free(sheet);
    free(packs);
}

static void it_is_kept_for_another_sheet_only(void **state)
{
    bool kept = false;
    (void)state;
    scratch_write("a.cdt", "", 0);
    write_sheet("a.cue", "CDTEXTFILE \"a.cdt\"\n");
    char *sheet = strdup(scratch_path("a.cue")), *packs = strdup(scratch_path("a.cdt"));
    assert_int_equal(rbk_edit_report_shared(sheet, packs, &kept, findings, &error), RBK_OK);
    assert_false(kept);
    write_sheet("b.cue", "CDTEXTFILE \"a.cdt\"\n");
    write_sheet("c.cue", "");
    assert_int_equal(rbk_edit_report_shared(sheet, packs, &kept, findings, &error), RBK_OK);
    assert_true(kept);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_NOTE);
    assert_string_equal(rbk_findings_at(findings, 0)->path, scratch_path("b.cue"));
    assert_string_equal(rbk_findings_at(findings, 0)->text, "names the same CD-TEXT file 'a.cdt': it is kept");
    free(sheet);
    free(packs);
}

/* As readers find it, and by a link of another name. */
static void it_is_found_under_each_name_that_readers_follow(void **state)
{
    static const char *const names[] = {"A.CDT", "C:\\\\discs\\\\a.cdt", "/moved/a.cdt", "link.cdt", "./a.cdt"};
    (void)state;
    scratch_write("a.cdt", "", 0);
    assert_int_equal(symlink("a.cdt", scratch_path("link.cdt")), 0);
    write_sheet("a.cue", "CDTEXTFILE \"a.cdt\"\n");
    char *sheet = strdup(scratch_path("a.cue")), *packs = strdup(scratch_path("a.cdt"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char head[64];
        bool kept = false;
        snprintf(head, sizeof head, "CDTEXTFILE \"%s\"\n", names[i]);
        write_sheet("b.cue", head);
        assert_int_equal(rbk_edit_report_shared(sheet, packs, &kept, findings, &error), RBK_OK);
        assert_true(kept);
        assert_int_equal(rbk_edit_report_shared(sheet, packs, NULL, findings, &error), RBK_OK);
        assert_int_equal(rbk_findings_count(findings), 2 * (i + 1));
    }
    free(sheet);
    free(packs);
}

/* A rename replaces one of its names. */
static void a_hard_link_to_the_sheet_still_names_the_file(void **state)
{
    bool kept = false;
    (void)state;
    scratch_write("a.cdt", "", 0);
    write_sheet("a.cue", "CDTEXTFILE \"a.cdt\"\n");
    char *sheet = strdup(scratch_path("a.cue")), *packs = strdup(scratch_path("a.cdt"));
    assert_int_equal(symlink("a.cue", scratch_path("c.cue")), 0);
    assert_int_equal(rbk_edit_report_shared(sheet, packs, &kept, findings, &error), RBK_OK);
    assert_false(kept);
    assert_int_equal(link(sheet, scratch_path("b.cue")), 0);
    assert_int_equal(rbk_edit_report_shared(sheet, packs, &kept, findings, &error), RBK_OK);
    assert_true(kept);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->path, scratch_path("b.cue"));
    free(sheet);
    free(packs);
}

static void it_is_kept_for_a_sheet_that_cannot_be_read(void **state)
{
    bool kept = false;
    (void)state;
    scratch_write("a.cdt", "", 0);
    write_sheet("a.cue", "CDTEXTFILE \"a.cdt\"\n");
    char *sheet = strdup(scratch_path("a.cue")), *packs = strdup(scratch_path("a.cdt"));
    assert_int_equal(mkdir(scratch_path("folder.cue"), 0777), 0);
    assert_int_equal(symlink("missing.cue", scratch_path("lost.cue")), 0);
    assert_int_equal(rbk_edit_report_shared(sheet, packs, &kept, findings, &error), RBK_OK);
    assert_false(kept);
    scratch_write("broken.cue", "no sheet", 8);
    assert_int_equal(rbk_edit_report_shared(sheet, packs, NULL, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_int_equal(rbk_edit_report_shared(sheet, packs, &kept, findings, &error), RBK_OK);
    assert_true(kept);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_NOTE);
    assert_string_equal(rbk_findings_at(findings, 0)->path, scratch_path("broken.cue"));
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "cannot be read, and may name the CD-TEXT file 'a.cdt': it is kept");
    free(sheet);
    free(packs);
}

/* A sheet that was not seen would lose its texts in silence. */
static void a_folder_that_is_listed_in_part_is_an_error(void **state)
{
    (void)state;
    scratch_write("a.cdt", "", 0);
    write_sheet("a.cue", "CDTEXTFILE \"a.cdt\"\n");
    write_sheet("b.cue", "CDTEXTFILE \"a.cdt\"\n");
    for (int after = 0; after < 5; after++) {
        listing_fails_after(after, EIO);
        rbk_status status =
            rbk_edit_report_shared(scratch_path("a.cue"), scratch_path("a.cdt"), NULL, findings, &error);
        listing_is_real();
        assert_int_equal(status, RBK_FILEACCESS);
        assert_string_equal(error.sentence, "the folder cannot be listed");
        assert_int_equal(error.system_error, EIO);
        assert_string_equal(error.place.path, scratch_folder);
        assert_int_equal(rbk_findings_count(findings), 0);
    }
}

static void a_folder_that_may_not_be_listed_is_an_error_if_the_file_would_be_removed(void **state)
{
    bool kept = false;
    (void)state;
    scratch_write("a.cdt", "", 0);
    write_sheet("a.cue", "CDTEXTFILE \"a.cdt\"\n");
    may_not_list = true;
    rbk_status removed = rbk_edit_report_shared(scratch_path("a.cue"), scratch_path("a.cdt"), &kept, findings, &error);
    rbk_status changed = rbk_edit_report_shared(scratch_path("a.cue"), scratch_path("a.cdt"), NULL, findings, NULL);
    may_not_list = false;
    assert_int_equal(removed, RBK_FILEACCESS);
    assert_int_equal(error.system_error, EACCES);
    assert_int_equal(changed, RBK_OK);
}

/* The first finding about the file itself, not one about anything else. */
static void the_reason_is_what_was_reported_of_the_file(void **state)
{
    static const char *const rules[] = {"cdtext.unreadable", "cdtext.file-missing", "file.outside"};
    (void)state;
    assert_string_equal(rbk_edit_reason_of_packs(findings), "it could not be read");
    assert_int_equal(rbk_findings_add(findings, RBK_NOTE, "cdtext.crc", NULL, 0, 0, "another"), RBK_OK);
    assert_string_equal(rbk_edit_reason_of_packs(findings), "it could not be read");
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        rbk_findings *list = rbk_findings_new();
        rbk_findings_add(list, RBK_NOTE, "cdtext.crc", NULL, 0, 0, "another");
        rbk_findings_add(list, RBK_WARNING, rules[i], NULL, 0, 0, "reason %zu", i);
        rbk_findings_add(list, RBK_WARNING, rules[0], NULL, 0, 0, "a later one");
        char expected[32];
        snprintf(expected, sizeof expected, "reason %zu", i);
        assert_string_equal(rbk_edit_reason_of_packs(list), expected);
        rbk_findings_free(list);
    }
}

static int setup(void **state)
{
    findings = rbk_findings_new();
    rbk_error_init(&error);
    return findings ? scratch_setup(state) : -1;
}

static int teardown(void **state)
{
    rbk_findings_free(findings);
    return scratch_teardown(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_other_sheet_that_names_the_file_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(it_is_kept_for_another_sheet_only, setup, teardown),
        cmocka_unit_test_setup_teardown(it_is_found_under_each_name_that_readers_follow, setup, teardown),
        cmocka_unit_test_setup_teardown(a_hard_link_to_the_sheet_still_names_the_file, setup, teardown),
        cmocka_unit_test_setup_teardown(it_is_kept_for_a_sheet_that_cannot_be_read, setup, teardown),
        cmocka_unit_test_setup_teardown(a_folder_that_is_listed_in_part_is_an_error, setup, teardown),
        cmocka_unit_test_setup_teardown(a_folder_that_may_not_be_listed_is_an_error_if_the_file_would_be_removed, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_reason_is_what_was_reported_of_the_file, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
