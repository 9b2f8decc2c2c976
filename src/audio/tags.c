/*
 * What a file says about itself. FLAC in full by flac.c; all others what the decoder hands out.
 */
#include "audio/tags.h"

#include "audio/open.h"
#include "base/fail.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_MAX 9999

static char *copy_as_utf8(const char *text, size_t size)
{
    if (!rbk_utf8_valid(text, size))
        return rbk_utf8_from_latin1(text, size);
    char *copy = malloc(size + 1);
    if (!copy)
        return NULL;
    memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
}

/* first; second */
static char *join(const char *first, const char *second)
{
    size_t size = strlen(first) + 2 + strlen(second) + 1;
    char *both = malloc(size);
    if (both)
        snprintf(both, size, "%s; %s", first, second);
    return both;
}

bool rbk_tag_set(char **slot, const char *text, size_t size, bool append)
{
    while (size > 0 && is_blank(text[size - 1]))
        size--;
    while (size > 0 && is_blank(*text)) {
        text++;
        size--;
    }
    const char *zero = memchr(text, '\0', size);
    if (zero)
        size = (size_t)(zero - text);
    if (size == 0 || (*slot && !append))
        return true;
    char *value = copy_as_utf8(text, size);
    if (value && *slot) {
        char *both = join(*slot, value);
        free(value);
        value = both;
    }
    if (!value)
        return false;
    free(*slot);
    *slot = value;
    return true;
}

uint32_t rbk_tag_number(const char *text, size_t size)
{
    uint32_t number = 0;
    size_t at = 0;
    while (at < size && is_blank(text[at]))
        at++;
    for (; at < size && text[at] >= '0' && text[at] <= '9'; at++) {
        number = number * 10 + (uint32_t)(text[at] - '0');
        if (number > NUMBER_MAX)
            return 0;
    }
    return number;
}

static bool take_text(rbk_sequence *sequence, rbk_decoder_text which, char **slot)
{
    const char *text = rbk_sequence_string(sequence, which);
    return !text || rbk_tag_set(slot, text, strlen(text), false);
}

static rbk_status take_texts(rbk_sequence *sequence, rbk_audio_tags *tags, rbk_error *error)
{
    bool fine = take_text(sequence, RBK_DECODER_TITLE, &tags->title) &&
                take_text(sequence, RBK_DECODER_ARTIST, &tags->artist) &&
                take_text(sequence, RBK_DECODER_ALBUM, &tags->album) &&
                take_text(sequence, RBK_DECODER_DATE, &tags->date) &&
                take_text(sequence, RBK_DECODER_GENRE, &tags->genre);
    const char *number = rbk_sequence_string(sequence, RBK_DECODER_TRACK_NUMBER);
    tags->track_number = number ? rbk_tag_number(number, strlen(number)) : 0;
    return fine ? RBK_OK : rbk_fail_memory(error);
}

rbk_status rbk_audio_tags_read(const char *path, rbk_audio_tags *tags, rbk_error *error)
{
    rbk_audio *audio;
    rbk_audio_tags found;
    if (!path || !tags)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    memset(&found, 0, sizeof found);
    rbk_status status = rbk_audio_open_deep(path, NULL, RBK_OPEN_TAGS, &audio, NULL, error);
    if (status != RBK_OK)
        return status;
    if (rbk_audio_is_flac(audio))
        status = rbk_flac_tags_read(path, &found, error);
    else if (rbk_audio_is_ogg(audio))
        status = rbk_ogg_tags_read(rbk_audio_input(audio), rbk_audio_begin(audio), &found, error);
    else
        status = take_texts(rbk_audio_sequence(audio), &found, error);
    rbk_audio_close(audio);
    if (status != RBK_OK) {
        rbk_audio_tags_release(&found);
        rbk_error_set_path(error, path);
        return status;
    }
    *tags = found;
    return RBK_OK;
}

void rbk_audio_tags_release(rbk_audio_tags *tags)
{
    if (!tags)
        return;
    char **const texts[] = {&tags->title,    &tags->artist,     &tags->album,    &tags->album_artist,
                            &tags->composer, &tags->songwriter, &tags->arranger, &tags->genre,
                            &tags->date,     &tags->isrc,       &tags->barcode,  &tags->cue_sheet};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        free(*texts[i]);
    memset(tags, 0, sizeof *tags);
}
