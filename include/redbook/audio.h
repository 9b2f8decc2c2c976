/*
 * redbook/audio.h - sound in: any file becomes 44.1 kHz, two channels, 16 bits; and out again: samples become a file
 *
 * An rbk_audio is one open file: what it is (found by its content, never by its name), what it claims and what it
 * says about itself. A conformer takes one or more of them as one stream and gives disc samples.
 *
 * The rules of conversion:
 *   - A source of 44.1 kHz whose samples are 16 bits or fewer and whose channels are one or two is exact: its
 *     samples pass unchanged (one channel goes to both; fewer bits are shifted up).
 *   - More than two channels are mixed down by ITU-R BS.775 from the file's channel map: centre and surrounds
 *     at -3 dB, no LFE, then the whole divided by the sum of the gains of the fuller side, so that no
 *     mix can clip (5.1: -7.66 dB).
 *   - Another rate is converted by libsamplerate's filters, the whole stream as one. Where the ratio is one of small
 *     numbers and the stream is some seconds long, they are asked of it once as a table. A value is the table's sum in
 *     double precision, in a fixed order: the same sound to -139 dBFS, the same bits on every processor. It is worked
 *     out in single precision first, and in double only where the nearness of that leaves the 16 bits undecided, so
 *     it takes a fraction of the time. Other streams run through the library itself.
 *   - Whatever is not exact is reduced to 16 bits with triangular dither of +-1 LSB. The dither is a function of seed,
 *     channel and position on the disc alone, so the bytes do not depend on how the work is cut. A pair of exact zeros
 * stays zero.
 *   - Samples outside the range are limited to it, counted, and the first one's place is kept.
 *
 * An object here serves one thread at a time; separate objects are independent.
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

/* How headerless PCM is to be read; for files without any header only. */
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
    bool sectors; /* false; true: the file is said to hold whole sectors of 2,352 bytes, as a sheet's BINARY does */
} rbk_raw_format;

/*
 * Reads "ENCODING:RATE:CHANNELS", as "s16le:44100:2" or "f32be:96000:1". RBK_INVALID_ARGUMENT lists the encodings
 * or says the range.
 */
rbk_status rbk_raw_format_parse(const char *text, rbk_raw_format *format, rbk_error *error);

typedef struct rbk_audio rbk_audio;

typedef struct rbk_audio_info {
    const char *container; /* "WAV", "FLAC", "Ogg", "MPEG", "headerless", ...; static */
    const char *encoding;  /* "16-bit PCM", "Vorbis", "MPEG layer 3", ...; static */
    uint32_t rate_hz;
    uint32_t channels;
    int64_t frames;        /* that the file holds; > 0 */
    uint32_t bits;         /* of one sample where it is PCM, else 0 */
    bool bit_exact;        /* passes unchanged */
    bool seekable_exactly; /* a seek lands on the very sample (PCM, FLAC) */
    const char *down_mix;  /* a sentence: the down-mix and its normalisation; "" for one or two channels; lent */
} rbk_audio_info;

/*
 * Opens the file at path. raw is NULL, or says how to read a headerless file. What the file is is decided by its
 * content. Headerless samples may begin with any bytes, those of a header too, so raw is obeyed unless two are against
 * it: the content and the name, which promises that very format; or, where raw speaks of sectors, the content and a
 * size that is no whole number of them. The file is then read as what it is, with a finding "audio.not-raw" (warning),
 * or refused. A file that begins like a known format and is read as raw says is a finding "audio.begins-like"
 * (warning; a note where raw speaks of sectors).
 *
 * Refused, with what was found:
 *   RBK_FILEACCESS  cannot be opened, is not a regular file
 *   RBK_NOT_AUDIO   no audio format recognised; the sentence names what it looks like instead (an empty file, a
 *                   ZIP archive, an MP4 container, a WavPack file, text, ...)
 *   RBK_BAD_AUDIO   a header that contradicts the file: data that ends before the length it claims, no samples, more
 *                   than 4 GiB behind a length of 32 bits
 *   RBK_UNSUPPORTED rate or channels outside the range above
 * A length field that is 0 or all ones, as a pipe leaves it, with sound behind it is a finding "audio.length-unknown"
 * (warning); bytes behind the last whole frame, or behind the length that is claimed, one called "audio.odd-bytes". A
 * name whose ending promises another format gives "audio.misnamed" (note).
 *
 * Where a decoder alone would stop early, all that the file holds is taken, and told:
 *   audio.joined          (note) several files end to end, with tags between them or without; a chain of Ogg streams.
 *                         Their audio follows one another; all must have one rate and one number of channels
 *   audio.wrong-length    (warning) a header that counts fewer frames than there are (MPEG, FLAC)
 *   audio.page-marks      (warning) Ogg pages that are wrongly marked as a stream's first or last, or as continued
 *   audio.page-positions  (warning) Ogg pages whose position is not that of the audio before them
 *   audio.unfinished      (warning) an Ogg file in which no page is marked as the last: it may be cut short
 * Opus is 48 kHz, whatever its header says of the rate before it was encoded (RFC 7845, clause 5.1).
 *
 * Files whose length is not exact in their header (MPEG) are decoded once to count; every frame of FLAC and every page of
 * Ogg is looked at by its checksum, so that what is damaged is refused before work begins. Closed with rbk_audio_close.
 */
