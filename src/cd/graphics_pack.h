/*
 * cd/graphics_pack.h - packs of R to W: their parity, and their interleaving on the disc
 *
 * A pack is 24 symbols of six bits: mode and item, instruction, two of parity (Q) over these, sixteen of data, four of
 * parity (P) over all. There are four packs in a sector. On the disc some symbols are swapped, and each is delayed by
 * zero to seven packs, so that a scratch hits one symbol of each of many packs. Source: IEC 60908, clause on channels R
 * to W.
 */
#ifndef RBK_CD_GRAPHICS_PACK_H
#define RBK_CD_GRAPHICS_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RBK_GRAPHICS_PACK_BYTES   24
#define RBK_GRAPHICS_SECTOR_PACKS 4
#define RBK_GRAPHICS_DELAY_MAX    7 /* packs */
#define RBK_GRAPHICS_SYMBOL_MASK  0x3F

/* Computes the six parity symbols from the other eighteen. The two upper bits of each byte become zero. */
void rbk_graphics_pack_protect(uint8_t pack[RBK_GRAPHICS_PACK_BYTES]);

/* True when all six are correct. */
bool rbk_graphics_pack_verify(const uint8_t pack[RBK_GRAPHICS_PACK_BYTES]);

/*
 * One pack as recorded on the disc, from eight packs in playing order: the seven before it and the one of the same
 * position. deinterleave is the reverse: one pack in playing order, from eight recorded ones: the one of the same
 * position and the seven after.
 */
void rbk_graphics_interleave(const uint8_t *packs, uint8_t raw[RBK_GRAPHICS_PACK_BYTES]);
void rbk_graphics_deinterleave(const uint8_t *raw, uint8_t pack[RBK_GRAPHICS_PACK_BYTES]);

#endif
