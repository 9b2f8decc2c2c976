/*
 * Tags. FLAC in full by flac.c, Ogg by ogg_comments.c, ID3v2 by id3.c; all others as the decoder returns them.
 */
#include "audio/tags.h"

#include "audio/id3.h"
#include "audio/open.h"
#include "audio/tag_values.h"
#include "base/fail.h"

#include <string.h>

/* What the decoder returns counts where the file has no tag in ID3v2 that says it: it may be cut, or one value of several. */
static bool take_text(rbk_sequence *sequence, rbk_decoder_text which, char **slot, bool *guessed)
{
    const char *text = *slot ? NULL : rbk_sequence_string(sequence, which);
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
    if (number && tags->track_number == 0)
        tags->track_number = rbk_tag_number(number, strlen(number));
    if (unclear)
        unclear->encoding = unclear->encoding || guessed;
    return fine ? RBK_OK : rbk_fail_memory(error);
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
    else {
        status = rbk_id3_tags_read(rbk_audio_input(audio), &found, unclear, error);
        if (status == RBK_OK)
            status = take_texts(rbk_audio_sequence(audio), &found, unclear, error);
    }
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
