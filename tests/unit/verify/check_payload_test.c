/* What the files hold: data sectors verified, audio probed. */
#include "unit/verify/checks.h"

#include <math.h>

#define SECTORS 500

static uint8_t bytes[SECTORS * RBK_SECTOR_BYTES];

/* Quiet tones of two pitches, left and right, without findings. */
static void fill_tone(double level)
{
    for (int64_t i = 0; i < SECTORS * RBK_SECTOR_SAMPLES; i++)
        for (int channel = 0; channel < 2; channel++) {
            double turn = (double)i * (channel ? 450.0 : 990.0) / RBK_RATE_HZ;
            int value = (int)lround(level * sin(2 * 3.14159265358979 * turn));
            bytes[4 * i + 2 * channel] = (uint8_t)value;
            bytes[4 * i + 2 * channel + 1] = (uint8_t)((unsigned)value >> 8);
        }
}

static void put_value(int64_t sample, int channel, int value)
{
    bytes[4 * sample + 2 * channel] = (uint8_t)value;
    bytes[4 * sample + 2 * channel + 1] = (uint8_t)((unsigned)value >> 8);
}

static void fill_data(rbk_sector_kind kind)
{
    uint8_t user[2336];
    memset(user, 0x5A, sizeof user);
    for (int32_t lba = 0; lba < SECTORS; lba++) {
        user[9] = (uint8_t)lba;
        rbk_sector_build(kind, lba, NULL, user, bytes + (size_t)lba * RBK_SECTOR_BYTES);
    }
}

static void damage(int32_t lba, size_t offset)
{
    bytes[(size_t)lba * RBK_SECTOR_BYTES + offset] ^= 0x40;
}

static void check_bytes(rbk_track_mode mode, rbk_profile profile)
{
    add_track(add_bin("a.bin", bytes, SECTORS), mode, 0, SECTORS, 0);
    check(profile, true);
    assert_true(report.payload_read);
    assert_int_equal(report.track_count, 1);
    assert_int_equal(report.tracks[0].sectors_read, SECTORS);
}

/* ------------------------------------------------------------------ audio */

static void good_audio_has_no_findings(void **state)
{
    (void)state;
    fill_tone(12000);
    check_bytes(RBK_MODE_AUDIO, RBK_PROFILE_PLANT);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_int_equal(report.tracks[0].peak, 12000);
    assert_true(report.tracks[0].audio);
    assert_int_equal(report.tracks[0].first_full_scale_sample, -1);
}

static void three_values_of_full_scale_are_a_run_across_sectors_too(void **state)
{
    (void)state;
    fill_tone(12000);
    put_value(588 * 10 - 2, 1, 32767);
    put_value(588 * 10 - 1, 1, 32767);
    put_value(588 * 10, 1, 32767);
    put_value(588 * 20, 0, -32768);
    put_value(588 * 20 + 1, 0, -32767);
    put_value(588 * 30, 0, 32767);
    put_value(588 * 30 + 1, 0, 32767);
    put_value(588 * 30 + 2, 0, -32768);
    check_bytes(RBK_MODE_AUDIO, RBK_PROFILE_PLANT);
    assert_finding("audio.full-scale", RBK_WARNING, 1,
                   "track 1 has 1 run of 3 or more values at full scale, the first at 00:00:09 (sample 5878)");
    assert_int_equal(report.tracks[0].full_scale_runs, 1);
    assert_int_equal(report.tracks[0].first_full_scale_sample, 5878);
    assert_int_equal(report.tracks[0].peak, 32768);
    check(RBK_PROFILE_EMULATOR, true);
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void runs_of_full_scale_are_counted_by_their_length(void **state)
{
    static const int lengths[] = {2, 3, 3, 4, 9, 10, 700};
    int64_t at = 1000;
    (void)state;
    fill_tone(12000);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++, at += 1000)
        for (int k = 0; k < lengths[i]; k++)
            put_value(at + k, (int)i % 2, i % 3 ? 32767 : -32768);
    check_bytes(RBK_MODE_AUDIO, RBK_PROFILE_CDR);
    assert_int_equal(report.tracks[0].full_scale_runs, 6);
    assert_int_equal(report.tracks[0].full_scale_runs_by_length[0], 2);
    assert_int_equal(report.tracks[0].full_scale_runs_by_length[1], 2);
    assert_int_equal(report.tracks[0].full_scale_runs_by_length[2], 2);
    assert_int_equal(report.tracks[0].longest_full_scale_run, 700);
}

