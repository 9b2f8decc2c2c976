/*
 * The unfinished image: its lock, its rename to the target, and what remains after a failure.
 * link: -Wl,--wrap=renameat2 -Wl,--wrap=renameat -Wl,--wrap=copy_file_range -Wl,--wrap=ioctl -Wl,--wrap=fallocate
 * link: -Wl,--wrap=fallocate64
 * link: -Wl,--wrap=fstatfs -Wl,--wrap=fstatfs64
 */
#include "image/writer.h"

#include "unit/moving.h"
#include "unit/scratch.h"

#include <sys/file.h>
#include <sys/wait.h>

static int failing_moves; /* how many of the next ones fail */

int __real_renameat(int a, const char *from, int b, const char *to);
int __wrap_renameat(int a, const char *from, int b, const char *to);
int __real_renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags);

static bool fails(void)
{
    errno = EACCES;
    return failing_moves > 0 && failing_moves-- > 0;
}

int __wrap_renameat(int a, const char *from, int b, const char *to)
{
    return fails() ? -1 : __real_renameat(a, from, b, to);
}

int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    return fails() ? -1 : __real_renameat2(a, from, b, to, flags);
}

static rbk_image_writer *open_target(bool replace)
{
    rbk_image_writer *writer = NULL;
    assert_int_equal(rbk_image_writer_open(scratch_path("a.bin"), replace, &writer, NULL), RBK_OK);
    return writer;
}

static void samples_are_little_endian_at_their_place(void **state)
{
    (void)state;
    const int16_t samples[] = {0x0102, -2, 3, 4};
    const uint8_t expected[] = {0, 0, 0, 0, 0x02, 0x01, 0xFE, 0xFF, 3, 0, 4, 0};
    rbk_image_writer *writer = open_target(false);
    assert_int_equal(rbk_image_writer_write_samples(writer, 1, samples, 2, NULL), RBK_OK);
    assert_int_equal(rbk_image_writer_flush(writer, sizeof expected, NULL), RBK_OK);
    assert_null(scratch_read("a.bin", NULL));
    assert_int_equal(rbk_image_writer_publish(writer, NULL), RBK_OK);
    rbk_image_writer_free(writer);
    size_t size;
    char *data = scratch_read("a.bin", &size);
    assert_int_equal(size, sizeof expected);
    assert_memory_equal(data, expected, sizeof expected);
    free(data);
    assert_int_equal(scratch_count(), 1);
}

static void a_second_writer_of_this_process_is_kept_out(void **state)
{
    (void)state;
    rbk_image_writer *first = open_target(false), *second = NULL;
    rbk_error error;
    assert_int_equal(rbk_image_writer_open(scratch_path("a.bin"), false, &second, &error), RBK_STASHINUSE);
    assert_string_equal(error.place.path, scratch_path("a.bin"));
    rbk_image_writer_free(first);
    second = open_target(false);
    rbk_image_writer_free(second);
    assert_int_equal(scratch_count(), 0);
}

static void a_second_process_is_kept_out(void **state)
{
    (void)state;
    rbk_image_writer *writer = open_target(false);
    pid_t child = fork();
    if (child == 0) {
        rbk_image_writer *other;
        rbk_status status = rbk_image_writer_open(scratch_path("a.bin"), false, &other, NULL);
        _exit(status == RBK_STASHINUSE ? 0 : 1);
    }
    int result;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFEXITED(result) && WEXITSTATUS(result) == 0);
    rbk_image_writer_free(writer);
}

static void what_a_killed_process_left_makes_room(void **state)
{
    (void)state;
    char garbage[5000];
    memset(garbage, 'x', sizeof garbage);
    scratch_write("a.bin" RBK_STASH_SUFFIX, garbage, sizeof garbage);
    rbk_image_writer *writer = open_target(false);
    assert_int_equal(rbk_image_writer_write(writer, 4, "abcd", 4, NULL), RBK_OK);
    assert_int_equal(rbk_image_writer_flush(writer, 12, NULL), RBK_OK);
    assert_int_equal(rbk_image_writer_publish(writer, NULL), RBK_OK);
    rbk_image_writer_free(writer);
    size_t size;
    char *data = scratch_read("a.bin", &size);
    assert_int_equal(size, 12);
    assert_memory_equal(data, "\0\0\0\0abcd\0\0\0\0", 12);
    free(data);
}

