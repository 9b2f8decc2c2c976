/*
 * audio/headers.h - what a header claims against what the file holds
 */
#ifndef RBK_AUDIO_HEADERS_H
#define RBK_AUDIO_HEADERS_H

#include "audio/claims.h"

/*
 * Reads the header of a WAV, RF64, BW64, W64, AIFF, CAF or AU file and compares. Findings as rbk_audio_open states
 * them; an empty length field is put right in what decoders see. RBK_BAD_AUDIO, RBK_UNSUPPORTED, RBK_FILESYSTEM.
 */
rbk_status rbk_headers_check(rbk_input *input, const rbk_sniff *sniff, const char *path, rbk_claims *claims,
                             rbk_findings *findings, rbk_error *error);

/*
 * Where another file of the same kind begins after the end of the one at sniff->begin, as it does where files were
 * joined; 0 where none does. Claims nothing and finds nothing.
 */
int64_t rbk_headers_next(rbk_input *input, const rbk_sniff *sniff);

#endif
