/*
 * redbook/convert.h - another descriptor, another arrangement of files, the same disc; and what gets lost on the way
 *
 * A target says how a disc is to lie in files and what describes it: one BIN or one file per track, raw sectors or
 * WAV, CUE sheet or TOC. A conversion writes the payload anew, sector by sector, and the descriptor beside it. Layout
 * and samples are those of the source, always; sectors of data keep their bytes, damage included, and those that the
 * source holds without sync and header are completed for their place. What passes unchanged is moved by the kernel
 * where it can do that; on file systems that share blocks a target may share those of its source.
 *
 * The loss list. Whatever of the disc the target cannot carry, or carries in another form, is a finding of its own,
 * severity warning, with the track and a sentence that says what it was. Everything else comes back when the
 * result is read. The rules:
 *   lost.mcn lost.isrc lost.flag lost.text lost.remark lost.index lost.pause lost.subchannel
 *   lost.cdtext lost.cdtext-language lost.cdtext-file lost.cdtext-item
 *   changed.text changed.track-number changed.mode changed.sector changed.subchannel
 */
#ifndef REDBOOK_CONVERT_H
#define REDBOOK_CONVERT_H

#include <redbook/author.h>
#include <redbook/sink.h>
#include <redbook/stream.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rbk_target {
    const char *name;      /* "redump" */
    const char *extension; /* of what is written under the name the caller gives: "cue" */
    const char *title;     /* "CUE sheet, one BIN per track" */
} rbk_target;

/* The targets there are, the default of each extension first; NULL beyond the last. Static. */
const rbk_target *rbk_target_at(size_t position);

/* By name, in any case; the first one whose extension the path ends in, in any case. NULL where there is none. */
const rbk_target *rbk_target_find(const char *name);
const rbk_target *rbk_target_of_path(const char *path);

/* What becomes of pauses of pure digital silence. In either case the disc is the same, and converting goes both ways.
 */
typedef enum rbk_pregaps {
    RBK_PREGAPS_KEEP,    /* real sectors in a file, as every other pause */
    RBK_PREGAPS_COMMANDS /* not stored: a command of the descriptor (PREGAP, SILENCE) makes them */
} rbk_pregaps;

typedef struct rbk_convert_options {
    const rbk_target *target; /* NULL: by the path's ending */
    rbk_pregaps pregaps;      /* KEEP */
    bool strict;              /* false; true: a loss is a refusal, and so is clipping while audio is converted */
    /*
     * How audio files behind a sheet become sectors (conform, join, raw, jobs); replace; sheet_path, which must not be
     * replaced. capacity_sectors and short_tracks do not count: what there is is converted, rbk_check judges it.
     */
    rbk_author_options author;
    uint64_t reserved[4]; /* 0 */
} rbk_convert_options;

void rbk_convert_options_init(rbk_convert_options *options);

typedef struct rbk_convert_file {
    char *path;               /* as it is to be opened */
    rbk_image_sink_kind sink; /* what takes them */
    uint32_t track;           /* whose file it is; 0: of the whole disc */
    int64_t bytes;
    rbk_sector_range *segments; /* of the disc, in the file's order */
    size_t segment_count;
} rbk_convert_file;

/* What a conversion makes, in full before anything is written. Open to read. */
typedef struct rbk_conversion {
    const rbk_target *target;
    char *path;           /* of the descriptor; of the ISO where there is none */
    rbk_disc *disc;       /* what the descriptor says; its files are located and measured */
    rbk_bytes descriptor; /* size 0: there is none */
    int32_t lead_out_lba; /* of the disc */
    rbk_convert_file *files;
    size_t file_count;
    size_t loss_count; /* findings of the loss list */
} rbk_conversion;

void rbk_conversion_free(rbk_conversion *conversion); /* NULL is fine */

/* True for a finding of the loss list. */
bool rbk_finding_is_loss(const rbk_finding *finding);

/*
 * Converts a probed disc to the target at path. The payload's files stand beside it: "Name.bin" for one BIN, "Name
 * (Track 02).bin" or ".wav" for one each, the number as wide as the last one's and left out where there is one track;
 * "Name.img" and "Name.sub" with a CCD, "Name.cdt" where the disc has CD-TEXT beyond the words of a sheet
 * (rbk_cdtext_beyond_sheet).
 *
 * Graphics (CD+G) are carried by tracks whose files have R to W: where a source says so (sectors of 2448 bytes, packs
 * beside a file) and where a .sub has anything in them. A CCD has them in its .sub, single and redump and a TOC in
 * sectors of 2448 bytes; elsewhere they are "lost.subchannel". P and Q of a source are never copied: they follow from
 * the disc.
 *
 * Everything that can be refused is refused before anything is written, all of it at once: RBK_REFUSED with error
 * findings ("target.exists", "target.is-source", "file.unusable" and what the target cannot hold at all,
 * "convert.refused"), or with the loss list when strict. Sectors of a damaged ISO are told when they are read; strict
 * refuses then too, and nothing appears. Payload and descriptor appear in one step, all of it or nothing (rbk_publish); a
 * failure or RBK_USERABORT leaves what stood there. listener (nullable) hears of sectors and is asked for cancel in the
 * calling thread. *conversion (nullable) is freed with rbk_conversion_free.
 *
 * RBK_UNSUPPORTED: the ending is of no target; a track lies in no file a disc can be read from. RBK_BAD_LAYOUT;
 * RBK_STASHINUSE, RBK_FILEACCESS, RBK_FILESYSTEM, RBK_NOTENOUGHDISKFORSTASH, RBK_NO_MEMORY; RBK_CHANGED: a file is not
 * the one that was probed any more; RBK_PARTIAL_CHANGE (rbk_publish).
 */
RBK_MUST_CHECK rbk_status rbk_convert(const rbk_disc *disc, const rbk_convert_options *options, const char *path,
                                      const rbk_listener *listener, rbk_conversion **conversion, rbk_findings *findings,
                                      rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
