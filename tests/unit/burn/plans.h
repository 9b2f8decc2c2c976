/*
 * What the tests of plans share: a disc of silence, or of what a test writes into a file, laid out and planned.
 */
#ifndef TESTS_UNIT_BURN_PLANS_H
#define TESTS_UNIT_BURN_PLANS_H

#include <redbook/burn_plan.h>

#include "unit/scratch.h"

static rbk_disc *disc;
static rbk_layout *layout;
static rbk_image *image;
static rbk_burn_options options;
static rbk_burn_plan *plan;
static rbk_findings *findings;
static rbk_error error;

/* A track of silence: a pregap, which is index 00, and sectors from index 01 on. Lent. */
__attribute__((unused)) static rbk_track *add_track(rbk_track_mode mode, int64_t pregap, int64_t sectors)
{
    rbk_track *track;
    uint32_t number = disc->track_count ? disc->tracks[disc->track_count - 1].number + 1 : 1;
    assert_int_equal(rbk_disc_add_track(disc, number, mode, &track, NULL), RBK_OK);
    rbk_track_add_silence(track, (pregap + sectors) * RBK_SECTOR_SAMPLES, NULL);
    if (pregap)
        rbk_track_add_index(track, 0, 0, 0, NULL);
    assert_int_equal(rbk_track_add_index(track, 1, 0, pregap * RBK_SECTOR_SAMPLES, NULL), RBK_OK);
    return track;
}

/* A CD+G track whose sectors hold zeros. Lent. */
#define CDG_SECTORS 300
static rbk_track *add_file_track(rbk_track_mode mode, const char *name, const void *bytes, size_t size, int64_t pregap);
__attribute__((unused)) static rbk_track *add_pictures(void)
{
    void *bytes = calloc(CDG_SECTORS, 2448);
    assert_non_null(bytes);
    rbk_track *track = add_file_track(RBK_MODE_CDG, "pictures.bin", bytes, (size_t)CDG_SECTORS * 2448, 0);
    free(bytes);
    return track;
}

/* A track whose payload is a file of whole sectors of the mode's size. Lent. */
__attribute__((unused)) static rbk_track *add_file_track(rbk_track_mode mode, const char *name, const void *bytes,
                                                         size_t size, int64_t pregap)
{
    rbk_track *track;
    uint32_t file;
    int64_t samples = (int64_t)(size / rbk_track_mode_sector_bytes(mode)) * RBK_SECTOR_SAMPLES;
    scratch_write(name, bytes, size);
    assert_int_equal(rbk_disc_add_file(disc, name, RBK_FILE_BINARY, "BINARY", 0, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(disc, file, scratch_path(name), NULL), RBK_OK);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = samples;
    assert_int_equal(rbk_disc_add_track(disc, (uint32_t)disc->track_count + 1, mode, &track, NULL), RBK_OK);
    rbk_track_add_file_extent(track, file, 0, samples, NULL);
    if (pregap)
        rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 0, pregap * RBK_SECTOR_SAMPLES, NULL);
    return track;
}

__attribute__((unused)) static void set_title(const char *title)
{
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_TITLE, title, NULL), RBK_OK);
}

static void lay_out(void)
{
    rbk_layout_free(layout);
    rbk_image_close(image);
    layout = NULL;
    image = NULL;
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
}

__attribute__((unused)) static rbk_status make_plan(void)
{
    lay_out();
    rbk_burn_plan_free(plan);
    rbk_findings_free(findings);
    plan = NULL;
    findings = rbk_findings_new();
    return rbk_burn_plan_new(disc, layout, image, &options, &plan, findings, &error);
}

/* The image of another disc, of one track or two, each of which is a session. */
__attribute__((unused)) static rbk_image *image_of_another(int64_t sectors, int64_t of_session_2)
{
    rbk_disc *kept = disc;
    rbk_layout *kept_layout = layout;
    rbk_image *kept_image = image, *made;
    disc = rbk_disc_new();
    layout = NULL;
    image = NULL;
    add_track(RBK_MODE_AUDIO, 0, sectors);
    if (of_session_2) {
        assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
        add_track(RBK_MODE_AUDIO, 0, of_session_2);
    }
    lay_out();
    made = image;
    rbk_disc_free(disc);
    rbk_layout_free(layout);
    disc = kept;
    layout = kept_layout;
    image = kept_image;
    return made;
}

/* The disc as the next session of another one, whose lba 0 is there at base_lba. */
__attribute__((unused)) static rbk_status make_appended_plan(int32_t base_lba)
{
    lay_out();
    rbk_image_close(image);
    image = NULL;
    assert_int_equal(rbk_burn_append(disc, layout, base_lba, 2, &error), RBK_OK);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    rbk_burn_plan_free(plan);
    rbk_findings_free(findings);
    plan = NULL;
    findings = rbk_findings_new();
    return rbk_burn_plan_new(disc, layout, image, &options, &plan, findings, &error);
}

/* The first finding with the rule, or NULL. */
__attribute__((unused)) static const rbk_finding *finding(const char *rule)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, rule) == 0)
            return rbk_findings_at(findings, i);
    return NULL;
}

__attribute__((unused)) static void assert_found(const char *rule, rbk_severity severity, const char *text)
{
    assert_non_null(finding(rule));
    assert_int_equal(finding(rule)->severity, severity);
    assert_string_equal(finding(rule)->text, text);
}

__attribute__((unused)) static void assert_range(size_t position, int32_t first_lba, uint32_t sectors, uint8_t form,
                                                 uint32_t sector_bytes, uint32_t chunk_sectors, uint8_t track)
{
    const rbk_burn_range *range = &plan->ranges[position];
    assert_true(position < plan->range_count);
    assert_int_equal(range->first_lba, first_lba);
    assert_int_equal(range->sectors, sectors);
    assert_int_equal(range->form, form);
    assert_int_equal(range->sector_bytes, sector_bytes);
    assert_int_equal(range->chunk_sectors, chunk_sectors);
    assert_int_equal(range->track, track);
}

static int begin(void **state)
{
    disc = rbk_disc_new();
    layout = NULL;
    image = NULL;
    plan = NULL;
    findings = NULL;
    rbk_burn_options_init(&options);
    rbk_error_init(&error);
    return disc ? scratch_setup(state) : -1;
}

static int end(void **state)
{
    rbk_burn_plan_free(plan);
    rbk_findings_free(findings);
    rbk_image_close(image);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    return scratch_teardown(state);
}

#define plan_test(function) cmocka_unit_test_setup_teardown(function, begin, end)

#endif
