/*
 * Identities of files: device, inode, size and time of the last change.
 */
#include "base/identity.h"

#include "base/current.h"
#include "base/fail.h"

#include <string.h>

#define NS_PER_S INT64_C(1000000000)

void rbk_identity_take(const struct stat *about, rbk_identity *identity)
{
    *identity = (rbk_identity){.device = (uint64_t)about->st_dev,
                               .inode = (uint64_t)about->st_ino,
                               .bytes = (int64_t)about->st_size,
                               .changed_ns = (int64_t)about->st_mtime * NS_PER_S};
#if defined(__linux__)
    identity->changed_ns += about->st_mtim.tv_nsec;
#endif
}

void rbk_identity_at(const char *path, rbk_identity *identity)
{
    struct stat about;
    memset(identity, 0, sizeof *identity);
    if (rbk_current_stat(path, &about) == 0 && S_ISREG(about.st_mode))
        rbk_identity_take(&about, identity);
}

bool rbk_identity_is_known(const rbk_identity *identity)
{
    return identity->inode != 0 || identity->device != 0;
}

static bool is_same(const rbk_identity *a, const rbk_identity *b)
{
    return a->device == b->device && a->inode == b->inode && a->bytes == b->bytes && a->changed_ns == b->changed_ns;
}

bool rbk_identity_is_same(const rbk_identity *a, const rbk_identity *b)
{
    return rbk_identity_is_known(a) && is_same(a, b);
}

static rbk_status fail_changed(rbk_error *error)
{
    return rbk_fail(error, RBK_CHANGED, "was replaced or changed while the disc was read: try again");
}

rbk_status rbk_identity_check_open(int descriptor, const rbk_identity *expected, rbk_error *error)
{
    struct stat about;
    rbk_identity found;
    if (!rbk_identity_is_known(expected) || fstat(descriptor, &about) != 0)
        return RBK_OK;
    rbk_identity_take(&about, &found);
    return is_same(&found, expected) ? RBK_OK : fail_changed(error);
}

rbk_status rbk_identity_check(const char *path, const rbk_identity *expected, rbk_error *error)
{
    rbk_identity found;
    rbk_identity_at(path, &found);
    if (is_same(&found, expected) && rbk_identity_is_known(expected))
        return RBK_OK;
    rbk_status status = rbk_recover(path, RBK_RECOVER_TO_READ, error);
    if (status != RBK_OK)
        return status;
    rbk_identity_at(path, &found);
    if (is_same(&found, expected))
        return RBK_OK;
    status = fail_changed(error);
    rbk_error_set_path(error, path);
    return status;
}
