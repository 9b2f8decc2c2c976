/*
 * Packs to texts: sorts them by block and number, checks them against one another, and reads as much as makes sense.
 * Never refuses for one bad pack; errors are findings.
 */
#include "base/fail.h"
#include "text/charset.h"
#include "text/fields.h"
#include "text/flow.h"

#include <redbook/rules.h>

#include <stdlib.h>
#include <string.h>

typedef struct block_slots {
    rbk_pack packs[RBK_PACK_SEQUENCES];
    bool used[RBK_PACK_SEQUENCES];
    size_t count; /* used */
    int highest;  /* number of the last one, -1 for none */
} block_slots;

typedef struct decoder {
    const char *name;
    rbk_findings *findings;
    rbk_error *error;
    block_slots blocks[RBK_CDTEXT_BLOCKS];
    /* of the block being read */
    uint32_t number;
    const block_slots *slots;
    rbk_cdtext_block *block;
    bool sized; /* it has size packs */
    rbk_pack_size_info info;
} decoder;

#define REPORT(work, severity, rule, ...)                                                                              \
    (rbk_findings_add((work)->findings, severity, rule, (work)->name, 0, 0, __VA_ARGS__) == RBK_OK                     \
         ? RBK_OK                                                                                                      \
         : rbk_fail_memory((work)->error))

/* ------------------------------------------------------------------ sorting */

static bool same_pack(const rbk_pack *a, const rbk_pack *b)
{
    return a->type == b->type && a->track == b->track && a->double_byte == b->double_byte &&
           a->position == b->position && memcmp(a->payload, b->payload, sizeof a->payload) == 0;
}

/* Puts a pack into its place; false when another one holds it. */
static bool place(decoder *work, const rbk_pack *pack)
{
    block_slots *slots = &work->blocks[pack->block];
    unsigned at = pack->sequence;
    bool same = slots->used[at] && same_pack(&slots->packs[at], pack);
    if (slots->used[at] && (slots->packs[at].whole || !pack->whole))
        return same;
    if (!slots->used[at])
        slots->count++;
    slots->used[at] = true;
    slots->packs[at] = *pack;
    if ((int)at > slots->highest)
        slots->highest = (int)at;
    return true;
}

static rbk_status sort(decoder *work, const uint8_t *bytes, size_t count)
{
    size_t strangers = 0, first_stranger = 0;
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        rbk_pack pack;
        rbk_pack_decode(bytes + i * RBK_PACK_BYTES, &pack);
        if (pack.type < RBK_PACK_TITLE || pack.type > RBK_PACK_SIZE || pack.extension) {
            first_stranger = strangers++ ? first_stranger : i;
            continue;
        }
        if (!place(work, &pack))
            status = REPORT(work, RBK_WARNING, "cdtext.sequence", "block %u: two packs have number %u, one is used",
                            (unsigned)pack.block, (unsigned)pack.sequence);
    }
    if (status == RBK_OK && strangers > 0)
        status = REPORT(work, RBK_WARNING, "cdtext.type", "%zu of %zu %s no type 80 to 8F; the first is pack %zu",
                        strangers, count, RBK_PLURAL(count, "pack has", "packs have"), first_stranger);
    return status;
}

/* Wrong CRCs and missing numbers. */
static rbk_status check_order(decoder *work)
{
    const block_slots *slots = work->slots;
    size_t wrong = 0;
    int first_wrong = 0;
    rbk_status status = RBK_OK;
    for (int i = 0, gap = 0; i <= slots->highest && status == RBK_OK; i++) {
        gap = slots->used[i] ? 0 : gap + 1;
        if (gap > 0 && i < slots->highest && slots->used[i + 1])
            status = REPORT(work, RBK_WARNING, "cdtext.sequence", "block %u: packs are missing: %d from number %d on",
                            (unsigned)work->number, gap, i + 1 - gap);
        if (slots->used[i] && !slots->packs[i].whole)
            first_wrong = wrong++ ? first_wrong : i;
    }
    if (status == RBK_OK && wrong > 0)
        status = REPORT(work, RBK_WARNING, RBK_RULE_CDTEXT_CRC,
                        "block %u: the CRC of %zu of %zu pack%s is wrong; the first is number %d",
                        (unsigned)work->number, wrong, slots->count, RBK_PLURAL(slots->count, "", "s"), first_wrong);
    return status;
}

