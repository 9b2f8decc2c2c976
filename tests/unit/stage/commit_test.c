/*
 * Commit, the offline RecordDisc: the clauses of the contract on it, and what a failure leaves.
 * link: -Wl,--wrap=pwrite -Wl,--wrap=pwrite64 -Wl,--wrap=renameat2 -Wl,--wrap=renameat -Wl,--wrap=linkat
 */
#include "stage/stage.h"

#include "unit/stage/staging.h"
#include "unit/text/example.h"

#include <fcntl.h>

static void all_tracks_must_be_closed_before_recording(void **state)
{
    (void)state;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(300, 2, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_TRACKOPEN);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
}

static void cancel_at_commit_writes_nothing_and_the_stage_stays(void **state)
{
    (void)state;
    reported t = {.cancel_after = 1};
    rbk_listener listener = {&t, NULL, ask};
    open_stage();
    stage_track(300, 1);
    rbk_stage_progress_advise(stage, &listener, NULL);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_USERABORT);
    assert_int_equal(scratch_count(), 1);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    assert_int_equal(scratch_count(), 2);
}

static void after_record_disc_the_staged_image_is_not_valid_any_more(void **state)
{
    (void)state;
    uint32_t value;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_INVALIDIMAGE);
    assert_int_equal(rbk_status_contract_code(error.status), 0x8004021Eu);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_INVALIDIMAGE);
    assert_int_equal(rbk_stage_used_audio_blocks(stage, &value, NULL), RBK_INVALIDIMAGE);
    assert_int_equal(rbk_stage_disc(stage)->track_count, 1);
    assert_int_equal(rbk_stage_close(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_open(stage, scratch_path("b.cue"), NULL), RBK_OK);
    assert_int_equal(tracks(), 0);
}

static void nothing_staged_cannot_be_recorded(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_INVALIDIMAGE);
    assert_string_equal(error.sentence, "no track is staged");
}

static void a_commit_that_fails_at_any_rename_leaves_earlier_files_untouched(void **state)
{
    (void)state;
    scratch_write("a.bin", "old bin", 7);
    scratch_write("a.cue", "old cue", 7);
    options.replace = true;
    open_stage();
    stage_track(300, 1);
    for (int failing = 1; failing <= 4; failing++) { /* the old sheet aside, the BINs, the new sheet */
        move_to_fail = failing;
        assert_int_equal(rbk_stage_commit(stage, &error), RBK_FILESYSTEM);
        char *bin = scratch_read("a.bin", NULL), *cue = scratch_read("a.cue", NULL);
        assert_string_equal(bin, "old bin");
        assert_string_equal(cue, "old cue");
        free(bin);
        free(cue);
        assert_int_equal(scratch_count(), 3); /* and the stash: the stage is as it was */
    }
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    assert_bin(300, NULL, 0);
    assert_int_equal(scratch_count(), 2);
}

static void assert_content(const char *name, const char *expected)
{
    char *found = scratch_read(name, NULL);
    assert_non_null(found);
    assert_string_equal(found, expected);
    free(found);
}

/* The work killed at a change of names: 1 to 4, as above. */
static void kill_at(int change)
{
    scratch_write("a.bin", "old bin", 7);
    scratch_write("a.cue", "old cue", 7);
    options.replace = true;
    pid_t child = fork();
    if (child == 0) {
        open_stage();
        stage_track(300, 1);
        move_to_kill = change;
        _exit(rbk_stage_commit(stage, NULL) == RBK_OK ? 1 : 2);
    }
    int result;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFSIGNALED(result));
}

static void no_sheet_stands_while_the_bin_changes(void **state)
{
    (void)state;
    kill_at(3);
    assert_null(scratch_read("a.cue", NULL));
    assert_content("a.bin", "old bin"); /* until the new one takes its name */
    assert_content("a.bin.redbook-old", "old bin");
    assert_content("a.cue.redbook-old", "old cue");
}

static void whoever_reads_next_completes_what_was_interrupted(void **state)
{
    (void)state;
    for (int change = 1; change <= 4; change++) {
        kill_at(change);
        assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, &error), RBK_OK);
        assert_bin(300, NULL, 0);
        assert_content("a.cue", "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
        assert_int_equal(scratch_count(), 2);
    }
}

