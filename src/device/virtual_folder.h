/*
 * device/virtual_folder.h - the folder of a virtual drive: its files by name, never through a link
 *
 * An open folder stays the same one whatever happens to its name. Only regular files are opened in it: somebody who can
 * put a link there must not be able to make the drive write elsewhere, or show files from elsewhere.
 */
#ifndef RBK_DEVICE_VIRTUAL_FOLDER_H
#define RBK_DEVICE_VIRTUAL_FOLDER_H

#include <redbook/stream.h>

typedef struct rbk_virtual_folder {
    char *path;     /* as given by the caller: for messages */
    int descriptor; /* -1: not open */
} rbk_virtual_folder;

/*
 * With create, a missing folder is created. The path may go through links. RBK_DEVICE_NOTPRESENT: nothing is there, or
 * not a folder. RBK_FILEACCESS (no permission), RBK_NO_MEMORY. It is then not open.
 */
rbk_status rbk_virtual_folder_open(rbk_virtual_folder *folder, const char *path, bool create, rbk_error *error);
void rbk_virtual_folder_close(rbk_virtual_folder *folder);

/* Whether the name exists, links included. True also if that cannot be determined: opening it gives the reason. */
bool rbk_virtual_folder_has(const rbk_virtual_folder *folder, const char *name);

/*
 * The first entry that does not have a name that virtual drives use, in found (of size bytes); without one found is empty,
 * and a drive can be created here. RBK_FILEACCESS: the folder cannot be listed; RBK_NO_MEMORY.
 */
rbk_status rbk_virtual_folder_find_other(const rbk_virtual_folder *folder, char *found, size_t size, rbk_error *error);

/* A file's path for the location in an error; freed by the caller, NULL without memory. */
char *rbk_virtual_folder_path(const rbk_virtual_folder *folder, const char *name);

/*
 * Opens a regular file with flags of open(2); a file without write permission is opened with O_RDWR all the same. The
 * second creates one for reading and writing, replacing the file with that name, whose other names are not affected.
 * RBK_FILEACCESS: not there, a link, not a file, no permission.
 */
rbk_status rbk_virtual_folder_file(const rbk_virtual_folder *folder, const char *name, int flags, int *descriptor,
                                   rbk_error *error);
rbk_status rbk_virtual_folder_make(const rbk_virtual_folder *folder, const char *name, int *descriptor,
                                   rbk_error *error);

/*
 * A whole file, as by rbk_bytes_read_file, with its path in the error; if_there: a missing one has no bytes, data is NULL;
 * and one that is replaced atomically.
 */
rbk_status rbk_virtual_folder_read(const rbk_virtual_folder *folder, const char *name, size_t limit, rbk_bytes *bytes,
                                   rbk_error *error);
rbk_status rbk_virtual_folder_read_if_there(const rbk_virtual_folder *folder, const char *name, size_t limit,
                                            rbk_bytes *bytes, rbk_error *error);
rbk_status rbk_virtual_folder_write(const rbk_virtual_folder *folder, const char *name, const void *bytes, size_t size,
                                    rbk_error *error);

/* Removes a file, or moves it into shelf; a missing one is fine. */
rbk_status rbk_virtual_folder_remove(const rbk_virtual_folder *folder, const char *name,
                                     const rbk_virtual_folder *shelf, rbk_error *error);

/* Creates and opens the first unused folder disc-1, disc-2, ... RBK_FILEEXISTS: all are used. */
rbk_status rbk_virtual_folder_shelf(const rbk_virtual_folder *folder, rbk_virtual_folder *shelf, rbk_error *error);

/* All bytes at an offset of an open file; zeros past its end. */
rbk_status rbk_virtual_write_at(int descriptor, const void *bytes, size_t size, int64_t offset, rbk_error *error);
rbk_status rbk_virtual_read_at(int descriptor, void *bytes, size_t size, int64_t offset, rbk_error *error);

#endif
