/*
 * redbook/stream.h - bytes from a file or from memory, and bytes to either
 *
 * Descriptors (sheets, tables of contents) are read and written through these, so that every
 * reader and writer works on memory as well as on files. Audio payload does not pass here.
 *
 * An output to a file is written under a temporary name beside the target and appears
 * under its own name only when rbk_output_commit succeeds, flushed to the disk; until then, and after a
 * failure, what stood there before is untouched.
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
 * Reads a whole regular file of at most limit bytes. RBK_FILEACCESS (cannot be opened, not a regular file),
 * RBK_FILESYSTEM (read error), RBK_UNSUPPORTED (larger than limit), RBK_NO_MEMORY.
 * The bytes are released with rbk_bytes_release.
 */
rbk_status rbk_bytes_read_file(const char *path, size_t limit, rbk_bytes *bytes, rbk_error *error);
void rbk_bytes_release(rbk_bytes *bytes);

typedef struct rbk_output rbk_output;

/* An output that collects in memory. NULL without memory. */
rbk_output *rbk_output_new_memory(void);

/*
 * An output that becomes the file at path on commit. With replace false an existing file
 * is RBK_FILEEXISTS, here and again at commit. RBK_FILEACCESS when the temporary file cannot be
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
 * File: flushes to the disk and renames; in two steps where another file has to appear in between:
 * rbk_output_flush makes every later step but the rename. Memory: nothing to do.
 * RBK_FILESYSTEM, RBK_FILEEXISTS, RBK_NO_MEMORY.
 */
rbk_status rbk_output_flush(rbk_output *output, rbk_error *error);
rbk_status rbk_output_commit(rbk_output *output, rbk_error *error);

/* What a memory output holds, zero-terminated; lent until the next write. */
const char *rbk_output_text(const rbk_output *output, size_t *size);

/* Ends the output; one that was not committed leaves nothing behind. NULL is fine. */
void rbk_output_free(rbk_output *output);

#ifdef __cplusplus
}
#endif
#endif
