/*
 * redbook/stage.h - the staging engine: create a track, add blocks, close it, commit the image
 *
 * The contract is that of IRedbookDiscMaster and the related parts of IDiscMaster, with its operations and results
 * (rbk_status_contract_code gives the 32-bit codes). One image is staged into a stash file next to the target. Tracks
 * are created, filled and closed, one at a time: the one being filled is the open track. A block is one sector of
 * audio: 2,352 bytes, 588 samples, little-endian. The model is track-at-once with a fixed gap before each track; the
 * gap of track 1 is the pregap before lba 0 and takes nothing from the disc.
 *
 * What the contract leaves open, and extensions:
 *   - A call that fails changes nothing, with the contract's one exception: DISCFULL keeps the whole blocks that fit.
 *     After NOTENOUGHDISKFORSTASH the same call may be repeated.
 *   - Each track may have its own gap, texts, codes, flags and indexes; the pregap before an index 01 may hold audio,
 *     on track 1 too (a hidden track).
 *   - Blocks may be reserved first and filled later, from any thread (rbk_stage_reserve..., rbk_stage_fill...): the
 *     layout comes first, and all refusals with it.
 *   - Commit is the offline RecordDisc: it writes BIN, CD-TEXT packs if requested, then CUE. After it the stage is used
 *     up: INVALIDIMAGE.
 *
 * A stage must be used by one thread at a time, except rbk_stage_fill, which any number may call between the layout and
 * the commit. Source: the published reference of the interface (staging an audio image).
 */
#ifndef REDBOOK_STAGE_H
#define REDBOOK_STAGE_H

#include <redbook/cdtext.h>
#include <redbook/disc.h>
#include <redbook/layout.h>
#include <redbook/listener.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rbk_stage rbk_stage;

typedef struct rbk_stage_options {
    uint32_t capacity_sectors;     /* RBK_CAPACITY_80_MIN; 1 to RBK_PROGRAM_SECTORS_MAX */
    uint32_t gap_sectors;          /* RBK_PREGAP_SECTORS; 0 to capacity: silence before each track but the first */
    rbk_short_tracks short_tracks; /* RBK_SHORT_REFUSE: what closing a track under 4 s does */
    bool replace;                  /* false: an existing target is FILEEXISTS */
    rbk_cdtext_use cdtext;         /* NEVER; whether commit writes CD-TEXT packs next to the sheet */
    bool text_fallback;            /* false; true: unencodable characters of these texts are replaced */
    uint64_t reserved[4];          /* 0 */
} rbk_stage_options;

/* Sets the defaults that the comments above state. */
void rbk_stage_options_init(rbk_stage_options *options);

/* A stage that is not open. options NULL: the defaults. RBK_INVALID_ARGUMENT, RBK_NO_MEMORY. */
rbk_status rbk_stage_new(const rbk_stage_options *options, rbk_stage **stage, rbk_error *error);

/* Closes without commit if necessary (nothing remains) and frees. NULL is fine. */
void rbk_stage_free(rbk_stage *stage);

/*
 * Opens the stage for a target, whose name must end in ".cue"; the BIN gets the same name with ".bin", the stash is
 * next to it. RBK_ALREADYOPEN, RBK_STASHINUSE, RBK_FILEEXISTS (CUE or BIN exists and replace is false),
 * RBK_INVALID_ARGUMENT (not a .cue name; a name no sheet can hold), RBK_FILEACCESS.
 */
rbk_status rbk_stage_open(rbk_stage *stage, const char *cue_path, rbk_error *error);

/* Discards what is staged and removes the stash. RBK_NOTOPENED. */
rbk_status rbk_stage_close(rbk_stage *stage, rbk_error *error);

/*
 * One listener (copied; its user pointer is the caller's). RBK_ALREADYOPEN when there is one. May be called on a stage
 * that is not open.
 */
rbk_status rbk_stage_progress_advise(rbk_stage *stage, const rbk_listener *listener, rbk_error *error);
void rbk_stage_progress_unadvise(rbk_stage *stage);

/* ------------------------------------------------------------------ queries of the contract All return
 * RBK_NOTOPENED before open, RBK_INVALIDIMAGE after commit, RBK_INVALID_POINTER for a NULL output. */

