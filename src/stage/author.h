/*
 * stage/author.h - the author's parts, shared by its files only
 */
#ifndef RBK_STAGE_AUTHOR_H
#define RBK_STAGE_AUTHOR_H

#include "image/reader.h"

#include <redbook/author.h>
#include <redbook/stream.h>

#include <stdatomic.h>

/* Where a file was found. */
typedef struct rbk_author_place {
    char *location; /* freed by the caller; NULL unless found */
    bool elsewhere; /* not where the descriptor says */
    bool outside;   /* the descriptor names a place outside its folder */
} rbk_author_place;

/*
 * Finds the file that a descriptor at sheet_path (NULL: none) names as path: as written, or else beside the descriptor
 * under the names other systems and moved folders leave. What lies outside the descriptor's folder is looked at with
 * any_path only. RBK_FILEACCESS with the reason, *place saying whether it is for being outside; RBK_NO_MEMORY.
 */
rbk_status rbk_author_locate(const char *path, const char *sheet_path, bool any_path, rbk_author_place *place,
                             rbk_error *error);

/*
 * Reads the CD-TEXT file that the disc's sheet names into the disc (rbk_cdt_to_disc); nothing where it names none. A
 * file that is missing is a finding ("cdtext.file-missing"), one that cannot be read too ("cdtext.unreadable"); where
 * it lies is told as of other files. RBK_NO_MEMORY.
 */
rbk_status rbk_author_read_cdtext(rbk_disc *disc, const char *sheet_path, bool any_path, rbk_findings *findings,
                                  rbk_error *error);

/*
 * The packs that go beside the sheet at cue_path, size 0 for none; told is what of the disc's CD-TEXT is left behind.
 * RBK_REFUSED with error findings: texts that do not fit. RBK_FILEEXISTS where the packs' file stands and must not be
 * replaced, and as rbk_cdtext_for_sheet.
 */
rbk_status rbk_author_make_cdtext(const rbk_disc *disc, const rbk_author_options *options, const char *cue_path,
                                  rbk_bytes *packs, rbk_findings *findings, rbk_error *error);

/* How the file's headerless sectors are to be read: raw is filled and given back, or NULL for a file with a header. */
const rbk_raw_format *rbk_author_raw_format(const rbk_file *file, const rbk_raw_format *given, rbk_raw_format *raw);

/* What the work of filling a stage needs to know, and what it finds out. */
typedef struct rbk_author_work {
    const rbk_disc *disc;
    const rbk_layout *layout;
    const rbk_author_options *options;
    rbk_image *image; /* of the disc, for the files in it that hold sectors */
    rbk_stage *stage;
    rbk_author_report *report; /* its files' infos are filled before */
    const rbk_listener *listener;
} rbk_author_work;

/*
 * Finds the file of the subchannel that goes with a located file (rbk_file.subchannel_path), beside it and under its
 * name but for the ending, in any letter case. Where there is none, or several, the disc's file has no subchannel: it
 * is never missed. RBK_NO_MEMORY.
 */
rbk_status rbk_author_locate_subchannel(rbk_disc *disc, uint32_t position, rbk_error *error);

/*
 * Appends a track of the data in the file at path, whose kind of sectors options (nullable) says, or else content and
 * size tell. RBK_REFUSED with an error finding ("data.unknown") when it is none.
 */
rbk_status rbk_author_add_data_track(rbk_disc *disc, const char *path, const rbk_open_options *options,
                                     rbk_findings *findings, rbk_error *error);

/*
 * Completes the post-gap of the data track that is the disc's last one so far, before a track of sound follows: 2 s of
 * sectors with nothing in them, of which the file may hold some at its end already. What is added is told
 * ("data.post-gap", note). RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_author_add_post_gap(rbk_disc *disc, rbk_findings *findings, rbk_error *error);

/* True when a data track uses the file, under this number or another: then it is read as sectors throughout. */
bool rbk_author_file_has_data(const rbk_disc *disc, uint32_t file);
/* True when another number means the same file of sectors. */
bool rbk_author_file_is_shared(const rbk_disc *disc, uint32_t file);

/*
 * All stretches of the image that are read as sectors - those of files with data, and the pauses of data tracks - in
 * units of work; freed by the caller.
 */
rbk_status rbk_author_cut_sectors(const rbk_author_work *work, rbk_image_stretch **stretches, size_t *count,
                                  rbk_error *error);

/*
 * Reads one, gives each sector its place and fills the stage; safe from several threads. Counts samples done, and the
 * raw sectors that were given another place.
 */
rbk_status rbk_author_do_sectors(const rbk_author_work *work, const rbk_image_stretch *stretch,
                                 _Atomic int64_t *done_samples, int64_t *moved_sectors, rbk_error *error);

/*
 * Converts all sound of the layout and fills the stage, with options->jobs threads. The first failure in the order of
 * the disc is told. RBK_USERABORT, the conformer's and the stage's results.
 */
rbk_status rbk_author_fill(const rbk_author_work *work, rbk_error *error);

#endif
