/*
 * redbook/edit.h - other texts, codes, flags and index marks for a finished image, whose payload is not touched
 *
 * An edit starts from a probed disc (rbk_source_open) and a copy of it. The copy is changed: texts, codes and flags by
 * the calls of <redbook/disc.h>, index marks by rbk_edit_indexes. rbk_edit_write then writes the descriptor and, where
 * there are any, the CD-TEXT packs of the copy in place of the old ones, in one step.
 *
 * Only text descriptors that are stored apart from their payload can be edited: CUE sheets and cdrdao TOCs. Others hold
 * codes and marks in several places (subchannel, PQ descriptors, checksums) and are made from a sheet by rbk_convert, and
 * several sessions are in a TOC each.
 */
#ifndef REDBOOK_EDIT_H
#define REDBOOK_EDIT_H

#include <redbook/disc.h>
#include <redbook/layout.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What becomes of one index. */
typedef struct rbk_index_edit {
    uint32_t track;       /* number, 1-99 */
    uint32_t number;      /* of the index, 0-99 */
    bool removed;         /* false; true: the track no longer has the index, and the members below are ignored */
    bool relative;        /* false: sectors is an lba; true: a distance from index 01 of the track */
    int32_t sectors;      /* where the index is from now on, moved or new */
    uint64_t reserved[2]; /* 0 */
} rbk_index_edit;

/*
 * Moves, adds and removes index marks, in the given order; a relative one counts from where index 01 is then. The
 * payload stays where it is, so that a mark which moves past the start of a track moves audio from one track to
 * another: the start of a track is its index 00 or, if it has none, its index 01. layout is that of the disc
 * (rbk_layout_compute, RBK_JOIN_AUTO), and is stale afterwards.
 *
 * Every mark that cannot be as wanted is a finding of severity error, "edit.index", and the disc is then unchanged
 * (RBK_REFUSED): a track or index that does not exist, or is outside the session; indexes of a track that do not ascend
 * by one, each in a sector of its own; marks that would move the start or the end of a data track, the start of the disc
 * or of a session, or sectors between tracks of different modes; a pregap between data and audio, or a track, that
 * becomes shorter than the standard wants (2 s, 4 s).
 *
 * RBK_UNSUPPORTED: tracks do not start on sector boundaries, as where a sheet names audio files that have to be
 * authored first, or sectors with their subchannel would be divided; RBK_INVALID_POINTER, RBK_INVALID_ARGUMENT (a layout of
 * another disc), RBK_NO_MEMORY.
 */
rbk_status rbk_edit_indexes(rbk_disc *disc, const rbk_layout *layout, const rbk_index_edit *edits, size_t count,
                            rbk_findings *findings, rbk_error *error);

typedef struct rbk_edit_options {
    bool dry_run;         /* false; true: everything is checked and listed, nothing is written */
    bool text_fallback;   /* false; true: unencodable characters in the packs are replaced */
    bool cdtext_chosen;   /* false; true: it was decided which texts are used (rbk_source_options.cdtext) */
    const char *encoding; /* NULL; of the descriptor, as it was read (rbk_format_options) */
    uint64_t reserved[4]; /* 0 */
} rbk_edit_options;

void rbk_edit_options_init(rbk_edit_options *options);

/* One value that changes. */
typedef struct rbk_edit_change {
    uint32_t track;   /* number; 0: of the disc */
    const char *what; /* "title", ... (rbk_text_field_name), "genre_code", "mcn", "isrc", "flags", "index". Static */
    uint32_t index;   /* number, of an index */
    char *before;     /* as text; "" if there was none. Times are MM:SS:FF from lba 0 */
    char *after;      /* "" if there is none */
} rbk_edit_change;

typedef struct rbk_edit_result {
    rbk_edit_change *changes; /* the disc's first, then track by track */
    size_t change_count;
    char *descriptor_path; /* what is written, NULL: nothing */
    char *cdtext_path;     /* of the CD-TEXT packs; NULL: none are written */
    bool written;          /* false: a dry run, or nothing changes */
} rbk_edit_result;

void rbk_edit_result_free(rbk_edit_result *result); /* NULL is fine */

/*
 * Writes a changed copy of a disc over its descriptor. before is as it was opened, with the identity of its descriptor;
 * after differs from it in texts, codes, flags and indexes only, the extents that rbk_edit_indexes divides included: another
 * mode, number, file, session or gap of a track is RBK_INVALID_ARGUMENT. Nothing is written if nothing differs.
 *
 * A symbolic link stays: the file that it leads to is written. Unless cdtext_chosen is set, nothing is written
 * (RBK_REFUSED, "edit.cdtext", error) if packs are damaged, or if a text of the sheet differs from that of the CD-TEXT
 * and was not changed; if it is set, packs are rebuilt and such a text is one of the changes. A sheet whose CD-TEXT file
 * was not read is RBK_REFUSED.
 *
 * The disc's own packs are renewed (rbk_cdtext_renew) in the file that the sheet names, or in the TOC, and their times (packs
 * of type 88) where an index 01 moves; a disc without packs gets a file of them if it then has CD-TEXT that a sheet cannot
 * hold (rbk_cdtext_for_sheet, AUTO). If nothing is left in the packs, the sheet does not name their file, which is removed
 * in the same step ("edit.cdtext-removed", warning), unless another sheet of the folder names it, or cannot be read
 * ("edit.cdtext-shared", note).
 *
 * The descriptor is read back before it is written: if any part of it is not what was wanted, it is RBK_REFUSED, with what
 * differs ("edit.not-held", error). Remarks and line ends are kept; the order and form of statements are those of the
 * writer, and the encoding becomes UTF-8 ("edit.encoding", warning). Every line that is not written again, a comment or one
 * that readers ignore, is reported ("edit.line-removed", warning). Changes are listed as they are stored.
 *
 * RBK_UNSUPPORTED: a descriptor of another kind, or none, as for a file of sectors, or with bytes that are not valid in its
 * encoding and would be replaced; RBK_REFUSED with findings as of
 * rbk_cdtext_renew, and "target.exists" for a file of packs that would be replaced without belonging to the disc;
 * RBK_CHANGED: the descriptor was changed since it was opened; results of rbk_format_write and rbk_publish. *result (nullable) is
 * freed with rbk_edit_result_free.
 */
RBK_MUST_CHECK rbk_status rbk_edit_write(const rbk_disc *before, const rbk_disc *after, const rbk_edit_options *options,
                                         rbk_edit_result **result, rbk_findings *findings, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
