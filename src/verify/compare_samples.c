/*
 * Compares samples and data of two images: parts of both are read, at the same time, and compared as memory; only parts
 * that differ are compared sample by sample.
 *
 * Offset. Discs read by different drives have the same audio some samples earlier or later. At several positions among
 * the blocks that differ, a loud window of the first disc is compared with the second one at every distance; the
 * distance with the least sum of differences is a candidate if it fits well. The most frequent candidates are tried on
 * the whole disc, and the one with the fewest remaining differences is reported.
 */
#include "base/fail.h"
#include "verify/compare.h"
#include "verify/read_ahead.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SECTORS    446 /* about 1 MiB */
#define PART_SECTORS     112 /* of a block: those of a disc stay in a processor's own cache */
#define BLOCK_SAMPLES    ((int64_t)BLOCK_SECTORS * RBK_SECTOR_SAMPLES)
#define BLOCK_BYTES      ((size_t)BLOCK_SECTORS * RBK_SECTOR_BYTES)
#define PLACES_KEPT      64 /* blocks that differ, thinned out when there are more */
#define PLACES_SEARCHED  8
#define CANDIDATES_TRIED 3
#define WINDOW_SAMPLES   2048
#define REACH_SAMPLES    (2 * RBK_COMPARE_OFFSET_MAX + WINDOW_SAMPLES)
#define ABANDON_VALUES   256 /* how often a sum is compared with the best one */

typedef struct place {
    int32_t lba;
    uint32_t sectors;
} place;

typedef struct candidate {
    int64_t offset;
    unsigned votes;
} candidate;

typedef struct work {
    const rbk_compared *first;
    const rbk_compared *second;
    rbk_image *first_image;
    rbk_image *second_image;
    const rbk_listener *listener;
    rbk_comparison *comparison;
    int32_t end_lba;      /* of the shorter disc */
    uint8_t *first_bytes; /* a block each, while an offset is searched for */
    uint8_t *second_bytes;
    uint64_t passes; /* number of passes that are done */
    place places[PLACES_KEPT];
    size_t place_count;
    size_t blocks_differing;
    size_t stride; /* one in so many of the differing blocks is kept */
} work;

static rbk_status report_progress(const work *w, int32_t done_lba, rbk_error *error)
{
    const rbk_listener *listener = w->listener;
    if (listener && listener->query_cancel && listener->query_cancel(listener->user))
        return rbk_fail(error, RBK_USERABORT, "cancelled");
    if (listener && listener->add_progress)
        listener->add_progress(listener->user, w->passes * (uint64_t)w->end_lba + (uint64_t)done_lba,
                               (w->passes + 1) * (uint64_t)w->end_lba);
    return RBK_OK;
}

/* ------------------------------------------------------------------ where a block differs */

static int64_t count_samples(const uint8_t *first, const uint8_t *second, size_t count)
{
    int64_t differing = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t a, b;
        memcpy(&a, first + i * RBK_SAMPLE_BYTES, sizeof a);
        memcpy(&b, second + i * RBK_SAMPLE_BYTES, sizeof b);
        differing += a != b;
    }
    return differing;
}

/* Samples that differ and would not with the bytes of their values in the other order. */
static int64_t count_swapped(const uint8_t *first, const uint8_t *second, size_t count)
{
    int64_t swapped = 0;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *a = first + i * RBK_SAMPLE_BYTES, *b = second + i * RBK_SAMPLE_BYTES;
        swapped += a[0] == b[1] && a[1] == b[0] && a[2] == b[3] && a[3] == b[2] && (a[0] != a[1] || a[2] != a[3]);
    }
    return swapped;
}

/* Position of the first byte that differs; there is one. */
static size_t first_byte(const uint8_t *first, const uint8_t *second)
{
    size_t i = 0;
    while (first[i] == second[i])
        i++;
    return i;
}

static int value_at(const uint8_t *bytes)
{
    return (int16_t)(uint16_t)(bytes[0] | bytes[1] << 8);
}

static void print_sample(char value[RBK_DIFFERENCE_VALUE_BYTES], const uint8_t *bytes)
{
    snprintf(value, RBK_DIFFERENCE_VALUE_BYTES, "%d %d", value_at(bytes), value_at(bytes + 2));
}

