/*
 * Sections of a page, one at a time: written to memory for a disc that a test has built.
 */
#ifndef TESTS_UNIT_REPORT_PAGES_H
#define TESTS_UNIT_REPORT_PAGES_H

#include "report/page.h"

#include "unit/report/discs.h"

static rbk_page *page;
static rbk_page_options page_options;
static rbk_measurement measured;
static rbk_findings *found;
static rbk_output *written;

__attribute__((unused)) static int begin_page(void **state)
{
    rbk_page_options_init(&page_options);
    memset(&measured, 0, sizeof measured);
    found = rbk_findings_new();
    return found ? begin_disc(state) : -1;
}

__attribute__((unused)) static int end_page(void **state)
{
    rbk_page_free(page);
    page = NULL;
    rbk_findings_free(found);
    rbk_output_free(written);
    written = NULL;
    return end_disc(state);
}

/* Tracks of 400 sectors, each but the first with a pregap of so many. */
__attribute__((unused)) static void add_tracks(int count, int64_t pregap)
{
    uint32_t file = add_bin("a.bin", NULL, 400 * count);
    for (int i = 0; i < count; i++)
        add_track(file, RBK_MODE_AUDIO, 400 * i, 400 * (i + 1), i ? pregap : 0);
}

/* A GD-ROM: an area of data and audio, and one of data and audio that ends with a short track of data. */
__attribute__((unused)) static void add_gd_rom(void)
{
    uint32_t file = add_bin("a.bin", NULL, 24000);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_SINGLE_DENSITY, 0, NULL, NULL), RBK_OK);
    add_track(file, RBK_MODE_MODE1_2352, 0, 600, 0);
    add_track(file, RBK_MODE_AUDIO, 600, 1500, 0);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_HIGH_DENSITY, 0, NULL, NULL), RBK_OK);
    add_track(file, RBK_MODE_MODE1_2352, 1500, 12000, 0);
    add_track(file, RBK_MODE_AUDIO, 12000, 23400, 0);
    add_track(file, RBK_MODE_MODE1_2352, 23400, 24000, 0);
}

__attribute__((unused)) static void begin_writing(void)
{
    lay_out();
    rbk_page_free(page);
    page = NULL;
    assert_int_equal(rbk_page_new(disc, layout, &page_options, &page, &error), RBK_OK);
    measured.track_count = measured.check.track_count = measured.hashes.track_count = disc->track_count;
    for (size_t t = 0; t < disc->track_count; t++) {
        measured.check.tracks[t].number = measured.hashes.tracks[t].number = disc->tracks[t].number;
        measured.check.tracks[t].audio = measured.hashes.tracks[t].audio =
            rbk_track_mode_is_audio(disc->tracks[t].mode);
    }
    rbk_output_free(written);
    written = rbk_output_new_memory();
    assert_non_null(written);
    page->measured = &measured;
    page->findings = found;
    page->output = written;
}

/* All audio of the disc, the same value in both channels, in blocks of one sector. */
__attribute__((unused)) static void play(int16_t value)
{
    static int16_t samples[RBK_SECTOR_SAMPLES * RBK_CHANNELS];
    rbk_scan_visitor visitors[RBK_PAGE_VISITORS];
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        samples[i] = value;
    rbk_page_visitors(page, visitors);
    for (int32_t lba = 0; lba < rbk_layout_end(layout); lba++) {
        rbk_scan_block block = {.audio = true, .lba = lba, .count = 1, .samples = samples};
        for (size_t v = 0; v < RBK_PAGE_VISITORS; v++)
            assert_int_equal(visitors[v].visit(visitors[v].user, &block, &error), RBK_OK);
    }
}

/* What a section writes. */
__attribute__((unused)) static const char *section(void (*put)(rbk_page *page))
{
    rbk_output_free(written);
    written = rbk_output_new_memory();
    assert_non_null(written);
    page->output = written;
    put(page);
    assert_false(page->failed);
    return rbk_output_text(written, NULL);
}

__attribute__((unused)) static void expect(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("there is no '%s' in:\n%.4000s", part, text);
}

__attribute__((unused)) static size_t count_parts(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)); text++)
        count++;
    return count;
}

#define page_test(name) cmocka_unit_test_setup_teardown(name, begin_page, end_page)

#endif
