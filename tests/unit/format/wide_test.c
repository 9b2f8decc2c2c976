/* UTF-16 and UTF-32: recognised by a BOM or by zeros, and unpaired surrogates. */
#include "format/wide.h"

#include "unit/scratch.h"

static void expect(const char *bytes, size_t size, const char *name, const char *utf8)
{
    rbk_bytes made = {0};
    rbk_wide wide;
    assert_true(rbk_wide_detect((const uint8_t *)bytes, size, &wide));
    assert_string_equal(rbk_wide_name(&wide), name);
    assert_int_equal(rbk_wide_to_utf8(&wide, (const uint8_t *)bytes, size, &made, NULL, NULL), RBK_OK);
    assert_string_equal((const char *)made.data, utf8);
    assert_int_equal(made.size, strlen(utf8));
    rbk_bytes_release(&made);
}

static void utf_16_becomes_utf_8_in_both_orders(void **state)
{
    (void)state;
    expect("\xFF\xFE", 2, "UTF-16", "");
    expect("\xFF\xFE"
           "A\0\xC4\0\xF3\x97\x3D\xD8\x00\xDE",
           12, "UTF-16", "A\xC3\x84\xE9\x9F\xB3\xF0\x9F\x98\x80");
    expect("\xFE\xFF\0A\0\xC4\x97\xF3\xD8\x3D\xDE\x00", 12, "UTF-16", "A\xC3\x84\xE9\x9F\xB3\xF0\x9F\x98\x80");
    expect("\xFE\xFF\xDE\x00\0A", 6, "UTF-16",
           "\xEF\xBF\xBD"
           "A"); /* a low surrogate alone */
    expect("\xFE\xFF\xD8\x3D\0A", 6, "UTF-16",
           "\xEF\xBF\xBD"
           "A"); /* a high surrogate alone */
    expect("\xFE\xFF\xD8\x3D", 4, "UTF-16", "\xEF\xBF\xBD");
    expect("\xFE\xFF\0A\0", 5, "UTF-16", "A\xEF\xBF\xBD");
}

