/*
 * Lengths in headers, and which values mean that the length is unknown.
 */
#include "audio/claims.h"

bool rbk_length_is_unstated(uint64_t length, int64_t held_bytes)
{
    bool signed_32 = length >= 0x7F000000u && length <= 0x80000000u;
    bool unsigned_32 = length >= 0xFF000000u && length <= 0xFFFFFFFFu;
    bool any_64 = length >= UINT64_C(0x7F00000000000000);
    return length == 0 || ((signed_32 || unsigned_32 || any_64) && (held_bytes < 0 || length > (uint64_t)held_bytes));
}
