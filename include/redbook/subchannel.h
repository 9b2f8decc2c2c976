/*
 * redbook/subchannel.h - the eight subchannels of one sector: P, Q and R to W
 *
 * Each sector has 96 bits of each channel. Q holds the position, and at intervals the disc's number or the track's; P
 * marks the starts of tracks; R to W hold graphics (CD+G) and, in the lead-in, CD-TEXT. Pure functions on the caller's
 * storage, safe from any thread. Source: IEC 60908 (clause on the control and display system), ECMA-130 clause 22.
 */
#ifndef REDBOOK_SUBCHANNEL_H
#define REDBOOK_SUBCHANNEL_H

#include <redbook/address.h>
#include <redbook/codes.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RBK_Q_BYTES          12   /* 10 of content, 2 of CRC */
#define RBK_SUBCHANNEL_BYTES 96   /* all eight channels of a sector */
#define RBK_Q_LEAD_OUT       0xAA /* the track number of the lead-out */
#define RBK_Q_DATA           4    /* the control bit of a data track, in addition to RBK_FLAG_* */

/* Points of the TOC that are not tracks. */
#define RBK_POINT_FIRST_TRACK 0xA0
#define RBK_POINT_LAST_TRACK  0xA1
#define RBK_POINT_LEAD_OUT    0xA2

typedef enum rbk_q_kind {
    RBK_Q_POSITION, /* ADR 1 outside the lead-in */
    RBK_Q_TOC,      /* ADR 1 in the lead-in (track number 0) */
    RBK_Q_MCN,      /* ADR 2 */
    RBK_Q_ISRC,     /* ADR 3 */
    RBK_Q_OTHER     /* ADR 0, 4 to 15 (5: several sessions); not interpreted */
} rbk_q_kind;

/* Q of one sector, as numbers. Members that a kind does not have are 0. */
typedef struct rbk_q {
    rbk_q_kind kind;
    uint8_t adr;               /* of RBK_Q_OTHER; else it follows from kind */
    uint8_t control;           /* RBK_FLAG_* bits and RBK_Q_DATA: 0 to 15 */
    uint8_t track;             /* POSITION: 1-99, RBK_Q_LEAD_OUT */
    uint8_t index;             /* POSITION: 0-99 */
    uint8_t point;             /* TOC: 1-99, or 0xA0 and above as on the disc */
    int32_t relative_sectors;  /* POSITION: from index 01 on; in a pregap, down to it; TOC: the running time */
    int32_t absolute_sectors;  /* POSITION: lba + 150; 0 to 449999 */
    uint8_t point_minute;      /* TOC: PMIN, PSEC, PFRAME, binary */
    uint8_t point_second;      /* A0: first track, disc type (0x00, 0x10, 0x20) as on the disc, 0 */
    uint8_t point_frame;       /*   A1: last track, 0, 0 */
    uint8_t absolute_frame;    /* MCN, ISRC: the last part of the absolute time, 0-74 */
    char mcn[RBK_MCN_BYTES];   /* MCN: 13 digits */
    char isrc[RBK_ISRC_BYTES]; /* ISRC: 5 letters or digits, 7 digits */
    uint8_t raw[9];            /* OTHER: the bytes between the first byte and the CRC */
} rbk_q;

/*
 * Writes the 12 bytes of Q with their CRC. Numbers must be in range; otherwise the bytes are undefined, with no other
 * effect.
 */
void rbk_q_encode(const rbk_q *q, uint8_t bytes[RBK_Q_BYTES]);

/*
 * Reads Q. False, without any change, when the CRC is wrong or a value is invalid (BCD digits above 9, a time out of
 * range, characters that an ISRC cannot have). Bits that the standard defines as zero are ignored.
 */
bool rbk_q_decode(const uint8_t bytes[RBK_Q_BYTES], rbk_q *q);

/* True when the CRC is right. */
bool rbk_q_verify(const uint8_t bytes[RBK_Q_BYTES]);

/*
 * The 96 bytes of a sector in their two orders. Channel order (CloneCD's .sub): 12 bytes of P, 12 of Q, ... 12 of W.
 * Time order (raw, "interleaved"; sectors of 2448 bytes): each byte holds one bit of each channel, P in bit 7 to W in
 * bit 0. in and out must not overlap.
 */
void rbk_subchannel_interleave(const uint8_t channels[RBK_SUBCHANNEL_BYTES], uint8_t raw[RBK_SUBCHANNEL_BYTES]);
void rbk_subchannel_deinterleave(const uint8_t raw[RBK_SUBCHANNEL_BYTES], uint8_t channels[RBK_SUBCHANNEL_BYTES]);

/* The 16-byte form of P and Q that drives return (MMC, READ CD, formatted Q): Q, three zeros, P in bit 7 of the
 * last. */
#define RBK_PQ16_BYTES 16
void rbk_subchannel_pq16(const uint8_t q[RBK_Q_BYTES], bool p, uint8_t bytes[RBK_PQ16_BYTES]);

#ifdef __cplusplus
}
#endif
#endif
