/* HDCD codes: found where they are written, and not in noise. */
#include "verify/hdcd.h"

#include "unit/scratch.h"

#define COUNT 200000

static int16_t samples[COUNT * RBK_CHANNELS];
static uint64_t scrambled;

static void make_noise(void)
{
    uint64_t state = 5;
    for (size_t i = 0; i < COUNT * RBK_CHANNELS; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        samples[i] = (int16_t)(uint16_t)(state >> 48);
    }
}

/* Writes the bits of a word, highest first, into the last bits of a channel from a sample on. */
static void write_bits(size_t at, unsigned channel, uint32_t word, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        uint64_t bit = (word >> (count - 1 - i) ^ scrambled >> 4 ^ scrambled >> 22) & 1;
        int16_t *sample = &samples[2 * (at + i) + channel];
        *sample = (int16_t)((*sample & ~1) | (int)bit);
        scrambled = scrambled << 1 | bit;
    }
}

/* The bits before count too: they are those of the noise. */
static void enter(size_t at, unsigned channel)
{
    scrambled = 0;
    for (size_t i = at - 64; i < at; i++)
        scrambled = scrambled << 1 | (uint64_t)(samples[2 * i + channel] & 1);
}

static rbk_hdcd look(unsigned channel)
{
    rbk_hdcd hdcd = {.first_sample = -1};
    rbk_hdcd_take(&hdcd, samples, COUNT / 3, channel, 1000);
    rbk_hdcd_take(&hdcd, samples + COUNT / 3 * RBK_CHANNELS, COUNT - COUNT / 3, channel, 1000 + COUNT / 3);
    return hdcd;
}

static void noise_has_no_codes(void **state)
{
    (void)state;
    make_noise();
    assert_int_equal(look(0).codes, 0);
    assert_int_equal(look(1).codes, 0);
    assert_int_equal(look(0).first_sample, -1);
}

static void codes_of_both_forms_are_counted_in_their_channel(void **state)
{
    (void)state;
    make_noise();
    enter(5000, 1);
    write_bits(5000, 1, 0x7E0FA005, 32);
    write_bits(5032, 1, 0x12, 8); /* peak extend and a gain */
    enter(60000, 1);
    write_bits(60000, 1, 0x7E0FA006, 32);
    write_bits(60032, 1, 0x25DA, 16); /* a code and its complement */
    enter(COUNT / 3 - 20, 1);
    write_bits(COUNT / 3 - 20, 1, 0x7E0FA005, 32); /* across the end of a block of input */
    write_bits(COUNT / 3 + 12, 1, 0x07, 8);
    rbk_hdcd right = look(1);
    assert_int_equal(right.codes, 3);
    assert_int_equal(right.first_sample, 1000 + 5039);
    assert_int_equal(look(0).codes, 0);
}

static void a_prefix_with_a_code_that_is_not_valid_does_not_count(void **state)
{
    (void)state;
    make_noise();
    enter(5000, 0);
    write_bits(5000, 0, 0x7E0FA005, 32);
    write_bits(5032, 0, 0xC8, 8);
    enter(9000, 0);
    write_bits(9000, 0, 0x7E0FA006, 32);
    write_bits(9032, 0, 0x2525, 16);
    assert_int_equal(look(0).codes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(noise_has_no_codes),
        cmocka_unit_test(codes_of_both_forms_are_counted_in_their_channel),
        cmocka_unit_test(a_prefix_with_a_code_that_is_not_valid_does_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
