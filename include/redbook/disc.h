/*
 * redbook/disc.h - what a disc is: sessions, tracks, indexes, flags, codes, texts, and where the payload is stored
 *
 * One model serves every descriptor. A disc names files; a track is a list of extents in playing order, its pregap
 * included; an extent is a range of a file or of silence; an index is a position in an extent. Lengths in the model are
 * samples (1/44,100 s of disc time, 588 to the sector) whatever the rate of the file and whether the track is audio or
 * data, so that a sheet which names a 96 kHz file and an image that names a BIN read the same.
 *
 * The length of a file is not in a sheet. rbk_file.length_frames and rate_hz are 0 until the file is probed
 * (rbk_source_probe); RBK_TO_END extents get their length from them in rbk_layout_compute.
 *
 * The structures are open to read. They are changed through the calls below, which copy their arguments; what they
 * return is owned by the disc, and pointers into the arrays are valid until the array's next change. A disc must not be
 * changed by two threads at once.
 */
#ifndef REDBOOK_DISC_H
#define REDBOOK_DISC_H

#include <redbook/address.h>
#include <redbook/codes.h>
#include <redbook/error.h>
#include <redbook/stream.h>
#include <redbook/subchannel.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ text */

typedef enum rbk_text_field {
    RBK_TEXT_TITLE,
    RBK_TEXT_PERFORMER,
    RBK_TEXT_SONGWRITER,
    RBK_TEXT_COMPOSER,
    RBK_TEXT_ARRANGER,
    RBK_TEXT_MESSAGE,
    RBK_TEXT_GENRE,   /* disc */
    RBK_TEXT_DATE,    /* disc; not part of CD-TEXT */
    RBK_TEXT_DISC_ID, /* disc: the label's catalogue number */
    RBK_TEXT_FIELDS
} rbk_text_field;

/* "title", "performer", ... Static. */
const char *rbk_text_field_name(rbk_text_field field);

/* UTF-8, NULL where unset, never "". */
typedef struct rbk_text {
    char *field[RBK_TEXT_FIELDS];
} rbk_text;

/* Lines of remark, without the keyword REM, in order. */
typedef struct rbk_remarks {
    char **lines;
    size_t count;
    size_t leading; /* of a track: how many of them, from the first, come before its block and not in it */
} rbk_remarks;

/* ------------------------------------------------------------------ tracks */

/* Control bits as in Q (IEC 60908, clause on the control field), plus those that the four bits cannot hold. */
enum {
    RBK_FLAG_PRE_EMPHASIS = 1,
    RBK_FLAG_COPY_PERMITTED = 2,
    RBK_FLAG_FOUR_CHANNEL = 8,
    RBK_FLAG_SCMS = 16,     /* the copy bit alternates in Q: burnt, but in no descriptor that is written */
    RBK_FLAG_FORM_MIX = 32, /* a TOC states MODE2_FORM_MIX and not MODE2, which has 2,336 bytes as well */
    /* Of the first track of a session: the disc type in its lead-in, where the modes of its tracks mean another one. */
    RBK_FLAG_TYPE_CD_ROM = 64,
    RBK_FLAG_TYPE_CD_I = 128,
    RBK_FLAG_TYPE_XA = 256
};
#define RBK_FLAGS_OF_Q 27u /* a mask of those that Q has, SCMS included */

typedef enum rbk_track_mode {
    RBK_MODE_AUDIO,
    RBK_MODE_CDG,
    RBK_MODE_MODE1_2048,
    RBK_MODE_MODE1_2352,
    RBK_MODE_MODE2_2048,
    RBK_MODE_MODE2_2324,
    RBK_MODE_MODE2_2336,
    RBK_MODE_MODE2_2352,
    RBK_MODE_CDI_2336,
    RBK_MODE_CDI_2352,
    RBK_MODES
} rbk_track_mode;

/* As CUE sheets write it, "AUDIO", "MODE1/2352". Static. */
const char *rbk_track_mode_name(rbk_track_mode mode);
/* Bytes of one sector in a file: 2352, 2448, 2048, ... */
uint32_t rbk_track_mode_sector_bytes(rbk_track_mode mode);
/* The same without subchannel: 2352 of CDG. */
uint32_t rbk_track_mode_payload_bytes(rbk_track_mode mode);
bool rbk_track_mode_is_audio(rbk_track_mode mode); /* AUDIO and CDG */

/* The descriptor's type of a file. The real type is found by opening it (rbk_audio_open). */
typedef enum rbk_file_type {
    RBK_FILE_BINARY,   /* headerless sectors, audio little-endian */
    RBK_FILE_MOTOROLA, /* headerless sectors, audio big-endian */
    RBK_FILE_AUDIO     /* a file with a header: WAVE, AIFF, MP3, FLAC, OGG, ... */
} rbk_file_type;

