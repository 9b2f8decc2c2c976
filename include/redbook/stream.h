/*
 * redbook/stream.h - bytes from a file or from memory, and bytes to either
 *
 * Descriptors (sheets, tables of contents) are read and written through these, so that every
 * reader and writer works on memory as well as on files. Audio payload does not pass here.
 *
 * An output to a file is written under the name of an unfinished file beside the target and appears
 * under its own name only when rbk_output_commit succeeds, flushed to the disk; until then, and after a
 * failure, what stood there before is untouched.
 *
 * Files that belong together - the parts of an image and the descriptor that names them - appear in one step, by
 * rbk_publish. Stopped at any moment, even by a kill, it leaves the old files or the new ones: for as long as not all
 * of them have their names, a journal (".redbook-journal") stands in their folder, and the next call that opens one of
 * them, to write it or to read it, brings the change to its end (rbk_recover).
 */
#ifndef REDBOOK_STREAM_H
#define REDBOOK_STREAM_H

#include <redbook/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A descriptor larger than this is not a descriptor. */
#define RBK_DESCRIPTOR_BYTES_MAX ((size_t)16 * 1024 * 1024)

/* A whole descriptor in memory: bytes[size] is a zero that does not count. */
typedef struct rbk_bytes {
    uint8_t *data;
    size_t size;
} rbk_bytes;

/*
 * Reads a whole regular file of at most limit bytes, as it is when what is going on there is settled (rbk_recover).
 * RBK_FILEACCESS (cannot be opened, not a regular file),
 * RBK_FILESYSTEM (read error), RBK_UNSUPPORTED (larger than limit), RBK_NO_MEMORY.
 * The bytes are released with rbk_bytes_release.
 */
rbk_status rbk_bytes_read_file(const char *path, size_t limit, rbk_bytes *bytes, rbk_error *error);
void rbk_bytes_release(rbk_bytes *bytes);

/* Which file a path meant when it was looked at. All zeros: not known. */
typedef struct rbk_identity {
    uint64_t device;
    uint64_t inode;
    int64_t bytes;
    int64_t changed_ns; /* since 1970 */
} rbk_identity;

/* ------------------------------------------------------------------ files that have not their names yet */

/* What an unfinished file is called: like its target, with this behind it. */
#define RBK_STASH_SUFFIX ".redbook-stash"

/* A file in the making; outputs, image writers (<redbook/image.h>) and sinks (<redbook/audio.h>) lend theirs. */
typedef struct rbk_unfinished rbk_unfinished;

/* The name it is to have; lent. */
const char *rbk_unfinished_target(const rbk_unfinished *file);

/*
 * Gives flushed files of one folder their names, all of them or none; descriptor (or NULL) names the others and is never
 * seen without them. A single one is replaced by a rename. Files made to replace keep what they replace until the
 * whole set has its names; the others refuse a name that is in use (RBK_FILEEXISTS), even one that is taken at this
 * very moment. After a failure the old files stand as they were and the new ones are unfinished again, except after
 * RBK_PARTIAL_CHANGE: the files could not be taken back, and the sentence says how it is; what a later call can complete, it
 * completes.
 *
 * RBK_STASHINUSE: another process changes names of this folder. RBK_FILEACCESS, RBK_FILESYSTEM (also when the disk does
 * not confirm the names), RBK_INVALID_ARGUMENT (not in one folder), RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_publish(rbk_unfinished *const *files, size_t count, rbk_unfinished *descriptor,
                                      rbk_error *error);

typedef enum rbk_recover_purpose {
    RBK_RECOVER_TO_READ,   /* the path is going to be read */
    RBK_RECOVER_TO_MAKE,   /* it is to be made, and must not be there */
    RBK_RECOVER_TO_REPLACE /* it is to be made, whether or not it is there */
} rbk_recover_purpose;

/*
 * Brings an interrupted change in the path's folder to its end: the new files get their names, or, where that cannot be
 * done, the old ones have theirs again. A set of new files that was not complete is removed where one of them is to be
 * made now. A change that another process is making is waited for. Calls of this library that open a file by its name
 * do this by themselves. Where the path is a link, the folder that it leads to is settled, too.
 *
 * RBK_FILEACCESS: the path is part of a change that cannot be completed, because its folder cannot be written; or, to
 * make a file, something else has the journal's name; or the journal is damaged while old files stand aside
 * (NAME.redbook-old), of which nothing is removed. RBK_STASHINUSE: the other process does not come to an end.
 * RBK_FILEEXISTS: somebody's file has the name of one that had been set aside. RBK_NO_MEMORY.
 */
rbk_status rbk_recover(const char *path, rbk_recover_purpose purpose, rbk_error *error);

/* ------------------------------------------------------------------ outputs */

typedef struct rbk_output rbk_output;

/* An output that collects in memory. NULL without memory. */
rbk_output *rbk_output_new_memory(void);

/*
 * An output that becomes the file at path on commit. With replace false an existing file
 * is RBK_FILEEXISTS, here and again at commit; with replace true the new file keeps the permissions of the old one.
 * RBK_STASHINUSE: another process is writing this file. RBK_FILEACCESS when the unfinished file cannot be
 * created, or a folder, a device, a pipe or a link to one has the name. RBK_NO_MEMORY.
 */
rbk_status rbk_output_open_file(const char *path, bool replace, rbk_output **output, rbk_error *error);

/* Appends. A failure is remembered and reported by the commit too, so results may be ignored until then. */
rbk_status rbk_output_write(rbk_output *output, const void *data, size_t size, rbk_error *error);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
rbk_status
rbk_output_print(rbk_output *output, const char *format, ...);

/*
 * File: flushes to the disk and gives it its name; in two steps where it is one of a set: rbk_output_flush makes every
 * step but the last, which is rbk_publish. Memory: nothing to do.
 * RBK_FILESYSTEM, RBK_FILEEXISTS, RBK_PARTIAL_CHANGE, RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_output_flush(rbk_output *output, rbk_error *error);
RBK_MUST_CHECK rbk_status rbk_output_commit(rbk_output *output, rbk_error *error);

/* Its unfinished file, for rbk_publish; NULL for one in memory. Lent. */
rbk_unfinished *rbk_output_unfinished(rbk_output *output);

/* What a memory output holds, zero-terminated; lent until the next write. */
const char *rbk_output_text(const rbk_output *output, size_t *size);

/* Ends the output; one that was not committed leaves nothing behind. NULL is fine. */
void rbk_output_free(rbk_output *output);

#ifdef __cplusplus
}
#endif
#endif
