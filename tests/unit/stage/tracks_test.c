/*
 * Creating, filling and closing tracks: each clause of the contract, full disks, short tracks, indexes.
 * link: -Wl,--wrap=pwrite -Wl,--wrap=pwrite64 -Wl,--wrap=renameat2 -Wl,--wrap=renameat -Wl,--wrap=linkat
 */
#include "stage/stage.h"

#include "unit/stage/staging.h"

static void create_audio_track_opens_a_track_only_when_none_is_open(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, &error), RBK_TRACKOPEN);
    assert_int_equal(rbk_status_contract_code(error.status), 0x8004021Bu);
    assert_int_equal(tracks(), 1);
}

static void what_was_not_staged_cannot_be_shared(void **state)
{
    const rbk_image_place place = {.descriptor = -1};
    (void)state;
    open_stage();
    stage_track(300, 0);
    const int64_t end = (int64_t)used() * RBK_SECTOR_SAMPLES;
    int64_t first = end - 588;
    assert_int_equal(rbk_stage_share(stage, &first, 589, &place), 0);
    assert_int_equal(first, end - 588);
    first = -1;
    assert_int_equal(rbk_stage_share(stage, &first, 1, &place), 0);
    assert_int_equal(first, -1);
}

static void at_most_99_tracks(void **state)
{
    (void)state;
    options.gap_sectors = 0;
    open_stage();
    for (int i = 0; i < 99; i++)
        stage_track(300, i);
    assert_int_equal(available(), 0);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, &error), RBK_TRACKLIMIT);
    assert_int_equal(tracks(), 99);
}

static void the_length_given_to_create_is_advisory_never_a_limit_nor_forced(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(rbk_stage_create_audio_track(stage, 300, NULL), RBK_OK);
    assert_int_equal(used(), 0);
    assert_int_equal(add(500, 1, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_create_audio_track(stage, 4000000000u, NULL), RBK_OK);
    assert_int_equal(add(300, 1, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(used(), 950);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    assert_bin(950, NULL, 0);
}

static void add_audio_track_blocks_appends_whole_blocks_to_the_open_track(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(200, 0x11, NULL), RBK_OK);
    assert_int_equal(add(0, 0, NULL), RBK_OK);
    assert_int_equal(add(200, 0x22, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    const struct at rows[] = {{0, 0x11}, {199, 0x11}, {200, 0x22}, {399, 0x22}};
    assert_bin(400, rows, 4);
}

/* They are written in several steps. */
static void many_blocks_of_one_call_stay_in_order(void **state)
{
    enum { BLOCKS = 700 };
    struct at rows[BLOCKS];
    char *blocks = malloc(BLOCKS * 2352);
    (void)state;
    assert_non_null(blocks);
    for (int i = 0; i < BLOCKS; i++) {
        rows[i] = (struct at){(uint32_t)i, 1 + i % 251};
        memset(blocks + i * 2352, rows[i].value, 2352);
    }
    open_stage();
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_add_audio_track_blocks(stage, blocks, BLOCKS * 2352, NULL, NULL), RBK_OK);
    free(blocks);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    assert_bin(BLOCKS, rows, BLOCKS);
}

static void the_byte_count_must_be_a_multiple_of_the_block_size(void **state)
{
    (void)state;
    static const uint8_t data[2 * 2352];
    uint32_t accepted = 77;
    open_stage();
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_add_audio_track_blocks(stage, data, 2353, &accepted, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a multiple of 2352 bytes, found 2353");
    assert_int_equal(accepted, 0);
    assert_int_equal(used(), 0);
}

static void without_an_open_track_add_is_tracknotopen(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(add(1, 1, NULL), RBK_TRACKNOTOPEN);
    assert_int_equal(rbk_status_contract_code(error.status), 0x8004021Au);
}

static void an_overrun_returns_discfull_and_keeps_as_many_whole_blocks_as_fit(void **state)
{
    (void)state;
    uint32_t accepted = 0;
    options.capacity_sectors = 700;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(400, 0x33, &accepted), RBK_DISCFULL);
    assert_int_equal(accepted, 250);
    assert_string_equal(error.sentence, "the disc of 700 blocks is full: 250 of 400 blocks were kept");
    assert_int_equal(used(), 700);
    options.short_tracks = RBK_SHORT_ALLOW;
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_TRACK_NOT_BIG_ENOUGH);
}

static void after_discfull_the_track_can_be_closed_and_the_image_committed(void **state)
{
    (void)state;
    uint32_t accepted = 0;
    options.capacity_sectors = 800;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(400, 0x33, &accepted), RBK_DISCFULL);
    assert_int_equal(accepted, 350);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_DISCFULL);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    const struct at rows[] = {{299, 1}, {300, 0}, {449, 0}, {450, 0x33}, {799, 0x33}};
    assert_bin(800, rows, 5);
}

