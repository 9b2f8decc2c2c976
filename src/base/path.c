/*
 * File names, and which of them may be used for output.
 */
#include "base/path.h"

#include "base/ascii.h"
#include "base/crc32.h"
#include "base/fail.h"
#include "base/read_at.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINK_BYTES 4096
#define SUM_BYTES  9 /* "~89abcdef", in a name that is cut */

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

bool rbk_path_has_extension(const char *path, const char *extension)
{
    const char *ending = path + rbk_path_stem(path);
    return *ending == '.' && rbk_ascii_same(ending + 1, extension);
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

void rbk_path_temporary_name(const char *name, const char *suffix, char temporary[RBK_NAME_BYTES])
{
    const size_t length = strlen(name), room = RBK_NAME_BYTES - 1 - strlen(suffix);
    size_t kept = length;
    char sum[16] = "";
    if (length > room) {
        kept = rbk_utf8_prefix(name, length, room - SUM_BYTES);
        snprintf(sum, sizeof sum, "~%08x", (unsigned)rbk_crc32(0, name, length));
    }
    memcpy(temporary, name, kept);
    snprintf(temporary + kept, RBK_NAME_BYTES - kept, "%s%s", sum, suffix);
}

char *rbk_path_temporary(const char *path, const char *suffix)
{
    char name[RBK_NAME_BYTES];
    rbk_path_temporary_name(rbk_path_base(path), suffix, name);
    return rbk_path_next_to(path, name);
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

char *rbk_path_folder(const char *path)
{
    size_t length = (size_t)(rbk_path_base(path) - path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    return length > 0 ? strndup(path, length) : strdup(".");
}

rbk_status rbk_path_fail_look(const char *path, int code, rbk_error *error)
{
    rbk_status status =
        code == ENOMEM ? rbk_fail_memory(error) : rbk_fail_system(error, RBK_FILEACCESS, code, "cannot be examined");
    rbk_error_set_path(error, path);
    return status;
}

rbk_status rbk_path_follow(const char *path, char **next, rbk_error *error)
{
    char text[LINK_BYTES];
    *next = NULL;
    const ssize_t length = readlink(path, text, sizeof text - 1);
    if (length < 0 && errno != EINVAL && !rbk_input_is_absence(errno)) /* EINVAL: it is something else */
        return rbk_path_fail_look(path, errno, error);
    if (length <= 0)
        return RBK_OK;
    text[length] = '\0';
    *next = text[0] == '/' ? strdup(text) : rbk_path_next_to(path, text);
    return *next ? RBK_OK : rbk_fail_memory(error);
}

/* result and code: of stat(2) or lstat(2). */
static rbk_status judge_look(const char *path, int result, int code, bool *there, rbk_error *error)
{
    *there = result == 0;
    return result == 0 || rbk_input_is_absence(code) ? RBK_OK : rbk_path_fail_look(path, code, error);
}

rbk_status rbk_path_look(const char *path, bool *there, struct stat *about, rbk_error *error)
{
    const int result = stat(path, about);
    return judge_look(path, result, errno, there, error);
}

rbk_status rbk_path_look_at_name(const char *path, bool *there, struct stat *about, rbk_error *error)
{
    const int result = lstat(path, about);
    return judge_look(path, result, errno, there, error);
}

rbk_status rbk_path_same_file(const char *one, const char *other, bool *same, rbk_error *error)
{
    struct stat of_one, of_other;
    bool there = false;
    *same = false;
    rbk_status status = rbk_path_look(one, &there, &of_one, error);
    if (status == RBK_OK && there)
        status = rbk_path_look(other, &there, &of_other, error);
    if (status == RBK_OK && there)
        *same = of_one.st_ino == of_other.st_ino && of_one.st_dev == of_other.st_dev;
    return status;
}

rbk_status rbk_path_is_replaced(const char *path, const char *target, bool *replaced, rbk_error *error)
{
    struct stat itself;
    bool same = false, there = false;
    *replaced = false;
    rbk_status status = rbk_path_same_file(path, target, &same, error);
    if (status == RBK_OK && same)
        status = rbk_path_look_at_name(path, &there, &itself, error);
    if (status != RBK_OK || !there)
        return status;
    *replaced =
        !S_ISREG(itself.st_mode) || itself.st_nlink == 1 || strcmp(rbk_path_base(path), rbk_path_base(target)) == 0;
    return RBK_OK;
}

/*
 * A device, a pipe, a socket, or a link to one: a rename would replace it with a file, and a program run as root would
 * destroy /dev/null. Links such as /dev/stdout lead into /proc, whatever is open there.
 */
static rbk_status find_no_file(const char *path, const struct stat *itself, bool *no_file, rbk_error *error)
{
    struct stat target;
    char *leads = NULL;
    bool there = false;
    *no_file = !S_ISREG(itself->st_mode);
    if (!S_ISLNK(itself->st_mode))
        return RBK_OK;
    rbk_status status = rbk_path_follow(path, &leads, error);
    if (status == RBK_OK && !(leads && strncmp(leads, "/proc/", 6) == 0)) {
        status = rbk_path_look(path, &there, &target, error);
        *no_file = there && !S_ISREG(target.st_mode);
    }
    free(leads);
    return status;
}

rbk_status rbk_path_fail_exists(const struct stat *there, rbk_error *error)
{
    if (S_ISDIR(there->st_mode))
        return rbk_fail(error, RBK_FILEACCESS, "is a folder, expected the name of a file");
    return rbk_fail(error, RBK_FILEEXISTS, "already exists");
}

rbk_status rbk_path_check_length(const char *path, rbk_error *error)
{
    struct stat there;
    const size_t length = strlen(rbk_path_base(path));
    if (lstat(path, &there) == 0 || errno != ENAMETOOLONG)
        return RBK_OK;
    char *folder = rbk_path_folder(path);
    if (!folder)
        return rbk_fail_memory(error);
    const long most = pathconf(folder, _PC_NAME_MAX);
    rbk_status status = RBK_OK;
    if (most <= 0 || length <= (size_t)most) { /* a folder in the path, or the whole path */
        if (strlen(folder) < strlen(path))
            status = rbk_path_check_length(folder, error);
        free(folder);
        return status;
    }
    free(folder);
    status =
        rbk_fail(error, RBK_FILEACCESS,
                 "its name has %zu bytes, expected at most %ld on this file system: use a shorter name", length, most);
    rbk_error_set_path(error, path);
    return status;
}

rbk_status rbk_path_check_in_set(const char *path, rbk_error *error)
{
    const size_t length = strlen(rbk_path_base(path));
    rbk_status status = rbk_path_check_length(path, error);
    if (status != RBK_OK || length < RBK_NAME_BYTES)
        return status;
    status = rbk_fail(error, RBK_FILEACCESS, "its name has %zu bytes, expected at most %d: use a shorter name", length,
                      RBK_NAME_BYTES - 1);
    rbk_error_set_path(error, path);
    return status;
}

rbk_status rbk_path_check_target(const char *path, bool replace, rbk_error *error)
{
    struct stat there;
    bool exists = false, no_file = false;
    rbk_status status = rbk_path_look_at_name(path, &exists, &there, error);
    if (status == RBK_OK && !exists)
        status = rbk_path_check_length(path, error);
    if (status == RBK_OK && exists && (!replace || S_ISDIR(there.st_mode)))
        status = rbk_path_fail_exists(&there, error);
    else if (status == RBK_OK && exists)
        status = find_no_file(path, &there, &no_file, error);
    if (status == RBK_OK && no_file)
        status = rbk_fail(error, RBK_FILEACCESS, "is not a regular file and is not replaced");
    if (status == RBK_OK && *rbk_path_base(path) == '\0')
        status = rbk_fail(error, RBK_FILEACCESS, "expected the name of a file");
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}
