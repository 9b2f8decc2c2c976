/* EDC: its check value, and the fast computation compared with the one bit by bit. */
#include "cd/edc.h"

#include "unit/cd/noise.h"
#include "unit/scratch.h"

/* The definition: one bit at a time, lowest first. */
static uint32_t edc_by_bits(uint32_t edc, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        edc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            edc = edc & 1 ? edc >> 1 ^ 0xD8018001u : edc >> 1;
    }
    return edc;
}

static void the_check_value_is_that_of_the_polynomial(void **state)
{
    (void)state;
    assert_int_equal(rbk_edc(0, (const uint8_t *)"123456789", 9), 0x6EC2EDC4);
    assert_int_equal(rbk_edc(0, (const uint8_t *)"", 0), 0);
    assert_int_equal(rbk_edc(0x12345678, NULL, 0), 0x12345678);
}

static void each_single_byte_counts_as_its_bits_do_wherever_it_stands(void **state)
{
    (void)state;
    for (size_t place = 0; place < 289; place++)
        for (unsigned value = 0; value < 256; value++) {
            uint8_t bytes[289] = {0};
            bytes[place] = (uint8_t)value;
            uint32_t wanted = edc_by_bits(0, bytes, sizeof bytes);
            assert_int_equal(rbk_edc(0, bytes, sizeof bytes), wanted);
            assert_int_equal(rbk_edc_by_table(0, bytes, sizeof bytes), wanted);
        }
}

static void every_size_and_alignment_gives_what_bit_by_bit_gives(void **state)
{
    uint8_t bytes[2352];
    uint32_t seed = 1;
    (void)state;
    noise_fill(bytes, sizeof bytes, &seed);
    for (size_t size = 0; size <= 400; size++)
        for (size_t begin = 0; begin < 17; begin++) {
            uint32_t edc = noise_next(&seed) << 8, wanted = edc_by_bits(edc, bytes + begin, size);
            assert_int_equal(rbk_edc(edc, bytes + begin, size), wanted);
            assert_int_equal(rbk_edc_by_table(edc, bytes + begin, size), wanted);
        }
    assert_int_equal(rbk_edc(0, bytes, sizeof bytes), edc_by_bits(0, bytes, sizeof bytes));
    assert_int_equal(rbk_edc_by_table(0, bytes, sizeof bytes), edc_by_bits(0, bytes, sizeof bytes));
}

static void a_run_in_parts_goes_on_where_the_last_part_ended(void **state)
{
    uint8_t bytes[500];
    uint32_t seed = 2;
    (void)state;
    noise_fill(bytes, sizeof bytes, &seed);
    uint32_t whole = rbk_edc(0, bytes, sizeof bytes);
    for (size_t cut = 0; cut <= sizeof bytes; cut++)
        assert_int_equal(rbk_edc(rbk_edc(0, bytes, cut), bytes + cut, sizeof bytes - cut), whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_check_value_is_that_of_the_polynomial),
        cmocka_unit_test(each_single_byte_counts_as_its_bits_do_wherever_it_stands),
        cmocka_unit_test(every_size_and_alignment_gives_what_bit_by_bit_gives),
        cmocka_unit_test(a_run_in_parts_goes_on_where_the_last_part_ended),
    };
    return cmocka_run_group_tests_name("cd/edc", tests, NULL, NULL);
}