/* The right channel becomes the left one times factor. */
static void derive_right(int factor)
{
    for (int64_t i = 0; i < SECTORS * RBK_SECTOR_SAMPLES; i++)
        put_value(i, 1, factor * (int16_t)(bytes[4 * i] | bytes[4 * i + 1] << 8));
}

static void what_the_channels_have_to_do_with_each_other_is_reported(void **state)
{
    static const struct {
        int factor;
        rbk_channels channels;
        double correlation;
    } cases[] = {{1, RBK_CHANNELS_IDENTICAL, 1},
                 {-1, RBK_CHANNELS_INVERTED, -1},
                 {0, RBK_CHANNELS_LEFT_ONLY, 0},
                 {2, RBK_CHANNELS_STEREO, 1}};
    (void)state;
    fill_tone(12000);
    add_track(add_bin("a.bin", bytes, SECTORS), RBK_MODE_AUDIO, 0, SECTORS, 0);
    check(RBK_PROFILE_CDR, true);
    assert_int_equal(report.tracks[0].channels, RBK_CHANNELS_STEREO);
    assert_true(fabs(report.tracks[0].correlation) < 0.01);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fill_tone(12000);
        derive_right(cases[i].factor);
        scratch_write("a.bin", bytes, sizeof bytes);
        check(RBK_PROFILE_CDR, true);
        assert_int_equal(report.tracks[0].channels, cases[i].channels);
        assert_true(fabs(report.tracks[0].correlation - cases[i].correlation) < 1e-9);
    }
    memset(bytes, 0, sizeof bytes);
    scratch_write("a.bin", bytes, sizeof bytes);
    check(RBK_PROFILE_CDR, true);
    assert_int_equal(report.tracks[0].channels, RBK_CHANNELS_SILENT);
    assert_string_equal(rbk_channels_name(RBK_CHANNELS_RIGHT_ONLY), "right only");
}

static void a_mean_beyond_a_hundredth_is_reported(void **state)
{
    (void)state;
    fill_tone(12000);
    for (int64_t i = 0; i < SECTORS * RBK_SECTOR_SAMPLES; i++) {
        int value = (int16_t)(uint16_t)(bytes[4 * i] | bytes[4 * i + 1] << 8);
        put_value(i, 0, value - 400);
    }
    check_bytes(RBK_MODE_AUDIO, RBK_PROFILE_CDR);
    assert_finding("audio.dc", RBK_NOTE, 1, "track 1 has a DC offset of -400 left and 0 right");
    assert_true(fabs(report.tracks[0].dc[0] + 400) < 1);
}

static void silence_at_both_ends_is_reported_from_5_seconds_on(void **state)
{
    (void)state;
    fill_tone(12000);
    memset(bytes, 0, 100 * RBK_SECTOR_BYTES);
    memset(bytes + (SECTORS - 374) * RBK_SECTOR_BYTES - 4, 0, 374 * RBK_SECTOR_BYTES + 4);
    check_bytes(RBK_MODE_AUDIO, RBK_PROFILE_CDR);
    assert_null(finding("audio.head-silence"));
    assert_null(finding("audio.tail-silence"));
    assert_int_equal(report.tracks[0].tail_silence_samples, 374 * 588 + 1);
    memset(bytes, 0, 375 * RBK_SECTOR_BYTES);
    put_value(400 * 588, 0, 7);
    scratch_write("a.bin", bytes, sizeof bytes);
    check(RBK_PROFILE_CDR, true);
    assert_finding("audio.head-silence", RBK_NOTE, 1, "track 1 begins with 00:05:25 of digital silence");
    assert_int_equal(report.tracks[0].head_silence_samples, 400 * 588);
    assert_int_equal(report.tracks[0].tail_silence_samples, 100 * 588 - 1);
    memset(bytes, 0, sizeof bytes);
    put_value(10, 1, 1);
    scratch_write("a.bin", bytes, sizeof bytes);
    check(RBK_PROFILE_CDR, true);
    assert_finding("audio.tail-silence", RBK_NOTE, 1, "track 1 ends with 00:06:49 of digital silence");
}

