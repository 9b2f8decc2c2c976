/*
 * redbook/report.h - measurements of a disc before delivery, and its PQ sheet
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
#include <redbook/stream.h>

#include <math.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ measurements */

/* Of silence, and of what is too short to have such a level. */
#define RBK_NO_LEVEL (-HUGE_VAL)

/*
 * A track is measured from index 01 to its end (what comes before the next index 01 is not part of it) as if it were alone, with
 * silence before and after it, so that its figures do not depend on other tracks; the disc as one stream, all its audio from lba 0
 * on, data left out, so that its true peak may be one at a join. A track of digital silence has no levels.
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
    const rbk_listener *listener;     /* NULL; borrowed for the call */
    const rbk_scan_visitor *visitors; /* NULL; others that get every block of the same pass; borrowed for the call */
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
RBK_MUST_CHECK rbk_status rbk_measure(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image,
                                      const rbk_measure_options *options, rbk_findings *findings,
                                      rbk_measurement *measurement, rbk_error *error);

/* ------------------------------------------------------------------ PQ sheet */

/*
 * One index of a disc, or a lead-out. Rows are in the order of the disc; a session's lead-out is after its last track. The
 * first track always has an index 00, the 150 sectors before lba 0 and what the track holds before its index 01.
 */
typedef struct rbk_pq_row {
    size_t session; /* from 1 */
    size_t track;   /* position in rbk_disc.tracks; of a lead-out that of the last track before it */
    bool lead_out;  /* its index is 1 */
    uint32_t index;
    int32_t lba;                /* -150 or more; absolute times are lba + 150 */
    int64_t relative_sectors;   /* from index 01 of the first track, negative before it */
    int64_t length_sectors;     /* index 01: to the end of the track, which is the next track's index 00; else -1 */
    int64_t toc_length_sectors; /* index 01: to the next track's index 01 or the lead-out; else -1 */
    int64_t pregap_sectors;     /* index 00: to index 01; else -1 */
} rbk_pq_row;

typedef struct rbk_pq {
    rbk_pq_row *rows;
    size_t count;
} rbk_pq;

/* RBK_INVALID_POINTER, RBK_INVALID_ARGUMENT (a layout of another disc), RBK_NO_MEMORY. */
rbk_status rbk_pq_make(const rbk_disc *disc, const rbk_layout *layout, rbk_pq *pq, rbk_error *error);
void rbk_pq_release(rbk_pq *pq);

#define RBK_FLAG_WORDS_BYTES 64

/* "copy prohibited", "copy permitted, pre-emphasis", "serial copy management, 4 channels"; "data, copy prohibited". Gives words. */
char *rbk_flag_words(const rbk_track *track, char words[RBK_FLAG_WORDS_BYTES]);

/* A time that may be negative, "-00:02:00". Gives text. */
char *rbk_relative_time_format(int64_t sectors, char text[RBK_TIME_BYTES]);

/* What the head of a sheet says beyond the disc's own texts and codes; NULL or "": not said. UTF-8; borrowed for the call. */
typedef struct rbk_pq_options {
    const char *client;
    const char *label;
    const char *master_id; /* the label's catalogue number comes from the disc's texts */
    const char *engineer;
    const char *date;
    const rbk_hash_report *hashes; /* NULL; the SHA-256 of the image, the digest and the ids are printed */
    uint32_t page_lines;           /* 60; a page of the text, ended by a form feed; 0: one page without end */
    uint64_t reserved[4];          /* 0 */
} rbk_pq_options;

void rbk_pq_options_init(rbk_pq_options *options);

/*
 * Writes the sheet as text: UTF-8, 80 columns, in which longer texts are wrapped, each page with the headings of its
 * columns, a track of up to 20 indexes not cut by the end of a page, unless it is longer. The same disc and options give the
 * same bytes; there is no date but those of both. options NULL: the defaults. RBK_INVALID_POINTER, RBK_INVALID_ARGUMENT,
 * RBK_NO_MEMORY, results of rbk_output_write.
 */
rbk_status rbk_pq_write_text(const rbk_disc *disc, const rbk_layout *layout, const rbk_pq_options *options,
                             rbk_output *output, rbk_error *error);

/*
 * Writes the rows as CSV (RFC 4180 with line feeds, UTF-8), the first line naming the columns: session, track ("AA" of a
 * lead-out), index, lba, absolute, relative, length_to_index_00, length_to_index_01, pregap, isrc, mode, copy, pre_emphasis,
 * channels, title, performer. Results as above.
 */
