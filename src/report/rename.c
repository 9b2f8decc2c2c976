/*
 * Which files an image has, and what they are called under another name.
 */
#include "base/ascii.h"
#include "base/fail.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/within.h"
#include "format/toc_sessions.h"
#include "report/rename_folder.h"
#include "report/rename_set.h"
#include "source/source.h"
#include "text/normal.h"

#include <redbook/match.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define NAME_BYTES_MAX   200
#define NAME_SHOWN_BYTES 100
#define BETWEEN_BYTES    32
#define NO_TRACK         SIZE_MAX
#define PARKED_SUFFIX    ".redbook-moved"

typedef struct renamings {
    rbk_rename_set set;
    size_t stem;         /* bytes of path without its extension */
    rbk_listing listing; /* of the folder, for files that no text names */
    rbk_error *error;
} renamings;

/* ------------------------------------------------------------------ which files */

rbk_status rbk_rename_fail_form(const rbk_rename_set *set, const char *sentence, rbk_error *error)
{
    rbk_status status = rbk_fail(error, RBK_UNSUPPORTED, "%s", sentence);
    rbk_error_set_path(error, set->path);
    return status;
}

static rbk_status set_new_path(const rbk_rename_set *set, const rbk_renaming *row, rbk_status status, rbk_error *error)
{
    char *path = rbk_path_next_to(set->path, row->to);
    if (path)
        rbk_error_set_path(error, path);
    free(path);
    return status;
}

rbk_status rbk_rename_fail_name(const rbk_rename_set *set, const rbk_renaming *row, int code, rbk_error *error)
{
    rbk_status status = code == EEXIST
                            ? rbk_fail(error, RBK_FILEEXISTS, "'%s' cannot be renamed to it: already exists", row->from)
                            : rbk_fail_system(error, RBK_FILESYSTEM, code, "'%s' cannot be renamed to it", row->from);
    return set_new_path(set, row, status, error);
}

rbk_status rbk_rename_fail_one_name(const rbk_rename_set *set, const rbk_renaming *row, rbk_error *error)
{
    rbk_status status = rbk_fail(
        error, RBK_FILEEXISTS,
        "'%s' cannot be renamed to it: they are one name on this file system, so rename it by hand", row->from);
    return set_new_path(set, row, status, error);
}

static rbk_status fail_form(const renamings *r, const char *sentence)
{
    return rbk_rename_fail_form(&r->set, sentence, r->error);
}

static bool is_listed(const renamings *r, const char *base)
{
    for (size_t i = 0; i < r->set.count; i++)
        if (strcmp(r->set.rows[i].from, base) == 0)
            return true;
    return false;
}

/* From its dot on; that of a packed file is after the one of its content. */
static const char *extension_of(const char *base)
{
    size_t stem = rbk_path_stem(base);
    if (rbk_ascii_same(base + stem, ".ecm"))
        for (size_t dot = stem; dot-- > 1;)
            if (base[dot] == '.')
                return base + dot;
    return base + stem;
}

/* NAME, then what is between it and the end, "" or " (Track 1)", then the extension of the old name. */
static rbk_status add(renamings *r, const char *base, const char *between)
{
    if (is_listed(r, base))
        return RBK_OK;
    rbk_renaming *rows = realloc(r->set.rows, (r->set.count + 1) * sizeof *rows);
    if (!rows)
        return rbk_fail_memory(r->error);
    r->set.rows = rows;
    const char *extension = extension_of(base);
    size_t size = strlen(r->set.name) + strlen(between) + strlen(extension) + 1;
    rbk_renaming *row = &rows[r->set.count];
    *row = (rbk_renaming){.from = strdup(base), .to = malloc(size)};
    r->set.count++;
    if (!row->from || !row->to)
        return rbk_fail_memory(r->error);
    snprintf(row->to, size, "%s%s%s", r->set.name, between, extension);
    return RBK_OK;
}

