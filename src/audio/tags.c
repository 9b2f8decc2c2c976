/*
 * Tags. FLAC in full by flac.c, Ogg by ogg_comments.c; all others as the decoder returns them, and what it has no name for, as an
 * ISRC, by id3.c.
 */
#include "audio/tags.h"

#include "audio/id3.h"
#include "audio/open.h"
#include "audio/tag_values.h"
#include "base/fail.h"

#include <string.h>

static bool take_text(rbk_sequence *sequence, rbk_decoder_text which, char **slot, bool *guessed)
{
    const char *text = rbk_sequence_string(sequence, which);
    return !text || rbk_tag_set(slot, text, strlen(text), false, guessed);
}

static rbk_status take_texts(rbk_sequence *sequence, rbk_audio_tags *tags, rbk_unclear_tags *unclear, rbk_error *error)
{
    bool guessed = false;
    bool fine = take_text(sequence, RBK_DECODER_TITLE, &tags->title, &guessed) &&
                take_text(sequence, RBK_DECODER_ARTIST, &tags->artist, &guessed) &&
                take_text(sequence, RBK_DECODER_ALBUM, &tags->album, &guessed) &&
                take_text(sequence, RBK_DECODER_DATE, &tags->date, &guessed) &&
                take_text(sequence, RBK_DECODER_GENRE, &tags->genre, &guessed);
    const char *number = rbk_sequence_string(sequence, RBK_DECODER_TRACK_NUMBER);
    tags->track_number = number ? rbk_tag_number(number, strlen(number)) : 0;
    if (unclear)
        unclear->encoding = guessed;
    return fine ? RBK_OK : rbk_fail_memory(error);
}

static void fill(char **slot, char **from)
{
    if (!*slot) {
        *slot = *from;
        *from = NULL;
    }
}

/* The rest from a tag in ID3v2, where the file has one. */
static rbk_status take_id3(rbk_input *input, rbk_audio_tags *tags, rbk_unclear_tags *unclear, rbk_error *error)
{
    rbk_audio_tags more = {.title = NULL};
    rbk_status status = rbk_id3_tags_read(input, &more, unclear, error);
    fill(&tags->title, &more.title);
    fill(&tags->artist, &more.artist);
    fill(&tags->album, &more.album);
    fill(&tags->album_artist, &more.album_artist);
    fill(&tags->composer, &more.composer);
    fill(&tags->songwriter, &more.songwriter);
    fill(&tags->arranger, &more.arranger);
    fill(&tags->genre, &more.genre);
    fill(&tags->date, &more.date);
    fill(&tags->isrc, &more.isrc);
    fill(&tags->barcode, &more.barcode);
    tags->track_number = tags->track_number ? tags->track_number : more.track_number;
    tags->disc_number = more.disc_number;
    tags->pre_emphasis = more.pre_emphasis;
    rbk_audio_tags_release(&more);
    return status;
}

rbk_status rbk_audio_tags_read_all(const char *path, rbk_audio_tags *tags, rbk_unclear_tags *unclear, rbk_error *error)
{
    rbk_audio *audio;
    rbk_audio_tags found;
    if (!path || !tags)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    memset(&found, 0, sizeof found);
    if (unclear)
        memset(unclear, 0, sizeof *unclear);
    rbk_status status = rbk_audio_open_deep(path, NULL, RBK_OPEN_TAGS, &audio, NULL, error);
    if (status != RBK_OK)
        return status;
    if (rbk_audio_is_flac(audio))
        status = rbk_flac_tags_read(path, &found, unclear, error);
    else if (rbk_audio_is_ogg(audio))
        status = rbk_ogg_tags_read(rbk_audio_input(audio), rbk_audio_begin(audio), &found, unclear, error);
    else
        status = take_texts(rbk_audio_sequence(audio), &found, unclear, error);
    if (status == RBK_OK && !rbk_audio_is_flac(audio) && !rbk_audio_is_ogg(audio))
        status = take_id3(rbk_audio_input(audio), &found, unclear, error);
    rbk_audio_close(audio);
    if (status != RBK_OK) {
        rbk_audio_tags_release(&found);
        rbk_error_set_path(error, path);
        return status;
    }
    *tags = found;
    return RBK_OK;
}

rbk_status rbk_audio_tags_read(const char *path, rbk_audio_tags *tags, rbk_error *error)
{
    return rbk_audio_tags_read_all(path, tags, NULL, error);
}
