/*
 * Payload that is the audio of an audio file: the samples of the disc, little-endian, as if the file had no header. A
 * file of 16 bits or fewer at 44.1 kHz passes unchanged, so that its samples are the disc's wherever it is read. Files
 * that need conversion or dither are refused: they become samples only by authoring.
 *
 * One decoder reads the file; a read elsewhere opens a new one there. Threads wait for each other.
 */
#include "audio/open.h"
#include "base/endian.h"
#include "base/fail.h"
#include "base/identity.h"
#include "image/payload.h"
#include "image/sectors.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define AUDIO_SAMPLES 4096 /* decoded at once */

typedef struct decoded {
    char *location;
    int64_t frames; /* number of frames when it was probed */
    rbk_identity identity;
    pthread_mutex_t lock;
    rbk_conformer *conformer; /* NULL: none is open */
    int64_t next;             /* the sample it gives next */
    bool looked;              /* whether its bytes are plain */
    rbk_audio *plain;         /* NULL: they do not */
    int plain_descriptor;
    int64_t plain_bytes;
} decoded;

static bool probe_decoded(const rbk_file *file, rbk_input *input)
{
    (void)input;
    return file->type == RBK_FILE_AUDIO;
}

static rbk_status check_exact(const rbk_file *file, rbk_input *input, rbk_error *error)
{
    rbk_audio *audio = NULL;
    rbk_status status = input ? rbk_audio_open_input(file->location, input, NULL, &audio, NULL, error)
                              : rbk_audio_open(file->location, NULL, &audio, NULL, error);
    if (status != RBK_OK)
        return status;
    status = rbk_audio_check_identity(audio, &file->identity, error);
    const rbk_audio_info *info = rbk_audio_information(audio);
    if (status == RBK_OK && (!info->bit_exact || !info->seekable_exactly))
        status = rbk_fail(error, RBK_UNSUPPORTED,
                          "is %s of %u Hz and must be converted to disc sectors first: make an image of its sheet with "
                          "'redbook author'",
                          info->encoding, (unsigned)info->rate_hz);
    rbk_audio_close(audio);
    return status;
}

static rbk_status open_decoded(const rbk_file *file, rbk_input *input, rbk_payload_state **state, rbk_error *error)
{
    rbk_status status = check_exact(file, input, error);
    if (status != RBK_OK)
        return status;
    decoded *made = calloc(1, sizeof *made);
    char *location = strdup(file->location);
    if (!made || !location || pthread_mutex_init(&made->lock, NULL) != 0) {
        free(made);
        free(location);
        return rbk_fail_memory(error);
    }
    made->location = location;
    made->frames = file->length_frames;
    made->identity = file->identity;
    *state = (rbk_payload_state *)made;
    return RBK_OK;
}

static void close_decoded(rbk_payload_state *state)
{
    decoded *audio = (decoded *)state;
    rbk_conformer_close(audio->conformer);
    rbk_audio_close(audio->plain);
    pthread_mutex_destroy(&audio->lock);
    free(audio->location);
    free(audio);
}

static rbk_status length_of_decoded(rbk_payload_state *state, int64_t *bytes, rbk_error *error)
{
    const decoded *audio = (const decoded *)state;
    (void)error;
    *bytes = audio->frames * RBK_SAMPLE_BYTES;
    return RBK_OK;
}

/* ------------------------------------------------------------------ reading */

/* After an opening: the name must still mean the file that was opened. */
static rbk_status check_identity(const decoded *audio, rbk_error *error)
{
    return rbk_identity_is_known(&audio->identity) ? rbk_identity_check(audio->location, &audio->identity, error)
                                                   : RBK_OK;
}

/* Makes the conformer one whose next sample is this. */
static rbk_status go_to(decoded *audio, int64_t sample, rbk_error *error)
{
    rbk_conform_source source = {.path = audio->location, .frames = audio->frames, .identity = &audio->identity};
    if (audio->conformer && audio->next == sample)
        return RBK_OK;
    rbk_conformer_close(audio->conformer);
    audio->conformer = NULL;
    rbk_status status = rbk_conformer_open(&source, 1, NULL, 0, &audio->conformer, error);
    if (status == RBK_OK)
        status = check_identity(audio, error);
    if (status == RBK_OK)
        status = rbk_conformer_seek(audio->conformer, sample, error);
    audio->next = sample;
    return status;
}

