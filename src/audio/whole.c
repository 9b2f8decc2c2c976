/*
 * Whether a file is whole, and which segments of it decoders shall see. A decoder takes a file that is cut for a
 * shorter one, stops where a second begins, and says nothing; what it would pass over is looked for here.
 */
#include "audio/mpeg.h"
#include "audio/ogg.h"
#include "audio/opening.h"
#include "audio/tag_blocks.h"
#include "base/fail.h"

#include <inttypes.h>
#include <string.h>

#define GAPLESS_FRAMES_MAX 8190 /* maximum of a LAME header: 4095 at each end */
#define JOINED_MAX         1000 /* embedded files with headers */
#define GUESS_MARGIN       64   /* more than the ratio of the highest MPEG bit rate to the lowest */

static rbk_status add_part(rbk_audio *audio, int64_t begin, int64_t end, rbk_part **part, rbk_error *error)
{
    *part = rbk_parts_add(&audio->parts, begin, end);
    return *part ? RBK_OK : rbk_fail_memory(error);
}

/* ------------------------------------------------------------------ MPEG */

/* Some encoders count the header frame too. */
static bool claim_fits(const rbk_mpeg_section *section)
{
    return section->claimed_frames < 0 || section->claimed_frames == section->frames ||
           section->claimed_frames == section->frames + 1;
}

static bool patch_number(rbk_audio *audio, int64_t at, int64_t number)
{
    uint8_t bytes[4];
    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(number >> 8 * (3 - i));
    return rbk_input_patch_add(&audio->input, at, bytes, sizeof bytes);
}

/* The decoder stops at the stated number, and cuts off LAME's padding after what was once the end. */
static rbk_status repair_claim(rbk_audio *audio, const rbk_mpeg_section *section, rbk_error *error)
{
    uint8_t cut[3];
    if (!patch_number(audio, section->claim_at, section->frames))
        return rbk_fail_memory(error);
    if (section->padding_at < 0 || rbk_input_read(&audio->input, section->padding_at, cut, sizeof cut) != sizeof cut)
        return RBK_OK;
    cut[1] &= 0xF0;
    cut[2] = 0;
    return rbk_input_patch_add(&audio->input, section->padding_at, cut, sizeof cut) ? RBK_OK : rbk_fail_memory(error);
}

/* A stated number that is too large means that frames are missing, unless it counts those of all joined files. */
static rbk_status judge_claim(rbk_audio *audio, const rbk_mpeg_walk *walk, size_t number, rbk_findings *findings,
                              rbk_error *error)
{
    const rbk_mpeg_section *section = &walk->sections[number];
    int64_t claimed = section->claimed_frames;
    if (claim_fits(section))
        return RBK_OK;
    bool of_all =
        number == 0 && walk->count > 1 && claimed >= walk->frames && claimed <= walk->frames + (int64_t)walk->count;
    if (claimed > section->frames && !of_all)
        return rbk_fail(error, RBK_BAD_AUDIO, "the header claims %" PRId64 " MPEG frames, the file holds %" PRId64,
                        claimed, section->frames);
    rbk_status status = section->claim == RBK_MPEG_XING ? repair_claim(audio, section, error) : RBK_OK;
    if (status != RBK_OK || of_all)
        return status;
    return rbk_audio_report(audio, findings, RBK_WARNING, "audio.wrong-length", error,
                            "the header claims %" PRId64 " MPEG frames, the file holds %" PRId64 ": all are used",
                            claimed, section->frames);
}

/*
 * Without a Xing header frame the decoder guesses the number of frames from the first one's bit rate, and returns no
 * more than that. Such a file is shown to it as longer than it is, and our count is used. It would play a VBRI header
 * frame.
 */
static rbk_status add_section(rbk_audio *audio, const rbk_mpeg_section *section, rbk_error *error)
{
    rbk_part *part;
    bool vbri = section->claim == RBK_MPEG_VBRI;
    rbk_status status = add_part(audio, vbri ? section->audio_begin : section->begin, section->end, &part, error);
    if (status != RBK_OK)
        return status;
    int64_t all = section->frames * section->frame_samples;
    if (section->claim == RBK_MPEG_XING) {
        part->least = all - GAPLESS_FRAMES_MAX;
        return RBK_OK;
    }
    part->frames = all;
    part->shown_end = part->begin + (part->end - part->begin) * GUESS_MARGIN;
    return RBK_OK;
}

