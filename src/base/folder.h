/*
 * base/folder.h - the folder in which names change, held open
 *
 * Names are changed through the folder's descriptor, so that all steps of one work happen in one place, also when the
 * folder itself gets another name in between. Results are 0, or -1 with errno, as of the calls beneath.
 */
#ifndef RBK_BASE_FOLDER_H
#define RBK_BASE_FOLDER_H

#include <stdbool.h>
#include <sys/stat.h>

/* Opens the folder of a file's path ("." where it names none). A folder that may not be listed is fine. */
int rbk_folder_open(const char *path);

/* What has the name, itself: links are not followed. */
int rbk_folder_look(int folder, const char *name, struct stat *about);

/*
 * Gives the file another name in the folder and never replaces anything: EEXIST. One step where the system has such a
 * call; else a second name is made and the first one taken away, and a call that finds both of one file goes on from
 * there.
 */
int rbk_folder_move(int folder, const char *from, const char *to);

/*
 * Forces the folder's names to the disk. file (or -1) is any open file of the same file system, for folders that may
 * not be read. A file system that cannot do that at all is no failure; every other one is.
 */
int rbk_folder_flush(int folder, int file);

#endif
