/*
 * The comments of Vorbis and Opus in Ogg: the second packet of the stream, over as many pages as it takes (Vorbis I,
 * clause 5; RFC 7845, clause 5.2).
 */
#include "audio/comments.h"
#include "audio/ogg.h"
#include "audio/tags.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define PACKET_BYTES_MAX (1 << 24) /* pictures may be among the comments */

typedef struct packet {
    uint8_t *bytes;
    size_t size;
    bool whole;
    bool no_memory;
} packet;

/* Appends the bytes of the page's first packet; those after it belong to the next. */
static void take_page(packet *p, const uint8_t *page, size_t head)
{
    size_t size = 0;
    for (size_t i = RBK_OGG_HEAD_BYTES; i < head && !p->whole; i++) {
        size += page[i];
        p->whole = page[i] < 255;
    }
    uint8_t *more = p->size + size <= PACKET_BYTES_MAX ? realloc(p->bytes, p->size + size + 1) : NULL;
    p->no_memory = p->no_memory || (!more && p->size + size <= PACKET_BYTES_MAX);
    if (!more) {
        p->whole = true;
        p->size = 0;
        return;
    }
    memcpy(more + p->size, page + head, size);
    p->bytes = more;
    p->size += size;
}

/* Collects the second packet of the stream that starts in the first page after begin with a supported codec. */
static void read_packet(rbk_input *input, int64_t begin, packet *p)
{
    uint8_t *page = malloc(RBK_OGG_PAGE_BYTES);
    uint32_t serial = 0;
    bool found = false;
    p->no_memory = !page;
    for (int64_t at = begin; page && !p->whole && at < input->size;) {
        int64_t got = rbk_input_read(input, at, page, RBK_OGG_PAGE_BYTES);
        size_t head = got >= RBK_OGG_HEAD_BYTES ? RBK_OGG_HEAD_BYTES + (size_t)page[26] : 0, body = 0;
        for (size_t i = RBK_OGG_HEAD_BYTES; i < head && (int64_t)head <= got; i++)
            body += page[i];
        if (head == 0 || (int64_t)(head + body) > got || memcmp(page, "OggS", 4) != 0)
            break;
        bool readable =
            body >= 8 && (memcmp(page + head, "\x01vorbis", 7) == 0 || memcmp(page + head, "OpusHead", 8) == 0);
        if (!found && readable) {
            serial = rbk_le32(page + 14);
            found = true;
        } else if (found && rbk_le32(page + 14) == serial) {
            take_page(p, page, head);
        }
        at += (int64_t)(head + body);
    }
    free(page);
}

/* A length before bytes; false if they are incomplete. */
static bool take_string(const packet *p, size_t *at, rbk_comment *out)
{
    if (p->size - *at < 4)
        return false;
    size_t size = rbk_le32(p->bytes + *at);
    if (size > p->size - *at - 4)
        return false;
    *out = (rbk_comment){(const char *)p->bytes + *at + 4, size};
    *at += 4 + size;
    return true;
}

/* False without memory. */
static bool take_comments(const packet *p, size_t at, rbk_audio_tags *tags, rbk_unclear_tags *unclear)
{
    rbk_comment vendor;
    if (!take_string(p, &at, &vendor) || p->size - at < 4)
        return true;
    uint32_t stated = rbk_le32(p->bytes + at);
    size_t most = (p->size - at) / 4, count = 0;
    rbk_comment *comments = calloc(most + 1, sizeof *comments);
    if (!comments)
        return false;
    at += 4;
    while (count < stated && count < most && take_string(p, &at, &comments[count]))
        count++;
    bool fine = rbk_comments_take(comments, count, tags, unclear);
    free(comments);
    return fine;
}

rbk_status rbk_ogg_tags_read(rbk_input *input, int64_t begin, rbk_audio_tags *tags, rbk_unclear_tags *unclear,
                             rbk_error *error)
{
    packet p = {0};
    read_packet(input, begin, &p);
    bool fine = !p.no_memory;
    if (fine && p.size >= 7 && memcmp(p.bytes, "\x03vorbis", 7) == 0)
        fine = take_comments(&p, 7, tags, unclear);
    else if (fine && p.size >= 8 && memcmp(p.bytes, "OpusTags", 8) == 0)
        fine = take_comments(&p, 8, tags, unclear);
    free(p.bytes);
    return fine ? RBK_OK : rbk_fail_memory(error);
}
