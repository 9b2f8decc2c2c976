/*
 * Raw writing: lead-in, program and lead-out with their subchannel become a disc that Q describes.
 */
#include "unit/device/recorder_host.h"

#include <redbook/sector.h>
#include <redbook/subcode.h>

#include <unistd.h>

enum { FIRST = -12300, END = 700, LAST = END + 6750 };

static rbk_subcode *subcode;
static int32_t bad_lba; /* lba whose Q is damaged */
static bool all_bad;    /* Q of all sectors of track 1 after its pregap */
static bool data;       /* the first track is one of data */
static bool marked;     /* it has an index 02 at lba 200, and Q before that is damaged */

/* Two tracks, the second, of so many sectors, with a pregap and an ISRC. */
static rbk_subcode *make_subcode(int32_t second)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_layout *layout = NULL;
    rbk_subcode *made = NULL;
    rbk_track *one, *two;
    assert_non_null(disc);
    assert_int_equal(rbk_disc_add_track(disc, 1, data ? RBK_MODE_MODE1_2352 : RBK_MODE_AUDIO, &one, NULL), RBK_OK);
    rbk_track_add_silence(one, 300 * RBK_SECTOR_SAMPLES, NULL);
    rbk_track_add_index(one, 1, 0, 0, NULL);
    if (marked)
        rbk_track_add_index(one, 2, 0, 200 * RBK_SECTOR_SAMPLES, NULL);
    assert_int_equal(rbk_disc_add_track(disc, 2, RBK_MODE_AUDIO, &two, NULL), RBK_OK);
    rbk_track_add_silence(two, second * RBK_SECTOR_SAMPLES, NULL);
    rbk_track_add_index(two, 0, 0, 0, NULL);
    rbk_track_add_index(two, 1, 0, 100 * RBK_SECTOR_SAMPLES, NULL);
    strcpy(two->isrc, "USABC1234567");
    strcpy(disc->mcn, "4006381333931");
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_subcode_new(disc, layout, &made, NULL), RBK_OK);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    return made;
}

static int setup(void **state)
{
    if (host_setup(state) != 0)
        return -1;
    subcode = make_subcode(400);
    bad_lba = INT32_MAX;
    return 0;
}

static int teardown(void **state)
{
    rbk_subcode_free(subcode);
    data = marked = false;
    return host_teardown(state);
}

static int setup_data(void **state)
{
    data = true;
    return setup(state);
}

#define raw_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void make_sector(int32_t lba, size_t sub, uint8_t *bytes)
{
    uint8_t channels[RBK_SUBCHANNEL_BYTES];
    host_fill(lba, bytes, RBK_SECTOR_BYTES);
    if (data && lba >= 0 && lba < 300) {
        rbk_sector_build(RBK_SECTOR_MODE1, lba, NULL, NULL, bytes);
        rbk_sector_scramble(bytes);
    }
    rbk_subcode_channels(subcode, lba, channels);
    if (lba == bad_lba || ((all_bad || (marked && lba < 200)) && lba >= 0 && lba < 300))
        channels[20] ^= 1;
    if (sub == RBK_PQ16_BYTES)
        rbk_subchannel_pq16(channels + 12, channels[0] & 0x80, bytes + RBK_SECTOR_BYTES);
    else
        rbk_subchannel_interleave(channels, bytes + RBK_SECTOR_BYTES);
}

/* Stops at the first sense that is not GOOD. */
static uint32_t write_raw(int32_t first, int32_t end, size_t sub)
{
    static uint8_t sectors[26 * 2448];
    for (int32_t lba = first; lba < end; lba += 26) {
        uint32_t count = end - lba < 26 ? (uint32_t)(end - lba) : 26;
        for (uint32_t i = 0; i < count; i++)
            make_sector(lba + (int32_t)i, sub, sectors + i * (RBK_SECTOR_BYTES + sub));
        uint32_t sense = host_write(lba, count, sectors, count * (RBK_SECTOR_BYTES + sub));
        if (sense)
            return sense;
    }
    return 0;
}

static uint32_t synchronize(void)
{
    return host_do("35 00 00 00 00 00 00 00 00 00");
}

