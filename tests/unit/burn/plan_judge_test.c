/*
 * Reasons that refuse a plan, all of them reported at once.
 */
#include "unit/burn/plans.h"

static void a_disc_that_keeps_the_rules_is_not_refused(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 359844);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
    assert_int_equal(plan->fit, RBK_BURN_FITS);
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void one_sector_more_than_the_medium_is_too_long(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 359845);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 1);
    assert_int_equal(plan->fit, RBK_BURN_OVERBURN);
    assert_int_equal(finding("disc.too-long")->severity, RBK_ERROR);
    options.overburn = true;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
    assert_found("burn.overburn", RBK_WARNING,
                 "the disc is 00:00:01 (1 sector) longer than the capacity of the medium: the end may be lost");
}

static void no_overburning_goes_beyond_the_last_address(void **state)
{
    (void)state;
    options.overburn = true;
    add_track(RBK_MODE_AUDIO, 0, 449849);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
    rbk_disc_free(disc);
    disc = rbk_disc_new();
    add_track(RBK_MODE_AUDIO, 0, 449850); /* no image of it is opened */
    rbk_burn_plan_free(plan);
    rbk_layout_free(layout);
    plan = NULL;
    layout = NULL;
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    assert_int_equal(rbk_burn_plan_new(disc, layout, NULL, &options, &plan, findings, &error), RBK_OK);
    assert_int_equal(plan->refusals, 1);
    assert_int_equal(plan->fit, RBK_BURN_TOO_LONG);
    assert_int_equal(finding("disc.too-long")->severity, RBK_ERROR);
}

static void a_track_of_less_than_4_seconds_refuses(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 299);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 1);
    assert_int_equal(finding("track.too-short")->severity, RBK_ERROR);
    options.short_tracks = true;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
}

static void numbers_have_no_holes_and_begin_with_1(void **state)
{
    rbk_track *track;
    (void)state;
    rbk_disc_add_track(disc, 2, RBK_MODE_AUDIO, &track, NULL);
    rbk_track_add_silence(track, 300 * RBK_SECTOR_SAMPLES, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
    assert_found("burn.first-track", RBK_WARNING, "the first track is number 2: many drives accept only 1");
    add_track(RBK_MODE_AUDIO, 0, 300)->number = 4;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 1);
    assert_found("burn.track-numbers", RBK_ERROR, "track 4 follows track 2, expected consecutive numbers");
}

static void a_cue_sheet_may_be_longer_than_a_drive_takes(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    add_track(RBK_MODE_AUDIO, 0, 300);
    options.drive = (rbk_burn_abilities){true, true, true, 39};
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 1);
    assert_found(
        "burn.cue-sheet", RBK_ERROR,
        "the cue sheet has 40 bytes, the drive accepts 39: the disc has too many indexes or ISRCs; write --force tries "
        "it");
    options.force = true;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
    assert_found(
        "burn.cue-sheet", RBK_WARNING,
        "the cue sheet has 40 bytes, the drive accepts 39: the disc has too many indexes or ISRCs; it is tried");
    options.force = false;
    options.drive.cue_sheet_bytes_max = 40;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
    options.drive.cue_sheet_bytes_max = 0; /* not reported */
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
    options.drive = (rbk_burn_abilities){true, false, true, 39};
    for (rbk_burn_write_mode mode = RBK_BURN_WRITE_AUTO; mode <= RBK_BURN_WRITE_TAO; mode++) {
        const bool sent = mode == RBK_BURN_WRITE_AUTO || mode == RBK_BURN_WRITE_SAO;
        options.write_mode = mode;
        assert_int_equal(make_plan(), RBK_OK);
        assert_int_equal(plan->refusals, sent ? 1 : 0);
        assert_int_equal(finding("burn.drive") != NULL, sent); /* it does not report session-at-once */
    }
}

static void a_cue_sheet_may_be_longer_than_one_command(void **state)
{
    (void)state;
    for (int t = 0; t < 82; t++) {
        rbk_track *track = add_track(RBK_MODE_AUDIO, 0, 300);
        for (uint32_t i = 2; i <= 99; i++)
            rbk_track_add_index(track, i, 0, (int64_t)i * RBK_SECTOR_SAMPLES, NULL);
    }
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 1);
    assert_found("burn.cue-sheet", RBK_ERROR,
                 "the cue sheet has 64968 bytes, one command accepts 64512: the disc has too many indexes or ISRCs");
}

static void what_a_drive_does_not_say_is_a_warning(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    set_title("Night Cats");
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(finding("burn.drive"));
    options.drive.known = true;
    options.drive.subchannel = true;
    assert_int_equal(make_plan(), RBK_OK);
    assert_found("burn.drive", RBK_WARNING, "the drive does not report that it can write session-at-once");
    options.drive.session_at_once = true;
    options.drive.subchannel = false;
    assert_int_equal(make_plan(), RBK_OK);
    assert_found("burn.drive", RBK_WARNING, "the drive does not report that it can write R-W, which CD-TEXT needs");
}

static void all_refusals_come_at_once(void **state)
{
    (void)state;
    add_track(RBK_MODE_CDI_2352, 0, 299);
    add_track(RBK_MODE_MODE2_2048, 0, 359845)->number = 3;
    set_title("Night Cats");
    options.medium.lead_in_lba = RBK_NO_LBA;
    options.drive = (rbk_burn_abilities){true, true, true, 8};
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 6);
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 6);
    assert_non_null(finding("burn.modes"));
    assert_non_null(finding("burn.lead-in"));
    assert_non_null(finding("disc.too-long"));
    assert_non_null(finding("track.too-short"));
    assert_non_null(finding("burn.track-numbers"));
    assert_non_null(finding("burn.cue-sheet"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        plan_test(a_disc_that_keeps_the_rules_is_not_refused),
        plan_test(one_sector_more_than_the_medium_is_too_long),
        plan_test(no_overburning_goes_beyond_the_last_address),
        plan_test(a_track_of_less_than_4_seconds_refuses),
        plan_test(numbers_have_no_holes_and_begin_with_1),
        plan_test(a_cue_sheet_may_be_longer_than_a_drive_takes),
        plan_test(a_cue_sheet_may_be_longer_than_one_command),
        plan_test(what_a_drive_does_not_say_is_a_warning),
        plan_test(all_refusals_come_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
