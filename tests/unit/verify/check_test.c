/* Profiles, and what a check refuses. */
#include "unit/verify/checks.h"

static void defects_have_rules(void **state)
{
    (void)state;
    for (int defect = 0; defect < (int)RBK_DATA_DEFECTS; defect++)
        assert_non_null(rbk_rule_find(rbk_data_defect_rule((rbk_data_defect)defect)));
    assert_string_equal(rbk_data_defect_rule(RBK_DATA_DEFECTS), "unknown");
}

static void a_disc_that_keeps_every_rule_has_no_findings_but_that_its_files_were_not_read(void **state)
{
    (void)state;
    make_album();
    check(RBK_PROFILE_PLANT, false);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_finding(
        "payload.unread", RBK_WARNING, 0,
        "the content of the files was not checked: they do not hold disc sectors, or more than fit on a disc");
    assert_false(report.payload_read);
}

static void what_is_no_query_is_refused(void **state)
{
    (void)state;
    make_album();
    lay_out();
    assert_int_equal(rbk_check(NULL, layout, NULL, &options, NULL, NULL, &error), RBK_INVALID_POINTER);
    assert_int_equal(rbk_check(disc, NULL, NULL, &options, NULL, NULL, &error), RBK_INVALID_POINTER);
    assert_int_equal(rbk_check(disc, layout, NULL, NULL, NULL, NULL, &error), RBK_INVALID_POINTER);
    options.profile = RBK_PROFILES;
    assert_int_equal(rbk_check(disc, layout, NULL, &options, NULL, NULL, &error), RBK_INVALID_ARGUMENT);
    rbk_check_options_init(&options);
    options.capacity_sectors = 0;
    assert_int_equal(rbk_check(disc, layout, NULL, &options, NULL, NULL, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a capacity of 1 to 449849 sectors, found 0");
    rbk_check_options_init(&options);
    disc->track_count--;
    assert_int_equal(rbk_check(disc, layout, NULL, &options, NULL, NULL, &error), RBK_INVALID_ARGUMENT);
    disc->track_count++;
    assert_int_equal(rbk_check(disc, layout, NULL, &options, NULL, NULL, &error), RBK_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        check_test(defects_have_rules),
        check_test(a_disc_that_keeps_every_rule_has_no_findings_but_that_its_files_were_not_read),
        check_test(what_is_no_query_is_refused),
    };
    return cmocka_run_group_tests_name("verify/check", tests, NULL, NULL);
}
