/* The TOC's lexer: bytes into tokens with their places, escapes, and names of audio files. */
#include "unit/format/toc.h"

static rbk_toc_token token_of(const char *text)
{
    rbk_toc_lexer lexer;
    rbk_toc_lexer_init(&lexer, text, strlen(text));
    return rbk_toc_lexer_next(&lexer);
}

static void assert_token(rbk_toc_lexer *lexer, rbk_toc_kind kind, const char *text, uint32_t line, uint32_t column)
{
    rbk_toc_token token = rbk_toc_lexer_next(lexer);
    assert_int_equal(token.kind, kind);
    assert_int_equal(token.size, strlen(text));
    assert_memory_equal(token.text, text, token.size);
    assert_int_equal(token.line, line);
    assert_int_equal(token.column, column);
}

static void tokens_have_their_kind_and_place(void **state)
{
    static const char text[] = "CD_DA // \"no\"\r\n\tFILE \"a b\" #12\r 0:1{},X9_\n\"open\n";
    rbk_toc_lexer lexer;
    (void)state;
    rbk_toc_lexer_init(&lexer, text, strlen(text));
    assert_token(&lexer, RBK_TOC_WORD, "CD_DA", 1, 1);
    assert_token(&lexer, RBK_TOC_WORD, "FILE", 2, 2);
    assert_token(&lexer, RBK_TOC_STRING, "a b", 2, 7);
    assert_token(&lexer, RBK_TOC_MARK, "#", 2, 13);
    assert_token(&lexer, RBK_TOC_NUMBER, "12", 2, 14);
    assert_token(&lexer, RBK_TOC_NUMBER, "0", 3, 2);
    assert_token(&lexer, RBK_TOC_MARK, ":", 3, 3);
    assert_token(&lexer, RBK_TOC_NUMBER, "1", 3, 4);
    assert_token(&lexer, RBK_TOC_MARK, "{", 3, 5);
    assert_token(&lexer, RBK_TOC_MARK, "}", 3, 6);
    assert_token(&lexer, RBK_TOC_MARK, ",", 3, 7);
    assert_token(&lexer, RBK_TOC_WORD, "X9_", 3, 8);
    assert_token(&lexer, RBK_TOC_UNFINISHED, "open", 4, 1);
    assert_token(&lexer, RBK_TOC_END, "", 5, 1);
    assert_token(&lexer, RBK_TOC_END, "", 5, 1);
}

static void lines_that_begin_with_rem_are_comments(void **state)
{
    static const char text[] = "REM CD_DA \"no\r\nCD_DA\n \trem\nREMARK FILE REM \"REM\"\nREM";
    rbk_toc_lexer lexer;
    (void)state;
    rbk_toc_lexer_init(&lexer, text, strlen(text));
    assert_token(&lexer, RBK_TOC_WORD, "CD_DA", 2, 1);
    assert_token(&lexer, RBK_TOC_WORD, "REMARK", 4, 1);
    assert_token(&lexer, RBK_TOC_WORD, "FILE", 4, 8);
    assert_token(&lexer, RBK_TOC_WORD, "REM", 4, 13);
    assert_token(&lexer, RBK_TOC_STRING, "REM", 4, 17);
    assert_token(&lexer, RBK_TOC_END, "", 5, 4);
    assert_int_equal(lexer.remark_count, 3);
    assert_int_equal(lexer.remark_line, 1);
}

static void a_number_ends_where_letters_begin(void **state)
{
    rbk_toc_lexer lexer;
    (void)state;
    rbk_toc_lexer_init(&lexer, "12AB/-", 6);
    assert_token(&lexer, RBK_TOC_NUMBER, "12", 1, 1);
    assert_token(&lexer, RBK_TOC_WORD, "AB", 1, 3);
    assert_token(&lexer, RBK_TOC_MARK, "/", 1, 5);
    assert_token(&lexer, RBK_TOC_MARK, "-", 1, 6);
    assert_token(&lexer, RBK_TOC_END, "", 1, 7);
}

