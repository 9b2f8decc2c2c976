/*
 * Shared tables: made once for each rate and quality, from any number of threads.
 */
#include "audio/filters.h"

#include "unit/scratch.h"

#include <pthread.h>

static void a_table_is_made_once_for_each_rate_and_quality(void **state)
{
    const rbk_filter_bank *first, *again, *other, *coarse;
    (void)state;
    rbk_filters *filters = rbk_filters_new(0);
    assert_int_equal(rbk_filters_bank(filters, 48000, RBK_QUALITY_MEDIUM, &first, NULL), RBK_OK);
    assert_int_equal(rbk_filters_bank(filters, 88200, RBK_QUALITY_MEDIUM, &other, NULL), RBK_OK);
    assert_int_equal(rbk_filters_bank(filters, 48000, RBK_QUALITY_FAST, &coarse, NULL), RBK_OK);
    assert_int_equal(rbk_filters_bank(filters, 48000, RBK_QUALITY_MEDIUM, &again, NULL), RBK_OK);
    assert_ptr_equal(first, again);
    assert_ptr_not_equal(first, other);
    assert_ptr_not_equal(first, coarse);
    assert_int_equal(rbk_filters_bank(filters, 44056, RBK_QUALITY_FAST, &other, NULL), RBK_UNSUPPORTED);
    rbk_filters_free(filters);
    rbk_filters_free(NULL);
}

static void *ask(void *filters)
{
    const rbk_filter_bank *bank = NULL;
    rbk_filters_bank(filters, 96000, RBK_QUALITY_FAST, &bank, NULL);
    return (void *)bank;
}

static void threads_that_ask_at_once_get_the_same_table(void **state)
{
    pthread_t threads[8];
    void *banks[8];
    (void)state;
    rbk_filters *filters = rbk_filters_new(0);
    for (int i = 0; i < 8; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask, filters), 0);
    for (int i = 0; i < 8; i++)
        pthread_join(threads[i], &banks[i]);
    for (int i = 0; i < 8; i++) {
        assert_non_null(banks[i]);
        assert_ptr_equal(banks[i], banks[0]);
    }
    rbk_filters_free(filters);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_made_once_for_each_rate_and_quality),
        cmocka_unit_test(threads_that_ask_at_once_get_the_same_table),
    };
    return cmocka_run_group_tests_name("audio/filters", tests, NULL, NULL);
}