static void a_track_without_audio_is_reported_once(void **state)
{
    (void)state;
    memset(bytes, 0, sizeof bytes);
    check_bytes(RBK_MODE_AUDIO, RBK_PROFILE_CDR);
    assert_finding("audio.silent", RBK_WARNING, 1, "track 1 is digital silence from index 01 on");
    assert_int_equal(rbk_findings_count(findings), 1);
}

static void swap_all(void)
{
    for (size_t i = 0; i < sizeof bytes; i += 2) {
        uint8_t kept = bytes[i];
        bytes[i] = bytes[i + 1];
        bytes[i + 1] = kept;
    }
}

static void swapped_bytes_are_known_by_their_roughness(void **state)
{
    (void)state;
    fill_tone(12000);
    swap_all();
    check_bytes(RBK_MODE_AUDIO, RBK_PROFILE_CDR);
    assert_finding("audio.byte-order", RBK_WARNING, 1, "track 1 is noise as it is, and smooth with its bytes swapped");
    assert_true(report.tracks[0].byte_swapped);
}

static void noise_eight_bits_and_squares_are_not_treated_as_swapped(void **state)
{
    (void)state;
    uint64_t bits = 1;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bits = bits * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        bytes[i] = (uint8_t)(bits >> 56);
    }
    check_bytes(RBK_MODE_AUDIO, RBK_PROFILE_CDR);
    assert_null(finding("audio.byte-order"));
    fill_tone(12000);
    for (size_t i = 0; i < sizeof bytes; i += 2)
        bytes[i] = 0;
    scratch_write("a.bin", bytes, sizeof bytes);
    check(RBK_PROFILE_CDR, true);
    assert_null(finding("audio.byte-order"));
    for (int64_t i = 0; i < SECTORS * RBK_SECTOR_SAMPLES; i++)
        put_value(i, 0, i / 50 % 2 ? 32767 : -32768), put_value(i, 1, i / 70 % 2 ? 32767 : -32768);
    scratch_write("a.bin", bytes, sizeof bytes);
    check(RBK_PROFILE_CDR, true);
    assert_null(finding("audio.byte-order"));
}

static void data_in_an_audio_track_is_known_by_its_sync(void **state)
{
    (void)state;
    fill_tone(12000);
    rbk_sector_build(RBK_SECTOR_MODE1, 30, NULL, NULL, bytes + 30 * RBK_SECTOR_BYTES);
    rbk_sector_build(RBK_SECTOR_MODE1, 31, NULL, NULL, bytes + 31 * RBK_SECTOR_BYTES);
    check_bytes(RBK_MODE_AUDIO, RBK_PROFILE_EMULATOR);
    assert_finding("audio.data-sync", RBK_ERROR, 1, "track 1 is audio and has 2 sectors of data, the first at lba 30");
    assert_int_equal(report.tracks[0].sectors_with_sync, 2);
}

/* ------------------------------------------------------------------ data */

