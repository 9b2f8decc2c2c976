/* Encodings of descriptors: what they are taken for, and the strings. */
#include "format/encoding.h"

#include "unit/scratch.h"

static rbk_descriptor_encoding judged(const char *bytes, rbk_encoding wanted)
{
    rbk_descriptor_encoding encoding;
    rbk_format_options options;
    rbk_format_options_init(&options);
    options.encoding = wanted;
    assert_int_equal(rbk_encoding_init((const uint8_t *)bytes, strlen(bytes), &options, &encoding, NULL), RBK_OK);
    return encoding;
}

static const char *name_of(const char *bytes)
{
    rbk_descriptor_encoding encoding = judged(bytes, RBK_ENCODING_DETECT);
    const char *name = rbk_encoding_name(&encoding);
    rbk_encoding_release(&encoding);
    return name;
}

/* Each phrase is all that there is: no company helps to tell. */
static void no_text_of_latin_letters_is_taken_for_shift_jis(void **state)
{
    static const char *const rows[] = {
        "Caf\xE9",
        "\xC0 la recherche du temps perdu, \xE9t\xE9 cr\xE9\xE9",
        "na\xEFvet\xE9 d\xE9\xE7ue",
        "gar\xE7on fran\xE7"
        "ais",
        "\xDC"
        "ber \xE4lteren Fl\xFCssen, Gr\xF6\xDF"
        "e",
        "\xC4\xD6\xDC \xE4\xF6\xFC \xDF",
        "R\xF8"
        "dgr\xF8"
        "d med fl\xF8"
        "de p\xE5 \xE6"
        "bler",
        "\xC5\xE4\xF6 \xE5\xE4\xF6",
        "\xBFQu\xE9 tal, se\xF1or? \xA1"
        "Ma\xF1"
        "ana!",
        "cora\xE7\xE3o, n\xE3o, m\xE3"
        "es e av\xF3s",
        "Perch\xE9 \xE8 cos\xEC",
        "\xDEj\xF3\xF0h\xE1t\xED\xF0",
        "Doen\xE7\x61 \xE0s tr\xEAs",
        "\xE9\xE9\xE9",
        "\xE0\xE0\xE0\xE0",
        "\xEA\xE8\xE9 \xE9\xE8\xEA",
        "Don\x92t",
        "\x93"
        "Heroes\x94",
        "\x93\xC9lan\x94",
        "Rock \x91n\x92 Roll \x96 1\x97"
        "2 \x85",
        "\x82"
        "G\xE4nse\x91",
        "\x83"
        "etish",
        "\x8Cuvre",
        "50 \x80",
        "\xA9 1999 \xAE \xB0",
        "",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(name_of(rows[i]), "Shift-JIS") == 0)
            fail_msg("phrase %zu was taken for Shift-JIS", i);
}

static void latin_letters_are_iso_8859_1_or_what_windows_makes_of_it(void **state)
{
    (void)state;
    assert_string_equal(name_of("Caf\xE9"), "ISO 8859-1");
    assert_string_equal(name_of("It\x92s"), "Windows-1252");
    /* The bytes of a line that is UTF-8 say nothing of the others. */
    assert_string_equal(name_of("\xE2\x80\x99\nCaf\xE9"), "ISO 8859-1");
}

static void japanese_texts_are_taken_for_shift_jis(void **state)
{
    static const char *const rows[] = {
        "\x96\xE9\x82\xCC\x94\x4C",              /* kanji, kana, kanji */
        "\x89\xB9\x8A\x79",                      /* two kanji */
        "\x83\x5C\x83\x45\x83\x8B",              /* katakana, a back slash among the second bytes */
        "Live at \x95\x90\x93\xB9\x8A\xD9",      /* among ASCII */
        "\x82\x60\x82\x61",                      /* full-width letters */
        "\xE2\x56\x93\xA1",                      /* a rare kanji and a common one */
        "caf\xC3\xA9\n\x96\xE9\x82\xCC\x94\x4C", /* beside a line of UTF-8 */
        "\x82\xCD\x82\xB6\x82\xDC\x82",          /* cut in a character */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(name_of(rows[i]), "Shift-JIS") != 0)
            fail_msg("text %zu was taken for %s", i, name_of(rows[i]));
}

static void check_string(rbk_encoding wanted, const char *sheet, const char *text, const char *expected, bool departs,
                         bool bad)
{
    rbk_descriptor_encoding encoding = judged(sheet, wanted);
    bool found_departs = !departs, found_bad = !bad;
    char *utf8 = NULL;
    assert_int_equal(rbk_encoding_decode(&encoding, text, strlen(text), &utf8, &found_departs, &found_bad, NULL),
                     RBK_OK);
    assert_string_equal(utf8, expected);
    assert_int_equal(found_departs, departs);
    assert_int_equal(found_bad, bad);
    free(utf8);
    rbk_encoding_release(&encoding);
}

static void strings_are_judged_by_themselves_when_nothing_is_said(void **state)
{
    (void)state;
    check_string(RBK_ENCODING_DETECT, "\xE9", "caf\xC3\xA9", "caf\xC3\xA9", false, false);
    check_string(RBK_ENCODING_DETECT, "\xE9", "caf\xE9", "caf\xC3\xA9", true, false);
    check_string(RBK_ENCODING_DETECT, "\x92", "it\x92s", "it\xE2\x80\x99s", true, false);
    check_string(RBK_ENCODING_DETECT, "\x82\xCD\x82\xCD", "\x82\xCD\xB1", "\xE3\x81\xAF\xEF\xBD\xB1", true, false);
    check_string(RBK_ENCODING_DETECT, "\x82\xCD\x82\xCD", "\x82\xCD\x82", "\xE3\x81\xAF\xEF\xBF\xBD", true, true);
}

