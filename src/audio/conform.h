/*
 * audio/conform.h - parts of the conformer that only the author uses
 */
#ifndef RBK_AUDIO_CONFORM_H
#define RBK_AUDIO_CONFORM_H

#include "audio/filters.h"

/* rbk_conformer_open with shared tables; filters NULL: it makes its own. They must outlive it. */
rbk_status rbk_conformer_open_sharing(const rbk_conform_source *sources, size_t count,
                                      const rbk_conform_options *options, rbk_filters *filters,
                                      int64_t position_samples, rbk_conformer **conformer, rbk_error *error);

#endif