/* Tracks staged or being staged: closed ones and the open one. */
rbk_status rbk_stage_total_audio_tracks(const rbk_stage *stage, uint32_t *tracks, rbk_error *error);
/* All blocks of the disc, those used by gaps included: the capacity. */
rbk_status rbk_stage_total_audio_blocks(const rbk_stage *stage, uint32_t *blocks, rbk_error *error);
/* Blocks in use, open track and gaps included. */
rbk_status rbk_stage_used_audio_blocks(const rbk_stage *stage, uint32_t *blocks, rbk_error *error);
/* Blocks that still fit in the open track; with none open: the most that would fit in a track created now. */
rbk_status rbk_stage_available_audio_track_blocks(const rbk_stage *stage, uint32_t *blocks, rbk_error *error);
/* 2352. */
rbk_status rbk_stage_audio_block_size(const rbk_stage *stage, uint32_t *bytes, rbk_error *error);

/* ------------------------------------------------------------------ operations of the contract */

/*
 * Opens a track. blocks is a hint: disk space for it is reserved early where the file system can, and progress is
 * reported against it; it is never a limit nor a forced length; 0 is no hint. RBK_TRACKOPEN; RBK_TRACKLIMIT for a 100th
 * track; RBK_DISCFULL when not one block would fit after the gap.
 */
rbk_status rbk_stage_create_audio_track(rbk_stage *stage, uint32_t blocks, rbk_error *error);

/*
 * Appends whole blocks to the open track. RBK_TRACKNOTOPEN; RBK_INVALID_ARGUMENT when bytes is not a multiple of 2352;
 * RBK_DISCFULL keeps the whole blocks that fit; RBK_NOTENOUGHDISKFORSTASH, RBK_FILESYSTEM and RBK_USERABORT keep none
 * of this call's, and it may be repeated. *accepted_blocks (nullable) is the number kept, set on every one of these
 * results.
 */
rbk_status rbk_stage_add_audio_track_blocks(rbk_stage *stage, const void *data, size_t bytes, uint32_t *accepted_blocks,
                                            rbk_error *error);

/*
 * Closes the open track. RBK_TRACKNOTOPEN. A track under 300 blocks from its index 01 on is RBK_TRACK_NOT_BIG_ENOUGH
 * and stays open, or is padded with silence, or is accepted with a finding, depending on short_tracks; one without any
 * block after index 01 is RBK_TRACK_NOT_BIG_ENOUGH under every policy but PAD. RBK_BAD_LAYOUT: an index was started
 * after the last block.
 */
RBK_MUST_CHECK rbk_status rbk_stage_close_audio_track(rbk_stage *stage, rbk_error *error);

/* Discards everything staged, the open track too, without confirmation (ClearFormatContent). Disc texts and codes
 * are discarded as well. */
rbk_status rbk_stage_clear(rbk_stage *stage, rbk_error *error);

/*
 * Writes the image: BIN and CUE are flushed, then get their names in one step (rbk_publish, with its errors). Every
 * track must be closed (RBK_TRACKOPEN), there must be one in every session, and every reserved block must be filled
 * (RBK_INVALIDIMAGE). CD-TEXT packs, if the options' cdtext asks for them (rbk_cdtext_for_sheet, with its errors and
 * findings), are written next to the two in a file of the CUE's name with ".cdt", which the sheet names. A failure
 * other than RBK_PARTIAL_CHANGE leaves existing files of these names and the stage unchanged. After success the stage
 * is used up; rbk_stage_disc and rbk_stage_findings still work. The listener is asked for cancel, before anything is written,
 * and not notified of progress: blocks were written when they were added.
 */
RBK_MUST_CHECK rbk_status rbk_stage_commit(rbk_stage *stage, rbk_error *error);

/* ------------------------------------------------------------------ beyond the contract: the open track */

/*
 * The gap of silence before the open track, instead of the options'; before its first block only. On track 1 it is
 * added after the pregap before lba 0. RBK_TRACKNOTOPEN, RBK_DISCFULL, RBK_INVALID_ARGUMENT (blocks were added).
 */
rbk_status rbk_stage_set_gap(rbk_stage *stage, uint32_t sectors, rbk_error *error);

/*
 * Starts this index at the next block. Without a call the first block starts index 1. 0 first: what is added then is
 * audio in the pregap, until 1 is started. Then 2 to 99, ascending by one, each at least one block after the one
 * before. RBK_TRACKNOTOPEN, RBK_BAD_LAYOUT.
 */
rbk_status rbk_stage_begin_index(rbk_stage *stage, uint32_t number, rbk_error *error);

/*
 * Opens a data track instead: mode is RBK_MODE_MODE1_2352 or RBK_MODE_MODE2_2352, its blocks are raw sectors of 2,352
 * bytes with their address on the disc (redbook/sector.h). Everything else is as for an audio track; its gap of silence
 * should be 0, since the pregap of a data track is data. RBK_INVALID_ARGUMENT for other modes.
 */
