/*
 * The states that a disk may have after a loss of power, derived from the record of a command (preload/record.h).
 *
 * The model. At the loss of power after any call of the command:
 *
 *   - Bytes and lengths of a file that were flushed before (fsync, fdatasync of it, syncfs) are on the disk. Of later writes,
 *     each file has all, none, the length with zeros instead of the bytes, the first half of the writes, or all but one
 *     block of 4,096 bytes, independently of other files.
 *   - Names that were flushed (fsync of the folder, syncfs) are on the disk. Of later changes of names, in the ordered model
 *     (journalling file systems: ext4, XFS) any number of the first ones are on the disk; in the unordered model any subset
 *     of them. A flush of a file does not flush its name.
 *   - Each single change of a name is done or not; a rename is one such change. A file keeps its inode number and the time of
 *     its last change.
 *
 * That is the model of ALICE (Pillai et al., OSDI 2014) with atomic renames; writes are not split further than above.
 */
#ifndef TESTS_FAULTS_DISK_H
#define TESTS_FAULTS_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DISK_NAMES_MAX  96
#define DISK_INODES_MAX 96

typedef struct disk disk;

/* Which of the bytes that were not flushed a file has. */
typedef enum disk_bytes { DISK_ALL, DISK_NONE, DISK_ZEROS, DISK_HALF, DISK_HOLE, DISK_BYTES_KINDS } disk_bytes;

/* The state after a loss of power. */
typedef struct disk_state {
    size_t operations; /* of the record, before the loss of power */
    bool ordered;      /* possible in the ordered model, too */
    bool folder;       /* exists */
    size_t count;
    struct {
        char name[256];
        size_t inode;
    } names[DISK_NAMES_MAX];
    disk_bytes bytes[DISK_INODES_MAX]; /* of each inode */
} disk_state;

/*
 * Links the present files of the folder into the folder keep, so that their inodes remain; both folders exist, and keep is
 * empty. The command is then run and recorded.
 */
disk *disk_begin(const char *folder, const char *keep);
void disk_free(disk *d);

/* Reads the record of the command. Ends the program if that fails. */
void disk_load(disk *d, const char *record);
size_t disk_operations(const disk *d);

/* Visits every state, once for each content of the folder, until the visitor returns false. */
typedef bool disk_visitor(void *user, const disk_state *state);
void disk_visit(disk *d, uint64_t seed, disk_visitor *visitor, void *user);

/* Forgets which states were visited. */
void disk_forget(disk *d);

/* Writes the state to the folder. */
void disk_restore(disk *d, const disk_state *state);

#endif
