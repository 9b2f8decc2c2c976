/*
 * redbook/convert.h - the same disc with another descriptor and another arrangement of files; and what is lost
 *
 * A target defines the files of a disc and its descriptor: one BIN or one file per track, raw sectors or WAV, CUE sheet
 * or TOC. A conversion writes the payload again, sector by sector, and the descriptor next to it. Layout and samples
 * are always those of the source; data sectors keep their bytes, damage included, and those stored without sync and
 * header are completed for their address. Unchanged bytes are copied by the kernel where it can do that; on file
 * systems with shared extents a target may share those of its source.
 *
 * The loss list. Everything of the disc that the target cannot hold, or holds in another form, is a finding of severity
 * warning, with the track and a sentence that says what it was. Everything else is there when the result is read. The
 * rules:
 *   lost.mcn lost.isrc lost.flag lost.text lost.remark lost.index lost.pause lost.subchannel lost.session
 *   lost.bytes lost.cdtext lost.cdtext-language lost.cdtext-file lost.cdtext-item
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
    const char *extension; /* extension of the file with the caller's name: "cue"; "" of a fileset */
    const char *title;     /* "CUE sheet, one BIN per track" */
} rbk_target;

/* The targets there are, the default of each extension first; NULL beyond the last. Static. */
const rbk_target *rbk_target_at(size_t position);

/* By name, in any case; the first one whose extension matches the path, in any case. NULL: none. */
const rbk_target *rbk_target_find(const char *name);
const rbk_target *rbk_target_of_path(const char *path);

/* Whether the file at path can be of the target: it has its extension or, of a fileset, the name of its descriptor. */
bool rbk_target_takes(const rbk_target *target, const char *path);

/*
 * The path to convert to if the user names output: the same, or, of a fileset, whose files have fixed names, its
 * descriptor in the folder output. Freed by the caller; NULL without memory.
 */
char *rbk_target_path(const rbk_target *target, const char *output);

/*
 * The path of a disc called name among others in a folder: "FOLDER/NAME.cue"; of a target whose files have fixed names, in
 * a folder of its own: "FOLDER/NAME/NAME.gdi", "FOLDER/NAME/DDPID". Freed by the caller; NULL without memory.
 */
char *rbk_target_path_in(const rbk_target *target, const char *folder, const char *name);

/* What becomes of pregaps of pure digital silence. The disc is the same either way, and the conversion is
 * reversible. */
typedef enum rbk_pregaps {
    RBK_PREGAPS_KEEP,    /* real sectors in a file, as every other pregap */
    RBK_PREGAPS_COMMANDS /* not stored: a command of the descriptor (PREGAP, SILENCE) */
} rbk_pregaps;

/* How much work is done for a smaller CHD. The sectors in it are the same, and so is its SHA-1 (NONE has none). */
typedef enum rbk_compression {
    RBK_COMPRESSION_NORMAL, /* each hunk by the codec of its kind, others where they may do better */
    RBK_COMPRESSION_BEST,   /* all codecs on every hunk */
    RBK_COMPRESSION_FAST,   /* without LZMA */
    RBK_COMPRESSION_NONE
} rbk_compression;

typedef struct rbk_convert_options {
    const rbk_target *target; /* NULL: by the path's extension */
    rbk_pregaps pregaps;      /* KEEP */
    bool strict;              /* false; true: a loss refuses the conversion, and so does clipping of converted audio */
    /*
     * How the audio files of a sheet become sectors (conform, join, raw, jobs); replace; sheet_path, which must not be
     * replaced. capacity_sectors and short_tracks are ignored: everything is converted, rbk_check checks it.
     */
    rbk_author_options author;
    /*
     * Of a delivery to a pressing plant. The disc is checked first (rbk_check, RBK_PROFILE_PLANT); what a plant would
     * refuse is refused, or with force_delivery a warning. master_id: what the plant files it under, printable ASCII, 48
     * characters at most; NULL: what a remark "MASTERID ..." of the disc says.
     */
    bool force_delivery;   /* false */
    const char *master_id; /* NULL */
    uint64_t compression;  /* an rbk_compression, of a CHD: NORMAL */
    /*
     * 0; 1: nothing is written, the call ends with the plan, or with what refuses it before the source is read; 2: the same,
     * whatever is at the path. Bytes of files whose length is known only when they are written are 0; a delivery is not
     * checked.
     */
    uint64_t plan_only;
    uint64_t reserved[2]; /* 0 */
} rbk_convert_options;

void rbk_convert_options_init(rbk_convert_options *options);

