/*
 * The file that does not have its name yet: its lock, its permissions, and files at its path.
 * link: -Wl,--wrap=fchmod -Wl,--wrap=geteuid -Wl,--wrap=flock
 */
#include "base/unfinished.h"

#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>

#define STASH "a.bin" RBK_STASH_SUFFIX

static const char *taken_away; /* the path of a file whose name another process removes as soon as it is locked */

int __real_flock(int file, int operation);
int __wrap_flock(int file, int operation);

int __wrap_flock(int file, int operation)
{
    int locked = __real_flock(file, operation);
    if (taken_away && locked == 0)
        assert_int_equal(unlink(taken_away), 0);
    return locked;
}

static bool as_another_user;

uid_t __real_geteuid(void);
uid_t __wrap_geteuid(void);

uid_t __wrap_geteuid(void)
{
    return as_another_user ? 34567 : __real_geteuid();
}

static mode_t mode_before; /* the mode of a file that gets another one */

int __real_fchmod(int file, mode_t mode);
int __wrap_fchmod(int file, mode_t mode);

int __wrap_fchmod(int file, mode_t mode)
{
    struct stat about;
    assert_int_equal(fstat(file, &about), 0);
    mode_before = about.st_mode & 07777;
    return __real_fchmod(file, mode);
}

static rbk_unfinished *open_file(bool replace)
{
    rbk_unfinished *file = NULL;
    assert_int_equal(rbk_unfinished_open(scratch_path("a.bin"), replace, &file, NULL), RBK_OK);
    return file;
}

static mode_t mode_of(const rbk_unfinished *file)
{
    struct stat about;
    assert_int_equal(fstat(file->descriptor, &about), 0);
    return about.st_mode & 07777;
}

static void it_stands_next_to_its_target_until_it_ends(void **state)
{
    (void)state;
    mode_t mask = umask(0027);
    rbk_unfinished *file = open_file(false);
    umask(mask);
    assert_int_equal(mode_of(file), 0640);
    assert_string_equal(rbk_unfinished_target(file), scratch_path("a.bin"));
    assert_int_equal(access(scratch_path(STASH), F_OK), 0);
    rbk_unfinished_free(file);
    assert_int_equal(scratch_count(), 0);
}

static void a_second_one_is_kept_out(void **state)
{
    rbk_unfinished *file = open_file(false), *second = NULL;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_unfinished_open(scratch_path("a.bin"), false, &second, &error), RBK_STASHINUSE);
    assert_string_equal(error.place.path, scratch_path("a.bin"));
    assert_int_equal(access(scratch_path(STASH), F_OK), 0);
    rbk_unfinished_free(file);
}

/* As after a link before the unlink: the finished file also has the unfinished one's name. */
static void a_finished_file_under_a_second_name_keeps_its_bytes(void **state)
{
    (void)state;
    scratch_write("a.bin", "finished", 8);
    assert_int_equal(link(scratch_path("a.bin"), scratch_path(STASH)), 0);
    rbk_unfinished *file = open_file(true);
    assert_int_equal(write(file->descriptor, "other", 5), 5);
    char *text = scratch_read("a.bin", NULL);
    assert_string_equal(text, "finished");
    free(text);
    rbk_unfinished_free(file);
    assert_int_equal(scratch_count(), 1);
}

static void what_is_not_ours_stays_where_it_is(void **state)
{
    rbk_unfinished *file = NULL;
    rbk_error error;
    (void)state;
    scratch_write("mine", "keep", 4);
    assert_int_equal(symlink("mine", scratch_path(STASH)), 0);
    assert_int_equal(rbk_unfinished_open(scratch_path("a.bin"), false, &file, &error), RBK_FILEACCESS);
    assert_int_equal(unlink(scratch_path(STASH)), 0);
    assert_int_equal(mkdir(scratch_path(STASH), 0777), 0);
    assert_int_equal(rbk_unfinished_open(scratch_path("a.bin"), false, &file, &error), RBK_FILEACCESS);
    assert_int_equal(rmdir(scratch_path(STASH)), 0);
    char *text = scratch_read("mine", NULL);
    assert_string_equal(text, "keep");
    free(text);
    if (geteuid() == 0 && chown(scratch_path("mine"), 12345, (gid_t)-1) == 0 && seteuid(23456) == 0) {
        assert_int_equal(rename(scratch_path("mine"), scratch_path(STASH)), -1);
        assert_int_equal(seteuid(0), 0);
    }
}

