/* Whole numbers as they are stored, to real numbers. */
#include "audio/unpack.h"

#include "unit/audio/audio_files.h"

#define VALUES 67

/* By its digits, highest first. */
static double value_of(const uint8_t *at, unsigned value_bytes, bool big_endian)
{
    int64_t value = 0;
    for (unsigned i = 0; i < value_bytes; i++)
        value = value * 256 + at[big_endian ? i : value_bytes - 1 - i];
    int64_t full = INT64_C(1) << (8 * value_bytes - 1);
    return (double)(value >= full ? value - 2 * full : value) / (double)full;
}

static void every_value_is_exact_from_any_place_on(void **state)
{
    uint8_t bytes[4 * VALUES + RBK_UNPACK_SLACK + 4];
    double values[VALUES + 1];
    uint64_t seed = 3;
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)audio_files_random(&seed);
    memset(bytes + 6, 0xFF, 4);
    memcpy(bytes + 12, "\x80\0\0\x80\0\0\x80\x7F\xFF\xFF\x7F", 11);
    for (unsigned value_bytes = 2; value_bytes <= 4; value_bytes++)
        for (size_t count = 0; count <= VALUES; count++)
            for (unsigned variant = 0; variant < 4; variant++) {
                const uint8_t *from = bytes + variant % 2 * 3;
                const bool big_endian = variant >= 2;
                values[count] = 7;
                rbk_unpack(from, value_bytes, big_endian, count, values);
                for (size_t i = 0; i < count; i++)
                    assert_true(values[i] == value_of(from + i * value_bytes, value_bytes, big_endian));
                assert_true(values[count] == 7);
                uint8_t packed[4 * VALUES + 1];
                packed[count * value_bytes] = 77;
                rbk_pack(values, count, value_bytes, packed);
                assert_int_equal(packed[count * value_bytes], 77);
                if (!big_endian)
                    assert_memory_equal(packed, from, count * value_bytes);
            }
}

static void no_set_of_instructions_is_needed_for_it(void **state)
{
    assert_int_equal(setenv("REDBOOK_KERNEL", "plain", 1), 0);
    every_value_is_exact_from_any_place_on(state);
    assert_int_equal(unsetenv("REDBOOK_KERNEL"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_is_exact_from_any_place_on),
        cmocka_unit_test(no_set_of_instructions_is_needed_for_it),
    };
    return cmocka_run_group_tests_name("audio/unpack", tests, NULL, NULL);
}
