/*
 * verify/check_signal.h - what audio went through: sources with less bandwidth, codes in the last bits, cuts
 *
 * Everything here is a probability, and is reported with the figure that it rests on, its place and how sure it is. What is
 * looked at are windows, so that a disc takes a fraction of the time that reading it takes.
 */
#ifndef RBK_VERIFY_CHECK_SIGNAL_H
#define RBK_VERIFY_CHECK_SIGNAL_H

#include "verify/check.h"

typedef struct rbk_signal_check rbk_signal_check;

/* in is copied, what it points at is lent. NULL without memory. */
rbk_signal_check *rbk_signal_check_new(const rbk_inspection *in);
void rbk_signal_check_free(rbk_signal_check *check); /* NULL is fine */

/* Takes a block of a scan, audio or data; reports a join that jumps. RBK_NO_MEMORY only. */
rbk_status rbk_signal_check_take(rbk_signal_check *check, const rbk_scan_block *block);

/* After the last block of a track of audio, whose payload was counted into report. RBK_NO_MEMORY only. */
rbk_status rbk_signal_check_end_track(rbk_signal_check *check, size_t track, const rbk_check_track *report);

/* After the last track: what shows in comparison with other tracks only. RBK_NO_MEMORY only. */
rbk_status rbk_signal_check_end(rbk_signal_check *check);

#endif