static void a_name_that_is_always_taken_away_is_given_up(void **state)
{
    rbk_unfinished *file = NULL;
    rbk_error error;
    (void)state;
    rbk_error_init(&error);
    taken_away = scratch_path(STASH);
    rbk_status status = rbk_unfinished_open(scratch_path("a.bin"), false, &file, &error);
    taken_away = NULL;
    assert_int_equal(status, RBK_STASHINUSE);
    assert_string_equal(error.sentence, "it is already being written, by another redbook process or by this one");
    assert_string_equal(error.place.path, scratch_path("a.bin"));
    assert_null(file);
    assert_int_equal(scratch_count(), 0);
}

static void an_unfinished_file_of_another_user_stays(void **state)
{
    rbk_unfinished *file = NULL;
    rbk_error error;
    (void)state;
    rbk_error_init(&error);
    scratch_write(STASH, "theirs", 6);
    as_another_user = true;
    rbk_status status = rbk_unfinished_open(scratch_path("a.bin"), false, &file, &error);
    as_another_user = false;
    assert_int_equal(status, RBK_FILEACCESS);
    assert_string_equal(error.sentence, "'" STASH "' is in the way and belongs to another user");
    assert_string_equal(error.place.path, scratch_path("a.bin"));
    assert_null(file);
    char *text = scratch_read(STASH, NULL);
    assert_string_equal(text, "theirs");
    free(text);
}

/* Who has opened it in a moment with more permissions reads all of it later. */
static void a_file_that_replaces_a_private_one_is_private_from_the_beginning(void **state)
{
    (void)state;
    scratch_write("a.bin", "old", 3);
    assert_int_equal(chmod(scratch_path("a.bin"), 0600), 0);
    mode_t mask = umask(0);
    mode_before = 07777;
    rbk_unfinished *file = open_file(true);
    umask(mask);
    assert_int_equal(mode_before, 0600);
    assert_int_equal(mode_of(file), 0600);
    rbk_unfinished_free(file);
}

static void the_permissions_of_the_old_file_are_kept(void **state)
{
    (void)state;
    scratch_write("a.bin", "old", 3);
    static const mode_t modes[] = {0600, 0644, 0664, 0400, 0755};
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        assert_int_equal(chmod(scratch_path("a.bin"), modes[i]), 0);
        rbk_unfinished *file = open_file(true);
        assert_int_equal(mode_of(file), modes[i]);
        rbk_unfinished_free(file);
    }
}

static void a_scratch_file_has_no_name(void **state)
{
    int scratch;
    (void)state;
    rbk_unfinished *file = open_file(false);
    assert_int_equal(rbk_unfinished_scratch(file, &scratch, NULL), RBK_OK);
    assert_int_equal(write(scratch, "some", 4), 4);
    assert_int_equal(scratch_count(), 1);
    close(scratch);
    rbk_unfinished_free(file);
}

static void a_target_that_cannot_be_is_refused(void **state)
{
    rbk_unfinished *file = NULL;
    (void)state;
    assert_int_equal(rbk_unfinished_open(scratch_path("no/a.bin"), false, &file, NULL), RBK_FILEACCESS);
    assert_int_equal(rbk_unfinished_open(scratch_folder, true, &file, NULL), RBK_FILEACCESS);
    scratch_write("a.bin", "old", 3);
    assert_int_equal(rbk_unfinished_open(scratch_path("a.bin"), false, &file, NULL), RBK_FILEEXISTS);
    assert_int_equal(mkfifo(scratch_path("pipe"), 0600), 0);
    assert_int_equal(rbk_unfinished_open(scratch_path("pipe"), true, &file, NULL), RBK_FILEACCESS);
    assert_int_equal(symlink("pipe", scratch_path("to-pipe")), 0);
    assert_int_equal(rbk_unfinished_open(scratch_path("to-pipe"), true, &file, NULL), RBK_FILEACCESS);
    assert_int_equal(symlink("/dev/null", scratch_path("to-device")), 0);
    assert_int_equal(rbk_unfinished_open(scratch_path("to-device"), true, &file, NULL), RBK_FILEACCESS);
    assert_int_equal(scratch_count(), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(it_stands_next_to_its_target_until_it_ends),
        scratch_test(a_second_one_is_kept_out),
        scratch_test(a_finished_file_under_a_second_name_keeps_its_bytes),
        scratch_test(what_is_not_ours_stays_where_it_is),
        scratch_test(an_unfinished_file_of_another_user_stays),
        scratch_test(a_name_that_is_always_taken_away_is_given_up),
        scratch_test(a_file_that_replaces_a_private_one_is_private_from_the_beginning),
        scratch_test(the_permissions_of_the_old_file_are_kept),
        scratch_test(a_scratch_file_has_no_name),
        scratch_test(a_target_that_cannot_be_is_refused),
    };
    return cmocka_run_group_tests_name("base/unfinished", tests, NULL, NULL);
}
