/* The bytes of a CHD. */
#include "chd/read.h"

#include "unit/scratch.h"

static void expect_reads(rbk_input *input)
{
    const rbk_chd chd = {.input = input};
    char bytes[10];
    assert_true(rbk_chd_read_at(&chd, 3, bytes, 4));
    assert_memory_equal(bytes, "3456", 4);
    assert_true(rbk_chd_read_at(&chd, 10, bytes, 0));
    assert_false(rbk_chd_read_at(&chd, 7, bytes, 4));
    assert_false(rbk_chd_read_at(&chd, 11, bytes, 0));
    assert_false(rbk_chd_read_at(&chd, UINT64_MAX, bytes, 2));
}

static void a_file_and_memory_are_read_alike_up_to_their_end(void **state)
{
    rbk_input input;
    (void)state;
    scratch_write("a.chd", "0123456789", 10);
    assert_int_equal(rbk_input_open(&input, scratch_path("a.chd"), NULL), RBK_OK);
    expect_reads(&input);
    rbk_input_close(&input);
    rbk_input_open_bytes(&input, (const uint8_t *)"0123456789", 10);
    expect_reads(&input);
    rbk_input_close(&input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_file_and_memory_are_read_alike_up_to_their_end),
    };
    return cmocka_run_group_tests_name("chd/read", tests, NULL, NULL);
}
