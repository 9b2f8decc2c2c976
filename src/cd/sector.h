/*
 * cd/sector.h - details of data sectors: whether a track of mode 2 has forms, and an EDC that is optional
 */
#ifndef RBK_CD_SECTOR_H
#define RBK_CD_SECTOR_H

#include <redbook/sector.h>

/* Whether a sector of form 2 has no EDC, which is optional there: zeros. */
bool rbk_sector_form2_has_no_edc(const uint8_t raw[RBK_SECTOR_BYTES]);

/*
 * Whether a track of mode 2 has subheaders, and with them EDC and parity, or is formless: no sheet states it, its sectors
 * show it. One whose subheader copies agree counts for forms, one whose copies differ for none. One without a sync, of
 * another mode, or with the same byte throughout after its header shows nothing. Starts with zeros.
 */
typedef struct rbk_form_votes {
    uint32_t forms, formless;
} rbk_form_votes;

void rbk_form_votes_add(rbk_form_votes *votes, const uint8_t raw[RBK_SECTOR_BYTES]);

/* By the majority; with forms where there is none, so that more is verified. */
bool rbk_form_votes_are_formless(const rbk_form_votes *votes);

#endif
