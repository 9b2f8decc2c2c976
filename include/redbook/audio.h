/*
 * redbook/audio.h - audio files: decoding to 44.1 kHz, two channels, 16 bits, and encoding of samples to a file
 *
 * An rbk_audio is one open file: its format (detected from its content, never from its name), its properties and its
 * tags. A conformer converts one or more of them, as one stream, to disc samples.
 *
 * The rules of conversion:
 *   - A source of 44.1 kHz with 16 bits or fewer and one or two channels is bit-exact: its samples pass unchanged (one
 *     channel is copied to both; fewer bits are shifted up).
 *   - More than two channels are mixed down by ITU-R BS.775 from the file's channel map: centre and surrounds
 *     at -3 dB, no LFE, then divided by the larger of the two sums of gains, so that no mix can clip
 *     (5.1: -7.66 dB).
 *   - Other rates are converted with libsamplerate's filters, the whole stream at once. For ratios of small numbers and
 *     streams of some seconds the filters are read from the library once, as a table. A value is the table's sum in
 *     double precision, in a fixed order: equal to the library's output to -139 dBFS, and the same bits on every
 *     processor. It is computed in single precision first, and in double only where the error bound of that leaves
 *     the 16 bits undecided, which takes a fraction of the time. Other streams go through the library itself.
 *   - Everything that is not bit-exact is reduced to 16 bits with triangular dither of +-1 LSB. The dither depends on
 *     seed, channel and position on the disc only, so the bytes do not depend on how the work is divided. A pair of
 *     exact zeros stays zero.
 *   - Noise-shaped dither feeds the error of earlier samples back, as long as they follow one another on the disc without
 *     a gap or bit-exact samples between them. The error that is fed back is bounded, also in clipping.
 *   - A gain is a factor on the decoded samples.
 *   - Samples out of range are limited and counted, and the position of the first one is kept.
 *
 * An object must be used by one thread at a time; separate objects are independent.
 */
#ifndef REDBOOK_AUDIO_H
#define REDBOOK_AUDIO_H

#include <redbook/address.h>
#include <redbook/error.h>
#include <redbook/stream.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RBK_AUDIO_CHANNELS_MAX 8
#define RBK_AUDIO_RATE_MIN_HZ  8000
#define RBK_AUDIO_RATE_MAX_HZ  384000

/* How headerless PCM is read; only for files without any header. */
typedef enum rbk_raw_encoding {
    RBK_RAW_S8,
    RBK_RAW_U8,
    RBK_RAW_S16_LE,
    RBK_RAW_S16_BE,
    RBK_RAW_S24_LE,
    RBK_RAW_S24_BE,
    RBK_RAW_S32_LE,
    RBK_RAW_S32_BE,
    RBK_RAW_F32_LE,
    RBK_RAW_F32_BE,
    RBK_RAW_F64_LE,
    RBK_RAW_F64_BE,
    RBK_RAW_ENCODINGS
} rbk_raw_encoding;

typedef struct rbk_raw_format {
    rbk_raw_encoding encoding;
    uint32_t rate_hz;
    uint32_t channels;
    bool sectors; /* false; true: the file is expected to hold whole sectors of 2,352 bytes, like BINARY in a sheet */
} rbk_raw_format;

/*
 * Parses "ENCODING:RATE:CHANNELS", as "s16le:44100:2" or "f32be:96000:1". RBK_INVALID_ARGUMENT: the message lists the
 * encodings or the range.
 */
rbk_status rbk_raw_format_parse(const char *text, rbk_raw_format *format, rbk_error *error);

typedef struct rbk_audio rbk_audio;

typedef struct rbk_audio_info {
    const char *container; /* "WAV", "FLAC", "Ogg", "MPEG", "headerless", ...; static */
    const char *encoding;  /* "16-bit PCM", "Vorbis", "MPEG layer 3", ...; static */
    uint32_t rate_hz;
    uint32_t channels;
    int64_t frames;        /* in the file; > 0 */
    uint32_t bits;         /* of one PCM sample, else 0 */
    bool bit_exact;        /* passes unchanged */
    bool seekable_exactly; /* seeks are sample-accurate (PCM, FLAC) */
    const char *down_mix;  /* one sentence: the down-mix and its normalisation; "" for one or two channels; borrowed */
} rbk_audio_info;

