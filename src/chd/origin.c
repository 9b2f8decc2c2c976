/*
 * The origin of a disc to bytes and back. What is read may come from anywhere: every length is held against the bytes
 * that are there before anything is made of it.
 */
#include "chd/origin.h"

#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define VERSION       1
#define FLAG_WHOLE    1
#define FLAG_LISTED   1
#define ENTRY_MAX     ((1u << 24) - 1)
#define FILES_MAX     1000
#define FORMAT_MAX    32
#define PLACE_MAX     ((int64_t)1 << 31) /* of samples and bytes: no disc has as many */
#define FILE_HEAD     19                 /* up to the name */
#define CUT_HEAD      9
#define CDTEXT_PACK   18
#define WRITE_AT_ONCE 256

/* ------------------------------------------------------------------ writing */

typedef struct out {
    rbk_bytes *bytes;
    size_t room;
    bool no_memory;
} out;

static void add(out *o, const void *bytes, size_t size)
{
    if (o->no_memory || size == 0)
        return;
    if (o->bytes->size + size > o->room) {
        size_t room = (o->bytes->size + size) * 2 + WRITE_AT_ONCE;
        uint8_t *more = realloc(o->bytes->data, room);
        if (!more) {
            o->no_memory = true;
            return;
        }
        o->bytes->data = more;
        o->room = room;
    }
    memcpy(o->bytes->data + o->bytes->size, bytes, size);
    o->bytes->size += size;
}

static void add_number(out *o, int count, uint64_t value)
{
    uint8_t bytes[8];
    for (int i = 0; i < count; i++)
        bytes[i] = (uint8_t)(value >> 8 * (count - 1 - i));
    add(o, bytes, (size_t)count);
}

static size_t begin_item(out *o, uint32_t tag)
{
    add_number(o, 4, tag);
    add_number(o, 4, 0);
    return o->bytes->size;
}

static void end_item(out *o, size_t begin)
{
    size_t size = o->bytes->size - begin;
    for (int i = 0; i < 4 && !o->no_memory; i++)
        o->bytes->data[begin - 4 + (size_t)i] = (uint8_t)(size >> 8 * (3 - i));
}

static void add_item(out *o, uint32_t tag, const void *bytes, size_t size)
{
    size_t begin = begin_item(o, tag);
    add(o, bytes, size);
    end_item(o, begin);
}

static void add_cut(out *o, const rbk_cut *cut)
{
    add_number(o, 1, cut->kind);
    add_number(o, 8, (uint64_t)cut->length_bytes);
    switch (cut->kind) {
    case RBK_CUT_BYTES:
        add(o, cut->bytes, (size_t)cut->length_bytes);
        break;
    case RBK_CUT_ZEROS:
        break;
    case RBK_CUT_SAMPLES:
        add_number(o, 8, (uint64_t)cut->start);
        add_number(o, 1, cut->big_endian);
        break;
    case RBK_CUT_SECTORS:
        add_number(o, 4, (uint64_t)cut->start);
        add_number(o, 2, cut->part_offset);
        add_number(o, 2, cut->part_bytes);
        add_number(o, 1, cut->subchannel);
        add_number(o, 1, cut->big_endian);
        break;
    case RBK_CUT_SUBCHANNEL:
        add_number(o, 4, (uint64_t)cut->start);
        add_number(o, 1, cut->subchannel);
        break;
    }
}

static void add_file(out *o, const rbk_origin_file *file)
{
    size_t begin = begin_item(o, RBK_CHD_ITEM_FILE);
    add_number(o, 1, file->listed ? FLAG_LISTED : 0);
    add_number(o, 8, (uint64_t)file->length_frames);
    add_number(o, 8, (uint64_t)file->length_bytes);
    add_number(o, 2, strlen(file->name));
    add(o, file->name, strlen(file->name));
    add_number(o, 4, file->cut_count);
    for (size_t c = 0; c < file->cut_count; c++)
        add_cut(o, &file->cuts[c]);
    end_item(o, begin);
}

