/*
 * redbook/burn_plan.h - what is sent to a recorder: a disc as commands, addresses and bytes, before anything is written
 *
 * A plan is made from a laid out disc and a medium. It holds everything that session-at-once writing sends: the cue
 * sheet, the write parameters, the CD-TEXT packs of the lead-in, and the ranges of addresses with the form and size of
 * the sectors from the host. It is pure: no drive is queried, nothing is written. All obstacles are found at once and
 * are findings of severity error; a plan with such findings can be read, and must not be burnt.
 *
 * Addresses. lba as in MMC: the program area starts at 0, its pregap at -150, the lead-in is before that. Times of the
 * cue sheet are absolute and binary, not BCD. Those of the lead-in start at 90 minutes: 97:18:00 is lba -12300.
 *
 * A plan is not changed after it is made; it may be used by several threads at once. Source: MMC (SEND CUE SHEET, mode
 * page 05h, WRITE), IEC 60908, ECMA-130. Part of libredbook-burn.a.
 */
#ifndef REDBOOK_BURN_PLAN_H
#define REDBOOK_BURN_PLAN_H

#include <redbook/cdtext.h>
#include <redbook/image.h>
#include <redbook/listener.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ what it is planned for */

/* The lba of a time of the lead-in (90:00:00 to 99:59:74 are before lba -150), and of one of the program area. */
int32_t rbk_burn_lead_in_lba(uint32_t minutes, uint32_t seconds, uint32_t sectors);
int32_t rbk_burn_program_lba(uint32_t minutes, uint32_t seconds, uint32_t sectors);

/* The reverse, minutes, seconds, sectors: lba 0 is 00:02:00, -151 is 99:59:74. Times wrap at 100 minutes, whatever
 * the lba. */
void rbk_burn_time(int32_t lba, uint8_t msf[3]);

/* A blank CD-R or CD-RW, as its ATIP describes it. */
typedef struct rbk_burn_medium {
    bool known;               /* read by a drive; false: assumed */
    int32_t lead_in_lba;      /* start of the lead-in, -12300 for 97:18:00; RBK_NO_LBA: unknown */
    int32_t lead_out_max_lba; /* last possible start of the lead-out: the capacity, in sectors from lba 0 */
} rbk_burn_medium;

/* A usual medium of 80 minutes: lead-in 97:26:65, lead-out by 79:59:69 (RBK_CAPACITY_80_MIN). */
void rbk_burn_medium_init(rbk_burn_medium *medium);

/* What a plan needs to know of a drive (feature 002Eh, CD Mastering). */
typedef struct rbk_burn_abilities {
    bool known;                   /* false: nothing below is used */
    bool session_at_once;         /* SAO */
    bool subchannel;              /* R to W: CD-TEXT and CD+G */
    uint32_t cue_sheet_bytes_max; /* 0: not reported */
} rbk_burn_abilities;

/* How the subchannel of audio tracks (CD+G, .sub, .cdg: rbk_subchannel_track_has) is sent to the drive. */
typedef enum rbk_burn_graphics {
    RBK_BURN_GRAPHICS_OFF,    /* not at all: audio only */
    RBK_BURN_GRAPHICS_PACKED, /* R to W in packs, 96 bytes a sector; the drive interleaves them and adds parity */
    RBK_BURN_GRAPHICS_RAW     /* P to W, 96 bytes a sector, as recorded on the disc */
} rbk_burn_graphics;

/* How a disc is written. */
typedef enum rbk_burn_write_mode {
    RBK_BURN_WRITE_AUTO,   /* session-at-once, or raw if the drive refuses that */
    RBK_BURN_WRITE_SAO,    /* session-at-once: the drive makes lead-in, lead-out, P and Q from a cue sheet */
    RBK_BURN_WRITE_RAW,    /* RAW_96, or RAW_16 if the drive refuses that */
    RBK_BURN_WRITE_RAW_96, /* all sectors and their P to W are sent, lead-in and lead-out included */
    RBK_BURN_WRITE_RAW_16, /* the same with P and Q only: neither CD-TEXT nor CD+G */
    RBK_BURN_WRITE_TAO     /* track-at-once, of a disc made by rbk_burn_as_tracks: never chosen by AUTO */
} rbk_burn_write_mode;

