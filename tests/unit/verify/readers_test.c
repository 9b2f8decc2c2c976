/* A reader reads what its target writes. */
#include <redbook/readers.h>

#include <redbook/convert.h>

#include "unit/scratch.h"

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

static void only_a_disc_with_tracks_and_its_own_layout_is_checked(void **state)
{
    const char *target = "unchanged";
    rbk_error error;
    rbk_disc *disc = rbk_disc_new();
    rbk_findings *findings = rbk_findings_new();
    const rbk_layout layouts[] = {{.track_count = 0}, {.track_count = 1}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(rbk_reader_check(rbk_reader_at(0), disc, &layouts[i], "a.cue", findings, &target, &error),
                         RBK_INVALID_ARGUMENT);
        assert_string_equal(error.sentence, "expected a disc with tracks and its own layout");
    }
    assert_string_equal(target, "unchanged");
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reader_reads_what_its_target_writes),
        cmocka_unit_test(only_a_disc_with_tracks_and_its_own_layout_is_checked),
    };
    return cmocka_run_group_tests_name("verify/readers", tests, NULL, NULL);
}
