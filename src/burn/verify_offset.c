/*
 * The read offset: how many samples a drive reads before or after the requested position, a constant of writing and
 * reading drive, usually some hundred samples. A loud window of the image is searched for on the disc at every
 * distance, at several positions; the distance at which most of the windows match, bit for bit, is the offset. A tone matches at
 * many, of which the start and the end of the audio show the right one.
 */
#include "base/fail.h"
#include "base/zeros.h"
#include "burn/verify.h"

#include <stdlib.h>
#include <string.h>

enum {
    PLACES = 16,
    PLACES_OF_ANOTHER = 4, /* without a match at this many, it is other audio */
    PLACE_SECTORS = 12,    /* of the image, from which the window is chosen */
    WINDOW_SAMPLES = 400,
    DISTANCES = 2 * RBK_VERIFY_OFFSET_MAX + 1,
    REACH_SECTORS = 24, /* a window and RBK_VERIFY_OFFSET_MAX in both directions, in whole sectors */
    PLACE_BYTES = PLACE_SECTORS * RBK_SECTOR_BYTES,
    SEARCHED_SECTORS = 60 * RBK_SECTORS_PER_SECOND /* for the first that is not silent, or the last */
};

/* How much a window changes: silent or constant audio matches everywhere. */
static uint64_t restlessness(const uint8_t *bytes)
{
    uint64_t sum = 0;
    for (size_t i = RBK_SAMPLE_BYTES; i < WINDOW_SAMPLES * RBK_SAMPLE_BYTES; i += 2) {
        int now = (int16_t)(uint16_t)(bytes[i] | bytes[i + 1] << 8);
        int before = (int16_t)(uint16_t)(bytes[i - 4] | bytes[i - 3] << 8);
        sum += (uint64_t)abs(now - before);
    }
    return sum;
}

/* Position of the window that changes most; false if nothing changes. */
static bool choose_window(const uint8_t *bytes, size_t samples, size_t *position)
{
    uint64_t most = 0;
    for (size_t at = 0; at + WINDOW_SAMPLES <= samples; at += WINDOW_SAMPLES / 4) {
        uint64_t sum = restlessness(bytes + at * RBK_SAMPLE_BYTES);
        if (sum > most) {
            most = sum;
            *position = at;
        }
    }
    return most > 0;
}

/* A vote for each distance at which the window matches. */
static void vote(const uint8_t *window, int64_t window_sample, const uint8_t *reach, int64_t reach_sample,
                 int64_t reach_samples, unsigned *votes)
{
    for (int64_t distance = -RBK_VERIFY_OFFSET_MAX; distance <= RBK_VERIFY_OFFSET_MAX; distance++) {
        int64_t at = window_sample + distance - reach_sample;
        if (at >= 0 && at + WINDOW_SAMPLES <= reach_samples &&
            memcmp(window, reach + at * RBK_SAMPLE_BYTES, WINDOW_SAMPLES * RBK_SAMPLE_BYTES) == 0)
            votes[distance + RBK_VERIFY_OFFSET_MAX]++;
    }
}

static rbk_status search_place(rbk_verification *v, const rbk_segment *segment, int32_t lba, uint8_t *place,
                               unsigned *votes, rbk_error *error)
{
    size_t position = 0;
    uint32_t lost = 0;
    int32_t sectors = segment->end_lba - lba < PLACE_SECTORS ? segment->end_lba - lba : PLACE_SECTORS;
    rbk_status status = rbk_burn_plan_read_audio(v->plan, v->image, lba, (uint32_t)sectors, place, error);
    if (status != RBK_OK || !choose_window(place, (size_t)sectors * RBK_SECTOR_SAMPLES, &position))
        return status;
    int64_t window = (int64_t)lba * RBK_SECTOR_SAMPLES + (int64_t)position;
    int32_t from = (int32_t)(window / RBK_SECTOR_SAMPLES) - REACH_SECTORS / 2;
    int32_t to = from + REACH_SECTORS;
    from = from > segment->first_lba ? from : segment->first_lba;
    to = to < segment->end_lba ? to : segment->end_lba;
    status = rbk_verify_read(v, from, (uint32_t)(to - from), RBK_MMC_SUB_NONE, &lost, error);
    if (status == RBK_OK && !lost)
        v->places++;
    if (status == RBK_OK && !lost)
        vote(place + position * RBK_SAMPLE_BYTES, window, v->sectors, (int64_t)from * RBK_SECTOR_SAMPLES,
             (int64_t)(to - from) * RBK_SECTOR_SAMPLES, votes);
    return status;
}

