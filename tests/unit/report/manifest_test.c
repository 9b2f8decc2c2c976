/* Checksums of files, and manifests as written by sha256sum and similar programs. */
#include <redbook/hash.h>

#include "unit/scratch.h"

#define MD5    "0123456789abcdef0123456789abcdef"
#define SHA1   "0123456789abcdef0123456789abcdef01234567"
#define SHA256 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static rbk_manifest manifest;
static rbk_findings *findings;
static rbk_error error;

static rbk_status read_text(const char *text)
{
    rbk_manifest_release(NULL);
    rbk_manifest_release(&manifest);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    return rbk_manifest_read(text, strlen(text), "sums", &manifest, findings, &error);
}

static void expect(size_t position, rbk_sum_kind kind, const char *sum, const char *name)
{
    assert_in_range(position, 0, manifest.count - 1);
    assert_int_equal(manifest.entries[position].kind, kind);
    assert_string_equal(manifest.entries[position].sum, sum);
    assert_string_equal(manifest.entries[position].name, name);
}

static void lines_of_every_form_are_read(void **state)
{
    (void)state;
    assert_int_equal(read_text(SHA256 "  a.bin\n"
                                      "# a remark\n\n" MD5 " *two words.bin\r\n" SHA1 "   blank first\n"
                                      "SHA256 (a (b) = c) = " SHA256 "\n"
                                      "MD5 (x) = " MD5),
                     RBK_OK);
    assert_int_equal(manifest.count, 5);
    assert_int_equal(rbk_findings_count(findings), 0);
    expect(0, RBK_SUM_SHA256, SHA256, "a.bin");
    expect(1, RBK_SUM_MD5, MD5, "two words.bin");
    expect(2, RBK_SUM_SHA1, SHA1, " blank first");
    expect(3, RBK_SUM_SHA256, SHA256, "a (b) = c");
    expect(4, RBK_SUM_MD5, MD5, "x");
    assert_int_equal(manifest.entries[4].line, 7);
}

static void digits_in_upper_case_are_the_same(void **state)
{
    (void)state;
    assert_int_equal(read_text("0123456789ABCDEF0123456789ABCDEF  a\n"), RBK_OK);
    expect(0, RBK_SUM_MD5, MD5, "a");
}

/* As sha256sum does; and the mark that editors put before the first line. */
static void blanks_and_a_mark_before_a_line_are_ignored(void **state)
{
    (void)state;
    assert_int_equal(read_text("\xEF\xBB\xBF" MD5 "  a\n  " SHA1 "  b\n\t" MD5 " *c\n   \n  # a remark\n"), RBK_OK);
    assert_int_equal(manifest.count, 3);
    assert_int_equal(rbk_findings_count(findings), 0);
    expect(0, RBK_SUM_MD5, MD5, "a");
    expect(1, RBK_SUM_SHA1, SHA1, "b");
    expect(2, RBK_SUM_MD5, MD5, "c");
    assert_int_equal(read_text(MD5 "  a\n\xEF\xBB\xBF" MD5 "  b\n"), RBK_OK);
    assert_int_equal(manifest.count, 1);
}

static void lines_that_are_no_entries_are_findings(void **state)
{
    static const char *const lines[] = {
        "hello",           MD5,
        MD5 " a",          MD5 "  ",
        MD5 "0  a",        "MD5 (a) =" MD5,
        "SHA1 (a) = " MD5, "MD5 () = " MD5,
        "\\" MD5 "  a\\",  "\\" MD5 "  a\\x",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        char text[256];
        snprintf(text, sizeof text, "%s\n" MD5 "  good\n", lines[i]);
        assert_int_equal(read_text(text), RBK_OK);
        assert_int_equal(manifest.count, 1);
        assert_int_equal(rbk_findings_count(findings), 1);
        assert_string_equal(rbk_findings_at(findings, 0)->rule, "manifest.syntax");
        assert_int_equal(rbk_findings_at(findings, 0)->line, 1);
        assert_int_equal(read_text(lines[i]), RBK_SYNTAX);
    }
    assert_int_equal(read_text(""), RBK_SYNTAX);
}

