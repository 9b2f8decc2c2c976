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

/* Bit by bit, as in the standard. */
static uint16_t by_bits(uint16_t crc, const uint8_t *bytes, size_t size)
{
    unsigned remainder = crc;
    for (size_t i = 0; i < size; i++) {
        remainder ^= (unsigned)bytes[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            remainder = (remainder & 0x8000u ? remainder << 1 ^ 0x1021u : remainder << 1) & 0xFFFFu;
    }
    return (uint16_t)remainder;
}

static void every_length_gives_what_the_bits_give(void **state)
{
    uint8_t bytes[100];
    uint32_t seed = 7;
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)((seed = seed * 1664525u + 1013904223u) >> 24);
    for (size_t size = 0; size <= sizeof bytes; size++)
        assert_int_equal(rbk_crc16(0xFFFF, bytes, size), by_bits(0xFFFF, bytes, size));
    assert_int_equal(rbk_crc16(0xFFFF, (const uint8_t *)"123456789", 9), 0x29B1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_check_values_are_those_of_the_catalogue),
        cmocka_unit_test(it_can_go_on_where_it_stopped),
        cmocka_unit_test(every_length_gives_what_the_bits_give),
    };
    return cmocka_run_group_tests_name("cd/crc16", tests, NULL, NULL);
}
