/* How the work is divided: between files and inside them, except where a stream has to be read from its start. */
#include "audio/filter_bank.h"
#include "author/units.h"
#include "unit/authoring.h"

static rbk_layout *layout;
static rbk_author_units units;

static void cut(bool seekable)
{
    rbk_author_file_report files[4];
    rbk_author_report report = {.files = files, .file_count = disc->file_count};
    rbk_image *image = NULL;
    memset(files, 0, sizeof files);
    for (size_t i = 0; i < disc->file_count; i++)
        files[i].info.seekable_exactly = seekable;
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    assert_int_equal(rbk_image_open_parts(disc, layout, &image, &error), RBK_OK);
    const rbk_author_work work = {
        .disc = disc, .layout = layout, .options = &options, .image = image, .report = &report};
    assert_int_equal(rbk_author_cut_units(&work, &units, &error), RBK_OK);
    rbk_image_close(image);
}

static void assert_unit(size_t number, size_t first_file, int64_t from, int64_t to)
{
    assert_true(number < units.count);
    assert_null(units.items[number].sectors);
    assert_int_equal(units.items[number].first_file, first_file);
    assert_int_equal(units.items[number].from_samples, from);
    assert_int_equal(units.items[number].to_samples, to);
}

static void files_at_44100_are_cut_each(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.wav"};
    const int64_t length = 2 * RBK_UNIT_SAMPLES + 588;
    make_ramp("1.wav", SF_FORMAT_WAV, 0, length);
    make_ramp("2.wav", SF_FORMAT_WAV, 0, 588000);
    assert_int_equal(from_files(names, 2, 0), RBK_OK);
    cut(true);
    assert_int_equal(units.count, 4);
    assert_unit(0, 0, 0, RBK_UNIT_SAMPLES);
    assert_unit(2, 0, 2 * RBK_UNIT_SAMPLES, length);
    assert_unit(3, 1, length, length + 588000);
}

static void what_cannot_be_entered_is_one_unit(void **state)
{
    (void)state;
    const char *names[] = {"1.wav"};
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 2 * RBK_UNIT_SAMPLES);
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    cut(false);
    assert_int_equal(units.count, 1);
    assert_unit(0, 0, 0, 2 * RBK_UNIT_SAMPLES);
}

static void a_stream_of_another_rate_is_cut_as_a_whole(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.wav"};
    make_sine("1.wav", 48000, 0, 48000 * 15, 0.5);
    make_sine("2.wav", 48000, 0, 48000 * 15, 0.5);
    assert_int_equal(from_files(names, 2, 0), RBK_OK);
    cut(true);
    assert_int_equal(units.count, 2);
    assert_unit(0, 0, 0, RBK_UNIT_SAMPLES);
    assert_unit(1, 0, RBK_UNIT_SAMPLES, 44100 * 30);
    assert_int_equal(units.items[1].file_count, 2);
}

static void a_stream_with_a_file_that_cannot_be_entered_is_one_unit(void **state)
{
    (void)state;
    const char *names[] = {"1.wav"};
    make_sine("1.wav", 48000, 0, 48000 * 30, 0.5);
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    cut(false);
    assert_int_equal(units.count, 1);
    assert_unit(0, 0, 0, 44100 * 30);
}

/* The fewest frames of a stream that go through a table, from where on it can be entered. */
static int64_t frames_of_a_table(uint32_t rate_hz, rbk_quality quality)
{
    int64_t less = 0, enough = (int64_t)rate_hz * 60;
    assert_true(rbk_filter_bank_suits(rate_hz, quality, enough));
    while (enough - less > 1) {
        int64_t middle = (less + enough) / 2;
        *(rbk_filter_bank_suits(rate_hz, quality, middle) ? &enough : &less) = middle;
    }
    return enough;
}

/* All frames of a stream count, those of each file; one less, and it is converted from its start on. */
static void a_stream_is_cut_from_the_length_on_that_a_table_takes(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.wav"};
    const int64_t frames = frames_of_a_table(176500, RBK_QUALITY_BEST);
    assert_true(rbk_rate_scale(frames, 176500) > RBK_UNIT_SAMPLES);
    options.conform.quality = RBK_QUALITY_BEST;
    make_sine("1.wav", 176500, 0, frames / 2, 0.5);
    make_sine("2.wav", 176500, 0, frames - frames / 2, 0.5);
    assert_int_equal(from_files(names, 2, 0), RBK_OK);
    cut(true);
    assert_int_equal(units.count, 2);
    assert_unit(0, 0, 0, RBK_UNIT_SAMPLES);
    rbk_author_units_release(&units);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    layout = NULL;
    disc = NULL;
    make_sine("2.wav", 176500, 0, frames - frames / 2 - 1, 0.5);
    assert_int_equal(from_files(names, 2, 0), RBK_OK);
    cut(true);
    assert_int_equal(units.count, 1);
}

static int finish(void **state)
{
    rbk_author_units_release(&units);
    rbk_layout_free(layout);
    layout = NULL;
    return end(state);
}

#define test(function) cmocka_unit_test_setup_teardown(function, begin, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(files_at_44100_are_cut_each),
        test(what_cannot_be_entered_is_one_unit),
        test(a_stream_of_another_rate_is_cut_as_a_whole),
        test(a_stream_with_a_file_that_cannot_be_entered_is_one_unit),
        test(a_stream_is_cut_from_the_length_on_that_a_table_takes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