/* "auto", "sao", "raw", "raw96", "raw16", "tao". Static. */
const char *rbk_burn_write_mode_name(rbk_burn_write_mode mode);

typedef struct rbk_burn_options {
    rbk_burn_medium medium;     /* rbk_burn_medium_init */
    rbk_burn_abilities drive;   /* unknown */
    bool overburn;              /* false; true: longer than the medium's capacity is a warning */
    bool short_tracks;          /* false; true: tracks under 4 s are a warning */
    bool cdtext;                /* true: the lead-in has what rbk_cdtext_of_disc gives */
    bool cdtext_fallback;       /* false; true: unencodable characters of CD-TEXT are replaced */
    rbk_burn_graphics graphics; /* OFF */
    const char *path;           /* NULL; the sheet, for the location of findings; borrowed */
    uint32_t session;           /* 0: the disc has one; else which of its sessions is planned, from 1 on */
    bool leave_open;            /* false; true: another session can be written after it */
    bool force;                 /* false; true: precautionary refusals are warnings (see rbk_burn_plan_new) */
    union {
        /* AUTO: as SAO; RAW: as RAW_96. What the mode does not write is reported. TAO for a disc of rbk_burn_as_tracks; 0.3.0 */
        rbk_burn_write_mode write_mode;
        uint64_t place_of_write_mode;
    };
    uint64_t reserved[2]; /* 0 */
} rbk_burn_options;

void rbk_burn_options_init(rbk_burn_options *options);

/* ------------------------------------------------------------------ the plan */

#define RBK_BURN_ENTRY_BYTES 8

/* DATA FORM of the cue sheet: main channel in the lower six bits, subchannel in the upper two. */
enum {
    RBK_BURN_FORM_AUDIO = 0x00,            /* 2352 bytes from the host */
    RBK_BURN_FORM_AUDIO_SILENT = 0x01,     /* lead-in and lead-out: none from the host */
    RBK_BURN_FORM_MODE1 = 0x10,            /* 2048; the drive makes sync, header, EDC, ECC */
    RBK_BURN_FORM_MODE1_EMPTY = 0x14,      /* lead-in and lead-out */
    RBK_BURN_FORM_XA = 0x20,               /* 2336: subheader, data; the drive recomputes EDC and ECC */
    RBK_BURN_FORM_XA_EMPTY = 0x24,         /* lead-in and lead-out */
    RBK_BURN_FORM_MODE2 = 0x30,            /* 2336, formless */
    RBK_BURN_FORM_MODE2_EMPTY = 0x34,      /* lead-in and lead-out */
    RBK_BURN_FORM_SUBCHANNEL_RAW = 0x40,   /* and 96 bytes P to W; in the lead-in: CD-TEXT */
    RBK_BURN_FORM_SUBCHANNEL_PACKED = 0xC0 /* and 96 bytes R to W */
};

/* One line of the cue sheet, in its byte order. */
typedef struct rbk_burn_entry {
    uint8_t control_adr; /* control nibble, then 1 position, 2 MCN, 3 ISRC */
    uint8_t track;       /* MCN: characters from here on. 0 the lead-in, AAh the lead-out */
    uint8_t index;       /* ISRC: characters from here on */
    uint8_t form;
    uint8_t scms; /* 80h: copy of a protected original */
    uint8_t minute, second, sector;
} rbk_burn_entry;

/* Sectors of one form: WRITE never crosses from one range into the next. */
typedef struct rbk_burn_range {
    int32_t first_lba;
    uint32_t sectors;
    uint32_t sector_bytes;  /* from the host: 2352, 2048, 2336, 96 more with subchannel; 96 in the lead-in */
    uint32_t chunk_sectors; /* largest WRITE in sectors: 63 KiB or less */
    uint8_t form;
    uint8_t track; /* 0: CD-TEXT in the lead-in; 1-99 */
} rbk_burn_range;

