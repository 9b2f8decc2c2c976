/*
 * burn/mmc.h - the commands of a burn, one call each, and the decoders of their replies
 *
 * A builder fills a whole rbk_command over the caller's data; a decoder parses a reply into a structure. Pure, no I/O.
 * A decoder is given the number of bytes requested and received; it rejects a reply that the drive never sent (the
 * poison of rbk_transport_run is still there), that contradicts itself, or that is too short for its mandatory fields:
 * false, and *why, a static text, is the reason. The structure is then untouched.
 *
 * LBAs are MMC's: 0 is the first program sector; those of the lead-in, which starts at minute 90 or later, are below
 * -150. Source: MMC-3, MMC-5, SPC-3.
 */
#ifndef RBK_BURN_MMC_H
#define RBK_BURN_MMC_H

#include "device/transport.h"

#include <redbook/address.h>
#include <redbook/codes.h>

/* ------------------------------------------------------------------ commands */

enum {
    RBK_MMC_TEST_UNIT_READY = 0x00,
    RBK_MMC_INQUIRY = 0x12,
    RBK_MMC_START_STOP_UNIT = 0x1B,
    RBK_MMC_PREVENT_ALLOW = 0x1E,
    RBK_MMC_WRITE_10 = 0x2A,
    RBK_MMC_SYNCHRONIZE_CACHE = 0x35,
    RBK_MMC_READ_SUBCHANNEL = 0x42,
    RBK_MMC_READ_TOC = 0x43,
    RBK_MMC_GET_CONFIGURATION = 0x46,
    RBK_MMC_READ_DISC_INFORMATION = 0x51,
    RBK_MMC_READ_TRACK_INFORMATION = 0x52,
    RBK_MMC_SEND_OPC = 0x54,
    RBK_MMC_MODE_SELECT_10 = 0x55,
    RBK_MMC_MODE_SENSE_10 = 0x5A,
    RBK_MMC_READ_BUFFER_CAPACITY = 0x5C,
    RBK_MMC_CLOSE_TRACK_SESSION = 0x5B,
    RBK_MMC_SEND_CUE_SHEET = 0x5D,
    RBK_MMC_BLANK = 0xA1,
    RBK_MMC_SET_SPEED = 0xBB,
    RBK_MMC_READ_CD = 0xBE
};

/* The standard's name, "SEND CUE SHEET"; "command" for any other code. Static. */
const char *rbk_mmc_name(uint8_t code);

void rbk_mmc_test_unit_ready(rbk_command *command);

#define RBK_MMC_INQUIRY_BYTES 36
void rbk_mmc_inquiry(rbk_command *command, uint8_t data[RBK_MMC_INQUIRY_BYTES]);

typedef enum rbk_mmc_motion { RBK_MMC_STOP = 0, RBK_MMC_START = 1, RBK_MMC_EJECT = 2, RBK_MMC_LOAD = 3 } rbk_mmc_motion;
/* at_once: the drive replies before the motion is finished. */
void rbk_mmc_start_stop(rbk_command *command, rbk_mmc_motion motion, bool at_once);

void rbk_mmc_prevent_removal(rbk_command *command, bool prevent);

/* All features. bytes: 8 to 65535; byte 7 of the CDB counts too, which some libraries forget. */
#define RBK_MMC_CONFIGURATION_START_BYTES 8
void rbk_mmc_get_configuration(rbk_command *command, uint8_t *data, size_t bytes);

void rbk_mmc_mode_sense(rbk_command *command, uint8_t page, uint8_t *data, size_t bytes);
void rbk_mmc_mode_select(rbk_command *command, uint8_t *data, size_t bytes);

#define RBK_MMC_DISC_BYTES 34
void rbk_mmc_read_disc_information(rbk_command *command, uint8_t data[RBK_MMC_DISC_BYTES]);

#define RBK_MMC_TRACK_BYTES     36
#define RBK_MMC_TRACK_INVISIBLE 0xFF /* the one that is to be written */
void rbk_mmc_read_track_information(rbk_command *command, uint8_t track, uint8_t data[RBK_MMC_TRACK_BYTES]);

