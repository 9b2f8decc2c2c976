/* Normal forms, by examples of Unicode's annex 15. */
#include "text/normal.h"

#include "unit/scratch.h"

static void text_becomes_composed_code_points(void **state)
{
    uint32_t *points = NULL;
    size_t count = 0;
    (void)state;
    assert_int_equal(rbk_normal_points("e\xCC\x81 \xE2\x84\xAB", &points, &count, NULL),
                     RBK_OK); /* e, acute; angstrom sign */
    assert_int_equal(count, 3);
    assert_int_equal(points[0], 0xE9);
    assert_int_equal(points[2], 0xC5);
    free(points);
    assert_int_equal(rbk_normal_points("", &points, &count, NULL), RBK_OK);
    assert_int_equal(count, 0);
    free(points);
    assert_int_equal(rbk_normal_points("\xFF", &points, &count, NULL), RBK_INVALID_ARGUMENT);
}

static void characters_decompose_and_compose(void **state)
{
    uint32_t parts[RBK_NORMAL_POINTS_MAX];
    (void)state;
    assert_int_equal(rbk_normal_decompose(0x1EA5, false, false, parts), 3); /* a, circumflex, acute */
    assert_int_equal(parts[0], 'a');
    assert_int_equal(parts[1], 0x302);
    assert_int_equal(rbk_normal_compose(parts, 2), 1);
    assert_int_equal(parts[0], 0xE2);
    assert_int_equal(rbk_normal_decompose(0x1EA5, true, true, parts), 1);
    assert_int_equal(rbk_normal_decompose(0xFB01, true, false, parts), 2); /* the ligature fi */
    assert_int_equal(parts[1], 'i');
    assert_int_equal(rbk_normal_decompose(0xFDFA, true, false, parts), 18);
    assert_int_equal(rbk_normal_decompose(0x110000, true, false, parts), 0); /* no character */
    uint32_t many[RBK_NORMAL_POINTS_MAX + 1] = {'e', 0x301};
    assert_int_equal(rbk_normal_compose(many, RBK_NORMAL_POINTS_MAX + 1), RBK_NORMAL_POINTS_MAX + 1);
    assert_int_equal(many[0], 'e');
}

static void marks_are_marks_and_letters_are_not(void **state)
{
    (void)state;
    assert_true(rbk_normal_is_mark(0x301));
    assert_false(rbk_normal_is_mark('a'));
    assert_false(rbk_normal_is_mark(0xE9));
}

