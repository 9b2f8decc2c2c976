/*
 * Reading by libsndfile, and the samples of FLAC files by libFLAC without it, since it copies each of them twice. Files are
 * read through virtual I/O, so that the library sees no file name and only the segment it may see, and so that system errors
 * are not lost. Errors are read from the open file only; the library keeps those of failed opens in globals, which threads
 * share, so they are ignored.
 */
#include "audio/decoder.h"

#include "audio/flac_decoder.h"
#include "audio/flac_frames.h"
#include "base/endian.h"
#include "base/fail.h"

#include <errno.h>
#include <inttypes.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STORED_BYTES ((size_t)48 * 1024) /* read at once, on the stack */
#define FLAC_VALUES  6144                /* decoded at once into planes */

struct rbk_decoder {
    SNDFILE *file;
    rbk_flac_decoder *flac; /* NULL before the first read of a FLAC file, and for others */
    rbk_input *input;
    rbk_decoder_info info;
    int format;            /* container and encoding, in the library's numbers */
    bool may_lack_numbers; /* floating point, which can hold NaN */
    rbk_stored stored;     /* value_bytes is 0 unless values are uncompressed integers */
    int64_t position;      /* frame of the next read */
    int64_t limit;         /* frames that may be read */
};

static const struct encoding_row {
    int subtype;
    const char *name;
    uint32_t bits;
    bool int16;
    bool seekable;
} encoding_rows[] = {
    {SF_FORMAT_PCM_S8, "8-bit PCM", 8, true, true},
    {SF_FORMAT_PCM_U8, "8-bit PCM", 8, true, true},
    {SF_FORMAT_PCM_16, "16-bit PCM", 16, true, true},
    {SF_FORMAT_PCM_24, "24-bit PCM", 24, false, true},
    {SF_FORMAT_PCM_32, "32-bit PCM", 32, false, true},
    {SF_FORMAT_FLOAT, "32-bit float", 0, false, true},
    {SF_FORMAT_DOUBLE, "64-bit float", 0, false, true},
    {SF_FORMAT_ULAW, "u-law", 0, true, true},
    {SF_FORMAT_ALAW, "A-law", 0, true, true},
    {SF_FORMAT_IMA_ADPCM, "IMA ADPCM", 0, true, false},
    {SF_FORMAT_MS_ADPCM, "Microsoft ADPCM", 0, true, false},
    {SF_FORMAT_GSM610, "GSM 6.10", 0, true, false},
    {SF_FORMAT_VOX_ADPCM, "VOX ADPCM", 0, true, false},
    {SF_FORMAT_NMS_ADPCM_16, "NMS ADPCM", 0, true, false},
    {SF_FORMAT_NMS_ADPCM_24, "NMS ADPCM", 0, true, false},
    {SF_FORMAT_NMS_ADPCM_32, "NMS ADPCM", 0, true, false},
    {SF_FORMAT_G721_32, "G.721", 0, true, false},
    {SF_FORMAT_G723_24, "G.723", 0, true, false},
    {SF_FORMAT_G723_40, "G.723", 0, true, false},
    {SF_FORMAT_DWVW_12, "12-bit DWVW", 0, true, false},
    {SF_FORMAT_DWVW_16, "16-bit DWVW", 0, true, false},
    {SF_FORMAT_DWVW_24, "24-bit DWVW", 0, false, false},
    {SF_FORMAT_DPCM_8, "8-bit DPCM", 0, true, false},
    {SF_FORMAT_DPCM_16, "16-bit DPCM", 0, true, false},
    {SF_FORMAT_VORBIS, "Vorbis", 0, false, false},
    {SF_FORMAT_OPUS, "Opus", 0, false, false},
    {SF_FORMAT_ALAC_16, "16-bit ALAC", 16, true, false},
    {SF_FORMAT_ALAC_20, "20-bit ALAC", 20, false, false},
    {SF_FORMAT_ALAC_24, "24-bit ALAC", 24, false, false},
    {SF_FORMAT_ALAC_32, "32-bit ALAC", 32, false, false},
    {SF_FORMAT_MPEG_LAYER_I, "MPEG layer 1", 0, false, false},
    {SF_FORMAT_MPEG_LAYER_II, "MPEG layer 2", 0, false, false},
    {SF_FORMAT_MPEG_LAYER_III, "MPEG layer 3", 0, false, false},
};

