/*
 * The CRC of a moving window is that of its bytes, at every position and length.
 */
#include "base/crc32_window.h"

#include "base/crc32.h"

#include "unit/scratch.h"

#define BYTES 6000

static void every_window_has_the_crc_of_its_bytes(void **state)
{
    static const size_t lengths[] = {0, 4, 8, 100, 2352, 5000};
    static uint8_t bytes[BYTES];
    (void)state;
    for (size_t i = 0; i < BYTES; i++)
        bytes[i] = (uint8_t)(i * 2654435761u >> 11);
    for (size_t l = 0; l < sizeof lengths / sizeof lengths[0]; l++) {
        const size_t length = lengths[l];
        rbk_crc32_window window;
        rbk_crc32_window_init(&window, length, rbk_crc32(0, bytes, length));
        for (size_t at = 0; at + length + RBK_CRC32_STEP_BYTES <= BYTES; at += RBK_CRC32_STEP_BYTES) {
            assert_int_equal(rbk_crc32_window_value(&window), rbk_crc32(0, bytes + at, length));
            rbk_crc32_window_move(&window, bytes + at, bytes + at + length);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_window_has_the_crc_of_its_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
