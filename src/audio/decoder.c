/*
 * The only file that includes libsndfile. Files are read and written through virtual I/O, so that the library sees no
 * file name and only the segment it may see, and so that system errors are not lost. Errors are read from the open file
 * only; the library keeps those of failed opens in globals, which threads share, so they are ignored.
 */
#include "audio/decoder.h"

#include "audio/encoder.h"
#include "audio/unpack.h"
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

struct rbk_decoder {
    SNDFILE *file;
    rbk_input *input;
    rbk_decoder_info info;
    int format;            /* container and encoding, in the library's numbers */
    bool may_lack_numbers; /* floating point, which can hold NaN */
    unsigned stored_bytes; /* of a value, where values are whole numbers stored as they are; else 0 */
    bool stored_big_endian;
    int64_t position; /* frame of the next read */
    int64_t limit;    /* frames that may be read */
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
            decoder->stored_bytes = i + 2;
            decoder->stored_big_endian = is_big_endian(decoder);
        }
}

rbk_status rbk_decoder_open(rbk_input *input, const rbk_raw_format *raw, int64_t frames, rbk_decoder **out,
                            rbk_error *error)
{
    SF_VIRTUAL_IO io = {io_length, io_seek, io_read, io_write, io_tell};
    SF_INFO info;
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
    errno = 0;
    decoder->file = sf_open_virtual(&io, SFM_READ, &info, input);
    bool no_memory = errno == ENOMEM; /* where the library would assume a damaged header, or go on without a part */
    if (!decoder->file || no_memory) {
        if (decoder->file)
            sf_close(decoder->file);
        free(decoder);
        if (no_memory)
            return rbk_fail_memory(error);
        return input->system_error ? rbk_input_fail(input, error)
                                   : rbk_fail(error, RBK_BAD_AUDIO, "the header cannot be decoded");
    }
    fill_info(decoder, &info);
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
    sf_close(decoder->file);
    free(decoder);
}

const rbk_decoder_info *rbk_decoder_information(const rbk_decoder *decoder)
{
    return &decoder->info;
}

/* ------------------------------------------------------------------ reading */

static rbk_status check_read(rbk_decoder *decoder, rbk_error *error)
{
    if (decoder->input->system_error)
        return rbk_input_fail(decoder->input, error);
    if (sf_error(decoder->file) != SF_ERR_NO_ERROR)
        return rbk_fail(error, RBK_BAD_AUDIO, "the audio is damaged after frame %" PRId64, decoder->position);
    return RBK_OK;
}

static size_t limited(const rbk_decoder *decoder, size_t count)
{
    int64_t left = decoder->limit - decoder->position;
    return left < (int64_t)count ? (size_t)(left > 0 ? left : 0) : count;
}

