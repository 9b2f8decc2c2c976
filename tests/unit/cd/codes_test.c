/* ISRC and MCN; examples from the fact sheet on the standard. */
#include <redbook/codes.h>

#include "unit/scratch.h"

static void isrcs_are_read_as_people_write_them(void **state)
{
    char isrc[RBK_ISRC_BYTES];
    const char *forms[] = {"USRC17607839", "US-RC1-76-07839", "us rc1 76 07839", "ISRC USRC17607839"};
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        memset(isrc, 0, sizeof isrc);
        assert_int_equal(rbk_isrc_parse(forms[i], isrc, NULL), RBK_OK);
        assert_string_equal(isrc, "USRC17607839");
    }
}

static void a_bad_isrc_is_reported_with_its_first_wrong_character(void **state)
{
    char isrc[RBK_ISRC_BYTES] = "unchanged";
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_isrc_parse("1SRC17607839", isrc, &error), RBK_BAD_ISRC);
    assert_string_equal(error.sentence, "expected a letter at character 1 of ISRC '1SRC17607839', found '1'");
    assert_int_equal(rbk_isrc_parse("USRC1760783X", isrc, &error), RBK_BAD_ISRC);
    assert_string_equal(error.sentence, "expected a digit at character 12 of ISRC 'USRC1760783X', found 'X'");
    assert_int_equal(rbk_isrc_parse("US_C17607839", isrc, &error), RBK_BAD_ISRC);
    assert_int_equal(rbk_isrc_parse("USRC1760783", isrc, &error), RBK_BAD_ISRC);
    assert_string_equal(error.sentence, "expected 12 characters in ISRC 'USRC1760783', found 11");
    assert_int_equal(rbk_isrc_parse("", isrc, NULL), RBK_BAD_ISRC);
    assert_string_equal(isrc, "unchanged");
}

static void check_digits_are_those_of_the_examples(void **state)
{
    (void)state;
    assert_int_equal(rbk_mcn_check_digit("400638133393"), '1');
    assert_int_equal(rbk_mcn_check_digit("003600029145"), '2');
    assert_int_equal(rbk_mcn_check_digit("000000000000"), '0');
}

static void mcns_are_read_with_dashes_and_upcs_gain_a_zero(void **state)
{
    char mcn[RBK_MCN_BYTES];
    (void)state;
    assert_int_equal(rbk_mcn_parse("4006381333931", mcn, NULL), RBK_OK);
    assert_string_equal(mcn, "4006381333931");
    assert_int_equal(rbk_mcn_parse("036000291452", mcn, NULL), RBK_OK);
    assert_string_equal(mcn, "0036000291452");
    assert_int_equal(rbk_mcn_parse("400-638133-3931", mcn, NULL), RBK_OK);
    assert_string_equal(mcn, "4006381333931");
}

static void a_bad_mcn_is_reported_with_the_digit_expected(void **state)
{
    char mcn[RBK_MCN_BYTES] = "unchanged";
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_mcn_parse("4006381333932", mcn, &error), RBK_BAD_MCN);
    assert_string_equal(error.sentence, "expected check digit 1 at the end of MCN '4006381333932', found 2");
    assert_int_equal(rbk_mcn_parse("40063813339C1", mcn, &error), RBK_BAD_MCN);
    assert_string_equal(error.sentence, "expected only digits in MCN '40063813339C1', found 'C'");
    assert_int_equal(rbk_mcn_parse("ABC", mcn, &error), RBK_BAD_MCN); /* has no digits to count */
    assert_string_equal(error.sentence, "expected only digits in MCN 'ABC', found 'A'");
    assert_int_equal(rbk_mcn_parse("400-\xD9\xA3\xD9\xA4", mcn, &error), RBK_BAD_MCN);
    assert_string_equal(error.sentence, "expected only digits in MCN '400-\xD9\xA3\xD9\xA4', found '\xD9\xA3'");
    assert_int_equal(rbk_mcn_parse("123", mcn, &error), RBK_BAD_MCN);
    assert_string_equal(error.sentence, "expected 13 digits (or the 12 of a UPC) in MCN '123', found 3");
    assert_int_equal(rbk_mcn_parse("12345678901234567890123456789012345678901234567890", mcn, NULL), RBK_BAD_MCN);
    assert_string_equal(mcn, "unchanged");
}

/* What a disc can store, valid or not. */
static void codes_that_fit_are_kept_as_they_are(void **state)
{
    static const struct {
        const char *text, *kept; /* NULL: nothing is */
    } isrcs[] = {{"USRC17607839", "USRC17607839"},
                 {"us-rc1-76-07839", "USRC17607839"},
                 {"12RC17607839", "12RC17607839"},
                 {"000000000000", "000000000000"},
                 {"ABCDE0000000", "ABCDE0000000"},
                 {"USRC1760783", NULL},
                 {"USRC176078399", NULL},
                 {"ABCDEF000000", NULL},
                 {"USRC1760783X", NULL},
                 {"_SRC17607839", NULL},
                 {"US.C17607839", NULL},
                 {"", NULL},
                 {"ISRC DE-A45-26-00001", "DEA452600001"},
                 {"isrcD1A452600001", "D1A452600001"},
                 {"ISRCD1A45260000", NULL},
                 {"IRSCDEA452600001", NULL},
                 {"ISRC", NULL}},
      mcns[] = {{"4006381333932", "4006381333932"},
                {"036000291453", "0036000291453"},
                {"400-638133-3932", "4006381333932"},
                {"0000000000000", "0000000000000"},
                {"40063813339", NULL},
                {"40063813339311", NULL},
                {"400638133393X", NULL},
                {"X006381333931", NULL},
                {"X36000291452", NULL},
                {"", NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof isrcs / sizeof *isrcs; i++) {
        char isrc[RBK_ISRC_BYTES] = "unchanged";
        assert_int_equal(rbk_isrc_keep(isrcs[i].text, isrc), isrcs[i].kept != NULL);
        assert_string_equal(isrc, isrcs[i].kept ? isrcs[i].kept : "unchanged");
    }
    for (size_t i = 0; i < sizeof mcns / sizeof *mcns; i++) {
        char mcn[RBK_MCN_BYTES] = "unchanged";
        assert_int_equal(rbk_mcn_keep(mcns[i].text, mcn), mcns[i].kept != NULL);
        assert_string_equal(mcn, mcns[i].kept ? mcns[i].kept : "unchanged");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(isrcs_are_read_as_people_write_them),
        cmocka_unit_test(a_bad_isrc_is_reported_with_its_first_wrong_character),
        cmocka_unit_test(check_digits_are_those_of_the_examples),
        cmocka_unit_test(mcns_are_read_with_dashes_and_upcs_gain_a_zero),
        cmocka_unit_test(codes_that_fit_are_kept_as_they_are),
        cmocka_unit_test(a_bad_mcn_is_reported_with_the_digit_expected),
    };
    return cmocka_run_group_tests_name("cd/codes", tests, NULL, NULL);
}