static void good_data_of_every_mode_has_no_findings(void **state)
{
    static const struct {
        rbk_sector_kind kind;
        rbk_track_mode mode;
    } rows[] = {{RBK_SECTOR_MODE1, RBK_MODE_MODE1_2352},
                {RBK_SECTOR_MODE2, RBK_MODE_MODE2_2352},
                {RBK_SECTOR_MODE2_FORM1, RBK_MODE_MODE2_2352},
                {RBK_SECTOR_MODE2_FORM2, RBK_MODE_CDI_2352}};
    (void)state;
    fill_data(RBK_SECTOR_MODE1);
    check_bytes(RBK_MODE_MODE1_2352, RBK_PROFILE_PLANT);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fill_data(rows[i].kind);
        if (rows[i].kind == RBK_SECTOR_MODE2)
            for (int32_t lba = 0; lba < SECTORS; lba++)
                damage(lba, 16);
        scratch_write("a.bin", bytes, sizeof bytes);
        disc->tracks[0].mode = rows[i].mode;
        check(RBK_PROFILE_PLANT, true);
        assert_int_equal(rbk_findings_count(findings), rows[i].kind == RBK_SECTOR_MODE2); /* data.formless */
        assert_int_equal(report.tracks[0].damaged_sectors, 0);
    }
}

static void damaged_sectors_are_counted_by_defect_and_named(void **state)
{
    (void)state;
    fill_data(RBK_SECTOR_MODE1);
    damage(7, 0);          /* sync */
    damage(9, 12);         /* minute: also under the EDC and the parity */
    damage(11, 15);        /* mode: the same */
    damage(460, 2068 + 1); /* zeros, under the parity only */
    for (int32_t lba = 20; lba < 27; lba++)
        damage(lba, 100);
    check_bytes(RBK_MODE_MODE1_2352, RBK_PROFILE_CDR);
    assert_finding("data.sync", RBK_ERROR, 1, "track 1 has 1 sector without a sync: lba 7");
    assert_finding("data.address", RBK_ERROR, 1, "track 1 has 1 sector whose header has another address: lba 9");
    assert_finding("data.mode", RBK_ERROR, 1, "track 1 has 1 sector with another mode than the track's: lba 11");
    assert_finding("data.zero", RBK_NOTE, 1, "track 1 has 1 sector without the zeros after the EDC: lba 460");
    assert_finding("data.edc", RBK_ERROR, 1, "track 1 has 9 sectors with a wrong EDC: lba 9, 11, 20, 21, 22, 23, ...");
    assert_finding("data.parity", RBK_ERROR, 1,
                   "track 1 has 10 sectors with wrong P or Q parity: lba 9, 11, 20, 21, 22, 23, ...");
    assert_int_equal(report.tracks[0].damaged_sectors, 11);
    assert_int_equal(report.tracks[0].defects[RBK_DATA_EDC], 9);
    check(RBK_PROFILE_EMULATOR, true);
    assert_int_equal(finding("data.edc")->severity, RBK_WARNING);
}

static void a_subheader_has_two_equal_copies(void **state)
{
    (void)state;
    fill_data(RBK_SECTOR_MODE2_FORM1);
    damage(450, 17);
    check_bytes(RBK_MODE_MODE2_2352, RBK_PROFILE_CDR);
    assert_finding("data.subheader", RBK_WARNING, 1, "track 1 has 1 sector whose subheader copies differ: lba 450");
}

/* Sectors without a sync, of another mode or without content do not show whether the others have forms. */
static void what_shows_no_form_leaves_the_rest_of_a_track_verified(void **state)
{
    (void)state;
    for (int how = 0; how < 3; how++) {
        fill_data(RBK_SECTOR_MODE2_FORM1);
        for (int32_t lba = 0; lba < SECTORS - 50; lba++) {
            uint8_t *raw = bytes + (size_t)lba * RBK_SECTOR_BYTES;
            if (how == 0)
                memset(raw, 0, RBK_SECTOR_BYTES);
            else if (how == 1)
                rbk_sector_build(RBK_SECTOR_MODE1, lba, NULL, raw + 24, raw);
            else
                rbk_sector_build(RBK_SECTOR_MODE2, lba, NULL, NULL, raw);
        }
        damage(SECTORS - 10, 17);
        damage(SECTORS - 2, 100);
        check_bytes(RBK_MODE_MODE2_2352, RBK_PROFILE_CDR);
        assert_null(finding("data.formless"));
        assert_int_equal(report.tracks[0].defects[RBK_DATA_EDC], how == 1 ? SECTORS - 48 : 2);
        assert_int_equal(report.tracks[0].defects[RBK_DATA_PARITY], how == 1 ? SECTORS - 48 : 2);
        assert_int_equal(report.tracks[0].damaged_sectors, how == 2 ? 2 : SECTORS - 48);
        rbk_disc_free(disc);
        disc = rbk_disc_new();
    }
}

