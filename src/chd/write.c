/*
 * Hunks wrap in a ring of slots: the caller fills one, finds out whether the hunk was there before, and hands it to
 * whichever thread is free; finished slots are written in the order of their hunks by the caller, when it needs room.
 */
#include "chd/write.h"

#include "base/digest.h"
#include "base/fail.h"
#include "base/zeros.h"
#include "chd/map_encode.h"
#include "chd/pool.h"
#include "chd/seen.h"

#include <stdlib.h>
#include <string.h>

#define BUFFER_BYTES (256 * 1024)
#define HEADER_END   RBK_CHD_HEADER_BYTES
#define NOT_YET      UINT32_MAX

struct rbk_chd_writer {
    rbk_chd_write_options options;
    rbk_chd_pool *pool; /* NULL: nothing is compressed */
    rbk_chd_seen *seen; /* the same */
    rbk_digest *digest; /* of all frames */
    rbk_chd_hunk *map;
    uint32_t hunk_count;
    uint32_t begun;   /* hunks that a frame of has come */
    uint32_t written; /* hunks */
    uint32_t zeros;   /* the first hunk of zeros; NOT_YET: none has come */
    uint64_t frames;  /* that have come */
    unsigned in_hunk; /* frames of the hunk that is being filled, */
    unsigned audio;   /* of which so many are audio */
    uint8_t *hunk;    /* where it is filled */
    uint8_t *plain;   /* the same where nothing is compressed */
    uint8_t *buffer;  /* what is to be written at `offset` */
    size_t buffered;
    int64_t offset;
};

/* ------------------------------------------------------------------ bytes of the file */

static void put(uint8_t *bytes, int count, uint64_t value)
{
    for (int i = 0; i < count; i++)
        bytes[i] = (uint8_t)(value >> 8 * (count - 1 - i));
}

static rbk_status flush(rbk_chd_writer *w, rbk_error *error)
{
    rbk_status status =
        w->buffered > 0 ? w->options.write(w->options.user, w->offset, w->buffer, w->buffered, error) : RBK_OK;
    w->offset += (int64_t)w->buffered;
    w->buffered = 0;
    return status;
}

static rbk_status append(rbk_chd_writer *w, const void *bytes, size_t size, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (const uint8_t *at = bytes; size > 0 && status == RBK_OK;) {
        size_t room = BUFFER_BYTES - w->buffered, now = size < room ? size : room;
        memcpy(w->buffer + w->buffered, at, now);
        w->buffered += now;
        at += now;
        size -= now;
        if (w->buffered == BUFFER_BYTES)
            status = flush(w, error);
    }
    return status;
}

static int64_t position(const rbk_chd_writer *w)
{
    return w->offset + (int64_t)w->buffered;
}

static rbk_status append_metadata(rbk_chd_writer *w, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < w->options.entry_count && status == RBK_OK; i++) {
        const rbk_chd_metadata *entry = &w->options.entries[i];
        uint8_t head[RBK_CHD_METADATA_HEAD];
        int64_t next = position(w) + RBK_CHD_METADATA_HEAD + entry->size;
        put(head, 4, entry->tag);
        head[4] = entry->flags;
        put(head + 5, 3, entry->size);
        put(head + 8, 8, i + 1 < w->options.entry_count ? (uint64_t)next : 0);
        status = append(w, head, sizeof head, error);
        if (status == RBK_OK)
            status = append(w, entry->data, entry->size, error);
    }
    return status;
}

/* ------------------------------------------------------------------ begin and end */

static int64_t metadata_offset(const rbk_chd_writer *w)
{
    return w->options.effort == RBK_CHD_EFFORT_NONE ? HEADER_END + (int64_t)w->hunk_count * 4 : HEADER_END;
}

/* Where nothing is compressed hunks begin at multiples of their size. */
static int64_t first_hunk_offset(const rbk_chd_writer *w)
{
    int64_t end = metadata_offset(w);
    for (size_t i = 0; i < w->options.entry_count; i++)
        end += RBK_CHD_METADATA_HEAD + (int64_t)w->options.entries[i].size;
    return w->options.effort == RBK_CHD_EFFORT_NONE
               ? (end + RBK_CHD_HUNK_BYTES - 1) / RBK_CHD_HUNK_BYTES * RBK_CHD_HUNK_BYTES
               : end;
}

static rbk_status make_parts(rbk_chd_writer *w, rbk_error *error)
{
    const bool compressed = w->options.effort != RBK_CHD_EFFORT_NONE;
    w->map = calloc((size_t)w->hunk_count + 1, sizeof *w->map);
    w->buffer = malloc(BUFFER_BYTES);
    w->digest = rbk_digest_new(RBK_DIGEST_SHA1);
    w->plain = compressed ? NULL : malloc(RBK_CHD_HUNK_BYTES);
    w->seen = compressed ? rbk_chd_seen_new(w->hunk_count) : NULL;
    if (!w->map || !w->buffer || !w->digest || (compressed ? !w->seen : !w->plain))
        return rbk_fail_memory(error);
    return compressed ? rbk_chd_pool_new(w->options.effort, w->options.threads, &w->pool, error) : RBK_OK;
}

