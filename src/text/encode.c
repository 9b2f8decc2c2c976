/*
 * Texts to packs: each type's texts contiguous, filled to 12 bytes, then the size packs. Everything unencodable is
 * refused at once.
 */
#include "base/fail.h"
#include "cd/cdtext_pack.h"
#include "text/charset.h"
#include "text/fields.h"

#include <redbook/rules.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct block_packs {
    uint8_t *bytes;
    size_t count; /* may pass 256; the sequence numbers are then worth nothing, and the block is refused */
    size_t capacity;
    size_t by_type[RBK_PACK_TYPES];
    rbk_pack pack; /* being filled */
    size_t filled;
} block_packs;

typedef struct encoder {
    const rbk_cdtext *cdtext;
    rbk_cdtext_options options;
    rbk_findings *findings;
    rbk_error *error;
    uint32_t number; /* of the block being written */
    const rbk_cdtext_block *block;
    rbk_charset charset; /* the block's */
    rbk_bytes before;    /* packs of the blocks whose set has no tables; size 0: none */
    block_packs blocks[RBK_CDTEXT_BLOCKS];
    size_t unencodable;
} encoder;

/* ------------------------------------------------------------------ packs being filled */

static rbk_status flush(encoder *work)
{
    block_packs *packs = &work->blocks[work->number];
    if (packs->filled == 0)
        return RBK_OK;
    if (packs->count == packs->capacity) {
        size_t capacity = packs->capacity ? packs->capacity * 2 : 64;
        uint8_t *bytes = realloc(packs->bytes, capacity * RBK_PACK_BYTES);
        if (!bytes)
            return rbk_fail_memory(work->error);
        packs->bytes = bytes;
        packs->capacity = capacity;
    }
    packs->pack.sequence = (uint8_t)packs->count;
    rbk_pack_encode(&packs->pack, packs->bytes + packs->count * RBK_PACK_BYTES);
    packs->count++;
    packs->by_type[packs->pack.type - RBK_PACK_TITLE]++;
    packs->filled = 0;
    return RBK_OK;
}

/* Appends one character of one or two bytes, the position-th of its text. */
static rbk_status put(encoder *work, uint8_t type, uint32_t track, size_t position, const uint8_t *unit, size_t size)
{
    block_packs *packs = &work->blocks[work->number];
    if (packs->filled == 0)
        packs->pack = (rbk_pack){
            .type = type,
            .track = (uint8_t)track,
            .block = (uint8_t)work->number,
            .double_byte = size == 2,
            .position = (uint8_t)(position < RBK_PACK_POSITION_MAX ? position : RBK_PACK_POSITION_MAX),
        };
    memcpy(packs->pack.payload + packs->filled, unit, size);
    packs->filled += size;
    return packs->filled == RBK_PACK_PAYLOAD_BYTES ? flush(work) : RBK_OK;
}

/* A text and its terminator. */
static rbk_status put_text(encoder *work, uint8_t type, uint32_t track, const uint8_t *bytes, size_t size, size_t unit)
{
    static const uint8_t zero[2] = {0, 0};
    rbk_status status = RBK_OK;
    for (size_t at = 0; at + unit <= size && status == RBK_OK; at += unit)
        status = put(work, type, track, at / unit, bytes + at, unit);
    return status == RBK_OK ? put(work, type, track, size / unit, zero, unit) : status;
}

/* ------------------------------------------------------------------ fields */

static rbk_status encode_text(encoder *work, rbk_cdtext_field field, uint32_t track, rbk_bytes *bytes)
{
    const char *text = work->block->text[field][track];
    rbk_charset_place place = {work->options.name, 0, work->number, field, track};
    rbk_charset charset = {.set = rbk_cdtext_field_charset(work->block, field),
                           .windows_1252 = work->block->windows_1252};
    if (charset.set == work->charset.set)
        charset = work->charset;
    return rbk_charset_encode(&charset, text ? text : "", work->options.fallback, &place, bytes, &work->unencodable,
                              work->findings, work->error);
}

static bool field_used(const rbk_cdtext_block *block, rbk_cdtext_field field)
{
    for (uint32_t track = 0; track <= RBK_TRACKS_MAX; track++)
        if (block->text[field][track])
            return true;
    return false;
}

