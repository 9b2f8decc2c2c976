/*
 * audio/opening.h - an audio file that is being opened, shared by the files that do it
 */
#ifndef RBK_AUDIO_OPENING_H
#define RBK_AUDIO_OPENING_H

#include "audio/headers.h"
#include "audio/open.h"
#include "audio/sniff.h"
#include "base/fail.h"

struct rbk_audio {
    char *path;
    rbk_open_depth depth;
    int64_t known_frames; /* as probed before, or RBK_FRAMES_UNKNOWN */
    bool from_start_only; /* its frames are numbered so that seeks are unreliable */
    rbk_input input;
    rbk_sniff sniff;
    rbk_claims claims;
    rbk_parts parts;
    rbk_sequence *sequence;
    rbk_down_mix mix;
    rbk_audio_info info;
    rbk_raw_format raw;
    char down_mix_text[RBK_DOWN_MIX_BYTES];
};

/*
 * Holds what the file's structure says against what is there, and fills the parts: what decoders shall see. Everything
 * that a decoder would pass over in silence is found here, or put right. Findings and failures as rbk_audio_open states
 * them.
 */
rbk_status rbk_audio_find_parts(rbk_audio *audio, rbk_findings *findings, rbk_error *error);

rbk_status rbk_audio_find_flac_parts(rbk_audio *audio, rbk_findings *findings, rbk_error *error);

/* Adds a finding about the whole file. RBK_NO_MEMORY. */
rbk_status rbk_audio_report(const rbk_audio *audio, rbk_findings *findings, rbk_severity severity, const char *rule,
                            rbk_error *error, const char *format, ...) RBK_PRINTF(6, 7);

/* Reports that several files were joined, if they were. RBK_NO_MEMORY. */
rbk_status rbk_audio_report_joined(const rbk_audio *audio, rbk_findings *findings, rbk_error *error);

/* Opens the decoder of the first part. */
rbk_status rbk_audio_open_parts(rbk_audio *audio, rbk_error *error);

/* The number of frames, info.frames; counted by decoding if there is no other way. */
rbk_status rbk_audio_probe(rbk_audio *audio, rbk_findings *findings, rbk_error *error);

#endif
