/*
 * A disc that has everything a descriptor can state, probed and laid out without any file, and plans made of it.
 */
#ifndef TESTS_UNIT_CONVERT_PLANNING_H
#define TESTS_UNIT_CONVERT_PLANNING_H

#include "convert/plan.h"

#include "unit/scratch.h"

static rbk_disc *disc;
static rbk_layout *layout;
static rbk_findings *findings;
static rbk_conversion *made;
static bool silent[RBK_TRACKS_MAX];
static bool graphics[RBK_TRACKS_MAX];
static bool with_commands;
static rbk_cdtext_use cdtext_use;
static rbk_error error;

static void set_texts(rbk_text *text, const char *of)
{
    char value[64];
    for (int field = 0; field < RBK_TEXT_FIELDS; field++) {
        snprintf(value, sizeof value, "%s of %s", rbk_text_field_name((rbk_text_field)field), of);
        assert_int_equal(rbk_text_set(text, (rbk_text_field)field, value, NULL), RBK_OK);
    }
}

/* A track of sectors from..to of file 0, the first pregap of them its pregap. */
static rbk_track *add_track(rbk_track_mode mode, int64_t from, int64_t to, int64_t pregap)
{
    rbk_track *track;
    assert_int_equal(rbk_disc_add_track(disc, (uint32_t)disc->track_count + 1, mode, &track, NULL), RBK_OK);
    rbk_track_add_file_extent(track, 0, from * 588, (to - from) * 588, NULL);
    if (pregap)
        rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 0, pregap * 588, NULL);
    track->line = 10 * track->number;
    return track;
}

static void lay_out(void)
{
    rbk_layout_free(layout);
    layout = NULL;
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
}

/*
 * Three tracks: audio with 100 sectors before its index 01; audio with a pregap of 150 and indexes 02 and 03; data. All
 * texts, codes and flags.
 */
static void make_everything(void)
{
    rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, "BINARY", 0, NULL, NULL);
    disc->files[0].rate_hz = RBK_RATE_HZ;
    disc->files[0].length_frames = 1500 * 588;
    strcpy(disc->mcn, "4006381333931");
    set_texts(&disc->text, "the disc");
    rbk_remarks_add(&disc->remarks, "COMMENT \"made by hand\"", NULL);
    strcpy(add_track(RBK_MODE_AUDIO, 0, 500, 100)->isrc, "DEA452400001");
    rbk_track *second = add_track(RBK_MODE_AUDIO, 500, 1200, 150);
    rbk_track_add_index(second, 2, 0, 300 * 588, NULL);
    rbk_track_add_index(second, 3, 0, 400 * 588, NULL);
    add_track(RBK_MODE_MODE1_2048, 1200, 1500, 0)->flags = RBK_FLAG_COPY_PERMITTED | RBK_FLAG_PRE_EMPHASIS;
    set_texts(&disc->tracks[0].text, "track 1");
    rbk_remarks_add(&disc->tracks[0].remarks, "REPLAYGAIN -7 dB", NULL);
    disc->tracks[0].flags = RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL | RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_SCMS;
    lay_out();
}

/* A plan for the named target, replacing the previous one. */
static rbk_status plan(const char *target, const char *path)
{
    rbk_conversion_free(made);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    made = calloc(1, sizeof *made);
    assert_non_null(made);
    assert_non_null(rbk_target_find(target));
    const rbk_planning planning = {.disc = disc,
                                   .layout = layout,
                                   .traits = rbk_target_traits_of(rbk_target_find(target)),
                                   .graphics = graphics,
                                   .silent_pregaps = with_commands ? silent : NULL,
                                   .source = "a.cue",
                                   .cdtext = cdtext_use,
                                   .made = made,
                                   .findings = findings};
    return rbk_plan_make(&planning, path, &error);
}

/* How many findings have the rule and the track (0: the disc). */
static size_t reported(const char *rule, uint32_t track)
{
    size_t count = 0;
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        count += strcmp(finding->rule, rule) == 0 && finding->track == track;
    }
    return count;
}

/* How many findings are of the loss list. */
__attribute__((unused)) static size_t losses(void)
{
    size_t count = 0;
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        count += rbk_finding_is_loss(rbk_findings_at(findings, i));
    return count;
}

__attribute__((unused)) static const char *text_of(const char *rule, uint32_t track)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        if (strcmp(finding->rule, rule) == 0 && finding->track == track)
            return finding->text;
    }
    return "";
}

static int setup(void **state)
{
    disc = rbk_disc_new();
    with_commands = false;
    cdtext_use = RBK_CDTEXT_AUTO;
    memset(silent, 0, sizeof silent);
    memset(graphics, 0, sizeof graphics);
    rbk_error_init(&error);
    return disc ? scratch_setup(state) : -1;
}

static int teardown(void **state)
{
    rbk_conversion_free(made);
    rbk_findings_free(findings);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    made = NULL;
    findings = NULL;
    layout = NULL;
    return scratch_teardown(state);
}

#define planning_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

#endif
