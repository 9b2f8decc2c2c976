/*
 * The texts of one type continue from pack to pack: album, first track, next track, each with a zero after it. The
 * packs' own fields - track of the first character, number of characters before - are used as a check, and to
 * resynchronise after missing packs. Neither is trusted alone: encoders count differently.
 */
#include "text/flow.h"

#include "base/fail.h"
#include "text/charset.h"
#include "text/fields.h"

#include <stdlib.h>
#include <string.h>

/* Tracks are counted on beyond the last, where padding flows to. */
#define TRACK_BEYOND 200

typedef struct cursor {
    rbk_flow *flow;
    uint32_t track; /* whose text it is */
    bool lost;      /* its beginning was in a missing pack */
    size_t characters;
    size_t size;
    uint8_t *bytes; /* room for all the packs hold */
    rbk_error *error;
} cursor;

#define REPORT(c, rule, ...)                                                                                           \
    (rbk_findings_add((c)->flow->findings, RBK_WARNING, rule, (c)->flow->name, 0,                                      \
                      (c)->track <= RBK_TRACKS_MAX ? (c)->track : 0, __VA_ARGS__) == RBK_OK                            \
         ? RBK_OK                                                                                                      \
         : rbk_fail_memory((c)->error))

static char *where(const cursor *at, char text[RBK_PLACE_TEXT_BYTES])
{
    rbk_charset_place place = {NULL, 0, at->flow->block, at->flow->field, at->track};
    return rbk_charset_place_text(&place, text);
}

static uint32_t next_track(const rbk_flow *flow, uint32_t track)
{
    if (track == 0)
        return flow->first_track;
    return track < TRACK_BEYOND ? track + 1 : track;
}

static bool has_place(const rbk_flow *flow, uint32_t track)
{
    if (track == 0)
        return true;
    return rbk_cdtext_field_row_of(flow->field)->tracks && track >= flow->first_track && track <= flow->last_track;
}

static bool is_tab(const cursor *at)
{
    if (at->size != at->flow->unit)
        return false;
    for (size_t i = 0; i < at->size; i++)
        if (at->bytes[i] != '\t')
            return false;
    return true;
}

static rbk_status keep(cursor *at, const uint8_t *bytes, size_t size)
{
    uint8_t *copy = malloc(size + 1);
    if (!copy)
        return rbk_fail_memory(at->error);
    memcpy(copy, bytes, size);
    copy[size] = 0;
    at->flow->text[at->track] = (rbk_bytes){copy, size};
    return RBK_OK;
}

static rbk_status end_text(cursor *at)
{
    char text[RBK_PLACE_TEXT_BYTES];
    rbk_flow *flow = at->flow;
    if (at->lost)
        return REPORT(at, "cdtext.text", "%s: its beginning is missing, it is ignored", where(at, text));
    if (at->size == 0)
        return RBK_OK;
    if (!has_place(flow, at->track))
        return REPORT(at, "cdtext.text",
                      "block %u: a %s of %zu byte%s for track %u, which it does not have, is ignored",
                      (unsigned)flow->block, rbk_cdtext_field_name(flow->field, at->track), at->size,
                      RBK_PLURAL(at->size, "", "s"), (unsigned)at->track);
    if (flow->text[at->track].data)
        return REPORT(at, "cdtext.text", "%s is repeated, the first one is used", where(at, text));
    if (!is_tab(at))
        return keep(at, at->bytes, at->size);
    const rbk_bytes *before = at->track > flow->first_track ? &flow->text[at->track - 1] : NULL;
    if (!before || !before->data)
        return REPORT(at, "cdtext.tab", "%s: a TAB repeats the track before, which has no text", where(at, text));
    return keep(at, before->data, before->size);
}

static rbk_status step(cursor *at)
{
    rbk_status status = end_text(at);
    at->track = next_track(at->flow, at->track);
    at->lost = false;
    at->characters = at->size = 0;
    return status;
}

/* Continues where the pack's fields say. */
static rbk_status jump(cursor *at, const rbk_pack *pack)
{
    char text[RBK_PLACE_TEXT_BYTES];
    rbk_status status = RBK_OK;
    if (at->size > 0)
        status = REPORT(at, "cdtext.text", "%s: its end is missing, it is ignored", where(at, text));
    at->track = pack->track;
    at->lost = pack->position > 0;
    at->characters = pack->position;
    at->size = 0;
    return status;
}

/* Compares what a pack says of itself with the flow of texts up to it. */
static rbk_status enter(cursor *at, const rbk_pack *pack, const rbk_pack *before)
{
    size_t expected = at->characters < RBK_PACK_POSITION_MAX ? at->characters : RBK_PACK_POSITION_MAX;
    char text[RBK_PLACE_TEXT_BYTES];
    if (!before || pack->sequence != before->sequence + 1)
        return jump(at, pack); /* a missing pack was reported already */
    if (pack->track == at->track && pack->position == expected)
        return RBK_OK;
    rbk_status status = REPORT(at, "cdtext.position",
                               "pack %u of block %u says it begins with character %u of track %u; by the texts it is "
                               "character %zu of the %s",
                               (unsigned)pack->sequence, (unsigned)at->flow->block, (unsigned)pack->position,
                               (unsigned)pack->track, expected, where(at, text));
    /* A wrong position alone is an encoder that counts differently. */
    return status == RBK_OK && pack->track != at->track ? jump(at, pack) : status;
}

static rbk_status read_pack(cursor *at, const rbk_pack *pack, size_t from)
{
    size_t unit = at->flow->unit;
    rbk_status status = RBK_OK;
    for (size_t i = from; i + unit <= RBK_PACK_PAYLOAD_BYTES && status == RBK_OK; i += unit) {
        if (pack->payload[i] == 0 && (unit == 1 || pack->payload[i + 1] == 0)) {
            status = step(at);
            continue;
        }
        memcpy(at->bytes + at->size, pack->payload + i, unit);
        at->size += unit;
        at->characters++;
    }
    return status;
}

rbk_status rbk_flow_read(rbk_flow *flow, rbk_error *error)
{
    cursor at = {.flow = flow, .error = error};
    char text[RBK_PLACE_TEXT_BYTES];
    rbk_status status = RBK_OK;
    at.bytes = malloc(flow->count * RBK_PACK_PAYLOAD_BYTES + 1);
    if (!at.bytes)
        return rbk_fail_memory(error);
    for (size_t i = 0; i < flow->count && status == RBK_OK; i++) {
        status = enter(&at, flow->packs[i], i > 0 ? flow->packs[i - 1] : NULL);
        if (status == RBK_OK)
            status = read_pack(&at, flow->packs[i], i == 0 ? flow->skip : 0);
    }
    if (status == RBK_OK && at.size > 0) {
        status = REPORT(&at, "cdtext.text", "%s is truncated", where(&at, text));
        if (status == RBK_OK)
            status = end_text(&at);
    }
    free(at.bytes);
    return status;
}

void rbk_flow_release(rbk_flow *flow)
{
    for (int track = 0; track <= RBK_TRACKS_MAX; track++)
        rbk_bytes_release(&flow->text[track]);
}
