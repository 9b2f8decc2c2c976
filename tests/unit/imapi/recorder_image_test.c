/* The image file as a recorder: the state of its medium while an image exists. */
#include "unit/imapi/masters.h"

static long flags_of(IDiscRecorder *recorder)
{
    long type = 0, flags = 0;
    assert_int_equal(IDiscRecorder_OpenExclusive(recorder), S_OK);
    assert_int_equal(IDiscRecorder_QueryMediaType(recorder, &type, &flags), S_OK);
    assert_int_equal(IDiscRecorder_Close(recorder), S_OK);
    return flags;
}

static void a_recorded_image_is_a_finished_disc(void **state)
{
    (void)state;
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    select_audio();
    IDiscRecorder *recorder = first_recorder();
    assert_int_equal(flags_of(recorder), MEDIA_BLANK | MEDIA_WRITABLE);
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, recorder), S_OK);
    stage_track(300);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 1), S_OK);
    assert_int_equal(flags_of(recorder), 0);
    IDiscRecorder_Release(recorder);
}

static void the_bin_alone_is_an_image_too(void **state)
{
    (void)state;
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    IDiscRecorder *recorder = first_recorder();
    assert_int_equal(flags_of(recorder), MEDIA_BLANK | MEDIA_WRITABLE);
    scratch_write("a.bin", "mine", 4);
    assert_int_equal(flags_of(recorder), 0);
    IDiscRecorder_Release(recorder);
}

static void one_that_may_be_replaced_is_rewritable_and_erasing_loses_nothing(void **state)
{
    size_t size;
    long type = 0;
    (void)state;
    scratch_write("a.cue", "mine", 4);
    options.replace = true;
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    IDiscRecorder *recorder = first_recorder();
    assert_int_equal(IDiscRecorder_GetRecorderType(recorder, &type), S_OK);
    assert_int_equal(type, RECORDER_CDRW);
    assert_int_equal(flags_of(recorder), MEDIA_BLANK | MEDIA_WRITABLE | MEDIA_RW);
    assert_int_equal(IDiscRecorder_OpenExclusive(recorder), S_OK);
    assert_int_equal(IDiscRecorder_Erase(recorder, 1), S_OK);
    char *there = scratch_read("a.cue", &size);
    assert_string_equal(there, "mine");
    free(there);
    IDiscRecorder_Release(recorder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        master_test(a_recorded_image_is_a_finished_disc),
        master_test(the_bin_alone_is_an_image_too),
        master_test(one_that_may_be_replaced_is_rewritable_and_erasing_loses_nothing),
    };
    return cmocka_run_group_tests_name("imapi/recorder_image", tests, NULL, NULL);
}
