/*
 * audio/filters.h - shared filter banks
 */
#ifndef RBK_AUDIO_FILTERS_H
#define RBK_AUDIO_FILTERS_H

#include "audio/filter_bank.h"

/*
 * Tables of rate conversion, made once for each rate and shared by conformers in any number of threads. NULL without
 * memory; freed when no conformer uses them any more (NULL is fine). threads: for making a table, as in rbk_filter_bank_make.
 */
typedef struct rbk_filters rbk_filters;
rbk_filters *rbk_filters_new(uint32_t threads);
void rbk_filters_free(rbk_filters *filters);

/*
 * The filter bank for a rate and quality, made by the first caller while others wait; owned by filters. RBK_UNSUPPORTED
 * as rbk_filter_bank_make.
 */
rbk_status rbk_filters_bank(rbk_filters *filters, uint32_t rate_hz, rbk_quality quality, const rbk_filter_bank **bank,
                            rbk_error *error);

#endif
