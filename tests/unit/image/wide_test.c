/* R to W after sectors of audio. */
#include "image/sink.h"

#include "unit/disc/probed.h"

static void without_subchannel_there_are_zeros_after(void **state)
{
    uint8_t sectors[2 * RBK_SECTOR_BYTES], wide[2 * RBK_IMAGE_WIDE_BYTES];
    (void)state;
    memset(wide, 0xAA, sizeof wide);
    for (size_t i = 0; i < sizeof sectors; i++)
        sectors[i] = (uint8_t)(i * 7);
    assert_int_equal(rbk_image_widen(NULL, NULL, 0, 2, false, sectors, wide, NULL), RBK_OK);
    for (size_t s = 0; s < 2; s++) {
        assert_memory_equal(wide + s * RBK_IMAGE_WIDE_BYTES, sectors + s * RBK_SECTOR_BYTES, RBK_SECTOR_BYTES);
        for (size_t i = RBK_SECTOR_BYTES; i < RBK_IMAGE_WIDE_BYTES; i++)
            assert_int_equal(wide[s * RBK_IMAGE_WIDE_BYTES + i], 0);
    }
}

static void audio_may_have_the_other_order_and_p_and_q_are_left_out(void **state)
{
    uint8_t sectors[RBK_SECTOR_BYTES], wide[RBK_IMAGE_WIDE_BYTES], stored[RBK_SUBCHANNEL_BYTES];
    rbk_subchannel *subchannel = NULL;
    (void)state;
    uint32_t file = add_file(RBK_RATE_HZ, 588);
    memset(stored, 0xFF, sizeof stored);
    scratch_write("a.sub", stored, sizeof stored);
    assert_int_equal(rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_RAW, "a.sub", scratch_path("a.sub"), NULL),
                     RBK_OK);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_subchannel_open(disc, layout, &subchannel, &error), RBK_OK);
    for (size_t i = 0; i < sizeof sectors; i++)
        sectors[i] = (uint8_t)(i * 7);
    assert_int_equal(rbk_image_widen(NULL, subchannel, 0, 1, true, sectors, wide, &error), RBK_OK);
    for (size_t i = 0; i < RBK_SECTOR_BYTES; i++)
        assert_int_equal(wide[i], (uint8_t)((i ^ 1) * 7));
    for (size_t i = 0; i < RBK_SUBCHANNEL_BYTES; i++)
        assert_int_equal(wide[RBK_SECTOR_BYTES + i], 0x3F);
    rbk_subchannel_close(subchannel);
}

static int setup(void **state)
{
    return scratch_setup(state) || begin(state);
}

static int teardown(void **state)
{
    end(state);
    return scratch_teardown(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_subchannel_there_are_zeros_after),
        cmocka_unit_test_setup_teardown(audio_may_have_the_other_order_and_p_and_q_are_left_out, setup, teardown),
    };
    return cmocka_run_group_tests_name("image/wide", tests, NULL, NULL);
}
