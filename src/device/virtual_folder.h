/*
 * device/virtual_folder.h - the folder of a virtual drive: its files by name, never through a link
 *
 * A folder that is opened stays the same one whatever happens to its name. In it only regular files are opened: who can
 * put a link there must not be able to make the drive write elsewhere, or show what it finds elsewhere.
 */
#ifndef RBK_DEVICE_VIRTUAL_FOLDER_H
#define RBK_DEVICE_VIRTUAL_FOLDER_H

#include <redbook/stream.h>

typedef struct rbk_virtual_folder {
    char *path;     /* as the caller named it: for sentences */
    int descriptor; /* -1: not open */
} rbk_virtual_folder;

/*
 * With create, a folder that is not there is made. The path may go through links, as any path that somebody names.
 * RBK_DEVICE_NOTPRESENT: nothing is there, or no folder. RBK_FILEACCESS (no right to it), RBK_NO_MEMORY. It is then not
 * open.
 */
rbk_status rbk_virtual_folder_open(rbk_virtual_folder *folder, const char *path, bool create, rbk_error *error);
void rbk_virtual_folder_close(rbk_virtual_folder *folder);

/* Is there anything of that name, a link included? */
bool rbk_virtual_folder_has(const rbk_virtual_folder *folder, const char *name);

/*
 * True where every entry has a name that virtual drives give, so that one can be made here; else found (of size bytes)
 * is the first other name. A folder that cannot be listed has none.
 */
bool rbk_virtual_folder_is_ours(const rbk_virtual_folder *folder, char *found, size_t size);

/* A file's path for a place in an error; freed by the caller, NULL without memory. */
char *rbk_virtual_folder_path(const rbk_virtual_folder *folder, const char *name);

/*
 * Opens a regular file with flags of open(2); what may be read but not written is opened with O_RDWR all the same. The
 * second makes one for reading and writing in the place of what has the name, which stays as it is under other names.
 * RBK_FILEACCESS: not there, a link, no file, no right.
 */
rbk_status rbk_virtual_folder_file(const rbk_virtual_folder *folder, const char *name, int flags, int *descriptor,
                                   rbk_error *error);
rbk_status rbk_virtual_folder_make(const rbk_virtual_folder *folder, const char *name, int *descriptor,
                                   rbk_error *error);

/* A whole file, as rbk_bytes_read_file reads one, with its path in the error; and one that appears in one step. */
rbk_status rbk_virtual_folder_read(const rbk_virtual_folder *folder, const char *name, size_t limit, rbk_bytes *bytes,
                                   rbk_error *error);
rbk_status rbk_virtual_folder_write(const rbk_virtual_folder *folder, const char *name, const void *bytes, size_t size,
                                    rbk_error *error);

/* Removes a file, or moves it into shelf; one that is not there is fine. */
rbk_status rbk_virtual_folder_remove(const rbk_virtual_folder *folder, const char *name,
                                     const rbk_virtual_folder *shelf, rbk_error *error);

/* The first folder disc-1, disc-2, ... that is not there, made and opened. RBK_FILEEXISTS: all are. */
rbk_status rbk_virtual_folder_shelf(const rbk_virtual_folder *folder, rbk_virtual_folder *shelf, rbk_error *error);

/* All bytes at an offset of an open file; what comes after its end reads as zeros. */
rbk_status rbk_virtual_write_at(int descriptor, const void *bytes, size_t size, int64_t offset, rbk_error *error);
rbk_status rbk_virtual_read_at(int descriptor, void *bytes, size_t size, int64_t offset, rbk_error *error);

#endif
