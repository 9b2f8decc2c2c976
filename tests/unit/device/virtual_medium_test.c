/*
 * Calibration, blanking, closing by hand.
 */
#include "unit/device/recorder_host.h"

static void make_incomplete(void)
{
    assert_int_equal(host_select(0x42, 0, 0), 0);
    assert_int_equal(host_send_sheet(sheet_plain, sizeof sheet_plain), 0);
    assert_int_equal(host_write_range(-150, 300, 2352, 27), 0);
    assert_int_equal(host_do("1b 00 00 00 00 00"), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
}

static void the_laser_is_calibrated(void **state)
{
    (void)state;
    assert_int_equal(host_do("54 01 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_do("54 00 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_out("54 00 00 00 00 00 00 00 08 00", "\0\0\0\0\0\0\0", 8), 0);
    assert_int_equal(host_out("54 00 00 00 00 00 00 00 08 00", "\0\0\0\0", 4), 0x51A00);
    host_set("quirks", "no-opc");
    assert_int_equal(host_do("54 01 00 00 00 00 00 00 00 00"), 0x52000);
    host_set("quirks", "");
    host_set("medium", "cd-rom");
    assert_int_equal(host_do("54 01 00 00 00 00 00 00 00 00"), 0x72700);
}

static void not_while_it_writes(void **state)
{
    (void)state;
    host_set("medium", "cd-rw");
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    assert_int_equal(host_do("a1 01 00 00 00 00 00 00 00 00 00 00"), 0x52C00);
    host_write_range(-150, 0, 2352, 27);
    assert_int_equal(host_do("54 01 00 00 00 00 00 00 00 00"), 0x52C00);
    assert_int_equal(host_do("a1 01 00 00 00 00 00 00 00 00 00 00"), 0x52C00);
    assert_int_equal(host_do("5b 00 02 00 00 00 00 00 00 00"), 0x52C00);
}

static void a_rewritable_disc_is_blanked_and_burned_again(void **state)
{
    static const char *const blanks[] = {"a1 00 00 00 00 00 00 00 00 00 00 00", "a1 01 00 00 00 00 00 00 00 00 00 00",
                                         "a1 11 00 00 00 00 00 00 00 00 00 00", "a1 06 00 00 00 00 00 00 00 00 00 00"};
    (void)state;
    host_set("medium", "cd-rw");
    for (size_t i = 0; i < 4; i++) {
        host_burn_album();
        assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
        assert_int_equal(host_do(blanks[i]), 0);
        assert_int_equal(host_look().disc, RBK_VIRTUAL_BLANK);
        assert_int_equal(access(scratch_path("disc.bin"), F_OK), -1);
        assert_int_equal(access(scratch_path("disc.cue"), F_OK), -1);
        assert_int_equal(host_in("43 00 05 00 00 00 00 00 04 00", 4), 0x52400);
    }
    make_incomplete();
    assert_int_equal(host_do(blanks[1]), 0);
    host_burn_album();
}

static void what_cannot_be_blanked(void **state)
{
    (void)state;
    assert_int_equal(host_do("a1 01 00 00 00 00 00 00 00 00 00 00"), 0x53005);
    host_set("medium", "cd-rw");
    assert_int_equal(host_do("a1 02 00 00 00 00 00 00 00 00 00 00"), 0x52400);
    assert_int_equal(host_do("a1 05 00 00 00 00 00 00 00 00 00 00"), 0x52400);
    host_set("quirks", "no-immed");
    assert_int_equal(host_do("a1 11 00 00 00 00 00 00 00 00 00 00"), 0x52400);
    assert_int_equal(host_do("a1 01 00 00 00 00 00 00 00 00 00 00"), 0);
}

static void blanking_takes_its_time(void **state)
{
    int64_t before;
    (void)state;
    host_set("medium", "cd-rw");
    host_set("clock", "virtual");
    before = rbk_virtual_now_ms(host_drive);
    assert_int_equal(host_do("a1 01 00 00 00 00 00 00 00 00 00 00"), 0);
    assert_in_range(rbk_virtual_now_ms(host_drive) - before, 60000, 60001);
    before = rbk_virtual_now_ms(host_drive);
    assert_int_equal(host_do("a1 00 00 00 00 00 00 00 00 00 00 00"), 0);
    assert_in_range(rbk_virtual_now_ms(host_drive) - before, 1199000, 1200000); /* 80 min at 4x */
}

static void a_session_that_was_cut_off_cannot_be_closed(void **state)
{
    (void)state;
    assert_int_equal(host_do("5b 00 02 00 00 00 00 00 00 00"), 0x52C00);
    make_incomplete();
    assert_int_equal(host_do("5b 00 02 00 00 00 00 00 00 00"), 0x37203);
    assert_int_equal(host_do("5b 00 01 00 00 00 00 00 00 00"), 0x37203);
    assert_int_equal(host_do("5b 00 06 00 00 00 00 00 00 00"), 0x52400);
}

static void power_may_never_be_set_or_not_for_a_test_write(void **state)
{
    (void)state;
    host_set("quirks", "opc-fails");
    assert_int_equal(host_do("54 01 00 00 00 00 00 00 00 00"), 0x52C00);
    host_set("quirks", "stale-test-write");
    assert_int_equal(host_select(0x52, 0, 0), 0);
    assert_int_equal(host_do("54 01 00 00 00 00 00 00 00 00"), 0x52C00);
    assert_int_equal(host_select(0x42, 0, 0), 0);
    assert_int_equal(host_do("54 01 00 00 00 00 00 00 00 00"), 0);
}

static void a_disc_whose_files_stay_is_not_reported_as_blanked(void **state)
{
    (void)state;
    host_set("medium", "cd-rw");
    host_burn_album();
    assert_int_equal(unlink(scratch_path("disc.sub")), 0);
    assert_int_equal(mkdir(scratch_path("disc.sub"), 0777), 0);
    assert_int_equal(host_do("a1 01 00 00 00 00 00 00 00 00 00 00"), 0x44400);
    assert_int_equal(rmdir(scratch_path("disc.sub")), 0);
    assert_int_equal(host_do("a1 01 00 00 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(access(scratch_path("disc.bin"), F_OK), -1);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_BLANK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(the_laser_is_calibrated),
        host_test(not_while_it_writes),
        host_test(a_rewritable_disc_is_blanked_and_burned_again),
        host_test(what_cannot_be_blanked),
        host_test(blanking_takes_its_time),
        host_test(a_session_that_was_cut_off_cannot_be_closed),
        host_test(power_may_never_be_set_or_not_for_a_test_write),
        host_test(a_disc_whose_files_stay_is_not_reported_as_blanked),
    };
    return cmocka_run_group_tests_name("device/virtual_medium", tests, NULL, NULL);
}
