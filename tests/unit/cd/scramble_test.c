/* The scrambler: its sequence from the register of annex B, and the hash in the fact sheet. */
#include <redbook/sector.h>

#include "unit/cd/noise.h"
#include "unit/scratch.h"
#include "unit/sha256.h"

enum { SCRAMBLED_BYTES = RBK_SECTOR_BYTES - 12 };

static void zeros_become_the_sequence_itself(void **state)
{
    static const uint8_t first[32] = {0x01, 0x80, 0x00, 0x60, 0x00, 0x28, 0x00, 0x1e, 0x80, 0x08, 0x60,
                                      0x06, 0xa8, 0x02, 0xfe, 0x81, 0x80, 0x60, 0x60, 0x28, 0x28, 0x1e,
                                      0x9e, 0x88, 0x68, 0x66, 0xae, 0xaa, 0xfc, 0x7f, 0x01, 0xe0};
    static const uint8_t last[8] = {0xf6, 0xc4, 0x46, 0xd3, 0x72, 0xdd, 0xe5, 0x99};
    uint8_t raw[RBK_SECTOR_BYTES] = {0};
    char hash[SHA256_HEX_BYTES];
    (void)state;
    rbk_sector_scramble(raw);
    assert_memory_equal(raw + 12, first, sizeof first);
    assert_memory_equal(raw + RBK_SECTOR_BYTES - sizeof last, last, sizeof last);
    assert_string_equal(sha256_hex(raw + 12, SCRAMBLED_BYTES, hash),
                        "12e23b47b7728bbf5fb5c8e36a3aa7040df6e6586f1cc5e35a9eafd83fedd4b6");
}

static void the_sequence_is_that_of_the_register(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES] = {0};
    unsigned shifted = 1;
    (void)state;
    rbk_sector_scramble(raw);
    for (int i = 12; i < RBK_SECTOR_BYTES; i++)
        for (int bit = 0; bit < 8; bit++) {
            assert_int_equal(raw[i] >> bit & 1, shifted & 1);
            shifted = shifted >> 1 | ((shifted ^ shifted >> 1) & 1) << 14;
        }
}

static void scrambling_twice_gives_the_sector_back_and_the_sync_is_left_alone(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES], before[RBK_SECTOR_BYTES];
    uint32_t seed = 7;
    (void)state;
    noise_fill(raw, sizeof raw, &seed);
    memcpy(before, raw, sizeof raw);
    rbk_sector_scramble(raw);
    assert_memory_equal(raw, before, 12);
    assert_memory_not_equal(raw + 12, before + 12, SCRAMBLED_BYTES);
    rbk_sector_scramble(raw);
    assert_memory_equal(raw, before, sizeof raw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zeros_become_the_sequence_itself),
        cmocka_unit_test(the_sequence_is_that_of_the_register),
        cmocka_unit_test(scrambling_twice_gives_the_sector_back_and_the_sync_is_left_alone),
    };
    return cmocka_run_group_tests_name("cd/scramble", tests, NULL, NULL);
}