rbk_status rbk_pq_write_csv(const rbk_disc *disc, const rbk_layout *layout, rbk_output *output, rbk_error *error);

/*
 * Writes the sheet as PDF, A4, in any script that the installed fonts have; tracks are split between pages as in the text.
 * Pango and cairo draw it; they are in a module that is loaded from module_path ("redbook-pdf.so" in the folder "redbook" of
 * the library folder) and stays loaded. The same disc, options, fonts and libraries give the same bytes. Characters without a
 * glyph are a finding "pdf.glyphs" (warning). options NULL: the defaults; page_lines does not count.
 *
 * RBK_UNSUPPORTED: the module is not there, cannot be loaded, or is of another version. RBK_INVALID_POINTER, RBK_INVALID_ARGUMENT,
 * RBK_FILESYSTEM, RBK_NO_MEMORY, results of rbk_output_write. One thread at a time: the libraries share their fonts.
 * GLib, which they stand on, aborts the program where it gets no memory.
 */
rbk_status rbk_pq_write_pdf(const rbk_disc *disc, const rbk_layout *layout, const rbk_pq_options *options,
                            const char *module_path, rbk_output *output, rbk_findings *findings, rbk_error *error);

/*
 * Loads the module and writes the versions of its libraries, "pango 1.50.12, cairo 1.16.0". RBK_UNSUPPORTED as above; text is
 * then unchanged.
 */
#define RBK_PDF_VERSIONS_BYTES 80
rbk_status rbk_pdf_versions(const char *module_path, char text[RBK_PDF_VERSIONS_BYTES], rbk_error *error);

/* ------------------------------------------------------------------ page */

/* Decided by the number of joins; see below. */
#define RBK_PAGE_JOINS_AUTO (-1)

/* Texts are borrowed until the free. */
typedef struct rbk_page_options {
    rbk_pq_options pq;         /* its hashes and page_lines do not count */
    const char *name;          /* NULL; of the image, as the head shows it */
    rbk_profile profile;       /* CDR; what the findings were made for */
    uint32_t capacity_sectors; /* RBK_CAPACITY_80_MIN */
    int64_t join_samples;      /* RBK_PAGE_JOINS_AUTO; on either side of a join to listen to; 0: none, at most 30 s */
    uint64_t reserved[4];      /* 0 */
} rbk_page_options;

void rbk_page_options_init(rbk_page_options *options);

/*
 * A report as one HTML page that needs nothing else: no other file, no network, and no script but its own, which its
 * Content-Security-Policy allows by hash. It has the verdict, waveforms of tracks and joins, the joins to listen to (FLAC),
 * levels, findings, texts, ids and the PQ sheet.
 *
 * Waveforms and joins are taken during the pass: rbk_page_new, its visitors in rbk_measure_options.visitors, rbk_measure,
 * rbk_page_write. There is a view of each join between two audio tracks, of the beginning and of the end of audio; a pregap
 * longer than 5 s makes two of a join. By default there are 5 s on either side, fewer where all sides together would last
 * longer than 120 s, and never less than 1 s: a page of loud music has about 15 MB, 30 MB with 99 tracks.
 *
 * The same image, options, findings and libFLAC give the same bytes, whatever the locale, the machine and the number of
 * threads; there is no date but that of options.
 */
typedef struct rbk_page rbk_page;

#define RBK_PAGE_VISITORS 3

/* disc and layout are borrowed until the free, options are copied. options NULL: the defaults. RBK_INVALID_POINTER,
 * RBK_INVALID_ARGUMENT (a layout of another disc, joins out of range), RBK_NO_MEMORY. */
rbk_status rbk_page_new(const rbk_disc *disc, const rbk_layout *layout, const rbk_page_options *options,
                        rbk_page **page, rbk_error *error);
void rbk_page_free(rbk_page *page); /* NULL is fine */

/* Puts the visitors there, which are valid until the free. */
void rbk_page_visitors(rbk_page *page, rbk_scan_visitor visitors[RBK_PAGE_VISITORS]);

/* After the pass. findings NULL: none. RBK_INVALID_POINTER, RBK_NO_MEMORY, results of rbk_output_write. */
rbk_status rbk_page_write(rbk_page *page, const rbk_measurement *measurement, const rbk_findings *findings,
                          rbk_output *output, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
