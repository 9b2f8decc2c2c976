/*
 * redbook/image.h - payload: the sectors of an image in their files, written and read
 *
 * An image writer is one growing file next to its target, locked against a second writer, that becomes the target in
 * one step. It can be written at any offset, from any thread. The bytes of the file are those of the disc's BIN:
 * samples little-endian, left first; conversion from native byte order happens here and nowhere else.
 *
 * An image reader reads the sectors of a laid out disc by lba, whatever its files: one BIN or many, in either byte
 * order, pregaps that are in a file or only in the sheet.
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
 * Creates the unfinished file next to target (its name with RBK_STASH_SUFFIX) and locks it (advisory, flock). One that
 * a killed process left is replaced. RBK_STASHINUSE: another writer, of this process or another, has it.
 * RBK_FILEEXISTS: target exists and replace is false; with replace true the new file keeps the permissions of the old
 * one. RBK_FILEACCESS (cannot be created; something that is not a regular file has the name), RBK_NO_MEMORY.
 */
rbk_status rbk_image_writer_open(const char *target, bool replace, rbk_image_writer **writer, rbk_error *error);

/*
 * Asks the file system to reserve disk space for this many bytes, without changing the file's length.
 * RBK_NOTENOUGHDISKFORSTASH when there is not enough; RBK_OK on a file system that cannot tell.
 */
rbk_status rbk_image_writer_reserve(rbk_image_writer *writer, int64_t bytes, rbk_error *error);

/*
 * Writes bytes, or samples in native byte order, at an offset. Safe from several threads at once. Ranges that were
 * never written read as zeros. RBK_NOTENOUGHDISKFORSTASH, RBK_FILESYSTEM.
 */
RBK_MUST_CHECK rbk_status rbk_image_writer_write(rbk_image_writer *writer, int64_t offset_bytes, const void *data,
                                                 size_t bytes, rbk_error *error);
RBK_MUST_CHECK rbk_status rbk_image_writer_write_samples(rbk_image_writer *writer, int64_t offset_samples,
                                                         const int16_t *samples, size_t count, rbk_error *error);

/* Sets the length of the file: truncates it, or extends it with zeros. RBK_FILESYSTEM, RBK_NOTENOUGHDISKFORSTASH. */
rbk_status rbk_image_writer_truncate(rbk_image_writer *writer, int64_t bytes, rbk_error *error);

/*
 * Finishing in two steps. flush: truncates to bytes and forces the file to disk. publish: gives the file the target's
 * name (rbk_publish; for several files that belong together, call that with their unfinished files).
 */
RBK_MUST_CHECK rbk_status rbk_image_writer_flush(rbk_image_writer *writer, int64_t bytes, rbk_error *error);
RBK_MUST_CHECK rbk_status rbk_image_writer_publish(rbk_image_writer *writer, rbk_error *error);
rbk_unfinished *rbk_image_writer_unfinished(rbk_image_writer *writer); /* borrowed */

/* Path of the target and of the unfinished file; borrowed. */
const char *rbk_image_writer_target(const rbk_image_writer *writer);
const char *rbk_image_writer_stash(const rbk_image_writer *writer);

/* Frees the writer; an unfinished file is removed. NULL is fine. */
void rbk_image_writer_free(rbk_image_writer *writer);

/* ------------------------------------------------------------------ reading */

typedef struct rbk_image rbk_image;

/*
 * An image over the files of a probed disc (rbk_source_probe) and its layout; both may be freed afterwards. Files of
 * disc sectors are opened at once and stay open, so later changes of their names have no effect. Of files with a header
 * those can be read whose samples pass unchanged (16 bits or fewer at 44.1 kHz, one or two channels, WAV, AIFF, FLAC
 * and similar).
 *
 * RBK_UNSUPPORTED: a track is in a file that becomes sectors only by conversion; author it first. RBK_BAD_LAYOUT:
 * longer than any disc (RBK_PROGRAM_SECTORS_MAX); data sectors that do not start on a sector of the disc. RBK_CHANGED:
 * a file was changed since it was probed. RBK_INVALID_ARGUMENT (a layout of another disc, a file has no location),
 * RBK_NO_MEMORY; of files with a header the errors of rbk_audio_open. Close with rbk_image_close.
 */
rbk_status rbk_image_open(const rbk_disc *disc, const rbk_layout *layout, rbk_image **image, rbk_error *error);
void rbk_image_close(rbk_image *image); /* NULL is fine */

