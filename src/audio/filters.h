/*
 * audio/filters.h - filter banks made once and shared
 */
#ifndef RBK_AUDIO_FILTERS_H
#define RBK_AUDIO_FILTERS_H

#include "audio/bank.h"

/*
 * The bank for a rate and quality, made by the first who asks while others wait; owned by filters. RBK_UNSUPPORTED as
 * of rbk_bank_make.
 */
rbk_status rbk_filters_bank(rbk_filters *filters, uint32_t rate_hz, rbk_quality quality, const rbk_bank **bank,
                            rbk_error *error);

#endif
