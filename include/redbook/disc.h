/*
 * redbook/disc.h - what a disc is: sessions, tracks, indexes, flags, codes, texts, and where the payload lies
 *
 * One model serves every descriptor. A disc names files; a track is a list of extents in
 * the order in which they play, its pause included; an extent is a stretch of a file or of
 * silence; an index says at which point of which extent it begins. Lengths inside the model are samples
 * (1/44,100 s of disc time, 588 to the sector) whatever the rate of the file behind them and whether the
 * track is sound or data, so that a sheet which names a 96 kHz file and an image that names a BIN read the same.
 *
 * How long a file is is not in a sheet. rbk_file.length_frames and rate_hz stay 0 until someone who may open
 * files fills them (rbk_source_probe); RBK_TO_END extents get their length from them in rbk_layout_compute.
 *
 * The structures are open to read. They are changed through the calls below, which
 * copy what they are given; what they return is owned by the disc, and pointers into the arrays
 * are valid until the array's next change. A disc must not be changed by two threads at once.
 */
#ifndef REDBOOK_DISC_H
#define REDBOOK_DISC_H

#include <redbook/address.h>
#include <redbook/codes.h>
#include <redbook/error.h>
#include <redbook/stream.h>

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

/* Lines of remark, without the word REM, in order. */
typedef struct rbk_remarks {
    char **lines;
    size_t count;
    size_t leading; /* of a track: how many of them, the first ones, stand before its block and not in it */
} rbk_remarks;

/* ------------------------------------------------------------------ tracks */

/* Control bits as in Q (IEC 60908, clause on the control field), plus one that no nibble holds. */
enum {
    RBK_FLAG_PRE_EMPHASIS = 1,
    RBK_FLAG_COPY_PERMITTED = 2,
    RBK_FLAG_FOUR_CHANNEL = 8,
    RBK_FLAG_SCMS = 16 /* copy bit alternating; read, never written by us */
};

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

/* What the descriptor said the file is. What it really is is found by looking (rbk_audio_open). */
typedef enum rbk_file_type {
    RBK_FILE_BINARY,   /* headerless sectors, audio little-endian */
    RBK_FILE_MOTOROLA, /* headerless sectors, audio big-endian */
    RBK_FILE_AUDIO     /* a file with a header: WAVE, AIFF, MP3, FLAC, OGG, ... */
} rbk_file_type;

/* Where the subchannel of a file's sectors is, and in which form. */
typedef enum rbk_subchannel_form {
    RBK_SUBCHANNEL_NONE,
    RBK_SUBCHANNEL_RAW,      /* 96 bytes to the sector in time order, as they pass by on the disc */
    RBK_SUBCHANNEL_CHANNELS, /* the same in channel order: CloneCD's .sub */
    RBK_SUBCHANNEL_PACKS     /* four packs of 24 bytes to the sector in the order of playing: a .cdg, cdrdao's RW */
} rbk_subchannel_form;

typedef struct rbk_file {
    char *path;      /* as the descriptor wrote it */
    char *location;  /* where it was found; NULL until resolved */
    char *type_word; /* as the descriptor wrote it, "WAVE"; "" where none */
    uint32_t line;   /* of the descriptor, 0 where none */
    rbk_file_type type;
    uint32_t rate_hz;               /* 0 until probed; headerless: 44100 */
    int64_t length_frames;          /* at rate_hz; headerless: sectors * 588 plus what is left over */
    rbk_subchannel_form subchannel; /* NONE in a file whose sectors have 96 bytes of it is RAW */
    char *subchannel_path;          /* of the file that holds it, sector by sector; NULL: it is in the sectors */
    char *subchannel_location;      /* where that was found; NULL until resolved */
    rbk_identity identity;          /* of what was at location when it was measured */
    rbk_identity subchannel_identity;
} rbk_file;

#define RBK_TO_END (-1)

/*
 * Where the sectors of an extent lie among the bytes of its file, each in the same form: payload first, then what goes
 * with it. A descriptor that counts in bytes says it (rbk_track_place_extent). One that counts in time, as a CUE sheet
 * does, says nothing, and all follows from the order in which tracks use the file: sectors of a mode's size, one behind
 * the other, from its first byte on, what no track uses having the size of what is behind it.
 */
typedef struct rbk_placement {
    int64_t offset_bytes;      /* of the first sector, of sound the first sample, from the beginning; 0 or more */
    uint32_t stride_bytes;     /* from the beginning of a sector to that of the next; 0: it follows (above) */
    uint32_t payload_bytes;    /* of a sector, from its beginning: rbk_track_mode_payload_bytes */
    uint32_t subchannel_bytes; /* of a sector: 0 none, 96 P to W in the file's form, 16 Q alone, which is not read */
    uint32_t subchannel_offset_bytes; /* from the beginning of the sector, behind the payload; 0 where there is none */
} rbk_placement;

