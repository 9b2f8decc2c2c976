/* Reading from open files. */
#include "base/read_at.h"

#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>

static void the_end_of_a_file_is_no_failure_and_a_failure_is_none_of_its_ends(void **state)
{
    char bytes[8] = {0};
    (void)state;
    scratch_write("a", "0123456789", 10);
    int file = open(scratch_path("a"), O_RDONLY);
    assert_true(file >= 0);
    assert_int_equal(rbk_read_at(file, 7, bytes, 8), 3);
    assert_memory_equal(bytes, "789", 3);
    assert_int_equal(rbk_read_at(file, 99, bytes, 8), 0);
    close(file);
    assert_int_equal(rbk_read_at(-1, 0, bytes, 8), -1);
    assert_int_equal(errno, EBADF);
}

static void what_is_not_there_and_what_the_system_is_short_of_are_different(void **state)
{
    static const int absent[] = {ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG}, shortage[] = {EMFILE, ENFILE, ENOMEM, EIO};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_true(rbk_input_is_absence(absent[i]) && !rbk_input_is_shortage(absent[i]));
        assert_true(rbk_input_is_shortage(shortage[i]) && !rbk_input_is_absence(shortage[i]));
    }
    assert_false(rbk_input_is_absence(EACCES) || rbk_input_is_shortage(EACCES));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(the_end_of_a_file_is_no_failure_and_a_failure_is_none_of_its_ends),
        cmocka_unit_test(what_is_not_there_and_what_the_system_is_short_of_are_different),
    };
    return cmocka_run_group_tests_name("base/read_at", tests, NULL, NULL);
}
