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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reader_reads_what_its_target_writes),
    };
    return cmocka_run_group_tests_name("verify/readers", tests, NULL, NULL);
}
