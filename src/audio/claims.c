/*
 * What the readers of headers share: which lengths mean that the length is unknown, and chunks of which there must be one.
 */
#include "audio/claims.h"

#include "base/fail.h"

#include <inttypes.h>

bool rbk_length_is_unstated(uint64_t length, int64_t held_bytes)
{
    bool signed_32 = length >= 0x7F000000u && length <= 0x80000000u;
    bool unsigned_32 = length >= 0xFF000000u && length <= 0xFFFFFFFFu;
    bool any_64 = length >= UINT64_C(0x7F00000000000000);
    return length == 0 || ((signed_32 || unsigned_32 || any_64) && (held_bytes < 0 || length > (uint64_t)held_bytes));
}

rbk_status rbk_fail_second_chunk(const char *name, int64_t first, int64_t second, rbk_error *error)
{
    return rbk_fail(error, RBK_BAD_AUDIO,
                    "a second chunk '%s' at byte %" PRId64 ", after that at byte %" PRId64
                    ": expected one, since programs differ in which of them they read; write the file again with one",
                    name, second, first);
}