/* A disc whose sectors were all damaged in the same way is no formless one. */
static void where_no_sector_shows_a_form_all_are_verified(void **state)
{
    (void)state;
    fill_data(RBK_SECTOR_MODE2_FORM1);
    for (int32_t lba = 0; lba < SECTORS; lba++)
        damage(lba, 0);
    check_bytes(RBK_MODE_MODE2_2352, RBK_PROFILE_CDR);
    assert_int_equal(report.tracks[0].defects[RBK_DATA_SYNC], SECTORS);
    assert_int_equal(report.tracks[0].defects[RBK_DATA_EDC], 0);
    assert_null(finding("data.formless"));
}

static void what_a_formless_track_does_not_have_is_not_said_to_be_undamaged(void **state)
{
    (void)state;
    fill_data(RBK_SECTOR_MODE2);
    for (int32_t lba = 100; lba < SECTORS; lba++)
        damage(lba, 16);
    memset(bytes, 0, (size_t)90 * RBK_SECTOR_BYTES);
    check_bytes(RBK_MODE_MODE2_2352, RBK_PROFILE_CDR);
    assert_finding(
        "data.formless", RBK_NOTE, 1,
        "track 1 is formless, 400 of its 500 sectors have no subheader: there is no EDC and no parity to be verified");
    assert_int_equal(report.tracks[0].damaged_sectors, 90);
    assert_int_equal(report.tracks[0].defects[RBK_DATA_SYNC], 90);
    assert_int_equal(report.tracks[0].defects[RBK_DATA_SUBHEADER], RBK_NOT_VERIFIED);
    assert_int_equal(report.tracks[0].defects[RBK_DATA_EDC], RBK_NOT_VERIFIED);
    assert_int_equal(report.tracks[0].defects[RBK_DATA_PARITY], RBK_NOT_VERIFIED);
    assert_null(finding("data.edc"));
}

static void the_pregap_of_a_data_track_is_left_alone(void **state)
{
    (void)state;
    fill_data(RBK_SECTOR_MODE1);
    memset(bytes, 0, 150 * RBK_SECTOR_BYTES);
    add_track(add_bin("a.bin", bytes, SECTORS), RBK_MODE_MODE1_2352, 0, SECTORS, 150);
    check(RBK_PROFILE_EMULATOR, true);
    assert_int_equal(rbk_findings_count(findings), 1); /* disc.hidden-audio */
    assert_int_equal(report.tracks[0].sectors_read, SECTORS - 150);
}

/* ------------------------------------------------------------------ the pass */

/* 200 sectors of data, so many of them empty at the end, then audio. */
static void check_post_gap(int32_t empty, rbk_profile profile)
{
    static const uint8_t nothing[2048];
    fill_tone(12000);
    uint8_t user[2048];
    memset(user, 0x5A, sizeof user);
    for (int32_t lba = 0; lba < 200; lba++)
        rbk_sector_build(RBK_SECTOR_MODE1, lba, NULL, lba < 200 - empty ? user : nothing,
                         bytes + (size_t)lba * RBK_SECTOR_BYTES);
    uint32_t file = add_bin("a.bin", bytes, SECTORS);
    add_track(file, RBK_MODE_MODE1_2352, 0, 200, 0);
    add_track(file, RBK_MODE_AUDIO, 200, SECTORS, 0);
    check(profile, true);
    assert_int_equal(report.tracks[0].empty_tail_sectors, empty);
}

