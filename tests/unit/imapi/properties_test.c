/* The property set of a recorder. */
#include "imapi/recorder.h"
#include "unit/scratch.h"

static IPropertyStorage *set;

static int begin(void **state)
{
    const rbk_imapi_properties values = {true, 150, 0, 52 * 176};
    (void)state;
    set = rbk_imapi_properties_new(&values);
    return set ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    return IPropertyStorage_Release(set) == 0 ? 0 : -1;
}

static void properties_are_read_by_name_and_by_number(void **state)
{
    PROPSPEC specs[4] = {{.ulKind = PRSPEC_LPWSTR}, {.ulKind = PRSPEC_PROPID}, {.ulKind = PRSPEC_LPWSTR}, {7, {0}}};
    PROPVARIANT values[4];
    (void)state;
    specs[0].lpwstr = (wchar_t[]){L"MaxWriteSpeed"};
    specs[1].propid = 2;
    specs[2].lpwstr = (wchar_t[]){L"Colour"};
    assert_int_equal(IPropertyStorage_ReadMultiple(set, 4, specs, values), S_OK);
    assert_int_equal(values[0].vt, VT_I4);
    assert_int_equal(values[0].lVal, 52 * 176);
    assert_int_equal(values[1].lVal, 150);
    assert_int_equal(values[2].vt, VT_EMPTY);
    assert_int_equal(values[3].vt, VT_EMPTY);
    assert_int_equal(IPropertyStorage_ReadMultiple(set, 1, &specs[2], values), S_FALSE);
    assert_int_equal(IPropertyStorage_ReadMultiple(set, 1, NULL, values), E_POINTER);
    assert_int_equal(IPropertyStorage_ReadMultiple(set, 0, NULL, NULL), S_FALSE);
}

static void the_case_of_a_name_does_not_matter(void **state)
{
    PROPSPEC specs[3] = {{.ulKind = PRSPEC_LPWSTR}, {.ulKind = PRSPEC_LPWSTR}, {.ulKind = PRSPEC_LPWSTR}};
    PROPVARIANT values[3];
    (void)state;
    specs[0].lpwstr = (wchar_t[]){L"audiogapSIZE"};
    specs[1].lpwstr = (wchar_t[]){L"AudioGap"};
    specs[2].lpwstr = (wchar_t[]){L"AudioGapSizes"};
    assert_int_equal(IPropertyStorage_ReadMultiple(set, 3, specs, values), S_OK);
    assert_int_equal(values[0].lVal, 150);
    assert_int_equal(values[1].vt, VT_EMPTY);
    assert_int_equal(values[2].vt, VT_EMPTY);
}

static void properties_are_written_all_or_none(void **state)
{
    PROPSPEC specs[2] = {{.ulKind = PRSPEC_LPWSTR}, {.ulKind = PRSPEC_LPWSTR}};
    PROPVARIANT values[2] = {{.vt = VT_I4}, {.vt = VT_I4}};
    (void)state;
    specs[0].lpwstr = (wchar_t[]){L"WriteSpeed"};
    specs[1].lpwstr = (wchar_t[]){L"Colour"};
    values[0].lVal = 8 * 176;
    assert_int_equal(IPropertyStorage_WriteMultiple(set, 2, specs, values, 2), STG_E_ACCESSDENIED);
    assert_int_equal(IPropertyStorage_ReadMultiple(set, 1, specs, values + 1), S_OK);
    assert_int_equal(values[1].lVal, 0);
    assert_int_equal(IPropertyStorage_WriteMultiple(set, 1, specs, values, 2), S_OK);
    assert_int_equal(IPropertyStorage_ReadMultiple(set, 1, specs, values + 1), S_OK);
    assert_int_equal(values[1].lVal, 8 * 176);
    values[0].vt = VT_BSTR;
    assert_int_equal(IPropertyStorage_WriteMultiple(set, 1, specs, values, 2), STG_E_INVALIDPARAMETER);
}

static void properties_are_listed_with_their_names(void **state)
{
    IEnumSTATPROPSTG *list = NULL, *clone = NULL;
    STATPROPSTG items[5];
    ULONG fetched = 0;
    (void)state;
    assert_int_equal(IPropertyStorage_Enum(set, &list), S_OK);
    assert_int_equal(IEnumSTATPROPSTG_Skip(list, 1), S_OK);
    assert_int_equal(IEnumSTATPROPSTG_Clone(list, &clone), S_OK);
    assert_int_equal(IEnumSTATPROPSTG_Next(list, 5, items, &fetched), S_FALSE);
    assert_int_equal(fetched, 2);
    assert_int_equal(wcscmp(items[0].lpwstrName, L"WriteSpeed"), 0);
    assert_int_equal(items[0].propid, 3);
    rbk_imapi_free(items[0].lpwstrName);
    rbk_imapi_free(items[1].lpwstrName);
    assert_int_equal(IEnumSTATPROPSTG_Next(clone, 1, items, NULL), S_OK);
    rbk_imapi_free(items[0].lpwstrName);
    assert_int_equal(IEnumSTATPROPSTG_Reset(clone), S_OK);
    assert_int_equal(IEnumSTATPROPSTG_Skip(clone, 9), S_FALSE);
    assert_int_equal(IEnumSTATPROPSTG_Release(clone), 0);
    assert_int_equal(IEnumSTATPROPSTG_Release(list), 0);
}

