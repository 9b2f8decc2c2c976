/*
 * base/permissions.h - the permissions of a file that takes the place of another
 */
#ifndef RBK_BASE_PERMISSIONS_H
#define RBK_BASE_PERMISSIONS_H

#include <sys/stat.h>

/*
 * Gives the open file, which is a new one of mode 0600, the owner, the group, the access list and the mode of the file at
 * path, of which old is the state, as far as the system permits; an access list that it got from its folder is removed.
 * At no moment does anybody have permissions who had none for the old file. If the group cannot be kept, the new one gets
 * no more than everybody has, and everybody no more than the old group had. 0, or -1 with errno.
 */
int rbk_permissions_keep(int descriptor, const char *path, const struct stat *old);

#endif
