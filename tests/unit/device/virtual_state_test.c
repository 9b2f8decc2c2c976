/*
 * The saved state of a drive.
 */
#include "unit/device/recorder_host.h"

static void what_it_remembers_is_readable(void **state)
{
    (void)state;
    assert_int_equal(host_do("1e 00 00 00 01 00"), 0);
    char *text = scratch_read("state", NULL);
    assert_string_equal(text, "tray = closed\n"
                              "locked = yes\n"
                              "read-speed = 52\n"
                              "write-speed = 52\n"
                              "page-01 = 010a00800000000000000000\n"
                              "page-05 = 0532410408000000000000000000009600000000000000000000000000000000"
                              "0000000000000000000000000000000000000000\n"
                              "page-0e = 0e0e04000000004b01ff02ff00000000\n");
    free(text);
}

static void everything_is_there_again(void **state)
{
    (void)state;
    assert_int_equal(host_do("bb 00 0b 07 05 84 00 00 00 00 00 00"), 0); /* 16x, 8x */
    assert_int_equal(host_do("1b 00 00 00 02 00"), 0);
    host_close();
    host_open();
    assert_true(host_look().tray_open);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x23A02);
    rbk_virtual_push_tray(host_drive);
    host_close();
    host_open();
    assert_false(host_look().tray_open);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x62800);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
    assert_int_equal(host_in("5a 00 2a 00 00 00 00 00 3c 00", 60), 0);
    assert_memory_equal(host_data + 8 + 14, "\x0b\x07", 2);
    assert_memory_equal(host_data + 8 + 28, "\x05\x84", 2);
}

static void what_nobody_changed_is_not_written(void **state)
{
    (void)state;
    host_do("00 00 00 00 00 00");
    host_in("51 00 00 00 00 00 00 00 22 00", 34);
    assert_int_equal(access(scratch_path("state"), F_OK), -1);
}

static void a_memory_that_cannot_be_is_refused(void **state)
{
    static const char *const wrong[][2] = {
        {"locked = maybe\n", "'locked': expected no or yes, found 'maybe'"},
        {"attention = 28\n", "'attention': expected pairs CC/QQ in hexadecimal, found '28'"},
        {"write-speed = 0\n", "'write-speed': expected a number from 1 to 99, found '0'"},
        {"page-01 = 010a\n", "'page-01': expected 12 bytes in hexadecimal that begin with 010a"},
        {"page-01 = 050a00800000000000000000\n", "'page-01': expected 12 bytes in hexadecimal that begin with 010a"},
        {"page-01 = 010a0080000000000000000x\n", "'page-01': expected 12 bytes in hexadecimal that begin with 010a"},
        {"mood = good\n", "unknown state 'mood' of a virtual drive"},
    };
    (void)state;
    host_close();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        rbk_virtual *drive;
        rbk_error error;
        scratch_write("state", wrong[i][0], strlen(wrong[i][0]));
        assert_int_equal(rbk_virtual_open(scratch_folder, true, &drive, &error), RBK_SYNTAX);
        assert_string_equal(error.sentence, wrong[i][1]);
    }
    unlink(scratch_path("state"));
    host_open();
}

static void what_it_cannot_save_is_in_the_transcript_with_the_reason(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("state"), 0777), 0);
    assert_int_equal(host_do("1e 00 00 00 01 00"), 0);
    assert_int_equal(rmdir(scratch_path("state")), 0);
    char *transcript = scratch_read("transcript", NULL);
    assert_non_null(strstr(transcript, "the state cannot be saved: 'state' cannot be written: Is a directory\n"));
    free(transcript);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(what_it_remembers_is_readable),
        host_test(everything_is_there_again),
        host_test(what_nobody_changed_is_not_written),
        host_test(what_it_cannot_save_is_in_the_transcript_with_the_reason),
        host_test(a_memory_that_cannot_be_is_refused),
    };
    return cmocka_run_group_tests_name("device/virtual_state", tests, NULL, NULL);
}
