/*
 * One more language: the texts of another file as a further block, for the same tracks.
 */
#include "base/fail.h"
#include "text/disc_text.h"

#include <stdio.h>
#include <string.h>

#define LANGUAGE_JAPANESE 0x69

const char *rbk_cdtext_language_shown(uint8_t language, char text[RBK_LANGUAGE_BYTES])
{
    const char *name = rbk_cdtext_language_name(language);
    snprintf(text, RBK_LANGUAGE_BYTES, "language 0x%02X", (unsigned)language);
    return name ? name : text;
}

/* The block of a language, else the only one; NULL if there are several and none is in it. */
static const rbk_cdtext_block *block_to_add(const rbk_cdtext *from, uint8_t language, size_t *count)
{
    const rbk_cdtext_block *only = NULL;
    *count = 0;
    for (size_t number = 0; number < RBK_CDTEXT_BLOCKS; number++) {
        const rbk_cdtext_block *block = from->blocks[number];
        if (block && block->language == language)
            return block;
        if (block) {
            only = block;
            ++*count;
        }
    }
    return *count == 1 ? only : NULL;
}

/* The first block and the first free number; RBK_INVALID_ARGUMENT if the language is there, or eight others are. */
static rbk_status find_room(const rbk_cdtext *cdtext, uint8_t language, const rbk_cdtext_block **first, uint32_t *room,
                            rbk_error *error)
{
    char text[RBK_LANGUAGE_BYTES];
    *first = NULL;
    *room = RBK_CDTEXT_BLOCKS;
    for (uint32_t number = RBK_CDTEXT_BLOCKS; number-- > 0;) {
        const rbk_cdtext_block *block = cdtext->blocks[number];
        if (block && block->language == language)
            return rbk_fail(error, RBK_INVALID_ARGUMENT, "the CD-TEXT already has a block in %s: block %u",
                            rbk_cdtext_language_shown(language, text), (unsigned)number);
        if (block)
            *first = block;
        else
            *room = number;
    }
    if (!*first)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a CD-TEXT without a block cannot get a second language");
    if (*room == RBK_CDTEXT_BLOCKS)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a CD-TEXT has at most %d languages", RBK_CDTEXT_BLOCKS);
    return RBK_OK;
}

/* Codes are the same in every language: the first block has them. */
static rbk_status check_code(const rbk_cdtext_block *first, const rbk_cdtext_block *from, uint32_t track,
                             const char *name, rbk_findings *findings, rbk_error *error)
{
    const char *has = first->text[RBK_CDTEXT_CODE][track], *other = from->text[RBK_CDTEXT_CODE][track];
    if (!other || (has && strcmp(has, other) == 0))
        return RBK_OK;
    return rbk_findings_add(findings, RBK_WARNING, "cdtext.code-differs", name, 0, track,
                            "the %s '%.20s' is ignored: the first language has %s%.20s%s", track > 0 ? "ISRC" : "MCN",
                            other, has ? "'" : "none", has ? has : "", has ? "'" : "") == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

static rbk_status copy_texts(const rbk_cdtext_block *first, const rbk_cdtext_block *from, const char *name,
                             rbk_cdtext_block *to, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (uint32_t track = 0; track <= RBK_TRACKS_MAX && status == RBK_OK; track++) {
        for (int field = 0; field < (int)RBK_CDTEXT_FIELDS && status == RBK_OK; field++)
            if (field != (int)RBK_CDTEXT_CODE && from->text[field][track])
                status = rbk_cdtext_set(to, (rbk_cdtext_field)field, track, from->text[field][track], error);
        if (status == RBK_OK)
            status = check_code(first, from, track, name, findings, error);
    }
    return status;
}

rbk_status rbk_cdtext_add_language(rbk_cdtext *cdtext, const rbk_cdtext *from, uint8_t language, const char *name,
                                   rbk_findings *findings, rbk_error *error)
{
    if (!cdtext || !from)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    char text[RBK_LANGUAGE_BYTES];
    const rbk_cdtext_block *first = NULL;
    uint32_t room = 0;
    size_t count = 0;
    rbk_cdtext_block *block = NULL;
    const rbk_cdtext_block *added = block_to_add(from, language, &count);
    if (!added)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected texts in %s or in one language, found %zu others",
                        rbk_cdtext_language_shown(language, text), count);
    rbk_status status = find_room(cdtext, language, &first, &room, error);
    if (status == RBK_OK)
        status = rbk_cdtext_add_block(cdtext, room, language,
                                      language == LANGUAGE_JAPANESE ? RBK_CDTEXT_MS_JIS : added->charset,
                                      first->first_track, first->last_track, &block, error);
    if (status != RBK_OK)
        return status;
    block->genre = added->genre;
    block->copyright = first->copyright;
    status = copy_texts(first, added, name, block, findings, error);
    if (status != RBK_OK)
        rbk_cdtext_remove_block(cdtext, room);
    return status;
}
