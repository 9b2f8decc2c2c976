/*
 * base/input.h - the bytes of a file, or of memory: open, read at an offset, limit to a segment, patch a few bytes
 */
#ifndef RBK_BASE_INPUT_H
#define RBK_BASE_INPUT_H

#include "base/read_at.h"

#include <redbook/error.h>

/* A wrong field is corrected in what decoders see; the file itself is never written. */
#define RBK_INPUT_PATCH_BYTES  24
#define RBK_INPUT_WINDOW_BYTES 65536

typedef struct rbk_input_patch {
    int64_t offset; /* in the file */
    size_t size;
    uint8_t bytes[RBK_INPUT_PATCH_BYTES];
} rbk_input_patch;

typedef struct rbk_input {
    int descriptor;       /* -1: closed, or bytes in memory */
    const uint8_t *bytes; /* in memory, lent; NULL for a file */
    int64_t size;         /* of the file */
    int64_t begin;        /* the segment that decoders see, without tags before and after */
    int64_t end;
    int64_t shown_end; /* the end that decoders see; zeros are read between end and this */
    int64_t position;  /* of the decoder, in the file */
    int system_error;  /* errno of the last read that failed, 0 */
    size_t patch_count;
    size_t patch_capacity;
    rbk_input_patch *patches; /* by offset */
} rbk_input;

/*
 * Opens a regular file for reading. RBK_FILEACCESS. Close with rbk_input_close, also after a failure. if_there: if
 * there is no regular file, descriptor is -1, which is not a failure.
 */
rbk_status rbk_input_open(rbk_input *input, const char *path, rbk_error *error);
rbk_status rbk_input_open_if_there(rbk_input *input, const char *path, rbk_error *error);

void rbk_input_close(rbk_input *input);

/* Another input over the file that is open in opened, so that the file is found and opened once. RBK_FILEACCESS. */
rbk_status rbk_input_open_again(rbk_input *input, const rbk_input *opened, rbk_error *error);

/* *to becomes the input, and from is closed. */
void rbk_input_move(rbk_input *from, rbk_input *to);

/* The same over bytes in memory, which are lent until it is closed. */
void rbk_input_open_bytes(rbk_input *input, const uint8_t *bytes, size_t size);

/* False for an input that was opened where nothing is there (rbk_input_open_if_there). */
static inline bool rbk_input_is_there(const rbk_input *input)
{
    return input->descriptor >= 0 || input->bytes;
}

/* Sets the segment that decoders see. */
void rbk_input_show(rbk_input *input, int64_t begin, int64_t end);

/* Reads up to size bytes at an offset of the file, patches applied. Fewer at the end, -1 on a system error. */
int64_t rbk_input_read(rbk_input *input, int64_t offset, void *data, size_t size);

/*
 * Patches bytes from now on, at most RBK_INPUT_PATCH_BYTES of them. If two patches overlap, the one that starts later
 * in the file wins. False without memory.
 */
bool rbk_input_patch_add(rbk_input *input, int64_t offset, const uint8_t *bytes, size_t size);

/* Removes the patch that starts at offset; of several, the last that was added. */
void rbk_input_patch_remove(rbk_input *input, int64_t offset);

/* RBK_FILESYSTEM with the system error of the failed read; RBK_NO_MEMORY if that is ENOMEM. */
rbk_status rbk_input_fail(const rbk_input *input, rbk_error *error);

/* A buffered view of the file for sequential parsers. */
typedef struct rbk_window {
    rbk_input *input;
    int64_t offset;
    size_t have;
    uint8_t bytes[RBK_INPUT_WINDOW_BYTES];
} rbk_window;

/* On the heap; NULL without memory. Freed with free. */
rbk_window *rbk_window_new(rbk_input *input);

/* size bytes (at most the window's) at offset, lent until the next call; NULL past the end or on failure. */
const uint8_t *rbk_window_at(rbk_window *window, int64_t offset, size_t size);

/* Numbers as stored in files. */
static inline uint32_t rbk_le16(const uint8_t *b)
{
    return (uint32_t)b[0] | (uint32_t)b[1] << 8;
}
static inline uint32_t rbk_le32(const uint8_t *b)
{
    return rbk_le16(b) | rbk_le16(b + 2) << 16;
}
static inline uint64_t rbk_le64(const uint8_t *b)
{
    return (uint64_t)rbk_le32(b) | (uint64_t)rbk_le32(b + 4) << 32;
}
static inline uint32_t rbk_be16(const uint8_t *b)
{
    return (uint32_t)b[0] << 8 | (uint32_t)b[1];
}
static inline uint32_t rbk_be32(const uint8_t *b)
{
    return rbk_be16(b) << 16 | rbk_be16(b + 2);
}
static inline uint64_t rbk_be64(const uint8_t *b)
{
    return (uint64_t)rbk_be32(b) << 32 | (uint64_t)rbk_be32(b + 4);
}

#endif
