/*
 * Room in an array that grows by one item at a time.
 *
 * link: -Wl,--wrap=realloc
 */
#include "base/room.h"

#include "unit/scratch.h"

static size_t moves, allowed = SIZE_MAX;

void *__real_realloc(void *memory, size_t bytes);
void *__wrap_realloc(void *memory, size_t bytes);

void *__wrap_realloc(void *memory, size_t bytes)
{
    return ++moves > allowed ? NULL : __real_realloc(memory, bytes);
}

static uint32_t *add(uint32_t *items, size_t count)
{
    uint32_t *more = rbk_room_for_one(items, count, sizeof *more);
    assert_non_null(more);
    more[count] = (uint32_t)count;
    return more;
}

static void a_thousand_items_are_moved_eleven_times(void **state)
{
    uint32_t *items = NULL;
    (void)state;
    moves = 0;
    for (size_t count = 0; count < 1000; count++)
        items = add(items, count);
    assert_int_equal(moves, 11); /* 1, 2, 4, ..., 1,024 */
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    free(items);
}

static void items_may_be_removed_in_between(void **state)
{
    uint32_t *items = NULL;
    (void)state;
    for (size_t most = 1; most < 40; most++)
        for (size_t least = 0; least < most; least++) {
            for (size_t count = 0; count < most; count++)
                items = add(items, count);
            for (size_t count = least; count < most; count++) /* with those after least removed */
                items = add(items, count);
            for (size_t i = 0; i < most; i++)
                assert_int_equal(items[i], i);
        }
    free(items);
}

static void the_array_stays_where_there_is_no_memory(void **state)
{
    uint32_t *items = add(NULL, 0);
    (void)state;
    moves = 0;
    allowed = 0;
    assert_null(rbk_room_for_one(items, 1, sizeof *items));
    allowed = SIZE_MAX;
    assert_int_equal(items[0], 0);
    free(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_items_are_moved_eleven_times),
        cmocka_unit_test(items_may_be_removed_in_between),
        cmocka_unit_test(the_array_stays_where_there_is_no_memory),
    };
    return cmocka_run_group_tests_name("base/room", tests, NULL, NULL);
}
