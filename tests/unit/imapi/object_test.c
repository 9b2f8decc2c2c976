/* Results and texts as the published interface has them. */
#include "imapi/object.h"

#include "unit/scratch.h"

#include <wchar.h>

static void statuses_have_the_published_codes(void **state)
{
    (void)state;
    assert_int_equal(rbk_imapi_result(RBK_OK), S_OK);
    assert_int_equal(rbk_imapi_result(RBK_DISCFULL), IMAPI_E_DISCFULL);
    assert_int_equal((unsigned)rbk_imapi_result(RBK_DISCFULL), 0x8004021Cu);
    assert_int_equal(rbk_imapi_result(RBK_TRACKLIMIT), IMAPI_E_DISCFULL);
    assert_int_equal(rbk_imapi_result(RBK_NO_MEMORY), E_OUTOFMEMORY);
    assert_int_equal(rbk_imapi_result(RBK_INVALID_POINTER), E_POINTER);
    assert_int_equal(rbk_imapi_result(RBK_REFUSED), IMAPI_E_INVALIDIMAGE);
    assert_true(FAILED(rbk_imapi_result(RBK_STASHINUSE)));
    assert_true(SUCCEEDED(IMAPI_S_BUFFER_TO_SMALL));
    assert_int_equal(sizeof(HRESULT), 4);
    assert_int_equal(sizeof(GUID), 16);
    assert_int_equal(sizeof(LONG), sizeof(long));
    assert_int_equal(sizeof(boolean), 1);
}

static void identifiers_are_the_published_ones(void **state)
{
    (void)state;
    assert_int_equal(IID_IRedbookDiscMaster.Data1, 0xE3BC42CD);
    assert_int_equal(IID_IRedbookDiscMaster.Data2, 0x4E5C);
    assert_int_equal(IID_IRedbookDiscMaster.Data3, 0x11D3);
    assert_int_equal(IID_IRedbookDiscMaster.Data4[0], 0x91);
    assert_int_equal(IID_IRedbookDiscMaster.Data4[7], 0x5E);
    assert_int_equal(IID_IDiscRecorder.Data1, 0x85AC9776);
    assert_int_equal(IID_IDiscRecorder.Data4[0], 0x89);
    assert_false(IsEqualIID(&IID_IRedbookDiscMaster, &IID_IJolietDiscMaster));
}

static void texts_are_wide_and_know_their_length(void **state)
{
    (void)state;
    BSTR text = rbk_imapi_string("a\xC3\xA9\xE6\x97\xA5\xF0\x9F\x8E\xB5");
    assert_int_equal(wcslen(text), 4);
    assert_int_equal(text[1], 0xE9);
    assert_int_equal(text[2], 0x65E5);
    assert_int_equal(text[3], 0x1F3B5);
    assert_int_equal(((rbk_imapi_string_head *)(void *)text)[-1].bytes, 4 * sizeof(wchar_t));
    rbk_imapi_free_string(text);
    text = rbk_imapi_string("x\xFFy");
    assert_int_equal(text[0], 'x');
    assert_int_equal(text[1], 0xFFFD);
    assert_int_equal(text[2], 'y');
    rbk_imapi_free_string(text);
    rbk_imapi_free_string(NULL);
    LPOLESTR name = rbk_imapi_name(L"WriteSpeed");
    assert_int_equal(wcscmp(name, L"WriteSpeed"), 0);
    rbk_imapi_free(name);
    rbk_imapi_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statuses_have_the_published_codes),
        cmocka_unit_test(identifiers_are_the_published_ones),
        cmocka_unit_test(texts_are_wide_and_know_their_length),
    };
    return cmocka_run_group_tests_name("imapi/object", tests, NULL, NULL);
}
