/*
 * The staging engine's states and results: each clause of the contract on IDiscMaster and on the queries of
 * IRedbookDiscMaster.
 *
 * link: -Wl,--wrap=pwrite -Wl,--wrap=pwrite64 -Wl,--wrap=renameat2 -Wl,--wrap=renameat -Wl,--wrap=linkat
 */
#include "unit/stage/staging.h"

static void get_total_audio_tracks_is_the_number_of_tracks_closed_and_open(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(tracks(), 0);
    stage_track(300, 1);
    assert_int_equal(tracks(), 1);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(tracks(), 2);
}

static void get_total_audio_blocks_is_all_the_disc_offers_gaps_included(void **state)
{
    (void)state;
    uint32_t blocks = 0;
    open_stage();
    assert_int_equal(rbk_stage_total_audio_blocks(stage, &blocks, NULL), RBK_OK);
    assert_int_equal(blocks, 359844);
    stage_track(300, 1);
    stage_track(300, 1);
    assert_int_equal(rbk_stage_total_audio_blocks(stage, &blocks, NULL), RBK_OK);
    assert_int_equal(blocks, 359844);
}

static void get_used_audio_blocks_counts_the_open_track_and_gaps(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(used(), 0);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(used(), 0); /* the first pregap is before lba 0 */
    assert_int_equal(add(310, 1, NULL), RBK_OK);
    assert_int_equal(used(), 310);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(used(), 310);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(used(), 460);
    assert_int_equal(add(5, 1, NULL), RBK_OK);
    assert_int_equal(used(), 465);
}

static void get_available_audio_track_blocks_is_what_can_still_be_added(void **state)
{
    (void)state;
    options.capacity_sectors = 1000;
    open_stage();
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(available(), 1000);
    assert_int_equal(add(400, 1, NULL), RBK_OK);
    assert_int_equal(available(), 600);
    assert_int_equal(add(600, 1, NULL), RBK_OK);
    assert_int_equal(available(), 0);
    assert_int_equal(add(1, 1, NULL), RBK_DISCFULL);
}

static void with_no_open_track_available_is_the_most_a_new_one_could_take_its_gap_subtracted(void **state)
{
    (void)state;
    options.capacity_sectors = 1000;
    open_stage();
    assert_int_equal(available(), 1000);
    stage_track(400, 1);
    assert_int_equal(available(), 450);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(available(), 450);
    assert_int_equal(add(450, 1, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(available(), 0);
}

static void get_audio_block_size_is_2352(void **state)
{
    (void)state;
    uint32_t bytes = 0;
    open_stage();
    assert_int_equal(rbk_stage_audio_block_size(stage, &bytes, NULL), RBK_OK);
    assert_int_equal(bytes, 2352);
}

static void open_twice_is_alreadyopen(void **state)
{
    (void)state;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_open(stage, scratch_path("b.cue"), &error), RBK_ALREADYOPEN);
    assert_int_equal(tracks(), 1);
}

static void a_second_user_of_the_same_stash_is_stashinuse(void **state)
{
    (void)state;
    rbk_stage *second;
    open_stage();
    assert_int_equal(rbk_stage_new(NULL, &second, NULL), RBK_OK);
    assert_int_equal(rbk_stage_open(second, scratch_path("a.cue"), &error), RBK_STASHINUSE);
    assert_int_equal(rbk_status_contract_code(error.status), 0x80040225u);
    assert_int_equal(rbk_stage_open(second, scratch_path("b.cue"), NULL), RBK_OK);
    rbk_stage_free(second);
}

static void a_stash_left_by_a_killed_process_is_recognised_and_replaced(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        open_stage();
        rbk_stage_create_audio_track(stage, 0, NULL);
        add(500, 0x77, NULL);
        kill(getpid(), SIGKILL);
    }
    int result;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFSIGNALED(result));
    assert_int_equal(scratch_count(), 1); /* the stash is still there */
    open_stage();
    stage_track(300, 0x11);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    const struct at rows[] = {{0, 0x11}, {299, 0x11}};
    assert_bin(300, rows, 2);
    assert_int_equal(scratch_count(), 2);
}

