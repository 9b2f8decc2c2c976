/* The CRC of Q and CD-TEXT; check values of the fact sheets. */
#include "cd/crc16.h"

#include "unit/scratch.h"

static void the_check_values_are_those_of_the_catalogue(void **state)
{
    const uint8_t *digits = (const uint8_t *)"123456789";
    (void)state;
    assert_int_equal(rbk_crc16(0, digits, 9), 0x31C3);
    assert_int_equal(rbk_crc16_on_disc(digits, 9), 0xCE3C);
    assert_int_equal(rbk_crc16_on_disc(digits, 0), 0xFFFF);
}

static void it_can_go_on_where_it_stopped(void **state)
{
    const uint8_t *digits = (const uint8_t *)"123456789";
    (void)state;
    for (size_t cut = 0; cut <= 9; cut++)
        assert_int_equal(rbk_crc16(rbk_crc16(0, digits, cut), digits + cut, 9 - cut), 0x31C3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_check_values_are_those_of_the_catalogue),
        cmocka_unit_test(it_can_go_on_where_it_stopped),
    };
    return cmocka_run_group_tests_name("cd/crc16", tests, NULL, NULL);
}
