/*
 * redbook/report.h - what is measured of a disc before it goes out, and the papers that go with it
 *
 * One pass over the image measures everything: loudness and true peak of each track and of the disc, what a check of the
 * signal finds (<redbook/check.h>), checksums and ids (<redbook/hash.h>). Whoever wants more of the same pass - a picture
 * of the waveform - gives visitors of his own.
 *
 * Levels are those of EBU R 128 and ITU-R BS.1770-4. Nothing is judged: a compact disc has no limit for any of them.
 */
#ifndef REDBOOK_REPORT_H
#define REDBOOK_REPORT_H

#include <redbook/check.h>
#include <redbook/hash.h>
#include <redbook/scan.h>

#include <math.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ measurements */

/* Of silence, and of what is too short to have such a level. */
#define RBK_NO_LEVEL (-HUGE_VAL)

/*
 * A track is measured from index 01 to its end (what comes before the next index 01 is not part of it); the disc as one
 * stream, all its audio from lba 0 on, data left out. The filters go on from one track into the next as they do in a
 * player, so that a track has the figures that it has on this disc.
 */
typedef struct rbk_loudness {
    double integrated_lufs;     /* gated; from 0.4 s on */
    double range_lu;            /* LRA, EBU Tech 3342; 0 where it has no two windows of 3 s above the gate */
    double max_momentary_lufs;  /* 0.4 s, moved by 10 ms */
    double max_short_term_lufs; /* 3 s, moved by 10 ms */
    double true_peak_dbtp;      /* the larger channel, four times oversampled; sample peak at least */
    double sample_peak_dbfs;    /* 32,768 is 0 dB */
    double peak_to_loudness_lu; /* PLR: true peak less integrated loudness; 0 where one of them is RBK_NO_LEVEL */
    uint64_t reserved[4];
} rbk_loudness;

/* In the caller's storage (some 60 KiB); nothing to free. */
typedef struct rbk_measurement {
    size_t track_count; /* as many as the disc has, in its order, in each of the arrays here and below */
    rbk_loudness disc;
    rbk_loudness tracks[RBK_TRACKS_MAX]; /* of a data track: RBK_NO_LEVEL and 0 */
    rbk_check_report check;              /* peaks, DC, runs of full scale, channels, silence at head and tail */
    rbk_hash_report hashes;              /* ids, checksums, the digest of the disc */
} rbk_measurement;

typedef struct rbk_measure_options {
    rbk_check_options check;          /* profile, capacity, path; its listener and jobs do not count */
    unsigned hashes;                  /* SHA-256, CRC-32, AccurateRip and the digest; bits as in rbk_hash_options */
    uint32_t jobs;                    /* 0; as rbk_scan_options has them. Results are the same with any number */
    const rbk_listener *listener;     /* NULL; lent for the call */
    const rbk_scan_visitor *visitors; /* NULL; others that get every block of the same pass; lent for the call */
    size_t visitor_count;
    uint64_t reserved[4]; /* 0 */
} rbk_measure_options;

void rbk_measure_options_init(rbk_measure_options *options);

/*
 * Measures a disc whose image is open over disc and layout. What the check finds goes to findings (nullable). options
 * NULL: the defaults.
 *
 * RBK_INVALID_POINTER, RBK_INVALID_ARGUMENT (a layout of another disc, more than 99 tracks), RBK_USERABORT, RBK_NO_MEMORY;
 * results of rbk_check, rbk_image_scan and of the visitors. The measurement is then untouched.
 */
rbk_status rbk_measure(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image,
                       const rbk_measure_options *options, rbk_findings *findings, rbk_measurement *measurement,
                       rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
