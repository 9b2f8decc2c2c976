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
    uint8_t *made;
} rbk_sink_block;

typedef struct rbk_sink_row {
    const char *name;
    uint32_t head_bytes;
    uint32_t sector_bytes; /* of the file, without subchannel after */
    bool file;             /* there is one, */
    bool encoded;          /* which an encoder writes */
    bool reads;            /* wants the sectors of the image */
    bool as_they_are;      /* and stores them unchanged, so that they can be copied without being read */
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

/*
 * Appends R to W to audio sectors, from lba on: wide gets count sectors of RBK_IMAGE_WIDE_BYTES, their audio big-endian
 * on request (then that in sectors is swapped, too). subchannel NULL: zeros. subcode (nullable): P and Q, too. Errors of rbk_subchannel_read.
 */
rbk_status rbk_image_widen(const rbk_subcode *subcode, rbk_subchannel *subchannel, int32_t lba, uint32_t count,
                           bool big_endian, uint8_t *sectors, uint8_t *wide, rbk_error *error);

#endif