/* ------------------------------------------------------------------ size packs */

static rbk_status read_size_packs(decoder *work)
{
    uint8_t bytes[RBK_PACK_SIZE_INFO_BYTES];
    bool have[RBK_PACK_SIZE_PACKS] = {false};
    int found = 0;
    for (int i = 0; i <= work->slots->highest; i++) {
        const rbk_pack *pack = &work->slots->packs[i];
        if (!work->slots->used[i] || pack->type != RBK_PACK_SIZE || pack->track >= RBK_PACK_SIZE_PACKS)
            continue;
        memcpy(bytes + pack->track * RBK_PACK_PAYLOAD_BYTES, pack->payload, RBK_PACK_PAYLOAD_BYTES);
        found += have[pack->track] ? 0 : 1;
        have[pack->track] = true;
    }
    work->sized = found == RBK_PACK_SIZE_PACKS;
    memset(&work->info, 0, sizeof work->info);
    if (work->sized)
        rbk_pack_size_info_decode(bytes, &work->info);
    else
        return REPORT(work, RBK_WARNING, "cdtext.size", "block %u has %d of the 3 size packs; its tracks are guessed",
                      (unsigned)work->number, found);
    return RBK_OK;
}

static size_t count_type(const block_slots *slots, uint8_t type)
{
    size_t count = 0;
    for (int i = 0; i <= slots->highest; i++)
        count += slots->used[i] && slots->packs[i].type == type;
    return count;
}

static rbk_status check_sizes(decoder *work)
{
    rbk_status status = RBK_OK;
    unsigned number = (unsigned)work->number;
    for (unsigned type = 0; type < RBK_PACK_TYPES && status == RBK_OK; type++) {
        size_t count = count_type(work->slots, (uint8_t)(RBK_PACK_TITLE + type));
        if (count != work->info.packs[type])
            status = REPORT(work, RBK_WARNING, "cdtext.size",
                            "block %u has %zu pack%s of type %02X; its size packs say %u", number, count,
                            RBK_PLURAL(count, "", "s"), RBK_PACK_TITLE + type, (unsigned)work->info.packs[type]);
    }
    for (unsigned other = 0; other < RBK_CDTEXT_BLOCKS && status == RBK_OK; other++) {
        int highest = work->blocks[other].highest;
        if ((highest < 0 ? 0 : highest) != work->info.last_sequence[other])
            status = REPORT(work, RBK_WARNING, "cdtext.size",
                            "the last pack of block %u is number %d; the size packs of block %u say %u", other, highest,
                            number, (unsigned)work->info.last_sequence[other]);
    }
    return status;
}

/* ------------------------------------------------------------------ fields */

static bool has_windows_bytes(const rbk_charset *charset, const rbk_bytes *bytes)
{
    bool has = false;
    for (size_t i = 0; i < bytes->size && charset->set == RBK_CDTEXT_8859_1 && !has; i++)
        has = bytes->data[i] >= 0x80 && bytes->data[i] <= 0x9F;
    return has;
}

static rbk_status store(decoder *work, rbk_cdtext_field field, uint32_t track, const rbk_bytes *bytes,
                        const rbk_charset *charset)
{
    rbk_charset_place at = {NULL, 0, work->number, field, track};
    char text[RBK_PLACE_TEXT_BYTES];
    char *utf8 = NULL;
    size_t bad = 0;
    rbk_status status = rbk_charset_decode(charset, bytes->data, bytes->size, &utf8, &bad, work->error);
    if (status == RBK_OK)
        status = rbk_cdtext_set(work->block, field, track, utf8, work->error);
    free(utf8);
    work->block->windows_1252 = work->block->windows_1252 || has_windows_bytes(charset, bytes);
    if (status == RBK_OK && bad > 0)
        status = REPORT(work, RBK_WARNING, RBK_RULE_CDTEXT_CHARSET, "%s: %zu %s not valid %s",
                        rbk_charset_place_text(&at, text), bad, RBK_PLURAL(bad, "byte is", "bytes are"),
                        rbk_cdtext_charset_name((int)charset->set));
    return status;
}

/* The packs of a type, in order. */
static size_t collect(const block_slots *slots, uint8_t type, const rbk_pack *packs[RBK_PACK_SEQUENCES])
{
    size_t count = 0;
    for (int i = 0; i <= slots->highest; i++)
        if (slots->used[i] && slots->packs[i].type == type)
            packs[count++] = &slots->packs[i];
    return count;
}

