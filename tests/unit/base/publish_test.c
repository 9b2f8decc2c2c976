/*
 * Files appear together, and a failure at any step leaves the old files.
 * link: -Wl,--wrap=renameat2 -Wl,--wrap=renameat -Wl,--wrap=fsync -Wl,--wrap=linkat -Wl,--wrap=flock
 */
#include "base/change.h"
#include "base/publish.h"

#include "unit/scratch.h"

#include <errno.h>
#include <limits.h>

#define FILES 4 /* the last one is the descriptor */

static rbk_output *outputs[FILES];
static rbk_error error;
static int steps_to_failure; /* 1: the next change of a name, or flush, fails; 0: none does */
static bool counts_flushes;
static bool no_one_step; /* errno of a rename without replacement on an old system */
static bool no_links;

int __real_renameat(int a, const char *from, int b, const char *to);
int __wrap_renameat(int a, const char *from, int b, const char *to);
int __real_renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int __real_linkat(int a, const char *from, int b, const char *to, int flags);
int __wrap_linkat(int a, const char *from, int b, const char *to, int flags);
int __real_fsync(int file);
int __wrap_fsync(int file);

static bool payloads_keep_names; /* those of payloads mean a file at each step */

static void assert_payloads_have_names(void)
{
    static const char *const payloads[] = {"1.bin", "2.bin", "3.bin"};
    for (size_t i = 0; i < 3 && payloads_keep_names; i++)
        assert_int_equal(access(scratch_path(payloads[i]), F_OK), 0);
}

static bool fails_now(void)
{
    assert_payloads_have_names();
    if (steps_to_failure == 0 || --steps_to_failure > 0)
        return false;
    errno = EIO;
    return true;
}

int __wrap_renameat(int a, const char *from, int b, const char *to)
{
    return fails_now() ? -1 : __real_renameat(a, from, b, to);
}

int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    if (no_one_step) {
        errno = EINVAL;
        return -1;
    }
    return fails_now() ? -1 : __real_renameat2(a, from, b, to, flags);
}

int __wrap_linkat(int a, const char *from, int b, const char *to, int flags)
{
    if (no_links) {
        errno = EPERM;
        return -1;
    }
    return fails_now() ? -1 : __real_linkat(a, from, b, to, flags);
}

int __wrap_fsync(int file)
{
    return counts_flushes && fails_now() ? -1 : __real_fsync(file);
}

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

static const char *name_of(int i)
{
    static const char *const names[FILES] = {"1.bin", "2.bin", "3.bin", "a.cue"};
    return names[i];
}

static void open_all(bool replace)
{
    for (int i = 0; i < FILES; i++) {
        assert_int_equal(rbk_output_open_file(scratch_path(name_of(i)), replace, &outputs[i], &error), RBK_OK);
        rbk_output_print(outputs[i], "new %s", name_of(i));
        assert_int_equal(rbk_output_flush(outputs[i], &error), RBK_OK);
    }
}

static const char *removed; /* NULL: no file is */

static rbk_status publish(bool with_descriptor)
{
    rbk_unfinished *files[FILES];
    for (int i = 0; i < FILES; i++)
        files[i] = rbk_output_unfinished(outputs[i]);
    return rbk_publish_without(removed, files, FILES - 1, with_descriptor ? files[FILES - 1] : NULL, &error);
}

static void assert_holds(const char *name, const char *text)
{
    char *data = scratch_read(name, NULL);
    if (!data)
        fail_msg("'%s' is not there", name);
    assert_string_equal(data, text);
    free(data);
}

static void assert_all(const char *age)
{
    char text[64];
    for (int i = 0; i < FILES; i++) {
        snprintf(text, sizeof text, "%s %s", age, name_of(i));
        assert_holds(name_of(i), text);
    }
}

static void write_old(void)
{
    char text[64];
    for (int i = 0; i < FILES; i++)
        scratch_write(name_of(i), text, (size_t)snprintf(text, sizeof text, "old %s", name_of(i)));
}

static void all_files_and_the_descriptor_appear(void **state)
{
    (void)state;
    open_all(false);
    assert_int_equal(publish(true), RBK_OK);
    assert_all("new");
    assert_int_equal(scratch_count(), FILES);
}

