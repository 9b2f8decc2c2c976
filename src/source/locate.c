/*
 * Locates the file that a sheet names. Sheets are moved: from systems with other slashes and other rules for letter
 * case, into other folders, and away from files that were meanwhile compressed to another format. A file found in such
 * a way is always reported; if there are two candidates neither is used.
 *
 * Sheets may come from strangers, and so may the folders around them, links included. A path or link that leads out of
 * the sheet's own folder is not read, unless the caller allows it; a location that the path itself names is not even
 * queried. A sheet that is a link has two folders: that of the link and that of its target.
 */
#include "base/ascii.h"
#include "base/current.h"
#include "base/fail.h"
#include "base/identity.h"
#include "base/names.h"
#include "base/path.h"
#include "base/read_at.h"
#include "base/within.h"
#include "format/encoding.h"
#include "format/guess.h"
#include "source/source.h"
#include "text/normal.h"

#include <redbook/image.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PACKED_ENDING ".ecm"

static const char *const audio_endings[] = {"wav", "flac", "aiff", "aif", "aifc", "ogg", "oga", "opus", "mp3",
                                            "w64", "rf64", "caf",  "au",  "snd",  "bin", "raw", "pcm",  "iff"};

/* The file searched for, and results on the way. */
typedef struct search {
    const char *path; /* as in the descriptor */
    const char *sheet_path;
    bool any_path;
    char *real_sheet; /* if the sheet is a link: its target, or NULL */
    char *folders[2]; /* the sheet's own, by their real names; NULL where there is none */
    rbk_listing listing;
    bool led_outside; /* by a link */
    bool no_memory;
    int shortage; /* errno of a query that the system had no means for, 0: so whether the file is there, or where, is unknown */
} search;

static void end_search(search *s)
{
    free(s->real_sheet);
    free(s->folders[0]);
    free(s->folders[1]);
    rbk_listing_release(&s->listing);
}

static rbk_status begin_search(search *s, const char *path, const char *sheet_path, bool any_path, rbk_error *error)
{
    struct stat about;
    *s = (search){.path = path, .sheet_path = sheet_path, .any_path = any_path};
    s->folders[0] = rbk_real_folder(sheet_path);
    if (!s->folders[0])
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "the folder of the sheet cannot be accessed");
    if (lstat(sheet_path, &about) != 0 || !S_ISLNK(about.st_mode))
        return RBK_OK;
    char *sheet = rbk_current_path(sheet_path);
    s->real_sheet = sheet ? realpath(sheet, NULL) : NULL;
    free(sheet);
    s->folders[1] = s->real_sheet ? rbk_real_folder(s->real_sheet) : NULL;
    if (s->folders[1])
        return RBK_OK;
    end_search(s);
    return rbk_fail_system(error, RBK_FILEACCESS, errno, "the target of the link to the sheet cannot be accessed");
}

/* *opened: the file, or -1 where it cannot be opened or is outside. */
static bool is_outside_when_opened(search *s, const char *path, int *opened)
{
    const char *const folders[] = {s->folders[0], s->folders[1]};
    bool unknown;
    *opened = rbk_open_within(path, folders, s->sheet_path ? 2 : 0, &unknown);
    int code = errno;
    s->no_memory = s->no_memory || (unknown && code == ENOMEM);
    s->shortage = unknown ? code : s->shortage;
    return *opened < 0 && code == EXDEV;
}

static bool leads_outside(search *s, const char *path)
{
    int opened;
    bool outside = is_outside_when_opened(s, path, &opened);
    if (opened >= 0)
        close(opened);
    return outside;
}

/* The file exists and may be read; other errors are reported when it is opened. */
static bool exists(search *s, const char *path)
{
    struct stat status;
    if (rbk_current_stat(path, &status) != 0) {
        int code = errno;
        s->shortage = rbk_input_is_shortage(code) ? code : s->shortage;
        return false;
    }
    if (S_ISDIR(status.st_mode))
        return false;
    if (!leads_outside(s, path))
        return true;
    s->led_outside = true;
    return s->any_path;
}

static bool is_folder(search *s, const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0)
        return S_ISDIR(status.st_mode);
    s->shortage = rbk_input_is_shortage(errno) ? errno : s->shortage;
    return false;
}

