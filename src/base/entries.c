/*
 * Names in a folder, until its end or an error.
 */
#include "base/entries.h"

#include "base/fail.h"
#include "base/path.h"
#include "base/read_at.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

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

rbk_status rbk_entries_open(const char *path, bool required, rbk_entries **entries, rbk_error *error)
{
    rbk_entries *made = calloc(1, sizeof *made);
    rbk_status status = RBK_OK;
    *entries = NULL;
    if (made)
        made->folder = rbk_path_next_to(path, ".");
    if (!made || !made->folder) {
        free(made);
        return rbk_fail_memory(error);
    }
    made->list = opendir(made->folder);
    if (made->list) {
        *entries = made;
        return RBK_OK;
    }
    if (!rbk_input_is_absence(errno) && (required || errno != EACCES))
        status = fail(made->folder, errno, error);
    free(made->folder);
    free(made);
    return status;
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

rbk_status rbk_entries_see_file(rbk_entries *entries, bool *is_file, rbk_error *error)
{
    struct stat about;
    bool there = false;
#ifdef DT_REG
    *is_file = entries->now->d_type == DT_REG;
    if (entries->now->d_type != DT_LNK && entries->now->d_type != DT_UNKNOWN)
        return RBK_OK;
#endif
    char *folder = rbk_path_append(entries->folder, "/");
    char *path = folder ? rbk_path_append(folder, entries->now->d_name) : NULL;
    rbk_status status = path ? rbk_path_look(path, &there, &about, error) : rbk_fail_memory(error);
    *is_file = there && S_ISREG(about.st_mode);
    free(folder);
    free(path);
    return status;
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