rbk_status rbk_stage_create_data_track(rbk_stage *stage, rbk_track_mode mode, uint32_t blocks, rbk_error *error);

/* Reserves blocks in the open track that rbk_stage_fill fills later. Results as of an add (DISCFULL keeps what
 * fits). */
rbk_status rbk_stage_reserve_audio_track_blocks(rbk_stage *stage, uint32_t blocks, uint32_t *accepted_blocks,
                                                rbk_error *error);

/*
 * Writes reserved samples, in native byte order, to their position on the disc's time line (counted from lba 0). Each
 * reserved sample once, in any order, from any thread; rbk_stage_fill_sectors takes whole sectors as in the image;
 * rbk_stage_fill_silence silence (nothing is written). RBK_INVALID_ARGUMENT (samples that are not reserved or were
 * filled before), RBK_NOTENOUGHDISKFORSTASH, RBK_FILESYSTEM, RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_stage_fill(rbk_stage *stage, int64_t first_sample, const int16_t *samples, size_t count,
                                         rbk_error *error);
RBK_MUST_CHECK rbk_status rbk_stage_fill_sectors(rbk_stage *stage, int32_t first_lba, const uint8_t *sectors,
                                                 uint32_t count, rbk_error *error);
RBK_MUST_CHECK rbk_status rbk_stage_fill_silence(rbk_stage *stage, int64_t first_sample, int64_t count,
                                                 rbk_error *error);

/*
 * Metadata. track 0 is the disc, 1 to the number of tracks (the open one too) a track. Values are copied; NULL or ""
 * unsets. RBK_INVALID_ARGUMENT (no such track), RBK_BAD_ISRC, RBK_BAD_MCN, RBK_NOTOPENED, RBK_INVALIDIMAGE.
 */
rbk_status rbk_stage_set_text(rbk_stage *stage, uint32_t track, rbk_text_field field, const char *utf8,
                              rbk_error *error);
rbk_status rbk_stage_add_remark(rbk_stage *stage, uint32_t track, const char *line, rbk_error *error);
rbk_status rbk_stage_set_isrc(rbk_stage *stage, uint32_t track, const char *isrc, rbk_error *error);
rbk_status rbk_stage_set_flags(rbk_stage *stage, uint32_t track, uint32_t flags, rbk_error *error);
rbk_status rbk_stage_set_mcn(rbk_stage *stage, const char *mcn, rbk_error *error);

/*
 * The disc's own CD-TEXT packs, instead of those made from its texts; copied, size 0 unsets. RBK_INVALID_ARGUMENT (not
 * whole packs, or too many), RBK_NOTOPENED, RBK_INVALIDIMAGE, RBK_NO_MEMORY.
 */
rbk_status rbk_stage_set_cdtext(rbk_stage *stage, const uint8_t *packs, size_t size, rbk_error *error);

/*
 * Ends the session of the tracks so far; tracks created from now on are in a new one, which starts blocks_before blocks
 * after it: lead-out, lead-in and pregap, 11,400 after the first session and 6,900 after others, less what the first
 * track has of the pregap as its index 00. session has the lengths that the sheet is to state. Each session is a BIN
 * of its own: OUT.bin, "OUT (Session 2).bin", ... Positions of rbk_stage_fill and its like are those on the disc.
 * RBK_TRACKOPEN, RBK_BAD_LAYOUT (no track since the last one), RBK_DISCFULL, RBK_TRACKLIMIT, errors of rbk_stage_open
 * for the file.
 */
rbk_status rbk_stage_begin_session(rbk_stage *stage, const rbk_session *session, uint32_t blocks_before,
                                   rbk_error *error);

/* What is staged, as a disc whose files are the BIN of each session. Borrowed until the next call that changes the stage.
 * NULL when not open. */
const rbk_disc *rbk_stage_disc(const rbk_stage *stage);

/*
 * Path of the unfinished BIN of the first session, sectors of 2,352 bytes from lba 0 on; what has been added or filled
 * may be read there until the commit, the close or the clear (it may end early if silence is last). Borrowed; NULL when
 * not open, and after the commit.
 */
const char *rbk_stage_stash(const rbk_stage *stage);

/* Path of the BIN of a session (0: the first one) next to a sheet, whose name ends in ".cue". Freed by the caller; NULL
 * without memory. */
char *rbk_stage_bin_path(const char *cue_path, size_t session);

/* The findings since open. Borrowed. */
const rbk_findings *rbk_stage_findings(const rbk_stage *stage);

#ifdef __cplusplus
}
#endif
#endif
