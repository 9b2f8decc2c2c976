/* Encodings recognised by the common characters of languages; not those in Latin script. */
#include "format/guess.h"

#include "unit/scratch.h"

typedef struct row {
    const char *bytes;
    const char *name;
    bool weak;
} row;

static void check(const row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        rbk_guess guess = {"untouched", false};
        assert_int_equal(rbk_guess_encoding((const uint8_t *)rows[i].bytes, strlen(rows[i].bytes), &guess, NULL),
                         RBK_OK);
        if (!guess.name != !rows[i].name || (guess.name && strcmp(guess.name, rows[i].name) != 0) ||
            guess.weak != rows[i].weak)
            fail_msg("row %zu: found %s%s", i, guess.name ? guess.name : "western letters", guess.weak ? ", weak" : "");
    }
}

static void western_letters_with_bytes_that_no_western_letter_has_are_weak(void **state)
{
    static const row rows[] = {
        {"TITLE \"P\xF8\xEDli\x9A \x9Elu\x9Dou\xE8k\xFD k\xF9\xF2\"", NULL, true}, /* Windows-1250 */
        {"TITLE \"Yaln\xFDzl\xFDk\"", NULL, true},                                 /* Windows-1254 */
        {"TITLE \"A\xED\xA0\xBD\xED\xB2\xA9\"", NULL, true},                       /* CESU-8 */
        {"TITLE \"d\xE9j\xE0 vu\"", NULL, false},
    };
    (void)state;
    check(rows, sizeof rows / sizeof rows[0]);
}

static void texts_of_other_scripts_are_reported_by_their_common_characters(void **state)
{
    static const row rows[] = {
        {"TITLE \"\xCF\xEE\xE4\xEC\xEE\xF1\xEA\xEE\xE2\xED\xFB\xE5 \xE2\xE5\xF7\xE5\xF0\xE0\"", "Windows-1251", false},
        {"TITLE \"\xCD\xEE\xF7\xFC\"", "Windows-1251", true},
        {"PERFORMER \"\xCA\xE8\xED\xEE\" TITLE \"\xC7\xC2\xC5\xC7\xC4\xC0 \xCF\xCE \xC8\xCC\xC5\xCD\xC8 "
         "\xD1\xCE\xCB\xCD\xD6\xC5\" FILE \"\xC3\xF0\xF3\xEF\xEF\xE0 \xEA\xF0\xEE\xE2\xE8.wav\"",
         "Windows-1251", false},
        {"TITLE \"\xF0\xCF\xC4\xCD\xCF\xD3\xCB\xCF\xD7\xCE\xD9\xC5 \xD7\xC5\xDE\xC5\xD2\xC1\"", "KOI8-R", false},
        {"TITLE \"\xD4\xE1 \xF0\xE1\xE9\xE4\xE9\xDC \xF4\xEF\xF5 \xD0\xE5\xE9\xF1\xE1\xE9\xDC\"", "Windows-1253",
         false},
        {"TITLE \"\xD4\xC2\xC1\xC1\xB4\xFA\xB1\xED\xCE\xD2\xB5\xC4\xD0\xC4\" PERFORMER \"\xB5\xCB\xC0\xF6\xBE\xFD\"",
         "GBK", false},
        {"TITLE \"\xCE\xD2\xB0\xAE\xC4\xE3\"", "GBK", true},
        {"TITLE \"\xA4\xEB\xABG\xA5N\xAA\xED\xA7\xDA\xAA\xBA\xA4\xDF\" PERFORMER \"\xBEH\xC4R\xA7g\"", "Big5", false},
        {"TITLE \"\xC5\xA5\xAE\xFC\" PERFORMER \"\xB1i\xB4"
         "f\xA9"
         "f\" TITLE \"\xA7\xDA\xA5i\xA5H\xA9\xEA\xA7"
         "A\xB6\xDC\" TITLE \"\xB2o\xA4\xE2\"",
         "Big5", false},
        {"TITLE \"\xBB\xE7\xB6\xFB\xC0\xBB \xC7\xDF\xB4\xD9\" TITLE \"\xB3\xCA\xC0\xC7 \xB3\xEB\xB7\xA1\xB4\xC2 "
         "\xB3\xAA\xC0\xC7 \xB9\xE3\"",
         "EUC-KR", false},
        {"TITLE \"\xC0\xA4\xB3\xA6\xA4\xCB\xB0\xEC\xA4\xC4\xA4\xC0\xA4\xB1\xA4\xCE\xB2\xD6\" PERFORMER "
         "\"\xA5\xB9\xA5\xDE\xA5\xC3\xA5\xD7\"",
         "EUC-JP", false},
    };
    (void)state;
    check(rows, sizeof rows / sizeof rows[0]);
}

static void too_little_text_is_a_weak_guess_at_nothing(void **state)
{
    static const row rows[] = {
        {"TITLE \"\xBA\xBD\xB3\xAF\"", NULL, true},
    };
    (void)state;
    check(rows, sizeof rows / sizeof rows[0]);
}

static void western_letters_are_none_of_the_candidates(void **state)
{
    static const row rows[] = {
        {"TITLE \"D\xE9j\xE0 vu, \xE0 la recherche\" PERFORMER \"Fran\xE7oise\"", NULL, false},
        {"TITLE \"\xD1"
         "and\xFA ma\xF1"
         "ana\"",
         NULL, false},
        {"TITLE \"\xC4\xD6\xDC \xE4\xF6\xFC\"", NULL, true},
        {"TITLE \"A\xF1o Nuevo: \xBFQu\xE9 ser\xE1?\"", NULL, false},
        {"TITLE \"Sm\xF6rg\xE5sbord p\xE5 \xE4ngen\"", NULL, false},
        {"TITLE \"\xDEj\xF3\xF0h\xE1t\xED\xF0 \xED Eyjum\"", NULL, false},
        {"TITLE \"\xE9\"", NULL, false},
    };
    (void)state;
    check(rows, sizeof rows / sizeof rows[0]);
}

static void the_candidates_can_be_asked_for(void **state)
{
    (void)state;
    assert_string_equal(rbk_guess_candidate(0), "Windows-1251");
    size_t count = 0;
    while (rbk_guess_candidate(count))
        count++;
    assert_int_equal(count, 7);
}

/* The same bytes are common letters of Russian and of Greek: "стоите, а состоите" is Greek capitals, too. */
static void a_text_that_another_candidate_reads_almost_as_well_is_weak(void **state)
{
    static const row rows[] = {
        {"TITLE \"\xD3\xD4\xCF\xC9\xD4\xC5, \xC1 \xD3\xCF\xD3\xD4\xCF\xC9\xD4\xC5\"", "KOI8-R", true},
        {"TITLE \"\xD3\xC5\xD7\xC5\xD2\xCE\xD9\xCA \xD7\xC5\xD4\xC5\xD2 \xCE\xC1\xC4 \xD7\xCF\xCC\xCE\xC1\xCD\xC9\"",
         "KOI8-R", false}, /* and other letters */
    };
    (void)state;
    check(rows, sizeof rows / sizeof rows[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(western_letters_with_bytes_that_no_western_letter_has_are_weak),
        cmocka_unit_test(texts_of_other_scripts_are_reported_by_their_common_characters),
        cmocka_unit_test(too_little_text_is_a_weak_guess_at_nothing),
        cmocka_unit_test(western_letters_are_none_of_the_candidates),
        cmocka_unit_test(the_candidates_can_be_asked_for),
        cmocka_unit_test(a_text_that_another_candidate_reads_almost_as_well_is_weak),
    };
    return cmocka_run_group_tests_name("format/guess", tests, NULL, NULL);
}
