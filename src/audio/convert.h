/*
 * audio/convert.h - one stream from another rate to 44.1 kHz, by the suitable one of two ways
 *
 * Streams of a small ratio and some length go through a filter bank, which can start anywhere; the rest go through the
 * library directly. The way is a function of rate, quality and length only, and so are the bytes.
 */
#ifndef RBK_AUDIO_CONVERT_H
#define RBK_AUDIO_CONVERT_H

#include "audio/filters.h"
#include "audio/unpack.h"

/* Returns the stream's next frames; fewer than capacity only at its end. */
typedef rbk_status rbk_pull(void *user, rbk_planes planes, size_t capacity, size_t *got, rbk_error *error);

typedef struct rbk_converter rbk_converter;

/* The best and largest number of pairs for one call: a table's weights are brought into the cache once for all of
 * them. */
#define RBK_CONVERTER_SPAN 8192

/*
 * A converter for a stream of this many frames, which it pulls as it needs them. filters (nullable): shared tables.
 * RBK_NO_MEMORY, RBK_INVALID_ARGUMENT.
 */
rbk_status rbk_converter_open(uint32_t rate_hz, int64_t frames, const rbk_conform_options *options,
                              rbk_filters *filters, rbk_pull *pull, void *user, rbk_converter **converter,
                              rbk_error *error);
void rbk_converter_close(rbk_converter *converter); /* NULL is fine */

/*
 * Reads at most wanted pairs at 44.1 kHz (up to RBK_CONVERTER_SPAN), some of them approximate; fewer only when the
 * converter has no more (which may be one too few).
 */
rbk_status rbk_converter_read(rbk_converter *converter, double *pairs, size_t wanted, size_t *made, rbk_error *error);

/* The error bound of count pairs from position `from` of the last read: 0 when they are bit-exact. */
double rbk_converter_error_bound(const rbk_converter *converter, size_t from, size_t count);

/* Makes the last read's values pairs[values[0 .. count - 1]] bit-exact. */
void rbk_converter_refine(const rbk_converter *converter, const uint32_t *values, size_t count, double *pairs);

/* Before the first read: start at this output sample. *frame is the input frame that must be pulled first. False:
 * it is not possible. */
bool rbk_converter_enter(rbk_converter *converter, int64_t sample, int64_t *frame);

#endif