rbk_status rbk_audio_open(const char *path, const rbk_raw_format *raw, rbk_audio **audio, rbk_findings *findings,
                          rbk_error *error);
void rbk_audio_close(rbk_audio *audio); /* NULL is fine */

/* Lent until the close. */
const rbk_audio_info *rbk_audio_information(const rbk_audio *audio);

/* ------------------------------------------------------------------ what a file says about itself */

/* All UTF-8, NULL where unset; lent until rbk_audio_tags_free. */
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
    bool pre_emphasis; /* the audio was recorded with emphasis of 50/15 us: a comment PRE-EMPHASIS, EMPHASIS or alike */
    char *cue_sheet;   /* text of an embedded CUE sheet (FLAC: CUESHEET comment, or the CUESHEET block written out as
                        a sheet whose FILE is called CUESHEET), NULL where none */
} rbk_audio_tags;

/*
 * Reads the tags of the file at path, which rbk_audio_open accepts. Text that is not UTF-8 is taken as ISO 8859-1. Tags
 * of FLAC, Vorbis and Opus are read in full; other formats give what libsndfile hands out. RBK_FILEACCESS, RBK_NO_MEMORY; a file
 * without tags is RBK_OK.
 */
rbk_status rbk_audio_tags_read(const char *path, rbk_audio_tags *tags, rbk_error *error);
void rbk_audio_tags_release(rbk_audio_tags *tags);

/* ------------------------------------------------------------------ conforming */

/*
 * How rates are converted, as measured on either way: the gain stays within 0.001 dB up to 20.5, 18 and 14 kHz
 * and -3 dB at 21.2, 20.0 and 17.7 kHz; of what lies above 22.1 kHz less than -139, -100 and -99 dB comes out. A source
 * below 44.1 kHz keeps the same shares of half its rate, its images lie below -138, -111 and -96 dB.
 */
typedef enum rbk_quality {
    RBK_QUALITY_BEST,   /* SRC_SINC_BEST_QUALITY */
    RBK_QUALITY_MEDIUM, /* SRC_SINC_MEDIUM_QUALITY */
    RBK_QUALITY_FAST    /* SRC_SINC_FASTEST */
} rbk_quality;

typedef enum rbk_dither { RBK_DITHER_TPDF, RBK_DITHER_NONE } rbk_dither;

/*
 * Which instructions do the sums of rate conversion. All give the same bits, and the best there is does them; the
 * variable REDBOOK_KERNEL of the environment names another one, for tests and for measuring. One that the machine lacks
 * is PLAIN, a name that is unknown is ignored.
 */
typedef enum rbk_kernel {
    RBK_KERNEL_AUTO,   /* the best there is */
    RBK_KERNEL_PLAIN,  /* C, on any machine */
    RBK_KERNEL_AVX2,   /* with FMA; x86-64 */
    RBK_KERNEL_AVX512, /* its foundation; x86-64 */
    RBK_KERNEL_NEON,   /* AArch64 */
    RBK_KERNELS
} rbk_kernel;

/* "auto", "plain", "avx2", "avx512", "neon". Static. */
const char *rbk_kernel_name(rbk_kernel kernel);

/* Whether this machine has it. */
bool rbk_kernel_available(rbk_kernel kernel);

typedef struct rbk_conform_options {
    rbk_quality quality;  /* BEST */
    rbk_dither dither;    /* TPDF */
    uint64_t dither_seed; /* fixed by default */
    uint64_t reserved[4]; /* 0 */
} rbk_conform_options;

/* The defaults in brackets above. */
void rbk_conform_options_init(rbk_conform_options *options);

/* One file of a stream. */
typedef struct rbk_conform_source {
    const char *path;
    const rbk_raw_format *raw; /* as for rbk_audio_open */
    int64_t frames;            /* that its probe found; reading fewer or more is RBK_BAD_AUDIO */
} rbk_conform_source;

typedef struct rbk_conformer rbk_conformer;

typedef struct rbk_conform_statistics {
    int64_t clipped_values;        /* single channel values that were limited */
    int64_t first_clipped_samples; /* dither position of the first, -1 where none */
    int64_t dithered_samples;      /* pairs that were reduced with dither */
    double peak;                   /* highest magnitude before limiting, 1.0 = full scale */
} rbk_conform_statistics;

