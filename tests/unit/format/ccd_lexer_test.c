/* Lines of a CloneCD control file: sections, pairs, numbers in names and in values. */
#include "unit/format/ccd.h"

static rbk_ccd_line line_of(const char *text)
{
    rbk_ccd_lexer lexer;
    rbk_ccd_line line;
    rbk_ccd_lexer_init(&lexer, (const uint8_t *)text, strlen(text));
    assert_true(rbk_ccd_lexer_next(&lexer, &line));
    return line;
}

static void lines_end_in_any_way_and_are_counted(void **state)
{
    static const char text[] = "\xEF\xBB\xBF[Disc]\r\nA=1\n\rB=2\r\r\nC=3";
    static const struct {
        uint32_t line;
        rbk_ccd_line_kind kind;
        const char *name;
    } rows[] = {{1, RBK_CCD_SECTION, "Disc"}, {2, RBK_CCD_PAIR, "A"}, {3, RBK_CCD_BLANK, ""},
                {4, RBK_CCD_PAIR, "B"},       {5, RBK_CCD_BLANK, ""}, {6, RBK_CCD_PAIR, "C"}};
    rbk_ccd_lexer lexer;
    rbk_ccd_line line;
    (void)state;
    rbk_ccd_lexer_init(&lexer, (const uint8_t *)text, strlen(text));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(rbk_ccd_lexer_next(&lexer, &line));
        assert_int_equal(line.line, rows[i].line);
        assert_int_equal(line.kind, rows[i].kind);
        assert_true(rbk_ccd_line_is(&line, rows[i].name));
    }
    assert_false(rbk_ccd_lexer_next(&lexer, &line));
    rbk_ccd_lexer_init(&lexer, NULL, 0);
    assert_false(rbk_ccd_lexer_next(&lexer, &line));
}

static void names_are_reported_in_any_case_with_their_number(void **state)
{
    static const struct {
        const char *text;
        rbk_ccd_line_kind kind;
        const char *name;
        bool numbered;
        uint32_t number;
    } rows[] = {
        {"[Session 1]", RBK_CCD_SECTION, "SESSION", true, 1},
        {"  [ Entry   12 ]  ", RBK_CCD_SECTION, "entry", true, 12},
        {"[TRACK007]", RBK_CCD_SECTION, "Track", true, 7},
        {"[CloneCD]", RBK_CCD_SECTION, "clonecd", false, 0},
        {"[]", RBK_CCD_SECTION, "", false, 0},
        {"[12]", RBK_CCD_SECTION, "12", false, 0},
        {"[Entry 1234567890]", RBK_CCD_SECTION, "Entry 1234567890", false, 0},
        {"INDEX 1=0", RBK_CCD_PAIR, "index", true, 1},
        {"\tIndex\t2 = 5", RBK_CCD_PAIR, "INDEX", true, 2},
        {"PLBA=4350", RBK_CCD_PAIR, "plba", false, 0},
        {"; a remark = none", RBK_CCD_BLANK, "; a remark = none", false, 0},
        {"# another", RBK_CCD_BLANK, "# another", false, 0},
        {" \t ", RBK_CCD_BLANK, "", false, 0},
        {"=5", RBK_CCD_OTHER, "=5", false, 0},
        {"[Disc", RBK_CCD_OTHER, "[Disc", false, 0},
        {"words", RBK_CCD_OTHER, "words", false, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_ccd_line line = line_of(rows[i].text);
        assert_int_equal(line.kind, rows[i].kind);
        assert_true(rbk_ccd_line_is(&line, rows[i].name));
        assert_int_equal(line.numbered, rows[i].numbered);
        assert_int_equal(line.number, rows[i].number);
    }
    rbk_ccd_line line = line_of("PLBA=1");
    assert_false(rbk_ccd_line_is(&line, "PLB"));
    assert_false(rbk_ccd_line_is(&line, "PLBAS"));
}

static void values_are_decimal_or_hexadecimal_numbers(void **state)
{
    static const struct {
        const char *text;
        int32_t value;
    } good[] = {{"a=0", 0},      {"a = 4350 ", 4350},        {"a=-150", -150},           {"a=0xa0", 160},
                {"a=0XFF", 255}, {"a=999999999", 999999999}, {"a=0x7fffffF", 0x7FFFFFF}, {"a=007", 7}};
    static const char *const bad[] = {"a=",     "a=x",  "a=-",          "a=1 2",        "a=0x", "a=0xg",
                                      "a=12a3", "a=+1", "a=1234567890", "a=0x12345678", "a=--1"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        rbk_ccd_line line = line_of(good[i].text);
        int32_t value = -1;
        assert_true(rbk_ccd_line_value(&line, &value));
        assert_int_equal(value, good[i].value);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        rbk_ccd_line line = line_of(bad[i]);
        int32_t value = -77;
        assert_false(rbk_ccd_line_value(&line, &value));
        assert_int_equal(value, -77);
    }
}

static void values_are_shown_short_and_printable(void **state)
{
    char shown[RBK_CCD_SHOWN_BYTES];
    rbk_ccd_line line = line_of("a = b\x01\xFFz");
    (void)state;
    assert_string_equal(rbk_ccd_line_shown(&line, shown), "b??z");
    assert_int_equal(line.column, 5);
    line = line_of("0123456789012345678901234567890123456789xyz");
    assert_string_equal(rbk_ccd_line_shown(&line, shown), "0123456789012345678901234567890123456789");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_in_any_way_and_are_counted),
        cmocka_unit_test(names_are_reported_in_any_case_with_their_number),
        cmocka_unit_test(values_are_decimal_or_hexadecimal_numbers),
        cmocka_unit_test(values_are_shown_short_and_printable),
    };
    return cmocka_run_group_tests_name("format/ccd_lexer", tests, NULL, NULL);
}
