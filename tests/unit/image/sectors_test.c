/* Sectors of files converted to sectors of the disc. */
#include "image/sectors.h"

#include <redbook/sector.h>

#include "unit/scratch.h"

static uint8_t from[RBK_STRIDE_BYTES_MAX];
static uint8_t raw[RBK_SECTOR_BYTES];

static int setup(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof from; i++)
        from[i] = (uint8_t)(i * 7 + i / 256);
    memset(raw, 0xAA, sizeof raw);
    return 0;
}

static void user_data_gets_what_its_kind_needs(void **state)
{
    const struct {
        rbk_track_mode mode;
        rbk_sector_kind kind;
    } rows[] = {{RBK_MODE_MODE1_2048, RBK_SECTOR_MODE1},
                {RBK_MODE_MODE2_2048, RBK_SECTOR_MODE2_FORM1},
                {RBK_MODE_MODE2_2324, RBK_SECTOR_MODE2_FORM2}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_image_sector_build(rows[i].mode, 1234, from, raw);
        assert_int_equal(rbk_sector_kind_of(raw), rows[i].kind);
        assert_int_equal(rbk_sector_verify(rows[i].kind, 1234, raw), 0);
        assert_memory_equal(raw + rbk_sector_user_offset(rows[i].kind), from, rbk_sector_user_bytes(rows[i].kind));
        assert_int_equal(rbk_sector_user_bytes(rows[i].kind), rbk_track_mode_sector_bytes(rows[i].mode));
    }
}

static void what_is_shorter_may_be_at_the_end_of_where_it_is_built(void **state)
{
    const rbk_track_mode modes[] = {RBK_MODE_MODE1_2048, RBK_MODE_MODE2_2048, RBK_MODE_MODE2_2324, RBK_MODE_MODE2_2336,
                                    RBK_MODE_CDI_2336};
    uint8_t wanted[RBK_SECTOR_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        size_t size = rbk_track_mode_sector_bytes(modes[i]);
        rbk_image_sector_build(modes[i], 1234, from, wanted);
        memcpy(raw + RBK_SECTOR_BYTES - size, from, size);
        rbk_image_sector_build(modes[i], 1234, raw + RBK_SECTOR_BYTES - size, raw);
        assert_memory_equal(raw, wanted, sizeof wanted);
    }
}

static void the_2336_bytes_after_a_header_get_one(void **state)
{
    (void)state;
    rbk_image_sector_build(RBK_MODE_MODE2_2336, 0, from, raw);
    assert_memory_equal(raw + 12, "\x00\x02\x00\x02", 4); /* lba 0 is 00:02:00 */
    assert_memory_equal(raw + 16, from, 2336);
}

static void what_is_raw_comes_as_it_is_and_without_its_subchannel(void **state)
{
    const rbk_track_mode modes[] = {RBK_MODE_AUDIO, RBK_MODE_CDG, RBK_MODE_MODE1_2352, RBK_MODE_MODE2_2352,
                                    RBK_MODE_CDI_2352};
    (void)state;
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        memset(raw, 0, sizeof raw);
        rbk_image_sector_build(modes[i], 5, from, raw);
        assert_memory_equal(raw, from, sizeof raw);
    }
}

static void a_pregap_of_data_is_data_and_that_of_audio_is_silence(void **state)
{
    const uint8_t zeros[RBK_SECTOR_BYTES] = {0};
    (void)state;
    rbk_image_sector_build_empty(RBK_MODE_MODE1_2048, 7, raw);
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE1, 7, raw), 0);
    assert_memory_equal(raw + 16, zeros, 2048);
    rbk_image_sector_build_empty(RBK_MODE_MODE2_2352, 7, raw);
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE2, 7, raw), 0);
    assert_int_equal(raw[15], 2);
    assert_memory_equal(raw + 16, zeros, 2336);
    rbk_image_sector_build_empty(RBK_MODE_CDG, 7, raw);
    assert_memory_equal(raw, zeros, sizeof raw);
    assert_true(rbk_image_pregap_is_data(RBK_MODE_CDI_2336));
    assert_false(rbk_image_pregap_is_data(RBK_MODE_AUDIO));
}

static void samples_of_the_other_byte_order_are_swapped(void **state)
{
    uint8_t bytes[] = {1, 2, 3, 4, 5, 6};
    const uint8_t swapped[] = {2, 1, 4, 3, 6, 5};
    (void)state;
    rbk_image_swap(bytes, sizeof bytes);
    assert_memory_equal(bytes, swapped, sizeof bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_of_the_other_byte_order_are_swapped),
        cmocka_unit_test_setup(user_data_gets_what_its_kind_needs, setup),
        cmocka_unit_test_setup(what_is_shorter_may_be_at_the_end_of_where_it_is_built, setup),
        cmocka_unit_test_setup(the_2336_bytes_after_a_header_get_one, setup),
        cmocka_unit_test_setup(what_is_raw_comes_as_it_is_and_without_its_subchannel, setup),
        cmocka_unit_test_setup(a_pregap_of_data_is_data_and_that_of_audio_is_silence, setup),
    };
    return cmocka_run_group_tests_name("image/sectors", tests, NULL, NULL);
}