/* Where the subchannel of a file's sectors is stored, and in which form. */
typedef enum rbk_subchannel_form {
    RBK_SUBCHANNEL_NONE,
    RBK_SUBCHANNEL_RAW,      /* 96 bytes a sector in time order, as recorded on the disc */
    RBK_SUBCHANNEL_CHANNELS, /* the same in channel order: CloneCD's .sub */
    RBK_SUBCHANNEL_PACKS     /* four packs of 24 bytes a sector in playing order: a .cdg, cdrdao's RW */
} rbk_subchannel_form;

typedef struct rbk_file {
    char *path;      /* as in the descriptor */
    char *location;  /* where the file was found; NULL until located */
    char *type_word; /* as in the descriptor, "WAVE"; "": none */
    uint32_t line;   /* of the descriptor; 0: none */
    rbk_file_type type;
    uint32_t rate_hz;               /* 0 until probed; headerless: 44100 */
    int64_t length_frames;          /* at rate_hz; headerless: sectors * 588 plus the remainder */
    rbk_subchannel_form subchannel; /* NONE in a file whose sectors include 96 bytes of it means RAW */
    char *subchannel_path;          /* of the file with the subchannel, sector by sector; NULL: in the sectors. With
                                       the form NONE: of one that is there and is not read */
    char *subchannel_location;      /* where that was found; NULL until located */
    rbk_identity identity;          /* of the file at location when it was probed */
    rbk_identity subchannel_identity;
    bool
        swaps_data; /* MOTOROLA: sectors of data have their bytes swapped in pairs, as audio has: in a CHD, those that are
                        stored with an audio track */
} rbk_file;

#define RBK_TO_END (-1)

/*
 * Where the sectors of an extent are among the bytes of its file, all in one form: payload first, then subchannel. A
 * descriptor that counts in bytes states it (rbk_track_place_extent). One that counts in time, as a CUE sheet does,
 * does not, and it follows from the order in which tracks use the file: contiguous sectors of each mode's size, from
 * the first byte on; sectors that no track uses have the size of those after them.
 */
typedef struct rbk_placement {
    int64_t offset_bytes;      /* of the first sector, or of the first audio sample, in the file; 0 or more */
    uint32_t stride_bytes;     /* from the start of a sector to that of the next; 0: derived (above) */
    uint32_t payload_bytes;    /* of a sector, from its start: rbk_track_mode_payload_bytes */
    uint32_t subchannel_bytes; /* of a sector: 0 none, 96 P to W in the file's form, 16 Q only, which is not read */
    uint32_t subchannel_offset_bytes; /* from the start of the sector, after the payload; 0: none */
} rbk_placement;

/* The largest stride: a raw sector and 96 bytes of subchannel. */
#define RBK_STRIDE_BYTES_MAX 2448

typedef struct rbk_extent {
    bool silence;           /* digital silence; file and offset are ignored */
    uint32_t file;          /* position in rbk_disc.files */
    int64_t offset_samples; /* of disc time, from the start of the file; a sector counts 588 whatever its bytes */
    int64_t length_samples; /* or RBK_TO_END: to the end of the file */
    rbk_placement placement;
} rbk_extent;

typedef struct rbk_index {
    uint32_t number;        /* 0 (the pregap) to 99 */
    uint32_t extent;        /* position in rbk_track.extents */
    int64_t offset_samples; /* from the start of that extent */
    uint32_t line;          /* of the descriptor; 0: none */
    uint32_t written;       /* number in the descriptor, where indexes before it were left out; 0: the same */
} rbk_index;

typedef struct rbk_track {
    uint32_t number;  /* 1-99 */
    uint32_t session; /* position in rbk_disc.sessions; 0: no sessions; never less than that of the track before */
    rbk_track_mode mode;
    uint32_t flags;
    char isrc[RBK_ISRC_BYTES]; /* "": none */
    uint32_t line;             /* of the descriptor; 0: none */
    rbk_text text;
    rbk_remarks remarks;
    rbk_extent *extents;
    size_t extent_count;
    /* Ascending by number; a complete track always has index 1; index 0, if there is one, is at the track's start. */
    rbk_index *indexes;
    size_t index_count;
} rbk_track;

/* ------------------------------------------------------------------ sessions */

/* Which part of which kind of disc a session is. */
typedef enum rbk_area {
    RBK_AREA_CD,             /* a session of a compact disc */
    RBK_AREA_SINGLE_DENSITY, /* of a GD-ROM: readable by every drive */
    RBK_AREA_HIGH_DENSITY    /* of a GD-ROM: starts at RBK_HIGH_DENSITY_LBA, whatever comes before */
} rbk_area;

