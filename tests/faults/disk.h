/*
 * What a disk may hold after the power was lost: the record of a command (preload/record.h), replayed.
 *
 * The model. At the loss of power after any call of the command:
 *
 *   - Bytes and lengths of a file that were flushed (fsync, fdatasync of it, syncfs) before are there. Of what was written
 *     since, each file has all, nothing, the length with zeros in place of the bytes, the first half of the writes, or all
 *     but one block of 4,096 bytes, whatever other files have.
 *   - Names that were flushed (fsync of the folder, syncfs) are there. Of the changes of names since, in the ordered model
 *     (journalled file systems: ext4, XFS) any number of the first ones are there; in the unordered model each of them is or
 *     is not there, whatever the others are. A flush of a file does not flush its name.
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

/* Which bytes of what was not flushed a file has. */
typedef enum disk_bytes { DISK_ALL, DISK_NONE, DISK_ZEROS, DISK_HALF, DISK_HOLE, DISK_BYTES_KINDS } disk_bytes;

/* What is there after a loss of power. */
typedef struct disk_state {
    size_t operations; /* of the record, before the loss */
    bool ordered;      /* possible in the ordered model, too */
    bool folder;       /* is there */
    size_t count;
    struct {
        char name[256];
        size_t inode;
    } names[DISK_NAMES_MAX];
    disk_bytes bytes[DISK_INODES_MAX]; /* of each inode */
} disk_state;

/*
 * Keeps the inodes of the files that are in the folder now, in the folder keep; both exist, and keep is empty. The command
 * is then run and recorded.
 */
disk *disk_begin(const char *folder, const char *keep);
void disk_free(disk *d);

/* Reads the record of the command. Ends the program where that cannot be. */
void disk_load(disk *d, const char *record);
size_t disk_operations(const disk *d);

/* Every state, once for each content of the folder; one for which the visitor returns false is the last. */
typedef bool disk_visitor(void *user, const disk_state *state);
void disk_visit(disk *d, uint64_t seed, disk_visitor *visitor, void *user);

/* What was visited is visited again. */
void disk_forget(disk *d);

/* Makes the folder hold the state. */
void disk_restore(disk *d, const disk_state *state);

#endif