static void old_files_are_replaced_and_nothing_else_stays(void **state)
{
    (void)state;
    write_old();
    open_all(true);
    assert_int_equal(publish(true), RBK_OK);
    assert_all("new");
    assert_int_equal(scratch_count(), FILES);
}

/* Fails at one step after another, then succeeds; returns the number of steps. */
static int fail_at_every_step(void)
{
    const size_t old = FILES + (removed ? 1 : 0);
    int step = 1;
    for (;; step++) {
        steps_to_failure = step;
        rbk_status status = publish(true);
        if (steps_to_failure > 0) {
            assert_int_equal(status, RBK_OK);
            break;
        }
        assert_int_equal(error.system_error, EIO);
        if (status == RBK_PARTIAL_CHANGE) { /* the old files are removed, their names perhaps not on the disk */
            assert_int_equal(rbk_recover(scratch_path(name_of(0)), RBK_RECOVER_TO_READ, NULL), RBK_OK);
            break;
        }
        assert_int_equal(status, RBK_FILESYSTEM);
        assert_all("old");
        assert_int_equal(scratch_count(), old + FILES); /* and the unfinished ones */
    }
    steps_to_failure = 0;
    assert_all("new");
    assert_int_equal(scratch_count(), FILES);
    return step - 1;
}

static void a_failure_at_any_rename_puts_everything_back(void **state)
{
    (void)state;
    write_old();
    open_all(true);
    assert_int_equal(fail_at_every_step(), 2 * FILES); /* each old one aside, each new one in its place */
}

/* Forward and back: a listing of the files never misses one. */
static void no_payload_is_without_its_name_at_any_step(void **state)
{
    (void)state;
    write_old();
    open_all(true);
    payloads_keep_names = true;
    (void)fail_at_every_step();
    payloads_keep_names = false;
}

static void a_flush_that_fails_is_a_failure(void **state)
{
    (void)state;
    write_old();
    open_all(true);
    counts_flushes = true;
    /* the folder, the journal, and the folder after the descriptor, the payload, the new descriptor and the old files */
    assert_int_equal(fail_at_every_step(), 2 * FILES + 5);
}

static void remove_another(void)
{
    static char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", scratch_path("a.cdt"));
    scratch_write("a.cdt", "old", 3);
    removed = path;
}

/* Names, with links and without, and flushes. */
static void a_file_is_removed_in_the_same_step(void **state)
{
    (void)state;
    for (int way = 0; way < 4; way++) {
        no_one_step = way & 1;
        no_links = counts_flushes = way & 2;
        write_old();
        remove_another();
        open_all(true);
        assert_int_equal(fail_at_every_step(), 2 * FILES + 1 + (counts_flushes ? 5 : 0));
        assert_int_not_equal(access(scratch_path("a.cdt"), F_OK), 0);
        for (int i = 0; i < FILES; i++) {
            rbk_output_free(outputs[i]);
            outputs[i] = NULL;
        }
    }
}

static void a_file_that_is_to_be_removed_may_be_gone(void **state)
{
    (void)state;
    write_old();
    remove_another();
    assert_int_equal(unlink(scratch_path("a.cdt")), 0);
    open_all(true);
    assert_int_equal(publish(true), RBK_OK);
    assert_all("new");
    assert_int_equal(scratch_count(), FILES);
}

static void a_file_is_removed_with_a_descriptor_alone(void **state)
{
    (void)state;
    write_old();
    remove_another();
    open_all(true);
    assert_int_equal(publish(false), RBK_INVALID_ARGUMENT);
    assert_all("old");
    assert_int_equal(access(removed, F_OK), 0);
}

static void a_folder_is_not_removed(void **state)
{
    (void)state;
    write_old();
    remove_another();
    assert_int_equal(unlink(scratch_path("a.cdt")), 0);
    assert_int_equal(mkdir(scratch_path("a.cdt"), 0777), 0);
    open_all(true);
    assert_int_equal(publish(true), RBK_FILEACCESS);
    assert_string_equal(error.place.path, removed);
    assert_string_equal(error.sentence, "is no longer a file");
    assert_all("old");
    assert_int_equal(rmdir(removed), 0);
}

