/*
 * chd/origin.h - the metadata entry RBK_CHD_DESCRIPTOR: the origin of a disc as bytes
 *
 * An entry of our own, without RBK_CHD_HASHED and after all others, so that the file's identity is what it is without it
 * and other readers skip it. All numbers big-endian. The data is items, each a tag, u32 of length and so many bytes; a
 * reader skips items that it does not know. Texts have no NUL. In this order:
 *
 *   INFO  u8 version (1), u8 flags (1: descriptor and files come back byte for byte; else the descriptor was made from
 *         the disc), then the name of the descriptor's format, "cue"
 *   NAME  the name of the descriptor, without folder
 *   TEXT  every byte of the descriptor
 *   PACK  CD-TEXT of the file that the descriptor names: packs of 18 bytes
 *   FILE  one for each file of the descriptor, in its order, then one for each that goes with them (.sub, .cdt):
 *         u8 flags (1: one of the descriptor's own), u64 length in samples of disc time (588 to the sector), u64 length
 *         in bytes, u16 length of the name, the name, u32 number of cuts, the cuts. A file that the descriptor names
 *         again has no cuts there.
 *
 * A cut is a range of the file's bytes, which starts where the one before it ends:
 *
 *   u8 kind, u64 length in bytes, and by kind
 *   0 bytes       the bytes
 *   1 zeros       nothing
 *   2 samples     u64 first sample on the disc's time line (0: that of lba 0), u8 1 where big-endian: 4 bytes a sample
 *   3 sectors     u32 first lba, u16 first byte of the raw sector, u16 bytes, u8 subchannel after them (0 none, 1 96
 *                 bytes in time order, 2 in channel order), u8 1 where the bytes of 16-bit values are swapped
 *   4 subchannel  u32 first lba, u8 order (1, 2)
 */
#ifndef RBK_CHD_ORIGIN_H
#define RBK_CHD_ORIGIN_H

#include "chd/chd.h"
#include "disc/origin.h"

#include <redbook/stream.h>

#define RBK_CHD_ITEM_INFO RBK_CHD_TAG('I', 'N', 'F', 'O')
#define RBK_CHD_ITEM_NAME RBK_CHD_TAG('N', 'A', 'M', 'E')
#define RBK_CHD_ITEM_TEXT RBK_CHD_TAG('T', 'E', 'X', 'T')
#define RBK_CHD_ITEM_FILE RBK_CHD_TAG('F', 'I', 'L', 'E')
#define RBK_CHD_ITEM_PACK RBK_CHD_TAG('P', 'A', 'C', 'K')

/* RBK_UNSUPPORTED: more than an entry can have. RBK_NO_MEMORY. bytes is released by the caller. */
rbk_status rbk_chd_origin_encode(const rbk_origin *origin, rbk_bytes *bytes, rbk_error *error);

/*
 * RBK_SYNTAX: damaged, or it names files that are none, twice the same, or with cuts that do not add up. Lengths and
 * places are bounded; that the disc has them is for the caller to see. RBK_NO_MEMORY. Freed with rbk_origin_free.
 */
rbk_status rbk_chd_origin_decode(const uint8_t *bytes, size_t size, rbk_origin **origin, rbk_error *error);

#endif
