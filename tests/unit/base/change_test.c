/*
 * The steps of a change of a set: forward from any state, and back.
 * link: -Wl,--wrap=rbk_folder_look
 */
#include "unit/base/changing.h"

#include <errno.h>
#include <utime.h>

static const char *unseen; /* a name that cannot be examined */

int __real_rbk_folder_look(int folder, const char *name, struct stat *about);
int __wrap_rbk_folder_look(int folder, const char *name, struct stat *about);

int __wrap_rbk_folder_look(int folder, const char *name, struct stat *about)
{
    errno = EACCES;
    return unseen && strcmp(name, unseen) == 0 ? -1 : __real_rbk_folder_look(folder, name, about);
}

static void every_step_is_reported_by_what_stands_there(void **state)
{
    (void)state;
    begin_change(true);
    for (int steps = 0; steps <= 4; steps++) {
        go_steps(steps);
        rbk_change_state expected = steps == 0 ? RBK_CHANGE_BEFORE : steps == 4 ? RBK_CHANGE_AFTER : RBK_CHANGE_BETWEEN;
        assert_int_equal(rbk_change_look(&change), expected);
    }
}

static void forward_goes_on_from_any_step(void **state)
{
    (void)state;
    for (int steps = 0; steps <= 4; steps++) {
        begin_change(true);
        go_steps(steps);
        assert_int_equal(rbk_change_forward(&change, -1, NULL), RBK_OK);
        assert_int_equal(rbk_change_clear(&change, -1, NULL), RBK_OK);
        assert_set("new");
        assert_int_equal(scratch_count(), 2);
        rbk_journal_release(&journal);
        close(change.folder);
        change.folder = 0;
    }
}

static void back_goes_on_from_any_step(void **state)
{
    (void)state;
    for (int steps = 0; steps <= 4; steps++)
        for (int drop = 0; drop <= 1; drop++) {
            begin_change(true);
            go_steps(steps);
            assert_int_equal(rbk_change_back(&change, -1, NULL), RBK_OK);
            if (drop)
                rbk_change_drop(&change);
            assert_set("the old");
            assert_int_equal(scratch_count(), drop ? 2 : 4);
            rbk_journal_release(&journal);
            close(change.folder);
            change.folder = 0;
        }
}

static void what_was_not_there_before_goes_on_the_way_back(void **state)
{
    (void)state;
    for (int steps = 0; steps <= 4; steps++) {
        begin_change(false);
        go_steps(steps);
        assert_int_equal(rbk_change_back(&change, -1, NULL), RBK_OK);
        assert_int_equal(rbk_change_look(&change), RBK_CHANGE_BEFORE); /* forward is possible, too */
        rbk_change_drop(&change);
        assert_int_equal(scratch_count(), 0);
        rbk_journal_release(&journal);
        close(change.folder);
        change.folder = 0;
    }
}

static void somebody_elses_file_is_in_the_way(void **state)
{
    rbk_error error;
    (void)state;
    begin_change(true);
    go_steps(2);
    scratch_write("a.bin", "theirs, and of another length", 29);
    assert_int_equal(rbk_change_look(&change), RBK_CHANGE_STUCK);
    assert_int_equal(rbk_change_forward(&change, -1, &error), RBK_FILEEXISTS);
    assert_int_equal(rbk_change_back(&change, -1, &error), RBK_FILEEXISTS);
    assert_string_equal(error.place.path, "a.bin");
    assert_string_equal(error.sentence,
                        "was created by another program meanwhile; the previous files are 'a.bin.redbook-old' and "
                        "'a.cue.redbook-old'");
    char *theirs = scratch_read("a.bin", NULL), *old = scratch_read("a.bin.redbook-old", NULL);
    assert_string_equal(theirs, "theirs, and of another length");
    assert_string_equal(old, "the old a.bin");
    free(theirs);
    free(old);
}

/* A file that was modified after it got its name is kept. */
static void a_new_file_that_was_changed_since_stays(void **state)
{
    (void)state;
    begin_change(true);
    go_steps(4);
    scratch_write("a.cue", "edited by somebody", 18);
    assert_int_equal(rbk_change_look(&change), RBK_CHANGE_AFTER);
    assert_int_equal(rbk_change_forward(&change, -1, NULL), RBK_OK);
    assert_int_equal(rbk_change_clear(&change, -1, NULL), RBK_OK);
    char *found = scratch_read("a.cue", NULL);
    assert_string_equal(found, "edited by somebody");
    free(found);
    assert_int_equal(scratch_count(), 2);
}

