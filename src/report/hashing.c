/*
 * Checksums of tracks and of the whole image in one pass. Each kind of sum is a visitor of its own, so that they are made
 * side by side; it knows which track of the table of contents a block belongs to, and that is the track before where the
 * block stands before an index 01.
 */
#include "report/hashing.h"
#include "base/ascii.h"

#include "base/crc32.h"
#include "base/digest.h"
#include "base/fail.h"
#include "format/gdi.h"

#ifdef __SSE2__
#include <immintrin.h>
#endif

#include <stdlib.h>
#include <string.h>

#define SKIPPED_SAMPLES (5 * RBK_SECTOR_SAMPLES) /* that AccurateRip leaves out at both ends of a disc */
#define BLOCK_VALUES    ((size_t)RBK_SCAN_SECTORS_AT_ONCE * RBK_SECTOR_SAMPLES * RBK_CHANNELS)
#define NO_TRACK        SIZE_MAX

/* One digest: of the image, and anew for each track. */
typedef struct digest_work {
    const rbk_hashing *hashing;
    rbk_sum_kind kind;
    rbk_digest *image;
    rbk_digest *track;
    size_t at; /* the track it is in, NO_TRACK at first */
    rbk_hash_report *report;
} digest_work;

typedef struct crc_work {
    const rbk_hashing *hashing;
    int16_t *nonzero; /* values of a block that are not 0 */
    rbk_hash_report *report;
} crc_work;

typedef struct accuraterip_work {
    const rbk_hashing *hashing;
    rbk_hash_report *report;
} accuraterip_work;

struct rbk_hashing {
    const rbk_disc *disc;
    const rbk_layout *layout;
    unsigned wanted;
    bool by_files;
    bool by_gdi;
    size_t divided;                 /* by_gdi: the track whose pregap begins in the file before it; NO_TRACK: none */
    int32_t divided_lba;            /* end of that part */
    size_t first_audio, last_audio; /* NO_TRACK: none */
    digest_work digests[RBK_SUM_KINDS];
    crc_work crc;
    accuraterip_work accuraterip;
    rbk_hash_report report;
};

const char *rbk_sum_kind_name(rbk_sum_kind kind)
{
    static const char *const names[RBK_SUM_KINDS] = {"md5", "sha1", "sha256"};
    return (unsigned)kind < RBK_SUM_KINDS ? names[kind] : "unknown";
}

/* ------------------------------------------------------------------ which track a block belongs to */

static bool same_session(const rbk_layout *layout, size_t a, size_t b)
{
    return rbk_layout_session_of(layout, a) == rbk_layout_session_of(layout, b);
}

/* Its position, or NO_TRACK for what comes before the first index 01 of a session. */
static size_t track_of(const rbk_hashing *h, const rbk_scan_block *block)
{
    if (block->pregap && h->by_gdi)
        return block->track == h->divided && block->lba < h->divided_lba ? block->track - 1 : NO_TRACK;
    if (!block->pregap || h->by_files)
        return block->track;
    return block->track > 0 && same_session(h->layout, block->track - 1, block->track) ? block->track - 1 : NO_TRACK;
}

/* The beginning of a block that belongs to one track; then that is what is left of the block. */
static bool take_part(const rbk_hashing *h, rbk_scan_block *left, rbk_scan_block *part)
{
    if (left->count == 0)
        return false;
    *part = *left;
    if (left->pregap && h->by_gdi && left->track == h->divided && left->lba < h->divided_lba &&
        left->lba + (int32_t)left->count > h->divided_lba)
        part->count = (uint32_t)(h->divided_lba - left->lba);
    left->lba += (int32_t)part->count;
    left->count -= part->count;
    left->sectors += (size_t)part->count * RBK_SECTOR_BYTES;
    return true;
}

static void lay_tracks(rbk_hashing *h)
{
    h->first_audio = h->last_audio = NO_TRACK;
    h->report.track_count = h->disc->track_count;
    for (size_t t = 0; t < h->disc->track_count; t++) {
        rbk_track_sums *track = &h->report.tracks[t];
        bool followed = t + 1 < h->disc->track_count && same_session(h->layout, t, t + 1);
        track->number = h->disc->tracks[t].number;
        track->audio = rbk_track_mode_is_audio(h->disc->tracks[t].mode);
        track->first_lba = h->layout->tracks[t].index01_lba;
        track->end_lba =
            followed ? h->layout->tracks[t + 1].index01_lba : rbk_layout_session_of(h->layout, t)->lead_out_lba;
        if (!track->audio)
            continue;
        h->first_audio = h->first_audio == NO_TRACK ? t : h->first_audio;
        h->last_audio = t;
    }
}

