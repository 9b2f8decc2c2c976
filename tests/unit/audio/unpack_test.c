/* Stored integers converted to floating point. */
#include "audio/unpack.h"

#include "unit/audio/audio_files.h"

#define VALUES 67

/* From its bytes, most significant first. */
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
                rbk_unpack(&(rbk_stored){from, value_bytes, big_endian, 1}, count, values);
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

/* And back, where a float has all digits. */
static void planes_have_the_nearest_floats_of_each_channel(void **state)
{
    uint8_t bytes[8 * VALUES + RBK_UNPACK_SLACK + 4], packed[8 * VALUES + 1];
    float left[VALUES + 1], right[VALUES + 1];
    double values[2 * VALUES];
    uint64_t seed = 4;
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)audio_files_random(&seed);
    memcpy(bytes + 12, "\x80\0\0\x80\0\0\x80\x7F\xFF\xFF\x7F", 11);
    for (unsigned value_bytes = 2; value_bytes <= 4; value_bytes++)
        for (size_t count = 0; count <= VALUES; count++)
            for (unsigned variant = 0; variant < 8; variant++) {
                const unsigned channels = 1 + variant / 4;
                const rbk_stored stored = {bytes + variant % 2 * 3, value_bytes, variant / 2 % 2 == 1, channels};
                const rbk_planes planes = {left, right};
                left[count] = right[count] = 7;
                rbk_unpack(&stored, count, values);
                rbk_unpack_planes(&stored, count, planes);
                for (size_t i = 0; i < count; i++) {
                    assert_true(left[i] == (float)values[i * channels]);
                    assert_true(right[i] == (float)values[i * channels + channels - 1]);
                }
                assert_true(left[count] == 7 && right[count] == 7);
                rbk_split(values, channels, count, planes);
                for (size_t i = 0; i < count; i++)
                    assert_true(left[i] == (float)values[i * channels] &&
                                right[i] == (float)values[i * channels + channels - 1]);
                packed[count * channels * value_bytes] = 77;
                if (value_bytes < 4)
                    rbk_pack_planes(planes, channels, count, value_bytes, packed);
                assert_int_equal(packed[count * channels * value_bytes], 77);
                if (value_bytes < 4 && !stored.big_endian)
                    assert_memory_equal(packed, stored.bytes, count * channels * value_bytes);
            }
}

static void what_no_float_holds_is_limited(void **state)
{
    const double values[] = {1e300, -1e300, 1e9, -0.1};
    const float tenth = (float)values[3]; /* where a constant has the precision of double, -0.1F is another value */
    float left[2], right[2];
    (void)state;
    rbk_split(values, 2, 2, (rbk_planes){left, right});
    assert_true(left[0] == 1e9F && right[0] == -1e9F && left[1] == 1e9F && right[1] == tenth);
}

static void no_set_of_instructions_is_needed_for_it(void **state)
{
    assert_int_equal(setenv("REDBOOK_KERNEL", "plain", 1), 0);
    every_value_is_exact_from_any_place_on(state);
    planes_have_the_nearest_floats_of_each_channel(state);
    assert_int_equal(unsetenv("REDBOOK_KERNEL"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_is_exact_from_any_place_on),
        cmocka_unit_test(planes_have_the_nearest_floats_of_each_channel),
        cmocka_unit_test(what_no_float_holds_is_limited),
        cmocka_unit_test(no_set_of_instructions_is_needed_for_it),
    };
    return cmocka_run_group_tests_name("audio/unpack", tests, NULL, NULL);
}
