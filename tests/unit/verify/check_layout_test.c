/* Addresses and lengths, one violation after another. */
#include "unit/verify/checks.h"

static void capacity_and_lengths_are_those_of_the_layouts_rules(void **state)
{
    (void)state;
    uint32_t file = add_bin("a.bin", NULL, 1000);
    add_track(file, RBK_MODE_AUDIO, 0, 701, 0);
    add_track(file, RBK_MODE_AUDIO, 701, 1000, 0);
    add_track(file, RBK_MODE_AUDIO, 900, 1000, 100);
    options.capacity_sectors = 1099;
    check(RBK_PROFILE_PLANT, false);
    assert_finding("disc.too-long", RBK_ERROR, 0,
                   "the disc is too long by 00:00:01 (1 sector): 00:14:50 of 00:14:49; track 3 does not fit");
    assert_finding("track.too-short", RBK_ERROR, 2, "track 2 is 00:03:74 long, expected 4 s (300 sectors) or more");
    assert_finding("track.empty", RBK_ERROR, 3,
                   "track 3 has no sectors: its index 01 is at 00:14:50, where the disc ends");
    check(RBK_PROFILE_EMULATOR, false);
    assert_int_equal(finding("track.too-short")->severity, RBK_NOTE);
    assert_int_equal(finding("disc.too-long")->severity, RBK_WARNING);
}

static void the_lead_out_needs_an_address(void **state)
{
    (void)state;
    uint32_t file = add_bin("a.bin", NULL, 449850);
    add_track(file, RBK_MODE_AUDIO, 0, 449850, 0);
    options.capacity_sectors = RBK_PROGRAM_SECTORS_MAX;
    check(RBK_PROFILE_CDR, false);
    assert_finding("disc.address", RBK_ERROR, 0, "the lead-out is at absolute 100:00:00, expected 99:59:74 or earlier");
    disc->tracks[0].extents[0].length_samples -= RBK_SECTOR_SAMPLES;
    check(RBK_PROFILE_CDR, false);
    assert_null(finding("disc.address"));
}

static void a_gd_rom_may_be_as_long_as_pressed_ones(void **state)
{
    (void)state;
    uint32_t file = add_bin("a.bin", NULL, RBK_HIGH_DENSITY_END + 1);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_SINGLE_DENSITY, 0, NULL, NULL), RBK_OK);
    add_track(file, RBK_MODE_AUDIO, 0, 300, 0);
    add_track(file, RBK_MODE_AUDIO, 300, 600, 0);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_HIGH_DENSITY, 0, NULL, NULL), RBK_OK);
    rbk_track *last = add_track(file, RBK_MODE_AUDIO, 0, RBK_HIGH_DENSITY_END - RBK_HIGH_DENSITY_LBA, 0);
    options.capacity_sectors = RBK_PROGRAM_SECTORS_MAX;
    check(RBK_PROFILE_EMULATOR, false);
    assert_null(finding("disc.address"));
    last->extents[0].length_samples += RBK_SECTOR_SAMPLES;
    check(RBK_PROFILE_EMULATOR, false);
    assert_finding("disc.address", RBK_ERROR, 0,
                   "the lead-out is at absolute 122:04:01, expected 122:04:00 or earlier");
}

static void sessions_are_as_far_apart_as_recorders_write_them(void **state)
{
    (void)state;
    uint32_t file = add_bin("a.bin", NULL, 900);
    add_track(file, RBK_MODE_AUDIO, 0, 300, 0);
    for (int64_t s = 1; s < 3; s++) {
        assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
        add_track(file, RBK_MODE_AUDIO, 300 * s, 300 * s + 300, 0);
    }
    check(RBK_PROFILE_EMULATOR, false);
    assert_null(finding("session.gap"));
    disc->sessions[2].lead_out_sectors = 6000;
    check(RBK_PROFILE_EMULATOR, false);
    assert_finding("session.gap", RBK_WARNING, 3,
                   "session 3 starts 10650 sectors after the end of the one before, expected 6900");
}

static void numbers_begin_with_1_and_ascend_to_99(void **state)
{
    (void)state;
    make_album();
    disc->tracks[0].number = 3;
    disc->tracks[0].line = 30;
    disc->tracks[1].number = 100;
    disc->tracks[1].line = 1000;
    check(RBK_PROFILE_CDR, false);
    assert_finding("disc.first-track", RBK_WARNING, 3, "the first track has number 3, expected 1");
    assert_finding("disc.track-order", RBK_ERROR, 100, "track 100 follows track 3");
    assert_finding("disc.too-many-tracks", RBK_ERROR, 0,
                   "the disc has 2 tracks, the last one with number 100, expected up to 99");
}

static void audio_before_track_1_is_reported(void **state)
{
    (void)state;
    uint32_t file = add_bin("a.bin", NULL, 800);
    add_track(file, RBK_MODE_AUDIO, 0, 800, 80);
    check(RBK_PROFILE_PLANT, false);
    assert_finding("disc.hidden-audio", RBK_WARNING, 1,
                   "00:01:05 of hidden audio before index 01 of the first track, after its pregap of 2 s: declare it "
                   "to the plant");
}

static void between_data_and_audio_there_are_two_seconds(void **state)
{
    (void)state;
    uint32_t file = add_bin("a.bin", NULL, 2000);
    add_track(file, RBK_MODE_MODE1_2352, 0, 500, 0);
    add_track(file, RBK_MODE_AUDIO, 500, 1000, 149);
    add_track(file, RBK_MODE_AUDIO, 1000, 1500, 0);
    add_track(file, RBK_MODE_MODE1_2352, 1500, 2000, 150);
    check(RBK_PROFILE_CDR, false);
    assert_finding("track.short-pause", RBK_WARNING, 2,
                   "track 2 changes between data and audio after a pregap of 149 sectors, expected 150 or more");
}

static void indexes_ascend_and_have_sectors_of_their_own(void **state)
{
    (void)state;
    make_album();
    rbk_track_add_index(&disc->tracks[1], 2, 0, 10 * 588, NULL);
    rbk_track_add_index(&disc->tracks[1], 3, 0, 11 * 588, NULL);
    check(RBK_PROFILE_CDR, false);
    assert_null(finding("index.order"));
    layout->tracks[1].indexes[2].lba--;
    check_laid(RBK_PROFILE_CDR, false);
    assert_finding("index.order", RBK_ERROR, 2, "index 03 of track 2 is at lba 410 after a later address");
    layout->tracks[1].indexes[2].lba++;
    layout->tracks[1].indexes[2].number = 5;
    check_laid(RBK_PROFILE_CDR, false);
    assert_finding("index.order", RBK_ERROR, 2,
                   "index 05 of track 2 is at lba 411 after an index that it cannot follow");
    layout->tracks[1].indexes[2].number = 3;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        check_test(capacity_and_lengths_are_those_of_the_layouts_rules),
        check_test(the_lead_out_needs_an_address),
        check_test(a_gd_rom_may_be_as_long_as_pressed_ones),
        check_test(sessions_are_as_far_apart_as_recorders_write_them),
        check_test(numbers_begin_with_1_and_ascend_to_99),
        check_test(audio_before_track_1_is_reported),
        check_test(between_data_and_audio_there_are_two_seconds),
        check_test(indexes_ascend_and_have_sectors_of_their_own),
    };
    return cmocka_run_group_tests_name("verify/check_layout", tests, NULL, NULL);
}
