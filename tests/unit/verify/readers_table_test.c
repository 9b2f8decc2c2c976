/* Every rule of the table belongs to existing readers. */
#include <redbook/readers.h>

#include "unit/scratch.h"

static void every_rule_is_of_readers_that_there_are(void **state)
{
    const rbk_reader_rule *rule;
    (void)state;
    for (size_t i = 0; (rule = rbk_reader_rule_at(i)) != NULL; i++) {
        char names[256], *rest = names;
        snprintf(names, sizeof names, "%s", rule->readers);
        assert_true(strncmp(rule->id, "reader.", 7) == 0);
        assert_true(rule->sentence[0] && rule->source[0] && rule->severity >= RBK_WARNING);
        for (char *name; (name = strtok_r(rest, " ", &rest)) != NULL;) {
            if (!rbk_reader_find(name))
                fail_msg("%s: no reader '%s'", rule->id, name);
            assert_true(rbk_reader_rule_is_of(rule, rbk_reader_find(name)));
        }
    }
    assert_true(rbk_reader_rule_at(0) != NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_is_of_readers_that_there_are),
    };
    return cmocka_run_group_tests_name("verify/readers_table", tests, NULL, NULL);
}