static void data_before_audio_ends_with_empty_sectors(void **state)
{
    (void)state;
    check_post_gap(149, RBK_PROFILE_PLANT);
    assert_finding("data.post-gap", RBK_WARNING, 1,
                   "track 1 ends with 149 empty sectors before the audio of track 2, expected 150 or more");
}

static void two_seconds_of_empty_sectors_are_a_post_gap(void **state)
{
    (void)state;
    check_post_gap(150, RBK_PROFILE_PLANT);
    assert_null(finding("data.post-gap"));
}

static void emulators_need_no_post_gap(void **state)
{
    (void)state;
    check_post_gap(0, RBK_PROFILE_EMULATOR);
    assert_null(finding("data.post-gap"));
}

static uint64_t reported_sectors, reported_total;

static void on_progress(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    assert_true(done >= reported_sectors && done <= total);
    reported_sectors = done;
    reported_total = total;
}

static bool on_query(void *user)
{
    return *(bool *)user;
}

static void the_listener_is_notified_of_sectors_and_can_stop_it(void **state)
{
    bool stop = false;
    rbk_listener listener = {&stop, on_progress, on_query};
    rbk_image *image = NULL;
    (void)state;
    fill_tone(12000);
    options.listener = &listener;
    check_bytes(RBK_MODE_AUDIO, RBK_PROFILE_CDR);
    assert_int_equal(reported_sectors, SECTORS);
    assert_int_equal(reported_total, SECTORS);
    stop = true;
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    assert_int_equal(rbk_check(disc, layout, image, &options, findings, &report, &error), RBK_USERABORT);
    rbk_image_close(image);
}

static void a_file_that_became_shorter_fails_with_its_place(void **state)
{
    rbk_image *image = NULL;
    (void)state;
    fill_tone(12000);
    add_track(add_bin("a.bin", bytes, SECTORS), RBK_MODE_AUDIO, 0, SECTORS, 0);
    scratch_write("a.bin", bytes, 10 * RBK_SECTOR_BYTES);
    lay_out();
    memset(&report, 0xAA, sizeof report);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    assert_int_equal(rbk_check(disc, layout, image, &options, NULL, &report, &error), RBK_BAD_LAYOUT);
    assert_int_equal(report.track_count & 0xFF, 0xAA);
    rbk_image_close(image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        check_test(good_audio_has_no_findings),
        check_test(three_values_of_full_scale_are_a_run_across_sectors_too),
        check_test(runs_of_full_scale_are_counted_by_their_length),
        check_test(what_the_channels_have_to_do_with_each_other_is_reported),
        check_test(a_mean_beyond_a_hundredth_is_reported),
        check_test(silence_at_both_ends_is_reported_from_5_seconds_on),
        check_test(a_track_without_audio_is_reported_once),
        check_test(swapped_bytes_are_known_by_their_roughness),
        check_test(noise_eight_bits_and_squares_are_not_treated_as_swapped),
        check_test(data_in_an_audio_track_is_known_by_its_sync),
        check_test(good_data_of_every_mode_has_no_findings),
        check_test(damaged_sectors_are_counted_by_defect_and_named),
        check_test(a_subheader_has_two_equal_copies),
        check_test(what_shows_no_form_leaves_the_rest_of_a_track_verified),
        check_test(where_no_sector_shows_a_form_all_are_verified),
        check_test(what_a_formless_track_does_not_have_is_not_said_to_be_undamaged),
        check_test(the_pregap_of_a_data_track_is_left_alone),
        check_test(data_before_audio_ends_with_empty_sectors),
        check_test(two_seconds_of_empty_sectors_are_a_post_gap),
        check_test(emulators_need_no_post_gap),
        check_test(the_listener_is_notified_of_sectors_and_can_stop_it),
        check_test(a_file_that_became_shorter_fails_with_its_place),
    };
    return cmocka_run_group_tests_name("verify/check_payload", tests, NULL, NULL);
}
