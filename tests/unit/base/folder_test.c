/*
 * Names in a folder.
 * link: -Wl,--wrap=fstatat -Wl,--wrap=fstatat64 -Wl,--wrap=linkat -Wl,--wrap=unlinkat -Wl,--wrap=renameat -Wl,--wrap=renameat2
 */
#include "base/folder.h"

#include "unit/folding.h"

#include <errno.h>

static int open_scratch(void)
{
    int folder = rbk_folder_open(scratch_path("any"));
    assert_true(folder >= 0);
    return folder;
}

static void a_move_replaces_nothing(void **state)
{
    struct stat about;
    (void)state;
    int folder = open_scratch();
    scratch_write("a", "one", 3);
    scratch_write("b", "two", 3);
    assert_int_equal(rbk_folder_move(folder, "a", "b"), -1);
    assert_int_equal(errno, EEXIST);
    assert_int_equal(rbk_folder_move(folder, "a", "c"), 0);
    assert_int_equal(rbk_folder_look(folder, "a", &about), -1);
    assert_int_equal(rbk_folder_look(folder, "c", &about), 0);
    assert_int_equal(rbk_folder_move(folder, "none", "d"), -1);
    assert_int_equal(errno, ENOENT);
    close(folder);
}

/* What a rename by link and unlink leaves when it is interrupted. */
static void a_move_goes_on_from_two_names_of_one_file(void **state)
{
    (void)state;
    int folder = open_scratch();
    scratch_write("a", "one", 3);
    assert_int_equal(link(scratch_path("a"), scratch_path("b")), 0);
    assert_int_equal(rbk_folder_move(folder, "a", "b"), 0);
    assert_int_equal(scratch_count(), 1);
    char *text = scratch_read("b", NULL);
    assert_string_equal(text, "one");
    free(text);
    close(folder);
}

/* Where a move is one step, it leaves no two names. */
static void two_names_that_somebody_gave_a_file_are_kept(void **state)
{
    (void)state;
    int folder = open_scratch();
    scratch_write("a", "one", 3);
    assert_int_equal(link(scratch_path("a"), scratch_path("b")), 0);
    assert_int_equal(rbk_folder_rename(folder, "a", "b"), -1);
    assert_int_equal(errno, EEXIST);
    assert_int_equal(scratch_count(), 2);
    assert_int_equal(rbk_folder_rename(folder, "a", "c"), 0);
    assert_int_equal(scratch_count(), 2);
    close(folder);
}

static void a_name_in_another_letter_case_may_be_the_same_name(void **state)
{
    (void)state;
    int folder = open_scratch();
    scratch_write("a", "one", 3);
    folding = true;
    assert_true(rbk_folder_is_one_entry(folder, "a", "A"));
    assert_true(rbk_folder_is_one_entry(folder, "a", "a"));
    assert_int_equal(rbk_folder_move(folder, "a", "A"), -1);
    assert_int_equal(errno, EEXIST);
    assert_int_equal(rbk_folder_rename(folder, "a", "A"), -1);
    assert_int_equal(errno, EEXIST);
    assert_int_equal(link(scratch_path("a"), scratch_path("b")), 0); /* a further name of the file */
    assert_true(rbk_folder_is_one_entry(folder, "a", "A"));
    assert_false(rbk_folder_is_one_entry(folder, "A", "b"));
    assert_false(rbk_folder_is_one_entry(folder, "A", "none"));
    folding = false;
    assert_int_equal(link(scratch_path("a"), scratch_path("A")), 0);
    assert_false(rbk_folder_is_one_entry(folder, "a", "A"));
    assert_int_equal(rbk_folder_move(folder, "a", "A"), 0);
    assert_int_equal(scratch_count(), 2);
    close(folder);
}

static void of_a_folder_of_many_files_few_are_examined(void **state)
{
    char name[16];
    (void)state;
    int folder = open_scratch();
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "%d", i);
        scratch_write(name, "", 0);
    }
    assert_int_equal(link(scratch_path("5"), scratch_path("b")), 0);
    looks = 0;
    assert_false(rbk_folder_is_one_entry(folder, "5", "b"));
    assert_true(looks < 5);
    close(folder);
}

static void links_are_moved_themselves(void **state)
{
    struct stat about;
    (void)state;
    int folder = open_scratch();
    assert_int_equal(symlink("nowhere", scratch_path("link")), 0);
    assert_int_equal(rbk_folder_move(folder, "link", "other"), 0);
    assert_int_equal(rbk_folder_look(folder, "other", &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    close(folder);
}

static void a_folder_is_flushed_and_a_path_without_one_is_here(void **state)
{
    (void)state;
    int folder = open_scratch();
    assert_int_equal(rbk_folder_flush(folder, -1), 0);
    close(folder);
    folder = rbk_folder_open("name");
    struct stat here, opened;
    assert_int_equal(stat(".", &here), 0);
    assert_int_equal(fstat(folder, &opened), 0);
    assert_int_equal(here.st_ino, opened.st_ino);
    close(folder);
    assert_int_equal(rbk_folder_open(scratch_path("no/such")), -1);
    assert_int_equal(rbk_folder_flush(-1, -1), -1);
}

static void a_folder_is_made_once_and_removed_while_it_is_empty(void **state)
{
    struct stat about;
    rbk_error error;
    bool made = false;
    char path[1100];
    (void)state;
    snprintf(path, sizeof path, "%s", scratch_path("new/file"));
    assert_int_equal(rbk_folder_make(path, &made, &error), RBK_OK);
    assert_true(made);
    assert_int_equal(rbk_folder_make(path, &made, &error), RBK_OK);
    assert_false(made);
    scratch_write("new/file", "x", 1);
    rbk_folder_unmake(path);
    assert_int_equal(stat(path, &about), 0);
    unlink(path);
    rbk_folder_unmake(path);
    assert_int_not_equal(stat(scratch_path("new"), &about), 0);
    assert_int_equal(rbk_folder_make(scratch_path("no/such/file"), NULL, &error), RBK_FILEACCESS);
    assert_string_equal(error.place.path, scratch_path("no/such"));
    scratch_write("plain", "x", 1);
    assert_int_equal(rbk_folder_make(scratch_path("plain/file"), NULL, &error), RBK_FILEACCESS);
    assert_int_equal(rbk_folder_make("file", NULL, &error), RBK_OK);
    assert_int_equal(symlink("nowhere", scratch_path("link")), 0);
    assert_int_equal(rbk_folder_make(scratch_path("link/file"), NULL, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "already exists, and cannot be examined");
    assert_int_equal(error.system_error, ENOENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_move_replaces_nothing),
        scratch_test(a_move_goes_on_from_two_names_of_one_file),
        scratch_test(two_names_that_somebody_gave_a_file_are_kept),
        scratch_test(a_name_in_another_letter_case_may_be_the_same_name),
        scratch_test(of_a_folder_of_many_files_few_are_examined),
        scratch_test(links_are_moved_themselves),
        scratch_test(a_folder_is_flushed_and_a_path_without_one_is_here),
        scratch_test(a_folder_is_made_once_and_removed_while_it_is_empty),
    };
    return cmocka_run_group_tests_name("base/folder", tests, NULL, NULL);
}
