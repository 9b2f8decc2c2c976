/*
 * Track-at-once: the disc that results from an image, what is lost, and what is sent.
 */
#include "burn/plan.h"

#include "unit/burn/plans.h"

#include <redbook/sector.h>

static rbk_disc *tracks;

static int setup(void **state)
{
    tracks = NULL;
    return begin(state);
}

static int teardown(void **state)
{
    rbk_disc_free(tracks);
    return end(state);
}

#define tracks_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

/* Changes the disc into that of track-at-once, lays it out and plans it. */
static void as_tracks(uint32_t session)
{
    lay_out();
    findings = findings ? findings : rbk_findings_new();
    assert_int_equal(rbk_burn_as_tracks(disc, layout, session, "a.cue", &tracks, findings, &error), RBK_OK);
    rbk_disc *before = disc;
    disc = tracks;
    tracks = before;
    lay_out();
}

static void tracks_are_152_sectors_apart_and_have_no_other_indexes(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 400);
    rbk_track *two = add_track(RBK_MODE_AUDIO, 30, 500);
    two->flags = RBK_FLAG_COPY_PERMITTED;
    rbk_track_add_index(two, 2, 0, 100 * RBK_SECTOR_SAMPLES, NULL);
    as_tracks(0);
    assert_int_equal(layout->tracks[1].start_lba, 400);
    assert_int_equal(layout->tracks[1].index01_lba, 552);
    assert_int_equal(layout->tracks[1].end_lba, 1052);
    assert_int_equal(layout->tracks[1].index_count, 2);
    assert_int_equal(disc->tracks[1].flags, RBK_FLAG_COPY_PERMITTED);
}

static void what_is_lost_is_reported_kind_by_kind(void **state)
{
    unsigned warnings = 0;
    (void)state;
    rbk_track *one = add_track(RBK_MODE_AUDIO, 40, 400);
    strcpy(one->isrc, "USABC1234567");
    rbk_track *two = add_track(RBK_MODE_AUDIO, 30, 500);
    two->flags = RBK_FLAG_SCMS;
    rbk_track_add_index(two, 2, 0, 100 * RBK_SECTOR_SAMPLES, NULL);
    strcpy(disc->mcn, "1234567890128");
    set_title("A title");
    as_tracks(0);
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *f = rbk_findings_at(findings, i);
        warnings += strcmp(f->rule, "burn.track-at-once") == 0 && f->severity == RBK_WARNING;
    }
    /* silence between tracks, hidden audio, a pregap, an index, an ISRC, a flag, the MCN, CD-TEXT */
    assert_int_equal(warnings, 8);
    assert_string_equal(rbk_findings_at(findings, 0)->path, "a.cue");
}

static const rbk_finding *lost(const char *text)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strstr(rbk_findings_at(findings, i)->text, text))
            return rbk_findings_at(findings, i);
    return NULL;
}

/* None of it is sent, and at other addresses all of its Q would be modified: a plan of any mode has nothing to add. */
static void the_disc_has_no_subchannel_and_what_is_in_that_of_the_image_is_reported(void **state)
{
    static uint8_t sectors[300 * RBK_SECTOR_BYTES], sub[2][300 * RBK_SUBCHANNEL_BYTES];
    rbk_subcode *subcode = NULL;
    (void)state;
    for (unsigned t = 0; t < 2; t++) {
        const char *name = t ? "b.img" : "a.img";
        add_file_track(t ? RBK_MODE_AUDIO : RBK_MODE_MODE1_2352, name, sectors, sizeof sectors, 0);
        scratch_write(t ? "b.sub" : "a.sub", sub[t], sizeof sub[t]);
        assert_int_equal(rbk_disc_set_subchannel(disc, t, RBK_SUBCHANNEL_CHANNELS, t ? "b.sub" : "a.sub",
                                                 scratch_path(t ? "b.sub" : "a.sub"), NULL),
                         RBK_OK);
    }
    lay_out();
    assert_int_equal(rbk_subcode_new(disc, layout, &subcode, &error), RBK_OK);
    for (unsigned t = 0; t < 2; t++) {
        assert_int_equal(
            rbk_subchannel_render(subcode, NULL, (int32_t)t * 300, 300, RBK_SUBCHANNEL_CHANNEL_ORDER, sub[t], &error),
            RBK_OK);
        sub[t][250 * RBK_SUBCHANNEL_BYTES + RBK_Q_BYTES] ^= 0xFF; /* modified Q */
        sub[t][299 * RBK_SUBCHANNEL_BYTES + 95] = 1;              /* W */
        scratch_write(t ? "b.sub" : "a.sub", sub[t], sizeof sub[t]);
    }
    rbk_subcode_free(subcode);
    options.graphics = RBK_BURN_GRAPHICS_RAW;
    as_tracks(0);
    assert_non_null(lost("track-at-once: tracks whose R-W (CD+G graphics) is not written: 2"));
    assert_non_null(lost("track-at-once: sectors whose modified Q is not written: 2"));
    for (rbk_burn_write_mode mode = RBK_BURN_WRITE_AUTO; mode <= RBK_BURN_WRITE_TAO; mode++) {
        options.write_mode = mode;
        assert_int_equal(make_plan(), RBK_OK);
        assert_null(finding("burn.subchannel"));
        assert_null(finding("burn.graphics"));
        assert_int_equal(plan->graphics, RBK_BURN_GRAPHICS_OFF);
        assert_null(plan->subchannel);
    }
}