static void a_file_to_be_removed_has_a_name_that_can_be(void **state)
{
    static char path[600];
    (void)state;
    write_old();
    snprintf(path, sizeof path, "%s", scratch_path(""));
    size_t length = strlen(path);
    memset(path + length, 'x', 256);
    removed = path;
    open_all(true);
    assert_int_equal(publish(true), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "its name has 256 bytes, expected at most 255");
    assert_string_equal(error.place.path, removed);
    assert_all("old");
    path[length + 255] = '\0'; /* the longest name, which no file has */
    assert_int_equal(publish(true), RBK_OK);
    assert_all("new");
}

static void a_journal_that_is_always_taken_away_is_given_up(void **state)
{
    (void)state;
    write_old();
    open_all(true);
    taken_away = scratch_path(RBK_JOURNAL_NAME);
    rbk_status status = publish(true);
    taken_away = NULL;
    assert_int_equal(status, RBK_STASHINUSE);
    assert_string_equal(error.sentence, "another redbook process is changing files in this folder");
    assert_string_equal(error.place.path, scratch_path("a.cue"));
    assert_all("old");
    assert_int_equal(publish(true), RBK_OK);
    assert_all("new");
}

static void where_all_names_are_taken_nothing_is_set_aside(void **state)
{
    char name[RBK_NAME_BYTES];
    (void)state;
    write_old();
    for (unsigned number = 0; number < 1000; number++) {
        rbk_change_aside_name("2.bin", number, name);
        scratch_write(name, "somebody's", 10);
    }
    open_all(true);
    assert_int_equal(publish(true), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "expected a free name that ends in '.redbook-old', found none");
    assert_string_equal(error.place.path, scratch_path("a.cue"));
    assert_all("old");
    assert_holds("2.bin.redbook-old", "somebody's");
    assert_int_equal(scratch_count(), 2 * FILES + 1000);
    assert_int_equal(unlink(scratch_path("2.bin.redbook-old-999")), 0);
    assert_int_equal(publish(true), RBK_OK);
    assert_all("new");
    assert_int_equal(scratch_count(), FILES + 999);
}

static void without_the_one_step_links_do(void **state)
{
    (void)state;
    no_one_step = true;
    write_old();
    open_all(true);
    assert_int_equal(fail_at_every_step(), 2 * FILES);
}

static void without_links_a_look_does(void **state)
{
    (void)state;
    no_one_step = no_links = true;
    write_old();
    open_all(true);
    assert_int_equal(fail_at_every_step(), 2 * FILES);
}

static void a_file_that_came_in_between_stays_and_ours_go(void **state)
{
    (void)state;
    open_all(false);
    scratch_write("3.bin", "theirs", 6);
    assert_int_equal(publish(true), RBK_FILEEXISTS);
    assert_string_equal(error.place.path, scratch_path("3.bin"));
    assert_holds("3.bin", "theirs");
    assert_null(scratch_read("1.bin", NULL));
    assert_null(scratch_read("a.cue", NULL));
}

static void what_an_earlier_version_set_aside_is_not_touched(void **state)
{
    (void)state;
    write_old();
    scratch_write("2.bin.redbook-old", "somebody's", 10);
    open_all(true);
    assert_int_equal(publish(true), RBK_OK);
    assert_all("new");
    assert_holds("2.bin.redbook-old", "somebody's");
    assert_int_equal(scratch_count(), FILES + 1);
}

static void payload_may_stand_alone(void **state)
{
    (void)state;
    open_all(false);
    assert_int_equal(publish(false), RBK_OK);
    assert_holds("1.bin", "new 1.bin");
    assert_null(scratch_read("a.cue", NULL));
}

static void one_file_is_replaced_by_a_rename(void **state)
{
    (void)state;
    write_old();
    for (int fails = 1; fails >= 0; fails--) {
        assert_int_equal(rbk_output_open_file(scratch_path("1.bin"), true, &outputs[0], &error), RBK_OK);
        rbk_output_print(outputs[0], "new");
        steps_to_failure = fails;
        assert_int_equal(rbk_output_commit(outputs[0], &error), fails ? RBK_FILESYSTEM : RBK_OK);
        rbk_output_free(outputs[0]);
        outputs[0] = NULL;
        assert_holds("1.bin", fails ? "old 1.bin" : "new");
        assert_int_equal(scratch_count(), FILES);
    }
}