static void utf_32_becomes_utf_8_in_both_orders(void **state)
{
    (void)state;
    expect("\xFF\xFE\0\0A\0\0\0\xF3\x97\0\0", 12, "UTF-32", "A\xE9\x9F\xB3");
    expect("\0\0\xFE\xFF\0\0\0A\0\1\xF6\0", 12, "UTF-32", "A\xF0\x9F\x98\x80");
    expect("\0\0\xFE\xFF\0\x11\0\0\0\0\xD8\0\0", 13, "UTF-32", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

/* A text of ASCII in units of so many bytes, with one character that is invalid. */
static size_t widen(const char *text, unsigned unit_bytes, bool big_endian, char out[400])
{
    size_t size = 0;
    memset(out, 0, 400);
    for (; *text; text++, size += unit_bytes)
        out[size + (big_endian ? unit_bytes - 1 : 0)] = *text;
    memcpy(out + size + (big_endian ? unit_bytes - 2 : 0), big_endian ? "\x97\xF3" : "\xF3\x97", 2);
    return size + unit_bytes;
}

static void without_a_mark_the_zeros_report(void **state)
{
    char bytes[400];
    (void)state;
    for (unsigned unit_bytes = 2; unit_bytes <= 4; unit_bytes += 2)
        for (int big_endian = 0; big_endian <= 1; big_endian++) {
            size_t size = widen("FILE \"a.wav\" WAVE\r\n", unit_bytes, big_endian, bytes);
            expect(bytes, size, unit_bytes == 2 ? "UTF-16" : "UTF-32", "FILE \"a.wav\" WAVE\r\n\xE9\x9F\xB3");
        }
}

/* U+0080 to U+00FF, whose units have zeros as those of ASCII, among it. */
static void so_they_do_among_latin_letters(void **state)
{
    static const unsigned char text[] = "TITLE \"Gr\xFC\xDF"
                                        "e, Caf\xE9, \xA0\x80\"\r\n";
    (void)state;
    for (unsigned unit_bytes = 2; unit_bytes <= 4; unit_bytes += 2)
        for (int big_endian = 0; big_endian <= 1; big_endian++) {
            char bytes[400] = {0};
            size_t size = 0;
            for (size_t i = 0; text[i]; i++, size += unit_bytes)
                bytes[size + (big_endian ? unit_bytes - 1 : 0)] = (char)text[i];
            expect(bytes, size, unit_bytes == 2 ? "UTF-16" : "UTF-32",
                   "TITLE \"Gr\xC3\xBC\xC3\x9F"
                   "e, Caf\xC3\xA9, \xC2\xA0\xC2\x80\"\r\n");
        }
}

static void names_stand_for_units(void **state)
{
    rbk_wide wide = {0};
    (void)state;
    assert_true(rbk_wide_named("UTF-16LE", &wide));
    assert_true(wide.unit_bytes == 2 && !wide.big_endian && wide.mark_bytes == 0);
    assert_true(rbk_wide_named("utf_32 be", &wide));
    assert_true(wide.unit_bytes == 4 && wide.big_endian);
    assert_false(rbk_wide_named("UTF-16", &wide)); /* of either order: it has a mark, or is recognised by its zeros */
    assert_false(rbk_wide_named("UTF-16LEX", &wide));
    assert_false(rbk_wide_named("", &wide));
}

static void an_encoding_that_is_known_makes_bytes_with_zeros_wide(void **state)
{
    static const uint8_t bytes[] = {0x16, 0x04, 0x16, 0x04, 0x16, 0x04, 0x16, 0x04, '\n', 0};
    rbk_wide wide;
    (void)state;
    assert_false(rbk_wide_is(bytes, sizeof bytes, NULL, &wide));
    assert_false(rbk_wide_is(bytes, sizeof bytes, "Shift-JIS", &wide));
    assert_true(rbk_wide_is(bytes, sizeof bytes, "UTF-16LE", &wide));
    assert_true(wide.unit_bytes == 2 && !wide.big_endian);
    assert_false(rbk_wide_is(bytes, 8, "UTF-16LE", &wide)); /* without a zero */
    assert_false(rbk_wide_is(NULL, 0, "UTF-16LE", &wide));
    assert_true(rbk_wide_is((const uint8_t *)"\xFF\xFE"
                                             "a\0",
                            4, "Shift-JIS", &wide));
}

static void other_bytes_are_neither(void **state)
{
    static const char audio[] = "\1\0\2\0\3\0\2\0\1\0\0\0\xFF\xFF\xFE\xFF\1\0\2\0";
    static const char zeros[64] = {0};
    rbk_wide wide;
    (void)state;
    assert_false(rbk_wide_detect((const uint8_t *)"\xFF", 1, &wide));
    assert_false(rbk_wide_detect((const uint8_t *)"\xEF\xBB\xBF", 3, &wide));
    assert_false(rbk_wide_detect((const uint8_t *)"FILE \"a.wav\" WAVE\r\n", 19, &wide));
    assert_false(rbk_wide_detect((const uint8_t *)audio, sizeof audio - 1, &wide));
    assert_false(rbk_wide_detect((const uint8_t *)zeros, sizeof zeros, &wide));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf_16_becomes_utf_8_in_both_orders),
        cmocka_unit_test(utf_32_becomes_utf_8_in_both_orders),
        cmocka_unit_test(without_a_mark_the_zeros_report),
        cmocka_unit_test(so_they_do_among_latin_letters),
        cmocka_unit_test(names_stand_for_units),
        cmocka_unit_test(an_encoding_that_is_known_makes_bytes_with_zeros_wide),
        cmocka_unit_test(other_bytes_are_neither),
    };
    return cmocka_run_group_tests_name("format/wide", tests, NULL, NULL);
}
