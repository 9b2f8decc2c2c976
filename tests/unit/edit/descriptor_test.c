/* Parts of the text of a descriptor that would not be written again. */
#include "base/identity.h"
#include "edit/descriptor.h"

#include "unit/scratch.h"

static rbk_descriptor descriptor;
static rbk_identity identity;
static rbk_findings *findings;
static rbk_error error;

#define TRACK "FILE \"a.bin\" BINARY\r\n  TRACK 01 AUDIO\r\n"
#define MARK  "    INDEX 01 00:00:00\r\n"

static void read_text(const char *name, const char *format, const char *text)
{
    scratch_write(name, text, strlen(text));
    rbk_identity_at(scratch_path(name), &identity);
    assert_int_equal(
        rbk_descriptor_read(scratch_path(name), &identity, rbk_format_find(format), NULL, &descriptor, &error), RBK_OK);
    rbk_output *again = rbk_output_new_memory();
    assert_int_equal(rbk_output_print(again, "// by the writer\nREM kept // second\n"), RBK_OK);
    assert_int_equal(rbk_descriptor_report_removed(&descriptor, again, findings, &error), RBK_OK);
    rbk_output_free(again);
}

static void assert_removed(size_t position, uint32_t line, const char *text)
{
    const rbk_finding *finding = rbk_findings_at(findings, position);
    assert_true(position < rbk_findings_count(findings));
    assert_string_equal(finding->rule, "edit.line-removed");
    assert_int_equal(finding->line, line);
    assert_string_equal(finding->text, text);
}

static void a_sheet_that_was_replaced_after_the_disc_was_read_is_no_text_of_it(void **state)
{
    (void)state;
    read_text("a.cue", "cue", "TITLE \"old\"\r\n" TRACK MARK);
    rbk_descriptor_release(&descriptor);
    scratch_write("a.cue", TRACK MARK, strlen(TRACK MARK));
    assert_int_equal(
        rbk_descriptor_read(scratch_path("a.cue"), &identity, rbk_format_find("cue"), NULL, &descriptor, &error),
        RBK_CHANGED);
    assert_string_equal(error.sentence, "was replaced or changed while the disc was read: try again");
}

static void every_line_of_a_sheet_that_is_not_written_again_is_reported(void **state)
{
    (void)state;
    read_text("a.cue", "cue",
              "; ripped by hand\r\nREM kept // second\r\nFOO bar\r\n" TRACK "    ISRC ABC\r\n    FLAGS DCP FOO\r\n"
              "    // second\r\n" MARK);
    assert_removed(0, 1, "the comment '; ripped by hand' is removed from the sheet");
    assert_removed(1, 3, "what readers ignore in the line 'FOO bar' is removed from the sheet");
    assert_removed(2, 6, "what readers ignore in the line 'ISRC ABC' is removed from the sheet");
    assert_removed(3, 7, "what readers ignore in the line 'FLAGS DCP FOO' is removed from the sheet");
    assert_removed(4, 8, "the comment '// second' is removed from the sheet");
    assert_int_equal(rbk_findings_count(findings), 5);
}

static void comments_of_a_toc_are_reported_outside_its_texts(void **state)
{
    (void)state;
    read_text("a.toc", "toc",
              "CD_DA // a disc\nTRACK AUDIO\nCD_TEXT { LANGUAGE 0 { TITLE \"a // b \\\" // c\" } }\n"
              "// Track 1\n// by the writer\nFILE \"a.wav\" 0 00:05:00\n");
    assert_removed(0, 1, "the comment '// a disc' is removed from the sheet");
    assert_removed(1, 4, "the comment '// Track 1' is removed from the sheet");
    assert_int_equal(rbk_findings_count(findings), 2);
}

static void codes_inside_the_cd_text_of_a_toc_are_found(void **state)
{
    (void)state;
    read_text("a.toc", "toc",
              "CD_DA\nTRACK AUDIO\nISRC \"DEABC9900001\" // ISRC\nCD_TEXT { LANGUAGE 0 { TITLE \"ISRC\" } }\n"
              "FILE \"a.wav\" 0 00:05:00\n");
    assert_false(descriptor.packed_codes);
    rbk_descriptor_release(&descriptor);
    read_text("b.toc", "toc",
              "CD_DA\nTRACK AUDIO\nCD_TEXT { LANGUAGE 0 { TITLE \"}\\\"\" ISRC \"\" } }\nFILE \"a.wav\" 0 00:05:00\n");
    assert_true(descriptor.packed_codes);
}