#define RBK_HIGH_DENSITY_LBA 45000
#define RBK_HIGH_DENSITY_END 549150 /* start of the lead-out of pressed ones */

/*
 * What recorders write between the end of a session's tracks and the index 01 of the next one: the lead-out, longer
 * after the first session, a lead-in and the pregap. 11,400 sectors after the first session, 6,900 after others (MMC).
 */
#define RBK_FIRST_LEAD_OUT_SECTORS 6750
#define RBK_LEAD_OUT_SECTORS       2250
#define RBK_LEAD_IN_SECTORS        4500

#define RBK_USUAL (-1)

/* How a descriptor states the end of the session before. */
typedef enum rbk_lead_out_form {
    RBK_LEAD_OUT_LENGTH, /* by the length of the lead-out, or not at all */
    RBK_LEAD_OUT_PLACE,  /* by the position in the file that both sessions share, where times continue */
    RBK_LEAD_OUT_ADDRESS /* by the address on the disc: times after it count the lead-out and lead-in too */
} rbk_lead_out_form;

/*
 * Tracks without a break in the recording. Most discs have one session, which need not be stated. The range between two
 * sessions has addresses and no sectors; it belongs to the later one.
 */
typedef struct rbk_session {
    rbk_area area;
    uint32_t line;            /* of the descriptor; 0: none */
    int32_t lead_out_sectors; /* of the session before; RBK_USUAL: not in the descriptor */
    int32_t lead_in_sectors;
    int32_t pregap_sectors;
    rbk_lead_out_form lead_out_form;
} rbk_session;

/* Q of a sector that does not follow from the disc, as copy protections have it: its content, and a CRC that need not be
 * valid. */
typedef struct rbk_listed_q {
    int32_t lba; /* -150 or more */
    uint8_t q[RBK_Q_BYTES];
} rbk_listed_q;

typedef struct rbk_disc {
    char mcn[RBK_MCN_BYTES]; /* "": none */
    char *cdtext_file;       /* as in the descriptor; NULL: none */
    char *cdtext_location;   /* where that file was found and read; NULL until then */
    /* The disc's CD-TEXT as packs of 18 bytes, if a source has them (a .cdt file, several languages, binary items);
     * NULL: the texts below are complete. */
    uint8_t *cdtext;
    size_t cdtext_bytes; /* a multiple of 18 */
    uint8_t *origin;     /* what the container that the disc was read from keeps of the descriptor and the files it
                                was made from; NULL: nothing */
    size_t origin_bytes;
    char *descriptor_path; /* of the descriptor it was read from; NULL: none, or one in memory */
    char **parts;          /* further files that it was read from, each once: those that the descriptor consists of, the
                                  TOCs of later sessions, a list of Q next to it; NULL: none */
    size_t part_count;
    char *within_sheet; /* path of the descriptor whose folder its files must not leave; NULL: no limit */
    rbk_text text;
    rbk_remarks remarks;
    rbk_file *files;
    size_t file_count;
    rbk_track *tracks;
    size_t track_count;
    rbk_session *sessions; /* of the tracks, in order; NULL: one session, not stated */
    size_t session_count;
    rbk_listed_q *listed_q; /* ascending by lba, each once; NULL: there is none */
    size_t listed_q_count;
    rbk_identity identity; /* of the descriptor that was read */
    char *damaged_q;       /* path of a list of Q that belongs to the disc and is not valid; NULL: none */
    char *unread_q; /* path of one that is not read: several could be meant, or it is out of reach; or of the TOC of
                                a later session, or of a subchannel, that is there and not read; NULL: none */
} rbk_disc;

/*
 * The positions in these structures are the caller's to set. Calls that follow them (layout, probing, image, subchannel, formats,
 * author, convert, edit, check, compare, plan) give RBK_INVALID_ARGUMENT for a track with an unknown mode, with an extent of a
 * file or in a session that the disc does not have, or with index numbers that are not ascending or above 99.
 */

/* An empty disc; NULL without memory. Freed with everything in it (NULL is fine). */
rbk_disc *rbk_disc_new(void);
void rbk_disc_free(rbk_disc *disc);

/*
 * Stores a copy of CD-TEXT packs as the disc's own; size 0 removes them. The texts of the disc and its tracks are not
 * changed (rbk_cdtext_to_disc does that). RBK_INVALID_ARGUMENT: size is not a multiple of 18, or larger than eight
 * blocks of 256 packs; RBK_NO_MEMORY.
 */
rbk_status rbk_disc_set_cdtext(rbk_disc *disc, const uint8_t *packs, size_t size, rbk_error *error);

