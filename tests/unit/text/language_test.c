/* Names of codes, samples of the fact sheet's tables. */
#include "text/names.h"
#include "unit/text/example.h"

static void languages_have_names_and_are_found_by_them(void **state)
{
    static const struct {
        uint8_t code;
        const char *name;
    } rows[] = {{0x00, "Unknown"},      {0x01, "Albanian"},    {0x09, "English"},  {0x2B, "Wallon"}, {0x45, "Zulu"},
                {0x50, "Sranan Tongo"}, {0x54, "Serbo-Croat"}, {0x69, "Japanese"}, {0x7F, "Amharic"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t code = 0xEE;
        assert_string_equal(rbk_cdtext_language_name(rows[i].code), rows[i].name);
        assert_true(rbk_cdtext_language_parse(rows[i].name, &code));
        assert_int_equal(code, rows[i].code);
    }
    assert_null(rbk_cdtext_language_name(0x2C));
    assert_null(rbk_cdtext_language_name(0x44));
    assert_null(rbk_cdtext_language_name(0x80));
    int named = 0;
    for (int code = 0; code < 256; code++)
        named += rbk_cdtext_language_name((uint8_t)code) != NULL;
    assert_int_equal(named, 0x2C + 0x80 - 0x45);
}

static void codes_are_read_as_hexadecimal_too(void **state)
{
    uint8_t code = 0;
    int genre = 0;
    (void)state;
    assert_true(rbk_cdtext_language_parse("0x69", &code));
    assert_int_equal(code, 0x69);
    assert_true(rbk_cdtext_language_parse("ENGLISH", &code));
    assert_int_equal(code, 0x09);
    static const char *const bad[] = {"", "0x", "0x100", "0xG", "9", "Engl", "English "};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(rbk_cdtext_language_parse(bad[i], &code));
    assert_int_equal(code, 0x09);
    assert_true(rbk_cdtext_genre_parse("0xFFFF", &genre));
    assert_int_equal(genre, 0xFFFF);
    assert_false(rbk_cdtext_genre_parse("0x10000", &genre));
    assert_int_equal(rbk_hex_parse("0x7F", 0x7F), 0x7F);
    assert_int_equal(rbk_hex_parse("0x80", 0x7F), -1);
}

static void genres_have_names_and_are_found_by_them(void **state)
{
    int code = 0;
    (void)state;
    assert_string_equal(rbk_cdtext_genre_name(0x00), "Not used");
    assert_string_equal(rbk_cdtext_genre_name(0x17), "Rock Music");
    assert_string_equal(rbk_cdtext_genre_name(0x1B), "World Music");
    assert_null(rbk_cdtext_genre_name(0x1C));
    assert_null(rbk_cdtext_genre_name(RBK_CDTEXT_NO_GENRE));
    assert_true(rbk_cdtext_genre_parse("rhythm & blues", &code));
    assert_int_equal(code, 0x18);
    assert_false(rbk_cdtext_genre_parse("Noise", &code));
}

static void character_sets_are_known_by_several_names(void **state)
{
    rbk_cdtext_charset set = RBK_CDTEXT_KOREAN;
    (void)state;
    assert_true(rbk_cdtext_charset_parse("iso-8859-1", &set));
    assert_int_equal(set, RBK_CDTEXT_8859_1);
    assert_true(rbk_cdtext_charset_parse("ms-jis", &set));
    assert_int_equal(set, RBK_CDTEXT_MS_JIS);
    assert_false(rbk_cdtext_charset_parse("UTF-8", &set));
    assert_string_equal(rbk_cdtext_charset_name(0x01), "ASCII");
    assert_null(rbk_cdtext_charset_name(0x02));
}

static void character_sets_have_names_and_nothing_is_found_without_one(void **state)
{
    uint8_t language = 7;
    int genre = 7;
    (void)state;
    assert_string_equal(rbk_cdtext_charset_name(RBK_CDTEXT_KOREAN), "Korean");
    assert_string_equal(rbk_cdtext_charset_name(RBK_CDTEXT_MANDARIN), "Mandarin");
    assert_null(rbk_cdtext_charset_name((rbk_cdtext_charset)0x7F));
    assert_false(rbk_cdtext_language_parse(NULL, &language) || rbk_cdtext_language_parse("English", NULL));
    assert_false(rbk_cdtext_genre_parse(NULL, &genre) || rbk_cdtext_genre_parse("Rock Music", NULL));
    assert_int_equal(language, 7);
    assert_int_equal(genre, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_have_names_and_are_found_by_them),
        cmocka_unit_test(codes_are_read_as_hexadecimal_too),
        cmocka_unit_test(genres_have_names_and_are_found_by_them),
        cmocka_unit_test(character_sets_are_known_by_several_names),
        cmocka_unit_test(character_sets_have_names_and_nothing_is_found_without_one),
    };
    return cmocka_run_group_tests_name("text/language", tests, NULL, NULL);
}
