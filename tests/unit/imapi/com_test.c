/* The COM functions. */
#include "unit/imapi/masters.h"

#include <redbook/imapi_com.h>

static void nothing_is_created_before_it_was_initialised(void **state)
{
    void *object = &object;
    (void)state;
    assert_int_equal(CoCreateInstance(&CLSID_MSDiscMasterObj, NULL, CLSCTX_ALL, &IID_IDiscMaster, &object),
                     CO_E_NOTINITIALIZED);
    assert_null(object);
    assert_int_equal(CoInitialize(&object), E_INVALIDARG);
    assert_int_equal(CoInitialize(NULL), S_OK);
    assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_FALSE);
    CoUninitialize();
    CoUninitialize();
    CoUninitialize();
    assert_int_equal(CoCreateInstance(&CLSID_MSDiscMasterObj, NULL, CLSCTX_ALL, &IID_IDiscMaster, &object),
                     CO_E_NOTINITIALIZED);
}

static void the_environment_says_where_images_go(void **state)
{
    IDiscMaster *made = NULL;
    void *object = NULL;
    (void)state;
    assert_int_equal(CoInitialize(NULL), S_OK);
    setenv("REDBOOK_IMAPI_IMAGE", scratch_path("e.cue"), 1);
    assert_int_equal(
        CoCreateInstance(&CLSID_MSDiscMasterObj, NULL, CLSCTX_LOCAL_SERVER, &IID_IDiscMaster, (void **)&made), S_OK);
    master = made;
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    select_audio();
    select_recorder();
    stage_track(300);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    size_t size;
    free(scratch_read("e.bin", &size));
    assert_int_equal(size, 300 * RBK_SECTOR_BYTES);
    assert_int_equal(CoCreateInstance(&CLSID_MSDiscMasterObj, (IUnknown *)(void *)master, 0, &IID_IUnknown, &object),
                     CLASS_E_NOAGGREGATION);
    assert_int_equal(CoCreateInstance(&IID_IUnknown, NULL, 0, &IID_IUnknown, &object), REGDB_E_CLASSNOTREG);
    assert_int_equal(CoCreateInstance(&CLSID_MSDiscMasterObj, NULL, 0, &IID_IPropertyStorage, &object), E_NOINTERFACE);
    assert_int_equal(CoCreateInstance(&CLSID_MSDiscMasterObj, NULL, 0, NULL, &object), E_POINTER);
    unsetenv("REDBOOK_IMAPI_IMAGE");
    CoUninitialize();
}

static void options_given_before_win(void **state)
{
    char path[600];
    (void)state;
    snprintf(path, sizeof path, "%s", scratch_path("g.cue"));
    assert_int_equal(CoInitialize(NULL), S_OK);
    options.image_path = path;
    rbk_imapi_com_set_options(&options);
    assert_int_equal(CoCreateInstance(&CLSID_MSDiscMasterObj, NULL, 0, &IID_IDiscMaster, (void **)&master), S_OK);
    rbk_imapi_com_set_options(NULL);
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    IDiscRecorder *recorder = first_recorder();
    BSTR found = NULL;
    assert_int_equal(IDiscRecorder_GetPath(recorder, &found), S_OK);
    assert_int_equal(SysStringLen(found), strlen(path));
    SysFreeString(found);
    IDiscRecorder_Release(recorder);
    CoUninitialize();
}

static void strings_and_memory_are_the_caller_s(void **state)
{
    (void)state;
    BSTR text = SysAllocString(L"abc");
    assert_int_equal(SysStringLen(text), 3);
    assert_int_equal(SysStringByteLen(text), 3 * sizeof(wchar_t));
    SysFreeString(text);
    text = SysAllocStringLen(L"abcdef", 2);
    assert_int_equal(wcscmp(text, L"ab"), 0);
    SysFreeString(text);
    assert_null(SysAllocString(NULL));
    assert_int_equal(SysStringLen(NULL), 0);
    SysFreeString(NULL);
    char *memory = CoTaskMemAlloc(0);
    assert_non_null(memory);
    memory = CoTaskMemRealloc(memory, 100);
    memory[99] = 1;
    assert_null(CoTaskMemRealloc(memory, 0));
    CoTaskMemFree(NULL);
}