/* UPC/EAN and ISRCs are written as they are; invalid ones are reported. */
static rbk_status check_code(encoder *work, uint32_t track)
{
    const char *text = work->block->text[RBK_CDTEXT_CODE][track];
    char isrc[RBK_ISRC_BYTES], mcn[RBK_MCN_BYTES];
    rbk_error why;
    if (!text)
        return RBK_OK;
    rbk_status status = track > 0 ? rbk_isrc_parse(text, isrc, &why) : rbk_mcn_parse(text, mcn, &why);
    if (status == RBK_OK && strcmp(text, track > 0 ? isrc : mcn) != 0)
        status = rbk_fail(&why, RBK_BAD_MCN, "'%.40s' is written as '%s'", text, track > 0 ? isrc : mcn);
    if (status == RBK_OK)
        return RBK_OK;
    if (rbk_findings_add(work->findings, RBK_WARNING, "cdtext.bad-code", work->options.name, 0, track, "%s",
                         why.sentence) != RBK_OK)
        return rbk_fail_memory(work->error);
    return RBK_OK;
}

/* Album, then each track; a track's text equal to that of the track before is a TAB. */
static rbk_status put_field(encoder *work, rbk_cdtext_field field)
{
    const rbk_cdtext_field_row *row = rbk_cdtext_field_row_of(field);
    size_t unit = rbk_cdtext_field_charset(work->block, field) == RBK_CDTEXT_MS_JIS ? 2 : 1;
    uint32_t first = work->block->first_track, last = row->tracks ? work->block->last_track : 0;
    rbk_bytes before = {NULL, 0};
    rbk_status status = RBK_OK;
    for (uint32_t track = 0; track <= last && status == RBK_OK; track = track ? track + 1 : first) {
        static const uint8_t tab[2] = {'\t', '\t'};
        rbk_bytes bytes = {NULL, 0};
        status = encode_text(work, field, track, &bytes);
        if (status == RBK_OK && field == RBK_CDTEXT_CODE)
            status = check_code(work, track);
        bool repeats = work->options.tab && row->block_charset && track > first && bytes.size > 0 &&
                       bytes.size == before.size && memcmp(bytes.data, before.data, bytes.size) == 0;
        if (status == RBK_OK)
            status = repeats ? put_text(work, row->type, track, tab, unit, unit)
                             : put_text(work, row->type, track, bytes.data, bytes.size, unit);
        rbk_bytes_release(&before);
        before = bytes;
    }
    rbk_bytes_release(&before);
    return status == RBK_OK ? flush(work) : status;
}

/* The code is before the text and counts for no character of it. */
static rbk_status put_genre(encoder *work)
{
    int genre = work->block->genre;
    if (genre == RBK_CDTEXT_NO_GENRE && !work->block->text[RBK_CDTEXT_GENRE][0])
        return RBK_OK;
    if (genre == RBK_CDTEXT_NO_GENRE)
        genre = 0;
    for (int shift = 8; shift >= 0; shift -= 8) {
        uint8_t byte = (uint8_t)(genre >> shift);
        rbk_status status = put(work, RBK_PACK_GENRE, 0, 0, &byte, 1);
        if (status != RBK_OK)
            return status;
    }
    return put_field(work, RBK_CDTEXT_GENRE);
}

static rbk_status put_raw(encoder *work)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < work->block->raw_count && status == RBK_OK; i++) {
        const rbk_cdtext_raw_pack *raw = &work->block->raw[i];
        for (size_t k = 0; k < sizeof raw->payload && status == RBK_OK; k++)
            status = put(work, raw->type, raw->track, 0, &raw->payload[k], 1);
    }
    return status;
}

static rbk_status put_fields(encoder *work)
{
    rbk_status status = RBK_OK;
    for (int field = RBK_CDTEXT_TITLE; field <= (int)RBK_CDTEXT_DISC_ID && status == RBK_OK; field++)
        if (field_used(work->block, (rbk_cdtext_field)field))
            status = put_field(work, (rbk_cdtext_field)field);
    if (status == RBK_OK)
        status = put_genre(work);
    if (status == RBK_OK)
        status = put_raw(work);
    if (status == RBK_OK && field_used(work->block, RBK_CDTEXT_CLOSED))
        status = put_field(work, RBK_CDTEXT_CLOSED);
    if (status == RBK_OK && field_used(work->block, RBK_CDTEXT_CODE))
        status = put_field(work, RBK_CDTEXT_CODE);
    return status;
}

/* ------------------------------------------------------------------ blocks */

