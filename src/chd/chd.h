/*
 * chd/chd.h - the CHD container, version 5: its header, its map of hunks, its metadata entries, and the bytes of hunks
 *
 * A CHD keeps a row of logical bytes, for a compact disc frames of 2,448, in hunks that are compressed one by one. The
 * map says how each is kept and where. This room knows the container and nothing of discs: what the frames are is said
 * by metadata, which src/format reads and writes. All numbers in the file are big-endian.
 */
#ifndef RBK_CHD_CHD_H
#define RBK_CHD_CHD_H

#include "base/input.h"

#define RBK_CHD_MAGIC        "MComprHD"
#define RBK_CHD_MAGIC_BYTES  8
#define RBK_CHD_VERSION      5
#define RBK_CHD_HEADER_BYTES 124
#define RBK_CHD_SLOTS        4 /* codecs that a file can name */
#define RBK_CHD_SHA1_BYTES   20

/*
 * A frame: a raw sector and 96 bytes of subchannel. Where a track has less of its sectors, the subchannel follows that at
 * once, and zeros are after it; redbook 0.3.0 left zeros between the two. The codecs of hunks compress the first 2,352
 * bytes and the last 96 by themselves, whatever is in them.
 */
#define RBK_CHD_FRAME_BYTES      2448
#define RBK_CHD_SECTOR_BYTES     2352
#define RBK_CHD_SUBCHANNEL_BYTES 96
#define RBK_CHD_HUNK_BYTES       (8 * RBK_CHD_FRAME_BYTES) /* of what is written here, and of most that is read */
#define RBK_CHD_HUNK_BYTES_MAX   (1024 * 1024)
#define RBK_CHD_HUNK_FRAMES_MAX  (RBK_CHD_HUNK_BYTES_MAX / RBK_CHD_FRAME_BYTES)
#define RBK_CHD_FRAMES_MAX       700000 /* more than any disc has, padding and the two areas of a GD-ROM included */
#define RBK_CHD_TRACK_FRAMES     4      /* each track is padded with frames of zeros to a multiple of these */

#define RBK_CHD_TAG(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

/* Codecs. */
#define RBK_CHD_NO_CODEC  0
#define RBK_CHD_DEFLATE   RBK_CHD_TAG('c', 'd', 'z', 'l')
#define RBK_CHD_LZMA      RBK_CHD_TAG('c', 'd', 'l', 'z')
#define RBK_CHD_FLAC      RBK_CHD_TAG('c', 'd', 'f', 'l')
#define RBK_CHD_ZSTANDARD RBK_CHD_TAG('c', 'd', 'z', 's')

/* Metadata entries. */
#define RBK_CHD_TRACK              RBK_CHD_TAG('C', 'H', 'T', '2')
#define RBK_CHD_TRACK_OLD          RBK_CHD_TAG('C', 'H', 'T', 'R') /* without pregaps */
#define RBK_CHD_TRACK_TABLE        RBK_CHD_TAG('C', 'H', 'C', 'D') /* all of them, binary */
#define RBK_CHD_GD_TRACK           RBK_CHD_TAG('C', 'H', 'G', 'D')
#define RBK_CHD_GD_TRACK_OLD       RBK_CHD_TAG('C', 'H', 'G', 'T') /* audio little-endian */
#define RBK_CHD_SESSION            RBK_CHD_TAG('C', 'H', 'S', 'E')
#define RBK_CHD_DESCRIPTOR         RBK_CHD_TAG('R', 'B', 'K', 'D') /* our own, without RBK_CHD_HASHED */
#define RBK_CHD_METADATA_HEAD      16
#define RBK_CHD_METADATA_MAX       1024               /* entries */
#define RBK_CHD_METADATA_BYTES_MAX (16 * 1024 * 1024) /* of all of them */
#define RBK_CHD_HASHED             1                  /* flag: the entry counts in the overall SHA-1 */

/* The fields as they are in the file. */
typedef struct rbk_chd_header {
    uint32_t codecs[RBK_CHD_SLOTS]; /* RBK_CHD_NO_CODEC in the first: the file is not compressed */
    uint64_t logical_bytes;
    uint64_t map_offset;
    uint64_t metadata_offset; /* of the first entry; 0: there is none */
    uint32_t hunk_bytes;
    uint32_t unit_bytes;
    uint8_t raw_sha1[RBK_CHD_SHA1_BYTES];    /* of the logical bytes */
    uint8_t sha1[RBK_CHD_SHA1_BYTES];        /* of that and of the metadata */
    uint8_t parent_sha1[RBK_CHD_SHA1_BYTES]; /* zeros: there is none */
} rbk_chd_header;

/* How a hunk is kept: the symbols of the map that an expanded entry can have. */
typedef enum rbk_chd_kind {
    RBK_CHD_SLOT_0 = 0, /* to 3: compressed by the codec of that slot */
    RBK_CHD_SLOT_3 = 3,
    RBK_CHD_PLAIN = 4,
    RBK_CHD_SELF = 5,   /* the same as an earlier hunk of this file */
    RBK_CHD_PARENT = 6, /* that of another file: refused */
    RBK_CHD_ZEROS = 7   /* all zero and nowhere; of an uncompressed file only, in no expanded entry */
} rbk_chd_kind;

