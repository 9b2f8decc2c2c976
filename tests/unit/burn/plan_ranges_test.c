/*
 * Which content is written at which addresses.
 */
#include "unit/burn/plans.h"

static void audio_begins_at_minus_150_and_ends_at_the_lead_out(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 700);
    add_track(RBK_MODE_AUDIO, 150, 650);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->range_count, 2);
    assert_range(0, -150, 850, 0x00, 2352, 27, 1);
    assert_range(1, 700, 800, 0x00, 2352, 27, 2);
    assert_int_equal(plan->lead_out_lba, 1500);
}

static void text_fills_the_lead_in_up_to_minus_151(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    set_title("Night Cats");
    options.medium.lead_in_lba = -12300;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->range_count, 2);
    assert_range(0, -12300, 12150, 0x41, 96, 670, 0);
    assert_range(1, -150, 450, 0x00, 2352, 27, 1);
}

static void forms_never_mix(void **state)
{
    (void)state;
    add_track(RBK_MODE_MODE1_2352, 0, 600);
    add_track(RBK_MODE_MODE2_2048, 0, 400);
    add_track(RBK_MODE_AUDIO, 150, 300);
    add_track(RBK_MODE_MODE1_2048, 300, 300);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->range_count, 5);
    assert_range(0, -150, 750, 0x10, 2048, 31, 1);
    assert_range(1, 600, 400, 0x20, 2336, 27, 2);
    assert_range(2, 1000, 450, 0x00, 2352, 27, 3);
    assert_range(3, 1450, 150, 0x00, 2352, 27, 4);
    assert_range(4, 1600, 450, 0x10, 2048, 31, 4);
    assert_int_equal(plan->lead_out_lba, 2050);
}

static void indexes_of_a_track_are_one_range(void **state)
{
    rbk_track *track = add_track(RBK_MODE_AUDIO, 50, 900);
    (void)state;
    rbk_track_add_index(track, 2, 0, 300 * RBK_SECTOR_SAMPLES, NULL);
    rbk_track_add_index(track, 3, 0, 600 * RBK_SECTOR_SAMPLES, NULL);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->range_count, 1);
    assert_range(0, -150, 1100, 0x00, 2352, 27, 1);
}

static void pictures_make_sectors_of_2448_bytes(void **state)
{
    (void)state;
    add_pictures();
    options.graphics = RBK_BURN_GRAPHICS_PACKED;
    assert_int_equal(make_plan(), RBK_OK);
    assert_range(0, -150, 450, 0xC0, 2448, 26, 1);
}

static void a_range_is_found_by_its_addresses(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    add_track(RBK_MODE_AUDIO, 0, 300);
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(rbk_burn_plan_range(plan, -151));
    assert_ptr_equal(rbk_burn_plan_range(plan, -150), &plan->ranges[0]);
    assert_ptr_equal(rbk_burn_plan_range(plan, 299), &plan->ranges[0]);
    assert_ptr_equal(rbk_burn_plan_range(plan, 300), &plan->ranges[1]);
    assert_ptr_equal(rbk_burn_plan_range(plan, 599), &plan->ranges[1]);
    assert_null(rbk_burn_plan_range(plan, 600));
}

/* Whatever the disc is, its ranges cover -150 to the lead-out once. */
static void ranges_have_no_holes(void **state)
{
    static const rbk_track_mode modes[] = {RBK_MODE_AUDIO, RBK_MODE_MODE1_2048, RBK_MODE_MODE2_2352, RBK_MODE_CDG};
    int32_t at = -150;
    (void)state;
    for (int i = 0; i < 99; i++)
        add_track(modes[i * i % 7 % 4], i * 37 % 400, 300 + i);
    assert_int_equal(make_plan(), RBK_OK);
    for (size_t i = 0; i < plan->range_count; i++) {
        assert_int_equal(plan->ranges[i].first_lba, at);
        assert_true(plan->ranges[i].sectors > 0);
        assert_true(plan->ranges[i].chunk_sectors * plan->ranges[i].sector_bytes <= 64512);
        at += (int32_t)plan->ranges[i].sectors;
    }
    assert_int_equal(at, plan->lead_out_lba);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        plan_test(audio_begins_at_minus_150_and_ends_at_the_lead_out),
        plan_test(text_fills_the_lead_in_up_to_minus_151),
        plan_test(forms_never_mix),
        plan_test(indexes_of_a_track_are_one_range),
        plan_test(pictures_make_sectors_of_2448_bytes),
        plan_test(a_range_is_found_by_its_addresses),
        plan_test(ranges_have_no_holes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
