/* The list of findings. */
#include "base/findings.h"

#include "unit/scratch.h"

static void findings_keep_their_order_and_are_counted_by_severity(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    rbk_findings_add(findings, RBK_NOTE, "a.note", NULL, 0, 0, "one");
    rbk_findings_add(findings, RBK_ERROR, "b.error", "x.cue", 7, 3, "two %d", 2);
    rbk_findings_add(findings, RBK_WARNING, "c.warning", "y", 0, 0, "three");
    assert_int_equal(rbk_findings_count(findings), 3);
    assert_int_equal(rbk_findings_count_from(findings, RBK_NOTE), 3);
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 2);
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 1);
    const rbk_finding *second = rbk_findings_at(findings, 1);
    assert_string_equal(second->rule, "b.error");
    assert_string_equal(second->path, "x.cue");
    assert_string_equal(second->text, "two 2");
    assert_int_equal(second->line, 7);
    assert_int_equal(second->track, 3);
    assert_string_equal(rbk_findings_at(findings, 0)->path, "");
    assert_null(rbk_findings_at(findings, 3));
    rbk_findings_free(findings);
}

static void the_list_is_bounded_and_still_counts(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    for (int i = 0; i < RBK_FINDINGS_MAX + 5; i++)
        assert_int_equal(rbk_findings_add(findings, RBK_WARNING, "x", NULL, 0, 0, "%d", i), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), RBK_FINDINGS_MAX);
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), RBK_FINDINGS_MAX + 5);
    rbk_findings_free(findings);
}

static void in_a_full_list_the_heavier_takes_the_place_of_the_lighter(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    for (int i = 0; i < RBK_FINDINGS_MAX; i++)
        rbk_findings_add(findings, i == 7 ? RBK_WARNING : RBK_NOTE, "x", NULL, 0, 0, "%d", i);
    assert_int_equal(rbk_findings_add(findings, RBK_WARNING, "y", NULL, 0, 0, "second"), RBK_OK);
    assert_int_equal(rbk_findings_add(findings, RBK_NOTE, "x", NULL, 0, 0, "too late"), RBK_OK);
    assert_int_equal(rbk_findings_add(findings, RBK_ERROR, "z", NULL, 0, 0, "third"), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), RBK_FINDINGS_MAX);
    assert_int_equal(rbk_findings_count_from(findings, RBK_NOTE), RBK_FINDINGS_MAX + 3);
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 3);
    assert_string_equal(rbk_findings_at(findings, 7)->text, "7");
    assert_string_equal(rbk_findings_at(findings, RBK_FINDINGS_MAX - 3)->text, "9997");
    assert_string_equal(rbk_findings_at(findings, RBK_FINDINGS_MAX - 2)->text, "second");
    assert_string_equal(rbk_findings_at(findings, RBK_FINDINGS_MAX - 1)->text, "third");
    rbk_findings_free(findings);
}

/* Of several findings of the lowest severity the last one is dropped; more severe ones keep their positions. */
static void the_last_of_the_lightest_is_dropped(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    for (int i = 0; i < RBK_FINDINGS_MAX; i++)
        rbk_findings_add(findings, i < 2 || i == 100 ? RBK_NOTE : RBK_WARNING, "x", NULL, 0, 0, "%d", i);
    assert_int_equal(rbk_findings_add(findings, RBK_ERROR, "y", NULL, 0, 0, "first"), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, 1)->text, "1");
    assert_string_equal(rbk_findings_at(findings, 100)->text, "101");
    assert_int_equal(rbk_findings_add(findings, RBK_WARNING, "y", NULL, 0, 0, "second"), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, 0)->text, "0");
    assert_string_equal(rbk_findings_at(findings, 1)->text, "2");
    assert_int_equal(rbk_findings_add(findings, RBK_WARNING, "y", NULL, 0, 0, "third"), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, 0)->text, "2");
    assert_int_equal(rbk_findings_add(findings, RBK_WARNING, "y", NULL, 0, 0, "too late"), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, RBK_FINDINGS_MAX - 1)->text, "third");
    assert_int_equal(rbk_findings_add(findings, RBK_ERROR, "y", NULL, 0, 0, "fourth"), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, RBK_FINDINGS_MAX - 2)->text, "second");
    assert_string_equal(rbk_findings_at(findings, RBK_FINDINGS_MAX - 1)->text, "fourth");
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 2);
    rbk_findings_free(findings);
}

static void a_full_list_of_the_heaviest_stays_as_it_is(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    for (int i = 0; i < RBK_FINDINGS_MAX; i++)
        rbk_findings_add(findings, RBK_NOTE, "x", NULL, 0, 0, "%d", i);
    for (int i = 0; i < RBK_FINDINGS_MAX + 1; i++)
        assert_int_equal(rbk_findings_add(findings, RBK_ERROR, "y", NULL, 0, 0, "%d", i), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), RBK_FINDINGS_MAX);
    assert_string_equal(rbk_findings_at(findings, 0)->text, "0");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_ERROR);
    assert_string_equal(rbk_findings_at(findings, RBK_FINDINGS_MAX - 1)->text, "9999");
    /* one of a severity that the list has none of */
    assert_int_equal(rbk_findings_add(findings, RBK_NOTE, "z", NULL, 0, 0, "too late"), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), RBK_FINDINGS_MAX);
    assert_string_equal(rbk_findings_at(findings, RBK_FINDINGS_MAX - 1)->text, "9999");
    rbk_findings_free(findings);
}

