/*
 * Between the disc model and CD-TEXT: which field is which, genre words to codes, ISRC and MCN to codes and back. What
 * one side has no place for is told.
 */
#include "base/fail.h"
#include "text/fields.h"
#include "text/names.h"

#include <stdio.h>
#include <string.h>

/* The fields that both have; a disc's genre, date and codes are dealt with by name. */
static const struct {
    rbk_text_field disc;
    rbk_cdtext_field cdtext;
} pairs[] = {
    {RBK_TEXT_TITLE, RBK_CDTEXT_TITLE},           {RBK_TEXT_PERFORMER, RBK_CDTEXT_PERFORMER},
    {RBK_TEXT_SONGWRITER, RBK_CDTEXT_SONGWRITER}, {RBK_TEXT_COMPOSER, RBK_CDTEXT_COMPOSER},
    {RBK_TEXT_ARRANGER, RBK_CDTEXT_ARRANGER},     {RBK_TEXT_MESSAGE, RBK_CDTEXT_MESSAGE},
    {RBK_TEXT_DISC_ID, RBK_CDTEXT_DISC_ID},
};

#define PAIRS (sizeof pairs / sizeof pairs[0])

/* What people write in tags; the words themselves are kept behind the code. */
static const struct {
    const char *word;
    int code;
} genre_words[] = {
    {"Pop", 0x14},     {"Rock", 0x17},       {"R&B", 0x18},         {"Hip-Hop", 0x0D}, {"Children's Music", 0x04},
    {"World", 0x1B},   {"Soundtrack", 0x19}, {"Alternative", 0x03}, {"Speech", 0x1A},  {"Spoken", 0x1A},
    {"Classic", 0x05}, {"Folk Music", 0x0B},
};

#define GENRE_NOT_DEFINED 0x01

/* ------------------------------------------------------------------ from a disc */

static rbk_status no_place(rbk_findings *findings, uint32_t track, const char *what, rbk_error *error)
{
    char owner[16] = "the album";
    if (track > 0)
        snprintf(owner, sizeof owner, "track %u", (unsigned)(track & 0x7F));
    return rbk_findings_add(findings, RBK_NOTE, "cdtext.no-place", NULL, 0, track,
                            "%s of %s has no place in CD-TEXT and is left out", what, owner) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

static rbk_status set_genre(rbk_cdtext_block *block, const char *words, rbk_error *error)
{
    if (!words)
        return RBK_OK;
    const char *name = rbk_cdtext_genre_parse(words, &block->genre) ? rbk_cdtext_genre_name(block->genre) : NULL;
    if (name && rbk_name_equal(words, name))
        return RBK_OK;
    block->genre = GENRE_NOT_DEFINED;
    for (size_t i = 0; i < sizeof genre_words / sizeof genre_words[0]; i++)
        if (rbk_name_equal(words, genre_words[i].word))
            block->genre = genre_words[i].code;
    return rbk_cdtext_set(block, RBK_CDTEXT_GENRE, 0, words, error);
}

/* The texts of the album (track 0) or of a track. */
static rbk_status take_texts(rbk_cdtext_block *block, uint32_t track, const rbk_text *text, rbk_findings *findings,
                             rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < PAIRS && status == RBK_OK; i++) {
        const char *words = text->field[pairs[i].disc];
        if (!words)
            continue;
        if (track > 0 && !rbk_cdtext_field_row_of(pairs[i].cdtext)->tracks)
            status = no_place(findings, track, rbk_text_field_name(pairs[i].disc), error);
        else
            status = rbk_cdtext_set(block, pairs[i].cdtext, track, words, error);
    }
    if (status == RBK_OK && text->field[RBK_TEXT_DATE])
        status = no_place(findings, track, "date", error);
    if (status == RBK_OK && text->field[RBK_TEXT_GENRE])
        status = track > 0 ? no_place(findings, track, "genre", error)
                           : set_genre(block, text->field[RBK_TEXT_GENRE], error);
    return status;
}

static rbk_status take_disc(const rbk_disc *disc, rbk_cdtext_block *block, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = take_texts(block, 0, &disc->text, findings, error);
    if (status == RBK_OK)
        status = rbk_cdtext_set(block, RBK_CDTEXT_CODE, 0, disc->mcn, error);
    for (size_t i = 0; i < disc->track_count && status == RBK_OK; i++) {
        const rbk_track *track = &disc->tracks[i];
        status = take_texts(block, track->number, &track->text, findings, error);
        if (status == RBK_OK)
            status = rbk_cdtext_set(block, RBK_CDTEXT_CODE, track->number, track->isrc, error);
    }
    return status;
}