typedef enum rbk_mmc_toc_format {
    RBK_MMC_TOC_TRACKS = 0,
    RBK_MMC_TOC_SESSIONS = 1,
    RBK_MMC_TOC_FULL = 2,
    RBK_MMC_TOC_ATIP = 4,
    RBK_MMC_TOC_CDTEXT = 5
} rbk_mmc_toc_format;
#define RBK_MMC_ATIP_BYTES      28
#define RBK_MMC_TOC_START_BYTES 4
void rbk_mmc_read_toc(rbk_command *command, rbk_mmc_toc_format format, uint8_t *data, size_t bytes);

/* In kB/s of 1000 bytes; 0xFFFF is the drive's best. */
void rbk_mmc_set_speed(rbk_command *command, uint16_t read_kbs, uint16_t write_kbs);

/* Optimum power calibration now; it uses up calibration area of the disc, so never before a test write. */
void rbk_mmc_send_opc(rbk_command *command);

void rbk_mmc_send_cue_sheet(rbk_command *command, uint8_t *sheet, size_t bytes);

/* data: sectors in the form that the cue sheet has for lba. */
void rbk_mmc_write(rbk_command *command, int32_t lba, uint16_t sectors, uint8_t *data, size_t bytes);

#define RBK_MMC_BUFFER_BYTES 12
void rbk_mmc_read_buffer_capacity(rbk_command *command, uint8_t data[RBK_MMC_BUFFER_BYTES]);

/* at_once: the drive replies before its buffer is on the disc (IMMED). */
void rbk_mmc_synchronize_cache(rbk_command *command, bool at_once);

/* Ends a track, or with session the session, of track-at-once. at_once as above. */
void rbk_mmc_close(rbk_command *command, bool session, uint16_t track, bool at_once);

/* full: the whole disc, else the minimum. at_once (IMMED): the drive replies before, as it should: blanking may
 * take longer than any time-out. */
void rbk_mmc_blank(rbk_command *command, bool full, bool at_once);

#define RBK_MMC_CODE_BYTES 24
void rbk_mmc_read_mcn(rbk_command *command, uint8_t data[RBK_MMC_CODE_BYTES]);
void rbk_mmc_read_isrc(rbk_command *command, uint8_t track, uint8_t data[RBK_MMC_CODE_BYTES]);

/* Parts of each sector: 2352 bytes of main channel, then the subchannel. */
typedef enum rbk_mmc_subchannel {
    RBK_MMC_SUB_NONE = 0, /* 2352 bytes a sector */
    RBK_MMC_SUB_RAW = 1,  /* + 96: P to W, bit by bit */
    RBK_MMC_SUB_Q = 2     /* + 16: Q */
} rbk_mmc_subchannel;
#define RBK_MMC_SUB_Q_BYTES 16
uint32_t rbk_mmc_read_cd_bytes(rbk_mmc_subchannel subchannel); /* of one sector */
void rbk_mmc_read_cd(rbk_command *command, int32_t lba, uint32_t sectors, rbk_mmc_subchannel subchannel, uint8_t *data);

/* ------------------------------------------------------------------ speeds */

/* kB/s of a nominal speed, rounded up: 1 is 177; and back, rounded down, with one decimal: 1412 is 80. */
uint16_t rbk_mmc_kbs_of_speed(uint32_t speed);
uint32_t rbk_mmc_tenths_of_kbs(uint32_t kbs);

/* ------------------------------------------------------------------ replies about the drive */

typedef struct rbk_mmc_identity {
    uint8_t device_type; /* 5: a CD drive */
    char vendor[9];      /* printable, trimmed at the end */
    char product[17];
    char revision[5];
} rbk_mmc_identity;
bool rbk_mmc_decode_inquiry(const uint8_t *data, size_t bytes, rbk_mmc_identity *identity, const char **why);

enum { RBK_MMC_PROFILE_NONE = 0, RBK_MMC_PROFILE_CD_ROM = 8, RBK_MMC_PROFILE_CD_R = 9, RBK_MMC_PROFILE_CD_RW = 10 };

