/*
 * tests/drive/drive.h - the preload library that makes a device path a virtual recorder
 *
 * A program that runs with the library preloaded, and with REDBOOK_DRIVE_FOLDER naming the folder of a virtual
 * recorder, finds a CD recorder at /dev/sr0 as the Linux kernel would show it: one process, any number of descriptors
 * and threads, one recorder for all of them. Without the variable the library does nothing. Real drives are
 * hidden from the program, so that no test can ever reach one.
 *
 * Environment:
 *   REDBOOK_DRIVE_FOLDER    folder of the virtual recorder; without it the library does nothing
 *   REDBOOK_DRIVE_OPTIONS   lines as in drive.conf, NAME=VALUE, separated by blanks
 *   REDBOOK_DRIVE_PATH      the device, /dev/sr0 when not given; /dev/cdrom and /dev/scd0 are links to it
 *   REDBOOK_DRIVE_SYSTEM    folder used in place of / when programs look for drives in /sys and /proc; nothing is
 *                           found there when not given
 *   REDBOOK_DRIVE_RAWIO     when 1, the process may send any command, as root may; otherwise the kernel's command
 * filter applies
 *   REDBOOK_DRIVE_MAX_BYTES the longest transfer of the queue (64512)
 *   REDBOOK_DRIVE_CLOCK     when real, sleeping takes real time and the recorder's clock follows it; otherwise a
 * thread that uses the recorder sleeps in simulated time, without waiting
 *   REDBOOK_DRIVE_TRACE     file to which every call that reached the drive is added, one line each
 */
#ifndef RBK_TESTS_DRIVE_H
#define RBK_TESTS_DRIVE_H

#include "device/transport.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

/* ---- names (names.c) ---- */
typedef enum name_kind {
    NAME_OTHER, /* not the drive's: the call is passed on to the system */
    NAME_DRIVE, /* the device itself */
    NAME_LINK,  /* a symbolic link to it */
    NAME_GONE,  /* a real drive, or a folder that lists them: hidden */
    NAME_SYSTEM /* a folder that lists drives: searched below REDBOOK_DRIVE_SYSTEM */
} name_kind;

/* The kind of a path. For NAME_SYSTEM, real receives the path to use instead, at most PATH_MAX bytes. */
name_kind name_of(const char *path, char *real);
const char *name_of_drive(void);
void name_stat(struct stat *status, bool link); /* of the device, or of the link to it */
/* Target of the link as readlink gives it, its length. */
ssize_t name_readlink(char *target, size_t size);

/* ---- the recorder (recorder.c) ---- */
bool drive_is_here(void); /* the library is active */
/* Count the descriptors: the first opens the recorder, the last closes it. In a child process both do nothing, since
   the drive belongs to its parent. Return 0, or errno. */
int drive_take(void);
void drive_give_back(void);
/* Runs a command, from any thread. A time-out of 0 ms means the device's own; system_error of a BROKEN reply is
   ETIMEDOUT if the command took longer, so that the kernel has aborted it. */
void drive_run(rbk_command *command, rbk_reply *reply);
/* A command of the kernel itself, with the sense of its reply as errno: 0 for success. */
int drive_command(const uint8_t *cdb, uint8_t cdb_bytes, rbk_direction direction, void *data, size_t data_bytes);
/* The device's own time-out, for every descriptor of it. */
uint32_t drive_timeout_ms(void);
void drive_set_timeout_ms(uint32_t ms);
size_t drive_max_bytes(void);
/* Advances the simulated time for a thread that sleeps; false if the thread has to sleep in real time. */
bool drive_sleep(int64_t nanoseconds);
/* Nanoseconds of simulated sleep in this process. */
int64_t drive_slept(void);
void drive_trace(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- descriptors (descriptors.c) ---- */
typedef struct descriptor {
    bool ours;
    bool writable;
} descriptor;

descriptor descriptor_of(int fd);

/* ---- requests (packets.c, cdrom.c, settings.c) ---- */
/* What ioctl returns, with errno set. Requests that carry a command; those of a CD drive; those of any SCSI or block
   device, which are tried last. */
int packet_sg_io(void *argument, bool writable);
int packet_cdrom(void *argument, bool writable);
int cdrom_request(unsigned request, void *argument);
int setting_request(unsigned request, void *argument);
/* Sectors of 2048 bytes that the block layer sees; 0 where there is no finished disc. */
uint32_t cdrom_sectors(void);

#endif
