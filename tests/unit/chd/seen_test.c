/* Duplicate hunks are found, with more of them than the table has room for at first. */
#include "chd/seen.h"

#include "unit/scratch.h"

#define COUNT 3000

static uint8_t hunk[RBK_CHD_HUNK_BYTES];

static uint32_t find(rbk_chd_seen *seen, uint32_t content, uint16_t crc, uint32_t number)
{
    memcpy(hunk, &content, sizeof content);
    return rbk_chd_seen_find(seen, hunk, crc, number);
}

static void the_first_hunk_with_the_bytes_is_found(void **state)
{
    rbk_chd_seen *seen = rbk_chd_seen_new(3 * COUNT);
    (void)state;
    assert_non_null(seen);
    for (uint32_t i = 0; i < 3 * COUNT; i++)
        assert_int_equal(find(seen, i % COUNT, 5, i), i % COUNT);
    rbk_chd_seen_free(seen);
    rbk_chd_seen_free(NULL);
}

static void a_hunk_of_another_crc_is_another(void **state)
{
    rbk_chd_seen *seen = rbk_chd_seen_new(3);
    (void)state;
    assert_non_null(seen);
    assert_int_equal(find(seen, 1, 1, 0), 0);
    assert_int_equal(find(seen, 1, 2, 1), 1);
    assert_int_equal(find(seen, 1, 2, 2), 1);
    rbk_chd_seen_free(seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_hunk_with_the_bytes_is_found),
        cmocka_unit_test(a_hunk_of_another_crc_is_another),
    };
    return cmocka_run_group_tests_name("chd/seen", tests, NULL, NULL);
}