/* The further symbols of the stream. */
#define RBK_CHD_SYMBOL_RUN         7
#define RBK_CHD_SYMBOL_LONG_RUN    8
#define RBK_CHD_SYMBOL_SELF_AGAIN  9
#define RBK_CHD_SYMBOL_SELF_NEXT   10
#define RBK_CHD_SYMBOL_PARENT_HERE 11 /* to 13: of a parent */
#define RBK_CHD_SYMBOL_PARENT_LAST 13
#define RBK_CHD_SYMBOLS            16
#define RBK_CHD_CODE_BITS_MAX      8
#define RBK_CHD_MAP_HEAD_BYTES     16
#define RBK_CHD_MAP_ENTRY_BYTES    12 /* of an expanded entry, which the CRC of the map is made of */
#define RBK_CHD_FIELD_BITS_MAX     25 /* of what is written; other readers take no more */

typedef struct rbk_chd_hunk {
    rbk_chd_kind kind;
    uint32_t length; /* bytes in the file; 0 of SELF and ZEROS */
    uint64_t offset; /* in the file; of SELF the number of the other hunk */
    uint16_t crc;    /* of the decoded hunk; 0 of SELF, and in an uncompressed file, which has none */
} rbk_chd_hunk;

typedef struct rbk_chd_metadata {
    uint32_t tag;
    uint8_t flags;
    uint32_t size;
    uint8_t *data; /* data[size] is a zero that does not count */
} rbk_chd_metadata;

/* The same CRC for hunks and for the expanded map: rbk_crc16 from 0xFFFF. "123456789": 0x29B1. */
uint16_t rbk_chd_crc16(const uint8_t *bytes, size_t size);

/* An entry of the map as its CRC counts it. */
void rbk_chd_hunk_pack(const rbk_chd_hunk *hunk, uint8_t entry[RBK_CHD_MAP_ENTRY_BYTES]);

/* The overall SHA-1 from the raw one and the entries with RBK_CHD_HASHED. RBK_NO_MEMORY. */
rbk_status rbk_chd_overall_sha1(const uint8_t raw_sha1[RBK_CHD_SHA1_BYTES], const rbk_chd_metadata *entries,
                                size_t count, uint8_t sha1[RBK_CHD_SHA1_BYTES], rbk_error *error);

/* "cdzl", with ? for bytes that are not printable. Returns name. */
#define RBK_CHD_TAG_NAME_BYTES 5
const char *rbk_chd_tag_name(uint32_t tag, char name[RBK_CHD_TAG_NAME_BYTES]);

/* ------------------------------------------------------------------ reading */

/* An open file: header, map and metadata, all checked against each other and the size of the file. */
typedef struct rbk_chd rbk_chd;

/* Whether the input begins with the magic, whatever version it is. */
bool rbk_chd_probe(rbk_input *input);

/*
 * Reads header, map and metadata; the input is lent until the close. RBK_SYNTAX: damaged, the sentence says which field;
 * RBK_UNSUPPORTED: versions 1 to 4, a parent, a codec that is not known, no frames of a compact disc; RBK_FILESYSTEM,
 * RBK_NO_MEMORY. Closed with rbk_chd_close (NULL is fine).
 */
rbk_status rbk_chd_open(rbk_input *input, rbk_chd **chd, rbk_error *error);
void rbk_chd_close(rbk_chd *chd);

/* All lent until the close. */
const rbk_chd_header *rbk_chd_header_of(const rbk_chd *chd);
uint32_t rbk_chd_hunk_count(const rbk_chd *chd);
const rbk_chd_hunk *rbk_chd_hunk_at(const rbk_chd *chd, uint32_t hunk);
size_t rbk_chd_metadata_count(const rbk_chd *chd);
const rbk_chd_metadata *rbk_chd_metadata_at(const rbk_chd *chd, size_t position);

/* The first entry with the tag after so many others with it; NULL: there is none. Lent. */
const rbk_chd_metadata *rbk_chd_metadata_find(const rbk_chd *chd, uint32_t tag, size_t number);

/* What a thread decodes hunks with. NULL without memory. Freed with rbk_chd_decoder_free (NULL is fine). */
typedef struct rbk_chd_decoder rbk_chd_decoder;
rbk_chd_decoder *rbk_chd_decoder_new(const rbk_chd *chd);
void rbk_chd_decoder_free(rbk_chd_decoder *decoder);

/*
 * The hunk's header.hunk_bytes, held against its CRC. Safe from several threads with a decoder each. RBK_SYNTAX: it
 * cannot be decoded or is not what its CRC says; RBK_FILESYSTEM.
 */
rbk_status rbk_chd_read_hunk(const rbk_chd *chd, rbk_chd_decoder *decoder, uint32_t hunk, uint8_t *bytes,
                             rbk_error *error);

#endif
