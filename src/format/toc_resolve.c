/*
 * From START, END and INDEX to the indexes of a track. Lengths of files are unknown here: a point after a file that is
 * played to its end can only be the start of what follows, or an offset into that file.
 */
#include "format/toc_reader.h"

#include <redbook/rules.h>

typedef struct place {
    uint32_t extent;
    int64_t offset_samples;
} place;

/* The point at a distance after another; false when the track ends before or right there. */
static bool locate(const rbk_track *track, place from, int64_t distance_samples, place *found)
{
    int64_t offset = from.offset_samples + distance_samples;
    for (uint32_t e = from.extent; e < track->extent_count; e++) {
        int64_t length = track->extents[e].length_samples;
        if (length == RBK_TO_END || offset < length) {
            *found = (place){e, offset};
            return true;
        }
        offset -= length;
    }
    return false;
}

/* Samples before an extent, or RBK_TO_END when a file of unknown length is among them. */
static int64_t samples_before(const rbk_track *track, uint32_t extent)
{
    int64_t samples = 0;
    for (uint32_t e = 0; e < extent; e++) {
        if (track->extents[e].length_samples == RBK_TO_END)
            return RBK_TO_END;
        samples += track->extents[e].length_samples;
    }
    return samples;
}

/* A point without a time is at its own position, rounded up to a whole sector of the track if that is known. */
static bool locate_point(const rbk_track *track, const rbk_toc_point *point, place *found)
{
    int64_t samples = point->given ? point->sectors * RBK_SECTOR_SAMPLES : samples_before(track, point->extent);
    if (samples != RBK_TO_END)
        return locate(track, (place){0, 0}, rbk_sectors_ceil(samples) * RBK_SECTOR_SAMPLES, found);
    *found = (place){point->extent, 0};
    return point->extent < track->extent_count;
}

static bool is_after(place a, place b)
{
    return a.extent > b.extent || (a.extent == b.extent && a.offset_samples > b.offset_samples);
}

static rbk_status add_index(rbk_toc_reader *reader, const rbk_toc_token *token, place at)
{
    rbk_track *track = rbk_toc_reader_track(reader);
    uint32_t number = track->index_count ? track->indexes[track->index_count - 1].number + 1 : 1;
    if (number > RBK_INDEX_MAX)
        return rbk_toc_syntax(reader, token, "expected at most 98 increments of the index in a track, found more");
    rbk_status status = rbk_track_add_index(track, number, at.extent, at.offset_samples, reader->error);
    if (status == RBK_OK)
        track->indexes[track->index_count - 1].line = token->line;
    return status;
}

static rbk_status add_start(rbk_toc_reader *reader, place *start)
{
    rbk_track *track = rbk_toc_reader_track(reader);
    const rbk_toc_point *point = &reader->marks.start;
    *start = (place){0, 0};
    if (point->token.size > 0 && !locate_point(track, point, start))
        return rbk_toc_syntax(reader, &point->token,
                              "expected the end of the pregap before the end of the track, found it there or later");
    rbk_status status = RBK_OK;
    if (is_after(*start, (place){0, 0}))
        status = rbk_track_add_index(track, 0, 0, 0, reader->error);
    return status == RBK_OK ? add_index(reader, &point->token, *start) : status;
}

static rbk_status add_increments(rbk_toc_reader *reader, place start, place *last)
{
    const rbk_track *track = rbk_toc_reader_track(reader);
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < reader->marks.increment_count && status == RBK_OK; i++) {
        const rbk_toc_increment *increment = &reader->marks.increments[i];
        place at;
        reader->about_line = increment->token.line;
        if (!locate(track, start, increment->sectors * RBK_SECTOR_SAMPLES, &at)) {
            status = rbk_toc_report(reader, RBK_WARNING, RBK_RULE_INDEX_DROPPED,
                                    "INDEX ignored: the track ends before it or there");
            continue;
        }
        *last = at;
        status = add_index(reader, &increment->token, at);
    }
    return status;
}

/* The gap after a track gets its own index. */
static rbk_status add_end(rbk_toc_reader *reader, place last)
{
    place end;
    const rbk_toc_point *point = &reader->marks.end;
    if (point->token.size == 0)
        return RBK_OK;
    if (!locate_point(rbk_toc_reader_track(reader), point, &end))
        return rbk_toc_syntax(reader, &point->token,
                              "expected END before the end of the track, found it there or later");
    if (!is_after(end, last))
        return rbk_toc_syntax(reader, &point->token, "expected END after START and every INDEX, found it before");
    return add_index(reader, &point->token, end);
}

rbk_status rbk_toc_resolve(rbk_toc_reader *reader)
{
    place start, last;
    rbk_status status = add_start(reader, &start);
    last = start;
    if (status == RBK_OK)
        status = add_increments(reader, start, &last);
    return status == RBK_OK ? add_end(reader, last) : status;
}