rbk_status rbk_chd_origin_encode(const rbk_origin *origin, rbk_bytes *bytes, rbk_error *error)
{
    rbk_bytes made = {0};
    out o = {.bytes = &made};
    size_t begin = begin_item(&o, RBK_CHD_ITEM_INFO);
    add_number(&o, 1, VERSION);
    add_number(&o, 1, origin->whole ? FLAG_WHOLE : 0);
    add(&o, origin->format, strlen(origin->format));
    end_item(&o, begin);
    add_item(&o, RBK_CHD_ITEM_NAME, origin->name, strlen(origin->name));
    add_item(&o, RBK_CHD_ITEM_TEXT, origin->text, origin->text_bytes);
    if (origin->packs_bytes > 0)
        add_item(&o, RBK_CHD_ITEM_PACK, origin->packs, origin->packs_bytes);
    for (size_t f = 0; f < origin->file_count; f++)
        add_file(&o, &origin->files[f]);
    rbk_status status = o.no_memory ? rbk_fail_memory(error) : RBK_OK;
    if (status == RBK_OK && made.size > ENTRY_MAX)
        status =
            rbk_fail(error, RBK_UNSUPPORTED, "the sheet and what goes with it take %zu byte%s, expected %u at most",
                     made.size, RBK_PLURAL(made.size, "", "s"), ENTRY_MAX);
    if (status == RBK_OK)
        *bytes = made;
    else
        rbk_bytes_release(&made);
    return status;
}

/* ------------------------------------------------------------------ reading */

typedef struct in {
    const uint8_t *at;
    size_t left;
    bool bad;
} in;

static const uint8_t *take(in *i, uint64_t size)
{
    const uint8_t *at = i->at;
    if (i->bad || size > i->left) {
        i->bad = true;
        return NULL;
    }
    i->at += size;
    i->left -= (size_t)size;
    return at;
}

static uint64_t take_number(in *i, int count)
{
    const uint8_t *bytes = take(i, (uint64_t)count);
    uint64_t value = 0;
    for (int b = 0; bytes && b < count; b++)
        value = value << 8 | bytes[b];
    return value;
}

/* A number that something on a disc can be; the reading is bad where it is larger. */
static int64_t take_bounded(in *i, int count)
{
    uint64_t value = take_number(i, count);
    i->bad |= value >= (uint64_t)PLACE_MAX;
    return i->bad ? 0 : (int64_t)value;
}

/* A text of so many bytes, none of them a NUL; NULL where it is bad, and without memory. */
static char *take_text(in *i, uint64_t size, bool *no_memory)
{
    const uint8_t *bytes = take(i, size);
    i->bad |= bytes && memchr(bytes, 0, (size_t)size);
    char *text = bytes && !i->bad ? malloc((size_t)size + 1) : NULL;
    if (text) {
        memcpy(text, bytes, (size_t)size);
        text[size] = 0;
    } else
        *no_memory |= !i->bad;
    return text;
}

static void take_cut(in *i, rbk_cut *cut)
{
    cut->kind = (rbk_cut_kind)take_number(i, 1);
    cut->length_bytes = take_bounded(i, 8);
    switch (cut->kind) {
    case RBK_CUT_BYTES:
        cut->bytes = (uint8_t *)take(i, (uint64_t)cut->length_bytes);
        break;
    case RBK_CUT_ZEROS:
        break;
    case RBK_CUT_SAMPLES:
        cut->start = take_bounded(i, 8);
        cut->big_endian = take_number(i, 1) != 0;
        break;
    case RBK_CUT_SECTORS:
        cut->start = take_bounded(i, 4);
        cut->part_offset = (uint32_t)take_number(i, 2);
        cut->part_bytes = (uint32_t)take_number(i, 2);
        cut->subchannel = (rbk_subchannel_form)take_number(i, 1);
        cut->big_endian = take_number(i, 1) != 0;
        i->bad |= cut->part_bytes == 0 || cut->part_offset + cut->part_bytes > RBK_SECTOR_BYTES ||
                  cut->subchannel > RBK_SUBCHANNEL_CHANNELS || (cut->big_endian && cut->part_bytes % 2);
        break;
    case RBK_CUT_SUBCHANNEL:
        cut->start = take_bounded(i, 4);
        cut->subchannel = (rbk_subchannel_form)take_number(i, 1);
        i->bad |= cut->subchannel != RBK_SUBCHANNEL_RAW && cut->subchannel != RBK_SUBCHANNEL_CHANNELS;
        break;
    default:
        i->bad = true;
    }
    i->bad |= cut->kind == RBK_CUT_SAMPLES ? cut->length_bytes % RBK_SAMPLE_BYTES != 0
                                           : !i->bad && cut->length_bytes % rbk_cut_stride_bytes(cut) != 0;
}

static bool has_name(const rbk_origin *origin, const char *name)
{
    if (origin->name && strcmp(origin->name, name) == 0)
        return true;
    for (size_t f = 0; f < origin->file_count; f++)
        if (strcmp(origin->files[f].name, name) == 0)
            return true;
    return false;
}

