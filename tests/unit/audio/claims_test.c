/* Lengths in headers: which of them mean an unknown length. */
#include "audio/claims.h"

#include "unit/audio/audio_files.h"

static void lengths_that_pipes_leave_are_known(void **state)
{
    (void)state;
    assert_true(rbk_length_is_unstated(0, 1000));
    assert_true(rbk_length_is_unstated(0xFFFFFFFFu, 1000));
    assert_true(rbk_length_is_unstated(0x7FFFFFFFu, 1000));
    assert_true(rbk_length_is_unstated(0x7FFFF000u, 1000)); /* sox */
    assert_true(rbk_length_is_unstated(UINT64_MAX, 1000));
    assert_true(rbk_length_is_unstated((uint64_t)INT64_MAX, 1000));
    assert_false(rbk_length_is_unstated(1001, 1000));
    assert_false(rbk_length_is_unstated(0x7FFFF000u, 0x7FFFF000)); /* the file really is that long */
    assert_false(rbk_length_is_unstated(0x10000000u, 1000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_that_pipes_leave_are_known),
    };
    return cmocka_run_group_tests_name("audio/claims", tests, NULL, NULL);
}
