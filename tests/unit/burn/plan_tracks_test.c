/*
 * Track-at-once: the disc that results from an image, what is lost, and what is sent.
 */
#include "burn/plan.h"

#include "unit/burn/plans.h"

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

/* It has been searched, and the plan would search it again. */
static void a_sub_without_r_to_w_is_not_part_of_the_disc(void **state)
{
    static uint8_t sectors[300 * RBK_SECTOR_BYTES], sub[300 * RBK_SUBCHANNEL_BYTES];
    (void)state;
    add_file_track(RBK_MODE_AUDIO, "a.img", sectors, sizeof sectors, 0);
    memset(sub + RBK_Q_BYTES, 0x41, RBK_Q_BYTES); /* modified Q */
    scratch_write("a.sub", sub, sizeof sub);
    assert_int_equal(rbk_disc_set_subchannel(disc, 0, RBK_SUBCHANNEL_CHANNELS, "a.sub", scratch_path("a.sub"), NULL),
                     RBK_OK);
    as_tracks(0);
    assert_int_equal(disc->files[0].subchannel, RBK_SUBCHANNEL_NONE);
    assert_non_null(strstr(rbk_findings_at(findings, 0)->text, "sectors whose modified Q is not written: 1"));
    sub[299 * RBK_SUBCHANNEL_BYTES + 95] = 1;
    scratch_write("a.sub", sub, sizeof sub);
    rbk_disc *before = disc;
    disc = tracks;
    rbk_disc_free(before);
    as_tracks(0);
    assert_int_equal(disc->files[0].subchannel, RBK_SUBCHANNEL_CHANNELS);
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
        tracks_test(a_sub_without_r_to_w_is_not_part_of_the_disc),
        tracks_test(each_track_is_sent_from_its_index_01_on),
        tracks_test(the_write_parameters_are_those_of_each_track),
        tracks_test(only_a_session_of_one_plain_track_is_the_same_written_either_way),
        tracks_test(sectors_that_have_a_place_in_their_file_keep_it),
    };
    return cmocka_run_group_tests_name("burn/plan_tracks", tests, NULL, NULL);
}
