/*
 * base/folder.h - the folder in which names change, held open
 *
 * Names are changed through the folder's descriptor, so that all steps of one change happen in one folder, also when
 * the folder itself is renamed meanwhile. Results are 0, or -1 with errno, as of the system calls.
 */
#ifndef RBK_BASE_FOLDER_H
#define RBK_BASE_FOLDER_H

#include <redbook/error.h>

#include <stdbool.h>
#include <sys/stat.h>

/*
 * Creates the folder of a file's path if it does not exist; the parent folder must exist. *made (nullable): it was created
 * now, so that a later failure can remove it (rbk_folder_unmake). RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_folder_make(const char *path, bool *made, rbk_error *error);

/* Removes the folder of a file's path if it is empty. */
void rbk_folder_unmake(const char *path);

/* Opens the folder of a file's path ("." if it has none). A folder without read permission is fine. */
int rbk_folder_open(const char *path);

/* The file with the name; links are not followed. ENOENT is the only error that means that there is none. */
int rbk_folder_look(int folder, const char *name, struct stat *about);

/* Whether a name refers to a file that is open: 1, 0, or -1 with errno if that cannot be determined. */
int rbk_folder_means(int folder, const char *name, int file);

/* Whether an errno of linkat(2) says that there are no links here, or none to this file, and a move has to do. */
bool rbk_folder_cannot_link(int code);

/*
 * Renames a file in the folder and never replaces anything: EEXIST. Atomic if the system has such a call; else a second
 * name is made and the first one removed, and a call that finds both of one file continues from there.
 */
int rbk_folder_move(int folder, const char *from, const char *to);

/*
 * The same for a name that is not ours: where the system has that call, a file that has both names was given them by somebody,
 * and keeps them: EEXIST.
 */
int rbk_folder_rename(int folder, const char *from, const char *to);

/*
 * Whether two names mean one file and are one entry of the folder: its file system ignores letter case, or the form of a
 * character. Removing either would remove the file.
 */
bool rbk_folder_is_one_entry(int folder, const char *name, const char *other);

/*
 * Forces the folder's names to disk. file (or -1) is any open file of the same file system, for folders that cannot be
 * read. A file system that does not support it is not a failure; everything else is.
 */
int rbk_folder_flush(int folder, int file);

#endif
