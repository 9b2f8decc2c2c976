/*
 * redbook/sink.h - outputs for the sectors of a disc: files of several kinds, or nothing
 *
 * A sink is fed from an image, in the order in which its file needs the sectors. A file of sectors, a WAV and an ISO
 * are sinks, and so is inspecting every sector without storing any: writing, verifying and dry runs all work the same
 * way. Sectors that are stored unchanged are copied by the file system or the kernel where these can do that; the
 * others are read and written.
 */
#ifndef REDBOOK_SINK_H
#define REDBOOK_SINK_H

#include <redbook/audio.h>
#include <redbook/image.h>
#include <redbook/sector.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum rbk_image_sink_kind {
    RBK_IMAGE_SINK_SECTORS, /* raw sectors of 2,352 bytes, with subchannel 2,448 */
    RBK_IMAGE_SINK_WAV,     /* the same after a plain header: 44,100 Hz, two channels, 16 bits */
    RBK_IMAGE_SINK_ISO,     /* 2,048 bytes of user data of each sector */
    RBK_IMAGE_SINK_SUB,     /* 96 bytes of subchannel of each sector, in channel order */
    RBK_IMAGE_SINK_CDG,     /* 96 bytes of each sector: packs of R to W in playing order (CD+G) */
    RBK_IMAGE_SINK_AUDIO,   /* samples encoded by rbk_sink: WAV with tags, FLAC */
    RBK_IMAGE_SINK_CONTENT, /* the given bytes, no sectors */
    RBK_IMAGE_SINK_CHD,     /* all tracks of a disc, compressed; for rbk_convert */
    RBK_IMAGE_SINK_CUTS,    /* a file as it was before a CHD was made from it; for rbk_convert */
    RBK_IMAGE_SINK_NOTHING, /* no file: sectors are read, inspected and discarded */
    RBK_IMAGE_SINK_KINDS
} rbk_image_sink_kind;

/* "sectors", "wav", "iso", "sub", "cdg", "audio", "content", "chd", "cuts", "nothing". Static. */
const char *rbk_image_sink_kind_name(rbk_image_sink_kind kind);

/* Bytes of a file of the kind before its first sector, and of each sector; 0 for AUDIO, CHD and CUTS, where they are
 * unknown. */
uint32_t rbk_image_sink_head_bytes(rbk_image_sink_kind kind);
uint32_t rbk_image_sink_sector_bytes(rbk_image_sink_kind kind, bool subchannel);

/* Sectors that are contiguous on the disc and in a file. */
typedef struct rbk_sector_range {
    int32_t first_lba;
    int32_t end_lba; /* one past the last */
    bool subchannel; /* SECTORS: 96 bytes of it after each sector, R to W in time order (CD+G) */
} rbk_sector_range;

/* Inspects count raw sectors before the sink stores them. Any result but RBK_OK ends the work. */
typedef rbk_status rbk_sector_inspect(void *user, int32_t lba, uint32_t count, const uint8_t *sectors,
                                      rbk_error *error);

typedef struct rbk_image_sink_options {
    const char *path;    /* of the file; NULL with NOTHING */
    bool replace;        /* false: an existing file is refused */
    int64_t bytes;       /* size of the file with all it holds, needed for a WAV, up to 4 GiB; 0: unknown */
    const void *content; /* CONTENT: the bytes; of others: bytes before the sectors; borrowed until the open returns */
    size_t content_bytes;
    rbk_sector_kind user;               /* ISO: where in a sector the user data is, RBK_SECTOR_MODE1 or _MODE2_FORM1 */
    bool big_endian;                    /* SECTORS: byte order of the audio of those with subchannel; false */
    rbk_sink_format format;             /* AUDIO: format of the file, */
    const rbk_audio_tags *tags;         /* and its tags; NULL: none. Borrowed until the open returns */
    uint32_t empty_sectors;             /* sectors of zeros before the first one; 0 */
    bool sums;                          /* false; true: the checksums of the file are computed while it is written */
    const rbk_subcode *subcode;         /* SUB: its P and Q; borrowed until the sink is freed */
    const struct rbk_sink_chd *chd;     /* CHD: its tracks and metadata, a structure that is not public, */
    const struct rbk_origin_file *cuts; /* CUTS: those of the file; both borrowed until the sink is freed */
    rbk_sector_inspect *inspect;        /* NULL: no inspection. Inspected sectors are always read */
    void *inspect_user;
    uint64_t reserved[4]; /* 0 */
} rbk_image_sink_options;

void rbk_image_sink_options_init(rbk_image_sink_options *options);

typedef struct rbk_image_sink rbk_image_sink;

/*
 * Opens a sink; options are copied. Its file is an unfinished one (errors of rbk_image_writer_open and rbk_sink_open).
 * RBK_INVALID_ARGUMENT: an invalid kind, a file without path, a WAV without its size, a SUB without subcode, a CHD or
 * CUTS without its structure. RBK_NO_MEMORY.
 */
rbk_status rbk_image_sink_open(rbk_image_sink_kind kind, const rbk_image_sink_options *options, rbk_image_sink **sink,
                               rbk_error *error);

/*
 * Stores the next sectors of a range, from *lba, and advances *lba: as many as can be done at once, 4,096 at most, at
 * least one. subchannel NULL: R to W are empty. Call until *lba is the end of the range; ranges are stored in the file
 * in the order of the calls. Errors of rbk_image_read_sectors, rbk_subchannel_read and inspect;
 * RBK_NOTENOUGHDISKFORSTASH, RBK_FILESYSTEM. RBK_INVALID_ARGUMENT: *lba is not in the range, or the sink was ended.
 */
RBK_MUST_CHECK rbk_status rbk_image_sink_take(rbk_image_sink *sink, rbk_image *image, rbk_subchannel *subchannel,
                                              const rbk_sector_range *range, int32_t *lba, rbk_error *error);

/* No more sectors follow: releases what is only needed to store them. */
void rbk_image_sink_end(rbk_image_sink *sink);

/* Ends it too, truncates the file to what was written and forces it to disk. RBK_NOTENOUGHDISKFORSTASH,
 * RBK_FILESYSTEM; RBK_INVALIDIMAGE: a WAV has another size than its header states. */
RBK_MUST_CHECK rbk_status rbk_image_sink_flush(rbk_image_sink *sink, rbk_error *error);

/* Its unfinished file, which gets its name by rbk_publish; NULL with NOTHING. Borrowed. */
rbk_unfinished *rbk_image_sink_unfinished(rbk_image_sink *sink);

/* Frees the sink; an unfinished file is removed. NULL is fine. */
void rbk_image_sink_free(rbk_image_sink *sink);

#ifdef __cplusplus
}
#endif
#endif
