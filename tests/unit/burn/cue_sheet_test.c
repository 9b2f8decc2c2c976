/*
 * Cue sheets byte by byte: those that three burners were observed to send, and ours.
 */
#include "unit/burn/plans.h"

static const rbk_burn_variant standard = {0, false, true};

static void assert_sheet(const rbk_burn_variant *variant, const uint8_t *expected, size_t bytes)
{
    uint8_t *sheet = malloc(plan->entry_count * RBK_BURN_ENTRY_BYTES);
    assert_non_null(sheet);
    assert_int_equal(plan->entry_count * RBK_BURN_ENTRY_BYTES, bytes);
    rbk_burn_cue_sheet_encode(plan, variant, sheet);
    assert_memory_equal(sheet, expected, bytes);
    free(sheet);
}

/* The album that was burned with cdrskin: MCN, ISRCs, CD-TEXT, index 02, DCP and PRE in track 2. */
static void make_reference(void)
{
    rbk_track *first = add_track(RBK_MODE_AUDIO, 0, 700);
    strcpy(first->isrc, "USABC1234567");
    rbk_track *second = add_track(RBK_MODE_AUDIO, 150, 650);
    strcpy(second->isrc, "USABC1234568");
    second->flags = RBK_FLAG_COPY_PERMITTED | RBK_FLAG_PRE_EMPHASIS;
    rbk_track_add_index(second, 2, 0, (1125 - 700) * RBK_SECTOR_SAMPLES, NULL);
    strcpy(disc->mcn, "1234567890123");
    set_title("Night Cats");
    options.medium.lead_in_lba = rbk_burn_lead_in_lba(97, 18, 0);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
}

#define REFERENCE_CODES                                                                                                \
    0x02, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, /* MCN */                                                          \
        0x02, 0x38, 0x39, 0x30, 0x31, 0x32, 0x33, 0x00
#define REFERENCE_TRACKS(isrc_1, isrc_2)                                                                               \
    isrc_1, 0x01, 0x55, 0x53, 0x41, 0x42, 0x43, 0x31,     /* ISRC of track 1 */                                        \
        isrc_1, 0x01, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, /* */                                                        \
        0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,   /* track 1 */                                                \
        0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x02, 0x00,   /* */                                                        \
        isrc_2, 0x02, 0x55, 0x53, 0x41, 0x42, 0x43, 0x31, /* ISRC of track 2 */                                        \
        isrc_2, 0x02, 0x32, 0x33, 0x34, 0x35, 0x36, 0x38, /* */                                                        \
        0x31, 0x02, 0x00, 0x00, 0x00, 0x00, 0x0B, 0x19,   /* track 2 */                                                \
        0x31, 0x02, 0x01, 0x00, 0x00, 0x00, 0x0D, 0x19,   /* */                                                        \
        0x31, 0x02, 0x02, 0x00, 0x00, 0x00, 0x11, 0x00,   /* index 02 */                                               \
        0x31, 0xAA, 0x01, 0x01, 0x00, 0x00, 0x16, 0x00    /* lead-out */

static void the_measured_sheet_of_13_entries(void **state)
{
    static const uint8_t expected[] = {
        REFERENCE_CODES, 0x01, 0x00, 0x00, 0x41, 0x00, 0x00, 0x00, 0x00, REFERENCE_TRACKS(0x03, 0x33)};
    (void)state;
    make_reference();
    assert_int_equal(sizeof expected, 104);
    assert_sheet(&standard, expected, sizeof expected);
}

static void a_variant_says_when_the_lead_in_begins(void **state)
{
    static const uint8_t expected[] = {
        REFERENCE_CODES, 0x01, 0x00, 0x00, 0x41, 0x00, 0x61, 0x12, 0x00, REFERENCE_TRACKS(0x03, 0x33)};
    static const rbk_burn_variant variant = {3, true, true};
    (void)state;
    make_reference();
    assert_sheet(&variant, expected, sizeof expected);
}

