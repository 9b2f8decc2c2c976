/*
 * The work: divided for any number of threads, always with the same bytes, the same error and the same result.
 */
#include "unit/authoring.h"

static void a_long_file_is_cut_for_the_threads_and_whole_again(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.flac"};
    int64_t length = (int64_t)44100 * 150 + 77; /* more than two units each */
    make_ramp("1.wav", SF_FORMAT_WAV, 0, length);
    make_ramp("2.flac", SF_FORMAT_FLAC, length, length);
    assert_int_equal(from_files(names, 2, 0), RBK_OK);
    options.jobs = 5;
    assert_int_equal(author("a.cue"), RBK_OK);
    char *bin = read_bin("a.bin", (2 * length + 587) / 588);
    assert_ramp(bin, 0, 0, 2 * length);
    free(bin);
}

static void the_number_of_threads_changes_no_byte(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.wav", "3.wav", "4.flac"};
    make_sine("1.wav", 48000, 0, 48000 * 5 + 1, 0.4);
    make_sine("2.wav", 44100, 0, 44100 * 70, 0.7); /* 24 bits: dithered, in two units */
    make_sine("3.wav", 32000, 0, 32000 * 5 + 3, 0.3);
    make_ramp("4.flac", SF_FORMAT_FLAC, 0, 44100 * 6);
    options.conform.quality = RBK_QUALITY_FAST;
    assert_int_equal(from_files(names, 4, 0), RBK_OK);
    const char *targets[] = {"j1.cue", "j2.cue", "j7.cue"};
    const uint32_t jobs[] = {1, 2, 7};
    char *first = NULL;
    size_t first_size = 0, size = 0;
    for (int i = 0; i < 3; i++) {
        options.jobs = jobs[i];
        assert_int_equal(author(targets[i]), RBK_OK);
        char name[16];
        snprintf(name, sizeof name, "j%u.bin", jobs[i]);
        char *bin = scratch_read(name, &size);
        if (!first) {
            first = bin;
            first_size = size;
            continue;
        }
        assert_int_equal(size, first_size);
        assert_memory_equal(bin, first, size);
        free(bin);
    }
    free(first);
}

/* The image of a few files with so many threads; freed by the caller. */
static char *image_with(uint32_t jobs, size_t *size)
{
    options.jobs = jobs;
    options.replace = true;
    assert_int_equal(author("j.cue"), RBK_OK);
    char *bin = scratch_read("j.bin", size);
    assert_non_null(bin);
    return bin;
}

static void assert_same_with_any_threads(void)
{
    size_t first_size = 0, size = 0;
    char *first = image_with(1, &first_size);
    for (uint32_t jobs = 2; jobs <= 7; jobs += 5) {
        char *bin = image_with(jobs, &size);
        assert_int_equal(size, first_size);
        assert_memory_equal(bin, first, size);
        free(bin);
    }
    free(first);
}

/* Converted, dithered in several units, bit-exact between them, and a unit that is too long to be kept. */
static void shaped_dither_is_the_same_with_any_threads(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.wav", "3.wav", "4.flac", "5.wav"};
    make_sine("1.wav", 48000, 0, 48000 * 5 + 1, 0.4);
    make_sine("2.wav", 44100, 0, 44100 * 70, 0.7);
    make_sine("3.wav", 47999, 0, 47999 * 21, 0.3); /* by the library */
    make_ramp("4.flac", SF_FORMAT_FLAC, 0, 44100 * 6);
    make_sine("5.wav", 44100, 0, 44100 * 7, 0.7);
    options.conform.quality = RBK_QUALITY_FAST;
    options.conform.dither = RBK_DITHER_SHAPED;
    assert_int_equal(from_files(names, 5, 0), RBK_OK);
    assert_same_with_any_threads();
    options.conform.gain_millidecibels = -3000;
    assert_same_with_any_threads();
}

/* The state is passed from a track to the next one, as if the file had not been divided. */
static void shaping_continues_over_joins(void **state)
{
    (void)state;
    const char *whole[] = {"whole.wav"}, *parts[] = {"1.wav", "2.wav"};
    size_t size = 0, size_again = 0;
    const int64_t cut = (int64_t)44100 * 21 + 77;
    make_sine("whole.wav", 44100, 0, (int64_t)44100 * 50, 0.5);
    make_sine("1.wav", 44100, 0, cut, 0.5);
    make_sine("2.wav", 44100, cut, (int64_t)44100 * 50 - cut, 0.5);
    options.conform.dither = RBK_DITHER_SHAPED;
    options.conform.curve = RBK_CURVE_LIPSHITZ;
    assert_int_equal(from_files(whole, 1, 0), RBK_OK);
    char *one = image_with(2, &size);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(from_files(parts, 2, 0), RBK_OK);
    char *two = image_with(2, &size_again);
    assert_int_equal(size, size_again);
    assert_memory_equal(one, two, size);
    free(one);
    free(two);
}

