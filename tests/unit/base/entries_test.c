/*
 * The names in a folder.
 * link: -Wl,--wrap=readdir -Wl,--wrap=readdir64
 */
#include "base/entries.h"

#include "unit/listing.h"

#include <fcntl.h>

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

/* As many names as are asked for, or all. */
static size_t count_names(rbk_entries *entries, size_t most)
{
    size_t count = 0;
    while (count < most && rbk_entries_next(entries))
        count++;
    return count;
}

static void a_list_that_ends_early_is_an_error(void **state)
{
    rbk_entries *entries = NULL;
    rbk_error error;
    (void)state;
    scratch_write("a.cue", "x", 1);
    assert_int_equal(rbk_entries_open(scratch_path("a.cue"), true, &entries, NULL), RBK_OK);
    listing_fails_after(2, EIO);
    assert_int_equal(count_names(entries, 9), 2);
    listing_is_real();
    assert_null(rbk_entries_next(entries)); /* the list does not go on after its error */
    assert_int_equal(rbk_entries_close(entries, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "the folder cannot be listed");
    assert_int_equal(error.system_error, EIO);
    assert_string_equal(error.place.path, scratch_folder);
}

static void a_folder_is_listed_by_its_own_name(void **state)
{
    rbk_entries *entries = NULL;
    rbk_error error;
    (void)state;
    scratch_write("file", "x", 1);
    assert_int_equal(rbk_entries_open_folder(scratch_folder, &entries, &error), RBK_OK);
    assert_int_equal(count_names(entries, 9), 3);
    assert_int_equal(rbk_entries_close(entries, &error), RBK_OK);
    assert_int_equal(rbk_entries_open_folder(scratch_path("none"), &entries, &error), RBK_FILEACCESS);
    assert_null(entries);
    assert_int_equal(error.system_error, ENOENT);
    assert_string_equal(error.place.path, scratch_path("none"));
    assert_int_equal(rbk_entries_open_folder(scratch_path("file"), &entries, &error), RBK_FILEACCESS);
    assert_int_equal(error.system_error, ENOTDIR);
}

/* Where its name has become that of another one, too; each time from the first name on. */
static void an_open_folder_is_listed(void **state)
{
    rbk_entries *entries = NULL;
    rbk_error error;
    bool is_file = false;
    (void)state;
    assert_int_equal(mkdir(scratch_path("d"), 0700), 0);
    scratch_write("d/a", "x", 1);
    assert_int_equal(symlink("a", scratch_path("d/b")), 0);
    const int folder = open(scratch_path("d"), O_RDONLY | O_DIRECTORY);
    assert_true(folder >= 0);
    assert_int_equal(rename(scratch_path("d"), scratch_path("elsewhere")), 0);
    assert_int_equal(mkdir(scratch_path("d"), 0700), 0);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(rbk_entries_open_descriptor(folder, "d", true, &entries, &error), RBK_OK);
        for (const char *name; (name = rbk_entries_next(entries));)
            if (name[0] != '.') {
                assert_int_equal(rbk_entries_see_file(entries, &is_file, &error), RBK_OK);
                assert_true(is_file);
            }
        assert_int_equal(rbk_entries_close(entries, &error), RBK_OK);
    }
    assert_int_equal(rbk_entries_open_descriptor(folder, "d", true, &entries, &error), RBK_OK);
    listing_fails_after(1, EIO);
    assert_int_equal(count_names(entries, 9), 1);
    listing_is_real();
    assert_int_equal(rbk_entries_close(entries, &error), RBK_FILEACCESS);
    assert_string_equal(error.place.path, "d");
    close(folder);
    assert_int_equal(rbk_entries_open_descriptor(folder, "d", false, &entries, &error), RBK_FILEACCESS);
    assert_null(entries);
    assert_int_equal(error.system_error, EBADF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(all_names_are_listed_and_the_end_is_no_error),
        scratch_test(a_folder_that_is_missing_has_no_names),
        scratch_test(a_folder_that_may_not_be_listed_is_an_error_where_the_list_is_required),
        scratch_test(a_list_that_ends_early_is_an_error),
        scratch_test(a_folder_is_listed_by_its_own_name),
        scratch_test(an_open_folder_is_listed),
    };
    return cmocka_run_group_tests_name("base/entries", tests, NULL, NULL);
}