static void a_variant_gives_isrcs_no_control(void **state)
{
    static const uint8_t expected[] = {
        REFERENCE_CODES, 0x01, 0x00, 0x00, 0x41, 0x00, 0x00, 0x00, 0x00, REFERENCE_TRACKS(0x03, 0x03)};
    static const rbk_burn_variant variant = {0, false, false};
    (void)state;
    make_reference();
    assert_sheet(&variant, expected, sizeof expected);
}

static void mixed_mode_begins_with_a_lead_in_of_data(void **state)
{
    static const uint8_t expected[] = {
        0x41, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x00, /* lead-in */
        0x41, 0x01, 0x00, 0x10, 0x00, 0x00, 0x00, 0x00, /* track 1 */
        0x41, 0x01, 0x01, 0x10, 0x00, 0x00, 0x02, 0x00, /* */
        0x01, 0x02, 0x00, 0x00, 0x00, 0x00, 0x0A, 0x00, /* track 2 */
        0x01, 0x02, 0x01, 0x00, 0x00, 0x00, 0x0C, 0x00, /* */
        0x01, 0xAA, 0x01, 0x01, 0x00, 0x00, 0x15, 0x19, /* lead-out */
    };
    (void)state;
    add_track(RBK_MODE_MODE1_2048, 0, 600);
    add_track(RBK_MODE_AUDIO, 150, 700);
    assert_int_equal(make_plan(), RBK_OK);
    assert_sheet(&standard, expected, sizeof expected);
}

static void a_lead_in_of_data_takes_text_too(void **state)
{
    (void)state;
    add_track(RBK_MODE_MODE1_2048, 0, 600);
    add_track(RBK_MODE_AUDIO, 150, 700);
    set_title("Night Cats");
    assert_int_equal(make_plan(), RBK_OK);
    assert_memory_equal(&plan->entries[0], "\x41\x00\x00\x54\x00\x00\x00\x00", 8);
}

static void a_disc_of_mode_2_ends_in_a_lead_out_of_mode_2(void **state)
{
    static const uint8_t expected[] = {
        0x41, 0x00, 0x00, 0x24, 0x00, 0x00, 0x00, 0x00, /* */
        0x41, 0x01, 0x00, 0x20, 0x00, 0x00, 0x00, 0x00, /* */
        0x41, 0x01, 0x01, 0x20, 0x00, 0x00, 0x02, 0x00, /* */
        0x41, 0xAA, 0x01, 0x24, 0x00, 0x00, 0x06, 0x00, /* */
    };
    (void)state;
    add_track(RBK_MODE_MODE2_2048, 0, 300);
    assert_int_equal(make_plan(), RBK_OK);
    assert_sheet(&standard, expected, sizeof expected);
    assert_int_equal(plan->session_format, 0x20);
}

/* 3 s before data after audio: 1 s and more as the track before, flags included, then 2 s of data. */
static void a_long_pregap_before_data_comes_in_two_parts(void **state)
{
    static const uint8_t expected[] = {
        0x01, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, /* */
        0x21, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, /* */
        0x21, 0x01, 0x01, 0x00, 0x00, 0x00, 0x02, 0x00, /* */
        0x21, 0x02, 0x00, 0x00, 0x00, 0x00, 0x06, 0x00, /* 300: audio */
        0x41, 0x02, 0x00, 0x10, 0x00, 0x00, 0x07, 0x00, /* 375: data */
        0x41, 0x02, 0x01, 0x10, 0x00, 0x00, 0x09, 0x00, /* 525 */
        0x41, 0xAA, 0x01, 0x14, 0x00, 0x00, 0x0D, 0x00, /* 825 */
    };
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300)->flags = RBK_FLAG_COPY_PERMITTED;
    add_track(RBK_MODE_MODE1_2352, 225, 300);
    assert_int_equal(make_plan(), RBK_OK);
    assert_sheet(&standard, expected, sizeof expected);
}

static void a_shorter_one_comes_in_one(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    add_track(RBK_MODE_MODE1_2352, 224, 300);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->entry_count, 6);
    assert_int_equal(plan->entries[3].form, RBK_BURN_FORM_MODE1);
    assert_int_equal(plan->entries[3].control_adr, 0x41);
}

