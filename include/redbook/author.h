/*
 * redbook/author.h - from a measured disc to a staged and committed image
 *
 * The disc comes from <redbook/source.h>; here it is laid out, checked, staged and committed. Everything that can be
 * refused is refused before any work is done, all of it at once, as findings of severity error.
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
    uint32_t capacity_sectors;     /* RBK_CAPACITY_80_MIN */
    rbk_short_tracks short_tracks; /* REFUSE */
    bool replace;                  /* false */
    uint32_t jobs;                 /* 0: as many as there are processors; 1 to 64. Never changes a byte */
    const char *sheet_path;        /* NULL; the descriptor the disc was read from, which the target must not replace */
    const rbk_raw_format *raw;     /* NULL; how to read headerless files that are not a sheet's BINARY or MOTOROLA */
    rbk_cdtext_use cdtext;         /* AUTO; whether CD-TEXT packs are written beside the sheet */
    bool strict;          /* false; true: a finding of severity warning, whenever it comes, refuses the image */
    bool text_fallback;   /* false; true: in these, letters that do not fit are written in others that do */
    uint64_t reserved[4]; /* 0 */
} rbk_author_options;

void rbk_author_options_init(rbk_author_options *options);

/* What happened to the sound of one file. */
typedef struct rbk_author_file_report {
    rbk_audio_info
        info;       /* its lent texts live as long as the report; of a file of data sectors: no rate, no channels */
    bool converted; /* rate conversion */
    bool dithered;
    int64_t clipped_values;
    int64_t first_clipped_samples; /* on the disc's time line, -1 where none */
    double peak;
    int64_t moved_sectors; /* raw data sectors whose header named another place and was put right */
} rbk_author_file_report;

typedef struct rbk_author_report {
    rbk_author_file_report *files; /* as many as the disc has, in its order */
    size_t file_count;
    rbk_layout *layout;
    char *cdtext_path; /* of the CD-TEXT packs that were written; NULL: none */
} rbk_author_report;

/*
 * Authors a probed disc to the image cue_path (and its BIN). listener (nullable) hears of blocks done and is asked
 * for cancel, in the calling thread. Findings gain what was noticed: "audio.clipped", "audio.checksum" (a FLAC
 * that does not give the MD5 it states) and more. *report (nullable) is
 * freed with rbk_author_report_free. CD-TEXT packs, the disc's own or made from its texts, go to a file beside the
 * sheet as the options say (rbk_cdtext_for_sheet); a CD-TEXT that is left behind is told ("author.cdtext-file",
 * "author.cdtext-tracks", warnings; "author.cdtext-in-sheet", note). RBK_REFUSED with all the reasons as findings
 * before anything is written, and where strict is wanted after the work, when it was then that a warning came
 * ("audio.clipped", what the sheet's writer changes); a target that would replace one of the disc's own files is
 * refused; the stage's and the conformer's results. RBK_CHANGED: a file is not the one that was probed any more. A
 * failure leaves no file of ours behind and earlier ones untouched, save RBK_PARTIAL_CHANGE (rbk_publish).
 */
RBK_MUST_CHECK rbk_status rbk_author_write(const rbk_disc *disc, const rbk_author_options *options,
                                           const char *cue_path, const rbk_listener *listener,
                                           rbk_author_report **report, rbk_findings *findings, rbk_error *error);
void rbk_author_report_free(rbk_author_report *report);

/* The mode that a track of this one has in the image, whose sectors all have 2,352 bytes. */
rbk_track_mode rbk_author_image_mode(rbk_track_mode mode);

/*
 * The same without the last step: *stage holds all of the disc and is open, so that its sectors can be read
 * (rbk_stage_stash), or the image committed. Nothing has its name yet; rbk_stage_free leaves nothing behind. What an
 * image of one BIN does not carry is not told.
 */
RBK_MUST_CHECK rbk_status rbk_author_stage(const rbk_disc *disc, const rbk_author_options *options,
                                           const char *cue_path, const rbk_listener *listener, rbk_stage **stage,
                                           rbk_findings *findings, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
