/*
 * Which calls a stage allows in each state.
 * link: -Wl,--wrap=pwrite -Wl,--wrap=pwrite64 -Wl,--wrap=renameat2 -Wl,--wrap=renameat -Wl,--wrap=linkat
 */
#include "unit/stage/staging.h"

static void calls_before_open_are_notopened(void **state)
{
    (void)state;
    uint32_t value;
    static const uint8_t block[2352];
    assert_int_equal(rbk_stage_new(NULL, &stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_total_audio_tracks(stage, &value, &error), RBK_NOTOPENED);
    assert_int_equal(rbk_status_contract_code(error.status), 0x8004020Bu);
    assert_int_equal(rbk_stage_total_audio_blocks(stage, &value, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_used_audio_blocks(stage, &value, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_available_audio_track_blocks(stage, &value, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_audio_block_size(stage, &value, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_add_audio_track_blocks(stage, block, 2352, NULL, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_clear(stage, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_close(stage, NULL), RBK_NOTOPENED);
    assert_int_equal(rbk_stage_set_mcn(stage, "4006381333931", NULL), RBK_NOTOPENED);
    assert_null(rbk_stage_disc(stage));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        stage_test(calls_before_open_are_notopened),
    };
    return cmocka_run_group_tests_name("stage/state", tests, NULL, NULL);
}