static void what_cannot_be_says_so(void **state)
{
    const PROPID ids[] = {2, 99};
    LPOLESTR names[2];
    STATPROPSETSTG about;
    (void)state;
    assert_int_equal(IPropertyStorage_DeleteMultiple(set, 0, NULL), STG_E_ACCESSDENIED);
    assert_int_equal(IPropertyStorage_WritePropertyNames(set, 0, NULL, NULL), STG_E_ACCESSDENIED);
    assert_int_equal(IPropertyStorage_DeletePropertyNames(set, 0, NULL), STG_E_ACCESSDENIED);
    assert_int_equal(IPropertyStorage_SetTimes(set, NULL, NULL, NULL), STG_E_ACCESSDENIED);
    assert_int_equal(IPropertyStorage_SetClass(set, &IID_IUnknown), STG_E_ACCESSDENIED);
    assert_int_equal(IPropertyStorage_Commit(set, 0), S_OK);
    assert_int_equal(IPropertyStorage_Revert(set), S_OK);
    assert_int_equal(IPropertyStorage_Stat(set, &about), S_OK);
    assert_int_equal(IPropertyStorage_ReadPropertyNames(set, 2, ids, names), S_OK);
    assert_int_equal(wcscmp(names[0], L"AudioGapSize"), 0);
    assert_null(names[1]);
    rbk_imapi_free(names[0]);
}

static void set_and_list_have_the_interfaces_of_theirs(void **state)
{
    IEnumSTATPROPSTG *list = NULL;
    IUnknown *same = NULL;
    STATPROPSTG item;
    ULONG fetched = 9;
    PROPID id = 2;
    (void)state;
    assert_int_equal(IPropertyStorage_QueryInterface(set, &IID_IPropertyStorage, (void **)&same), S_OK);
    assert_ptr_equal(same, set);
    assert_int_equal(IUnknown_Release(same), 1);
    assert_int_equal(IPropertyStorage_QueryInterface(set, &IID_IPropertyStorage, NULL), E_POINTER);
    assert_int_equal(IPropertyStorage_QueryInterface(set, NULL, (void **)&same), E_INVALIDARG);
    assert_null(same);
    assert_int_equal(IPropertyStorage_QueryInterface(set, &IID_IEnumSTATPROPSTG, (void **)&same), E_NOINTERFACE);
    assert_int_equal(IPropertyStorage_AddRef(set), 2);
    assert_int_equal(IPropertyStorage_Release(set), 1);
    assert_int_equal(IPropertyStorage_Enum(set, NULL), E_POINTER);
    assert_int_equal(IPropertyStorage_Stat(set, NULL), E_POINTER);
    assert_int_equal(IPropertyStorage_ReadPropertyNames(set, 1, &id, NULL), E_POINTER);
    assert_int_equal(IPropertyStorage_WriteMultiple(set, 1, NULL, NULL, 2), E_POINTER);
    assert_int_equal(IPropertyStorage_Enum(set, &list), S_OK);
    assert_int_equal(IEnumSTATPROPSTG_QueryInterface(list, &IID_IEnumSTATPROPSTG, (void **)&same), S_OK);
    assert_ptr_equal(same, list);
    assert_int_equal(IUnknown_Release(same), 1);
    assert_int_equal(IEnumSTATPROPSTG_QueryInterface(list, &IID_IUnknown, NULL), E_POINTER);
    assert_int_equal(IEnumSTATPROPSTG_QueryInterface(list, NULL, (void **)&same), E_INVALIDARG);
    assert_int_equal(IEnumSTATPROPSTG_QueryInterface(list, &IID_IPropertyStorage, (void **)&same), E_NOINTERFACE);
    assert_null(same);
    assert_int_equal(IEnumSTATPROPSTG_AddRef(list), 2);
    assert_int_equal(IEnumSTATPROPSTG_Release(list), 1);
    assert_int_equal(IEnumSTATPROPSTG_Clone(list, NULL), E_POINTER);
    assert_int_equal(IEnumSTATPROPSTG_Next(list, 1, NULL, &fetched), E_POINTER);
    assert_int_equal(IEnumSTATPROPSTG_Next(list, 2, &item, NULL), E_POINTER);
    assert_int_equal(fetched, 9);
    assert_int_equal(IEnumSTATPROPSTG_Release(list), 0);
}

#define SESSION(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SESSION(properties_are_read_by_name_and_by_number),
        SESSION(the_case_of_a_name_does_not_matter),
        SESSION(properties_are_written_all_or_none),
        SESSION(properties_are_listed_with_their_names),
        SESSION(what_cannot_be_says_so),
        SESSION(set_and_list_have_the_interfaces_of_theirs),
    };
    return cmocka_run_group_tests_name("imapi/properties", tests, NULL, NULL);
}
