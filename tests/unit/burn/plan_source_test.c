/*
 * The bytes that are sent to the drive.
 */
#include "unit/burn/plans.h"

#include <redbook/sector.h>

/* 300 raw sectors of mode 1 from lba 0, user bytes i & FFh. */
static uint8_t *make_mode1(int32_t first_lba)
{
    uint8_t user[2048];
    uint8_t *raw = malloc((size_t)300 * RBK_SECTOR_BYTES);
    assert_non_null(raw);
    for (size_t i = 0; i < sizeof user; i++)
        user[i] = (uint8_t)i;
    for (int32_t i = 0; i < 300; i++)
        rbk_sector_build(RBK_SECTOR_MODE1, first_lba + i, NULL, user, raw + (size_t)i * RBK_SECTOR_BYTES);
    return raw;
}

static bool all_zero(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i])
            return false;
    return true;
}

static void audio_goes_out_as_it_is_in_the_image(void **state)
{
    uint8_t *bytes = malloc((size_t)300 * RBK_SECTOR_BYTES), sent[3 * RBK_SECTOR_BYTES];
    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < (size_t)300 * RBK_SECTOR_BYTES; i++)
        bytes[i] = (uint8_t)(i * 7 + i / 2352);
    add_file_track(RBK_MODE_AUDIO, "sound.bin", bytes, (size_t)300 * RBK_SECTOR_BYTES, 0);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_burn_plan_read(plan, image, 297, 3, sent, &error), RBK_OK);
    assert_memory_equal(sent, bytes + (size_t)297 * RBK_SECTOR_BYTES, sizeof sent);
    memset(sent, 0xEE, sizeof sent);
    assert_int_equal(rbk_burn_plan_read(plan, image, -1, 2, sent, &error), RBK_OK);
    assert_true(all_zero(sent, RBK_SECTOR_BYTES));
    assert_memory_equal(sent + RBK_SECTOR_BYTES, bytes, RBK_SECTOR_BYTES);
    free(bytes);
}

static void mode_1_goes_out_as_user_bytes(void **state)
{
    uint8_t *raw = make_mode1(0), sent[41 * 2048];
    (void)state;
    add_file_track(RBK_MODE_MODE1_2352, "data.bin", raw, (size_t)300 * RBK_SECTOR_BYTES, 0);
    assert_int_equal(make_plan(), RBK_OK);
    memset(sent, 0xEE, sizeof sent);
    assert_int_equal(rbk_burn_plan_read(plan, image, -1, 41, sent, &error), RBK_OK); /* more than one step */
    assert_true(all_zero(sent, 2048));
    for (int i = 0; i < 40; i++)
        assert_memory_equal(sent + (i + 1) * 2048, raw + 16, 2048);
    free(raw);
}

static void mode_2_goes_out_with_its_subheader(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES], sent[2336], *bytes = malloc((size_t)300 * 2336);
    static const rbk_subheader video = {1, 2, 0x42, 3};
    (void)state;
    assert_non_null(bytes);
    for (int32_t i = 0; i < 300; i++) {
        rbk_sector_build(RBK_SECTOR_MODE2_FORM2, i, &video, NULL, raw);
        memcpy(bytes + (size_t)i * 2336, raw + 16, 2336);
    }
    add_file_track(RBK_MODE_MODE2_2336, "data.bin", bytes, (size_t)300 * 2336, 0);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_burn_plan_read(plan, image, 7, 1, sent, &error), RBK_OK);
    assert_memory_equal(sent, raw + 16, 2336);
    assert_int_equal(rbk_burn_plan_read(plan, image, -150, 1, sent, &error), RBK_OK);
    assert_true(all_zero(sent, 2336));
    free(bytes);
}

