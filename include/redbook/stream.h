/*
 * redbook/stream.h - bytes from a file or from memory, and bytes to either
 *
 * Descriptors (sheets, tables of contents) are read and written through these, so that every reader and writer works on
 * memory as well as on files. Audio payload is not.
 *
 * An output to a file is written under the name of an unfinished file next to the target and gets its own name only
 * when rbk_output_commit succeeds, flushed to disk; until then, and after a failure, an existing file is unchanged.
 *
 * Files that belong together - the parts of an image and the descriptor that names them - appear in one step, by
 * rbk_publish. Interrupted at any moment, even by a kill, it leaves the old files or the new ones: while some of them
 * do not have their names yet, a journal (".redbook-journal") is in their folder, and the next call that opens one of
 * them, for writing or for reading, completes or undoes the change (rbk_recover).
 */
#ifndef REDBOOK_STREAM_H
#define REDBOOK_STREAM_H

#include <redbook/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A larger file is not a descriptor. */
#define RBK_DESCRIPTOR_BYTES_MAX ((size_t)16 * 1024 * 1024)

/* A whole descriptor in memory: bytes[size] is a zero that is not counted. */
typedef struct rbk_bytes {
    uint8_t *data;
    size_t size;
} rbk_bytes;

/*
 * Reads a whole regular file of at most limit bytes, after recovery of an interrupted change (rbk_recover).
 * RBK_FILEACCESS (cannot be opened, not a regular file), RBK_FILESYSTEM (read error), RBK_UNSUPPORTED (larger than
 * limit), RBK_NO_MEMORY. The bytes are released with rbk_bytes_release.
 */
rbk_status rbk_bytes_read_file(const char *path, size_t limit, rbk_bytes *bytes, rbk_error *error);
void rbk_bytes_release(rbk_bytes *bytes);

/* Identifies the file that a path led to. All zeros: unknown. */
typedef struct rbk_identity {
    uint64_t device;
    uint64_t inode;
    int64_t bytes;
    int64_t changed_ns; /* since 1970 */
} rbk_identity;

/* ------------------------------------------------------------------ unfinished files */

/* The name of an unfinished file: that of its target, cut if it would be longer than 255 bytes, followed by this. */
#define RBK_STASH_SUFFIX ".redbook-stash"

/* A file being written; those of outputs, image writers (<redbook/image.h>) and sinks (<redbook/audio.h>) are borrowed. */
typedef struct rbk_unfinished rbk_unfinished;

/* Its final name; borrowed. */
const char *rbk_unfinished_target(const rbk_unfinished *file);

/*
 * Gives flushed files of one folder their names, all or none; descriptor (or NULL) names the others and is never
 * visible without them. A single one is replaced by a rename. Files created to replace keep the old file until the
 * whole set has its names; the others refuse a name that is in use (RBK_FILEEXISTS), even one that was taken just now.
 * After a failure the old files are unchanged and the new ones are unfinished again, except after RBK_PARTIAL_CHANGE:
 * the change could not be undone, and the message has the state; a later call completes it if it can be completed.
 *
 * RBK_STASHINUSE: another process changes names in this folder. RBK_FILEACCESS, RBK_FILESYSTEM (also when the disk does
 * not confirm the names), RBK_INVALID_ARGUMENT (not in one folder, or more than 1,024), RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_publish(rbk_unfinished *const *files, size_t count, rbk_unfinished *descriptor,
                                      rbk_error *error);

typedef enum rbk_recover_purpose {
    RBK_RECOVER_TO_READ,   /* the path will be read */
    RBK_RECOVER_TO_MAKE,   /* it will be created, and must not exist */
    RBK_RECOVER_TO_REPLACE /* it will be created or replaced */
} rbk_recover_purpose;

/*
 * Completes or undoes an interrupted change in the path's folder: the new files get their names, or, if that is
 * impossible, the old ones get theirs back. An incomplete set of new files is removed if one of them is to be created
 * now. Waits for a change that another process is making. Calls of this library that open a file by its name do this
 * themselves. If the path is a link, the folder of its target is recovered too.
 *
 * What was done is a finding, of severity note, at the descriptor or the first file of the set: "change.completed",
 * "change.rolled-back". Where the folder cannot be written, a reader gets the files of the set that is whole, under
 * whatever names they have: "change.pending". Each is added once to a list; findings may be NULL.
 *
 * RBK_FILEACCESS: the path is part of a change that cannot be completed, because its folder cannot be written, and is to
 * be created, or neither the old files nor the new ones are all there; or, when creating, something else has the
 * journal's name; or the journal is damaged while old files are set aside (NAME.redbook-old), of which nothing is
 * removed. RBK_STASHINUSE: the other process does not finish. RBK_FILEEXISTS: another file has the name of one that was
 * set aside. RBK_NO_MEMORY.
 */
rbk_status rbk_recover_reporting(const char *path, rbk_recover_purpose purpose, rbk_findings *findings,
                                 rbk_error *error);

/* The same without findings. */
rbk_status rbk_recover(const char *path, rbk_recover_purpose purpose, rbk_error *error);

/* ------------------------------------------------------------------ outputs */

typedef struct rbk_output rbk_output;

/* An output to memory. NULL without memory. */
rbk_output *rbk_output_new_memory(void);

/*
 * An output that becomes the file at path on commit. With replace false an existing file is RBK_FILEEXISTS, here and
 * again at commit; with replace true the new file keeps the permissions of the old one. RBK_STASHINUSE: another process
 * is writing this file. RBK_FILEACCESS when the unfinished file cannot be created, or when a folder, a device, a pipe
 * or a link to one has the name. RBK_NO_MEMORY.
 */
rbk_status rbk_output_open_file(const char *path, bool replace, rbk_output **output, rbk_error *error);

/*
 * Appends (data NULL: with size 0 only); a large file is written in parts. A failure is kept and returned by the commit too,
 * so results may be ignored until then. RBK_FILESYSTEM, RBK_NO_MEMORY.
 */
rbk_status rbk_output_write(rbk_output *output, const void *data, size_t size, rbk_error *error);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
rbk_status
rbk_output_print(rbk_output *output, const char *format, ...);

/*
 * File: flushes it to disk and gives it its name; in two steps if it is one of a set: rbk_output_flush does everything
 * but the last step, which is rbk_publish. Memory: nothing to do. RBK_FILESYSTEM, RBK_FILEEXISTS, RBK_PARTIAL_CHANGE,
 * RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_output_flush(rbk_output *output, rbk_error *error);
RBK_MUST_CHECK rbk_status rbk_output_commit(rbk_output *output, rbk_error *error);

/* Its unfinished file, for rbk_publish; NULL for one in memory. Borrowed. */
rbk_unfinished *rbk_output_unfinished(rbk_output *output);

/* The contents of a memory output, zero-terminated; borrowed until the next write. */
const char *rbk_output_text(const rbk_output *output, size_t *size);

/* Frees the output; a file that was not committed is removed. NULL is fine. */
void rbk_output_free(rbk_output *output);

#ifdef __cplusplus
}
#endif
#endif