/* Texts are in tags before the audio and after it. */
static rbk_status show_tags(rbk_audio *audio, rbk_error *error)
{
    rbk_part *first = &audio->parts.items[0];
    first->end = first->shown_end = audio->parts.count > 1 ? audio->parts.items[1].begin : audio->input.size;
    audio->parts.count = 1;
    if (audio->sniff.id3_at < 0)
        return RBK_OK;
    if (!rbk_id3_spans(&audio->input, audio->sniff.id3_at, first->begin))
        return rbk_fail_memory(error);
    first->begin = audio->sniff.id3_at;
    return RBK_OK;
}

static rbk_status judge_mpeg(rbk_audio *audio, const rbk_mpeg_walk *walk, rbk_findings *findings, rbk_error *error)
{
    if (walk->too_many)
        return rbk_fail(error, RBK_UNSUPPORTED, "expected at most %d MPEG files joined to one, found more",
                        RBK_MPEG_SECTIONS_MAX);
    if (walk->lost_at >= 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "no MPEG frame where one was expected, at byte %" PRId64 " of %" PRId64,
                        walk->lost_at, audio->input.size);
    if (walk->frames == 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "the file holds no samples");
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < walk->count && status == RBK_OK; i++) {
        if (walk->sections[i].frames == 0)
            continue;
        status = judge_claim(audio, walk, i, findings, error);
        if (status == RBK_OK)
            status = add_section(audio, &walk->sections[i], error);
    }
    if (status != RBK_OK)
        return status;
    if (walk->cut_at >= 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "the file ends inside the MPEG frame that begins at byte %" PRId64,
                        walk->cut_at);
    if (walk->odd_bytes > 0)
        return rbk_audio_report(audio, findings, RBK_WARNING, "audio.odd-bytes", error,
                                "%" PRId64 " byte%s after the last MPEG frame %s ignored", walk->odd_bytes,
                                RBK_PLURAL(walk->odd_bytes, "", "s"), RBK_PLURAL(walk->odd_bytes, "is", "are"));
    return RBK_OK;
}

/*
 * The decoder compares the stated size with what it is shown, and writes a warning of its own to the error output. What
 * matters of it is found here.
 */
static rbk_status repair_sizes(rbk_audio *audio, const rbk_mpeg_walk *walk, rbk_error *error)
{
    size_t number = 0;
    for (size_t i = 0; i < walk->count && number < audio->parts.count; i++) {
        const rbk_mpeg_section *section = &walk->sections[i];
        if (section->frames == 0)
            continue;
        const rbk_part *part = &audio->parts.items[number++];
        const int64_t shown = part->shown_end - section->begin; /* without tags before it */
        if (section->size_at >= 0 && !patch_number(audio, section->size_at, shown < UINT32_MAX ? shown : UINT32_MAX))
            return rbk_fail_memory(error);
    }
    return RBK_OK;
}

static rbk_status find_mpeg_parts(rbk_audio *audio, rbk_findings *findings, rbk_error *error)
{
    rbk_mpeg_walk walk;
    rbk_status status = rbk_mpeg_walk_frames(&audio->input, audio->sniff.begin, &walk, error);
    if (status == RBK_OK)
        status = judge_mpeg(audio, &walk, findings, error);
    if (status == RBK_OK)
        status = rbk_audio_report_joined(audio, findings, error);
    if (status == RBK_OK && audio->depth == RBK_OPEN_TAGS)
        status = show_tags(audio, error);
    if (status == RBK_OK)
        status = repair_sizes(audio, &walk, error);
    rbk_mpeg_walk_release(&walk);
    return status;
}

/* ------------------------------------------------------------------ Ogg */

