/*
 * What a drive reports about a disc before its sectors are read.
 */
#include "unit/burn/reading.h"

static void packs_that_begin_elsewhere_are_turned_back(void **state)
{
    size_t size;
    (void)state;
    record();
    recorded.turned_packs = 2;
    read_well();
    char *cdt = scratch_read("copy.cdt", &size);
    assert_memory_equal(cdt, plan->cdtext, size);
    free(cdt);
}

static void the_disc_ends_where_its_table_of_contents_says(void **state)
{
    (void)state;
    record();
    recorded.moved_track = 0xAA;
    read_well(); /* a lead-out one sector late is kept as reported */
    assert_int_equal(read_report.sectors, 701);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(packs_that_begin_elsewhere_are_turned_back),
        obedient_test(the_disc_ends_where_its_table_of_contents_says),
    };
    return cmocka_run_group_tests_name("burn/read_contents", tests, NULL, NULL);
}
