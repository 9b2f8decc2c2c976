/*
 * The model of a CD-TEXT: blocks, their texts, their raw packs; created, changed, compared and freed.
 */
#include "base/fail.h"
#include "base/room.h"
#include "base/utf8.h"
#include "cd/cdtext_pack.h"
#include "text/fields.h"

#include <stdlib.h>
#include <string.h>

static const rbk_cdtext_field_row rows[RBK_CDTEXT_FIELDS] = {
    [RBK_CDTEXT_TITLE] = {"title", 0x80, true, true},
    [RBK_CDTEXT_PERFORMER] = {"performer", 0x81, true, true},
    [RBK_CDTEXT_SONGWRITER] = {"songwriter", 0x82, true, true},
    [RBK_CDTEXT_COMPOSER] = {"composer", 0x83, true, true},
    [RBK_CDTEXT_ARRANGER] = {"arranger", 0x84, true, true},
    [RBK_CDTEXT_MESSAGE] = {"message", 0x85, true, true},
    [RBK_CDTEXT_DISC_ID] = {"disc_id", RBK_PACK_DISC_ID, false, false},
    [RBK_CDTEXT_GENRE] = {"genre", RBK_PACK_GENRE, false, false},
    [RBK_CDTEXT_CLOSED] = {"closed", RBK_PACK_CLOSED, false, false},
    [RBK_CDTEXT_CODE] = {"upc_ean", RBK_PACK_CODE, true, false},
};

const rbk_cdtext_field_row *rbk_cdtext_field_row_of(rbk_cdtext_field field)
{
    return &rows[field];
}

const char *rbk_cdtext_field_name(rbk_cdtext_field field, uint32_t track)
{
    if ((unsigned)field >= RBK_CDTEXT_FIELDS)
        return "unknown";
    return field == RBK_CDTEXT_CODE && track > 0 ? "isrc" : rows[field].name;
}

rbk_cdtext_charset rbk_cdtext_field_charset(const rbk_cdtext_block *block, rbk_cdtext_field field)
{
    if (rows[field].block_charset)
        return block->charset;
    return field == RBK_CDTEXT_CLOSED ? RBK_CDTEXT_8859_1 : RBK_CDTEXT_ASCII;
}

void rbk_cdtext_options_init(rbk_cdtext_options *options)
{
    if (options)
        *options = (rbk_cdtext_options){.tab = true, .fallback = false, .name = NULL};
}

rbk_cdtext *rbk_cdtext_new(void)
{
    return calloc(1, sizeof(rbk_cdtext));
}

static void free_block(rbk_cdtext_block *block)
{
    for (int field = 0; block && field < (int)RBK_CDTEXT_FIELDS; field++)
        for (int track = 0; track <= RBK_TRACKS_MAX; track++)
            free(block->text[field][track]);
    if (block)
        free(block->raw);
    free(block);
}

void rbk_cdtext_free(rbk_cdtext *cdtext)
{
    for (int number = 0; cdtext && number < RBK_CDTEXT_BLOCKS; number++)
        free_block(cdtext->blocks[number]);
    free(cdtext);
}

rbk_status rbk_cdtext_add_block(rbk_cdtext *cdtext, uint32_t number, uint8_t language, rbk_cdtext_charset charset,
                                uint32_t first_track, uint32_t last_track, rbk_cdtext_block **block, rbk_error *error)
{
    if (!cdtext || !block)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (number >= RBK_CDTEXT_BLOCKS || cdtext->blocks[number])
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a free block 0 to 7, found %u", (unsigned)number);
    if (first_track < 1 || last_track > RBK_TRACKS_MAX || first_track > last_track)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected tracks within 1 to 99, found %u to %u",
                        (unsigned)first_track, (unsigned)last_track);
    rbk_cdtext_block *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->language = language;
    made->charset = charset;
    made->first_track = (uint8_t)first_track;
    made->last_track = (uint8_t)last_track;
    made->genre = RBK_CDTEXT_NO_GENRE;
    *block = cdtext->blocks[number] = made;
    return RBK_OK;
}

void rbk_cdtext_remove_block(rbk_cdtext *cdtext, uint32_t number)
{
    if (!cdtext || number >= RBK_CDTEXT_BLOCKS)
        return;
    free_block(cdtext->blocks[number]);
    cdtext->blocks[number] = NULL;
}

rbk_status rbk_cdtext_set(rbk_cdtext_block *block, rbk_cdtext_field field, uint32_t track, const char *utf8,
                          rbk_error *error)
{
    if (!block)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if ((unsigned)field >= RBK_CDTEXT_FIELDS)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a field of CD-TEXT, found %d", (int)field);
    if (track > RBK_TRACKS_MAX || (track > 0 && !rows[field].tracks))
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "track %u cannot have a %s", (unsigned)track, rows[field].name);
    char *copy = NULL;
    if (utf8 && *utf8) {
        if (!rbk_utf8_valid(utf8, strlen(utf8)))
            return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected UTF-8 in the %s", rows[field].name);
        copy = strdup(utf8);
        if (!copy)
            return rbk_fail_memory(error);
    }
    free(block->text[field][track]);
    block->text[field][track] = copy;
    return RBK_OK;
}

rbk_status rbk_cdtext_add_raw(rbk_cdtext_block *block, const rbk_cdtext_raw_pack *pack, rbk_error *error)
{
    if (!block || !pack)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (pack->type < RBK_PACK_TOC || pack->type > RBK_PACK_RESERVED_LAST || pack->track > 0x7F)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a pack of type 88 to 8C, found %02X", pack->type);
    rbk_cdtext_raw_pack *raw = rbk_room_for_one(block->raw, block->raw_count, sizeof *raw);
    if (!raw)
        return rbk_fail_memory(error);
    size_t at = block->raw_count;
    while (at > 0 && raw[at - 1].type > pack->type)
        at--;
    memmove(raw + at + 1, raw + at, (block->raw_count - at) * sizeof *raw);
    raw[at] = *pack;
    block->raw = raw;
    block->raw_count++;
    return RBK_OK;
}

/* ------------------------------------------------------------------ comparing */

static bool equal_texts(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool equal_raw(const rbk_cdtext_block *a, const rbk_cdtext_block *b)
{
    if (a->raw_count != b->raw_count)
        return false;
    for (size_t i = 0; i < a->raw_count; i++)
        if (a->raw[i].type != b->raw[i].type || a->raw[i].track != b->raw[i].track ||
            memcmp(a->raw[i].payload, b->raw[i].payload, sizeof a->raw[i].payload) != 0)
            return false;
    return true;
}

static bool equal_blocks(const rbk_cdtext_block *a, const rbk_cdtext_block *b)
{
    if (!a || !b)
        return a == b;
    if (a->language != b->language || a->charset != b->charset || a->copyright != b->copyright ||
        a->first_track != b->first_track || a->last_track != b->last_track || a->genre != b->genre)
        return false;
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        for (int track = 0; track <= RBK_TRACKS_MAX; track++)
            if (!equal_texts(a->text[field][track], b->text[field][track]))
                return false;
    return equal_raw(a, b);
}

bool rbk_cdtext_equal(const rbk_cdtext *a, const rbk_cdtext *b)
{
    if (!a || !b)
        return a == b;
    for (int number = 0; number < RBK_CDTEXT_BLOCKS; number++)
        if (!equal_blocks(a->blocks[number], b->blocks[number]))
            return false;
    return true;
}
