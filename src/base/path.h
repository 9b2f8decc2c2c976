/*
 * base/path.h - names of files: where the last part begins, what stands beside what, how a new name appears
 */
#ifndef RBK_BASE_PATH_H
#define RBK_BASE_PATH_H

#include <redbook/error.h>

/* The part behind the last slash; lent. */
const char *rbk_path_base(const char *path);

/* The folder of path with its slash ("" where path has none), followed by name. Freed by the caller; NULL without
 * memory. */
char *rbk_path_beside(const char *path, const char *name);

/* path with suffix behind it. Freed by the caller; NULL without memory. */
char *rbk_path_append(const char *path, const char *suffix);

/*
 * Whether finished work may take the name path: nothing stands there, or replace is true and it is a regular file, or a
 * link to one or to nothing. RBK_FILEEXISTS when path exists and replace is false, RBK_FILEACCESS (a folder, a device,
 * a pipe or a link to one stands there).
 */
rbk_status rbk_path_check_target(const char *path, bool replace, rbk_error *error);

/*
 * Creates a file of our own beside path, to become path later: its name is path with a number behind it, its mode what
 * the caller's umask leaves. Results of rbk_path_check_target, RBK_FILEACCESS where it cannot be created. *temporary is
 * freed by the caller, *descriptor is open for reading and writing.
 */
rbk_status rbk_path_create_temporary(const char *path, bool replace, char **temporary, int *descriptor,
                                     rbk_error *error);

/*
 * Gives the file at from the name to. With replace, what was there is replaced in one step; without, EEXIST is
 * RBK_FILEEXISTS and nothing is lost even when somebody creates the name at this very moment (a hard link refuses to
 * replace; file systems without links fall back to a look before the rename). RBK_FILESYSTEM.
 */
rbk_status rbk_path_publish(const char *from, const char *to, bool replace, rbk_error *error);

/* What the file a new one replaces is called until the whole of the new work stands. */
#define RBK_REPLACED_SUFFIX ".redbook-replaced"

/* Forces the folder's entry for path to the disk. Failure is not told: some file systems cannot. */
void rbk_path_flush_folder(const char *path);

#endif
