/*
 * One disc for the tests of checks: built by hand, its BIN in the scratch folder, checked for a profile.
 */
#ifndef TESTS_UNIT_VERIFY_CHECKS_H
#define TESTS_UNIT_VERIFY_CHECKS_H

#include <redbook/check.h>

#include "unit/scratch.h"

static rbk_disc *disc;
static rbk_layout *layout;
static rbk_findings *findings;
static rbk_check_options options;
static rbk_check_report report;
static rbk_error error;

/* A file of the sectors; bytes NULL: it is only described, not written. */
__attribute__((unused)) static uint32_t add_bin(const char *name, const void *bytes, int64_t sectors)
{
    uint32_t file;
    if (bytes)
        scratch_write(name, bytes, (size_t)sectors * RBK_SECTOR_BYTES);
    assert_int_equal(rbk_disc_add_file(disc, name, RBK_FILE_BINARY, "BINARY", 0, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(disc, file, scratch_path(name), NULL), RBK_OK);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = sectors * RBK_SECTOR_SAMPLES;
    return file;
}

/* A track of sectors from..to of a file, the first pregap of them its pregap. */
__attribute__((unused)) static rbk_track *add_track(uint32_t file, rbk_track_mode mode, int64_t from, int64_t to,
                                                    int64_t pregap)
{
    rbk_track *track;
    uint32_t number = disc->track_count ? disc->tracks[disc->track_count - 1].number + 1 : 1;
    assert_int_equal(rbk_disc_add_track(disc, number, mode, &track, NULL), RBK_OK);
    rbk_track_add_file_extent(track, file, from * RBK_SECTOR_SAMPLES, (to - from) * RBK_SECTOR_SAMPLES, NULL);
    if (pregap)
        rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 0, pregap * RBK_SECTOR_SAMPLES, NULL);
    track->line = 10 * number;
    return track;
}

/* Two audio tracks of 400 and 500 sectors without findings; no file exists. */
__attribute__((unused)) static void make_album(void)
{
    uint32_t file = add_bin("album.bin", NULL, 900);
    add_track(file, RBK_MODE_AUDIO, 0, 400, 0);
    add_track(file, RBK_MODE_AUDIO, 400, 900, 0);
}

static void lay_out(void)
{
    rbk_layout_free(layout);
    layout = NULL;
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
}

/* Lays out and checks the disc, with or without its payload; the findings are new. */
static void check_laid(rbk_profile profile, bool payload)
{
    rbk_image *image = NULL;
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    assert_non_null(findings);
    options.profile = profile;
    if (payload)
        assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    assert_int_equal(rbk_check(disc, layout, image, &options, findings, &report, &error), RBK_OK);
    rbk_image_close(image);
}

__attribute__((unused)) static void check(rbk_profile profile, bool payload)
{
    lay_out();
    check_laid(profile, payload);
}

/* The only finding of the rule; NULL: there is none. */
static const rbk_finding *finding(const char *rule)
{
    const rbk_finding *found = NULL;
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, rule) == 0) {
            assert_null(found);
            found = rbk_findings_at(findings, i);
        }
    return found;
}

__attribute__((unused)) static void assert_finding(const char *rule, rbk_severity severity, uint32_t track,
                                                   const char *text)
{
    const rbk_finding *found = finding(rule);
    assert_non_null(found);
    assert_string_equal(found->text, text);
    assert_int_equal(found->severity, severity);
    assert_int_equal(found->track, track);
    assert_int_equal(found->line, 10 * track);
    assert_string_equal(found->path, "a.cue");
}

static int setup(void **state)
{
    disc = rbk_disc_new();
    layout = NULL;
    findings = NULL;
    rbk_check_options_init(&options);
    options.path = "a.cue";
    rbk_error_init(&error);
    return disc ? scratch_setup(state) : -1;
}

static int teardown(void **state)
{
    rbk_findings_free(findings);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    return scratch_teardown(state);
}

#define check_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

#endif
