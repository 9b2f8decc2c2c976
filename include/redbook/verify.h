/*
 * redbook/verify.h - is it the same disc? Two images compared by their contents, not by the bytes of their files
 *
 * Two discs are the same when their layout, codes, texts and samples are. The form of their descriptors - names of
 * files, one BIN or many, byte order, pregaps in a file or only in the sheet, remarks - is ignored.
 *
 * Layout is compared as in a table of contents: the start of a track is its index 01, its length is the distance to the
 * next track's index 01 or to the lead-out; where it differs, the length without the next track's pregap is shown if that
 * differs, too. Pregaps (index 00) and indexes from 02 on are compared separately, so that
 * discs which differ only in them have no difference of layout.
 */
#ifndef REDBOOK_VERIFY_H
#define REDBOOK_VERIFY_H

#include <redbook/image.h>
#include <redbook/listener.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum rbk_difference_kind {
    RBK_DIFFERENCE_TRACKS,   /* number of tracks */
    RBK_DIFFERENCE_SESSIONS, /* number of sessions, or the track (counted from 1) with which one starts */
    RBK_DIFFERENCE_NUMBER,   /* of a track */
    RBK_DIFFERENCE_MODE,     /* of a track: audio or a kind of data */
    RBK_DIFFERENCE_START,    /* lba of index 01 */
    RBK_DIFFERENCE_LENGTH,   /* sectors to the next index 01 or the lead-out of its session */
    RBK_DIFFERENCE_PREGAP,   /* sectors from index 00 to 01 */
    RBK_DIFFERENCE_INDEX,    /* lba of an index from 02 on */
    RBK_DIFFERENCE_MCN,      /* of the disc */
    RBK_DIFFERENCE_ISRC,     /* of a track */
    RBK_DIFFERENCE_FLAGS,    /* of a track */
    RBK_DIFFERENCE_TEXT,     /* a field of the disc or of a track */
    RBK_DIFFERENCE_SAMPLES,  /* in audio tracks */
    RBK_DIFFERENCE_DATA,     /* sectors of data tracks */
    RBK_DIFFERENCE_KINDS
} rbk_difference_kind;

/* "tracks", "number", "mode", "start", ... Static. */
const char *rbk_difference_name(rbk_difference_kind kind);

#define RBK_DIFFERENCE_VALUE_BYTES 256

/*
 * The differences of one kind: the number of them, and the first. Tracks are counted by their position on the disc. A
 * value is "" if the disc has none; times are MM:SS:FF from lba 0, samples "left right" as decimal numbers, bytes of
 * data as two hexadecimal digits; longer texts are truncated between characters.
 */
typedef struct rbk_difference {
    int64_t count;     /* samples: pairs that differ; data: sectors; else: positions */
    uint32_t track;    /* number in the first disc (in the second if only that has it); 0: the disc itself */
    uint32_t index;    /* INDEX: its number; TEXT of a further language: its code (rbk_cdtext_language_name); else 0 */
    const char *field; /* TEXT: rbk_text_field_name; else "" */
    int32_t lba;       /* position in the first disc; RBK_NO_LBA: none */
    int64_t sample;    /* SAMPLES: on the time line; DATA: byte in the sector; else -1 */
    char first[RBK_DIFFERENCE_VALUE_BYTES];
    char second[RBK_DIFFERENCE_VALUE_BYTES];
} rbk_difference;

typedef struct rbk_comparison {
    bool same;
    rbk_difference differences[RBK_DIFFERENCE_KINDS]; /* by kind; count 0: none */
    int64_t compared_samples;                         /* of audio in both discs. 0 when samples were not compared */
    int64_t swapped_samples;                          /* of the samples that differ: equal with swapped bytes */
    bool has_offset;                                  /* a constant offset makes an eighth of them equal at least */
    int64_t offset_samples;          /* sample n of the first disc is sample n + offset of the second */
    int64_t offset_compared_samples; /* compared with that offset */
    int64_t offset_differences;      /* of these, the number that differs then */
} rbk_comparison;

