/*
 * redbook/author.h - from a probed disc to a staged and committed image
 *
 * The disc comes from <redbook/source.h>; here it is laid out, checked, staged and committed. Everything that can be
 * refused is refused before any work is done, all reasons at once, as findings of severity error.
 */
#ifndef REDBOOK_AUTHOR_H
#define REDBOOK_AUTHOR_H

#include <redbook/layout.h>
#include <redbook/source.h>
#include <redbook/stage.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rbk_author_options {
    rbk_conform_options conform;
    rbk_join join;                 /* AUTO */
    uint32_t capacity_sectors;     /* RBK_CAPACITY_80_MIN; 1 to RBK_PROGRAM_SECTORS_MAX */
    rbk_short_tracks short_tracks; /* REFUSE */
    bool replace;                  /* false */
    uint32_t jobs;                 /* 0: one per processor; 1 to 64. Does not affect the output */
    const char *sheet_path;        /* NULL; the descriptor the disc was read from, which the target must not replace */
    const rbk_raw_format *raw;     /* NULL; how to read headerless files that are not a sheet's BINARY or MOTOROLA */
    rbk_cdtext_use cdtext;         /* AUTO; whether CD-TEXT packs are written next to the sheet */
    bool strict;                   /* false; true: any finding of the call of severity warning refuses the image */
    bool text_fallback;            /* false; true: unencodable characters of these texts are replaced */
    /*
     * normalize: false; true: all audio gets one gain, in place of conform's, that brings the true peak of the whole disc
     * to true_peak_millidecibels (0 dBTP; -60,000 to 0), dither included, or as little below as a gain can state. The audio
     * is converted once more for that, to be measured. The bytes are those that the resulting gain gives when it is stated.
     */
    uint64_t normalize;
    int64_t true_peak_millidecibels;
    uint64_t reserved[2]; /* 0 */
} rbk_author_options;

void rbk_author_options_init(rbk_author_options *options);

/* Statistics of one audio file. */
typedef struct rbk_author_file_report {
    rbk_audio_info
        info; /* its borrowed texts live as long as the report; a file of data sectors has no rate and no channels */
    bool converted; /* rate conversion */
    bool dithered;
    int64_t clipped_values;
    int64_t first_clipped_samples; /* on the disc's time line, -1 where none */
    double peak;
    int64_t moved_sectors; /* raw data sectors whose header had another address, which was corrected */
} rbk_author_file_report;

typedef struct rbk_author_report {
    rbk_author_file_report *files; /* one per file of the disc, in its order */
    size_t file_count;
    rbk_layout *layout;
    char *cdtext_path;          /* of the CD-TEXT packs that were written; NULL: none */
    int64_t gain_millidecibels; /* of all audio; 0: none */
    bool measured;              /* it was chosen by the true peak, which is stated without it: */
    double true_peak_dbtp;
} rbk_author_report;

/*
 * Authors a probed disc to the image cue_path (and its BIN). listener (nullable) is notified of blocks done and asked
 * for cancel, in the calling thread. Findings are added: "audio.gain" (note), "audio.clipped", "audio.checksum" (the
 * decoded samples of a FLAC do not match its MD5) and more. *report (nullable) is freed with rbk_author_report_free.
 * CD-TEXT packs, the disc's own or made from its texts, go to a file next to the sheet as the options say
 * (rbk_cdtext_for_sheet); CD-TEXT that is not written is reported ("author.cdtext-file", "author.cdtext-tracks",
 * warnings; "author.cdtext-in-sheet", note).
 *
 * RBK_REFUSED with all reasons as findings before anything is written, or, with strict, after the work where a warning
 * could only be found then ("audio.clipped", changes made by the sheet's writer); a target that would replace one of
 * the disc's own files is refused, and so are a gain for audio that is read as sectors ("audio.gain-of-sectors") and a true
 * peak that dither alone may reach ("audio.true-peak"); one that no gain reaches is "audio.gain-limited" (warning). Errors
 * of the stage and the conformer. RBK_INVALID_ARGUMENT: an option out of its range. RBK_CHANGED: a file was changed since it
 * was probed. A failure leaves no new files and does not touch existing ones, except RBK_PARTIAL_CHANGE (rbk_publish).
 */
RBK_MUST_CHECK rbk_status rbk_author_write(const rbk_disc *disc, const rbk_author_options *options,
                                           const char *cue_path, const rbk_listener *listener,
                                           rbk_author_report **report, rbk_findings *findings, rbk_error *error);
void rbk_author_report_free(rbk_author_report *report);

/* The mode in the image of a track of this mode; all sectors of the image have 2,352 bytes. */
rbk_track_mode rbk_author_image_mode(rbk_track_mode mode);

/*
 * The same without the last step: *stage holds the complete disc and is open, so that its sectors can be read
 * (rbk_stage_stash) or the image committed. No file has its final name yet; rbk_stage_free removes the unfinished ones.
 * Losses in an image of one BIN are not reported.
 */
RBK_MUST_CHECK rbk_status rbk_author_stage(const rbk_disc *disc, const rbk_author_options *options,
                                           const char *cue_path, const rbk_listener *listener, rbk_stage **stage,
                                           rbk_findings *findings, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
