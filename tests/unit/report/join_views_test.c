/* The waveform and the audio of each join. */
#include "report/join_views.h"

#include "unit/report/discs.h"

#include <redbook/audio.h>

#define SECOND ((int64_t)RBK_RATE_HZ)

static rbk_join_views *views;

static void make(int64_t side)
{
    rbk_join_views_free(views);
    lay_out();
    views = rbk_join_views_new(disc, layout, side);
    assert_non_null(views);
}

static int end(void **state)
{
    rbk_join_views_free(views);
    views = NULL;
    return end_disc(state);
}

static void expect_view(size_t position, size_t before, size_t after, int64_t from, int64_t to, size_t boundaries)
{
    const rbk_join_view *view = rbk_join_views_at(views, position);
    assert_int_equal(view->before, before);
    assert_int_equal(view->after, after);
    assert_int_equal(view->from, from);
    assert_int_equal(view->to, to);
    assert_int_equal(view->boundary_count, boundaries);
}

#define NONE RBK_JOIN_VIEW_NO_TRACK

/* 10 s each; gapless, a gap of 2 s, a gap of 8 s. */
static void add_four_tracks(void)
{
    uint32_t file = add_bin("a.bin", NULL, 3750);
    add_track(file, RBK_MODE_AUDIO, 0, 750, 0);
    add_track(file, RBK_MODE_AUDIO, 750, 1500, 0);
    add_track(file, RBK_MODE_AUDIO, 1500, 2400, 150);
    add_track(file, RBK_MODE_AUDIO, 2400, 3750, 600);
}

static void there_is_a_view_of_each_join_and_of_both_ends(void **state)
{
    (void)state;
    add_four_tracks();
    make(3 * SECOND);
    assert_int_equal(rbk_join_views_count(views), 6);
    expect_view(0, NONE, 0, 0, 3 * SECOND, 1);
    expect_view(1, 0, 1, 7 * SECOND, 13 * SECOND, 1);
    expect_view(2, 1, 2, 17 * SECOND, 25 * SECOND, 2);
    expect_view(3, 2, NONE, 29 * SECOND, 34 * SECOND, 1); /* a long pregap makes two */
    expect_view(4, NONE, 3, 38 * SECOND, 43 * SECOND, 1);
    expect_view(5, 3, NONE, 47 * SECOND, 50 * SECOND, 1);
}

static void a_side_is_not_longer_than_its_track(void **state)
{
    (void)state;
    uint32_t file = add_bin("a.bin", NULL, 1000);
    add_track(file, RBK_MODE_AUDIO, 0, 300, 0);
    add_track(file, RBK_MODE_AUDIO, 300, 1000, 0);
    make(5 * SECOND);
    expect_view(1, 0, 1, 0, 9 * SECOND, 1);
}

static void data_and_sessions_end_the_audio(void **state)
{
    (void)state;
    uint32_t file = add_bin("a.bin", NULL, 1200);
    add_track(file, RBK_MODE_MODE1_2352, 0, 400, 0);
    add_track(file, RBK_MODE_AUDIO, 400, 800, 0);
    add_track(file, RBK_MODE_MODE1_2352, 800, 1200, 0);
    make(RBK_JOIN_VIEWS_AUTO);
    assert_int_equal(rbk_join_views_count(views), 2);
    assert_int_equal(rbk_join_views_at(views, 0)->after, 1);
    assert_int_equal(rbk_join_views_at(views, 1)->before, 1);
}

static void all_sides_together_are_bounded(void **state)
{
    (void)state;
    uint32_t file = add_bin("a.bin", NULL, 99 * 400);
    add_track(file, RBK_MODE_AUDIO, 0, 400, 0);
    make(RBK_JOIN_VIEWS_AUTO);
    assert_int_equal(rbk_join_views_side_samples(views), 5 * SECOND);
    for (int i = 1; i < 20; i++)
        add_track(file, RBK_MODE_AUDIO, 400 * i, 400 * (i + 1), 0);
    make(RBK_JOIN_VIEWS_AUTO);
    assert_int_equal(rbk_join_views_side_samples(views), 3 * SECOND);
    for (int i = 20; i < 99; i++)
        add_track(file, RBK_MODE_AUDIO, 400 * i, 400 * (i + 1), 0);
    make(RBK_JOIN_VIEWS_AUTO);
    assert_int_equal(rbk_join_views_side_samples(views), SECOND);
    assert_int_equal(rbk_join_views_count(views), 100);
}

/* ------------------------------------------------------------------ what is in them */

static int16_t *samples;

