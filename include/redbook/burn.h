/*
 * redbook/burn.h - recorders: find them, query drive and disc, burn a plan, blank, read back, read into an image
 *
 * A recorder is a real drive ("/dev/sr0", through libcdio) or a virtual one ("virtual:FOLDER", a drive in software that
 * keeps its disc in a folder). Both take the same commands, so anything can be tried on a virtual one first.
 *
 * A recorder must be used by one thread at a time, which makes all calls and in which the listener is called; burning
 * starts another thread that reads the image ahead. Time is the drive's: a virtual burn of 80 minutes takes seconds.
 *
 * Failures. Before the first sector is written the disc is unchanged (or blank, if it was blanked), and the status is one of
 * RBK_DEVICE_NOTPRESENT, RBK_DEVICE_NOTACCESSIBLE, RBK_DEVICE_STILL_IN_USE, RBK_DEVICE_INVALIDTYPE,
 * RBK_MEDIUM_NOTPRESENT, RBK_MEDIUM_INVALIDTYPE, RBK_INITIALIZE_WRITE. Afterwards, or if blanking fails:
 * RBK_CANNOT_WRITE_TO_MEDIA, RBK_LOSS_OF_STREAMING, RBK_INITIALIZE_ENDWRITE, RBK_DEVICE_NOTACCESSIBLE (the link to it
 * failed). Messages have the drive's sense codes and what can be done. However a call ends, the tray is unlocked if the drive
 * still replies.
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

/* Names of devices, as rbk_recorder_open takes them, sorted. */
typedef struct rbk_recorder_names {
    char **names;
    size_t count;
} rbk_recorder_names;

/*
 * Lists CD drives: with folder NULL those of this machine, each once however many names it has; else the virtual ones
 * in folder and in the folders directly in it. Drives that cannot write CDs are listed too (see rbk_recorder_drive).
 * RBK_FILEACCESS (folder), RBK_NO_MEMORY. Released with rbk_recorder_names_release.
 */
rbk_status rbk_recorder_find(const char *folder, rbk_recorder_names *names, rbk_error *error);
void rbk_recorder_names_release(rbk_recorder_names *names);

/* The version of libcdio in use, "2.1.0 x86_64-pc-linux-gnu". Static. */
const char *rbk_recorder_libcdio_version(void);

/*
 * Opens a recorder exclusively and checks that it is a CD drive. The first never creates anything: a folder without a
 * virtual drive is RBK_DEVICE_NOTPRESENT. The second, for writing a disc, creates a virtual drive where the folder is missing
 * or empty (RBK_FILEEXISTS: it holds other files). Errors of "before" above, those of a virtual drive's files
 * (RBK_SYNTAX, RBK_FILEACCESS, RBK_ALREADYOPEN), RBK_NO_MEMORY. Close with rbk_recorder_close, which unlocks the tray.
 */
rbk_status rbk_recorder_open(const char *device, rbk_recorder **recorder, rbk_error *error);
rbk_status rbk_recorder_open_or_make(const char *device, rbk_recorder **recorder, rbk_error *error);
void rbk_recorder_close(rbk_recorder *recorder); /* NULL is fine */

/*
 * Creates a virtual drive, "virtual:FOLDER" or the folder alone: a CD recorder of 52x with a blank CD-R of 80 min,
 * changed by settings, each a line of its drive.conf ("medium = cd-rw", "quirks = no-opc slow"). RBK_FILEEXISTS: a
 * drive exists already, or a file that is not part of one. RBK_FILEACCESS, RBK_SYNTAX (a setting), RBK_NO_MEMORY.
 */
rbk_status rbk_recorder_make(const char *device, const char *const *settings, size_t count, rbk_error *error);

/* ------------------------------------------------------------------ drive and disc */

/* Speeds are in tenths of the playing speed (1x is 176.4 kB/s) and, as the drive reports them, in 1,000 bytes per second;
 * 0: not reported by the drive. */
typedef struct rbk_recorder_drive {
    char vendor[9];
    char product[17];
    char revision[5];
    char serial[33]; /* "": not reported */
    bool writes_cd_r;
    bool writes_cd_rw;
    bool simulates;           /* test write */
    bool underrun_protection; /* buffer underrun protection */
    bool reads_cdtext;
    uint32_t buffer_kib;
    uint32_t speed_tenths_max;
    uint32_t speed_kbs_max;
    uint32_t speeds_tenths[32]; /* for the loaded disc, as the drive lists them */
    uint32_t speeds_kbs[32];
    size_t speed_count;
    rbk_burn_abilities abilities; /* for rbk_burn_options.drive */
} rbk_recorder_drive;