static void close_audio_track_closes_the_open_track(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_TRACKNOTOPEN);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(300, 1, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_TRACKNOTOPEN);
    assert_int_equal(add(1, 1, NULL), RBK_TRACKNOTOPEN);
}

static void a_fixed_gap_of_150_blocks_belongs_to_each_track(void **state)
{
    (void)state;
    open_stage();
    stage_track(300, 0x11);
    stage_track(300, 0x22);
    stage_track(300, 0x33);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    const struct at rows[] = {{0, 0x11},   {299, 0x11}, {300, 0}, {449, 0},   {450, 0x22},
                              {749, 0x22}, {750, 0},    {899, 0}, {900, 0x33}};
    assert_bin(1200, rows, 9);
    char *cue = scratch_read("a.cue", NULL);
    assert_string_equal(cue, "FILE \"a.bin\" BINARY\n"
                             "  TRACK 01 AUDIO\n"
                             "    INDEX 01 00:00:00\n"
                             "  TRACK 02 AUDIO\n"
                             "    INDEX 00 00:04:00\n"
                             "    INDEX 01 00:06:00\n"
                             "  TRACK 03 AUDIO\n"
                             "    INDEX 00 00:10:00\n"
                             "    INDEX 01 00:12:00\n");
    free(cue);
}

static void notify_add_progress_comes_for_the_first_and_last_step_and_in_between(void **state)
{
    (void)state;
    reported t = {0};
    rbk_listener listener = {&t, notify, ask};
    open_stage();
    rbk_stage_progress_advise(stage, &listener, NULL);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(1000, 1, NULL), RBK_OK);
    assert_int_equal(t.first, 0);
    assert_int_equal(t.last, 1000);
    assert_int_equal(t.total, 1000);
    assert_true(t.calls > 2);
}

static void with_advice_progress_is_reported_against_the_whole_track(void **state)
{
    (void)state;
    reported t = {0};
    rbk_listener listener = {&t, notify, NULL};
    open_stage();
    rbk_stage_progress_advise(stage, &listener, NULL);
    assert_int_equal(rbk_stage_create_audio_track(stage, 900, NULL), RBK_OK);
    assert_int_equal(add(300, 1, NULL), RBK_OK);
    assert_int_equal(t.last, 300);
    assert_int_equal(t.total, 900);
    assert_int_equal(add(700, 1, NULL), RBK_OK);
    assert_int_equal(t.last, 1000);
    assert_int_equal(t.total, 1000);
}

