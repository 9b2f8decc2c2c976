/*
 * An exact audio file, read from anywhere. One decoder goes through it; a read elsewhere begins a new one there.
 */
#include "image/sound.h"

#include "audio/open.h"
#include "base/fail.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct rbk_image_sound {
    char *location;
    int64_t frames;
    pthread_mutex_t lock;
    rbk_conformer *conformer; /* NULL: none is under way */
    int64_t next;             /* the sample it gives next */
    bool looked;              /* whether its bytes lie plain */
    rbk_audio *plain;         /* NULL: they do not */
    int plain_descriptor;
    int64_t plain_bytes;
};

static rbk_status check_exact(const char *location, rbk_error *error)
{
    rbk_audio *audio = NULL;
    rbk_status status = rbk_audio_open(location, NULL, &audio, NULL, error);
    if (status != RBK_OK)
        return status;
    const rbk_audio_info *info = rbk_audio_information(audio);
    if (!info->exact || !info->seekable_exactly)
        status = rbk_fail(error, RBK_UNSUPPORTED,
                          "is %s of %u Hz and becomes disc sectors only by conversion: make an image of its sheet "
                          "first, with 'redbook author'",
                          info->encoding, (unsigned)info->rate_hz);
    rbk_audio_close(audio);
    return status;
}

rbk_status rbk_image_sound_open(const char *location, int64_t frames, rbk_image_sound **sound, rbk_error *error)
{
    rbk_status status = check_exact(location, error);
    if (status != RBK_OK)
        return status;
    rbk_image_sound *made = calloc(1, sizeof *made);
    char *copy = strdup(location);
    if (!made || !copy || pthread_mutex_init(&made->lock, NULL) != 0) {
        free(made);
        free(copy);
        return rbk_fail_memory(error);
    }
    made->location = copy;
    made->frames = frames;
    *sound = made;
    return RBK_OK;
}

void rbk_image_sound_close(rbk_image_sound *sound)
{
    if (!sound)
        return;
    rbk_conformer_close(sound->conformer);
    rbk_audio_close(sound->plain);
    pthread_mutex_destroy(&sound->lock);
    free(sound->location);
    free(sound);
}

/* Makes the conformer one that gives this sample next. */
static rbk_status go_to(rbk_image_sound *sound, int64_t sample, rbk_error *error)
{
    rbk_conform_source source = {.path = sound->location, .frames = sound->frames};
    if (sound->conformer && sound->next == sample)
        return RBK_OK;
    rbk_conformer_close(sound->conformer);
    sound->conformer = NULL;
    rbk_status status = rbk_conformer_open(&source, 1, NULL, 0, &sound->conformer, error);
    if (status == RBK_OK)
        status = rbk_conformer_seek(sound->conformer, sample, error);
    sound->next = sample;
    return status;
}

static rbk_status read_locked(rbk_image_sound *sound, int64_t sample, size_t count, int16_t *samples, rbk_error *error)
{
    size_t got = 0;
    rbk_status status = go_to(sound, sample, error);
    if (status == RBK_OK)
        status = rbk_conformer_read(sound->conformer, samples, count, &got, error);
    if (status == RBK_OK && got < count)
        status = rbk_fail(error, RBK_BAD_AUDIO, "ends at sample %lld, sample %lld is needed",
                          (long long)sample + (long long)got, (long long)sample + (long long)count - 1);
    if (status != RBK_OK) {
        rbk_conformer_close(sound->conformer);
        sound->conformer = NULL;
        return status;
    }
    sound->next = sample + (int64_t)count;
    return RBK_OK;
}

rbk_status rbk_image_sound_read(rbk_image_sound *sound, int64_t sample, size_t count, int16_t *samples,
                                rbk_error *error)
{
    pthread_mutex_lock(&sound->lock);
    rbk_status status = read_locked(sound, sample, count, samples, error);
    pthread_mutex_unlock(&sound->lock);
    return status;
}

/* The file stays open: what was looked at is what is copied, whatever its name comes to mean. */
static void look(rbk_image_sound *sound)
{
    sound->looked = true;
    if (rbk_audio_open_deep(sound->location, NULL, RBK_OPEN_TRUST, &sound->plain, NULL, NULL) != RBK_OK)
        return;
    if (rbk_audio_information(sound->plain)->frames == sound->frames &&
        rbk_audio_lies_plain(sound->plain, &sound->plain_descriptor, &sound->plain_bytes))
        return;
    rbk_audio_close(sound->plain);
    sound->plain = NULL;
}

bool rbk_image_sound_lies_plain(rbk_image_sound *sound, int64_t sample, int *descriptor, int64_t *offset_bytes)
{
    pthread_mutex_lock(&sound->lock);
    if (!sound->looked)
        look(sound);
    bool plain = sound->plain != NULL;
    pthread_mutex_unlock(&sound->lock);
    if (!plain)
        return false;
    *descriptor = sound->plain_descriptor;
    *offset_bytes = sound->plain_bytes + sample * RBK_SAMPLE_BYTES;
    return true;
}
