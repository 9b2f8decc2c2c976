/*
 * cd/cdtext_pack.h - one CD-TEXT pack, and the size information in three of them
 */
#ifndef RBK_CD_CDTEXT_PACK_H
#define RBK_CD_CDTEXT_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RBK_PACK_BYTES           18
#define RBK_PACK_PAYLOAD_BYTES   12
#define RBK_PACK_BLOCKS          8
#define RBK_PACK_TYPES           16
#define RBK_PACK_POSITION_MAX    15  /* means 15 or more */
#define RBK_PACK_SEQUENCES       256 /* packs of one block */
#define RBK_PACK_SIZE_PACKS      3
#define RBK_PACK_SIZE_INFO_BYTES 36

/* Types, first byte of a pack (MMC annex J; red book CD-TEXT). */
enum {
    RBK_PACK_TITLE = 0x80,
    RBK_PACK_MESSAGE = 0x85, /* the last type in the block's character set */
    RBK_PACK_DISC_ID = 0x86,
    RBK_PACK_GENRE = 0x87,
    RBK_PACK_TOC = 0x88,
    RBK_PACK_TOC_2 = 0x89,
    RBK_PACK_RESERVED_LAST = 0x8C,
    RBK_PACK_CLOSED = 0x8D,
    RBK_PACK_CODE = 0x8E,
    RBK_PACK_SIZE = 0x8F
};

typedef struct rbk_pack {
    uint8_t type;
    uint8_t track; /* track of the first character, 0 the album; 8F: 0, 1, 2 */
    bool extension;
    uint8_t sequence;
    bool double_byte; /* DBCC */
    uint8_t block;    /* 0-7 */
    uint8_t position; /* 0-15: characters of the first text in earlier packs */
    uint8_t payload[RBK_PACK_PAYLOAD_BYTES];
    bool whole; /* the CRC is correct; set by decode, corrected by encode */
} rbk_pack;

void rbk_pack_encode(const rbk_pack *pack, uint8_t bytes[RBK_PACK_BYTES]);
void rbk_pack_decode(const uint8_t bytes[RBK_PACK_BYTES], rbk_pack *pack);

/* Payload of a block's three packs of type 8F. */
typedef struct rbk_pack_size_info {
    uint8_t charset;
    uint8_t first_track;
    uint8_t last_track;
    uint8_t copyright;
    uint8_t packs[RBK_PACK_TYPES];          /* by type, 80 first */
    uint8_t last_sequence[RBK_PACK_BLOCKS]; /* 0: no such block */
    uint8_t language[RBK_PACK_BLOCKS];
} rbk_pack_size_info;

void rbk_pack_size_info_encode(const rbk_pack_size_info *info, uint8_t bytes[RBK_PACK_SIZE_INFO_BYTES]);
void rbk_pack_size_info_decode(const uint8_t bytes[RBK_PACK_SIZE_INFO_BYTES], rbk_pack_size_info *info);

#endif
