/* What a listener is notified of in staging and recording, and how it can cancel. */
#include "unit/imapi/listener.h"
#include "unit/imapi/masters.h"

static UINT_PTR cookie;

static void open_with_listener(void)
{
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    select_audio();
    select_recorder();
    assert_int_equal(IDiscMaster_ProgressAdvise(master, listener_begin(), &cookie), S_OK);
    assert_int_equal(listener.count, 2);
}

static void an_add_is_reported_from_its_first_step_to_its_last(void **state)
{
    (void)state;
    open_with_listener();
    assert_int_equal(IRedbookDiscMaster_CreateAudioTrack(redbook, 0), S_OK);
    assert_int_equal(add_blocks(0, 400), S_OK);
    assert_string_equal(listener.reported, " add");
    assert_int_equal(listener.add_completed, 400);
    assert_int_equal(listener.add_total, 400);
    assert_true(listener.queries > 0);
}

static void a_recording_is_reported_in_the_published_order(void **state)
{
    (void)state;
    open_with_listener();
    stage_track(300);
    stage_track(300);
    listener.reported[0] = '\0';
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    assert_string_equal(listener.reported, " preparing track:0/2 track:1/2 block track:2/2 block closing burnt");
    assert_int_equal(listener.last_completed, 750);
    assert_int_equal(listener.last_total, 750);
    assert_int_equal(listener.burnt, S_OK);
}

static void a_recording_that_is_cancelled_is_reported_and_leaves_nothing(void **state)
{
    size_t size;
    (void)state;
    open_with_listener();
    stage_track(300);
    listener.reported[0] = '\0';
    listener.cancel_at = listener.queries + 1;
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), IMAPI_E_USERABORT);
    assert_string_equal(listener.reported, " preparing track:0/1 track:1/1 block burnt");
    assert_int_equal(listener.burnt, IMAPI_E_USERABORT);
    assert_null(scratch_read("a.cue", &size));
    assert_null(scratch_read("a.bin", &size));
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK); /* it is still staged */
}

static void an_add_that_is_cancelled_keeps_none_of_it(void **state)
{
    long used = 0;
    (void)state;
    open_with_listener();
    assert_int_equal(IRedbookDiscMaster_CreateAudioTrack(redbook, 0), S_OK);
    listener.cancel_at = 1;
    assert_int_equal(add_blocks(0, 400), IMAPI_E_USERABORT);
    assert_int_equal(IRedbookDiscMaster_GetUsedAudioBlocks(redbook, &used), S_OK);
    assert_int_equal(used, 0);
}

static long seen;

/* Calls that a listener may and may not make. */
static void call_back(void)
{
    void *object;
    byte block[RBK_SECTOR_BYTES] = {0};
    IID format;
    IDiscRecorder *recorder = NULL;
    IEnumDiscMasterFormats *formats = NULL;
    UINT_PTR second = 0;
    assert_int_equal(IRedbookDiscMaster_GetTotalAudioTracks(redbook, &seen), S_OK);
    assert_int_equal(IDiscMaster_GetActiveDiscMasterFormat(master, &format), S_OK);
    assert_int_equal(IDiscMaster_EnumDiscMasterFormats(master, &formats), S_OK);
    IEnumDiscMasterFormats_Release(formats);
    assert_int_equal(IDiscMaster_GetActiveDiscRecorder(master, &recorder), S_OK);
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, recorder), IMAPI_E_STASHINUSE);
    IDiscRecorder_Release(recorder);
    recorder = first_recorder(); /* of the list */
    IDiscRecorder_Release(recorder);
    assert_int_equal(IDiscMaster_ProgressAdvise(master, &listener.interface_, &second), IMAPI_E_STASHINUSE);
    assert_int_equal(IRedbookDiscMaster_AddAudioTrackBlocks(redbook, block, sizeof block), IMAPI_E_STASHINUSE);
    assert_int_equal(IRedbookDiscMaster_CreateAudioTrack(redbook, 0), IMAPI_E_STASHINUSE);
    assert_int_equal(IRedbookDiscMaster_CloseAudioTrack(redbook), IMAPI_E_STASHINUSE);
    assert_int_equal(IDiscMaster_Close(master), IMAPI_E_STASHINUSE);
    assert_int_equal(IDiscMaster_ClearFormatContent(master), IMAPI_E_STASHINUSE);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), IMAPI_E_STASHINUSE);
    assert_int_equal(IDiscMaster_SetActiveDiscMasterFormat(master, &IID_IRedbookDiscMaster, &object),
                     IMAPI_E_STASHINUSE);
    assert_int_equal(IDiscMaster_ProgressUnadvise(master, cookie), IMAPI_E_STASHINUSE);
}

static void a_listener_may_ask_and_change_nothing(void **state)
{
    (void)state;
    open_with_listener();
    listener.asked = call_back;
    stage_track(300);
    assert_int_equal(seen, 1);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
}

static void let_go(void)
{
    IRedbookDiscMaster *last = redbook;
    redbook = NULL;
    if (last)
        IRedbookDiscMaster_Release(last);
    last = NULL;
    if (master)
        IDiscMaster_Release(master);
    master = NULL;
}

static void a_master_that_is_let_go_while_it_records_lives_until_then(void **state)
{
    size_t size;
    (void)state;
    open_with_listener();
    stage_track(300);
    listener.asked = let_go;
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    assert_null(master);
    free(scratch_read("a.bin", &size));
    assert_int_equal(size, 300 * RBK_SECTOR_BYTES);
    assert_int_equal(listener.count, 1);
}

static void a_master_that_is_let_go_while_blocks_are_added_lives_until_then(void **state)
{
    (void)state;
    open_with_listener();
    assert_int_equal(IRedbookDiscMaster_CreateAudioTrack(redbook, 0), S_OK);
    listener.asked = let_go;
    assert_int_equal(add_blocks(0, 400), S_OK);
    assert_null(master);
    assert_int_equal(listener.add_completed, 400);
    assert_int_equal(listener.count, 1);
}

static void the_listener_is_let_go_with_unadvise_close_and_release(void **state)
{
    (void)state;
    open_with_listener();
    assert_int_equal(IDiscMaster_ProgressUnadvise(master, cookie), S_OK);
    assert_int_equal(listener.count, 1);
    assert_int_equal(IDiscMaster_ProgressAdvise(master, &listener.interface_, &cookie), S_OK);
    assert_int_equal(IDiscMaster_Close(master), S_OK);
    assert_int_equal(listener.count, 1);
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    assert_int_equal(IDiscMaster_ProgressAdvise(master, &listener.interface_, &cookie), S_OK);
    IRedbookDiscMaster_Release(redbook);
    redbook = NULL;
    assert_int_equal(IDiscMaster_Release(master), 0);
    master = NULL;
    assert_int_equal(listener.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        master_test(an_add_is_reported_from_its_first_step_to_its_last),
        master_test(a_recording_is_reported_in_the_published_order),
        master_test(a_recording_that_is_cancelled_is_reported_and_leaves_nothing),
        master_test(an_add_that_is_cancelled_keeps_none_of_it),
        master_test(a_listener_may_ask_and_change_nothing),
        master_test(a_master_that_is_let_go_while_it_records_lives_until_then),
        master_test(a_master_that_is_let_go_while_blocks_are_added_lives_until_then),
        master_test(the_listener_is_let_go_with_unadvise_close_and_release),
    };
    return cmocka_run_group_tests_name("imapi/events", tests, NULL, NULL);
}