rbk_status rbk_recorder_drive_read(rbk_recorder *recorder, rbk_recorder_drive *drive, rbk_error *error);

typedef enum rbk_disc_kind {
    RBK_DISC_NONE,
    RBK_DISC_CD_R,
    RBK_DISC_CD_RW,
    RBK_DISC_PRESSED, /* or a recorded one that the drive reports as such */
    RBK_DISC_NOT_CD   /* DVD, Blu-ray */
} rbk_disc_kind;

typedef enum rbk_disc_state {
    RBK_DISC_UNKNOWN, /* the drive cannot be queried */
    RBK_DISC_BLANK,
    RBK_DISC_INCOMPLETE, /* incomplete: started, not finalized */
    RBK_DISC_FINISHED,
    RBK_DISC_APPENDABLE /* its sessions are complete, and another one can be written */
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
    bool has_atip;          /* the next five are valid */
    uint8_t maker[3];       /* start of the lead-in (minute, second, sector), which identifies the maker */
    uint8_t subtype;        /* 0-7; of CD-RW its speed class */
    uint8_t power_code;     /* 0-7, the indicative laser power */
    uint8_t speed_code;     /* 0-7, of CD-RW: the speed the power is for */
    rbk_burn_medium medium; /* for rbk_burn_options.medium */
    uint8_t first_track;    /* of the table of contents, of discs with a complete session; 0: none could be read */
    uint8_t last_track;
    int32_t track_lba[RBK_TRACKS_MAX];     /* of the tracks from the first on */
    uint8_t track_control[RBK_TRACKS_MAX]; /* control nibble: 4 is data */
    int32_t lead_out_lba;                  /* 0: no table of contents could be read */
    int32_t next_lba;    /* of an appendable disc, for rbk_burn_append: index 01 of the next session; else RBK_NO_LBA */
    uint8_t next_track;  /* the number of its first track */
    int32_t session_lba; /* of the last closed session, likewise; RBK_NO_LBA: there is none, or it is not reported */
    uint8_t session_track; /* the number of its first track */
} rbk_recorder_disc;

/*
 * Waits until the drive is ready (up to two minutes, closing an open tray once) and queries the disc. No disc is not an
 * error: kind RBK_DISC_NONE. Asks listener (nullable) for cancel while it waits: RBK_USERABORT.
 */
struct rbk_burn_listener;
rbk_status rbk_recorder_disc_read(rbk_recorder *recorder, const struct rbk_burn_listener *listener,
                                  rbk_recorder_disc *disc, rbk_error *error);

/* Opens or closes the tray; unlocks it first. */
rbk_status rbk_recorder_eject(rbk_recorder *recorder, rbk_error *error);
rbk_status rbk_recorder_load(rbk_recorder *recorder, rbk_error *error);

/*
 * Ejects and loads the disc, so that the drive reads it again; a drive that cannot close its tray stops and starts the
 * disc instead. Then waits until it is ready, also for a medium that is not recognised at once.
 */
rbk_status rbk_recorder_reload(rbk_recorder *recorder, rbk_error *error);

/* Is a disc in the drive? Queries once, moves nothing. */
bool rbk_recorder_has_disc(rbk_recorder *recorder);

/* ------------------------------------------------------------------ progress */

typedef enum rbk_burn_phase {
    RBK_BURN_PREPARING,   /* waiting for the drive, finding the write parameters that it accepts */
    RBK_BURN_CALIBRATING, /* power calibration */
    RBK_BURN_LEAD_IN,     /* CD-TEXT */
    RBK_BURN_WRITING,
    RBK_BURN_CLOSING, /* what is in the drive's buffer, the lead-out, the table of contents */
    RBK_BURN_BLANKING,
    RBK_BURN_CHECKING, /* reading the state of the disc */
    RBK_BURN_READING   /* verify */
} rbk_burn_phase;

/* "preparing", "calibrating", "lead-in", "writing", "closing", "blanking", "checking", "reading". Static. */
const char *rbk_burn_phase_name(rbk_burn_phase phase);

