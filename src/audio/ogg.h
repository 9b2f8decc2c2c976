/*
 * audio/ogg.h - the pages of an Ogg file, checked from the first to the last, and corrections that make a decoder
 * return all of the audio
 */
#ifndef RBK_AUDIO_OGG_H
#define RBK_AUDIO_OGG_H

#include "audio/sequence.h"

#define RBK_OGG_HEAD_BYTES  27
#define RBK_OGG_PAGE_BYTES  (RBK_OGG_HEAD_BYTES + 255 + 255 * 255) /* at most */
#define RBK_OGG_CONTINUED   1                                      /* the flags of a page */
#define RBK_OGG_FIRST       2
#define RBK_OGG_LAST        4
#define RBK_OGG_NO_POSITION (-1)      /* of a page in which no packet ends */
#define RBK_OGG_PAGES_MAX   (1 << 21) /* of a file: enough for a disc of packets of 2.5 ms, one a page */

typedef enum rbk_ogg_codec { RBK_OGG_OTHER, RBK_OGG_VORBIS, RBK_OGG_OPUS, RBK_OGG_FLAC } rbk_ogg_codec;

/* A page of the decoded stream. */
typedef struct rbk_ogg_page {
    int64_t offset;
    int64_t position;  /* its granule position: samples of the stream up to its end; of Opus at 48 kHz */
    uint32_t size;     /* head and body */
    uint32_t sequence; /* its number */
    int32_t samples;   /* that the audio packets which end in it decode to */
    uint16_t packets;  /* of audio that end in it */
    uint8_t marks;
    bool open; /* its last packet continues in the next page */
} rbk_ogg_page;

/* One stream of audio from its first page to its last; a chain has several, one after another. */
typedef struct rbk_ogg_link {
    int64_t begin;
    int64_t end;
    uint32_t serial;
    rbk_ogg_codec codec;
    size_t first_page; /* of the walk's pages */
    size_t page_count;
    size_t header_pages;   /* without audio */
    uint32_t skip_samples; /* Opus: decoded and not played, at its start */
    bool measured;         /* the length of packets is known, so that samples of pages are valid */
} rbk_ogg_link;

typedef struct rbk_ogg_walk {
    const char *codec;  /* "Vorbis", "Opus", "FLAC"; or "Theora video", ...; "": unknown; static */
    bool readable;      /* a supported codec */
    int64_t bad_at;     /* first byte that is not a valid page, -1: none */
    const char *reason; /* of bad_at; static */
    int64_t end;        /* after the last page */
    bool complete;      /* the last page is marked as the last */
    bool too_many;      /* the file has more than RBK_OGG_PAGES_MAX pages: they are memory of ours */
    int64_t foreign_at; /* a further stream of a chain without a supported codec, -1: none */
    rbk_ogg_link *links;
    size_t link_count;
    rbk_ogg_page *pages;
    size_t page_count;
} rbk_ogg_walk;

/* Reads the first pages only: codec and readable. */
void rbk_ogg_identify(rbk_input *input, int64_t begin, rbk_ogg_walk *walk);

/*
 * Walks over all pages: capture pattern, number, flags (RFC 3533), and with checksums those. RBK_FILESYSTEM,
 * RBK_NO_MEMORY. The walk must be released in any case.
 */
rbk_status rbk_ogg_walk_pages(rbk_input *input, int64_t begin, bool checksums, rbk_ogg_walk *walk, rbk_error *error);
void rbk_ogg_walk_release(rbk_ogg_walk *walk);

/* The checksum of a whole page, with its own field as zero (RFC 3533, clause 6). */
uint32_t rbk_ogg_checksum(const uint8_t *page, size_t size);

/* ------------------------------------------------------------------ packets */

/* The length of packets of one stream; all zero before its first. */
typedef struct rbk_ogg_packets {
    rbk_ogg_codec codec;
    uint32_t number; /* of the current packet, 0 the first */
    uint32_t skip_samples;
    bool failed;    /* the headers do not give the length of packets */
    uint8_t *setup; /* the Vorbis header with the modes, as far as it was read; heap */
    size_t setup_size;
    uint32_t blocks[2]; /* Vorbis: samples of a short and a long block */
    uint32_t mode_count;
    uint64_t long_modes; /* one bit a mode */
    uint32_t last_block; /* of the packet before, 0: none */
    int32_t samples;     /* of the current packet */
} rbk_ogg_packets;

/*
 * Adds the bytes of a packet in one page: its start (begins) or what follows, and whether it ends there. Returns the
 * samples that a decoder makes of it, at its end; 0 for a header and before the end. -1 without memory.
 */
int32_t rbk_ogg_packet_take(rbk_ogg_packets *packets, const uint8_t *bytes, size_t size, bool begins, bool ends);

/* How many packets at the start hold no audio. */
uint32_t rbk_ogg_header_packets(rbk_ogg_codec codec);
void rbk_ogg_packets_release(rbk_ogg_packets *packets);

/* ------------------------------------------------------------------ repairing */

/* What was corrected, for messages. */
typedef struct rbk_ogg_repairs {
    size_t marks;           /* pages with wrong flags */
    int64_t first_marks;    /* position of the first of them */
    size_t positions;       /* pages whose position was not that of their audio */
    int64_t first_position; /* position of the first of them */
    bool unfinished;        /* the last page was not marked as the last */
} rbk_ogg_repairs;

/*
 * Makes a part of a link. Flags that would make a decoder stop early or drop packets, and positions that do not follow
 * from the packets, are corrected in what it sees. Opus is decoded at 48 kHz whatever its header says of the original
 * rate (RFC 7845, clause 5.1). RBK_FILESYSTEM, RBK_NO_MEMORY.
 */
rbk_status rbk_ogg_repair_link(rbk_input *input, const rbk_ogg_walk *walk, const rbk_ogg_link *link, rbk_parts *parts,
                               rbk_ogg_repairs *repairs, rbk_error *error);

#endif
