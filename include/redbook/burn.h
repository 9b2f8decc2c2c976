/*
 * redbook/burn.h - recorders: find them, look at drive and disc, burn a plan, blank, read back
 *
 * A recorder is a real drive ("/dev/sr0", through libcdio) or a virtual one ("virtual:FOLDER", a drive in software that
 * keeps its disc in a folder). Both obey the same commands; what is done with one can be rehearsed with the other.
 *
 * A recorder is used by one thread at a time, which makes all calls and in which the listener is called; burning starts
 * a thread of its own that reads the image ahead. Time is the drive's: a virtual burn of 80 minutes takes seconds.
 *
 * Failures. Before the first sector is written nothing happens to the disc, and the status says so:
 * RBK_DEVICE_NOTPRESENT, RBK_DEVICE_NOTACCESSIBLE, RBK_DEVICE_STILL_IN_USE, RBK_DEVICE_INVALIDTYPE,
 * RBK_MEDIUM_NOTPRESENT, RBK_MEDIUM_INVALIDTYPE, RBK_INITIALIZE_WRITE. Afterwards: RBK_CANNOT_WRITE_TO_MEDIA,
 * RBK_LOSS_OF_STREAMING, RBK_INITIALIZE_ENDWRITE, RBK_DEVICE_NOTACCESSIBLE (the link to it failed). Sentences hold the
 * drive's sense codes and what can be done. However a call ends, the tray is unlocked, as far as the drive still
 * answers.
 *
 * Source: MMC-3, MMC-5, SPC-3. Part of libredbook-burn.a.
 */
#ifndef REDBOOK_BURN_H
#define REDBOOK_BURN_H

#include <redbook/burn_plan.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rbk_recorder rbk_recorder;

/* ------------------------------------------------------------------ finding and opening */

/* Devices by the names rbk_recorder_open takes, sorted. */
typedef struct rbk_recorder_names {
    char **names;
    size_t count;
} rbk_recorder_names;

/*
 * Lists CD drives: with folder NULL those of this machine, each once however many names it has; else the virtual ones
 * in folder and in the folders directly in it. What cannot write CDs is in the list, too (rbk_recorder_drive tells).
 * RBK_FILEACCESS (folder), RBK_NO_MEMORY. Released with rbk_recorder_names_release.
 */
rbk_status rbk_recorder_find(const char *folder, rbk_recorder_names *names, rbk_error *error);
void rbk_recorder_names_release(rbk_recorder_names *names);

/*
 * Opens a recorder for nobody else, and sees that it is a CD drive. The first makes nothing: a folder that holds no
 * virtual drive is RBK_DEVICE_NOTPRESENT. The second, for what is about to write, makes a virtual drive where the
 * folder is missing or empty (RBK_FILEEXISTS: it holds what no drive leaves there). Errors of "before" above, those of
 * a virtual drive's files (RBK_SYNTAX, RBK_FILEACCESS, RBK_ALREADYOPEN), RBK_NO_MEMORY. Closed with rbk_recorder_close,
 * which unlocks the tray.
 */
rbk_status rbk_recorder_open(const char *device, rbk_recorder **recorder, rbk_error *error);
rbk_status rbk_recorder_open_or_make(const char *device, rbk_recorder **recorder, rbk_error *error);
void rbk_recorder_close(rbk_recorder *recorder); /* NULL is fine */

/*
 * Makes a virtual drive, "virtual:FOLDER" or the folder alone: a CD recorder of 52x with a blank CD-R of 80 min,
 * changed by settings, each as a line of its drive.conf ("medium = cd-rw", "quirks = no-opc slow"). RBK_FILEEXISTS:
 * there is a drive already, or a file that is none of a drive's. RBK_FILEACCESS, RBK_SYNTAX (a setting), RBK_NO_MEMORY.
 */
rbk_status rbk_recorder_make(const char *device, const char *const *settings, size_t count, rbk_error *error);

/* ------------------------------------------------------------------ what there is */

/* Speeds are tenths of the speed of playing (1x is 176.4 kB/s); 0 where the drive does not tell. */
typedef struct rbk_recorder_drive {
    char vendor[9];
    char product[17];
    char revision[5];
    char serial[33]; /* "" where it does not tell */
    bool writes_cd_r;
    bool writes_cd_rw;
    bool simulates;           /* test write */
    bool underrun_protection; /* can bridge a gap in the data */
    bool reads_cdtext;
    uint32_t buffer_kib;
    uint32_t speed_tenths_max;
    uint32_t speeds_tenths[32]; /* for the disc that is in, as the drive lists them */
    size_t speed_count;
    rbk_burn_abilities abilities; /* for rbk_burn_options.drive */
} rbk_recorder_drive;

rbk_status rbk_recorder_drive_read(rbk_recorder *recorder, rbk_recorder_drive *drive, rbk_error *error);

typedef enum rbk_disc_kind {
    RBK_DISC_NONE,
    RBK_DISC_CD_R,
    RBK_DISC_CD_RW,
    RBK_DISC_PRESSED, /* or a recorded one that the drive takes for it */
    RBK_DISC_NOT_CD   /* DVD, Blu-ray */
} rbk_disc_kind;

