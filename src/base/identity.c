/*
 * Identities of files: device, inode, size and time of the last change.
 */
#include "base/identity.h"

#include "base/current.h"
#include "base/fail.h"
#include "base/read_at.h"

#include <errno.h>
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

/* 0, or the errno of a failure that does not mean absence. */
static int look_at(const char *path, rbk_identity *identity)
{
    struct stat about;
    memset(identity, 0, sizeof *identity);
    if (rbk_current_stat(path, &about) != 0)
        return rbk_input_is_absence(errno) ? 0 : errno;
    if (S_ISREG(about.st_mode))
        rbk_identity_take(&about, identity);
    return 0;
}

void rbk_identity_at(const char *path, rbk_identity *identity)
{
    (void)look_at(path, identity);
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
    if (!rbk_identity_is_known(expected))
        return RBK_OK;
    if (fstat(descriptor, &about) != 0)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be examined");
    rbk_identity_take(&about, &found);
    return is_same(&found, expected) ? RBK_OK : fail_changed(error);
}

rbk_status rbk_identity_check(const char *path, const rbk_identity *expected, rbk_error *error)
{
    rbk_identity found;
    (void)look_at(path, &found);
    if (is_same(&found, expected) && rbk_identity_is_known(expected))
        return RBK_OK;
    rbk_status status = rbk_recover(path, RBK_RECOVER_TO_READ, error);
    if (status != RBK_OK)
        return status;
    int code = look_at(path, &found);
    if (is_same(&found, expected))
        return RBK_OK;
    status = code ? rbk_fail_system(error, RBK_FILEACCESS, code, "cannot be examined") : fail_changed(error);
    rbk_error_set_path(error, path);
    return status;
}
