/*
 * Discs of several sessions: what the drive reports about a disc that is open for another session, where that starts,
 * and what is on the disc afterwards.
 */
#include "unit/device/recorder_host.h"

#include <unistd.h>

/* A track from 11,400 sectors after the end of sheet_plain (1500): index 00 at 12750, index 01 at 12900, 300 sectors.
   */
static const uint8_t sheet_second[] = {0x41, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x00, 0x41, 0x02, 0x00,
                                       0x10, 0x00, 0x02, 0x34, 0x00, 0x41, 0x02, 0x01, 0x10, 0x00, 0x02,
                                       0x36, 0x00, 0x41, 0xAA, 0x01, 0x14, 0x00, 0x02, 0x3A, 0x00};

static uint32_t select_session(uint8_t write_type, uint8_t multi, uint8_t control, uint8_t block)
{
    uint8_t parameters[60] = {[8] = 0x05, [9] = 0x32, [23] = 0x96};
    parameters[10] = write_type;
    parameters[11] = (uint8_t)(multi << 6 | control);
    parameters[12] = block;
    return host_out("55 10 00 00 00 00 00 00 3c 00", parameters, sizeof parameters);
}

static int32_t number_at(size_t byte)
{
    return (int32_t)((uint32_t)host_data[byte] << 24 | (uint32_t)host_data[byte + 1] << 16 |
                     (uint32_t)host_data[byte + 2] << 8 | host_data[byte + 3]);
}

static void write_first(void)
{
    assert_int_equal(select_session(0x42, 3, 0, 0), 0);
    assert_int_equal(host_send_sheet(sheet_plain, sizeof sheet_plain), 0);
    assert_int_equal(host_write_range(-150, 1500, 2352, 25), 0);
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
}

static void write_second(uint8_t multi)
{
    assert_int_equal(select_session(0x42, multi, 0, 0), 0);
    assert_int_equal(host_send_sheet(sheet_second, sizeof sheet_second), 0);
    assert_int_equal(host_write_range(12750, 13200, 2048, 31), 0);
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
}

static void a_session_that_another_may_follow_leaves_the_disc_appendable(void **state)
{
    (void)state;
    write_first();
    assert_int_equal(host_look().disc, RBK_VIRTUAL_APPENDABLE);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_int_equal(host_data[2], 0x01); /* appendable, the last session empty */
    assert_int_equal(host_data[3], 1);
    assert_int_equal(host_data[4], 2);
    assert_int_equal(host_data[5], 2);
    assert_int_equal(host_data[6], 2);
    assert_memory_equal(host_data + 17, "\1\64\0", 3); /* the next lead-in: 1500 + 6750 */
    assert_memory_equal(host_data + 21, "\117\73\112", 3);
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0);
    assert_int_equal(host_data[2], 2);
    assert_int_equal(host_data[3], 2);
    assert_int_equal(host_data[6] & 0x40, 0x40);
    assert_int_equal(number_at(12), 12750); /* in session-at-once, the pregap's */
}

static void the_full_toc_of_an_open_disc_says_where_it_continues(void **state)
{
    (void)state;
    write_first();
    assert_int_equal(host_in("43 00 02 00 00 00 01 04 00 00", 1024), 0);
    assert_int_equal(host_data[1], 2 + 6 * 11);
    const uint8_t *next = host_data + 4 + 4 * 11;
    assert_memory_equal(next, "\1\120\0\260\2\66\0\2\117\73\112",
                        11); /* B0: 12900, two such points, the last lead-out */
    assert_memory_equal(next + 11, "\1\120\0\300\0\0\0\0\141\22\0", 11); /* C0: the first lead-in */
}

/* By its session, its number, or a sector of it: all are the one that is not visible. */
static void the_next_track_of_an_open_disc_is_found_by_its_session_and_its_sectors(void **state)
{
    static const char *const queries[] = {"52 01 00 00 00 02 00 00 24 00", "52 02 00 00 00 02 00 00 24 00",
                                          "52 00 00 00 32 64 00 00 24 00"};
    uint8_t next[36];
    (void)state;
    write_first();
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0);
    memcpy(next, host_data, sizeof next);
    assert_int_equal(next[2], 2);
    assert_int_equal(next[3], 2);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        assert_int_equal(host_in(queries[i], 36), 0);
        assert_memory_equal(host_data, next, sizeof next);
    }
    assert_int_equal(host_in("52 02 00 00 00 03 00 00 24 00", 36), 0x52400);
    assert_int_equal(host_in("52 01 00 00 00 03 00 00 24 00", 36), 0x52400);
}

