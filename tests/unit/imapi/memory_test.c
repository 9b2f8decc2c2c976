/*
 * A disc is staged and recorded and its recorder described by the published interface, without memory for one allocation after
 * the other.
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 * link: -Wl,--wrap=fsync
 */
#include "unit/imapi/masters.h"
#include "unit/memory.h"

int __wrap_fsync(int descriptor);

/* Nothing here has to survive a crash of the system. */
int __wrap_fsync(int descriptor)
{
    (void)descriptor;
    return 0;
}

static rbk_status status_of(HRESULT result)
{
    return SUCCEEDED(result) ? RBK_OK : result == E_OUTOFMEMORY ? RBK_NO_MEMORY : RBK_REFUSED;
}

static HRESULT open_image(IDiscMaster **made)
{
    HRESULT result = rbk_imapi_create_disc_master(&options, made);
    return SUCCEEDED(result) ? IDiscMaster_Open(*made) : result;
}

/* The first recorder; NULL on failure. */
static HRESULT take_recorder(IDiscMaster *from, IDiscRecorder **recorder)
{
    IEnumDiscRecorders *list = NULL;
    HRESULT result = IDiscMaster_EnumDiscRecorders(from, &list);
    assert_true(SUCCEEDED(result) == (list != NULL));
    if (SUCCEEDED(result))
        result = IEnumDiscRecorders_Next(list, 1, recorder, NULL);
    if (list)
        IEnumDiscRecorders_Release(list);
    return result;
}

static HRESULT describe(IDiscRecorder *recorder)
{
    BSTR texts[5] = {NULL};
    IPropertyStorage *properties = NULL;
    HRESULT result = IDiscRecorder_GetDisplayNames(recorder, &texts[0], &texts[1], &texts[2]);
    if (SUCCEEDED(result))
        result = IDiscRecorder_GetPath(recorder, &texts[3]);
    if (SUCCEEDED(result))
        result = IDiscRecorder_GetBasePnPID(recorder, &texts[4]);
    if (SUCCEEDED(result))
        result = IDiscRecorder_GetRecorderProperties(recorder, &properties);
    if (properties)
        IPropertyStorage_Release(properties);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        rbk_imapi_free_string(texts[i]);
    return result;
}

static rbk_status describing(void *user, rbk_error *error)
{
    IDiscMaster *made = NULL;
    IDiscRecorder *recorder = NULL;
    IEnumDiscMasterFormats *formats = NULL;
    (void)user, (void)error;
    HRESULT result = open_image(&made);
    if (SUCCEEDED(result))
        result = IDiscMaster_EnumDiscMasterFormats(made, &formats);
    if (formats)
        IEnumDiscMasterFormats_Release(formats);
    if (SUCCEEDED(result))
        result = take_recorder(made, &recorder);
    if (SUCCEEDED(result))
        result = describe(recorder);
    if (recorder)
        assert_int_equal(IDiscRecorder_Release(recorder), 0);
    if (made)
        assert_int_equal(IDiscMaster_Release(made), 0);
    return status_of(result);
}

static HRESULT stage_and_record(IDiscMaster *made, IRedbookDiscMaster *audio, IDiscRecorder *recorder)
{
    static byte blocks[300 * RBK_SECTOR_BYTES];
    HRESULT result = IDiscMaster_SetActiveDiscRecorder(made, recorder);
    if (SUCCEEDED(result))
        result = IRedbookDiscMaster_CreateAudioTrack(audio, 300);
    if (SUCCEEDED(result))
        result = IRedbookDiscMaster_AddAudioTrackBlocks(audio, blocks, sizeof blocks);
    if (SUCCEEDED(result))
        result = IRedbookDiscMaster_CloseAudioTrack(audio);
    if (SUCCEEDED(result))
        result = IDiscMaster_RecordDisc(made, 0, 0);
    return SUCCEEDED(result) ? IDiscMaster_ClearFormatContent(made) : result;
}

