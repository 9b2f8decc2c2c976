/*
 * base/current.h - the file that a path stands for, whatever an interrupted change left
 *
 * Whoever reads a folder that it may not write cannot complete a change that was interrupted there (rbk_recover), and need
 * not: the journal says under which names the new files are, or, where these are no longer all there, the old ones. So
 * all that opens a file to read it, or asks what is there, does it by these. Where no journal is in the folder, and that
 * is asked anew each time, they are open(2) and stat(2). Links are followed; each of their folders may have a journal.
 */
#ifndef RBK_BASE_CURRENT_H
#define RBK_BASE_CURRENT_H

#include <redbook/error.h>

#include <stdbool.h>
#include <sys/stat.h>

/* Opens it to read, without waiting for a pipe. The descriptor, or -1 with errno. */
int rbk_current_open(const char *path);

/* 0, or -1 with errno. */
int rbk_current_stat(const char *path, struct stat *about);

/*
 * Whether there is a file, and what it is. RBK_FILEACCESS with the path, RBK_NO_MEMORY: that could not be determined, which
 * is not the same as an absent file.
 */
rbk_status rbk_current_look(const char *path, bool *there, struct stat *about, rbk_error *error);

/* The path under which the file is now; freed by the caller. NULL with errno where it is known that there is none. */
char *rbk_current_path(const char *path);

#endif
