/* Texts in one more language: which block they are read from, and which one they become. */
#include <redbook/cdtext.h>

#include "unit/scratch.h"

static rbk_cdtext *to, *from;
static rbk_findings *findings;
static rbk_error error;

static rbk_cdtext_block *add_block(rbk_cdtext *cdtext, uint32_t number, uint8_t language, rbk_cdtext_charset charset,
                                   uint32_t tracks, const char *title)
{
    rbk_cdtext_block *block;
    assert_int_equal(rbk_cdtext_add_block(cdtext, number, language, charset, 1, tracks, &block, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, title, NULL), RBK_OK);
    return block;
}

static rbk_status add(uint8_t language)
{
    return rbk_cdtext_add_language(to, from, language, "texts", findings, &error);
}

static void the_only_block_is_added_whatever_language_it_states(void **state)
{
    (void)state;
    add_block(to, 0, 0x09, RBK_CDTEXT_8859_1, 3, "Night")->copyright = 3;
    add_block(from, 0, 0x09, RBK_CDTEXT_ASCII, 9, "Nacht")->genre = 0x17;
    assert_int_equal(add(0x08), RBK_OK);
    const rbk_cdtext_block *block = to->blocks[1];
    assert_non_null(block);
    assert_int_equal(block->language, 0x08);
    assert_int_equal(block->charset, RBK_CDTEXT_ASCII);
    assert_int_equal(block->last_track, 3);
    assert_int_equal(block->copyright, 3);
    assert_int_equal(block->genre, 0x17);
    assert_string_equal(block->text[RBK_CDTEXT_TITLE][0], "Nacht");
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void of_several_blocks_the_one_in_the_language_is_added(void **state)
{
    (void)state;
    add_block(to, 0, 0x09, RBK_CDTEXT_8859_1, 1, "Night");
    add_block(to, 2, 0x0F, RBK_CDTEXT_8859_1, 1, "Nuit");
    add_block(from, 0, 0x09, RBK_CDTEXT_8859_1, 1, "Night");
    add_block(from, 1, 0x69, RBK_CDTEXT_8859_1, 1, "Yoru");
    assert_int_equal(add(0x08), RBK_INVALID_ARGUMENT);
    assert_int_equal(add(0x0F), RBK_INVALID_ARGUMENT);
    assert_int_equal(add(0x69), RBK_OK);
    assert_string_equal(to->blocks[1]->text[RBK_CDTEXT_TITLE][0], "Yoru"); /* the first number that was free */
    assert_int_equal(to->blocks[1]->charset, RBK_CDTEXT_MS_JIS);
    assert_int_equal(add(0x69), RBK_INVALID_ARGUMENT);
    add_block(from, 2, 0x30, RBK_CDTEXT_8859_1, 1, "Unknown"); /* no language has this code */
    add_block(to, 3, 0x30, RBK_CDTEXT_8859_1, 1, "Unknown");
    rbk_error_init(&error);
    assert_int_equal(add(0x30), RBK_INVALID_ARGUMENT);
    assert_non_null(strstr(error.sentence, "language 0x30"));
}

static void codes_are_those_of_the_first_block(void **state)
{
    (void)state;
    rbk_cdtext_block *first = add_block(to, 0, 0x09, RBK_CDTEXT_8859_1, 2, "Night");
    rbk_cdtext_block *other = add_block(from, 0, 0x09, RBK_CDTEXT_8859_1, 2, "Nacht");
    rbk_cdtext_set(first, RBK_CDTEXT_CODE, 1, "DEA452400001", NULL);
    rbk_cdtext_set(other, RBK_CDTEXT_CODE, 1, "DEA452400001", NULL);
    rbk_cdtext_set(other, RBK_CDTEXT_CODE, 2, "DEA452400002", NULL);
    assert_int_equal(add(0x08), RBK_OK);
    assert_null(to->blocks[1]->text[RBK_CDTEXT_CODE][1]);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "cdtext.code-differs");
    assert_int_equal(rbk_findings_at(findings, 0)->track, 2);
}

static void eight_languages_are_all(void **state)
{
    (void)state;
    add_block(from, 0, 0x09, RBK_CDTEXT_8859_1, 1, "Text");
    assert_int_equal(add(0x08), RBK_INVALID_ARGUMENT); /* nothing to be added to */
    for (uint8_t number = 0; number < 8; number++)
        add_block(to, number, (uint8_t)(0x10 + number), RBK_CDTEXT_8859_1, 1, "Text");
    assert_int_equal(add(0x08), RBK_INVALID_ARGUMENT);
}

static void languages_have_codes_of_two_letters(void **state)
{
    static const struct {
        const char *name;
        uint8_t code;
    } rows[] = {{"ja", 0x69}, {"DE", 0x08},       {"en", 0x09},  {"am", 0x7F},
                {"sq", 0x01}, {"Japanese", 0x69}, {"0x69", 0x69}};
    uint8_t code;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(rbk_cdtext_language_parse(rows[i].name, &code));
        assert_int_equal(code, rows[i].code);
    }
    assert_false(rbk_cdtext_language_parse("xx", &code));
    assert_false(rbk_cdtext_language_parse("", &code));
}

static int setup(void **state)
{
    (void)state;
    to = rbk_cdtext_new();
    from = rbk_cdtext_new();
    findings = rbk_findings_new();
    rbk_error_init(&error);
    return to && from && findings ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    rbk_cdtext_free(to);
    rbk_cdtext_free(from);
    rbk_findings_free(findings);
    return 0;
}

#define test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(the_only_block_is_added_whatever_language_it_states),
        test(of_several_blocks_the_one_in_the_language_is_added),
        test(codes_are_those_of_the_first_block),
        test(eight_languages_are_all),
        test(languages_have_codes_of_two_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
