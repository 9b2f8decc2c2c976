/*
 * Files that only the image that is replaced has.
 * link: -Wl,--wrap=open -Wl,--wrap=open64
 */
#include "disc/origin.h"
#include "source/source.h"

#include "unit/openings.h"
#include "unit/scratch.h"

static const char sheet[] = "CDTEXTFILE \"a.cdt\"\nFILE \"1.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                            "FILE \"2.bin\" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n"
                            "FILE \"sub/3.bin\" BINARY\n  TRACK 03 AUDIO\n    INDEX 01 00:00:00\n";

static rbk_findings *findings;

static int begin(void **state)
{
    findings = rbk_findings_new();
    return scratch_setup(state);
}

static int end(void **state)
{
    rbk_findings_free(findings);
    return scratch_teardown(state);
}

static void look(const char *first, const char *second)
{
    const char *paths[] = {first ? scratch_path(first) : NULL, second ? scratch_path(second) : NULL};
    assert_int_equal(rbk_source_report_old(scratch_path("a.cue"), paths, 2, RBK_SOURCE_KEPT, findings, NULL), RBK_OK);
}

static void assert_reported(const char *text)
{
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "target.kept");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_NOTE);
    assert_string_equal(rbk_findings_at(findings, 0)->path, scratch_path("a.cue"));
    assert_string_equal(rbk_findings_at(findings, 0)->text, text);
}

static void write_all(void)
{
    scratch_write("a.cue", sheet, strlen(sheet));
    scratch_write("1.bin", "1", 1);
    scratch_write("2.bin", "2", 1);
    scratch_write("a.cdt", "t", 1);
}

static void one_file_is_named(void **state)
{
    (void)state;
    write_all();
    look("1.bin", "a.cdt");
    assert_reported("'2.bin' belongs to the image that is replaced and not to the new one: it is kept");
}

static void several_are_counted(void **state)
{
    (void)state;
    write_all();
    look("new.bin", NULL);
    assert_reported(
        "'a.cdt' and 2 more files belong to the image that is replaced and not to the new one: they are kept");
}

/* What is replaced, what is missing, and what is in another folder is not listed. */
static void nothing_is_said_where_nothing_is_left(void **state)
{
    (void)state;
    look("1.bin", "2.bin"); /* no descriptor yet */
    write_all();
    assert_int_equal(unlink(scratch_path("a.cdt")), 0);
    look("1.bin", "2.bin");
    scratch_write("a.cue", "no sheet", 8);
    look("1.bin", NULL);
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void assert_replaced(const char *first, const char *second, const char *text)
{
    const char *paths[] = {scratch_path(first), scratch_path(second)};
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    assert_int_equal(rbk_source_report_old(scratch_path("a.cue"), paths, 2, RBK_SOURCE_REPLACED, findings, NULL),
                     RBK_OK);
    assert_int_equal(rbk_findings_count(findings), text ? 1 : 0);
    if (!text)
        return;
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "target.replaced");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_WARNING);
    assert_string_equal(rbk_findings_at(findings, 0)->text, text);
}

static void files_that_neither_the_name_nor_the_old_image_tells_of_are_reported(void **state)
{
    (void)state;
    scratch_write("1.bin", "1", 1);
    scratch_write("2.bin", "2", 1);
    scratch_write("a (Track 1).bin", "3", 1);
    scratch_write("a.bin", "3", 1);
    scratch_write("ab.bin", "3", 1);
    assert_replaced("a (Track 1).bin", "a.bin", NULL);
    assert_replaced("new.bin", "a.bin", NULL);
    assert_replaced("1.bin", "a.bin", "'1.bin' is replaced: a file of the new image has its name");
    assert_replaced("ab.bin", "2.bin",
                    "'ab.bin' and 1 more file are replaced: files of the new image have their names");
    write_all();
    assert_replaced("1.bin", "a.cdt", NULL);
    assert_replaced("1.bin", "ab.bin", "'ab.bin' is replaced: a file of the new image has its name");
}

static void the_old_image_is_read_once_for_both(void **state)
{
    (void)state;
    write_all();
    scratch_write("ab.bin", "3", 1);
    const char *paths[] = {scratch_path("1.bin"), scratch_path("ab.bin")};
    openings.ending = "/a.cue";
    openings.count = 0;
    rbk_status status =
        rbk_source_report_old(scratch_path("a.cue"), paths, 2, RBK_SOURCE_KEPT | RBK_SOURCE_REPLACED, findings, NULL);
    openings.ending = NULL;
    assert_int_equal(status, RBK_OK);
    assert_int_equal(openings.count, 1);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "target.kept");
    assert_string_equal(rbk_findings_at(findings, 1)->rule, "target.replaced");
}

