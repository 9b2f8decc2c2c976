/* One character in a character set: ranges and full width. */
#include "text/charset.h"
#include "unit/text/example.h"

static size_t unit(rbk_cdtext_charset set, uint32_t point, uint8_t bytes[2], bool *widened)
{
    rbk_charset charset;
    assert_int_equal(rbk_charset_open(set, &charset, NULL), RBK_OK);
    size_t size = rbk_charset_unit(&charset, point, bytes, widened);
    rbk_charset_close(&charset);
    return size;
}

static void sets_hold_what_they_should(void **state)
{
    uint8_t bytes[2];
    bool widened;
    (void)state;
    for (uint32_t point = 0; point < 0x180; point++) {
        bool ascii = point >= 0x20 && point < 0x7F;
        assert_int_equal(unit(RBK_CDTEXT_ASCII, point, bytes, &widened), ascii);
        assert_int_equal(unit(RBK_CDTEXT_8859_1, point, bytes, &widened), ascii || (point >= 0xA0 && point < 0x100));
    }
    assert_int_equal(unit(RBK_CDTEXT_MS_JIS, 'A', bytes, &widened), 2);
    assert_true(widened);
    assert_memory_equal(bytes, "\x82\x60", 2);
    assert_int_equal(unit(RBK_CDTEXT_MS_JIS, 0x301C, bytes, &widened), 2); /* the wave dash, FULLWIDTH TILDE there */
    assert_memory_equal(bytes, "\x81\x60", 2);
    assert_false(widened);
    assert_int_equal(unit(RBK_CDTEXT_MS_JIS, '\t', bytes, &widened), 0);
}

static void sets_without_tables_are_refused(void **state)
{
    rbk_charset charset;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_charset_open(RBK_CDTEXT_MANDARIN, &charset, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "character set 82 is not supported, expected 8859-1, ASCII or MS-JIS");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_hold_what_they_should),
        cmocka_unit_test(sets_without_tables_are_refused),
    };
    return cmocka_run_group_tests_name("text/character", tests, NULL, NULL);
}
