/*
 * The meaning of comments. Their names are not standardised; those here are what taggers and rippers write.
 */
#include "audio/comments.h"

#include "audio/tag_values.h"
#include "base/ascii.h"

#include <stdio.h>
#include <string.h>

static bool same_word(const char *text, size_t size, const char *word)
{
    return size == strlen(word) && rbk_ascii_same_n(text, word, size);
}

/* The value after "NAME=", NULL when the comment has another name. */
static const char *value_of(const rbk_comment *comment, const char *name, size_t *value_size)
{
    size_t length = strlen(name);
    if (comment->size <= length || comment->text[length] != '=' || !same_word(comment->text, length, name))
        return NULL;
    *value_size = comment->size - length - 1;
    return comment->text + length + 1;
}

typedef enum emphasis { EMPHASIS_NONE, EMPHASIS_STATED, EMPHASIS_UNCLEAR } emphasis;

/* What people write, and the time constants, "50/15 us". */
static emphasis emphasis_of(const char *value, size_t size)
{
    static const char *const no[] = {"", "0", "NO", "N", "NONE", "OFF", "FALSE", "F"};
    static const char *const yes[] = {"1", "YES", "Y", "ON", "TRUE", "T", "PRE", "PRE-EMPHASIS"};
    static const char constants[] = "50/15";
    const size_t length = sizeof constants - 1;
    for (; size > 0 && value[size - 1] == ' '; size--)
        ;
    for (; size > 0 && *value == ' '; value++, size--)
        ;
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        if (same_word(value, size, no[i]))
            return EMPHASIS_NONE;
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        if (same_word(value, size, yes[i]))
            return EMPHASIS_STATED;
    const bool stated = size >= length && memcmp(value, constants, length) == 0 &&
                        (size == length || !rbk_ascii_is_digit(value[length]));
    return stated ? EMPHASIS_STATED : EMPHASIS_UNCLEAR;
}

static void take_emphasis(const rbk_comment *comment, rbk_audio_tags *tags, rbk_unclear_tags *unclear)
{
    static const char *const names[] = {"PRE-EMPHASIS", "PRE_EMPHASIS", "PRE EMPHASIS", "PREEMPHASIS", "EMPHASIS"};
    size_t size = 0;
    const char *value = NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !value; i++)
        value = value_of(comment, names[i], &size);
    const emphasis found = value ? emphasis_of(value, size) : EMPHASIS_NONE;
    tags->pre_emphasis = tags->pre_emphasis || found == EMPHASIS_STATED;
    if (found == EMPHASIS_UNCLEAR && unclear && !unclear->emphasis[0])
        snprintf(unclear->emphasis, sizeof unclear->emphasis, "%.*s", (int)(size < 39 ? size : 39), value);
}

/* False without memory. */
static bool take_comment(const rbk_comment *comment, rbk_audio_tags *tags, bool *guessed)
{
    const struct {
        const char *name;
        char **slot;
        bool append; /* several persons in one field */
    } rows[] = {
        {"TITLE", &tags->title, false},
        {"ARTIST", &tags->artist, true},
        {"ALBUM", &tags->album, false},
        {"ALBUMARTIST", &tags->album_artist, true},
        {"ALBUM ARTIST", &tags->album_artist, false},
        {"COMPOSER", &tags->composer, true},
        {"LYRICIST", &tags->songwriter, true},
        {"WRITER", &tags->songwriter, true},
        {"SONGWRITER", &tags->songwriter, true},
        {"ARRANGER", &tags->arranger, true},
        {"GENRE", &tags->genre, false},
        {"DATE", &tags->date, false},
        {"YEAR", &tags->date, false},
        {"ISRC", &tags->isrc, false},
        {"BARCODE", &tags->barcode, false},
        {"UPC", &tags->barcode, false},
        {"EAN", &tags->barcode, false},
        {"EAN/UPN", &tags->barcode, false},
        {"MCN", &tags->barcode, false},
        {"CUESHEET", &tags->cue_sheet, false},
    };
    size_t size;
    const char *value;
    bool fine = true;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if ((value = value_of(comment, rows[i].name, &size)))
            fine = rbk_tag_set(rows[i].slot, value, size, rows[i].append, guessed) && fine;
    if ((value = value_of(comment, "TRACKNUMBER", &size)) && tags->track_number == 0)
        tags->track_number = rbk_tag_number(value, size);
    if ((value = value_of(comment, "DISCNUMBER", &size)) && tags->disc_number == 0)
        tags->disc_number = rbk_tag_number(value, size);
    return fine;
}

/* PERFORMER usually names single players; it is used only if there is no ARTIST. */
static bool take_performers(const rbk_comment *comments, size_t count, rbk_audio_tags *tags, bool *guessed)
{
    size_t size;
    bool fine = true;
    if (tags->artist)
        return true;
    for (size_t i = 0; i < count; i++) {
        const char *value = value_of(&comments[i], "PERFORMER", &size);
        if (value)
            fine = rbk_tag_set(&tags->artist, value, size, true, guessed) && fine;
    }
    return fine;
}

bool rbk_comments_take(const rbk_comment *comments, size_t count, rbk_audio_tags *tags, rbk_unclear_tags *unclear)
{
    bool fine = true, guessed = false;
    for (size_t i = 0; i < count; i++) {
        fine = take_comment(&comments[i], tags, &guessed) && fine;
        take_emphasis(&comments[i], tags, unclear);
    }
    fine = take_performers(comments, count, tags, &guessed) && fine;
    if (unclear)
        unclear->encoding = unclear->encoding || guessed;
    return fine;
}
