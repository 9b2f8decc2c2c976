/*
 * image/subchannel_packs.h - R to W as packs in playing order, as a .cdg and a drive that interleaves by itself have them
 *
 * Packs have no place for everything that R to W can hold: their parity is computed again when they are read, and symbols that
 * a disc has before the first pack, or past the last one, belong to none.
 */
#ifndef RBK_IMAGE_SUBCHANNEL_PACKS_H
#define RBK_IMAGE_SUBCHANNEL_PACKS_H

#include <redbook/image.h>

/*
 * The four packs that start in each of count sectors from first_lba, 96 bytes a sector, the upper two bits of each zero. Of sectors
 * past the end of the session R to W are empty; a file of packs gives its own, whole, with the parity that is recorded. Errors of
 * rbk_subchannel_read.
 */
RBK_MUST_CHECK rbk_status rbk_subchannel_read_packs(rbk_subchannel *subchannel, int32_t first_lba, uint32_t count,
                                                    uint8_t *packs, rbk_error *error);

/*
 * sectors[t]: of each track of the layout that is kept in packs, the number of sectors in which R to W are not those that a disc
 * has that is made from these packs; 0 of the others. The packs of tracks that follow one another are one sequence. Errors of
 * rbk_subchannel_read.
 */
RBK_MUST_CHECK rbk_status rbk_subchannel_count_beyond_packs(rbk_subchannel *subchannel, const rbk_layout *layout,
                                                            const bool *in_packs, uint32_t *sectors, rbk_error *error);

#endif