static void clear_format_content_drops_everything_staged_without_confirmation(void **state)
{
    (void)state;
    open_stage();
    stage_track(300, 0x55);
    assert_int_equal(rbk_stage_set_mcn(stage, "4006381333931", NULL), RBK_OK);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(300, 0x66, NULL), RBK_OK);
    assert_int_equal(rbk_stage_clear(stage, NULL), RBK_OK);
    assert_int_equal(tracks(), 0);
    assert_int_equal(used(), 0);
    assert_string_equal(rbk_stage_disc(stage)->mcn, "");
    options.gap_sectors = 0;
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_gap(stage, 200, NULL), RBK_OK);
    assert_int_equal(add(300, 0x11, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    const struct at rows[] = {{0, 0}, {199, 0}, {200, 0x11}, {499, 0x11}};
    assert_bin(500, rows, 4); /* nothing of the discarded track remains in the gap */
}

static void progress_advise_registers_one_listener_and_unadvise_lets_it_go(void **state)
{
    (void)state;
    reported t = {0};
    rbk_listener listener = {&t, notify, NULL};
    open_stage();
    assert_int_equal(rbk_stage_progress_advise(stage, &listener, NULL), RBK_OK);
    assert_int_equal(rbk_stage_progress_advise(stage, &listener, NULL), RBK_ALREADYOPEN);
    stage_track(300, 1);
    int calls = t.calls;
    assert_true(calls > 0);
    rbk_stage_progress_unadvise(stage);
    t.last = 0;
    stage_track(300, 1);
    assert_int_equal(t.calls, calls);
    assert_int_equal(rbk_stage_progress_advise(stage, &listener, NULL), RBK_OK);
}

static void null_pointers_are_e_pointer_and_bad_values_e_invalidarg(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(rbk_stage_total_audio_tracks(stage, NULL, &error), RBK_INVALID_POINTER);
    assert_int_equal(rbk_status_contract_code(error.status), 0x80004003u);
    assert_int_equal(rbk_stage_add_audio_track_blocks(stage, NULL, 2352, NULL, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_stage_open(stage, NULL, NULL), RBK_INVALID_POINTER);
    rbk_stage *other;
    options.capacity_sectors = 0;
    assert_int_equal(rbk_stage_new(&options, &other, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_status_contract_code(error.status), 0x80070057u);
    options.capacity_sectors = 449850; /* the lead-out would be at 100:00:00 */
    assert_int_equal(rbk_stage_new(&options, &other, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a capacity of 1 to 449849 sectors, found 449850");
    options.capacity_sectors = 700;
    options.gap_sectors = 701;
    assert_int_equal(rbk_stage_new(&options, &other, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a gap no longer than the disc, found 701 sectors");
    options.gap_sectors = 150;
    memcpy(&options.short_tracks, &(const int){RBK_SHORT_ALLOW + 1}, sizeof options.short_tracks);
    assert_int_equal(rbk_stage_new(&options, &other, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "not a valid policy for short tracks");
    options.short_tracks = RBK_SHORT_ALLOW;
    memcpy(&options.cdtext, &(const int){-1}, sizeof options.cdtext);
    assert_int_equal(rbk_stage_new(&options, &other, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "not a valid policy for CD-TEXT");
    rbk_stage_progress_unadvise(NULL);
}

static void targets_that_exist_are_fileexists_unless_they_may_be_replaced(void **state)
{
    (void)state;
    assert_int_equal(rbk_stage_new(&options, &stage, NULL), RBK_OK);
    scratch_write("a.bin", "old bin", 7);
    assert_int_equal(rbk_stage_open(stage, scratch_path("a.cue"), &error), RBK_FILEEXISTS);
    assert_string_equal(error.place.path, scratch_path("a.bin"));
    unlink(scratch_path("a.bin"));
    scratch_write("a.cue", "old cue", 7);
    assert_int_equal(rbk_stage_open(stage, scratch_path("a.cue"), &error), RBK_FILEEXISTS);
    assert_string_equal(error.place.path, scratch_path("a.cue"));
    assert_int_equal(scratch_count(), 1);
}

static void a_folder_in_the_place_of_the_sheet_is_refused_before_anything_is_staged(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("a.cue"), 0700), 0);
    for (int replace = 0; replace < 2; replace++) {
        options.replace = replace;
        assert_int_equal(rbk_stage_new(&options, &stage, NULL), RBK_OK);
        assert_int_equal(rbk_stage_open(stage, scratch_path("a.cue"), &error), RBK_FILEACCESS);
        assert_string_equal(error.sentence, "is a folder, expected the name of a file");
        rbk_stage_free(stage);
        stage = NULL;
    }
    assert_int_equal(rmdir(scratch_path("a.cue")), 0);
}

static void names_no_sheet_can_hold_are_refused(void **state)
{
    (void)state;
    const char *names[] = {"a.bin", ".cue", "a", "a\".cue", "a\n.cue", "a\xE2\x80\x8F.cue"};
    assert_int_equal(rbk_stage_new(&options, &stage, NULL), RBK_OK);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_int_equal(rbk_stage_open(stage, scratch_path(names[i]), NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_open(stage, ".cue", &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a name, followed by '.cue'");
    assert_int_equal(rbk_stage_open(stage, scratch_path("none/a.cue"), NULL), RBK_FILEACCESS);
    assert_int_equal(rbk_stage_open(stage, scratch_path("Caf\xC3\xA9 1.CUE"), NULL), RBK_OK);
}

static void a_stage_that_is_not_committed_leaves_nothing(void **state)
{
    (void)state;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(scratch_count(), 1);
    assert_int_equal(rbk_stage_close(stage, NULL), RBK_OK);
    assert_int_equal(scratch_count(), 0);
}

static void a_gap_longer_than_the_disc_is_refused(void **state)
{
    rbk_stage *other = NULL;
    (void)state;
    rbk_stage_options_init(&options);
    options.capacity_sectors = 1000;
    options.gap_sectors = 1001;
    assert_int_equal(rbk_stage_new(&options, &other, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a gap no longer than the disc, found 1001 sectors");
    assert_null(other);
    rbk_stage_progress_unadvise(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        stage_test(get_total_audio_tracks_is_the_number_of_tracks_closed_and_open),
        stage_test(get_total_audio_blocks_is_all_the_disc_offers_gaps_included),
        stage_test(get_used_audio_blocks_counts_the_open_track_and_gaps),
        stage_test(get_available_audio_track_blocks_is_what_can_still_be_added),
        stage_test(with_no_open_track_available_is_the_most_a_new_one_could_take_its_gap_subtracted),
        stage_test(get_audio_block_size_is_2352),
        stage_test(open_twice_is_alreadyopen),
        stage_test(a_second_user_of_the_same_stash_is_stashinuse),
        stage_test(a_stash_left_by_a_killed_process_is_recognised_and_replaced),
        stage_test(clear_format_content_drops_everything_staged_without_confirmation),
        stage_test(progress_advise_registers_one_listener_and_unadvise_lets_it_go),
        stage_test(null_pointers_are_e_pointer_and_bad_values_e_invalidarg),
        stage_test(targets_that_exist_are_fileexists_unless_they_may_be_replaced),
        stage_test(a_folder_in_the_place_of_the_sheet_is_refused_before_anything_is_staged),
        stage_test(names_no_sheet_can_hold_are_refused),
        stage_test(a_stage_that_is_not_committed_leaves_nothing),
        stage_test(a_gap_longer_than_the_disc_is_refused),
    };
    return cmocka_run_group_tests_name("stage/stage", tests, NULL, NULL);
}