typedef struct rbk_mmc_features {
    uint16_t profile; /* of the loaded disc */
    bool cd_r;        /* the drive has the profile */
    bool cd_rw;
    bool has_mastering; /* CD Mastering (2Eh) */
    bool underrun_protection;
    bool session_at_once;
    bool test_write;
    bool rw_subchannel;
    uint32_t cue_sheet_bytes_max; /* 0: not reported */
    bool reads_cdtext;
    char serial[33]; /* "" where not reported */
} rbk_mmc_features;
/* The total length of a reply by its first 8 bytes, header included. */
bool rbk_mmc_decode_configuration_length(const uint8_t *data, size_t bytes, size_t *length, const char **why);
bool rbk_mmc_decode_configuration(const uint8_t *data, size_t bytes, rbk_mmc_features *features, const char **why);

#define RBK_MMC_PAGE_BYTES_MAX        256
#define RBK_MMC_MODE_HEADER_BYTES     8
#define RBK_MMC_PAGE_WRITE_PARAMETERS 0x05
#define RBK_MMC_PAGE_CAPABILITIES     0x2A

/* A mode page as in the reply, code and length included, PS cleared. */
typedef struct rbk_mmc_page {
    uint8_t data[RBK_MMC_PAGE_BYTES_MAX + 2];
    size_t bytes;
} rbk_mmc_page;
/* The total length of a reply by its first 10 bytes, header included. */
#define RBK_MMC_MODE_START_BYTES 10
bool rbk_mmc_decode_page_length(const uint8_t *data, size_t bytes, size_t *length, const char **why);
bool rbk_mmc_decode_page(const uint8_t *data, size_t bytes, uint8_t code, rbk_mmc_page *page, const char **why);

typedef struct rbk_mmc_capabilities {
    bool writes_cd_r;
    bool writes_cd_rw;
    bool test_write;
    bool underrun_protection;
    bool accurate_stream; /* accurate stream: reads continue where the last one ended, sample for sample */
    bool locks;
    bool loads; /* a tray that it can close, or a changer */
    uint32_t buffer_kib;
    uint32_t write_kbs;     /* current */
    uint32_t write_kbs_max; /* the highest reported */
    uint16_t speeds_kbs[32];
    size_t speed_count;
} rbk_mmc_capabilities;
bool rbk_mmc_decode_capabilities(const rbk_mmc_page *page, rbk_mmc_capabilities *capabilities, const char **why);

typedef struct rbk_mmc_buffer {
    uint32_t total_bytes;
    uint32_t free_bytes;
} rbk_mmc_buffer;
bool rbk_mmc_decode_buffer(const uint8_t *data, size_t bytes, rbk_mmc_buffer *buffer, const char **why);

/* ------------------------------------------------------------------ replies about the disc */

typedef enum rbk_mmc_disc_status {
    RBK_MMC_DISC_BLANK = 0,
    RBK_MMC_DISC_INCOMPLETE = 1, /* "appendable" */
    RBK_MMC_DISC_FINISHED = 2,
    RBK_MMC_DISC_OTHER = 3
} rbk_mmc_disc_status;

typedef struct rbk_mmc_disc {
    rbk_mmc_disc_status status;
    uint8_t session_state; /* of the last one: 0 empty, 1 incomplete, 3 complete */
    bool rewritable;
    uint32_t first_track;
    uint32_t sessions;
    uint32_t first_in_last; /* the first track of the last session, if that is not empty */
    uint32_t last_track;    /* of the last session */
    uint8_t type;           /* 0x00 audio or CD-ROM, 0x10 CD-I, 0x20 XA, 0xFF unknown */
    bool has_lead_in;
    int32_t lead_in_lba; /* where that of the last session begins */
    bool has_lead_out;
    int32_t lead_out_lba; /* the last possible one */
} rbk_mmc_disc;
/* A reply may end anywhere after the state: the fields after that are unknown. */
bool rbk_mmc_decode_disc(const uint8_t *data, size_t bytes, rbk_mmc_disc *disc, const char **why);

