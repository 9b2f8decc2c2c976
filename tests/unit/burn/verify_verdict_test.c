/* What decides the verdict on a recorded disc. */
#include "burn/verify.h"

#include "unit/burn/obedient.h"

static rbk_verdict verdict;
static rbk_mark marks[] = {
    {0, 1, 1, 0, false, false, false}, {500, 2, 0, 4, false, false, false}, {650, 2, 1, 4, false, false, false}};
static rbk_verification verification;

static void take_up(void)
{
    meet();
    verdict.same = true;
    verification = (rbk_verification){
        .recorder = recorder, .verdict = &verdict, .findings = rbk_findings_new(), .marks = marks, .mark_count = 3};
}

static void lay_down(void)
{
    rbk_findings_free(verification.findings);
}

static void an_lba_belongs_to_the_last_index_before_it(void **state)
{
    (void)state;
    take_up();
    assert_ptr_equal(rbk_verify_mark(&verification, 0), &marks[0]);
    assert_ptr_equal(rbk_verify_mark(&verification, 499), &marks[0]);
    assert_ptr_equal(rbk_verify_mark(&verification, 500), &marks[1]);
    assert_ptr_equal(rbk_verify_mark(&verification, 100000), &marks[2]);
    lay_down();
}

static void a_difference_changes_the_verdict_and_a_note_does_not(void **state)
{
    (void)state;
    take_up();
    assert_int_equal(rbk_verify_notes(&verification, RBK_NOTE, "verify.hidden", "%d sectors", 3), RBK_OK);
    assert_true(verdict.same);
    assert_int_equal(rbk_verify_differs(&verification, "verify.index", 2, "%d sectors", 4), RBK_OK);
    assert_false(verdict.same);
    assert_int_equal(rbk_findings_at(verification.findings, 0)->severity, RBK_NOTE);
    assert_string_equal(rbk_findings_at(verification.findings, 1)->text, "track 2: 4 sectors");
    lay_down();
}

static void control_bits_of_a_track_are_reported_once(void **state)
{
    (void)state;
    take_up();
    assert_int_equal(rbk_verify_control(&verification, &marks[2], 0, RBK_NO_LBA), RBK_OK);
    assert_int_equal(rbk_verify_control(&verification, &marks[1], 0, 500), RBK_OK);
    assert_int_equal(rbk_findings_count(verification.findings), 1);
    assert_string_equal(rbk_findings_at(verification.findings, 0)->text, "track 2: control bits are 0, expected 4");
    lay_down();
}

static void control_bits_that_differ_in_a_sector_are_reported_with_its_time(void **state)
{
    (void)state;
    take_up();
    assert_int_equal(rbk_verify_control(&verification, &marks[0], 4, 500), RBK_OK);
    assert_string_equal(rbk_findings_at(verification.findings, 0)->text,
                        "track 1: at 00:06:50 control bits are 4, expected 0");
    lay_down();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(an_lba_belongs_to_the_last_index_before_it),
        obedient_test(a_difference_changes_the_verdict_and_a_note_does_not),
        obedient_test(control_bits_of_a_track_are_reported_once),
        obedient_test(control_bits_that_differ_in_a_sector_are_reported_with_its_time),
    };
    return cmocka_run_group_tests_name("burn/verify_verdict", tests, NULL, NULL);
}
