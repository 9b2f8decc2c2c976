/*
 * Which file a path stands for while a change is interrupted and not completed.
 * link: -Wl,--wrap=readlink -Wl,--wrap=__readlink_chk
 */
#include "base/current.h"

#include "unit/base/changing.h"
#include "unit/links.h"

#include <errno.h>

/* The content read under the name; "" if nothing can be opened. */
static const char *read_by(const char *path)
{
    static char text[64];
    int file = rbk_current_open(path);
    ssize_t got = file >= 0 ? read(file, text, sizeof text - 1) : 0;
    text[got > 0 ? got : 0] = '\0';
    if (file >= 0)
        close(file);
    return text;
}

static void end_interruption(void)
{
    rbk_journal_release(&journal);
    close(change.folder);
    change.folder = 0;
    scratch_teardown(NULL);
    scratch_setup(NULL);
}

static void without_a_journal_a_path_is_itself(void **state)
{
    struct stat about;
    (void)state;
    scratch_write("a", "text", 4);
    assert_string_equal(read_by(scratch_path("a")), "text");
    assert_int_equal(rbk_current_stat(scratch_path("a"), &about), 0);
    assert_int_equal(about.st_size, 4);
    char *path = rbk_current_path(scratch_path("a"));
    assert_string_equal(path, scratch_path("a"));
    free(path);
    assert_int_equal(rbk_current_open(scratch_path("none")), -1);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(rbk_current_stat(scratch_path("none"), &about), -1);
}

static void the_new_files_are_read_at_every_step(void **state)
{
    struct stat about;
    (void)state;
    for (int steps = 0; steps <= 4; steps++)
        for (int old = 0; old < 2; old++) {
            begin_change(old);
            go_steps(steps);
            write_journal();
            assert_string_equal(read_by(scratch_path("a.cue")), "new a.cue");
            assert_string_equal(read_by(scratch_path("a.bin")), "new a.bin");
            assert_int_equal(rbk_current_stat(scratch_path("a.cue"), &about), 0);
            assert_int_equal(about.st_size, strlen("new a.cue"));
            scratch_write("other", "other", 5);
            assert_string_equal(read_by(scratch_path("other")), "other");
            end_interruption();
        }
}

/* Of the set that is whole: the old one if the new one cannot be completed. Somebody's own file is there in any case. */
static void a_removed_file_is_there_with_the_old_set_alone(void **state)
{
    struct stat about;
    (void)state;
    for (int moved = 0; moved < 2; moved++)
        for (int whole = 0; whole < 2; whole++) {
            begin_change(true);
            also_remove();
            write_journal();
            if (moved)
                assert_int_equal(rename(scratch_path("a.cdt"), scratch_path("a.cdt" RBK_REPLACED_SUFFIX)), 0);
            if (!whole)
                assert_int_equal(unlink(scratch_path("a.cue" RBK_STASH_SUFFIX)), 0);
            assert_string_equal(read_by(scratch_path("a.cdt")), whole ? "" : "the old a.cdt");
            assert_int_equal(rbk_current_stat(scratch_path("a.cdt"), &about), whole ? -1 : 0);
            if (whole && moved) {
                scratch_write("a.cdt", "theirs", 6);
                assert_string_equal(read_by(scratch_path("a.cdt")), "theirs");
            }
            end_interruption();
        }
}

static void a_removed_file_that_is_put_back_is_read(void **state)
{
    (void)state;
    begin_change(true);
    also_remove();
    write_journal();
    go_steps(4);
    assert_string_equal(read_by(scratch_path("a.cdt")), "the old a.cdt");
}

static void the_old_files_are_read_where_the_new_are_not_whole(void **state)
{
    (void)state;
    for (int steps = 0; steps <= 3; steps++) {
        begin_change(true);
        go_steps(steps);
        write_journal();
        assert_int_equal(unlink(scratch_path("a.cue" RBK_STASH_SUFFIX)), 0);
        assert_string_equal(read_by(scratch_path("a.cue")), "the old a.cue");
        assert_string_equal(read_by(scratch_path("a.bin")), "the old a.bin");
        end_interruption();
    }
}

/* A foreign file has the name of an old one: it is unknown which set is meant, so names are used unchanged. */
static void where_neither_set_is_whole_names_are_what_they_are(void **state)
{
    (void)state;
    begin_change(true);
    go_steps(2);
    write_journal();
    scratch_write("a.bin", "another's", 9);
    assert_string_equal(read_by(scratch_path("a.bin")), "another's");
    assert_string_equal(read_by(scratch_path("a.cue")), "");
}

static void links_are_followed_through_journals(void **state)
{
    (void)state;
    begin_change(true);
    go_steps(3);
    write_journal();
    assert_int_equal(mkdir(scratch_path("one"), 0777), 0);
    assert_int_equal(symlink("../a.cue", scratch_path("one/link")), 0);
    assert_int_equal(symlink("one/link", scratch_path("two")), 0);
    assert_string_equal(read_by(scratch_path("two")), "new a.cue");
    char *path = rbk_current_path(scratch_path("two"));
    assert_non_null(strstr(path, "a.cue" RBK_STASH_SUFFIX));
    free(path);
    assert_int_equal(symlink("b", scratch_path("a")), 0);
    assert_int_equal(symlink("a", scratch_path("b")), 0);
    assert_int_equal(rbk_current_open(scratch_path("a")), -1);
    assert_int_equal(errno, ELOOP);
    assert_int_equal(unlink(scratch_path("one/link")), 0);
    assert_int_equal(rmdir(scratch_path("one")), 0);
}

/* Where it leads may have a journal, by which the file at the end of the link is not the one to read. */
static void a_link_that_cannot_be_read_is_an_error(void **state)
{
    struct stat about;
    rbk_error error;
    bool there = false;
    (void)state;
    begin_change(true);
    go_steps(3);
    write_journal();
    assert_int_equal(symlink("a.cue", scratch_path("link")), 0);
    assert_string_equal(read_by(scratch_path("link")), "new a.cue");
    links_code = EIO;
    assert_int_equal(rbk_current_open(scratch_path("link")), -1);
    assert_int_equal(errno, EIO);
    assert_int_equal(rbk_current_stat(scratch_path("link"), &about), -1);
    assert_int_equal(errno, EIO);
    const rbk_status looked = rbk_current_look(scratch_path("link"), &there, &about, &error);
    links_code = 0;
    assert_int_equal(looked, RBK_FILEACCESS);
    assert_int_equal(error.system_error, EIO);
    assert_string_equal(error.place.path, scratch_path("link"));
}

static void a_damaged_or_foreign_journal_is_not_followed(void **state)
{
    (void)state;
    begin_change(true);
    scratch_write(RBK_JOURNAL_NAME, "redbook jou", 11);
    assert_string_equal(read_by(scratch_path("a.cue")), "the old a.cue");
    scratch_write(RBK_JOURNAL_NAME, "my diary", 8);
    assert_string_equal(read_by(scratch_path("a.cue")), "the old a.cue");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        change_test(without_a_journal_a_path_is_itself),
        change_test(the_new_files_are_read_at_every_step),
        change_test(a_removed_file_is_there_with_the_old_set_alone),
        change_test(a_removed_file_that_is_put_back_is_read),
        change_test(the_old_files_are_read_where_the_new_are_not_whole),
        change_test(where_neither_set_is_whole_names_are_what_they_are),
        change_test(links_are_followed_through_journals),
        change_test(a_link_that_cannot_be_read_is_an_error),
        change_test(a_damaged_or_foreign_journal_is_not_followed),
    };
    return cmocka_run_group_tests_name("base/current", tests, NULL, NULL);
}
