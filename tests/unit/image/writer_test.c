/*
 * The unfinished image: its lock, its one step to the target, and what remains when something goes wrong.
 * link: -Wl,--wrap=rename
 */
#include <redbook/image.h>

#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>

static int failing_renames; /* how many of the next renames fail */

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);

int __wrap_rename(const char *from, const char *to)
{
    if (failing_renames > 0) {
        failing_renames--;
        errno = EACCES;
        return -1;
    }
    return __real_rename(from, to);
}

static rbk_image_writer *open_target(bool replace)
{
    rbk_image_writer *writer = NULL;
    assert_int_equal(rbk_image_writer_open(scratch_path("a.bin"), replace, &writer, NULL), RBK_OK);
    return writer;
}

static void samples_lie_little_endian_at_their_place(void **state)
{
    (void)state;
    const int16_t samples[] = {0x0102, -2, 3, 4};
    const uint8_t expected[] = {0, 0, 0, 0, 0x02, 0x01, 0xFE, 0xFF, 3, 0, 4, 0};
    rbk_image_writer *writer = open_target(false);
    assert_int_equal(rbk_image_writer_write_samples(writer, 1, samples, 2, NULL), RBK_OK);
    assert_int_equal(rbk_image_writer_flush(writer, sizeof expected, NULL), RBK_OK);
    assert_null(scratch_read("a.bin", NULL));
    assert_int_equal(rbk_image_writer_publish(writer, NULL), RBK_OK);
    rbk_image_writer_settle(writer);
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

static void what_a_killed_process_left_is_emptied_and_used(void **state)
{
    (void)state;
    char garbage[5000];
    memset(garbage, 'x', sizeof garbage);
    scratch_write("a.bin" RBK_STASH_SUFFIX, garbage, sizeof garbage);
    rbk_image_writer *writer = open_target(false);
    assert_int_equal(rbk_image_writer_write(writer, 4, "abcd", 4, NULL), RBK_OK);
    assert_int_equal(rbk_image_writer_flush(writer, 12, NULL), RBK_OK);
    assert_int_equal(rbk_image_writer_publish(writer, NULL), RBK_OK);
    rbk_image_writer_settle(writer);
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
    /* Somebody holds the stash file's lock under another name: as after a rename between open and lock. */
    rbk_image_writer *writer = open_target(false);
    rbk_image_writer_write(writer, 0, "precious", 8, NULL);
    rbk_image_writer_flush(writer, 8, NULL);
    int late = open(rbk_image_writer_stash(writer), O_RDWR);
    assert_true(late >= 0);
    rbk_image_writer_publish(writer, NULL);
    rbk_image_writer_settle(writer);
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
    rbk_image_writer_write(writer, 0, "new", 3, NULL);
    rbk_image_writer_flush(writer, 3, NULL);
    assert_int_equal(rbk_image_writer_publish(writer, NULL), RBK_OK);
    rbk_image_writer_settle(writer);
    rbk_image_writer_free(writer);
    char *data = scratch_read("a.bin", NULL);
    assert_string_equal(data, "new");
    free(data);
    assert_int_equal(scratch_count(), 1);
}

static void a_publish_can_be_taken_back(void **state)
{
    (void)state;
    scratch_write("a.bin", "old", 3);
    rbk_image_writer *writer = open_target(true);
    rbk_image_writer_write(writer, 0, "new", 3, NULL);
    rbk_image_writer_flush(writer, 3, NULL);
    assert_int_equal(rbk_image_writer_publish(writer, NULL), RBK_OK);
    rbk_image_writer_rollback(writer);
    char *data = scratch_read("a.bin", NULL);
    assert_string_equal(data, "old");
    free(data);
    rbk_image_writer_free(writer);
    assert_int_equal(scratch_count(), 1);
}

static void a_rename_that_fails_leaves_the_old_file(void **state)
{
    (void)state;
    scratch_write("a.bin", "old", 3);
    rbk_image_writer *writer = open_target(true);
    rbk_image_writer_write(writer, 0, "new", 3, NULL);
    rbk_image_writer_flush(writer, 3, NULL);
    failing_renames = 1;
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
    rbk_image_writer_flush(writer, 4, NULL);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(samples_lie_little_endian_at_their_place),
        scratch_test(a_second_writer_of_this_process_is_kept_out),
        scratch_test(a_second_process_is_kept_out),
        scratch_test(what_a_killed_process_left_is_emptied_and_used),
        scratch_test(an_image_finished_under_a_waiting_lock_is_never_emptied),
        scratch_test(an_existing_target_is_refused_or_replaced),
        scratch_test(a_publish_can_be_taken_back),
        scratch_test(a_rename_that_fails_leaves_the_old_file),
        scratch_test(a_target_that_comes_in_between_is_not_replaced),
        scratch_test(folders_and_links_in_the_way_are_refused),
    };
    return cmocka_run_group_tests_name("image/writer", tests, NULL, NULL);
}
