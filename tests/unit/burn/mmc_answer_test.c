/*
 * Whether a reply is valid.
 */
#include "burn/mmc_answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void an_answer_that_is_all_poison_was_never_given(void **state)
{
    uint8_t data[12];
    const char *why = NULL;
    (void)state;
    memset(data, 0xA5, sizeof data);
    assert_false(rbk_answer_came(data, sizeof data, 12, &why));
    assert_string_equal(why, "nothing was returned");
    data[11] = 0;
    assert_true(rbk_answer_came(data, sizeof data, 12, &why));
}

static void an_answer_that_is_too_short_is_refused(void **state)
{
    uint8_t data[12] = {0};
    const char *why = NULL;
    (void)state;
    assert_false(rbk_answer_came(data, 11, 12, &why));
    assert_string_equal(why, "it is too short");
}

static void numbers_are_big_endian(void **state)
{
    (void)state;
    assert_int_equal(rbk_answer_16((const uint8_t *)"\xFE\x01"), 0xFE01);
    assert_int_equal(rbk_answer_24((const uint8_t *)"\xFE\x01\x02"), 0xFE0102);
    assert_int_equal(rbk_answer_32((const uint8_t *)"\xFE\x01\x02\x03"), 0xFE010203);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_that_is_all_poison_was_never_given),
        cmocka_unit_test(an_answer_that_is_too_short_is_refused),
        cmocka_unit_test(numbers_are_big_endian),
    };
    return cmocka_run_group_tests_name("burn/mmc_answer", tests, NULL, NULL);
}