/* Depths of FLAC that libsndfile does not open, and as which it is shown them; libFLAC decodes the samples. */
static const struct depth_row {
    uint32_t bits;
    uint8_t shown;
    bool int16;
    const char *name;
} depth_rows[] = {
    {12, 16, true, "12-bit PCM"},
    {20, 24, false, "20-bit PCM"},
    {32, 24, false, "32-bit PCM"},
};

static const int raw_formats[RBK_RAW_ENCODINGS] = {
    [RBK_RAW_S8] = SF_FORMAT_PCM_S8,
    [RBK_RAW_U8] = SF_FORMAT_PCM_U8,
    [RBK_RAW_S16_LE] = SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE,
    [RBK_RAW_S16_BE] = SF_FORMAT_PCM_16 | SF_ENDIAN_BIG,
    [RBK_RAW_S24_LE] = SF_FORMAT_PCM_24 | SF_ENDIAN_LITTLE,
    [RBK_RAW_S24_BE] = SF_FORMAT_PCM_24 | SF_ENDIAN_BIG,
    [RBK_RAW_S32_LE] = SF_FORMAT_PCM_32 | SF_ENDIAN_LITTLE,
    [RBK_RAW_S32_BE] = SF_FORMAT_PCM_32 | SF_ENDIAN_BIG,
    [RBK_RAW_F32_LE] = SF_FORMAT_FLOAT | SF_ENDIAN_LITTLE,
    [RBK_RAW_F32_BE] = SF_FORMAT_FLOAT | SF_ENDIAN_BIG,
    [RBK_RAW_F64_LE] = SF_FORMAT_DOUBLE | SF_ENDIAN_LITTLE,
    [RBK_RAW_F64_BE] = SF_FORMAT_DOUBLE | SF_ENDIAN_BIG,
};

/* ------------------------------------------------------------------ what the library sees */

static sf_count_t io_length(void *user)
{
    const rbk_input *input = user;
    return input->shown_end - input->begin;
}

static sf_count_t io_seek(sf_count_t offset, int whence, void *user)
{
    rbk_input *input = user;
    int64_t length = input->shown_end - input->begin;
    int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? input->position : length;
    if ((offset > 0 && from > INT64_MAX - offset) || from + offset < 0)
        return -1;
    input->position = from + offset;
    return input->position;
}

static sf_count_t io_read(void *data, sf_count_t count, void *user)
{
    rbk_input *input = user;
    int64_t left = input->shown_end - input->begin - input->position;
    int64_t real = input->end - input->begin - input->position;
    if (count > left)
        count = left;
    if (count <= 0)
        return 0;
    if (real <= 0) {
        memset(data, 0, (size_t)count);
        input->position += count;
        return count;
    }
    if (count > real)
        count = real;
    int64_t got = rbk_input_read(input, input->begin + input->position, data, (size_t)count);
    if (got < 0)
        return 0; /* the input has the reason */
    input->position += got;
    return got;
}

static sf_count_t io_write(const void *data, sf_count_t count, void *user)
{
    (void)data;
    (void)count;
    (void)user;
    return 0;
}

static sf_count_t io_tell(void *user)
{
    return ((const rbk_input *)user)->position;
}

/* ------------------------------------------------------------------ opening */

static void fill_info(rbk_decoder *decoder, const SF_INFO *from)
{
    int subtype = from->format & SF_FORMAT_SUBMASK;
    rbk_decoder_info *info = &decoder->info;
    info->encoding = "an unknown encoding";
    for (size_t i = 0; i < sizeof encoding_rows / sizeof encoding_rows[0]; i++) {
        const struct encoding_row *row = &encoding_rows[i];
        if (row->subtype != subtype)
            continue;
        info->encoding = row->name;
        info->bits = row->bits;
        info->int16 = row->int16;
        info->seekable_exactly = row->seekable && from->seekable;
    }
    info->rate_hz = from->samplerate > 0 ? (uint32_t)from->samplerate : 0;
    info->channels = from->channels > 0 ? (uint32_t)from->channels : 0;
    info->promised = from->frames >= 0 && from->frames < SF_COUNT_MAX ? from->frames : RBK_FRAMES_UNKNOWN;
    info->frames = info->promised;
    decoder->format = from->format & (SF_FORMAT_TYPEMASK | SF_FORMAT_SUBMASK);
    info->alac = subtype >= SF_FORMAT_ALAC_16 && subtype <= SF_FORMAT_ALAC_32;
    decoder->may_lack_numbers = subtype == SF_FORMAT_FLOAT || subtype == SF_FORMAT_DOUBLE;
}

