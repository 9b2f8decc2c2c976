/*
 * base/crc32_window.h - the CRC-32 of a window of fixed length that moves over bytes, four of them at a step
 *
 * A CRC is linear: that of the moved window follows from the bytes that leave it and those that enter it, however long it
 * is. So a range with a known CRC is searched for at hundreds of thousands of places in one pass.
 */
#ifndef RBK_BASE_CRC32_WINDOW_H
#define RBK_BASE_CRC32_WINDOW_H

#include <stdint.h>

#define RBK_CRC32_STEP_BYTES 4

typedef struct rbk_crc32_window {
    uint32_t enter[4][256]; /* of a byte that enters, by its place in the step */
    uint32_t leave[4][256]; /* of one that leaves, at the distance of the window's length */
    uint32_t zeros;         /* the CRC of as many zeros as the window has bytes */
    uint32_t state;
} rbk_crc32_window;

/* crc: that of the window where it starts, by rbk_crc32. */
void rbk_crc32_window_init(rbk_crc32_window *window, uint64_t length_bytes, uint32_t crc);

/* Moves by one step: the first four bytes leave, four others enter after the last. */
void rbk_crc32_window_move(rbk_crc32_window *window, const uint8_t *leaving, const uint8_t *entering);

/* The CRC of the window where it is now. */
uint32_t rbk_crc32_window_value(const rbk_crc32_window *window);

#endif
