/*
 * audio/filter_bank.h - a rate converter as a table: for each phase of a rational ratio, the weights of the input
 * around it
 *
 * The best converter of libsamplerate, at a ratio of small numbers, is a periodic linear filter. Its impulse responses,
 * read from the library once, define it completely; applying them is multiply and add. Outputs are first computed fast
 * and approximately, which is enough for almost all of them to become 16 bits; the few that the error bound leaves
 * undecided are refined by the bit-exact sum, which defines them (audio/kernels.h).
 */
#ifndef RBK_AUDIO_FILTER_BANK_H
#define RBK_AUDIO_FILTER_BANK_H

#include <redbook/audio.h>

typedef struct rbk_filter_bank rbk_filter_bank;

/* True when rate and quality have a table of reasonable size, and a stream of this length is worth it. */
bool rbk_filter_bank_suits(uint32_t rate_hz, rbk_quality quality, int64_t frames);

/*
 * Reads the table from the library: up to some tenths of a second of work. RBK_UNSUPPORTED when the library's response
 * does not fit a table (it reaches further than expected); RBK_NO_MEMORY. threads: that may do it, 0: one for each
 * processor; the table is the same.
 */
rbk_status rbk_filter_bank_make(uint32_t rate_hz, rbk_quality quality, uint32_t threads, rbk_filter_bank **bank,
                                rbk_error *error);
void rbk_filter_bank_free(rbk_filter_bank *bank); /* NULL is fine */

/* The number of input frames after output sample n's position (rbk_filter_bank_frame) that its value depends on. */
size_t rbk_filter_bank_after(const rbk_filter_bank *bank);

/* The input frame at or before output sample n. */
int64_t rbk_filter_bank_frame(const rbk_filter_bank *bank, int64_t sample);

/* The first input frame that must be available for output samples from n on: earlier than those its value depends
 * on, since outputs are computed several at once, and a multiple of RBK_FILTER_BANK_BORDER. */
#define RBK_FILTER_BANK_BORDER 16
int64_t rbk_filter_bank_begin(const rbk_filter_bank *bank, int64_t sample);

/*
 * A range of the input, one array per channel, from first_frame on (negative before the stream). Arrays aligned to 64
 * bytes with a multiple of RBK_FILTER_BANK_BORDER are read fastest.
 */
typedef struct rbk_filter_bank_input {
    float *left, *right;
    int64_t first_frame;
} rbk_filter_bank_input;

/*
 * Output samples first .. first + count - 1 as pairs, fast. The window holds the input from
 * rbk_filter_bank_begin(first) to rbk_filter_bank_frame(last) + rbk_filter_bank_after, and RBK_FILTER_BANK_SLACK more
 * finite values after that, whatever they are.
 */
#define RBK_FILTER_BANK_SLACK 96
void rbk_filter_bank_apply(const rbk_filter_bank *bank, rbk_kernel kernel, int64_t first, size_t count,
                           const rbk_filter_bank_input *window, double *pairs);

/*
 * The error bound of the values that rbk_filter_bank_apply computed by the kernel from the window for outputs first ..
 * first + count - 1. 0 where their input is silent; the values are then exactly 0.
 */
double rbk_filter_bank_error_bound(const rbk_filter_bank *bank, rbk_kernel kernel, int64_t first, size_t count,
                                   const rbk_filter_bank_input *window);

/* Makes values of rbk_filter_bank_apply bit-exact: pairs[values[0 .. count - 1]], where pairs start with output first;
 * fastest where both channels of an output follow one another. The others stay. */
void rbk_filter_bank_refine(const rbk_filter_bank *bank, rbk_kernel kernel, int64_t first, const uint32_t *values,
                            size_t count, const rbk_filter_bank_input *window, double *pairs);

#endif
