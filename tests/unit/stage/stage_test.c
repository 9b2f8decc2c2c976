/*
 * The staging contract, sentence by sentence, and what redbook adds to it.
 * link: -Wl,--wrap=pwrite -Wl,--wrap=pwrite64 -Wl,--wrap=rename
 */
#include <redbook/stage.h>

#include "unit/scratch.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

/* ------------------------------------------------------------------ a disk that fills and a rename that fails */

static long long disk_room = -1; /* bytes that may still be written; -1: no end */
static int rename_to_fail;       /* counts down; the rename at 1 fails */

ssize_t __real_pwrite(int descriptor, const void *data, size_t size, off_t offset);
ssize_t __wrap_pwrite(int descriptor, const void *data, size_t size, off_t offset);
ssize_t __wrap_pwrite64(int descriptor, const void *data, size_t size, off_t offset); /* its name with 64-bit offsets */
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);

ssize_t __wrap_pwrite(int descriptor, const void *data, size_t size, off_t offset)
{
    if (disk_room == 0) {
        errno = ENOSPC;
        return -1;
    }
    if (disk_room > 0 && (long long)size > disk_room)
        size = (size_t)disk_room;
    if (disk_room > 0)
        disk_room -= (long long)size;
    return __real_pwrite(descriptor, data, size, offset);
}

ssize_t __wrap_pwrite64(int descriptor, const void *data, size_t size, off_t offset)
{
    return __wrap_pwrite(descriptor, data, size, offset);
}

int __wrap_rename(const char *from, const char *to)
{
    if (rename_to_fail > 0 && --rename_to_fail == 0) {
        errno = EIO;
        return -1;
    }
    return __real_rename(from, to);
}

/* ------------------------------------------------------------------ the stage under test */

static rbk_stage *stage;
static rbk_stage_options options;
static rbk_error error;

static int begin(void **state)
{
    disk_room = -1;
    rename_to_fail = 0;
    stage = NULL;
    rbk_error_init(&error);
    rbk_stage_options_init(&options);
    return scratch_setup(state);
}

static int end(void **state)
{
    rbk_stage_free(stage);
    return scratch_teardown(state);
}

static void open_stage(void)
{
    assert_int_equal(rbk_stage_new(&options, &stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_open(stage, scratch_path("a.cue"), NULL), RBK_OK);
}

static uint32_t used(void)
{
    uint32_t blocks = 0;
    assert_int_equal(rbk_stage_used_audio_blocks(stage, &blocks, NULL), RBK_OK);
    return blocks;
}

static uint32_t available(void)
{
    uint32_t blocks = 0;
    assert_int_equal(rbk_stage_available_audio_track_blocks(stage, &blocks, NULL), RBK_OK);
    return blocks;
}

static uint32_t tracks(void)
{
    uint32_t count = 0;
    assert_int_equal(rbk_stage_total_audio_tracks(stage, &count, NULL), RBK_OK);
    return count;
}

/* Blocks whose every byte is value. */
static rbk_status add(uint32_t blocks, int value, uint32_t *accepted)
{
    size_t bytes = (size_t)blocks * 2352;
    uint8_t *data = malloc(bytes ? bytes : 1);
    assert_non_null(data);
    memset(data, value, bytes);
    rbk_status status = rbk_stage_add_audio_track_blocks(stage, data, bytes, accepted, &error);
    free(data);
    return status;
}

static void stage_track(uint32_t blocks, int value)
{
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(blocks, value, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
}

/* A value that the first and last byte of a sector have. */
struct at {
    uint32_t sector;
    int value;
};

/* The finished BIN has this size and these values. */
static void assert_bin(uint32_t sectors, const struct at *rows, size_t count)
{
    size_t size;
    char *bin = scratch_read("a.bin", &size);
    assert_non_null(bin);
    assert_int_equal(size, (size_t)sectors * 2352);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal((uint8_t)bin[(size_t)rows[i].sector * 2352], rows[i].value);
        assert_int_equal((uint8_t)bin[(size_t)rows[i].sector * 2352 + 2351], rows[i].value);
    }
    free(bin);
}

/* ------------------------------------------------------------------ IRedbookDiscMaster */

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
    assert_int_equal(used(), 0); /* the first pause lies before lba 0 */
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

static void create_audio_track_opens_a_track_only_when_none_is_open(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, &error), RBK_TRACKOPEN);
    assert_int_equal(rbk_status_contract_code(error.status), 0x8004021Bu);
    assert_int_equal(tracks(), 1);
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