rbk_status rbk_chd_writer_new(const rbk_chd_write_options *options, rbk_chd_writer **writer, rbk_error *error)
{
    uint64_t hunks = (options->frames + RBK_CHD_HUNK_FRAMES - 1) / RBK_CHD_HUNK_FRAMES;
    for (size_t i = 0; i < options->entry_count; i++)
        if (options->entries[i].size >= 1u << 24)
            return rbk_fail(error, RBK_UNSUPPORTED, "a metadata entry of a CHD has at most %u bytes, found %u",
                            (1u << 24) - 1, (unsigned)options->entries[i].size);
    if (hunks == 0 || hunks >= 1u << RBK_CHD_FIELD_BITS_MAX)
        return rbk_fail(error, RBK_UNSUPPORTED, "a CHD cannot have %llu frame%s", (unsigned long long)options->frames,
                        RBK_PLURAL(options->frames, "", "s"));
    rbk_chd_writer *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->options = *options;
    made->hunk_count = (uint32_t)hunks;
    made->zeros = NOT_YET;
    rbk_status status = make_parts(made, error);
    made->offset = metadata_offset(made);
    if (status == RBK_OK)
        status = append_metadata(made, error);
    if (status == RBK_OK)
        status = flush(made, error);
    if (status != RBK_OK) {
        rbk_chd_writer_free(made);
        return status;
    }
    made->offset = first_hunk_offset(made);
    *writer = made;
    return RBK_OK;
}

void rbk_chd_writer_free(rbk_chd_writer *writer)
{
    if (!writer)
        return;
    rbk_chd_pool_free(writer->pool);
    rbk_chd_seen_free(writer->seen);
    rbk_digest_free(writer->digest);
    free(writer->map);
    free(writer->plain);
    free(writer->buffer);
    free(writer);
}

/* ------------------------------------------------------------------ hunks */

/* Writes the hunk that is next in the file, and waits for it where it is not finished. */
static rbk_status write_next(rbk_chd_writer *w, rbk_error *error)
{
    rbk_chd_hunk *hunk = &w->map[w->written++];
    const uint8_t *bytes = rbk_chd_pool_take(w->pool, hunk);
    if (!bytes)
        return rbk_fail_memory(error);
    if (hunk->kind == RBK_CHD_SELF)
        return RBK_OK;
    hunk->offset = (uint64_t)position(w);
    return append(w, bytes, hunk->length, error);
}

static rbk_status end_plain_hunk(rbk_chd_writer *w, rbk_error *error)
{
    rbk_chd_hunk *hunk = &w->map[w->written++];
    *hunk = (rbk_chd_hunk){.kind = RBK_CHD_ZEROS};
    if (rbk_all_zero(w->hunk, RBK_CHD_HUNK_BYTES))
        return RBK_OK;
    *hunk = (rbk_chd_hunk){.kind = RBK_CHD_PLAIN, .length = RBK_CHD_HUNK_BYTES, .offset = (uint64_t)position(w)};
    return append(w, w->hunk, RBK_CHD_HUNK_BYTES, error);
}

/* The hunk is whole. One of zeros, as those of a GD-ROM's gap of 45,000 sectors, has its sums computed once. */
static rbk_status end_hunk(rbk_chd_writer *w, rbk_error *error)
{
    const uint32_t number = w->begun - 1;
    w->in_hunk = 0;
    if (!w->pool)
        return end_plain_hunk(w, error);
    const bool zeros = rbk_all_zero(w->hunk, RBK_CHD_HUNK_BYTES);
    const bool again = zeros && w->zeros != NOT_YET;
    rbk_chd_hunk hunk = {.kind = RBK_CHD_PLAIN, .crc = again ? 0 : rbk_chd_crc16(w->hunk, RBK_CHD_HUNK_BYTES)};
    const uint32_t same = again ? w->zeros : rbk_chd_seen_find(w->seen, w->hunk, hunk.crc, number);
    if (zeros)
        w->zeros = same;
    if (same < number)
        hunk = (rbk_chd_hunk){.kind = RBK_CHD_SELF, .offset = same};
    rbk_chd_pool_give(w->pool, &hunk, w->audio);
    return RBK_OK;
}

static rbk_status begin_hunk(rbk_chd_writer *w, rbk_error *error)
{
    rbk_status status = RBK_OK;
    while (w->pool && rbk_chd_pool_is_full(w->pool) && status == RBK_OK)
        status = write_next(w, error);
    w->hunk = w->pool ? rbk_chd_pool_room(w->pool) : w->plain;
    w->begun++;
    w->audio = 0;
    return status;
}

