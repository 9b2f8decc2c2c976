/*
 * Room in an array that grows by one item at a time: it is 1, 2, 4, 8, ... items, and so needs no number of its own.
 * A list of n items is moved log n times, not n times: some systems copy all of it at each realloc.
 */
#ifndef BASE_ROOM_H
#define BASE_ROOM_H

#include <stddef.h>

/*
 * The array with room for at least one item more than count, perhaps moved; NULL without memory, and then the array is unchanged.
 * items: NULL or an array that only this function gave room; items may have been removed since. item_bytes: size of one.
 */
void *rbk_room_for_one(void *items, size_t count, size_t item_bytes);

#endif