/* If one of the new files is missing, the old ones are restored. */
static void a_set_that_lost_a_file_cannot_go_on(void **state)
{
    (void)state;
    begin_change(true);
    go_steps(2);
    assert_int_equal(unlink(scratch_path("a.bin" RBK_STASH_SUFFIX)), 0);
    assert_int_equal(rbk_change_look(&change), RBK_CHANGE_STUCK);
    assert_int_equal(rbk_change_back(&change, -1, NULL), RBK_OK);
    assert_set("the old");
}

/* Another process removed the name of an unfinished file and made one of the same size: it is not treated as the open
   one. */
static void only_the_very_file_that_was_written_counts_for_its_maker(void **state)
{
    (void)state;
    begin_change(true);
    change.is_ours = true;
    assert_int_equal(rename(scratch_path("a.bin" RBK_STASH_SUFFIX), scratch_path("away")), 0);
    scratch_write("a.bin" RBK_STASH_SUFFIX, "NEW a.bin", 9);
    assert_int_equal(rbk_change_look(&change), RBK_CHANGE_STUCK);
    assert_int_equal(rbk_change_back(&change, -1, NULL), RBK_OK);
    assert_set("the old");
}

/* A rename by link and unlink was interrupted between its two steps. */
static void two_names_of_a_file_are_one_step(void **state)
{
    (void)state;
    begin_change(true);
    go_steps(2);
    assert_int_equal(link(scratch_path("a.bin" RBK_STASH_SUFFIX), scratch_path("a.bin")), 0);
    assert_int_equal(rbk_change_look(&change), RBK_CHANGE_BETWEEN);
    assert_int_equal(rbk_change_forward(&change, -1, NULL), RBK_OK);
    assert_int_equal(rbk_change_clear(&change, -1, NULL), RBK_OK);
    assert_set("new");
    assert_int_equal(scratch_count(), 2);
}

/*
 * The file system was mounted anew and has dealt the numbers anew: the old file has that of the new one, which still waits,
 * and both have one size, as albums that are mastered again do.
 */