/* Texts of tracks that the block does not have would be lost silently. */
static rbk_status check_tracks(encoder *work)
{
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        for (uint32_t track = 1; track <= RBK_TRACKS_MAX; track++) {
            if (!work->block->text[field][track] ||
                (track >= work->block->first_track && track <= work->block->last_track))
                continue;
            work->unencodable++;
            if (rbk_findings_add(work->findings, RBK_ERROR, "cdtext.track-outside", work->options.name, 0, track,
                                 "block %u has tracks %u to %u, found a %s of track %u", (unsigned)work->number,
                                 (unsigned)work->block->first_track, (unsigned)work->block->last_track,
                                 rbk_cdtext_field_name((rbk_cdtext_field)field, track), (unsigned)track) != RBK_OK)
                return rbk_fail_memory(work->error);
        }
    return RBK_OK;
}

static rbk_status check_length(encoder *work)
{
    size_t packs = work->blocks[work->number].count + RBK_PACK_SIZE_PACKS;
    if (packs <= RBK_CDTEXT_BLOCK_PACKS_MAX)
        return RBK_OK;
    work->unencodable++;
    if (rbk_findings_add(work->findings, RBK_ERROR, RBK_RULE_CDTEXT_TOO_LONG, work->options.name, 0, 0,
                         "block %u needs %zu pack%s, %zu more than the limit of %d", (unsigned)work->number, packs,
                         RBK_PLURAL(packs, "", "s"), packs - RBK_CDTEXT_BLOCK_PACKS_MAX,
                         RBK_CDTEXT_BLOCK_PACKS_MAX) != RBK_OK)
        return rbk_fail_memory(work->error);
    return RBK_OK;
}

/* Each pack once, in order, with a right checksum: which texts another arrangement has is not known without tables. */
static bool block_is_intact(const encoder *work)
{
    unsigned next = 0;
    bool intact = true;
    for (size_t at = 0; at + RBK_PACK_BYTES <= work->before.size && intact; at += RBK_PACK_BYTES) {
        rbk_pack pack;
        rbk_pack_decode(work->before.data + at, &pack);
        if (pack.block == work->number)
            intact = pack.whole && pack.sequence == next++;
        else
            intact = pack.whole;
    }
    return intact;
}

/* Nobody can have changed its texts: they are the same packs, and only the size packs are made again. */
static rbk_status keep_block(encoder *work)
{
    block_packs *packs = &work->blocks[work->number];
    rbk_status status = RBK_OK;
    if (!block_is_intact(work))
        return rbk_fail(
            work->error, RBK_UNSUPPORTED,
            "the packs of block %u, in character set %02X, are damaged, repeated or out of order, and cannot "
            "be kept while another text changes: that set is not supported",
            (unsigned)work->number, (unsigned)work->block->charset);
    for (size_t at = 0; at + RBK_PACK_BYTES <= work->before.size && status == RBK_OK; at += RBK_PACK_BYTES) {
        rbk_pack_decode(work->before.data + at, &packs->pack);
        packs->filled = packs->pack.whole && packs->pack.block == work->number && packs->pack.type >= RBK_PACK_TITLE &&
                                packs->pack.type < RBK_PACK_SIZE
                            ? RBK_PACK_PAYLOAD_BYTES
                            : 0;
        status = flush(work);
    }
    return status == RBK_OK ? check_length(work) : status;
}

static rbk_status encode_block(encoder *work)
{
    const rbk_cdtext_block *block = work->block;
    if (block->first_track < 1 || block->last_track > RBK_TRACKS_MAX || block->first_track > block->last_track)
        return rbk_fail(work->error, RBK_INVALID_ARGUMENT, "expected tracks within 1 to 99 in block %u, found %u to %u",
                        (unsigned)work->number, (unsigned)block->first_track, (unsigned)block->last_track);
    if (block->genre < RBK_CDTEXT_NO_GENRE || block->genre > 0xFFFF)
        return rbk_fail(work->error, RBK_INVALID_ARGUMENT, "expected a genre code of two bytes, found %d",
                        block->genre);
    if (work->before.size > 0 && !rbk_charset_is_supported(block->charset))
        return keep_block(work);
    rbk_status status = rbk_charset_open(block->charset, &work->charset, work->error);
    if (status != RBK_OK)
        return status;
    work->charset.windows_1252 = block->windows_1252;
    status = check_tracks(work);
    if (status == RBK_OK)
        status = put_fields(work);
    if (status == RBK_OK)
        status = check_length(work);
    rbk_charset_close(&work->charset);
    return status;
}

