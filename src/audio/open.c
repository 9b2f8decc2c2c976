/*
 * Opening an audio file: sniff, hold the header against the file, walk the chains that say nothing when they break,
 * open the decoder, settle the channels. All that can be refused without decoding is refused here.
 */
#include "audio/open.h"

#include "audio/headers.h"
#include "audio/mpeg.h"
#include "audio/ogg.h"
#include "base/fail.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_BLOCK_FRAMES 4096
#define GAPLESS_FRAMES_MAX 8190 /* what a LAME header can cut off: 4095 at each end */
#define GUESS_MARGIN       64   /* more than the highest MPEG bit rate is above the lowest */

struct rbk_audio {
    char *path;
    rbk_input input;
    rbk_sniff sniff;
    rbk_claims claims;
    rbk_decoder *decoder;
    rbk_down_mix mix;
    rbk_audio_info info;
    rbk_raw_format raw;
    char down_mix_text[RBK_DOWN_MIX_BYTES];
    int64_t walked_frames; /* of MPEG without a header frame: exact; else RBK_FRAMES_UNKNOWN */
    int64_t least_frames;  /* that MPEG must decode to; 0 otherwise */
};

/* ------------------------------------------------------------------ what is it */

static rbk_status refuse_kind(rbk_audio *audio, rbk_error *error)
{
    uint8_t bytes[4] = {0};
    switch (audio->sniff.kind) {
    case RBK_KIND_EMPTY:
        return rbk_fail(error, RBK_NOT_AUDIO, "no audio format is recognised: the file is empty");
    case RBK_KIND_TEXT:
        return rbk_fail(error, RBK_NOT_AUDIO, "no audio format is recognised in the file (it is %s)",
                        audio->sniff.resembles);
    case RBK_KIND_FOREIGN:
        return rbk_fail(error, RBK_NOT_AUDIO, "no readable audio format is recognised in the file (it %s like %s)",
                        audio->sniff.at_its_end ? "ends" : "begins", audio->sniff.resembles);
    default:
        (void)rbk_input_read(&audio->input, 0, bytes, sizeof bytes);
        return rbk_fail(error, RBK_NOT_AUDIO,
                        "no audio format is recognised in the file (it begins with bytes %02X %02X %02X %02X)",
                        bytes[0], bytes[1], bytes[2], bytes[3]);
    }
}

