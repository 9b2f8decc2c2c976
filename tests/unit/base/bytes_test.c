/* Whole small files in memory. */
#include <redbook/stream.h>

#include "unit/scratch.h"

static void whole_files_are_read_up_to_a_limit(void **state)
{
    rbk_bytes bytes;
    (void)state;
    scratch_write("a", "12345", 5);
    assert_int_equal(rbk_bytes_read_file(scratch_path("a"), 5, &bytes, NULL), RBK_OK);
    assert_int_equal(bytes.size, 5);
    assert_int_equal(bytes.data[5], 0);
    rbk_bytes_release(&bytes);
    assert_int_equal(rbk_bytes_read_file(scratch_path("a"), 4, &bytes, NULL), RBK_UNSUPPORTED);
    assert_int_equal(rbk_bytes_read_file(scratch_path("none"), 4, &bytes, NULL), RBK_FILEACCESS);
    assert_int_equal(rbk_bytes_read_file(scratch_folder, 4, &bytes, NULL), RBK_FILEACCESS);
}

static void an_empty_file_is_no_bytes_and_a_terminator(void **state)
{
    rbk_bytes bytes;
    (void)state;
    scratch_write("a", "", 0);
    assert_int_equal(rbk_bytes_read_file(scratch_path("a"), 5, &bytes, NULL), RBK_OK);
    assert_int_equal(bytes.size, 0);
    assert_int_equal(bytes.data[0], 0);
    rbk_bytes_release(&bytes);
    assert_null(bytes.data);
    rbk_bytes_release(NULL);
}

static void a_pipe_is_not_waited_for(void **state)
{
    rbk_bytes bytes;
    rbk_error error;
    (void)state;
    assert_int_equal(mkfifo(scratch_path("pipe"), 0600), 0);
    assert_int_equal(rbk_bytes_read_file(scratch_path("pipe"), 5, &bytes, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "is not a regular file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(whole_files_are_read_up_to_a_limit),
        scratch_test(an_empty_file_is_no_bytes_and_a_terminator),
        scratch_test(a_pipe_is_not_waited_for),
    };
    return cmocka_run_group_tests_name("base/bytes", tests, NULL, NULL);
}
