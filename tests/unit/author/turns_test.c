/* Units are finished in order, whatever the scheduling of the threads. */
#include "author/turns.h"

#include "unit/scratch.h"

#include <stdatomic.h>

#define UNITS   200
#define THREADS 4

static rbk_turns turns;
static atomic_size_t next;
static size_t order[UNITS], finished;

static void *work(void *unused)
{
    (void)unused;
    for (;;) {
        size_t unit = atomic_fetch_add(&next, 1);
        if (unit < UNITS && unit % 3 > 0) { /* the others pass without waiting */
            rbk_turns_wait(&turns, unit);
            order[finished++] = unit; /* only one thread at a time */
        }
        rbk_turns_pass(&turns, unit);
        if (unit >= UNITS)
            return NULL;
    }
}

static void units_are_finished_in_order(void **state)
{
    pthread_t threads[THREADS];
    (void)state;
    assert_int_equal(rbk_turns_init(&turns, UNITS, NULL), RBK_OK);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, work, NULL), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(finished, UNITS - (UNITS + 2) / 3);
    for (size_t i = 1; i < finished; i++)
        assert_true(order[i] > order[i - 1]);
    assert_int_equal(turns.now, UNITS);
    rbk_turns_release(&turns);
    rbk_turns_release(&turns); /* may be called again */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_are_finished_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
