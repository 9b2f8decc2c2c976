/* IDiscRecorder's states and arguments, on the image file. */
#include "unit/imapi/listener.h"
#include "unit/imapi/masters.h"

static IDiscRecorder *open_and_take(void)
{
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    return first_recorder();
}

static void what_needs_the_recorder_open_says_so(void **state)
{
    long type, flags;
    byte sessions, track;
    ULONG start, next, blocks, doing = 9;
    (void)state;
    IDiscRecorder *recorder = open_and_take();
    assert_int_equal(IDiscRecorder_QueryMediaType(recorder, &type, &flags), IMAPI_E_NOTOPENED);
    assert_int_equal(IDiscRecorder_QueryMediaInfo(recorder, &sessions, &track, &start, &next, &blocks),
                     IMAPI_E_NOTOPENED);
    assert_int_equal(IDiscRecorder_Eject(recorder), IMAPI_E_NOTOPENED);
    assert_int_equal(IDiscRecorder_Erase(recorder, 0), IMAPI_E_NOTOPENED);
    assert_int_equal(IDiscRecorder_Close(recorder), IMAPI_E_NOTOPENED);
    assert_int_equal(IDiscRecorder_GetRecorderState(recorder, &doing), S_OK);
    assert_int_equal(doing, RECORDER_DOING_NOTHING);
    assert_int_equal(IDiscRecorder_OpenExclusive(recorder), S_OK);
    assert_int_equal(IDiscRecorder_OpenExclusive(recorder), IMAPI_E_ALREADYOPEN);
    assert_int_equal(IDiscRecorder_GetRecorderState(recorder, &doing), S_OK);
    assert_int_equal(doing, RECORDER_OPENED);
    assert_int_equal(IDiscRecorder_QueryMediaType(recorder, &type, &flags), S_OK);
    assert_int_equal(type, MEDIA_CDDA_CDROM);
    assert_int_equal(flags, MEDIA_BLANK | MEDIA_WRITABLE);
    assert_int_equal(IDiscRecorder_QueryMediaInfo(recorder, &sessions, &track, &start, &next, &blocks), S_OK);
    assert_int_equal(blocks, RBK_CAPACITY_80_MIN);
    assert_int_equal(IDiscRecorder_Eject(recorder), S_OK);
    assert_int_equal(IDiscRecorder_Erase(recorder, 0), IMAPI_E_MEDIUM_INVALIDTYPE);
    assert_int_equal(IDiscRecorder_Close(recorder), S_OK);
    assert_int_equal(IDiscRecorder_Close(recorder), IMAPI_E_NOTOPENED);
    IDiscRecorder_Release(recorder);
}

static void it_says_what_it_is(void **state)
{
    BSTR vendor = NULL, product = NULL, revision = NULL, path = NULL, plug = NULL;
    byte id[1000];
    ULONG needed = 0;
    long type = 0;
    (void)state;
    IDiscRecorder *recorder = open_and_take();
    assert_int_equal(IDiscRecorder_GetDisplayNames(recorder, &vendor, &product, &revision), S_OK);
    assert_int_equal(wcscmp(vendor, L"redbook"), 0);
    assert_int_equal(wcscmp(product, L"image file"), 0);
    assert_int_equal(IDiscRecorder_GetPath(recorder, &path), S_OK);
    assert_int_equal(wcslen(path), strlen(options.image_path));
    assert_int_equal(IDiscRecorder_GetBasePnPID(recorder, &plug), S_OK);
    assert_int_equal(wcscmp(plug, L"redbook_image file"), 0);
    assert_int_equal(IDiscRecorder_GetRecorderType(recorder, &type), S_OK);
    assert_int_equal(type, RECORDER_CDR);
    assert_int_equal(IDiscRecorder_GetRecorderGUID(recorder, NULL, 0, &needed), IMAPI_S_BUFFER_TO_SMALL);
    assert_int_equal(needed, strlen(options.image_path));
    assert_int_equal(IDiscRecorder_GetRecorderGUID(recorder, id, sizeof id, &needed), S_OK);
    assert_memory_equal(id, options.image_path, needed);
    assert_int_equal(IDiscRecorder_Init(recorder, id, needed, 0), E_NOTIMPL);
    rbk_imapi_free_string(vendor);
    rbk_imapi_free_string(product);
    rbk_imapi_free_string(revision);
    rbk_imapi_free_string(path);
    rbk_imapi_free_string(plug);
    IDiscRecorder_Release(recorder);
}