static rbk_status recording(void *user, rbk_error *error)
{
    IDiscMaster *made = NULL;
    IRedbookDiscMaster *audio = NULL;
    IDiscRecorder *recorder = NULL;
    (void)user, (void)error;
    HRESULT result = open_image(&made);
    if (SUCCEEDED(result))
        result = IDiscMaster_SetActiveDiscMasterFormat(made, &IID_IRedbookDiscMaster, (void **)&audio);
    if (SUCCEEDED(result))
        result = take_recorder(made, &recorder);
    if (SUCCEEDED(result))
        result = stage_and_record(made, audio, recorder);
    if (recorder)
        IDiscRecorder_Release(recorder);
    if (audio)
        IRedbookDiscMaster_Release(audio);
    if (made)
        assert_int_equal(IDiscMaster_Release(made), 0);
    return status_of(result);
}

static void a_recorder_is_described_or_there_is_no_memory(void **state)
{
    (void)state;
    create();
    each_allocation_fails("describe", describing, NULL);
    assert_int_equal(scratch_count(), 0);
}

static void an_image_is_recorded_or_there_is_no_memory(void **state)
{
    (void)state;
    options.replace = true;
    create();
    each_allocation_fails("record", recording, NULL);
    assert_int_equal(scratch_count(), 2); /* sheet and BIN */
}

static rbk_status listing(void *user, rbk_error *error)
{
    IPropertyStorage *set = user;
    IEnumSTATPROPSTG *list = NULL;
    STATPROPSTG items[3];
    ULONG fetched = 0;
    (void)error;
    HRESULT result = IPropertyStorage_Enum(set, &list);
    if (FAILED(result))
        return status_of(result);
    result = IEnumSTATPROPSTG_Next(list, 3, items, &fetched);
    assert_int_equal(fetched, SUCCEEDED(result) ? 3 : 0);
    for (ULONG i = 0; i < fetched; i++)
        rbk_imapi_free(items[i].lpwstrName);
    if (FAILED(result)) /* none was taken from the list */
        assert_int_equal(IEnumSTATPROPSTG_Skip(list, 3), S_OK);
    assert_int_equal(IEnumSTATPROPSTG_Release(list), 0);
    return status_of(result);
}

static void properties_are_listed_or_there_is_no_memory(void **state)
{
    const rbk_imapi_properties values = {true, 150, 0, 52 * 176};
    (void)state;
    IPropertyStorage *set = rbk_imapi_properties_new(&values);
    each_allocation_fails("list", listing, set);
    assert_int_equal(IPropertyStorage_Release(set), 0);
}

/* ------------------------------------------------------------------ without an image */

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

static rbk_status opening(void *user, rbk_error *error)
{
    IDiscMaster *made = NULL;
    (void)user, (void)error;
    HRESULT result = open_image(&made);
    if (SUCCEEDED(result))
        result = IDiscMaster_Close(made);
    if (made)
        assert_int_equal(IDiscMaster_Release(made), 0);
    return status_of(result);
}

static void a_temporary_folder_is_made_or_there_is_no_memory(void **state)
{
    char before[600] = "";
    (void)state;
    snprintf(before, sizeof before, "%s", getenv("TMPDIR") ? getenv("TMPDIR") : "");
    setenv("TMPDIR", scratch_folder, 1);
    options.drives = &no_drives;
    each_allocation_fails("open", opening, NULL);
    assert_int_equal(scratch_count(), 0);
    if (before[0])
        setenv("TMPDIR", before, 1);
    else
        unsetenv("TMPDIR");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        master_test(a_recorder_is_described_or_there_is_no_memory),
        master_test(an_image_is_recorded_or_there_is_no_memory),
        master_test(properties_are_listed_or_there_is_no_memory),
        master_test(a_temporary_folder_is_made_or_there_is_no_memory),
    };
    return cmocka_run_group_tests_name("imapi/memory", tests, NULL, NULL);
}
