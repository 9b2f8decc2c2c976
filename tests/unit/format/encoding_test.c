/*
 * Encodings of descriptors: which one is assumed, and the converted strings.
 * link: -Wl,--wrap=iconv_open
 */
#include "format/encoding.h"

#include "unit/scratch.h"

#include <iconv.h>

static int opened; /* tables of the system */

iconv_t __real_iconv_open(const char *to, const char *from);
iconv_t __wrap_iconv_open(const char *to, const char *from);

iconv_t __wrap_iconv_open(const char *to, const char *from)
{
    opened++;
    return __real_iconv_open(to, from);
}

static rbk_descriptor_encoding judged(const char *bytes, const char *wanted)
{
    rbk_descriptor_encoding encoding;
    rbk_format_options options;
    rbk_format_options_init(&options);
    options.encoding = wanted;
    assert_int_equal(rbk_encoding_init((const uint8_t *)bytes, strlen(bytes), &options, &encoding, NULL), RBK_OK);
    return encoding;
}

/* Static, valid until the next call. */
static const char *name_of(const char *bytes)
{
    static char name[RBK_ENCODING_NAME_BYTES];
    rbk_descriptor_encoding encoding = judged(bytes, NULL);
    snprintf(name, sizeof name, "%s", rbk_encoding_name(&encoding));
    rbk_encoding_release(&encoding);
    return name;
}

/* Each phrase alone, without other lines that would help. */
static void no_text_of_latin_letters_is_treated_as_shift_jis(void **state)
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
    /* A line that is valid UTF-8 does not determine the encoding of the others. */
    assert_string_equal(name_of("\xE2\x80\x99\nCaf\xE9"), "ISO 8859-1");
}

static void japanese_texts_are_treated_as_shift_jis(void **state)
{
    static const char *const rows[] = {
        "\x96\xE9\x82\xCC\x94\x4C",              /* kanji, kana, kanji */
        "\x89\xB9\x8A\x79",                      /* two kanji */
        "\x83\x5C\x83\x45\x83\x8B",              /* katakana, a back slash among the second bytes */
        "Live at \x95\x90\x93\xB9\x8A\xD9",      /* among ASCII */
        "\x82\x60\x82\x61",                      /* full-width letters */
        "\xE2\x56\x93\xA1",                      /* a rare kanji and a common one */
        "caf\xC3\xA9\n\x96\xE9\x82\xCC\x94\x4C", /* next to a line of UTF-8 */
        "\x82\xCD\x82\xB6\x82\xDC\x82",          /* truncated in a character */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(name_of(rows[i]), "Shift-JIS") != 0)
            fail_msg("text %zu was taken for %s", i, name_of(rows[i]));
}

/* Wherever the part of a long text that is looked at ends: one byte more, and it would be within a character. */
static void a_long_text_is_guessed_by_whole_characters(void **state)
{
    enum { CHARACTERS = 34 * 1024, LINE = 1024 };
    static const char words[] = "\xCE\xD2\xB5\xC4\xB0\xAE\xD4\xDA\xCA\xC0\xBD\xE7\xB5\xC4\xCC\xEC\xBF\xD5\xD6\xD0";
    char *text = malloc(2 * CHARACTERS + CHARACTERS / LINE + 4);
    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        char *at = text;
        for (size_t i = 0; i < shift; i++)
            *at++ = 'x';
        for (size_t i = 0; i < CHARACTERS; i++) {
            *at++ = words[2 * i % (sizeof words - 1)];
            *at++ = words[(2 * i + 1) % (sizeof words - 1)];
            if (i % LINE == LINE - 1)
                *at++ = shift < 2 ? '\n' : ' ';
        }
        *at = '\0';
        assert_string_equal(name_of(text), "GBK");
    }
    free(text);
}

static void check_string(const char *wanted, const char *sheet, const char *text, const char *expected, bool departs,
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
    check_string(NULL, "\xE9", "caf\xC3\xA9", "caf\xC3\xA9", false, false);
    check_string(NULL, "\xE9", "caf\xE9", "caf\xC3\xA9", true, false);
    check_string(NULL, "\x92", "it\x92s", "it\xE2\x80\x99s", true, false);
    check_string(NULL, "\x82\xCD\x82\xCD", "\x82\xCD\xB1", "\xE3\x81\xAF\xEF\xBD\xB1", true, false);
    check_string(NULL, "\x82\xCD\x82\xCD", "\x82\xCD\x82", "\xE3\x81\xAF\xEF\xBF\xBD", true, true);
}

static void what_the_caller_says_counts_for_every_string(void **state)
{
    (void)state;
    check_string("Latin-1", "", "\xC3\xA9", "\xC3\x83\xC2\xA9", false, false);
    check_string("Latin-1", "\x82\xCD\x82\xCD", "\x82\xCD", "\xE2\x80\x9A\xC3\x8D", false, false);
    check_string("Shift-JIS", "", "\xC3\xA9", "\xEF\xBE\x83\xEF\xBD\xA9", false, false);
    check_string("Shift-JIS", "", "\xFF", "\xEF\xBF\xBD", false, true);
    check_string("UTF-8", "\xE9", "caf\xC3\xA9", "caf\xC3\xA9", false, false);
    check_string("UTF-8", "", "\xE9t\xC3\xA9\xE2\x82", "\xEF\xBF\xBDt\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD", false, true);
}