/* In the sectors of a CUE sheet, that are of two sizes, and of which the first ones are a pregap. */
static void sectors_with_a_subchannel_are_found_without_it(void **state)
{
    static uint8_t bytes[20 * 2448 + 320 * 2352];
    uint8_t sector[RBK_SECTOR_BYTES];
    rbk_burn_range range;
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i < 20 * 2448 ? i / 2448 + 1 : (i - 20 * 2448) / 2352 + 21);
    add_file_track(RBK_MODE_CDG, "two.bin", bytes, 20 * 2448, 5);
    scratch_write("two.bin", bytes, sizeof bytes);
    disc->files[0].length_frames = (int64_t)340 * RBK_SECTOR_SAMPLES;
    rbk_track *two = add_track(RBK_MODE_AUDIO, 0, 320);
    two->extents[0] = (rbk_extent){.offset_samples = (int64_t)20 * RBK_SECTOR_SAMPLES,
                                   .length_samples = (int64_t)320 * RBK_SECTOR_SAMPLES};
    options.short_tracks = true;
    options.graphics = RBK_BURN_GRAPHICS_RAW;
    as_tracks(0);
    assert_non_null(lost("tracks whose R-W (CD+G graphics) is not written: 1"));
    assert_int_equal(rbk_burn_plan_new(disc, layout, image, &options, &plan, findings, &error), RBK_OK);
    assert_null(finding("burn.graphics"));
    for (size_t t = 0; t < 2; t++) {
        assert_true(rbk_burn_track_range(plan, t, &range));
        assert_int_equal(range.sectors, t ? 320 : 15);
        assert_int_equal(range.sector_bytes, RBK_SECTOR_BYTES);
        for (int32_t i = 0; i < 15; i++) {
            assert_int_equal(rbk_burn_plan_read(plan, image, range.first_lba + i, 1, sector, &error), RBK_OK);
            assert_int_equal(sector[0], i + (t ? 21 : 6));
            assert_int_equal(sector[RBK_SECTOR_BYTES - 1], sector[0]);
        }
    }
}

/* As of a CHD that has data stored with an audio track. */
static void data_with_swapped_bytes_stays_so(void **state)
{
    static uint8_t bytes[300 * RBK_SECTOR_BYTES];
    uint8_t sector[2][RBK_SECTOR_BYTES];
    (void)state;
    for (int32_t i = 0; i < 300; i++)
        rbk_sector_build(RBK_SECTOR_MODE1, i, NULL, NULL, bytes + (size_t)i * RBK_SECTOR_BYTES);
    for (size_t i = 0; i < sizeof bytes; i += 2) {
        const uint8_t first = bytes[i];
        bytes[i] = bytes[i + 1];
        bytes[i + 1] = first;
    }
    add_file_track(RBK_MODE_MODE1_2352, "swapped.bin", bytes, sizeof bytes, 0);
    disc->files[0].type = RBK_FILE_MOTOROLA;
    disc->files[0].swaps_data = true;
    lay_out();
    assert_int_equal(rbk_image_read_sectors(image, 20, 1, sector[0], &error), RBK_OK);
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE1, 20, sector[0]), 0);
    as_tracks(0);
    assert_int_equal(rbk_image_read_sectors(image, 20, 1, sector[1], &error), RBK_OK);
    assert_memory_equal(sector[0], sector[1], RBK_SECTOR_BYTES);
}

