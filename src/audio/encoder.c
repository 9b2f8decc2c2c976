/*
 * Writing by libsndfile, through virtual I/O as in decoder.c.
 */
#include "audio/encoder.h"

#include "base/fail.h"
#include "base/read_at.h"

#include <errno.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* A text that the library refuses (none is known) is omitted. False without memory. */
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
