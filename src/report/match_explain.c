/*
 * Why a track is not the file of a .dat: a bounded number of reasons, each confirmed by the sums of the file.
 *
 * The file is searched for around the start of the track, sample by sample, by its CRC-32 (base/crc32_window.h): that
 * finds what a drive's read offset shifted and a pregap that is in the file of another track. What is outside the session
 * is zeros, as readers that overread deliver it.
 */
#include "base/ascii.h"
#include "base/crc32.h"
#include "base/crc32_window.h"
#include "base/digest.h"
#include "base/fail.h"

#include <redbook/match.h>

#include <stdlib.h>
#include <string.h>

#define BLOCK_SECTORS 64
#define BLOCK_BYTES   ((size_t)BLOCK_SECTORS * RBK_SECTOR_BYTES)
#define CONFIRMED_MAX 8 /* places with the right CRC whose other sums are computed: those nearest to the track */

/* The bytes of a session, from lba 0 of the disc on. */
typedef struct search {
    rbk_image *image;
    int32_t begin_lba; /* of the session */
    int32_t end_lba;
    int64_t start; /* the track's first byte and its length */
    int64_t length;
    const rbk_dat_file *file;
    bool swapped;
    uint8_t *sectors;             /* BLOCK_SECTORS and one more */
    int64_t found[CONFIRMED_MAX]; /* shifts with the right CRC, the least first */
    size_t found_count;
    rbk_explanation *explanation;
    rbk_error *error;
} search;

/* ------------------------------------------------------------------ bytes */

static void swap_samples(uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i + 1 < size; i += 2) {
        uint8_t first = bytes[i];
        bytes[i] = bytes[i + 1];
        bytes[i + 1] = first;
    }
}

/* Up to BLOCK_BYTES from any byte, which may be outside the session. */
static rbk_status read_bytes(const search *s, int64_t at, size_t size, uint8_t *to)
{
    const int64_t begin = (int64_t)s->begin_lba * RBK_SECTOR_BYTES, end = (int64_t)s->end_lba * RBK_SECTOR_BYTES;
    const int64_t from = at > begin ? at : begin;
    const int64_t stop = at + (int64_t)size < end ? at + (int64_t)size : end;
    memset(to, 0, size);
    if (from >= stop)
        return RBK_OK;
    const int32_t lba = (int32_t)(from / RBK_SECTOR_BYTES);
    const uint32_t count = (uint32_t)((stop + RBK_SECTOR_BYTES - 1) / RBK_SECTOR_BYTES - lba);
    rbk_status status = rbk_image_read_sectors(s->image, lba, count, s->sectors, s->error);
    if (status != RBK_OK)
        return status;
    memcpy(to + (from - at), s->sectors + (from - (int64_t)lba * RBK_SECTOR_BYTES), (size_t)(stop - from));
    if (s->swapped)
        swap_samples(to, size);
    return RBK_OK;
}

/* ------------------------------------------------------------------ sums */

/* The sums of what is compared with the file. */
typedef struct window_sums {
    rbk_digest *digest; /* NULL: the file has no other sum than a CRC */
    rbk_digest_kind kind;
    uint32_t crc32;
} window_sums;

static rbk_status sums_init(window_sums *sums, const rbk_dat_file *file, rbk_error *error)
{
    *sums = (struct window_sums){.kind = file->sha1[0] ? RBK_DIGEST_SHA1 : RBK_DIGEST_MD5};
    if (!file->sha1[0] && !file->md5[0])
        return RBK_OK;
    sums->digest = rbk_digest_new(sums->kind);
    return sums->digest ? RBK_OK : rbk_fail_memory(error);
}

static void sums_update(window_sums *sums, const void *bytes, size_t size)
{
    sums->crc32 = rbk_crc32(sums->crc32, bytes, size);
    if (sums->digest)
        rbk_digest_update(sums->digest, bytes, size);
}

static bool sums_are(const window_sums *sums, const rbk_dat_file *file)
{
    uint8_t value[RBK_DIGEST_BYTES_MAX];
    char text[RBK_SUM_BYTES];
    if (file->has_crc32 && file->crc32 != sums->crc32)
        return false;
    if (!sums->digest)
        return file->has_crc32;
    rbk_digest_value(sums->digest, value);
    rbk_ascii_hex(value, rbk_digest_bytes(sums->kind), text);
    return strcmp(text, sums->kind == RBK_DIGEST_SHA1 ? file->sha1 : file->md5) == 0;
}

