/* The location of the stash, and that nothing of it remains. */
#include "unit/imapi/masters.h"

static rbk_status find_none(char ***names, size_t *count, rbk_error *error)
{
    (void)error;
    *names = NULL;
    *count = 0;
    return RBK_OK;
}

static void release_none(char **names, size_t count)
{
    (void)names, (void)count;
}

static const rbk_imapi_drives no_drives = {&rbk_imapi_image_kind, find_none, release_none};

static size_t count_entries(void)
{
    size_t count = 0;
    DIR *folder = opendir(scratch_folder);
    assert_non_null(folder);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count - 2;
}

static void without_an_image_it_has_a_folder_that_goes_again(void **state)
{
    IEnumDiscRecorders *list = NULL;
    IDiscRecorder *recorder = NULL;
    char before[600] = "";
    (void)state;
    snprintf(before, sizeof before, "%s", getenv("TMPDIR") ? getenv("TMPDIR") : "");
    setenv("TMPDIR", scratch_folder, 1);
    options.drives = &no_drives;
    assert_int_equal(rbk_imapi_create_disc_master(&options, &master), S_OK);
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    assert_int_equal(count_entries(), 1);
    assert_int_equal(IDiscMaster_EnumDiscRecorders(master, &list), S_OK);
    assert_int_equal(IEnumDiscRecorders_Next(list, 1, &recorder, NULL), S_FALSE);
    IEnumDiscRecorders_Release(list);
    select_audio();
    stage_track(300);
    assert_int_equal(IDiscMaster_Close(master), S_OK);
    assert_int_equal(count_entries(), 0);
    setenv("TMPDIR", scratch_folder, 1);
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    IRedbookDiscMaster_Release(redbook);
    redbook = NULL;
    assert_int_equal(IDiscMaster_Release(master), 0);
    master = NULL;
    assert_int_equal(count_entries(), 0);
    /* Without a folder for temporary files, or where it is not there. */
    assert_int_equal(rbk_imapi_create_disc_master(&options, &master), S_OK);
    setenv("TMPDIR", "", 1);
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    assert_memory_equal(RBK_IMAPI_OBJECT(rbk_imapi_master, master, master)->folder, "/tmp/redbook-imapi-", 19);
    assert_int_equal(IDiscMaster_Close(master), S_OK);
    setenv("TMPDIR", scratch_path("missing"), 1);
    assert_int_equal(IDiscMaster_Open(master), IMAPI_E_FILEACCESS);
    assert_int_equal(IDiscMaster_Close(master), IMAPI_E_NOTOPENED);
    if (before[0])
        setenv("TMPDIR", before, 1);
    else
        unsetenv("TMPDIR");
}

static void what_is_not_recorded_leaves_nothing(void **state)
{
    (void)state;
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    select_audio();
    stage_track(300);
    assert_int_equal(IDiscMaster_Close(master), S_OK);
    assert_int_equal(count_entries(), 0);
}

static void clearing_makes_room_for_another_disc(void **state)
{
    long tracks = 9;
    (void)state;
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    select_audio();
    stage_track(300);
    assert_int_equal(IDiscMaster_ClearFormatContent(master), S_OK);
    assert_int_equal(IRedbookDiscMaster_GetTotalAudioTracks(redbook, &tracks), S_OK);
    assert_int_equal(tracks, 0);
    stage_track(300);
    assert_int_equal(IRedbookDiscMaster_GetUsedAudioBlocks(redbook, &tracks), S_OK);
    assert_int_equal(tracks, 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        master_test(without_an_image_it_has_a_folder_that_goes_again),
        master_test(what_is_not_recorded_leaves_nothing),
        master_test(clearing_makes_room_for_another_disc),
    };
    return cmocka_run_group_tests_name("imapi/staging", tests, NULL, NULL);
}
