/*
 * A plan as a whole: its parts, and what is refused.
 */
#include "unit/burn/plans.h"

static void the_defaults(void **state)
{
    (void)state;
    assert_true(options.cdtext);
    assert_false(options.cdtext_fallback);
    assert_false(options.overburn);
    assert_false(options.short_tracks);
    assert_false(options.drive.known);
    assert_int_equal(options.graphics, RBK_BURN_GRAPHICS_OFF);
    assert_int_equal(options.medium.lead_out_max_lba, 359844);
}

static void a_plan_outlives_its_disc(void **state)
{
    uint8_t sheet[32];
    static const rbk_burn_variant variant = {0, false, true};
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    strcpy(disc->mcn, "4006381333931");
    assert_int_equal(make_plan(), RBK_OK);
    rbk_disc_free(disc);
    rbk_layout_free(layout);
    disc = NULL;
    layout = NULL;
    assert_int_equal(plan->entry_count, 6);
    assert_int_equal(plan->first_track, 1);
    assert_int_equal(plan->last_track, 1);
    assert_int_equal(plan->lead_out_lba, 300);
    plan->entry_count = 4;
    rbk_burn_cue_sheet_encode(plan, &variant, sheet);
    assert_memory_equal(sheet,
                        "\x02"
                        "4006381\x02"
                        "333931\x00",
                        16);
}

static void options_may_be_left_out(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    lay_out();
    assert_int_equal(rbk_burn_plan_new(disc, layout, NULL, NULL, &plan, NULL, NULL), RBK_OK);
    assert_int_equal(plan->medium.lead_in_lba, -11635);
}

static void what_is_no_disc_or_medium_is_refused(void **state)
{
    rbk_burn_plan *untouched = NULL;
    rbk_layout other = {0};
    (void)state;
    assert_int_equal(rbk_burn_plan_new(disc, &other, NULL, &options, &untouched, NULL, &error), RBK_BAD_LAYOUT);
    add_track(RBK_MODE_AUDIO, 0, 300);
    assert_int_equal(rbk_burn_plan_new(disc, &other, NULL, &options, &untouched, NULL, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "the layout has 0 tracks, the disc 1");
    rbk_error_init(&error);
    assert_int_equal(rbk_burn_append(disc, &other, 20000, 2, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "the layout has 0 tracks, the disc 1");
    rbk_disc *tracks = NULL;
    rbk_error_init(&error);
    assert_int_equal(rbk_burn_as_tracks(disc, &other, 0, NULL, &tracks, NULL, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "the layout has 0 tracks, the disc 1");
    assert_null(tracks);
    lay_out();
    rbk_image *of_another = image_of_another(299, 0);
    assert_int_equal(rbk_burn_plan_new(disc, layout, of_another, &options, &untouched, NULL, &error),
                     RBK_INVALID_ARGUMENT);
    rbk_image_close(of_another);
    const int no_modes[] = {-1, 6, 7};
    for (size_t i = 0; i < sizeof no_modes / sizeof no_modes[0]; i++) {
        memcpy(&options.write_mode, &no_modes[i], sizeof options.write_mode); /* no value of the enumeration */
        assert_int_equal(make_plan(), RBK_INVALID_ARGUMENT);
    }
    assert_string_equal(error.sentence, "there is no write mode 7");
    options.write_mode = RBK_BURN_WRITE_AUTO;
    const int no_graphics[] = {-1, RBK_BURN_GRAPHICS_RAW + 1};
    for (size_t i = 0; i < sizeof no_graphics / sizeof no_graphics[0]; i++) {
        memcpy(&options.graphics, &no_graphics[i], sizeof options.graphics);
        assert_int_equal(make_plan(), RBK_INVALID_ARGUMENT);
    }
    assert_string_equal(error.sentence, "unknown way 3 to write CD+G");
    options.graphics = RBK_BURN_GRAPHICS_OFF;
    options.medium.lead_out_max_lba = 0;
    assert_int_equal(make_plan(), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "a medium of 0 sectors, expected 1 to 449849");
    assert_int_equal(rbk_burn_plan_new(NULL, layout, NULL, &options, &untouched, NULL, &error), RBK_INVALID_POINTER);
    assert_null(untouched);
    rbk_burn_plan_free(NULL);
}

static void several_sessions_without_a_choice_and_areas_are_refused(void **state)
{
    rbk_burn_plan *untouched = NULL;
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
    add_track(RBK_MODE_AUDIO, 0, 300);
    lay_out();
    assert_int_equal(rbk_burn_plan_new(disc, layout, NULL, &options, &untouched, NULL, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "the disc has 2 sessions: each is planned by itself");
    options.session = 3;
    assert_int_equal(rbk_burn_plan_new(disc, layout, NULL, &options, &untouched, NULL, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "there is no session 3: the disc has 2");
    assert_int_equal(rbk_burn_append(disc, layout, 20000, 2, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "the image has 2 sessions, expected one to append");
    assert_int_equal(disc->tracks[0].number, 1); /* nothing was moved */
    assert_int_equal(layout->tracks[0].index01_lba, 0);
    disc->sessions[1].area = RBK_AREA_HIGH_DENSITY;
    options.session = 1;
    assert_int_equal(rbk_burn_plan_new(disc, layout, NULL, &options, &untouched, NULL, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "the disc has the areas of a GD-ROM, which no recorder writes");
    rbk_error_init(&error);
    rbk_disc *tracks = NULL;
    assert_int_equal(rbk_burn_as_tracks(disc, layout, 0, NULL, &tracks, NULL, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "the disc has the areas of a GD-ROM, which no recorder writes");
    assert_null(tracks);
    assert_null(untouched);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        plan_test(the_defaults),
        plan_test(a_plan_outlives_its_disc),
        plan_test(options_may_be_left_out),
        plan_test(several_sessions_without_a_choice_and_areas_are_refused),
        plan_test(what_is_no_disc_or_medium_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