/* An old file that was replaced by a rename cannot be restored, which is reported. */
static void a_single_name_that_the_disk_does_not_confirm_is_reported(void **state)
{
    (void)state;
    for (int replace = 0; replace <= 1; replace++) {
        if (replace)
            scratch_write("one", "old", 3);
        assert_int_equal(rbk_output_open_file(scratch_path("one"), replace, &outputs[0], &error), RBK_OK);
        rbk_output_print(outputs[0], "new");
        assert_int_equal(rbk_output_flush(outputs[0], &error), RBK_OK);
        counts_flushes = true;
        steps_to_failure = 2; /* the rename, then the folder */
        assert_int_equal(rbk_output_commit(outputs[0], &error), replace ? RBK_PARTIAL_CHANGE : RBK_FILESYSTEM);
        counts_flushes = false;
        rbk_output_free(outputs[0]);
        outputs[0] = NULL;
        char *found = scratch_read("one", NULL);
        assert_true(replace ? found && strcmp(found, "new") == 0 : !found);
        free(found);
    }
}

static void an_unfinished_file_that_was_taken_away_is_reported(void **state)
{
    (void)state;
    write_old();
    open_all(true);
    assert_int_equal(unlink(scratch_path("2.bin" RBK_STASH_SUFFIX)), 0);
    scratch_write("2.bin" RBK_STASH_SUFFIX, "NEW 2.bin", 9);
    assert_int_equal(publish(true), RBK_FILESYSTEM);
    assert_string_equal(error.place.path, scratch_path("2.bin"));
    assert_string_equal(error.sentence, "its unfinished file has been removed");
    assert_all("old");
    rbk_unfinished *one = rbk_output_unfinished(outputs[1]);
    assert_int_equal(rbk_publish(&one, 1, NULL, &error), RBK_FILESYSTEM);
    assert_all("old");
}

static void more_files_than_a_journal_holds_are_refused(void **state)
{
    rbk_unfinished *many[1025] = {NULL};
    (void)state;
    assert_int_equal(rbk_publish(many, 1025, NULL, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected at most 1024 files in one step, found 1025");
}

static void files_of_two_folders_are_no_set(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("sub"), 0777), 0);
    assert_int_equal(rbk_output_open_file(scratch_path("one"), false, &outputs[0], &error), RBK_OK);
    assert_int_equal(rbk_output_open_file(scratch_path("sub/two"), false, &outputs[1], &error), RBK_OK);
    rbk_unfinished *files[] = {rbk_output_unfinished(outputs[0]), rbk_output_unfinished(outputs[1])};
    assert_int_equal(rbk_publish(files, 2, NULL, &error), RBK_INVALID_ARGUMENT);
}

static int setup(void **state)
{
    steps_to_failure = 0;
    counts_flushes = no_one_step = no_links = false;
    removed = NULL;
    return scratch_setup(state);
}

static int teardown(void **state)
{
    for (int i = 0; i < FILES; i++) {
        rbk_output_free(outputs[i]);
        outputs[i] = NULL;
    }
    return scratch_teardown(state);
}

#define publish_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        publish_test(all_files_and_the_descriptor_appear),
        publish_test(old_files_are_replaced_and_nothing_else_stays),
        publish_test(a_failure_at_any_rename_puts_everything_back),
        publish_test(no_payload_is_without_its_name_at_any_step),
        publish_test(a_flush_that_fails_is_a_failure),
        publish_test(a_file_is_removed_in_the_same_step),
        publish_test(a_file_that_is_to_be_removed_may_be_gone),
        publish_test(a_file_is_removed_with_a_descriptor_alone),
        publish_test(a_folder_is_not_removed),
        publish_test(a_file_to_be_removed_has_a_name_that_can_be),
        publish_test(where_all_names_are_taken_nothing_is_set_aside),
        publish_test(a_journal_that_is_always_taken_away_is_given_up),
        publish_test(without_the_one_step_links_do),
        publish_test(without_links_a_look_does),
        publish_test(a_file_that_came_in_between_stays_and_ours_go),
        publish_test(what_an_earlier_version_set_aside_is_not_touched),
        publish_test(payload_may_stand_alone),
        publish_test(one_file_is_replaced_by_a_rename),
        publish_test(a_single_name_that_the_disk_does_not_confirm_is_reported),
        publish_test(an_unfinished_file_that_was_taken_away_is_reported),
        publish_test(more_files_than_a_journal_holds_are_refused),
        publish_test(files_of_two_folders_are_no_set),
    };
    return cmocka_run_group_tests_name("base/publish", tests, NULL, NULL);
}
