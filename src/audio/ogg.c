/*
 * Ogg pages (RFC 3533) seen from outside. The decoder takes a file whose end or middle is missing for a shorter one and
 * says nothing; so every page's checksum and number is looked at here, and the mark on the last one.
 */
#include "audio/ogg.h"

#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define PAGE_HEAD_BYTES 27
#define PAGE_BYTES_MAX  (PAGE_HEAD_BYTES + 255 + 255 * 255)
#define FLAG_FIRST      2
#define FLAG_LAST       4
#define CRC_POLYNOMIAL  0x04C11DB7u
#define STREAMS_MAX     16 /* that run side by side; more are not followed */

typedef struct stream {
    uint32_t serial;
    uint32_t sequence; /* of its next page */
    bool ended;
} stream;

typedef struct walker {
    rbk_window *window;
    uint32_t crc_table[256];
    stream streams[STREAMS_MAX];
    size_t stream_count;
    bool body; /* a page that begins no stream was seen */
} walker;

static const struct codec {
    const char *bytes;
    size_t size;
    const char *name;
    bool readable;
} codecs[] = {
    {"\x01vorbis", 7, "Vorbis", true},
    {"OpusHead", 8, "Opus", true},
    {"\x7F"
     "FLAC",
     5, "FLAC", true},
    {"Speex   ", 8, "Speex", false},
    {"\x80theora", 7, "Theora video", false},
    {"BBCD\0", 5, "Dirac video", false},
    {"PCM     ", 8, "PCM", false},
    {"\x80kate\0\0\0", 8, "Kate text", false},
};

static const struct codec *find_codec(const uint8_t *packet, size_t size)
{
    for (size_t i = 0; i < sizeof codecs / sizeof codecs[0]; i++)
        if (size >= codecs[i].size && memcmp(packet, codecs[i].bytes, codecs[i].size) == 0)
            return &codecs[i];
    return NULL;
}

/* The first codec we read wins; failing that, the first we know. */
static void note_codec(rbk_ogg_walk *walk, const uint8_t *packet, size_t size)
{
    const struct codec *codec = find_codec(packet, size);
    if (!codec || walk->readable || (walk->codec[0] && !codec->readable))
        return;
    walk->codec = codec->name;
    walk->readable = codec->readable;
}

static void start_walk(rbk_ogg_walk *walk)
{
    memset(walk, 0, sizeof *walk);
    walk->codec = "";
    walk->bad_at = -1;
}

void rbk_ogg_identify(rbk_input *input, int64_t begin, rbk_ogg_walk *walk)
{
    uint8_t head[PAGE_HEAD_BYTES + 255 + 16];
    start_walk(walk);
    for (int64_t offset = begin;;) { /* the pages that begin the streams stand together at the front */
        int64_t got = rbk_input_read(input, offset, head, sizeof head);
        if (got < PAGE_HEAD_BYTES || memcmp(head, "OggS", 4) != 0 || !(head[5] & FLAG_FIRST))
            return;
        int64_t packet = PAGE_HEAD_BYTES + head[26];
        int64_t body = 0;
        for (int64_t i = PAGE_HEAD_BYTES; i < packet && i < got; i++)
            body += head[i];
        if (packet < got)
            note_codec(walk, head + packet, (size_t)(got - packet));
        offset += packet + body;
    }
}

static void make_crc_table(uint32_t table[256])
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t remainder = i << 24;
        for (int bit = 0; bit < 8; bit++)
            remainder = remainder << 1 ^ (remainder & 0x80000000u ? CRC_POLYNOMIAL : 0);
        table[i] = remainder;
    }
}

/* The page's checksum is computed with its own field as zero. */
static uint32_t page_crc(const uint32_t table[256], const uint8_t *page, size_t size)
{
    uint32_t crc = 0;
    for (size_t i = 0; i < size; i++) {
        uint8_t byte = i >= 22 && i < 26 ? 0 : page[i];
        crc = crc << 8 ^ table[(crc >> 24 ^ byte) & 0xFF];
    }
    return crc;
}

static stream *find_stream(walker *w, uint32_t serial)
{
    for (size_t i = 0; i < w->stream_count; i++)
        if (w->streams[i].serial == serial)
            return &w->streams[i];
    return NULL;
}

static const char *take_first_page(walker *w, const uint8_t *page, const uint8_t *packet, size_t size,
                                   rbk_ogg_walk *walk)
{
    if (w->body) {
        walk->chained = true;
        return NULL;
    }
    if (w->stream_count == STREAMS_MAX)
        return "too many streams";
    w->streams[w->stream_count++] = (stream){rbk_le32(page + 14), rbk_le32(page + 18) + 1, (page[5] & FLAG_LAST) != 0};
    note_codec(walk, packet, size);
    return NULL;
}

/* NULL, or what is wrong with the page. */
static const char *take_page(walker *w, const uint8_t *page, size_t head, size_t size, rbk_ogg_walk *walk)
{
    if (page_crc(w->crc_table, page, size) != rbk_le32(page + 22))
        return "the checksum of a page is wrong";
    if (page[5] & FLAG_FIRST)
        return take_first_page(w, page, page + head, size - head, walk);
    w->body = true;
    stream *s = find_stream(w, rbk_le32(page + 14));
    if (!s)
        return "a page of no known stream";
    if (rbk_le32(page + 18) != s->sequence)
        return "pages are missing";
    s->sequence++;
    s->ended = s->ended || (page[5] & FLAG_LAST);
    return NULL;
}

static bool all_ended(const walker *w)
{
    for (size_t i = 0; i < w->stream_count; i++)
        if (!w->streams[i].ended)
            return false;
    return w->stream_count > 0;
}

/* Moves over one page; false at the end or at what is no page. */
static bool step(walker *w, int64_t *offset, rbk_ogg_walk *walk)
{
    size_t body = 0;
    const uint8_t *page = rbk_window_at(w->window, *offset, PAGE_HEAD_BYTES);
    if (!page || memcmp(page, "OggS", 4) != 0) {
        if (*offset < w->window->input->size && !all_ended(w)) {
            walk->bad_at = *offset;
            walk->reason = page ? "no page begins where one must" : "the file ends inside a page";
        }
        return false;
    }
    size_t head = PAGE_HEAD_BYTES + page[26];
    page = rbk_window_at(w->window, *offset, head);
    for (size_t i = PAGE_HEAD_BYTES; page && i < head; i++)
        body += page[i];
    page = page ? rbk_window_at(w->window, *offset, head + body) : NULL;
    const char *reason = page ? take_page(w, page, head, head + body, walk) : "the file ends inside a page";
    if (reason) {
        walk->bad_at = *offset;
        walk->reason = reason;
    }
    if (reason || walk->chained)
        return false;
    *offset += (int64_t)(head + body);
    return true;
}

_Static_assert(PAGE_BYTES_MAX <= RBK_INPUT_WINDOW_BYTES, "a page fits the window");

rbk_status rbk_ogg_walk_pages(rbk_input *input, int64_t begin, rbk_ogg_walk *walk, rbk_error *error)
{
    walker *w = calloc(1, sizeof *w);
    int64_t offset = begin;
    if (!w || !(w->window = rbk_window_new(input))) {
        free(w);
        return rbk_fail_memory(error);
    }
    make_crc_table(w->crc_table);
    start_walk(walk);
    while (step(w, &offset, walk))
        continue;
    walk->end = offset;
    walk->complete = all_ended(w);
    free(w->window);
    free(w);
    return input->system_error ? rbk_input_fail(input, error) : RBK_OK;
}