static void an_image_finished_under_a_waiting_lock_is_never_emptied(void **state)
{
    (void)state;
    /* Another process opened the stash before it was renamed, and locks it afterwards. */
    rbk_image_writer *writer = open_target(false);
    assert_int_equal(rbk_image_writer_write(writer, 0, "precious", 8, NULL), RBK_OK);
    assert_int_equal(rbk_image_writer_flush(writer, 8, NULL), RBK_OK);
    int late = open(rbk_image_writer_stash(writer), O_RDWR);
    assert_true(late >= 0);
    assert_int_equal(rbk_image_writer_publish(writer, NULL), RBK_OK);
    rbk_image_writer_free(writer);
    assert_int_equal(flock(late, LOCK_EX | LOCK_NB), 0);
    rbk_image_writer *next;
    assert_int_equal(rbk_image_writer_open(scratch_path("a.bin"), true, &next, NULL), RBK_OK);
    rbk_image_writer_free(next);
    close(late);
    char *data = scratch_read("a.bin", NULL);
    assert_string_equal(data, "precious");
    free(data);
}

static void an_existing_target_is_refused_or_replaced(void **state)
{
    (void)state;
    rbk_image_writer *writer = NULL;
    scratch_write("a.bin", "old", 3);
    assert_int_equal(rbk_image_writer_open(scratch_path("a.bin"), false, &writer, NULL), RBK_FILEEXISTS);
    writer = open_target(true);
    assert_int_equal(rbk_image_writer_write(writer, 0, "new", 3, NULL), RBK_OK);
    assert_int_equal(rbk_image_writer_flush(writer, 3, NULL), RBK_OK);
    assert_int_equal(rbk_image_writer_publish(writer, NULL), RBK_OK);
    rbk_image_writer_free(writer);
    char *data = scratch_read("a.bin", NULL);
    assert_string_equal(data, "new");
    free(data);
    assert_int_equal(scratch_count(), 1);
}

static void a_rename_that_fails_leaves_the_old_file(void **state)
{
    (void)state;
    scratch_write("a.bin", "old", 3);
    rbk_image_writer *writer = open_target(true);
    assert_int_equal(rbk_image_writer_write(writer, 0, "new", 3, NULL), RBK_OK);
    assert_int_equal(rbk_image_writer_flush(writer, 3, NULL), RBK_OK);
    failing_moves = 1;
    assert_int_equal(rbk_image_writer_publish(writer, NULL), RBK_FILESYSTEM);
    rbk_image_writer_free(writer);
    char *data = scratch_read("a.bin", NULL);
    assert_string_equal(data, "old");
    free(data);
    assert_int_equal(scratch_count(), 1);
}

static void a_target_that_comes_in_between_is_not_replaced(void **state)
{
    (void)state;
    rbk_image_writer *writer = open_target(false);
    assert_int_equal(rbk_image_writer_flush(writer, 4, NULL), RBK_OK);
    scratch_write("a.bin", "theirs", 6);
    assert_int_equal(rbk_image_writer_publish(writer, NULL), RBK_FILEEXISTS);
    rbk_image_writer_free(writer);
    char *data = scratch_read("a.bin", NULL);
    assert_string_equal(data, "theirs");
    free(data);
    assert_int_equal(scratch_count(), 1);
}

static void folders_and_links_in_the_way_are_refused(void **state)
{
    (void)state;
    rbk_image_writer *writer;
    assert_int_equal(rbk_image_writer_open(scratch_path("none/a.bin"), false, &writer, NULL), RBK_FILEACCESS);
    assert_int_equal(mkdir(scratch_path("a.bin" RBK_STASH_SUFFIX), 0777), 0);
    assert_int_equal(rbk_image_writer_open(scratch_path("a.bin"), false, &writer, NULL), RBK_FILEACCESS);
    assert_int_equal(rmdir(scratch_path("a.bin" RBK_STASH_SUFFIX)), 0);
    scratch_write("mine", "keep", 4);
    assert_int_equal(symlink(scratch_path("mine"), scratch_path("a.bin" RBK_STASH_SUFFIX)), 0);
    assert_int_equal(rbk_image_writer_open(scratch_path("a.bin"), false, &writer, NULL), RBK_FILEACCESS);
    char *data = scratch_read("mine", NULL);
    assert_string_equal(data, "keep");
    free(data);
}

/* ------------------------------------------------------------------ bytes of another file */

#define SOURCE_BYTES (5 * 65536 + 1000)

static uint8_t source_bytes[SOURCE_BYTES];

