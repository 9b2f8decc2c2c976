/* UTF-8: validation, conversion from ISO 8859-1, truncation between characters. */
#include "base/utf8.h"

#include "unit/scratch.h"

static void well_formed_text_passes(void **state)
{
    const char *texts[] = {"",
                           "plain",
                           "Caf\xC3\xA9",
                           "\xE6\x97\xA5\xE6\x9C\xAC",
                           "\xF0\x9F\x8E\xB5",
                           "\xED\x9F\xBF",
                           "\xEE\x80\x80",
                           "\xF4\x8F\xBF\xBF"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_true(rbk_utf8_valid(texts[i], strlen(texts[i])));
}

static void shorter_forms_surrogates_and_stumps_do_not(void **state)
{
    const char *texts[] = {"\x80",         "\xC0\x80",         "\xC1\xBF",         "\xE0\x9F\xBF",
                           "\xED\xA0\x80", "\xF0\x8F\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                           "\xC3",         "\xE6\x97",         "Caf\xE9",          "\xC3(",
                           "\xFF"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_false(rbk_utf8_valid(texts[i], strlen(texts[i])));
}

static void a_character_is_as_long_as_it_says(void **state)
{
    const struct {
        const char *text;
        size_t bytes;
    } rows[] = {{"", 0},         {"a\xC3", 1}, {"\xC3\xA9x", 2}, {"\xE6\x97\xA5", 3}, {"\xF0\x9F\x8E\xB5\xB5", 4},
                {"\xE6\x97", 0}, {"\xC3", 0},  {"\xA9", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(rbk_utf8_character(rows[i].text), rows[i].bytes);
}

static void windows_1252_becomes_utf8(void **state)
{
    (void)state;
    char *text = rbk_utf8_from_windows_1252("Caf\xE9 \xFF\x80\x81", 8);
    assert_string_equal(text, "Caf\xC3\xA9 \xC3\xBF\u20AC\xC2\x81");
    free(text);
    text = rbk_utf8_from_windows_1252("\xC3\xA9\xC2\x80\xC2\xA0\xE6\x97\xA5", 9);
    assert_string_equal(text, "\xC3\xA9\u20AC\xC2\xA0\xE6\x97\xA5");
    free(text);
}

static void windows_1252_has_characters_where_latin1_has_none(void **state)
{
    uint8_t byte;
    (void)state;
    for (unsigned i = 0; i < 256; i++) {
        assert_true(rbk_windows_1252_byte(rbk_windows_1252_point((uint8_t)i), &byte));
        assert_int_equal(byte, i);
    }
    assert_int_equal(rbk_windows_1252_point(0x92), 0x2019);
    assert_int_equal(rbk_windows_1252_point(0x81), 0x81);
    assert_int_equal(rbk_windows_1252_point(0xE9), 0xE9);
    assert_false(rbk_windows_1252_byte(0x92, &byte));
    assert_false(rbk_windows_1252_byte(0x3042, &byte));
}

static void a_prefix_ends_between_characters(void **state)
{
    (void)state;
    const char *text = "a\xC3\xA9\xE6\x97\xA5";
    assert_int_equal(rbk_utf8_prefix(text, 6, 6), 6);
    assert_int_equal(rbk_utf8_prefix(text, 6, 5), 3);
    assert_int_equal(rbk_utf8_prefix(text, 6, 3), 3);
    assert_int_equal(rbk_utf8_prefix(text, 6, 2), 1);
    assert_int_equal(rbk_utf8_prefix(text, 6, 0), 0);
}

static void what_steers_a_terminal_or_turns_a_line_is_a_control(void **state)
{
    static const struct {
        const char *text;
        size_t bytes;
    } rows[] = {{"", 0},
                {"a", 0},
                {"\n", 1},
                {"\x1B[2J", 1},
                {"\x7F", 1},
                {"\xC2\x80", 2},
                {"\xC2\x9B"
                 "2J",
                 2},
                {"\xC2\x9F", 2},
                {"\xC2\xA0", 0},
                {"\xC3\xA9", 0},
                {"\xD8\x9C", 2},
                {"\xE2\x80\x8D", 0},
                {"\xE2\x80\x8E", 3},
                {"\xE2\x80\x99", 0},
                {"\xE2\x80\xA8", 3},
                {"\xE2\x80\xAE", 3},
                {"\xE2\x80\xAF", 0},
                {"\xE2\x81\xA6", 3},
                {"\xE2\x81\xA9", 3},
                {"\xE2\x81\xAA", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(rbk_utf8_control(rows[i].text), rows[i].bytes);
}

static void every_code_point_is_written_as_text_that_is_valid(void **state)
{
    char text[5];
    (void)state;
    for (uint32_t point = 1; point < 0x110000; point++) {
        const size_t size = rbk_utf8_write(point, text);
        const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
        assert_int_equal(strlen(text), size);
        assert_int_equal(rbk_utf8_valid(text, size), !surrogate);
        assert_int_equal(rbk_utf8_character(text), surrogate ? 0 : size);
    }
    assert_int_equal(rbk_utf8_write(0x7FF, text), 2);
    assert_string_equal(text, "\xDF\xBF");
    assert_int_equal(rbk_utf8_write(0x1F63A, text), 4);
    assert_string_equal(text, "\xF0\x9F\x98\xBA");
    assert_int_equal(rbk_utf8_write(0x110000, text), 0);
    assert_string_equal(text, "");
}

static void a_byte_order_mark_is_three_bytes(void **state)
{
    (void)state;
    assert_int_equal(rbk_utf8_mark("\xEF\xBB\xBF", 3), 3);
    assert_int_equal(rbk_utf8_mark("\xEF\xBB\xBFTITLE", 8), 3);
    assert_int_equal(rbk_utf8_mark("\xEF\xBB\xBF", 2), 0);
    assert_int_equal(rbk_utf8_mark("\xEF\xBB\xBE", 3), 0);
    assert_int_equal(rbk_utf8_mark("", 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_text_passes),
        cmocka_unit_test(shorter_forms_surrogates_and_stumps_do_not),
        cmocka_unit_test(a_character_is_as_long_as_it_says),
        cmocka_unit_test(windows_1252_becomes_utf8),
        cmocka_unit_test(every_code_point_is_written_as_text_that_is_valid),
        cmocka_unit_test(a_byte_order_mark_is_three_bytes),
        cmocka_unit_test(windows_1252_has_characters_where_latin1_has_none),
        cmocka_unit_test(a_prefix_ends_between_characters),
        cmocka_unit_test(what_steers_a_terminal_or_turns_a_line_is_a_control),
    };
    return cmocka_run_group_tests_name("base/utf8", tests, NULL, NULL);
}
