/* The sheet's lexer: lines, words, strings and their columns. */
#include "unit/format/sheet.h"

static rbk_cue_line line_of(const char *text)
{
    rbk_cue_lexer lexer = {.text = text, .size = strlen(text)};
    rbk_cue_line line;
    assert_true(rbk_cue_lexer_next(&lexer, &line));
    return line;
}

static void assert_word(rbk_cue_word word, const char *text, uint32_t column)
{
    assert_int_equal(word.size, strlen(text));
    assert_memory_equal(word.text, text, word.size);
    assert_int_equal(word.column, column);
}

static void lf_crlf_and_cr_each_end_one_line(void **state)
{
    rbk_cue_lexer lexer = {.text = "a\nb\r\nc\rd\r\n\re", .size = 12};
    const char *expected[] = {"a", "b", "c", "d", "", "e"};
    rbk_cue_line line;
    (void)state;
    for (uint32_t i = 0; i < 6; i++) {
        assert_true(rbk_cue_lexer_next(&lexer, &line));
        assert_int_equal(line.number, i + 1);
        assert_int_equal(line.size, strlen(expected[i]));
        assert_memory_equal(line.text, expected[i], line.size);
    }
    assert_false(rbk_cue_lexer_next(&lexer, &line));
    assert_true(lexer.lone_cr);
    assert_true(lexer.unfinished);
}

static void a_sheet_with_line_ends_throughout_is_finished(void **state)
{
    rbk_cue_lexer lexer = {.text = "a\r\nb\n", .size = 5};
    rbk_cue_line line;
    (void)state;
    while (rbk_cue_lexer_next(&lexer, &line))
        ;
    assert_int_equal(lexer.line, 2);
    assert_false(lexer.lone_cr);
    assert_false(lexer.unfinished);
}

static void words_have_the_columns_of_the_bytes_in_the_line(void **state)
{
    rbk_cue_line line = line_of("\t  INDEX \t 01  00:02:00 \t\n");
    (void)state;
    assert_word(rbk_cue_line_word(&line), "INDEX", 4);
    assert_word(rbk_cue_line_word(&line), "01", 12);
    assert_word(rbk_cue_line_rest(&line), "00:02:00", 16);
    assert_word(rbk_cue_line_word(&line), "00:02:00", 16);
    assert_word(rbk_cue_line_word(&line), "", 24);
}

static void quotes_reach_to_the_last_quote_of_the_line(void **state)
{
    rbk_cue_line line = line_of("\"Say \"Hi\" now\" more");
    rbk_cue_value value = rbk_cue_line_string(&line);
    (void)state;
    assert_word(value.word, "Say \"Hi\" now", 2);
    assert_true(value.quoted && value.inner_quotes && !value.unterminated);
    assert_word(rbk_cue_line_rest(&line), "more", 16);
}

static void an_open_quote_reaches_to_the_end(void **state)
{
    rbk_cue_line line = line_of("\"no end of it");
    rbk_cue_value value = rbk_cue_line_string(&line);
    (void)state;
    assert_word(value.word, "no end of it", 2);
    assert_true(value.unterminated);
    line = line_of("\"");
    value = rbk_cue_line_string(&line);
    assert_true(value.present && value.unterminated);
    assert_int_equal(value.word.size, 0);
}

static void bare_text_takes_the_rest_of_the_line(void **state)
{
    rbk_cue_line line = line_of("One  Two");
    rbk_cue_value value = rbk_cue_line_string(&line);
    (void)state;
    assert_word(value.word, "One  Two", 1);
    assert_true(value.bare_blanks && !value.quoted);
    line = line_of("One");
    assert_false(rbk_cue_line_string(&line).bare_blanks);
    line = line_of("   ");
    assert_false(rbk_cue_line_string(&line).present);
}