rbk_status rbk_decoder_read_int16(rbk_decoder *decoder, int16_t *samples, size_t count, size_t *got, rbk_error *error)
{
    size_t have = 0;
    count = limited(decoder, count);
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

/* At most count frames, without the library's conversion, which is by small pieces. */
static sf_count_t read_stored(rbk_decoder *decoder, double *samples, size_t count)
{
    uint8_t bytes[STORED_BYTES + RBK_UNPACK_SLACK];
    size_t frame_bytes = (size_t)decoder->info.channels * decoder->stored_bytes, most = STORED_BYTES / frame_bytes;
    count = count < most ? count : most;
    sf_count_t got = sf_read_raw(decoder->file, bytes, (sf_count_t)(count * frame_bytes));
    size_t frames = got > 0 ? (size_t)got / frame_bytes : 0;
    memset(bytes + count * frame_bytes, 0, RBK_UNPACK_SLACK);
    rbk_unpack(bytes, decoder->stored_bytes, decoder->stored_big_endian, frames * decoder->info.channels, samples);
    return (sf_count_t)frames;
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

rbk_status rbk_decoder_read_double(rbk_decoder *decoder, double *samples, size_t count, size_t *got, rbk_error *error)
{
    size_t have = 0;
    count = limited(decoder, count);
    while (have < count) {
        double *here = samples + have * decoder->info.channels;
        sf_count_t now = decoder->stored_bytes > 0 ? read_stored(decoder, here, count - have)
                                                   : sf_readf_double(decoder->file, here, (sf_count_t)(count - have));
        rbk_status status = check_read(decoder, error);
        if (status != RBK_OK)
            return status;
        if (now <= 0)
            break;
        size_t values = (size_t)now * decoder->info.channels;
        if (decoder->may_lack_numbers && !all_numbers(here, values))
            return fail_number(decoder, here, values, error);
        have += (size_t)now;
        decoder->position += now;
    }
    *got = have;
    return RBK_OK;
}

rbk_status rbk_decoder_seek(rbk_decoder *decoder, int64_t frame, rbk_error *error)
{
    if (sf_seek(decoder->file, frame, SEEK_SET) != frame) {
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
    if (decoder->stored_bytes != sizeof(int16_t) || decoder->stored_big_endian ||
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

/* ------------------------------------------------------------------ audio output */

struct rbk_encoder {
    SNDFILE *file;
    int descriptor;
    int64_t position;
    int64_t length;
    int system_error; /* errno of the first call that failed, 0 */
    uint8_t *memory;  /* where there is no file */
    size_t capacity;
};

static sf_count_t out_length(void *user)
{
    return ((const rbk_encoder *)user)->length;
}

static sf_count_t out_tell(void *user)
{
    return ((const rbk_encoder *)user)->position;
}

static sf_count_t out_seek(sf_count_t offset, int whence, void *user)
{
    rbk_encoder *encoder = user;
    int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? encoder->position : encoder->length;
    if (from + offset < 0)
        return -1;
    encoder->position = from + offset;
    return encoder->position;
}

static sf_count_t out_read(void *data, sf_count_t count, void *user)
{
    rbk_encoder *encoder = user;
    int64_t got = rbk_read_at(encoder->descriptor, encoder->position, data, (size_t)count);
    if (got <= 0)
        return 0;
    encoder->position += got;
    return got;
}

/* The same without a file. */
static sf_count_t memory_read(void *data, sf_count_t count, void *user)
{
    rbk_encoder *encoder = user;
    int64_t left = encoder->length - encoder->position;
    count = count < left ? count : left;
    if (count <= 0)
        return 0;
    memcpy(data, encoder->memory + encoder->position, (size_t)count);
    encoder->position += count;
    return count;
}

static sf_count_t memory_write(const void *data, sf_count_t count, void *user)
{
    rbk_encoder *encoder = user;
    size_t end = (size_t)(encoder->position + count), capacity = 2 * encoder->capacity;
    if (end > encoder->capacity) {
        capacity = capacity > end ? capacity : end;
        uint8_t *memory = realloc(encoder->memory, capacity);
        if (!memory) {
            encoder->system_error = ENOMEM;
            return 0;
        }
        encoder->memory = memory;
        encoder->capacity = capacity;
    }
    memcpy(encoder->memory + encoder->position, data, (size_t)count);
    encoder->position += count;
    if (encoder->position > encoder->length)
        encoder->length = encoder->position;
    return count;
}

static sf_count_t out_write(const void *data, sf_count_t count, void *user)
{
    rbk_encoder *encoder = user;
    const char *bytes = data;
    sf_count_t done = 0;
    while (done < count && !encoder->system_error) {
        ssize_t now = pwrite(encoder->descriptor, bytes + done, (size_t)(count - done), (off_t)encoder->position);
        if (now < 0 && errno == EINTR)
            continue;
        if (now <= 0) {
            encoder->system_error = now < 0 ? errno : ENOSPC;
            break;
        }
        done += now;
        encoder->position += now;
    }
    if (encoder->position > encoder->length)
        encoder->length = encoder->position;
    return done;
}

/* A text that the library refuses (none is known) would only be missing. False without memory. */
static bool set_texts(rbk_encoder *encoder, const rbk_audio_tags *tags)
{
    char number[16];
    snprintf(number, sizeof number, "%u", (unsigned)tags->track_number);
    const struct {
        int key;
        const char *text;
    } rows[] = {{SF_STR_TITLE, tags->title}, {SF_STR_ARTIST, tags->artist}, {SF_STR_ALBUM, tags->album},
                {SF_STR_DATE, tags->date},   {SF_STR_GENRE, tags->genre},   {SF_STR_TRACKNUMBER, number}};
    errno = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].text && rows[i].text[0] && (rows[i].text != number || tags->track_number) &&
            sf_set_string(encoder->file, rows[i].key, rows[i].text) != 0 && errno == ENOMEM)
            return false;
    return true;
}

static rbk_status fail_encoder(const rbk_encoder *encoder, rbk_error *error)
{
    if (encoder->system_error == ENOMEM && encoder->descriptor < 0)
        return rbk_fail_memory(error);
    if (encoder->system_error)
        return rbk_fail_system(error, RBK_FILESYSTEM, encoder->system_error, "cannot be written");
    return rbk_fail(error, RBK_FILESYSTEM, "the encoder failed");
}

rbk_status rbk_encoder_open(int descriptor, rbk_sink_format format, const rbk_audio_tags *tags, rbk_encoder **out,
                            rbk_error *error)
{
    SF_VIRTUAL_IO io = {out_length, out_seek, out_read, out_write, out_tell};
    SF_INFO info;
    rbk_encoder *encoder = calloc(1, sizeof *encoder);
    if (!encoder)
        return rbk_fail_memory(error);
    memset(&info, 0, sizeof info);
    info.format = (format == RBK_SINK_FLAC ? SF_FORMAT_FLAC : SF_FORMAT_WAV) | SF_FORMAT_PCM_16;
    info.samplerate = RBK_RATE_HZ;
    info.channels = RBK_CHANNELS;
    encoder->descriptor = descriptor;
    encoder->file = sf_open_virtual(&io, SFM_WRITE, &info, encoder);
    if (!encoder->file) {
        rbk_status status = fail_encoder(encoder, error);
        free(encoder);
        return status;
    }
    if (tags && !set_texts(encoder, tags)) {
        (void)rbk_encoder_close(encoder, NULL);
        return rbk_fail_memory(error);
    }
    *out = encoder;
    return RBK_OK;
}

rbk_status rbk_encoder_write(rbk_encoder *encoder, const int16_t *samples, size_t count, rbk_error *error)
{
    errno = 0;
    sf_count_t done = sf_writef_short(encoder->file, samples, (sf_count_t)count);
    if (errno == ENOMEM) /* without memory the library silently omits tags */
        return rbk_fail_memory(error);
    return done == (sf_count_t)count && !encoder->system_error ? RBK_OK : fail_encoder(encoder, error);
}

rbk_status rbk_encoder_close(rbk_encoder *encoder, rbk_error *error)
{
    if (!encoder)
        return RBK_OK;
    errno = 0;
    bool failed = sf_close(encoder->file) != 0 || encoder->system_error;
    rbk_status status = errno == ENOMEM ? rbk_fail_memory(error) : failed ? fail_encoder(encoder, error) : RBK_OK;
    free(encoder);
    return status;
}

/* Levels of libFLAC up to 2 have fixed predictors: integers alone, and so the same bytes whatever the processor. */
rbk_status rbk_encode_flac(const int16_t *samples, size_t count, rbk_bytes *file, rbk_error *error)
{
    SF_VIRTUAL_IO io = {out_length, out_seek, memory_read, memory_write, out_tell};
    SF_INFO info;
    double level = 2 / 8.0;
    rbk_encoder encoder = {.descriptor = -1};
    memset(&info, 0, sizeof info);
    info.format = SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
    info.samplerate = RBK_RATE_HZ;
    info.channels = RBK_CHANNELS;
    encoder.file = sf_open_virtual(&io, SFM_WRITE, &info, &encoder);
    if (!encoder.file)
        return fail_encoder(&encoder, error);
    sf_command(encoder.file, SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
    rbk_status status = rbk_encoder_write(&encoder, samples, count, error);
    if (sf_close(encoder.file) != 0 || encoder.system_error)
        status = status == RBK_OK ? fail_encoder(&encoder, error) : status;
    if (status == RBK_OK)
        *file = (rbk_bytes){encoder.memory, (size_t)encoder.length};
    else
        free(encoder.memory);
    return status;
}
