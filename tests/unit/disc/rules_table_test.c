/* The table of rules: its content, and queries. */
#include <redbook/rules.h>

#include "unit/scratch.h"

static void every_rule_has_an_id_of_its_own_a_source_and_severities(void **state)
{
    const rbk_rule *rule;
    (void)state;
    for (size_t i = 0; (rule = rbk_rule_at(i)) != NULL; i++) {
        assert_ptr_equal(rbk_rule_find(rule->id), rule);
        assert_true(strlen(rule->source) > 0 && strlen(rule->sentence) > 0);
        for (int profile = 0; profile < (int)RBK_PROFILES; profile++)
            assert_in_range(rule->severities[profile] + 1, 0, RBK_ERROR + 1);
        for (int judge = 0; judge < (int)RBK_JUDGES; judge++)
            assert_in_range(rule->judgements[judge] + 1, 0, RBK_ERROR + 1);
    }
    assert_null(rbk_rule_find("no.rule"));
    assert_null(rbk_rule_find(NULL));
    assert_null(rbk_rule_at(1000));
}

/* Except for an impossible disc: a track without a sector. */
static void who_reads_refuses_nothing_for_a_code(void **state)
{
    static const char *const ids[] = {RBK_RULE_MCN_DIGIT,     RBK_RULE_MCN_LEFT_OUT,  RBK_RULE_MCN_ZERO,
                                      RBK_RULE_ISRC_SYNTAX,   RBK_RULE_ISRC_LEFT_OUT, RBK_RULE_ISRC_REPEATED,
                                      RBK_RULE_INDEX_DROPPED, RBK_RULE_FLAGS_SCMS};
    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        assert_true(rbk_rule_find(ids[i])->judgements[RBK_JUDGE_READ] < RBK_ERROR);
    assert_int_equal(rbk_rule_find(RBK_RULE_MCN_DIGIT)->judgements[RBK_JUDGE_AUTHOR], RBK_ERROR);
    assert_int_equal(rbk_rule_find(RBK_RULE_TRACK_EMPTY)->judgements[RBK_JUDGE_READ], RBK_ERROR);
}

static void profiles_have_names(void **state)
{
    (void)state;
    assert_string_equal(rbk_profile_name(RBK_PROFILE_CDR), "cdr");
    assert_string_equal(rbk_profile_name(RBK_PROFILE_PLANT), "plant");
    assert_string_equal(rbk_profile_name(RBK_PROFILE_EMULATOR), "emulator");
    assert_string_equal(rbk_profile_name(RBK_PROFILES), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_has_an_id_of_its_own_a_source_and_severities),
        cmocka_unit_test(who_reads_refuses_nothing_for_a_code),
        cmocka_unit_test(profiles_have_names),
    };
    return cmocka_run_group_tests_name("disc/rules_table", tests, NULL, NULL);
}