static rbk_status judge_pages(const rbk_audio *audio, const rbk_ogg_walk *walk, rbk_error *error)
{
    if (!walk->readable)
        return rbk_fail(error, RBK_UNSUPPORTED,
                        "the Ogg file holds %s, which is not supported: convert it to a WAV file",
                        walk->codec[0] ? walk->codec : "an unknown codec");
    if (walk->too_many)
        return rbk_fail(error, RBK_UNSUPPORTED, "expected at most %d Ogg pages, found more", RBK_OGG_PAGES_MAX);
    if (walk->bad_at >= 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "the Ogg file is damaged at byte %" PRId64 " of %" PRId64 ": %s",
                        walk->bad_at, audio->input.size, walk->reason);
    if (walk->foreign_at >= 0)
        return rbk_fail(error, RBK_UNSUPPORTED,
                        "the Ogg file is a chain of streams, and the one at byte %" PRId64 " holds no supported audio",
                        walk->foreign_at);
    for (size_t i = 1; i < walk->link_count; i++)
        if (walk->links[i].codec != walk->links[0].codec)
            return rbk_fail(error, RBK_UNSUPPORTED,
                            "the Ogg file is a chain of streams of several codecs: expected %s throughout, found "
                            "another from byte %" PRId64 " on",
                            walk->codec, walk->links[i].begin);
    return RBK_OK;
}

static rbk_status report_repairs(const rbk_audio *audio, const rbk_ogg_repairs *repairs, rbk_findings *findings,
                                 rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (repairs->marks > 0)
        status =
            rbk_audio_report(audio, findings, RBK_WARNING, "audio.page-marks", error,
                             "Ogg pages wrongly marked as first, last or continued: %zu, the first at byte %" PRId64
                             "; the audio of all pages is used",
                             repairs->marks, repairs->first_marks);
    if (status == RBK_OK && repairs->positions > 0)
        status =
            rbk_audio_report(audio, findings, RBK_WARNING, "audio.page-positions", error,
                             "Ogg pages that do not state the position of their audio: %zu, the first at byte %" PRId64
                             "; all audio is used, page by page",
                             repairs->positions, repairs->first_position);
    if (status == RBK_OK && repairs->unfinished)
        status = rbk_audio_report(
            audio, findings, RBK_WARNING, "audio.unfinished", error,
            "no Ogg page is marked as the last: the file may be truncated; the audio of all pages is used");
    return status;
}

static rbk_status add_links(rbk_audio *audio, const rbk_ogg_walk *walk, rbk_findings *findings, rbk_error *error)
{
    rbk_ogg_repairs repairs = {0};
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < walk->link_count && status == RBK_OK; i++)
        status = rbk_ogg_repair_link(&audio->input, walk, &walk->links[i], &audio->parts, &repairs, error);
    if (status == RBK_OK)
        status = report_repairs(audio, &repairs, findings, error);
    if (status == RBK_OK)
        status = rbk_audio_report_joined(audio, findings, error);
    if (status == RBK_OK && walk->end < audio->input.size && rbk_tag_block_size(&audio->input, walk->end) == 0)
        status = rbk_audio_report(audio, findings, RBK_WARNING, "audio.odd-bytes", error,
                                  "%" PRId64 " byte%s after the last Ogg page %s ignored",
                                  audio->input.size - walk->end, RBK_PLURAL(audio->input.size - walk->end, "", "s"),
                                  RBK_PLURAL(audio->input.size - walk->end, "is", "are"));
    return status;
}

static rbk_status find_ogg_parts(rbk_audio *audio, rbk_findings *findings, rbk_error *error)
{
    rbk_ogg_walk walk;
    rbk_ogg_identify(&audio->input, audio->sniff.begin, &walk);
    if (strcmp(walk.codec, "FLAC") == 0) /* not every decoder supports it in Ogg; reported only when it refuses */
        audio->claims.unreadable = "FLAC";
    bool checksums = audio->depth == RBK_OPEN_PROBE;
    rbk_status status =
        walk.readable ? rbk_ogg_walk_pages(&audio->input, audio->sniff.begin, checksums, &walk, error) : RBK_OK;
    if (status == RBK_OK)
        status = judge_pages(audio, &walk, error);
    if (status == RBK_OK)
        status = add_links(audio, &walk, findings, error);
    rbk_ogg_walk_release(&walk);
    return status;
}

