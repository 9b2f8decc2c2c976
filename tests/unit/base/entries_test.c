/* The names in a folder. */
#include "base/entries.h"

#include "unit/scratch.h"

#include <errno.h>

static void all_names_are_listed_and_the_end_is_no_error(void **state)
{
    rbk_entries *entries = NULL;
    size_t found = 0;
    (void)state;
    scratch_write("a.cue", "x", 1);
    scratch_write("b.bin", "x", 1);
    assert_int_equal(mkdir(scratch_path("folder"), 0777), 0);
    assert_int_equal(symlink("b.bin", scratch_path("leads to b")), 0);
    assert_int_equal(symlink("c.bin", scratch_path("leads nowhere")), 0);
    assert_int_equal(rbk_entries_open(scratch_path("a.cue"), true, &entries, NULL), RBK_OK);
    for (const char *name; (name = rbk_entries_next(entries));)
        if (name[0] != '.') {
            bool is_file = false;
            assert_int_equal(rbk_entries_see_file(entries, &is_file, NULL), RBK_OK);
            assert_int_equal(is_file, strcmp(name, "folder") != 0 && strcmp(name, "leads nowhere") != 0);
            found++;
        }
    assert_null(rbk_entries_next(entries));
    assert_int_equal(rbk_entries_close(entries, NULL), RBK_OK);
    assert_int_equal(found, 5);
}

static void a_folder_that_is_missing_has_no_names(void **state)
{
    rbk_entries *entries = NULL;
    (void)state;
    assert_int_equal(rbk_entries_open(scratch_path("none/a.cue"), true, &entries, NULL), RBK_OK);
    assert_null(entries);
    assert_null(rbk_entries_next(entries));
    assert_int_equal(rbk_entries_close(entries, NULL), RBK_OK);
    scratch_write("file", "x", 1);
    assert_int_equal(rbk_entries_open(scratch_path("file/a.cue"), true, &entries, NULL), RBK_OK);
    assert_null(entries);
}

static void a_folder_that_may_not_be_listed_is_an_error_where_the_list_is_required(void **state)
{
    rbk_entries *entries = NULL;
    rbk_error error;
    (void)state;
    if (geteuid() == 0) /* may list any */
        skip();
    assert_int_equal(mkdir(scratch_path("closed"), 0100), 0);
    assert_int_equal(rbk_entries_open(scratch_path("closed/a.cue"), false, &entries, NULL), RBK_OK);
    assert_null(entries);
    assert_int_equal(rbk_entries_open(scratch_path("closed/a.cue"), true, &entries, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "the folder cannot be listed");
    assert_int_equal(error.system_error, EACCES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(all_names_are_listed_and_the_end_is_no_error),
        scratch_test(a_folder_that_is_missing_has_no_names),
        scratch_test(a_folder_that_may_not_be_listed_is_an_error_where_the_list_is_required),
    };
    return cmocka_run_group_tests_name("base/entries", tests, NULL, NULL);
}
