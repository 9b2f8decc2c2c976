/*
 * base/endian.h - the order of bytes in this machine's memory
 */
#ifndef RBK_BASE_ENDIAN_H
#define RBK_BASE_ENDIAN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static inline bool rbk_machine_is_little_endian(void)
{
    const uint16_t one = 1;
    uint8_t first;
    memcpy(&first, &one, 1);
    return first == 1;
}

#endif
