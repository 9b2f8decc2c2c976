/*
 * Ogg pages (RFC 3533) without decoding. The decoder silently plays a file with a missing end or middle as a shorter
 * one; so every page's checksum, number and flags are checked here, and the contents of its packets.
 */
#include "audio/ogg.h"

#include "audio/tag_blocks.h"
#include "base/fail.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define CRC_POLYNOMIAL 0x04C11DB7u
#define STREAMS_MAX    16 /* multiplexed streams; more are not followed */

typedef struct stream {
    uint32_t serial;
    uint32_t sequence; /* of its next page */
    bool ended;
} stream;

typedef struct walker {
    rbk_window *window;
    rbk_ogg_walk *walk;
    rbk_ogg_packets packets; /* of the link's stream */
    stream streams[STREAMS_MAX];
    size_t stream_count;
    bool checksums;
    bool body;     /* a page that does not start a stream was read */
    bool has_link; /* one of the current streams is supported */
    bool mixed;    /* a header page also holds audio, which decoders drop */
    bool no_memory;
} walker;

static const struct codec {
    const char *bytes;
    size_t size;
    const char *name;
    rbk_ogg_codec codec;
} codecs[] = {
    {"\x01vorbis", 7, "Vorbis", RBK_OGG_VORBIS},
    {"OpusHead", 8, "Opus", RBK_OGG_OPUS},
    {"\x7F"
     "FLAC",
     5, "FLAC", RBK_OGG_FLAC},
    {"Speex   ", 8, "Speex", RBK_OGG_OTHER},
    {"\x80theora", 7, "Theora video", RBK_OGG_OTHER},
    {"BBCD\0", 5, "Dirac video", RBK_OGG_OTHER},
    {"PCM     ", 8, "PCM", RBK_OGG_OTHER},
    {"\x80kate\0\0\0", 8, "Kate text", RBK_OGG_OTHER},
    {"fishead\0", 8, "a Skeleton stream", RBK_OGG_OTHER},
};

static const struct codec *find_codec(const uint8_t *packet, size_t size)
{
    for (size_t i = 0; i < sizeof codecs / sizeof codecs[0]; i++)
        if (size >= codecs[i].size && memcmp(packet, codecs[i].bytes, codecs[i].size) == 0)
            return &codecs[i];
    return NULL;
}

/* The first supported codec is used; if none, the first known one. */
static void note_codec(rbk_ogg_walk *walk, const struct codec *codec)
{
    if (!codec || walk->readable || (walk->codec[0] && codec->codec == RBK_OGG_OTHER))
        return;
    walk->codec = codec->name;
    walk->readable = codec->codec != RBK_OGG_OTHER;
}

static void start_walk(rbk_ogg_walk *walk)
{
    memset(walk, 0, sizeof *walk);
    walk->codec = "";
    walk->bad_at = -1;
    walk->foreign_at = -1;
}

void rbk_ogg_identify(rbk_input *input, int64_t begin, rbk_ogg_walk *walk)
{
    uint8_t head[RBK_OGG_HEAD_BYTES + 255 + 16];
    start_walk(walk);
    for (int64_t offset = begin;;) { /* the pages that start the streams come together, first */
        int64_t got = rbk_input_read(input, offset, head, sizeof head);
        if (got < RBK_OGG_HEAD_BYTES || memcmp(head, "OggS", 4) != 0 || !(head[5] & RBK_OGG_FIRST))
            return;
        int64_t packet = RBK_OGG_HEAD_BYTES + head[26];
        int64_t body = 0;
        for (int64_t i = RBK_OGG_HEAD_BYTES; i < packet && i < got; i++)
            body += head[i];
        if (packet < got)
            note_codec(walk, find_codec(head + packet, (size_t)(got - packet)));
        offset += packet + body;
    }
}

/* ------------------------------------------------------------------ checksums */

static uint32_t crc_table[256];

static void make_crc_table(void)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t remainder = i << 24;
        for (int bit = 0; bit < 8; bit++)
            remainder = remainder << 1 ^ (remainder & 0x80000000u ? CRC_POLYNOMIAL : 0);
        crc_table[i] = remainder;
    }
}

uint32_t rbk_ogg_checksum(const uint8_t *page, size_t size)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    uint32_t crc = 0;
    pthread_once(&once, make_crc_table);
    for (size_t i = 0; i < size; i++) {
        uint8_t byte = i >= 22 && i < 26 ? 0 : page[i];
        crc = crc << 8 ^ crc_table[(crc >> 24 ^ byte) & 0xFF];
    }
    return crc;
}

