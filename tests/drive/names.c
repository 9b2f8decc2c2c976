/*
 * Which paths are the drive, which lead to it, and which would lead to a real one and are therefore hidden.
 */
#include "drive.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum { MAJOR_OF_SR = 11, INODE = 70011 };

const char *name_of_drive(void)
{
    const char *path = getenv("REDBOOK_DRIVE_PATH");
    return path && *path ? path : "/dev/sr0";
}

static bool starts(const char *path, const char *prefix)
{
    return !strncmp(path, prefix, strlen(prefix));
}

/* "/dev/" and a name of optical drives: sr0, scd0, hda (never a part of a disk: hda1), cdrom, dvdrw1, sg0, pktcdvd/0 */
static bool is_name_of_drives(const char *path)
{
    static const char *const numbered[] = {"sr", "scd", "sg", "cdrom", "cdrw", "cdwriter", "dvd", "dvdrw"};
    const char *name = path + 5;
    if (!starts(path, "/dev/"))
        return false;
    if (starts(name, "pktcdvd/") || (starts(name, "hd") && isalpha((unsigned char)name[2]) && !name[3]))
        return true;
    for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++) {
        size_t length = strlen(numbered[i]);
        if (starts(name, numbered[i]) && strspn(name + length, "0123456789") == strlen(name + length))
            return true;
    }
    return false;
}

/* Where programs look for drives: libburn and cdrdao do. */
static bool is_list_of_drives(const char *path)
{
    static const char *const lists[] = {"/sys/bus/scsi/devices", "/sys/block/sr", "/sys/class/block/sr",
                                        "/proc/sys/dev/cdrom", "/proc/scsi"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (starts(path, lists[i]))
            return true;
    return false;
}

name_kind name_of(const char *path, char *instead)
{
    const char *tree = getenv("REDBOOK_DRIVE_SYSTEM");
    if (!drive_is_here() || !path || *path != '/')
        return NAME_OTHER;
    if (!strcmp(path, name_of_drive()))
        return NAME_DRIVE;
    if (!strcmp(path, "/dev/cdrom") || !strcmp(path, "/dev/scd0"))
        return NAME_LINK;
    if (is_name_of_drives(path))
        return NAME_GONE;
    if (!is_list_of_drives(path))
        return NAME_OTHER;
    if (!tree || !*tree || snprintf(instead, PATH_MAX, "%s%s", tree, path) >= PATH_MAX)
        return NAME_GONE;
    return NAME_SYSTEM;
}

/* As udev creates a drive: a block device of major 11 that the group of the user may read and write. */
void name_stat(struct stat *status, bool link)
{
    const char *name = name_of_drive();
    size_t number = strlen(name);
    while (number && isdigit((unsigned char)name[number - 1]))
        number--;
    memset(status, 0, sizeof *status);
    status->st_dev = makedev(0, 6);
    status->st_ino = (ino_t)(INODE + link);
    status->st_nlink = 1;
    status->st_uid = 0;
    status->st_gid = getgid();
    status->st_blksize = 4096;
    status->st_mode = link ? S_IFLNK | 0777 : S_IFBLK | 0660;
    if (link)
        status->st_size = (off_t)strlen(name_of_drive());
    else
        status->st_rdev = makedev(MAJOR_OF_SR, (unsigned)atoi(name + number));
}

ssize_t name_readlink(char *target, size_t size)
{
    size_t length = strlen(name_of_drive());
    if (length > size)
        length = size;
    memcpy(target, name_of_drive(), length);
    return (ssize_t)length;
}
