/*
 * base/within.h - the real location of a file, after all links
 */
#ifndef RBK_BASE_WITHIN_H
#define RBK_BASE_WITHIN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Opens the regular file at path for reading if it really is in one of count folders or below it, after following all
 * links, those to folders and those of /proc too. Hard links do not matter: a file is where its name is. The open file
 * is checked, not its name, which may mean another file a moment later. Returns the descriptor, or -1 with errno: EXDEV
 * if the file is elsewhere, EINVAL if it is not a regular file. *unknown: where it is could not be determined, for the reason
 * in errno, so that it must not be read by its name either. count 0 allows every location. NULL entries are ignored.
 */
int rbk_open_within(const char *path, const char *const *folders, size_t count, bool *unknown);

/* The real name of the folder that path is in ("" and "." are the current one), links followed; freed by the caller. */
char *rbk_real_folder(const char *path);

#endif