/* ------------------------------------------------------------------ growing lists */

/* False without memory; grows at every power of two. */
static bool grow(void **items, size_t count, size_t size)
{
    if ((count & (count - 1)) != 0)
        return true;
    void *more = realloc(*items, (count ? 2 * count : 1) * size);
    if (!more)
        return false;
    *items = more;
    return true;
}

static rbk_ogg_link *current_link(const walker *w)
{
    return w->has_link ? &w->walk->links[w->walk->link_count - 1] : NULL;
}

static bool add_link(walker *w, int64_t offset, uint32_t serial, rbk_ogg_codec codec)
{
    rbk_ogg_walk *walk = w->walk;
    void *links = walk->links;
    if (!grow(&links, walk->link_count, sizeof *walk->links))
        return false;
    walk->links = links;
    walk->links[walk->link_count++] =
        (rbk_ogg_link){.begin = offset, .serial = serial, .codec = codec, .first_page = walk->page_count};
    rbk_ogg_packets_release(&w->packets);
    w->packets.codec = codec;
    w->has_link = true;
    w->mixed = false;
    return true;
}

/* ------------------------------------------------------------------ pages */

static stream *find_stream(walker *w, uint32_t serial)
{
    for (size_t i = 0; i < w->stream_count; i++)
        if (w->streams[i].serial == serial)
            return &w->streams[i];
    return NULL;
}

/* Parses the packets of a page, for the samples they decode to. */
static void take_packets(walker *w, const uint8_t *page, rbk_ogg_page *p)
{
    size_t segments = page[26], at = RBK_OGG_HEAD_BYTES + segments;
    bool begins = !(p->marks & RBK_OGG_CONTINUED);
    const rbk_ogg_link *link = current_link(w);
    if (link->page_count > 0) /* the previous page's flag is used, not its own */
        begins = !w->walk->pages[w->walk->page_count - 1].open;
    for (size_t i = 0; i < segments;) {
        size_t size = 0, from = i;
        while (i < segments && page[RBK_OGG_HEAD_BYTES + i] == 255)
            size += page[RBK_OGG_HEAD_BYTES + i++];
        bool ends = i < segments;
        size += ends ? page[RBK_OGG_HEAD_BYTES + i++] : 0;
        bool audio = w->packets.number >= rbk_ogg_header_packets(w->packets.codec);
        int32_t samples = rbk_ogg_packet_take(&w->packets, page + at, size, begins || from > 0, ends);
        w->no_memory |= samples < 0;
        p->samples += samples > 0 ? samples : 0;
        p->packets = (uint16_t)(p->packets + (ends && audio ? 1 : 0));
        p->open = !ends;
        at += size;
    }
}

static bool add_page(walker *w, const uint8_t *page, size_t size, int64_t offset)
{
    rbk_ogg_walk *walk = w->walk;
    rbk_ogg_link *link = current_link(w);
    rbk_ogg_page p = {.offset = offset,
                      .position = (int64_t)rbk_le64(page + 6),
                      .size = (uint32_t)size,
                      .sequence = rbk_le32(page + 18),
                      .marks = page[5]};
    bool header = w->packets.number < rbk_ogg_header_packets(w->packets.codec);
    void *pages = walk->pages;
    take_packets(w, page, &p);
    if (!grow(&pages, walk->page_count, sizeof *walk->pages))
        return false;
    walk->pages = pages;
    walk->pages[walk->page_count++] = p;
    link->page_count++;
    link->header_pages += header ? 1 : 0;
    link->end = offset + (int64_t)size;
    link->skip_samples = w->packets.skip_samples;
    w->mixed = w->mixed || (header && p.packets > 0);
    link->measured = rbk_ogg_header_packets(link->codec) > 0 && !w->packets.failed && !w->mixed;
    return !w->no_memory;
}

/* The current streams have ended, others start. */
static void begin_link(walker *w)
{
    w->stream_count = 0;
    w->body = false;
    w->has_link = false;
}

static const char *take_first_page(walker *w, const uint8_t *page, const struct codec *codec, int64_t offset)
{
    rbk_ogg_walk *walk = w->walk;
    uint32_t serial = rbk_le32(page + 14);
    if (w->body)
        begin_link(w);
    if (w->stream_count == STREAMS_MAX)
        return "too many streams";
    w->streams[w->stream_count++] = (stream){serial, rbk_le32(page + 18) + 1, (page[5] & RBK_OGG_LAST) != 0};
    note_codec(walk, codec);
    if (codec && codec->codec != RBK_OGG_OTHER && !w->has_link)
        w->no_memory |= !add_link(w, offset, serial, codec->codec);
    return NULL;
}