/* One way to encode the parameters: drives accept different ones, all are correct. */
typedef struct rbk_burn_variant {
    uint8_t data_block_type; /* mode page 05h, byte 4 */
    bool lead_in_time;       /* the cue sheet has the start of the lead-in; false: 00:00:00 */
    bool isrc_control;       /* ISRC entries have the track's control nibble; false: 0 */
} rbk_burn_variant;

typedef enum rbk_burn_fit {
    RBK_BURN_FITS,
    RBK_BURN_OVERBURN, /* longer than the medium's capacity; addresses still allow it */
    RBK_BURN_TOO_LONG  /* no addresses left */
} rbk_burn_fit;

/* Open to read. */
typedef struct rbk_burn_plan {
    char *path; /* of the sheet, for the location of findings; NULL: none */
    rbk_burn_medium medium;
    rbk_burn_entry *entries; /* cue sheet in the encoding of the first variant */
    size_t entry_count;
    rbk_burn_range *ranges; /* in the order of writing: the lead-in if there is CD-TEXT, then pregap to lead-out */
    size_t range_count;
    uint8_t *cdtext; /* packs of 18 bytes, all CRCs right; NULL without CD-TEXT */
    size_t cdtext_packs;
    uint8_t session_format; /* 00 CD-DA or CD-ROM, 10 CD-I, 20 CD-ROM XA (any track of mode 2) */
    rbk_burn_graphics graphics;
    char mcn[RBK_MCN_BYTES]; /* "" where none */
    uint8_t first_track, last_track;
    int32_t lead_out_lba;
    int32_t base_lba;  /* 150 sectors after the start of the session's pregap: 0 in the first session */
    int32_t start_lba; /* of the first sector in the image; those before it are empty */
    bool partial;      /* the disc has, or will have, other sessions, too */
    bool leave_open;
    uint8_t write_mode; /* rbk_burn_write_mode of the options; 0.3.1 */
    rbk_burn_fit fit;
    rbk_subchannel *subchannel; /* of graphics; NULL: none. Owned by the plan */
    rbk_subcode *subcode;       /* P and Q. Owned by the plan */
    size_t refusals;            /* findings of severity error; unless 0 it must not be burnt */
} rbk_burn_plan;

/*
 * Makes the plan of a laid out disc. image (nullable) is open on it: its first data sectors decide whether MODE2 tracks
 * are XA or formless; without it they are treated as XA. A subchannel is read whole, for what is not written of it. The plan keeps
 * copies, everything else may be freed afterwards.
 *
 * Findings. Errors, all at once: "disc.too-long", "track.too-short" (a warning where it is allowed), "track.empty",
 * "burn.track-numbers" (numbers with holes), "burn.modes" (both CD-I and XA),
 * "burn.session-gap" (a later session that is not as far from the one before as drives write it),
 * "burn.cue-sheet" (longer than the drive accepts, or than one transfer), "burn.lead-in" (CD-TEXT on a medium with an
 * implausible lead-in), "burn.cdtext" (invalid packs), and those of rbk_cdtext_of_disc. Warnings and notes:
 * "session.address" (a file system that is made for another place than the image has it at; not of a session that
 * rbk_burn_append or rbk_burn_as_tracks moved),
 * "burn.overburn" (longer than the medium's capacity, with overburn), "burn.first-track" (first number above 1),
 * "burn.drive" (a feature that the drive does not report: session-at-once, or R to W for CD-TEXT and CD+G), "burn.isrc"
 * (of a data track: not written), "burn.text" (texts that the disc's own packs, which are written as they are, do not have, or of
 * a later session, whose lead-in has none; the catalogue number of a disc that is appended), "burn.graphics" (a CD+G track
 * whose subchannel is not written; with image also an audio track with something in R to W of it), "burn.subchannel" (data with
 * something in R to W of its subchannel, without image any other track whose sectors have one; and modified Q, listed or in a
 * subchannel, that write_mode does not write, or of a disc that is appended; rbk_recorder_write adds what another mode loses of
 * it that the drive accepts), "burn.formless" (a MODE2 track without subheaders), and the other ones of rbk_rules_check.
 *
 * Session-at-once and its cue sheet are judged if write_mode is AUTO or SAO.
 *
 * With force a cue sheet that is longer than the drive reports to accept is a warning: this refusal is a precaution, since
 * the drive refuses a sheet that it cannot store before anything is written.
 *
 * RBK_OK also when findings refuse it: see refusals. RBK_INVALID_POINTER, RBK_INVALID_ARGUMENT (a layout or an image of
 * another disc, an impossible medium, graphics or write_mode of no value of theirs, a session that the disc does not have),
 * RBK_BAD_LAYOUT (no tracks), RBK_UNSUPPORTED (several sessions, and none was chosen), RBK_NO_MEMORY, and the errors of
 * rbk_image_read_sectors and rbk_subchannel_read.
 */