static void note_sector(work *w, const rbk_track *track, int32_t lba, const uint8_t *first, const uint8_t *second)
{
    bool audio = rbk_track_mode_is_audio(track->mode);
    int64_t count = audio ? count_samples(first, second, RBK_SECTOR_SAMPLES) : 1;
    if (audio)
        w->comparison->swapped_samples += count_swapped(first, second, RBK_SECTOR_SAMPLES);
    rbk_difference *difference =
        rbk_difference_note(w->comparison, audio ? RBK_DIFFERENCE_SAMPLES : RBK_DIFFERENCE_DATA, track, lba, count);
    if (!difference)
        return;
    size_t byte = first_byte(first, second);
    if (audio) {
        size_t sample = byte / RBK_SAMPLE_BYTES;
        difference->sample = (int64_t)lba * RBK_SECTOR_SAMPLES + (int64_t)sample;
        print_sample(difference->first, first + sample * RBK_SAMPLE_BYTES);
        print_sample(difference->second, second + sample * RBK_SAMPLE_BYTES);
    } else {
        difference->sample = (int64_t)byte;
        snprintf(difference->first, sizeof difference->first, "%02x", (unsigned)first[byte]);
        snprintf(difference->second, sizeof difference->second, "%02x", (unsigned)second[byte]);
    }
}

/* Keeps the places evenly over all that differ, however many will come. */
static void keep_place(work *w, int32_t lba, uint32_t sectors)
{
    if (w->blocks_differing++ % w->stride != 0)
        return;
    if (w->place_count == PLACES_KEPT) {
        for (size_t i = 0; i < PLACES_KEPT / 2; i++)
            w->places[i] = w->places[2 * i];
        w->place_count = PLACES_KEPT / 2;
        w->stride *= 2;
    }
    w->places[w->place_count++] = (place){lba, sectors};
}

/* Addresses around an lba at which both discs have sectors, without a break; with one session all that both have. */
typedef struct shared_segment {
    int32_t begin_lba;
    int32_t end_lba; /* not after begin_lba: there are none */
} shared_segment;

static shared_segment shared_at(const work *w, int32_t lba)
{
    const rbk_layout_session *a = rbk_layout_session_at(w->first->layout, lba);
    const rbk_layout_session *b = rbk_layout_session_at(w->second->layout, lba);
    if (!a || !b)
        return (shared_segment){lba, lba};
    return (shared_segment){a->start_lba > b->start_lba ? a->start_lba : b->start_lba,
                            a->lead_out_lba < b->lead_out_lba ? a->lead_out_lba : b->lead_out_lba};
}

/* The first sector of the second disc after a place where it has none. */
static int32_t next_start(const work *w, int32_t lba)
{
    const rbk_layout *layout = w->second->layout;
    int32_t start_lba = w->end_lba;
    for (size_t s = layout->session_count; s-- > 0 && layout->sessions[s].start_lba > lba;)
        start_lba = layout->sessions[s].start_lba;
    return start_lba;
}

/* Sectors of both discs that are compared at once. */
typedef struct part {
    size_t track; /* of the first disc */
    int32_t lba;
    uint32_t sectors;
    int32_t block_lba; /* the block that it is of */
    bool ends_block;
} part;

/* The position of the next part: in a segment of a track that both discs have, which is divided into blocks. */
typedef struct walk {
    const work *w;
    size_t track;
    int32_t lba, begin_lba, end_lba; /* in the segment */
} walk;

static walk walk_from_start(const work *w)
{
    int32_t lba = w->first->layout->track_count > 0 ? w->first->layout->tracks[0].start_lba : 0;
    return (walk){w, 0, lba, lba, lba};
}

/* Goes to the next segment that has sectors; false after the last. */
static bool find_segment(walk *at)
{
    const rbk_layout *layout = at->w->first->layout;
    while (at->track < layout->track_count) {
        int32_t end = layout->tracks[at->track].end_lba;
        end = end < at->w->end_lba ? end : at->w->end_lba;
        if (at->lba >= end) {
            if (++at->track < layout->track_count)
                at->lba = layout->tracks[at->track].start_lba;
            continue;
        }
        shared_segment shared = shared_at(at->w, at->lba);
        at->begin_lba = at->lba;
        at->end_lba = shared.end_lba < end ? shared.end_lba : end;
        if (at->end_lba > at->lba)
            return true;
        at->lba = next_start(at->w, at->lba);
    }
    return false;
}