/*
 * A conformer over count files that share a rate, as one stream; paths are copied, files are opened one at a time as
 * they are reached. position_samples is where on the disc the first sample it gives will lie (the dither's position).
 * RBK_INVALID_ARGUMENT, RBK_NO_MEMORY, and what rbk_audio_open refuses.
 */
rbk_status rbk_conformer_open(const rbk_conform_source *sources, size_t count, const rbk_conform_options *options,
                              int64_t position_samples, rbk_conformer **conformer, rbk_error *error);

/*
 * Before the first read: begin at this sample of the stream's output instead of its start. position_samples of the open
 * is then where that sample lies. The samples that follow are those that reading from the start would give.
 * RBK_INVALID_ARGUMENT when the stream cannot be entered (rbk_conform_divisible) or the file that has the sample is not
 * exactly seekable.
 */
rbk_status rbk_conformer_seek(rbk_conformer *conformer, int64_t sample, rbk_error *error);

/*
 * Whether a stream of this rate and of so many frames in all can be entered anywhere: at 44.1 kHz, and where a table of
 * filters does the conversion. The library's own converter runs from the start only.
 */
bool rbk_conform_divisible(uint32_t rate_hz, int64_t frames, const rbk_conform_options *options);

/*
 * Moves the disc position of the samples to come: they lie at position_samples from now on (silence was inserted
 * before them).
 */
void rbk_conformer_set_position(rbk_conformer *conformer, int64_t position_samples);

/*
 * Gives the next at most capacity samples as interleaved left, right, left, ... in the machine's byte order. *count is
 * less than capacity only at the end of the stream, 0 behind it. The stream gives round(sum of frames * 44100 / rate)
 * samples in all, completed with zeros or cut where the converter gives one fewer or more. RBK_BAD_AUDIO: damaged data,
 * a NaN or infinite sample (with its place), or not the frames the probe found; RBK_FILESYSTEM: read error.
 */
rbk_status rbk_conformer_read(rbk_conformer *conformer, int16_t *samples, size_t capacity, size_t *count,
                              rbk_error *error);

/* Gives what was noticed since the open or the last take, and begins anew. */
void rbk_conformer_take_statistics(rbk_conformer *conformer, rbk_conform_statistics *statistics);
void rbk_conformer_close(rbk_conformer *conformer); /* NULL is fine */

/* ------------------------------------------------------------------ sound out */

typedef enum rbk_sink_format { RBK_SINK_WAV, RBK_SINK_FLAC } rbk_sink_format;

/* "WAV", "FLAC"; and how names of such files end, "wav", "flac". Static. */
const char *rbk_sink_format_name(rbk_sink_format format);
const char *rbk_sink_format_extension(rbk_sink_format format);

/* A file of 44.1 kHz, two channels, 16 bits in the making. */
typedef struct rbk_sink rbk_sink;

/*
 * Begins a file that will become path. It grows as an unfinished file beside it and takes its name only by
 * rbk_sink_commit. tags (nullable) are copied: WAV takes title, artist, album, date, genre and track number (INFO
 * chunk, UTF-8), FLAC all but the cue sheet (Vorbis comments; songwriter as LYRICIST, codes as ISRC and BARCODE, pre-emphasis as
 * PRE-EMPHASIS=1).
 * RBK_FILEEXISTS: path exists and replace is false, here and again at the commit; RBK_STASHINUSE, RBK_FILEACCESS,
 * RBK_NO_MEMORY.
 */
rbk_status rbk_sink_open(const char *path, rbk_sink_format format, const rbk_audio_tags *tags, bool replace,
                         rbk_sink **sink, rbk_error *error);

/* Appends count samples, interleaved left, right, in the machine's byte order; they arrive unchanged. RBK_FILESYSTEM.
 */
rbk_status rbk_sink_write(rbk_sink *sink, const int16_t *samples, size_t count, rbk_error *error);

/*
 * Finishes in two steps, so that many files can appear together. flush: header and tags are completed and all of it is
 * on the disk, nothing can be written any more. commit: flush where that was not done, then the file appears under its
 * name; files that belong together take theirs by rbk_publish. RBK_FILESYSTEM, RBK_FILEEXISTS, RBK_PARTIAL_CHANGE,
 * RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_sink_flush(rbk_sink *sink, rbk_error *error);
RBK_MUST_CHECK rbk_status rbk_sink_commit(rbk_sink *sink, rbk_error *error);
rbk_unfinished *rbk_sink_unfinished(rbk_sink *sink); /* lent */

/* Ends it; one that was not committed leaves nothing behind. NULL is fine. */
void rbk_sink_free(rbk_sink *sink);

#ifdef __cplusplus
}
#endif
#endif