static void a_second_session_completes_the_disc(void **state)
{
    size_t size;
    (void)state;
    write_first();
    write_second(0);
    rbk_virtual_view view = host_look();
    assert_int_equal(view.disc, RBK_VIRTUAL_FINALIZED);
    assert_int_equal(view.violations, 0);
    char *sheet = scratch_read("disc.cue", NULL);
    assert_string_equal(sheet, "REM SESSION 01\n"
                               "FILE \"disc.bin\" BINARY\n"
                               "  TRACK 01 AUDIO\n"
                               "    INDEX 01 00:00:00\n"
                               "REM LEAD-OUT 01:30:00\n"
                               "REM SESSION 02\n"
                               "REM LEAD-IN 01:00:00\n"
                               "REM PREGAP 00:02:00\n"
                               "FILE \"disc.2.bin\" BINARY\n"
                               "  TRACK 02 MODE1/2352\n"
                               "    INDEX 01 00:00:00\n");
    free(sheet);
    free(scratch_read("disc.2.bin", &size));
    assert_int_equal(size, 300 * 2352);
    free(scratch_read("disc.2.pregap", &size));
    assert_int_equal(size, 150 * 2352);
}

static void tables_and_sectors_of_all_sessions_are_read_also_when_the_drive_is_opened_again(void **state)
{
    uint8_t expected[2352];
    (void)state;
    write_first();
    host_close();
    host_open();
    assert_int_equal(host_look().disc, RBK_VIRTUAL_APPENDABLE);
    write_second(0);
    host_close();
    host_open();
    assert_int_equal(host_in("43 00 00 00 00 00 00 04 00 00", 1024), 0);
    assert_memory_equal(host_data + 2, "\1\2", 2);
    assert_int_equal(number_at(4 + 4), 0);
    assert_int_equal(number_at(12 + 4), 12900);
    assert_int_equal(number_at(20 + 4), 13200);
    assert_int_equal(host_in("43 00 01 00 00 00 00 00 0c 00", 12), 0);
    assert_memory_equal(host_data + 2, "\1\2\0\24\2", 5);
    assert_int_equal(number_at(8), 12900);
    assert_int_equal(host_in("52 01 00 00 00 02 00 00 24 00", 36), 0);
    assert_int_equal(host_data[3], 2);
    assert_int_equal(number_at(8), 12900);
    assert_int_equal(host_in("be 00 00 00 05 db 00 00 01 f8 00 00", 2352), 0); /* 1499 */
    host_fill(1499, expected, sizeof expected);
    assert_memory_equal(host_data, expected, sizeof expected);
    assert_int_equal(host_in("be 00 00 00 05 dc 00 00 01 f8 00 00", 2352), 0x52100); /* the lead-out */
    assert_int_equal(host_in("be 00 00 00 32 64 00 00 01 f8 00 00", 2352), 0);       /* 12900 */
    assert_memory_equal(host_data + 12, "\2\124\0\1", 4);
    assert_int_equal(host_in("be 00 00 00 32 64 00 00 01 10 02 00", 2064), 0);
    assert_memory_equal(host_data + 2048, "\101\2\1", 3); /* Q */
}

static void a_session_that_was_not_finished_leaves_those_before_it(void **state)
{
    (void)state;
    write_first();
    assert_int_equal(select_session(0x42, 0, 0, 0), 0);
    assert_int_equal(host_send_sheet(sheet_second, sizeof sheet_second), 0);
    assert_int_equal(host_write_range(12750, 12800, 2048, 10), 0);
    host_close();
    host_open();
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_int_equal(host_data[2], 0x05);
    assert_int_equal(host_in("be 00 00 00 05 db 00 00 01 f8 00 00", 2352), 0);
    assert_int_equal(host_in("be 00 00 00 32 64 00 00 01 f8 00 00", 2352), 0x31105);
    assert_int_equal(host_in("43 00 00 00 00 00 00 04 00 00", 1024), 0);
    assert_memory_equal(host_data + 2, "\1\1", 2);
}

static void a_second_session_anywhere_else_or_with_text_is_refused(void **state)
{
    uint8_t sheet[sizeof sheet_second];
    (void)state;
    write_first();
    assert_int_equal(select_session(0x42, 0, 0, 0), 0);
    memcpy(sheet, sheet_second, sizeof sheet);
    sheet[8 + 6] = 0x33; /* a second early */
    assert_int_equal(host_send_sheet(sheet, sizeof sheet), 0x52600);
    memcpy(sheet, sheet_second, sizeof sheet);
    sheet[9] = sheet[17] = 3; /* track 3 after track 1 */
    assert_int_equal(host_send_sheet(sheet, sizeof sheet), 0x52600);
    assert_int_equal(host_send_sheet(sheet_cdrskin, sizeof sheet_cdrskin), 0x52600);
    memcpy(sheet, sheet_second, sizeof sheet);
    sheet[0] = 0x01;
    sheet[3] = 0x41; /* text in its lead-in */
    assert_int_equal(host_send_sheet(sheet, sizeof sheet), 0x52600);
    assert_int_equal(host_pointer(), 3);
    char *transcript = scratch_read("transcript", NULL);
    assert_non_null(strstr(transcript, "only the first session of a disc has CD-TEXT"));
    free(transcript);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_APPENDABLE);
    assert_int_equal(select_session(0x43, 0, 0, 3), 0); /* nor raw */
    assert_int_equal(host_write(-12300, 1, host_data, 2448), 0x53005);
}

