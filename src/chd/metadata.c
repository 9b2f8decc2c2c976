/*
 * The metadata of a CHD: a chain of entries, each of which names the place of the next.
 */
#include "base/fail.h"
#include "chd/read.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef struct chain {
    uint64_t places[RBK_CHD_METADATA_MAX]; /* of the entries so far */
    size_t count;
    size_t bytes;
} chain;

static bool was_there(const chain *c, uint64_t place)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->places[i] == place)
            return true;
    return false;
}

/* Reads the entry at *place, which becomes that of the next. */
static rbk_status read_entry(rbk_chd *chd, chain *c, uint64_t *place, rbk_error *error)
{
    uint8_t head[RBK_CHD_METADATA_HEAD];
    size_t number = c->count;
    if (was_there(c, *place))
        return rbk_fail(error, RBK_SYNTAX, "its metadata are damaged: entry %zu leads back to an earlier one", number);
    if (number == RBK_CHD_METADATA_MAX)
        return rbk_fail(error, RBK_UNSUPPORTED, "has more than %d entries of metadata", RBK_CHD_METADATA_MAX);
    if (!rbk_chd_read_at(chd, *place, head, sizeof head))
        return errno ? rbk_chd_fail_read(*place, error)
                     : rbk_fail(error, RBK_SYNTAX,
                                "its metadata are damaged: entry %zu starts at byte %" PRIu64 ", the file has %" PRId64,
                                number + 1, *place, chd->input->size);
    rbk_chd_metadata *entry = &chd->metadata[number];
    *entry = (rbk_chd_metadata){.tag = rbk_be32(head), .flags = head[4], .size = rbk_be32(head + 4) & 0xFFFFFF};
    c->bytes += entry->size;
    if (c->bytes > RBK_CHD_METADATA_BYTES_MAX)
        return rbk_fail(error, RBK_UNSUPPORTED, "has more than %d bytes of metadata", RBK_CHD_METADATA_BYTES_MAX);
    uint64_t begin = *place + sizeof head;
    if (begin + entry->size > (uint64_t)chd->input->size)
        return rbk_fail(error, RBK_SYNTAX,
                        "its metadata are damaged: entry %zu has %" PRIu32 " byte%s from byte %" PRIu64
                        " on, the file has %" PRId64,
                        number + 1, entry->size, RBK_PLURAL(entry->size, "", "s"), begin, chd->input->size);
    entry->data = malloc((size_t)entry->size + 1);
    if (!entry->data)
        return rbk_fail_memory(error);
    chd->metadata_count = number + 1;
    entry->data[entry->size] = 0;
    if (!rbk_chd_read_at(chd, begin, entry->data, entry->size))
        return rbk_chd_fail_read(begin, error);
    c->places[c->count++] = *place;
    *place = rbk_be64(head + 8);
    return RBK_OK;
}

rbk_status rbk_chd_read_metadata(rbk_chd *chd, rbk_error *error)
{
    uint64_t place = chd->header.metadata_offset;
    chain *c = calloc(1, sizeof *c);
    chd->metadata = calloc(RBK_CHD_METADATA_MAX, sizeof *chd->metadata);
    rbk_status status = c && chd->metadata ? RBK_OK : rbk_fail_memory(error);
    while (place != 0 && status == RBK_OK)
        status = read_entry(chd, c, &place, error);
    free(c);
    return status;
}

size_t rbk_chd_metadata_count(const rbk_chd *chd)
{
    return chd->metadata_count;
}

const rbk_chd_metadata *rbk_chd_metadata_at(const rbk_chd *chd, size_t position)
{
    return &chd->metadata[position];
}

const rbk_chd_metadata *rbk_chd_metadata_find(const rbk_chd *chd, uint32_t tag, size_t number)
{
    for (size_t i = 0; i < chd->metadata_count; i++)
        if (chd->metadata[i].tag == tag && number-- == 0)
            return &chd->metadata[i];
    return NULL;
}