/* The end of the disc: sectors from lba 0, the ranges between sessions included. */
int32_t rbk_image_lead_out(const rbk_image *image);

/*
 * Reads count sectors from first_lba (-150 or more, up to the lead-out) as they are on the disc, 2352 bytes each:
 * samples little-endian, left first, also if the file is MOTOROLA; zeros for silence, and in the pregap before lba 0.
 * Data sectors are unscrambled: those of 2352 bytes byte for byte as in the file, whatever the address in their header;
 * others (2048, 2324, 2336) are built for their address as by rbk_sector_build; pregaps of data tracks that are in no
 * file are empty sectors of the track's mode. Of CD+G (2448) the subchannel is omitted. Safe from several threads at
 * once.
 *
 * RBK_INVALID_ARGUMENT: sectors outside the disc. RBK_BETWEEN_SESSIONS: some of them are between two sessions, where a
 * disc has addresses and no sectors. RBK_BAD_LAYOUT: the file ends before them (it was truncated since it was probed);
 * RBK_FILEACCESS, RBK_FILESYSTEM; the message has the byte, the location is the file and the lba. The buffer is then
 * undefined.
 */
RBK_MUST_CHECK rbk_status rbk_image_read_sectors(rbk_image *image, int32_t first_lba, uint32_t count, uint8_t *buffer,
                                                 rbk_error *error);

/*
 * The same in samples: count of them from first_sample of the disc's time line (-150 * 588 or more), interleaved left,
 * right, in native byte order.
 */
RBK_MUST_CHECK rbk_status rbk_image_read_samples(rbk_image *image, int64_t first_sample, size_t count, int16_t *samples,
                                                 rbk_error *error);

/* ------------------------------------------------------------------ subchannel */

/*
 * The subchannel in a disc's files (rbk_file.subchannel): in sectors of 2448 bytes, in a .sub or in a .cdg, whichever
 * holds the payload. R to W are returned as recorded on the disc. Packs in playing order are interleaved over eight
 * packs for that, across files, and their six parity symbols are recomputed: a .cdg has them correct, wrong or not at
 * all, and for undamaged data the correct ones are always the same. What would be interleaved beyond the lead-out is
 * discarded.
 */
typedef struct rbk_subchannel rbk_subchannel;

/* Interleaving reaches this many sectors past a pack's own: seven packs are not quite two sectors. */
#define RBK_SUBCHANNEL_REACH_SECTORS 2

/*
 * Opens the files of a probed disc that hold a subchannel; disc and layout may be freed afterwards. A disc without any
 * is fine. RBK_INVALID_ARGUMENT (a layout of another disc), RBK_BAD_LAYOUT (as rbk_image_open), RBK_FILEACCESS with the
 * file as its location, RBK_NO_MEMORY. Close with rbk_subchannel_close (NULL is fine).
 */
rbk_status rbk_subchannel_open(const rbk_disc *disc, const rbk_layout *layout, rbk_subchannel **subchannel,
                               rbk_error *error);
void rbk_subchannel_close(rbk_subchannel *subchannel);

/* True when any of the disc's files has one; of a track, when any file that the track uses has one. */
bool rbk_subchannel_disc_has(const rbk_disc *disc);
bool rbk_subchannel_track_has(const rbk_disc *disc, const rbk_track *track);

/*
 * Reads count sectors from first_lba (-150 or more, up to the lead-out), 96 bytes each in time order: R to W, and P and
 * Q if the source has them, else zeros; zeros too where a file has none or ends early. Safe from several threads at
 * once. RBK_INVALID_ARGUMENT, RBK_BETWEEN_SESSIONS, RBK_FILESYSTEM.
 */
RBK_MUST_CHECK rbk_status rbk_subchannel_read(rbk_subchannel *subchannel, int32_t first_lba, uint32_t count,
                                              uint8_t *raw, rbk_error *error);

typedef enum rbk_subchannel_order {
    RBK_SUBCHANNEL_TIME_ORDER,   /* after the payload in sectors of 2448 bytes */
    RBK_SUBCHANNEL_CHANNEL_ORDER /* in a .sub, whose sector 0 is lba 0 */
} rbk_subchannel_order;

/*
 * Builds the contents of such files, 96 bytes a sector: P and Q of the subcode, R to W of the subchannel (NULL: zeros).
 * Errors of rbk_subchannel_read.
 */
rbk_status rbk_subchannel_render(const rbk_subcode *subcode, rbk_subchannel *subchannel, int32_t first_lba,
                                 uint32_t count, rbk_subchannel_order order, uint8_t *bytes, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