static rbk_status put_size_packs(encoder *work, const rbk_pack_size_info *common)
{
    rbk_pack_size_info info = *common;
    uint8_t bytes[RBK_PACK_SIZE_INFO_BYTES];
    rbk_status status = RBK_OK;
    info.charset = (uint8_t)work->block->charset;
    info.first_track = work->block->first_track;
    info.last_track = work->block->last_track;
    info.copyright = work->block->copyright;
    for (int type = 0; type < RBK_PACK_TYPES; type++)
        info.packs[type] = (uint8_t)work->blocks[work->number].by_type[type];
    info.packs[RBK_PACK_SIZE - RBK_PACK_TITLE] = RBK_PACK_SIZE_PACKS;
    rbk_pack_size_info_encode(&info, bytes);
    for (size_t i = 0; i < sizeof bytes && status == RBK_OK; i++)
        status = put(work, RBK_PACK_SIZE, (uint32_t)(i / RBK_PACK_PAYLOAD_BYTES), 0, &bytes[i], 1);
    return status;
}

static rbk_status each_block(encoder *work, const rbk_pack_size_info *common)
{
    rbk_status status = RBK_OK;
    for (work->number = 0; work->number < RBK_CDTEXT_BLOCKS && status == RBK_OK; work->number++) {
        work->block = work->cdtext->blocks[work->number];
        if (work->block)
            status = common ? put_size_packs(work, common) : encode_block(work);
    }
    return status;
}

/* Every block's size packs say of all blocks how long they are and in which language. */
static rbk_status finish_blocks(encoder *work)
{
    rbk_pack_size_info common;
    memset(&common, 0, sizeof common);
    for (int number = 0; number < RBK_CDTEXT_BLOCKS; number++)
        if (work->cdtext->blocks[number]) {
            common.last_sequence[number] = (uint8_t)(work->blocks[number].count + RBK_PACK_SIZE_PACKS - 1);
            common.language[number] = work->cdtext->blocks[number]->language;
        }
    return each_block(work, &common);
}

static rbk_status join(encoder *work, rbk_bytes *packs)
{
    size_t size = 0;
    for (int number = 0; number < RBK_CDTEXT_BLOCKS; number++)
        size += work->blocks[number].count * RBK_PACK_BYTES;
    if (size == 0)
        return rbk_fail(work->error, RBK_INVALID_ARGUMENT, "expected at least one block of CD-TEXT");
    uint8_t *data = malloc(size);
    if (!data)
        return rbk_fail_memory(work->error);
    size = 0;
    for (int number = 0; number < RBK_CDTEXT_BLOCKS; number++)
        if (work->blocks[number].count > 0) {
            memcpy(data + size, work->blocks[number].bytes, work->blocks[number].count * RBK_PACK_BYTES);
            size += work->blocks[number].count * RBK_PACK_BYTES;
        }
    packs->data = data;
    packs->size = size;
    return RBK_OK;
}

rbk_status rbk_refused_first(const rbk_findings *findings, size_t from, rbk_error *error)
{
    for (size_t i = from; i < rbk_findings_count(findings); i++)
        if (rbk_findings_at(findings, i)->severity == RBK_ERROR)
            return rbk_fail(error, RBK_REFUSED, "%s", rbk_findings_at(findings, i)->text);
    return rbk_fail(error, RBK_REFUSED, "the texts do not fit");
}

rbk_status rbk_cdtext_encode(const rbk_cdtext *cdtext, const rbk_cdtext_options *options, rbk_bytes *packs,
                             rbk_findings *findings, rbk_error *error)
{
    if (!cdtext || !packs)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    return rbk_cdtext_encode_again(cdtext, NULL, 0, options, packs, findings, error);
}

rbk_status rbk_cdtext_encode_again(const rbk_cdtext *cdtext, uint8_t *before, size_t size,
                                   const rbk_cdtext_options *options, rbk_bytes *packs, rbk_findings *findings,
                                   rbk_error *error)
{
    rbk_findings *list = findings ? findings : rbk_findings_new();
    encoder work = {.cdtext = cdtext, .findings = list, .error = error, .before = {before, size}};
    size_t from = rbk_findings_count(list);
    rbk_cdtext_options_init(&work.options);
    if (options)
        work.options = *options;
    rbk_status status = list ? each_block(&work, NULL) : rbk_fail_memory(error);
    if (status == RBK_OK && work.unencodable > 0)
        status = rbk_refused_first(list, from, error);
    if (status == RBK_OK)
        status = finish_blocks(&work);
    if (status == RBK_OK)
        status = join(&work, packs);
    for (int number = 0; number < RBK_CDTEXT_BLOCKS; number++)
        free(work.blocks[number].bytes);
    if (!findings)
        rbk_findings_free(list);
    return status;
}