static rbk_status add(rbk_chd_writer *w, const uint8_t *frame, bool audio, rbk_error *error)
{
    rbk_status status = w->in_hunk == 0 ? begin_hunk(w, error) : RBK_OK;
    if (status != RBK_OK)
        return status;
    uint8_t *to = w->hunk + (size_t)w->in_hunk++ * RBK_CHD_FRAME_BYTES;
    if (frame)
        memcpy(to, frame, RBK_CHD_FRAME_BYTES);
    else
        memset(to, 0, RBK_CHD_FRAME_BYTES);
    w->audio += audio;
    return w->in_hunk == RBK_CHD_HUNK_FRAMES ? end_hunk(w, error) : RBK_OK;
}

rbk_status rbk_chd_writer_add(rbk_chd_writer *writer, const uint8_t *frame, bool audio, rbk_error *error)
{
    if (writer->frames >= writer->options.frames)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected %llu frame%s, found more",
                        (unsigned long long)writer->options.frames, RBK_PLURAL(writer->options.frames, "", "s"));
    writer->frames++;
    if (writer->pool) /* no file that is not compressed has the digest */
        rbk_digest_update(writer->digest, frame, RBK_CHD_FRAME_BYTES);
    return add(writer, frame, audio, error);
}

/* ------------------------------------------------------------------ the end */

/* What fills the last hunk is zeros, which no digest counts. */
static rbk_status drain(rbk_chd_writer *w, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (bool audio = w->audio * 2 > w->in_hunk; w->in_hunk > 0 && status == RBK_OK;)
        status = add(w, NULL, audio, error);
    while (w->pool && w->written < w->begun && status == RBK_OK)
        status = write_next(w, error);
    return status;
}

static rbk_status write_map(rbk_chd_writer *w, rbk_chd_header *header, rbk_error *error)
{
    uint8_t *bytes = NULL;
    size_t size = (size_t)w->hunk_count * 4;
    if (w->pool) {
        header->map_offset = (uint64_t)position(w);
        rbk_status status = rbk_chd_map_encode(w->map, w->hunk_count, &bytes, &size, error);
        if (status == RBK_OK)
            status = append(w, bytes, size, error);
        free(bytes);
        return status == RBK_OK ? flush(w, error) : status;
    }
    bytes = malloc(size);
    if (!bytes)
        return rbk_fail_memory(error);
    for (size_t i = 0; i < w->hunk_count; i++)
        put(bytes + 4 * i, 4, w->map[i].offset / RBK_CHD_HUNK_BYTES);
    header->map_offset = HEADER_END;
    rbk_status status = w->options.write(w->options.user, HEADER_END, bytes, size, error);
    free(bytes);
    return status;
}

static rbk_status write_header(const rbk_chd_writer *w, const rbk_chd_header *header, rbk_error *error)
{
    uint8_t bytes[RBK_CHD_HEADER_BYTES] = RBK_CHD_MAGIC;
    put(bytes + 8, 4, RBK_CHD_HEADER_BYTES);
    put(bytes + 12, 4, RBK_CHD_VERSION);
    for (size_t i = 0; i < RBK_CHD_SLOTS; i++)
        put(bytes + 16 + 4 * i, 4, header->codecs[i]);
    put(bytes + 32, 8, header->logical_bytes);
    put(bytes + 40, 8, header->map_offset);
    put(bytes + 48, 8, header->metadata_offset);
    put(bytes + 56, 4, header->hunk_bytes);
    put(bytes + 60, 4, header->unit_bytes);
    memcpy(bytes + 64, header->raw_sha1, RBK_CHD_SHA1_BYTES);
    memcpy(bytes + 84, header->sha1, RBK_CHD_SHA1_BYTES);
    return w->options.write(w->options.user, 0, bytes, sizeof bytes, error);
}

rbk_status rbk_chd_writer_finish(rbk_chd_writer *writer, int64_t *bytes, rbk_error *error)
{
    rbk_chd_header header = {.logical_bytes = writer->options.frames * RBK_CHD_FRAME_BYTES,
                             .hunk_bytes = RBK_CHD_HUNK_BYTES,
                             .unit_bytes = RBK_CHD_FRAME_BYTES,
                             .metadata_offset =
                                 writer->options.entry_count > 0 ? (uint64_t)metadata_offset(writer) : 0};
    if (writer->frames != writer->options.frames)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected %llu frame%s, found %llu",
                        (unsigned long long)writer->options.frames, RBK_PLURAL(writer->options.frames, "", "s"),
                        (unsigned long long)writer->frames);
    rbk_status status = drain(writer, error);
    if (status == RBK_OK)
        status = flush(writer, error);
    *bytes = position(writer);
    if (status == RBK_OK)
        status = write_map(writer, &header, error);
    if (writer->pool) {
        *bytes = position(writer);
        memcpy(header.codecs, rbk_chd_written_codecs, sizeof header.codecs);
        rbk_digest_value(writer->digest, header.raw_sha1);
        if (status == RBK_OK)
            status = rbk_chd_overall_sha1(header.raw_sha1, writer->options.entries, writer->options.entry_count,
                                          header.sha1, error);
    }
    return status == RBK_OK ? write_header(writer, &header, error) : status;
}
