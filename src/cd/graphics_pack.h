/*
 * cd/graphics_pack.h - packs of R to W: their parity, and how they are spread over the disc
 *
 * A pack is 24 symbols of six bits: mode and item, instruction, two of parity (Q) over these, sixteen of data, four of
 * parity (P) over all. Four packs pass by in a sector. On the disc some symbols have changed places, and each is
 * delayed by zero to seven packs, so that a scratch hits one symbol of each of many packs. Source: IEC 60908, clause on
 * channels R to W.
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

/* Makes the six parity symbols those of the other eighteen. The two upper bits of each byte become zero. */
void rbk_graphics_pack_protect(uint8_t pack[RBK_GRAPHICS_PACK_BYTES]);

/* True when all six are right. */
bool rbk_graphics_pack_verify(const uint8_t pack[RBK_GRAPHICS_PACK_BYTES]);

/*
 * One pack as it passes by on the disc, from eight packs of the order of playing: the seven before it and the one of
 * the same place. deinterleave is the reverse: one pack as it is played, from eight that pass by: the one of the same
 * place and the seven after.
 */
void rbk_graphics_interleave(const uint8_t *packs, uint8_t raw[RBK_GRAPHICS_PACK_BYTES]);
void rbk_graphics_deinterleave(const uint8_t *raw, uint8_t pack[RBK_GRAPHICS_PACK_BYTES]);

#endif