static void missing_pointers_are_reported(void **state)
{
    BSTR text;
    ULONG number;
    long flags;
    byte count;
    (void)state;
    IDiscRecorder *recorder = open_and_take();
    assert_int_equal(IDiscRecorder_Init(recorder, NULL, 0, 0), E_POINTER);
    assert_int_equal(IDiscRecorder_GetRecorderGUID(recorder, &count, 1, NULL), E_POINTER);
    assert_int_equal(IDiscRecorder_GetRecorderType(recorder, NULL), E_POINTER);
    assert_int_equal(IDiscRecorder_GetDisplayNames(recorder, &text, NULL, &text), E_POINTER);
    assert_int_equal(IDiscRecorder_GetBasePnPID(recorder, NULL), E_POINTER);
    assert_int_equal(IDiscRecorder_GetPath(recorder, NULL), E_POINTER);
    assert_int_equal(IDiscRecorder_GetRecorderProperties(recorder, NULL), E_POINTER);
    assert_int_equal(IDiscRecorder_SetRecorderProperties(recorder, NULL), E_POINTER);
    assert_int_equal(IDiscRecorder_GetRecorderState(recorder, NULL), E_POINTER);
    assert_int_equal(IDiscRecorder_QueryMediaType(recorder, &flags, NULL), E_POINTER);
    assert_int_equal(IDiscRecorder_QueryMediaInfo(recorder, &count, &count, &number, NULL, &number), E_POINTER);
    IDiscRecorder_Release(recorder);
}

static void a_gap_is_a_property_that_cannot_be_changed(void **state)
{
    IPropertyStorage *set = NULL;
    PROPSPEC spec = {.ulKind = PRSPEC_LPWSTR};
    PROPVARIANT value = {.vt = VT_EMPTY};
    (void)state;
    spec.lpwstr = (wchar_t[]){L"AudioGapSize"};
    options.gap_sectors = 75;
    IDiscRecorder *recorder = open_and_take();
    assert_int_equal(IDiscRecorder_GetRecorderProperties(recorder, &set), S_OK);
    assert_int_equal(IPropertyStorage_ReadMultiple(set, 1, &spec, &value), S_OK);
    assert_int_equal(value.lVal, 75);
    assert_int_equal(IDiscRecorder_SetRecorderProperties(recorder, set), S_OK);
    value.lVal = 150;
    assert_int_equal(IPropertyStorage_WriteMultiple(set, 1, &spec, &value, 2), S_OK);
    assert_int_equal(IDiscRecorder_SetRecorderProperties(recorder, set), IMAPI_S_PROPERTIESIGNORED);
    IPropertyStorage_Release(set);
    IDiscRecorder_Release(recorder);
}

static void one_that_is_held_open_is_not_recorded_to(void **state)
{
    IDiscRecorder *active = NULL;
    (void)state;
    IDiscRecorder *recorder = open_and_take();
    select_audio();
    stage_track(300);
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, recorder), S_OK);
    assert_int_equal(IDiscMaster_GetActiveDiscRecorder(master, &active), S_OK);
    assert_ptr_equal(active, recorder);
    IDiscRecorder_Release(active);
    assert_int_equal(IDiscRecorder_OpenExclusive(recorder), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), IMAPI_E_DEVICE_STILL_IN_USE);
    assert_int_equal(IDiscRecorder_Close(recorder), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    IDiscRecorder_Release(recorder);
}

static void erasing_is_reported_to_the_master_s_listener(void **state)
{
    UINT_PTR cookie;
    (void)state;
    options.replace = true;
    IDiscRecorder *recorder = open_and_take();
    assert_int_equal(IDiscMaster_ProgressAdvise(master, listener_begin(), &cookie), S_OK);
    assert_int_equal(IDiscRecorder_OpenExclusive(recorder), S_OK);
    assert_int_equal(IDiscRecorder_Erase(recorder, 1), S_OK);
    assert_string_equal(listener.reported, " erased");
    IDiscRecorder_Release(recorder);
    assert_int_equal(IDiscMaster_Close(master), S_OK);
    assert_int_equal(listener.count, 1);
}

static IDiscRecorder *busy;

static void ask_while_it_records(void)
{
    BSTR text = NULL;
    ULONG doing = 0;
    long type, flags;
    IPropertyStorage *set = NULL;
    assert_int_equal(IDiscRecorder_GetRecorderState(busy, &doing), S_OK);
    assert_int_equal(doing, RECORDER_BURNING);
    assert_int_equal(IDiscRecorder_GetRecorderType(busy, &type), IMAPI_E_DEVICE_STILL_IN_USE);
    assert_int_equal(IDiscRecorder_GetBasePnPID(busy, &text), IMAPI_E_DEVICE_STILL_IN_USE);
    assert_int_equal(IDiscRecorder_GetRecorderProperties(busy, &set), IMAPI_E_DEVICE_STILL_IN_USE);
    assert_int_equal(IDiscRecorder_OpenExclusive(busy), IMAPI_E_DEVICE_STILL_IN_USE);
    assert_int_equal(IDiscRecorder_QueryMediaType(busy, &type, &flags), IMAPI_E_DEVICE_STILL_IN_USE);
    assert_int_equal(IDiscRecorder_Erase(busy, 0), IMAPI_E_DEVICE_STILL_IN_USE);
    assert_int_equal(IDiscRecorder_Eject(busy), IMAPI_E_DEVICE_STILL_IN_USE);
    assert_int_equal(IDiscRecorder_Close(busy), IMAPI_E_DEVICE_STILL_IN_USE);
}