typedef struct rbk_burn_event {
    rbk_burn_phase phase;
    int32_t lba;            /* the next one; RBK_NO_LBA: the phase has none */
    uint64_t done_sectors;  /* of the phase; closing and blanking count in 65536 parts, 0 while unknown */
    uint64_t total_sectors; /* 0: unknown */
    unsigned ahead_percent; /* fill level of our buffer */
    int drive_percent;      /* fill level of the drive's buffer; -1: not reported */
    uint32_t speed_tenths;  /* since the start of the phase; 0 at first */
    const char *note;       /* NULL, or a sentence for the user; borrowed for the call */
} rbk_burn_event;

/*
 * Every member but user may be NULL. event is called at the start of a phase and about every 64 sectors or half a
 * second of drive time. query_cancel is called between two commands: true ends the call in order, with RBK_USERABORT:
 * the command in progress is finished, the written session is closed as far as possible, the tray is unlocked.
 * Meanwhile query_stop is called: true stops waiting for the drive.
 */
typedef struct rbk_burn_listener {
    void *user;
    void (*event)(void *user, const rbk_burn_event *event);
    bool (*query_cancel)(void *user);
    bool (*query_stop)(void *user);
} rbk_burn_listener;

/* ------------------------------------------------------------------ burning */

typedef struct rbk_burn_write_options {
    bool simulate;                  /* false; true: test write, with the laser at read power */
    bool underrun_protection;       /* true; used where the drive supports it */
    bool calibrate;                 /* true; power calibration (SEND OPC INFORMATION), where supported */
    uint32_t speed;                 /* 0: the drive's best; else 1-999 times playing speed */
    size_t buffer_bytes;            /* 16 MiB, 1 MiB or more: read-ahead for the drive */
    rbk_burn_write_mode write_mode; /* AUTO */
    bool force;                     /* false; true: precautionary refusals are warnings (see rbk_recorder_write) */
    bool blank;                     /* false; true: a CD-RW that is not blank is blanked before, after all checks */
    bool blank_full;                /* false; true: all of it, as by rbk_recorder_blank */
    union {
        /* NULL; set to the mode that the drive accepts, as in the report: rbk_recorder_check_write has none; 0.3.1 */
        rbk_burn_write_mode *accepted_mode;
        uint64_t place_of_accepted_mode;
    };
    uint64_t reserved[2]; /* 0 */
} rbk_burn_write_options;

void rbk_burn_write_options_init(rbk_burn_write_options *options);

/* The result; valid as far as it goes after a failure too. */
typedef struct rbk_burn_report {
    bool wrote;               /* sectors were sent: a CD-R is used up, unless this was a test write */
    uint64_t sectors_written; /* reported by the drive, those of the lead-in and the pregap included */
    uint64_t sectors_total;
    int32_t next_lba;               /* the first sector that was not written; RBK_NO_LBA: none was */
    bool underrun_protection;       /* was on */
    uint32_t speed_tenths;          /* set by the drive; 0: not reported */
    size_t variant;                 /* of rbk_burn_plan_variant: the one that the drive accepted */
    uint64_t waits;                 /* writes that were repeated because the drive's buffer was full */
    uint64_t starved;               /* writes that waited for our own buffer */
    rbk_disc_state state;           /* of the disc afterwards, as reported by the drive */
    bool unlocked;                  /* the tray; false: the drive did not reply */
    bool blanked;                   /* the disc was blanked before: what it held is lost */
    rbk_burn_write_mode write_mode; /* that the drive accepted: SAO, RAW_96, RAW_16 or TAO */
} rbk_burn_report;