static void packs_are_written_as_asked_for_and_named_in_the_sheet(void **state)
{
    rbk_cdtext *cdtext = NULL;
    (void)state;
    options.cdtext = RBK_CDTEXT_ALWAYS;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_set_text(stage, 1, RBK_TEXT_TITLE, "One", NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    assert_int_equal(scratch_count(), 3);
    assert_content("a.cue", "CDTEXTFILE \"a.cdt\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    TITLE \"One\"\n"
                            "    INDEX 01 00:00:00\n");
    size_t size = 0;
    char *packs = scratch_read("a.cdt", &size);
    assert_int_equal(rbk_cdtext_decode((uint8_t *)packs, size, NULL, &cdtext, NULL, NULL), RBK_OK);
    assert_string_equal(cdtext->blocks[0]->text[RBK_CDTEXT_TITLE][1], "One");
    rbk_cdtext_free(cdtext);
    free(packs);
}

static void packs_of_its_own_are_written_byte_for_byte(void **state)
{
    (void)state;
    options.cdtext = RBK_CDTEXT_AUTO;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_set_cdtext(stage, example_packs, 17, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_set_cdtext(stage, example_packs, sizeof example_packs, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    size_t size = 0;
    char *packs = scratch_read("a.cdt", &size);
    assert_int_equal(size, sizeof example_packs);
    assert_memory_equal(packs, example_packs, size);
    free(packs);
    assert_int_equal(rbk_stage_set_cdtext(stage, NULL, 0, NULL), RBK_INVALIDIMAGE);
}

static bool is_reported(const char *rule)
{
    const rbk_findings *findings = rbk_stage_findings(stage);
    bool found = false;
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        found |= strcmp(rbk_findings_at(findings, i)->rule, rule) == 0;
    return found;
}

/* Readers take the texts of the packs. */
static void texts_that_packs_contradict_and_packs_that_are_not_written_are_reported(void **state)
{
    static const rbk_cdtext_use uses[] = {RBK_CDTEXT_ALWAYS, RBK_CDTEXT_NEVER};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        options.cdtext = uses[i];
        options.replace = true;
        open_stage();
        stage_track(300, 1);
        assert_int_equal(rbk_stage_set_text(stage, 1, RBK_TEXT_TITLE, "Other", NULL), RBK_OK);
        assert_int_equal(rbk_stage_set_cdtext(stage, example_packs, sizeof example_packs, NULL), RBK_OK);
        assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
        assert_true(is_reported(i == 0 ? "cdtext.text-differs" : "cdtext.not-written"));
        rbk_stage_free(stage);
        stage = NULL;
    }
}

static void a_commit_with_packs_that_fails_at_any_rename_leaves_earlier_files_untouched(void **state)
{
    (void)state;
    scratch_write("a.bin", "old bin", 7);
    scratch_write("a.cdt", "old cdt", 7);
    scratch_write("a.cue", "old cue", 7);
    options.replace = true;
    options.cdtext = RBK_CDTEXT_ALWAYS;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_set_text(stage, 0, RBK_TEXT_TITLE, "Album", NULL), RBK_OK);
    for (int failing = 1; failing <= 6; failing++) { /* the old sheet aside, BINs, packs, the new sheet */
        move_to_fail = failing;
        assert_int_equal(rbk_stage_commit(stage, &error), RBK_FILESYSTEM);
        assert_content("a.bin", "old bin");
        assert_content("a.cdt", "old cdt");
        assert_content("a.cue", "old cue");
        assert_null(rbk_stage_disc(stage)->cdtext_file);
        assert_int_equal(scratch_count(), 4); /* and the stash: the stage is as it was */
    }
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    assert_bin(300, NULL, 0);
    assert_int_equal(scratch_count(), 3);
}

static void packs_that_stand_there_are_not_replaced_unasked(void **state)
{
    (void)state;
    scratch_write("a.cdt", "old cdt", 7);
    options.cdtext = RBK_CDTEXT_ALWAYS;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_set_text(stage, 0, RBK_TEXT_TITLE, "Album", NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_FILEEXISTS);
    assert_string_equal(error.place.path, scratch_path("a.cdt"));
    assert_content("a.cdt", "old cdt");
    assert_null(scratch_read("a.cue", NULL));
}

static void texts_that_do_not_fit_the_packs_are_refused(void **state)
{
    (void)state;
    options.cdtext = RBK_CDTEXT_ALWAYS;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_set_text(stage, 0, RBK_TEXT_TITLE, "\xC5\xBB", NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_REFUSED);
    assert_null(scratch_read("a.cue", NULL));
    assert_int_equal(rbk_stage_set_text(stage, 0, RBK_TEXT_TITLE, "Z", NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
}

static void a_listener_without_callbacks_does_not_disturb(void **state)
{
    (void)state;
    rbk_listener listener = {NULL, NULL, NULL};
    open_stage();
    assert_int_equal(rbk_stage_progress_advise(stage, &listener, NULL), RBK_OK);
    stage_track(300, 1);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
}

/* What was added stays; a place is filled once, and none is left out. */
static void only_what_is_reserved_is_filled_and_only_once(void **state)
{
    (void)state;
    static int16_t samples[300 * 588 * 2];
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        samples[i] = 0x3333;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_reserve_audio_track_blocks(stage, 300, NULL, &error), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    const int64_t first = (int64_t)450 * 588, half = (int64_t)150 * 588;
    assert_int_equal(rbk_stage_fill(stage, 0, samples, (size_t)half, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "these samples are not reserved, or were filled before");
    assert_int_equal(rbk_stage_fill(stage, first - 1, samples, 2, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_fill_silence(stage, 300 * 588, 588, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_fill(stage, first, samples, 0, &error), RBK_OK);
    assert_int_equal(rbk_stage_fill(stage, first, samples, (size_t)half, &error), RBK_OK);
    assert_int_equal(rbk_stage_fill(stage, first, samples, (size_t)half, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_fill(stage, first + half - 1, samples, (size_t)half, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_INVALIDIMAGE);
    assert_string_equal(error.sentence, "88200 reserved samples are missing");
    assert_int_equal(rbk_stage_fill_silence(stage, first + half, half, &error), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_OK);
    const struct at rows[] = {{0, 1}, {299, 1}, {300, 0}, {449, 0}, {450, 0x33}, {599, 0x33}, {600, 0}, {749, 0}};
    assert_bin(750, rows, 8);
}

static void promised_blocks_must_come_before_the_commit(void **state)
{
    (void)state;
    int16_t samples[588 * 2];
    uint32_t accepted = 0;
    for (size_t i = 0; i < 588 * 2; i++)
        samples[i] = 0x2222;
    options.capacity_sectors = 301;
    open_stage();
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_reserve_audio_track_blocks(stage, 400, &accepted, &error), RBK_DISCFULL);
    assert_int_equal(accepted, 301);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_fill(stage, 300 * 588, samples, 588, NULL), RBK_OK);
    assert_int_equal(rbk_stage_fill(stage, 301 * 588 - 1, samples, 2, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "samples were delivered for a position past what is staged");
    assert_int_equal(rbk_stage_fill(stage, -1, samples, 1, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "samples were delivered for a position before lba 0");
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_INVALIDIMAGE);
    assert_string_equal(error.sentence, "176400 reserved samples are missing");
    assert_int_equal(rbk_stage_fill_silence(stage, 0, 300 * 588, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    const struct at rows[] = {{299, 0}, {300, 0x22}};
    assert_bin(301, rows, 2);
}

static int open_files(void)
{
    int count = 0;
    for (int descriptor = 0; descriptor < 1024; descriptor++)
        count += fcntl(descriptor, F_GETFD) >= 0;
    return count;
}

/* Whoever keeps a stage that was recorded keeps no file open and nothing locked. */
static void after_the_commit_no_file_is_open(void **state)
{
    (void)state;
    options.cdtext = RBK_CDTEXT_ALWAYS;
    const int before = open_files();
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_set_text(stage, 1, RBK_TEXT_TITLE, "One", NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    assert_int_equal(open_files(), before);
}

static void packs_have_the_name_of_the_sheet(void **state)
{
    static const char *const rows[][2] = {{"a.cue", "a.cdt"}, {"in/b.CUE", "in/b.cdt"}, {"a.b.cue", "a.b.cdt"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *path = rbk_stage_cdt_path(rows[i][0]);
        assert_non_null(path);
        assert_string_equal(path, rows[i][1]);
        free(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        stage_test(all_tracks_must_be_closed_before_recording),
        stage_test(cancel_at_commit_writes_nothing_and_the_stage_stays),
        stage_test(after_record_disc_the_staged_image_is_not_valid_any_more),
        stage_test(nothing_staged_cannot_be_recorded),
        stage_test(a_commit_that_fails_at_any_rename_leaves_earlier_files_untouched),
        stage_test(no_sheet_stands_while_the_bin_changes),
        stage_test(whoever_reads_next_completes_what_was_interrupted),
        stage_test(packs_are_written_as_asked_for_and_named_in_the_sheet),
        stage_test(after_the_commit_no_file_is_open),
        stage_test(packs_have_the_name_of_the_sheet),
        stage_test(packs_of_its_own_are_written_byte_for_byte),
        stage_test(texts_that_packs_contradict_and_packs_that_are_not_written_are_reported),
        stage_test(a_commit_with_packs_that_fails_at_any_rename_leaves_earlier_files_untouched),
        stage_test(packs_that_stand_there_are_not_replaced_unasked),
        stage_test(texts_that_do_not_fit_the_packs_are_refused),
        stage_test(a_listener_without_callbacks_does_not_disturb),
        stage_test(only_what_is_reserved_is_filled_and_only_once),
        stage_test(promised_blocks_must_come_before_the_commit),
    };
    return cmocka_run_group_tests_name("stage/commit", tests, NULL, NULL);
}