/* Their addresses: the drive makes others, unless the tracks are as far apart as it writes them. */
static void data_tracks_that_move_get_other_addresses(void **state)
{
    static uint8_t bytes[2][452 * RBK_SECTOR_BYTES];
    (void)state;
    for (int32_t pregap = 0; pregap <= 152; pregap += 152) {
        for (int32_t i = 0; i < 300 + pregap; i++) {
            if (i < 300)
                rbk_sector_build(RBK_SECTOR_MODE1, i, NULL, NULL, bytes[0] + (size_t)i * RBK_SECTOR_BYTES);
            rbk_sector_build(RBK_SECTOR_MODE1, 300 + i, NULL, NULL, bytes[1] + (size_t)i * RBK_SECTOR_BYTES);
        }
        add_file_track(RBK_MODE_MODE1_2352, "1.bin", bytes[0], (size_t)300 * RBK_SECTOR_BYTES, 0);
        add_file_track(RBK_MODE_MODE1_2352, "2.bin", bytes[1], (size_t)(300 + pregap) * RBK_SECTOR_BYTES, pregap);
        options.write_mode = RBK_BURN_WRITE_TAO;
        as_tracks(0);
        assert_int_equal(layout->tracks[1].index01_lba, 452);
        assert_int_equal(make_plan(), RBK_OK);
        assert_int_equal(rbk_burn_plan_verify(plan, image, NULL, findings, &error), RBK_OK);
        if (pregap)
            assert_null(finding("burn.address"));
        else
            assert_found("burn.address", RBK_WARNING,
                         "track 2 has another address in the header in 300 of its sectors, the first at lba 452; the "
                         "drive regenerates it");
        teardown(state);
        setup(state);
    }
}

static void each_track_is_sent_from_its_index_01_on(void **state)
{
    static uint8_t audio[20 * RBK_SECTOR_BYTES], user[310 * 2048];
    rbk_burn_range range;
    (void)state;
    for (size_t i = 0; i < sizeof audio; i++)
        audio[i] = (uint8_t)(i / RBK_SECTOR_BYTES + 1);
    add_file_track(RBK_MODE_AUDIO, "one.bin", audio, sizeof audio, 0);
    add_file_track(RBK_MODE_AUDIO, "two.bin", audio, sizeof audio, 5);
    add_file_track(RBK_MODE_MODE1_2048, "three.iso", user, sizeof user, 0);
    options.short_tracks = true;
    as_tracks(0);
    assert_int_equal(rbk_burn_plan_new(disc, layout, image, &options, &plan, findings, &error), RBK_OK);
    assert_true(rbk_burn_track_range(plan, 1, &range));
    assert_int_equal(range.first_lba, 172);
    assert_int_equal(range.sectors, 15);
    assert_int_equal(range.track, 2);
    uint8_t sector[RBK_SECTOR_BYTES];
    assert_int_equal(rbk_burn_plan_read(plan, image, 172, 1, sector, &error), RBK_OK);
    assert_int_equal(sector[0], 6); /* its pregap was five sectors of the file */
    assert_true(rbk_burn_track_range(plan, 2, &range));
    assert_int_equal(range.first_lba, 339);
    assert_int_equal(range.sector_bytes, 2048);
    assert_false(rbk_burn_track_range(plan, 3, &range));
}

