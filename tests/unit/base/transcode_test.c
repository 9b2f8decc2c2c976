/* Conversion with iconv: characters and whole texts, in both directions. */
#include "base/transcode.h"

#include "unit/scratch.h"

static rbk_transcoder *opened(const char *name)
{
    const char *const names[] = {"no-such-table", name, NULL};
    rbk_transcoder *transcoder = NULL;
    assert_int_equal(rbk_transcoder_open(names, &transcoder, NULL), RBK_OK);
    return transcoder;
}

static void the_first_name_with_a_table_is_taken(void **state)
{
    const char *const names[] = {"no-such-table", "nor-this", NULL};
    rbk_transcoder *untouched = NULL;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_transcoder_open(names, &untouched, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "the iconv library of this machine does not support 'no-such-table'");
    assert_null(untouched);
    rbk_transcoder_close(NULL);
    assert_true(rbk_transcoder_knows("BIG5"));
    assert_false(rbk_transcoder_knows("no-such-table"));
    assert_false(rbk_transcoder_knows(NULL));
}

static void names_that_mean_what_the_locale_says_are_none(void **state)
{
    static const char *const names[] = {"", "char", "CHAR", "wchar_t", "UTF-8//TRANSLIT", "BIG5,KOI8-R"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_false(rbk_transcoder_knows(names[i]));
}

static void characters_go_there_and_back(void **state)
{
    rbk_transcoder *transcoder = opened("BIG5");
    uint8_t bytes[RBK_TRANSCODER_BYTES];
    uint32_t point = 0;
    (void)state;
    assert_int_equal(rbk_transcoder_encode(transcoder, 0x529F, bytes), 2);
    assert_memory_equal(bytes, "\xA5\x5C", 2);
    assert_true(rbk_transcoder_decode(transcoder, bytes, 2, &point));
    assert_int_equal(point, 0x529F);
    assert_int_equal(rbk_transcoder_encode(transcoder, 0x1F600, bytes), 0);
    assert_false(rbk_transcoder_decode(transcoder, bytes, 1, &point));                 /* half a character */
    assert_false(rbk_transcoder_decode(transcoder, (const uint8_t *)"ab", 2, &point)); /* two */
    assert_false(rbk_transcoder_decode(transcoder, (const uint8_t *)"123456789", 9, &point));
    rbk_transcoder_close(transcoder);
}

static void what_is_no_character_is_replaced_and_counted(void **state)
{
    static const struct {
        const char *name;
        const char *bytes;
        const char *utf8;
        size_t strangers;
    } rows[] = {
        {"BIG5", "", "", 0},
        {"BIG5", "\xA5\x5C!", "\xE5\x8A\x9F!", 0},
        {"BIG5", "\xA5\x5C\xA5", "\xE5\x8A\x9F\xEF\xBF\xBD", 1},
        {"EUC-KR", "\xFF\xFF \xBB\xE7", "\xEF\xBF\xBD\xEF\xBF\xBD \xEC\x82\xAC", 2},
        {"KOI8-R", "\xEE\xCF", "\xD0\x9D\xD0\xBE", 0},
        {"CP1258", "ABC", "ABC", 0}, /* where letters wait for marks */
        {"CP1258",
         "ABC\x8A"
         "D",
         "ABC\xEF\xBF\xBD"
         "D",
         1},
        {"ISO-2022-JP",
         "\x1B$B0!\xFF"
         "0!",
         "\xE4\xBA\x9C\xEF\xBF\xBD\xE4\xBA\x9C", 1}, /* the state stays */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_transcoder *transcoder = opened(rows[i].name);
        rbk_bytes utf8 = {0};
        size_t strangers = 0;
        assert_int_equal(rbk_transcoder_decode_text(transcoder, (const uint8_t *)rows[i].bytes, strlen(rows[i].bytes),
                                                    &utf8, &strangers, NULL),
                         RBK_OK);
        assert_string_equal((const char *)utf8.data, rows[i].utf8);
        assert_int_equal(utf8.size, strlen(rows[i].utf8));
        assert_int_equal(strangers, rows[i].strangers);
        rbk_bytes_release(&utf8);
        rbk_transcoder_close(transcoder);
    }
}

/* Each byte becomes three, with damage in every line. */
static void long_texts_grow_as_they_must(void **state)
{
    rbk_transcoder *transcoder = opened("EUC-KR");
    static uint8_t bytes[100000];
    rbk_bytes utf8 = {0};
    size_t strangers = 0;
    (void)state;
    memset(bytes, 0xFF, sizeof bytes);
    assert_int_equal(rbk_transcoder_decode_text(transcoder, bytes, sizeof bytes, &utf8, &strangers, NULL), RBK_OK);
    assert_int_equal(strangers, sizeof bytes);
    assert_int_equal(utf8.size, 3 * sizeof bytes);
    rbk_bytes_release(&utf8);
    rbk_transcoder_close(transcoder);
}

/* Two bytes become three: what does not fit goes on where it stopped. */
static void a_text_that_becomes_longer_is_decoded_whole(void **state)
{
    rbk_transcoder *transcoder = opened("EUC-KR");
    static uint8_t bytes[100000];
    rbk_bytes utf8 = {0};
    size_t strangers = 0;
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = i % 2 ? 0xA1 : 0xB0;
    assert_int_equal(rbk_transcoder_decode_text(transcoder, bytes, sizeof bytes, &utf8, &strangers, NULL), RBK_OK);
    assert_int_equal(strangers, 0);
    assert_int_equal(utf8.size, sizeof bytes / 2 * 3);
    for (size_t i = 0; i < utf8.size; i += 3)
        assert_memory_equal(utf8.data + i, "\xEA\xB0\x80", 3);
    rbk_bytes_release(&utf8);
    rbk_transcoder_close(transcoder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_name_with_a_table_is_taken),
        cmocka_unit_test(names_that_mean_what_the_locale_says_are_none),
        cmocka_unit_test(characters_go_there_and_back),
        cmocka_unit_test(what_is_no_character_is_replaced_and_counted),
        cmocka_unit_test(long_texts_grow_as_they_must),
        cmocka_unit_test(a_text_that_becomes_longer_is_decoded_whole),
    };
    return cmocka_run_group_tests_name("base/transcode", tests, NULL, NULL);
}
