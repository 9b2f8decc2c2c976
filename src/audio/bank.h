/*
 * audio/bank.h - a rate converter as a table: for each phase of a rational ratio, the weights of the input around it
 *
 * The best converter of libsamplerate, driven at a ratio of small numbers, is a periodic linear filter. Its impulse
 * responses, asked of the library once, are all there is to know of it; applying them is multiply and add. The sum runs
 * in one fixed order - sixteen partial sums of every sixteenth product, then a fixed tree - in IEEE doubles without
 * contraction, so that every kernel gives the same bits.
 */
#ifndef RBK_AUDIO_BANK_H
#define RBK_AUDIO_BANK_H

#include <redbook/audio.h>

typedef struct rbk_bank rbk_bank;

/* True when rate and quality have a table of reasonable size, and a stream of so many frames is long enough for it to
 * pay. */
bool rbk_bank_suits(uint32_t rate_hz, rbk_quality quality, int64_t frames);

/*
 * Asks the library for the table: tenths of seconds of work. RBK_UNSUPPORTED when the library's response is not what
 * a table can hold (it reaches further than expected); RBK_NO_MEMORY.
 */
rbk_status rbk_bank_make(uint32_t rate_hz, rbk_quality quality, rbk_bank **bank, rbk_error *error);
void rbk_bank_free(rbk_bank *bank); /* NULL is fine */

/* Of the input, how many frames before and behind output sample n's place (rbk_bank_frame) its value depends on. */
size_t rbk_bank_before(const rbk_bank *bank);
size_t rbk_bank_behind(const rbk_bank *bank);

/* The input frame at or before output sample n. */
int64_t rbk_bank_frame(const rbk_bank *bank, int64_t sample);

/*
 * Output samples first .. first + count - 1 as pairs. left and right hold the input from frame window_frame on, as far
 * as needed: from rbk_bank_frame(first) - before to rbk_bank_frame(last) + behind, and RBK_BANK_SLACK more readable
 * values behind that.
 */
#define RBK_BANK_SLACK 16
void rbk_bank_apply(const rbk_bank *bank, rbk_kernel kernel, int64_t first, size_t count, const double *left,
                    const double *right, int64_t window_frame, double *pairs);

#endif
