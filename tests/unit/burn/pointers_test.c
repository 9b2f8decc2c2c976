/*
 * Public calls of libredbook-burn without any of their pointers, as in unit/about/pointers.
 */
#include <redbook/burn.h>
#include <redbook/burn_plan.h>

#include "unit/scratch.h"

static rbk_error error;

static void assert_status(rbk_status status, rbk_status expected, const char *call)
{
    if (status != expected)
        fail_msg("%s: %d, expected %d", call, (int)status, (int)expected);
}

#define REFUSES(call) assert_status(call, RBK_INVALID_POINTER, #call)

static void of_burn(void **state)
{
    (void)state;
    REFUSES(rbk_recorder_find(NULL, NULL, &error));
    REFUSES(rbk_recorder_open(NULL, NULL, &error));
    REFUSES(rbk_recorder_open_or_make(NULL, NULL, &error));
    REFUSES(rbk_recorder_make(NULL, NULL, 0, &error));
    REFUSES(rbk_recorder_drive_read(NULL, NULL, &error));
    REFUSES(rbk_recorder_disc_read(NULL, NULL, NULL, &error));
    REFUSES(rbk_recorder_eject(NULL, &error));
    REFUSES(rbk_recorder_load(NULL, &error));
    REFUSES(rbk_recorder_reload(NULL, &error));
    REFUSES(rbk_recorder_write(NULL, NULL, NULL, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_recorder_check_write(NULL, NULL, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_recorder_blank(NULL, false, NULL, &error));
    REFUSES(rbk_recorder_set_read_offset(NULL, 0, &error));
    REFUSES(rbk_recorder_verify(NULL, NULL, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_recorder_read(NULL, NULL, NULL, NULL, NULL, NULL, &error));
}

static void of_burn_plan(void **state)
{
    (void)state;
    REFUSES(rbk_burn_plan_new(NULL, NULL, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_burn_append(NULL, NULL, 0, 0, &error));
    REFUSES(rbk_burn_as_tracks(NULL, NULL, 0, NULL, NULL, NULL, &error));
    REFUSES(rbk_burn_plan_read(NULL, NULL, 0, 0, NULL, &error));
    REFUSES(rbk_burn_raw_range(NULL, (rbk_burn_write_mode)0, NULL, &error));
    REFUSES(rbk_burn_raw_read(NULL, NULL, (rbk_burn_write_mode)0, 0, 0, NULL, &error));
    REFUSES(rbk_burn_plan_verify(NULL, NULL, NULL, NULL, &error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_burn),
        cmocka_unit_test(of_burn_plan),
    };
    return cmocka_run_group_tests_name("burn/pointers", tests, NULL, NULL);
}
