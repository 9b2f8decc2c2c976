/*
 * convert/target.h - what a target is able to carry and how it wants a disc to be in files
 */
#ifndef RBK_CONVERT_TARGET_H
#define RBK_CONVERT_TARGET_H

#include <redbook/convert.h>

typedef enum rbk_arrangement {
    RBK_ONE_FILE,       /* the whole disc */
    RBK_FILE_PER_TRACK, /* each with its pregap before it */
    RBK_PREGAP_BEFORE,  /* each with the next one's pregap after it, where both are audio */
    RBK_DATA_ALONE      /* the user bytes of the one data track */
} rbk_arrangement;

/* Where packs of CD-TEXT go. */
typedef enum rbk_cdtext_place {
    RBK_CDTEXT_NOWHERE,
    RBK_CDTEXT_IN_FILE,    /* next to the descriptor, which names it; the texts are in the descriptor as well */
    RBK_CDTEXT_INSTEAD,    /* into the descriptor, in place of all texts */
    RBK_CDTEXT_OWN_INSTEAD /* the same, of a disc that has packs of its own; the texts of others have words */
} rbk_cdtext_place;

/* Bit of a text field in a mask. */
#define RBK_TEXT_BIT(field) (1u << (field))
#define RBK_TEXT_ALL        ((1u << RBK_TEXT_FIELDS) - 1)

typedef struct rbk_target_traits {
    rbk_target target;
    const char *format; /* of the descriptor, a name of rbk_format_find; NULL: none */
    rbk_arrangement arrangement;
    rbk_image_sink_kind audio;     /* what audio tracks are written as; data is raw sectors */
    const char *sectors_extension; /* of files of raw sectors */
    bool subchannel;               /* a file of the subchannel next to it */
    bool graphics;                 /* has tracks of CD+G, in sectors with their subchannel, */
    bool graphics_big_endian;      /* their audio big-endian */
    bool data_subchannel;          /* the same of data */
    uint32_t disc_texts;           /* mask of what the disc may have, */
    uint32_t track_texts;          /* and a track */
    uint32_t text_characters;      /* the longest of them, 0: any */
    bool remarks;
    bool codes;         /* MCN and ISRC */
    bool flags;         /* of audio tracks */
    bool data_flags;    /* flags of audio in data tracks */
    bool indexes;       /* beyond 01 */
    bool commands;      /* has pregaps that are not stored */
    bool bare_sessions; /* later sessions begin with index 01: their first pregap is in no file */
    rbk_cdtext_place cdtext;
    bool any_first;  /* the first track may have another number than 1 */
    bool cdi;        /* has words for CD-i, */
    bool cdi_as_one; /* and one for all tracks of mode 2: CD-i where one of them is */
} rbk_target_traits;

/* The traits that a target is part of. */
const rbk_target_traits *rbk_target_traits_of(const rbk_target *target);

#endif