/* The longest stride: a raw sector and 96 bytes of subchannel. */
#define RBK_STRIDE_BYTES_MAX 2448

typedef struct rbk_extent {
    bool silence;           /* digital silence; file and offset do not count */
    uint32_t file;          /* position in rbk_disc.files */
    int64_t offset_samples; /* of disc time, from the beginning of the file; a sector has 588 whatever its bytes */
    int64_t length_samples; /* or RBK_TO_END: as far as the file goes */
    rbk_placement placement;
} rbk_extent;

typedef struct rbk_index {
    uint32_t number;        /* 0 (the pause) to 99 */
    uint32_t extent;        /* position in rbk_track.extents */
    int64_t offset_samples; /* from the beginning of that extent */
    uint32_t line;          /* of the descriptor, 0 where none */
} rbk_index;

typedef struct rbk_track {
    uint32_t number; /* 1-99 */
    uint32_t
        session; /* position in rbk_disc.sessions; 0 where there are none; never less than that of the track before */
    rbk_track_mode mode;
    uint32_t flags;
    char isrc[RBK_ISRC_BYTES]; /* "" where none */
    uint32_t line;             /* of the descriptor, 0 where none */
    rbk_text text;
    rbk_remarks remarks;
    rbk_extent *extents;
    size_t extent_count;
    rbk_index *indexes; /* ascending by number; index 1 is always there in a complete track; index 0, when there, is at
                           the track's beginning */
    size_t index_count;
} rbk_track;

/* ------------------------------------------------------------------ sessions */

/* Which part of which disc a session is. */
typedef enum rbk_area {
    RBK_AREA_CD,             /* a session of a compact disc */
    RBK_AREA_SINGLE_DENSITY, /* of a GD-ROM: what every reader sees */
    RBK_AREA_HIGH_DENSITY    /* of a GD-ROM: begins at RBK_HIGH_DENSITY_LBA, whatever comes before */
} rbk_area;

#define RBK_HIGH_DENSITY_LBA 45000
#define RBK_HIGH_DENSITY_END 549150 /* where the lead-out of pressed ones begins */

/*
 * What recorders put between the end of a session's tracks and the index 01 of the next one: the lead-out, longer after
 * the first session, a lead-in and the pause. 11,400 sectors after the first session, 6,900 after others (MMC).
 */
#define RBK_FIRST_LEAD_OUT_SECTORS 6750
#define RBK_LEAD_OUT_SECTORS       2250
#define RBK_LEAD_IN_SECTORS        4500

#define RBK_USUAL (-1)

/* How a descriptor says where the session before ends. */
typedef enum rbk_lead_out_form {
    RBK_LEAD_OUT_LENGTH, /* by the length of the lead-out, or not at all */
    RBK_LEAD_OUT_PLACE,  /* by the place in the file of both sessions, where times go on */
    RBK_LEAD_OUT_ADDRESS /* by the address on the disc: times after it count what lies between, too */
} rbk_lead_out_form;

/*
 * Tracks that lie on the disc without a break. Most discs have one session and need no word about it. What lies between
 * two sessions has addresses and no bytes; it belongs to the later one.
 */
typedef struct rbk_session {
    rbk_area area;
    uint32_t line;            /* of the descriptor, 0 where none */
    int32_t lead_out_sectors; /* of the session before; RBK_USUAL where the descriptor does not say */
    int32_t lead_in_sectors;
    int32_t pregap_sectors;
    rbk_lead_out_form lead_out_form;
} rbk_session;

typedef struct rbk_disc {
    char mcn[RBK_MCN_BYTES]; /* "" where none */
    char *cdtext_file;       /* as the descriptor wrote it; NULL where none */
    char *cdtext_location;   /* where that file was found and read; NULL until then */
    uint8_t *cdtext;         /* the disc's whole CD-TEXT as packs of 18 bytes, where a source gave it (a .cdt file,
                                several languages, binary items); NULL where the texts below are all there is */
    size_t cdtext_bytes;     /* a multiple of 18 */
    char *within_sheet;      /* path of the descriptor out of whose folder its files may not lead; NULL: they may */
    rbk_text text;
    rbk_remarks remarks;
    rbk_file *files;
    size_t file_count;
    rbk_track *tracks;
    size_t track_count;
    rbk_session *sessions; /* of the tracks, in order; NULL where nothing speaks of sessions: then there is one */
    size_t session_count;
    rbk_identity identity; /* of the descriptor that was read */
} rbk_disc;

/* An empty disc; NULL without memory. Freed with all it holds (NULL is fine). */
rbk_disc *rbk_disc_new(void);
void rbk_disc_free(rbk_disc *disc);