static void the_first_part_of_a_pregap_in_two_is_silence(void **state)
{
    uint8_t sent[RBK_SECTOR_BYTES];
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    add_track(RBK_MODE_MODE1_2352, 225, 300);
    assert_int_equal(make_plan(), RBK_OK);
    assert_range(1, 300, 75, 0x00, 2352, 27, 2);
    memset(sent, 0xEE, sizeof sent);
    assert_int_equal(rbk_burn_plan_read(plan, image, 300, 1, sent, &error), RBK_OK);
    assert_true(all_zero(sent, sizeof sent));
}

static void pictures_follow_their_sector(void **state)
{
    uint8_t sent[2 * 2448], *bytes = malloc((size_t)300 * 2448);
    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < (size_t)300 * 2448; i++)
        bytes[i] = (uint8_t)(i * 5 + i / 2448);
    add_file_track(RBK_MODE_CDG, "song.bin", bytes, (size_t)300 * 2448, 0);
    options.graphics = RBK_BURN_GRAPHICS_RAW;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_burn_plan_read(plan, image, 100, 2, sent, &error), RBK_OK);
    for (size_t sector = 0; sector < 2; sector++) {
        const uint8_t *here = sent + sector * 2448, *there = bytes + (100 + sector) * 2448;
        assert_memory_equal(here, there, 2352);
        for (size_t i = 2352; i < 2448; i++)
            assert_int_equal(here[i] & 0x3F, there[i] & 0x3F);
    }
    options.graphics = RBK_BURN_GRAPHICS_OFF;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_burn_plan_read(plan, image, 100, 1, sent, &error), RBK_OK);
    assert_memory_equal(sent, bytes + (size_t)100 * 2448, RBK_SECTOR_BYTES);
    free(bytes);
}

static void the_lead_in_is_symbols(void **state)
{
    uint8_t sent[2 * 96];
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    set_title("Night Cats");
    options.medium.lead_in_lba = -12300;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_burn_plan_read(plan, image, -12300, 2, sent, &error), RBK_OK);
    assert_int_equal(sent[0], 0x80 >> 2);
    assert_memory_equal(sent + 4, "\x00\x04\x39\x29", 4); /* 00 4E 69: a zero, "Ni" */
    assert_int_equal(rbk_burn_plan_read(plan, image, -151, 1, sent, &error), RBK_OK);
}

