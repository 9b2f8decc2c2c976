/* The tables of readers and of their rules belong together. */
#include <redbook/readers.h>

#include <redbook/convert.h>

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

static void every_reader_reads_what_its_target_writes(void **state)
{
    const rbk_reader *reader;
    (void)state;
    for (size_t i = 0; (reader = rbk_reader_at(i)) != NULL; i++) {
        const char *const targets[2] = {reader->target, reader->gd_target};
        assert_ptr_equal(rbk_reader_find(reader->name), reader);
        for (int k = 0; k < 2; k++) {
            const rbk_target *target = rbk_target_find(targets[k]);
            assert_true(!targets[k] || target);
            if (target && !strstr(reader->formats, target->extension))
                fail_msg("%s does not read %s", reader->name, target->name);
        }
    }
    assert_null(rbk_reader_find("nobody"));
    assert_null(rbk_reader_find(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_is_of_readers_that_there_are),
        cmocka_unit_test(every_reader_reads_what_its_target_writes),
    };
    return cmocka_run_group_tests_name("verify/readers", tests, NULL, NULL);
}
