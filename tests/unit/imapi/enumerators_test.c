/* The two enumerators: Next, Skip, Reset, Clone, and ownership of references. */
#include "imapi/enumerators.h"
#include "unit/imapi/masters.h"

static void formats_are_listed_once(void **state)
{
    IID ids[3];
    ULONG fetched = 9;
    (void)state;
    IEnumDiscMasterFormats *list = rbk_imapi_formats_new(), *clone = NULL;
    assert_int_equal(IEnumDiscMasterFormats_Next(list, 3, ids, &fetched), S_FALSE);
    assert_int_equal(fetched, 1);
    assert_true(IsEqualIID(&ids[0], &IID_IRedbookDiscMaster));
    assert_int_equal(IEnumDiscMasterFormats_Next(list, 1, ids, NULL), S_FALSE);
    assert_int_equal(IEnumDiscMasterFormats_Clone(list, &clone), S_OK);
    assert_int_equal(IEnumDiscMasterFormats_Reset(list), S_OK);
    assert_int_equal(IEnumDiscMasterFormats_Next(clone, 1, ids, &fetched), S_FALSE);
    assert_int_equal(IEnumDiscMasterFormats_Next(list, 1, ids, &fetched), S_OK);
    assert_int_equal(IEnumDiscMasterFormats_Reset(list), S_OK);
    assert_int_equal(IEnumDiscMasterFormats_Skip(list, 1), S_OK);
    assert_int_equal(IEnumDiscMasterFormats_Skip(list, 1), S_FALSE);
    assert_int_equal(IEnumDiscMasterFormats_Next(list, 2, ids, NULL), E_POINTER);
    assert_int_equal(IEnumDiscMasterFormats_Next(list, 1, NULL, &fetched), E_POINTER);
    assert_int_equal(IEnumDiscMasterFormats_Clone(list, NULL), E_POINTER);
    assert_int_equal(IEnumDiscMasterFormats_Release(clone), 0);
    assert_int_equal(IEnumDiscMasterFormats_Release(list), 0);
}

static void lists_have_the_interfaces_of_theirs(void **state)
{
    IEnumDiscMasterFormats *formats = rbk_imapi_formats_new();
    IEnumDiscRecorders *recorders = rbk_imapi_recorders_new(NULL, 0);
    IDiscRecorder *item = NULL;
    IUnknown *same = NULL;
    (void)state;
    assert_int_equal(IEnumDiscMasterFormats_QueryInterface(formats, &IID_IEnumDiscMasterFormats, (void **)&same), S_OK);
    assert_ptr_equal(same, formats);
    assert_int_equal(IUnknown_Release(same), 1);
    assert_int_equal(IEnumDiscMasterFormats_QueryInterface(formats, &IID_IUnknown, NULL), E_POINTER);
    assert_int_equal(IEnumDiscMasterFormats_QueryInterface(formats, NULL, (void **)&same), E_INVALIDARG);
    assert_int_equal(IEnumDiscMasterFormats_QueryInterface(formats, &IID_IEnumDiscRecorders, (void **)&same),
                     E_NOINTERFACE);
    assert_null(same);
    assert_int_equal(IEnumDiscMasterFormats_AddRef(formats), 2);
    assert_int_equal(IEnumDiscMasterFormats_Release(formats), 1);
    assert_int_equal(IEnumDiscMasterFormats_Release(formats), 0);
    assert_int_equal(IEnumDiscRecorders_QueryInterface(recorders, &IID_IUnknown, NULL), E_POINTER);
    assert_int_equal(IEnumDiscRecorders_QueryInterface(recorders, NULL, (void **)&same), E_INVALIDARG);
    assert_int_equal(IEnumDiscRecorders_AddRef(recorders), 2);
    assert_int_equal(IEnumDiscRecorders_Release(recorders), 1);
    assert_int_equal(IEnumDiscRecorders_Next(recorders, 2, &item, NULL), E_POINTER);
    assert_int_equal(IEnumDiscRecorders_Next(recorders, 1, NULL, NULL), E_POINTER);
    assert_int_equal(IEnumDiscRecorders_Clone(recorders, NULL), E_POINTER);
    assert_int_equal(IEnumDiscRecorders_Release(recorders), 0);
}

static void recorders_are_the_caller_s(void **state)
{
    IEnumDiscRecorders *list = NULL, *clone = NULL, *same = NULL;
    IDiscRecorder *items[2] = {NULL, NULL};
    ULONG fetched = 9;
    (void)state;
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    assert_int_equal(IDiscMaster_EnumDiscRecorders(master, &list), S_OK);
    assert_int_equal(IEnumDiscRecorders_Next(list, 2, items, &fetched), S_FALSE);
    assert_int_equal(fetched, 1);
    assert_int_equal(IEnumDiscRecorders_Clone(list, &clone), S_OK);
    items[1] = items[0];
    assert_int_equal(IEnumDiscRecorders_Next(clone, 1, &items[1], NULL), S_FALSE);
    assert_null(items[1]);
    assert_int_equal(IEnumDiscRecorders_Reset(clone), S_OK);
    assert_int_equal(IEnumDiscRecorders_Skip(clone, 2), S_FALSE);
    assert_int_equal(IEnumDiscRecorders_QueryInterface(list, &IID_IEnumDiscRecorders, (void **)&same), S_OK);
    assert_int_equal(IEnumDiscRecorders_Release(same), 1);
    assert_int_equal(IEnumDiscRecorders_QueryInterface(list, &IID_IDiscRecorder, (void **)&same), E_NOINTERFACE);
    assert_int_equal(IEnumDiscRecorders_Release(list), 0);
    assert_int_equal(IEnumDiscRecorders_Release(clone), 0);
    assert_int_equal(IDiscRecorder_AddRef(items[0]), 2);
    assert_int_equal(IDiscRecorder_Release(items[0]), 1);
    assert_int_equal(IDiscRecorder_Release(items[0]), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        master_test(formats_are_listed_once),
        master_test(lists_have_the_interfaces_of_theirs),
        master_test(recorders_are_the_caller_s),
    };
    return cmocka_run_group_tests_name("imapi/enumerators", tests, NULL, NULL);
}