/* Whether a text can be the master_id. RBK_INVALID_ARGUMENT: too long, or not printable ASCII. */
RBK_MUST_CHECK rbk_status rbk_convert_check_master_id(const char *master_id, rbk_error *error);

/* Sums of the other files, which a file lists. */
typedef enum rbk_convert_sums { RBK_CONVERT_NO_SUMS, RBK_CONVERT_MD5, RBK_CONVERT_CRC32 } rbk_convert_sums;

typedef struct rbk_convert_file {
    char *path;               /* as in the descriptor */
    rbk_image_sink_kind sink; /* the sink that writes it */
    /* What it holds: "cdtext", "q-list", "table", "descriptor", or else the name of the sink. Static. */
    const char *payload;
    uint32_t track; /* track of the file; 0: of the whole disc */
    int64_t bytes;
    rbk_sector_range *segments; /* of the disc, in the order of the file */
    size_t segment_count;
    uint32_t empty_sectors; /* of zeros, before the first segment */
    rbk_bytes content;      /* of a file without sectors; size 0 else */
    rbk_convert_sums sums;
} rbk_convert_file;

/* What a conversion will write, complete before anything is written. Open to read. */
typedef struct rbk_conversion {
    const rbk_target *target;
    char *path;           /* of the descriptor; of the ISO if there is none */
    rbk_disc *disc;       /* contents of the descriptor; its files are located and probed */
    rbk_bytes descriptor; /* size 0: none */
    int32_t lead_out_lba; /* of the disc */
    rbk_convert_file *files;
    size_t file_count;
    size_t loss_count;         /* findings of the loss list */
    struct rbk_sink_chd *chd;  /* what the library makes a CHD of; NULL: it makes none */
    struct rbk_origin *origin; /* what it makes the files of again that a CHD was made from; NULL: it does not */
} rbk_conversion;

void rbk_conversion_free(rbk_conversion *conversion); /* NULL is fine */

/* True for a finding of the loss list, a "lost." or "changed." rule; all are warnings. */
bool rbk_finding_is_loss(const rbk_finding *finding);

/*
 * Converts a probed disc to the target at path. The folder of a target whose files have fixed names (DDP, GDI) is created
 * if it does not exist. The files of a DDP are IMAGE.DAT, or IMAGE01.DAT and IMAGE02.DAT if there is a second session,
 * CDTEXT.BIN, PQDESCR, DDPMS, CHECKSUM.MD5, CHECKSUM.TXT with the CRC-32, and DDPID, the descriptor. Other files in the
 * folder are a finding ("target.other-file", warning; error for a CDTEXT.BIN that is not replaced).
 *
 * With other targets the payload files are next to the descriptor: "Name.bin" for one BIN, "Name (Track
 * 02).bin" or ".wav" for one per track, the number as wide as the last one and omitted if there is one track;
 * "Name.img" and "Name.sub" with a CCD, "Name.cdt" if the disc has CD-TEXT beyond the statements of a sheet
 * (rbk_cdtext_beyond_sheet).
 *
 * Graphics (CD+G) are kept for tracks whose files have R to W: where a source says so (sectors of 2448 bytes, packs
 * next to a file) and where a .sub has anything in them. A CCD has them in its .sub, single and redump and a TOC in
 * sectors of 2448 bytes, wav in a .cdg next to the file of a track; elsewhere they are "lost.subchannel". P and Q of a
 * source are never copied: they are generated from the disc.
 *
 * Everything that can be refused is refused before anything is written, all reasons at once: RBK_REFUSED with error
 * findings ("target.exists", "target.is-source", "file.unusable" and what the target cannot hold at all,
 * "convert.refused"), or with the loss list when strict. Sectors of a damaged ISO are reported when they are read;
 * strict refuses then too, and no file appears. Payload and descriptor appear in one step, all or nothing
 * (rbk_publish); after a failure or RBK_USERABORT existing files are unchanged. listener (nullable) is notified of
 * sectors and asked for cancel in the calling thread. *conversion (nullable) is freed with rbk_conversion_free.
 *
 * RBK_UNSUPPORTED: no target has the extension; a track is in a file that cannot be read as a disc. RBK_BAD_LAYOUT;
 * RBK_STASHINUSE, RBK_FILEACCESS, RBK_FILESYSTEM, RBK_NOTENOUGHDISKFORSTASH, RBK_NO_MEMORY; RBK_CHANGED: a file was
 * changed since it was probed; RBK_PARTIAL_CHANGE (rbk_publish).
 */
RBK_MUST_CHECK rbk_status rbk_convert(const rbk_disc *disc, const rbk_convert_options *options, const char *path,
                                      const rbk_listener *listener, rbk_conversion **conversion, rbk_findings *findings,
                                      rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
