/*
 * The number of frames of a file. Usually a header or a walk over its structure gives it, and the decoder has to agree;
 * otherwise all of it is decoded once.
 */
#include "audio/opening.h"
#include "base/fail.h"

#include <inttypes.h>
#include <stdlib.h>

#define COUNT_BLOCK_FRAMES 4096

rbk_status rbk_audio_open_parts(rbk_audio *audio, rbk_error *error)
{
    const rbk_raw_format *raw = audio->sniff.kind == RBK_KIND_HEADERLESS ? &audio->raw : NULL;
    rbk_status status = rbk_sequence_open(&audio->input, raw, &audio->parts, &audio->sequence, NULL);
    if (status == RBK_OK)
        return RBK_OK;
    if (audio->input.system_error)
        return rbk_input_fail(&audio->input, error);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (audio->claims.unreadable)
        return rbk_fail(error, RBK_UNSUPPORTED,
                        "the %s file holds %s, which is not supported: convert it to a WAV file", audio->sniff.name,
                        audio->claims.unreadable);
    if (audio->claims.examined || audio->sniff.kind == RBK_KIND_OGG || audio->sniff.kind == RBK_KIND_FLAC)
        return rbk_fail(error, RBK_BAD_AUDIO,
                        "the %s file cannot be decoded although its headers are in order: the setup of its decoder, "
                        "after the first bytes, is damaged or unknown",
                        audio->sniff.name);
    return rbk_fail(error, RBK_BAD_AUDIO, "the %s header cannot be decoded: it is damaged or its encoding is unknown",
                    audio->sniff.name);
}

/* Decodes a part to its end. */
static rbk_status count_part(rbk_audio *audio, size_t number, int64_t *frames, rbk_error *error)
{
    rbk_status status = rbk_sequence_enter(audio->sequence, number, error);
    if (status != RBK_OK)
        return status;
    double *block = malloc(COUNT_BLOCK_FRAMES * rbk_sequence_information(audio->sequence)->channels * sizeof *block);
    size_t got = 1;
    if (!block)
        return rbk_fail_memory(error);
    *frames = 0;
    while (status == RBK_OK && got > 0) {
        status = rbk_sequence_read_part(audio->sequence, block, COUNT_BLOCK_FRAMES, &got, error);
        if (status == RBK_OK)
            *frames += (int64_t)got;
    }
    free(block);
    return status;
}

/* The last frame of a FLAC file can be found directly; a truncated file has none. */
static rbk_status reach_last_frame(rbk_audio *audio, int64_t frames, rbk_error *error)
{
    double frame[RBK_AUDIO_CHANNELS_MAX];
    size_t got = 0;
    rbk_status status = rbk_sequence_seek(audio->sequence, frames - 1, error);
    if (status == RBK_OK)
        status = rbk_sequence_read_double(audio->sequence, frame, 1, &got, error);
    if (status == RBK_OK && got == 1)
        return rbk_sequence_seek(audio->sequence, 0, error);
    if (audio->input.system_error)
        return rbk_input_fail(&audio->input, error);
    return rbk_fail(error, RBK_BAD_AUDIO,
                    "the header claims %" PRId64
                    " sample%s, the last one cannot be read: the file is truncated or damaged",
                    frames, RBK_PLURAL(frames, "", "s"));
}

/* The length of MPEG is known only by decoding all frames; so is that of Ogg whose packets do not give it. */
static bool has_to_be_counted(const rbk_audio *audio, const rbk_part *part, const rbk_decoder_info *info)
{
    if (audio->sniff.kind == RBK_KIND_MPEG || audio->claims.mpeg || info->frames == RBK_FRAMES_UNKNOWN)
        return true;
    if (audio->from_start_only)
        return true;
    return audio->sniff.kind == RBK_KIND_OGG &&
           (part->frames == RBK_FRAMES_UNKNOWN || info->promised != part->frames + part->dropped);
}

static rbk_status probe_part(rbk_audio *audio, size_t number, bool *unstated, bool *decoded, rbk_error *error)
{
    rbk_part *part = &audio->parts.items[number];
    rbk_status status = RBK_OK;
    if (audio->parts.count > 1)
        status = rbk_sequence_enter(audio->sequence, number, error);
    if (status != RBK_OK)
        return status;
    const rbk_decoder_info *info = rbk_sequence_information(audio->sequence);
    int64_t promised = info->frames == RBK_FRAMES_UNKNOWN ? info->frames : info->frames - part->dropped;
    int64_t frames = promised;
    *unstated |= promised == RBK_FRAMES_UNKNOWN;
    if (has_to_be_counted(audio, part, info)) {
        *decoded = true;
        status = count_part(audio, number, &frames, error);
    }
    if (status != RBK_OK)
        return status;
    if (frames < part->least)
        promised = part->least;
    if (promised != RBK_FRAMES_UNKNOWN && frames != promised)
        return rbk_fail(error, RBK_BAD_AUDIO, "the header claims %" PRId64 " sample%s, only %" PRId64 " can be decoded",
                        promised, RBK_PLURAL(promised, "", "s"), frames);
    if (part->frames == RBK_FRAMES_UNKNOWN && audio->parts.count > 1)
        part->frames = frames;
    audio->info.frames += frames;
    return RBK_OK;
}

rbk_status rbk_audio_probe(rbk_audio *audio, rbk_findings *findings, rbk_error *error)
{
    bool unstated = false, decoded = audio->parts.count > 1;
    rbk_status status = RBK_OK;
    audio->info.frames = 0;
    for (size_t i = 0; i < audio->parts.count && status == RBK_OK; i++)
        status = probe_part(audio, i, &unstated, &decoded, error);
    if (status == RBK_OK && audio->info.frames == 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "the file holds no samples");
    if (status == RBK_OK && audio->sniff.kind == RBK_KIND_FLAC && !unstated && !audio->from_start_only)
        status = reach_last_frame(audio, audio->info.frames, error);
    else if (status == RBK_OK && decoded)
        status = rbk_sequence_enter(audio->sequence, 0, error);
    if (status == RBK_OK && unstated &&
        rbk_findings_add(findings, RBK_WARNING, "audio.length-unknown", audio->path, 0, 0,
                         "the header does not state the length of the audio; the file was decoded to find it") !=
            RBK_OK)
        return rbk_fail_memory(error);
    return status;
}