bool rbk_rename_is_in_folder(const rbk_rename_set *set, const char *location)
{
    const size_t length = (size_t)(rbk_path_base(set->path) - set->path);
    if ((size_t)(rbk_path_base(location) - location) == length && memcmp(location, set->path, length) == 0)
        return true;
    char *own = rbk_real_folder(set->path), *other = rbk_real_folder(location);
    const bool same = own && other && strcmp(own, other) == 0;
    free(other);
    free(own);
    return same;
}

static bool is_in_folder(const renamings *r, const char *location)
{
    return rbk_rename_is_in_folder(&r->set, location);
}

/* The descriptor's name, as readers compare it. */
static bool has_stem(const renamings *r, const char *location)
{
    const char *base = rbk_path_base(location), *own = rbk_path_base(r->set.path);
    return is_in_folder(r, location) &&
           rbk_normal_compare(base, rbk_path_stem(base), own, rbk_path_stem(own)) != RBK_LIKE_NOT;
}

static bool has_extension(const renamings *r, const char *extension)
{
    return rbk_ascii_same(r->set.path + r->stem, extension);
}

/* Its files have names of their own, which are in its text. */
static bool names_files(const renamings *r)
{
    return has_extension(r, ".cue") || has_extension(r, ".toc");
}

static bool uses(const rbk_track *track, uint32_t file)
{
    for (size_t e = 0; e < track->extent_count; e++)
        if (!track->extents[e].silence && track->extents[e].file == file)
            return true;
    return false;
}

/* The tracks that use a file; *track is the last of them. */
static size_t users_of(const rbk_disc *disc, uint32_t file, size_t *track)
{
    size_t count = 0;
    for (size_t t = 0; t < disc->track_count; t++)
        if (uses(&disc->tracks[t], file)) {
            *track = t;
            count++;
        }
    return count;
}

/* A file for each session: its tracks are those that use the file. */
static bool is_session(const rbk_disc *disc, uint32_t file, uint32_t session)
{
    bool is = true;
    for (size_t t = 0; t < disc->track_count && is; t++)
        is = uses(&disc->tracks[t], file) == (disc->tracks[t].session == session);
    return is;
}

/* Whether a track has its index 01 in a file. */
static bool starts_in(const rbk_track *track, uint32_t file)
{
    const rbk_index *index = rbk_track_index(track, 1);
    const rbk_extent *extent = index ? &track->extents[index->extent] : NULL;
    return extent && !extent->silence && extent->file == file;
}

/* The track of a file: the one that uses it, or, if the pregap of the next one is at its end, the one that starts in it. */
static size_t track_of(const rbk_disc *disc, uint32_t file)
{
    size_t track = NO_TRACK, starting = 0;
    if (users_of(disc, file, &track) == 1)
        return track;
    for (size_t t = 0; t < disc->track_count; t++)
        if (starts_in(&disc->tracks[t], file)) {
            track = t;
            starting++;
        }
    return starting == 1 ? track : NO_TRACK;
}

static bool has_file_per_track(const rbk_disc *disc)
{
    bool taken[RBK_TRACKS_MAX] = {false};
    for (uint32_t i = 0; i < disc->file_count; i++) {
        const size_t track = track_of(disc, i);
        if (track == NO_TRACK || taken[track])
            return false;
        taken[track] = true;
    }
    return true;
}

/* What a file is called between the name and its extension. */
static rbk_status name_file(const renamings *r, uint32_t file, char between[BETWEEN_BYTES])
{
    const rbk_disc *disc = r->set.disc;
    const uint32_t last = disc->tracks[disc->track_count - 1].number;
    size_t track = 0;
    between[0] = '\0';
    if (disc->file_count == 1 || !names_files(r))
        return RBK_OK;
    const bool used = users_of(disc, file, &track) > 0;
    const uint32_t session = disc->tracks[track].session;
    if (has_file_per_track(disc))
        snprintf(between, BETWEEN_BYTES, " (Track %0*u)", last > 9 ? 2 : 1,
                 (unsigned)disc->tracks[track_of(disc, file)].number);
    else if (!used || !is_session(disc, file, session))
        return fail_form(
            r, "expected one file, or one for each track or session, found several tracks in one of several: use "
               "'redbook convert' to write the image under another name");
    else if (session > 0)
        snprintf(between, BETWEEN_BYTES, " (Session %u)", (unsigned)session + 1);
    return RBK_OK;
}