static void query_cancel_yes_ends_the_operation_with_userabort_cleanly(void **state)
{
    (void)state;
    reported t = {.cancel_after = 3};
    rbk_listener listener = {&t, NULL, ask};
    uint32_t accepted = 77;
    open_stage();
    stage_track(300, 0x11);
    rbk_stage_progress_advise(stage, &listener, NULL);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(2000, 0x22, &accepted), RBK_USERABORT);
    assert_int_equal(accepted, 0);
    assert_int_equal(used(), 450);
    t.cancel_after = 0;
    assert_int_equal(rbk_stage_set_gap(stage, 1000, NULL), RBK_OK); /* nothing was added: the gap may still change */
    assert_int_equal(add(300, 0x33, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    /* What was written before the cancellation began at block 450. */
    const struct at rows[] = {{299, 0x11}, {300, 0}, {450, 0}, {705, 0}, {961, 0}, {1299, 0}, {1300, 0x33}};
    assert_bin(1600, rows, 7);
}

static void disk_full_keeps_every_accepted_block_and_the_same_call_goes_on_later(void **state)
{
    (void)state;
    uint32_t accepted = 77;
    open_stage();
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(300, 0x11, NULL), RBK_OK);
    disk_room = 100 * 2352 + 1000;
    assert_int_equal(add(600, 0x22, &accepted), RBK_NOTENOUGHDISKFORSTASH);
    assert_int_equal(rbk_status_contract_code(error.status), 0x8004022Au);
    assert_int_equal(accepted, 0);
    assert_int_equal(used(), 300);
    disk_room = -1;
    assert_int_equal(add(600, 0x22, &accepted), RBK_OK);
    assert_int_equal(accepted, 600);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    const struct at rows[] = {{0, 0x11}, {299, 0x11}, {300, 0x22}, {899, 0x22}};
    assert_bin(900, rows, 4);
}

static void short_tracks_are_refused_and_stay_open(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(299, 1, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, &error), RBK_TRACK_NOT_BIG_ENOUGH);
    assert_string_equal(error.sentence, "track 1 has 299 blocks, expected 300 (4 s) or more");
    assert_int_equal(add(1, 1, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
}

static void short_tracks_are_padded_where_asked(void **state)
{
    (void)state;
    options.short_tracks = RBK_SHORT_PAD;
    open_stage();
    stage_track(10, 0x11);
    assert_int_equal(used(), 300);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(used(), 750);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    const struct at rows[] = {{9, 0x11}, {10, 0}, {299, 0}, {749, 0}};
    assert_bin(750, rows, 4);
}

static void short_tracks_are_allowed_with_a_finding(void **state)
{
    (void)state;
    options.short_tracks = RBK_SHORT_ALLOW;
    open_stage();
    stage_track(10, 0x11);
    assert_int_equal(rbk_findings_count(rbk_stage_findings(stage)), 1);
    assert_string_equal(rbk_findings_at(rbk_stage_findings(stage), 0)->rule, "track.too-short");
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_TRACK_NOT_BIG_ENOUGH); /* without any block */
}

