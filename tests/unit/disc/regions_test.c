/* Where a sample of a file lies in it, when its sectors have several sizes. */
#include "disc/regions.h"

#include "unit/disc/measured.h"

static rbk_file_regions regions;

static int setup(void **state)
{
    regions = (rbk_file_regions){0};
    return begin(state);
}

static int teardown(void **state)
{
    rbk_file_regions_release(&regions);
    return end(state);
}

#define regions_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void expect_region(size_t n, int64_t sector, int64_t byte, uint32_t sector_bytes)
{
    assert_true(n < regions.count);
    assert_int_equal(regions.regions[n].start_samples, sector * 588);
    assert_int_equal(regions.regions[n].start_bytes, byte);
    assert_int_equal(regions.regions[n].sector_bytes, sector_bytes);
}

static void sectors_of_several_sizes_are_counted_one_after_another(void **state)
{
    (void)state;
    uint32_t file = add_sectors_file(300);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 0, 100);
    add_sectors_track(RBK_MODE_AUDIO, file, 100, 50);
    add_sectors_track(RBK_MODE_MODE1_2352, file, 150, 50);
    add_sectors_track(RBK_MODE_MODE2_2336, file, 200, RBK_TO_END);
    assert_int_equal(rbk_file_regions_make(disc, file, &regions, NULL), RBK_OK);
    assert_int_equal(regions.count, 3);
    expect_region(0, 0, 0, 2048);
    expect_region(1, 100, 100 * 2048, 2352); /* sound and raw data have sectors of one size */
    expect_region(2, 200, 100 * 2048 + 100 * 2352, 2336);
    assert_true(regions.open_ended);
    assert_int_equal(regions.end_samples, 200 * 588);
    assert_int_equal(regions.end_bytes, 100 * 2048 + 100 * 2352);
    assert_int_equal(rbk_file_regions_byte(&regions, 0), 0);
    assert_int_equal(rbk_file_regions_byte(&regions, 99 * 588), 99 * 2048);
    assert_int_equal(rbk_file_regions_byte(&regions, 100 * 588 + 7), 100 * 2048 + 28);
    assert_int_equal(rbk_file_regions_byte(&regions, 299 * 588), 100 * 2048 + 100 * 2352 + 99 * 2336);
}

static void what_no_track_uses_has_the_size_of_what_is_behind_it(void **state)
{
    (void)state;
    uint32_t file = add_sectors_file(300);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 10, 10);
    add_sectors_track(RBK_MODE_AUDIO, file, 30, 10);
    assert_int_equal(rbk_file_regions_make(disc, file, &regions, NULL), RBK_OK);
    assert_int_equal(regions.count, 2);
    expect_region(0, 0, 0, 2048);
    expect_region(1, 20, 20 * 2048, 2352);
    assert_false(regions.open_ended);
    assert_int_equal(regions.end_bytes, 20 * 2048 + 20 * 2352);
    assert_int_equal(rbk_file_regions_byte(&regions, 30 * 588), 20 * 2048 + 10 * 2352);
}

static void what_is_used_twice_is_counted_once(void **state)
{
    (void)state;
    uint32_t file = add_sectors_file(300);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 0, 100);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 50, 100);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 20, 10);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 140, RBK_TO_END);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 250, 10);
    assert_int_equal(rbk_file_regions_make(disc, file, &regions, NULL), RBK_OK);
    assert_int_equal(regions.count, 1);
    assert_true(regions.open_ended);
    assert_int_equal(regions.end_samples, 150 * 588);
    assert_int_equal(rbk_file_regions_byte(&regions, 250 * 588), 250 * 2048);
}

static void a_file_that_nobody_uses_is_sound(void **state)
{
    (void)state;
    uint32_t file = add_sectors_file(10);
    assert_int_equal(rbk_file_regions_make(disc, file, &regions, NULL), RBK_OK);
    assert_int_equal(regions.count, 0);
    assert_int_equal(rbk_file_regions_byte(&regions, 10), 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        regions_test(sectors_of_several_sizes_are_counted_one_after_another),
        regions_test(what_no_track_uses_has_the_size_of_what_is_behind_it),
        regions_test(what_is_used_twice_is_counted_once),
        regions_test(a_file_that_nobody_uses_is_sound),
    };
    return cmocka_run_group_tests_name("disc/regions", tests, NULL, NULL);
}