/*
 * Burns a plan; image is open on its disc: one of another disc, whose session has other addresses, is
 * refused like a file that cannot be read, before the first command (the first and last sector of each range are read). The
 * disc must be blank, or for a later session appendable with its next address where the plan starts, and the one the plan was
 * made for: drive, disc and plan are checked again before the first write. Findings (notes and warnings of rule "burn.drive",
 * "burn.speed", "burn.calibration", "burn.simulated", "burn.write-mode") say what differs from the request, and a warning
 * "burn.subchannel" what the mode loses of modified Q, if that of the plan does not. The modes of write_mode are tried in turn
 * until the drive accepts one, which costs no disc. After a burn that was not a test write the state of the disc is read: a
 * disc that is not finalized, or with leave_open not appendable or without the new session, is RBK_INITIALIZE_ENDWRITE, whatever
 * the drive reported before.
 *
 * Refusals before the first sector that depend only on what the drive reports about itself or its disc are precautions: if
 * the report is correct, the drive refuses the commands that follow, and the disc is unchanged. With force each of them is
 * a warning, "burn.forced": a blank disc that is reported as a pressed one, a disc whose state is not reported, a session
 * whose reported address is not that of the plan, CD-TEXT for a drive that reports no R-W (see below), a write mode that
 * the drive accepts and does not report back, a power calibration that fails.
 *
 * With blank a CD-RW that is not blank is blanked first. Blanking loses what the disc holds, so everything that is known
 * before is checked before: the plan, the image, the disc that will be there (its ATIP does not change), and whether the drive
 * accepts a write mode of write_mode for this plan. For that a drive that reports that it cannot write R-W is expected to
 * refuse CD-TEXT session-at-once, unless force is set. A refusal of these leaves the disc unchanged. A failure after blanking
 * has started says so in its message; blanked is set once the disc is blank. rbk_recorder_blank followed by this call has no
 * such order. RBK_INVALID_ARGUMENT: blank with simulate, or with the plan of a later session, which needs the sessions before
 * it.
 *
 * RBK_REFUSED: the plan has refusals. RBK_INVALID_ARGUMENT: the image is of another disc.
 * RBK_USERABORT: cancelled; message and report say how far it came. The errors above; those of rbk_burn_plan_read (the image
 * cannot be read any more); RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_recorder_write(rbk_recorder *recorder, const rbk_burn_plan *plan, rbk_image *image,
                                             const rbk_burn_write_options *options, const rbk_burn_listener *listener,
                                             rbk_burn_report *report, rbk_findings *findings, rbk_error *error);

/*
 * The checks of rbk_recorder_write alone, those before blanking or before the first command that prepares the burn: plan,
 * disc, files, and whether the drive accepts a write mode; CD-TEXT as before blanking, on a blank disc, too. Nothing is erased
 * or written. For several drives of which none is to burn if one cannot, and to plan for the mode that the drive accepts
 * (accepted_mode); only the burn sends the cue sheet, for which a drive may still refuse session-at-once. Errors as of
 * rbk_recorder_write.
 */
RBK_MUST_CHECK rbk_status rbk_recorder_check_write(rbk_recorder *recorder, const rbk_burn_plan *plan, rbk_image *image,
                                                   const rbk_burn_write_options *options,
                                                   const rbk_burn_listener *listener, rbk_findings *findings,
                                                   rbk_error *error);

/*
 * Blanks a CD-RW: the minimum (a minute or two), or with full all of it (as long as writing the disc).
 * RBK_MEDIUM_INVALIDTYPE: not a CD-RW, or the drive reports a change of the disc before it is blanked. Cancel: a drive cannot
 * stop while blanking; only the waiting ends. To write a plan
 * to a disc that is not blank, use rbk_burn_write_options.blank, which checks the plan first.
 */
RBK_MUST_CHECK rbk_status rbk_recorder_blank(rbk_recorder *recorder, bool full, const rbk_burn_listener *listener,
                                             rbk_error *error);

/* ------------------------------------------------------------------ verifying */

/* Largest read offset that is searched for, in both directions: more than that of any drive. */
#define RBK_VERIFY_OFFSET_MAX 3000

/*
 * Tells verifying the read offset of the drive, -RBK_VERIFY_OFFSET_MAX to RBK_VERIFY_OFFSET_MAX samples, so that it is
 * not searched for: audio at another offset then differs, and silence can be compared, too. Until the recorder is
 * closed. RBK_INVALID_ARGUMENT.
 */
rbk_status rbk_recorder_set_read_offset(rbk_recorder *recorder, int32_t offset_samples, rbk_error *error);

typedef struct rbk_verdict {
    bool same;                  /* no difference found */
    bool other_disc;            /* another disc: nothing else was compared */
    uint64_t compared_samples;  /* audio */
    uint64_t differing_samples; /* of these; the first is a finding */
    bool has_offset;            /* audio was compared */
    int32_t offset_samples;     /* of the drive: sample n of the image is read as sample n + offset of the disc */
    uint32_t hidden_first;      /* samples at the start of the audio that the offset hides */
    uint32_t hidden_last;       /* at its end */
    uint64_t compared_sectors;  /* data sectors */
    uint64_t differing_sectors;
    uint64_t compared_indexes;
    uint64_t compared_codes;    /* MCN and ISRCs */
    uint64_t compared_pictures; /* sectors of CD+G, R to W */
    uint64_t differing_pictures;
    uint64_t compared_packs; /* of CD-TEXT */
} rbk_verdict;

