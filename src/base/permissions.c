/*
 * Permissions of a new file: those of the one it replaces.
 *
 * A file with an access list has the list's mask in the bits of its group, so that these bits say nothing of the group
 * itself. Layout of the list: acl(5), and linux/posix_acl_xattr.h: a version of 32 bits, then entries of a tag and
 * permissions of 16 bits each and a number of 32 bits, little-endian.
 */
#include "base/permissions.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/xattr.h>
#endif

#define MODE_BITS         07777
#define ACCESS_LIST_BYTES 4096
#define LIST_HEAD_BYTES   4
#define LIST_ENTRY_BYTES  8
#define TAG_GROUP         0x04
#define TAG_MASK          0x10
#define TAG_OTHER         0x20

typedef struct access_list {
    uint8_t bytes[ACCESS_LIST_BYTES];
    size_t size; /* 0: none */
} access_list;

#if defined(__linux__)
#define ACCESS_LIST "system.posix_acl_access"

/* One that is too large to be read is as if it could not be set. */
static bool has_list(const char *path, access_list *list)
{
    ssize_t size = getxattr(path, ACCESS_LIST, list->bytes, sizeof list->bytes);
    list->size = size > 0 ? (size_t)size : 0;
    return size > 0 || (size < 0 && errno == ERANGE);
}

static bool set_list(int descriptor, const access_list *list)
{
    return list->size > 0 && fsetxattr(descriptor, ACCESS_LIST, list->bytes, list->size, 0) == 0;
}

static void remove_list(int descriptor)
{
    (void)fremovexattr(descriptor, ACCESS_LIST);
}
#else
static bool has_list(const char *path, access_list *list)
{
    (void)path;
    list->size = 0;
    return false;
}

static bool set_list(int descriptor, const access_list *list)
{
    (void)descriptor, (void)list;
    return false;
}

static void remove_list(int descriptor)
{
    (void)descriptor;
}
#endif

static uint8_t *entry_of(access_list *list, unsigned tag)
{
    for (size_t at = LIST_HEAD_BYTES; at + LIST_ENTRY_BYTES <= list->size; at += LIST_ENTRY_BYTES)
        if (list->bytes[at] == tag && list->bytes[at + 1] == 0)
            return list->bytes + at;
    return NULL;
}

/* No more for the group than for everybody; nor the other way round, since the old group's members are among these now. */
static mode_t without_group(mode_t mode)
{
    const mode_t both = mode & (mode >> 3) & S_IRWXO;
    return (mode & ~(mode_t)(S_IRWXG | S_IRWXO)) | both << 3 | both;
}

static void limit_group(access_list *list)
{
    uint8_t *group = entry_of(list, TAG_GROUP), *other = entry_of(list, TAG_OTHER);
    const uint8_t *mask = entry_of(list, TAG_MASK);
    if (!group || !other)
        return;
    const uint8_t both = group[2] & (mask ? mask[2] : group[2]) & other[2];
    group[2] = other[2] = both;
}

/* A change of owner may clear mode bits, so the mode is set after it. *group: whether the group is that of the old file. */
static mode_t keep_owner(int descriptor, const struct stat *ours, const struct stat *old, bool *group)
{
    mode_t mode = old->st_mode & MODE_BITS;
    *group = ours->st_gid == old->st_gid;
    if (ours->st_uid != old->st_uid && fchown(descriptor, old->st_uid, (gid_t)-1) != 0)
        mode &= (mode_t) ~(S_ISUID | S_ISGID);
    if (!*group && fchown(descriptor, (uid_t)-1, old->st_gid) == 0)
        *group = true;
    return *group ? mode : mode & (mode_t) ~(S_ISUID | S_ISGID);
}

int rbk_permissions_keep(int descriptor, const char *path, const struct stat *old)
{
    struct stat ours;
    access_list list;
    bool group = false;
    if (fstat(descriptor, &ours) != 0)
        return -1;
    remove_list(descriptor);
    const bool listed = has_list(path, &list);
    mode_t mode = keep_owner(descriptor, &ours, old, &group);
    if (listed && !group) {
        limit_group(&list);
        const uint8_t *other = entry_of(&list, TAG_OTHER);
        mode = other ? (mode & ~(mode_t)S_IRWXO) | (other[2] & S_IRWXO) : mode;
    }
    /* The list first: before it, the bits of the mode would be the group's, and not the mask. */
    const bool set = listed && set_list(descriptor, &list);
    if (!set && (listed || !group))
        mode = without_group(mode);
    return fchmod(descriptor, mode) == 0 || errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS ? 0 : -1;
}