/* FLAC and some others have whole numbers too, but compressed. */
static bool has_plain_container(int format, int subtype)
{
    static const int containers[] = {SF_FORMAT_WAV,  SF_FORMAT_WAVEX, SF_FORMAT_RF64, SF_FORMAT_W64,
                                     SF_FORMAT_AIFF, SF_FORMAT_CAF,   SF_FORMAT_AU,   SF_FORMAT_RAW};
    for (size_t i = 0; i < sizeof containers / sizeof containers[0]; i++)
        if (format == (containers[i] | subtype))
            return true;
    return false;
}

static bool is_big_endian(const rbk_decoder *decoder)
{
    bool swapped = sf_command(decoder->file, SFC_RAW_DATA_NEEDS_ENDSWAP, NULL, 0) != SF_FALSE;
    return swapped == rbk_machine_is_little_endian();
}

static void note_stored(rbk_decoder *decoder)
{
    static const int subtypes[] = {SF_FORMAT_PCM_16, SF_FORMAT_PCM_24, SF_FORMAT_PCM_32};
    for (unsigned i = 0; i < sizeof subtypes / sizeof subtypes[0]; i++)
        if (has_plain_container(decoder->format, subtypes[i]) && (i + 2) * decoder->info.channels <= STORED_BYTES) {
            decoder->stored = (rbk_stored){NULL, i + 2, is_big_endian(decoder), decoder->info.channels};
        }
}

static const struct depth_row *find_depth(rbk_input *input, rbk_flac_head *head)
{
    if (rbk_flac_head_read(input, input->begin, head) && rbk_flac_decoder_takes(head->bits))
        for (size_t i = 0; i < sizeof depth_rows / sizeof depth_rows[0]; i++)
            if (depth_rows[i].bits == head->bits)
                return &depth_rows[i];
    return NULL;
}

/* The five bits of the depth less 1 are the last of one byte and the first four of the next. */
static bool show_depth(rbk_input *input, int64_t total_at, unsigned bits)
{
    uint8_t bytes[2] = {0};
    rbk_input_read(input, total_at - 1, bytes, sizeof bytes);
    bytes[0] = (uint8_t)((bytes[0] & 0xFE) | (bits - 1) >> 4);
    bytes[1] = (uint8_t)((bytes[1] & 0x0F) | ((bits - 1) & 0x0F) << 4);
    return rbk_input_patch_add(input, total_at - 1, &bytes[0], 1) && rbk_input_patch_add(input, total_at, &bytes[1], 1);
}

/* NULL with errno, where the library has set it. */
static SNDFILE *open_file(rbk_input *input, SF_INFO *info, const struct depth_row *depth, int64_t total_at)
{
    SF_VIRTUAL_IO io = {io_length, io_seek, io_read, io_write, io_tell};
    errno = 0;
    if (depth && !show_depth(input, total_at, depth->shown)) {
        errno = ENOMEM;
        return NULL;
    }
    SNDFILE *file = sf_open_virtual(&io, SFM_READ, info, input);
    if (depth) {
        rbk_input_patch_remove(input, total_at - 1);
        rbk_input_patch_remove(input, total_at);
    }
    return file;
}

