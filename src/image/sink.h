/*
 * image/sink.h - the table of sinks: a row has what a kind needs of a disc and how its file is made
 */
#ifndef RBK_IMAGE_SINK_H
#define RBK_IMAGE_SINK_H

#include "base/file_sums.h"
#include "image/writer.h"

#include <redbook/sink.h>
#include <redbook/subchannel.h>

#define RBK_IMAGE_SINK_SECTORS_AT_ONCE 256
#define RBK_IMAGE_WIDE_BYTES           (RBK_SECTOR_BYTES + RBK_SUBCHANNEL_BYTES)

/* The block read for a sink, and buffers for what it makes of it. */
typedef struct rbk_sink_block {
    int32_t lba;
    uint32_t count;
    uint8_t *sectors; /* raw; may be changed */
    rbk_subchannel *subchannel;
    uint8_t *made;        /* so many times RBK_IMAGE_WIDE_BYTES */
    bool with_subchannel; /* the range is one of sectors with theirs */
} rbk_sink_block;

/*
 * How a kind writes a file whose bytes do not simply follow from one block after the other: compressed, with a header
 * that is known at the end, at several places at once. state is its own.
 */
typedef struct rbk_sink_encoding {
    rbk_status (*open)(const rbk_image_sink_options *options, void **state, rbk_error *error);
    rbk_status (*take)(void *state, const rbk_sink_block *block, rbk_error *error);
    /* As rbk_image_sink_flush; *bytes becomes the length of the file where it is known. */
    rbk_status (*flush)(void *state, int64_t *bytes, rbk_error *error);
    rbk_unfinished *(*unfinished)(void *state);
    void (*free)(void *state); /* NULL is fine */
} rbk_sink_encoding;

extern const rbk_sink_encoding rbk_sink_audio_encoding;
extern const rbk_sink_encoding rbk_sink_chd_encoding;
extern const rbk_sink_encoding rbk_sink_cuts_encoding;

typedef struct rbk_sink_row {
    const char *name;
    uint32_t head_bytes;
    uint32_t sector_bytes;             /* of the file, without subchannel after */
    bool file;                         /* there is one */
    const rbk_sink_encoding *encoding; /* that writes it; NULL: what make gives is appended */
    bool reads;                        /* wants the sectors of the image */
    bool as_they_are;                  /* and stores them unchanged, so that they can be copied without being read */
    /* The bytes before the first sector; NULL: none. head has room for head_bytes. */
    void (*make_head)(const rbk_image_sink_options *options, uint8_t *head);
    /* The bytes of the file for a block; NULL: the sectors themselves. */
    rbk_status (*make)(const rbk_image_sink_options *options, const rbk_sink_block *block, rbk_error *error);
} rbk_sink_row;

/* Appends bytes to the file of a sink that has one and no encoder. Results of rbk_image_writer_write. */
rbk_status rbk_image_sink_put(rbk_image_sink *sink, const void *bytes, size_t size, rbk_error *error);

/* The checksums of what was written so far; NULL where none were asked for. Lent. */
const rbk_file_sums *rbk_image_sink_sums(const rbk_image_sink *sink);

extern const rbk_sink_row rbk_sink_rows[RBK_IMAGE_SINK_KINDS];

/* Bytes of the file as far as it is written: all of it after the flush; 0 where an encoder keeps that to itself. */
int64_t rbk_image_sink_written_bytes(const rbk_image_sink *sink);

/*
 * Appends R to W to audio sectors, from lba on: wide gets count sectors of RBK_IMAGE_WIDE_BYTES, their audio big-endian
 * on request (then that in sectors is swapped, too). subchannel NULL: zeros. subcode (nullable): P and Q, too. Errors
 * of rbk_subchannel_read.
 */
rbk_status rbk_image_widen(const rbk_subcode *subcode, rbk_subchannel *subchannel, int32_t lba, uint32_t count,
                           bool big_endian, uint8_t *sectors, uint8_t *wide, rbk_error *error);

#endif
