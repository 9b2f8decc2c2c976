/*
 * chd/write.h - a CHD file from a row of frames
 *
 * Frames come in order; hunks are compressed by as many threads as there are and written in order, so that the bytes of
 * the file do not depend on the threads. A hunk that was there before is a reference to it. In the file: header,
 * metadata, hunks, map; of an uncompressed one header, map, metadata, hunks.
 */
#ifndef RBK_CHD_WRITE_H
#define RBK_CHD_WRITE_H

#include "chd/hunk_encode.h"

typedef struct rbk_chd_write_options {
    rbk_chd_effort effort;
    unsigned threads;                /* 0 and 1: the caller's alone */
    uint64_t frames;                 /* that will come */
    const rbk_chd_metadata *entries; /* in the order of the file; lent until the finish */
    size_t entry_count;
    /* Writes bytes to a place in the file; always called in the caller's thread. */
    rbk_status (*write)(void *user, int64_t offset, const void *bytes, size_t size, rbk_error *error);
    void *user;
} rbk_chd_write_options;

typedef struct rbk_chd_writer rbk_chd_writer;

/* RBK_NO_MEMORY (threads that cannot be had are done without), RBK_UNSUPPORTED: more than a file can have. */
rbk_status rbk_chd_writer_new(const rbk_chd_write_options *options, rbk_chd_writer **writer, rbk_error *error);
void rbk_chd_writer_free(rbk_chd_writer *writer); /* NULL is fine */

/*
 * The next frame, of RBK_CHD_FRAME_BYTES, as the file will have it. audio: it is compressed as such. What write gives,
 * RBK_NO_MEMORY; RBK_INVALID_ARGUMENT: more than were announced.
 */
rbk_status rbk_chd_writer_add(rbk_chd_writer *writer, const uint8_t *frame, bool audio, rbk_error *error);

/*
 * Writes what is left, the map and the header; *bytes is the length of the file. RBK_INVALID_ARGUMENT: fewer frames
 * came than were announced.
 */
rbk_status rbk_chd_writer_finish(rbk_chd_writer *writer, int64_t *bytes, rbk_error *error);

#endif
