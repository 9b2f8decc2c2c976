/*
 * redbook/image.h - payload: the sectors of an image in their file
 *
 * An image writer is one growing file beside its target, locked against a second writer, that becomes the target in one
 * step. It is written at any place, from any thread. Bytes in this file are as on the disc's BIN: samples
 * little-endian, left first; the swap from the machine's order happens here and nowhere else.
 */
#ifndef REDBOOK_IMAGE_H
#define REDBOOK_IMAGE_H

#include <redbook/address.h>
#include <redbook/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rbk_image_writer rbk_image_writer;

/* The unfinished file is called like its target with this behind it. */
#define RBK_STASH_SUFFIX ".redbook-stash"

/*
 * Creates the unfinished file beside target and locks it (advisory, flock). One that a killed process left behind
 * is emptied and used. RBK_STASHINUSE: another writer, of this process or another, holds it. RBK_FILEEXISTS: target
 * exists and replace is false. RBK_FILEACCESS (cannot be created; not a regular file stands there), RBK_NO_MEMORY.
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
 * appears under the target's name; with replace, what stood there before is kept until the next two calls.
 * rollback: takes a publish back (the old file stands there again). settle: the old one is let go.
 */
rbk_status rbk_image_writer_flush(rbk_image_writer *writer, int64_t bytes, rbk_error *error);
rbk_status rbk_image_writer_publish(rbk_image_writer *writer, rbk_error *error);
void rbk_image_writer_rollback(rbk_image_writer *writer);
void rbk_image_writer_settle(rbk_image_writer *writer);

/* Path of the target and of the unfinished file; lent. */
const char *rbk_image_writer_target(const rbk_image_writer *writer);
const char *rbk_image_writer_stash(const rbk_image_writer *writer);

/* Ends it; an unfinished file is removed. NULL is fine. */
void rbk_image_writer_free(rbk_image_writer *writer);

#ifdef __cplusplus
}
#endif
#endif
