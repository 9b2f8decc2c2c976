/* One pass over a disc for several visitors: the same blocks in the same order with any number of threads. */
#include <redbook/scan.h>

#include "unit/scratch.h"

#include <pthread.h>

#define SECTORS  1500
#define VISITORS 5

static uint8_t bytes[SECTORS * RBK_SECTOR_BYTES];
static rbk_disc *disc;
static rbk_layout *layout;
static rbk_image *image;
static rbk_error error;

/* Tracks: audio 0-700; audio 700-1000 with a pregap of 100 sectors; data 1000-1500. */
static void add_track(uint32_t file, rbk_track_mode mode, int64_t from, int64_t to, int64_t pregap)
{
    rbk_track *track;
    assert_int_equal(rbk_disc_add_track(disc, (uint32_t)disc->track_count + 1, mode, &track, NULL), RBK_OK);
    rbk_track_add_file_extent(track, file, from * RBK_SECTOR_SAMPLES, (to - from) * RBK_SECTOR_SAMPLES, NULL);
    if (pregap)
        rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 0, pregap * RBK_SECTOR_SAMPLES, NULL);
}

static int open_disc(void **state)
{
    uint32_t file;
    scratch_setup(state);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)((i * 2654435761u) >> 13);
    scratch_write("a.bin", bytes, sizeof bytes);
    disc = rbk_disc_new();
    assert_int_equal(rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, "BINARY", 0, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(disc, file, scratch_path("a.bin"), NULL), RBK_OK);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = SECTORS * RBK_SECTOR_SAMPLES;
    add_track(file, RBK_MODE_AUDIO, 0, 700, 0);
    add_track(file, RBK_MODE_AUDIO, 700, 1000, 100);
    add_track(file, RBK_MODE_MODE1_2352, 1000, SECTORS, 0);
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    return 0;
}

static int close_disc(void **state)
{
    rbk_image_close(image);
    rbk_layout_free(layout);
    layout = NULL;
    rbk_disc_free(disc);
    return scratch_teardown(state);
}

/* ------------------------------------------------------------------ visitors */

typedef struct visitor {
    int32_t next_lba;
    uint64_t sum;
    size_t blocks;
    int32_t refuse_at; /* -1: never */
    bool inside;
} visitor;

static rbk_status visit(void *user, const rbk_scan_block *block, rbk_error *why)
{
    visitor *v = user;
    assert_false(v->inside);
    v->inside = true;
    assert_int_equal(block->lba, v->next_lba);
    assert_in_range(block->count, 1, RBK_SCAN_SECTORS_AT_ONCE);
    assert_int_equal(block->audio, block->track < 2);
    assert_int_equal(block->pregap, block->lba >= 700 && block->lba < 800);
    assert_int_equal(block->samples != NULL, block->audio);
    if (block->audio)
        assert_int_equal(block->samples[1], (int16_t)(block->sectors[2] | block->sectors[3] << 8));
    assert_memory_equal(block->sectors, bytes + (size_t)block->lba * RBK_SECTOR_BYTES, block->count * RBK_SECTOR_BYTES);
    for (size_t i = 0; i < block->count * RBK_SECTOR_BYTES; i++)
        v->sum = v->sum * 31 + block->sectors[i];
    v->next_lba += (int32_t)block->count;
    v->blocks++;
    v->inside = false;
    if (v->refuse_at < 0 || v->next_lba <= v->refuse_at)
        return RBK_OK;
    if (why)
        snprintf(why->sentence, sizeof why->sentence, "refused at %d", v->refuse_at);
    return RBK_UNSUPPORTED;
}

static visitor visitors[VISITORS];

static rbk_status scan(uint32_t jobs, const rbk_listener *listener)
{
    rbk_scan_visitor rows[VISITORS];
    rbk_scan_options options;
    rbk_scan_options_init(&options);
    options.jobs = jobs;
    options.listener = listener;
    memset(rows, 0, sizeof rows);
    for (size_t i = 0; i < VISITORS; i++) {
        visitors[i].next_lba = 0;
        visitors[i].sum = visitors[i].blocks = 0;
        rows[i] = (rbk_scan_visitor){.user = &visitors[i], .visit = visit};
    }
    rbk_error_init(&error);
    return rbk_image_scan(image, disc, layout, rows, VISITORS, &options, &error);
}

static void refuse_never(void)
{
    for (size_t i = 0; i < VISITORS; i++)
        visitors[i].refuse_at = -1;
}

/* ------------------------------------------------------------------ tests */