static void update_zeros(window_sums *sums, int64_t bytes)
{
    static const uint8_t zeros[RBK_SECTOR_BYTES];
    for (; bytes > 0; bytes -= RBK_SECTOR_BYTES)
        sums_update(sums, zeros, bytes < RBK_SECTOR_BYTES ? (size_t)bytes : RBK_SECTOR_BYTES);
}

static rbk_status update_range(const search *s, window_sums *sums, int64_t at, int64_t bytes)
{
    rbk_status status = RBK_OK;
    uint8_t *block = malloc(BLOCK_BYTES);
    if (!block)
        return rbk_fail_memory(s->error);
    while (bytes > 0 && status == RBK_OK) {
        const size_t now = bytes < (int64_t)BLOCK_BYTES ? (size_t)bytes : BLOCK_BYTES;
        status = read_bytes(s, at, now, block);
        if (status == RBK_OK)
            sums_update(sums, block, now);
        at += (int64_t)now;
        bytes -= (int64_t)now;
    }
    free(block);
    return status;
}

/* Are these bytes, between zeros, those of the file? */
static rbk_status try_range(search *s, int64_t zeros_before, int64_t at, int64_t bytes, int64_t zeros_after, bool *same)
{
    window_sums sums;
    rbk_status status = sums_init(&sums, s->file, s->error);
    if (status != RBK_OK)
        return status;
    update_zeros(&sums, zeros_before);
    status = update_range(s, &sums, at, bytes);
    update_zeros(&sums, zeros_after);
    *same = status == RBK_OK && sums_are(&sums, s->file);
    rbk_digest_free(sums.digest);
    return status;
}

/* ------------------------------------------------------------------ reasons */

static void explain(search *s, rbk_track_difference difference, int64_t bytes)
{
    *s->explanation = (rbk_explanation){difference, bytes / RBK_SAMPLE_BYTES, s->swapped};
}

static bool is_explained(const search *s)
{
    return s->explanation->difference != RBK_TRACK_UNEXPLAINED;
}

static rbk_status try_shift(search *s, int64_t shift)
{
    bool same = false;
    if (shift == 0 && !s->swapped && s->file->bytes == s->length) /* that is what it differs in */
        return RBK_OK;
    rbk_status status = try_range(s, 0, s->start + shift, s->file->bytes, 0, &same);
    if (same)
        explain(s, RBK_TRACK_SHIFTED, shift);
    return status;
}

/* Without a CRC: the shifts that a pregap of two seconds makes, and a difference in length. */
static rbk_status try_few_shifts(search *s)
{
    const int64_t pregap = (int64_t)RBK_PREGAP_SECTORS * RBK_SECTOR_BYTES, longer = s->length - s->file->bytes;
    const int64_t shifts[] = {0, pregap, -pregap, longer};
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < sizeof shifts / sizeof shifts[0] && status == RBK_OK && !is_explained(s); i++)
        status = try_shift(s, shifts[i]);
    return status;
}

static int64_t distance(int64_t shift)
{
    return shift < 0 ? -shift : shift;
}

/* Of many places, as in silence, the nearest are kept. */
static void keep_found(search *s, int64_t shift)
{
    size_t at = s->found_count;
    while (at > 0 && distance(s->found[at - 1]) > distance(shift))
        at--;
    if (at == CONFIRMED_MAX)
        return;
    if (s->found_count < CONFIRMED_MAX)
        s->found_count++;
    memmove(&s->found[at + 1], &s->found[at], (s->found_count - at - 1) * sizeof *s->found);
    s->found[at] = shift;
}

/* Moves the window through blocks of what leaves it and of what enters it. */
static rbk_status slide(search *s, rbk_crc32_window *window, int64_t first, int64_t steps)
{
    uint8_t *blocks = malloc(2 * BLOCK_BYTES), *leaving = blocks, *entering = blocks ? blocks + BLOCK_BYTES : NULL;
    rbk_status status = blocks ? RBK_OK : rbk_fail_memory(s->error);
    size_t used = BLOCK_BYTES;
    for (int64_t step = 0; step <= steps && status == RBK_OK; step++, used += RBK_CRC32_STEP_BYTES) {
        const int64_t at = first + step * RBK_CRC32_STEP_BYTES;
        if (rbk_crc32_window_value(window) == s->file->crc32)
            keep_found(s, at - s->start);
        if (used == BLOCK_BYTES) {
            used = 0;
            status = read_bytes(s, at, BLOCK_BYTES, leaving);
            if (status == RBK_OK)
                status = read_bytes(s, at + s->file->bytes, BLOCK_BYTES, entering);
        }
        if (status == RBK_OK)
            rbk_crc32_window_move(window, leaving + used, entering + used);
    }
    free(blocks);
    return status;
}