static void apostrophes_are_quotes_only_around_the_whole_text(void **state)
{
    const struct {
        const char *line, *text;
        bool quotes;
    } rows[] = {
        {"'One Two'", "One Two", true},
        {"'Til Dawn", "'Til Dawn", false},
        {"Rockin' Chair", "Rockin' Chair", false},
        {"'It's on'", "It's on", true},
        {"'", "'", false},
        {"''", "", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_cue_line line = line_of(rows[i].line);
        rbk_cue_value value = rbk_cue_line_string(&line);
        assert_word(value.word, rows[i].text, rows[i].quotes ? 2 : 1);
        assert_true(value.single_quotes == rows[i].quotes);
    }
}

static void a_file_name_leaves_its_type_word(void **state)
{
    const struct {
        const char *line, *name, *rest;
    } rows[] = {
        {"\"a b.wav\" WAVE", "a b.wav", "WAVE"},
        {"a.wav WAVE", "a.wav", "WAVE"},
        {"a b.wav  wave", "a b.wav", "wave"},
        {"a.wav APE", "a.wav", "APE"},
        {"a b.wav", "a b.wav", ""},
        {"a.wav", "a.wav", ""},
        {"\"a b.wav WAVE", "a b.wav", "WAVE"},
        {"\"a \"b\".wav\" WAVE", "a \"b\".wav", "WAVE"},
        {"'a b.wav' MP3", "a b.wav", "MP3"},
        {"'til.wav WAVE", "'til.wav", "WAVE"},
        {"\"a.wav\"", "a.wav", ""},
        {"WAVE", "WAVE", ""},
        {"\"a.wav\"WAVE", "a.wav", "WAVE"},
        {"\"dir\\\" WAVE", "dir\\", "WAVE"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_cue_line line = line_of(rows[i].line);
        rbk_cue_value value = rbk_cue_line_file_name(&line);
        rbk_cue_word rest = rbk_cue_line_rest(&line);
        assert_int_equal(value.word.size, strlen(rows[i].name));
        assert_memory_equal(value.word.text, rows[i].name, value.word.size);
        assert_int_equal(rest.size, strlen(rows[i].rest));
        assert_memory_equal(rest.text, rows[i].rest, rest.size);
    }
}

static void words_compare_in_any_case_and_in_full(void **state)
{
    (void)state;
    assert_true(rbk_cue_word_is((rbk_cue_word){"tRaCk", 5, 1}, "TRACK"));
    assert_false(rbk_cue_word_is((rbk_cue_word){"TRACKS", 6, 1}, "TRACK"));
    assert_false(rbk_cue_word_is((rbk_cue_word){"TRAC", 4, 1}, "TRACK"));
    assert_false(rbk_cue_word_is((rbk_cue_word){"", 0, 1}, "TRACK"));
}

static void numbers_are_up_to_nine_digits(void **state)
{
    uint32_t number = 7;
    (void)state;
    assert_true(rbk_cue_word_number((rbk_cue_word){"007", 3, 1}, &number));
    assert_int_equal(number, 7);
    assert_true(rbk_cue_word_number((rbk_cue_word){"999999999", 9, 1}, &number));
    assert_int_equal(number, 999999999);
    assert_false(rbk_cue_word_number((rbk_cue_word){"1000000000", 10, 1}, &number));
    assert_false(rbk_cue_word_number((rbk_cue_word){"-1", 2, 1}, &number));
    assert_false(rbk_cue_word_number((rbk_cue_word){"1a", 2, 1}, &number));
    assert_false(rbk_cue_word_number((rbk_cue_word){"", 0, 1}, &number));
}

static void messages_show_forty_printable_bytes(void **state)
{
    char shown[RBK_CUE_SHOWN_BYTES];
    (void)state;
    assert_string_equal(rbk_cue_word_shown((rbk_cue_word){"abc", 3, 1}, shown), "'abc'");
    assert_string_equal(rbk_cue_word_shown((rbk_cue_word){"", 0, 1}, shown), "the end of the line");
    assert_string_equal(rbk_cue_word_shown((rbk_cue_word){"a\x01\xC3\xA9", 4, 1}, shown), "'a?"
                                                                                          "?"
                                                                                          "?'");
    assert_string_equal(rbk_cue_word_shown((rbk_cue_word){"0123456789012345678901234567890123456789X", 41, 1}, shown),
                        "'0123456789012345678901234567890123456789...'");
}

static void file_types_are_known_by_their_words(void **state)
{
    const char *audio[] = {"WAVE", "wave", "AIFF", "MP3", "FLAC", "Ogg"};
    rbk_file_type type;
    (void)state;
    for (size_t i = 0; i < sizeof audio / sizeof audio[0]; i++) {
        assert_true(rbk_cue_file_type((rbk_cue_word){audio[i], strlen(audio[i]), 1}, &type));
        assert_int_equal(type, RBK_FILE_AUDIO);
    }
    assert_true(rbk_cue_file_type((rbk_cue_word){"BINARY", 6, 1}, &type));
    assert_int_equal(type, RBK_FILE_BINARY);
    assert_true(rbk_cue_file_type((rbk_cue_word){"MOTOROLA", 8, 1}, &type));
    assert_int_equal(type, RBK_FILE_MOTOROLA);
    assert_false(rbk_cue_file_type((rbk_cue_word){"APE", 3, 1}, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lf_crlf_and_cr_each_end_one_line),
        cmocka_unit_test(a_sheet_with_line_ends_throughout_is_finished),
        cmocka_unit_test(words_have_the_columns_of_the_bytes_in_the_line),
        cmocka_unit_test(quotes_reach_to_the_last_quote_of_the_line),
        cmocka_unit_test(an_open_quote_reaches_to_the_end),
        cmocka_unit_test(bare_text_takes_the_rest_of_the_line),
        cmocka_unit_test(apostrophes_are_quotes_only_around_the_whole_text),
        cmocka_unit_test(a_file_name_leaves_its_type_word),
        cmocka_unit_test(words_compare_in_any_case_and_in_full),
        cmocka_unit_test(numbers_are_up_to_nine_digits),
        cmocka_unit_test(messages_show_forty_printable_bytes),
        cmocka_unit_test(file_types_are_known_by_their_words),
    };
    return cmocka_run_group_tests_name("format/cue_lexer", tests, NULL, NULL);
}
