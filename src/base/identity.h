/*
 * base/identity.h - whether a path still means the file that was read before
 *
 * A disc is read in several steps: its descriptor, the sizes of its files, their bytes. A set of files that is replaced
 * between two of them would be read as a mixture. So each step compares what it finds with what the first one found.
 *
 * For a set with a descriptor it is enough that the descriptor is the same before and after its files were read: it is
 * set aside before any of them is replaced, and gets its name after the last (base/change.h).
 */
#ifndef RBK_BASE_IDENTITY_H
#define RBK_BASE_IDENTITY_H

#include <redbook/stream.h>

#include <sys/stat.h>

void rbk_identity_take(const struct stat *about, rbk_identity *identity);

/* Of the regular file at a path. All zeros, for unknown, if there is none. */
void rbk_identity_at(const char *path, rbk_identity *identity);

bool rbk_identity_is_known(const rbk_identity *identity);

/* Both are known and of one file that has not changed between. */
bool rbk_identity_is_same(const rbk_identity *a, const rbk_identity *b);

/*
 * RBK_CHANGED when an open file is not the expected one; an unknown one matches any. RBK_FILEACCESS when it cannot be
 * examined. With a path, the same for the file
 * at the path now; there, a file that could not be read must still be absent. Changes that another process is making
 * are waited for (rbk_recover).
 */
rbk_status rbk_identity_check_open(int descriptor, const rbk_identity *expected, rbk_error *error);
rbk_status rbk_identity_check(const char *path, const rbk_identity *expected, rbk_error *error);

#endif
