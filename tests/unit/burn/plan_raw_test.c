/*
 * Raw writing: what is sent from the start of the lead-in to the end of the lead-out.
 */
#include "burn/plan.h"

#include "unit/burn/plans.h"

#include <redbook/sector.h>

enum { RAW_96_BYTES = 2448, RAW_16_BYTES = 2368 };

static uint8_t sector[RAW_96_BYTES], channels[RBK_SUBCHANNEL_BYTES];

static void plan_known(void)
{
    options.medium = (rbk_burn_medium){true, -12300, 359849};
    if (make_plan() != RBK_OK)
        fail_msg("%s", error.sentence);
    assert_int_equal(plan->refusals, 0);
}

/* One sector; its channels go to channels. */
static void read_one(rbk_burn_write_mode mode, int32_t lba)
{
    if (rbk_burn_raw_read(plan, image, mode, lba, 1, sector, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    if (mode == RBK_BURN_WRITE_RAW_96)
        rbk_subchannel_deinterleave(sector + RBK_SECTOR_BYTES, channels);
}

static rbk_q q_at(int32_t lba)
{
    rbk_q q;
    read_one(RBK_BURN_WRITE_RAW_96, lba);
    assert_true(rbk_q_decode(channels + 12, &q));
    return q;
}

static void everything_from_the_lead_in_to_the_end_of_the_lead_out_is_one_range(void **state)
{
    rbk_burn_range range;
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 1000);
    plan_known();
    assert_int_equal(rbk_burn_raw_range(plan, RBK_BURN_WRITE_RAW_96, &range, &error), RBK_OK);
    assert_int_equal(range.first_lba, -12300);
    assert_int_equal(range.sectors, 12300 + 1000 + 6750);
    assert_int_equal(range.sector_bytes, 2448);
    assert_int_equal(range.chunk_sectors, 26);
    assert_int_equal(rbk_burn_raw_range(plan, RBK_BURN_WRITE_RAW_16, &range, &error), RBK_OK);
    assert_int_equal(range.sector_bytes, 2368);
    assert_int_equal(range.chunk_sectors, 27);
    assert_int_equal(rbk_burn_raw_range(plan, RBK_BURN_WRITE_SAO, &range, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_burn_raw_read(plan, image, RBK_BURN_WRITE_RAW_96, -12301, 1, sector, &error),
                     RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_burn_raw_read(plan, image, RBK_BURN_WRITE_RAW_96, 7749, 2, sector, &error),
                     RBK_INVALID_ARGUMENT);
}

static void what_cannot_be_written_raw_is_refused_with_the_reason(void **state)
{
    rbk_burn_range range;
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 1000);
    set_title("A title");
    plan_known();
    assert_int_equal(rbk_burn_raw_range(plan, RBK_BURN_WRITE_RAW_96, &range, &error), RBK_OK);
    assert_int_equal(rbk_burn_raw_range(plan, RBK_BURN_WRITE_RAW_16, &range, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "raw16 has no R-W for CD-TEXT: use --no-cdtext to burn without it");
    assert_int_equal(rbk_burn_raw_range(plan, RBK_BURN_WRITE_SAO, &range, &error), RBK_INVALID_ARGUMENT);
    options.medium.known = false;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_burn_raw_range(plan, RBK_BURN_WRITE_RAW_96, &range, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "raw writing starts with the lead-in, and the drive does not report where that "
                                        "of this disc starts");
}

static void the_lead_in_is_the_table_of_contents(void **state)
{
    bool seen[256] = {false};
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 500);
    add_track(RBK_MODE_AUDIO, 150, 500)->flags = RBK_FLAG_PRE_EMPHASIS;
    plan_known();
    for (int32_t lba = -12300; lba < -12300 + 15; lba++) {
        rbk_q q = q_at(lba);
        assert_int_equal(q.kind, RBK_Q_TOC);
        seen[q.point] = true;
        if (q.point == 2) {
            assert_int_equal(q.control, RBK_FLAG_PRE_EMPHASIS);
            assert_int_equal((q.point_minute * 60 + q.point_second) * 75 + q.point_frame, 650 + 150);
        }
        if (q.point == RBK_POINT_LEAD_OUT)
            assert_int_equal((q.point_minute * 60 + q.point_second) * 75 + q.point_frame, 1150 + 150);
    }
    assert_true(seen[1] && seen[2] && seen[0xA0] && seen[0xA1] && seen[0xA2]);
    assert_int_equal(q_at(-150).index, 0);
    assert_int_equal(q_at(0).index, 1);
    assert_int_equal(q_at(1150).track, RBK_Q_LEAD_OUT);
    assert_int_equal(q_at(1150 + 6749).track, RBK_Q_LEAD_OUT);
}

static void cd_text_is_in_r_to_w_of_the_lead_in_and_nowhere_else(void **state)
{
    uint8_t expected[96];
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 500);
    set_title("A title");
    plan_known();
    for (int32_t lba = -12300; lba < -150; lba += 675) {
        read_one(RBK_BURN_WRITE_RAW_96, lba);
        rbk_burn_lead_in_sector(plan, lba, expected);
        for (size_t i = 0; i < sizeof expected; i++)
            assert_int_equal(sector[RBK_SECTOR_BYTES + i] & 0x3F, expected[i]);
    }
    read_one(RBK_BURN_WRITE_RAW_96, -150);
    for (size_t i = 0; i < sizeof expected; i++)
        assert_int_equal(sector[RBK_SECTOR_BYTES + i] & 0x3F, 0);
}

