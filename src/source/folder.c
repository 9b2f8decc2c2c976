/*
 * A folder that is a set of files stands for its descriptor.
 */
#include "base/ascii.h"
#include "base/current.h"
#include "base/entries.h"
#include "base/fail.h"
#include "base/path.h"
#include "source/source.h"

#include <redbook/stream.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const names[] = {"DDPID"};

static bool is_descriptor(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (rbk_ascii_same(name, names[i]))
            return true;
    return false;
}

/* The folder's name with a slash at its end. */
static char *with_slash(const char *path)
{
    size_t length = strlen(path);
    return rbk_path_append(path, length > 0 && path[length - 1] == '/' ? "" : "/");
}

static rbk_status look_at_names(const char *folder, char **found, rbk_error *error)
{
    rbk_entries *entries = NULL;
    rbk_status status = rbk_entries_open(folder, false, &entries, error);
    for (const char *name; status == RBK_OK && (name = rbk_entries_next(entries));)
        if (is_descriptor(name) && (!*found || strcmp(name, names[0]) == 0)) {
            free(*found);
            *found = rbk_path_append(folder, name);
            status = *found ? RBK_OK : rbk_fail_memory(error);
        }
    const rbk_status ended = rbk_entries_close(entries, status == RBK_OK ? error : NULL);
    return status == RBK_OK ? ended : status;
}

/* A change that cannot be completed here, or a folder that cannot be listed, may have the descriptor all the same. */
static rbk_status look_in(const char *folder, char **descriptor, rbk_error *error)
{
    struct stat about;
    bool there = false;
    char *found = NULL, *place = rbk_path_append(folder, names[0]);
    rbk_status status = place ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK && rbk_recover(place, RBK_RECOVER_TO_READ, NULL) == RBK_OK)
        status = look_at_names(folder, &found, error);
    if (status == RBK_OK && !found)
        status = rbk_current_look(place, &there, &about, error);
    if (there && S_ISREG(about.st_mode)) {
        found = place;
        place = NULL;
    }
    free(place);
    if (status == RBK_OK)
        *descriptor = found;
    else
        free(found);
    return status;
}

rbk_status rbk_source_in_folder(const char *path, char **descriptor, rbk_error *error)
{
    struct stat about;
    bool there = false;
    if (!path || !descriptor)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_path_look(path, &there, &about, error);
    if (status != RBK_OK || !there || !S_ISDIR(about.st_mode)) {
        *descriptor = NULL;
        return status;
    }
    char *folder = with_slash(path);
    status = folder ? look_in(folder, descriptor, error) : rbk_fail_memory(error);
    free(folder);
    return status;
}