static void the_pregap_does_not_count_for_the_four_seconds(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_begin_index(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(500, 1, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_TRACK_NOT_BIG_ENOUGH);
    assert_int_equal(rbk_stage_begin_index(stage, 1, NULL), RBK_OK);
    assert_int_equal(add(299, 1, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_TRACK_NOT_BIG_ENOUGH);
    assert_int_equal(add(1, 1, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
}

static void indexes_ascend_and_each_has_a_block(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(rbk_stage_begin_index(stage, 1, NULL), RBK_TRACKNOTOPEN);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_begin_index(stage, 2, &error), RBK_BAD_LAYOUT);
    assert_int_equal(add(300, 1, NULL), RBK_OK);
    assert_int_equal(rbk_stage_begin_index(stage, 0, NULL), RBK_BAD_LAYOUT);
    assert_int_equal(rbk_stage_begin_index(stage, 1, NULL), RBK_BAD_LAYOUT);
    assert_int_equal(rbk_stage_begin_index(stage, 2, NULL), RBK_OK);
    assert_int_equal(rbk_stage_begin_index(stage, 3, &error), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "index 02 has no block yet");
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_BAD_LAYOUT);
    assert_int_equal(add(1, 1, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_disc(stage)->tracks[0].index_count, 2);
}

static void data_tracks_take_raw_sectors_and_say_their_mode(void **state)
{
    (void)state;
    uint8_t *sectors = malloc(300 * 2352);
    memset(sectors, 0x44, 300 * 2352);
    open_stage();
    assert_int_equal(rbk_stage_create_data_track(stage, RBK_MODE_MODE1_2048, 0, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected MODE1/2352 or MODE2/2352, found MODE1/2048");
    assert_int_equal(rbk_stage_create_data_track(stage, RBK_MODE_MODE2_2352, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_reserve_audio_track_blocks(stage, 300, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_fill_sectors(stage, 1, sectors, 300, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_fill_sectors(stage, 0, NULL, 300, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_stage_fill_sectors(stage, 0, sectors, 300, NULL), RBK_OK);
    free(sectors);
    stage_track(300, 0x11);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    const struct at rows[] = {{0, 0x44}, {299, 0x44}, {300, 0}, {449, 0}, {450, 0x11}};
    assert_bin(750, rows, 5);
    char *cue = scratch_read("a.cue", NULL);
    assert_non_null(strstr(cue, "TRACK 01 MODE2/2352"));
    free(cue);
}

static void a_gap_cannot_change_after_the_first_block(void **state)
{
    uint32_t accepted = 0;
    (void)state;
    open_stage();
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_gap(stage, 10, NULL), RBK_OK);
    assert_int_equal(add(1, 0x33, &accepted), RBK_OK);
    assert_int_equal(rbk_stage_set_gap(stage, 20, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "track 1 already has blocks, its gap cannot change");
    assert_int_equal(used(), 11);
}

static void a_gap_that_leaves_no_block_is_discfull(void **state)
{
    (void)state;
    options.capacity_sectors = 1000;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_gap(stage, 700, &error), RBK_DISCFULL);
    assert_string_equal(error.sentence, "the disc is full: a gap of 700 leaves no room for a block");
    assert_int_equal(used(), 450); /* with the gap that it had */
    assert_int_equal(rbk_stage_set_gap(stage, 699, &error), RBK_OK);
    assert_int_equal(available(), 1);
}

static void a_short_track_is_not_padded_past_the_end_of_the_disc(void **state)
{
    uint32_t accepted = 0;
    (void)state;
    options.capacity_sectors = 700;
    options.short_tracks = RBK_SHORT_PAD;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(240, 0x33, &accepted), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, &error), RBK_DISCFULL);
    assert_string_equal(error.sentence, "the disc is full: 10 blocks are left, track 2 needs 60 to be 4 s long");
    assert_int_equal(used(), 690);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        stage_test(create_audio_track_opens_a_track_only_when_none_is_open),
        stage_test(what_was_not_staged_cannot_be_shared),
        stage_test(at_most_99_tracks),
        stage_test(the_length_given_to_create_is_advisory_never_a_limit_nor_forced),
        stage_test(add_audio_track_blocks_appends_whole_blocks_to_the_open_track),
        stage_test(many_blocks_of_one_call_stay_in_order),
        stage_test(the_byte_count_must_be_a_multiple_of_the_block_size),
        stage_test(without_an_open_track_add_is_tracknotopen),
        stage_test(an_overrun_returns_discfull_and_keeps_as_many_whole_blocks_as_fit),
        stage_test(after_discfull_the_track_can_be_closed_and_the_image_committed),
        stage_test(close_audio_track_closes_the_open_track),
        stage_test(a_fixed_gap_of_150_blocks_belongs_to_each_track),
        stage_test(notify_add_progress_comes_for_the_first_and_last_step_and_in_between),
        stage_test(with_advice_progress_is_reported_against_the_whole_track),
        stage_test(query_cancel_yes_ends_the_operation_with_userabort_cleanly),
        stage_test(disk_full_keeps_every_accepted_block_and_the_same_call_goes_on_later),
        stage_test(short_tracks_are_refused_and_stay_open),
        stage_test(short_tracks_are_padded_where_asked),
        stage_test(short_tracks_are_allowed_with_a_finding),
        stage_test(the_pregap_does_not_count_for_the_four_seconds),
        stage_test(indexes_ascend_and_each_has_a_block),
        stage_test(data_tracks_take_raw_sectors_and_say_their_mode),
        stage_test(a_gap_cannot_change_after_the_first_block),
        stage_test(a_gap_that_leaves_no_block_is_discfull),
        stage_test(a_short_track_is_not_padded_past_the_end_of_the_disc),
    };
    return cmocka_run_group_tests_name("stage/tracks", tests, NULL, NULL);
}
