/* Names of files, and the step by which a file appears under its name. */
#include "base/path.h"

#include "unit/scratch.h"

#include <fcntl.h>

static void names_are_taken_apart_and_put_together(void **state)
{
    (void)state;
    assert_string_equal(rbk_path_base("a/b/c.cue"), "c.cue");
    assert_string_equal(rbk_path_base("c.cue"), "c.cue");
    assert_string_equal(rbk_path_base("a/"), "");
    char *path = rbk_path_beside("a/b/c.cue", "d.bin");
    assert_string_equal(path, "a/b/d.bin");
    free(path);
    path = rbk_path_beside("c.cue", "d.bin");
    assert_string_equal(path, "d.bin");
    free(path);
    path = rbk_path_append("c.cue", ".x");
    assert_string_equal(path, "c.cue.x");
    free(path);
}

static void a_name_in_use_is_replaced_only_where_allowed(void **state)
{
    rbk_error error;
    (void)state;
    scratch_write("new", "new", 3);
    scratch_write("old", "old", 3);
    assert_int_equal(rbk_path_publish(scratch_path("new"), scratch_path("old"), false, &error), RBK_FILEEXISTS);
    assert_string_equal(error.place.path, scratch_path("old"));
    assert_int_equal(scratch_count(), 2);
    assert_int_equal(rbk_path_publish(scratch_path("new"), scratch_path("old"), true, NULL), RBK_OK);
    char *text = scratch_read("old", NULL);
    assert_string_equal(text, "new");
    free(text);
    assert_int_equal(rbk_path_publish(scratch_path("old"), scratch_path("free"), false, NULL), RBK_OK);
    assert_int_equal(scratch_count(), 1);
    assert_int_equal(rbk_path_publish(scratch_path("none"), scratch_path("x"), true, NULL), RBK_FILESYSTEM);
    rbk_path_flush_folder(scratch_path("free"));
    rbk_path_flush_folder(scratch_path("no/such/folder"));
}

static void a_temporary_file_stands_beside_its_target_with_a_name_of_its_own(void **state)
{
    char *first, *second;
    int first_descriptor, second_descriptor;
    struct stat status;
    (void)state;
    const char *path = scratch_path("a.cue");
    mode_t mask = umask(0027);
    assert_int_equal(rbk_path_create_temporary(path, false, &first, &first_descriptor, NULL), RBK_OK);
    assert_int_equal(rbk_path_create_temporary(path, false, &second, &second_descriptor, NULL), RBK_OK);
    umask(mask);
    assert_string_not_equal(first, second);
    assert_memory_equal(first, path, strlen(path));
    assert_int_equal(fstat(first_descriptor, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    assert_int_equal(scratch_count(), 2);
    close(first_descriptor);
    close(second_descriptor);
    free(first);
    free(second);
    scratch_write("a.cue", "x", 1);
    assert_int_equal(rbk_path_create_temporary(path, false, &first, &first_descriptor, NULL), RBK_FILEEXISTS);
    assert_int_equal(rbk_path_create_temporary(scratch_folder, true, &first, &first_descriptor, NULL), RBK_FILEACCESS);
    assert_int_equal(rbk_path_create_temporary(scratch_path("no/a"), true, &first, &first_descriptor, NULL),
                     RBK_FILEACCESS);
}

static void what_is_no_regular_file_is_never_replaced(void **state)
{
    char *temporary = NULL;
    int descriptor;
    rbk_error error;
    (void)state;
    assert_int_equal(mkfifo(scratch_path("pipe"), 0600), 0);
    assert_int_equal(symlink("pipe", scratch_path("leads to a pipe")), 0);
    assert_int_equal(symlink("/proc/self/fd/1", scratch_path("stdout")), 0);
    static const char *const names[] = {"pipe", "leads to a pipe", "stdout"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *path = scratch_path(names[i]);
        assert_int_equal(rbk_path_create_temporary(path, true, &temporary, &descriptor, &error), RBK_FILEACCESS);
        assert_string_equal(error.sentence, "is no regular file, and is not replaced by one");
        assert_string_equal(error.place.path, path);
    }
    assert_null(temporary);
    assert_int_equal(scratch_count(), 3);
    scratch_write("file", "x", 1);
    assert_int_equal(symlink("file", scratch_path("leads to a file")), 0);
    assert_int_equal(rbk_path_create_temporary(scratch_path("leads to a file"), true, &temporary, &descriptor, NULL),
                     RBK_OK);
    close(descriptor);
    free(temporary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_taken_apart_and_put_together),
        scratch_test(a_name_in_use_is_replaced_only_where_allowed),
        scratch_test(a_temporary_file_stands_beside_its_target_with_a_name_of_its_own),
        scratch_test(what_is_no_regular_file_is_never_replaced),
    };
    return cmocka_run_group_tests_name("base/path", tests, NULL, NULL);
}
