/*
 * faults/preload/record.h - the record of what a program changes in its files, in the order of the calls
 *
 * Each entry is a record_entry, then its first path, its second path, its bytes. It is written by the preload library and
 * read by disk.c. A new file gets a second name, its inode number in decimal, in the folder "keep" next to the record, so
 * that its inode can be used again when the record is replayed.
 */
#ifndef TESTS_FAULTS_PRELOAD_RECORD_H
#define TESTS_FAULTS_PRELOAD_RECORD_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef enum record_kind {
    RECORD_CREATE, /* path */
    RECORD_WRITE,  /* inode, offset, bytes */
    RECORD_RESIZE, /* inode, offset: its new length */
    RECORD_FLUSH,  /* inode */
    RECORD_SYNC,   /* all */
    RECORD_RENAME, /* path to second path */
    RECORD_LINK,   /* path to second path */
    RECORD_UNLINK, /* path */
    RECORD_MKDIR,  /* path */
    RECORD_RMDIR   /* path */
} record_kind;

typedef struct record_entry {
    uint32_t kind;
    uint32_t path_bytes;
    uint32_t second_bytes;
    uint32_t unused;
    uint64_t inode;
    uint64_t offset;
    uint64_t bytes;
} record_entry;

void record_begin(const char *path);
void record_end(void);

/* Each is called after a call has succeeded; without a record they do nothing. */
void record_create(int folder, const char *path, int file);
void record_write(int file, const void *bytes, size_t size, off_t offset);
void record_copied(int file, size_t size, off_t offset); /* the bytes are read back */
void record_resize(int file, off_t size);
void record_flush(int file);
void record_sync(void);
void record_names(record_kind kind, int folder, const char *path, int second_folder, const char *second);

#endif