static void assert_disc(void)
{
    size_t size;
    uint8_t expected[RBK_SECTOR_BYTES], channels[RBK_SUBCHANNEL_BYTES];
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
    assert_int_equal(host_look().violations, 0);
    char *sheet = scratch_read("disc.cue", NULL);
    assert_string_equal(sheet, "CATALOG 4006381333931\n"
                               "FILE \"disc.bin\" BINARY\n"
                               "  TRACK 01 AUDIO\n"
                               "    INDEX 01 00:00:00\n"
                               "  TRACK 02 AUDIO\n"
                               "    ISRC USABC1234567\n"
                               "    INDEX 00 00:04:00\n"
                               "    INDEX 01 00:05:25\n");
    free(sheet);
    char *bin = scratch_read("disc.bin", &size);
    assert_int_equal(size, END * RBK_SECTOR_BYTES);
    host_fill(END - 1, expected, sizeof expected);
    assert_memory_equal(bin + (END - 1) * RBK_SECTOR_BYTES, expected, sizeof expected);
    free(bin);
    char *sub = scratch_read("disc.sub", &size);
    assert_int_equal(size, END * RBK_SUBCHANNEL_BYTES);
    rbk_subcode_channels(subcode, 350, channels);
    assert_memory_equal(sub + 350 * RBK_SUBCHANNEL_BYTES, channels, sizeof channels);
    free(sub);
}

static void sectors_with_p_to_w_become_a_disc(void **state)
{
    (void)state;
    assert_int_equal(host_select(0x43, 3, 0), 0);
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0);
    assert_memory_equal(host_data + 12, "\xFF\xFF\xCF\xF4", 4); /* the lead-in comes next */
    assert_int_equal(write_raw(FIRST, LAST, RBK_SUBCHANNEL_BYTES), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
    assert_int_equal(synchronize(), 0);
    assert_disc();
}

static void sectors_with_p_and_q_become_the_same_disc(void **state)
{
    (void)state;
    host_set("raw", "16");
    assert_int_equal(host_select(0x43, 3, 0), 0x52600);
    assert_int_equal(host_pointer(), 12);
    assert_int_equal(host_select(0x43, 1, 0), 0);
    assert_int_equal(write_raw(FIRST, LAST, RBK_PQ16_BYTES), 0);
    assert_int_equal(synchronize(), 0);
    assert_disc();
}

static void a_drive_without_it_refuses_the_write_type(void **state)
{
    (void)state;
    host_set("raw", "no");
    assert_int_equal(host_select(0x43, 1, 0), 0x52600);
    assert_int_equal(host_pointer(), 10);
}

static void a_simulation_stores_nothing(void **state)
{
    (void)state;
    assert_int_equal(host_select(0x53, 3, 0), 0);
    assert_int_equal(write_raw(FIRST, LAST, RBK_SUBCHANNEL_BYTES), 0);
    assert_int_equal(synchronize(), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_BLANK);
    assert_int_equal(host_look().violations, 0);
}

static void addresses_go_on_from_the_lead_in(void **state)
{
    (void)state;
    assert_int_equal(host_select(0x43, 3, 0), 0);
    assert_int_equal(write_raw(-150, -140, RBK_SUBCHANNEL_BYTES), 0x52102);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_BLANK);
    assert_int_equal(write_raw(FIRST, FIRST + 26, RBK_SUBCHANNEL_BYTES), 0);
    assert_int_equal(write_raw(FIRST, FIRST + 26, RBK_SUBCHANNEL_BYTES), 0x52102);
    assert_int_equal(host_look().violations, 0);
    assert_int_equal(write_raw(FIRST + 26, FIRST + 52, RBK_PQ16_BYTES), 0x52400);
    assert_int_equal(host_look().violations, 1);
}