void rbk_hashing_by_files(rbk_hashing *h)
{
    h->by_files = true;
    h->wanted &= ~(unsigned)RBK_HASH_ACCURATERIP;
    for (size_t t = 0; t < h->disc->track_count; t++) {
        h->report.tracks[t].first_lba = h->layout->tracks[t].start_lba;
        h->report.tracks[t].end_lba = h->layout->tracks[t].end_lba;
    }
}

/* Pregaps are in no file, but for the first part of that of the last data. */
static void by_gdi(rbk_hashing *h)
{
    rbk_hashing_by_files(h);
    h->by_gdi = true;
    h->divided = NO_TRACK;
    for (size_t t = 0; t < h->disc->track_count; t++)
        h->report.tracks[t].first_lba = h->layout->tracks[t].index01_lba;
    const size_t last = h->disc->track_count - 1;
    if (!rbk_gdi_divides_pregap(h->disc, h->layout, last))
        return;
    h->divided = last;
    h->divided_lba = h->layout->tracks[last].start_lba + RBK_GDI_AUDIO_PART_SECTORS;
    h->report.tracks[last - 1].end_lba = h->divided_lba;
}

static bool is_gd_rom(const rbk_disc *disc)
{
    return disc->session_count == 2 && disc->sessions[1].area == RBK_AREA_HIGH_DENSITY;
}

/* ------------------------------------------------------------------ MD5, SHA-1, SHA-256 */

static void format_value(const digest_work *w, const rbk_digest *digest, rbk_sums *sums)
{
    uint8_t bytes[RBK_DIGEST_BYTES_MAX];
    rbk_digest_value(digest, bytes);
    rbk_ascii_hex(bytes, rbk_digest_bytes((rbk_digest_kind)w->kind), sums->text[w->kind]);
}

static void end_track(digest_work *w)
{
    if (w->at != NO_TRACK)
        format_value(w, w->track, &w->report->tracks[w->at].sums);
    rbk_digest_restart(w->track);
}