/* ------------------------------------------------------------------ IDiscMaster */

static void calls_before_open_are_notopened(void **state)
{
    (void)state;
    uint32_t value;
    static const uint8_t block[2352];
    assert_int_equal(rbk_stage_new(NULL, &stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_total_audio_tracks(stage, &value, &error), RBK_NOTOPENED);
    assert_int_equal(rbk_status_contract_code(error.status), 0x8004020Bu);
    assert_int_equal(rbk_stage_total_audio_blocks(stage, &value, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_used_audio_blocks(stage, &value, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_available_audio_track_blocks(stage, &value, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_audio_block_size(stage, &value, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_add_audio_track_blocks(stage, block, 2352, NULL, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_clear(stage, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_close(stage, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_set_mcn(stage, "4006381333931", NULL), RBK_NOTOPENED);
    assert_null(rbk_stage_disc(stage));
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
    assert_bin(500, rows, 4); /* nothing of what was dropped shines through the gap */
}

typedef struct told {
    int calls;
    uint64_t first, last, total;
    int cancel_after; /* answers yes at this question, counted from 1 */
    int questions;
} told;

static void hear(void *user, uint64_t completed, uint64_t total)
{
    told *t = user;
    if (t->calls++ == 0)
        t->first = completed;
    assert_true(completed >= t->last);
    t->last = completed;
    t->total = total;
}

static bool ask(void *user)
{
    told *t = user;
    return ++t->questions == t->cancel_after;
}

static void progress_advise_registers_one_listener_and_unadvise_lets_it_go(void **state)
{
    (void)state;
    told t = {0};
    rbk_listener listener = {&t, hear, NULL};
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

static void notify_add_progress_comes_for_the_first_and_last_step_and_in_between(void **state)
{
    (void)state;
    told t = {0};
    rbk_listener listener = {&t, hear, ask};
    open_stage();
    rbk_stage_progress_advise(stage, &listener, NULL);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(1000, 1, NULL), RBK_OK);
    assert_int_equal(t.first, 0);
    assert_int_equal(t.last, 1000);
    assert_int_equal(t.total, 1000);
    assert_true(t.calls > 2);
}

static void with_advice_progress_is_told_against_the_whole_track(void **state)
{
    (void)state;
    told t = {0};
    rbk_listener listener = {&t, hear, NULL};
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
    told t = {.cancel_after = 3};
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
    const struct at rows[] = {{299, 0x11}, {300, 0}, {1299, 0}, {1300, 0x33}};
    assert_bin(1600, rows, 4);
}

static void cancel_at_commit_writes_nothing_and_the_stage_stays(void **state)
{
    (void)state;
    told t = {.cancel_after = 1};
    rbk_listener listener = {&t, NULL, ask};
    open_stage();
    stage_track(300, 1);
    rbk_stage_progress_advise(stage, &listener, NULL);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_USERABORT);
    assert_int_equal(scratch_count(), 1);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    assert_int_equal(scratch_count(), 2);
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
    options.capacity_sectors = RBK_PROGRAM_SECTORS_MAX + 1;
    assert_int_equal(rbk_stage_new(&options, &other, NULL), RBK_INVALID_ARGUMENT);
}

/* ------------------------------------------------------------------ disk */

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

static void a_commit_that_fails_at_the_sheet_leaves_earlier_files_untouched(void **state)
{
    (void)state;
    scratch_write("a.bin", "old bin", 7);
    scratch_write("a.cue", "old cue", 7);
    options.replace = true;
    open_stage();
    stage_track(300, 1);
    rename_to_fail = 2; /* BIN appears, CUE does not */
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_FILESYSTEM);
    char *bin = scratch_read("a.bin", NULL), *cue = scratch_read("a.cue", NULL);
    assert_string_equal(bin, "old bin");
    assert_string_equal(cue, "old cue");
    free(bin);
    free(cue);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK); /* the stage is as it was */
    assert_bin(300, NULL, 0);
    assert_int_equal(scratch_count(), 2);
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

static void names_no_sheet_can_hold_are_refused(void **state)
{
    (void)state;
    const char *names[] = {"a.bin", ".cue", "a", "a\".cue", "a\n.cue", "caf\xE9.cue"};
    assert_int_equal(rbk_stage_new(&options, &stage, NULL), RBK_OK);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_int_equal(rbk_stage_open(stage, scratch_path(names[i]), NULL), RBK_INVALID_ARGUMENT);
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

/* ------------------------------------------------------------------ short tracks */

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
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_TRACK_NOT_BIG_ENOUGH); /* of nothing at all */
}

static void the_pause_does_not_count_for_the_four_seconds(void **state)
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

/* ------------------------------------------------------------------ beyond the contract */

static void sheets_carry_texts_codes_flags_indexes_hidden_track_and_pauses(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(rbk_stage_set_text(stage, 0, RBK_TEXT_TITLE, "Album", NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_text(stage, 0, RBK_TEXT_PERFORMER, "Band", NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_mcn(stage, "4006381333931", NULL), RBK_OK);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_begin_index(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(375, 0x10, NULL), RBK_OK);
    assert_int_equal(rbk_stage_begin_index(stage, 1, NULL), RBK_OK);
    assert_int_equal(add(300, 0x11, NULL), RBK_OK);
    assert_int_equal(rbk_stage_begin_index(stage, 2, NULL), RBK_OK);
    assert_int_equal(add(75, 0x12, NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_text(stage, 1, RBK_TEXT_TITLE, "One", NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_isrc(stage, 1, "us-rc1-76-07839", NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_gap(stage, 75, NULL), RBK_OK);
    assert_int_equal(rbk_stage_begin_index(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(25, 0x20, NULL), RBK_OK); /* sound in the pause, behind its silence */
    assert_int_equal(rbk_stage_begin_index(stage, 1, NULL), RBK_OK);
    assert_int_equal(add(300, 0x21, NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_flags(stage, 2, RBK_FLAG_COPY_PERMITTED | RBK_FLAG_PRE_EMPHASIS, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    const struct at rows[] = {{0, 0x10}, {374, 0x10}, {375, 0x11}, {674, 0x11}, {675, 0x12}, {749, 0x12},
                              {750, 0},  {824, 0},    {825, 0x20}, {849, 0x20}, {850, 0x21}, {1149, 0x21}};
    assert_bin(1150, rows, 12);
    char *cue = scratch_read("a.cue", NULL);
    assert_string_equal(cue, "CATALOG 4006381333931\n"
                             "PERFORMER \"Band\"\n"
                             "TITLE \"Album\"\n"
                             "FILE \"a.bin\" BINARY\n"
                             "  TRACK 01 AUDIO\n"
                             "    TITLE \"One\"\n"
                             "    ISRC USRC17607839\n"
                             "    INDEX 00 00:00:00\n"
                             "    INDEX 01 00:05:00\n"
                             "    INDEX 02 00:09:00\n"
                             "  TRACK 02 AUDIO\n"
                             "    FLAGS DCP PRE\n"
                             "    INDEX 00 00:10:00\n"
                             "    INDEX 01 00:11:25\n");
    free(cue);
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
    assert_int_equal(rbk_stage_fill(stage, 301 * 588 - 1, samples, 2, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_fill(stage, -1, samples, 1, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_INVALIDIMAGE);
    assert_string_equal(error.sentence, "176400 promised samples have not come");
    assert_int_equal(rbk_stage_fill_silence(stage, 0, 300 * 588, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    const struct at rows[] = {{299, 0}, {300, 0x22}};
    assert_bin(301, rows, 2);
}

static void codes_and_texts_are_checked_when_they_are_set(void **state)
{
    (void)state;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_set_isrc(stage, 1, "XX", NULL), RBK_BAD_ISRC);
    assert_int_equal(rbk_stage_set_mcn(stage, "4006381333932", NULL), RBK_BAD_MCN);
    assert_int_equal(rbk_stage_set_isrc(stage, 2, "USRC17607839", NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_set_flags(stage, 1, 64, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_set_text(stage, 1, RBK_TEXT_TITLE, "\xFF", NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_set_isrc(stage, 1, "USRC17607839", NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_isrc(stage, 1, NULL, NULL), RBK_OK);
    assert_string_equal(rbk_stage_disc(stage)->tracks[0].isrc, "");
    assert_int_equal(rbk_stage_add_remark(stage, 0, "COMMENT hello", NULL), RBK_OK);
    assert_int_equal(rbk_stage_add_remark(stage, 1, "REPLAYGAIN_TRACK_GAIN -1.0 dB", NULL), RBK_OK);
}

#define stage_test(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        stage_test(get_total_audio_tracks_is_the_number_of_tracks_closed_and_open),
        stage_test(get_total_audio_blocks_is_all_the_disc_offers_gaps_included),
        stage_test(get_used_audio_blocks_counts_the_open_track_and_gaps),
        stage_test(get_available_audio_track_blocks_is_what_can_still_be_added),
        stage_test(with_no_open_track_available_is_the_most_a_new_one_could_take_its_gap_subtracted),
        stage_test(get_audio_block_size_is_2352),
        stage_test(create_audio_track_opens_a_track_only_when_none_is_open),
        stage_test(at_most_99_tracks),
        stage_test(the_length_given_to_create_is_advisory_never_a_limit_nor_forced),
        stage_test(add_audio_track_blocks_appends_whole_blocks_to_the_open_track),
        stage_test(the_byte_count_must_be_a_multiple_of_the_block_size),
        stage_test(without_an_open_track_add_is_tracknotopen),
        stage_test(an_overrun_returns_discfull_and_keeps_as_many_whole_blocks_as_fit),
        stage_test(after_discfull_the_track_can_be_closed_and_the_image_committed),
        stage_test(close_audio_track_closes_the_open_track),
        stage_test(all_tracks_must_be_closed_before_recording),
        stage_test(a_fixed_gap_of_150_blocks_belongs_to_each_track),
        stage_test(calls_before_open_are_notopened),
        stage_test(open_twice_is_alreadyopen),
        stage_test(a_second_user_of_the_same_stash_is_stashinuse),
        stage_test(a_stash_left_by_a_killed_process_is_recognised_and_replaced),
        stage_test(clear_format_content_drops_everything_staged_without_confirmation),
        stage_test(progress_advise_registers_one_listener_and_unadvise_lets_it_go),
        stage_test(notify_add_progress_comes_for_the_first_and_last_step_and_in_between),
        stage_test(with_advice_progress_is_told_against_the_whole_track),
        stage_test(query_cancel_yes_ends_the_operation_with_userabort_cleanly),
        stage_test(cancel_at_commit_writes_nothing_and_the_stage_stays),
        stage_test(a_listener_without_callbacks_does_not_disturb),
        stage_test(after_record_disc_the_staged_image_is_not_valid_any_more),
        stage_test(nothing_staged_cannot_be_recorded),
        stage_test(null_pointers_are_e_pointer_and_bad_values_e_invalidarg),
        stage_test(disk_full_keeps_every_accepted_block_and_the_same_call_goes_on_later),
        stage_test(a_commit_that_fails_at_the_sheet_leaves_earlier_files_untouched),
        stage_test(targets_that_exist_are_fileexists_unless_they_may_be_replaced),
        stage_test(names_no_sheet_can_hold_are_refused),
        stage_test(a_stage_that_is_not_committed_leaves_nothing),
        stage_test(short_tracks_are_refused_and_stay_open),
        stage_test(short_tracks_are_padded_where_asked),
        stage_test(short_tracks_are_allowed_with_a_finding),
        stage_test(the_pause_does_not_count_for_the_four_seconds),
        stage_test(sheets_carry_texts_codes_flags_indexes_hidden_track_and_pauses),
        stage_test(indexes_ascend_and_each_has_a_block),
        stage_test(promised_blocks_must_come_before_the_commit),
        stage_test(codes_and_texts_are_checked_when_they_are_set),
    };
    return cmocka_run_group_tests_name("stage/stage", tests, NULL, NULL);
}
