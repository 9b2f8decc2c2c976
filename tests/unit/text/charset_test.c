/* Texts in character sets: characters that do not fit, and invalid bytes. */
#include "text/charset.h"
#include "unit/text/example.h"

static void a_character_is_reported_once_for_each_text(void **state)
{
    static const rbk_charset latin = {.set = RBK_CDTEXT_8859_1};
    rbk_charset_place place = {"x", 4, 2, RBK_CDTEXT_CODE, 5};
    rbk_findings *findings = rbk_findings_new();
    rbk_bytes bytes = {NULL, 0};
    size_t unencodable = 0;
    (void)state;
    assert_int_equal(rbk_charset_encode(&latin, "жaжж", false, &place, &bytes, &unencodable, findings, NULL), RBK_OK);
    assert_int_equal(unencodable, 3);
    assert_int_equal(bytes.size, 4);
    assert_memory_equal(bytes.data, "?a??", 4);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(text_at(findings, 0), "block 2: isrc of track 5: 'ж' (U+0436) is not in ISO 8859-1");
    assert_int_equal(rbk_findings_at(findings, 0)->line, 4);
    rbk_bytes_release(&bytes);
    rbk_findings_free(findings);
}

/* Each sign becomes three characters, more than there is room for at first. */
static void replacements_may_be_longer_than_the_text(void **state)
{
    static const rbk_charset latin = {.set = RBK_CDTEXT_8859_1};
    rbk_charset_place place = {"x", 0, 0, RBK_CDTEXT_TITLE, 1};
    char signs[3 * 200 + 1] = "", dots[3 * 200 + 1] = "";
    rbk_bytes bytes = {NULL, 0};
    size_t unencodable = 0;
    (void)state;
    for (int i = 0; i < 200; i++) {
        strcat(signs, "\xE2\x80\xA6");
        strcat(dots, "...");
    }
    assert_int_equal(rbk_charset_encode(&latin, signs, false, &place, &bytes, &unencodable, NULL, NULL), RBK_OK);
    assert_int_equal(unencodable, 0);
    assert_int_equal(bytes.size, 600);
    assert_memory_equal(bytes.data, dots, 600);
    rbk_bytes_release(&bytes);
}

static void more_characters_than_are_listed_are_counted(void **state)
{
    static const rbk_charset ascii = {.set = RBK_CDTEXT_ASCII};
    rbk_charset_place place = {"x", 0, 0, RBK_CDTEXT_TITLE, 1};
    rbk_findings *findings = rbk_findings_new();
    rbk_bytes bytes = {NULL, 0};
    size_t unencodable = 0;
    char text[3 * 300 + 1];
    (void)state;
    for (int i = 0; i < 300; i++) /* U+4E00 and on */
        snprintf(text + 3 * i, 4, "\xE4%c%c", 0xB8 + i / 64, 0x80 + i % 64);
    assert_int_equal(rbk_charset_encode(&ascii, text, false, &place, &bytes, &unencodable, findings, NULL), RBK_OK);
    assert_int_equal(unencodable, 300);
    assert_non_null(strstr(text_at(findings, 0), " and 292 more are not in ASCII"));
    rbk_bytes_release(&bytes);
    rbk_findings_free(findings);
}

static void bytes_become_utf_8_and_strangers_are_counted(void **state)
{
    static const rbk_charset latin = {.set = RBK_CDTEXT_8859_1}, ascii = {.set = RBK_CDTEXT_ASCII};
    rbk_charset jis;
    char *text = NULL;
    size_t bad = 0;
    (void)state;
    assert_int_equal(rbk_charset_decode(&latin, (const uint8_t *)"Caf\xE9", 4, &text, &bad, NULL), RBK_OK);
    assert_string_equal(text, "Café");
    assert_int_equal(bad, 0);
    free(text);
    assert_int_equal(rbk_charset_decode(&latin, (const uint8_t *)"a\x92\x00z", 4, &text, &bad, NULL), RBK_OK);
    assert_string_equal(text, "a\xE2\x80\x99\xEF\xBF\xBDz"); /* as Windows-1252 */
    assert_int_equal(bad, 2);
    free(text);
    bad = 0;
    assert_int_equal(rbk_charset_decode(&ascii, (const uint8_t *)"\xE9", 1, &text, &bad, NULL), RBK_OK);
    assert_int_equal(bad, 1);
    free(text);
    bad = 0;
    assert_int_equal(rbk_charset_open(RBK_CDTEXT_MS_JIS, &jis, NULL), RBK_OK);
    assert_int_equal(rbk_charset_decode(&jis,
                                        (const uint8_t *)"\x89\xB9"
                                                         "A\x81",
                                        4, &text, &bad, NULL),
                     RBK_OK);
    assert_string_equal(text, "音A\xEF\xBF\xBD");
    assert_int_equal(bad, 1);
    free(text);
    rbk_charset_close(&jis);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_character_is_reported_once_for_each_text),
        cmocka_unit_test(replacements_may_be_longer_than_the_text),
        cmocka_unit_test(more_characters_than_are_listed_are_counted),
        cmocka_unit_test(bytes_become_utf_8_and_strangers_are_counted),
    };
    return cmocka_run_group_tests_name("text/charset", tests, NULL, NULL);
}