rbk_status rbk_burn_plan_new(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image,
                             const rbk_burn_options *options, rbk_burn_plan **plan, rbk_findings *findings,
                             rbk_error *error);
void rbk_burn_plan_free(rbk_burn_plan *plan); /* NULL is fine */

/*
 * Moves a disc of one session to where a recorder continues an appendable disc (rbk_recorder_disc.next_lba, next_track):
 * its tracks get the numbers from first_track on, and all addresses of its layout move. An image that is opened on it
 * then has its sectors at their addresses on that disc. RBK_INVALID_ARGUMENT (a layout of another disc, a first_track of 0),
 * RBK_UNSUPPORTED (several sessions), RBK_TRACKLIMIT, RBK_BAD_LAYOUT (no addresses left).
 */
rbk_status rbk_burn_append(rbk_disc *disc, rbk_layout *layout, int32_t base_lba, uint32_t first_track,
                           rbk_error *error);

/*
 * Makes of a probed disc and its layout the disc that a drive writes track-at-once: each track from its index 01 on, with
 * two sectors and a pregap of 150 between them. It is laid out, opened and planned like any other. session: only the
 * tracks of this one are changed, from 1 on; 0: all. What such a disc cannot carry - pregaps, indexes, codes, CD-TEXT,
 * audio before track 1, R to W, modified Q - is reported ("burn.track-at-once", warnings; path, nullable, is their location). No
 * subchannel is part of it.
 * RBK_INVALID_ARGUMENT (a layout of another disc), RBK_UNSUPPORTED (a GD-ROM), RBK_NO_MEMORY, and the errors of
 * rbk_subchannel_read.
 */
rbk_status rbk_burn_as_tracks(const rbk_disc *disc, const rbk_layout *layout, uint32_t session, const char *path,
                              rbk_disc **tracks, rbk_findings *findings, rbk_error *error);

/*
 * What track-at-once sends of such a plan: the sectors of each track from its index 01 on, in the order of positions from
 * 0 on. False after the last one.
 */
bool rbk_burn_track_range(const rbk_burn_plan *plan, size_t position, rbk_burn_range *range);

/* Puts track-at-once of one of these ranges into mode page 05h, like rbk_burn_write_parameters. */
void rbk_burn_track_parameters(const rbk_burn_plan *plan, const rbk_burn_range *range, bool simulate,
                               bool underrun_protection, uint8_t *page, size_t page_bytes);

/* ------------------------------------------------------------------ what is sent before the sectors */

/*
 * The ways to encode the parameters, best first, to be tried until the drive accepts one; nothing is written to the
 * medium before that. False after the last one.
 */
bool rbk_burn_plan_variant(const rbk_burn_plan *plan, size_t position, rbk_burn_variant *variant);

/* The data of SEND CUE SHEET: RBK_BURN_ENTRY_BYTES for each entry of the plan. */
void rbk_burn_cue_sheet_encode(const rbk_burn_plan *plan, const rbk_burn_variant *variant, uint8_t *bytes);

