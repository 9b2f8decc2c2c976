/*
 * Files that are replaced and that another descriptor names too.
 */
#include "source/source.h"

#include "unit/scratch.h"

static rbk_findings *findings;
static bool shared[3];

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

static void write_sheet(const char *name, const char *file)
{
    char text[256];
    snprintf(text, sizeof text, "FILE \"%s\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n", file);
    scratch_write(name, text, strlen(text));
}

/* d.cue is made with d.bin, D2.bin and no third file. */
static void look(void)
{
    const char *paths[] = {scratch_path("d.bin"), scratch_path("D2.bin"), NULL};
    memset(shared, 0, sizeof shared);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    assert_int_equal(rbk_source_report_shared(scratch_path("d.cue"), paths, 3, shared, findings, NULL), RBK_OK);
}

static void assert_reported(size_t position, const char *text)
{
    const rbk_finding *finding = rbk_findings_at(findings, position);
    assert_non_null(finding);
    assert_string_equal(finding->rule, "target.replaced");
    assert_int_equal(finding->severity, RBK_WARNING);
    assert_string_equal(finding->path, scratch_path("d.cue"));
    assert_string_equal(finding->text, text);
}

static void each_descriptor_that_names_the_file_is_reported(void **state)
{
    (void)state;
    static const char toc[] = "CD_DA\nTRACK AUDIO\nFILE \"d.bin\" 0\n";
    scratch_write("d.bin", "1", 1);
    write_sheet("f.cue", "d.bin");
    scratch_write("e.toc", toc, strlen(toc));
    look();
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_reported(0, "'d.bin' is replaced: 'e.toc' names it too and may become another disc");
    assert_reported(1, "'d.bin' is replaced: 'f.cue' names it too and may become another disc");
    assert_true(shared[0]);
    assert_false(shared[1]);
}

static void several_files_of_one_descriptor_are_counted(void **state)
{
    (void)state;
    static const char toc[] = "CD_DA\nTRACK AUDIO\nFILE \"d.bin\" 0\nTRACK AUDIO\nFILE \"D2.bin\" 0\n";
    scratch_write("d.bin", "1", 1);
    scratch_write("D2.bin", "2", 1);
    scratch_write("e.toc", toc, strlen(toc));
    look();
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_reported(0, "'d.bin' and 1 more file are replaced: 'e.toc' names them too and may become another disc");
    assert_true(shared[0] && shared[1]);
}

/* As a reader finds files that were moved. */
static void names_in_another_form_are_found(void **state)
{
    (void)state;
    scratch_write("D2.bin", "2", 1);
    write_sheet("e.cue", "d2.BIN");
    write_sheet("f.cue", "C:\\\\images\\\\d2.bin");
    write_sheet("g.cue", "images/D2.bin");
    look();
    assert_int_equal(rbk_findings_count(findings), 3);
    assert_true(shared[1]);
}

static void what_is_replaced_itself_missing_or_unreadable_is_not_reported(void **state)
{
    (void)state;
    write_sheet("e.cue", "d.bin"); /* which is not there */
    look();
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_int_equal(unlink(scratch_path("e.cue")), 0);
    scratch_write("d.bin", "1", 1);
    write_sheet("d.cue", "d.bin");
    assert_int_equal(symlink("d.cue", scratch_path("link.cue")), 0);
    write_sheet("h.cue", "dd.bin");
    scratch_write("i.cue", "no sheet of d.bin", 17);
    write_sheet("j.txt", "d.bin");
    look();
    assert_int_equal(rbk_findings_count(findings), 0);
    char *made = strdup(scratch_path("d.cue"));
    assert_int_equal(link(made, scratch_path("k.cue")), 0); /* which keeps the old sheet */
    free(made);
    look();
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_reported(0, "'d.bin' is replaced: 'k.cue' names it too and may become another disc");
}

static void what_a_descriptor_names_is_found_in_any_spelling(void **state)
{
    size_t first;
    (void)state;
    scratch_write("x.bin", "1", 1);
    scratch_write("d.bin", "1", 1);
    const char *paths[] = {NULL, scratch_path("x.bin"), scratch_path("d.bin")};
    write_sheet("f.cue", "D.BIN");
    assert_int_equal(rbk_source_find_named(scratch_path("f.cue"), paths, 3, &first, NULL), RBK_OK);
    assert_int_equal(first, 2);
    write_sheet("f.cue", "other.bin");
    assert_int_equal(rbk_source_find_named(scratch_path("f.cue"), paths, 3, &first, NULL), RBK_OK);
    assert_int_equal(first, 3);
    assert_int_equal(rbk_source_find_named(scratch_path("none.cue"), paths, 3, &first, NULL), RBK_OK);
    assert_int_equal(first, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_descriptor_that_names_the_file_is_reported, begin, end),
        cmocka_unit_test_setup_teardown(several_files_of_one_descriptor_are_counted, begin, end),
        cmocka_unit_test_setup_teardown(names_in_another_form_are_found, begin, end),
        cmocka_unit_test_setup_teardown(what_is_replaced_itself_missing_or_unreadable_is_not_reported, begin, end),
        cmocka_unit_test_setup_teardown(what_a_descriptor_names_is_found_in_any_spelling, begin, end),
    };
    return cmocka_run_group_tests_name("source/shared", tests, NULL, NULL);
}