static void names_are_alike_but_for_composition_or_case(void **state)
{
    static const struct {
        const char *a, *b;
        rbk_likeness likeness;
    } rows[] = {
        {"a.wav", "a.wav", RBK_LIKE_BUT_FOR_COMPOSITION},
        {"Caf\xC3\xA9", "Cafe\xCC\x81", RBK_LIKE_BUT_FOR_COMPOSITION},
        {"Cafe\xCC\x81", "CAF\xC3\x89", RBK_LIKE_BUT_FOR_CASE},
        {"\xD0\x94", "\xD0\xB4", RBK_LIKE_BUT_FOR_CASE},
        {"STRASSE",
         "Stra\xC3\x9F"
         "e",
         RBK_LIKE_BUT_FOR_CASE},
        {"a.wav", "b.wav", RBK_LIKE_NOT},
        {"Caf\xE9", "Caf\xE9", RBK_LIKE_BUT_FOR_COMPOSITION},
        {"Caf\xE9", "Caf\xC3\xA9", RBK_LIKE_NOT},
        {"", "", RBK_LIKE_BUT_FOR_COMPOSITION},
        {"", "a", RBK_LIKE_NOT},
        {"a b.WAV", "A B.wav", RBK_LIKE_BUT_FOR_CASE},
        {"ab", "abc", RBK_LIKE_NOT},
        {"Ab", "aBc", RBK_LIKE_NOT},
        {"e", "e\xCC\x81", RBK_LIKE_NOT},
        {"xe", "x\xC3\xA9", RBK_LIKE_NOT},
        {"xe\xCC\x81.wav", "x\xC3\xA9.wav", RBK_LIKE_BUT_FOR_COMPOSITION},
        {"Xe\xCC\x81.wav", "x\xC3\xA9.wav", RBK_LIKE_BUT_FOR_CASE},
        {"aa\xC3\xA9", "ab\xC3\xA9", RBK_LIKE_NOT},
        {"\xE2\x84\xAA.wav", "K.wav", RBK_LIKE_BUT_FOR_COMPOSITION}, /* the sign for kelvin */
        {"x\xE2\x84\xAA.wav", "xk.wav", RBK_LIKE_BUT_FOR_CASE},
        {"a\xE9", "b\xE9", RBK_LIKE_NOT},
        {"A\xE9", "a\xE9", RBK_LIKE_NOT},
        {"A\xC3\xA9", "a\xC3\xA9", RBK_LIKE_BUT_FOR_CASE},
        {"\xC3\xA9 A 1", "\xC3\xA9 a 2", RBK_LIKE_NOT},
        {"\xC3\xA9 A 1", "\xC3\xA9 a 1", RBK_LIKE_BUT_FOR_CASE},
        {"\xC3\xA9"
         "a",
         "\xC3\xA9"
         "b\xCC\x81",
         RBK_LIKE_NOT},
        {"ss", "\xC3\x9F", RBK_LIKE_BUT_FOR_CASE},
        {"x 1.wav", "D\xC3\xB6 1.wav", RBK_LIKE_NOT},
        {"D\xC3\xB6 1.wav", "D\xC3\xB6 1.wav ", RBK_LIKE_NOT},
        {"D\xC3\xB6 1", "Do\xCC\x88 2", RBK_LIKE_NOT},
        {"D\xC3\xB6 a 1.WAV", "Do\xCC\x88 A 1.wav", RBK_LIKE_BUT_FOR_CASE},
        {"D\xC3\xB6 a 1.WAV", "Do\xCC\x88 B 1.wav", RBK_LIKE_NOT},
        {"\xCD\xBE.wav", ";.wav", RBK_LIKE_BUT_FOR_COMPOSITION},     /* the Greek question mark */
        {"\xE1\xBF\xAF.wav", "`.wav", RBK_LIKE_BUT_FOR_COMPOSITION}, /* the Greek varia */
        {"\xE2\x89\xA0.wav", "=\xCC\xB8.wav", RBK_LIKE_BUT_FOR_COMPOSITION},
        {"\xEF\xAC\x81 1", "fi 1", RBK_LIKE_BUT_FOR_CASE}, /* a ligature */
        {"1\xCC\x81.wav", "1\xCD\x81.wav", RBK_LIKE_BUT_FOR_COMPOSITION},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(rbk_normal_compare(rows[i].a, strlen(rows[i].a), rows[i].b, strlen(rows[i].b)),
                         rows[i].likeness);
}

static void characters_have_a_width(void **state)
{
    static const struct {
        const char *text;
        size_t bytes, columns;
    } rows[] = {{"ab", 1, 1},       {"\xC3\xA9x", 2, 1},        {"\xE7\x9B\xB4", 3, 2},
                {"\xCC\x81", 2, 0}, {"\xF0\x9F\x8E\xB5", 4, 2}, {"\xE9", 1, 1}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t columns = 9;
        assert_int_equal(rbk_normal_columns(rows[i].text, &columns), rows[i].bytes);
        assert_int_equal(columns, rows[i].columns);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_becomes_composed_code_points),
        cmocka_unit_test(characters_decompose_and_compose),
        cmocka_unit_test(marks_are_marks_and_letters_are_not),
        cmocka_unit_test(characters_have_a_width),
        cmocka_unit_test(names_are_alike_but_for_composition_or_case),
    };
    return cmocka_run_group_tests_name("text/normal", tests, NULL, NULL);
}
