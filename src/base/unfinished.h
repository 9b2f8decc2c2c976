/*
 * base/unfinished.h - a file of ours that has not its name yet
 *
 * An unfinished file stands beside its target, under the target's name with RBK_STASH_SUFFIX behind it, and its lock
 * (flock) is held as long as somebody writes it. It is always one that this call has made: O_EXCL makes it, and it is
 * never opened to be emptied. What stands there already is looked at first: a lock says that another process is at work
 * (RBK_STASHINUSE); without one it is what a killed process left, and its name is taken away - a name, never bytes:
 * should a finished file stand there under a second name, it keeps the first one with all that is in it.
 *
 * The lock belongs to the open file, so that a second writer is kept out within one process as well as between two, and
 * a killed process holds nothing. Between the making and the lock somebody may have taken it for a left one; so whoever
 * has the lock looks whether the name still means the file that was locked, and begins anew where it does not.
 *
 * With replace the new file has the permissions of the old one from its first byte on: mode, and owner and access list
 * where the system lets us. Where the group cannot be kept, it is given no more than everybody has.
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
 * Makes the file. First, what an interrupted change left in the folder is settled (rbk_recover). RBK_FILEEXISTS: target
 * exists and replace is false. RBK_STASHINUSE. RBK_FILEACCESS: it cannot be made; something that is no file of ours has
 * its name; target is a folder, a device or the like. RBK_NO_MEMORY. The place is target.
 */
rbk_status rbk_unfinished_open(const char *target, bool replace, rbk_unfinished **file, rbk_error *error);

/* Forces its bytes to the disk. RBK_FILESYSTEM. */
rbk_status rbk_unfinished_flush(const rbk_unfinished *file, rbk_error *error);

/*
 * An empty file without a name on the same file system, gone when *descriptor is closed. RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_unfinished_scratch(const rbk_unfinished *file, int *descriptor, rbk_error *error);

/* Ends it; one that was not published goes. NULL is fine. */
void rbk_unfinished_free(rbk_unfinished *file);

#endif