static rbk_status read_locked(decoded *audio, int64_t sample, size_t count, int16_t *samples, rbk_error *error)
{
    size_t got = 0;
    rbk_status status = go_to(audio, sample, error);
    if (status == RBK_OK)
        status = rbk_conformer_read(audio->conformer, samples, count, &got, error);
    if (status == RBK_OK && got < count)
        status = rbk_fail(error, RBK_BAD_AUDIO, "ends at sample %lld, sample %lld is needed",
                          (long long)sample + (long long)got, (long long)sample + (long long)count - 1);
    if (status != RBK_OK) {
        rbk_conformer_close(audio->conformer);
        audio->conformer = NULL;
        return status;
    }
    audio->next = sample + (int64_t)count;
    return RBK_OK;
}

static rbk_status read_decoded(rbk_payload_state *state, int64_t offset_bytes, void *data, size_t size, size_t *got,
                               rbk_error *error)
{
    decoded *audio = (decoded *)state;
    int16_t values[AUDIO_SAMPLES * RBK_CHANNELS];
    int64_t left = audio->frames * RBK_SAMPLE_BYTES - offset_bytes;
    size_t wanted = left <= 0 ? 0 : (int64_t)size < left ? size : (size_t)left;
    rbk_status status = RBK_OK;
    *got = 0;
    pthread_mutex_lock(&audio->lock);
    while (*got < wanted && status == RBK_OK) {
        int64_t at = offset_bytes + (int64_t)*got;
        size_t skip = (size_t)(at % RBK_SAMPLE_BYTES), now = sizeof values - skip;
        now = now < wanted - *got ? now : wanted - *got;
        status = read_locked(audio, at / RBK_SAMPLE_BYTES, (skip + now + RBK_SAMPLE_BYTES - 1) / RBK_SAMPLE_BYTES,
                             values, error);
        if (!rbk_machine_is_little_endian())
            rbk_image_swap((uint8_t *)values, sizeof values);
        memcpy((uint8_t *)data + *got, (const uint8_t *)values + skip, now);
        *got += now;
    }
    pthread_mutex_unlock(&audio->lock);
    return status;
}

/* The file stays open: the file that was checked is the one that is copied, whatever its name means later. */
static void look(decoded *audio)
{
    audio->looked = true;
    if (rbk_audio_open_again(audio->location, NULL, audio->frames, &audio->identity, &audio->plain, NULL) != RBK_OK)
        return;
    if (check_identity(audio, NULL) == RBK_OK && rbk_audio_information(audio->plain)->frames == audio->frames &&
        rbk_audio_is_plain(audio->plain, &audio->plain_descriptor, &audio->plain_bytes))
        return;
    rbk_audio_close(audio->plain);
    audio->plain = NULL;
}

/* False too if the file has changed since it was probed: reading reports that. */
static bool decoded_is_contiguous(rbk_payload_state *state, int64_t offset_bytes, rbk_image_place *place)
{
    decoded *audio = (decoded *)state;
    int64_t bytes = audio->frames * RBK_SAMPLE_BYTES - offset_bytes;
    pthread_mutex_lock(&audio->lock);
    if (!audio->looked)
        look(audio);
    bool plain = audio->plain != NULL && bytes > 0;
    pthread_mutex_unlock(&audio->lock);
    if (plain)
        *place = (rbk_image_place){audio->plain_descriptor, audio->plain_bytes + offset_bytes, bytes};
    return plain;
}

const rbk_payload_backend rbk_payload_decoded = {.name = "decoded",
                                                 .probe = probe_decoded,
                                                 .open = open_decoded,
                                                 .close = close_decoded,
                                                 .length = length_of_decoded,
                                                 .read_at = read_decoded,
                                                 .contiguous = decoded_is_contiguous};