/* The silence before index 01 ends where the index starts: nothing of it is left. */
static void a_track_whose_index_01_ends_an_extent_starts_with_the_next_one(void **state)
{
    static uint8_t audio[20 * RBK_SECTOR_BYTES], sector[RBK_SECTOR_BYTES];
    const int64_t pregap = 5 * (int64_t)RBK_SECTOR_SAMPLES;
    rbk_track *two;
    (void)state;
    memset(audio, 7, sizeof audio);
    add_file_track(RBK_MODE_AUDIO, "one.bin", audio, sizeof audio, 0);
    assert_int_equal(rbk_disc_add_track(disc, 2, RBK_MODE_AUDIO, &two, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_silence(two, pregap, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_file_extent(two, 0, 0, 20 * (int64_t)RBK_SECTOR_SAMPLES, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(two, 0, 0, 0, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(two, 1, 0, pregap, NULL), RBK_OK);
    as_tracks(0);
    assert_int_equal(layout->tracks[1].index01_lba, 172);
    assert_int_equal(layout->tracks[1].end_lba, 192);
    assert_int_equal(rbk_image_read_sectors(image, 172, 1, sector, &error), RBK_OK);
    assert_memory_equal(sector, audio, sizeof sector);
    assert_int_equal(rbk_image_read_sectors(image, 191, 1, sector, &error), RBK_OK);
    assert_memory_equal(sector, audio, sizeof sector);
}

static void the_write_parameters_are_those_of_each_track(void **state)
{
    static uint8_t user[310 * 2048];
    rbk_burn_range range;
    uint8_t page[52] = {0x85, 0x32};
    (void)state;
    rbk_track *one = add_track(RBK_MODE_AUDIO, 0, 400);
    one->flags = RBK_FLAG_PRE_EMPHASIS;
    add_file_track(RBK_MODE_MODE1_2048, "two.iso", user, sizeof user, 0);
    as_tracks(0);
    assert_int_equal(rbk_burn_plan_new(disc, layout, image, &options, &plan, findings, &error), RBK_OK);
    assert_true(rbk_burn_track_range(plan, 0, &range));
    rbk_burn_track_parameters(plan, &range, true, true, page, sizeof page);
    assert_memory_equal(page, "\5\62\121\1\0", 5); /* BUFE, test write, track-at-once; pre-emphasis; 2352 bytes */
    assert_true(rbk_burn_track_range(plan, 1, &range));
    rbk_burn_track_parameters(plan, &range, false, false, page, sizeof page);
    assert_memory_equal(page, "\5\62\1\4\10", 5); /* data; 2048 bytes */
}

static void only_a_session_of_one_plain_track_is_the_same_written_either_way(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 400);
    assert_int_equal(make_plan(), RBK_OK);
    assert_true(rbk_burn_track_is_session(plan));
    disc->tracks[0].flags = RBK_FLAG_SCMS; /* in the cue sheet only */
    assert_int_equal(make_plan(), RBK_OK);
    assert_false(rbk_burn_track_is_session(plan));
    disc->tracks[0].flags = 0;
    rbk_track_add_index(&disc->tracks[0], 2, 0, 100 * RBK_SECTOR_SAMPLES, NULL);
    assert_int_equal(make_plan(), RBK_OK);
    assert_false(rbk_burn_track_is_session(plan));
    add_track(RBK_MODE_AUDIO, 0, 400);
    assert_int_equal(make_plan(), RBK_OK);
    assert_false(rbk_burn_track_is_session(plan));
}

/* Sectors with subchannel in one file: of what is left of a track, and of a session that is written another way. */
static void sectors_that_have_a_place_in_their_file_keep_it(void **state)
{
    static uint8_t bytes[320 * 2448];
    static const rbk_placement every = {.stride_bytes = 2448, .payload_bytes = 2352};
    uint8_t sector[RBK_SECTOR_BYTES];
    rbk_session *session;
    (void)state;
    for (uint32_t kept = 0; kept < 2; kept++) {
        if (kept) {
            teardown(state);
            setup(state);
            findings = NULL;
        }
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (uint8_t)(i / 2448 + 1);
        rbk_track *one = add_file_track(RBK_MODE_AUDIO, "one.img", bytes, 320 * RBK_SECTOR_BYTES, 5);
        assert_int_equal(rbk_track_place_extent(one, &every, NULL), RBK_OK);
        scratch_write("one.img", bytes, sizeof bytes);
        add_track(RBK_MODE_AUDIO, 0, 400);
        assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, &session, NULL), RBK_OK);
        add_track(RBK_MODE_AUDIO, 0, 350);
        as_tracks(kept ? 2 : 1);
        assert_int_equal(layout->tracks[0].index01_lba, kept ? 5 : 0);
        assert_int_equal(layout->tracks[1].end_lba - layout->tracks[1].index01_lba, 400);
        for (int32_t lba = 0; lba < 10; lba++) {
            assert_int_equal(rbk_image_read_sectors(image, lba, 1, sector, &error), RBK_OK);
            assert_int_equal(sector[0], lba + (kept ? 1 : 6));
            assert_int_equal(sector[RBK_SECTOR_BYTES - 1], sector[0]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        tracks_test(tracks_are_152_sectors_apart_and_have_no_other_indexes),
        tracks_test(what_is_lost_is_reported_kind_by_kind),
        tracks_test(the_disc_has_no_subchannel_and_what_is_in_that_of_the_image_is_reported),
        tracks_test(sectors_with_a_subchannel_are_found_without_it),
        tracks_test(data_with_swapped_bytes_stays_so),
        tracks_test(data_tracks_that_move_get_other_addresses),
        tracks_test(each_track_is_sent_from_its_index_01_on),
        tracks_test(a_track_whose_index_01_ends_an_extent_starts_with_the_next_one),
        tracks_test(the_write_parameters_are_those_of_each_track),
        tracks_test(only_a_session_of_one_plain_track_is_the_same_written_either_way),
        tracks_test(sectors_that_have_a_place_in_their_file_keep_it),
    };
    return cmocka_run_group_tests_name("burn/plan_tracks", tests, NULL, NULL);
}
