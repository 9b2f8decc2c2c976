/* Reserved samples: what is filled is cut out of them, in any order and from any thread. */
#include "stage/reserved.h"
#include "unit/scratch.h"

#include <string.h>

static rbk_reserved reserved;

static int set_up(void **state)
{
    (void)state;
    rbk_reserved_init(&reserved);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rbk_reserved_release(&reserved);
    return 0;
}

static void assert_ranges(const rbk_sample_range *wanted, size_t count)
{
    int64_t left = 0;
    assert_int_equal(reserved.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(reserved.ranges[i].first_sample, wanted[i].first_sample);
        assert_int_equal(reserved.ranges[i].end_sample, wanted[i].end_sample);
        left += wanted[i].end_sample - wanted[i].first_sample;
    }
    assert_int_equal(rbk_reserved_left(&reserved), left);
}

static void ranges_that_touch_are_one(void **state)
{
    (void)state;
    assert_ranges(NULL, 0);
    assert_int_equal(rbk_reserved_check(&reserved, 0, 1, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_reserved_check(&reserved, 0, 0, NULL), RBK_OK);
    assert_int_equal(rbk_reserved_add(&reserved, 10, 5, NULL), RBK_OK);
    assert_int_equal(rbk_reserved_add(&reserved, 15, 0, NULL), RBK_OK);
    assert_int_equal(rbk_reserved_add(&reserved, 15, 5, NULL), RBK_OK);
    assert_int_equal(rbk_reserved_add(&reserved, 21, 0, NULL), RBK_OK);
    assert_int_equal(rbk_reserved_add(&reserved, 30, 10, NULL), RBK_OK);
    assert_ranges((const rbk_sample_range[]){{10, 20}, {30, 40}}, 2);
    assert_int_equal(rbk_reserved_check(&reserved, 10, 10, NULL), RBK_OK);
    assert_int_equal(rbk_reserved_check(&reserved, 39, 1, NULL), RBK_OK);
    assert_int_equal(rbk_reserved_check(&reserved, 9, 2, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_reserved_check(&reserved, 19, 2, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_reserved_check(&reserved, 20, 1, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_reserved_check(&reserved, 15, 20, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_reserved_check(&reserved, 40, 1, NULL), RBK_INVALID_ARGUMENT);
}

static void what_is_filled_is_cut_out(void **state)
{
    (void)state;
    rbk_error error;
    assert_int_equal(rbk_reserved_add(&reserved, 0, 100, NULL), RBK_OK);
    assert_int_equal(rbk_reserved_take(&reserved, 40, 20, &error), RBK_OK);
    assert_ranges((const rbk_sample_range[]){{0, 40}, {60, 100}}, 2);
    assert_int_equal(rbk_reserved_take(&reserved, 0, 10, &error), RBK_OK);
    assert_int_equal(rbk_reserved_take(&reserved, 90, 10, &error), RBK_OK);
    assert_ranges((const rbk_sample_range[]){{10, 40}, {60, 90}}, 2);
    assert_int_equal(rbk_reserved_take(&reserved, 39, 2, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "these samples are not reserved, or were filled before");
    assert_int_equal(rbk_reserved_take(&reserved, 50, 1, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_reserved_take(&reserved, 50, 0, &error), RBK_OK);
    assert_int_equal(rbk_reserved_take(&reserved, 10, 30, &error), RBK_OK);
    assert_ranges((const rbk_sample_range[]){{60, 90}}, 1);
    assert_int_equal(rbk_reserved_take(&reserved, 60, 30, &error), RBK_OK);
    assert_ranges(NULL, 0);
}

static void many_ranges_come_to_nothing(void **state)
{
    (void)state;
    assert_int_equal(rbk_reserved_add(&reserved, 0, 2000, NULL), RBK_OK);
    for (int64_t at = 1; at < 2000; at += 2)
        assert_int_equal(rbk_reserved_take(&reserved, (at * 7) % 2000, 1, NULL), RBK_OK);
    assert_int_equal(reserved.count, 1000);
    assert_int_equal(rbk_reserved_left(&reserved), 1000);
    for (int64_t at = 0; at < 2000; at += 2)
        assert_int_equal(rbk_reserved_take(&reserved, at, 1, NULL), RBK_OK);
    assert_int_equal(rbk_reserved_left(&reserved), 0);
    rbk_reserved_clear(&reserved);
    assert_int_equal(rbk_reserved_add(&reserved, 5, 1, NULL), RBK_OK);
    assert_ranges((const rbk_sample_range[]){{5, 6}}, 1);
}

/* Each sample of a part by two threads: one of them fills it. */
static void *take_all(void *taken)
{
    for (int64_t at = 0; at < 20000; at++)
        if (rbk_reserved_take(&reserved, (at * 9973) % 20000, 1, NULL) == RBK_OK)
            ++*(int *)taken;
    return NULL;
}

static void threads_fill_each_sample_once(void **state)
{
    (void)state;
    int taken[2] = {0, 0};
    pthread_t threads[2];
    assert_int_equal(rbk_reserved_add(&reserved, 0, 20000, NULL), RBK_OK);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, take_all, &taken[i]), 0);
    for (size_t i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(taken[0] + taken[1], 20000);
    assert_int_equal(rbk_reserved_left(&reserved), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(ranges_that_touch_are_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_filled_is_cut_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_ranges_come_to_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(threads_fill_each_sample_once, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("stage/reserved", tests, NULL, NULL);
}
