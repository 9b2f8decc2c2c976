/* MS-JIS through iconv: two bytes or not encodable. */
#include "text/jis.h"

#include "unit/scratch.h"

static void characters_of_two_bytes_go_both_ways(void **state)
{
    static const struct {
        uint32_t point;
        uint8_t bytes[2];
    } rows[] = {{0x97F3, {0x89, 0xB9}}, {0x3000, {0x81, 0x40}}, {0xFF21, {0x82, 0x60}}, {0x591C, {0x96, 0xE9}}};
    rbk_jis *jis = NULL;
    (void)state;
    assert_int_equal(rbk_jis_open(&jis, NULL), RBK_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t bytes[2] = {0, 0};
        uint32_t point = 0;
        assert_true(rbk_jis_encode(jis, rows[i].point, bytes));
        assert_memory_equal(bytes, rows[i].bytes, 2);
        assert_true(rbk_jis_decode(jis, bytes, 2, &point));
        assert_int_equal(point, rows[i].point);
    }
    rbk_jis_close(jis);
    rbk_jis_close(NULL);
}

static void what_has_one_byte_or_none_does_not_fit(void **state)
{
    static const uint32_t points[] = {'A', 0xFF71, 0xE9, 0x1F63A, 0};
    uint8_t bytes[2];
    rbk_jis *jis = NULL;
    (void)state;
    assert_int_equal(rbk_jis_open(&jis, NULL), RBK_OK);
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++)
        assert_false(rbk_jis_encode(jis, points[i], bytes));
    rbk_jis_close(jis);
}

static void bytes_that_are_no_character_are_refused(void **state)
{
    rbk_jis *jis = NULL;
    uint32_t point = 7;
    (void)state;
    assert_int_equal(rbk_jis_open(&jis, NULL), RBK_OK);
    assert_false(rbk_jis_decode(jis, (const uint8_t *)"\x81\x00", 2, &point));
    assert_false(rbk_jis_decode(jis, (const uint8_t *)"\x81", 1, &point));
    assert_false(rbk_jis_decode(jis, (const uint8_t *)"\xFF\xFF", 2, &point));
    assert_true(rbk_jis_decode(jis, (const uint8_t *)"A", 1, &point));
    assert_int_equal(point, 'A');
    rbk_jis_close(jis);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_of_two_bytes_go_both_ways),
        cmocka_unit_test(what_has_one_byte_or_none_does_not_fit),
        cmocka_unit_test(bytes_that_are_no_character_are_refused),
    };
    return cmocka_run_group_tests_name("text/jis", tests, NULL, NULL);
}
