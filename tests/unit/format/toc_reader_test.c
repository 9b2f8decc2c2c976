/* The TOC's reader: reading tokens and strings. */
#include "unit/format/toc.h"

#define TRACK "TRACK AUDIO FILE \"a.wav\" 0"

static rbk_disc *read_with(const char *head, rbk_findings **findings)
{
    char text[2000];
    snprintf(text, sizeof text, "CD_DA\n%s\n" TRACK, head);
    *findings = rbk_findings_new();
    assert_non_null(*findings);
    return toc_read(text, *findings);
}

static void release(rbk_disc *disc, rbk_findings *findings)
{
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void keywords_in_small_letters_are_reported_once(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = toc_read("CD_DA\ntrack AUDIO\nfile \"a.wav\" 0\n", findings);
    (void)state;
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_finding(findings, "toc.case", RBK_WARNING, 2, 0, "keyword 'track' is not in upper case: cdrdao refuses it");
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void strings_are_utf_8_or_else_iso_8859_1_reported_once(void **state)
{
    rbk_findings *findings;
    rbk_disc *disc =
        read_with("CD_TEXT { LANGUAGE 0 {\nTITLE \"Bj\xC3\xB6rk\"\nPERFORMER \"Caf\\351\" COMPOSER \"\xFC\" "
                  "ARRANGER \"\\303\\266\" } }",
                  &findings);
    (void)state;
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "Björk");
    assert_string_equal(disc->text.field[RBK_TEXT_PERFORMER], "Café");
    assert_string_equal(disc->text.field[RBK_TEXT_COMPOSER], "ü");
    assert_string_equal(disc->text.field[RBK_TEXT_ARRANGER], "ö");
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_finding(findings, "toc.encoding", RBK_WARNING, 4, 0, "text that is not UTF-8 is read as ISO 8859-1");
    release(disc, findings);
}

static void control_characters_are_replaced(void **state)
{
    rbk_findings *findings;
    rbk_disc *disc = read_with("CD_TEXT { LANGUAGE 0 { TITLE \"a\\012b\\000c\\177\" } }", &findings);
    (void)state;
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "a b?c?");
    assert_finding(findings, "toc.control-character", RBK_WARNING, 2, 0, "control characters are replaced");
    release(disc, findings);
}

static void a_string_of_more_than_64_kib_is_refused(void **state)
{
    char *text = malloc(RBK_TOC_STRING_BYTES_MAX + 100);
    (void)state;
    assert_non_null(text);
    strcpy(text, "CATALOG \"");
    memset(text + 9, 'x', RBK_TOC_STRING_BYTES_MAX + 1);
    strcpy(text + 10 + RBK_TOC_STRING_BYTES_MAX, "\"");
    assert_toc_refused(text, RBK_SYNTAX, 1, 9, "expected a string of at most 65536 bytes, found one of 65537");
    free(text);
}

/* What the writer makes of 64 KiB of back slashes. */
static void the_escapes_of_a_string_do_not_count(void **state)
{
    static const char head[] = "CD_TEXT { LANGUAGE 0 { TITLE \"", tail[] = "\" } } TRACK AUDIO FILE \"a.wav\" 0";
    char *text = malloc(RBK_TOC_STRING_BYTES_MAX * 4 + sizeof head + sizeof tail);
    (void)state;
    assert_non_null(text);
    strcpy(text, head);
    for (size_t i = 0; i < RBK_TOC_STRING_BYTES_MAX; i++)
        memcpy(text + sizeof head - 1 + i * 4, "\\134", 4);
    strcpy(text + sizeof head - 1 + RBK_TOC_STRING_BYTES_MAX * 4, tail);
    rbk_disc *disc = toc_read(text, NULL);
    assert_int_equal(strlen(disc->text.field[RBK_TEXT_TITLE]), RBK_TOC_STRING_BYTES_MAX);
    rbk_disc_free(disc);
    free(text);
}

/* Where the encoding is stated. */
static void bytes_that_the_encoding_does_not_have_are_replaced_and_reported_once(void **state)
{
    static const char text[] = "CD_DA\nCD_TEXT { LANGUAGE 0 { TITLE \"a\xE9\"\nPERFORMER \"\xE9o\" } }\n" TRACK;
    rbk_format_options options;
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = NULL;
    rbk_error error;
    (void)state;
    rbk_format_options_init(&options);
    options.encoding = "UTF-8";
    assert_int_equal(
        rbk_format_read((const uint8_t *)text, sizeof text - 1, "folder/d.toc", &options, &disc, findings, &error),
        RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "toc.encoding");
    assert_string_equal(rbk_findings_at(findings, 0)->text, "bytes that are not valid UTF-8 are replaced");
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "a\xEF\xBF\xBD");
    release(disc, findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keywords_in_small_letters_are_reported_once),
        cmocka_unit_test(strings_are_utf_8_or_else_iso_8859_1_reported_once),
        cmocka_unit_test(control_characters_are_replaced),
        cmocka_unit_test(a_string_of_more_than_64_kib_is_refused),
        cmocka_unit_test(the_escapes_of_a_string_do_not_count),
        cmocka_unit_test(bytes_that_the_encoding_does_not_have_are_replaced_and_reported_once),
    };
    return cmocka_run_group_tests_name("format/toc_reader", tests, NULL, NULL);
}
