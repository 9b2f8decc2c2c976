/*
 * Opening an audio file: detect the format, compare header and file, walk the chains of frames or pages, open the
 * decoder, resolve the channel layout. Everything that can be refused without decoding is refused here.
 */
#include "audio/opening.h"

#include "base/fail.h"
#include "base/identity.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ detection */

/* A file of whole sectors may be meant as sectors, which only the caller can say. */
static rbk_status refuse_unknown(rbk_audio *audio, rbk_error *error)
{
    static const int sizes[] = {RBK_SECTOR_BYTES, 2048};
    uint8_t bytes[4] = {0};
    char way[160] = "";
    (void)rbk_input_read(&audio->input, 0, bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0] && !way[0]; i++)
        if (audio->input.size % sizes[i] == 0)
            snprintf(way, sizeof way,
                     ": use --mode to read it, without a sheet, as %" PRId64
                     " sectors of %d bytes, or 'redbook author --raw' to read it as samples",
                     audio->input.size / sizes[i], sizes[i]);
    return rbk_fail(error, RBK_NOT_AUDIO,
                    "audio format not recognised: the file begins with bytes %02X %02X %02X %02X%s", bytes[0], bytes[1],
                    bytes[2], bytes[3], way);
}

static rbk_status refuse_kind(rbk_audio *audio, rbk_error *error)
{
    const char *list = rbk_sniff_list_of_name(audio->path);
    if (list && audio->sniff.kind != RBK_KIND_EMPTY && !audio->sniff.at_its_end)
        return rbk_fail(error, RBK_NOT_AUDIO,
                        "expected the list of tracks of %s at its end, found other bytes: it is truncated or damaged; "
                        "use --mode to read it as sectors of one track",
                        list);
    switch (audio->sniff.kind) {
    case RBK_KIND_EMPTY:
        return rbk_fail(error, RBK_NOT_AUDIO, "audio format not recognised: the file is empty");
    case RBK_KIND_TEXT:
        return rbk_fail(error, RBK_NOT_AUDIO, "audio format not recognised: the file is %s", audio->sniff.resembles);
    case RBK_KIND_FOREIGN:
        return rbk_fail(error, RBK_NOT_AUDIO, "audio format not recognised: the file %s like %s",
                        audio->sniff.at_its_end ? "ends" : "begins", audio->sniff.resembles);
    default:
        return refuse_unknown(audio, error);
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
 * A file that the caller calls headerless may start with any bytes, those of a header too. The caller is overruled only
 * by two facts: the content and the name, or the content and a size that is not a whole number of the stated sectors.
 */
static bool content_speaks(const rbk_audio *audio, const rbk_raw_format *raw)
{
    bool known =
        rbk_kind_is_audio(audio->sniff.kind) || (audio->sniff.kind == RBK_KIND_FOREIGN && !audio->sniff.at_its_end);
    return known && (rbk_sniff_keeps_promise(audio->path, &audio->sniff) ||
                     (raw->sectors && audio->input.size % RBK_SECTOR_BYTES != 0));
}

static rbk_status report_beginning(const rbk_audio *audio, const rbk_raw_format *raw, rbk_findings *findings,
                                   rbk_error *error)
{
    const rbk_sniff *sniff = &audio->sniff;
    const char *like = sniff->name ? sniff->name : sniff->resembles;
    if (sniff->at_its_end || !like || sniff->kind == RBK_KIND_TEXT)
        return RBK_OK;
    if (rbk_findings_add(findings, raw->sectors ? RBK_NOTE : RBK_WARNING, "audio.begins-like", audio->path, 0, 0,
                         "begins like %s, but is read as %s as requested", like,
                         raw->sectors ? "sectors" : "headerless") != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status resolve_raw(rbk_audio *audio, const rbk_raw_format *raw, rbk_findings *findings, rbk_error *error)
{
    static const uint8_t sample_bytes[RBK_RAW_ENCODINGS] = {1, 1, 2, 2, 3, 3, 4, 4, 4, 4, 8, 8};
    bool speaks = content_speaks(audio, raw);
    if (speaks && rbk_kind_is_audio(audio->sniff.kind))
        return add_finding(audio, findings, RBK_WARNING, "audio.not-raw", "declared headerless, but its content is ",
                           audio->sniff.name, error);
    if (speaks || audio->sniff.kind == RBK_KIND_EMPTY)
        return refuse_kind(audio, error);
    if (report_beginning(audio, raw, findings, error) != RBK_OK)
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
                                     "%d byte%s after the last whole sample %s ignored", odd, RBK_PLURAL(odd, "", "s"),
                                     RBK_PLURAL(odd, "is", "are")) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status resolve_kind(rbk_audio *audio, const rbk_raw_format *raw, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = rbk_sniff_input(&audio->input, &audio->sniff, error);
    if (status != RBK_OK)
        return status;
    if (raw)
        return resolve_raw(audio, raw, findings, error);
    if (!rbk_kind_is_audio(audio->sniff.kind))
        return refuse_kind(audio, error);
    const char *promise = rbk_sniff_broken_promise(audio->path, &audio->sniff);
    if (promise && rbk_findings_add(findings, RBK_NOTE, "audio.misnamed", audio->path, 0, 0,
                                    "its name suggests %s, its content is %s", promise, audio->sniff.name) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

/* ------------------------------------------------------------------ the decoder */

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

/* The decoder and our own check of the header must agree on the length. */
static rbk_status compare_claims(const rbk_audio *audio, rbk_error *error)
{
    const rbk_claims *claims = &audio->claims;
    const rbk_decoder_info *info = rbk_sequence_information(audio->sequence);
    if (claims->mpeg)
        return RBK_OK; /* the chain of frames was checked separately */
    if (claims->examined && claims->channels != info->channels)
        return rbk_fail(error, RBK_BAD_AUDIO, "the header claims %u channel%s, the decoder finds %u", claims->channels,
                        RBK_PLURAL(claims->channels, "", "s"), info->channels);
    if (!claims->examined || claims->frame_bytes == 0)
        return RBK_OK;
    int64_t bytes = claims->claimed_bytes == RBK_LENGTH_UNSTATED
                        ? audio->input.size - claims->data_offset - claims->tail_bytes
                        : claims->claimed_bytes;
    if (info->frames != bytes / claims->frame_bytes)
        return rbk_fail(error, RBK_BAD_AUDIO, "the header claims %" PRId64 " samples, the decoder finds %" PRId64,
                        bytes / claims->frame_bytes, info->frames);
    return RBK_OK;
}

static rbk_status resolve_channels(rbk_audio *audio, rbk_error *error)
{
    const rbk_decoder_info *info = rbk_sequence_information(audio->sequence);
    rbk_channel_layout layout = audio->claims.layout;
    const char *origin = "stated by the file";
    if (layout.count != info->channels) {
        bool ogg = audio->sniff.kind == RBK_KIND_OGG && info->bits == 0; /* FLAC in Ogg keeps FLAC's order */
        rbk_channel_order order = ogg ? RBK_ORDER_VORBIS : info->alac ? RBK_ORDER_ALAC : RBK_ORDER_WAVE;
        bool by_format = order != RBK_ORDER_WAVE || rbk_audio_is_flac(audio) || audio->sniff.kind == RBK_KIND_OGG;
        origin = by_format ? "in the default order of the format" : "assumed";
        rbk_channel_layout_by_habit(order, info->channels, &layout);
    }
    if (!rbk_down_mix_make(&layout, &audio->mix))
        return rbk_fail(error, RBK_UNSUPPORTED, "none of the %u channel%s is a left or a right one", info->channels,
                        RBK_PLURAL(info->channels, "", "s"));
    rbk_down_mix_describe(&layout, origin, audio->down_mix_text);
    return RBK_OK;
}

static void fill_info(rbk_audio *audio)
{
    const rbk_decoder_info *from = rbk_sequence_information(audio->sequence);
    rbk_audio_info *info = &audio->info;
    info->container = audio->sniff.name;
    info->encoding = from->encoding;
    info->rate_hz = from->rate_hz;
    info->channels = from->channels;
    info->bits = from->bits;
    info->bit_exact = from->int16 && from->rate_hz == RBK_RATE_HZ && from->channels <= RBK_CHANNELS;
    info->seekable_exactly = from->seekable_exactly && audio->sniff.kind != RBK_KIND_OGG && !audio->from_start_only;
    info->down_mix = audio->down_mix_text;
}

static rbk_status open_steps(rbk_audio *audio, const rbk_raw_format *raw, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = resolve_kind(audio, raw, findings, error);
    if (status == RBK_OK)
        status = rbk_audio_find_parts(audio, findings, error);
    if (status == RBK_OK)
        status = rbk_audio_open_parts(audio, error);
    if (status == RBK_OK)
        status = check_range(rbk_sequence_information(audio->sequence), error);
    if (status == RBK_OK)
        status = compare_claims(audio, error);
    if (status == RBK_OK)
        status = resolve_channels(audio, error);
    if (status != RBK_OK)
        return status;
    audio->info.frames = rbk_sequence_frames(audio->sequence);
    if (audio->depth == RBK_OPEN_PROBE)
        status = rbk_audio_probe(audio, findings, error);
    if (status == RBK_OK)
        fill_info(audio);
    return status;
}

/* opened: the file, which is moved or closed; NULL: the one at path. */
static rbk_status open_file(const char *path, rbk_input *opened, const rbk_raw_format *raw, rbk_open_depth depth,
                            int64_t known_frames, rbk_audio **out, rbk_findings *findings, rbk_error *error)
{
    rbk_audio *audio = calloc(1, sizeof *audio);
    if (!audio) {
        if (opened)
            rbk_input_close(opened);
        return rbk_fail_memory(error);
    }
    audio->input.descriptor = -1;
    audio->depth = depth;
    audio->known_frames = known_frames;
    audio->path = strdup(path);
    if (opened)
        rbk_input_move(opened, &audio->input);
    rbk_status status = !audio->path ? rbk_fail_memory(error)
                        : opened     ? RBK_OK
                                     : rbk_input_open(&audio->input, path, error);
    if (status == RBK_OK)
        status = open_steps(audio, raw, findings, error);
    if (status != RBK_OK) {
        rbk_error_set_path(error, path);
        rbk_audio_close(audio);
        return status;
    }
    *out = audio;
    return RBK_OK;
}

rbk_status rbk_audio_open_deep(const char *path, const rbk_raw_format *raw, rbk_open_depth depth, rbk_audio **audio,
                               rbk_findings *findings, rbk_error *error)
{
    return open_file(path, NULL, raw, depth, RBK_FRAMES_UNKNOWN, audio, findings, error);
}

rbk_status rbk_audio_open_input(const char *path, rbk_input *input, const rbk_raw_format *raw, rbk_audio **audio,
                                rbk_findings *findings, rbk_error *error)
{
    return open_file(path, input, raw, RBK_OPEN_PROBE, RBK_FRAMES_UNKNOWN, audio, findings, error);
}

rbk_status rbk_audio_open_again(const char *path, const rbk_raw_format *raw, int64_t frames,
                                const rbk_identity *identity, rbk_audio **audio, rbk_error *error)
{
    rbk_audio *made;
    rbk_status status = open_file(path, NULL, raw, RBK_OPEN_TRUST, frames, &made, NULL, error);
    if (status != RBK_OK)
        return status;
    if (identity)
        status = rbk_audio_check_identity(made, identity, error);
    if (status == RBK_OK)
        *audio = made;
    else
        rbk_audio_close(made);
    return status;
}

rbk_status rbk_audio_check_identity(const rbk_audio *audio, const rbk_identity *identity, rbk_error *error)
{
    rbk_status status = rbk_identity_check_open(audio->input.descriptor, identity, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, audio->path);
    return status;
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
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a value of the headerless format is out of range");
    return rbk_audio_open_deep(path, raw, RBK_OPEN_PROBE, audio, findings, error);
}

void rbk_audio_close(rbk_audio *audio)
{
    if (!audio)
        return;
    rbk_sequence_close(audio->sequence);
    rbk_parts_release(&audio->parts);
    rbk_input_close(&audio->input);
    free(audio->path);
    free(audio);
}

const rbk_audio_info *rbk_audio_information(const rbk_audio *audio)
{
    return &audio->info;
}

rbk_sequence *rbk_audio_sequence(const rbk_audio *audio)
{
    return audio->sequence;
}

const rbk_down_mix *rbk_audio_down_mix(const rbk_audio *audio)
{
    return &audio->mix;
}

bool rbk_audio_is_flac(const rbk_audio *audio)
{
    return audio->sniff.kind == RBK_KIND_FLAC;
}

rbk_input *rbk_audio_input(rbk_audio *audio)
{
    return &audio->input;
}

bool rbk_audio_is_ogg(const rbk_audio *audio)
{
    return audio->sniff.kind == RBK_KIND_OGG && audio->info.bits == 0;
}

int64_t rbk_audio_begin(const rbk_audio *audio)
{
    return audio->sniff.begin;
}

bool rbk_audio_is_plain(rbk_audio *audio, int *descriptor, int64_t *offset_bytes)
{
    *descriptor = audio->input.descriptor;
    return audio->info.bit_exact && audio->info.channels == RBK_CHANNELS &&
           rbk_sequence_is_plain(audio->sequence, offset_bytes);
}