static void names_go_back_to_the_bytes_they_came_from(void **state)
{
    static const struct {
        const char *encoding;
        const char *bytes;
    } rows[] = {
        {"Latin-1", "Caf\xE9 \x93x\x94 \x81\xFF"},
        {"Shift-JIS", "\x96\xE9\x82\xCC\x94\x4C \xC4\xDE \x83\x5C.bin"},
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
    assert_null(rbk_encoding_encode("Latin-1", "\xE5\xA4\x9C"));
    assert_null(rbk_encoding_encode("Shift-JIS", "\xC3\xA9"));
    assert_null(rbk_encoding_encode("UTF-8", "a"));
    assert_null(rbk_encoding_encode("Latin-1", "\xFF"));
}

static void any_name_that_iconv_knows_is_an_encoding(void **state)
{
    static const char *const known[] = {"utf-8",     "UTF8",   "latin-1",    "ISO-8859-1",   "iso8859_1",
                                        "shift-jis", "SJIS",   "KOI8-R",     "windows-1251", "GBK",
                                        "big5",      "EUC-KR", "ISO-8859-15"};
    static const char *const unknown[] = {"klingon", "", "char", "WCHAR_T", "ASCII//TRANSLIT", "latin-1//IGNORE", NULL};
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        assert_true(rbk_encoding_is_known(known[i]));
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
        assert_false(rbk_encoding_is_known(unknown[i]));
    assert_null(rbk_encoding_encode("klingon", "a"));
    check_string("koi8-r", "", "\xEE\xCF\xDE\xD8", "\xD0\x9D\xD0\xBE\xD1\x87\xD1\x8C", false, false);
    check_string("euc-kr", "", "\xBB\xE7\xFF", "\xEC\x82\xAC\xEF\xBF\xBD", false, true);
}

/* Big5 has back slashes as second bytes, and only lines that are not UTF-8 are in it. */
static void a_whole_text_is_converted_line_by_line(void **state)
{
    static const char text[] = "TITLE \"\xA5\x5C\"\nTITLE \"\xC3\xA9\"\nTITLE \"\xB9\xDA\xC0\x52\xAA\xBA\xA9\x5D\"\n";
    rbk_descriptor_encoding encoding = judged("", "Big5");
    rbk_bytes made = {0};
    uint32_t departs_line = 9, bad_line = 9;
    (void)state;
    encoding.by_itself = encoding.guessed = true;
    assert_true(rbk_encoding_hides_marks(&encoding));
    assert_int_equal(
        rbk_encoding_convert(&encoding, (const uint8_t *)text, strlen(text), &made, &departs_line, &bad_line, NULL),
        RBK_OK);
    assert_string_equal((const char *)made.data, "TITLE \"\xE5\x8A\x9F\"\nTITLE \"\xC3\xA9\"\nTITLE "
                                                 "\"\xE5\xA4\xA2\xE9\x9D\x9C\xE7\x9A\x84\xE5\xA4\x9C\"\n");
    assert_int_equal(departs_line, 1);
    assert_int_equal(bad_line, 0);
    rbk_bytes_release(&made);
    rbk_encoding_release(&encoding);
}

static void the_line_of_the_first_bad_byte_is_known_in_a_text_that_is_converted_at_once(void **state)
{
    static const char text[] = "TITLE \"\x83\x41\"\nREM\nTITLE \"a\x81\"\nTITLE \"\x81\"\n";
    rbk_descriptor_encoding encoding = judged("", "SHIFT_JIS");
    rbk_bytes made = {0};
    uint32_t departs_line = 9, bad_line = 9;
    (void)state;
    assert_int_equal(
        rbk_encoding_convert(&encoding, (const uint8_t *)text, strlen(text), &made, &departs_line, &bad_line, NULL),
        RBK_OK);
    assert_int_equal(departs_line, 0);
    assert_int_equal(bad_line, 3);
    rbk_bytes_release(&made);
    rbk_encoding_release(&encoding);
}

static void an_encoding_without_a_name_encodes_nothing(void **state)
{
    (void)state;
    assert_null(rbk_encoding_encode("no such encoding", "a"));
    char *bytes = rbk_encoding_encode("Latin-1", "\xC3\xA9");
    assert_string_equal(bytes, "\xE9");
    free(bytes);
}

static void utf_8_needs_no_table(void **state)
{
    (void)state;
    opened = 0;
    assert_string_equal(name_of("TITLE \"Caf\xC3\xA9\"\nPERFORMER \"X\"\n"), "ISO 8859-1"); /* of what is not UTF-8 */
    assert_int_equal(opened, 0);
    (void)name_of("TITLE \"Caf\xE9\"\n");
    assert_true(opened > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_of_latin_letters_is_treated_as_shift_jis),
        cmocka_unit_test(latin_letters_are_iso_8859_1_or_what_windows_makes_of_it),
        cmocka_unit_test(japanese_texts_are_treated_as_shift_jis),
        cmocka_unit_test(a_long_text_is_guessed_by_whole_characters),
        cmocka_unit_test(strings_are_judged_by_themselves_when_nothing_is_said),
        cmocka_unit_test(what_the_caller_says_counts_for_every_string),
        cmocka_unit_test(any_name_that_iconv_knows_is_an_encoding),
        cmocka_unit_test(a_whole_text_is_converted_line_by_line),
        cmocka_unit_test(names_go_back_to_the_bytes_they_came_from),
        cmocka_unit_test(the_line_of_the_first_bad_byte_is_known_in_a_text_that_is_converted_at_once),
        cmocka_unit_test(an_encoding_without_a_name_encodes_nothing),
        cmocka_unit_test(utf_8_needs_no_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
