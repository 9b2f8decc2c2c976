/*
 * audio/convert.h - one stream from another rate to 44.1 kHz, by whichever way suits it
 *
 * Streams of a small ratio and some length go through a filter bank, which can be entered anywhere; the rest through
 * the library directly. Which way is a function of rate, quality and length alone, so the bytes are too.
 */
#ifndef RBK_AUDIO_CONVERT_H
#define RBK_AUDIO_CONVERT_H

#include "audio/filters.h"

/* Gives the stream's next pairs; fewer than capacity only at its end. */
typedef rbk_status rbk_pull(void *user, double *pairs, size_t capacity, size_t *got, rbk_error *error);

typedef struct rbk_converter rbk_converter;

/* Pairs that are best asked for at once, and at most: a table's weights come near once for so many. */
#define RBK_CONVERTER_SPAN 8192

/*
 * A converter of a stream of so many frames, which it pulls as it needs them. filters (nullable): tables that others use
 * too. RBK_NO_MEMORY, RBK_INVALID_ARGUMENT.
 */
rbk_status rbk_converter_open(uint32_t rate_hz, int64_t frames, const rbk_conform_options *options,
                              rbk_filters *filters, rbk_pull *pull, void *user, rbk_converter **converter,
                              rbk_error *error);
void rbk_converter_close(rbk_converter *converter); /* NULL is fine */

/*
 * Gives at most wanted pairs at 44.1 kHz (up to RBK_CONVERTER_SPAN), some of them only nearly; fewer only when the
 * converter has no more (which may be one too few).
 */
rbk_status rbk_converter_read(rbk_converter *converter, double *pairs, size_t wanted, size_t *made, rbk_error *error);

/* How far any of count pairs from place `from` on of the last read may be from the exact values: 0 when they are exact.
 */
double rbk_converter_error_bound(const rbk_converter *converter, size_t from, size_t count);

/* Makes those of the last read's pairs exact that are at places[0 .. count - 1]. */
void rbk_converter_refine(const rbk_converter *converter, const uint32_t *indices, size_t count, double *pairs);

/* Before the first read: begin at this output sample. *frame is the input frame that must be pulled first. False: it
 * cannot. */
bool rbk_converter_enter(rbk_converter *converter, int64_t sample, int64_t *frame);

#endif
