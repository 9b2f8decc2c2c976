/*
 * author/author.h - the author's parts, shared by its files only
 */
#ifndef RBK_AUTHOR_AUTHOR_H
#define RBK_AUTHOR_AUTHOR_H

#include "audio/conform.h"
#include "audio/sum.h"
#include "image/reader.h"

#include <redbook/author.h>
#include <redbook/stream.h>

#include <stdatomic.h>

/*
 * The packs that go beside the sheet at cue_path, size 0 for none; told is what of the disc's CD-TEXT is left behind.
 * RBK_REFUSED with error findings: texts that do not fit. RBK_FILEEXISTS where the packs' file stands and must not be
 * replaced, and as rbk_cdtext_for_sheet.
 */
rbk_status rbk_author_make_cdtext(const rbk_disc *disc, const rbk_author_options *options, const char *cue_path,
                                  rbk_bytes *packs, rbk_findings *findings, rbk_error *error);

/* What the work of filling a stage needs to know, and what it finds out. */
typedef struct rbk_author_work {
    const rbk_disc *disc;
    const rbk_layout *layout;
    const rbk_author_options *options;
    rbk_image *image; /* of the disc, for the files in it that hold sectors */
    rbk_stage *stage;
    rbk_author_report *report; /* its files' infos are filled before */
    const rbk_listener *listener;
    rbk_filters *filters; /* tables of rate conversion, shared by all its conformers; NULL: each makes its own */
    rbk_audio_sum **sums; /* one for each of the disc's files; NULL where it states none */
} rbk_author_work;

/*
 * All stretches of the image that are read as sectors - those of files with data, and the pauses of data tracks - in
 * units of work; freed by the caller.
 */
rbk_status rbk_author_cut_sectors(const rbk_author_work *work, rbk_image_segment **segments, size_t *count,
                                  rbk_error *error);

/*
 * Reads one, gives each sector its place and fills the stage; safe from several threads. Counts samples done, and the
 * raw sectors that were given another place.
 */
rbk_status rbk_author_do_sectors(const rbk_author_work *work, const rbk_image_segment *segment,
                                 _Atomic int64_t *done_samples, int64_t *moved_sectors, rbk_error *error);

/*
 * Converts all sound of the layout and fills the stage, with options->jobs threads. The first failure in the order of
 * the disc is told. RBK_USERABORT, the conformer's and the stage's results.
 */
rbk_status rbk_author_fill(const rbk_author_work *work, rbk_error *error);

#endif