static bool next_part(walk *at, part *next)
{
    if (at->lba >= at->end_lba && !find_segment(at))
        return false;
    int32_t block = at->begin_lba + (at->lba - at->begin_lba) / BLOCK_SECTORS * BLOCK_SECTORS;
    int32_t block_end = at->end_lba - block < BLOCK_SECTORS ? at->end_lba : block + BLOCK_SECTORS;
    int32_t sectors = block_end - at->lba < PART_SECTORS ? block_end - at->lba : PART_SECTORS;
    *next = (part){at->track, at->lba, (uint32_t)sectors, block, at->lba + sectors == block_end};
    at->lba += sectors;
    return true;
}

static bool next_of_second(void *user, int32_t *lba, uint32_t *sectors)
{
    part next;
    if (!next_part(user, &next))
        return false;
    *lba = next.lba;
    *sectors = next.sectors;
    return true;
}

/* Both are different. */
static void note_part(work *w, const part *p, const uint8_t *first, const uint8_t *second)
{
    const rbk_track *track = &w->first->disc->tracks[p->track];
    for (uint32_t i = 0; i < p->sectors; i++, first += RBK_SECTOR_BYTES, second += RBK_SECTOR_BYTES)
        if (memcmp(first, second, RBK_SECTOR_BYTES) != 0)
            note_sector(w, track, p->lba + (int32_t)i, first, second);
}

static rbk_status compare_parts(work *w, uint8_t *first, rbk_read_ahead *ahead, rbk_error *error)
{
    walk at = walk_from_start(w);
    rbk_status status = RBK_OK;
    bool differs = false; /* the block */
    for (part p; status == RBK_OK && next_part(&at, &p);) {
        const bool audio = rbk_track_mode_is_audio(w->first->disc->tracks[p.track].mode);
        const uint8_t *second;
        status = rbk_image_read_sectors(w->first_image, p.lba, p.sectors, first, error);
        if (status == RBK_OK)
            status = rbk_read_ahead_take(ahead, &second, error);
        if (status != RBK_OK)
            return status;
        if (memcmp(first, second, (size_t)p.sectors * RBK_SECTOR_BYTES) != 0) {
            note_part(w, &p, first, second);
            differs = true;
        }
        if (audio)
            w->comparison->compared_samples += (int64_t)p.sectors * RBK_SECTOR_SAMPLES;
        if (!p.ends_block)
            continue;
        if (differs && audio)
            keep_place(w, p.block_lba, (uint32_t)(at.lba - p.block_lba));
        differs = false;
        status = report_progress(w, at.lba, error);
    }
    return status;
}

/* The second image is read by another thread, a few parts ahead. */
static rbk_status compare_sectors(work *w, rbk_error *error)
{
    walk at = walk_from_start(w);
    rbk_read_ahead *ahead = NULL;
    uint8_t *first = malloc((size_t)PART_SECTORS * RBK_SECTOR_BYTES);
    rbk_status status = first ? rbk_read_ahead_start(w->second_image, PART_SECTORS, next_of_second, &at, &ahead, error)
                              : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = compare_parts(w, first, ahead, error);
    rbk_read_ahead_stop(ahead);
    free(first);
    return status;
}

/* ------------------------------------------------------------------ candidates for an offset */

static int64_t loudness(const int16_t *values, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += abs((int)values[i]);
    return sum;
}

/* Sum of differences, or best or more as soon as it is clear that it is no less. */
static int64_t sum_of_differences(const int16_t *first, const int16_t *second, int64_t best)
{
    int64_t sum = 0;
    for (size_t from = 0; from < WINDOW_SAMPLES * RBK_CHANNELS && sum < best; from += ABANDON_VALUES) {
        int32_t batch = 0; /* 256 differences of 16 bits fit */
        for (size_t i = from; i < from + ABANDON_VALUES; i++)
            batch += abs((int)first[i] - (int)second[i]);
        sum += batch;
    }
    return sum;
}

/* The loudest window of the samples; its position. */
static size_t loudest_window(const int16_t *samples, size_t count)
{
    size_t best = 0;
    int64_t most = -1;
    for (size_t at = 0; at + WINDOW_SAMPLES <= count; at += WINDOW_SAMPLES) {
        int64_t sum = loudness(samples + at * RBK_CHANNELS, WINDOW_SAMPLES * RBK_CHANNELS);
        if (sum > most) {
            most = sum;
            best = at;
        }
    }
    return best;
}

