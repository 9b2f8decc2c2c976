/* A session that ends before it is complete. */
#include "device/virtual_drive.h"

#include "unit/scratch.h"

static void nothing_is_left_of_what_was_being_written(void **state)
{
    rbk_virtual *drive = calloc(1, sizeof *drive);
    (void)state;
    assert_non_null(drive);
    drive->phase = RBK_VIRTUAL_LEAD_IN;
    drive->track_count = 3;
    drive->track_open = true;
    rbk_virtual_end_session(drive);
    assert_int_equal(drive->phase, RBK_VIRTUAL_IDLE);
    assert_int_equal(drive->track_count, 0);
    assert_false(drive->track_open);
    free(drive);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_left_of_what_was_being_written),
    };
    return cmocka_run_group_tests_name("device/virtual_session", tests, NULL, NULL);
}