/*
 * Stores a copy of a list of Q in place of the disc's own; count 0 removes it. It is put into the order of addresses; of
 * several for one sector one is kept. RBK_INVALID_ARGUMENT (an address below -150), RBK_NO_MEMORY.
 */
rbk_status rbk_disc_set_listed_q(rbk_disc *disc, const rbk_listed_q *list, size_t count, rbk_error *error);

/* A deep copy; NULL without memory. */
rbk_disc *rbk_disc_copy(const rbk_disc *disc);

/* Sets a text; NULL or "" unsets it. RBK_INVALID_ARGUMENT when it is not UTF-8; RBK_NO_MEMORY. */
rbk_status rbk_text_set(rbk_text *text, rbk_text_field field, const char *utf8, rbk_error *error);

/*
 * Appends a remark (without the keyword REM). RBK_UNSUPPORTED beyond RBK_REMARKS_MAX, which bounds the memory for a
 * sheet of remarks only; RBK_NO_MEMORY.
 */
#define RBK_REMARKS_MAX 10000
rbk_status rbk_remarks_add(rbk_remarks *remarks, const char *line, rbk_error *error);

/* Removes the remark at a position; no effect if there is none. */
void rbk_remarks_remove(rbk_remarks *remarks, size_t position);

/*
 * Adds a file and returns its position. path and type_word (NULL is "") are copied. RBK_INVALID_ARGUMENT (an unknown type),
 * RBK_NO_MEMORY.
 */
rbk_status rbk_disc_add_file(rbk_disc *disc, const char *path, rbk_file_type type, const char *type_word, uint32_t line,
                             uint32_t *position, rbk_error *error);

/* Sets where the file was found. RBK_INVALID_ARGUMENT (no such file), RBK_NO_MEMORY. */
rbk_status rbk_disc_locate_file(rbk_disc *disc, uint32_t position, const char *location, rbk_error *error);

/*
 * Sets where the subchannel of a file's sectors is; path NULL: in the sectors themselves. location (nullable) is where
 * the file at path was found. RBK_INVALID_ARGUMENT (no such file, an unknown form), RBK_NO_MEMORY.
 */
rbk_status rbk_disc_set_subchannel(rbk_disc *disc, uint32_t position, rbk_subchannel_form form, const char *path,
                                   const char *location, rbk_error *error);

/*
 * Starts a session; tracks added from now on belong to it. The first one started before there are tracks is that of
 * track 1; otherwise the tracks so far become the first session. Lengths are RBK_USUAL. *session (nullable) is valid
 * until the next session is started. RBK_TRACKLIMIT for a 100th, RBK_INVALID_ARGUMENT (an unknown area), RBK_NO_MEMORY.
 */
rbk_status rbk_disc_add_session(rbk_disc *disc, rbk_area area, uint32_t line, rbk_session **session, rbk_error *error);

/* The number of sessions: 1 if none is stated. */
size_t rbk_disc_session_count(const rbk_disc *disc);

/*
 * Appends a track with the given number (1-99); *track is valid until the next track is added. RBK_TRACKLIMIT for a
 * 100th, RBK_INVALID_ARGUMENT (another number, an unknown mode), RBK_NO_MEMORY.
 */
rbk_status rbk_disc_add_track(rbk_disc *disc, uint32_t number, rbk_track_mode mode, rbk_track **track,
                              rbk_error *error);

/*
 * Appends an extent. The file may be added to the disc later. RBK_INVALID_ARGUMENT: an offset or a length under 0, other than
 * RBK_TO_END; RBK_NO_MEMORY.
 */
rbk_status rbk_track_add_file_extent(rbk_track *track, uint32_t file, int64_t offset_samples, int64_t length_samples,
                                     rbk_error *error);
rbk_status rbk_track_add_silence(rbk_track *track, int64_t length_samples, rbk_error *error);

/*
 * Sets where the sectors of the track's last extent, which is one of a file, are stored. RBK_INVALID_ARGUMENT: no
 * extent; an offset under 0, a stride of 0 or over RBK_STRIDE_BYTES_MAX, a payload size that is not the mode's, parts
 * of a sector that overlap or exceed the stride.
 */
rbk_status rbk_track_place_extent(rbk_track *track, const rbk_placement *placement, rbk_error *error);

/*
 * Appends an index at offset_samples of the track's extent (the next one to be added is fine). Numbers ascend by one
 * from 0 or 1: RBK_BAD_LAYOUT otherwise. RBK_NO_MEMORY.
 */
rbk_status rbk_track_add_index(rbk_track *track, uint32_t number, uint32_t extent, int64_t offset_samples,
                               rbk_error *error);

/* The index with the number, or NULL. Borrowed. */
const rbk_index *rbk_track_index(const rbk_track *track, uint32_t number);

#ifdef __cplusplus
}
#endif
#endif
