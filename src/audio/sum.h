/*
 * audio/sum.h - the MD5 in a FLAC file, compared with its samples
 */
#ifndef RBK_AUDIO_SUM_H
#define RBK_AUDIO_SUM_H

#include "audio/unpack.h"

/*
 * Compares the MD5 in a FLAC file with the samples read. Conformers pass it what they read, from any number of threads
 * and in any order; pieces that come early are kept until their turn. frames is the number that rbk_audio_open found.
 * *sum is NULL if the file has no MD5, or is several that were joined. RBK_FILEACCESS, RBK_NO_MEMORY.
 */
typedef struct rbk_audio_sum rbk_audio_sum;

rbk_status rbk_audio_sum_new(const char *path, int64_t frames, const rbk_identity *identity, rbk_audio_sum **sum,
                             rbk_error *error);
void rbk_audio_sum_free(rbk_audio_sum *sum); /* NULL is fine */

/* After the last read: a finding "audio.checksum" (warning) if all samples were read and their MD5 differs. */
rbk_status rbk_audio_sum_report(rbk_audio_sum *sum, rbk_findings *findings, rbk_error *error);

/* Decodes the file for this purpose only, and reports the same. Errors of rbk_audio_open. */
rbk_status rbk_audio_check_sum(const char *path, int64_t frames, const rbk_identity *identity, rbk_findings *findings,
                               rbk_error *error);

/*
 * Before the first read: what is read of the n-th file (0 the first) is also passed to the sum, which is of that file
 * and outlives the conformer. NULL is fine.
 */
void rbk_conformer_set_sum(rbk_conformer *conformer, size_t file, rbk_audio_sum *sum);

/*
 * Adds count frames of the file, as decoded, from frame `at`. Frames that were added before are ignored. Without memory
 * the sum is abandoned: it reports nothing.
 */
void rbk_audio_sum_take_int16(rbk_audio_sum *sum, int64_t at, const int16_t *samples, size_t count);
void rbk_audio_sum_take_double(rbk_audio_sum *sum, int64_t at, const double *samples, size_t count);
void rbk_audio_sum_take_planes(rbk_audio_sum *sum, int64_t at, rbk_planes planes, size_t count);

#endif
