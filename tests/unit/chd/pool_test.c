/* Hunks compressed by threads are returned in order, with the same bytes as from a single thread. */
#include "chd/pool.h"

#include "unit/scratch.h"

#define COUNT 120

/* One in ten, and more in a row than a pool has slots. */
static bool is_reference(uint32_t number)
{
    return number % 10 == 9 || (number >= 40 && number < 80);
}

static void fill(uint8_t *bytes, uint32_t number)
{
    for (size_t i = 0; i < RBK_CHD_HUNK_BYTES; i++)
        bytes[i] = (uint8_t)(i % (number + 3) * number);
}

static void check_taken(rbk_chd_pool *pool, uint32_t number)
{
    static uint8_t bytes[RBK_CHD_HUNK_BYTES], out[RBK_CHD_HUNK_BYTES];
    rbk_chd_hunk found, expected = {.kind = RBK_CHD_PLAIN, .crc = (uint16_t)number};
    const uint8_t *taken = rbk_chd_pool_take(pool, &found);
    assert_non_null(taken);
    assert_int_equal(found.crc, is_reference(number) ? 0 : number);
    if (is_reference(number)) {
        assert_int_equal(found.kind, RBK_CHD_SELF);
        assert_int_equal(found.offset, number / 2);
        return;
    }
    rbk_chd_encoder *encoder = rbk_chd_encoder_new(RBK_CHD_EFFORT_FAST);
    assert_non_null(encoder);
    fill(bytes, number);
    assert_true(rbk_chd_hunk_encode(encoder, bytes, 0, out, &expected));
    assert_int_equal(found.kind, expected.kind);
    assert_int_equal(found.length, expected.length);
    assert_memory_equal(taken, out, expected.length);
    rbk_chd_encoder_free(encoder);
}

static void go_through(unsigned threads)
{
    rbk_chd_pool *pool = NULL;
    uint32_t taken = 0;
    assert_int_equal(rbk_chd_pool_new(RBK_CHD_EFFORT_FAST, threads, &pool, NULL), RBK_OK);
    for (uint32_t i = 0; i < COUNT; i++) {
        while (rbk_chd_pool_is_full(pool))
            check_taken(pool, taken++);
        fill(rbk_chd_pool_room(pool), i);
        rbk_chd_hunk hunk = {.kind = RBK_CHD_PLAIN, .crc = (uint16_t)i};
        if (is_reference(i))
            hunk = (rbk_chd_hunk){.kind = RBK_CHD_SELF, .offset = i / 2};
        rbk_chd_pool_give(pool, &hunk, 0);
    }
    while (taken < COUNT)
        check_taken(pool, taken++);
    rbk_chd_pool_free(pool);
}

static void hunks_come_back_in_order_from_any_number_of_threads(void **state)
{
    (void)state;
    for (unsigned threads = 0; threads <= 5; threads++)
        go_through(threads);
}

static void a_pool_with_hunks_in_it_can_be_freed(void **state)
{
    rbk_chd_pool *pool = NULL;
    const rbk_chd_hunk hunk = {.kind = RBK_CHD_PLAIN};
    (void)state;
    assert_int_equal(rbk_chd_pool_new(RBK_CHD_EFFORT_NORMAL, 3, &pool, NULL), RBK_OK);
    for (int i = 0; !rbk_chd_pool_is_full(pool); i++) {
        fill(rbk_chd_pool_room(pool), (uint32_t)i);
        rbk_chd_pool_give(pool, &hunk, 0);
    }
    rbk_chd_pool_free(pool);
    rbk_chd_pool_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hunks_come_back_in_order_from_any_number_of_threads),
        cmocka_unit_test(a_pool_with_hunks_in_it_can_be_freed),
    };
    return cmocka_run_group_tests_name("chd/pool", tests, NULL, NULL);
}
