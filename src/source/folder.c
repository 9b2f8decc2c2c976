/*
 * A folder that is a set of files stands for its descriptor.
 */
#include "base/ascii.h"
#include "base/current.h"
#include "base/path.h"
#include "source/source.h"

#include <redbook/stream.h>

#include <dirent.h>
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

static char *look_in(const char *folder)
{
    struct stat about;
    char *found = NULL, *place = rbk_path_append(folder, names[0]);
    DIR *entries = place && rbk_recover(place, RBK_RECOVER_TO_READ, NULL) == RBK_OK ? opendir(folder) : NULL;
    for (struct dirent *entry; entries && (entry = readdir(entries));)
        if (is_descriptor(entry->d_name) && (!found || strcmp(entry->d_name, names[0]) == 0)) {
            free(found);
            found = rbk_path_append(folder, entry->d_name);
        }
    if (entries)
        closedir(entries);
    /* A change that cannot be completed here may have the descriptor under another name for now. */
    if (!found && place && rbk_current_stat(place, &about) == 0 && S_ISREG(about.st_mode))
        return place;
    free(place);
    return found;
}

char *rbk_source_in_folder(const char *path)
{
    struct stat about;
    if (!path || stat(path, &about) != 0 || !S_ISDIR(about.st_mode))
        return NULL;
    char *folder = with_slash(path);
    char *found = folder ? look_in(folder) : NULL;
    free(folder);
    return found;
}