static void a_failure_stops_those_who_wait_for_their_turn(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.wav", "3.wav"};
    for (int i = 0; i < 3; i++)
        make_sine(names[i], 44100, 0, 44100 * 30, 0.5);
    options.conform.dither = RBK_DITHER_SHAPED;
    options.jobs = 4;
    assert_int_equal(from_files(names, 3, 0), RBK_OK);
    rbk_identity unknown = {0};
    disc->files[0].identity = unknown; /* found only when it is read */
    disc->files[0].length_frames += 500;
    assert_int_equal(author("a.cue"), RBK_BAD_AUDIO);
    assert_int_equal(scratch_count(), 3);
}

static void a_file_that_shrinks_after_the_probe_is_a_failure_and_leaves_nothing(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.wav"};
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 600 * 588);
    make_ramp("2.wav", SF_FORMAT_WAV, 0, 600 * 588);
    assert_int_equal(from_files(names, 2, 0), RBK_OK);
    make_ramp("2.wav", SF_FORMAT_WAV, 0, 500 * 588);
    assert_int_equal(author("a.cue"), RBK_CHANGED);
    assert_string_equal(error.place.path, scratch_path("2.wav"));
    assert_int_equal(scratch_count(), 2);
}

static bool say_yes(void *user)
{
    return ++*(int *)user > 1;
}

static void cancel_leaves_nothing(void **state)
{
    (void)state;
    const char *names[] = {"1.wav"};
    int queries = 0;
    rbk_listener listener = {&queries, NULL, say_yes};
    make_sine("1.wav", 96000, 0, 96000 * 30, 0.5);
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    assert_int_equal(rbk_author_write(disc, &options, scratch_path("a.cue"), &listener, NULL, findings, &error),
                     RBK_USERABORT);
    assert_int_equal(scratch_count(), 1);
}

static void the_failure_that_is_reported_is_the_first_on_the_disc(void **state)
{
    (void)state;
    char path[1024];
    const char *names[] = {"1.wav", "2.wav", "3.wav", "4.wav"};
    for (int i = 0; i < 4; i++)
        make_ramp(names[i], SF_FORMAT_WAV, 0, 600 * 588);
    snprintf(path, sizeof path, "%s", scratch_path("2.wav"));
    assert_int_equal(from_files(names, 4, 0), RBK_OK);
    for (int i = 1; i < 4; i++)
        make_ramp(names[i], SF_FORMAT_WAV, 0, 500 * 588);
    options.jobs = 4;
    for (int i = 0; i < 20; i++) {
        assert_int_equal(author("a.cue"), RBK_CHANGED);
        assert_string_equal(error.place.path, path);
    }
}

static void notify_blocks(void *user, uint64_t completed, uint64_t total)
{
    uint64_t *last = user;
    assert_true(completed >= last[0] && completed <= total);
    last[0] = completed;
    last[1] = total;
}

static void progress_ends_with_all_blocks_of_audio(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.wav"};
    uint64_t last[2] = {0, 0};
    rbk_listener listener = {last, notify_blocks, NULL};
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 600 * 588);
    make_ramp("2.wav", SF_FORMAT_WAV, 0, 600 * 588);
    assert_int_equal(from_files(names, 2, 150), RBK_OK);
    assert_int_equal(rbk_author_write(disc, &options, scratch_path("a.cue"), &listener, NULL, findings, &error),
                     RBK_OK);
    assert_int_equal(last[0], 1200);
    assert_int_equal(last[1], 1200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        author_test(a_long_file_is_cut_for_the_threads_and_whole_again),
        author_test(the_number_of_threads_changes_no_byte),
        author_test(shaped_dither_is_the_same_with_any_threads),
        author_test(shaping_continues_over_joins),
        author_test(a_failure_stops_those_who_wait_for_their_turn),
        author_test(a_file_that_shrinks_after_the_probe_is_a_failure_and_leaves_nothing),
        author_test(cancel_leaves_nothing),
        author_test(the_failure_that_is_reported_is_the_first_on_the_disc),
        author_test(progress_ends_with_all_blocks_of_audio),
    };
    return cmocka_run_group_tests_name("author/work", tests, NULL, NULL);
}