typedef struct rbk_mmc_atip {
    bool rewritable;
    uint8_t subtype; /* 0-7: CD-RW: 0 is up to 4x, 1 4x-12x, 2 up to 24x, 3 up to 32x; CD-R: of dye and make */
    uint8_t power;   /* code, 0-7 */
    uint8_t speed_code;
    uint8_t lead_in[3]; /* minute, second, sector: the maker's code, too */
    int32_t lead_in_lba;
    int32_t lead_out_lba;
} rbk_mmc_atip;
bool rbk_mmc_decode_atip(const uint8_t *data, size_t bytes, rbk_mmc_atip *atip, const char **why);

typedef struct rbk_mmc_track {
    uint32_t number;
    uint32_t session;
    uint8_t mode; /* control bits */
    uint8_t data_mode;
    bool blank;
    bool damaged;
    bool has_next;
    int32_t start_lba;
    int32_t next_lba; /* next writable, where has_next */
    uint32_t free_sectors;
    uint32_t sectors;
} rbk_mmc_track;
bool rbk_mmc_decode_track(const uint8_t *data, size_t bytes, rbk_mmc_track *track, const char **why);

typedef struct rbk_mmc_toc_entry {
    uint8_t track; /* 1-99; 0xAA the lead-out */
    uint8_t control;
    int32_t lba;
} rbk_mmc_toc_entry;

typedef struct rbk_mmc_toc {
    uint8_t first_track;
    uint8_t last_track;
    rbk_mmc_toc_entry entries[RBK_TRACKS_MAX + 1];
    size_t entry_count; /* tracks and, last, the lead-out */
} rbk_mmc_toc;
/* The total length of a reply to READ TOC by its first 4 bytes, header included. */
bool rbk_mmc_decode_toc_length(const uint8_t *data, size_t bytes, size_t *length, const char **why);

#define RBK_MMC_TOC_BYTES (4 + 8 * (RBK_TRACKS_MAX + 1))
bool rbk_mmc_decode_toc(const uint8_t *data, size_t bytes, rbk_mmc_toc *toc, const char **why);

/* Index 01 of a track that is in the table. */
static inline int32_t rbk_mmc_track_lba(const rbk_mmc_toc *toc, uint8_t track)
{
    return toc->entries[track - toc->first_track].lba;
}

enum { RBK_MMC_TYPE_CD_I = 0x10 };

/* A closed session: tracks first to last, the start of its lead-out, and its type as in rbk_mmc_disc (0: not reported, too). */
typedef struct rbk_mmc_session {
    uint8_t first_track;
    uint8_t last_track;
    int32_t lead_out_lba;
    uint8_t type;
} rbk_mmc_session;

typedef struct rbk_mmc_sessions {
    rbk_mmc_session sessions[RBK_TRACKS_MAX];
    size_t count;
} rbk_mmc_sessions;

/* Room for A0, A1, A2, B0 and C0 of each session. */
#define RBK_MMC_FULL_TOC_BYTES (4 + 11 * 6 * RBK_TRACKS_MAX)
/*
 * The sessions of a disc by its full table of contents, which must agree with the tracks in toc. Some drives return its
 * numbers in BCD: the reading that agrees is taken.
 */
bool rbk_mmc_decode_sessions(const uint8_t *data, size_t bytes, const rbk_mmc_toc *toc, rbk_mmc_sessions *sessions,
                             const char **why);
/* The number of the first track of the last session, by the reply to READ TOC, format 1. */
#define RBK_MMC_TOC_SESSIONS_BYTES 12
bool rbk_mmc_decode_last_session(const uint8_t *data, size_t bytes, uint32_t *first_track, const char **why);

/* The packs in a reply; *packs points into data. */
#define RBK_MMC_CDTEXT_BYTES (4 + 8 * 256 * 18)
bool rbk_mmc_decode_cdtext(const uint8_t *data, size_t bytes, const uint8_t **packs, size_t *pack_bytes,
                           const char **why);

/* "": none on the disc. */
bool rbk_mmc_decode_mcn(const uint8_t *data, size_t bytes, char mcn[RBK_MCN_BYTES], const char **why);
bool rbk_mmc_decode_isrc(const uint8_t *data, size_t bytes, char isrc[RBK_ISRC_BYTES], const char **why);

/* Sectors of READ CD: rejects a buffer into which nothing was written. */
bool rbk_mmc_decode_sectors(const uint8_t *data, size_t bytes, size_t wanted, const char **why);

#endif