/* The same letters; some systems compose them, some do not. */
static bool same_letters(const char *wanted, const char *found)
{
    return rbk_normal_compare(wanted, strlen(wanted), found, strlen(found)) == RBK_LIKE_BUT_FOR_COMPOSITION;
}

static bool same_name(const char *wanted, const char *found)
{
    return rbk_normal_compare(wanted, strlen(wanted), found, strlen(found)) != RBK_LIKE_NOT;
}

bool rbk_source_has_audio_ending(const char *name)
{
    for (size_t i = 0; i < sizeof audio_endings / sizeof audio_endings[0]; i++)
        if (rbk_path_has_extension(name, audio_endings[i]))
            return true;
    return false;
}

static bool same_stem_audio(const char *wanted, const char *found)
{
    size_t stem = rbk_path_stem(wanted), found_stem = rbk_path_stem(found);
    return stem > 0 && rbk_normal_compare(wanted, stem, found, found_stem) != RBK_LIKE_NOT &&
           rbk_source_has_audio_ending(found);
}

/* The same name with the ending of an ECM after its own. */
static bool is_packed(const char *wanted, const char *found)
{
    size_t size = strlen(found), ending = strlen(PACKED_ENDING);
    return size > ending && rbk_ascii_same(found + size - ending, PACKED_ENDING) &&
           rbk_normal_compare(wanted, strlen(wanted), found, size - ending) != RBK_LIKE_NOT;
}

typedef bool name_matcher(const char *wanted, const char *found);
typedef bool place_test(search *s, const char *path);

/* The names in the folder of a path, which several rules search one after the other; listed once. */
static const rbk_names *list_folder(search *s, const char *next_to)
{
    rbk_error why;
    const rbk_names *names;
    rbk_error_init(&why);
    const rbk_status status = rbk_listing_of(&s->listing, next_to, &names, &why);
    if (status != RBK_OK)
        s->shortage = status == RBK_NO_MEMORY ? ENOMEM : why.system_error;
    return names;
}

/*
 * The only entry of the folder of a path that matches and is of the right kind, as a path; NULL if there is none or
 * more than one (*matches tells), or without memory. The order of a folder's entries does not matter.
 */
static char *only_match(search *s, const char *next_to, const char *wanted, name_matcher *matcher, place_test *is,
                        size_t *matches)
{
    char *found = NULL;
    const rbk_names *names = list_folder(s, next_to);
    *matches = 0;
    for (size_t i = 0; i < names->count; i++) {
        const bool meant = matcher(wanted, names->names[i]);
        char *candidate = meant ? rbk_path_next_to(next_to, names->names[i]) : NULL;
        bool counts = candidate && is(s, candidate);
        s->no_memory = s->no_memory || (meant && !candidate);
        if (counts && ++*matches == 1)
            found = candidate;
        else
            free(candidate);
    }
    if (*matches > 1) {
        free(found);
        return NULL;
    }
    return found;
}

