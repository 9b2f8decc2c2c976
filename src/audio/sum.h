/*
 * audio/sum.h - the sum that a FLAC file states, held against its samples
 */
#ifndef RBK_AUDIO_SUM_H
#define RBK_AUDIO_SUM_H

#include <redbook/audio.h>

/*
 * The MD5 that a FLAC file states of its samples, held against those that are read. Conformers give what they read to
 * it, from any number of threads and in any order; what comes early is kept until its turn. frames are those that
 * rbk_audio_open found. *sum is NULL where the file states none, or is several that were joined. RBK_FILEACCESS, RBK_NO_MEMORY.
 */
typedef struct rbk_audio_sum rbk_audio_sum;

rbk_status rbk_audio_sum_new(const char *path, int64_t frames, rbk_audio_sum **sum, rbk_error *error);
void rbk_audio_sum_free(rbk_audio_sum *sum); /* NULL is fine */

/* Once nothing is read any more: a finding "audio.checksum" (warning) where all samples were read and give another. */
rbk_status rbk_audio_sum_report(rbk_audio_sum *sum, rbk_findings *findings, rbk_error *error);

/* Decodes the file for nothing else, and tells the same. What rbk_audio_open refuses. */
rbk_status rbk_audio_check_sum(const char *path, int64_t frames, rbk_findings *findings, rbk_error *error);

/*
 * Before the first read: what is read of the n-th file (0 the first) goes to the sum, too, which is of that file and
 * outlives the conformer. NULL is fine.
 */
void rbk_conformer_set_sum(rbk_conformer *conformer, size_t file, rbk_audio_sum *sum);

/*
 * Gives count frames of the file, as its decoder does, that begin with frame `at`. Frames that were given before are
 * passed over. Without memory the sum is given up: it tells nothing.
 */
void rbk_audio_sum_take_int16(rbk_audio_sum *sum, int64_t at, const int16_t *samples, size_t count);
void rbk_audio_sum_take_double(rbk_audio_sum *sum, int64_t at, const double *samples, size_t count);

#endif
