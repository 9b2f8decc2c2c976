/*
 * text/times.h - the times in packs of type 88, which repeat the table of contents: starts of tracks and the lead-out
 */
#ifndef RBK_TEXT_TIMES_H
#define RBK_TEXT_TIMES_H

#include <redbook/layout.h>

/* What packs say otherwise than a layout. */
typedef struct rbk_cdtext_times {
    size_t wrong;           /* times, in all languages */
    const rbk_track *track; /* of the first one; NULL: it is that of the lead-out */
    int32_t packed_lba;     /* what the packs say of it */
    int32_t lba;
} rbk_cdtext_times;

/* Compares the disc's own packs, those with a correct CRC. Times of tracks that the disc does not have are ignored. */
rbk_cdtext_times rbk_cdtext_check_times(const rbk_disc *disc, const rbk_layout *layout);

/* Puts the times of a layout into the disc's own packs, whatever they are now. Nothing else in the packs changes. */
void rbk_cdtext_renew_times(rbk_disc *disc, const rbk_layout *layout);

#endif