static void another_encoding_is_reported(void **state)
{
    (void)state;
    read_text("a.cue", "cue", "\xEF\xBB\xBFTITLE \"x\"\r\n" TRACK MARK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "edit.encoding");
    rbk_descriptor_release(&descriptor);
    read_text("b.cue", "cue", "TITLE \"\xE9\"\r\n" TRACK MARK);
    assert_int_equal(rbk_findings_count(findings), 2);
}

/* ASCII, and letters of the plane of U+0400 in their place: such a text is recognised by nothing but its name. */
static size_t widen(const char *ascii, bool cyrillic, uint8_t *bytes)
{
    size_t size = 0;
    bool quoted = false;
    for (; *ascii; ascii++) {
        quoted ^= *ascii == '"';
        bytes[size++] = (uint8_t)*ascii;
        bytes[size++] = cyrillic && quoted && *ascii == 'x' ? 0x04 : 0;
    }
    return size;
}

static void read_wide(const char *name, const char *text, bool cyrillic, const char *encoding)
{
    uint8_t bytes[1000];
    scratch_write(name, bytes, widen(text, cyrillic, bytes));
    rbk_identity_at(scratch_path(name), &identity);
    assert_int_equal(
        rbk_descriptor_read(scratch_path(name), &identity, rbk_format_find("cue"), encoding, &descriptor, &error),
        RBK_OK);
    rbk_output *again = rbk_output_new_memory();
    assert_int_equal(rbk_descriptor_report_removed(&descriptor, again, findings, &error), RBK_OK);
    rbk_output_free(again);
}

static void wide_text_is_read_as_what_it_means(void **state)
{
    static const char plain[] = "; by hand\r\nTITLE \"x\"\r\n" TRACK MARK;
    static const char long_title[] =
        "; by hand\r\nTITLE \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"\r\n" TRACK MARK;
    static const char *const encodings[] = {NULL, "UTF-16LE"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        rbk_findings_free(findings);
        findings = rbk_findings_new();
        read_wide("a.cue", i < 2 ? plain : long_title, i == 2, encodings[i > 0]);
        assert_true(descriptor.crlf);
        assert_true(descriptor.reencoded);
        assert_int_equal(descriptor.disc->track_count, 1);
        assert_memory_equal(descriptor.disc->text.field[RBK_TEXT_TITLE], i < 2 ? "x" : "\xD1\xB8", 2);
        assert_removed(0, 1, "the comment '; by hand' is removed from the sheet");
        assert_int_equal(rbk_findings_count(findings), 2);
        assert_string_equal(rbk_findings_at(findings, 1)->rule, "edit.encoding");
        rbk_descriptor_release(&descriptor);
        descriptor = (rbk_descriptor){.crlf = false};
    }
}

static void line_ends_are_those_of_the_descriptor(void **state)
{
    size_t size = 0;
    (void)state;
    read_text("a.cue", "cue", TRACK MARK);
    assert_true(descriptor.crlf);
    rbk_output *text = rbk_output_new_memory();
    assert_int_equal(rbk_output_write(text, "one\n\ntwo", 8, &error), RBK_OK);
    assert_int_equal(rbk_descriptor_end_lines(&descriptor, &text, &error), RBK_OK);
    assert_string_equal(rbk_output_text(text, &size), "one\r\n\r\ntwo");
    descriptor.crlf = false;
    assert_int_equal(rbk_descriptor_end_lines(&descriptor, &text, &error), RBK_OK);
    assert_string_equal(rbk_output_text(text, &size), "one\r\n\r\ntwo");
    rbk_output_free(text);
}

static int setup(void **state)
{
    descriptor = (rbk_descriptor){.crlf = false};
    findings = rbk_findings_new();
    rbk_error_init(&error);
    return findings ? scratch_setup(state) : -1;
}

static int teardown(void **state)
{
    rbk_descriptor_release(&descriptor);
    rbk_findings_free(findings);
    return scratch_teardown(state);
}

#define test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_sheet_that_was_replaced_after_the_disc_was_read_is_no_text_of_it),
        test(every_line_of_a_sheet_that_is_not_written_again_is_reported),
        test(comments_of_a_toc_are_reported_outside_its_texts),
        test(codes_inside_the_cd_text_of_a_toc_are_found),
        test(another_encoding_is_reported),
        test(wide_text_is_read_as_what_it_means),
        test(line_ends_are_those_of_the_descriptor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
