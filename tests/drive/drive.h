/*
 * tests/drive/drive.h - the parts of the preload library that makes a device path a virtual recorder
 *
 * A program that runs with the library preloaded, and with REDBOOK_DRIVE_FOLDER naming the folder of a virtual
 * recorder, finds a CD recorder at /dev/sr0 as the GNU/Linux kernel would show it: one process, any number of
 * descriptors and threads, one recorder after them. Without the variable the library does nothing. Real drives are
 * hidden from the program, so that no test can ever reach one.
 *
 * From outside:
 *   REDBOOK_DRIVE_FOLDER    folder of the virtual recorder; the library sleeps without it
 *   REDBOOK_DRIVE_OPTIONS   what a line of drive.conf would say, NAME=VALUE parted by blanks
 *   REDBOOK_DRIVE_PATH      the device, /dev/sr0 when not given; /dev/cdrom and /dev/scd0 are links to it
 *   REDBOOK_DRIVE_SYSTEM    folder that stands for / where programs look drives up in /sys and /proc; nothing is
 *                           found there when not given
 *   REDBOOK_DRIVE_RAWIO     when 1, the process may send any command, as root may; otherwise the kernel's filter holds
 *   REDBOOK_DRIVE_MAX_BYTES the longest transfer of the queue (64512)
 *   REDBOOK_DRIVE_CLOCK     when real, sleeping takes real time and the recorder's clock follows it; otherwise a thread
 *                           that drives the recorder sleeps in the recorder's time, which passes at once
 *   REDBOOK_DRIVE_TRACE     file to which every call that met the drive is added, one line each
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
    NAME_OTHER, /* not ours: the call goes on to the system */
    NAME_DRIVE, /* the device itself */
    NAME_LINK,  /* a symbolic link to it */
    NAME_GONE,  /* a real drive, or a place that lists them: hidden */
    NAME_SYSTEM /* a place that lists drives: looked up below REDBOOK_DRIVE_SYSTEM */
} name_kind;

/* What a path is to us. Where it is NAME_SYSTEM, real receives the path to use instead, of at most PATH_MAX bytes. */
name_kind name_of(const char *path, char *real);
const char *name_of_drive(void);
void name_stat(struct stat *status, bool link); /* of the device, or of the link to it */
/* Target of the link as readlink gives it, its length. */
ssize_t name_readlink(char *target, size_t size);

/* ---- the recorder (recorder.c) ---- */
bool drive_is_here(void); /* the library is awake */
/* One more descriptor, of the recorder that the first opens, and one less, with the last of which it is closed. In a
 * child process both do nothing, for the drive is its parent's. 0, or errno. */
int drive_take(void);
void drive_give_back(void);
/* Runs a command, of any thread. A time-out of 0 ms means the device's own; system_error of a BROKEN reply is ETIMEDOUT
 * where the command took longer, so that the kernel has given it up. */
void drive_run(rbk_command *command, rbk_reply *reply);
/* A command of the kernel's own, with its reply's sense made an errno: 0 where it is good. */
int drive_command(const uint8_t *cdb, uint8_t cdb_bytes, rbk_direction direction, void *data, size_t data_bytes);
/* The device's own time-out, for every descriptor of it. */
uint32_t drive_timeout_ms(void);
void drive_set_timeout_ms(uint32_t ms);
size_t drive_max_bytes(void);
/* Lets the recorder's time pass for a thread that sleeps; false where the thread is to sleep really. */
bool drive_sleep(int64_t nanoseconds);
/* Nanoseconds that this process has slept so, without having slept. */
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
 * device, which are the last to be asked. */
int packet_sg_io(void *argument, bool writable);
int packet_cdrom(void *argument, bool writable);
int cdrom_request(unsigned request, void *argument);
int setting_request(unsigned request, void *argument);
/* Sectors of 2048 bytes that the block layer sees; 0 where there is no finished disc. */
uint32_t cdrom_sectors(void);

#endif