/* Distances in this order are further and further from no offset. */
static int32_t distance_of(int32_t step)
{
    return step % 2 ? (step + 1) / 2 : -(step / 2);
}

/* How many distances have most votes. Repetitive audio votes for many. */
static size_t most_votes(const unsigned *votes, unsigned *most)
{
    size_t equal = 0;
    *most = 0;
    for (size_t i = 0; i < DISTANCES; i++) {
        if (votes[i] > *most) {
            *most = votes[i];
            equal = 0;
        }
        equal += *most > 0 && votes[i] == *most;
    }
    return equal;
}

/* Adds the samples of a part of the audio that differ at each distance with most votes. */
static void add_differing(const uint8_t *image, const uint8_t *disc, const unsigned *votes, unsigned most,
                          uint32_t *differing)
{
    const int32_t samples = REACH_SECTORS * RBK_SECTOR_SAMPLES;
    for (int32_t i = 0; i < DISTANCES; i++) {
        const int32_t distance = i - RBK_VERIFY_OFFSET_MAX;
        const int32_t from = distance < 0 ? -distance : 0, to = distance > 0 ? samples - distance : samples;
        for (int32_t s = from; votes[i] == most && s < to; s++)
            differing[i] += memcmp(image + (size_t)s * RBK_SAMPLE_BYTES,
                                   disc + (size_t)(s + distance) * RBK_SAMPLE_BYTES, RBK_SAMPLE_BYTES) != 0;
    }
}

/* The first sector that is not silent, from an end of a range of audio; not far from it there may be none, and it is that end. */
static rbk_status find_loud(const rbk_verification *v, const rbk_segment *segment, bool from_end, uint8_t *sector,
                            int32_t *lba, rbk_error *error)
{
    const int32_t sectors = segment->end_lba - segment->first_lba;
    rbk_status status = RBK_OK;
    *lba = from_end ? segment->end_lba - 1 : segment->first_lba;
    for (int32_t i = 0; i < sectors && i < SEARCHED_SECTORS && status == RBK_OK; i++) {
        const int32_t at = from_end ? segment->end_lba - 1 - i : segment->first_lba + i;
        status = rbk_burn_plan_read_audio(v->plan, v->image, at, 1, sector, error);
        if (status == RBK_OK && !rbk_all_zero(sector, RBK_SECTOR_BYTES)) {
            *lba = at;
            return RBK_OK;
        }
    }
    return status;
}

/* Compares where the audio of a range starts, or where it ends, with the disc. */
static rbk_status compare_end(rbk_verification *v, const rbk_segment *segment, bool from_end, uint8_t *part,
                              const unsigned *votes, unsigned most, uint32_t *differing, rbk_error *error)
{
    int32_t lba = 0;
    uint32_t lost = 0;
    if (segment->end_lba - segment->first_lba < REACH_SECTORS)
        return RBK_OK;
    rbk_status status = find_loud(v, segment, from_end, part, &lba, error);
    lba -= REACH_SECTORS / 2;
    lba = lba > segment->first_lba ? lba : segment->first_lba;
    lba = lba < segment->end_lba - REACH_SECTORS ? lba : segment->end_lba - REACH_SECTORS;
    if (status == RBK_OK)
        status = rbk_burn_plan_read_audio(v->plan, v->image, lba, REACH_SECTORS, part, error);
    if (status == RBK_OK)
        status = rbk_verify_read(v, lba, REACH_SECTORS, RBK_MMC_SUB_NONE, &lost, error);
    if (status == RBK_OK && !lost)
        add_differing(part, v->sectors, votes, most, differing);
    return status;
}

