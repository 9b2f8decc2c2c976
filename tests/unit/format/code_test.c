/* Codes in descriptors: valid, not valid but kept, and not a code. */
#include "format/code.h"

#include "unit/scratch.h"

typedef struct row {
    const char *text;
    const char *code;
    const char *rule;
    rbk_severity severity;
    const char *sentence;
} row;

static void check(const row *r, const rbk_code_reading *reading)
{
    assert_string_equal(reading->code, r->code);
    if (!r->rule) {
        assert_null(reading->rule);
        return;
    }
    assert_non_null(reading->rule);
    assert_string_equal(reading->rule, r->rule);
    assert_non_null(rbk_rule_find(reading->rule));
    assert_int_equal(reading->severity, r->severity);
    assert_string_equal(reading->sentence, r->sentence);
}

static void a_catalogue_number_is_kept_where_a_disc_can_hold_it(void **state)
{
    static const row rows[] = {
        {"4006381333931", "4006381333931", NULL, RBK_NOTE, NULL},
        {"4-006381-333931", "4006381333931", "mcn.written", RBK_NOTE, "'4-006381-333931' is read as 4006381333931"},
        {"0000000000000", "", "mcn.zero", RBK_NOTE, "a catalogue number of all zeros means that there is none"},
        {"4006381333932", "4006381333932", "mcn.digit", RBK_WARNING,
         "expected check digit 1 at the end of MCN '4006381333932', found 2: it is kept unchanged"},
        {"036000291453", "0036000291453", "mcn.digit", RBK_WARNING,
         "expected check digit 2 at the end of MCN '036000291453', found 3: it is kept unchanged"},
        {"400638133393\xE9", "", "mcn.left-out", RBK_WARNING,
         "expected only digits in MCN '400638133393?', found '?': it cannot be written to a disc"},
        {"12345678901234567890123456789012345678901234567890", "", "mcn.left-out", RBK_WARNING,
         "expected 13 digits (or the 12 of a UPC) in MCN '1234567890123456789012345678901234567890', found 50: it "
         "cannot be written to a disc"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_code_reading reading;
        rbk_code_read_mcn(rows[i].text, strlen(rows[i].text), &reading);
        check(&rows[i], &reading);
    }
}

static void an_isrc_is_kept_where_a_disc_can_hold_it(void **state)
{
    static const row rows[] = {
        {"DEABC9900001", "DEABC9900001", NULL, RBK_NOTE, NULL},
        {"de-abc-99-00001", "DEABC9900001", "isrc.written", RBK_NOTE, "'de-abc-99-00001' is read as DEABC9900001"},
        {"0000-0000-0000", "", "isrc.zero", RBK_NOTE, "an ISRC of all zeros means that there is none"},
        {"1eabc9900001", "1EABC9900001", "isrc.syntax", RBK_WARNING,
         "expected a letter at character 1 of ISRC '1eabc9900001', found '1': it is kept unchanged"},
        {"DEABC99O0001", "", "isrc.left-out", RBK_WARNING,
         "expected a digit at character 8 of ISRC 'DEABC99O0001', found 'O': it cannot be written to a disc"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_code_reading reading;
        rbk_code_read_isrc(rows[i].text, strlen(rows[i].text), &reading);
        check(&rows[i], &reading);
    }
}

static void what_is_much_longer_than_a_code_is_counted(void **state)
{
    char text[1000];
    rbk_code_reading reading;
    (void)state;
    memset(text, '1', sizeof text);
    rbk_code_read_mcn(text, sizeof text, &reading);
    assert_string_equal(reading.rule, "mcn.left-out");
    assert_string_equal(reading.sentence, "a code of 1000 characters does not fit on a disc");
    assert_string_equal(reading.code, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_catalogue_number_is_kept_where_a_disc_can_hold_it),
        cmocka_unit_test(an_isrc_is_kept_where_a_disc_can_hold_it),
        cmocka_unit_test(what_is_much_longer_than_a_code_is_counted),
    };
    return cmocka_run_group_tests_name("format/code", tests, NULL, NULL);
}