static void variants_are_cleared(void **state)
{
    PROPVARIANT values[3];
    (void)state;
    for (int i = 0; i < 3; i++)
        PropVariantInit(&values[i]);
    values[0].vt = VT_BSTR;
    values[0].bstrVal = SysAllocString(L"x");
    values[1].vt = VT_LPWSTR;
    values[1].pwszVal = CoTaskMemAlloc(8);
    values[2].vt = VT_I4;
    assert_int_equal(FreePropVariantArray(3, values), S_OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(values[i].vt, VT_EMPTY);
    assert_int_equal(PropVariantClear(NULL), E_INVALIDARG);
    assert_int_equal(FreePropVariantArray(1, NULL), E_INVALIDARG);
}

static void identifiers_are_printed(void **state)
{
    wchar_t text[39];
    (void)state;
    assert_int_equal(StringFromGUID2(&IID_IDiscMaster, text, 39), 39);
    assert_int_equal(wcscmp(text, L"{520CCA62-51A5-11D3-9144-00104BA11C5E}"), 0);
    assert_int_equal(StringFromGUID2(&IID_IDiscMaster, text, 38), 0);
}

static void the_table_keeps_interfaces_for_other_threads(void **state)
{
    IGlobalInterfaceTable *table = NULL;
    IRedbookDiscMaster *again = NULL;
    DWORD cookie = 0;
    (void)state;
    create();
    assert_int_equal(CoInitialize(NULL), S_OK);
    assert_int_equal(
        CoCreateInstance(&CLSID_StdGlobalInterfaceTable, NULL, 0, &IID_IGlobalInterfaceTable, (void **)&table), S_OK);
    assert_int_equal(
        IGlobalInterfaceTable_RegisterInterfaceInGlobal(table, (IUnknown *)(void *)master, &IID_IDiscMaster, &cookie),
        S_OK);
    assert_int_equal(
        IGlobalInterfaceTable_GetInterfaceFromGlobal(table, cookie, &IID_IRedbookDiscMaster, (void **)&again), S_OK);
    IRedbookDiscMaster_Release(again);
    assert_int_equal(IGlobalInterfaceTable_RevokeInterfaceFromGlobal(table, cookie), S_OK);
    assert_int_equal(IGlobalInterfaceTable_RevokeInterfaceFromGlobal(table, cookie), E_INVALIDARG);
    assert_int_equal(IGlobalInterfaceTable_GetInterfaceFromGlobal(table, 0, &IID_IUnknown, (void **)&again),
                     E_INVALIDARG);
    IGlobalInterfaceTable_Release(table);
    CoUninitialize();
}

static void the_table_refuses_what_it_cannot_keep(void **state)
{
    enum { SIZE = 256 };
    IGlobalInterfaceTable *table = NULL, *same = NULL;
    DWORD cookies[SIZE], cookie = 0;
    void *object = &cookie;
    (void)state;
    create();
    IUnknown *kept = (IUnknown *)(void *)master;
    assert_int_equal(CoInitialize(NULL), S_OK);
    assert_int_equal(CoCreateInstance(&CLSID_StdGlobalInterfaceTable, NULL, 0, &IID_IUnknown, (void **)&table), S_OK);
    assert_int_equal(IGlobalInterfaceTable_QueryInterface(table, &IID_IGlobalInterfaceTable, (void **)&same), S_OK);
    assert_ptr_equal(same, table);
    assert_int_equal(IGlobalInterfaceTable_AddRef(table), 1); /* it is there for ever */
    assert_int_equal(IGlobalInterfaceTable_QueryInterface(table, &IID_IUnknown, NULL), E_POINTER);
    assert_int_equal(IGlobalInterfaceTable_QueryInterface(table, NULL, &object), E_INVALIDARG);
    assert_null(object);
    object = &cookie;
    assert_int_equal(IGlobalInterfaceTable_QueryInterface(table, &IID_IDiscMaster, &object), E_NOINTERFACE);
    assert_null(object);
    assert_int_equal(IGlobalInterfaceTable_RegisterInterfaceInGlobal(table, NULL, &IID_IUnknown, &cookie), E_POINTER);
    assert_int_equal(IGlobalInterfaceTable_RegisterInterfaceInGlobal(table, kept, &IID_IUnknown, NULL), E_POINTER);
    assert_int_equal(IGlobalInterfaceTable_RegisterInterfaceInGlobal(table, kept, &IID_IPropertyStorage, &cookie),
                     E_NOINTERFACE);
    for (int i = 0; i < SIZE; i++)
        assert_int_equal(IGlobalInterfaceTable_RegisterInterfaceInGlobal(table, kept, &IID_IUnknown, &cookies[i]),
                         S_OK);
    assert_int_equal(IGlobalInterfaceTable_RegisterInterfaceInGlobal(table, kept, &IID_IUnknown, &cookie),
                     E_OUTOFMEMORY);
    assert_int_equal(cookie, 0);
    assert_int_equal(IGlobalInterfaceTable_GetInterfaceFromGlobal(table, cookies[0], &IID_IUnknown, NULL), E_POINTER);
    assert_int_equal(IGlobalInterfaceTable_RevokeInterfaceFromGlobal(table, cookies[100]), S_OK);
    assert_int_equal(IGlobalInterfaceTable_RegisterInterfaceInGlobal(table, kept, &IID_IUnknown, &cookie), S_OK);
    assert_int_equal(cookie, cookies[100]);
    for (int i = 0; i < SIZE; i++)
        assert_int_equal(IGlobalInterfaceTable_RevokeInterfaceFromGlobal(table, cookies[i]), S_OK);
    assert_int_equal(IGlobalInterfaceTable_RevokeInterfaceFromGlobal(table, SIZE + 1), E_INVALIDARG);
    CoUninitialize();
}

static void without_options_the_image_is_in_the_current_folder(void **state)
{
    BSTR path = NULL;
    long type = 0;
    char before[600];
    (void)state;
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(scratch_folder), 0);
    setenv("REDBOOK_IMAPI_IMAGE", "", 1);
    setenv("REDBOOK_IMAPI_REPLACE", "1", 1);
    assert_int_equal(CoInitialize(NULL), S_OK);
    assert_int_equal(CoCreateInstance(&CLSID_MSDiscMasterObj, NULL, 0, &IID_IDiscMaster, (void **)&master), S_OK);
    unsetenv("REDBOOK_IMAPI_REPLACE");
    unsetenv("REDBOOK_IMAPI_IMAGE");
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    IDiscRecorder *recorder = first_recorder();
    assert_int_equal(IDiscRecorder_GetPath(recorder, &path), S_OK);
    assert_int_equal(wcscmp(path, L"redbook.cue"), 0);
    SysFreeString(path);
    assert_int_equal(IDiscRecorder_GetRecorderType(recorder, &type), S_OK);
    assert_int_equal(type, RECORDER_CDRW);
    IDiscRecorder_Release(recorder);
    assert_int_equal(IDiscMaster_Close(master), S_OK);
    assert_int_equal(chdir(before), 0);
    CoUninitialize();
}