static void what_the_caller_says_counts_for_every_string(void **state)
{
    (void)state;
    check_string(RBK_ENCODING_LATIN_1, "", "\xC3\xA9", "\xC3\x83\xC2\xA9", false, false);
    check_string(RBK_ENCODING_LATIN_1, "\x82\xCD\x82\xCD", "\x82\xCD", "\xE2\x80\x9A\xC3\x8D", false, false);
    check_string(RBK_ENCODING_SHIFT_JIS, "", "\xC3\xA9", "\xEF\xBE\x83\xEF\xBD\xA9", false, false);
    check_string(RBK_ENCODING_SHIFT_JIS, "", "\xFF", "\xEF\xBF\xBD", false, true);
    check_string(RBK_ENCODING_UTF_8, "\xE9", "caf\xC3\xA9", "caf\xC3\xA9", false, false);
    check_string(RBK_ENCODING_UTF_8, "", "\xE9t\xC3\xA9\xE2\x82", "\xEF\xBF\xBDt\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD",
                 false, true);
}

static void names_go_back_to_the_bytes_they_came_from(void **state)
{
    static const struct {
        rbk_encoding encoding;
        const char *bytes;
    } rows[] = {
        {RBK_ENCODING_LATIN_1, "Caf\xE9 \x93x\x94 \x81\xFF"},
        {RBK_ENCODING_SHIFT_JIS, "\x96\xE9\x82\xCC\x94\x4C \xC4\xDE \x83\x5C.bin"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_descriptor_encoding encoding = judged("", rows[i].encoding);
        bool departs, bad;
        char *utf8 = NULL;
        assert_int_equal(
            rbk_encoding_decode(&encoding, rows[i].bytes, strlen(rows[i].bytes), &utf8, &departs, &bad, NULL), RBK_OK);
        char *back = rbk_encoding_encode(rows[i].encoding, utf8);
        assert_non_null(back);
        assert_string_equal(back, rows[i].bytes);
        free(back);
        free(utf8);
        rbk_encoding_release(&encoding);
    }
    assert_null(rbk_encoding_encode(RBK_ENCODING_LATIN_1, "\xE5\xA4\x9C"));
    assert_null(rbk_encoding_encode(RBK_ENCODING_SHIFT_JIS, "\xC3\xA9"));
    assert_null(rbk_encoding_encode(RBK_ENCODING_UTF_8, "a"));
    assert_null(rbk_encoding_encode(RBK_ENCODING_LATIN_1, "\xFF"));
}

static void expect_utf_16(const char *bytes, size_t size, const char *utf8)
{
    rbk_bytes made = {0};
    assert_true(rbk_encoding_is_utf_16((const uint8_t *)bytes, size));
    assert_int_equal(rbk_encoding_from_utf_16((const uint8_t *)bytes, size, &made, NULL), RBK_OK);
    assert_string_equal((const char *)made.data, utf8);
    assert_int_equal(made.size, strlen(utf8));
    rbk_bytes_release(&made);
}

static void utf_16_becomes_utf_8_in_both_orders(void **state)
{
    (void)state;
    expect_utf_16("\xFF\xFE", 2, "");
    expect_utf_16("\xFF\xFE"
                  "A\0\xC4\0\xF3\x97\x3D\xD8\x00\xDE",
                  12, "A\xC3\x84\xE9\x9F\xB3\xF0\x9F\x98\x80");
    expect_utf_16("\xFE\xFF\0A\0\xC4\x97\xF3\xD8\x3D\xDE\x00", 12, "A\xC3\x84\xE9\x9F\xB3\xF0\x9F\x98\x80");
    expect_utf_16("\xFE\xFF\xDE\x00\0A", 6,
                  "\xEF\xBF\xBD"
                  "A"); /* the second half alone */
    expect_utf_16("\xFE\xFF\xD8\x3D\0A", 6,
                  "\xEF\xBF\xBD"
                  "A"); /* the first half alone */
    expect_utf_16("\xFE\xFF\xD8\x3D", 4, "\xEF\xBF\xBD");
    expect_utf_16("\xFE\xFF\0A\0", 5, "A\xEF\xBF\xBD");
    assert_false(rbk_encoding_is_utf_16((const uint8_t *)"\xFF", 1));
    assert_false(rbk_encoding_is_utf_16((const uint8_t *)"\xEF\xBB\xBF", 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_of_latin_letters_is_taken_for_shift_jis),
        cmocka_unit_test(latin_letters_are_iso_8859_1_or_what_windows_makes_of_it),
        cmocka_unit_test(japanese_texts_are_taken_for_shift_jis),
        cmocka_unit_test(strings_are_judged_by_themselves_when_nothing_is_said),
        cmocka_unit_test(what_the_caller_says_counts_for_every_string),
        cmocka_unit_test(utf_16_becomes_utf_8_in_both_orders),
        cmocka_unit_test(names_go_back_to_the_bytes_they_came_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
