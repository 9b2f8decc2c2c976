/*
 * base/zeros.h - silence and empty sectors
 */
#ifndef RBK_BASE_ZEROS_H
#define RBK_BASE_ZEROS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Whether all bytes are zero; true for none. */
static inline bool rbk_all_zero(const uint8_t *bytes, size_t size)
{
    return size == 0 || (bytes[0] == 0 && memcmp(bytes, bytes + 1, size - 1) == 0);
}

#endif
