/*
 * A set of two files, a.bin and the descriptor a.cue, in any state between old and new: for the tests of completing a
 * change.
 */
#ifndef TESTS_UNIT_BASE_CHANGING_H
#define TESTS_UNIT_BASE_CHANGING_H

#include "base/change.h"
#include "base/folder.h"

#include "unit/scratch.h"

#include <fcntl.h>

static rbk_journal journal;
static rbk_change change;

static const char *set_names[] = {"a.bin", "a.cue"};

static void take_mark(const char *name, rbk_file_mark *mark)
{
    struct stat about;
    assert_int_equal(stat(scratch_path(name), &about), 0);
    rbk_file_mark_take(&about, mark);
}

/* New files not yet in place; with old, also the files they replace. */
static void begin_change(bool old)
{
    char name[RBK_NAME_BYTES], text[320];
    assert_int_equal(rbk_journal_make(3, &journal, NULL), RBK_OK);
    journal.count = 2;
    for (size_t i = 0; i < 2; i++) {
        rbk_journal_row *row = &journal.rows[i];
        snprintf(row->name, sizeof row->name, "%s", set_names[i]);
        row->descriptor = i == 1;
        row->replaces = old;
        if (old) {
            scratch_write(row->name, text, (size_t)snprintf(text, sizeof text, "the old %s", row->name));
            take_mark(row->name, &row->old);
        }
        rbk_path_temporary_name(set_names[i], RBK_STASH_SUFFIX, name);
        scratch_write(name, text, (size_t)snprintf(text, sizeof text, "new %s", row->name));
        take_mark(name, &row->fresh);
    }
    change = (rbk_change){.folder = rbk_folder_open(scratch_path("a")), .journal = &journal};
}

/* The set loses a.cdt as well. */
__attribute__((unused)) static void also_remove(void)
{
    rbk_journal_row *row = &journal.rows[journal.count++];
    *row = (rbk_journal_row){.name = "a.cdt", .replaces = true, .removes = true};
    scratch_write("a.cdt", "the old a.cdt", 13);
    take_mark("a.cdt", &row->old);
}

/* The first of the steps 3 to 5: each a move. */
static void go_steps(int steps)
{
    for (int i = 0; i < steps; i++) {
        const char *name = set_names[i == 0 || i == 3]; /* the descriptor is the first and the last */
        char other[RBK_NAME_BYTES];
        rbk_path_temporary_name(name, i < 2 ? RBK_REPLACED_SUFFIX : RBK_STASH_SUFFIX, other);
        const char *from = i < 2 ? name : other, *to = i < 2 ? other : name;
        if (access(scratch_path(from), F_OK) == 0)
            assert_int_equal(rename(scratch_path(from), scratch_path(to)), 0);
    }
}

__attribute__((unused)) static void assert_set(const char *age)
{
    char text[320];
    for (size_t i = 0; i < 2; i++) {
        char *found = scratch_read(set_names[i], NULL);
        snprintf(text, sizeof text, "%s %s", age, set_names[i]);
        if (!found)
            fail_msg("'%s' is not there", set_names[i]);
        assert_string_equal(found, text);
        free(found);
    }
}

__attribute__((unused)) static void write_journal(void)
{
    rbk_bytes text;
    assert_int_equal(rbk_journal_format(&journal, &text, NULL), RBK_OK);
    scratch_write(RBK_JOURNAL_NAME, text.data, text.size);
    rbk_bytes_release(&text);
}

static int end_change(void **state)
{
    rbk_journal_release(&journal);
    if (change.folder > 0)
        close(change.folder);
    change.folder = 0;
    return scratch_teardown(state);
}

#define change_test(function) cmocka_unit_test_setup_teardown(function, scratch_setup, end_change)

#endif