static void p_and_q_alone_say_the_same(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 500);
    add_track(RBK_MODE_AUDIO, 150, 500);
    plan_known();
    for (int32_t lba = -300; lba < 1500; lba += 7) {
        read_one(RBK_BURN_WRITE_RAW_96, lba);
        read_one(RBK_BURN_WRITE_RAW_16, lba);
        assert_memory_equal(sector + RBK_SECTOR_BYTES, channels + 12, RBK_Q_BYTES);
        assert_int_equal(sector[RAW_16_BYTES - 1], channels[0] & 0x80);
    }
}

/* The copy bit of a protected copy (SCMS) alternates every four sectors; others never do. */
static void a_protected_copy_has_its_alternating_bit(void **state)
{
    unsigned set = 0, changes = 0;
    bool before = false;
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 400);
    add_track(RBK_MODE_AUDIO, 0, 400)->flags = RBK_FLAG_SCMS;
    plan_known();
    for (int32_t lba = 0; lba < 800; lba++) {
        bool bit = q_at(lba).control & RBK_FLAG_COPY_PERMITTED;
        assert_true(lba >= 400 || !bit);
        changes += bit != before;
        set += bit;
        before = bit;
    }
    assert_int_equal(set, 200);
    assert_in_range(changes, 100, 101); /* it may start within four */
}

static void modified_q_of_a_protected_copy_is_written_as_it_is(void **state)
{
    rbk_listed_q listed[16];
    (void)state;
    for (int32_t i = 0; i < 16; i++) {
        listed[i] = (rbk_listed_q){.lba = 100 + i, .q = {0x01, 1, 1, 0, 1, 25, 0, 0, 3, 25, 0xDE, 0xAD}};
        listed[i].q[0] |= i % 2 ? 0x20 : 0;
    }
    add_track(RBK_MODE_AUDIO, 0, 400)->flags = RBK_FLAG_SCMS;
    assert_int_equal(rbk_disc_set_listed_q(disc, listed, 16, &error), RBK_OK);
    plan_known();
    for (int32_t i = 0; i < 16; i++) {
        read_one(RBK_BURN_WRITE_RAW_96, 100 + i);
        assert_memory_equal(channels + 12, listed[i].q, RBK_Q_BYTES);
    }
}

static void data_is_sent_whole_and_scrambled(void **state)
{
    static uint8_t user[350 * 2048];
    uint8_t expected[RBK_SECTOR_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof user; i++)
        user[i] = (uint8_t)(i * 31 + (i >> 9));
    add_file_track(RBK_MODE_MODE1_2048, "data.iso", user, sizeof user, 0);
    add_track(RBK_MODE_AUDIO, 150, 400);
    plan_known();
    read_one(RBK_BURN_WRITE_RAW_96, 17);
    rbk_sector_build(RBK_SECTOR_MODE1, 17, NULL, user + 17 * 2048, expected);
    rbk_sector_scramble(expected);
    assert_memory_equal(sector, expected, sizeof expected);
    read_one(RBK_BURN_WRITE_RAW_96, -151);
    rbk_sector_scramble(sector);
    assert_memory_equal(sector, "\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\x99\x59\x74\x01", 16);
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE1, -151, sector), 0);
    memset(expected, 0, sizeof expected);
    read_one(RBK_BURN_WRITE_RAW_96, 900);
    assert_memory_equal(sector, expected, sizeof expected);
}