/* Of distances with most votes that at which the audio starts and ends where it should; among equals the nearest to no offset. */
static rbk_status elect(rbk_verification *v, const unsigned *votes, rbk_error *error)
{
    unsigned most;
    uint32_t *differing = calloc(DISTANCES, sizeof *differing), fewest = UINT32_MAX;
    uint8_t *part = malloc((size_t)REACH_SECTORS * RBK_SECTOR_BYTES);
    const size_t equal = most_votes(votes, &most);
    rbk_status status = differing && part ? RBK_OK : rbk_fail_memory(error);
    for (size_t i = 0; i < 2 * v->segment_count && equal > 1 && status == RBK_OK; i++)
        if (v->segments[i / 2].audio)
            status = compare_end(v, &v->segments[i / 2], i % 2, part, votes, most, differing, error);
    for (int32_t step = 0; step < DISTANCES && status == RBK_OK && equal > 0; step++) {
        const int32_t i = distance_of(step) + RBK_VERIFY_OFFSET_MAX;
        if (votes[i] == most && differing[i] < fewest) {
            fewest = differing[i];
            v->verdict->offset_samples = distance_of(step);
        }
    }
    v->verdict->has_offset = status == RBK_OK && equal > 0;
    free(differing);
    free(part);
    return status;
}

static int64_t audio_sectors(const rbk_verification *v)
{
    int64_t sectors = 0;
    for (size_t i = 0; i < v->segment_count; i++)
        if (v->segments[i].audio)
            sectors += v->segments[i].end_lba - v->segments[i].first_lba;
    return sectors;
}

/* The audio sector with a number, counted over all ranges. */
static const rbk_segment *audio_sector(const rbk_verification *v, int64_t number, int32_t *lba)
{
    for (size_t i = 0; i < v->segment_count; i++) {
        const rbk_segment *segment = &v->segments[i];
        int64_t sectors = segment->end_lba - segment->first_lba;
        if (!segment->audio)
            continue;
        if (number < sectors) {
            *lba = segment->first_lba + (int32_t)number;
            return segment;
        }
        number -= sectors;
    }
    return NULL;
}

/* Searches for it. */
static rbk_status search_offset(rbk_verification *v, rbk_error *error)
{
    int64_t sectors = audio_sectors(v);
    unsigned *votes = calloc(DISTANCES, sizeof *votes);
    uint8_t *place = malloc(PLACE_BYTES);
    rbk_status status = votes && place ? RBK_OK : rbk_fail_memory(error);
    for (int64_t i = 0; i < PLACES && sectors > 0 && status == RBK_OK; i++) {
        int32_t lba = 0;
        const rbk_segment *segment = audio_sector(v, sectors * (2 * i + 1) / (2 * PLACES), &lba);
        status = search_place(v, segment, lba, place, votes, error);
    }
    if (status == RBK_OK)
        status = elect(v, votes, error);
    if (status == RBK_OK && !v->verdict->has_offset && v->places >= PLACES_OF_ANOTHER) {
        v->verdict->other_disc = true;
        status = rbk_verify_differs(v, "verify.disc", 0,
                                    "not the same disc: its tracks start where expected, but its audio matches "
                                    "the image at none of %u positions",
                                    v->places);
    }
    free(votes);
    free(place);
    return status;
}

rbk_status rbk_recorder_set_read_offset(rbk_recorder *recorder, int32_t offset_samples, rbk_error *error)
{
    if (!recorder)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (offset_samples < -RBK_VERIFY_OFFSET_MAX || offset_samples > RBK_VERIFY_OFFSET_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected an offset of %d to %d samples, found %d",
                        -RBK_VERIFY_OFFSET_MAX, RBK_VERIFY_OFFSET_MAX, (int)offset_samples);
    recorder->has_offset = true;
    recorder->offset_samples = offset_samples;
    return RBK_OK;
}

rbk_status rbk_verify_offset(rbk_verification *v, rbk_error *error)
{
    if (v->recorder->has_offset) {
        v->verdict->has_offset = audio_sectors(v) > 0;
        v->verdict->offset_samples = v->recorder->offset_samples;
        return RBK_OK;
    }
    return search_offset(v, error);
}