static void nothing_crosses_a_range(void **state)
{
    static uint8_t sent[10 * RBK_SECTOR_BYTES];
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    add_track(RBK_MODE_AUDIO, 0, 300);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_burn_plan_read(plan, image, 299, 2, sent, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "no range holds the 2 sectors from lba 299 on");
    assert_int_equal(rbk_burn_plan_read(plan, image, -151, 1, sent, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_burn_plan_read(plan, image, 600, 1, sent, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_burn_plan_read(plan, image, 299, 1, sent, &error), RBK_OK);
}

static void whole_sectors_have_no_findings(void **state)
{
    uint8_t *raw = make_mode1(0);
    (void)state;
    add_file_track(RBK_MODE_MODE1_2352, "data.bin", raw, (size_t)300 * RBK_SECTOR_BYTES, 0);
    free(raw);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_burn_plan_verify(plan, image, NULL, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void what_the_drive_makes_anew_is_reported(void **state)
{
    uint8_t *raw = make_mode1(0);
    (void)state;
    raw[20 * RBK_SECTOR_BYTES] = 1;         /* sync */
    raw[30 * RBK_SECTOR_BYTES + 15] = 2;    /* mode */
    raw[40 * RBK_SECTOR_BYTES + 100] ^= 1;  /* user data: EDC and parity */
    raw[299 * RBK_SECTOR_BYTES + 100] ^= 1; /* and again */
    raw[50 * RBK_SECTOR_BYTES + 2070] = 1;  /* zeros after the EDC, which the parity protects */
    memmove(raw + 60 * RBK_SECTOR_BYTES, raw + 61 * RBK_SECTOR_BYTES, RBK_SECTOR_BYTES); /* another address */
    add_file_track(RBK_MODE_MODE1_2352, "data.bin", raw, (size_t)300 * RBK_SECTOR_BYTES, 0);
    free(raw);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_burn_plan_verify(plan, image, NULL, findings, &error), RBK_OK);
    assert_found(
        "burn.sync", RBK_WARNING,
        "track 1 has no sync, or a wrong one, in 1 of its sectors, the first at lba 20; the drive regenerates it");
    assert_found(
        "burn.mode", RBK_WARNING,
        "track 1 has another mode in the header in 1 of its sectors, the first at lba 30; the drive regenerates it");
    assert_found(
        "burn.address", RBK_WARNING,
        "track 1 has another address in the header in 1 of its sectors, the first at lba 60; the drive regenerates it");
    assert_found("burn.zero", RBK_WARNING,
                 "track 1 has nonzero bytes where zeros belong in 1 of its sectors, the first at lba 50; the drive "
                 "regenerates it");
    assert_int_equal(finding("burn.edc")->track, 1);
    options.write_mode = RBK_BURN_WRITE_RAW_96;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_burn_plan_verify(plan, image, NULL, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_found("burn.sync", RBK_WARNING,
                 "track 1 has no sync, or a wrong one, in 1 of its sectors, the first at lba 20; a drive does not read "
                 "such a sector as data");
}

static void an_empty_edc_that_the_drive_computes_is_reported(void **state)
{
    uint8_t *bytes = malloc((size_t)300 * RBK_SECTOR_BYTES);
    static const rbk_subheader video = {1, 2, 0x42, 3};
    (void)state;
    assert_non_null(bytes);
    for (int32_t i = 0; i < 300; i++) {
        uint8_t *raw = bytes + (size_t)i * RBK_SECTOR_BYTES;
        rbk_sector_build(i < 100 ? RBK_SECTOR_MODE2_FORM1 : RBK_SECTOR_MODE2_FORM2, i, &video, NULL, raw);
        if (i != 150)
            memset(raw + 2348, 0, i < 100 ? 0 : 4);
    }
    add_file_track(RBK_MODE_MODE2_2352, "data.bin", bytes, (size_t)300 * RBK_SECTOR_BYTES, 0);
    free(bytes);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_burn_plan_verify(plan, image, NULL, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_found("burn.edc", RBK_WARNING,
                 "track 1 has an EDC of zero, which form 2 allows, in 199 of its sectors, the first at lba 100; the "
                 "drive regenerates it");
}

/* A track of form 2 with an EDC of zero, and with a wrong one and another address in one sector. */
static void what_a_drive_changes_depends_on_the_write_mode(void **state)
{
    uint8_t *bytes = malloc((size_t)300 * RBK_SECTOR_BYTES);
    static const rbk_subheader video = {1, 2, 0x20, 3};
    (void)state;
    assert_non_null(bytes);
    for (int32_t i = 0; i < 300; i++) {
        uint8_t *raw = bytes + (size_t)i * RBK_SECTOR_BYTES;
        rbk_sector_build(RBK_SECTOR_MODE2_FORM2, i == 60 ? 61 : i, &video, NULL, raw);
        memset(raw + 2348, i == 60 ? 1 : 0, 4);
    }
    add_file_track(RBK_MODE_MODE2_2352, "data.bin", bytes, (size_t)300 * RBK_SECTOR_BYTES, 0);
    free(bytes);
    for (rbk_burn_write_mode mode = RBK_BURN_WRITE_AUTO; mode <= RBK_BURN_WRITE_TAO; mode++) {
        const size_t expected = mode == RBK_BURN_WRITE_TAO ? 1 : mode <= RBK_BURN_WRITE_SAO ? 3 : 0;
        options.write_mode = mode;
        assert_int_equal(make_plan(), RBK_OK);
        assert_int_equal(rbk_burn_plan_verify(plan, image, NULL, findings, &error), RBK_OK);
        assert_int_equal(rbk_findings_count(findings), expected);
        assert_int_equal(finding("burn.address") != NULL, expected > 0);
    }
}

/* They are those of the image alone; one that is neither that nor the disc's is reported. */
static void addresses_of_a_disc_that_is_appended_are_no_defect(void **state)
{
    uint8_t *raw = make_mode1(0);
    (void)state;
    for (int32_t i = 0; i < 100; i++)
        (void)rbk_sector_relocate(raw + (size_t)i * RBK_SECTOR_BYTES, 11800 + i);
    (void)rbk_sector_relocate(raw + (size_t)260 * RBK_SECTOR_BYTES, 60);
    add_file_track(RBK_MODE_MODE1_2352, "data.bin", raw, (size_t)300 * RBK_SECTOR_BYTES, 0);
    free(raw);
    assert_int_equal(make_appended_plan(11800), RBK_OK);
    assert_int_equal(rbk_burn_plan_verify(plan, image, NULL, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_found("burn.address", RBK_WARNING,
                 "track 2 has another address in the header in 1 of its sectors, the first at lba 12060; the drive "
                 "regenerates it");
}

/* In the first part of a pregap between audio and data; empty sectors lose nothing. */
static void data_that_is_sent_as_silent_audio_is_reported(void **state)
{
    uint8_t *bytes = calloc(600, 2048);
    (void)state;
    assert_non_null(bytes);
    add_track(RBK_MODE_AUDIO, 0, 400);
    bytes[10 * 2048] = bytes[74 * 2048 + 2047] = bytes[75 * 2048] = 1; /* the last one is in the second part */
    add_file_track(RBK_MODE_MODE1_2048, "data.iso", bytes, (size_t)600 * 2048, 225);
    free(bytes);
    for (rbk_burn_write_mode mode = RBK_BURN_WRITE_AUTO; mode < RBK_BURN_WRITE_TAO; mode++) {
        options.write_mode = mode;
        assert_int_equal(make_plan(), RBK_OK);
        assert_int_equal(rbk_burn_plan_verify(plan, image, NULL, findings, &error), RBK_OK);
        assert_int_equal(rbk_findings_count(findings), 1);
        assert_found("burn.pregap", RBK_WARNING,
                     "track 2 has data in 2 of its sectors, the first at lba 410; the pregap between audio and data "
                     "starts with audio, which is silent there");
    }
}

static bool cancel(void *user)
{
    return --*(int *)user < 0;
}

static void count(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    assert_true(done <= total);
    assert_int_equal(total, 300);
}

static void verifying_can_be_cancelled(void **state)
{
    uint8_t *raw = make_mode1(0);
    int left = 2;
    rbk_listener listener = {&left, count, cancel};
    (void)state;
    add_file_track(RBK_MODE_MODE1_2352, "data.bin", raw, (size_t)300 * RBK_SECTOR_BYTES, 0);
    free(raw);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_burn_plan_verify(plan, image, &listener, findings, &error), RBK_USERABORT);
    left = 1000;
    assert_int_equal(rbk_burn_plan_verify(plan, image, &listener, findings, &error), RBK_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        plan_test(audio_goes_out_as_it_is_in_the_image),
        plan_test(mode_1_goes_out_as_user_bytes),
        plan_test(mode_2_goes_out_with_its_subheader),
        plan_test(the_first_part_of_a_pregap_in_two_is_silence),
        plan_test(pictures_follow_their_sector),
        plan_test(the_lead_in_is_symbols),
        plan_test(nothing_crosses_a_range),
        plan_test(whole_sectors_have_no_findings),
        plan_test(what_the_drive_makes_anew_is_reported),
        plan_test(an_empty_edc_that_the_drive_computes_is_reported),
        plan_test(what_a_drive_changes_depends_on_the_write_mode),
        plan_test(addresses_of_a_disc_that_is_appended_are_no_defect),
        plan_test(data_that_is_sent_as_silent_audio_is_reported),
        plan_test(verifying_can_be_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
