/* The rules for a laid out disc. */
#include "unit/disc/probed.h"

static void every_breach_of_the_rules_is_reported_at_once(void **state)
{
    (void)state;
    rbk_findings *findings = rbk_findings_new();
    rbk_rules rules;
    rbk_rules_init(&rules);
    rules.capacity_sectors = 700;
    add_whole(44100, 400 * 588, 0);
    add_whole(44100, 299 * 588, 0);
    add_whole(44100, 300 * 588, 0);
    strcpy(disc->tracks[0].isrc, "USRC17607839");
    strcpy(disc->tracks[2].isrc, "USRC17607839");
    disc->tracks[2].flags = RBK_FLAG_SCMS;
    strcpy(disc->mcn, "0000000000000");
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_rules_check(disc, layout, &rules, "a.cue", findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 5);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "disc.too-long");
    assert_string_equal(rbk_findings_at(findings, 0)->text, "the disc is too long by 00:03:74 (299 sectors): 00:13:24 "
                                                            "of 00:09:25; track 3 does not fit");
    assert_string_equal(rbk_findings_at(findings, 1)->rule, "mcn.zero");
    assert_string_equal(rbk_findings_at(findings, 2)->rule, "track.too-short");
    assert_string_equal(rbk_findings_at(findings, 2)->text,
                        "track 2 is 00:03:74 long, expected 4 s (300 sectors) or more");
    assert_string_equal(rbk_findings_at(findings, 3)->rule, "isrc.repeated");
    assert_string_equal(rbk_findings_at(findings, 4)->rule, "flags.scms");
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 2);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    rules = (rbk_rules){.capacity_sectors = 999, .short_tracks = RBK_SHORT_ALLOW};
    assert_int_equal(rbk_rules_check(disc, layout, &rules, "a.cue", findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 0);
    rbk_findings_free(findings);
}

static rbk_findings *check(uint32_t capacity_sectors, rbk_short_tracks short_tracks)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_rules rules = {.capacity_sectors = capacity_sectors, .short_tracks = short_tracks};
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_rules_check(disc, layout, &rules, NULL, findings, NULL), RBK_OK);
    return findings;
}

/* Readers store codes in their form; a caller can set others. */
static void a_code_in_another_form_is_reported_with_its_form(void **state)
{
    (void)state;
    add_whole(44100, 400 * 588, 0);
    strcpy(disc->tracks[0].isrc, "usrc17607839");
    strcpy(disc->mcn, "401234567893");
    rbk_findings *findings = check(500, RBK_SHORT_REFUSE);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "mcn.digit");
    assert_string_equal(rbk_findings_at(findings, 0)->text, "the MCN is '401234567893', expected '0401234567893'");
    assert_string_equal(rbk_findings_at(findings, 1)->rule, "isrc.syntax");
    assert_string_equal(rbk_findings_at(findings, 1)->text,
                        "the ISRC of track 1 is 'usrc17607839', expected 'USRC17607839'");
    rbk_findings_free(findings);
}

static void what_is_missing_or_unknown_is_refused(void **state)
{
    (void)state;
    rbk_findings *findings = rbk_findings_new();
    rbk_rules rules;
    rbk_rules_init(&rules);
    add_whole(44100, 400 * 588, 0);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_rules_check(disc, NULL, &rules, NULL, findings, &error), RBK_INVALID_POINTER);
    rules.judge = (rbk_judge)99;
    assert_int_equal(rbk_rules_check(disc, layout, &rules, NULL, findings, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "unknown profile 99");
    rules.judge = RBK_JUDGE_AUTHOR;
    const rbk_layout other = {0};
    rbk_error_init(&error);
    assert_int_equal(rbk_rules_check(disc, &other, &rules, NULL, findings, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "the layout has 0 tracks, the disc 1");
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_findings_free(findings);
}

static void the_tracks_that_do_not_fit_are_named(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++)
        add_whole(44100, 300 * 588, 0);
    const struct {
        uint32_t capacity;
        const char *ending;
    } rows[] = {{1499, "track 5 does not fit"}, {1100, "tracks 4 and 5 do not fit"}, {100, "tracks 1 to 5 do not fit"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_findings *findings = check(rows[i].capacity, RBK_SHORT_REFUSE);
        assert_int_equal(rbk_findings_count(findings), 1);
        assert_non_null(strstr(rbk_findings_at(findings, 0)->text, rows[i].ending));
        rbk_findings_free(findings);
    }
    rbk_findings *findings = check(1500, RBK_SHORT_REFUSE);
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_findings_free(findings);
}

static void a_track_without_audio_of_its_own_is_refused_unless_padded(void **state)
{
    (void)state;
    uint32_t file = add_file(44100, 400 * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 400 * 588, NULL);
    rbk_findings *findings = check(1000, RBK_SHORT_ALLOW);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "track.empty");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_ERROR);
    rbk_findings_free(findings);
    findings = check(1000, RBK_SHORT_PAD);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "track.too-short");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_WARNING);
    rbk_findings_free(findings);
}

static void a_change_between_data_and_audio_needs_a_pregap(void **state)
{
    (void)state;
    add_whole(44100, 400 * 588, 0);
    add_whole(44100, 400 * 588, 149);
    add_whole(44100, 400 * 588, 150);
    disc->tracks[0].mode = RBK_MODE_MODE1_2352;
    disc->tracks[2].mode = RBK_MODE_MODE2_2352;
    rbk_findings *findings = check(2000, RBK_SHORT_REFUSE);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "track.short-pause");
    assert_int_equal(rbk_findings_at(findings, 0)->track, 2);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "track 2 changes between data and audio after a pregap of 149 sectors, expected 150 or more");
    rbk_findings_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        layout_test(every_breach_of_the_rules_is_reported_at_once),
        layout_test(a_code_in_another_form_is_reported_with_its_form),
        layout_test(what_is_missing_or_unknown_is_refused),
        layout_test(the_tracks_that_do_not_fit_are_named),
        layout_test(a_change_between_data_and_audio_needs_a_pregap),
        layout_test(a_track_without_audio_of_its_own_is_refused_unless_padded),
    };
    return cmocka_run_group_tests_name("disc/rules", tests, NULL, NULL);
}
