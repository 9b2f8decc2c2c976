/* CRC-32: its check value, also in parts of any size. */
#include "base/crc32.h"

#include "unit/scratch.h"

static void the_check_value_holds(void **state)
{
    (void)state;
    assert_int_equal(rbk_crc32(0, "123456789", 9), 0xCBF43926);
    assert_int_equal(rbk_crc32(0, "", 0), 0);
    assert_int_equal(rbk_crc32(0, "The quick brown fox jumps over the lazy dog", 43), 0x414FA339);
}

static void parts_come_to_the_same(void **state)
{
    static const char text[] = "The quick brown fox jumps over the lazy dog";
    (void)state;
    for (size_t at = 0; at < sizeof text - 1; at++) {
        uint32_t crc = rbk_crc32(0, text, at);
        assert_int_equal(rbk_crc32(crc, text + at, sizeof text - 1 - at), 0x414FA339);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_check_value_holds),
        cmocka_unit_test(parts_come_to_the_same),
    };
    return cmocka_run_group_tests_name("base/crc32", tests, NULL, NULL);
}