rbk_status rbk_decoder_open(rbk_input *input, const rbk_raw_format *raw, int64_t frames, rbk_decoder **out,
                            rbk_error *error)
{
    SF_INFO info;
    rbk_flac_head head;
    rbk_decoder *decoder = calloc(1, sizeof *decoder);
    if (!decoder)
        return rbk_fail_memory(error);
    memset(&info, 0, sizeof info);
    if (raw) {
        info.format = SF_FORMAT_RAW | raw_formats[raw->encoding];
        info.samplerate = (int)raw->rate_hz;
        info.channels = (int)raw->channels;
    }
    input->position = 0;
    decoder->input = input;
    const struct depth_row *depth = raw ? NULL : find_depth(input, &head);
    decoder->file = open_file(input, &info, depth, depth ? head.total_at : 0);
    /* In these cases the library would assume a damaged header, or continue without a part of the file. */
    bool no_memory = errno == ENOMEM, unread = input->system_error != 0;
    if (!decoder->file || no_memory || unread) {
        if (decoder->file)
            sf_close(decoder->file);
        free(decoder);
        if (no_memory)
            return rbk_fail_memory(error);
        return unread ? rbk_input_fail(input, error) : rbk_fail(error, RBK_BAD_AUDIO, "the header cannot be decoded");
    }
    fill_info(decoder, &info);
    if (depth) {
        decoder->info.encoding = depth->name;
        decoder->info.bits = depth->bits;
        decoder->info.int16 = depth->int16;
    }
    note_stored(decoder);
    if (frames != RBK_FRAMES_UNKNOWN)
        decoder->info.frames = frames;
    decoder->limit = frames != RBK_FRAMES_UNKNOWN ? frames : INT64_MAX;
    *out = decoder;
    return RBK_OK;
}

void rbk_decoder_close(rbk_decoder *decoder)
{
    if (!decoder)
        return;
    rbk_flac_decoder_free(decoder->flac);
    sf_close(decoder->file);
    free(decoder);
}

const rbk_decoder_info *rbk_decoder_information(const rbk_decoder *decoder)
{
    return &decoder->info;
}

/* ------------------------------------------------------------------ reading */

static rbk_status fail_damaged(const rbk_decoder *decoder, rbk_error *error)
{
    return rbk_fail(error, RBK_BAD_AUDIO, "the audio is damaged after frame %" PRId64, decoder->position);
}

static rbk_status check_read(rbk_decoder *decoder, rbk_error *error)
{
    if (decoder->input->system_error)
        return rbk_input_fail(decoder->input, error);
    return sf_error(decoder->file) == SF_ERR_NO_ERROR ? RBK_OK : fail_damaged(decoder, error);
}

static size_t limited(const rbk_decoder *decoder, size_t count)
{
    int64_t left = decoder->limit - decoder->position;
    return left < (int64_t)count ? (size_t)(left > 0 ? left : 0) : count;
}

static bool is_flac(const rbk_decoder *decoder)
{
    return (decoder->format & SF_FORMAT_TYPEMASK) == SF_FORMAT_FLAC;
}

/* The decoder of a FLAC file's samples, which is created for the first read. */
static rbk_status need_flac(rbk_decoder *decoder, rbk_error *error)
{
    return decoder->flac ? RBK_OK : rbk_flac_decoder_new(decoder->input, decoder->info.channels, &decoder->flac, error);
}

static rbk_status read_flac(rbk_decoder *decoder, const rbk_flac_target *to, size_t count, size_t *got,
                            rbk_error *error)
{
    size_t now = 0;
    bool damaged = false;
    rbk_status status = need_flac(decoder, error);
    if (status == RBK_OK)
        status = rbk_flac_decoder_read(decoder->flac, to, count, &now, &damaged, error);
    if (decoder->input->system_error)
        return rbk_input_fail(decoder->input, error);
    if (status == RBK_OK && damaged)
        return fail_damaged(decoder, error);
    if (status != RBK_OK)
        return status;
    decoder->position += (int64_t)now;
    *got = now;
    return RBK_OK;
}

/* In pieces, so that the place of damage is known more closely. */
static rbk_status read_flac_planes(rbk_decoder *decoder, rbk_planes planes, size_t count, size_t *got, rbk_error *error)
{
    const size_t most = FLAC_VALUES / decoder->info.channels;
    size_t have = 0, now = 1;
    while (have < count && now > 0) {
        const rbk_flac_target to = {.planes = rbk_planes_after(planes, have)};
        rbk_status status = read_flac(decoder, &to, count - have < most ? count - have : most, &now, error);
        if (status != RBK_OK)
            return status;
        have += now;
    }
    *got = have;
    return RBK_OK;
}

rbk_status rbk_decoder_read_int16(rbk_decoder *decoder, int16_t *samples, size_t count, size_t *got, rbk_error *error)
{
    size_t have = 0;
    count = limited(decoder, count);
    if (is_flac(decoder))
        return read_flac(decoder, &(rbk_flac_target){.int16 = samples}, count, got, error);
    while (have < count) {
        sf_count_t now =
            sf_readf_short(decoder->file, samples + have * decoder->info.channels, (sf_count_t)(count - have));
        rbk_status status = check_read(decoder, error);
        if (status != RBK_OK)
            return status;
        if (now <= 0)
            break;
        have += (size_t)now;
        decoder->position += now;
    }
    *got = have;
    return RBK_OK;
}

