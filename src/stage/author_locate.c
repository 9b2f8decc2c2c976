/*
 * Where is the file a sheet names? Sheets travel: from systems with other slashes and other rules for letter case, into
 * other folders, and away from files that were meanwhile packed in another format. What is found in such a way is told,
 * never taken silently; two candidates are none.
 */
#include "base/fail.h"
#include "base/path.h"
#include "stage/author.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const audio_endings[] = {"wav", "flac", "aiff", "aif", "aifc", "ogg", "oga", "opus", "mp3",
                                            "w64", "rf64", "caf",  "au",  "snd",  "bin", "raw", "pcm",  "iff"};

static bool exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && !S_ISDIR(status.st_mode);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_letters(const char *a, const char *b, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (lower(a[i]) != lower(b[i]))
            return false;
    return true;
}

/* Length of the name without its ending. */
static size_t stem_length(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && dot != name ? (size_t)(dot - name) : strlen(name);
}

static bool same_name(const char *wanted, const char *found)
{
    size_t length = strlen(wanted);
    return strlen(found) == length && same_letters(wanted, found, length);
}

static bool same_stem_audio(const char *wanted, const char *found)
{
    size_t stem = stem_length(wanted);
    if (stem == 0 || stem_length(found) != stem || found[stem] != '.' || !same_letters(wanted, found, stem))
        return false;
    for (size_t i = 0; i < sizeof audio_endings / sizeof audio_endings[0]; i++)
        if (same_name(audio_endings[i], found + stem + 1))
            return true;
    return false;
}

typedef bool name_matcher(const char *wanted, const char *found);

/*
 * The one entry of the sheet's folder that matches, as a path; NULL where there is none or more than one (*matches
 * tells), or without memory. The order of a folder's entries does not matter.
 */
static char *only_match(const char *sheet_path, const char *wanted, name_matcher *matcher, size_t *matches)
{
    char *folder = rbk_path_beside(sheet_path, ".");
    DIR *entries = folder ? opendir(folder) : NULL;
    char *found = NULL;
    *matches = 0;
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        char *candidate = matcher(wanted, entry->d_name) ? rbk_path_beside(sheet_path, entry->d_name) : NULL;
        bool counts = candidate && exists(candidate);
        if (counts && ++*matches == 1)
            found = candidate;
        else
            free(candidate);
    }
    if (entries)
        closedir(entries);
    free(folder);
    if (*matches > 1) {
        free(found);
        return NULL;
    }
    return found;
}

/* The last part of a path of whatever system. */
static const char *last_part(const char *path)
{
    const char *part = path;
    for (const char *c = path; *c; c++)
        if (*c == '/' || *c == '\\' || (*c == ':' && c == path + 1))
            part = c + 1;
    return part;
}

/* The path with back slashes as folders, if it has any and there is such a file. */
static char *with_folders(const char *path, const char *sheet_path)
{
    if (!strchr(path, '\\'))
        return NULL;
    char *candidate = rbk_path_beside(sheet_path, path);
    for (char *c = candidate; c && *c; c++)
        if (*c == '\\')
            *c = '/';
    if (candidate && exists(candidate))
        return candidate;
    free(candidate);
    return NULL;
}

static char *look_beside(const char *path, const char *sheet_path, size_t *matches)
{
    char *found = with_folders(path, sheet_path);
    const char *name = last_part(path);
    *matches = found ? 1 : 0;
    if (found || !*name)
        return found;
    found = rbk_path_beside(sheet_path, name);
    if (found && exists(found)) {
        *matches = 1;
        return found;
    }
    free(found);
    found = only_match(sheet_path, name, same_name, matches);
    if (*matches == 0)
        found = only_match(sheet_path, name, same_stem_audio, matches);
    return found;
}

static rbk_status tell_missing(const char *path, size_t matches, rbk_error *error)
{
    if (matches > 1)
        return rbk_fail(error, RBK_FILEACCESS, "'%s' is not there, and %zu files beside the sheet could be meant", path,
                        matches);
    return rbk_fail(error, RBK_FILEACCESS, "'%s' is neither where the sheet says nor beside it", path);
}

rbk_status rbk_author_locate(const char *path, const char *sheet_path, char **location, bool *elsewhere,
                             rbk_error *error)
{
    size_t matches = 0;
    *elsewhere = false;
    char *found = sheet_path && path[0] != '/' ? rbk_path_beside(sheet_path, path) : strdup(path);
    if (!found)
        return rbk_fail_memory(error);
    /* Without a sheet there is nowhere else to look: whoever opens it tells what is wrong. */
    if (sheet_path && !exists(found)) {
        free(found);
        found = look_beside(path, sheet_path, &matches);
        *elsewhere = true;
    }
    if (!found)
        return tell_missing(path, matches, error);
    *location = found;
    return RBK_OK;
}
