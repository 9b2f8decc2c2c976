/*
 * Sectors of CD+G: audio in the file's byte order, followed by R to W. P and Q stay zero: they are generated from the
 * disc when it is written.
 */
#include "image/modified_q.h"
#include "image/sectors.h"
#include "image/sink.h"

#include <string.h>

rbk_status rbk_image_widen(const rbk_subcode *subcode, rbk_subchannel *subchannel, int32_t lba, uint32_t count,
                           bool big_endian, uint8_t *sectors, uint8_t *wide, rbk_error *error)
{
    if (big_endian)
        rbk_image_swap(sectors, (size_t)count * RBK_SECTOR_BYTES);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t *to = wide + (size_t)i * RBK_IMAGE_WIDE_BYTES;
        uint8_t *raw = to + RBK_SECTOR_BYTES;
        memcpy(to, sectors + (size_t)i * RBK_SECTOR_BYTES, RBK_SECTOR_BYTES);
        memset(raw, 0, RBK_SUBCHANNEL_BYTES);
        rbk_status status = RBK_OK;
        if (subcode)
            status =
                rbk_subchannel_render(subcode, subchannel, lba + (int32_t)i, 1, RBK_SUBCHANNEL_TIME_ORDER, raw, error);
        else if (subchannel)
            status = rbk_subchannel_read(subchannel, lba + (int32_t)i, 1, raw, error);
        if (status != RBK_OK)
            return status;
        for (size_t b = 0; b < RBK_SUBCHANNEL_BYTES && !subcode; b++)
            raw[b] &= RBK_BITS_R_TO_W;
    }
    return RBK_OK;
}
