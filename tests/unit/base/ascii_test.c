/* Letters and digits of ASCII. */
#include "base/ascii.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void only_ascii_letters_change_case(void **state)
{
    (void)state;
    for (int c = -128; c < 128; c++) {
        bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
        assert_int_equal(rbk_ascii_lower((char)c), (char)(upper ? c + 32 : c)); /* char has no sign on some machines */
        assert_int_equal(rbk_ascii_upper((char)c), (char)(lower ? c - 32 : c));
        assert_int_equal(rbk_ascii_is_upper((char)c), upper);
        assert_int_equal(rbk_ascii_is_lower((char)c), lower);
        assert_int_equal(rbk_ascii_is_digit((char)c), c >= '0' && c <= '9');
    }
}

static void hexadecimal_digits_have_values(void **state)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    (void)state;
    for (int i = 0; i < 32; i++)
        assert_int_equal(rbk_ascii_hex_value(digits[i]), i % 16);
    assert_int_equal(rbk_ascii_hex_value('g'), -1);
    assert_int_equal(rbk_ascii_hex_value('/'), -1);
    assert_int_equal(rbk_ascii_hex_value(':'), -1);
    assert_int_equal(rbk_ascii_hex_value('\0'), -1);
}

static void texts_are_compared_to_their_ends(void **state)
{
    (void)state;
    assert_true(rbk_ascii_same("Cue", "cUE"));
    assert_true(rbk_ascii_same("", ""));
    assert_false(rbk_ascii_same("cue", "cues"));
    assert_false(rbk_ascii_same("cues", "cue"));
    assert_false(rbk_ascii_same("\xC3\x84", "\xC3\xA4"));
    assert_true(rbk_ascii_same_n("album.cue", "ALBUM.bin", 6));
    assert_false(rbk_ascii_same_n("album.cue", "ALBUM.bin", 7));
    assert_true(rbk_ascii_same_n("ab", "AB", 10));
    assert_false(rbk_ascii_same_n("ab", "ABC", 3));
    assert_true(rbk_ascii_only(""));
    assert_true(rbk_ascii_only("a~\x7F"));
    assert_false(rbk_ascii_only("a\x80"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_ascii_letters_change_case),
        cmocka_unit_test(hexadecimal_digits_have_values),
        cmocka_unit_test(texts_are_compared_to_their_ends),
    };
    return cmocka_run_group_tests_name("base/ascii", tests, NULL, NULL);
}
