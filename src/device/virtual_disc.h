/*
 * device/virtual_disc.h - the medium: what is recorded, in the files disc.* of the drive's folder
 *
 * Sectors are written to their files as they come; nothing is kept in memory. Files are not forced to disk: this medium
 * may be lost with a crash of the machine, but not with that of a process.
 */
#ifndef RBK_DEVICE_VIRTUAL_DISC_H
#define RBK_DEVICE_VIRTUAL_DISC_H

#include "cd/graphics_pack.h"
#include "device/virtual.h"
#include "device/virtual_folder.h"
#include "device/virtual_sheet.h"

#include <redbook/subcode.h>

/* Of a later session: between the lead-out before it and its first pregap. */
#define RBK_VIRTUAL_LEAD_IN_SECTORS 4500

/* Packs that a sector's symbols come from when they are interleaved: the seven before it and its own four. */
#define RBK_VIRTUAL_SPREAD_PACKS (RBK_GRAPHICS_DELAY_MAX + RBK_GRAPHICS_SECTOR_PACKS)

/*
 * The last session of the medium, with those before it. Each has files of its own: disc.bin and others, disc.2.bin, ...
 */
typedef struct rbk_virtual_disc {
    const rbk_virtual_folder *folder; /* the caller's; NULL: not open */
    rbk_virtual_disc_state state;     /* never NO_DISC: whether the drive has detected it */
    unsigned number;                  /* of the session, from 1 on */
    int32_t base_lba;                 /* of the first sector in its program file: 0, or that of a later session */
    struct rbk_virtual_disc *before;  /* the session before, closed; NULL */
    bool next;                        /* the host has asked that another session may follow */
    uint8_t format;                   /* session format of mode page 05 */
    rbk_virtual_sheet *sheet;         /* NULL when blank */
    uint8_t *packs;                   /* 18 bytes each */
    size_t pack_count;
    rbk_subcode *subcode; /* of a finalized disc */
    int program, pregap, sub;
    bool keeps_pq;                                                      /* P and Q come from the host, too */
    uint8_t spread[RBK_VIRTUAL_SPREAD_PACKS * RBK_GRAPHICS_PACK_BYTES]; /* the last packs received */
    int32_t spread_lba;                                                 /* of the sector that continues them */
} rbk_virtual_disc;

/* Opens the files in the folder, which stays open as long as the disc. RBK_SYNTAX (an invalid disc.sheet),
 * RBK_FILEACCESS, RBK_FILESYSTEM, RBK_NO_MEMORY. */
rbk_status rbk_virtual_disc_open(rbk_virtual_disc *disc, const rbk_virtual_folder *folder, rbk_error *error);
void rbk_virtual_disc_close(rbk_virtual_disc *disc);

/* Where index 01 of the first track of the next session can be: 0 on a blank disc. And the number of that track. */
int32_t rbk_virtual_disc_next_base(const rbk_virtual_disc *disc);
uint8_t rbk_virtual_disc_next_track(const rbk_virtual_disc *disc);

/* The session with a number from 1 on, or NULL; the one that has the sector at lba, its pregap included. */
const rbk_virtual_disc *rbk_virtual_disc_session(const rbk_virtual_disc *disc, unsigned number);
rbk_virtual_disc *rbk_virtual_disc_at(rbk_virtual_disc *disc, int32_t lba);

/* Starts recording on a blank or appendable disc: from here on it is incomplete. */
rbk_status rbk_virtual_disc_begin(rbk_virtual_disc *disc, const rbk_virtual_sheet *sheet, uint8_t format,
                                  rbk_error *error);

/* Replaces the sheet of the incomplete disc. */
rbk_status rbk_virtual_disc_retell(rbk_virtual_disc *disc, const rbk_virtual_sheet *sheet, rbk_error *error);

/* Stores raw sectors of the session (2352 bytes each), or R to W of sectors in time order (96 bytes each), with
 * keeps_pq P and Q, too. */
rbk_status rbk_virtual_disc_put(rbk_virtual_disc *disc, int32_t lba, const uint8_t *sectors, size_t count,
                                rbk_error *error);
rbk_status rbk_virtual_disc_put_sub(rbk_virtual_disc *disc, int32_t lba, const uint8_t *raw, size_t count,
                                    rbk_error *error);

/* Stores R to W of the sector at lba from its four packs, as a drive does: computes their parity and interleaves
 * their symbols with the following packs. Sectors come in order; after a missing one the interleaving starts again. */
rbk_status rbk_virtual_disc_put_packs(rbk_virtual_disc *disc, int32_t lba, const uint8_t packs[RBK_SUBCHANNEL_BYTES],
                                      rbk_error *error);

/* Closes the session, the equivalent of lead-in and lead-out: text, subchannels, CUE sheet. next: another one may
 * follow, else the disc is finalized. */
rbk_status rbk_virtual_disc_finalize(rbk_virtual_disc *disc, const uint8_t *packs, size_t pack_count, bool next,
                                     rbk_error *error);

/* Reads sectors of a closed session, from its index 00 up to its lead-out; all channels of sectors in channel order, 96 bytes
 * each, anywhere. */
rbk_status rbk_virtual_disc_get(rbk_virtual_disc *disc, int32_t lba, uint8_t *sectors, size_t count, rbk_error *error);
rbk_status rbk_virtual_disc_get_sub(rbk_virtual_disc *disc, int32_t lba, uint8_t *channels, size_t count,
                                    rbk_error *error);

/* Makes it blank: its files are removed, or moved to the first unused folder disc-1, disc-2, ... */
rbk_status rbk_virtual_disc_erase(rbk_virtual_disc *disc, rbk_error *error);
rbk_status rbk_virtual_disc_shelve(rbk_virtual_disc *disc, rbk_error *error);

#endif