static void tracks_are_appended_one_by_one(void **state)
{
    (void)state;
    assert_int_equal(select_session(0x41, 3, 0, 0), 0);
    assert_int_equal(host_write_range(0, 400, 2352, 25), 0);
    assert_int_equal(host_do("5b 00 01 00 00 01 00 00 00 00"), 0);
    assert_int_equal(host_do("5b 00 02 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_APPENDABLE);
    assert_int_equal(select_session(0x41, 3, 4, 8), 0);
    assert_int_equal(host_write_range(11800, 12200, 2048, 25), 0);
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0);
    assert_int_equal(host_data[2], 2);
    assert_int_equal(host_do("5b 00 02 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_APPENDABLE);
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0);
    assert_int_equal(number_at(12), 12200 + 6900);
    assert_int_equal(host_in("43 00 02 00 00 00 02 04 00 00", 1024), 0); /* from session 2 on */
    assert_memory_equal(host_data + 4, "\2\24\0\240", 4);
    assert_int_equal(host_data[1], 2 + 5 * 11); /* three points, a track, B0 */
}

static void habits_of_drives_with_sessions(void **state)
{
    (void)state;
    host_set("quirks", "no-multi-session");
    assert_int_equal(select_session(0x42, 3, 0, 0), 0x52600);
    host_set("quirks", "no-sao-append session-elsewhere");
    write_first();
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0);
    assert_int_equal(number_at(12), 12825);
    assert_int_equal(select_session(0x42, 0, 0, 0), 0);
    assert_int_equal(host_send_sheet(sheet_second, sizeof sheet_second), 0x53005);
    host_set("quirks", "wrong-nwa");
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0);
    assert_int_equal(number_at(12), 12900);
}

static void blanking_and_another_disc_take_all_sessions(void **state)
{
    (void)state;
    host_set("medium", "cd-rw");
    write_first();
    write_second(0);
    assert_int_equal(host_do("a1 01 00 00 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_BLANK);
    assert_int_not_equal(access(scratch_path("disc.2.bin"), F_OK), 0);
    assert_int_not_equal(access(scratch_path("disc.2.sheet"), F_OK), 0);
    write_first();
    write_second(3);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_APPENDABLE);
}

/* A folder in the place of a file of the new session: nothing of what there is changes. */
static void a_session_that_cannot_be_started_leaves_the_disc_open(void **state)
{
    (void)state;
    write_first();
    assert_int_equal(mkdir(scratch_path("disc.2.bin"), 0777), 0);
    assert_int_equal(select_session(0x42, 0, 0, 0), 0);
    assert_int_equal(host_send_sheet(sheet_second, sizeof sheet_second), 0);
    assert_int_equal(host_write_range(12750, 12781, 2048, 31), 0x44400);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_APPENDABLE);
    assert_int_equal(host_in("be 00 00 00 05 db 00 00 01 f8 00 00", 2352), 0);
    assert_int_equal(host_in("43 00 00 00 00 00 00 04 00 00", 1024), 0);
    assert_memory_equal(host_data + 2, "\1\1", 2);
    assert_int_equal(rmdir(scratch_path("disc.2.bin")), 0);
    write_second(0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
    assert_int_equal(host_in("43 00 00 00 00 00 00 04 00 00", 1024), 0);
    assert_memory_equal(host_data + 2, "\1\2", 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(a_session_that_another_may_follow_leaves_the_disc_appendable),
        host_test(the_full_toc_of_an_open_disc_says_where_it_continues),
        host_test(the_next_track_of_an_open_disc_is_found_by_its_session_and_its_sectors),
        host_test(a_second_session_completes_the_disc),
        host_test(tables_and_sectors_of_all_sessions_are_read_also_when_the_drive_is_opened_again),
        host_test(a_session_that_was_not_finished_leaves_those_before_it),
        host_test(a_second_session_anywhere_else_or_with_text_is_refused),
        host_test(tracks_are_appended_one_by_one),
        host_test(habits_of_drives_with_sessions),
        host_test(blanking_and_another_disc_take_all_sessions),
        host_test(a_session_that_cannot_be_started_leaves_the_disc_open),
    };
    return cmocka_run_group_tests_name("device/virtual_sessions", tests, NULL, NULL);
}
