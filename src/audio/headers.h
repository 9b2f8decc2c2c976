/*
 * audio/headers.h - the length in a header compared with the file
 */
#ifndef RBK_AUDIO_HEADERS_H
#define RBK_AUDIO_HEADERS_H

#include "audio/claims.h"

/*
 * Reads the header of a WAV, RF64, BW64, W64, AIFF, CAF or AU file and compares. Findings as documented at
 * rbk_audio_open; an empty length field is corrected in what decoders see. RBK_BAD_AUDIO, RBK_UNSUPPORTED,
 * RBK_FILESYSTEM.
 */
rbk_status rbk_headers_check(rbk_input *input, const rbk_sniff *sniff, const char *path, rbk_claims *claims,
                             rbk_findings *findings, rbk_error *error);

/*
 * The start of another file of the same kind after the end of the one at sniff->begin, where files were joined; 0:
 * none. Adds no findings.
 */
int64_t rbk_headers_next(rbk_input *input, const rbk_sniff *sniff);

#endif