static void options_that_lead_nowhere_create_nothing(void **state)
{
    void *object = &object;
    (void)state;
    assert_int_equal(CoInitialize(NULL), S_OK);
    setenv("REDBOOK_IMAPI_IMAGE", "a.bin", 1);
    assert_int_equal(CoCreateInstance(&CLSID_MSDiscMasterObj, NULL, 0, &IID_IDiscMaster, &object), E_INVALIDARG);
    assert_null(object);
    unsetenv("REDBOOK_IMAPI_IMAGE");
    CoUninitialize();
}

static void what_listeners_are_written_with_is_there(void **state)
{
    LONG count = 1;
    PROPVARIANT value;
    (void)state;
    assert_int_equal(InterlockedIncrement(&count), 2);
    assert_int_equal(InterlockedDecrement(&count), 1);
    ZeroMemory(&value, sizeof value);
    assert_int_equal(value.vt, VT_EMPTY);
    BSTR text = SysAllocString(OLESTR("abc"));
    assert_int_equal(SysStringLen(text), 3);
    SysFreeString(text);
    assert_int_equal(MAKE_HRESULT(SEVERITY_ERROR, FACILITY_ITF, 0x21C), IMAPI_E_DISCFULL);
    assert_int_equal(HRESULT_FACILITY(IMAPI_E_DISCFULL), FACILITY_ITF);
    assert_int_equal(HRESULT_FACILITY(E_INVALIDARG), 7);
    assert_false(IsEqualIID(&IID_NULL, &IID_IUnknown));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        master_test(nothing_is_created_before_it_was_initialised),
        master_test(the_environment_says_where_images_go),
        master_test(options_given_before_win),
        master_test(strings_and_memory_are_the_caller_s),
        master_test(variants_are_cleared),
        master_test(identifiers_are_printed),
        master_test(what_listeners_are_written_with_is_there),
        master_test(the_table_keeps_interfaces_for_other_threads),
        master_test(the_table_refuses_what_it_cannot_keep),
        master_test(without_options_the_image_is_in_the_current_folder),
        master_test(options_that_lead_nowhere_create_nothing),
    };
    return cmocka_run_group_tests_name("imapi/com", tests, NULL, NULL);
}
