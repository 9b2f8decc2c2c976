/*
 * What a drive reports about a disc before its sectors are read.
 */
#include "cd/crc16.h"

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

static void packs_of_which_none_is_the_first_stay_as_they_come(void **state)
{
    size_t size;
    (void)state;
    record();
    recorded.turned_packs = 1;
    for (size_t i = 0; i < plan->cdtext_packs; i++) {
        uint8_t *pack = plan->cdtext + 18 * i;
        pack[2] = (uint8_t)(pack[2] + 1);
        uint16_t crc = rbk_crc16_on_disc(pack, 16);
        pack[16] = (uint8_t)(crc >> 8), pack[17] = (uint8_t)crc;
    }
    read_well();
    char *cdt = scratch_read("copy.cdt", &size);
    assert_int_equal(size, plan->cdtext_packs * 18);
    assert_memory_equal(cdt, plan->cdtext + 18, size - 18);
    assert_memory_equal(cdt + size - 18, plan->cdtext, 18);
    free(cdt);
}

/* An MCN that cannot be read ends nothing; the first ISRC that cannot is the last that is asked for. */
static void a_drive_that_does_not_read_codes_is_not_asked_for_all_of_them(void **state)
{
    (void)state;
    record();
    recorded.no_codes = true;
    read_well();
    assert_int_equal(drive.seen[RBK_MMC_READ_SUBCHANNEL], 2);
    char *sheet = scratch_read("copy.cue", NULL);
    assert_null(strstr(sheet, "ISRC"));
    assert_null(strstr(sheet, "CATALOG"));
    free(sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(packs_that_begin_elsewhere_are_turned_back),
        obedient_test(the_disc_ends_where_its_table_of_contents_says),
        obedient_test(packs_of_which_none_is_the_first_stay_as_they_come),
        obedient_test(a_drive_that_does_not_read_codes_is_not_asked_for_all_of_them),
    };
    return cmocka_run_group_tests_name("burn/read_contents", tests, NULL, NULL);
}