static bool is_link(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0 && S_ISLNK(about.st_mode);
}

/* Whose file it is. */
typedef enum owner { OF_DESCRIPTOR, OF_SONG, OF_IMAGE } owner;

/*
 * What readers find next to the descriptor, next to a song, graphics, or next to the image of a CCD, its subchannel; a link too
 * that leads to no file.
 */
static rbk_status add_next_to(renamings *r, const char *location, const char *extension, owner of, const char *between)
{
    char *found = NULL, *irregular = NULL;
    size_t matches = 0;
    rbk_status status =
        of == OF_DESCRIPTOR
            ? rbk_source_find_sidecar(location, extension, &r->listing, &found, &matches, &irregular, r->error)
            : rbk_source_find_companion(location, extension, of == OF_IMAGE ? r->set.path : NULL, &r->listing, &found,
                                        &matches, &irregular, r->error);
    if (status == RBK_OK && matches == 1)
        status = add(r, rbk_path_base(found), between);
    else if (status == RBK_OK && irregular && is_link(irregular))
        status = add(r, rbk_path_base(irregular), between);
    free(irregular);
    free(found);
    return status;
}

/* name: as the descriptor has it. */
static rbk_status fail_elsewhere(const renamings *r, const char *name)
{
    rbk_status status =
        rbk_fail(r->error, RBK_UNSUPPORTED,
                 "expected the files of the image in its folder, found '%.200s' elsewhere: use 'redbook "
                 "convert' to write the image under another name",
                 name);
    rbk_error_set_path(r->error, r->set.path);
    return status;
}

/* A file of sectors or audio, and the subchannel next to it. */
static rbk_status add_file(renamings *r, uint32_t file)
{
    char between[BETWEEN_BYTES];
    const rbk_file *about = &r->set.disc->files[file];
    const char *location = about->location, *sub = about->subchannel_location;
    rbk_status status = name_file(r, file, between);
    if (status != RBK_OK || !location || has_extension(r, ".gdi")) /* whose files are called track01 and so on */
        return status;
    const char *const parts[] = {location, sub};
    for (size_t i = 0; i < 2 && status == RBK_OK; i++) {
        if (!parts[i] || strcmp(parts[i], r->set.path) == 0)
            continue;
        if (!is_in_folder(r, parts[i]))
            return fail_elsewhere(r, i == 0 ? about->path : about->subchannel_path ? about->subchannel_path : sub);
        if (!names_files(r) && !has_stem(r, parts[i]))
            return fail_form(
                r, "its files have names of their own: use 'redbook convert' to write the image under another "
                   "name");
        status = add(r, rbk_path_base(parts[i]), between);
    }
    if (status == RBK_OK && !sub && has_extension(r, ".ccd")) /* one that is not read, as a link out of the folder */
        status = add_next_to(r, location, "sub", OF_IMAGE, between);
    return status == RBK_OK ? add_next_to(r, location, "cdg", OF_SONG, between) : status;
}

/* The session that a TOC next to the first one holds; 0: it is none of these. */
static rbk_status find_session(const renamings *r, const char *path, unsigned *session)
{
    rbk_status status = RBK_OK;
    *session = 0;
    for (unsigned n = 2; has_extension(r, ".toc") && n <= RBK_TRACKS_MAX && !*session && status == RBK_OK; n++) {
        char *name = rbk_toc_session_name(r->set.path, n);
        status = name ? RBK_OK : rbk_fail_memory(r->error);
        const char *base = rbk_path_base(path);
        *session = name && rbk_normal_compare(name, strlen(name), base, strlen(base)) != RBK_LIKE_NOT ? n : 0;
        free(name);
    }
    return status;
}

