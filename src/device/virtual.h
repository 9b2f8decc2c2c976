/*
 * device/virtual.h - a CD recorder in software: strict, deterministic, and stored in a folder
 *
 * The drive executes commands as MMC recorders do and records what it is sent: session-at-once on CD-R and CD-RW, with
 * CD-TEXT in the lead-in, R-W in the program area, data of every mode; or raw; or one session track by track. Its state is in
 * its folder, so that one process can burn and another read back, and an interrupted burn is found as it was left:
 *
 *   drive.conf    the drive's identity, medium, quirks, clock; text, created with its documentation when it is missing
 *   state         what a drive remembers: tray, lock, write parameters, unit attentions; text, written by the drive
 *   disc.bin      the recorded sectors from lba 0, 2352 bytes each, as on the disc (unscrambled)
 *   disc.pregap   those of lba -150 to -1
 *   disc.sheet    the cue sheet as it was sent, one entry of eight bytes in hexadecimal to the line
 *   disc.cdt      the packs of CD-TEXT that the lead-in repeats, 18 bytes each
 *   disc.sub      P to W of each sector from lba 0, 96 bytes in twelves (CloneCD's order)
 *   disc.cue      the disc for every other program; appears last, when the disc is closed
 *   transcript    every command: number, CDB, data, status, sense; and violations by the host
 *   faults        faults to inject, and when; optional, written by hand (rbk_virtual_add_fault has its language)
 *
 * The disc is blank without disc.bin, incomplete with it, finalized with disc.cue: removing disc.* inserts a new
 * medium. A test write stores nothing. The drive has its own time: it passes with commands and rbk_virtual_pass_ms
 * only, and the same commands get the same replies on every machine.
 *
 * One drive is used by one process at a time (a lock in its folder), which may share it: rbk_virtual_run is safe from
 * several threads. A child process must not use its parent's drives.
 */
#ifndef RBK_DEVICE_VIRTUAL_H
#define RBK_DEVICE_VIRTUAL_H

#include "device/transport.h"

#include <redbook/error.h>

typedef struct rbk_virtual rbk_virtual;

/* The prefix of a virtual drive in a path given to --device; the folder follows. */
#define RBK_VIRTUAL_PREFIX "virtual:"

/*
 * Whether the folder has a drive.conf; one that may not be opened counts as having none. RBK_FILEACCESS with its name: that
 * could not be determined; RBK_NO_MEMORY.
 */
rbk_status rbk_virtual_is_drive(const char *folder, bool *is_drive, rbk_error *error);

/*
 * Creates a drive in a folder: a CD recorder of 52x with a blank CD-R of 80 min, changed by settings, each as a line of
 * drive.conf ("medium = cd-rw"). A missing folder is created; one with other files than those of a drive is refused.
 * RBK_FILEEXISTS: there is a drive already, or another file. RBK_FILEACCESS, RBK_SYNTAX (a setting), RBK_NO_MEMORY.
 */
rbk_status rbk_virtual_make(const char *folder, const char *const *settings, size_t count, rbk_error *error);

/*
 * Opens the drive in folder, which is resolved once: later changes of its name have no effect. No file in it is opened
 * through a link. With create, a missing drive is created as by rbk_virtual_make without settings. RBK_ALREADYOPEN
 * (system_error EBUSY): another process, or this one, has it open. RBK_DEVICE_NOTPRESENT: no drive there.
 * RBK_FILEEXISTS: none can be created there. RBK_FILEACCESS: it cannot be used. RBK_SYNTAX with path and line:
 * drive.conf, state, faults or disc.sheet are invalid. RBK_NO_MEMORY. Close with rbk_virtual_close, which for the drive
 * is the end of its host, not a loss of power: an unfinished recording stays incomplete.
 */
rbk_status rbk_virtual_open(const char *folder, bool create, rbk_virtual **drive, rbk_error *error);
void rbk_virtual_close(rbk_virtual *drive); /* NULL is fine */

/*
 * Runs a command of any data length (beyond RBK_TRANSFER_BYTES_MAX, too). data_bytes of the reply is the number
 * transferred: the residual is the rest of the command's. Incoming data is written as far as the drive replies, not
 * beyond.
 */
void rbk_virtual_run(rbk_virtual *drive, const rbk_command *command, rbk_reply *reply);

/* The drive's clock, and how to let time pass if the host waits by other means (a real sleep of a program that does
 * not know about this). */