/* Before the lead-out is written, a sync leaves the session open. */
static void without_a_lead_out_the_disc_is_incomplete(void **state)
{
    (void)state;
    assert_int_equal(host_select(0x43, 3, 0), 0);
    assert_int_equal(write_raw(FIRST, END, RBK_SUBCHANNEL_BYTES), 0);
    assert_int_equal(synchronize(), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
    assert_int_equal(write_raw(END, END + 52, RBK_SUBCHANNEL_BYTES), 0);
    assert_int_equal(synchronize(), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
    assert_int_equal(host_look().violations, 1); /* it is too short */
}

static void a_lead_in_without_a_table_of_contents_is_refused(void **state)
{
    static uint8_t nothing[26 * 2448];
    (void)state;
    assert_int_equal(host_select(0x43, 3, 0), 0);
    for (int32_t lba = FIRST; lba < -150; lba += 26)
        assert_int_equal(host_write(lba, -150 - lba < 26 ? (uint32_t)(-150 - lba) : 26, nothing,
                                    (size_t)(-150 - lba < 26 ? -150 - lba : 26) * 2448),
                         0);
    assert_int_equal(write_raw(-150, -140, RBK_SUBCHANNEL_BYTES), 0x56400);
    assert_int_equal(host_look().violations, 2);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
}

static void damaged_q_is_a_violation(void **state)
{
    (void)state;
    bad_lba = 77;
    assert_int_equal(host_select(0x43, 3, 0), 0);
    assert_int_equal(write_raw(FIRST, LAST, RBK_SUBCHANNEL_BYTES), 0);
    assert_int_equal(synchronize(), 0);
    assert_int_equal(host_look().violations, 1);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
}

/* As a copy protection has it: the sector belongs to the track all the same. */
static void a_track_without_readable_q_starts_where_the_table_of_contents_says(void **state)
{
    (void)state;
    all_bad = true;
    assert_int_equal(host_select(0x43, 3, 0), 0);
    assert_int_equal(write_raw(FIRST, LAST, RBK_SUBCHANNEL_BYTES), 0);
    all_bad = false;
    assert_int_equal(synchronize(), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
    char *sheet = scratch_read("disc.cue", NULL);
    assert_non_null(strstr(sheet, "  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02"));
    free(sheet);
}

static void an_index_02_before_which_no_q_is_readable_is_in_a_track_from_the_table_of_contents(void **state)
{
    (void)state;
    marked = true;
    rbk_subcode_free(subcode);
    subcode = make_subcode(400);
    assert_int_equal(host_select(0x43, 3, 0), 0);
    assert_int_equal(write_raw(FIRST, LAST, RBK_SUBCHANNEL_BYTES), 0);
    assert_int_equal(synchronize(), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
    char *sheet = scratch_read("disc.cue", NULL);
    assert_non_null(strstr(sheet, "  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n    INDEX 02 00:02:50\n  TRACK 02"));
    free(sheet);
}

static void data_whose_q_is_damaged_is_stored_as_data(void **state)
{
    uint8_t expected[RBK_SECTOR_BYTES];
    (void)state;
    bad_lba = 77;
    assert_int_equal(host_select(0x43, 3, 0), 0);
    assert_int_equal(write_raw(FIRST, LAST, RBK_SUBCHANNEL_BYTES), 0);
    assert_int_equal(synchronize(), 0);
    char *bin = scratch_read("disc.bin", NULL);
    for (int32_t lba = 76; lba <= 78; lba++) {
        rbk_sector_build(RBK_SECTOR_MODE1, lba, NULL, NULL, expected);
        assert_memory_equal(bin + lba * RBK_SECTOR_BYTES, expected, sizeof expected);
    }
    free(bin);
}

/* A test write changes nothing of the disc that is written next, which gets P and Q of the drive. */
static void a_simulation_is_forgotten_when_the_next_disc_is_written(void **state)
{
    static const uint8_t sheet[] = {0x01, 0, 0, 0x01, 0, 0, 0, 0, 0x01, 1,    0, 0x40, 0, 0, 0, 0,
                                    0x01, 1, 1, 0x40, 0, 0, 2, 0, 0x01, 0xAA, 1, 0x01, 0, 0, 8, 0};
    size_t size;
    (void)state;
    assert_int_equal(host_select(0x53, 3, 0), 0);
    assert_int_equal(write_raw(FIRST, LAST, RBK_SUBCHANNEL_BYTES), 0);
    assert_int_equal(synchronize(), 0);
    assert_int_equal(host_select(0x42, 3, 0), 0);
    assert_int_equal(host_send_sheet(sheet, sizeof sheet), 0);
    assert_int_equal(host_write_range(-150, 450, 2448, 25), 0);
    assert_int_equal(synchronize(), 0);
    uint8_t *sub = (uint8_t *)scratch_read("disc.sub", &size);
    assert_int_equal(size, 450 * RBK_SUBCHANNEL_BYTES);
    for (int32_t lba = 0; lba < 450; lba++)
        assert_true(rbk_q_verify(sub + lba * RBK_SUBCHANNEL_BYTES + 12));
    free(sub);
}

static void sectors_past_the_end_of_the_medium_are_refused(void **state)
{
    static uint8_t sector[2448];
    const int32_t end = 60 * 75 - 150 + 6750;
    (void)state;
    host_set("lead-out", "01:00:00");
    assert_int_equal(host_select(0x43, 3, 0), 0);
    assert_int_equal(write_raw(FIRST, end, RBK_SUBCHANNEL_BYTES), 0);
    assert_int_equal(host_write(end, 1, sector, sizeof sector), 0x52100);
}

/* A folder in the place of a file of the disc; the write can be repeated when it is gone. */
static void what_cannot_be_stored_is_written_again(void **state)
{
    (void)state;
    assert_int_equal(host_select(0x43, 3, 0), 0);
    assert_int_equal(mkdir(scratch_path("disc.bin"), 0777), 0);
    assert_int_equal(write_raw(FIRST, FIRST + 26, RBK_SUBCHANNEL_BYTES), 0x44400);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_BLANK);
    assert_int_equal(rmdir(scratch_path("disc.bin")), 0);
    assert_int_equal(write_raw(FIRST, -150, RBK_SUBCHANNEL_BYTES), 0);
    assert_int_equal(mkdir(scratch_path("disc.sub"), 0777), 0);
    assert_int_equal(write_raw(-150, -140, RBK_SUBCHANNEL_BYTES), 0x44400);
    assert_int_equal(rmdir(scratch_path("disc.sub")), 0);
    assert_int_equal(write_raw(-150, LAST, RBK_SUBCHANNEL_BYTES), 0);
    assert_int_equal(mkdir(scratch_path(".new"), 0777), 0);
    assert_int_equal(synchronize(), 0x44400);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
    assert_int_equal(rmdir(scratch_path(".new")), 0);
    assert_int_equal(synchronize(), 0);
    assert_disc();
}

static void a_lead_out_elsewhere_than_in_the_table_of_contents_is_a_violation(void **state)
{
    (void)state;
    assert_int_equal(host_select(0x43, 3, 0), 0);
    assert_int_equal(write_raw(FIRST, 0, RBK_SUBCHANNEL_BYTES), 0);
    rbk_subcode_free(subcode);
    subcode = make_subcode(410);
    assert_int_equal(write_raw(0, LAST, RBK_SUBCHANNEL_BYTES), 0);
    assert_int_equal(synchronize(), 0);
    assert_int_equal(host_look().violations, 1);
    char *transcript = scratch_read("transcript", NULL);
    assert_non_null(strstr(transcript, "the lead-out starts at lba 710 in Q, at 700 in the table of contents"));
    free(transcript);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
}

static void a_spoiled_disc_takes_no_more_sectors(void **state)
{
    (void)state;
    host_set("clock", "virtual");
    host_set("quirks", "no-underrun-protection");
    assert_int_equal(host_select(0x03, 3, 0), 0);
    assert_int_equal(write_raw(FIRST, FIRST + 520, RBK_SUBCHANNEL_BYTES), 0);
    rbk_virtual_pass_ms(host_drive, 60000);
    assert_int_equal(write_raw(FIRST + 520, FIRST + 546, RBK_SUBCHANNEL_BYTES), 0x30C09);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        raw_test(sectors_with_p_to_w_become_a_disc),
        raw_test(sectors_with_p_and_q_become_the_same_disc),
        raw_test(a_drive_without_it_refuses_the_write_type),
        raw_test(a_simulation_stores_nothing),
        raw_test(addresses_go_on_from_the_lead_in),
        raw_test(without_a_lead_out_the_disc_is_incomplete),
        raw_test(a_lead_in_without_a_table_of_contents_is_refused),
        raw_test(damaged_q_is_a_violation),
        raw_test(an_index_02_before_which_no_q_is_readable_is_in_a_track_from_the_table_of_contents),
        raw_test(a_track_without_readable_q_starts_where_the_table_of_contents_says),
        cmocka_unit_test_setup_teardown(data_whose_q_is_damaged_is_stored_as_data, setup_data, teardown),
        raw_test(a_simulation_is_forgotten_when_the_next_disc_is_written),
        raw_test(sectors_past_the_end_of_the_medium_are_refused),
        raw_test(what_cannot_be_stored_is_written_again),
        raw_test(a_lead_out_elsewhere_than_in_the_table_of_contents_is_a_violation),
        raw_test(a_spoiled_disc_takes_no_more_sectors),
    };
    return cmocka_run_group_tests_name("device/virtual_raw", tests, NULL, NULL);
}
