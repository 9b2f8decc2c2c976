/*
 * The CRC-16 of FLAC frames.
 */
#include "audio/flac_crc.h"

#include "unit/scratch.h"

static uint8_t bytes[3000];

/* Bit by bit. */
static uint32_t expected(uint32_t crc, const uint8_t *from, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        crc ^= (uint32_t)from[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc << 1 ^ (crc & 0x8000u ? 0x8005u : 0)) & 0xFFFFu;
    }
    return crc;
}

static void fill(void)
{
    uint64_t seed = 3;
    for (size_t i = 0; i < sizeof bytes; i++) {
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        bytes[i] = (uint8_t)(seed >> 56);
    }
}

static void nine_digits_have_the_published_value(void **state)
{
    (void)state;
    assert_int_equal(rbk_flac_crc16(0, (const uint8_t *)"123456789", 9), 0xFEE8);
    assert_int_equal(rbk_flac_crc16_by_table(0, (const uint8_t *)"123456789", 9), 0xFEE8);
}

static void every_length_and_beginning_gives_the_sum_bit_by_bit(void **state)
{
    (void)state;
    fill();
    for (size_t size = 0; size <= 700; size++) {
        const uint8_t *from = bytes + size % 31;
        const uint32_t crc = (uint32_t)(size * 40503u) & 0xFFFFu, wanted = expected(crc, from, size);
        assert_int_equal(rbk_flac_crc16(crc, from, size), wanted);
        assert_int_equal(rbk_flac_crc16_by_table(crc, from, size), wanted);
    }
}

static void a_message_with_its_checksum_has_zero(void **state)
{
    (void)state;
    fill();
    const uint32_t crc = rbk_flac_crc16(0, bytes, sizeof bytes - 2);
    bytes[sizeof bytes - 2] = (uint8_t)(crc >> 8);
    bytes[sizeof bytes - 1] = (uint8_t)crc;
    assert_int_equal(rbk_flac_crc16(0, bytes, sizeof bytes), 0);
    bytes[1000] ^= 0x10;
    assert_int_not_equal(rbk_flac_crc16(0, bytes, sizeof bytes), 0);
}

static void parts_give_the_sum_of_the_whole(void **state)
{
    (void)state;
    fill();
    const uint32_t whole = expected(0, bytes, sizeof bytes);
    for (size_t part = 1; part < 400; part += 13) {
        uint32_t crc = 0;
        for (size_t at = 0; at < sizeof bytes; at += part)
            crc = rbk_flac_crc16(crc, bytes + at, sizeof bytes - at < part ? sizeof bytes - at : part);
        assert_int_equal(crc, whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nine_digits_have_the_published_value),
        cmocka_unit_test(every_length_and_beginning_gives_the_sum_bit_by_bit),
        cmocka_unit_test(a_message_with_its_checksum_has_zero),
        cmocka_unit_test(parts_give_the_sum_of_the_whole),
    };
    return cmocka_run_group_tests_name("audio/flac_crc", tests, NULL, NULL);
}
