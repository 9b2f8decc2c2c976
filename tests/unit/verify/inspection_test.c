/* The severity of a violation by profile. */
#include "unit/verify/checks.h"

static void the_profile_sets_the_severity_and_may_leave_a_rule_out(void **state)
{
    (void)state;
    make_album();
    strcpy(disc->mcn, "1234567890128");
    const char *text = "the MCN 1234567890128 looks like a placeholder";
    check(RBK_PROFILE_CDR, false);
    assert_finding("mcn.placeholder", RBK_WARNING, 0, text);
    check(RBK_PROFILE_PLANT, false);
    assert_finding("mcn.placeholder", RBK_ERROR, 0, text);
    check(RBK_PROFILE_EMULATOR, false);
    assert_null(finding("mcn.placeholder"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        check_test(the_profile_sets_the_severity_and_may_leave_a_rule_out),
    };
    return cmocka_run_group_tests_name("verify/inspection", tests, NULL, NULL);
}