static rbk_status take_file(in *i, rbk_origin *origin, rbk_error *error)
{
    bool no_memory = false;
    rbk_origin_file *file = NULL;
    uint64_t flags = take_number(i, 1);
    int64_t frames = take_bounded(i, 8), bytes = take_bounded(i, 8);
    char *name = take_text(i, take_number(i, 2), &no_memory);
    rbk_status status = no_memory ? rbk_fail_memory(error) : RBK_OK;
    const bool again = name && has_name(origin, name);
    i->bad |= name && (!rbk_origin_name_is_plain(name) || origin->file_count == FILES_MAX);
    if (name && !i->bad)
        status = rbk_origin_add_file(origin, name, &file, error);
    free(name);
    if (!file)
        return status;
    file->listed = flags & FLAG_LISTED;
    file->length_frames = frames;
    for (uint64_t cuts = take_number(i, 4); cuts > 0 && !i->bad && status == RBK_OK; cuts--) {
        rbk_cut cut = {0};
        take_cut(i, &cut);
        if (!i->bad)
            status = rbk_origin_add_cut(file, &cut, error);
        i->bad |= file->length_bytes >= PLACE_MAX;
    }
    i->bad |= status == RBK_OK && (file->length_bytes != bytes || i->left > 0 || (again && file->cut_count > 0));
    return status;
}

static rbk_status take_info(in *i, rbk_origin *origin, rbk_error *error)
{
    bool no_memory = false;
    i->bad |= take_number(i, 1) != VERSION || origin->format != NULL;
    origin->whole = take_number(i, 1) & FLAG_WHOLE;
    i->bad |= i->left > FORMAT_MAX;
    if (!i->bad)
        origin->format = take_text(i, i->left, &no_memory);
    return no_memory ? rbk_fail_memory(error) : RBK_OK;
}

/* Bytes that are there once. */
static rbk_status take_bytes(in *i, uint8_t **bytes, size_t *size, rbk_error *error)
{
    i->bad |= *bytes != NULL;
    if (i->bad)
        return RBK_OK;
    *bytes = malloc(i->left + 1);
    if (!*bytes)
        return rbk_fail_memory(error);
    *size = i->left;
    memcpy(*bytes, i->at, i->left);
    (*bytes)[i->left] = 0;
    return RBK_OK;
}

static rbk_status take_item(uint32_t tag, in *item, rbk_origin *origin, rbk_error *error)
{
    bool no_memory = false;
    switch (tag) {
    case RBK_CHD_ITEM_INFO:
        return take_info(item, origin, error);
    case RBK_CHD_ITEM_NAME:
        item->bad |= origin->name != NULL;
        if (!item->bad)
            origin->name = take_text(item, item->left, &no_memory);
        item->bad |= origin->name && !rbk_origin_name_is_plain(origin->name);
        return no_memory ? rbk_fail_memory(error) : RBK_OK;
    case RBK_CHD_ITEM_TEXT:
        return take_bytes(item, &origin->text, &origin->text_bytes, error);
    case RBK_CHD_ITEM_PACK:
        item->bad |= item->left % CDTEXT_PACK != 0;
        return take_bytes(item, &origin->packs, &origin->packs_bytes, error);
    case RBK_CHD_ITEM_FILE:
        return take_file(item, origin, error);
    default:
        return RBK_OK;
    }
}

rbk_status rbk_chd_origin_decode(const uint8_t *bytes, size_t size, rbk_origin **origin, rbk_error *error)
{
    in all = {.at = bytes, .left = size};
    rbk_origin *made = rbk_origin_new();
    rbk_status status = made ? RBK_OK : rbk_fail_memory(error);
    while (status == RBK_OK && !all.bad && all.left > 0) {
        uint32_t tag = (uint32_t)take_number(&all, 4);
        uint64_t length = take_number(&all, 4);
        const uint8_t *data = take(&all, length);
        if (!data)
            break;
        in item = {.at = data, .left = (size_t)length};
        status = take_item(tag, &item, made, error);
        all.bad |= item.bad;
    }
    if (status == RBK_OK && (all.bad || !made->format || !made->name || !made->text))
        status = rbk_fail(error, RBK_SYNTAX, "the sheet in its metadata is damaged");
    if (status == RBK_OK)
        *origin = made;
    else
        rbk_origin_free(made);
    return status;
}
