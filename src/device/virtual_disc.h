/*
 * device/virtual_disc.h - the medium: what is recorded, in the files disc.* of the drive's folder
 *
 * Sectors go to their files as they come; nothing is held in memory. Files are not forced to the disk: this medium may
 * die with the machine, but not with a process.
 */
#ifndef RBK_DEVICE_VIRTUAL_DISC_H
#define RBK_DEVICE_VIRTUAL_DISC_H

#include "cd/graphics_pack.h"
#include "device/virtual.h"
#include "device/virtual_folder.h"
#include "device/virtual_sheet.h"

#include <redbook/subcode.h>

/* Packs that a sector's symbols come from when they are spread: the seven before it and its own four. */
#define RBK_VIRTUAL_SPREAD_PACKS (RBK_GRAPHICS_DELAY_MAX + RBK_GRAPHICS_SECTOR_PACKS)

typedef struct rbk_virtual_disc {
    const rbk_virtual_folder *folder; /* the caller's; NULL: not open */
    rbk_virtual_disc_state state;     /* never NO_DISC: whether there is one the drive knows */
    uint8_t format;                   /* session format of mode page 05 */
    rbk_virtual_sheet *sheet;         /* NULL when blank */
    uint8_t *packs;                   /* 18 bytes each */
    size_t pack_count;
    rbk_subcode *subcode; /* of a finalized disc */
    int program, pregap, sub;
    uint8_t spread[RBK_VIRTUAL_SPREAD_PACKS * RBK_GRAPHICS_PACK_BYTES]; /* the last packs that came */
    int32_t spread_lba;                                                 /* of the sector that goes on with them */
} rbk_virtual_disc;

/* Looks at the folder, which stays open as long as the disc. RBK_SYNTAX (disc.sheet is none), RBK_FILEACCESS,
 * RBK_FILESYSTEM, RBK_NO_MEMORY. */
rbk_status rbk_virtual_disc_open(rbk_virtual_disc *disc, const rbk_virtual_folder *folder, rbk_error *error);
void rbk_virtual_disc_close(rbk_virtual_disc *disc);

/* Begins to record on a blank disc: from here on it is incomplete. */
rbk_status rbk_virtual_disc_begin(rbk_virtual_disc *disc, const rbk_virtual_sheet *sheet, uint8_t format,
                                  rbk_error *error);

/* Puts another sheet in the place of that of the incomplete disc: what it has become. */
rbk_status rbk_virtual_disc_retell(rbk_virtual_disc *disc, const rbk_virtual_sheet *sheet, rbk_error *error);

/* Stores raw sectors (2352 bytes each, lba -150 or more), or R to W of sectors in time order (96 bytes each). */
rbk_status rbk_virtual_disc_put(rbk_virtual_disc *disc, int32_t lba, const uint8_t *sectors, size_t count,
                                rbk_error *error);
rbk_status rbk_virtual_disc_put_sub(rbk_virtual_disc *disc, int32_t lba, const uint8_t *raw, size_t count,
                                    rbk_error *error);

/* Stores R to W of the sector at lba from its four packs, as a drive does: their parity is made, their symbols are
 * spread over the packs after. Sectors come in order; where one is left out the spreading begins again. */
rbk_status rbk_virtual_disc_put_packs(rbk_virtual_disc *disc, int32_t lba, const uint8_t packs[RBK_SUBCHANNEL_BYTES],
                                      rbk_error *error);

/* Writes lead-in and lead-out, so to speak: text, sub-channels, CUE sheet; the disc is finalized. */
rbk_status rbk_virtual_disc_finalize(rbk_virtual_disc *disc, const uint8_t *packs, size_t pack_count, rbk_error *error);

/* Reads sectors of a finalized disc, lba -150 up to the lead-out; all channels of one sector in channel order,
 * anywhere. */
rbk_status rbk_virtual_disc_get(rbk_virtual_disc *disc, int32_t lba, uint8_t *sectors, size_t count, rbk_error *error);
rbk_status rbk_virtual_disc_get_sub(rbk_virtual_disc *disc, int32_t lba, uint8_t channels[RBK_SUBCHANNEL_BYTES],
                                    rbk_error *error);

/* Makes it blank: its files are removed, or go to the first folder disc-1, disc-2, ... that is not there. */
rbk_status rbk_virtual_disc_erase(rbk_virtual_disc *disc, rbk_error *error);
rbk_status rbk_virtual_disc_shelve(rbk_virtual_disc *disc, rbk_error *error);

#endif