static rbk_status try_shifts(search *s)
{
    const int64_t reach = (int64_t)RBK_EXPLAIN_REACH_SECTORS * RBK_SECTOR_BYTES, first = s->start - reach;
    const rbk_dat_file any = {.bytes = s->file->bytes};
    rbk_crc32_window window;
    window_sums sums;
    if (!s->file->has_crc32)
        return try_few_shifts(s);
    rbk_status status = sums_init(&sums, &any, s->error);
    if (status == RBK_OK)
        status = update_range(s, &sums, first, s->file->bytes);
    if (status != RBK_OK)
        return status;
    rbk_crc32_window_init(&window, (uint64_t)s->file->bytes, sums.crc32);
    s->found_count = 0;
    status = slide(s, &window, first, 2 * reach / RBK_CRC32_STEP_BYTES);
    for (size_t i = 0; i < s->found_count && status == RBK_OK && !is_explained(s); i++)
        status = try_shift(s, s->found[i]);
    return status;
}

static rbk_status try_zeros(search *s)
{
    const int64_t missing = s->file->bytes - s->length;
    bool same = false;
    rbk_status status = RBK_OK;
    if (missing <= 0 || missing > (int64_t)RBK_EXPLAIN_REACH_SECTORS * RBK_SECTOR_BYTES ||
        missing % RBK_SAMPLE_BYTES != 0)
        return RBK_OK;
    status = try_range(s, missing, s->start, s->length, 0, &same);
    if (same)
        explain(s, RBK_TRACK_NO_PREGAP, missing);
    if (status == RBK_OK && !same)
        status = try_range(s, 0, s->start, s->length, missing, &same);
    if (same && !is_explained(s))
        explain(s, RBK_TRACK_CUT, missing);
    return status;
}

/* ------------------------------------------------------------------ the whole */

static rbk_status try_all(search *s, bool audio)
{
    rbk_status status = RBK_OK;
    for (int swapped = 0; swapped <= (int)audio && status == RBK_OK && !is_explained(s); swapped++) {
        s->swapped = swapped != 0;
        status = try_zeros(s);
        if (status == RBK_OK && !is_explained(s))
            status = try_shifts(s);
    }
    return status;
}

rbk_status rbk_match_explain(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image, size_t track,
                             const rbk_dat_file *file, rbk_explanation *explanation, rbk_error *error)
{
    if (!disc || !layout || !image || !file || !explanation)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (track >= disc->track_count || layout->track_count != disc->track_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a track of the disc with its own layout");
    const rbk_layout_track *laid = &layout->tracks[track];
    const rbk_layout_session *session = rbk_layout_session_of(layout, track);
    rbk_explanation found = {.difference = RBK_TRACK_UNEXPLAINED};
    search s = {.image = image,
                .begin_lba = session->start_lba,
                .end_lba = session->lead_out_lba,
                .start = (int64_t)laid->start_lba * RBK_SECTOR_BYTES,
                .length = (int64_t)(laid->end_lba - laid->start_lba) * RBK_SECTOR_BYTES,
                .file = file,
                .explanation = &found,
                .error = error};
    if (file->bytes <= 0 || file->bytes > (int64_t)RBK_PROGRAM_SECTORS_MAX * RBK_SECTOR_BYTES ||
        (!file->has_crc32 && !file->md5[0] && !file->sha1[0])) {
        *explanation = found;
        return RBK_OK;
    }
    s.sectors = malloc(BLOCK_BYTES + 2 * RBK_SECTOR_BYTES);
    if (!s.sectors)
        return rbk_fail_memory(error);
    rbk_status status = try_all(&s, rbk_track_mode_is_audio(disc->tracks[track].mode));
    free(s.sectors);
    if (status == RBK_OK)
        *explanation = found;
    return status;
}
