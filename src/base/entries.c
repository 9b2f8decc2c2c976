/*
 * Names in a folder, until its end or an error.
 */
#include "base/entries.h"

#include "base/fail.h"
#include "base/path.h"
#include "base/read_at.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct rbk_entries {
    DIR *list;
    char *folder;
    const struct dirent *now; /* given last */
    int code;                 /* errno of the call that ended the list; 0: none did */
};

static rbk_status fail(const char *folder, int code, rbk_error *error)
{
    rbk_status status = code == ENOMEM ? rbk_fail_memory(error)
                                       : rbk_fail_system(error, RBK_FILEACCESS, code, "the folder cannot be listed");
    rbk_error_set_path(error, folder);
    return status;
}

/* For the folder of that name, which is taken; NULL without memory, of which there was none for the name either. */
static rbk_entries *make(char *folder)
{
    rbk_entries *made = folder ? calloc(1, sizeof *made) : NULL;
    if (made)
        made->folder = folder;
    else
        free(folder);
    return made;
}

/* The list, or what its errno means: no list and no error where that is an absence, an error otherwise. */
static rbk_status give(rbk_entries *made, int code, bool is_absence, rbk_entries **entries, rbk_error *error)
{
    if (made->list) {
        *entries = made;
        return RBK_OK;
    }
    rbk_status status = is_absence ? RBK_OK : fail(made->folder, code, error);
    free(made->folder);
    free(made);
    return status;
}

rbk_status rbk_entries_open(const char *path, bool required, rbk_entries **entries, rbk_error *error)
{
    rbk_entries *made = make(rbk_path_folder(path));
    *entries = NULL;
    if (!made)
        return rbk_fail_memory(error);
    made->list = opendir(made->folder);
    const int code = errno;
    return give(made, code, rbk_input_is_absence(code) || (!required && code == EACCES), entries, error);
}

rbk_status rbk_entries_open_folder(const char *folder, rbk_entries **entries, rbk_error *error)
{
    rbk_entries *made = make(strdup(folder));
    *entries = NULL;
    if (!made)
        return rbk_fail_memory(error);
    made->list = opendir(made->folder);
    return give(made, errno, false, entries, error);
}

/* Its own open file: closedir(3) closes it, and reading moves its position. */
static DIR *open_again(int folder)
{
    const int opened = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = opened >= 0 ? fdopendir(opened) : NULL;
    const int code = errno;
    if (!list && opened >= 0)
        close(opened);
    errno = code;
    return list;
}

rbk_status rbk_entries_open_descriptor(int folder, const char *name, bool required, rbk_entries **entries,
                                       rbk_error *error)
{
    rbk_entries *made = make(strdup(name));
    *entries = NULL;
    if (!made)
        return rbk_fail_memory(error);
    made->list = open_again(folder);
    const int code = errno;
    return give(made, code, !required && code == EACCES, entries, error);
}

const char *rbk_entries_next(rbk_entries *entries)
{
    if (!entries || entries->code != 0)
        return NULL;
    errno = 0;
    entries->now = readdir(entries->list);
    entries->code = entries->now ? 0 : errno;
    return entries->now ? entries->now->d_name : NULL;
}

static rbk_status fail_entry(const rbk_entries *entries, int code, rbk_error *error)
{
    char *folder = rbk_path_append(entries->folder, "/");
    char *path = folder ? rbk_path_append(folder, entries->now->d_name) : NULL;
    rbk_status status = code == ENOMEM || !path ? rbk_fail_memory(error)
                                                : rbk_fail_system(error, RBK_FILEACCESS, code, "cannot be examined");
    if (path)
        rbk_error_set_path(error, path);
    free(folder);
    free(path);
    return status;
}

rbk_status rbk_entries_see_file(rbk_entries *entries, bool *is_file, rbk_error *error)
{
    struct stat about;
#ifdef DT_REG
    *is_file = entries->now->d_type == DT_REG;
    if (entries->now->d_type != DT_LNK && entries->now->d_type != DT_UNKNOWN)
        return RBK_OK;
#endif
    const int result = fstatat(dirfd(entries->list), entries->now->d_name, &about, 0);
    *is_file = result == 0 && S_ISREG(about.st_mode);
    return result == 0 || rbk_input_is_absence(errno) ? RBK_OK : fail_entry(entries, errno, error);
}

rbk_status rbk_entries_close(rbk_entries *entries, rbk_error *error)
{
    if (!entries)
        return RBK_OK;
    rbk_status status = entries->code ? fail(entries->folder, entries->code, error) : RBK_OK;
    closedir(entries->list);
    free(entries->folder);
    free(entries);
    return status;
}