/*
 * The distance at which the window fits best, nearest first among equals; 0 where none fits well. reach begins at
 * reach_start on the second disc's time line.
 */
static int64_t best_offset(const int16_t *window, int64_t window_start, const int16_t *reach, int64_t reach_start,
                           int64_t reach_count)
{
    int64_t best = loudness(window, WINDOW_SAMPLES * RBK_CHANNELS) / 2;
    int64_t offset = 0;
    for (int64_t step = 0; step <= 2 * (int64_t)RBK_COMPARE_OFFSET_MAX && best > 0; step++) {
        int64_t tried = step % 2 ? (step + 1) / 2 : -(step / 2);
        int64_t at = window_start + tried - reach_start;
        if (at < 0 || at + WINDOW_SAMPLES > reach_count)
            continue;
        int64_t sum = sum_of_differences(window, reach + at * RBK_CHANNELS, best);
        if (sum < best) {
            best = sum;
            offset = tried;
        }
    }
    return offset;
}

static void vote(candidate *candidates, size_t *count, int64_t offset)
{
    size_t i = 0;
    while (i < *count && candidates[i].offset != offset)
        i++;
    if (i == *count)
        candidates[(*count)++] = (candidate){offset, 0};
    candidates[i].votes++;
}

static rbk_status search_place(work *w, const place *p, int16_t *reach, candidate *candidates, size_t *count,
                               rbk_error *error)
{
    int16_t *block = (int16_t *)(void *)w->first_bytes;
    int64_t start = (int64_t)p->lba * RBK_SECTOR_SAMPLES;
    int64_t length = (int64_t)p->sectors * RBK_SECTOR_SAMPLES;
    shared_segment shared = shared_at(w, p->lba);
    int64_t begin = (int64_t)shared.begin_lba * RBK_SECTOR_SAMPLES, end = (int64_t)shared.end_lba * RBK_SECTOR_SAMPLES;
    if (length < WINDOW_SAMPLES)
        return RBK_OK;
    rbk_status status = rbk_image_read_samples(w->first_image, start, (size_t)length, block, error);
    if (status != RBK_OK)
        return status;
    int64_t window = (int64_t)loudest_window(block, (size_t)length);
    int64_t from = start + window - RBK_COMPARE_OFFSET_MAX;
    int64_t to = start + window + WINDOW_SAMPLES + RBK_COMPARE_OFFSET_MAX;
    from = from > begin ? from : begin;
    to = to < end ? to : end;
    status = rbk_image_read_samples(w->second_image, from, (size_t)(to - from), reach, error);
    if (status != RBK_OK)
        return status;
    int64_t offset = best_offset(block + window * RBK_CHANNELS, start + window, reach, from, to - from);
    if (offset != 0)
        vote(candidates, count, offset);
    return RBK_OK;
}

/* ------------------------------------------------------------------ an offset tried on the whole disc */

typedef struct trial {
    int64_t offset;
    int64_t compared;
    int64_t differing;
    int64_t limit; /* so many differences are no better than what is known: stop */
} trial;

static rbk_status try_block(work *w, trial *t, int64_t from, size_t count, rbk_error *error)
{
    int16_t *first = (int16_t *)(void *)w->first_bytes;
    int16_t *second = (int16_t *)(void *)w->second_bytes;
    rbk_status status = rbk_image_read_samples(w->first_image, from, count, first, error);
    if (status == RBK_OK)
        status = rbk_image_read_samples(w->second_image, from + t->offset, count, second, error);
    if (status != RBK_OK)
        return status;
    t->compared += (int64_t)count;
    if (memcmp(first, second, count * RBK_SAMPLE_BYTES) != 0)
        t->differing += count_samples(w->first_bytes, w->second_bytes, count);
    return report_progress(w, (int32_t)rbk_sectors_floor(from + (int64_t)count), error);
}