/* One of a later session that is there and was not read: it leads out of the folder or nowhere, or an earlier one is missing. */
static rbk_status add_unread_session(renamings *r, unsigned session)
{
    char between[BETWEEN_BYTES], *found = NULL, *irregular = NULL;
    char *name = rbk_toc_session_name(r->set.path, session);
    size_t matches = 0;
    rbk_status status =
        name ? rbk_source_find_session(r->set.path, name, &r->listing, &found, &matches, &irregular, r->error)
             : rbk_fail_memory(r->error);
    const char *there = matches == 1 ? found : irregular && is_link(irregular) ? irregular : NULL;
    if (status == RBK_OK && there && !is_listed(r, rbk_path_base(there))) {
        snprintf(between, sizeof between, " (Session %u)", session);
        status = add(r, rbk_path_base(there), between);
        if (status == RBK_OK)
            r->set.rows[r->set.count - 1].unread = true;
    }
    free(irregular);
    free(found);
    free(name);
    return status;
}

static rbk_status add_unread_sessions(renamings *r)
{
    rbk_status status = RBK_OK;
    for (unsigned n = 2; has_extension(r, ".toc") && n <= RBK_TRACKS_MAX && status == RBK_OK; n++)
        status = add_unread_session(r, n);
    return status;
}

/* What else the disc was read from. */
static rbk_status add_part(renamings *r, const char *path)
{
    char between[BETWEEN_BYTES] = "";
    unsigned session = 0;
    const char *texts = r->set.disc->cdtext_location;
    if (strcmp(path, r->set.path) == 0 || is_listed(r, rbk_path_base(path)))
        return RBK_OK;
    const bool is_texts = texts && strcmp(path, texts) == 0;
    if (is_texts && !is_in_folder(r, path)) /* as the sheet names it */
        return RBK_OK;
    rbk_status status = is_in_folder(r, path) ? find_session(r, path, &session) : RBK_OK;
    if (status != RBK_OK)
        return status;
    if (session > 0)
        snprintf(between, sizeof between, " (Session %u)", session);
    else if (!is_texts && (!is_in_folder(r, path) || !has_stem(r, path)))
        return fail_form(r,
                         "it has files with names of their own: use 'redbook convert' to write the image under another "
                         "name");
    return add(r, rbk_path_base(path), between);
}

static rbk_status add_parts(renamings *r)
{
    const char **paths = NULL;
    size_t count = 0;
    rbk_status status = rbk_source_list_files(r->set.disc, r->set.path, &paths, &count, r->error);
    for (size_t i = 0; i < count && status == RBK_OK && !has_extension(r, ".gdi"); i++)
        status = add_part(r, paths[i]);
    free(paths);
    return status;
}

/* Next to the descriptor, under its name, though nothing was read from them: lists that are damaged, unused texts. */
static rbk_status add_sidecars(renamings *r)
{
    static const char *const extensions[] = {"sbi", "lsd", "cdt"};
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0] && status == RBK_OK; i++)
        status = add_next_to(r, r->set.path, extensions[i], OF_DESCRIPTOR, "");
    return status;
}

static rbk_status list_files(renamings *r)
{
    rbk_status status = add(r, rbk_path_base(r->set.path), "");
    for (uint32_t i = 0; i < r->set.disc->file_count && status == RBK_OK; i++)
        status = add_file(r, i);
    if (status == RBK_OK)
        status = add_parts(r);
    if (status == RBK_OK)
        status = add_unread_sessions(r);
    return status == RBK_OK ? add_sidecars(r) : status;
}