/* A source of noise, open for reading. */
static int open_source(void)
{
    for (size_t i = 0; i < sizeof source_bytes; i++)
        source_bytes[i] = (uint8_t)(i * 2654435761u >> 13);
    scratch_write("source", source_bytes, sizeof source_bytes);
    int source = open(scratch_path("source"), O_RDONLY | O_CLOEXEC);
    assert_true(source >= 0);
    return source;
}

/* Closes the writer and the source: the image is the bytes of the source from an offset on, after the given number of
   zeros. */
static void assert_taken(rbk_image_writer *writer, int source, size_t zeros, size_t from, size_t count)
{
    size_t size;
    assert_int_equal(rbk_image_writer_flush(writer, (int64_t)(zeros + count), NULL), RBK_OK);
    char *data = scratch_read("a.bin" RBK_STASH_SUFFIX, &size);
    assert_int_equal(size, zeros + count);
    for (size_t i = 0; i < zeros; i++)
        assert_int_equal(data[i], 0);
    assert_memory_equal(data + zeros, source_bytes + from, count);
    free(data);
    rbk_image_writer_free(writer);
    close(source);
}

static void short_copies_go_on_to_the_end(void **state)
{
    (void)state;
    const int answers[] = {1000, -EINTR, 1, INT32_MAX};
    int source = open_source();
    rbk_image_writer *writer = open_target(false);
    moving_begin(answers, 4, -EOPNOTSUPP);
    assert_int_equal(rbk_image_writer_take(writer, 7, source, 500, 200000), 200000);
    assert_int_equal(moving.copies, 4);
    assert_taken(writer, source, 7, 500, 200000);
}

/* The amount copied so far is returned for any reason, and no reason is a failure. */
static void a_kernel_that_will_not_copy_says_how_far_it_came(void **state)
{
    const int refusals[] = {0, -EXDEV, -EINVAL, -ENOSYS, -EOPNOTSUPP, -EPERM, -EIO, -ENOSPC, -EBADF, -ETXTBSY};
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        for (int before = 0; before <= 1; before++) {
            const int answers[] = {before ? 4321 : refusals[i], refusals[i]};
            int source = open_source();
            rbk_image_writer *writer = open_target(false);
            moving_begin(answers, 2, -EXDEV);
            assert_int_equal(rbk_image_writer_take(writer, 0, source, 0, 200000), before ? 4321 : 0);
            assert_taken(writer, source, 0, 0, before ? 4321 : 0);
        }
}

static void a_source_that_ends_gives_what_it_has(void **state)
{
    (void)state;
    int source = open_source();
    rbk_image_writer *writer = open_target(false);
    moving_begin(NULL, 0, -EINVAL);
    assert_int_equal(rbk_image_writer_take(writer, 0, source, 65536, SOURCE_BYTES), SOURCE_BYTES - 65536);
    assert_taken(writer, source, 0, 65536, SOURCE_BYTES - 65536);
}

static void room_is_set_aside_only_for_what_shares_no_blocks(void **state)
{
    (void)state;
    int source = open_source();
    rbk_image_writer *writer = open_target(false);
    moving_begin(NULL, 0, 0);
    rbk_image_writer_expect(writer, SOURCE_BYTES);
    assert_int_equal(rbk_image_writer_take(writer, 0, source, 0, 131072), 131072);
    assert_int_equal(moving.copies, 0);
    assert_int_equal(moving.rooms, 0);
    assert_int_equal(rbk_image_writer_take(writer, 131072, source, 131072, SOURCE_BYTES - 131072),
                     SOURCE_BYTES - 131072);
    assert_int_equal(moving.shares, 2);
    assert_int_equal(moving.copies, 1);
    assert_int_equal(moving.rooms, 1);
    assert_int_equal(moving.room_offset, SOURCE_BYTES - 1000);
    assert_int_equal(moving.room_bytes, 1000);
    assert_taken(writer, source, 0, 0, SOURCE_BYTES);
}

static void room_for_what_is_written_is_set_aside_once(void **state)
{
    (void)state;
    int source = open_source();
    rbk_image_writer *writer = open_target(false);
    moving_begin(NULL, 0, -EXDEV);
    rbk_image_writer_expect(writer, SOURCE_BYTES);
    assert_int_equal(rbk_image_writer_take(writer, 0, source, 0, 131072), 131072);
    assert_int_equal(rbk_image_writer_write(writer, 131072, source_bytes + 131072, 1000, NULL), RBK_OK);
    assert_int_equal(moving.rooms, 1);
    assert_int_equal(moving.room_offset, 0);
    assert_int_equal(moving.room_bytes, SOURCE_BYTES);
    assert_taken(writer, source, 0, 0, 132072);
}

