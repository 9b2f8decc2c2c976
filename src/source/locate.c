/*
 * Where is the file a sheet names? Sheets travel: from systems with other slashes and other rules for letter case, into
 * other folders, and away from files that were meanwhile packed in another format. What is found in such a way is told,
 * never taken silently; two candidates are none.
 *
 * Sheets come from strangers, too. One that names a place outside its own folder is not followed there, unless the
 * caller allows it: nothing about that place is asked of the file system. Links are not looked through: the folder is
 * its owner's.
 */
#include "base/ascii.h"
#include "base/fail.h"
#include "base/path.h"
#include "format/encoding.h"
#include "source/source.h"

#include <redbook/image.h>

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

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
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
    return strlen(found) == length && rbk_ascii_same_n(wanted, found, length);
}

static bool same_stem_audio(const char *wanted, const char *found)
{
    size_t stem = stem_length(wanted);
    if (stem == 0 || stem_length(found) != stem || found[stem] != '.' || !rbk_ascii_same_n(wanted, found, stem))
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

/* ------------------------------------------------------------------ inside and outside */

static bool is_slash(char c, bool windows)
{
    return c == '/' || (windows && c == '\\');
}

/* True when the parts of a path climb above where it begins, at any point of it. */
static bool climbs(const char *path, bool windows)
{
    long depth = 0;
    for (const char *part = path; *part && depth >= 0;) {
        size_t length = 0;
        while (part[length] && !is_slash(part[length], windows))
            length++;
        if (length == 2 && part[0] == '.' && part[1] == '.')
            depth--;
        else if (length > 0 && !(length == 1 && part[0] == '.'))
            depth++;
        part += length + (part[length] != '\0');
    }
    return depth < 0;
}

/* What stands behind a folder's name (without a slash at its end) in an absolute path, or NULL. */
static const char *behind(const char *folder, const char *path)
{
    size_t length = strlen(folder);
    while (length > 0 && folder[length - 1] == '/')
        length--;
    return strncmp(folder, path, length) == 0 && path[length] == '/' ? path + length + 1 : NULL;
}

/* An absolute path is inside when it begins with the sheet's folder, as that is named or as it really is. */
static bool leads_inside(const char *path, const char *sheet_path)
{
    char *folder = rbk_path_beside(sheet_path, "");
    char *real = folder ? realpath(*folder ? folder : ".", NULL) : NULL;
    const char *rest = real ? behind(real, path) : NULL;
    if (!rest && folder && folder[0] == '/')
        rest = behind(folder, path);
    bool inside = rest && !climbs(rest, false);
    free(real);
    free(folder);
    return inside;
}

static bool is_outside(const char *path, const char *sheet_path)
{
    return path[0] == '/' ? !leads_inside(path, sheet_path) : climbs(path, false);
}

/* ------------------------------------------------------------------ beside the sheet */

/* The path with back slashes as folders, if it has any and there is such a file below the sheet's folder. */
static char *with_folders(const char *path, const char *sheet_path, bool any_path)
{
    if (!strchr(path, '\\') || (climbs(path, true) && !any_path))
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

static char *look_beside(const char *path, const char *sheet_path, bool any_path, size_t *matches)
{
    char *found = with_folders(path, sheet_path, any_path);
    const char *name = last_part(path);
    *matches = found ? 1 : 0;
    if (found || !*name || strcmp(name, "..") == 0)
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

static rbk_status tell_missing(const char *path, size_t matches, bool out_of_reach, rbk_error *error)
{
    if (matches > 1)
        return rbk_fail(error, RBK_FILEACCESS, "'%.200s' is not there, and %zu files beside the sheet could be meant",
                        path, matches);
    if (out_of_reach)
        return rbk_fail(error, RBK_FILEACCESS,
                        "'%.200s' lies outside the sheet's folder: only --any-path lets it be read", path);
    return rbk_fail(error, RBK_FILEACCESS, "'%.200s' is neither where the sheet says nor beside it", path);
}

/* The path as it is written, seen from the sheet's folder. */
static char *as_written(const char *path, const char *sheet_path)
{
    return path[0] == '/' ? strdup(path) : rbk_path_beside(sheet_path, path);
}

/*
 * A file that came with its sheet from a system of another encoding may have kept the bytes of its name: those that the
 * sheet has, too. NULL unless there is one.
 */
static char *in_other_encoding(const char *path, const char *sheet_path)
{
    static const rbk_encoding encodings[] = {RBK_ENCODING_LATIN_1, RBK_ENCODING_SHIFT_JIS};
    char *found = NULL;
    for (size_t i = 0; i < sizeof encodings / sizeof encodings[0] && !found; i++) {
        char *name = rbk_encoding_encode(encodings[i], path);
        found = name && strcmp(name, path) != 0 ? as_written(name, sheet_path) : NULL;
        free(name);
        if (found && !exists(found)) {
            free(found);
            found = NULL;
        }
    }
    return found;
}

static rbk_status locate_from_sheet(const char *path, const char *sheet_path, bool any_path, rbk_source_place *place,
                                    rbk_error *error)
{
    size_t matches = 0;
    place->outside = is_outside(path, sheet_path);
    char *found = as_written(path, sheet_path);
    if (!found)
        return rbk_fail_memory(error);
    bool there = (any_path || !place->outside) && exists(found);
    bool folder = (any_path || !place->outside) && !there && is_folder(found);
    if (!there && !place->outside) {
        char *other = in_other_encoding(path, sheet_path);
        there = other != NULL;
        if (there) {
            free(found);
            found = other;
        }
    }
    place->outside = place->outside || (!there && climbs(path, true));
    bool out_of_reach = place->outside && !any_path;
    if (!there) {
        free(found);
        found = look_beside(path, sheet_path, any_path, &matches);
        place->elsewhere = true;
    }
    if (!found && folder && matches == 0)
        return rbk_fail(error, RBK_FILEACCESS, "'%.200s' is a folder, expected a file", path);
    if (!found)
        return tell_missing(path, matches, out_of_reach, error);
    place->location = found;
    return RBK_OK;
}

rbk_status rbk_source_locate(const char *path, const char *sheet_path, bool any_path, rbk_source_place *place,
                             rbk_error *error)
{
    *place = (rbk_source_place){0};
    if (sheet_path)
        return locate_from_sheet(path, sheet_path, any_path, place, error);
    /* Without a sheet there is nowhere else to look: whoever opens it tells what is wrong. */
    place->location = strdup(path);
    return place->location ? RBK_OK : rbk_fail_memory(error);
}

/* ------------------------------------------------------------------ what must not be replaced */

static bool same_file(const struct stat *about, const char *path)
{
    struct stat other;
    return path && stat(path, &other) == 0 && other.st_ino == about->st_ino && other.st_dev == about->st_dev;
}

static const char *source_at(const rbk_disc *disc, const char *sheet_path, const char *path)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return NULL;
    if (same_file(&about, sheet_path))
        return sheet_path;
    if (same_file(&about, disc->cdtext_location))
        return disc->cdtext_location;
    for (size_t i = 0; i < disc->file_count; i++) {
        if (same_file(&about, disc->files[i].location))
            return disc->files[i].location;
        if (same_file(&about, disc->files[i].subchannel_location))
            return disc->files[i].subchannel_location;
    }
    return NULL;
}

const char *rbk_source_at(const rbk_disc *disc, const char *sheet_path, const char *path)
{
    if (!disc || !path)
        return NULL;
    const char *source = source_at(disc, sheet_path, path);
    char *stash = source ? NULL : rbk_path_append(path, RBK_STASH_SUFFIX);
    if (stash)
        source = source_at(disc, sheet_path, stash);
    free(stash);
    return source;
}