/*
 * Opens the file at path. raw is NULL, or the format of a headerless file. The file format is detected from the
 * content. Headerless samples may start with any bytes, even those of a header, so raw is used unless two facts
 * contradict it: the content and a file name with the extension of that format; or, where raw is about sectors, the
 * content and a size that is not a whole number of them. The file is then read in its own format, with a finding
 * "audio.not-raw" (warning), or refused. A file that starts like a known format and is read as raw is a finding
 * "audio.begins-like" (warning; a note where raw is about sectors).
 *
 * Refused, with what was found:
 *   RBK_FILEACCESS  cannot be opened, is not a regular file
 *   RBK_NOT_AUDIO   no audio format recognised; the message names what it looks like instead (an empty file, a
 *                   ZIP archive, an MP4 container, a WavPack file, text, ...)
 *   RBK_BAD_AUDIO   a header that contradicts the file: data that ends before the length in the header, no samples,
 *                   more than 4 GiB of data with a length field of 32 bits
 *   RBK_UNSUPPORTED rate or channels outside the range above
 * A length field that is 0 or all ones, as programs write it to a pipe, followed by audio is a finding
 * "audio.length-unknown" (warning); bytes after the last whole frame, or after the length in the header, are one called
 * "audio.odd-bytes". A file name with the extension of another format gives "audio.misnamed" (note).
 *
 * Where a decoder alone would stop early, everything in the file is used, and reported:
 *   audio.joined          (note) several files end to end, with or without tags between them; a chain of Ogg streams.
 *                         Their audio is concatenated; all must have one rate and one number of channels
 *   audio.wrong-length    (warning) a header that counts fewer frames than there are (MPEG, FLAC)
 *   audio.page-marks      (warning) Ogg pages that are wrongly marked as a stream's first or last, or as continued
 *   audio.page-positions  (warning) Ogg pages whose position is not that of the audio before them
 *   audio.unfinished      (warning) an Ogg file in which no page is marked as the last: it may be truncated
 * Opus is decoded at 48 kHz, whatever its header says of the original rate (RFC 7845, clause 5.1).
 *
 * Files whose header does not hold the exact length (MPEG) are decoded once to count; the checksums of every FLAC frame
 * and every Ogg page are verified, so that damaged files are refused before work begins. Close with rbk_audio_close.
 */
rbk_status rbk_audio_open(const char *path, const rbk_raw_format *raw, rbk_audio **audio, rbk_findings *findings,
                          rbk_error *error);
void rbk_audio_close(rbk_audio *audio); /* NULL is fine */

/* Borrowed until the close. */
const rbk_audio_info *rbk_audio_information(const rbk_audio *audio);

/* ------------------------------------------------------------------ tags */

/* All UTF-8, NULL where unset; borrowed until rbk_audio_tags_release. */
typedef struct rbk_audio_tags {
    char *title;
    char *artist;
    char *album;
    char *album_artist;
    char *composer;
    char *songwriter; /* LYRICIST or WRITER */
    char *arranger;
    char *genre;
    char *date;
    char *isrc;            /* as written; not checked */
    char *barcode;         /* UPC, EAN, BARCODE or MCN tag, as written */
    uint32_t track_number; /* 0 where none; "3/9" is 3 */
    uint32_t disc_number;  /* 0 where none */
    bool pre_emphasis;     /* recorded with emphasis of 50/15 us: a PRE-EMPHASIS, EMPHASIS or similar tag */
    /* Text of an embedded CUE sheet (FLAC: CUESHEET comment, or the CUESHEET block written out as a sheet whose FILE is
     * called CUESHEET); NULL: none. */
    char *cue_sheet;
} rbk_audio_tags;

/*
 * Reads the tags of the file at path, which rbk_audio_open accepts. Text that is not UTF-8 is decoded as Windows-1252.
 * Tags of FLAC, Vorbis and Opus are read in full, and ID3v2 before the audio or in a chunk of AIFF and WAV, but for cue sheets;
 * other formats, and what an ID3v2 tag does not say, as libsndfile returns it. RBK_FILEACCESS, RBK_NO_MEMORY; a file without
 * tags is RBK_OK.
 */
rbk_status rbk_audio_tags_read(const char *path, rbk_audio_tags *tags, rbk_error *error);
void rbk_audio_tags_release(rbk_audio_tags *tags);

/* ------------------------------------------------------------------ conversion */

/*
 * Quality of rate conversion, as measured on both ways of conversion: the gain is within 0.001 dB up to 20.5, 18 and 14
 * kHz and -3 dB at 21.2, 20.0 and 17.7 kHz; content above 22.1 kHz is attenuated to less than -139, -100 and -99 dB. A
 * source below 44.1 kHz keeps the same fractions of half its rate; its images are below -138, -111 and -96 dB.
 */
