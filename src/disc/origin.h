/*
 * disc/origin.h - what a disc was read from: its descriptor, and where every byte of its files is on the disc
 *
 * A container that holds the sectors of a disc keeps this with them, so that the sheet's words are not lost in it, and
 * descriptor and files can be written again, byte for byte.
 */
#ifndef RBK_DISC_ORIGIN_H
#define RBK_DISC_ORIGIN_H

#include <redbook/disc.h>

typedef enum rbk_cut_kind {
    RBK_CUT_BYTES,     /* bytes of no sector: a header, what follows the last sample */
    RBK_CUT_ZEROS,     /* as many zeros */
    RBK_CUT_SAMPLES,   /* audio, by samples of the time line */
    RBK_CUT_SECTORS,   /* the same part of each of some sectors, with subchannel or without */
    RBK_CUT_SUBCHANNEL /* subchannel alone, 96 bytes of each sector */
} rbk_cut_kind;

/* A range of bytes of a file; it starts where the one before it ends. */
typedef struct rbk_cut {
    rbk_cut_kind kind;
    int64_t length_bytes;
    int64_t start; /* SAMPLES: of the time line; SECTORS and SUBCHANNEL: the lba */
    uint8_t *bytes;
    uint32_t part_offset;           /* SECTORS: of the raw sector, */
    uint32_t part_bytes;            /* so many bytes, 1 or more */
    rbk_subchannel_form subchannel; /* after them, or by itself: NONE, RAW, CHANNELS */
    bool big_endian;                /* SAMPLES, SECTORS: samples swapped */
} rbk_cut;

/* Bytes of a sector that a cut has. */
uint32_t rbk_cut_stride_bytes(const rbk_cut *cut);

typedef struct rbk_origin_file {
    char *name;            /* without folder */
    bool listed;           /* one of rbk_disc.files, in that order; else what goes with them: a .sub, a .cdt */
    int64_t length_frames; /* as rbk_file has it; listed ones only */
    int64_t length_bytes;
    rbk_cut *cuts; /* of all its bytes; none where the file is not kept */
    size_t cut_count;
} rbk_origin_file;

typedef struct rbk_origin {
    bool whole;   /* descriptor and files can be written again; else the descriptor was made from the disc */
    char *format; /* a name of rbk_format_find */
    char *name;   /* of the descriptor, without folder */
    uint8_t *text;
    size_t text_bytes;
    uint8_t *packs; /* of the CD-TEXT file that the descriptor names */
    size_t packs_bytes;
    rbk_origin_file *files;
    size_t file_count;
} rbk_origin;

rbk_origin *rbk_origin_new(void); /* NULL without memory */
void rbk_origin_free(rbk_origin *origin);

/* Appends a file and gives it, valid until the next one. RBK_NO_MEMORY. */
rbk_status rbk_origin_add_file(rbk_origin *origin, const char *name, rbk_origin_file **file, rbk_error *error);

/* Appends a cut, whose bytes (of BYTES) are copied, and adds to the file's length. RBK_NO_MEMORY. */
rbk_status rbk_origin_add_cut(rbk_origin_file *file, const rbk_cut *cut, rbk_error *error);

/* Whether a file next to a descriptor may have the name: no folder, no control characters, not too long. */
bool rbk_origin_name_is_plain(const char *name);

/*
 * Keeps a copy of an origin as its container has it (rbk_disc.origin); size 0 lets go of the one there is.
 * RBK_NO_MEMORY.
 */
rbk_status rbk_disc_set_origin(rbk_disc *disc, const uint8_t *bytes, size_t size, rbk_error *error);

/* Adds the path of a file that the disc was read from (rbk_disc.parts), unless it is there already. RBK_NO_MEMORY. */
rbk_status rbk_disc_add_part(rbk_disc *disc, const char *path, rbk_error *error);

#endif