#define replaced_test(function) cmocka_unit_test_setup_teardown(function, begin, end)

static rbk_disc *own_disc; /* that the image is made of; NULL: another one */

static void assert_joins(const char *target, const char *name, bool joins)
{
    const char *made[] = {scratch_path("a (Session 2).toc")};
    assert_int_equal(rbk_source_report_joining(scratch_path(target), made, 1, own_disc, NULL, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), joins ? 1 : 0);
    if (!joins)
        return;
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "target.other-file");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_ERROR);
    assert_non_null(strstr(rbk_findings_at(findings, 0)->text, name));
}

static void a_toc_of_a_later_session_would_join_the_image(void **state)
{
    (void)state;
    scratch_write("a (Session 2).toc", "1", 1);
    assert_joins("a.toc", NULL, false); /* it is made with it */
    scratch_write("a (Session 3).toc", "1", 1);
    assert_joins("a.cue", NULL, false);
    assert_joins("a.toc", "'a (Session 3).toc'", true);
}

static void so_would_one_by_another_letter_case_or_composition(void **state)
{
    (void)state;
    scratch_write("A (session 3).TOC", "1", 1);
    assert_joins("a.cue", NULL, false);
    assert_joins("b.toc", NULL, false);
    assert_joins("a.toc", "'A (session 3).TOC'", true); /* session 2 is made */
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    scratch_write("a (Session 3).Toc", "1", 1);
    assert_joins("a.toc", "'a (Session 3).Toc'", true); /* the nearest is read */
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    scratch_write("Cafe\314\201 (Session 2).toc", "1", 1);
    assert_joins("Caf\303\251.toc", "'Cafe\314\201 (Session 2).toc'", true);
}

static void tocs_that_no_reader_can_choose_from_or_that_come_after_a_missing_one_do_not_join(void **state)
{
    (void)state;
    scratch_write("A (session 3).toc", "1", 1);
    scratch_write("A (SESSION 3).toc", "1", 1);
    scratch_write("A (session 4).toc", "1", 1);
    assert_joins("a.toc", NULL, false);
}

static void a_list_of_q_of_another_disc_would_join_the_image(void **state)
{
    static const char *const names[] = {"a.sbi", "a.SBI", "a.lsd", "a.LSD"};
    (void)state;
    scratch_write("b.sbi", "1", 1);
    scratch_write("a.cue.sbi", "1", 1);
    assert_joins("a.cue", NULL, false);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        scratch_write(names[i], "1", 1);
        assert_joins("a.cue", names[i], true);
        rbk_findings_free(findings);
        findings = rbk_findings_new();
        own_disc = rbk_disc_new();
        assert_int_equal(rbk_disc_add_part(own_disc, scratch_path(names[i]), NULL), RBK_OK);
        assert_joins("a.cue", NULL, false); /* it is the list of the disc */
        rbk_disc_free(own_disc);
        own_disc = NULL;
        assert_int_equal(unlink(scratch_path(names[i])), 0);
    }
}

static void a_file_that_is_named_twice_is_one(void **state)
{
    static const char twice[] = "FILE \"1.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                                "FILE \"2.bin\" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n"
                                "FILE \"1.bin\" BINARY\n  TRACK 03 AUDIO\n    INDEX 01 00:00:00\n";
    (void)state;
    write_all();
    scratch_write("a.cue", twice, sizeof twice - 1);
    look("new.bin", NULL);
    assert_reported(
        "'1.bin' and 1 more file belong to the image that is replaced and not to the new one: they are kept");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        replaced_test(one_file_is_named),
        replaced_test(several_are_counted),
        replaced_test(files_that_neither_the_name_nor_the_old_image_tells_of_are_reported),
        replaced_test(nothing_is_said_where_nothing_is_left),
        replaced_test(the_old_image_is_read_once_for_both),
        cmocka_unit_test_setup_teardown(a_toc_of_a_later_session_would_join_the_image, begin, end),
        cmocka_unit_test_setup_teardown(so_would_one_by_another_letter_case_or_composition, begin, end),
        cmocka_unit_test_setup_teardown(
            tocs_that_no_reader_can_choose_from_or_that_come_after_a_missing_one_do_not_join, begin, end),
        cmocka_unit_test_setup_teardown(a_list_of_q_of_another_disc_would_join_the_image, begin, end),
        replaced_test(a_file_that_is_named_twice_is_one),
    };
    return cmocka_run_group_tests_name("source/replaced", tests, NULL, NULL);
}
