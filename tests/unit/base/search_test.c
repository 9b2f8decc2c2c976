/* Finding a position in a sorted array of records. */
#include "base/search.h"

#include "unit/scratch.h"

typedef struct record {
    int32_t lba;
    int64_t offset;
    char text[3];
} record;

static void the_last_record_that_is_not_above_is_found(void **state)
{
    const record records[] = {{.lba = -150, .offset = 0},
                              {.lba = 0, .offset = 10},
                              {.lba = 0, .offset = 10},
                              {.lba = 7, .offset = INT64_MAX}};
    static const struct {
        int64_t key;
        size_t by_offset, by_lba;
    } rows[] = {{INT64_MIN, 0, 0}, {-151, 0, 0}, {-150, 0, 0}, {-1, 0, 0}, {0, 0, 2},        {6, 0, 2},
                {7, 0, 3},         {9, 0, 3},    {10, 2, 3},   {11, 2, 3}, {INT64_MAX, 3, 3}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(rbk_search_last(&records->offset, sizeof *records, 4, rows[i].key), rows[i].by_offset);
        assert_int_equal(rbk_search_last_lba(&records->lba, sizeof *records, 4, rows[i].key), rows[i].by_lba);
        assert_int_equal(rbk_search_last(&records->offset, sizeof *records, 1, rows[i].key), 0);
        assert_int_equal(rbk_search_last(&records->offset, sizeof *records, 0, rows[i].key), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_record_that_is_not_above_is_found),
    };
    return cmocka_run_group_tests_name("base/search", tests, NULL, NULL);
}