/* ------------------------------------------------------------------ headers with chunks */

/* MPEG frames inside a WAV are extracted: the decoder would guess their number. */
static rbk_status find_wrapped_mpeg(rbk_audio *audio, rbk_findings *findings, rbk_error *error)
{
    const rbk_claims *claims = &audio->claims;
    int64_t first;
    if (claims->claimed_bytes > 0)
        audio->input.end = claims->data_offset + claims->claimed_bytes;
    if (!rbk_mpeg_find(&audio->input, claims->data_offset, &first))
        return rbk_fail(error, RBK_BAD_AUDIO, "the header claims MPEG audio, the data holds none");
    audio->sniff.begin = first;
    return find_mpeg_parts(audio, findings, error);
}

/*
 * libsndfile refuses a WAV whose samples start with the letters of Ogg or WavPack, assuming one of those inside a WAV.
 * Samples may be any bytes, so it is shown zeros there while it opens the file.
 */
static void hide_beginning(rbk_audio *audio, const rbk_claims *claims, rbk_part *part)
{
    uint8_t bytes[4];
    if (claims->examined && claims->frame_bytes > 0 &&
        rbk_input_read(&audio->input, claims->data_offset, bytes, sizeof bytes) == (int64_t)sizeof bytes &&
        (memcmp(bytes, "OggS", 4) == 0 || memcmp(bytes, "wvpk", 4) == 0))
        part->hidden_at = claims->data_offset;
}

/* One of several joined files, or the only one: from its begin to end, where the next starts. */
static rbk_status add_file(rbk_audio *audio, const rbk_sniff *sniff, int64_t end, rbk_claims *claims,
                           rbk_findings *findings, rbk_error *error)
{
    rbk_part *part;
    int64_t size = audio->input.size;
    audio->input.size = end; /* its header is compared with its own bytes */
    rbk_status status = rbk_headers_check(&audio->input, sniff, audio->path, claims, findings, error);
    audio->input.size = size;
    if (status == RBK_OK)
        status = add_part(audio, sniff->begin, end, &part, error);
    if (status != RBK_OK)
        return status;
    hide_beginning(audio, claims, part);
    bool joined = end < size || audio->parts.count > 1;
    if (joined && claims->frame_bytes > 0 && claims->claimed_bytes > 0)
        part->frames = claims->claimed_bytes / claims->frame_bytes;
    audio->from_start_only = audio->from_start_only || (joined && part->frames == RBK_FRAMES_UNKNOWN);
    return RBK_OK;
}

static rbk_status find_other_parts(rbk_audio *audio, rbk_findings *findings, rbk_error *error)
{
    rbk_claims more;
    rbk_sniff sniff = audio->sniff;
    rbk_status status = RBK_OK;
    for (int64_t next = -1; next != 0 && status == RBK_OK && audio->parts.count < JOINED_MAX; sniff.begin = next) {
        next = rbk_headers_next(&audio->input, &sniff);
        status = add_file(audio, &sniff, next > 0 ? next : audio->input.size,
                          audio->parts.count == 0 ? &audio->claims : &more, findings, error);
    }
    if (status == RBK_OK && sniff.begin > 0) /* where the next one begins */
        status =
            rbk_fail(error, RBK_UNSUPPORTED, "expected at most %d audio files joined to one, found more", JOINED_MAX);
    if (status != RBK_OK)
        return status;
    if (audio->claims.mpeg && audio->depth != RBK_OPEN_TAGS) {
        audio->parts.count = 0;
        return find_wrapped_mpeg(audio, findings, error);
    }
    return rbk_audio_report_joined(audio, findings, error);
}

rbk_status rbk_audio_find_parts(rbk_audio *audio, rbk_findings *findings, rbk_error *error)
{
    switch (audio->sniff.kind) {
    case RBK_KIND_MPEG:
        return find_mpeg_parts(audio, findings, error);
    case RBK_KIND_FLAC:
        return rbk_audio_find_flac_parts(audio, findings, error);
    case RBK_KIND_OGG:
        return find_ogg_parts(audio, findings, error);
    default:
        return find_other_parts(audio, findings, error);
    }
}
