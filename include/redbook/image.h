/*
 * redbook/image.h - payload: the sectors of an image in their files, written and read
 *
 * An image writer is one growing file beside its target, locked against a second writer, that becomes the target in one
 * step. It is written at any place, from any thread. Bytes in this file are as on the disc's BIN: samples
 * little-endian, left first; the swap from the machine's order happens here and nowhere else.
 *
 * An image reader gives the sectors of a laid out disc by lba, whatever its files look like: one BIN or many, in either
 * byte order, pauses that are in a file or only in the sheet.
 */
#ifndef REDBOOK_IMAGE_H
#define REDBOOK_IMAGE_H

#include <redbook/layout.h>
#include <redbook/stream.h>
#include <redbook/subcode.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rbk_image_writer rbk_image_writer;

/*
 * Creates the unfinished file beside target (its name with RBK_STASH_SUFFIX) and locks it (advisory, flock). One that a
 * killed process left behind makes room for it. RBK_STASHINUSE: another writer, of this process or another, holds it.
 * RBK_FILEEXISTS: target exists and replace is false; with replace true the new file keeps the permissions of the old
 * one. RBK_FILEACCESS (cannot be created; not a regular file stands there), RBK_NO_MEMORY.
 */
rbk_status rbk_image_writer_open(const char *target, bool replace, rbk_image_writer **writer, rbk_error *error);

/*
 * Asks the file system to set room aside for bytes from the beginning, without changing the
 * file's length. RBK_NOTENOUGHDISKFORSTASH when it says that there is none; a file system that cannot tell is RBK_OK.
 */
rbk_status rbk_image_writer_reserve(rbk_image_writer *writer, int64_t bytes, rbk_error *error);

/*
 * Writes whole bytes, or samples in the machine's byte order, at a place. Safe from several threads at once. What
 * lies between written places reads as zeros. RBK_NOTENOUGHDISKFORSTASH, RBK_FILESYSTEM.
 */
rbk_status rbk_image_writer_write(rbk_image_writer *writer, int64_t offset_bytes, const void *data, size_t bytes,
                                  rbk_error *error);
rbk_status rbk_image_writer_write_samples(rbk_image_writer *writer, int64_t offset_samples, const int16_t *samples,
                                          size_t count, rbk_error *error);

/* Makes the file this long: cuts what lies behind, or lengthens it with zeros. RBK_FILESYSTEM,
 * RBK_NOTENOUGHDISKFORSTASH. */
rbk_status rbk_image_writer_truncate(rbk_image_writer *writer, int64_t bytes, rbk_error *error);

/*
 * The two halves of finishing. flush: cuts to bytes and forces all of it to the disk. publish: the file
 * appears under the target's name (rbk_publish; for several files that belong together, that with their unfinished
 * ones).
 */
RBK_MUST_CHECK rbk_status rbk_image_writer_flush(rbk_image_writer *writer, int64_t bytes, rbk_error *error);
RBK_MUST_CHECK rbk_status rbk_image_writer_publish(rbk_image_writer *writer, rbk_error *error);
rbk_unfinished *rbk_image_writer_unfinished(rbk_image_writer *writer); /* lent */

/* Path of the target and of the unfinished file; lent. */
const char *rbk_image_writer_target(const rbk_image_writer *writer);
const char *rbk_image_writer_stash(const rbk_image_writer *writer);

/* Ends it; an unfinished file is removed. NULL is fine. */
void rbk_image_writer_free(rbk_image_writer *writer);

/* ------------------------------------------------------------------ reading */

typedef struct rbk_image rbk_image;

/*
 * An image over the files of a measured disc (rbk_source_probe) and its layout; both may be freed afterwards. Files of
 * disc sectors are opened at once and stay open: whoever has their names later, these are the disc's. Of files with a header those can be read that pass unchanged
 * (16 bits or fewer at 44.1 kHz, one or two channels, WAV, AIFF, FLAC and their like): their samples are the disc's.
 *
 * RBK_UNSUPPORTED: a track lies in a file that becomes sectors only by conversion; it has to be authored first.
 * RBK_BAD_LAYOUT: longer than any disc (RBK_PROGRAM_SECTORS_MAX); sectors of data that begin inside a sector of the
 * disc. RBK_CHANGED: a file is not the one that was probed any more. RBK_INVALID_ARGUMENT (the layout is not this
 * disc's, a file has no location), RBK_NO_MEMORY; of files with a header what rbk_audio_open refuses. Closed with rbk_image_close.
 */
rbk_status rbk_image_open(const rbk_disc *disc, const rbk_layout *layout, rbk_image **image, rbk_error *error);
void rbk_image_close(rbk_image *image); /* NULL is fine */