static rbk_status try_track(work *w, trial *t, size_t number, rbk_error *error)
{
    const rbk_layout_track *track = &w->first->layout->tracks[number];
    shared_segment shared = shared_at(w, track->start_lba);
    int64_t shared_begin = (int64_t)shared.begin_lba * RBK_SECTOR_SAMPLES;
    int64_t shared_end = (int64_t)shared.end_lba * RBK_SECTOR_SAMPLES;
    int64_t from = (int64_t)track->start_lba * RBK_SECTOR_SAMPLES;
    int64_t end = (int64_t)track->end_lba * RBK_SECTOR_SAMPLES;
    rbk_status status = RBK_OK;
    if (!rbk_track_mode_is_audio(w->first->disc->tracks[number].mode))
        return RBK_OK;
    end = end < shared_end ? end : shared_end;
    end = end + t->offset < shared_end ? end : shared_end - t->offset;
    from = from + t->offset > shared_begin ? from : shared_begin - t->offset;
    while (from < end && status == RBK_OK && t->differing < t->limit) {
        int64_t count = end - from < BLOCK_SAMPLES ? end - from : BLOCK_SAMPLES;
        status = try_block(w, t, from, (size_t)count, error);
        from += count;
    }
    return status;
}

/*
 * An offset makes an eighth of the differing samples equal at least: of a periodic audio some are equal at any offset of its
 * period, and fewer are compared.
 */
static int64_t differences_most(const rbk_comparison *comparison)
{
    const int64_t without = (int64_t)comparison->differences[RBK_DIFFERENCE_SAMPLES].count;
    return comparison->has_offset ? comparison->offset_differences : without - without / 8;
}

static rbk_status try_offset(work *w, int64_t offset, rbk_error *error)
{
    rbk_comparison *comparison = w->comparison;
    trial t = {.offset = offset, .limit = differences_most(comparison)};
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < w->first->layout->track_count && status == RBK_OK; i++)
        status = try_track(w, &t, i, error);
    w->passes++;
    if (status != RBK_OK || t.differing >= t.limit)
        return status;
    comparison->has_offset = true;
    comparison->offset_samples = offset;
    comparison->offset_compared_samples = t.compared;
    comparison->offset_differences = t.differing;
    return RBK_OK;
}

/* The candidate with most votes, taken out; nearest first among equals, as they were found. */
static int64_t take_candidate(candidate *candidates, size_t count)
{
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (candidates[i].votes > candidates[best].votes)
            best = i;
    int64_t offset = candidates[best].votes ? candidates[best].offset : 0;
    candidates[best].votes = 0;
    return offset;
}

static rbk_status find_offset(work *w, rbk_error *error)
{
    candidate candidates[PLACES_SEARCHED] = {{0, 0}};
    size_t count = 0;
    size_t searched = w->place_count < PLACES_SEARCHED ? w->place_count : PLACES_SEARCHED;
    int16_t *reach = malloc((size_t)REACH_SAMPLES * RBK_SAMPLE_BYTES);
    rbk_status status = reach ? RBK_OK : rbk_fail_memory(error);
    for (size_t i = 0; i < searched && status == RBK_OK; i++)
        status = search_place(w, &w->places[i * w->place_count / searched], reach, candidates, &count, error);
    free(reach);
    for (size_t i = 0; i < count && i < CANDIDATES_TRIED && status == RBK_OK; i++)
        status = try_offset(w, take_candidate(candidates, count), error);
    return status;
}

/* ------------------------------------------------------------------ all of it */

static rbk_status compare_images(work *w, rbk_error *error)
{
    rbk_status status = compare_sectors(w, error);
    w->passes = 1;
    if (status != RBK_OK || w->place_count == 0)
        return status;
    w->first_bytes = malloc(BLOCK_BYTES);
    w->second_bytes = malloc(BLOCK_BYTES);
    status = w->first_bytes && w->second_bytes ? find_offset(w, error) : rbk_fail_memory(error);
    free(w->first_bytes);
    free(w->second_bytes);
    return status;
}

rbk_status rbk_compare_payload(const rbk_compared *first, const rbk_compared *second, const rbk_listener *listener,
                               rbk_comparison *comparison, rbk_error *error)
{
    work w = {.first = first, .second = second, .listener = listener, .comparison = comparison, .stride = 1};
    int32_t first_end = rbk_layout_end(first->layout), second_end = rbk_layout_end(second->layout);
    w.end_lba = first_end < second_end ? first_end : second_end;
    rbk_status status = rbk_image_open(first->disc, first->layout, &w.first_image, error);
    if (status == RBK_OK)
        status = rbk_image_open(second->disc, second->layout, &w.second_image, error);
    if (status == RBK_OK)
        status = compare_images(&w, error);
    rbk_image_close(w.first_image);
    rbk_image_close(w.second_image);
    return status;
}
