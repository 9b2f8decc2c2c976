/* Replacement of characters that do not fit. */
#include "base/utf8.h"
#include "text/fallback.h"

#include "unit/scratch.h"

static void expect(rbk_cdtext_charset set, uint32_t point, const char *expected)
{
    rbk_charset charset;
    uint32_t out[RBK_FALLBACK_POINTS_MAX];
    char text[RBK_FALLBACK_POINTS_MAX * 4 + 1] = "";
    assert_int_equal(rbk_charset_open(set, &charset, NULL), RBK_OK);
    size_t count = rbk_fallback_points(&charset, point, out);
    for (size_t i = 0; i < count; i++) {
        char one[5];
        rbk_utf8_write(out[i], one);
        strcat(text, one);
    }
    rbk_charset_close(&charset);
    assert_string_equal(text, expected);
}

static void letters_lose_only_the_marks_they_must(void **state)
{
    (void)state;
    expect(RBK_CDTEXT_8859_1, 0x1EA5, "â"); /* a, circumflex, acute */
    expect(RBK_CDTEXT_ASCII, 0x1EA5, "a");
    expect(RBK_CDTEXT_8859_1, 0x015F, "s");
    expect(RBK_CDTEXT_8859_1, 0x0141, "L");
    expect(RBK_CDTEXT_8859_1, 0x0301, ""); /* a combining mark without a base character */
}

static void signs_are_spelled(void **state)
{
    (void)state;
    expect(RBK_CDTEXT_8859_1, 0x2013, "-");
    expect(RBK_CDTEXT_8859_1, 0x201C, "\"");
    expect(RBK_CDTEXT_8859_1, 0x2019, "'");
    expect(RBK_CDTEXT_8859_1, 0x2026, "...");
    expect(RBK_CDTEXT_8859_1, 0x20AC, "EUR");
    expect(RBK_CDTEXT_8859_1, 0x0153, "oe");
    expect(RBK_CDTEXT_8859_1, 0xFB01, "fi");
    expect(RBK_CDTEXT_8859_1, 0x2122, "TM");
    expect(RBK_CDTEXT_ASCII, 0xDF, "ss");
    expect(RBK_CDTEXT_ASCII, 0xBD, "1/2");
    expect(RBK_CDTEXT_8859_1, '\n', " ");
}

static bool is_plain(rbk_cdtext_charset set, uint32_t point)
{
    rbk_charset charset;
    assert_int_equal(rbk_charset_open(set, &charset, NULL), RBK_OK);
    bool plain = rbk_fallback_is_plain(&charset, point);
    rbk_charset_close(&charset);
    return plain;
}

static void typographic_signs_have_a_plain_form(void **state)
{
    static const uint16_t signs[] = {0x2018, 0x2019, 0x201C, 0x201D, 0x2010, 0x2013, 0x2014, 0x2026, 0x202F, 0x2009};
    (void)state;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        assert_true(is_plain(RBK_CDTEXT_8859_1, signs[i]));
    assert_true(is_plain(RBK_CDTEXT_ASCII, 0xA0));
    assert_false(is_plain(RBK_CDTEXT_8859_1, '\n'));
    assert_false(is_plain(RBK_CDTEXT_8859_1, 0x20AC));
    assert_false(is_plain(RBK_CDTEXT_8859_1, 0x0142));
    assert_false(is_plain(RBK_CDTEXT_8859_1, 'a'));
}

static void half_width_kana_become_full_width(void **state)
{
    (void)state;
    expect(RBK_CDTEXT_MS_JIS, 0xFF71, "ア");
    expect(RBK_CDTEXT_MS_JIS, 0xE9, "e");
}

static void the_rest_is_a_question_mark(void **state)
{
    (void)state;
    expect(RBK_CDTEXT_8859_1, 0x97F3, "?");
    expect(RBK_CDTEXT_ASCII, 0x0416, "?");
    expect(RBK_CDTEXT_MS_JIS, 0x1F63A, "?");
    expect(RBK_CDTEXT_8859_1, 1, "?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_lose_only_the_marks_they_must), cmocka_unit_test(signs_are_spelled),
        cmocka_unit_test(typographic_signs_have_a_plain_form),   cmocka_unit_test(half_width_kana_become_full_width),
        cmocka_unit_test(the_rest_is_a_question_mark),
    };
    return cmocka_run_group_tests_name("text/fallback", tests, NULL, NULL);
}
