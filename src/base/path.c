/*
 * File names, and which of them may be used for output.
 */
#include "base/path.h"

#include "base/fail.h"
#include "base/read_at.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINK_BYTES 4096

const char *rbk_path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

size_t rbk_path_stem(const char *path)
{
    const char *base = rbk_path_base(path), *dot = strrchr(base, '.');
    return dot && dot != base ? (size_t)(dot - path) : strlen(path);
}

char *rbk_path_name_with(const char *path, const char *ending)
{
    const char *base = rbk_path_base(path);
    size_t stem = rbk_path_stem(path) - (size_t)(base - path);
    char *name = malloc(stem + strlen(ending) + 1);
    if (name) {
        memcpy(name, base, stem);
        memcpy(name + stem, ending, strlen(ending) + 1);
    }
    return name;
}

char *rbk_path_append(const char *path, const char *suffix)
{
    size_t length = strlen(path);
    size_t more = strlen(suffix);
    char *out = malloc(length + more + 1);
    if (!out)
        return NULL;
    memcpy(out, path, length);
    memcpy(out + length, suffix, more + 1);
    return out;
}

char *rbk_path_next_to(const char *path, const char *name)
{
    size_t folder = (size_t)(rbk_path_base(path) - path);
    size_t length = strlen(name);
    char *out = malloc(folder + length + 1);
    if (!out)
        return NULL;
    memcpy(out, path, folder);
    memcpy(out + folder, name, length + 1);
    return out;
}

rbk_status rbk_path_follow(const char *path, char **next, rbk_error *error)
{
    char text[LINK_BYTES];
    *next = NULL;
    ssize_t length = readlink(path, text, sizeof text - 1);
    if (length <= 0)
        return RBK_OK;
    text[length] = '\0';
    *next = text[0] == '/' ? strdup(text) : rbk_path_next_to(path, text);
    return *next ? RBK_OK : rbk_fail_memory(error);
}

/*
 * A device, a pipe, a socket, or a link to one: a rename would replace it with a file, and a program run as root would
 * destroy /dev/null. Links such as /dev/stdout lead into /proc, whatever is open there.
 */
static bool is_no_file(const char *path, const struct stat *itself)
{
    struct stat target;
    char leads[8] = "";
    if (!S_ISLNK(itself->st_mode))
        return !S_ISREG(itself->st_mode);
    if (readlink(path, leads, sizeof leads - 1) > 0 && strncmp(leads, "/proc/", 6) == 0)
        return true;
    return stat(path, &target) == 0 && !S_ISREG(target.st_mode);
}

rbk_status rbk_path_fail_exists(const struct stat *there, rbk_error *error)
{
    if (S_ISDIR(there->st_mode))
        return rbk_fail(error, RBK_FILEACCESS, "is a folder, expected the name of a file");
    return rbk_fail(error, RBK_FILEEXISTS, "already exists");
}

rbk_status rbk_path_check_target(const char *path, bool replace, rbk_error *error)
{
    struct stat there;
    rbk_status status = RBK_OK;
    bool exists = lstat(path, &there) == 0;
    if (!exists && !rbk_input_is_absence(errno))
        status = rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be examined");
    else if (exists && (!replace || S_ISDIR(there.st_mode)))
        status = rbk_path_fail_exists(&there, error);
    else if (exists && is_no_file(path, &there))
        status = rbk_fail(error, RBK_FILEACCESS, "is not a regular file and is not replaced");
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}
