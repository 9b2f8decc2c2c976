/*
 * Correcting pages. libsndfile stops at the first page that is marked as the last, refuses positions smaller than the
 * audio before them, and plays the pre-skip of an Opus stream whose positions do not start at 0. All of that is in page
 * headers; the correct values follow from the order of the pages and from the packets in them. Valid files are not
 * changed.
 */
#include "audio/ogg.h"

#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define MARKS_AT     5
#define POSITION_AT  6
#define CHECKSUM_AT  22
#define HEAD_PATCH   21 /* flags, position, serial, number, checksum */
#define OPUS_RATE_AT 12 /* of the header packet: the original rate */
#define OPUS_RATE_HZ 48000

typedef struct repairer {
    rbk_input *input;
    const rbk_ogg_link *link;
    const rbk_ogg_page *pages; /* of the link */
    size_t last;               /* the last page in which audio ends, or 0: none */
    size_t first;              /* the first one, or page_count */
    int64_t start;             /* position before the first sample; negative: samples at the start to be dropped */
    int64_t trim;              /* samples at the end that are not audio */
    rbk_part *part;            /* the resulting part */
    int64_t samples;           /* sum of all packets */
    bool follows;              /* every position follows from the one before */
    bool cut;                  /* samples in the middle are dropped */
    bool renumber;             /* positions are recounted from 0 */
    rbk_ogg_repairs *repairs;
} repairer;

/* ------------------------------------------------------------------ positions */

static void count_samples(repairer *m)
{
    m->first = m->link->page_count;
    for (size_t i = m->link->header_pages; i < m->link->page_count; i++) {
        if (m->pages[i].packets == 0)
            continue;
        m->first = m->first < i ? m->first : i;
        m->last = i;
        m->samples += m->pages[i].samples;
    }
}

static void note_position(repairer *m, size_t page)
{
    m->follows = false;
    if (m->repairs->positions++ == 0)
        m->repairs->first_position = m->pages[page].offset;
}

/* Drops all of Opus' pre-skip. False without memory. */
static bool drop_inside(repairer *m, int64_t at, int64_t samples)
{
    int64_t given = at - (int64_t)m->link->skip_samples;
    return rbk_part_drop(m->part, given > 0 ? given : 0, samples);
}

/*
 * Checks every position against the one before and the packets between. A page that is marked as the last may state
 * less: then the samples at its end are not part of the audio, in the middle of a chain too. Counts the positions that
 * do not follow. False without memory.
 */
static bool follow_positions(repairer *m)
{
    int64_t position = 0, samples = 0, all = 0;
    for (size_t i = m->first; i <= m->last; i++) {
        const rbk_ogg_page *page = &m->pages[i];
        samples += page->samples;
        all += page->samples;
        if (page->packets == 0)
            continue;
        if (i == m->first)
            m->start = i == m->last || page->position < 0 ? 0 : page->position - page->samples;
        if (i == m->first)
            position = m->start;
        int64_t gained = page->position - position;
        bool ends = i == m->last || ((page->marks & RBK_OGG_LAST) && page->position >= 0);
        if (ends && gained < samples && gained >= samples - page->samples) {
            m->trim = i == m->last ? samples - gained : 0;
            m->cut = m->cut || i < m->last;
            if (i < m->last && !drop_inside(m, all - (samples - gained), samples - gained))
                return false;
        } else if (gained != samples) {
            note_position(m, i);
        }
        position = page->position;
        samples = 0;
    }
    return true;
}

/*
 * A first position smaller than the audio in its page gives the samples to drop at the start (Vorbis I, A.2), if those
 * after it agree. In Opus that is not a valid stream (RFC 7845, clause 4): nothing is dropped.
 */
static int64_t dropped_in_front(const repairer *m)
{
    return m->start < 0 && m->link->codec == RBK_OGG_VORBIS && m->follows ? -m->start : 0;
}

/* False without memory. */
static bool resolve_positions(repairer *m)
{
    if (!m->link->measured || m->first == m->link->page_count)
        return true;
    if (!follow_positions(m))
        return false;
    if (m->start < 0 && m->link->codec == RBK_OGG_OPUS)
        note_position(m, m->first);
    bool opus = m->link->codec == RBK_OGG_OPUS && m->start != 0;
    m->renumber = !m->follows || m->start < 0 || opus || m->cut;
    return m->cut || rbk_part_drop(m->part, 0, dropped_in_front(m));
}

/* ------------------------------------------------------------------ one page */

static uint8_t marks_of(const repairer *m, size_t page)
{
    uint8_t marks = m->pages[page].marks & (uint8_t) ~(RBK_OGG_CONTINUED | RBK_OGG_FIRST | RBK_OGG_LAST);
    if (page == 0)
        return (uint8_t)(marks | RBK_OGG_FIRST);
    if (m->pages[page - 1].open)
        marks |= RBK_OGG_CONTINUED;
    return page == m->last ? (uint8_t)(marks | RBK_OGG_LAST) : marks;
}