typedef enum rbk_quality {
    RBK_QUALITY_BEST,   /* SRC_SINC_BEST_QUALITY */
    RBK_QUALITY_MEDIUM, /* SRC_SINC_MEDIUM_QUALITY */
    RBK_QUALITY_FAST    /* SRC_SINC_FASTEST */
} rbk_quality;

typedef enum rbk_dither { RBK_DITHER_TPDF, RBK_DITHER_NONE, RBK_DITHER_SHAPED } rbk_dither;

/*
 * Spectra of noise-shaped dither, for 44.1 kHz: less noise where the ear is sensitive, more above 15 kHz. In the order of
 * the table: total noise over that of TPDF; noise at 3.5 kHz and 20 kHz; the largest error, in units of the last bit.
 */
typedef enum rbk_dither_curve {
    RBK_CURVE_MODIFIED_E, /* 9 taps: +7.6 dB; -21.4 dB, +13.2 dB; 7.5 */
    RBK_CURVE_WANNAMAKER, /* 3 taps: +6.6 dB; -18.7 dB, +11.2 dB; 5.6 */
    RBK_CURVE_LIPSHITZ,   /* 5 taps: +12.2 dB; -21.5 dB, +18.7 dB; 14 */
    RBK_CURVE_F_WEIGHTED, /* 9 taps: +18.4 dB; -24.5 dB, +25.5 dB; 34 */
    RBK_CURVE_IMPROVED_E, /* 9 taps: +23.1 dB; -28.6 dB, +30.3 dB; 58 */
    RBK_CURVES
} rbk_dither_curve;

/* "modified-e", "wannamaker", "lipshitz", "f-weighted", "improved-e". Static. */
const char *rbk_dither_curve_name(rbk_dither_curve curve);

/* Gains are whole thousandths of a decibel, so that they can be stated exactly; at most this, up or down. */
#define RBK_GAIN_MAX_MILLIDECIBELS 100000

/*
 * The instructions that compute the sums of rate conversion. All give the same bits; the fastest that the machine has
 * is used. The environment variable REDBOOK_KERNEL selects another one, for tests and benchmarks. One that the machine
 * does not have is replaced by PLAIN; an unknown name is ignored.
 */
typedef enum rbk_kernel {
    RBK_KERNEL_AUTO,   /* the fastest available */
    RBK_KERNEL_PLAIN,  /* C, on any machine */
    RBK_KERNEL_AVX2,   /* with FMA; x86-64 */
    RBK_KERNEL_AVX512, /* AVX-512F; x86-64 */
    RBK_KERNEL_NEON,   /* AArch64 */
    RBK_KERNELS
} rbk_kernel;

/* "auto", "plain", "avx2", "avx512", "neon". Static. */
const char *rbk_kernel_name(rbk_kernel kernel);

/* Whether this machine supports it. */
bool rbk_kernel_available(rbk_kernel kernel);

typedef struct rbk_conform_options {
    rbk_quality quality;        /* BEST */
    rbk_dither dither;          /* TPDF */
    uint64_t dither_seed;       /* fixed by default */
    uint64_t curve;             /* an rbk_dither_curve, of SHAPED: MODIFIED_E */
    int64_t gain_millidecibels; /* 0. With any other gain nothing is bit-exact */
    uint64_t reserved[2];       /* 0 */
} rbk_conform_options;

/* Sets the defaults that the comments above state. */
void rbk_conform_options_init(rbk_conform_options *options);

/* One file of a stream. */
typedef struct rbk_conform_source {
    const char *path;
    const rbk_raw_format *raw;    /* as for rbk_audio_open */
    int64_t frames;               /* as probed; reading fewer or more is RBK_BAD_AUDIO */
    const rbk_identity *identity; /* of the file that was probed, another one is RBK_CHANGED; NULL or unknown: any */
} rbk_conform_source;

typedef struct rbk_conformer rbk_conformer;

typedef struct rbk_conform_statistics {
    int64_t clipped_values;        /* single channel values that were clipped */
    int64_t first_clipped_samples; /* disc position of the first, in samples; -1: none */
    int64_t dithered_samples;      /* pairs that were reduced with dither */
    double peak;                   /* highest magnitude before limiting, 1.0 = full scale */
} rbk_conform_statistics;

