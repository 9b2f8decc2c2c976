/*
 * convert/target.h - what a target can hold and how it arranges a disc in files
 */
#ifndef RBK_CONVERT_TARGET_H
#define RBK_CONVERT_TARGET_H

#include <redbook/convert.h>

typedef enum rbk_arrangement {
    RBK_ONE_FILE,       /* the whole disc */
    RBK_FILE_PER_TRACK, /* each with its pregap before it */
    RBK_PREGAP_BEFORE,  /* each with the next one's pregap after it, where both are audio */
    RBK_Q_ALONE,        /* no sectors: the records of Q */
    RBK_DATA_ALONE,     /* the user data of the one data track */
    RBK_FILESET         /* the streams and tables of a DDP, which have fixed names */
} rbk_arrangement;

/* Where CD-TEXT packs are stored. */
typedef enum rbk_cdtext_place {
    RBK_CDTEXT_NOWHERE,
    RBK_CDTEXT_IN_FILE,    /* next to the descriptor, which names it; the texts are in the descriptor as well */
    RBK_CDTEXT_INSTEAD,    /* into the descriptor, instead of all texts */
    RBK_CDTEXT_STREAM,     /* into a file that the map of a fileset names, instead of all texts, or nowhere */
    RBK_CDTEXT_OWN_INSTEAD /* the same, if a disc has packs of its own; otherwise texts have their own statements */
} rbk_cdtext_place;

/* Where Q of sectors that have one of their own goes. */
typedef enum rbk_q_place {
    RBK_Q_NOWHERE,
    RBK_Q_IN_FILE,       /* an .sbi next to the descriptor */
    RBK_Q_IN_SUBCHANNEL, /* the separate file of the subchannel */
    RBK_Q_IN_SECTORS     /* after the sectors of tracks that have any */
} rbk_q_place;

/* Bit of a text field in a mask. */
#define RBK_TEXT_BIT(field) (1u << (field))
#define RBK_TEXT_ALL        ((1u << RBK_TEXT_FIELDS) - 1)

typedef struct rbk_target_traits {
    rbk_target target;
    const char *format; /* of the descriptor, a name of rbk_format_find; NULL: none */
    rbk_arrangement arrangement;
    rbk_image_sink_kind audio;     /* format of audio tracks; data is raw sectors */
    const char *sectors_extension; /* of files of raw sectors */
    const char *audio_extension;   /* of those of audio, if they are sectors; NULL: the same */
    bool bare_names;               /* files of tracks are called track01, track02, ... */
    bool subchannel;               /* a separate file for the subchannel */
    bool graphics;                 /* can hold CD+G tracks, in sectors with their subchannel, */
    bool graphics_files;           /* or a .cdg next to each file of audio that has any */
    bool graphics_big_endian;      /* their audio big-endian */
    bool data_subchannel;          /* the same of data */
    uint32_t disc_texts;           /* mask of the disc's text fields, */
    uint32_t track_texts;          /* and of a track's */
    uint32_t text_characters;      /* the longest, 0: unlimited */
    bool remarks;
    bool codes;          /* MCN and ISRC */
    bool flags;          /* of audio tracks */
    bool data_flags;     /* flags of audio in data tracks */
    bool indexes;        /* beyond 01 */
    bool commands;       /* has commands for pregaps that are not stored */
    bool sessions_apart; /* later sessions have descriptors of their own, next to the first one's */
    bool bare_sessions;  /* later sessions begin with index 01: their first pregap is in no file */
    /* Pregaps are in no file; only what that of data has before its last 150 sectors ends the file of the audio before. */
    bool drops_pregaps;
    bool high_density; /* has the two areas of a GD-ROM, and no disc without */
    rbk_q_place listed_q;
    rbk_cdtext_place cdtext;
    bool container;        /* one file holds all, sheet included: a CHD */
    bool any_first;        /* the first track may have another number than 1 */
    bool cdi;              /* has a mode for CD-i, */
    bool cdi_as_one;       /* and a single one for all tracks of mode 2: CD-i if any of them is */
    bool disc_type;        /* states that of each session, whatever the modes of its tracks are */
    const char *file_name; /* fixed name of the descriptor, in a folder of any name; NULL: the caller names it */
    bool plant;            /* it is a delivery to a pressing plant */
} rbk_target_traits;

/* The traits of the target. */
const rbk_target_traits *rbk_target_traits_of(const rbk_target *target);

#endif
