/*
 * disc/subcode.h - shared by the generator and those who read Q back
 */
#ifndef RBK_DISC_SUBCODE_H
#define RBK_DISC_SUBCODE_H

#include <redbook/subcode.h>

/* The control nibble of a track in Q: its flags, RBK_Q_DATA for data, which has only the copy flag. */
uint8_t rbk_control_of(const rbk_track *track);

/*
 * Where the second part of the pregap of a data track after audio starts. The first part, of at least a second, is recorded as the
 * track before it, with its control nibble; the second one, of two seconds, as the track itself (ECMA-130, 20). start_lba: the
 * pregap has no first part, as a shorter one or that of another track.
 */
int32_t rbk_pregap_second_part(const rbk_disc *disc, const rbk_layout *layout, size_t track);

/* Whether the time in Q, complete or its last part, is the address of the sector at lba. */
bool rbk_subcode_is_placed(int32_t lba, const rbk_q *q);

/* Sectors of a subcode from first_lba to end_lba whose Q is listed, as that of a disc with modified Q; *invalid: those of them
 * whose CRC is not valid. */
size_t rbk_subcode_count_listed(const rbk_subcode *subcode, int32_t first_lba, int32_t end_lba, size_t *invalid);

/* Whether that of one sector is. */
bool rbk_subcode_is_listed(const rbk_subcode *subcode, int32_t lba);

/* All zeros: no Q, as of a drive or a dumper that does not return it, and neither damaged nor modified. Its CRC would be FFFF. */
bool rbk_q_is_missing(const uint8_t q[RBK_Q_BYTES]);

#endif