/* Where the disc ends: sectors from lba 0, what lies between sessions included. */
int32_t rbk_image_lead_out(const rbk_image *image);

/*
 * Gives count sectors from first_lba (-150 or more, up to the lead-out) as the disc has them, 2352 bytes each: samples
 * little-endian, left first, also where the file is MOTOROLA; zeros where there is silence, and in the pause before
 * lba 0. Data sectors are unscrambled: those of 2352 bytes byte for byte as in the file, whatever place their header
 * names; others (2048, 2324, 2336) built for their place as rbk_sector_build does; pauses of data tracks that are not
 * in a file as sectors of their mode with nothing in them. Of CD+G (2448) the subchannel is left out. Safe from several
 * threads at once.
 *
 * RBK_INVALID_ARGUMENT: sectors outside the disc. RBK_BETWEEN_SESSIONS: some of them lie between two sessions, where a
 * disc has addresses and no sectors. RBK_BAD_LAYOUT: the file ends before them (it was cut since it was
 * measured); RBK_FILEACCESS, RBK_FILESYSTEM; the sentence says the byte, the place is the file and the lba. The buffer
 * is then undefined.
 */
RBK_MUST_CHECK rbk_status rbk_image_read_sectors(rbk_image *image, int32_t first_lba, uint32_t count, uint8_t *buffer,
                                                 rbk_error *error);

/*
 * The same by samples: count of them from first_sample of the disc's time line (-150 * 588 or more), interleaved left,
 * right, in the machine's byte order.
 */
rbk_status rbk_image_read_samples(rbk_image *image, int64_t first_sample, size_t count, int16_t *samples,
                                  rbk_error *error);

/* ------------------------------------------------------------------ subchannel */

/*
 * The subchannel of a disc's files (rbk_file.subchannel): in sectors of 2448 bytes, in a .sub or in a .cdg, whatever
 * holds their payload. R to W come as they pass by on the disc. Packs in the order of playing are spread for that over
 * eight packs, from file to file without a break, and their six parity symbols are made anew: a .cdg has them right,
 * wrong or not at all, and with whole data the right ones are always the same. What is spread beyond the lead-out is
 * cut off.
 */
typedef struct rbk_subchannel rbk_subchannel;

/* So far packs reach into sectors behind their own: seven packs are not quite two sectors. */
#define RBK_SUBCHANNEL_REACH_SECTORS 2

/*
 * Opens those files of a measured disc that hold a subchannel; disc and layout may be freed afterwards. A disc without
 * any is fine. RBK_INVALID_ARGUMENT (the layout is not this disc's), RBK_BAD_LAYOUT (as rbk_image_open has it),
 * RBK_FILEACCESS with the file as its place, RBK_NO_MEMORY. Closed with rbk_subchannel_close (NULL is fine).
 */
rbk_status rbk_subchannel_open(const rbk_disc *disc, const rbk_layout *layout, rbk_subchannel **subchannel,
                               rbk_error *error);
void rbk_subchannel_close(rbk_subchannel *subchannel);

/* True when any of the disc's files has one; of a track, when any file that the track uses has one. */
bool rbk_subchannel_disc_has(const rbk_disc *disc);
bool rbk_subchannel_track_has(const rbk_disc *disc, const rbk_track *track);

/*
 * Gives count sectors from first_lba (-150 or more, up to the lead-out), 96 bytes each in time order: R to W, and P and
 * Q where the source has them, else zeros; zeros too where a file has none or ends early. Safe from several threads at
 * once. RBK_INVALID_ARGUMENT, RBK_BETWEEN_SESSIONS, RBK_FILESYSTEM.
 */
rbk_status rbk_subchannel_read(rbk_subchannel *subchannel, int32_t first_lba, uint32_t count, uint8_t *raw,
                               rbk_error *error);

typedef enum rbk_subchannel_order {
    RBK_SUBCHANNEL_TIME_ORDER,   /* behind the payload in sectors of 2448 bytes */
    RBK_SUBCHANNEL_CHANNEL_ORDER /* in a .sub, sector 0 of which is lba 0 */
} rbk_subchannel_order;

/*
 * Makes what such files hold, 96 bytes to the sector: P and Q of the subcode, R to W of the subchannel (NULL: zeros).
 * Results as rbk_subchannel_read.
 */
rbk_status rbk_subchannel_render(const rbk_subcode *subcode, rbk_subchannel *subchannel, int32_t first_lba,
                                 uint32_t count, rbk_subchannel_order order, uint8_t *bytes, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