typedef enum rbk_disc_state {
    RBK_DISC_UNKNOWN, /* the drive cannot be asked */
    RBK_DISC_BLANK,
    RBK_DISC_INCOMPLETE, /* begun, and not finished */
    RBK_DISC_FINISHED,
} rbk_disc_state;

/* "CD-R", "blank", ... Static. */
const char *rbk_disc_kind_name(rbk_disc_kind kind);
const char *rbk_disc_state_name(rbk_disc_state state);

typedef struct rbk_recorder_disc {
    rbk_disc_kind kind;
    rbk_disc_state state;
    bool can_be_blanked;
    uint32_t sessions;      /* not of a blank disc */
    uint32_t tracks;        /* the same */
    bool has_atip;          /* the next five are there */
    uint8_t maker[3];       /* begin of the lead-in, minute, second, sector: by which makers are known */
    uint8_t subtype;        /* 0-7; of CD-RW its class of speed */
    uint8_t power_code;     /* 0-7, laser power the disc names */
    uint8_t speed_code;     /* 0-7, of CD-RW: the speed the power is for */
    rbk_burn_medium medium; /* for rbk_burn_options.medium */
    uint8_t first_track;    /* of the table of contents, of finished discs; 0: none could be read */
    uint8_t last_track;
    int32_t track_lba[RBK_TRACKS_MAX];     /* of the tracks from the first on */
    uint8_t track_control[RBK_TRACKS_MAX]; /* control nibble: 4 is data */
    int32_t lead_out_lba;                  /* 0 where no table of contents could be read */
} rbk_recorder_disc;

/*
 * Waits until the drive is ready (a minute or two, closing an open tray once) and asks about the disc. No disc is no
 * error: kind RBK_DISC_NONE. Asks listener (nullable) for cancel while it waits: RBK_USERABORT.
 */
struct rbk_burn_listener;
rbk_status rbk_recorder_disc_read(rbk_recorder *recorder, const struct rbk_burn_listener *listener,
                                  rbk_recorder_disc *disc, rbk_error *error);

/* Opens the tray, or closes it; unlocks it before. */
rbk_status rbk_recorder_eject(rbk_recorder *recorder, rbk_error *error);
rbk_status rbk_recorder_load(rbk_recorder *recorder, rbk_error *error);

/*
 * Takes the disc out and in, so that the drive looks at it anew; one that cannot close its tray itself stops and starts
 * the disc instead. Then waits until it is ready, with patience for a medium that is not seen at once.
 */
rbk_status rbk_recorder_reload(rbk_recorder *recorder, rbk_error *error);

/* Is there a disc in the drive? Asks once, moves nothing. */
bool rbk_recorder_has_disc(rbk_recorder *recorder);

/* ------------------------------------------------------------------ listening */

typedef enum rbk_burn_phase {
    RBK_BURN_PREPARING,   /* waiting for the drive, choosing how to say it */
    RBK_BURN_CALIBRATING, /* the laser's power */
    RBK_BURN_LEAD_IN,     /* CD-TEXT */
    RBK_BURN_WRITING,
    RBK_BURN_CLOSING, /* what the drive has in its buffer, the lead-out, the table of contents */
    RBK_BURN_BLANKING,
    RBK_BURN_CHECKING, /* reading the state of the disc */
    RBK_BURN_READING   /* verify */
} rbk_burn_phase;

/* "preparing", "calibrating", "lead-in", "writing", "closing", "blanking", "checking", "reading". Static. */
const char *rbk_burn_phase_name(rbk_burn_phase phase);

typedef struct rbk_burn_event {
    rbk_burn_phase phase;
    int32_t lba;            /* the next one; RBK_NO_LBA where the phase has none */
    uint64_t done_sectors;  /* of the phase; closing and blanking count in 65536 parts, 0 while unknown */
    uint64_t total_sectors; /* 0 where it is not known */
    unsigned ahead_percent; /* of our buffer, that is full */
    int drive_percent;      /* of the drive's buffer, that is full; -1 where it does not tell */
    uint32_t speed_tenths;  /* since the phase began; 0 in the beginning */
    const char *note;       /* NULL, or a sentence worth telling; lent for the call */
} rbk_burn_event;

/*
 * Every member but user may be NULL. event comes at the beginning of a phase and about every 64 sectors or half a
 * second of drive time. query_cancel is asked between two commands: true ends the call in order, with RBK_USERABORT:
 * the command in flight is finished, what was written is closed as far as that goes, the tray is unlocked. While that
 * goes on query_stop is asked: true gives up waiting for the drive.
 */
typedef struct rbk_burn_listener {
    void *user;
    void (*event)(void *user, const rbk_burn_event *event);
    bool (*query_cancel)(void *user);
    bool (*query_stop)(void *user);
} rbk_burn_listener;

/* ------------------------------------------------------------------ burning */

