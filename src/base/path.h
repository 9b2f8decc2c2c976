/*
 * base/path.h - file names: last part, extension, folder, and whether a name may be used for output
 */
#ifndef RBK_BASE_PATH_H
#define RBK_BASE_PATH_H

#include <redbook/error.h>

#include <stdbool.h>
#include <sys/stat.h>

/* The part after the last slash; lent. */
const char *rbk_path_base(const char *path);

/* The folder of path with its slash ("" where path has none), followed by name. Freed by the caller; NULL without
 * memory. */
char *rbk_path_next_to(const char *path, const char *name);

/* The folder of path without a slash at its end; "." where path has none. Freed by the caller; NULL without memory. */
char *rbk_path_folder(const char *path);

/* The length of path without its extension and the dot: all of it if the last part has none. */
size_t rbk_path_stem(const char *path);

/* Whether path has this extension (without the dot), in any letter case. */
bool rbk_path_has_extension(const char *path, const char *extension);

/* The last part of path with another extension, "song.cdg" for "folder/song.wav" and ".cdg". Freed by the caller;
 * NULL without memory. */
char *rbk_path_name_with(const char *path, const char *ending);

/* path with suffix after it. Freed by the caller; NULL without memory. */
char *rbk_path_append(const char *path, const char *suffix);

/* Of a name in a folder, as all common file systems take it, its end included. */
#define RBK_NAME_BYTES 256

/*
 * The name of a file that is next to another for a time: its name with suffix, which begins with a dot, after it. One that
 * would be too long is cut at a character and gets a sum of the whole, so that every process finds the same one.
 */
void rbk_path_temporary_name(const char *name, const char *suffix, char temporary[RBK_NAME_BYTES]);

/* path with its last part so. Freed by the caller; NULL without memory. */
char *rbk_path_temporary(const char *path, const char *suffix);

/*
 * Where the link at path leads, by its text alone; freed by the caller. NULL: path is no link, or nothing is there.
 * RBK_FILEACCESS with the path: the system does not say. RBK_NO_MEMORY.
 */
#define RBK_LINKS_MAX 40
rbk_status rbk_path_follow(const char *path, char **next, rbk_error *error);

/*
 * Whether the file system takes names of the length of path's parts. RBK_FILEACCESS with the path up to one, and how long it
 * is, if not. What else may be wrong with the path is not looked for.
 */
rbk_status rbk_path_check_length(const char *path, rbk_error *error);

/*
 * The same of a file that appears together with others: their journal has names below RBK_NAME_BYTES, and some file systems
 * have longer ones.
 */
rbk_status rbk_path_check_in_set(const char *path, rbk_error *error);

/*
 * Whether a finished file may get the name path: nothing is there, or replace is true and it is a regular file, or a
 * link to one or to nothing. RBK_FILEEXISTS when path exists and replace is false, RBK_FILEACCESS (a folder, a device,
 * a pipe or a link to one is there, or the name is too long).
 */
rbk_status rbk_path_check_target(const char *path, bool replace, rbk_error *error);

/*
 * Whether there is a file at path, links followed, and what it is. RBK_FILEACCESS with the path: the system does not say,
 * which is not the same as an absent file.
 */
rbk_status rbk_path_look(const char *path, bool *there, struct stat *about, rbk_error *error);

/* The same of the name itself: a link is there, wherever it leads. */
rbk_status rbk_path_look_at_name(const char *path, bool *there, struct stat *about, rbk_error *error);

/* The same two names for one file, links followed; a name without a file is not the same as any. */
rbk_status rbk_path_same_file(const char *one, const char *other, bool *same, rbk_error *error);

/*
 * *replaced: a rename onto target, in the same folder, replaces what is read at path, by the same name or a link to it. Another
 * hard link keeps the old file. Errors of rbk_path_same_file.
 */
rbk_status rbk_path_is_replaced(const char *path, const char *target, bool *replaced, rbk_error *error);

/* Fails because the system does not say what is at path, for the errno code. RBK_FILEACCESS, RBK_NO_MEMORY. */
rbk_status rbk_path_fail_look(const char *path, int code, rbk_error *error);

/* Fails because there is something under a name that a new file is to get: RBK_FILEEXISTS, of a folder RBK_FILEACCESS. */
rbk_status rbk_path_fail_exists(const struct stat *there, rbk_error *error);

#endif