static rbk_status visit_digest(void *user, const rbk_scan_block *block, rbk_error *error)
{
    digest_work *w = user;
    rbk_scan_block left = *block, part;
    (void)error;
    rbk_digest_update(w->image, block->sectors, (size_t)block->count * RBK_SECTOR_BYTES);
    while (take_part(w->hashing, &left, &part)) {
        size_t track = track_of(w->hashing, &part);
        if (track != w->at)
            end_track(w);
        w->at = track;
        if (track != NO_TRACK)
            rbk_digest_update(w->track, part.sectors, (size_t)part.count * RBK_SECTOR_BYTES);
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ CRC */

/* Whether one of four values is 0. */
static bool has_zero(uint64_t four)
{
    const uint64_t ones = UINT64_C(0x0001000100010001);
    return ((four - ones) & ~four & ones << 15) != 0;
}

/* The values that are not 0, as they stand on the disc; how many. Both kinds of zeros are the same in any byte order. */
static size_t pick_nonzero(const uint8_t *bytes, size_t values, int16_t *to)
{
    size_t count = 0;
    for (size_t i = 0; i < values; i += 4) { /* sectors have a multiple of four */
        uint64_t four;
        int16_t each[4];
        memcpy(&four, bytes + 2 * i, sizeof four);
        if (!has_zero(four)) {
            memcpy(to + count, &four, sizeof four);
            count += 4;
            continue;
        }
        memcpy(each, &four, sizeof each);
        for (size_t k = 0; k < 4; k++) {
            to[count] = each[k];
            count += each[k] != 0;
        }
    }
    return count;
}

static void add_crc(crc_work *w, const rbk_scan_block *block)
{
    size_t bytes = (size_t)block->count * RBK_SECTOR_BYTES, track = track_of(w->hashing, block);
    size_t nonzero = block->audio ? 2 * pick_nonzero(block->sectors, bytes / 2, w->nonzero) : 0;
    rbk_sums *sums[2] = {&w->report->image, track == NO_TRACK ? NULL : &w->report->tracks[track].sums};
    for (int i = 0; i < 2 && sums[i]; i++) {
        sums[i]->crc32 = rbk_crc32(sums[i]->crc32, block->sectors, bytes);
        sums[i]->crc32_nonzero = rbk_crc32(sums[i]->crc32_nonzero, w->nonzero, nonzero);
    }
}

static rbk_status visit_crc(void *user, const rbk_scan_block *block, rbk_error *error)
{
    crc_work *w = user;
    rbk_scan_block left = *block, part;
    (void)error;
    while (take_part(w->hashing, &left, &part))
        add_crc(w, &part);
    return RBK_OK;
}

/* ------------------------------------------------------------------ AccurateRip */

static uint32_t sample_at(const uint8_t *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* The sums of the low and of the high halves of the products of count samples and their numbers. */
static void add_products(const uint8_t *at, uint32_t number, uint32_t count, uint32_t *low, uint32_t *high)
{
    uint32_t i = 0;
#ifdef __SSE2__
    const __m128i step = _mm_set1_epi32(4);
    __m128i numbers = _mm_setr_epi32((int32_t)number, (int32_t)number + 1, (int32_t)number + 2, (int32_t)number + 3);
    __m128i sums = _mm_setzero_si128(); /* low, high, low, high */
    for (; i + 4 <= count; i += 4) {
        __m128i samples = _mm_loadu_si128((const __m128i *)(const void *)(at + (size_t)i * RBK_SAMPLE_BYTES));
        sums = _mm_add_epi32(sums, _mm_mul_epu32(samples, numbers));
        sums = _mm_add_epi32(sums, _mm_mul_epu32(_mm_srli_epi64(samples, 32), _mm_srli_epi64(numbers, 32)));
        numbers = _mm_add_epi32(numbers, step);
    }
    uint32_t lanes[4];
    _mm_storeu_si128((__m128i *)(void *)lanes, sums);
    *low += lanes[0] + lanes[2];
    *high += lanes[1] + lanes[3];
#endif
    for (; i < count; i++) {
        uint64_t product = (uint64_t)(number + i) * sample_at(at + (size_t)i * RBK_SAMPLE_BYTES);
        *low += (uint32_t)product;
        *high += (uint32_t)(product >> 32);
    }
}

/* Samples are counted from 1 in their track; those that are left out at the ends of the disc keep their numbers. */
static rbk_status visit_accuraterip(void *user, const rbk_scan_block *block, rbk_error *error)
{
    accuraterip_work *w = user;
    const rbk_hashing *h = w->hashing;
    size_t t = track_of(h, block);
    (void)error;
    if (t == NO_TRACK || !w->report->tracks[t].audio)
        return RBK_OK;
    rbk_track_sums *track = &w->report->tracks[t];
    uint32_t length = (uint32_t)(track->end_lba - track->first_lba) * RBK_SECTOR_SAMPLES;
    uint32_t first = (uint32_t)(block->lba - track->first_lba) * RBK_SECTOR_SAMPLES + 1;
    uint32_t end = first + block->count * RBK_SECTOR_SAMPLES;
    uint32_t from = t == h->first_audio && first < SKIPPED_SAMPLES ? SKIPPED_SAMPLES : first;
    uint32_t last = t == h->last_audio && length >= SKIPPED_SAMPLES ? length - SKIPPED_SAMPLES : length;
    uint32_t low = 0, high = 0;
    if (t == h->last_audio && length < SKIPPED_SAMPLES)
        return RBK_OK;
    const uint32_t stop = end <= last ? end : last + 1;
    if (from < stop)
        add_products(block->sectors + (size_t)(from - first) * RBK_SAMPLE_BYTES, from, stop - from, &low, &high);
    track->accuraterip_v1 += low;
    track->accuraterip_v2 += low + high;
    return RBK_OK;
}

/* ------------------------------------------------------------------ all of them */

static unsigned digest_bit(rbk_sum_kind kind)
{
    return 1u << kind;
}

/* The digest of the disc takes the SHA-256 of the image. */
static bool wants_digest(unsigned wanted, rbk_sum_kind kind)
{
    return wanted & digest_bit(kind) || (kind == RBK_SUM_SHA256 && wanted & RBK_HASH_DIGEST);
}

static bool allocate(rbk_hashing *h)
{
    bool all = true;
    for (int kind = 0; kind < (int)RBK_SUM_KINDS; kind++) {
        digest_work *w = &h->digests[kind];
        if (!wants_digest(h->wanted, (rbk_sum_kind)kind))
            continue;
        *w = (digest_work){.hashing = h, .kind = (rbk_sum_kind)kind, .at = NO_TRACK, .report = &h->report};
        w->image = rbk_digest_new((rbk_digest_kind)kind);
        w->track = rbk_digest_new((rbk_digest_kind)kind);
        all = all && w->image && w->track;
    }
    h->crc = (crc_work){.hashing = h, .report = &h->report};
    h->accuraterip = (accuraterip_work){h, &h->report};
    if (h->wanted & RBK_HASH_CRC32)
        all = (h->crc.nonzero = malloc(BLOCK_VALUES * sizeof *h->crc.nonzero)) && all;
    return all;
}

rbk_status rbk_hashing_new(const rbk_disc *disc, const rbk_layout *layout, unsigned wanted, rbk_hashing **hashing,
                           rbk_error *error)
{
    if (disc->track_count != layout->track_count || disc->track_count > RBK_TRACKS_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a disc of %d tracks at most with its own layout",
                        RBK_TRACKS_MAX);
    rbk_hashing *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->disc = disc;
    made->layout = layout;
    made->wanted = wanted;
    lay_tracks(made);
    if (!allocate(made)) {
        rbk_hashing_free(made);
        return rbk_fail_memory(error);
    }
    *hashing = made;
    return RBK_OK;
}

void rbk_hashing_free(rbk_hashing *hashing)
{
    if (!hashing)
        return;
    for (int kind = 0; kind < (int)RBK_SUM_KINDS; kind++) {
        rbk_digest_free(hashing->digests[kind].image);
        rbk_digest_free(hashing->digests[kind].track);
    }
    free(hashing->crc.nonzero);
    free(hashing);
}

size_t rbk_hashing_visitors(rbk_hashing *h, rbk_scan_visitor visitors[RBK_HASHING_VISITORS_MAX])
{
    size_t count = 0;
    for (int kind = 0; kind < (int)RBK_SUM_KINDS; kind++)
        if (wants_digest(h->wanted, (rbk_sum_kind)kind))
            visitors[count++] = (rbk_scan_visitor){.user = &h->digests[kind], .visit = visit_digest};
    if (h->wanted & RBK_HASH_CRC32)
        visitors[count++] = (rbk_scan_visitor){.user = &h->crc, .visit = visit_crc};
    if (h->wanted & RBK_HASH_ACCURATERIP)
        visitors[count++] = (rbk_scan_visitor){.user = &h->accuraterip, .visit = visit_accuraterip};
    return count;
}

rbk_status rbk_hashing_end(rbk_hashing *h, rbk_hash_report *report, rbk_error *error)
{
    rbk_status status = rbk_disc_ids_compute(h->disc, h->layout, &h->report.ids, error);
    for (int kind = 0; kind < (int)RBK_SUM_KINDS; kind++) {
        digest_work *w = &h->digests[kind];
        if (!w->image)
            continue;
        end_track(w);
        w->at = NO_TRACK;
        format_value(w, w->image, &h->report.image);
    }
    if (status == RBK_OK && h->wanted & RBK_HASH_DIGEST)
        status =
            rbk_disc_digest_make(h->disc, h->layout, h->report.image.text[RBK_SUM_SHA256], &h->report.digest, error);
    if (status != RBK_OK)
        return status;
    if (!(h->wanted & digest_bit(RBK_SUM_SHA256))) { /* made for the digest alone */
        h->report.image.text[RBK_SUM_SHA256][0] = '\0';
        for (size_t t = 0; t < h->report.track_count; t++)
            h->report.tracks[t].sums.text[RBK_SUM_SHA256][0] = '\0';
    }
    *report = h->report;
    return RBK_OK;
}

void rbk_hash_options_init(rbk_hash_options *options)
{
    if (options)
        *options = (rbk_hash_options){.wanted = RBK_HASH_ALL};
}

/* One pass for the files of either kind; gdi: NULL, or of a GD-ROM. */
static rbk_status scan_image(rbk_hashing *hashing, rbk_hashing *gdi, rbk_image *image, const rbk_hash_options *options,
                             rbk_error *error)
{
    rbk_scan_visitor visitors[2 * RBK_HASHING_VISITORS_MAX];
    rbk_scan_options scan;
    rbk_scan_options_init(&scan);
    if (options) {
        scan.jobs = options->jobs;
        scan.listener = options->listener;
    }
    size_t count = rbk_hashing_visitors(hashing, visitors);
    if (gdi)
        count += rbk_hashing_visitors(gdi, visitors + count);
    return rbk_image_scan(image, hashing->disc, hashing->layout, visitors, count, &scan, error);
}

rbk_status rbk_hash(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image, const rbk_hash_options *options,
                    rbk_hash_report *report, rbk_error *error)
{
    rbk_hashing *hashing = NULL, *gdi = NULL;
    rbk_hash_report *gdi_report = options ? options->gdi : NULL;
    if (!disc || !layout || !image || !report)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    const unsigned wanted = options ? options->wanted : RBK_HASH_ALL;
    rbk_status status = rbk_hashing_new(disc, layout, wanted, &hashing, error);
    if (status == RBK_OK && gdi_report && is_gd_rom(disc))
        status = rbk_hashing_new(disc, layout, wanted & ~(unsigned)RBK_HASH_DIGEST, &gdi, error);
    if (status == RBK_OK && options && options->track_files)
        rbk_hashing_by_files(hashing);
    if (gdi)
        by_gdi(gdi);
    if (status == RBK_OK)
        status = scan_image(hashing, gdi, image, options, error);
    if (status == RBK_OK)
        status = rbk_hashing_end(hashing, report, error);
    if (status == RBK_OK && gdi)
        status = rbk_hashing_end(gdi, gdi_report, error);
    else if (status == RBK_OK && gdi_report)
        gdi_report->track_count = 0;
    rbk_hashing_free(hashing);
    rbk_hashing_free(gdi);
    return status;
}