typedef struct rbk_burn_write_options {
    bool simulate;            /* false; true: all of it with the laser's power low (test write) */
    bool underrun_protection; /* true; where the drive has it */
    bool calibrate;           /* true; the laser's power is set for the disc (SEND OPC INFORMATION), where it can be */
    uint32_t speed;           /* 0: the drive's best; else 1-999 times the speed of playing */
    size_t buffer_bytes;      /* 16 MiB, 1 MiB or more: what is read ahead of the drive */
    uint64_t reserved[4];     /* 0 */
} rbk_burn_write_options;

void rbk_burn_write_options_init(rbk_burn_write_options *options);

/* What came of it; true also after a failure, as far as it goes. */
typedef struct rbk_burn_report {
    bool wrote;               /* sectors were sent: a CD-R of a burn that was no simulation is used up */
    uint64_t sectors_written; /* by the drive's word: what it took, the lead-in's and the pause's included */
    uint64_t sectors_total;
    int32_t next_lba;         /* the first sector that was not written; RBK_NO_LBA where none was */
    bool underrun_protection; /* was on */
    uint32_t speed_tenths;    /* the drive had set; 0: it does not tell */
    size_t variant;           /* of rbk_burn_plan_variant, the one the drive took */
    uint64_t waits;           /* writes that the drive had to be sent again because its buffer was full */
    uint64_t starved;         /* writes that had to wait for our own buffer */
    rbk_disc_state state;     /* of the disc afterwards, by the drive's word */
    bool unlocked;            /* the tray; false: the drive did not answer any more */
} rbk_burn_report;

/*
 * Burns a plan, image being opened over its disc. The disc must be blank and the one the plan was made for: drive,
 * disc and plan are looked at once more before the laser. Findings (notes and warnings of rule "burn.drive",
 * "burn.speed", "burn.calibration", "burn.simulated") say what was not as asked. After a burn that was no simulation the disc's state is
 * read: a disc that is not finished then is RBK_INITIALIZE_ENDWRITE, whatever the drive said before.
 *
 * RBK_REFUSED: the plan has refusals. RBK_USERABORT: cancelled; the sentence and the report say how far it came. The
 * errors above; what rbk_burn_plan_read refuses (the image cannot be read any more); RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_recorder_write(rbk_recorder *recorder, const rbk_burn_plan *plan, rbk_image *image,
                                             const rbk_burn_write_options *options, const rbk_burn_listener *listener,
                                             rbk_burn_report *report, rbk_findings *findings, rbk_error *error);

/*
 * Makes a CD-RW blank again: what is needed for that (a minute or two), or with full all of it (as long as the disc at
 * its speed). RBK_MEDIUM_INVALIDTYPE: no CD-RW. Cancel: a drive cannot stop in the middle; it ends the waiting only.
 */
rbk_status rbk_recorder_blank(rbk_recorder *recorder, bool full, const rbk_burn_listener *listener, rbk_error *error);

/* ------------------------------------------------------------------ reading back */

/* How far the drive's offset is looked for, to both sides: more than any drive has. */
#define RBK_VERIFY_OFFSET_MAX 3000

typedef struct rbk_verdict {
    bool same;                  /* no difference found */
    bool other_disc;            /* it is quite another one: only that was found out, the rest is not compared */
    uint64_t compared_samples;  /* of sound */
    uint64_t differing_samples; /* of these; the first is a finding */
    bool has_offset;            /* sound was compared */
    int32_t offset_samples;     /* the drive's: sample n of the image is read as sample n + offset of the disc */
    uint32_t hidden_first;      /* samples at the begin of the sound that the offset hides */
    uint32_t hidden_last;       /* at its end */
    uint64_t compared_sectors;  /* of data */
    uint64_t differing_sectors;
    uint64_t compared_indexes;
    uint64_t compared_codes;    /* MCN and ISRCs */
    uint64_t compared_pictures; /* sectors of CD+G, R to W */
    uint64_t differing_pictures;
    uint64_t compared_packs; /* of CD-TEXT */
} rbk_verdict;

/*
 * Reads the disc and compares it with the plan it was burnt from: table of contents with flags, indexes from Q, MCN,
 * ISRCs, CD-TEXT, every sample of sound - read at the drive's constant offset, which is found by comparison - and every
 * byte of the data's users. Differences are findings of severity error: "verify.disc" (it is quite
 * another one: all else is not looked at), "verify.state", "verify.toc", "verify.flags", "verify.index", "verify.mcn", "verify.isrc", "verify.cdtext", "verify.samples", "verify.data", "verify.pictures",
 * "verify.unreadable".
 * What an offset hides is a note ("verify.hidden"), what the drive cannot read a warning ("verify.unsupported"). RBK_OK
 * when it could be compared, whatever the verdict.
 */
RBK_MUST_CHECK rbk_status rbk_recorder_verify(rbk_recorder *recorder, const rbk_burn_plan *plan, rbk_image *image,
                                              const rbk_burn_listener *listener, rbk_verdict *verdict,
                                              rbk_findings *findings, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