static void an_output_is_unchanged_on_failure(void **state)
{
    static const char text[] = "no entry\n";
    (void)state;
    assert_int_equal(read_text(MD5 "  a\n"), RBK_OK);
    const rbk_manifest before = manifest;
    assert_int_equal(rbk_manifest_read(text, sizeof text - 1, NULL, &manifest, NULL, NULL), RBK_SYNTAX);
    assert_memory_equal(&manifest, &before, sizeof before);
}

static void a_name_comes_back_as_it_was(void **state)
{
    static const char *const names[] = {"a.bin", " a ", "a\nb", "a\\b", "\\", "a\rb\\n", "#a"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *line = rbk_manifest_line(SHA256, names[i]);
        assert_non_null(line);
        assert_int_equal(read_text(line), RBK_OK);
        expect(0, RBK_SUM_SHA256, SHA256, names[i]);
        free(line);
    }
}

static void a_name_with_a_zero_in_it_is_none(void **state)
{
    static const char text[] = MD5 "  a\0b\n";
    (void)state;
    rbk_manifest_release(&manifest);
    assert_int_equal(rbk_manifest_read(text, sizeof text - 1, NULL, &manifest, NULL, NULL), RBK_SYNTAX);
}

static uint64_t notified;

static void on_progress(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    assert_true(done >= notified && done <= total);
    notified = done;
}

static bool on_query(void *user)
{
    return *(bool *)user;
}

static void files_have_the_sums_that_other_programs_give(void **state)
{
    bool stop = false;
    const rbk_listener listener = {&stop, on_progress, on_query};
    char sum[RBK_SUM_BYTES];
    (void)state;
    scratch_write("abc", "abc", 3);
    assert_int_equal(rbk_sum_file(scratch_path("abc"), RBK_SUM_MD5, NULL, sum, &error), RBK_OK);
    assert_string_equal(sum, "900150983cd24fb0d6963f7d28e17f72");
    assert_int_equal(rbk_sum_file(scratch_path("abc"), RBK_SUM_SHA1, NULL, sum, &error), RBK_OK);
    assert_string_equal(sum, "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_int_equal(rbk_sum_file(scratch_path("abc"), RBK_SUM_SHA256, &listener, sum, &error), RBK_OK);
    assert_string_equal(sum, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_int_equal(notified, 1);
    stop = true;
    assert_int_equal(rbk_sum_file(scratch_path("abc"), RBK_SUM_SHA256, &listener, sum, &error), RBK_USERABORT);
    assert_int_equal(rbk_sum_file(scratch_path("none"), RBK_SUM_MD5, NULL, sum, &error), RBK_FILEACCESS);
    assert_int_equal(rbk_sum_file(scratch_path("abc"), RBK_SUM_KINDS, NULL, sum, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(rbk_sum_kind_name(RBK_SUM_SHA1), "sha1");
}

static int end(void **state)
{
    rbk_manifest_release(&manifest);
    rbk_findings_free(findings);
    findings = NULL;
    return scratch_teardown(state);
}

#define manifest_test(name) cmocka_unit_test_setup_teardown(name, scratch_setup, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        manifest_test(lines_of_every_form_are_read),
        manifest_test(digits_in_upper_case_are_the_same),
        manifest_test(blanks_and_a_mark_before_a_line_are_ignored),
        manifest_test(lines_that_are_no_entries_are_findings),
        manifest_test(an_output_is_unchanged_on_failure),
        manifest_test(a_name_comes_back_as_it_was),
        manifest_test(a_name_with_a_zero_in_it_is_none),
        manifest_test(files_have_the_sums_that_other_programs_give),
    };
    return cmocka_run_group_tests_name("report/manifest", tests, NULL, NULL);
}
