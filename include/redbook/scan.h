/*
 * redbook/scan.h - one pass over the sectors of an image that feeds any number of visitors
 *
 * Whoever measures, checks or sums a disc is a visitor: a function that gets every sector of the disc once, in order.
 * Several visitors share one pass, so that an image is read once however much is wanted of it. Visitors work side by
 * side in several threads; each of them gets its blocks one after another and never two at a time, so that none of them
 * needs locks and all results are the same with any number of threads.
 */
#ifndef REDBOOK_SCAN_H
#define REDBOOK_SCAN_H

#include <redbook/image.h>
#include <redbook/listener.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The most sectors of a block. */
#define RBK_SCAN_SECTORS_AT_ONCE 256

/*
 * Contiguous sectors of one track, all of them before its index 01 or all of them from there on. A part - what stands
 * before index 01, and the rest - comes in blocks of RBK_SCAN_SECTORS_AT_ONCE, counted from the beginning of the part;
 * only its last block is shorter.
 */
typedef struct rbk_scan_block {
    size_t track;           /* position in rbk_disc.tracks */
    bool audio;             /* of the track's mode */
    bool pregap;            /* before index 01 */
    int32_t lba;            /* of the first sector */
    uint32_t count;         /* sectors, 1 to RBK_SCAN_SECTORS_AT_ONCE */
    const uint8_t *sectors; /* 2,352 bytes each, as rbk_image_read_sectors gives them */
    const int16_t *samples; /* audio: the same, left and right in turn, in the machine's byte order; NULL of data */
} rbk_scan_block;

typedef struct rbk_scan_visitor {
    void *user;
    /*
     * Takes a block, which is borrowed until the call returns. Called in any thread, never in two at once. Any result but
     * RBK_OK ends the scan with it.
     */
    rbk_status (*visit)(void *user, const rbk_scan_block *block, rbk_error *error);
    uint64_t reserved[2]; /* 0 */
} rbk_scan_visitor;

typedef struct rbk_scan_options {
    uint32_t jobs;                /* 0: as many threads as there are processors; 1: the calling thread alone */
    const rbk_listener *listener; /* NULL; borrowed for the call */
    uint64_t reserved[4];         /* 0 */
} rbk_scan_options;

void rbk_scan_options_init(rbk_scan_options *options);

/*
 * Reads all tracks of a disc from lba 0 to the lead-out of its last session, once, and gives each block to every visitor.
 * disc and layout are those that the image was opened with. options NULL: the defaults above. Memory is bounded: a few
 * blocks, whatever the number of visitors and threads.
 *
 * A failure ends the scan. With any number of threads it is the same one: that of the earliest block, and of the first
 * visitor in the array among those that refuse this block. Visitors before it in the array have had that block, and all
 * have had those before it.
 *
 * The listener is notified of sectors that all visitors have had, counted from lba 0, and asked for cancel, both in the
 * calling thread. RBK_USERABORT, RBK_INVALID_POINTER, RBK_INVALID_ARGUMENT (a layout of another disc), RBK_NO_MEMORY;
 * results of rbk_image_read_sectors and of the visitors.
 */
RBK_MUST_CHECK rbk_status rbk_image_scan(rbk_image *image, const rbk_disc *disc, const rbk_layout *layout,
                                         const rbk_scan_visitor *visitors, size_t count,
                                         const rbk_scan_options *options, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
