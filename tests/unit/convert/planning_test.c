/* What all steps of a plan share. */
#include "unit/convert/planning.h"

static void what_is_in_the_nature_of_a_target_is_a_note(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("eac", "out.cue"), RBK_OK);
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, "cue.several-files") == 0 ||
            strcmp(rbk_findings_at(findings, i)->rule, "cue.track-spans-files") == 0)
            assert_int_equal(rbk_findings_at(findings, i)->severity, RBK_NOTE);
    assert_int_equal(reported("cue.several-files", 0), 1);
    assert_int_equal(reported("cue.track-spans-files", 2), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        planning_test(what_is_in_the_nature_of_a_target_is_a_note),
    };
    return cmocka_run_group_tests_name("convert/planning", tests, NULL, NULL);
}
