/*
 * What the tests of the staging engine share: a full disk, a failing rename, a stage in its own folder, and a listener
 * that logs.
 */
#ifndef TESTS_UNIT_STAGE_STAGING_H
#define TESTS_UNIT_STAGE_STAGING_H

#include <redbook/stage.h>

#include "unit/scratch.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

/* ------------------------------------------------------------------ a full disk and a failing rename */

static long long disk_room = -1; /* bytes that can still be written; -1: no limit */
static int move_to_kill;         /* the same for the one at which the process is killed */
static int move_to_fail;         /* counts down; the rename at 1 fails */

ssize_t __real_pwrite(int descriptor, const void *data, size_t size, off_t offset);
ssize_t __wrap_pwrite(int descriptor, const void *data, size_t size, off_t offset);
ssize_t __wrap_pwrite64(int descriptor, const void *data, size_t size, off_t offset); /* its name with 64-bit offsets */
int __real_renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int __real_renameat(int a, const char *from, int b, const char *to);
int __wrap_renameat(int a, const char *from, int b, const char *to);
int __real_linkat(int a, const char *from, int b, const char *to, int flags);
int __wrap_linkat(int a, const char *from, int b, const char *to, int flags);

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

static bool move_fails(void)
{
    if (move_to_kill > 0 && --move_to_kill == 0)
        kill(getpid(), SIGKILL);
    if (move_to_fail == 0 || --move_to_fail > 0)
        return false;
    errno = EIO;
    return true;
}

int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    return move_fails() ? -1 : __real_renameat2(a, from, b, to, flags);
}

int __wrap_renameat(int a, const char *from, int b, const char *to)
{
    return move_fails() ? -1 : __real_renameat(a, from, b, to);
}

int __wrap_linkat(int a, const char *from, int b, const char *to, int flags)
{
    return move_fails() ? -1 : __real_linkat(a, from, b, to, flags);
}

/* ------------------------------------------------------------------ the stage under test */

static rbk_stage *stage;
static rbk_stage_options options;
static rbk_error error;

__attribute__((unused)) static int begin(void **state)
{
    disk_room = -1;
    move_to_fail = move_to_kill = 0;
    stage = NULL;
    rbk_error_init(&error);
    rbk_stage_options_init(&options);
    return scratch_setup(state);
}

__attribute__((unused)) static int end(void **state)
{
    rbk_stage_free(stage);
    return scratch_teardown(state);
}

__attribute__((unused)) static void open_stage(void)
{
    assert_int_equal(rbk_stage_new(&options, &stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_open(stage, scratch_path("a.cue"), NULL), RBK_OK);
}

__attribute__((unused)) static uint32_t used(void)
{
    uint32_t blocks = 0;
    assert_int_equal(rbk_stage_used_audio_blocks(stage, &blocks, NULL), RBK_OK);
    return blocks;
}

__attribute__((unused)) static uint32_t available(void)
{
    uint32_t blocks = 0;
    assert_int_equal(rbk_stage_available_audio_track_blocks(stage, &blocks, NULL), RBK_OK);
    return blocks;
}

__attribute__((unused)) static uint32_t tracks(void)
{
    uint32_t count = 0;
    assert_int_equal(rbk_stage_total_audio_tracks(stage, &count, NULL), RBK_OK);
    return count;
}

/* Blocks whose every byte is value. */
__attribute__((unused)) static rbk_status add(uint32_t blocks, int value, uint32_t *accepted)
{
    size_t bytes = (size_t)blocks * 2352;
    uint8_t *data = malloc(bytes ? bytes : 1);
    assert_non_null(data);
    memset(data, value, bytes);
    rbk_status status = rbk_stage_add_audio_track_blocks(stage, data, bytes, accepted, &error);
    free(data);
    return status;
}

__attribute__((unused)) static void stage_track(uint32_t blocks, int value)
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
__attribute__((unused)) static void assert_bin(uint32_t sectors, const struct at *rows, size_t count)
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

/* ------------------------------------------------------------------ a listener */

typedef struct reported {
    int calls;
    uint64_t first, last, total;
    int cancel_after; /* answers yes at this query, counted from 1 */
    int queries;
} reported;

__attribute__((unused)) static void notify(void *user, uint64_t completed, uint64_t total)
{
    reported *t = user;
    if (t->calls++ == 0)
        t->first = completed;
    assert_true(completed >= t->last);
    t->last = completed;
    t->total = total;
}

__attribute__((unused)) static bool ask(void *user)
{
    reported *t = user;
    return ++t->queries == t->cancel_after;
}

#define stage_test(function) cmocka_unit_test_setup_teardown(function, begin, end)

#endif
