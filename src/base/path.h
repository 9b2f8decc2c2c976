/*
 * base/path.h - names of files: where the last part begins, what stands beside what, who may have a name
 */
#ifndef RBK_BASE_PATH_H
#define RBK_BASE_PATH_H

#include <redbook/error.h>

/* The part behind the last slash; lent. */
const char *rbk_path_base(const char *path);

/* The folder of path with its slash ("" where path has none), followed by name. Freed by the caller; NULL without
 * memory. */
char *rbk_path_beside(const char *path, const char *name);

/* How much of path stands before its ending and the dot of that: all of it where its last part has none. */
size_t rbk_path_stem(const char *path);

/* The last part of path with another ending, "song.cdg" for "folder/song.wav" and ".cdg". Freed by the caller; NULL
 * without memory. */
char *rbk_path_name_with(const char *path, const char *ending);

/* path with suffix behind it. Freed by the caller; NULL without memory. */
char *rbk_path_append(const char *path, const char *suffix);

/*
 * Whether finished work may take the name path: nothing stands there, or replace is true and it is a regular file, or a
 * link to one or to nothing. RBK_FILEEXISTS when path exists and replace is false, RBK_FILEACCESS (a folder, a device,
 * a pipe or a link to one stands there).
 */
rbk_status rbk_path_check_target(const char *path, bool replace, rbk_error *error);

#endif
