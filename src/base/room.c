/*
 * Room in an array that grows by one item at a time.
 */
#include "base/room.h"

#include <stdlib.h>

void *rbk_room_for_one(void *items, size_t count, size_t item_bytes)
{
    if (count & (count - 1)) /* not 0, 1, 2, 4, ... */
        return items;
    return realloc(items, (count ? 2 * count : 1) * item_bytes);
}
