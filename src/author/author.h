/*
 * author/author.h - the parts of the author, for its files only
 */
#ifndef RBK_AUTHOR_AUTHOR_H
#define RBK_AUTHOR_AUTHOR_H

#include "audio/conform.h"
#include "audio/sum.h"
#include "author/level.h"
#include "image/reader.h"

#include <redbook/author.h>
#include <redbook/stream.h>

#include <stdatomic.h>

/*
 * The packs for the file next to the sheet at cue_path, size 0: none; losses of the disc's CD-TEXT are reported.
 * RBK_REFUSED with error findings: unencodable texts. RBK_FILEEXISTS if the packs' file exists and must not be
 * replaced, and as rbk_cdtext_for_sheet.
 */
rbk_status rbk_author_make_cdtext(const rbk_disc *disc, const rbk_author_options *options, const char *cue_path,
                                  rbk_bytes *packs, rbk_findings *findings, rbk_error *error);

/* Input of the work of filling a stage, and its results. */
typedef struct rbk_author_work {
    const rbk_disc *disc;
    const rbk_layout *layout;
    const rbk_author_options *options;
    rbk_image *image; /* of the disc, for those of its files that hold sectors */
    rbk_stage *stage;
    rbk_author_report *report; /* the infos of its files are already set */
    const rbk_listener *listener;
    rbk_filters *filters; /* tables of rate conversion, shared by all its conformers; NULL: each makes its own */
    rbk_audio_sum **sums; /* one for each of the disc's files; NULL: no MD5 stated */
    rbk_level *level;     /* NULL; else nothing is staged: the level of all audio is measured */
} rbk_author_work;

/* Positions on the disc whose samples are in the stash already, in blocks shared with a source. */
typedef struct rbk_author_shared {
    int64_t from_samples;
    int64_t to_samples;
} rbk_author_shared;

/* Shares what can be shared of count samples that are in a source at a place; with nothing, the range is empty. */
rbk_author_shared rbk_author_share(const rbk_author_work *work, int64_t first_samples, int64_t count,
                                   const rbk_image_place *place);

/* True if all samples of a range are. */
bool rbk_author_is_shared(const rbk_author_shared *shared, int64_t at_samples, int64_t samples);

/*
 * All segments of the image that are read as sectors - those of files with data, and the pregaps of data tracks - in
 * units of work; freed by the caller.
 */
rbk_status rbk_author_cut_sectors(const rbk_author_work *work, rbk_image_segment **segments, size_t *count,
                                  rbk_error *error);

/*
 * Reads one, sets the address of each sector and fills the stage; safe from several threads. Counts samples done, and
 * the raw sectors whose address was changed.
 */
rbk_status rbk_author_do_sectors(const rbk_author_work *work, const rbk_image_segment *segment,
                                 _Atomic int64_t *done_samples, int64_t *moved_sectors, rbk_error *error);

/*
 * Converts all audio of the layout and fills the stage, with options->jobs threads. The first failure in the order of
 * the disc is reported. RBK_USERABORT, the conformer's and the stage's results.
 */
rbk_status rbk_author_fill(const rbk_author_work *work, rbk_error *error);

/*
 * The gain that brings the whole disc to the true peak that the options state: its audio is converted once, or more
 * often if it clips, to be measured. Sets the options' gain, and the level in the report. RBK_REFUSED with error findings
 * where audio is read as sectors, which have no gain, or where dither alone may reach the level; RBK_USERABORT and results
 * of rbk_author_fill.
 */
rbk_status rbk_author_normalize(const rbk_author_work *work, rbk_author_options *options, rbk_findings *findings,
                                rbk_error *error);

/* The same refusal, for a gain that is given. */
rbk_status rbk_author_check_gain(const rbk_author_work *work, rbk_findings *findings, rbk_error *error);

/* Whether a gain has an effect. */
bool rbk_author_has_audio(const rbk_disc *disc);

/* "gain of -2.37 dB" as a finding, where there is one. RBK_NO_MEMORY. */
rbk_status rbk_author_report_gain(const rbk_author_options *options, const rbk_author_report *report,
                                  rbk_findings *findings);

/*
 * What the disc has and the image will not have: "author.q-list", "author.renumbered", "author.subchannel", "author.cdi"
 * (warnings), and those of rbk_source_leave_graphics. layout: of a probed disc, whose subchannel is searched for modified
 * Q and for something in R to W.
 * Errors of rbk_subchannel_open and rbk_subchannel_read.
 */
rbk_status rbk_author_report_losses(const rbk_disc *disc, const rbk_layout *layout, const char *sheet_path,
                                    rbk_findings *findings, rbk_error *error);

/* Sessions that an image cannot have are findings of severity error; kept: the stage is only read from. RBK_NO_MEMORY. */
rbk_status rbk_author_check_sessions(const rbk_disc *disc, const rbk_layout *layout, const char *sheet_path, bool kept,
                                     rbk_findings *findings);

/* Starts the session of the track at a position in the stage; no effect for a track that starts none. */
rbk_status rbk_author_begin_session(rbk_stage *stage, const rbk_disc *disc, const rbk_layout *layout, size_t track,
                                    rbk_error *error);

/*
 * Verifies the file system of each session but the first: its addresses count from the start of the disc, so they are
 * right at one place only. The findings of rbk_volume_check, RBK_REFUSED with an error; errors of rbk_volume_read.
 */
rbk_status rbk_author_check_volumes(const rbk_author_work *work, rbk_findings *findings, rbk_error *error);

#endif