/*
 * Reads the disc and compares it with the plan it was burnt from: table of contents with flags, indexes from Q, MCN,
 * ISRCs, CD-TEXT, every audio sample - read at the drive's constant offset, which is found by comparison - and all user
 * data. Differences are findings of severity error: "verify.disc" (another disc: nothing else is compared),
 * "verify.state", "verify.toc", "verify.flags", "verify.index", "verify.mcn", "verify.isrc", "verify.cdtext",
 * "verify.samples", "verify.data", "verify.pictures", "verify.unreadable". Samples that an offset hides are a note
 * ("verify.hidden"), what the drive cannot read is a warning ("verify.unsupported"). RBK_OK when the comparison was
 * possible, whatever the verdict. RBK_INVALID_ARGUMENT: the image is of another disc.
 */
RBK_MUST_CHECK rbk_status rbk_recorder_verify(rbk_recorder *recorder, const rbk_burn_plan *plan, rbk_image *image,
                                              const rbk_burn_listener *listener, rbk_verdict *verdict,
                                              rbk_findings *findings, rbk_error *error);

/* ------------------------------------------------------------------ reading */

#define RBK_UNREADABLE_MAX 20000 /* sectors; a disc with more of them is not read to its end */

/* Is notified of each range of sectors that cannot be read when its end is known: RBK_UNREADABLE_MAX ranges at most. */
typedef struct rbk_unreadable_listener {
    void *user;
    void (*range)(void *user, int32_t first_lba, uint32_t sectors);
} rbk_unreadable_listener;

typedef struct rbk_disc_read_options {
    bool replace;           /* false; true: files of these names are replaced */
    int32_t offset_samples; /* 0; sample n of audio is read as sample n + offset, up to RBK_VERIFY_OFFSET_MAX */
    union {
        const rbk_unreadable_listener *unreadable; /* NULL; the findings name 100 ranges at most; 0.3.1 */
        uint64_t place_of_unreadable;
    };
    uint64_t reserved[3]; /* 0 */
} rbk_disc_read_options;

void rbk_disc_read_options_init(rbk_disc_read_options *options);

/* The result; valid as far as it goes after a failure too. */
typedef struct rbk_disc_read_report {
    uint64_t sectors;
    uint64_t unreadable; /* of these: the image has zeros there */
    int32_t first_unreadable_lba;
    bool has_q; /* the drive reads Q: pregaps and indexes are those of the disc */
    size_t cdtext_packs;
    size_t sessions;
} rbk_disc_read_report;

/*
 * Reads the closed sessions of a disc into an image: path is that of the sheet and ends in ".cue"; the sectors go to
 * the file of the same name ending in ".bin", those of later sessions to " (Session 2).bin" and so on, packs of CD-TEXT
 * to ".cdt", modified Q to ".sbi", and to ".lsd", too, if an SBI cannot have its CRC. Tracks, flags, sessions and lead-outs
 * are those of the table of contents, pregaps and indexes those of Q, MCN and ISRCs those of Q or, if it has none, as the
 * drive reports them; a single sector of modified Q changes none of them.
 * Data sectors are stored whole, as MODE1/2352 or MODE2/2352, in a session of CD-I as CDI/2352. Sectors that cannot be read
 * are zeros, each range of them a finding of severity error ("read.unreadable"), those after the first 100 one with their
 * number; and so is CD-TEXT that the drive says there is; a warning, where it may not be there. What the drive does not read is
 * a warning ("read.unsupported"), and so are R-W and modified Q that is valid and another when it is read again
 * ("read.subchannel"), and a data track of which no sector shows its mode ("read.mode").
 * Lists that are written are a note ("read.q-list"); those of an image that is replaced are kept, with a warning, if no
 * modified Q is read. The files appear together, at the end; after a failure there are none.
 *
 * RBK_MEDIUM_INVALIDTYPE (a disc without a closed session), RBK_UNSUPPORTED (the drive does not report where sessions end),
 * RBK_BAD_LAYOUT (an invalid table of contents), RBK_INVALID_ARGUMENT, RBK_FILEEXISTS, RBK_USERABORT, RBK_FILESYSTEM (also: a
 * disc of which little can be read), and the errors above.
 */
RBK_MUST_CHECK rbk_status rbk_recorder_read(rbk_recorder *recorder, const char *path,
                                            const rbk_disc_read_options *options, const rbk_burn_listener *listener,
                                            rbk_disc_read_report *report, rbk_findings *findings, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
