/*
 * The ring between files and drive: the plan's chunks in order, errors at their position, and a stop at any time.
 */
#include "burn/feed.h"

#include "unit/burn/plans.h"

static uint8_t audio[1000 * RBK_SECTOR_BYTES];

static void plan_audio(void)
{
    for (size_t i = 0; i < sizeof audio; i++)
        audio[i] = (uint8_t)(i * 7 + (i >> 11));
    add_file_track(RBK_MODE_AUDIO, "sound.bin", audio, sizeof audio, 0);
    set_title("A title");
    assert_int_equal(make_plan(), RBK_OK);
}

static void chunks_come_in_order_and_whole(void **state)
{
    rbk_feed *feed = NULL;
    const rbk_feed_chunk *chunk = NULL;
    uint64_t sectors = 0;
    int32_t next = 0;
    (void)state;
    plan_audio();
    next = plan->ranges[0].first_lba;
    assert_int_equal(rbk_feed_new(plan, image, RBK_BURN_WRITE_SAO, 1 << 20, &feed, &error), RBK_OK);
    while (rbk_feed_next(feed, &chunk, &error) == RBK_OK && chunk) {
        assert_int_equal(chunk->lba, next);
        assert_true(chunk->bytes <= RBK_BURN_CHUNK_BYTES_MAX);
        if (chunk->lba >= 0)
            assert_memory_equal(chunk->data, audio + (size_t)chunk->lba * RBK_SECTOR_BYTES, chunk->bytes);
        next += (int32_t)chunk->sectors;
        sectors += chunk->sectors;
        rbk_feed_done(feed);
    }
    assert_null(chunk);
    assert_int_equal(next, 1000);
    assert_int_equal(sectors, rbk_feed_total(feed));
    assert_int_equal(rbk_feed_percent(feed), 100);
    rbk_feed_free(feed);
}

static void a_full_ring_waits_and_ends_when_it_is_freed(void **state)
{
    rbk_feed *feed = NULL;
    (void)state;
    plan_audio();
    assert_int_equal(rbk_feed_new(plan, image, RBK_BURN_WRITE_SAO, 1, &feed, &error), RBK_OK); /* two chunks, of many */
    rbk_feed_fill(feed);
    assert_int_equal(rbk_feed_percent(feed), 100);
    assert_int_equal(rbk_feed_starved(feed), 0);
    rbk_feed_free(feed);
    rbk_feed_free(NULL);
}

static void what_a_file_refuses_comes_in_its_turn(void **state)
{
    rbk_feed *feed = NULL;
    const rbk_feed_chunk *chunk = NULL;
    rbk_status status = RBK_OK;
    int32_t next = 0;
    (void)state;
    plan_audio();
    assert_int_equal(truncate(scratch_path("sound.bin"), 500 * RBK_SECTOR_BYTES), 0);
    assert_int_equal(rbk_feed_new(plan, image, RBK_BURN_WRITE_SAO, 16 << 20, &feed, &error), RBK_OK);
    while ((status = rbk_feed_next(feed, &chunk, &error)) == RBK_OK && chunk) {
        next = chunk->lba + (int32_t)chunk->sectors;
        rbk_feed_done(feed);
    }
    assert_int_equal(status, RBK_BAD_LAYOUT);
    assert_in_range(next, 474, 500);
    assert_string_equal(error.place.path, scratch_path("sound.bin"));
    rbk_feed_free(feed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(chunks_come_in_order_and_whole, begin, end),
        cmocka_unit_test_setup_teardown(a_full_ring_waits_and_ends_when_it_is_freed, begin, end),
        cmocka_unit_test_setup_teardown(what_a_file_refuses_comes_in_its_turn, begin, end),
    };
    return cmocka_run_group_tests_name("burn/feed", tests, NULL, NULL);
}