static void hidden_audio_is_between_index_00_at_zero_and_index_01(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 1000, 300);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->entry_count, 4);
    assert_memory_equal(&plan->entries[1], "\x01\x01\x00\x00\x00\x00\x00\x00", 8);
    assert_memory_equal(&plan->entries[2], "\x01\x01\x01\x00\x00\x00\x0F\x19", 8); /* 1150 sectors: 00:15:25 */
}

static void a_track_without_pregap_has_no_index_00(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    add_track(RBK_MODE_AUDIO, 0, 300);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->entry_count, 5);
    assert_memory_equal(&plan->entries[3], "\x01\x02\x01\x00\x00\x00\x06\x00", 8);
}

static void control_bits_and_the_scms_byte(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300)->flags = RBK_FLAG_SCMS | RBK_FLAG_FOUR_CHANNEL;
    add_track(RBK_MODE_AUDIO, 0, 300)->flags = RBK_FLAG_SCMS | RBK_FLAG_COPY_PERMITTED;
    add_track(RBK_MODE_MODE1_2048, 0, 300)->flags = RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->entries[2].control_adr, 0x81);
    assert_int_equal(plan->entries[2].scms, 0x80);
    assert_int_equal(plan->entries[3].control_adr, 0x21);
    assert_int_equal(plan->entries[3].scms, 0);
    assert_int_equal(plan->entries[4].control_adr, 0x61);
    assert_int_equal(plan->entries[5].scms, 0);
}

static void data_has_no_isrc_and_it_is_said(void **state)
{
    (void)state;
    strcpy(add_track(RBK_MODE_MODE1_2048, 0, 300)->isrc, "USABC1234567");
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->entry_count, 4);
    assert_found("burn.isrc", RBK_WARNING, "track 1 is data and is written without its ISRC");
}

static void an_mcn_of_zeros_is_none(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    strcpy(disc->mcn, "0000000000000");
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->entry_count, 4);
    assert_string_equal(plan->mcn, "");
}

static void ninety_nine_tracks_with_every_code_take_3200_bytes(void **state)
{
    (void)state;
    for (int i = 0; i < 99; i++)
        strcpy(add_track(RBK_MODE_AUDIO, i ? 150 : 0, 300)->isrc, "USABC1234567");
    strcpy(disc->mcn, "4006381333931");
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->entry_count * RBK_BURN_ENTRY_BYTES, 3200);
    assert_int_equal(plan->refusals, 0);
}

static void indexes_go_up_to_99(void **state)
{
    rbk_track *track = add_track(RBK_MODE_AUDIO, 0, 1000);
    (void)state;
    for (uint32_t i = 2; i <= 99; i++)
        assert_int_equal(rbk_track_add_index(track, i, 0, (int64_t)i * 10 * RBK_SECTOR_SAMPLES, NULL), RBK_OK);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->entry_count, 1 + 100 + 1);
    assert_memory_equal(&plan->entries[100], "\x01\x01\x63\x00\x00\x00\x0F\x0F", 8); /* lba 990 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        plan_test(the_measured_sheet_of_13_entries),
        plan_test(a_variant_says_when_the_lead_in_begins),
        plan_test(a_variant_gives_isrcs_no_control),
        plan_test(mixed_mode_begins_with_a_lead_in_of_data),
        plan_test(a_lead_in_of_data_takes_text_too),
        plan_test(a_disc_of_mode_2_ends_in_a_lead_out_of_mode_2),
        plan_test(a_long_pregap_before_data_comes_in_two_parts),
        plan_test(a_shorter_one_comes_in_one),
        plan_test(hidden_audio_is_between_index_00_at_zero_and_index_01),
        plan_test(a_track_without_pregap_has_no_index_00),
        plan_test(control_bits_and_the_scms_byte),
        plan_test(data_has_no_isrc_and_it_is_said),
        plan_test(an_mcn_of_zeros_is_none),
        plan_test(ninety_nine_tracks_with_every_code_take_3200_bytes),
        plan_test(indexes_go_up_to_99),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
