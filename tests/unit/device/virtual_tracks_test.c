/*
 * Track-at-once: where tracks begin, their content, and the disc after the session is closed.
 */
#include "unit/device/recorder_host.h"

/* Write parameters of a track: write type, control bits, data block type. */
static uint32_t select_track(uint8_t write_type, uint8_t control, uint8_t block)
{
    uint8_t parameters[60] = {[8] = 0x05, [9] = 0x32, [23] = 0x96};
    parameters[10] = write_type;
    parameters[11] = control;
    parameters[12] = block;
    return host_out("55 10 00 00 00 00 00 00 3c 00", parameters, sizeof parameters);
}

static int32_t next_address(void)
{
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0);
    return (int32_t)((uint32_t)host_data[12] << 24 | (uint32_t)host_data[13] << 16 | (uint32_t)host_data[14] << 8 |
                     host_data[15]);
}

static uint32_t synchronize(void)
{
    return host_do("35 00 00 00 00 00 00 00 00 00");
}

static void tracks_become_a_disc_when_the_session_is_closed(void **state)
{
    uint8_t expected[2352];
    size_t size;
    (void)state;
    assert_int_equal(select_track(0x41, 0x02, 0), 0);
    assert_int_equal(next_address(), 0);
    assert_int_equal(host_write_range(0, 400, 2352, 25), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
    assert_int_equal(select_track(0x41, 0x00, 0), 0x52C00); /* not while a track is open */
    assert_int_equal(synchronize(), 0);
    assert_int_equal(select_track(0x41, 0x00, 0), 0);
    assert_int_equal(next_address(), 552); /* two sectors that end a track, and a pregap */
    assert_int_equal(host_data[2], 2);
    assert_int_equal(host_write_range(552, 900, 2352, 24), 0);
    assert_int_equal(host_do("5b 00 01 00 00 02 00 00 00 00"), 0); /* closing the track has the same effect */
    assert_int_equal(host_do("5b 00 02 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
    assert_int_equal(host_look().violations, 0);
    char *sheet = scratch_read("disc.cue", NULL);
    assert_string_equal(sheet, "FILE \"disc.bin\" BINARY\n"
                               "  TRACK 01 AUDIO\n"
                               "    FLAGS DCP\n"
                               "    INDEX 01 00:00:00\n"
                               "  TRACK 02 AUDIO\n"
                               "    INDEX 00 00:05:25\n"
                               "    INDEX 01 00:07:27\n");
    free(sheet);
    char *bin = scratch_read("disc.bin", &size);
    assert_int_equal(size, 900 * 2352);
    host_fill(399, expected, sizeof expected);
    assert_memory_equal(bin + 399 * 2352, expected, sizeof expected);
    for (size_t i = 400 * 2352; i < 552 * 2352; i++)
        assert_int_equal(bin[i], 0);
    host_fill(552, expected, sizeof expected);
    assert_memory_equal(bin + 552 * 2352, expected, sizeof expected);
    free(bin);
    assert_int_equal(host_in("43 00 00 00 00 00 00 00 1c 00", 28), 0);
    assert_memory_equal(host_data + 8, "\0\0\0\0\0\x10\x02\0\0\0\x02\x28\0\x10\xAA\0\0\0\x03\x84", 20);
}

static void data_get_their_sectors_made(void **state)
{
    size_t size;
    (void)state;
    assert_int_equal(select_track(0x41, 0x04, 8), 0);
    assert_int_equal(host_write_range(0, 300, 2048, 30), 0);
    assert_int_equal(synchronize(), 0);
    assert_int_equal(host_do("5b 00 02 00 00 00 00 00 00 00"), 0);
    char *bin = scratch_read("disc.bin", &size);
    assert_int_equal(size, 300 * 2352);
    assert_memory_equal(bin + 299 * 2352, "\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\x00\x05\x74\x01", 16);
    free(bin);
}

static void what_a_track_cannot_be_is_refused(void **state)
{
    (void)state;
    assert_int_equal(select_track(0x41, 0x00, 8), 0);
    assert_int_equal(host_write(0, 1, host_data, 2048), 0x56400); /* audio in blocks of data */
    assert_int_equal(select_track(0x41, 0x04, 0), 0);
    assert_int_equal(host_write(0, 1, host_data, 2352), 0x56400);
    assert_int_equal(select_track(0x41, 0x00, 0), 0);
    assert_int_equal(host_write(-150, 1, host_data, 2352), 0x52102);
    assert_int_equal(host_write(16, 1, host_data, 2352), 0x52102);
    assert_int_equal(host_look().violations, 0);
    assert_int_equal(host_write(0, 1, host_data, 2048), 0x52400);
    assert_int_equal(host_look().violations, 1);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_BLANK);
    assert_int_equal(host_do("5b 00 02 00 00 00 00 00 00 00"), 0x52C00);
    assert_int_equal(host_write(0, 1, host_data, 2352), 0);
    assert_int_equal(host_write(2, 1, host_data, 2352), 0x52102);
}

/* A track for which there is no room is not started, so that the session can be closed without it. */
static void a_track_beyond_the_medium_is_no_track(void **state)
{
    (void)state;
    host_set("lead-out", "01:00:00");
    assert_int_equal(select_track(0x41, 0x00, 0), 0);
    assert_int_equal(host_write_range(0, 4188, 2352, 27), 0);
    assert_int_equal(synchronize(), 0);
    assert_int_equal(next_address(), 4340);
    assert_int_equal(host_write(4340, 11, host_data, 11 * 2352), 0x52100);
    assert_int_equal(host_do("5b 00 02 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
}

static void a_simulated_track_leaves_the_disc_blank(void **state)
{
    (void)state;
    assert_int_equal(select_track(0x51, 0x00, 0), 0);
    assert_int_equal(host_write_range(0, 400, 2352, 25), 0);
    assert_int_equal(synchronize(), 0);
    assert_int_equal(host_do("5b 00 02 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_BLANK);
    assert_int_equal(next_address(), 0);
}

static void a_session_that_is_not_closed_stays_incomplete(void **state)
{
    (void)state;
    assert_int_equal(select_track(0x41, 0x00, 0), 0);
    assert_int_equal(host_write_range(0, 400, 2352, 25), 0);
    assert_int_equal(synchronize(), 0);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_int_equal(host_data[2], 0x05);
    assert_int_equal(host_data[6], 2); /* the one that could come */
    host_close();
    host_open();
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
    assert_int_equal(host_do("5b 00 02 00 00 00 00 00 00 00"), 0x37203);
    assert_int_equal(host_write(552, 1, host_data, 2352), 0x53005);
}

/* A folder in the place of the file that is written: the session is closed when it is gone. */
static void a_session_that_cannot_be_closed_can_be_closed_later(void **state)
{
    (void)state;
    assert_int_equal(select_track(0x41, 0x00, 0), 0);
    assert_int_equal(host_write_range(0, 400, 2352, 25), 0);
    assert_int_equal(synchronize(), 0);
    assert_int_equal(mkdir(scratch_path(".new"), 0777), 0);
    assert_int_equal(host_do("5b 00 02 00 00 00 00 00 00 00"), 0x44400);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
    assert_int_equal(rmdir(scratch_path(".new")), 0);
    assert_int_equal(host_do("5b 00 02 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
    char *sheet = scratch_read("disc.cue", NULL);
    assert_string_equal(sheet, "FILE \"disc.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    free(sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(tracks_become_a_disc_when_the_session_is_closed),
        host_test(data_get_their_sectors_made),
        host_test(a_track_beyond_the_medium_is_no_track),
        host_test(what_a_track_cannot_be_is_refused),
        host_test(a_simulated_track_leaves_the_disc_blank),
        host_test(a_session_that_is_not_closed_stays_incomplete),
        host_test(a_session_that_cannot_be_closed_can_be_closed_later),
    };
    return cmocka_run_group_tests_name("device/virtual_tracks", tests, NULL, NULL);
}
