/*
 * device/virtual_text.h - CD-TEXT as received with the sectors of the lead-in: collected, and each sector checked
 */
#ifndef RBK_DEVICE_VIRTUAL_TEXT_H
#define RBK_DEVICE_VIRTUAL_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RBK_TEXT_SECTOR_BYTES 96   /* four packs of 24 symbols of six bits */
#define RBK_TEXT_PACKS_MAX    2048 /* eight blocks of 256 */

/* Errors, as bits. */
enum {
    RBK_TEXT_BAD_BITS = 1, /* one of the upper two bits of a symbol is set */
    RBK_TEXT_BAD_CRC = 2,  /* a pack's CRC is wrong */
    RBK_TEXT_BROKEN = 4,   /* a sector does not continue the packs where the one before ended */
    RBK_TEXT_ENDLESS = 8,  /* the packs never repeat, or are more than a disc can have */
    RBK_TEXT_NO_PACK = 16  /* not text: a first pack of zeros */
};

typedef struct rbk_virtual_text rbk_virtual_text;

/* NULL without memory. Freed with rbk_virtual_text_free (NULL is fine). */
rbk_virtual_text *rbk_virtual_text_new(void);
void rbk_virtual_text_free(rbk_virtual_text *text);

/* Adds the next sectors of the lead-in. Returns the new errors: each bit is reported once. */
unsigned rbk_virtual_text_add(rbk_virtual_text *text, const uint8_t *sectors, size_t count);

/* Ends the collection. Returns the new errors. */
unsigned rbk_virtual_text_end(rbk_virtual_text *text);

/* The packs of one cycle, 18 bytes each; their number in *count. Lent by the text. */
const uint8_t *rbk_virtual_text_packs(const rbk_virtual_text *text, size_t *count);

#endif