/* A payload that gets a new name, or else the descriptor. */
static void find_first(renamings *r)
{
    const rbk_disc *disc = r->set.disc;
    for (size_t i = r->set.count; i-- > 1;)
        for (uint32_t f = 0; f < disc->file_count; f++)
            if (disc->files[f].location && strcmp(rbk_path_base(disc->files[f].location), r->set.rows[i].from) == 0 &&
                strcmp(r->set.rows[i].from, r->set.rows[i].to) != 0)
                r->set.first = i;
}

/* ------------------------------------------------------------------ the folder */

static rbk_status check_folder(const renamings *r)
{
    const rbk_rename_set *set = &r->set;
    rbk_new_name *names = calloc(set->count, sizeof *names);
    if (!names)
        return rbk_fail_memory(r->error);
    for (size_t i = 0; i < set->count; i++)
        names[i] = (rbk_new_name){set->rows[i].from, set->rows[i].to, set->rows[i].unread};
    rbk_status status = rbk_rename_check_folder(set->path, set->encoding, names, set->count, r->error);
    free(names);
    return status;
}

/* What would be read as part of the image under its new name, and is not renamed with it. */
static rbk_status check_joining(const renamings *r, const char *to)
{
    const rbk_rename_set *set = &r->set;
    const char **names = calloc(set->count, sizeof *names);
    rbk_findings *found = rbk_findings_new();
    rbk_status status = names && found ? RBK_OK : rbk_fail_memory(r->error);
    for (size_t i = 0; i < set->count && status == RBK_OK; i++)
        names[i] = set->rows[i].to;
    if (status == RBK_OK)
        status = rbk_source_report_joining(to, names, set->count, set->disc, NULL, found, r->error);
    if (status == RBK_OK && rbk_findings_count(found) > 0) {
        status = rbk_fail(r->error, RBK_FILEEXISTS, "%s", rbk_findings_at(found, 0)->text);
        rbk_error_set_path(r->error, to);
    }
    rbk_findings_free(found);
    free(names);
    return status;
}

/* ------------------------------------------------------------------ the whole */

/* What Windows treats as a device, in any folder and letter case, with any extension, and with blanks before it. */
static bool is_device(const char *name)
{
    static const char *const devices[] = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"};
    static const char *const digits[] = {"0", "1", "2", "3",        "4",        "5",       "6",
                                         "7", "8", "9", "\xC2\xB9", "\xC2\xB2", "\xC2\xB3"};
    size_t length = strcspn(name, ".");
    while (length > 0 && name[length - 1] == ' ')
        length--;
    for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++)
        if (strlen(devices[i]) == length && rbk_ascii_same_n(name, devices[i], length))
            return true;
    const bool port = length > 3 && (rbk_ascii_same_n(name, "COM", 3) || rbk_ascii_same_n(name, "LPT", 3));
    for (size_t d = 0; port && d < sizeof digits / sizeof digits[0]; d++)
        if (strlen(digits[d]) == length - 3 && memcmp(name + 3, digits[d], length - 3) == 0)
            return true;
    return false;
}

static bool is_utf8(const char *name)
{
    size_t size = 1;
    for (; *name && size > 0; name += size)
        size = rbk_utf8_character(name);
    return size > 0;
}

/* On every file system that images are kept on, FAT, exFAT and NTFS among them. */
static bool is_name(const char *name)
{
    const size_t length = strlen(name);
    for (size_t i = 0; i < length; i++)
        if (rbk_utf8_control(name + i) > 0 || strchr("/\\:*?\"<>|", name[i]))
            return false;
    return length > 0 && name[0] != '.' && name[0] != ' ' && name[length - 1] != ' ' && name[length - 1] != '.' &&
           is_utf8(name);
}