static void no_room_is_reported_by_the_write(void **state)
{
    (void)state;
    int source = open_source();
    rbk_error error;
    rbk_image_writer *writer = open_target(false);
    moving_begin(NULL, 0, -EXDEV);
    moving.no_room = true;
    rbk_image_writer_expect(writer, SOURCE_BYTES);
    assert_int_equal(rbk_image_writer_take(writer, 0, source, 0, 131072), 0);
    assert_int_equal(rbk_image_writer_write(writer, 0, source_bytes, 1000, &error), RBK_NOTENOUGHDISKFORSTASH);
    assert_int_equal(error.system_error, ENOSPC);
    assert_string_equal(error.place.path, scratch_path("a.bin"));
    assert_int_equal(moving.copies, 0);
    assert_taken(writer, source, 0, 0, 0);
}

static void only_whole_blocks_at_the_same_place_in_a_block_are_shared(void **state)
{
    (void)state;
    int source = open_source();
    rbk_image_writer *writer = open_target(false);
    int64_t offset = 1000;
    moving_begin(NULL, 0, 0);
    assert_int_equal(rbk_image_writer_share(writer, &offset, source, 1000, 65536 + 64535), 0);
    assert_int_equal(rbk_image_writer_share(writer, &offset, source, 1004, 131072), 0);
    assert_int_equal(offset, 1000);
    assert_int_equal(moving.shares, 0);
    assert_int_equal(rbk_image_writer_share(writer, &offset, source, 1000, 65536 + 64536), 65536);
    assert_int_equal(offset, 65536);
    assert_int_equal(moving.shares, 1);
    assert_taken(writer, source, 65536, 65536, 65536);
}

static void sharing_that_is_refused_is_not_tried_again(void **state)
{
    (void)state;
    int source = open_source();
    rbk_image_writer *writer = open_target(false);
    int64_t offset = 0;
    moving_begin(NULL, 0, -EXDEV);
    assert_int_equal(rbk_image_writer_share(writer, &offset, source, 0, 131072), 0);
    assert_int_equal(rbk_image_writer_share(writer, &offset, source, 0, 131072), 0);
    assert_int_equal(moving.shares, 1);
    assert_taken(writer, source, 0, 0, 0);
}

/* With the real calls, on the file system of the tests. */
static void what_the_system_takes_is_right(void **state)
{
    (void)state;
    int source = open_source();
    rbk_image_writer *writer = open_target(false);
    moving_end();
    for (int64_t at = 0; at < 131072; at += 65536) {
        int64_t taken = rbk_image_writer_take(writer, at, source, at, 65536);
        assert_true(taken >= 0 && taken <= 65536);
        assert_int_equal(
            rbk_image_writer_write(writer, at + taken, source_bytes + at + taken, (size_t)(65536 - taken), NULL),
            RBK_OK);
    }
    assert_taken(writer, source, 0, 0, 131072);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(samples_are_little_endian_at_their_place),
        scratch_test(a_second_writer_of_this_process_is_kept_out),
        scratch_test(a_second_process_is_kept_out),
        scratch_test(what_a_killed_process_left_makes_room),
        scratch_test(an_image_finished_under_a_waiting_lock_is_never_emptied),
        scratch_test(an_existing_target_is_refused_or_replaced),
        scratch_test(a_rename_that_fails_leaves_the_old_file),
        scratch_test(a_target_that_comes_in_between_is_not_replaced),
        scratch_test(folders_and_links_in_the_way_are_refused),
        scratch_test(short_copies_go_on_to_the_end),
        scratch_test(a_kernel_that_will_not_copy_says_how_far_it_came),
        scratch_test(a_source_that_ends_gives_what_it_has),
        scratch_test(room_is_set_aside_only_for_what_shares_no_blocks),
        scratch_test(room_for_what_is_written_is_set_aside_once),
        scratch_test(no_room_is_reported_by_the_write),
        scratch_test(only_whole_blocks_at_the_same_place_in_a_block_are_shared),
        scratch_test(sharing_that_is_refused_is_not_tried_again),
        scratch_test(what_the_system_takes_is_right),
    };
    return cmocka_run_group_tests_name("image/writer", tests, NULL, NULL);
}