/*
 * Puts the plan into mode page 05h as returned by MODE SENSE, from its first byte (page code) on: session-at-once,
 * whether a further session may follow, data block type, session format, MCN; the rest gets the values that session-at-once needs.
 * page_bytes is the drive's size of the page (usually 52, at least 16); nothing beyond it is touched. simulate sets
 * Test Write, underrun_protection BUFE.
 */
void rbk_burn_write_parameters(const rbk_burn_plan *plan, const rbk_burn_variant *variant, bool simulate,
                               bool underrun_protection, uint8_t *page, size_t page_bytes);

/* ------------------------------------------------------------------ sectors */

/* The range that contains an lba, or NULL. Borrowed. */
const rbk_burn_range *rbk_burn_plan_range(const rbk_burn_plan *plan, int32_t lba);

/* Size of the largest chunk of any range. */
#define RBK_BURN_CHUNK_BYTES_MAX 64512

/*
 * Reads exactly what WRITE sends for count sectors from first_lba, all in one range: samples little-endian, the user
 * data of data sectors, 96 bytes of six-bit symbols of CD-TEXT in the lead-in, zeros in the pregap before start_lba.
 * image is open on the plan's disc. RBK_INVALID_ARGUMENT: not within one range; else the errors of
 * rbk_image_read_sectors; the buffer is then undefined.
 */
rbk_status rbk_burn_plan_read(const rbk_burn_plan *plan, rbk_image *image, int32_t first_lba, uint32_t count,
                              uint8_t *buffer, rbk_error *error);

/*
 * Raw writing, in RAW_96 or RAW_16 (anything else is RBK_INVALID_ARGUMENT): the host sends every sector from the start
 * of the lead-in to 90 s past the start of the lead-out, 2352 bytes of the main channel and 96 bytes P to W in time
 * order, or 16 with P and Q. The lead-in's Q is the table of contents, its R to W the CD-TEXT; data sectors are complete
 * and scrambled; a copy of a protected original (SCMS) has its alternating bit. Nothing is recomputed by the drive.
 *
 * rbk_burn_raw_range fills in the one range there is, whose form and track are 0. RBK_UNSUPPORTED: the medium does not
 * report where its lead-in starts, or the mode cannot hold the plan's CD-TEXT or CD+G; the message says which.
 * rbk_burn_raw_read reads count sectors from first_lba, all in that range, as rbk_burn_plan_read does.
 */
rbk_status rbk_burn_raw_range(const rbk_burn_plan *plan, rbk_burn_write_mode mode, rbk_burn_range *range,
                              rbk_error *error);
rbk_status rbk_burn_raw_read(const rbk_burn_plan *plan, rbk_image *image, rbk_burn_write_mode mode, int32_t first_lba,
                             uint32_t count, uint8_t *buffer, rbk_error *error);

/* Puts raw writing into mode page 05h, like rbk_burn_write_parameters. */
void rbk_burn_raw_parameters(const rbk_burn_plan *plan, rbk_burn_write_mode mode, bool simulate,
                             bool underrun_protection, uint8_t *page, size_t page_bytes);

/*
 * Reads every data sector and reports, for each track, what the drive will recompute in the plan's write mode and thereby
 * change: of sectors of mode 2 that are written track-at-once only the header, in a raw mode nothing; but what a raw mode
 * writes without a sync, no drive reads as data, so that this is reported in every mode. It is one finding of
 * severity warning for each kind of defect, with the number of sectors and the first one: "burn.sync", "burn.address",
 * "burn.mode", "burn.edc" (EDC or ECC; also an EDC of zero in form 2, which is valid), "burn.zero". In a later session addresses
 * that count from its start, as those of an image that is appended, are not reported. "burn.pregap", in every write mode:
 * data in the first part of a pregap of 3 s or more between audio and data, which is recorded as silent audio (ECMA-130).
 * listener (nullable) is notified of sectors done and asked for cancel. RBK_USERABORT, RBK_NO_MEMORY, and the errors of
 * rbk_image_read_sectors.
 */
rbk_status rbk_burn_plan_verify(const rbk_burn_plan *plan, rbk_image *image, const rbk_listener *listener,
                                rbk_findings *findings, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