/*
 * Creates a conformer over count files of one rate, as one stream; paths are copied, files are opened one at a time as
 * they are reached. position_samples is the position on the disc of the first output sample (it selects the dither).
 * RBK_INVALID_ARGUMENT (no file, files of several rates, an option of no value of its own), RBK_NO_MEMORY, and the errors of
 * rbk_audio_open.
 */
rbk_status rbk_conformer_open(const rbk_conform_source *sources, size_t count, const rbk_conform_options *options,
                              int64_t position_samples, rbk_conformer **conformer, rbk_error *error);

/*
 * Before the first read: start at this sample of the stream's output instead of its beginning. position_samples of the
 * open is then the position of that sample. The samples that follow are those that reading from the beginning would
 * give. RBK_INVALID_ARGUMENT: the stream is not divisible (rbk_conform_divisible), or the file with that sample is not
 * exactly seekable.
 */
rbk_status rbk_conformer_seek(rbk_conformer *conformer, int64_t sample, rbk_error *error);

/*
 * Whether a stream of this rate and total number of frames can be started anywhere: true at 44.1 kHz, and where a
 * filter table does the conversion. The library's own converter runs from the start only.
 */
bool rbk_conform_divisible(uint32_t rate_hz, int64_t frames, const rbk_conform_options *options);

/*
 * Sets the disc position of the next sample (silence was inserted before it).
 */
void rbk_conformer_set_position(rbk_conformer *conformer, int64_t position_samples);

/*
 * Reads the next samples, at most capacity, interleaved left, right, left, ... in native byte order. *count is less
 * than capacity only at the end of the stream, 0 after it. The stream has round(sum of frames * 44100 / rate) samples
 * in all, padded with zeros or truncated where the converter gives one fewer or more. RBK_BAD_AUDIO: damaged data, a
 * NaN or infinite sample (with its position), or a number of frames other than probed; RBK_FILESYSTEM: read error.
 */
rbk_status rbk_conformer_read(rbk_conformer *conformer, int16_t *samples, size_t capacity, size_t *count,
                              rbk_error *error);

/* Returns the statistics since the open or the last call, and resets them. */
void rbk_conformer_take_statistics(rbk_conformer *conformer, rbk_conform_statistics *statistics);
void rbk_conformer_close(rbk_conformer *conformer); /* NULL is fine */

/* ------------------------------------------------------------------ audio files as output */

typedef enum rbk_sink_format { RBK_SINK_WAV, RBK_SINK_FLAC } rbk_sink_format;

/* Format name "WAV", "FLAC", and file name extension "wav", "flac". Static. */
const char *rbk_sink_format_name(rbk_sink_format format);
const char *rbk_sink_format_extension(rbk_sink_format format);

/* An audio file of 44.1 kHz, two channels, 16 bits that is being written. */
typedef struct rbk_sink rbk_sink;

/*
 * Starts a file that will become path. It is written as an unfinished file next to it and gets its name only by
 * rbk_sink_commit. tags (nullable) are copied: WAV takes title, artist, album, date, genre and track number (INFO
 * chunk, UTF-8), FLAC all but the cue sheet (Vorbis comments; songwriter as LYRICIST, codes as ISRC and BARCODE,
 * pre-emphasis as PRE-EMPHASIS=1). RBK_FILEEXISTS: path exists and replace is false, here and again at the commit;
 * RBK_STASHINUSE, RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_sink_open(const char *path, rbk_sink_format format, const rbk_audio_tags *tags, bool replace,
                         rbk_sink **sink, rbk_error *error);

/* Appends count samples, interleaved left, right, in native byte order; they are stored unchanged. RBK_FILESYSTEM. */
rbk_status rbk_sink_write(rbk_sink *sink, const int16_t *samples, size_t count, rbk_error *error);

/*
 * Finishes in two steps, so that several files can appear together. flush: completes header and tags and forces the
 * file to disk; nothing can be written afterwards. commit: flushes if that was not done, then gives the file its name;
 * files that belong together get theirs by rbk_publish. RBK_FILESYSTEM, RBK_FILEEXISTS, RBK_PARTIAL_CHANGE,
 * RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_sink_flush(rbk_sink *sink, rbk_error *error);
RBK_MUST_CHECK rbk_status rbk_sink_commit(rbk_sink *sink, rbk_error *error);
rbk_unfinished *rbk_sink_unfinished(rbk_sink *sink); /* borrowed */

/* Frees the sink; a file that was not committed is removed. NULL is fine. */
void rbk_sink_free(rbk_sink *sink);

#ifdef __cplusplus
}
#endif
#endif