static void every_visitor_gets_every_sector_once_and_in_order(void **state)
{
    static const uint32_t jobs[] = {1, 2, 3, 16, 0};
    uint64_t sum = 0;
    (void)state;
    refuse_never();
    for (size_t j = 0; j < sizeof jobs / sizeof jobs[0]; j++) {
        assert_int_equal(scan(jobs[j], NULL), RBK_OK);
        for (size_t i = 0; i < VISITORS; i++) {
            assert_int_equal(visitors[i].next_lba, SECTORS);
            assert_int_equal(visitors[i].blocks, 3 + 1 + 1 + 2); /* 700, 100, 200, 500 by 256 */
            if (j == 0 && i == 0)
                sum = visitors[i].sum;
            assert_true(visitors[i].sum == sum);
        }
    }
}

static void the_earliest_refusal_is_reported_whoever_works_first(void **state)
{
    (void)state;
    for (uint32_t jobs = 1; jobs <= 4; jobs++)
        for (int again = 0; again < 20; again++) {
            refuse_never();
            visitors[1].refuse_at = 1200;
            visitors[4].refuse_at = 300;
            visitors[3].refuse_at = 301;
            assert_int_equal(scan(jobs, NULL), RBK_UNSUPPORTED);
            assert_string_equal(error.sentence, "refused at 301");
            for (size_t i = 0; i < 3; i++)
                assert_true(visitors[i].blocks >= 2);
        }
}

static void what_cannot_be_read_is_reported_after_the_blocks_before_it(void **state)
{
    (void)state;
    rbk_image_close(image);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    assert_int_equal(truncate(scratch_path("a.bin"), 900 * RBK_SECTOR_BYTES), 0);
    refuse_never();
    for (uint32_t jobs = 1; jobs <= 4; jobs++) {
        assert_int_equal(scan(jobs, NULL), RBK_BAD_LAYOUT);
        for (size_t i = 0; i < VISITORS; i++)
            assert_int_equal(visitors[i].next_lba, 800);
    }
}

static pthread_t listening;
static uint64_t notified;
static int32_t stop_at;

static void on_progress(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    assert_true(pthread_equal(listening, pthread_self()));
    assert_true(done >= notified && done <= total);
    notified = done;
    assert_int_equal(total, SECTORS);
}

static bool on_query(void *user)
{
    (void)user;
    return (int32_t)notified >= stop_at;
}

static void the_listener_is_notified_in_the_calling_thread_and_can_cancel(void **state)
{
    const rbk_listener listener = {NULL, on_progress, on_query};
    (void)state;
    refuse_never();
    listening = pthread_self();
    for (uint32_t jobs = 1; jobs <= 3; jobs++) {
        notified = 0;
        stop_at = SECTORS + 1;
        assert_int_equal(scan(jobs, &listener), RBK_OK);
        assert_int_equal(notified, SECTORS);
        notified = 0;
        stop_at = 700;
        assert_int_equal(scan(jobs, &listener), RBK_USERABORT);
        assert_in_range(notified, 700, SECTORS); /* others may be that far ahead */
        notified = 0;
        stop_at = 0;
        assert_int_equal(scan(jobs, &listener), RBK_USERABORT);
        assert_int_equal(visitors[0].blocks, 0);
    }
}

static void a_scan_without_visitors_reads_all_the_same(void **state)
{
    (void)state;
    assert_int_equal(rbk_image_scan(image, disc, layout, NULL, 0, NULL, &error), RBK_OK);
    assert_int_equal(truncate(scratch_path("a.bin"), 900 * RBK_SECTOR_BYTES), 0);
    assert_int_equal(rbk_image_scan(image, disc, layout, NULL, 0, NULL, &error), RBK_BAD_LAYOUT);
}

static void a_layout_of_another_disc_is_refused(void **state)
{
    (void)state;
    disc->track_count--;
    assert_int_equal(rbk_image_scan(image, disc, layout, NULL, 0, NULL, &error), RBK_INVALID_ARGUMENT);
    disc->track_count++;
    assert_int_equal(rbk_image_scan(NULL, disc, layout, NULL, 0, NULL, &error), RBK_INVALID_POINTER);
    assert_int_equal(rbk_image_scan(image, disc, layout, NULL, 1, NULL, NULL), RBK_INVALID_POINTER);
}

#define scan_test(name) cmocka_unit_test_setup_teardown(name, open_disc, close_disc)

int main(void)
{
    const struct CMUnitTest tests[] = {
        scan_test(every_visitor_gets_every_sector_once_and_in_order),
        scan_test(the_earliest_refusal_is_reported_whoever_works_first),
        scan_test(what_cannot_be_read_is_reported_after_the_blocks_before_it),
        scan_test(the_listener_is_notified_in_the_calling_thread_and_can_cancel),
        scan_test(a_scan_without_visitors_reads_all_the_same),
        scan_test(a_layout_of_another_disc_is_refused),
    };
    return cmocka_run_group_tests_name("image/scan", tests, NULL, NULL);
}