static void an_old_file_with_the_number_of_the_new_one_stays(void **state)
{
    const struct utimbuf then = {1000000, 1000000}, later = {1000000 + 3600, 1000000 + 3600};
    const struct {
        bool waits, same_time;
    } cases[] = {{true, true}, {true, false}, {false, false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        begin_change(true);
        scratch_write("a.bin" RBK_STASH_SUFFIX, "the new a.bin", 13);
        assert_int_equal(utime(scratch_path("a.bin"), &then), 0);
        assert_int_equal(utime(scratch_path("a.bin" RBK_STASH_SUFFIX), cases[i].same_time ? &then : &later), 0);
        take_mark("a.bin", &journal.rows[0].old);
        take_mark("a.bin" RBK_STASH_SUFFIX, &journal.rows[0].fresh);
        journal.rows[0].fresh.inode = journal.rows[0].old.inode;
        journal.rows[0].old.inode += 1000;
        if (!cases[i].waits)
            assert_int_equal(unlink(scratch_path("a.bin" RBK_STASH_SUFFIX)), 0);
        assert_int_equal(rbk_change_look(&change), cases[i].waits ? RBK_CHANGE_STUCK : RBK_CHANGE_BETWEEN);
        assert_int_equal(rbk_change_back(&change, -1, NULL), RBK_OK);
        rbk_change_drop(&change);
        assert_set("the old");
        rbk_journal_release(&journal);
        close(change.folder);
        change.folder = 0;
    }
}

/* All numbers are new ones. The times are those of albums that were made one after the other. */
static void new_numbers_are_no_new_files(void **state)
{
    const struct utimbuf then = {1000000, 1000000}, later = {1000000 + 3600, 1000000 + 3600};
    (void)state;
    for (int steps = 0; steps <= 4; steps++)
        for (int forward = 0; forward <= 1; forward++) {
            begin_change(true);
            for (size_t i = 0; i < 2; i++) {
                char stash[RBK_NAME_BYTES];
                rbk_path_temporary_name(set_names[i], RBK_STASH_SUFFIX, stash);
                assert_int_equal(utime(scratch_path(set_names[i]), &then), 0);
                assert_int_equal(utime(scratch_path(stash), &later), 0);
                take_mark(set_names[i], &journal.rows[i].old);
                take_mark(stash, &journal.rows[i].fresh);
                journal.rows[i].old.inode += 1000;
                journal.rows[i].fresh.inode += 1000;
            }
            go_steps(steps);
            const rbk_change left = rbk_change_left(change.folder, &journal);
            if (forward) {
                assert_int_equal(rbk_change_forward(&left, -1, NULL), RBK_OK);
                assert_int_equal(rbk_change_clear(&left, -1, NULL), RBK_OK);
            } else {
                assert_int_equal(rbk_change_back(&left, -1, NULL), RBK_OK);
                rbk_change_drop(&left);
            }
            assert_set(forward ? "new" : "the old");
            assert_int_equal(scratch_count(), 2);
            rbk_journal_release(&journal);
            close(change.folder);
            change.folder = 0;
        }
}

/* Somebody wrote over an old file after the maker was killed: same number, same size. */
static void an_old_file_that_was_written_over_is_somebodys(void **state)
{
    const struct utimbuf then = {1000000, 1000000};
    (void)state;
    begin_change(true);
    assert_int_equal(utime(scratch_path("a.bin"), &then), 0);
    take_mark("a.bin", &journal.rows[0].old);
    scratch_write("a.bin", "not old a.bin", 13);
    const rbk_change left = rbk_change_left(change.folder, &journal);
    assert_int_equal(rbk_change_look(&left), RBK_CHANGE_STUCK);
    assert_int_equal(rbk_change_back(&left, -1, NULL), RBK_OK);
    char *theirs = scratch_read("a.bin", NULL);
    assert_string_equal(theirs, "not old a.bin");
    free(theirs);
}

/* ------------------------------------------------------------------ a file that the set no longer has */

#define REMOVAL_STEPS 6

/* Step 3, the removal as one of step 4, the other steps 4 and 5, and the first removal of step 6. */
static void begin_removal(int steps)
{
    begin_change(true);
    also_remove();
    go_steps(steps > 1 ? steps - 1 : steps);
    if (steps > 1)
        assert_int_equal(rename(scratch_path("a.cdt"), scratch_path("a.cdt" RBK_REPLACED_SUFFIX)), 0);
    if (steps == REMOVAL_STEPS)
        assert_int_equal(unlink(scratch_path("a.cdt" RBK_REPLACED_SUFFIX)), 0);
}

static void end_removal(void)
{
    rbk_journal_release(&journal);
    close(change.folder);
    change.folder = 0;
}

static void a_removal_goes_on_from_any_step(void **state)
{
    bool complete = false;
    (void)state;
    for (int steps = 0; steps <= REMOVAL_STEPS; steps++) {
        begin_removal(steps);
        assert_int_equal(rbk_change_look(&change), steps == 0                  ? RBK_CHANGE_BEFORE
                                                   : steps < REMOVAL_STEPS - 1 ? RBK_CHANGE_BETWEEN
                                                                               : RBK_CHANGE_AFTER);
        assert_int_equal(rbk_change_is_complete(&change, &complete, NULL), RBK_OK);
        assert_int_equal(complete, steps >= REMOVAL_STEPS - 1);
        assert_int_equal(rbk_change_forward(&change, -1, NULL), RBK_OK);
        assert_int_equal(rbk_change_is_complete(&change, &complete, NULL), RBK_OK);
        assert_true(complete);
        assert_int_equal(rbk_change_clear(&change, -1, NULL), RBK_OK);
        assert_set("new");
        assert_int_equal(scratch_count(), 2);
        end_removal();
    }
}

static void a_removal_is_undone_from_any_step(void **state)
{
    (void)state;
    for (int steps = 0; steps < REMOVAL_STEPS; steps++) {
        begin_removal(steps);
        assert_int_equal(rbk_change_back(&change, -1, NULL), RBK_OK);
        assert_int_equal(rbk_change_look(&change), RBK_CHANGE_BEFORE);
        rbk_change_drop(&change);
        assert_set("the old");
        char *kept = scratch_read("a.cdt", NULL);
        assert_string_equal(kept, "the old a.cdt");
        free(kept);
        assert_int_equal(scratch_count(), 3);
        end_removal();
    }
}

/* Even while the change is interrupted: the set that is to be has no such file. */
static void what_takes_the_name_of_a_removed_file_stays(void **state)
{
    (void)state;
    begin_removal(3);
    scratch_write("a.cdt", "of somebody else", 16);
    assert_int_equal(rbk_change_look(&change), RBK_CHANGE_BETWEEN);
    assert_int_equal(rbk_change_forward(&change, -1, NULL), RBK_OK);
    assert_int_equal(rbk_change_clear(&change, -1, NULL), RBK_OK);
    assert_set("new");
    char *theirs = scratch_read("a.cdt", NULL);
    assert_string_equal(theirs, "of somebody else");
    free(theirs);
    assert_int_equal(scratch_count(), 3);
}

/* As after a mount of a file system that renumbers its files: it would be left, and no sheet would name it. */
static void a_set_whose_removed_file_is_not_known_is_undone(void **state)
{
    (void)state;
    for (int steps = 0; steps < 2; steps++) {
        begin_removal(steps);
        journal.rows[2].old.inode++;
        assert_int_equal(rbk_change_look(&change), RBK_CHANGE_STUCK);
        assert_int_equal(rbk_change_back(&change, -1, NULL), RBK_OK);
        rbk_change_drop(&change);
        assert_set("the old");
        assert_int_equal(scratch_count(), 3);
        end_removal();
    }
    begin_removal(2); /* set aside, it is known by its time */
    journal.rows[2].old.inode++;
    assert_int_equal(rbk_change_look(&change), RBK_CHANGE_BETWEEN);
}

/* Once the descriptor has its name, also the very file: from a backup, with a free inode number, or by another name of it. */
static void a_removed_file_that_is_put_back_stays(void **state)
{
    bool complete = false;
    (void)state;
    begin_removal(REMOVAL_STEPS - 1);
    assert_int_equal(rename(scratch_path("a.cdt" RBK_REPLACED_SUFFIX), scratch_path("a.cdt")), 0);
    assert_int_equal(rbk_change_look(&change), RBK_CHANGE_AFTER);
    assert_int_equal(rbk_change_forward(&change, -1, NULL), RBK_OK);
    assert_int_equal(rbk_change_is_complete(&change, &complete, NULL), RBK_OK);
    assert_true(complete);
    assert_int_equal(rbk_change_clear(&change, -1, NULL), RBK_OK);
    assert_set("new");
    char *back = scratch_read("a.cdt", NULL);
    assert_non_null(back);
    assert_string_equal(back, "the old a.cdt");
    free(back);
    assert_int_equal(scratch_count(), 3);
}

/* What is to be removed depends on the descriptor. */
static void a_name_that_cannot_be_examined_is_reported_as_itself(void **state)
{
    rbk_error error;
    (void)state;
    rbk_error_init(&error);
    begin_removal(1);
    journal.rows[2] = journal.rows[0];
    journal.rows[0] = (rbk_journal_row){.name = "a.cdt", .replaces = true, .removes = true};
    take_mark("a.cdt", &journal.rows[0].old);
    unseen = "a.cue" RBK_STASH_SUFFIX;
    bool complete;
    assert_int_equal(rbk_change_is_complete(&change, &complete, &error), RBK_FILESYSTEM);
    unseen = NULL;
    assert_string_equal(error.place.path, "a.cue");
}

/* A move by link and unlink was interrupted between them. */
static void a_removed_file_with_two_names_loses_both(void **state)
{
    (void)state;
    begin_removal(1);
    assert_int_equal(link(scratch_path("a.cdt"), scratch_path("a.cdt" RBK_REPLACED_SUFFIX)), 0);
    assert_int_equal(rbk_change_look(&change), RBK_CHANGE_BETWEEN);
    assert_int_equal(rbk_change_forward(&change, -1, NULL), RBK_OK);
    assert_int_equal(rbk_change_clear(&change, -1, NULL), RBK_OK);
    assert_set("new");
    assert_int_equal(scratch_count(), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        change_test(every_step_is_reported_by_what_stands_there),
        change_test(forward_goes_on_from_any_step),
        change_test(back_goes_on_from_any_step),
        change_test(what_was_not_there_before_goes_on_the_way_back),
        change_test(somebody_elses_file_is_in_the_way),
        change_test(a_new_file_that_was_changed_since_stays),
        change_test(a_set_that_lost_a_file_cannot_go_on),
        change_test(only_the_very_file_that_was_written_counts_for_its_maker),
        change_test(two_names_of_a_file_are_one_step),
        change_test(an_old_file_with_the_number_of_the_new_one_stays),
        change_test(new_numbers_are_no_new_files),
        change_test(an_old_file_that_was_written_over_is_somebodys),
        change_test(a_removal_goes_on_from_any_step),
        change_test(a_removal_is_undone_from_any_step),
        change_test(what_takes_the_name_of_a_removed_file_stays),
        change_test(a_set_whose_removed_file_is_not_known_is_undone),
        change_test(a_removed_file_that_is_put_back_stays),
        change_test(a_name_that_cannot_be_examined_is_reported_as_itself),
        change_test(a_removed_file_with_two_names_loses_both),
    };
    return cmocka_run_group_tests_name("base/change", tests, NULL, NULL);
}