/* A piece of what is read, on the stack. */
typedef union piece {
    uint8_t bytes[STORED_BYTES + RBK_UNPACK_SLACK];
    double reals[STORED_BYTES / sizeof(double)];
} piece;

/* At most count frames as they are stored, without the library's conversion, which uses small blocks. */
static sf_count_t read_stored(rbk_decoder *decoder, piece *to, size_t count)
{
    size_t frame_bytes = (size_t)decoder->stored.channels * decoder->stored.value_bytes;
    size_t most = STORED_BYTES / frame_bytes;
    count = count < most ? count : most;
    sf_count_t got = sf_read_raw(decoder->file, to->bytes, (sf_count_t)(count * frame_bytes));
    memset(to->bytes + count * frame_bytes, 0, RBK_UNPACK_SLACK);
    return got > 0 ? got / (sf_count_t)frame_bytes : 0;
}

/* An exponent of all ones is an infinity or NaN; one pass without branches finds any. */
static bool all_numbers(const double *samples, size_t count)
{
    const uint64_t exponent = UINT64_C(0x7FF0000000000000);
    bool bad = false;
    for (size_t i = 0; i < count; i++) {
        uint64_t bits;
        memcpy(&bits, &samples[i], sizeof bits);
        bad |= (bits & exponent) == exponent;
    }
    return !bad;
}

static rbk_status fail_number(const rbk_decoder *decoder, const double *samples, size_t count, rbk_error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (all_numbers(samples + i, 1))
            continue;
        int64_t frame = decoder->position + (int64_t)(i / decoder->info.channels);
        return rbk_fail(error, RBK_BAD_AUDIO, "the sample at frame %" PRId64 ", channel %u is %s", frame,
                        (unsigned)(i % decoder->info.channels) + 1,
                        samples[i] == samples[i] ? "infinite" : "not a number");
    }
    return RBK_OK;
}

static sf_count_t read_reals(rbk_decoder *decoder, double *samples, size_t count)
{
    if (decoder->stored.value_bytes == 0)
        return sf_readf_double(decoder->file, samples, (sf_count_t)count);
    piece stored;
    rbk_stored from = decoder->stored;
    sf_count_t got = read_stored(decoder, &stored, count);
    from.bytes = stored.bytes;
    rbk_unpack(&from, (size_t)got, samples);
    return got;
}

/* Counts frames that were read and sets *have to their total; samples: the values, if some may not be numbers. */
static rbk_status take(rbk_decoder *decoder, sf_count_t now, const double *samples, size_t *have, rbk_error *error)
{
    rbk_status status = check_read(decoder, error);
    if (status != RBK_OK || now <= 0)
        return status;
    size_t values = (size_t)now * decoder->info.channels;
    if (decoder->may_lack_numbers && !all_numbers(samples, values))
        return fail_number(decoder, samples, values, error);
    *have += (size_t)now;
    decoder->position += now;
    return RBK_OK;
}

rbk_status rbk_decoder_read_double(rbk_decoder *decoder, double *samples, size_t count, size_t *got, rbk_error *error)
{
    size_t have = 0;
    sf_count_t now = 1;
    count = limited(decoder, count);
    if (is_flac(decoder))
        return read_flac(decoder, &(rbk_flac_target){.reals = samples}, count, got, error);
    while (have < count && now > 0) {
        double *here = samples + have * decoder->info.channels;
        now = read_reals(decoder, here, count - have);
        rbk_status status = take(decoder, now, here, &have, error);
        if (status != RBK_OK)
            return status;
    }
    *got = have;
    return RBK_OK;
}

static sf_count_t read_planes(rbk_decoder *decoder, rbk_planes planes, size_t count, piece *stored)
{
    const unsigned channels = decoder->info.channels;
    const size_t most = sizeof stored->reals / sizeof stored->reals[0] / channels;
    rbk_stored from = decoder->stored;
    sf_count_t got;
    if (from.value_bytes > 0) {
        got = read_stored(decoder, stored, count);
        from.bytes = stored->bytes;
        if (got > 0)
            rbk_unpack_planes(&from, (size_t)got, planes);
        return got;
    }
    got = sf_readf_double(decoder->file, stored->reals, (sf_count_t)(count < most ? count : most));
    if (got > 0)
        rbk_split(stored->reals, channels, (size_t)got, planes);
    return got;
}