static void note_marks(repairer *m, size_t page, uint8_t marks)
{
    uint8_t wrong = m->pages[page].marks ^ marks;
    if (wrong == 0)
        return;
    if (page == m->last && wrong == RBK_OGG_LAST) {
        m->repairs->unfinished = true;
        return;
    }
    if (m->repairs->marks++ == 0)
        m->repairs->first_marks = m->pages[page].offset;
}

static void put_le64(uint8_t *bytes, uint64_t value)
{
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(value >> 8 * i);
}

/* True if the header of Opus could make the decoder return less than there is. */
static bool has_other_rate(const repairer *m, size_t number, const uint8_t *page, size_t *at)
{
    *at = RBK_OGG_HEAD_BYTES + (size_t)page[26] + OPUS_RATE_AT;
    return number == 0 && m->link->codec == RBK_OGG_OPUS && *at + 4 <= m->pages[0].size &&
           rbk_le32(page + *at) != OPUS_RATE_HZ;
}

/* The page as the decoder will see it. False without memory, or if the file has changed meanwhile. */
static bool rewrite_page(repairer *m, size_t number, uint8_t marks, int64_t position, uint8_t *page)
{
    static const uint8_t rate[4] = {OPUS_RATE_HZ & 0xFF, OPUS_RATE_HZ >> 8, 0, 0};
    const rbk_ogg_page *p = &m->pages[number];
    size_t rate_at;
    if (rbk_input_read(m->input, p->offset, page, p->size) != (int64_t)p->size)
        return false;
    bool other_rate = has_other_rate(m, number, page, &rate_at);
    if (!other_rate && marks == p->marks && position == p->position)
        return true;
    if (other_rate) {
        memcpy(page + rate_at, rate, sizeof rate);
        if (!rbk_input_patch_add(m->input, p->offset + (int64_t)rate_at, rate, sizeof rate))
            return false;
    }
    page[MARKS_AT] = marks;
    put_le64(page + POSITION_AT, (uint64_t)position);
    uint32_t checksum = rbk_ogg_checksum(page, p->size);
    for (int i = 0; i < 4; i++)
        page[CHECKSUM_AT + i] = (uint8_t)(checksum >> 8 * i);
    return rbk_input_patch_add(m->input, p->offset + MARKS_AT, page + MARKS_AT, HEAD_PATCH);
}

/* The position of the end of the page, recounted; the page before ended at position. */
static int64_t renumbered(const repairer *m, size_t number, int64_t *position)
{
    const rbk_ogg_page *p = &m->pages[number];
    if (!m->renumber || number < m->link->header_pages)
        return p->position;
    *position += p->samples;
    if (p->packets == 0)
        return RBK_OGG_NO_POSITION;
    return number == m->last ? *position - m->trim : *position;
}

static rbk_status rewrite_pages(repairer *m, rbk_error *error)
{
    int64_t reached = 0;
    uint8_t *page = malloc(RBK_OGG_PAGE_BYTES);
    rbk_status status = page ? RBK_OK : rbk_fail_memory(error);
    for (size_t i = 0; i < m->link->page_count && (m->last == 0 || i <= m->last) && status == RBK_OK; i++) {
        uint8_t marks = marks_of(m, i);
        int64_t position = renumbered(m, i, &reached);
        note_marks(m, i, marks);
        bool same = marks == m->pages[i].marks && position == m->pages[i].position && i > 0;
        if (!same && !rewrite_page(m, i, marks, position, page))
            status = m->input->system_error ? rbk_input_fail(m->input, error) : rbk_fail_memory(error);
    }
    free(page);
    return status;
}

/* ------------------------------------------------------------------ a link */

rbk_status rbk_ogg_repair_link(rbk_input *input, const rbk_ogg_walk *walk, const rbk_ogg_link *link, rbk_parts *parts,
                               rbk_ogg_repairs *repairs, rbk_error *error)
{
    repairer m = {
        .input = input, .link = link, .pages = walk->pages + link->first_page, .follows = true, .repairs = repairs};
    rbk_part *part = rbk_parts_add(parts, link->begin, link->end);
    if (!part)
        return rbk_fail_memory(error);
    m.part = part;
    count_samples(&m);
    if (!resolve_positions(&m))
        return rbk_fail_memory(error);
    rbk_status status = rewrite_pages(&m, error);
    if (status != RBK_OK)
        return status;
    if (m.last > 0)
        part->end = part->shown_end = m.pages[m.last].offset + m.pages[m.last].size;
    int64_t frames = m.samples - m.trim - part->dropped - (int64_t)link->skip_samples;
    if (link->measured && frames > 0)
        part->frames = frames;
    return RBK_OK;
}