static rbk_status read_texts(decoder *work, rbk_flow *flow, const rbk_charset *charset)
{
    rbk_status status = rbk_flow_read(flow, work->error);
    for (uint32_t track = 0; track <= RBK_TRACKS_MAX && status == RBK_OK; track++)
        if (flow->text[track].data)
            status = store(work, flow->field, track, &flow->text[track], charset);
    rbk_flow_release(flow);
    return status;
}

static rbk_status check_double_byte(decoder *work, const rbk_pack *const *packs, size_t count, bool expected)
{
    for (size_t i = 0; i < count; i++)
        if (packs[i]->double_byte != expected)
            return REPORT(work, RBK_WARNING, RBK_RULE_CDTEXT_CHARSET,
                          "pack %u of block %u (type %02X) claims %s-byte characters", (unsigned)packs[i]->sequence,
                          (unsigned)work->number, packs[i]->type, expected ? "single" : "double");
    return RBK_OK;
}

static rbk_status read_field(decoder *work, rbk_cdtext_field field, const rbk_charset *block_charset)
{
    const rbk_cdtext_field_row *row = rbk_cdtext_field_row_of(field);
    const rbk_pack *packs[RBK_PACK_SEQUENCES];
    rbk_charset charset = {.set = rbk_cdtext_field_charset(work->block, field)};
    size_t count = collect(work->slots, row->type, packs);
    if (count == 0)
        return RBK_OK;
    if (row->block_charset)
        charset = *block_charset;
    rbk_flow flow = {
        .packs = packs,
        .count = count,
        .skip = field == RBK_CDTEXT_GENRE ? 2 : 0,
        .unit = row->block_charset && packs[0]->double_byte ? 2 : 1,
        .block = work->number,
        .field = field,
        .first_track = work->block->first_track,
        .last_track = work->block->last_track,
        .name = work->name,
        .findings = work->findings,
    };
    if (field == RBK_CDTEXT_GENRE)
        work->block->genre = packs[0]->payload[0] << 8 | packs[0]->payload[1];
    rbk_status status = check_double_byte(work, packs, count, charset.set == RBK_CDTEXT_MS_JIS);
    return status == RBK_OK ? read_texts(work, &flow, &charset) : status;
}

static rbk_status read_raw(decoder *work)
{
    rbk_status status = RBK_OK;
    for (int i = 0; i <= work->slots->highest && status == RBK_OK; i++) {
        const rbk_pack *pack = &work->slots->packs[i];
        if (!work->slots->used[i] || pack->type < RBK_PACK_TOC || pack->type > RBK_PACK_RESERVED_LAST)
            continue;
        rbk_cdtext_raw_pack raw = {pack->type, pack->track, {0}};
        memcpy(raw.payload, pack->payload, sizeof raw.payload);
        status = rbk_cdtext_add_raw(work->block, &raw, work->error);
    }
    return status;
}

/* A set without tables costs its texts, not the block. */
static rbk_status read_fields(decoder *work)
{
    rbk_charset charset = {.set = RBK_CDTEXT_8859_1};
    rbk_error why;
    rbk_status status = RBK_OK;
    rbk_status opened = rbk_charset_open(work->block->charset, &charset, &why);
    if (opened == RBK_NO_MEMORY)
        return rbk_fail_memory(work->error);
    if (opened != RBK_OK)
        status = REPORT(work, RBK_WARNING, RBK_RULE_CDTEXT_CHARSET, "block %u: texts are ignored: %s",
                        (unsigned)work->number, why.sentence);
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS && status == RBK_OK; field++)
        if (opened == RBK_OK || !rbk_cdtext_field_row_of((rbk_cdtext_field)field)->block_charset)
            status = read_field(work, (rbk_cdtext_field)field, &charset);
    if (opened == RBK_OK)
        rbk_charset_close(&charset);
    return status == RBK_OK ? read_raw(work) : status;
}

/* ------------------------------------------------------------------ blocks */

static bool says_double_byte(const block_slots *slots)
{
    for (int i = 0; i <= slots->highest; i++)
        if (slots->used[i] && slots->packs[i].type <= RBK_PACK_MESSAGE && slots->packs[i].double_byte)
            return true;
    return false;
}