static rbk_status add_finding(rbk_audio *audio, rbk_findings *findings, rbk_severity severity, const char *rule,
                              const char *before, const char *name, rbk_error *error)
{
    if (rbk_findings_add(findings, severity, rule, audio->path, 0, 0, "%s%s", before, name) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

/*
 * What a caller calls headerless may begin with any bytes, those of a header too. Its word is wrong only where two are
 * against it: the content and the name, or the content and a size that is no whole number of the sectors it speaks of.
 */
static bool content_speaks(const rbk_audio *audio, const rbk_raw_format *raw)
{
    bool known =
        rbk_kind_is_audio(audio->sniff.kind) || (audio->sniff.kind == RBK_KIND_FOREIGN && !audio->sniff.at_its_end);
    return known && (rbk_sniff_keeps_promise(audio->path, &audio->sniff) ||
                     (raw->sectors && audio->input.size % RBK_SECTOR_BYTES != 0));
}

static rbk_status tell_beginning(const rbk_audio *audio, const rbk_raw_format *raw, rbk_findings *findings,
                                 rbk_error *error)
{
    const rbk_sniff *sniff = &audio->sniff;
    const char *like = sniff->name ? sniff->name : sniff->resembles;
    if (raw->sectors || sniff->at_its_end || !like || sniff->kind == RBK_KIND_TEXT)
        return RBK_OK;
    if (rbk_findings_add(findings, RBK_WARNING, "audio.begins-like", audio->path, 0, 0,
                         "begins like %s, and is read as headerless because it was said to be", like) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status settle_raw(rbk_audio *audio, const rbk_raw_format *raw, rbk_findings *findings, rbk_error *error)
{
    static const uint8_t sample_bytes[RBK_RAW_ENCODINGS] = {1, 1, 2, 2, 3, 3, 4, 4, 4, 4, 8, 8};
    bool speaks = content_speaks(audio, raw);
    if (speaks && rbk_kind_is_audio(audio->sniff.kind))
        return add_finding(audio, findings, RBK_WARNING, "audio.not-raw", "said to be headerless, but its content is ",
                           audio->sniff.name, error);
    if (speaks || audio->sniff.kind == RBK_KIND_EMPTY)
        return refuse_kind(audio, error);
    if (tell_beginning(audio, raw, findings, error) != RBK_OK)
        return rbk_fail_memory(error);
    audio->sniff.kind = RBK_KIND_HEADERLESS;
    audio->sniff.name = "headerless";
    audio->sniff.begin = 0;
    audio->raw = *raw;
    int64_t frame_bytes = (int64_t)raw->channels * sample_bytes[raw->encoding];
    if (audio->input.size < frame_bytes)
        return rbk_fail(error, RBK_BAD_AUDIO, "the file holds no samples");
    int odd = (int)(audio->input.size % frame_bytes);
    if (odd != 0 && rbk_findings_add(findings, RBK_WARNING, "audio.odd-bytes", audio->path, 0, 0,
                                     "%d bytes after the last whole frame are left out", odd) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status settle_kind(rbk_audio *audio, const rbk_raw_format *raw, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = rbk_sniff_input(&audio->input, &audio->sniff, error);
    if (status != RBK_OK)
        return status;
    if (raw)
        return settle_raw(audio, raw, findings, error);
    if (!rbk_kind_is_audio(audio->sniff.kind))
        return refuse_kind(audio, error);
    const char *promise = rbk_sniff_broken_promise(audio->path, &audio->sniff);
    if (promise && rbk_findings_add(findings, RBK_NOTE, "audio.misnamed", audio->path, 0, 0,
                                    "its name promises %s, its content is %s", promise, audio->sniff.name) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

/* ------------------------------------------------------------------ is it whole */

/*
 * Without a header frame the decoder guesses the number of frames from the first one's bit rate, and gives no more than
 * it guessed. Such a file is shown longer than it is, and our count stands.
 */
static void settle_mpeg_frames(rbk_audio *audio, const rbk_mpeg_walk *walk)
{
    int64_t all = walk->frames * walk->frame_samples;
    audio->least_frames = all - GAPLESS_FRAMES_MAX;
    if (walk->claimed_frames >= 0)
        return;
    audio->walked_frames = all;
    audio->least_frames = all;
    audio->input.shown_end = audio->input.begin + (walk->end - audio->input.begin) * GUESS_MARGIN;
}

static rbk_status check_mpeg(rbk_audio *audio, rbk_findings *findings, rbk_error *error)
{
    rbk_mpeg_walk walk;
    rbk_status status = rbk_mpeg_walk_frames(&audio->input, audio->sniff.begin, &walk, error);
    if (status != RBK_OK)
        return status;
    rbk_input_show(&audio->input, audio->input.begin, walk.end);
    if (walk.lost_at >= 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "the chain of MPEG frames breaks at byte %" PRId64 " of %" PRId64,
                        walk.lost_at, audio->input.size);
    if (walk.frames == 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "the file holds no samples");
    settle_mpeg_frames(audio, &walk);
    /* Some encoders count the frame that carries the claim. */
    bool fits = walk.claimed_frames < 0 || walk.claimed_frames == walk.frames || walk.claimed_frames == walk.frames + 1;
    if (!fits)
        return rbk_fail(error, RBK_BAD_AUDIO, "the header claims %" PRId64 " MPEG frames, the file holds %" PRId64,
                        walk.claimed_frames, walk.frames);
    if (walk.cut_at >= 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "the file ends inside the MPEG frame that begins at byte %" PRId64,
                        walk.cut_at);
    if (walk.odd_bytes > 0 &&
        rbk_findings_add(findings, RBK_WARNING, "audio.odd-bytes", audio->path, 0, 0,
                         "%" PRId64 " bytes behind the last MPEG frame are left out", walk.odd_bytes) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status check_ogg(rbk_audio *audio, rbk_open_depth depth, rbk_findings *findings, rbk_error *error)
{
    rbk_ogg_walk walk;
    rbk_ogg_identify(&audio->input, audio->sniff.begin, &walk);
    if (!walk.readable)
        return rbk_fail(error, RBK_UNSUPPORTED, "the Ogg file holds %s, which is not read",
                        walk.codec[0] ? walk.codec : "an unknown codec");
    if (strcmp(walk.codec, "FLAC") == 0) /* not every decoder takes it out of Ogg; said only when it refuses */
        audio->claims.unreadable = "FLAC";
    if (depth != RBK_OPEN_MEASURE)
        return RBK_OK;
    rbk_status status = rbk_ogg_walk_pages(&audio->input, audio->sniff.begin, &walk, error);
    if (status != RBK_OK)
        return status;
    if (walk.bad_at >= 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "the Ogg file is damaged at byte %" PRId64 " of %" PRId64 ": %s",
                        walk.bad_at, audio->input.size, walk.reason);
    if (walk.chained)
        return rbk_fail(error, RBK_UNSUPPORTED,
                        "the Ogg file is a chain of streams, of which only the first could be read");
    if (!walk.complete)
        return rbk_fail(error, RBK_BAD_AUDIO, "the Ogg file ends at byte %" PRId64 " before its last page", walk.end);
    if (walk.end < audio->input.size && rbk_findings_add(findings, RBK_WARNING, "audio.odd-bytes", audio->path, 0, 0,
                                                         "%" PRId64 " bytes behind the last Ogg page are left out",
                                                         audio->input.size - walk.end) != RBK_OK)
        return rbk_fail_memory(error);
    rbk_input_show(&audio->input, audio->input.begin, walk.end);
    return RBK_OK;
}

/* MPEG frames inside a WAV are taken out of it: the decoder would guess their number. */
static rbk_status check_wrapped_mpeg(rbk_audio *audio, rbk_findings *findings, rbk_error *error)
{
    const rbk_claims *claims = &audio->claims;
    int64_t first;
    if (claims->claimed_bytes > 0)
        audio->input.end = claims->data_offset + claims->claimed_bytes;
    if (!rbk_mpeg_find(&audio->input, claims->data_offset, &first))
        return rbk_fail(error, RBK_BAD_AUDIO, "the header claims MPEG sound, the data holds none");
    audio->sniff.begin = first;
    audio->input.begin = first;
    return check_mpeg(audio, findings, error);
}

static rbk_status check_headers(rbk_audio *audio, rbk_open_depth depth, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = rbk_headers_check(&audio->input, &audio->sniff, audio->path, &audio->claims, findings, error);
    if (status == RBK_OK && audio->claims.mpeg && depth != RBK_OPEN_TAGS)
        status = check_wrapped_mpeg(audio, findings, error);
    return status;
}

/* Other depths are legal FLAC, but the decoder refuses them without a word. */
static void note_flac_depth(rbk_audio *audio)
{
    uint8_t bytes[2]; /* of STREAMINFO: ... channels (3 bits), bits per sample - 1 (5 bits), total samples ... */
    if (rbk_input_read(&audio->input, audio->sniff.begin + 8 + 12, bytes, 2) != 2)
        return;
    int depth = ((bytes[0] & 1) << 4 | bytes[1] >> 4) + 1;
    if (depth != 8 && depth != 16 && depth != 24)
        audio->claims.unreadable = "PCM of neither 8, 16 nor 24 bits";
}

static rbk_status check_container(rbk_audio *audio, rbk_open_depth depth, rbk_findings *findings, rbk_error *error)
{
    rbk_input_show(&audio->input, audio->sniff.begin, audio->input.size);
    switch (audio->sniff.kind) {
    case RBK_KIND_MPEG: {
        rbk_status status = check_mpeg(audio, findings, error);
        if (depth == RBK_OPEN_TAGS)
            rbk_input_show(&audio->input, 0, audio->input.end);
        return status;
    }
    case RBK_KIND_FLAC:
        note_flac_depth(audio);
        return RBK_OK;
    case RBK_KIND_OGG:
        return check_ogg(audio, depth, findings, error);
    default:
        return check_headers(audio, depth, findings, error);
    }
}

/* ------------------------------------------------------------------ the decoder */

/*
 * libsndfile refuses a WAV whose samples begin with the letters of Ogg or WavPack, taking them for one of those inside
 * a WAV. Samples may be any bytes, so it is shown zeros there while it opens the file. True when it is.
 */
static bool hide_beginning(rbk_audio *audio)
{
    static const uint8_t zeros[4];
    uint8_t bytes[4];
    const rbk_claims *claims = &audio->claims;
    bool hidden = claims->examined && claims->frame_bytes > 0 && audio->input.patch_count < RBK_INPUT_PATCHES &&
                  rbk_input_read(&audio->input, claims->data_offset, bytes, sizeof bytes) == (int64_t)sizeof bytes &&
                  (memcmp(bytes, "OggS", 4) == 0 || memcmp(bytes, "wvpk", 4) == 0);
    if (hidden)
        rbk_input_patch_add(&audio->input, claims->data_offset, zeros, sizeof zeros);
    return hidden;
}

static rbk_status open_source(rbk_audio *audio, rbk_error *error)
{
    const rbk_raw_format *raw = audio->sniff.kind == RBK_KIND_HEADERLESS ? &audio->raw : NULL;
    bool hidden = hide_beginning(audio);
    rbk_status status = rbk_decoder_open(&audio->input, raw, audio->walked_frames, &audio->decoder, NULL);
    if (hidden)
        audio->input.patch_count--;
    if (status == RBK_OK)
        return RBK_OK;
    if (audio->input.system_error)
        return rbk_input_fail(&audio->input, error);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (audio->claims.unreadable)
        return rbk_fail(error, RBK_UNSUPPORTED, "the %s file holds %s, which is not read", audio->sniff.name,
                        audio->claims.unreadable);
    return rbk_fail(error, RBK_BAD_AUDIO, "the %s header cannot be decoded: it is damaged or its encoding is unknown",
                    audio->sniff.name);
}

static rbk_status check_range(const rbk_decoder_info *info, rbk_error *error)
{
    if (info->rate_hz < RBK_AUDIO_RATE_MIN_HZ || info->rate_hz > RBK_AUDIO_RATE_MAX_HZ)
        return rbk_fail(error, RBK_UNSUPPORTED, "expected a rate of %d to %d Hz, found %u", RBK_AUDIO_RATE_MIN_HZ,
                        RBK_AUDIO_RATE_MAX_HZ, info->rate_hz);
    if (info->channels < 1 || info->channels > RBK_AUDIO_CHANNELS_MAX)
        return rbk_fail(error, RBK_UNSUPPORTED, "expected 1 to %d channels, found %u", RBK_AUDIO_CHANNELS_MAX,
                        info->channels);
    return RBK_OK;
}

static rbk_status count_frames(rbk_audio *audio, int64_t *frames, rbk_error *error)
{
    uint32_t channels = rbk_decoder_information(audio->decoder)->channels;
    double *block = malloc(COUNT_BLOCK_FRAMES * channels * sizeof *block);
    rbk_status status = RBK_OK;
    size_t got = COUNT_BLOCK_FRAMES;
    if (!block)
        return rbk_fail_memory(error);
    *frames = 0;
    while (status == RBK_OK && got == COUNT_BLOCK_FRAMES) {
        status = rbk_decoder_read_double(audio->decoder, block, COUNT_BLOCK_FRAMES, &got, error);
        if (status == RBK_OK)
            *frames += (int64_t)got;
    }
    free(block);
    if (status != RBK_OK)
        return status;
    rbk_decoder_close(audio->decoder);
    audio->decoder = NULL;
    return open_source(audio, error);
}

/* The last frame of a FLAC file can be asked for at once; a file cut short has none. */
static rbk_status reach_last_frame(rbk_audio *audio, int64_t frames, rbk_error *error)
{
    double frame[RBK_AUDIO_CHANNELS_MAX];
    size_t got = 0;
    rbk_status status = rbk_decoder_seek(audio->decoder, frames - 1, error);
    if (status == RBK_OK)
        status = rbk_decoder_read_double(audio->decoder, frame, 1, &got, error);
    if (status == RBK_OK && got == 1)
        return rbk_decoder_seek(audio->decoder, 0, error);
    if (audio->input.system_error)
        return rbk_input_fail(&audio->input, error);
    return rbk_fail(
        error, RBK_BAD_AUDIO,
        "the header claims %" PRId64 " frames, the last one cannot be read: the file is cut short or damaged", frames);
}

static rbk_status measure(rbk_audio *audio, rbk_findings *findings, rbk_error *error)
{
    int64_t promised = rbk_decoder_information(audio->decoder)->frames;
    int64_t frames = promised;
    rbk_status status = RBK_OK;
    bool mpeg = audio->sniff.kind == RBK_KIND_MPEG || audio->claims.mpeg;
    if (promised == RBK_FRAMES_UNKNOWN || mpeg)
        status = count_frames(audio, &frames, error);
    else if (rbk_audio_is_flac(audio) && promised > 0)
        status = reach_last_frame(audio, promised, error);
    if (status != RBK_OK)
        return status;
    if (frames == 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "the file holds no samples");
    if (frames < audio->least_frames)
        promised = audio->least_frames;
    if (promised != RBK_FRAMES_UNKNOWN && frames != promised)
        return rbk_fail(error, RBK_BAD_AUDIO, "the header claims %" PRId64 " frames, only %" PRId64 " can be decoded",
                        promised, frames);
    audio->info.frames = frames;
    if (promised == RBK_FRAMES_UNKNOWN)
        return add_finding(audio, findings, RBK_WARNING, "audio.length-unknown",
                           "the header does not state how long the sound is; it was decoded to count", "", error);
    return RBK_OK;
}

/* The decoder and our own look at the header must agree on how much sound there is. */
static rbk_status compare_claims(const rbk_audio *audio, rbk_error *error)
{
    const rbk_claims *claims = &audio->claims;
    const rbk_decoder_info *info = rbk_decoder_information(audio->decoder);
    if (claims->mpeg)
        return RBK_OK; /* the chain of frames was judged by itself */
    if (claims->examined && claims->channels != info->channels)
        return rbk_fail(error, RBK_BAD_AUDIO, "the header claims %u channels, the decoder finds %u", claims->channels,
                        info->channels);
    if (!claims->examined || claims->frame_bytes == 0)
        return RBK_OK;
    int64_t bytes =
        claims->claimed_bytes == RBK_LENGTH_UNSTATED ? audio->input.size - claims->data_offset : claims->claimed_bytes;
    if (info->frames != bytes / claims->frame_bytes)
        return rbk_fail(error, RBK_BAD_AUDIO, "the header claims %" PRId64 " frames, the decoder finds %" PRId64,
                        bytes / claims->frame_bytes, info->frames);
    return RBK_OK;
}

static rbk_status settle_channels(rbk_audio *audio, rbk_error *error)
{
    const rbk_decoder_info *info = rbk_decoder_information(audio->decoder);
    rbk_channel_layout layout = audio->claims.layout;
    const char *origin = "stated by the file";
    if (layout.count != info->channels) {
        bool ogg = audio->sniff.kind == RBK_KIND_OGG && info->bits == 0; /* FLAC in Ogg keeps FLAC's order */
        rbk_channel_order order = ogg ? RBK_ORDER_VORBIS : info->alac ? RBK_ORDER_ALAC : RBK_ORDER_WAVE;
        bool by_format = order != RBK_ORDER_WAVE || rbk_audio_is_flac(audio) || audio->sniff.kind == RBK_KIND_OGG;
        origin = by_format ? "in the format's order" : "assumed";
        rbk_channel_layout_by_habit(order, info->channels, &layout);
    }
    if (!rbk_down_mix_make(&layout, &audio->mix))
        return rbk_fail(error, RBK_UNSUPPORTED, "none of the %u channels belongs to the left or the right",
                        info->channels);
    rbk_down_mix_describe(&layout, origin, audio->down_mix_text);
    return RBK_OK;
}

static void fill_info(rbk_audio *audio)
{
    const rbk_decoder_info *from = rbk_decoder_information(audio->decoder);
    rbk_audio_info *info = &audio->info;
    info->container = audio->sniff.name;
    info->encoding = from->encoding;
    info->rate_hz = from->rate_hz;
    info->channels = from->channels;
    info->bits = from->bits;
    info->exact = from->int16 && from->rate_hz == RBK_RATE_HZ && from->channels <= RBK_CHANNELS;
    info->seekable_exactly = from->seekable_exactly && audio->sniff.kind != RBK_KIND_OGG;
    info->down_mix = audio->down_mix_text;
}

static rbk_status open_steps(rbk_audio *audio, const rbk_raw_format *raw, rbk_open_depth depth, rbk_findings *findings,
                             rbk_error *error)
{
    rbk_status status = rbk_input_open(&audio->input, audio->path, error);
    if (status == RBK_OK)
        status = settle_kind(audio, raw, findings, error);
    if (status == RBK_OK)
        status = check_container(audio, depth, findings, error);
    if (status == RBK_OK)
        status = open_source(audio, error);
    if (status == RBK_OK)
        status = check_range(rbk_decoder_information(audio->decoder), error);
    if (status == RBK_OK)
        status = compare_claims(audio, error);
    if (status == RBK_OK)
        status = settle_channels(audio, error);
    if (status != RBK_OK)
        return status;
    audio->info.frames = rbk_decoder_information(audio->decoder)->frames;
    if (depth == RBK_OPEN_MEASURE)
        status = measure(audio, findings, error);
    if (status == RBK_OK)
        fill_info(audio);
    return status;
}

rbk_status rbk_audio_open_deep(const char *path, const rbk_raw_format *raw, rbk_open_depth depth, rbk_audio **out,
                               rbk_findings *findings, rbk_error *error)
{
    rbk_audio *audio = calloc(1, sizeof *audio);
    if (!audio)
        return rbk_fail_memory(error);
    audio->input.descriptor = -1;
    audio->walked_frames = RBK_FRAMES_UNKNOWN;
    audio->path = strdup(path);
    rbk_status status = audio->path ? open_steps(audio, raw, depth, findings, error) : rbk_fail_memory(error);
    if (status != RBK_OK) {
        rbk_error_set_path(error, path);
        rbk_audio_close(audio);
        return status;
    }
    *out = audio;
    return RBK_OK;
}

static bool raw_is_sane(const rbk_raw_format *raw)
{
    return (unsigned)raw->encoding < RBK_RAW_ENCODINGS && raw->rate_hz >= RBK_AUDIO_RATE_MIN_HZ &&
           raw->rate_hz <= RBK_AUDIO_RATE_MAX_HZ && raw->channels >= 1 && raw->channels <= RBK_AUDIO_CHANNELS_MAX;
}

rbk_status rbk_audio_open(const char *path, const rbk_raw_format *raw, rbk_audio **audio, rbk_findings *findings,
                          rbk_error *error)
{
    if (!path || !audio)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (raw && !raw_is_sane(raw))
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the headerless format is out of range");
    return rbk_audio_open_deep(path, raw, RBK_OPEN_MEASURE, audio, findings, error);
}

void rbk_audio_close(rbk_audio *audio)
{
    if (!audio)
        return;
    rbk_decoder_close(audio->decoder);
    rbk_input_close(&audio->input);
    free(audio->path);
    free(audio);
}

const rbk_audio_info *rbk_audio_information(const rbk_audio *audio)
{
    return &audio->info;
}

rbk_decoder *rbk_audio_decoder(const rbk_audio *audio)
{
    return audio->decoder;
}

const rbk_down_mix *rbk_audio_down_mix(const rbk_audio *audio)
{
    return &audio->mix;
}

bool rbk_audio_is_flac(const rbk_audio *audio)
{
    return audio->sniff.kind == RBK_KIND_FLAC;
}

bool rbk_audio_lies_plain(rbk_audio *audio, int *descriptor, int64_t *offset_bytes)
{
    *descriptor = audio->input.descriptor;
    return audio->info.exact && audio->info.channels == RBK_CHANNELS &&
           rbk_decoder_lies_plain(audio->decoder, offset_bytes);
}