/*
 * A page marked as a stream's first that does not start with a codec's header belongs to the existing stream of its
 * number, if there is one: some programs mark every page so.
 */
static bool begins_stream(walker *w, const uint8_t *page, const struct codec *codec)
{
    const stream *s = find_stream(w, rbk_le32(page + 14));
    return (page[5] & RBK_OGG_FIRST) && (!s || (codec && rbk_le32(page + 18) != s->sequence) || (codec && w->body));
}

/* NULL, or what is wrong with the page. */
static const char *take_page(walker *w, const uint8_t *page, size_t head, size_t size, int64_t offset)
{
    const struct codec *codec = find_codec(page + head, size - head);
    if (w->checksums && rbk_ogg_checksum(page, size) != rbk_le32(page + 22))
        return "the checksum of a page is wrong";
    bool begins = begins_stream(w, page, codec);
    const char *reason = begins ? take_first_page(w, page, codec, offset) : NULL;
    stream *s = find_stream(w, rbk_le32(page + 14));
    if (reason || !s)
        return reason ? reason : "a page of an unknown stream";
    if (!begins) {
        if (!w->body && !w->has_link && w->walk->foreign_at < 0)
            w->walk->foreign_at = offset;
        w->body = true;
        if (rbk_le32(page + 18) != s->sequence)
            return "pages are missing";
        s->sequence++;
        s->ended = s->ended || (page[5] & RBK_OGG_LAST);
    }
    if (w->has_link && s->serial == current_link(w)->serial && !w->no_memory)
        w->no_memory |= !add_page(w, page, size, offset);
    return NULL;
}

static bool all_ended(const walker *w)
{
    for (size_t i = 0; i < w->stream_count; i++)
        if (!w->streams[i].ended)
            return false;
    return w->stream_count > 0;
}

/* Advances over one page; false at the end or at what is not a page. */
static bool step(walker *w, int64_t *offset)
{
    rbk_ogg_walk *walk = w->walk;
    rbk_input *input = w->window->input;
    size_t body = 0;
    const uint8_t *page = rbk_window_at(w->window, *offset, RBK_OGG_HEAD_BYTES);
    if (!page || memcmp(page, "OggS", 4) != 0) {
        bool tag = page && rbk_tag_block_size(input, *offset) > 0;
        if (*offset < input->size && !all_ended(w) && !tag) {
            walk->bad_at = *offset;
            walk->reason = page ? "no page where one was expected" : "the file ends inside a page";
        }
        return false;
    }
    size_t head = RBK_OGG_HEAD_BYTES + (size_t)page[26];
    page = rbk_window_at(w->window, *offset, head);
    for (size_t i = RBK_OGG_HEAD_BYTES; page && i < head; i++)
        body += page[i];
    walk->too_many = walk->page_count == RBK_OGG_PAGES_MAX;
    if (walk->too_many)
        return false;
    page = page ? rbk_window_at(w->window, *offset, head + body) : NULL;
    const char *reason = page ? take_page(w, page, head, head + body, *offset) : "the file ends inside a page";
    if (reason) {
        walk->bad_at = *offset;
        walk->reason = reason;
    }
    if (reason || w->no_memory)
        return false;
    *offset += (int64_t)(head + body);
    return true;
}

_Static_assert(RBK_OGG_PAGE_BYTES <= RBK_INPUT_WINDOW_BYTES, "a page fits the window");

rbk_status rbk_ogg_walk_pages(rbk_input *input, int64_t begin, bool checksums, rbk_ogg_walk *walk, rbk_error *error)
{
    walker *w = calloc(1, sizeof *w);
    int64_t offset = begin;
    start_walk(walk);
    if (!w || !(w->window = rbk_window_new(input))) {
        free(w);
        return rbk_fail_memory(error);
    }
    w->walk = walk;
    w->checksums = checksums;
    while (step(w, &offset))
        continue;
    walk->end = offset;
    walk->complete = all_ended(w);
    bool no_memory = w->no_memory;
    rbk_ogg_packets_release(&w->packets);
    free(w->window);
    free(w);
    if (no_memory)
        return rbk_fail_memory(error);
    return input->system_error ? rbk_input_fail(input, error) : RBK_OK;
}

void rbk_ogg_walk_release(rbk_ogg_walk *walk)
{
    free(walk->links);
    free(walk->pages);
    walk->links = NULL;
    walk->pages = NULL;
    walk->link_count = walk->page_count = 0;
}