static void no_list_takes_nothing(void **state)
{
    (void)state;
    assert_int_equal(rbk_findings_add(NULL, RBK_ERROR, "x", NULL, 0, 0, "y"), RBK_OK);
    assert_int_equal(rbk_findings_count(NULL), 0);
    assert_int_equal(rbk_findings_count_from(NULL, RBK_NOTE), 0);
    rbk_findings_free(NULL);
}

static int judge_even(void *user, const rbk_finding *finding)
{
    (void)user;
    return finding->line % 2 ? RBK_FINDING_LEFT_OUT : RBK_WARNING;
}

static void what_is_passed_on_is_judged_and_what_was_only_counted_is_counted(void **state)
{
    (void)state;
    rbk_findings *from = rbk_findings_new(), *to = rbk_findings_new();
    for (uint32_t i = 0; i < RBK_FINDINGS_MAX + 500; i++)
        assert_int_equal(rbk_findings_add(from, RBK_NOTE, "a.rule", "a.cue", i, 1, "x"), RBK_OK);
    assert_int_equal(rbk_findings_pass_on(from, judge_even, NULL, to), RBK_OK);
    assert_int_equal(rbk_findings_count(to), RBK_FINDINGS_MAX / 2);
    assert_int_equal(rbk_findings_count_from(to, RBK_WARNING), RBK_FINDINGS_MAX / 2);
    assert_int_equal(rbk_findings_count_from(to, RBK_NOTE), RBK_FINDINGS_MAX / 2 + 500);
    assert_string_equal(rbk_findings_at(to, 1)->rule, "a.rule");
    assert_int_equal(rbk_findings_at(to, 1)->line, 2);
    assert_int_equal(rbk_findings_pass_on(from, NULL, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_findings_pass_on(NULL, NULL, NULL, to), RBK_OK);
    rbk_findings_free(from);
    rbk_findings_free(to);
}

static void an_interrupted_change_is_passed_on_once(void **state)
{
    rbk_findings *from = rbk_findings_new(), *to = rbk_findings_new();
    (void)state;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(rbk_findings_add(from, RBK_NOTE, "change.pending", "a.cue", 0, 0, "left"), RBK_OK);
        assert_int_equal(rbk_findings_add(from, RBK_NOTE, "file.elsewhere", "a.cue", 0, 0, "found"), RBK_OK);
    }
    assert_int_equal(rbk_findings_add(from, RBK_NOTE, "change.pending", "b.cue", 0, 0, "left"), RBK_OK);
    assert_int_equal(rbk_findings_add(to, RBK_NOTE, "change.pending", "a.cue", 0, 0, "left"), RBK_OK);
    assert_int_equal(rbk_findings_pass_on(from, NULL, NULL, to), RBK_OK);
    assert_int_equal(rbk_findings_count(to), 4);
    assert_int_equal(rbk_findings_count_from(to, RBK_NOTE), 4);
    assert_string_equal(rbk_findings_at(to, 3)->path, "b.cue");
    rbk_findings_free(from);
    rbk_findings_free(to);
}

static void the_first_finding_of_several_rules_is_found(void **state)
{
    static const char *const rules[] = {"b.rule", "c.rule"};
    (void)state;
    rbk_findings *findings = rbk_findings_new();
    assert_int_equal(rbk_findings_add(findings, RBK_NOTE, "a.rule", "a.cue", 0, 0, "x"), RBK_OK);
    assert_null(rbk_findings_first_of(findings, rules, 2));
    assert_int_equal(rbk_findings_add(findings, RBK_NOTE, "c.rule", "a.cue", 0, 0, "y"), RBK_OK);
    assert_int_equal(rbk_findings_add(findings, RBK_NOTE, "b.rule", "a.cue", 0, 0, "z"), RBK_OK);
    assert_string_equal(rbk_findings_first_of(findings, rules, 2)->text, "y");
    assert_string_equal(rbk_findings_first_of(findings, rules, 1)->text, "z");
    assert_null(rbk_findings_first_of(NULL, rules, 2));
    rbk_findings_free(findings);
}

static void severities_have_names(void **state)
{
    (void)state;
    assert_string_equal(rbk_severity_name(RBK_NOTE), "note");
    assert_string_equal(rbk_severity_name(RBK_WARNING), "warning");
    assert_string_equal(rbk_severity_name(RBK_ERROR), "error");
    assert_string_equal(rbk_severity_name((rbk_severity)3), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_passed_on_is_judged_and_what_was_only_counted_is_counted),
        cmocka_unit_test(findings_keep_their_order_and_are_counted_by_severity),
        cmocka_unit_test(the_list_is_bounded_and_still_counts),
        cmocka_unit_test(in_a_full_list_the_heavier_takes_the_place_of_the_lighter),
        cmocka_unit_test(the_last_of_the_lightest_is_dropped),
        cmocka_unit_test(a_full_list_of_the_heaviest_stays_as_it_is),
        cmocka_unit_test(no_list_takes_nothing),
        cmocka_unit_test(severities_have_names),
        cmocka_unit_test(an_interrupted_change_is_passed_on_once),
        cmocka_unit_test(the_first_finding_of_several_rules_is_found),
    };
    return cmocka_run_group_tests_name("base/findings", tests, NULL, NULL);
}
