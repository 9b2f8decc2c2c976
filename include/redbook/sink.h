/*
 * redbook/sink.h - what takes the sectors of a disc: files of several kinds, and nothing
 *
 * A sink is fed from an image, in the order in which its file wants the sectors. A file of sectors, a WAV and an ISO
 * are sinks, and so is looking at every sector without keeping any: whoever writes, verifies or only tries goes the same
 * way. Sectors that will lie in a file as they lie in their source are moved by the file system or the kernel where
 * these can do that; the others are read and written.
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
    RBK_IMAGE_SINK_WAV,     /* the same behind a plain header: 44,100 Hz, two channels, 16 bits */
    RBK_IMAGE_SINK_ISO,     /* 2,048 user bytes of each sector */
    RBK_IMAGE_SINK_CDTEXT,  /* packs of CD-TEXT, and no sector */
    RBK_IMAGE_SINK_SUB,     /* 96 bytes of subchannel of each sector, in channel order */
    RBK_IMAGE_SINK_AUDIO,   /* samples as rbk_sink encodes them: WAV with its tags, FLAC */
    RBK_IMAGE_SINK_NOTHING, /* no file: sectors are read, looked at and let go */
    RBK_IMAGE_SINK_KINDS
} rbk_image_sink_kind;

/* "sectors", "wav", "iso", "cdtext", "sub", "sound", "nothing". Static. */
const char *rbk_image_sink_kind_name(rbk_image_sink_kind kind);

/* Bytes of a file of the kind before its first sector, and those of a sector; 0 of SOUND, of which nobody knows before. */
uint32_t rbk_image_sink_head_bytes(rbk_image_sink_kind kind);
uint32_t rbk_image_sink_sector_bytes(rbk_image_sink_kind kind, bool subchannel);

/* Sectors that lie together on the disc and in a file. */
typedef struct rbk_sector_range {
    int32_t first_lba;
    int32_t end_lba; /* one behind the last */
    bool subchannel; /* SECTORS: 96 bytes of it behind each sector, R to W in time order (CD+G) */
} rbk_sector_range;

/* Looks at count raw sectors before the sink has them. Any result but RBK_OK ends the work. */
typedef rbk_status rbk_sector_inspect(void *user, int32_t lba, uint32_t count, const uint8_t *sectors,
                                      rbk_error *error);

typedef struct rbk_image_sink_options {
    const char *path;  /* of the file; NULL with NOTHING */
    bool replace;      /* false: a file that exists is refused */
    int64_t bytes;     /* how many the file will have, a WAV has to know; 0: not known */
    const void *packs; /* CDTEXT; lent until the open returns */
    size_t packs_bytes;
    rbk_sector_kind user;        /* ISO: where in a sector the user bytes are, RBK_SECTOR_MODE1 or _MODE2_FORM1 */
    bool big_endian;             /* SECTORS: the sound of those with subchannel; false */
    rbk_sink_format format;      /* SOUND: of the file, */
    const rbk_audio_tags *tags;  /* and what it says; NULL: nothing. Lent until the open returns */
    const rbk_subcode *subcode;  /* SUB: its P and Q; lent until the sink is freed */
    rbk_sector_inspect *inspect; /* NULL: nobody looks. What is looked at is read, always */
    void *inspect_user;
} rbk_image_sink_options;

void rbk_image_sink_options_init(rbk_image_sink_options *options);

typedef struct rbk_image_sink rbk_image_sink;

/*
 * Opens a sink; options are copied. Its file is an unfinished one (rbk_image_writer_open and rbk_sink_open,
 * whose results these are).
 * RBK_INVALID_ARGUMENT: a kind that is none, a file without path, a SUB without subcode. RBK_NO_MEMORY.
 */
rbk_status rbk_image_sink_open(rbk_image_sink_kind kind, const rbk_image_sink_options *options, rbk_image_sink **sink,
                               rbk_error *error);

/*
 * Takes the next sectors of a range, *lba being where the range is by now, and moves *lba behind them: as many as go at
 * once, 4,096 at most, at least one. subchannel NULL: R to W are empty. Called until *lba is the range's end; ranges lie
 * in the file in the order in which they come. Results of rbk_image_read_sectors and rbk_subchannel_read, those of
 * inspect; RBK_NOTENOUGHDISKFORSTASH, RBK_FILESYSTEM. RBK_INVALID_ARGUMENT: *lba is not in the range, or the sink has
 * ended.
 */
rbk_status rbk_image_sink_take(rbk_image_sink *sink, rbk_image *image, rbk_subchannel *subchannel,
                               const rbk_sector_range *range, int32_t *lba, rbk_error *error);

/* No more sectors come: what is only needed to take them is let go. */
void rbk_image_sink_end(rbk_image_sink *sink);

/* Ends it, too, cuts the file to what was written and forces it to the disk. RBK_NOTENOUGHDISKFORSTASH, RBK_FILESYSTEM. */
rbk_status rbk_image_sink_flush(rbk_image_sink *sink, rbk_error *error);

/* Its unfinished file, which takes its name by rbk_publish; NULL with NOTHING. Lent. */
rbk_unfinished *rbk_image_sink_unfinished(rbk_image_sink *sink);

/* Ends it; an unfinished file is removed. NULL is fine. */
void rbk_image_sink_free(rbk_image_sink *sink);

#ifdef __cplusplus
}
#endif
#endif