/* What is not compared. */
enum {
    RBK_IGNORE_TEXTS = 1,
    RBK_IGNORE_CODES = 2,   /* MCN, ISRC, flags */
    RBK_IGNORE_INDEXES = 4, /* pregaps, and indexes from 02 on */
    RBK_IGNORE_SAMPLES = 8, /* audio and data: no file of the images is opened */
    /* Subchannels: rbk_compare treats CDG and AUDIO, which differ only in whether there is one, as one mode. */
    RBK_IGNORE_SUBCHANNELS = 16
};

/* One disc of a comparison: probed (rbk_source_probe) and laid out; borrowed for the call. */
typedef struct rbk_compared {
    const rbk_disc *disc;
    const rbk_layout *layout;
} rbk_compared;

/* Largest offset that is searched for, in both directions: more than that of any drive. */
#define RBK_COMPARE_OFFSET_MAX (20 * RBK_SECTOR_SAMPLES)

/*
 * Compares two discs. Samples and data are compared from lba 0 to the end of the shorter disc, by the tracks of the
 * first. If audio differs, a constant offset of up to RBK_COMPARE_OFFSET_MAX samples is searched for at several
 * positions and, if there is one, everything is compared again with that offset. A date is compared if both discs have
 * one: CD-TEXT and most formats cannot hold it. If both have CD-TEXT packs, so are the language of the disc's own texts,
 * the genre's code, the copyright flag and closed information. Memory is bounded, time linear; both discs are read at the
 * same time, each by one thread.
 *
 * listener (nullable) is notified of sectors compared and asked for cancel, in the calling thread: RBK_USERABORT.
 * RBK_INVALID_POINTER, RBK_INVALID_ARGUMENT, RBK_NO_MEMORY, and the errors of rbk_image_open and
 * rbk_image_read_sectors. The comparison is then untouched. Safe from any thread.
 */
RBK_MUST_CHECK rbk_status rbk_compare(const rbk_compared *first, const rbk_compared *second, unsigned ignore,
                                      const rbk_listener *listener, rbk_comparison *comparison, rbk_error *error);

/* ------------------------------------------------------------------ subchannels */

/*
 * The differences of the subchannels of two discs, which rbk_compare does not have: sectors are counted. A value is "" if a
 * disc has nothing of the kind there.
 */
typedef struct rbk_subchannel_comparison {
    bool q_compared;       /* false: a subchannel would have to be read, or all is ignored */
    bool r_to_w_compared;  /* the same */
    rbk_difference q;      /* modified Q; values: its 10 bytes in hexadecimal, 12 if only the CRC differs */
    rbk_difference r_to_w; /* R to W; values: their bits in the first byte (in time order) that differs, hexadecimal */
    uint64_t reserved[4];  /* 0 */
} rbk_subchannel_comparison;

/*
 * Compares what the subchannels of two discs hold that does not follow from their layout, in whatever form they hold it. Q
 * is modified where a list (rbk_disc.listed_q) has a record; elsewhere where that of a subchannel is invalid or has the
 * address of another sector, where up to four positions in a row have another track, index, relative time or control (but the
 * copy bit) than the one before them and the one after them is as that one again, and where its ADR is not 1, 2 or 3 and a
 * position of its session comes after it. Q of zeros is none. An SBI has no CRC: it is compared where both have one. R to W are
 * compared in all sectors that both discs have, and those of a disc without a subchannel are zeros. P and other Q are not
 * compared.
 *
 * ignore: RBK_IGNORE_SUBCHANNELS: nothing is compared; RBK_IGNORE_SAMPLES: no file is opened, so that lists are compared and
 * subchannels are not; others have no meaning here. Where r_to_w_compared, rbk_compare can be called with
 * RBK_IGNORE_SUBCHANNELS: CDG and AUDIO are then the same if R to W are. listener (nullable) is notified of sectors read if a
 * disc has a subchannel, and asked for cancel: RBK_USERABORT. RBK_INVALID_POINTER, RBK_INVALID_ARGUMENT, RBK_NO_MEMORY, errors
 * of rbk_subchannel_open and rbk_subchannel_read. The comparison is then untouched. Safe from any thread.
 */
RBK_MUST_CHECK rbk_status rbk_compare_subchannels(const rbk_compared *first, const rbk_compared *second,
                                                  unsigned ignore, const rbk_listener *listener,
                                                  rbk_subchannel_comparison *comparison, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
