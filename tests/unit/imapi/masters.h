/*
 * What the tests of the published interface share: masters for an image in the scratch folder, and the states of a
 * master.
 */
#ifndef TESTS_UNIT_IMAPI_MASTERS_H
#define TESTS_UNIT_IMAPI_MASTERS_H

#include "imapi/master.h"
#include "unit/scratch.h"

static rbk_imapi_options options;
static IDiscMaster *master;
static IRedbookDiscMaster *redbook;

__attribute__((unused)) static int begin(void **state)
{
    master = NULL;
    redbook = NULL;
    rbk_imapi_options_init(&options);
    return scratch_setup(state);
}

/* All references but the last have been released; the last one is the test's. */
__attribute__((unused)) static int end(void **state)
{
    if (redbook)
        IRedbookDiscMaster_Release(redbook);
    if (master)
        assert_int_equal(IDiscMaster_Release(master), 0);
    return scratch_teardown(state);
}

__attribute__((unused)) static void create(void)
{
    static char path[600];
    snprintf(path, sizeof path, "%s", scratch_path("a.cue"));
    options.image_path = path;
    assert_int_equal(rbk_imapi_create_disc_master(&options, &master), S_OK);
}

__attribute__((unused)) static void select_audio(void)
{
    assert_int_equal(IDiscMaster_SetActiveDiscMasterFormat(master, &IID_IRedbookDiscMaster, (void **)&redbook), S_OK);
    assert_non_null(redbook);
}

/* The image file; the caller's. */
__attribute__((unused)) static IDiscRecorder *first_recorder(void)
{
    IEnumDiscRecorders *list = NULL;
    IDiscRecorder *recorder = NULL;
    assert_int_equal(IDiscMaster_EnumDiscRecorders(master, &list), S_OK);
    assert_int_equal(IEnumDiscRecorders_Next(list, 1, &recorder, NULL), S_OK);
    assert_int_equal(IEnumDiscRecorders_Release(list), 0);
    return recorder;
}

__attribute__((unused)) static void select_recorder(void)
{
    IDiscRecorder *recorder = first_recorder();
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, recorder), S_OK);
    IDiscRecorder_Release(recorder);
}

/* Blocks whose bytes state their number. */
__attribute__((unused)) static byte *blocks_from(unsigned first, unsigned count)
{
    byte *data = malloc((size_t)count * RBK_SECTOR_BYTES);
    for (unsigned i = 0; i < count; i++)
        memset(data + (size_t)i * RBK_SECTOR_BYTES, (int)((first + i) % 251), RBK_SECTOR_BYTES);
    return data;
}

__attribute__((unused)) static HRESULT add_blocks(unsigned first, unsigned count)
{
    byte *data = blocks_from(first, count);
    HRESULT result = IRedbookDiscMaster_AddAudioTrackBlocks(redbook, data, (long)count * RBK_SECTOR_BYTES);
    free(data);
    return result;
}

__attribute__((unused)) static void stage_track(unsigned blocks)
{
    assert_int_equal(IRedbookDiscMaster_CreateAudioTrack(redbook, (long)blocks), S_OK);
    assert_int_equal(add_blocks(0, blocks), S_OK);
    assert_int_equal(IRedbookDiscMaster_CloseAudioTrack(redbook), S_OK);
}

/* Silence without time and disk space: the stage expects the blocks, and gets them as silence. */
__attribute__((unused)) static void add_silence(uint32_t blocks)
{
    rbk_stage *stage = RBK_IMAPI_OBJECT(rbk_imapi_master, redbook, redbook)->stage;
    uint32_t used;
    assert_int_equal(rbk_stage_used_audio_blocks(stage, &used, NULL), RBK_OK);
    assert_int_equal(rbk_stage_reserve_audio_track_blocks(stage, blocks, NULL, NULL), RBK_OK);
    assert_int_equal(
        rbk_stage_fill_silence(stage, (int64_t)used * RBK_SECTOR_SAMPLES, (int64_t)blocks * RBK_SECTOR_SAMPLES, NULL),
        RBK_OK);
}

__attribute__((unused)) static void stage_silent_track(uint32_t blocks)
{
    assert_int_equal(IRedbookDiscMaster_CreateAudioTrack(redbook, 0), S_OK);
    add_silence(blocks);
    assert_int_equal(IRedbookDiscMaster_CloseAudioTrack(redbook), S_OK);
}

#define master_test(function) cmocka_unit_test_setup_teardown(function, begin, end)

#endif