static void while_it_records_it_is_in_use(void **state)
{
    UINT_PTR cookie;
    ULONG doing = 9;
    (void)state;
    busy = open_and_take();
    select_audio();
    stage_track(300);
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, busy), S_OK);
    assert_int_equal(IDiscMaster_ProgressAdvise(master, listener_begin(), &cookie), S_OK);
    listener.asked = ask_while_it_records;
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    assert_true(listener.queries > 0);
    assert_int_equal(IDiscRecorder_GetRecorderState(busy, &doing), S_OK);
    assert_int_equal(doing, RECORDER_DOING_NOTHING);
    IDiscRecorder_Release(busy);
}

/* A client's own set of properties: it knows one, a text. */
static HRESULT read_text(IPropertyStorage *This, ULONG count, const PROPSPEC specs[], PROPVARIANT values[])
{
    (void)This, (void)count, (void)specs;
    values[0].vt = VT_BSTR;
    return S_OK;
}

static void a_property_that_is_no_number_is_not_used(void **state)
{
    static const IPropertyStorageVtbl methods = {.ReadMultiple = read_text};
    IPropertyStorage theirs = {&methods};
    (void)state;
    IDiscRecorder *recorder = open_and_take();
    assert_int_equal(IDiscRecorder_SetRecorderProperties(recorder, &theirs), S_OK);
    IDiscRecorder_Release(recorder);
}

static void it_has_the_interfaces_of_a_recorder(void **state)
{
    IDiscRecorder *same = NULL;
    (void)state;
    IDiscRecorder *recorder = open_and_take();
    assert_int_equal(IDiscRecorder_QueryInterface(recorder, &IID_IDiscRecorder, (void **)&same), S_OK);
    assert_ptr_equal(same, recorder);
    assert_int_equal(IDiscRecorder_Release(same), 1);
    assert_int_equal(IDiscRecorder_QueryInterface(recorder, &IID_IDiscRecorder, NULL), E_POINTER);
    assert_int_equal(IDiscRecorder_QueryInterface(recorder, NULL, (void **)&same), E_INVALIDARG);
    assert_null(same);
    assert_int_equal(IDiscRecorder_QueryInterface(recorder, &IID_IDiscMaster, (void **)&same), E_NOINTERFACE);
    assert_int_equal(IDiscRecorder_Release(recorder), 0);
}

static IDiscRecorder *erased;

static HRESULT let_go(IDiscMasterProgressEvents *This, HRESULT status)
{
    (void)This;
    assert_int_equal(status, S_OK);
    assert_int_equal(IDiscRecorder_Release(erased), 1);
    erased = NULL;
    return S_OK;
}

static void a_recorder_that_is_let_go_while_it_erases_lives_until_then(void **state)
{
    UINT_PTR cookie;
    (void)state;
    options.replace = true;
    erased = open_and_take();
    IDiscMasterProgressEvents *ours = listener_begin();
    IDiscMasterProgressEventsVtbl methods = listener_methods;
    methods.NotifyEraseComplete = let_go;
    ours->lpVtbl = &methods;
    assert_int_equal(IDiscMaster_ProgressAdvise(master, ours, &cookie), S_OK);
    assert_int_equal(IDiscRecorder_OpenExclusive(erased), S_OK);
    assert_int_equal(IDiscRecorder_Erase(erased, 0), S_OK);
    assert_null(erased);
    assert_int_equal(IDiscMaster_Close(master), S_OK);
    assert_int_equal(listener.count, 1);
}

static void somebody_else_s_recorder_is_refused(void **state)
{
    static const IDiscRecorderVtbl nothing;
    IDiscRecorder other = {&nothing};
    (void)state;
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, &other), E_INVALIDARG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        master_test(what_needs_the_recorder_open_says_so),
        master_test(it_says_what_it_is),
        master_test(missing_pointers_are_reported),
        master_test(a_gap_is_a_property_that_cannot_be_changed),
        master_test(one_that_is_held_open_is_not_recorded_to),
        master_test(erasing_is_reported_to_the_master_s_listener),
        master_test(while_it_records_it_is_in_use),
        master_test(a_property_that_is_no_number_is_not_used),
        master_test(it_has_the_interfaces_of_a_recorder),
        master_test(a_recorder_that_is_let_go_while_it_erases_lives_until_then),
        master_test(somebody_else_s_recorder_is_refused),
    };
    return cmocka_run_group_tests_name("imapi/recorder", tests, NULL, NULL);
}
