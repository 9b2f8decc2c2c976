/*
 * Checks whether a FLAC file is complete: the checksum of every frame is verified, none is decoded. The decoder
 * believes the number of samples in the header; if the frames hold more, the number it sees is corrected.
 */
#include "audio/flac_decoder.h"
#include "audio/flac_frames.h"
#include "audio/opening.h"
#include "base/fail.h"

#include <inttypes.h>

#define TOTAL_BYTES 5

/* Other depths are legal FLAC, but the decoder silently refuses them. */
static void note_depth(rbk_audio *audio, const rbk_flac_head *head)
{
    if (!rbk_flac_decoder_takes(head->bits))
        audio->claims.unreadable = "PCM of an unusual bit depth";
}

static rbk_status refuse_frames(const rbk_audio *audio, const rbk_flac_walk *walk, rbk_error *error)
{
    if (walk->count == 0)
        return RBK_OK; /* a file without samples is refused for that */
    const rbk_flac_section *last = &walk->sections[walk->count - 1];
    if (walk->bad_at >= 0 && walk->cut && last->head.samples == 0)
        return rbk_fail(error, RBK_BAD_AUDIO,
                        "the file ends inside the FLAC frame at byte %" PRId64 ", after sample %" PRId64
                        ": it is truncated or damaged",
                        walk->bad_at, last->samples);
    if (walk->bad_at >= 0 && walk->cut)
        return rbk_fail(error, RBK_BAD_AUDIO,
                        "the header claims %" PRId64 " sample%s, the file ends inside the FLAC frame at byte %" PRId64
                        ", after sample %" PRId64 ": it is truncated or damaged",
                        last->head.samples, RBK_PLURAL(last->head.samples, "", "s"), walk->bad_at, last->samples);
    if (walk->bad_at >= 0)
        return rbk_fail(error, RBK_BAD_AUDIO,
                        "the FLAC frame at byte %" PRId64 " of %" PRId64 ", after sample %" PRId64 ", is damaged",
                        walk->bad_at, audio->input.size, last->samples);
    if (walk->too_many)
        return rbk_fail(error, RBK_UNSUPPORTED, "expected at most %d FLAC files joined to one, found more",
                        RBK_FLAC_SECTIONS_MAX);
    if (walk->missing_at >= 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "FLAC frames are missing before the one at byte %" PRId64 " of %" PRId64,
                        walk->missing_at, audio->input.size);
    return RBK_OK;
}

/* The 36 bits of the number of samples. */
static rbk_status repair_total(rbk_audio *audio, const rbk_flac_section *section, rbk_error *error)
{
    uint8_t bytes[TOTAL_BYTES];
    int64_t at = section->head.total_at;
    if (rbk_input_read(&audio->input, at, bytes, 1) != 1)
        return rbk_input_fail(&audio->input, error);
    bytes[0] = (uint8_t)((bytes[0] & 0xF0) | (section->samples >> 32 & 0x0F));
    for (int i = 1; i < TOTAL_BYTES; i++)
        bytes[i] = (uint8_t)(section->samples >> 8 * (TOTAL_BYTES - 1 - i));
    return rbk_input_patch_add(&audio->input, at, bytes, sizeof bytes) ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status judge_total(rbk_audio *audio, const rbk_flac_section *section, rbk_findings *findings,
                              rbk_error *error)
{
    int64_t claimed = section->head.samples;
    if (claimed == section->samples)
        return RBK_OK;
    if (claimed > section->samples)
        return rbk_fail(error, RBK_BAD_AUDIO,
                        "the header claims %" PRId64 " sample%s, the file holds %" PRId64 ": it is truncated", claimed,
                        RBK_PLURAL(claimed, "", "s"), section->samples);
    rbk_status status = repair_total(audio, section, error);
    if (status != RBK_OK)
        return status;
    if (claimed == 0)
        return rbk_audio_report(audio, findings, RBK_WARNING, "audio.length-unknown", error,
                                "the header does not state the length of the audio; all %" PRId64 " %s used",
                                section->samples, RBK_PLURAL(section->samples, "sample is", "samples are"));
    return rbk_audio_report(audio, findings, RBK_WARNING, "audio.wrong-length", error,
                            "the header counts %" PRId64 " sample%s, the file holds %" PRId64 ": all are used", claimed,
                            RBK_PLURAL(claimed, "", "s"), section->samples);
}

static rbk_status add_section(rbk_audio *audio, const rbk_flac_section *section, rbk_findings *findings,
                              rbk_error *error)
{
    if (section->samples == 0 && section->head.samples == 0)
        return RBK_OK;
    rbk_status status = judge_total(audio, section, findings, error);
    if (status != RBK_OK)
        return status;
    rbk_part *part = rbk_parts_add(&audio->parts, section->begin, section->end);
    if (!part)
        return rbk_fail_memory(error);
    part->frames = section->samples;
    audio->from_start_only = audio->from_start_only || !section->from_zero;
    return RBK_OK;
}

static rbk_status add_sections(rbk_audio *audio, const rbk_flac_walk *walk, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = refuse_frames(audio, walk, error);
    for (size_t i = 0; i < walk->count && status == RBK_OK; i++)
        status = add_section(audio, &walk->sections[i], findings, error);
    if (status == RBK_OK && audio->parts.count == 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "the file holds no samples");
    if (status == RBK_OK && walk->odd_bytes > 0)
        status = rbk_audio_report(audio, findings, RBK_WARNING, "audio.odd-bytes", error,
                                  "%" PRId64 " byte%s after the last FLAC frame %s ignored", walk->odd_bytes,
                                  RBK_PLURAL(walk->odd_bytes, "", "s"), RBK_PLURAL(walk->odd_bytes, "is", "are"));
    return status;
}

static rbk_status hide_seek_tables(rbk_audio *audio, rbk_error *error)
{
    for (size_t i = 0; i < audio->parts.count; i++)
        if (!rbk_flac_hide_seek_tables(&audio->input, audio->parts.items[i].begin))
            return rbk_fail_memory(error);
    return RBK_OK;
}

rbk_status rbk_audio_find_flac_parts(rbk_audio *audio, rbk_findings *findings, rbk_error *error)
{
    rbk_flac_head head;
    rbk_flac_walk walk;
    bool readable = rbk_flac_head_read(&audio->input, audio->sniff.begin, &head);
    bool known = audio->depth == RBK_OPEN_TAGS ||
                 (audio->depth == RBK_OPEN_TRUST && audio->known_frames == head.samples && head.samples > 0);
    if (readable)
        note_depth(audio, &head);
    int64_t end = audio->input.size;
    if (readable && known && audio->depth != RBK_OPEN_TAGS)
        end = rbk_flac_find_end(&audio->input, &head); /* the decoder reports bytes after the last frame as damage */
    if (!readable || (known && end >= 0))
        return rbk_parts_add(&audio->parts, audio->sniff.begin, end) ? hide_seek_tables(audio, error)
                                                                     : rbk_fail_memory(error);
    rbk_status status = rbk_flac_walk_frames(&audio->input, audio->sniff.begin, &walk, error);
    if (status == RBK_OK)
        status = add_sections(audio, &walk, findings, error);
    rbk_flac_walk_release(&walk);
    if (status == RBK_OK)
        status = hide_seek_tables(audio, error);
    return status == RBK_OK ? rbk_audio_report_joined(audio, findings, error) : status;
}