/* The name itself, or else the one that is similar: first except for its composition, then except for its case, too. */
static char *best_match(search *s, const char *next_to, const char *wanted, place_test *is, size_t *matches)
{
    char *found = rbk_path_next_to(next_to, wanted);
    s->no_memory = s->no_memory || !found;
    *matches = found && is(s, found);
    if (*matches)
        return found;
    free(found);
    found = only_match(s, next_to, wanted, same_letters, is, matches);
    return *matches ? found : only_match(s, next_to, wanted, same_name, is, matches);
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

/* True when the parts of a path lead above its start, at any point of it. */
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

/* What follows a folder's name (without a slash at its end) in an absolute path, or NULL. */
static const char *after(const char *folder, const char *path)
{
    size_t length = strlen(folder);
    while (length > 0 && folder[length - 1] == '/')
        length--;
    return strncmp(folder, path, length) == 0 && path[length] == '/' ? path + length + 1 : NULL;
}

/* An absolute path is inside when it starts with the sheet's folder, as named or as it really is. */
static bool leads_inside(search *s, const char *path, const char *sheet_path)
{
    char *folder = rbk_path_next_to(sheet_path, "");
    char *real = folder ? rbk_real_folder(sheet_path) : NULL;
    if (!real)
        s->shortage = folder ? errno : ENOMEM;
    const char *rest = real ? after(real, path) : NULL;
    if (!rest && folder && folder[0] == '/')
        rest = after(folder, path);
    bool inside = rest && !climbs(rest, false);
    free(real);
    free(folder);
    return inside;
}

static bool is_outside(search *s, const char *path, const char *sheet_path)
{
    return path[0] == '/' ? !leads_inside(s, path, sheet_path) : climbs(path, false);
}

/* ------------------------------------------------------------------ next to the sheet */

static bool is_folder_inside(search *s, const char *path)
{
    return is_folder(s, path) && (s->any_path || !leads_outside(s, path));
}

/* Below the sheet's folder, folder by folder, with slashes of either kind and names that are like those written. */
static char *by_parts(search *s, const char *sheet_path, size_t *matches)
{
    *matches = 0;
    size_t length = strlen(s->path);
    if (length == 0 || is_slash(s->path[0], true) || is_slash(s->path[length - 1], true) || !strpbrk(s->path, "/\\") ||
        (climbs(s->path, true) && !s->any_path))
        return NULL;
    char *parts = strdup(s->path), *next_to = parts ? strdup(sheet_path) : NULL;
    for (char *part = parts; next_to && part;) {
        char *end = strpbrk(part, "/\\");
        if (end)
            *end = '\0';
        char *found = *part ? best_match(s, next_to, part, end ? is_folder_inside : exists, matches) : NULL;
        char *next = found && end ? rbk_path_append(found, "/.") : found;
        if (next != found)
            free(found);
        if (*part) { /* where there are two slashes, nothing is between them */
            free(next_to);
            next_to = next;
        }
        part = end ? end + 1 : NULL;
    }
    free(parts);
    return next_to;
}

static char *look_next_to(search *s, const char *sheet_path, size_t *matches)
{
    char *found = by_parts(s, sheet_path, matches);
    const char *name = last_part(s->path);
    if (*matches > 0 || !*name || strcmp(name, "..") == 0)
        return found;
    free(found);
    found = best_match(s, sheet_path, name, exists, matches);
    if (*matches == 0)
        found = only_match(s, sheet_path, name, is_packed, exists, matches);
    if (*matches == 0)
        found = only_match(s, sheet_path, name, same_stem_audio, exists, matches);
    return found;
}

static rbk_status report_missing(const search *s, size_t matches, const rbk_source_place *place, rbk_error *error)
{
    if (matches > 1)
        return rbk_fail(error, RBK_FILEACCESS,
                        "'%.200s' was not found, and %zu file%s in the same folder could be meant", s->path, matches,
                        RBK_PLURAL(matches, "", "s"));
    if (s->led_outside && !s->any_path)
        return rbk_fail(error, RBK_FILEACCESS, RBK_SOURCE_LED_OUTSIDE, s->path);
    if (place->outside && !s->any_path)
        return rbk_fail(error, RBK_FILEACCESS, "'%.200s' is outside the sheet's folder: use --any-path to read it",
                        s->path);
    return rbk_fail(error, RBK_FILEACCESS, "'%.200s' was found neither at the given path nor in the same folder",
                    s->path);
}

/* The path as it is written, seen from the sheet's folder. */
static char *as_written(const char *path, const char *sheet_path)
{
    return path[0] == '/' ? strdup(path) : rbk_path_next_to(sheet_path, path);
}

/* Where a file of that name in another encoding is; NULL unless there is one. */
static char *in_encoding(search *s, const char *encoding, const char *sheet_path)
{
    char *name = rbk_encoding_encode(encoding, s->path);
    char *found = name && strcmp(name, s->path) != 0 ? as_written(name, sheet_path) : NULL;
    free(name);
    if (found && !exists(s, found)) {
        free(found);
        found = NULL;
    }
    return found;
}

/*
 * A file that came with its sheet from a system with another encoding may have kept the bytes of its name, which are
 * those in the sheet. NULL: there is none.
 */
static char *in_other_encoding(search *s, const char *sheet_path)
{
    if (rbk_ascii_only(s->path)) /* the same in all of them, and the search is not cheap */
        return NULL;
    char *found = in_encoding(s, "Latin-1", sheet_path);
    if (!found)
        found = in_encoding(s, "Shift-JIS", sheet_path);
    for (size_t i = 0; rbk_guess_candidate(i) && !found; i++)
        found = in_encoding(s, rbk_guess_candidate(i), sheet_path);
    return found;
}

/* The file where the sheet says, seen from sheet_path; *folder reports that a folder is there. */
static char *look_there(search *s, const char *sheet_path, bool outside, bool *folder)
{
    if (!sheet_path || (outside && !s->any_path))
        return NULL;
    char *found = as_written(s->path, sheet_path);
    if (!found) {
        s->no_memory = true;
        return NULL;
    }
    if (exists(s, found))
        return found;
    *folder = *folder || is_folder(s, found);
    free(found);
    return outside ? NULL : in_other_encoding(s, sheet_path);
}

/* A sheet without names of files means one named like it; that of a link, one like what it leads to. NULL: there is none. */
static char *named_like_target(search *s)
{
    const char *ending = strrchr(s->path, '.');
    char *own = ending ? rbk_path_name_with(s->sheet_path, ending) : NULL;
    char *name = own && strcmp(own, s->path) == 0 ? rbk_path_name_with(s->real_sheet, ending) : NULL;
    char *found = name ? rbk_path_next_to(s->real_sheet, name) : NULL;
    s->no_memory = s->no_memory || (ending && !own) || (name && !found);
    free(own);
    free(name);
    if (found && exists(s, found))
        return found;
    free(found);
    return NULL;
}

/* The names look the same, and differ. */
static bool differs_in_form(const char *path, const char *found)
{
    const char *wanted = last_part(path), *name = last_part(found);
    return strcmp(wanted, name) != 0 && same_letters(wanted, name);
}

static rbk_status locate_from_sheet(search *s, rbk_source_place *place, rbk_error *error)
{
    size_t matches = 0;
    bool folder = false;
    place->outside = is_outside(s, s->path, s->sheet_path) && (!s->real_sheet || is_outside(s, s->path, s->real_sheet));
    char *found = look_there(s, s->sheet_path, place->outside, &folder);
    if (!found)
        found = look_there(s, s->real_sheet, place->outside, &folder);
    if (!found) {
        place->outside = place->outside || s->led_outside || climbs(s->path, true);
        place->elsewhere = true;
        found = look_next_to(s, s->sheet_path, &matches);
        if (!found && matches == 0 && s->real_sheet)
            found = look_next_to(s, s->real_sheet, &matches);
        if (!found && matches == 0 && s->real_sheet)
            found = named_like_target(s);
    }
    if (!found || s->any_path)
        place->outside = place->outside || s->led_outside;
    if (s->no_memory || s->shortage) {
        free(found);
        return s->no_memory || s->shortage == ENOMEM
                   ? rbk_fail_memory(error)
                   : rbk_fail_system(error, RBK_FILEACCESS, s->shortage, "'%.200s' cannot be looked for", s->path);
    }
    if (!found && folder && matches == 0)
        return rbk_fail(error, RBK_FILEACCESS, "'%.200s': expected a file, found a folder", s->path);
    if (!found)
        return report_missing(s, matches, place, error);
    place->location = found;
    place->other_form = place->elsewhere && differs_in_form(s->path, found);
    return RBK_OK;
}

rbk_status rbk_source_locate(const char *path, const char *sheet_path, bool any_path, rbk_source_place *place,
                             rbk_error *error)
{
    search s;
    *place = (rbk_source_place){0};
    if (!sheet_path) { /* Without a sheet there is nowhere else to search: opening it reports the error. */
        place->location = strdup(path);
        return place->location ? RBK_OK : rbk_fail_memory(error);
    }
    rbk_status status = begin_search(&s, path, sheet_path, any_path, error);
    if (status != RBK_OK)
        return status;
    status = locate_from_sheet(&s, place, error);
    end_search(&s);
    return status;
}

rbk_status rbk_source_open_within(const char *path, const char *sheet_path, bool *may, rbk_input *input,
                                  rbk_identity *identity, rbk_error *error)
{
    search s = {.path = path};
    struct stat about;
    rbk_input_open_bytes(input, NULL, 0);
    *may = false;
    rbk_status status = sheet_path ? begin_search(&s, path, sheet_path, false, error) : RBK_OK;
    if (status != RBK_OK)
        return status;
    const bool outside = is_outside_when_opened(&s, path, &input->descriptor);
    end_search(&s);
    if (sheet_path && (s.no_memory || s.shortage))
        return rbk_path_fail_look(path, s.no_memory ? ENOMEM : s.shortage, error);
    *may = !outside;
    if (input->descriptor >= 0 && fstat(input->descriptor, &about) == 0) {
        input->size = (int64_t)about.st_size;
        rbk_input_show(input, 0, input->size);
        rbk_identity_take(&about, identity);
    } else {
        rbk_input_close(input);
        rbk_identity_at(path, identity);
    }
    return RBK_OK;
}

rbk_status rbk_source_may_read(const char *path, const char *sheet_path, bool *may, rbk_identity *identity,
                               rbk_error *error)
{
    rbk_input input;
    rbk_identity unused;
    rbk_status status = rbk_source_open_within(path, sheet_path, may, &input, identity ? identity : &unused, error);
    rbk_input_close(&input);
    return status;
}

/* ------------------------------------------------------------------ what must not be replaced */

/*
 * The path of a file that a disc was read from, NULL or empty for one that it does not have; positions from 0 on, false
 * after the last one.
 */
static bool source_path(const rbk_disc *disc, const char *sheet_path, size_t position, const char **path)
{
    const size_t cdtext = 1 + 2 * disc->file_count, parts = cdtext + 1;
    if (position >= parts + disc->part_count)
        return false;
    if (position == 0)
        *path = sheet_path;
    else if (position == cdtext)
        *path = disc->cdtext_location;
    else if (position >= parts)
        *path = disc->parts[position - parts];
    else if (position % 2)
        *path = disc->files[(position - 1) / 2].location;
    else
        *path = disc->files[(position - 1) / 2].subchannel_location;
    return true;
}

static rbk_status source_at(const rbk_disc *disc, const char *sheet_path, const char *path, const char **found,
                            rbk_error *error)
{
    struct stat about, other;
    bool there = false;
    const char *source;
    rbk_status status = rbk_path_look(path, &there, &about, error);
    for (size_t i = 0; status == RBK_OK && there && !*found && source_path(disc, sheet_path, i, &source); i++) {
        bool exists = false;
        if (source && source[0])
            status = rbk_path_look(source, &exists, &other, error);
        if (exists && other.st_ino == about.st_ino && other.st_dev == about.st_dev)
            *found = source;
    }
    return status;
}

rbk_status rbk_source_at(const rbk_disc *disc, const char *sheet_path, const char *path, const char **source,
                         rbk_error *error)
{
    if (!disc || !path || !source)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    const char *found = NULL;
    rbk_status status = source_at(disc, sheet_path, path, &found, error);
    char *stash = status == RBK_OK && !found ? rbk_path_temporary(path, RBK_STASH_SUFFIX) : NULL;
    if (status == RBK_OK && !found)
        status = stash ? source_at(disc, sheet_path, stash, &found, error) : rbk_fail_memory(error);
    free(stash);
    if (status == RBK_OK)
        *source = found;
    return status;
}

rbk_status rbk_source_report_target(const rbk_disc *disc, const char *sheet_path, const char *path, bool *is_source,
                                    rbk_findings *findings, rbk_error *error)
{
    const char *source = NULL;
    rbk_status status = rbk_source_at(disc, sheet_path, path, &source, error);
    if (status == RBK_OK && source &&
        rbk_findings_add(findings, RBK_ERROR, "target.is-source", path, 0, 0,
                         "is a source of the disc ('%s') and would be overwritten: use another name", source) != RBK_OK)
        status = rbk_fail_memory(error);
    if (status == RBK_OK && is_source)
        *is_source = source != NULL;
    return status;
}

/* ------------------------------------------------------------------ all of them */

static void add_path(const char **paths, size_t *count, const char *path)
{
    if (!path || !path[0])
        return;
    for (size_t i = 0; i < *count; i++)
        if (strcmp(paths[i], path) == 0)
            return;
    paths[(*count)++] = path;
}

rbk_status rbk_source_list_files(const rbk_disc *disc, const char *sheet_path, const char ***paths, size_t *count,
                                 rbk_error *error)
{
    if (!disc || !paths || !count)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    const char **made = calloc(2 * disc->file_count + disc->part_count + 2, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    *count = 0;
    const char *path;
    for (size_t i = 0; source_path(disc, sheet_path, i, &path); i++)
        add_path(made, count, path);
    *paths = made;
    return RBK_OK;
}