rbk_status rbk_cdtext_from_disc(const rbk_disc *disc, uint8_t language, rbk_cdtext_charset charset, rbk_cdtext **cdtext,
                                rbk_findings *findings, rbk_error *error)
{
    if (!disc || !cdtext)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (disc->track_count == 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a disc with tracks");
    uint32_t first = disc->tracks[0].number, last = first;
    for (size_t i = 0; i < disc->track_count; i++) {
        first = disc->tracks[i].number < first ? disc->tracks[i].number : first;
        last = disc->tracks[i].number > last ? disc->tracks[i].number : last;
    }
    rbk_cdtext_block *block = NULL;
    rbk_cdtext *made = rbk_cdtext_new();
    if (!made)
        return rbk_fail_memory(error);
    rbk_status status = rbk_cdtext_add_block(made, 0, language, charset, first, last, &block, error);
    if (status == RBK_OK)
        status = take_disc(disc, block, findings, error);
    if (status == RBK_OK)
        *cdtext = made;
    else
        rbk_cdtext_free(made);
    return status;
}

/* ------------------------------------------------------------------ to a disc */

/* A code goes where none is; one that is there stays. */
static rbk_status give_code(const char *text, uint32_t track, char *code, rbk_findings *findings, rbk_error *error)
{
    char parsed[RBK_MCN_BYTES];
    rbk_error why;
    if (!text)
        return RBK_OK;
    rbk_status status = track > 0 ? rbk_isrc_parse(text, parsed, &why) : rbk_mcn_parse(text, parsed, &why);
    rbk_status told = RBK_OK;
    if (status != RBK_OK)
        told = rbk_findings_add(findings, RBK_WARNING, "cdtext.bad-code", NULL, 0, track, "%s", why.sentence);
    else if (!code[0])
        memcpy(code, parsed, track > 0 ? RBK_ISRC_BYTES : RBK_MCN_BYTES);
    else if (strcmp(code, parsed) != 0)
        told = rbk_findings_add(findings, RBK_WARNING, "cdtext.code-differs", NULL, 0, track,
                                "the disc has %s '%s', its CD-TEXT '%s'", track > 0 ? "ISRC" : "MCN", code, parsed);
    return told == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status give_texts(const rbk_cdtext_block *block, uint32_t track, rbk_text *text, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < PAIRS && status == RBK_OK; i++)
        if (block->text[pairs[i].cdtext][track])
            status = rbk_text_set(text, pairs[i].disc, block->text[pairs[i].cdtext][track], error);
    return status;
}

static rbk_status give_album(const rbk_cdtext_block *block, rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    const char *genre = block->text[RBK_CDTEXT_GENRE][0];
    rbk_status status = give_texts(block, 0, &disc->text, error);
    if (!genre && block->genre > GENRE_NOT_DEFINED)
        genre = rbk_cdtext_genre_name(block->genre);
    if (status == RBK_OK && genre)
        status = rbk_text_set(&disc->text, RBK_TEXT_GENRE, genre, error);
    if (status == RBK_OK && block->text[RBK_CDTEXT_CLOSED][0] &&
        rbk_findings_add(findings, RBK_NOTE, "cdtext.no-place", NULL, 0, 0,
                         "closed information has no place in the disc model and is left out") != RBK_OK)
        status = rbk_fail_memory(error);
    return status == RBK_OK ? give_code(block->text[RBK_CDTEXT_CODE][0], 0, disc->mcn, findings, error) : status;
}

static rbk_track *find_track(rbk_disc *disc, uint32_t number)
{
    for (size_t i = 0; i < disc->track_count; i++)
        if (disc->tracks[i].number == number)
            return &disc->tracks[i];
    return NULL;
}

static bool track_used(const rbk_cdtext_block *block, uint32_t track)
{
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        if (block->text[field][track])
            return true;
    return false;
}

rbk_status rbk_cdtext_to_disc(const rbk_cdtext_block *block, rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    if (!block || !disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = give_album(block, disc, findings, error);
    for (uint32_t number = 1; number <= RBK_TRACKS_MAX && status == RBK_OK; number++) {
        rbk_track *track = find_track(disc, number);
        if (!track_used(block, number))
            continue;
        if (!track) {
            if (rbk_findings_add(findings, RBK_WARNING, "cdtext.no-track", NULL, 0, number,
                                 "there are texts for track %u, which the disc does not have", (unsigned)number))
                status = rbk_fail_memory(error);
            continue;
        }
        status = give_texts(block, number, &track->text, error);
        if (status == RBK_OK)
            status = give_code(block->text[RBK_CDTEXT_CODE][number], number, track->isrc, findings, error);
    }
    return status;
}
