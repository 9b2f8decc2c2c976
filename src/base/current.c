/*
 * Files found through the journal of a change that nobody has completed.
 */
#include "base/current.h"

#include "base/change.h"
#include "base/fail.h"
#include "base/folder.h"
#include "base/path.h"
#include "base/read_at.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The errno of a failure. */
static int code_of(rbk_status status, const rbk_error *error)
{
    return status == RBK_OK ? 0 : status == RBK_NO_MEMORY ? ENOMEM : error->system_error;
}

/* The folder has a journal, which is open. Sets *now to another path, or leaves it alone. 0, or an errno. */
static int look_in_journal(const char *path, int file, char **now)
{
    char other[RBK_NAME_BYTES];
    rbk_journal_kind kind;
    rbk_journal journal;
    int folder = rbk_folder_open(path), code = 0;
    if (folder < 0)
        return errno;
    rbk_error error;
    rbk_error_init(&error);
    rbk_status status = rbk_journal_load(folder, file, &kind, &journal, &error);
    if (status != RBK_OK)
        code = code_of(status, &error);
    else if (kind == RBK_JOURNAL_WHOLE) {
        const rbk_change change = rbk_change_left(folder, &journal);
        const char *base = rbk_path_base(path), *name = NULL;
        code = rbk_change_name_now(&change, base, other, &name);
        if (code == 0 && !name)
            code = ENOENT;
        else if (code == 0 && name != base && (*now = rbk_path_next_to(path, name)) == NULL)
            code = ENOMEM;
    }
    rbk_journal_release(&journal);
    close(folder);
    return code;
}

/* One step, no link followed. Sets *now to another path, or to NULL. 0, or an errno. */
static int find(const char *path, char **now)
{
    char *name = rbk_path_next_to(path, RBK_JOURNAL_NAME);
    *now = NULL;
    if (!name)
        return ENOMEM;
    int file = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK), code = errno;
    free(name);
    if (file < 0)
        return rbk_journal_is_not_ours(code) ? 0 : code;
    code = look_in_journal(path, file, now);
    close(file);
    return code;
}

/* Sets *found to the path where the file is, or to NULL where that is the one that was given. 0, or an errno. */
static int follow(const char *path, char **found)
{
    rbk_error error;
    bool other = false;
    int code = 0;
    rbk_error_init(&error);
    char *here = strdup(path);
    *found = NULL;
    for (int links = 0; here && links < RBK_LINKS_MAX; links++) {
        char *now, *next;
        code = find(here, &now);
        if (now) {
            other = true;
            free(here);
            here = now;
        }
        if (code == 0)
            code = code_of(rbk_path_follow(here, &next, &error), &error);
        if (code != 0 || !next)
            break;
        free(here);
        here = next;
    }
    if (!here)
        return ENOMEM;
    if (code == 0 && other)
        *found = here;
    else
        free(here);
    return code;
}

int rbk_current_open(const char *path)
{
    char *found;
    int code = follow(path, &found), opened = -1;
    if (code == 0) {
        opened = open(found ? found : path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
        code = errno;
    }
    free(found);
    errno = code;
    return opened;
}

int rbk_current_stat(const char *path, struct stat *about)
{
    char *found;
    int code = follow(path, &found), result = -1;
    if (code == 0) {
        result = stat(found ? found : path, about);
        code = errno;
    }
    free(found);
    errno = code;
    return result;
}

rbk_status rbk_current_look(const char *path, bool *there, struct stat *about, rbk_error *error)
{
    *there = rbk_current_stat(path, about) == 0;
    return *there || rbk_input_is_absence(errno) ? RBK_OK : rbk_path_fail_look(path, errno, error);
}

char *rbk_current_path(const char *path)
{
    char *found;
    int code = follow(path, &found);
    if (code == 0 && !found)
        found = strdup(path);
    if (!found)
        errno = code ? code : ENOMEM;
    return found;
}
