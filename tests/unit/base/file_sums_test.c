/* The checksums of a delivery's files: published values, and bytes passed in parts. */
#include "base/file_sums.h"

#include "unit/scratch.h"

static void both_are_those_of_the_bytes(void **state)
{
    char text[RBK_MD5_TEXT_BYTES];
    rbk_file_sums *sums = rbk_file_sums_new();
    (void)state;
    assert_non_null(sums);
    assert_string_equal(rbk_file_sums_md5(sums, text), "d41d8cd98f00b204e9800998ecf8427e");
    assert_int_equal(rbk_file_sums_crc32(sums), 0);
    rbk_file_sums_update(sums, "1234", 4);
    rbk_file_sums_update(sums, NULL, 0);
    rbk_file_sums_update(sums, "56789", 5);
    assert_string_equal(rbk_file_sums_md5(sums, text), "25f9e794323b453885f5181f1b624d0b");
    assert_int_equal(rbk_file_sums_crc32(sums), 0xCBF43926);
    rbk_file_sums_free(sums);
    rbk_file_sums_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(both_are_those_of_the_bytes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
