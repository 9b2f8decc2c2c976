/* Whether a path still names the file that was opened before. */
#include "base/identity.h"

#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>

static void the_same_file_is_the_same(void **state)
{
    rbk_identity identity;
    (void)state;
    scratch_write("a", "one", 3);
    rbk_identity_at(scratch_path("a"), &identity);
    assert_true(rbk_identity_is_known(&identity));
    assert_int_equal(identity.bytes, 3);
    assert_int_equal(rbk_identity_check(scratch_path("a"), &identity, NULL), RBK_OK);
    int file = open(scratch_path("a"), O_RDONLY);
    assert_int_equal(rbk_identity_check_open(file, &identity, NULL), RBK_OK);
    close(file);
    rbk_error error;
    rbk_error_init(&error);
    assert_int_equal(rbk_identity_check_open(-1, &identity, &error), RBK_FILEACCESS);
    assert_int_equal(error.system_error, EBADF);
}

static void another_file_of_its_name_is_reported(void **state)
{
    rbk_identity identity;
    rbk_error error;
    (void)state;
    scratch_write("a", "one", 3);
    rbk_identity_at(scratch_path("a"), &identity);
    scratch_write("b", "two", 3);
    assert_int_equal(rename(scratch_path("b"), scratch_path("a")), 0);
    assert_int_equal(rbk_identity_check(scratch_path("a"), &identity, &error), RBK_CHANGED);
    assert_string_equal(error.place.path, scratch_path("a"));
    int file = open(scratch_path("a"), O_RDONLY);
    assert_int_equal(rbk_identity_check_open(file, &identity, NULL), RBK_CHANGED);
    close(file);
    assert_int_equal(unlink(scratch_path("a")), 0);
    assert_int_equal(rbk_identity_check(scratch_path("a"), &identity, NULL), RBK_CHANGED);
}

static void what_was_not_there_must_not_be_there(void **state)
{
    rbk_identity identity;
    (void)state;
    rbk_identity_at(scratch_path("a"), &identity);
    assert_false(rbk_identity_is_known(&identity));
    assert_int_equal(rbk_identity_check(scratch_path("a"), &identity, NULL), RBK_OK);
    scratch_write("a", "one", 3);
    assert_int_equal(rbk_identity_check(scratch_path("a"), &identity, NULL), RBK_CHANGED);
    rbk_identity_at(scratch_folder, &identity);
    assert_false(rbk_identity_is_known(&identity));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(the_same_file_is_the_same),
        scratch_test(another_file_of_its_name_is_reported),
        scratch_test(what_was_not_there_must_not_be_there),
    };
    return cmocka_run_group_tests_name("base/identity", tests, NULL, NULL);
}