/*
 * Keeps a copy of CD-TEXT packs as the disc's own; size 0 lets go of those it has. They stand beside the
 * texts of the disc and its tracks, which are not touched (rbk_cdtext_to_disc does that). RBK_INVALID_ARGUMENT: size is
 * no multiple of 18, or more than eight blocks of 256 packs hold; RBK_NO_MEMORY.
 */
rbk_status rbk_disc_set_cdtext(rbk_disc *disc, const uint8_t *packs, size_t size, rbk_error *error);

/* A copy with nothing shared; NULL without memory. */
rbk_disc *rbk_disc_copy(const rbk_disc *disc);

/* Sets a text; NULL or "" unsets it. RBK_INVALID_ARGUMENT when it is not UTF-8; RBK_NO_MEMORY. */
rbk_status rbk_text_set(rbk_text *text, rbk_text_field field, const char *utf8, rbk_error *error);

/*
 * Appends a remark (without the word REM). RBK_UNSUPPORTED beyond RBK_REMARKS_MAX, so that a sheet of nothing else
 * stays bounded in memory; RBK_NO_MEMORY.
 */
#define RBK_REMARKS_MAX 10000
rbk_status rbk_remarks_add(rbk_remarks *remarks, const char *line, rbk_error *error);

/* Takes the remark at a position away; nothing where there is none. */
void rbk_remarks_remove(rbk_remarks *remarks, size_t position);

/* Adds a file and gives its position. path and type_word (NULL is "") are copied. RBK_NO_MEMORY. */
rbk_status rbk_disc_add_file(rbk_disc *disc, const char *path, rbk_file_type type, const char *type_word, uint32_t line,
                             uint32_t *position, rbk_error *error);

/* Sets where the file was found. RBK_INVALID_ARGUMENT (no such file), RBK_NO_MEMORY. */
rbk_status rbk_disc_locate_file(rbk_disc *disc, uint32_t position, const char *location, rbk_error *error);

/*
 * Says where the subchannel of a file's sectors is; path NULL: in the sectors themselves. Where the file at path was
 * found is said by a location, which may be NULL. RBK_INVALID_ARGUMENT (no such file), RBK_NO_MEMORY.
 */
rbk_status rbk_disc_set_subchannel(rbk_disc *disc, uint32_t position, rbk_subchannel_form form, const char *path,
                                   const char *location, rbk_error *error);

/*
 * Begins a session: the tracks added from now on are its own. The first one begun while there are no tracks yet is
 * that of track 1; without any, the tracks so far become the first session. Lengths are RBK_USUAL. Gives it in *session
 * (nullable), valid until the next one begins. RBK_TRACKLIMIT for a 100th, RBK_NO_MEMORY.
 */
rbk_status rbk_disc_add_session(rbk_disc *disc, rbk_area area, uint32_t line, rbk_session **session, rbk_error *error);

/* How many there are: 1 where nothing speaks of sessions. */
size_t rbk_disc_session_count(const rbk_disc *disc);

/*
 * Appends a track with the given number (1-99) and gives it in *track, valid until the next
 * track is added. RBK_TRACKLIMIT for a 100th, RBK_INVALID_ARGUMENT, RBK_NO_MEMORY.
 */
rbk_status rbk_disc_add_track(rbk_disc *disc, uint32_t number, rbk_track_mode mode, rbk_track **track,
                              rbk_error *error);

/* Appends an extent. RBK_NO_MEMORY. */
rbk_status rbk_track_add_file_extent(rbk_track *track, uint32_t file, int64_t offset_samples, int64_t length_samples,
                                     rbk_error *error);
rbk_status rbk_track_add_silence(rbk_track *track, int64_t length_samples, rbk_error *error);

/*
 * Says where the sectors of the track's last extent, one of a file, lie. RBK_INVALID_ARGUMENT: there is none; an offset
 * under 0, a stride of 0 or over RBK_STRIDE_BYTES_MAX, a payload that is not the mode's, parts of a sector that do not
 * fit into the stride or lie over each other.
 */
rbk_status rbk_track_place_extent(rbk_track *track, const rbk_placement *placement, rbk_error *error);

/*
 * Appends an index that begins at offset_samples of the track's extent (the next one to be added is fine).
 * Numbers ascend by one from 0 or 1: RBK_BAD_LAYOUT otherwise. RBK_NO_MEMORY.
 */
rbk_status rbk_track_add_index(rbk_track *track, uint32_t number, uint32_t extent, int64_t offset_samples,
                               rbk_error *error);

/* The index with the number, or NULL. Lent. */
const rbk_index *rbk_track_index(const rbk_track *track, uint32_t number);

#ifdef __cplusplus
}
#endif
#endif