/* The first character that changes the direction of text, which no terminal shows; 0: none. */
static unsigned find_direction(const char *name)
{
    for (; *name; name++) {
        const unsigned second = (unsigned char)name[1] & 0x3F;
        const size_t size = rbk_utf8_control(name);
        const unsigned point = size == 3 ? 0x2000 | second << 6 | ((unsigned char)name[2] & 0x3F) : 0;
        if (size == 2 && (unsigned char)*name == 0xD8)
            return 0x61C;
        if (point != 0 && point != 0x2028 && point != 0x2029) /* which end lines and paragraphs */
            return point;
    }
    return 0;
}

static rbk_status check_name(const char *name, rbk_error *error)
{
    const unsigned direction = find_direction(name);
    if (strlen(name) > NAME_BYTES_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        "expected a name for files on any file system, of up to %d bytes; found one of %zu, which "
                        "begins with '%.*s'",
                        NAME_BYTES_MAX, strlen(name), (int)rbk_utf8_prefix(name, strlen(name), NAME_SHOWN_BYTES), name);
    if (direction != 0)
        return rbk_fail(
            error, RBK_INVALID_ARGUMENT,
            "expected a name for files on any file system, found U+%04X in '%.200s', which changes the direction of "
            "text",
            direction, name);
    if (!is_name(name))
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        "expected a name for files on any file system: without control characters and any of "
                        "/\\:*?\"<>|, no dot or space at its start or end; found '%.200s'",
                        name);
    if (is_device(name))
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        "expected a name for files on any file system, found '%.100s', which is a device of Windows",
                        name);
    return RBK_OK;
}

static void release(renamings *r)
{
    for (size_t i = 0; i < r->set.count; i++) {
        free(r->set.rows[i].from);
        free(r->set.rows[i].to);
        rbk_bytes_release(&r->set.rows[i].text);
    }
    free(r->set.rows);
    rbk_listing_release(&r->listing);
}

rbk_status rbk_match_recover(const char *path, rbk_error *error)
{
    return rbk_match_complete(path, NULL, error);
}

rbk_status rbk_match_complete(const char *path, char **now, rbk_error *error)
{
    return path ? rbk_rename_recover(path, now, error) : rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
}

rbk_status rbk_match_rename(const rbk_disc *disc, const char *path, const char *name, char **renamed, rbk_error *error)
{
    return rbk_match_rename_in(disc, path, name, NULL, renamed, error);
}

rbk_status rbk_match_rename_in(const rbk_disc *disc, const char *path, const char *name, const char *encoding,
                               char **renamed, rbk_error *error)
{
    if (!disc || !path || !name)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (check_name(name, error) != RBK_OK)
        return RBK_INVALID_ARGUMENT;
    renamings r = {.set = {.disc = disc, .path = path, .name = name, .encoding = encoding},
                   .stem = rbk_path_stem(path),
                   .error = error};
    rbk_status status = list_files(&r);
    char parked[RBK_NAME_BYTES] = "";
    if (status == RBK_OK) {
        find_first(&r);
        rbk_path_temporary_name(r.set.rows[r.set.first].to, PARKED_SUFFIX, parked);
        r.set.parked = parked;
    }
    char *to = status == RBK_OK ? rbk_path_next_to(path, r.set.rows[0].to) : NULL;
    if (status == RBK_OK && !to)
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_rename_make_texts(&r.set, error);
    if (status == RBK_OK)
        status = rbk_rename_check_texts(&r.set, error);
    if (status == RBK_OK)
        status = check_folder(&r);
    if (status == RBK_OK)
        status = check_joining(&r, to);
    if (status == RBK_OK)
        status = rbk_rename_apply(&r.set, error);
    if (status == RBK_OK && rbk_rename_recover(path, NULL, error) != RBK_OK) { /* what an earlier run left as well */
        status = RBK_PARTIAL_CHANGE;                                           /* the files have their new names */
        if (error)
            error->status = status;
    }
    release(&r);
    if (status == RBK_OK && renamed)
        *renamed = to;
    else
        free(to);
    return status;
}
