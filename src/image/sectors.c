/*
 * Converts one sector of a file to a raw sector of the disc, by the mode in the descriptor.
 */
#include "image/sectors.h"

#include <redbook/sector.h>

#include <string.h>

bool rbk_image_pregap_is_data(rbk_track_mode mode)
{
    return !rbk_track_mode_is_audio(mode);
}

void rbk_image_sector_build(rbk_track_mode mode, int32_t lba, const uint8_t *from, uint8_t raw[RBK_SECTOR_BYTES])
{
    switch (mode) {
    case RBK_MODE_MODE1_2048:
        rbk_sector_build(RBK_SECTOR_MODE1, lba, NULL, from, raw);
        break;
    case RBK_MODE_MODE2_2048:
        rbk_sector_build(RBK_SECTOR_MODE2_FORM1, lba, NULL, from, raw);
        break;
    case RBK_MODE_MODE2_2324:
        rbk_sector_build(RBK_SECTOR_MODE2_FORM2, lba, NULL, from, raw);
        break;
    case RBK_MODE_MODE2_2336:
    case RBK_MODE_CDI_2336:
        rbk_sector_build_2336(lba, from, raw);
        break;
    default:
        memcpy(raw, from, RBK_SECTOR_BYTES);
        break;
    }
}

void rbk_image_sector_build_empty(rbk_track_mode mode, int32_t lba, uint8_t raw[RBK_SECTOR_BYTES])
{
    static const uint8_t nothing[RBK_SECTOR_BYTES];
    bool mode1 = mode == RBK_MODE_MODE1_2048 || mode == RBK_MODE_MODE1_2352;
    if (rbk_image_pregap_is_data(mode))
        rbk_sector_build(mode1 ? RBK_SECTOR_MODE1 : RBK_SECTOR_MODE2, lba, NULL, nothing, raw);
    else
        memset(raw, 0, RBK_SECTOR_BYTES);
}

void rbk_image_swap(uint8_t *data, size_t bytes)
{
    for (size_t i = 0; i + 1 < bytes; i += 2) {
        uint8_t first = data[i];
        data[i] = data[i + 1];
        data[i + 1] = first;
    }
}
