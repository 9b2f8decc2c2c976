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

/*
 * True if the next samples are bytes of an open file as they are, from *offset_bytes on up to the end of the file of the
 * stream: 44.1 kHz, two channels, 16 bits, little-endian. The descriptor is lent until the next read.
 */
bool rbk_conformer_is_plain(const rbk_conformer *conformer, int *descriptor, int64_t *offset_bytes);

/* As rbk_conformer_read, but what a shaper is to reduce (audio/shaper.h), bit-exact on every machine. */
rbk_status rbk_conformer_read_wanted(rbk_conformer *conformer, int32_t *wanted, size_t capacity, size_t *count,
                                     rbk_error *error);

#endif
