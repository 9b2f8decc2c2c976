/* Staging through IRedbookDiscMaster: values and bytes are those of the engine. */
#include "unit/imapi/masters.h"

#include <redbook/stage.h>

static void open_audio(void)
{
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    select_audio();
}

static long ask(HRESULT (*query)(IRedbookDiscMaster *, long *))
{
    long number = -1;
    assert_int_equal(query(redbook, &number), S_OK);
    return number;
}

static void the_figures_follow_the_contract(void **state)
{
    (void)state;
    open_audio();
    const IRedbookDiscMasterVtbl *m = redbook->lpVtbl;
    assert_int_equal(ask(m->GetAudioBlockSize), 2352);
    assert_int_equal(ask(m->GetTotalAudioBlocks), RBK_CAPACITY_80_MIN);
    assert_int_equal(ask(m->GetAvailableAudioTrackBlocks), RBK_CAPACITY_80_MIN);
    assert_int_equal(ask(m->GetTotalAudioTracks), 0);
    stage_track(300);
    assert_int_equal(ask(m->GetTotalAudioTracks), 1);
    assert_int_equal(ask(m->GetUsedAudioBlocks), 300);
    assert_int_equal(ask(m->GetAvailableAudioTrackBlocks), RBK_CAPACITY_80_MIN - 300 - 150);
    assert_int_equal(IRedbookDiscMaster_CreateAudioTrack(redbook, 5), S_OK);
    assert_int_equal(ask(m->GetTotalAudioTracks), 2);
    assert_int_equal(ask(m->GetUsedAudioBlocks), 450);
    assert_int_equal(add_blocks(0, 10), S_OK); /* the length was only an estimate */
    assert_int_equal(ask(m->GetUsedAudioBlocks), 460);
}

static void a_full_disc_keeps_the_blocks_that_fit(void **state)
{
    (void)state;
    open_audio();
    assert_int_equal(IRedbookDiscMaster_CreateAudioTrack(redbook, 0), S_OK);
    add_silence(RBK_CAPACITY_80_MIN - 3);
    assert_int_equal(add_blocks(0, 10), IMAPI_E_DISCFULL);
    assert_int_equal(ask(redbook->lpVtbl->GetUsedAudioBlocks), RBK_CAPACITY_80_MIN);
    assert_int_equal(ask(redbook->lpVtbl->GetAvailableAudioTrackBlocks), 0);
    assert_int_equal(IRedbookDiscMaster_CloseAudioTrack(redbook), S_OK);
}

static void lengths_that_cannot_be_are_refused(void **state)
{
    byte block[RBK_SECTOR_BYTES] = {0};
    (void)state;
    open_audio();
    assert_int_equal(IRedbookDiscMaster_CreateAudioTrack(redbook, -1), E_INVALIDARG);
    assert_int_equal(IRedbookDiscMaster_CreateAudioTrack(redbook, 0), S_OK);
    assert_int_equal(IRedbookDiscMaster_AddAudioTrackBlocks(redbook, block, -2352), E_INVALIDARG);
    assert_int_equal(IRedbookDiscMaster_AddAudioTrackBlocks(redbook, block, 2351), E_INVALIDARG);
    assert_int_equal(IRedbookDiscMaster_AddAudioTrackBlocks(redbook, block, 0), S_OK);
    assert_int_equal(IRedbookDiscMaster_AddAudioTrackBlocks(redbook, block, 2352), S_OK);
    assert_int_equal(IRedbookDiscMaster_CloseAudioTrack(redbook), IMAPI_E_TRACK_NOT_BIG_ENOUGH);
    assert_int_equal(add_blocks(0, 299), S_OK);
    assert_int_equal(IRedbookDiscMaster_CloseAudioTrack(redbook), S_OK);
}

static void stage_natively(const char *name)
{
    rbk_stage *stage = NULL;
    assert_int_equal(rbk_stage_new(NULL, &stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_open(stage, scratch_path(name), NULL), RBK_OK);
    for (unsigned track = 0; track < 3; track++) {
        byte *data = blocks_from(track * 100, 300 + track);
        assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
        assert_int_equal(
            rbk_stage_add_audio_track_blocks(stage, data, (300 + track) * (size_t)RBK_SECTOR_BYTES, NULL, NULL),
            RBK_OK);
        assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
        free(data);
    }
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    rbk_stage_free(stage);
}

static void the_bytes_are_those_of_the_engine(void **state)
{
    size_t size, expected_size;
    (void)state;
    open_audio();
    select_recorder();
    for (unsigned track = 0; track < 3; track++) {
        assert_int_equal(IRedbookDiscMaster_CreateAudioTrack(redbook, 0), S_OK);
        assert_int_equal(add_blocks(track * 100, 300 + track), S_OK);
        assert_int_equal(IRedbookDiscMaster_CloseAudioTrack(redbook), S_OK);
    }
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    stage_natively("n.cue");
    char *bin = scratch_read("a.bin", &size), *expected = scratch_read("n.bin", &expected_size);
    assert_int_equal(size, (903 + 300) * RBK_SECTOR_BYTES);
    assert_int_equal(size, expected_size);
    assert_memory_equal(bin, expected, size);
    free(bin);
    free(expected);
    char *sheet = scratch_read("a.cue", &size), *wanted = scratch_read("n.cue", &expected_size);
    *strstr(wanted, "n.bin") = 'a';
    assert_string_equal(sheet, wanted);
    free(sheet);
    free(wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        master_test(the_figures_follow_the_contract),
        master_test(a_full_disc_keeps_the_blocks_that_fit),
        master_test(lengths_that_cannot_be_are_refused),
        master_test(the_bytes_are_those_of_the_engine),
    };
    return cmocka_run_group_tests_name("imapi/redbook", tests, NULL, NULL);
}
