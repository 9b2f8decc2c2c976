/*
 * audio/resample.h - one continuous stream of frames from any rate to 44.1 kHz
 */
#ifndef RBK_AUDIO_RESAMPLE_H
#define RBK_AUDIO_RESAMPLE_H

#include <redbook/audio.h>

typedef struct rbk_resampler rbk_resampler;

/* channels: 1 to 128, interleaved. RBK_NO_MEMORY; RBK_INVALID_ARGUMENT for a quality that does not exist. */
rbk_status rbk_resampler_open(uint32_t rate_hz, rbk_quality quality, unsigned channels, rbk_resampler **resampler,
                              rbk_error *error);
void rbk_resampler_close(rbk_resampler *resampler); /* NULL is fine */

/*
 * Consumes at most in_count frames (*used of them) and returns at most out_capacity (*made). last: nothing follows in;
 * repeat the call, with the rest of in, until *made is 0. RBK_INVALID_ARGUMENT: an error of the converter, which finite
 * samples never cause.
 */
rbk_status rbk_resampler_process(rbk_resampler *resampler, const float *in, size_t in_count, bool last, size_t *used,
                                 float *out, size_t out_capacity, size_t *made, rbk_error *error);

/* The version of libsamplerate in use, between its name and its authors. Static. */
const char *rbk_resampler_version(void);

#endif
