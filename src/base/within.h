/*
 * base/within.h - where a file really lies, whatever links lead to it
 */
#ifndef RBK_BASE_WITHIN_H
#define RBK_BASE_WITHIN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Opens the regular file at path for reading if it really lies in one of count folders or below it, all links followed,
 * those of folders and those of /proc too. A hard link is no way out: it lies where its name lies. What is judged is
 * the open file, not its name, which may mean another file a moment later. The descriptor, or -1 with errno: EXDEV
 * where the file lies elsewhere, EINVAL where it is no regular one. count 0 allows every place. Entries that are NULL
 * count as none.
 */
int rbk_open_within(const char *path, const char *const *folders, size_t count);

/* The real name of the folder that path is in ("" and "." are the current one), links followed; freed by the caller. */
char *rbk_real_folder(const char *path);

#endif
