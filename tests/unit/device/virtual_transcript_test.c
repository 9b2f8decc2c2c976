/*
 * The transcript's lines (its sameness from run to run is virtual_test's).
 */
#include "unit/device/recorder_host.h"

static char *said(void)
{
    return scratch_read("transcript", NULL);
}

static void parameters_are_written_out_and_sectors_are_not(void **state)
{
    (void)state;
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    host_write_range(-150, -149, 2352, 1);
    char *text = said();
    assert_non_null(strstr(text, "     1 55 10 00 00 00 00 00 00 3c 00       out 60 good\n"
                                 "< 00 00 00 00 00 00 00 00 05 32 42 00 00 00 00 00\n"
                                 "< 00 00 00 00 00 00 00 96 00 00 00 00 00 00 00 00\n"));
    assert_non_null(strstr(text, "     3 2a 00 ff ff ff 6a 00 00 01 00       out 2352 good\n"));
    assert_null(strstr(strstr(text, "     3 2a"), "<"));
    free(text);
}

static void every_outcome_has_its_word(void **state)
{
    (void)state;
    host_fault("at 1 broken");
    host_fault("at 2 filter");
    host_fault("at 3 full");
    host_fault("at 4 sense 3/73/03");
    for (unsigned i = 0; i < 5; i++)
        host_do("00 00 00 00 00 00");
    char *text = said();
    assert_non_null(strstr(text, "     1 00 00 00 00 00 00                   - broken\n"));
    assert_non_null(strstr(text, "     2 00 00 00 00 00 00                   - filtered\n"));
    assert_non_null(strstr(text, "     3 00 00 00 00 00 00                   - busy\n"));
    assert_non_null(strstr(text, "     4 00 00 00 00 00 00                   - check 3/73/03\n"));
    assert_non_null(strstr(text, "     5 00 00 00 00 00 00                   - good\n"));
    assert_non_null(strstr(text, "# a fault happens to the next command\n     1 "));
    free(text);
}

static void what_a_host_must_not_do_is_marked_and_counted(void **state)
{
    (void)state;
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    assert_int_equal(host_write(-150, 2, host_data, 2352), 0x52400);
    assert_int_equal(host_look().violations, 1);
    char *text = said();
    assert_non_null(strstr(text, "! received 2352 bytes for 2 sectors of 2352 bytes\n"));
    free(text);
}

static void it_grows_from_process_to_process(void **state)
{
    (void)state;
    host_do("00 00 00 00 00 00");
    host_close();
    host_open();
    host_do("00 00 00 00 00 00");
    char *text = said();
    assert_string_equal(text, "= opened\n"
                              "     1 00 00 00 00 00 00                   - good\n"
                              "= opened\n"
                              "     1 00 00 00 00 00 00                   - good\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(parameters_are_written_out_and_sectors_are_not),
        host_test(every_outcome_has_its_word),
        host_test(what_a_host_must_not_do_is_marked_and_counted),
        host_test(it_grows_from_process_to_process),
    };
    return cmocka_run_group_tests_name("device/virtual_transcript", tests, NULL, NULL);
}