static rbk_status choose_charset(decoder *work, rbk_cdtext_charset *charset)
{
    bool known = work->sized && rbk_cdtext_charset_name(work->info.charset);
    *charset = known ? (rbk_cdtext_charset)work->info.charset : RBK_CDTEXT_8859_1;
    if ((*charset == RBK_CDTEXT_8859_1 || *charset == RBK_CDTEXT_ASCII) && says_double_byte(work->slots))
        *charset = RBK_CDTEXT_MS_JIS;
    if (!work->sized || work->info.charset == (uint8_t)*charset)
        return RBK_OK;
    return REPORT(work, RBK_WARNING, RBK_RULE_CDTEXT_CHARSET, "block %u has character set %02X; it is read as %s",
                  (unsigned)work->number, (unsigned)work->info.charset, rbk_cdtext_charset_name((int)*charset));
}

/* Without size packs: up to the last track that has a text. */
static void fit_tracks(rbk_cdtext_block *block)
{
    uint32_t last = block->first_track;
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        for (uint32_t track = last; track <= RBK_TRACKS_MAX; track++)
            if (block->text[field][track])
                last = track;
    block->last_track = (uint8_t)last;
}

static rbk_status read_block(decoder *work, rbk_cdtext *cdtext)
{
    rbk_cdtext_charset charset = RBK_CDTEXT_8859_1;
    rbk_status status = check_order(work);
    if (status == RBK_OK)
        status = read_size_packs(work);
    if (status == RBK_OK)
        status = choose_charset(work, &charset);
    if (status != RBK_OK)
        return status;
    unsigned first = work->info.first_track, last = work->info.last_track;
    bool tracks = work->sized && first >= 1 && first <= last && last <= RBK_TRACKS_MAX;
    if (work->sized && !tracks)
        status = REPORT(work, RBK_WARNING, "cdtext.size", "block %u claims tracks %u to %u; they are guessed",
                        (unsigned)work->number, first, last);
    if (status == RBK_OK)
        status = rbk_cdtext_add_block(cdtext, work->number, work->info.language[work->number], charset,
                                      tracks ? first : 1, tracks ? last : RBK_TRACKS_MAX, &work->block, work->error);
    if (status == RBK_OK) {
        work->block->copyright = work->info.copyright;
        status = read_fields(work);
    }
    if (status == RBK_OK && !tracks)
        fit_tracks(work->block);
    return status == RBK_OK && work->sized ? check_sizes(work) : status;
}

static rbk_status read_blocks(decoder *work, rbk_cdtext *cdtext)
{
    rbk_status status = RBK_OK;
    size_t found = 0;
    for (work->number = 0; work->number < RBK_CDTEXT_BLOCKS && status == RBK_OK; work->number++) {
        work->slots = &work->blocks[work->number];
        if (work->slots->count == 0)
            continue;
        found++;
        status = read_block(work, cdtext);
    }
    if (status == RBK_OK && found == 0)
        status = rbk_fail_at(work->error, RBK_SYNTAX, work->name, 0, 0, "expected CD-TEXT packs, found none");
    return status;
}

rbk_status rbk_cdtext_decode(const uint8_t *packs, size_t size, const char *name, rbk_cdtext **cdtext,
                             rbk_findings *findings, rbk_error *error)
{
    if ((!packs && size > 0) || !cdtext)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    decoder *work = calloc(1, sizeof *work);
    rbk_cdtext *made = rbk_cdtext_new();
    if (!work || !made) {
        free(work);
        rbk_cdtext_free(made);
        return rbk_fail_memory(error);
    }
    work->name = name ? name : "";
    work->findings = findings;
    work->error = error;
    for (int number = 0; number < RBK_CDTEXT_BLOCKS; number++)
        work->blocks[number].highest = -1;
    rbk_status status = sort(work, packs, size / RBK_PACK_BYTES);
    if (status == RBK_OK && size % RBK_PACK_BYTES != 0)
        status = REPORT(work, RBK_WARNING, "cdtext.rest", "%zu byte%s after the last whole pack %s ignored",
                        size % RBK_PACK_BYTES, RBK_PLURAL(size % RBK_PACK_BYTES, "", "s"),
                        RBK_PLURAL(size % RBK_PACK_BYTES, "is", "are"));
    if (status == RBK_OK)
        status = read_blocks(work, made);
    free(work);
    if (status == RBK_OK)
        *cdtext = made;
    else
        rbk_cdtext_free(made);
    return status;
}
