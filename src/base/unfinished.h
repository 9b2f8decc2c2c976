/*
 * base/unfinished.h - a file that does not have its final name yet
 *
 * An unfinished file is next to its target, under the target's name followed by RBK_STASH_SUFFIX (rbk_path_temporary), and
 * is locked (flock) while it is being written. It is always a file created by this call: with O_EXCL, never by truncating
 * an existing one. An existing one is checked first: if it is locked, another process is at work (RBK_STASHINUSE); otherwise a
 * killed process left it, and its name is removed - the name, never the bytes: a finished file under this second name
 * keeps its first name and its contents.
 *
 * The lock belongs to the open file, so that a second writer is refused within one process as well as between two, and
 * a killed process holds no lock. Between creation and lock another process may have removed the file as an old one; so
 * after locking it is checked whether the name still means the locked file, and otherwise everything starts again.
 *
 * With replace the new file has the permissions of the old one from its first byte on: mode, and owner and access list
 * if the system permits. If the group cannot be kept, it gets no more permissions than everybody has (base/permissions.h).
 */
#ifndef RBK_BASE_UNFINISHED_H
#define RBK_BASE_UNFINISHED_H

#include <redbook/stream.h>

struct rbk_unfinished {
    char *target;
    char *stash;
    int descriptor; /* for reading and writing */
    bool replace;
    bool published; /* it has the target's name */
};

/*
 * Creates the file, after recovery of an interrupted change in the folder (rbk_recover). RBK_FILEEXISTS: target exists
 * and replace is false. RBK_STASHINUSE. RBK_FILEACCESS: it cannot be created; something that is not an unfinished file
 * has its name; target is a folder, a device or similar. RBK_NO_MEMORY. The location is target.
 */
rbk_status rbk_unfinished_open(const char *target, bool replace, rbk_unfinished **file, rbk_error *error);

/* Forces its bytes to the disk. RBK_FILESYSTEM. */
rbk_status rbk_unfinished_flush(const rbk_unfinished *file, rbk_error *error);

/*
 * An empty file without a name on the same file system, gone when *descriptor is closed. RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_unfinished_scratch(const rbk_unfinished *file, int *descriptor, rbk_error *error);

/* Frees it; a file that was not published is removed. NULL is fine. */
void rbk_unfinished_free(rbk_unfinished *file);

#endif