/* Left has the number of the sample, right a step of 5000 at the join. */
static void show(uint32_t sectors_at_once)
{
    rbk_scan_visitor visitors[RBK_JOIN_VIEW_VISITORS];
    rbk_join_views_visitors(views, visitors);
    for (uint32_t lba = 0, now; lba < (uint32_t)rbk_layout_end(layout); lba += now) {
        uint32_t left = (uint32_t)rbk_layout_end(layout) - lba;
        now = left < sectors_at_once ? left : sectors_at_once;
        rbk_scan_block block = {.audio = true,
                                .lba = (int32_t)lba,
                                .count = now,
                                .samples = samples + (size_t)lba * RBK_SECTOR_SAMPLES * RBK_CHANNELS};
        for (size_t v = 0; v < RBK_JOIN_VIEW_VISITORS; v++)
            assert_int_equal(visitors[v].visit(visitors[v].user, &block, &error), RBK_OK);
    }
}

static void make_samples(int32_t sectors, int64_t step_at)
{
    samples = calloc((size_t)sectors * RBK_SECTOR_SAMPLES * RBK_CHANNELS, sizeof *samples);
    assert_non_null(samples);
    for (int64_t i = 0; i < (int64_t)sectors * RBK_SECTOR_SAMPLES; i++) {
        samples[2 * i] = (int16_t)(i % 20000);
        samples[2 * i + 1] = i >= step_at ? 5000 : 0;
    }
}

/* The audio of a view decoded again. */
static void expect_audio(const rbk_join_view *view, const char *name)
{
    rbk_conform_source source = {.path = scratch_path(name), .frames = view->to - view->from};
    rbk_conformer *conformer = NULL;
    size_t length = (size_t)(view->to - view->from), count = 0;
    int16_t *decoded = calloc(length, RBK_SAMPLE_BYTES);
    assert_non_null(decoded);
    scratch_write(name, view->flac.data, view->flac.size);
    assert_int_equal(rbk_conformer_open(&source, 1, NULL, 0, &conformer, &error), RBK_OK);
    assert_int_equal(rbk_conformer_read(conformer, decoded, length, &count, &error), RBK_OK);
    assert_int_equal(count, length);
    assert_memory_equal(decoded, samples + RBK_CHANNELS * view->from, length * RBK_SAMPLE_BYTES);
    rbk_conformer_close(conformer);
    free(decoded);
}

static void a_step_at_a_join_is_measured_drawn_and_heard(void **state)
{
    (void)state;
    uint32_t file = add_bin("a.bin", NULL, 800);
    add_track(file, RBK_MODE_AUDIO, 0, 400, 0);
    add_track(file, RBK_MODE_AUDIO, 400, 800, 0);
    make(2 * SECOND);
    int64_t join = 400 * RBK_SECTOR_SAMPLES;
    make_samples(800, join);
    show(37);
    const rbk_join_view *view = rbk_join_views_at(views, 1);
    const rbk_join_boundary *boundary = &view->boundaries[0];
    assert_int_equal(boundary->sample, join);
    assert_int_equal(boundary->step, 5000);
    assert_int_equal(boundary->largest_step, 19999); /* the other channel begins anew there */
    assert_int_equal(boundary->peak_before, (join - 1) % 20000);
    for (int64_t i = 0; i < 2 * RBK_JOIN_VIEW_NEAR_SAMPLES; i++) {
        assert_int_equal(boundary->near[2 * i], (join - RBK_JOIN_VIEW_NEAR_SAMPLES + i) % 20000);
        assert_int_equal(boundary->near[2 * i + 1], i < RBK_JOIN_VIEW_NEAR_SAMPLES ? 0 : 5000);
    }
    assert_int_equal(view->columns[0].peak[1], 0);
    assert_int_equal(view->columns[RBK_JOIN_VIEW_COLUMNS - 1].peak[1], 5000);
    assert_int_equal(view->columns[RBK_JOIN_VIEW_COLUMNS - 1].rms[1], 5000);
    /* The end is a step to silence. */
    assert_int_equal(rbk_join_views_at(views, 2)->boundaries[0].step, (800 * RBK_SECTOR_SAMPLES - 1) % 20000);
    for (size_t i = 0; i < rbk_join_views_count(views); i++)
        expect_audio(rbk_join_views_at(views, i), "a.flac");
    free(samples);
}

static void nothing_is_encoded_where_nobody_listens(void **state)
{
    (void)state;
    add_track(add_bin("a.bin", NULL, 400), RBK_MODE_AUDIO, 0, 400, 0);
    make(0);
    make_samples(400, 0);
    show(256);
    assert_int_equal(rbk_join_views_at(views, 0)->flac.size, 0);
    assert_int_equal(rbk_join_views_at(views, 0)->columns[300].peak[1], 5000);
    free(samples);
}

#define views_test(name) cmocka_unit_test_setup_teardown(name, begin_disc, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        views_test(there_is_a_view_of_each_join_and_of_both_ends),
        views_test(a_side_is_not_longer_than_its_track),
        views_test(data_and_sessions_end_the_audio),
        views_test(all_sides_together_are_bounded),
        views_test(a_step_at_a_join_is_measured_drawn_and_heard),
        views_test(nothing_is_encoded_where_nobody_listens),
    };
    return cmocka_run_group_tests_name("report/join_views", tests, NULL, NULL);
}