static void escapes_are_undone_and_other_back_slashes_stay(void **state)
{
    static const struct {
        const char *token;
        const char *text;
    } rows[] = {
        {"\"a\\\"b\"", "a\"b"},
        {"\"a\\\\b\"", "a\\b"},
        {"\"\\101\\377\"", "A\xFF"},
        {"\"\\400\\8\"", "\\400\\8"},
        {"\"C:\\Music\"", "C:\\Music"},
        {"\"\\12\"", "\\12"},
        {"\"\\\\101\"", "\\101"},
        {"\"\"", ""},
        {"\"//\"", "//"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char out[64];
        rbk_toc_token token = token_of(rows[i].token);
        assert_int_equal(token.kind, RBK_TOC_STRING);
        size_t size = rbk_toc_token_unescape(&token, out);
        assert_int_equal(size, strlen(rows[i].text));
        assert_memory_equal(out, rows[i].text, size);
    }
}

static void a_string_ends_with_its_line_at_the_latest(void **state)
{
    (void)state;
    assert_int_equal(token_of("\"a\\\"").kind, RBK_TOC_UNFINISHED);
    assert_int_equal(token_of("\"a\\\n\"").kind, RBK_TOC_UNFINISHED);
    assert_int_equal(token_of("\"a\\\n\"").size, 2);
    assert_int_equal(token_of("\"").kind, RBK_TOC_UNFINISHED);
    assert_int_equal(token_of("\"\\").kind, RBK_TOC_UNFINISHED);
}

static void words_are_reported_in_any_case_and_strings_are_no_words(void **state)
{
    rbk_toc_token word = token_of("Track"), string = token_of("\"TRACK\""), mark = token_of("{");
    (void)state;
    assert_true(rbk_toc_token_is(&word, "TRACK"));
    assert_false(rbk_toc_token_is(&word, "TRACKS"));
    assert_false(rbk_toc_token_is(&string, "TRACK"));
    assert_true(rbk_toc_token_is_mark(&mark, '{'));
    assert_false(rbk_toc_token_is_mark(&mark, '}'));
    assert_false(rbk_toc_token_is_mark(&word, 'T'));
}

static void numbers_have_at_most_12_digits(void **state)
{
    int64_t number = -1;
    rbk_toc_token longest = token_of("999999999999"), longer = token_of("0000000000001"), word = token_of("A1");
    (void)state;
    assert_true(rbk_toc_token_number(&longest, &number));
    assert_true(number == 999999999999);
    assert_false(rbk_toc_token_number(&longer, &number));
    assert_false(rbk_toc_token_number(&word, &number));
}

static void tokens_are_shown_in_quotes_and_cut(void **state)
{
    char shown[RBK_TOC_SHOWN_BYTES];
    rbk_toc_token end = token_of(""), empty = token_of("\"\""), mark = token_of("\x01"), string = token_of("\"a b\"");
    rbk_toc_token longest = token_of("\"0123456789012345678901234567890123456789012345\"");
    (void)state;
    assert_string_equal(rbk_toc_token_shown(&end, shown), "the end of the file");
    assert_string_equal(rbk_toc_token_shown(&empty, shown), "an empty string");
    assert_string_equal(rbk_toc_token_shown(&mark, shown), "'?'");
    assert_string_equal(rbk_toc_token_shown(&string, shown), "the string 'a b'");
    assert_string_equal(rbk_toc_token_shown(&longest, shown),
                        "the string '0123456789012345678901234567890123456789...'");
}

static void names_of_audio_are_known_by_their_ending_in_any_case(void **state)
{
    (void)state;
    assert_true(rbk_toc_name_is_audio("a.wav"));
    assert_true(rbk_toc_name_is_audio("folder.x/a.FLAC"));
    assert_true(rbk_toc_name_is_audio("a.b.Mp3"));
    assert_false(rbk_toc_name_is_audio("a.bin"));
    assert_false(rbk_toc_name_is_audio("a.wav.raw"));
    assert_false(rbk_toc_name_is_audio("wav"));
    assert_false(rbk_toc_name_is_audio(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_have_their_kind_and_place),
        cmocka_unit_test(lines_that_begin_with_rem_are_comments),
        cmocka_unit_test(a_number_ends_where_letters_begin),
        cmocka_unit_test(escapes_are_undone_and_other_back_slashes_stay),
        cmocka_unit_test(a_string_ends_with_its_line_at_the_latest),
        cmocka_unit_test(words_are_reported_in_any_case_and_strings_are_no_words),
        cmocka_unit_test(numbers_have_at_most_12_digits),
        cmocka_unit_test(tokens_are_shown_in_quotes_and_cut),
        cmocka_unit_test(names_of_audio_are_known_by_their_ending_in_any_case),
    };
    return cmocka_run_group_tests_name("format/toc_lexer", tests, NULL, NULL);
}