int64_t rbk_virtual_now_ms(rbk_virtual *drive);
void rbk_virtual_pass_ms(rbk_virtual *drive, uint32_t ms);

/*
 * A transport of the backend "virtual". The first opens the drive as rbk_virtual_open does and closes it with the
 * transport; the second uses a drive that its caller keeps open. rbk_virtual_of returns the drive of a transport, or
 * NULL for another backend.
 */
rbk_status rbk_virtual_open_transport(const char *folder, bool create, rbk_transport **transport, rbk_error *error);
rbk_status rbk_virtual_transport(rbk_virtual *drive, rbk_transport **transport, rbk_error *error);
rbk_virtual *rbk_virtual_of(rbk_transport *transport);

/*
 * Sets what a line "NAME = VALUE" of drive.conf would, until the drive is closed. The drive.conf that rbk_virtual_open
 * creates documents all names. RBK_SYNTAX.
 */
rbk_status rbk_virtual_set(rbk_virtual *drive, const char *name, const char *value, rbk_error *error);

/*
 * Adds a fault, in the words of a line of the file faults: WHEN, then WHAT.
 *   at N                 the N-th command since the drive was opened, from 1
 *   op XX [N]            the N-th command of the opcode (hexadecimal; N is 1 where it is left out)
 *   op XX every N        each N-th of them
 *   lba N                the first command that reads or writes the sector (of a write: before it is stored)
 *   sense K/CC/QQ        CHECK CONDITION with this sense; the command does nothing
 *   sense-after K/CC/QQ  the same, but the command is done
 *   drop                 GOOD, nothing done, no data (what comes in stays as it was)
 *   broken               the link fails before the drive sees the command: RBK_OUTCOME_BROKEN
 *   broken-after         the link fails when the command is done
 *   filter               the system keeps the command back: RBK_OUTCOME_FILTERED
 *   full                 the drive takes no command: RBK_OUTCOME_BUSY
 *   busy N               this command and all that need the drive ready get 2/04/08, until N of them got it
 *   attention CC/QQ      a unit attention is pending before the command
 *   pull                 the medium is pulled out before the command; what was being recorded is incomplete
 *   press-eject          somebody presses the button before the command
 *   short N              the reply ends after N bytes
 * A fault happens once (every: each time). RBK_SYNTAX, RBK_NO_MEMORY.
 */
rbk_status rbk_virtual_add_fault(rbk_virtual *drive, const char *line, rbk_error *error);

/* The visible state of the drive. */
typedef enum rbk_virtual_disc_state {
    RBK_VIRTUAL_NO_DISC,
    RBK_VIRTUAL_BLANK,
    RBK_VIRTUAL_INCOMPLETE,
    RBK_VIRTUAL_FINALIZED,
    RBK_VIRTUAL_APPENDABLE /* its last session is closed, and another one may follow */
} rbk_virtual_disc_state;

typedef struct rbk_virtual_view {
    rbk_virtual_disc_state disc;
    bool tray_open;
    bool locked;         /* PREVENT ALLOW MEDIUM REMOVAL forbids the tray */
    bool writing;        /* a session was started and is not finished */
    bool busy;           /* by its clock */
    uint64_t commands;   /* since it was opened */
    uint64_t violations; /* violations by the host: all are in the transcript, lines that start with "!" */
    uint64_t faults;     /* that have happened */
    uint64_t links;      /* underruns prevented by underrun protection */
    uint32_t discs;      /* tracks closed since it was opened */
} rbk_virtual_view;

void rbk_virtual_look(rbk_virtual *drive, rbk_virtual_view *view);

/*
 * Actions of a person at the drive: opens the tray (no effect if it is locked), closes it, or removes the medium and
 * inserts a blank one of the same kind, with the tray closed afterwards. What was recorded is moved to the folder
 * disc-N in the drive's folder, N the first free number. RBK_FILESYSTEM, RBK_NO_MEMORY.
 */
void rbk_virtual_press_eject(rbk_virtual *drive);
void rbk_virtual_push_tray(rbk_virtual *drive);
rbk_status rbk_virtual_change_disc(rbk_virtual *drive, rbk_error *error);

/*
 * Linux permits a process without CAP_SYS_RAWIO to send only some commands, and some of these only on a descriptor that
 * is open for writing (drivers/scsi/scsi_ioctl.c). False: EPERM.
 */
bool rbk_virtual_kernel_permits(uint8_t opcode, bool open_for_writing);

#endif