static void a_read_over_all_borders_is_the_sectors_one_by_one(void **state)
{
    static uint8_t many[60 * RAW_96_BYTES];
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 310);
    plan_known();
    for (int32_t first = -180; first < 340; first += 60) {
        assert_int_equal(rbk_burn_raw_read(plan, image, RBK_BURN_WRITE_RAW_96, first, 60, many, &error), RBK_OK);
        for (int32_t i = 0; i < 60; i++) {
            read_one(RBK_BURN_WRITE_RAW_96, first + i);
            assert_memory_equal(many + (size_t)i * RAW_96_BYTES, sector, RAW_96_BYTES);
        }
    }
}

static void the_page_selects_raw_writing(void **state)
{
    uint8_t page[52] = {0x85, 0x32};
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 310);
    strcpy(disc->mcn, "1234567890123");
    plan_known();
    rbk_burn_raw_parameters(plan, RBK_BURN_WRITE_RAW_96, true, true, page, sizeof page);
    assert_memory_equal(page, "\x05\x32\x53\0\x03\0\0\0\0\0\0\0\0\0\0\x96\0\0", 18);
    rbk_burn_raw_parameters(plan, RBK_BURN_WRITE_RAW_16, false, false, page, sizeof page);
    assert_int_equal(page[2], 0x03);
    assert_int_equal(page[4], 1);
}

static void mode_2_without_a_form_is_sent_whole_around_its_track_too(void **state)
{
    static uint8_t user[350 * 2336];
    (void)state;
    for (size_t i = 0; i < sizeof user; i++)
        user[i] = (uint8_t)(i * 31 + (i >> 9));
    add_file_track(RBK_MODE_MODE2_2336, "data.bin", user, sizeof user, 0);
    plan_known();
    read_one(RBK_BURN_WRITE_RAW_96, -151);
    rbk_sector_scramble(sector);
    assert_memory_equal(sector, "\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\x99\x59\x74\x02", 16);
    for (size_t i = 16; i < RBK_SECTOR_BYTES; i++)
        assert_int_equal(sector[i], 0);
}

/* The first part of a pregap of data after audio is audio to the drive, whatever the image has there. */
static void the_part_of_a_pregap_that_belongs_to_audio_is_silence(void **state)
{
    static uint8_t user[600 * 2048];
    uint8_t expected[RBK_SECTOR_BYTES] = {0};
    (void)state;
    memset(user, 0x5A, sizeof user);
    add_track(RBK_MODE_AUDIO, 0, 400);
    add_file_track(RBK_MODE_MODE1_2048, "data.iso", user, sizeof user, 225);
    plan_known();
    read_one(RBK_BURN_WRITE_RAW_96, 400);
    assert_memory_equal(sector, expected, sizeof expected);
    rbk_sector_build(RBK_SECTOR_MODE1, 624, NULL, user, expected);
    rbk_sector_scramble(expected);
    read_one(RBK_BURN_WRITE_RAW_96, 624);
    assert_memory_equal(sector, expected, sizeof expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        plan_test(everything_from_the_lead_in_to_the_end_of_the_lead_out_is_one_range),
        plan_test(what_cannot_be_written_raw_is_refused_with_the_reason),
        plan_test(the_lead_in_is_the_table_of_contents),
        plan_test(cd_text_is_in_r_to_w_of_the_lead_in_and_nowhere_else),
        plan_test(p_and_q_alone_say_the_same),
        plan_test(a_protected_copy_has_its_alternating_bit),
        plan_test(modified_q_of_a_protected_copy_is_written_as_it_is),
        plan_test(data_is_sent_whole_and_scrambled),
        plan_test(a_read_over_all_borders_is_the_sectors_one_by_one),
        plan_test(the_page_selects_raw_writing),
        plan_test(mode_2_without_a_form_is_sent_whole_around_its_track_too),
        plan_test(the_part_of_a_pregap_that_belongs_to_audio_is_silence),
    };
    return cmocka_run_group_tests_name("burn/plan_raw", tests, NULL, NULL);
}