rbk_status rbk_decoder_read_planes(rbk_decoder *decoder, rbk_planes planes, size_t count, size_t *got, rbk_error *error)
{
    piece stored;
    size_t have = 0;
    sf_count_t now = 1;
    count = limited(decoder, count);
    if (is_flac(decoder))
        return read_flac_planes(decoder, planes, count, got, error);
    while (have < count && now > 0) {
        now = read_planes(decoder, rbk_planes_after(planes, have), count - have, &stored);
        rbk_status status = take(decoder, now, stored.reals, &have, error);
        if (status != RBK_OK)
            return status;
    }
    *got = have;
    return RBK_OK;
}

static rbk_status seek_flac(rbk_decoder *decoder, int64_t frame, bool *found, rbk_error *error)
{
    const int64_t end = decoder->info.promised;
    rbk_status status = need_flac(decoder, error);
    if (status == RBK_OK)
        *found = (end == RBK_FRAMES_UNKNOWN || frame <= end) &&
                 (rbk_flac_decoder_seek(decoder->flac, frame) || frame == end);
    return status;
}

rbk_status rbk_decoder_seek(rbk_decoder *decoder, int64_t frame, rbk_error *error)
{
    bool found;
    rbk_status status = RBK_OK;
    if (is_flac(decoder))
        status = seek_flac(decoder, frame, &found, error);
    else
        found = sf_seek(decoder->file, frame, SEEK_SET) == frame;
    if (status != RBK_OK)
        return status;
    if (!found) {
        if (decoder->input->system_error)
            return rbk_input_fail(decoder->input, error);
        return rbk_fail(error, RBK_BAD_AUDIO, "cannot seek to frame %" PRId64, frame);
    }
    decoder->position = frame;
    return RBK_OK;
}

/* After a seek the input is where the decoder will read, whatever chunks it read on the way. */
bool rbk_decoder_is_plain(rbk_decoder *decoder, int64_t *offset_bytes)
{
    if (decoder->stored.value_bytes != sizeof(int16_t) || decoder->stored.big_endian ||
        rbk_decoder_seek(decoder, 0, NULL) != RBK_OK)
        return false;
    *offset_bytes = decoder->input->begin + decoder->input->position;
    return true;
}

const char *rbk_decoder_string(rbk_decoder *decoder, rbk_decoder_text which)
{
    static const int keys[] = {SF_STR_TITLE, SF_STR_ARTIST, SF_STR_ALBUM,
                               SF_STR_DATE,  SF_STR_GENRE,  SF_STR_TRACKNUMBER};
    return sf_get_string(decoder->file, keys[which]);
}

/* ------------------------------------------------------------------ the library */

const char *rbk_decoder_version(void)
{
    return sf_version_string();
}

static int count_of(int command)
{
    int count = 0;
    return sf_command(NULL, command, &count, sizeof count) == 0 ? count : 0;
}

size_t rbk_decoder_formats(const char **names, size_t max)
{
    size_t found = 0;
    SF_FORMAT_INFO info;
    int majors = count_of(SFC_GET_FORMAT_MAJOR_COUNT), subtypes = count_of(SFC_GET_FORMAT_SUBTYPE_COUNT);
    for (int i = 0; i < majors && found < max; i++) {
        info = (SF_FORMAT_INFO){.format = i};
        if (sf_command(NULL, SFC_GET_FORMAT_MAJOR, &info, sizeof info) == 0 && info.extension)
            names[found++] = info.format == SF_FORMAT_MPEG  ? "mp3"
                             : info.format == SF_FORMAT_OGG ? "ogg" /* .oga promises FLAC in Ogg, too */
                                                            : info.extension;
    }
    for (int i = 0; i < subtypes && found < max; i++) {
        info = (SF_FORMAT_INFO){.format = i};
        if (sf_command(NULL, SFC_GET_FORMAT_SUBTYPE, &info, sizeof info) != 0)
            continue;
        if (info.format == SF_FORMAT_VORBIS)
            names[found++] = "vorbis";
        else if (info.format == SF_FORMAT_OPUS)
            names[found++] = "opus";
    }
    return found;
}
