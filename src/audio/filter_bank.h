/*
 * audio/filter_bank.h - a rate converter as a table: for each phase of a rational ratio, the weights of the input around it
 *
 * The best converter of libsamplerate, driven at a ratio of small numbers, is a periodic linear filter. Its impulse
 * responses, asked of the library once, are all there is to know of it; applying them is multiply and add. Outputs are
 * made quickly and near enough for almost all of them to become 16 bits; the few that this leaves undecided are settled
 * by the exact sum, which is what defines them (audio/kernels.h).
 */
#ifndef RBK_AUDIO_FILTER_BANK_H
#define RBK_AUDIO_FILTER_BANK_H

#include <redbook/audio.h>

typedef struct rbk_filter_bank rbk_filter_bank;

/* True when rate and quality have a table of reasonable size, and a stream of so many frames is long enough for it to
 * pay. */
bool rbk_filter_bank_suits(uint32_t rate_hz, rbk_quality quality, int64_t frames);

/*
 * Asks the library for the table: up to tenths of seconds of work. RBK_UNSUPPORTED when the library's response is not
 * what a table can hold (it reaches further than expected); RBK_NO_MEMORY.
 */
rbk_status rbk_filter_bank_make(uint32_t rate_hz, rbk_quality quality, rbk_filter_bank **bank, rbk_error *error);
void rbk_filter_bank_free(rbk_filter_bank *bank); /* NULL is fine */

/* Of the input, how many frames before and behind output sample n's place (rbk_filter_bank_frame) its value depends on. */
size_t rbk_filter_bank_before(const rbk_filter_bank *bank);
size_t rbk_filter_bank_after(const rbk_filter_bank *bank);

/* The input frame at or before output sample n. */
int64_t rbk_filter_bank_frame(const rbk_filter_bank *bank, int64_t sample);

/* The first input frame that must be at hand for output samples from n on: some before those that its value depends on,
 * since outputs are made several at once, and a multiple of RBK_FILTER_BANK_BORDER. */
#define RBK_FILTER_BANK_BORDER 16
int64_t rbk_filter_bank_begin(const rbk_filter_bank *bank, int64_t sample);

/*
 * A stretch of the input, channels apart, from first_frame on (negative before the stream). Arrays that begin at 64
 * bytes with a multiple of RBK_FILTER_BANK_BORDER are read fastest.
 */
typedef struct rbk_filter_bank_input {
    float *left, *right;
    int64_t first_frame;
} rbk_filter_bank_input;

/*
 * Output samples first .. first + count - 1 as pairs, quickly. The window holds the input from rbk_filter_bank_begin(first) to
 * rbk_filter_bank_frame(last) + behind, and RBK_FILTER_BANK_SLACK more finite values behind that, whatever they are.
 */
#define RBK_FILTER_BANK_SLACK 96
void rbk_filter_bank_apply(const rbk_filter_bank *bank, rbk_kernel kernel, int64_t first, size_t count,
                           const rbk_filter_bank_input *window, double *pairs);

/*
 * How far any value that rbk_filter_bank_apply made for outputs first .. first + count - 1 from the window may be from the
 * exact one. 0 where their input is silent; the values are then exactly 0.
 */
double rbk_filter_bank_error_bound(const rbk_filter_bank *bank, int64_t first, size_t count,
                                   const rbk_filter_bank_input *window);

/* Makes pairs exact that rbk_filter_bank_apply made: those of outputs first + places[0 .. count - 1]; the others stay. */
void rbk_filter_bank_refine(const rbk_filter_bank *bank, rbk_kernel kernel, int64_t first, const uint32_t *indices,
                            size_t count, const rbk_filter_bank_input *window, double *pairs);

#endif
