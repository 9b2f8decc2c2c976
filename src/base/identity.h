/*
 * base/identity.h - whether a path still means the file that was looked at
 *
 * A disc is read in several steps: its descriptor, the sizes of its files, their bytes. A set of files that is replaced
 * between two of them would be read as a mixture. So each step holds what it finds against what the first one found.
 *
 * For a set with a descriptor it is enough that the descriptor is the same before and after its files were looked at:
 * it is set aside before any of them is replaced, and takes its name behind the last (base/change.h).
 */
#ifndef RBK_BASE_IDENTITY_H
#define RBK_BASE_IDENTITY_H

#include <redbook/stream.h>

#include <sys/stat.h>

void rbk_identity_take(const struct stat *about, rbk_identity *identity);

/* Of the regular file that a path means. All zeros, for unknown, where there is none. */
void rbk_identity_at(const char *path, rbk_identity *identity);

bool rbk_identity_is_known(const rbk_identity *identity);

/*
 * RBK_CHANGED when an open file is not the one expected; one that is not known can be any. With a path, the same for
 * what it means now; there, one that could not be looked at must not be there now either. Changes that another process
 * is making are waited for (rbk_recover).
 */
rbk_status rbk_identity_check_open(int descriptor, const rbk_identity *expected, rbk_error *error);
rbk_status rbk_identity_check(const char *path, const rbk_identity *expected, rbk_error *error);

#endif
