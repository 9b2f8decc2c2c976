/*
 * New names for the files of an image. Every file gets its new name as a second one first, and loses the old one when all
 * have theirs: at each moment the image is there under one of them.
 */
#include "base/ascii.h"
#include "base/fail.h"
#include "base/folder.h"
#include "base/path.h"
#include "report/rename_folder.h"

#include <redbook/match.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAME_BYTES_MAX 200
#define SIDECARS       3

/* A file of the image; base names, in one folder. */
typedef struct renaming {
    char *from;
    char *to;
    bool linked; /* to was made */
} renaming;

typedef struct renamings {
    const rbk_disc *disc;
    const char *path; /* of the descriptor */
    const char *name;
    size_t stem;    /* bytes of path without its extension */
    renaming *rows; /* the descriptor first */
    size_t count;
    rbk_error *error;
} renamings;

/* ------------------------------------------------------------------ which files */

static rbk_status fail_form(const renamings *r, const char *sentence)
{
    rbk_status status = rbk_fail(r->error, RBK_UNSUPPORTED, "%s", sentence);
    rbk_error_set_path(r->error, r->path);
    return status;
}

static bool is_listed(const renamings *r, const char *base)
{
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->rows[i].from, base) == 0)
            return true;
    return false;
}

/* NAME, then what is between it and the end, "" or " (Track 1)", then the extension of the old name. */
static rbk_status add(renamings *r, const char *base, const char *between)
{
    if (is_listed(r, base))
        return RBK_OK;
    renaming *rows = realloc(r->rows, (r->count + 1) * sizeof *rows);
    if (!rows)
        return rbk_fail_memory(r->error);
    r->rows = rows;
    const char *extension = base + rbk_path_stem(base);
    size_t size = strlen(r->name) + strlen(between) + strlen(extension) + 1;
    renaming *row = &rows[r->count];
    *row = (renaming){.from = strdup(base), .to = malloc(size)};
    r->count++;
    if (!row->from || !row->to)
        return rbk_fail_memory(r->error);
    snprintf(row->to, size, "%s%s%s", r->name, between, extension);
    return RBK_OK;
}

static bool is_in_folder(const renamings *r, const char *location)
{
    const size_t length = (size_t)(rbk_path_base(r->path) - r->path);
    return (size_t)(rbk_path_base(location) - location) == length && memcmp(location, r->path, length) == 0;
}

static bool has_stem(const renamings *r, const char *location)
{
    return rbk_path_stem(location) == r->stem && memcmp(location, r->path, r->stem) == 0;
}

static bool is_cue(const renamings *r)
{
    return rbk_ascii_same(r->path + r->stem, ".cue");
}

static bool is_gdi(const renamings *r)
{
    return rbk_ascii_same(r->path + r->stem, ".gdi");
}

/* The tracks that use a file; *track is one of them. */
static size_t users_of(const rbk_disc *disc, uint32_t file, size_t *track)
{
    size_t count = 0;
    for (size_t t = 0; t < disc->track_count; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count; e++)
            if (!disc->tracks[t].extents[e].silence && disc->tracks[t].extents[e].file == file) {
                *track = t;
                count++;
                break;
            }
    return count;
}

/* What a sheet's file is called beyond the name. */
static rbk_status add_file(renamings *r, uint32_t file)
{
    char between[32] = "";
    size_t track = 0;
    const char *location = r->disc->files[file].location;
    if (!location || strcmp(location, r->path) == 0)
        return RBK_OK;
    if (!is_in_folder(r, location))
        return fail_form(r, "expected the files of the image in its folder, found one elsewhere");
    if (is_gdi(r)) /* its files are called track01 and so on, in a folder of their own */
        return RBK_OK;
    if (!is_cue(r))
        return has_stem(r, location) ? add(r, rbk_path_base(location), "")
                                     : fail_form(r, "its files have names of their own: use 'redbook convert' to write "
                                                    "the image under another name");
    if (r->disc->file_count > 1) {
        const uint32_t last = r->disc->tracks[r->disc->track_count - 1].number;
        if (users_of(r->disc, file, &track) != 1)
            return fail_form(r, "expected one file, or one for each track, found several tracks in one of several");
        snprintf(between, sizeof between, " (Track %0*u)", last > 9 ? 2 : 1, (unsigned)r->disc->tracks[track].number);
    }
    return add(r, rbk_path_base(location), between);
}

/* Next to the descriptor, under its name. */
static rbk_status add_sidecars(renamings *r)
{
    static const char *const endings[SIDECARS] = {".sbi", ".lsd", ".cdt"};
    struct stat about;
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < SIDECARS && status == RBK_OK; i++) {
        char *name = rbk_path_name_with(r->path, endings[i]);
        char *path = name ? rbk_path_next_to(r->path, name) : NULL;
        if (!path)
            status = rbk_fail_memory(r->error);
        else if (lstat(path, &about) == 0 && S_ISREG(about.st_mode))
            status = add(r, name, "");
        free(name);
        free(path);
    }
    return status;
}

static rbk_status list_files(renamings *r)
{
    rbk_status status = add(r, rbk_path_base(r->path), "");
    for (uint32_t i = 0; i < r->disc->file_count && status == RBK_OK; i++) {
        status = add_file(r, i);
        const char *sub = r->disc->files[i].subchannel_location;
        if (status == RBK_OK && sub && strcmp(sub, r->path) != 0)
            status = has_stem(r, sub) ? add(r, rbk_path_base(sub), "")
                                      : fail_form(r, "its subchannel has a name of its own: use 'redbook convert' to "
                                                     "write the image under another name");
    }
    return status == RBK_OK ? add_sidecars(r) : status;
}

/* ------------------------------------------------------------------ the sheet */

static const char *line_at(const rbk_bytes *text, uint32_t line)
{
    const char *at = (const char *)text->data, *end = at + text->size;
    while (line > 1 && at < end)
        line -= *at++ == '\n';
    return at;
}

/* Where the name stands in its line; NULL: the sheet has it in another encoding. */
static char *find_name(const rbk_bytes *text, uint32_t line, const char *name)
{
    const char *at = line_at(text, line), *end = (const char *)text->data + text->size;
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    const size_t length = strlen(name);
    stop = stop ? stop : end;
    const char *quote = memchr(at, '"', (size_t)(stop - at));
    at = quote ? quote : at;
    for (; (size_t)(stop - at) >= length && at < stop; at++)
        if (memcmp(at, name, length) == 0)
            return (char *)(uintptr_t)at;
    return NULL;
}

static rbk_status replace(const renamings *r, rbk_bytes *text, char *at, size_t old, const char *name)
{
    const size_t length = strlen(name), offset = (size_t)(at - (char *)text->data);
    uint8_t *data = malloc(text->size - old + length + 1);
    if (!data)
        return rbk_fail_memory(r->error);
    memcpy(data, text->data, offset);
    memcpy(data + offset, name, length);
    memcpy(data + offset + length, text->data + offset + old, text->size - offset - old + 1);
    rbk_bytes_release(text);
    *text = (rbk_bytes){data, 0};
    text->size = offset + length + strlen((char *)data + offset + length);
    return RBK_OK;
}

static const char *new_name(const renamings *r, const char *base)
{
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->rows[i].from, base) == 0)
            return r->rows[i].to;
    return base;
}

/* The sheet with the new names of its files. */
static rbk_status rewrite_sheet(const renamings *r, rbk_bytes *text)
{
    rbk_status status = rbk_bytes_read_file(r->path, RBK_DESCRIPTOR_BYTES_MAX, text, r->error);
    if (status == RBK_OK && memchr(text->data, 0, text->size))
        return fail_form(r, "expected a sheet in UTF-8 or in a character set of single bytes");
    for (size_t i = 0; i < r->disc->file_count && status == RBK_OK; i++) {
        const rbk_file *file = &r->disc->files[i];
        const char *to = new_name(r, rbk_path_base(file->location ? file->location : file->path));
        char *at = file->line > 0 ? find_name(text, file->line, file->path) : NULL;
        if (!at)
            return fail_form(r, "the name of a file cannot be found in the bytes of the sheet: use 'redbook convert' "
                                "to write the image under another name");
        status = replace(r, text, at, strlen(file->path), to);
    }
    if (status == RBK_OK && r->disc->cdtext_file && r->disc->cdtext_location) {
        char *at = strstr((char *)text->data, r->disc->cdtext_file);
        if (at)
            status = replace(r, text, at, strlen(r->disc->cdtext_file),
                             new_name(r, rbk_path_base(r->disc->cdtext_location)));
    }
    return status;
}

static rbk_status write_sheet(const renamings *r, const rbk_bytes *text, const char *path)
{
    rbk_output *output = NULL;
    const bool same = strcmp(r->rows[0].from, r->rows[0].to) == 0;
    rbk_status status = rbk_output_open_file(path, same, &output, r->error);
    if (status == RBK_OK)
        status = rbk_output_write(output, text->data, text->size, r->error);
    if (status == RBK_OK)
        status = rbk_output_commit(output, r->error);
    rbk_output_free(output);
    return status;
}

/* ------------------------------------------------------------------ the names */

static bool keeps_name(const renaming *row)
{
    return strcmp(row->from, row->to) == 0;
}

static rbk_status fail_name(const renamings *r, const renaming *row, int code)
{
    rbk_status status =
        code == EEXIST ? rbk_fail(r->error, RBK_FILEEXISTS, "'%s' cannot be renamed to it: already exists", row->from)
                       : rbk_fail_system(r->error, RBK_FILESYSTEM, code, "'%s' cannot be renamed to it", row->from);
    char *path = rbk_path_next_to(r->path, row->to);
    if (path)
        rbk_error_set_path(r->error, path);
    free(path);
    return status;
}

/* The image has its new names already. */
static rbk_status fail_old_name(const renamings *r, const renaming *row, int code)
{
    char *path = rbk_path_next_to(r->path, row->from);
    rbk_status status = rbk_fail_system(r->error, RBK_PARTIAL_CHANGE, code,
                                        "the image is renamed, but this old name of a file cannot be removed");
    if (path)
        rbk_error_set_path(r->error, path);
    free(path);
    return status;
}

static void take_back(const renamings *r, int folder)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->rows[i].linked)
            (void)unlinkat(folder, r->rows[i].to, 0);
}

/* Both names are of one file already: an earlier run was interrupted. */
static bool is_linked(int folder, const renaming *row)
{
    struct stat from, to;
    return rbk_folder_look(folder, row->from, &from) == 0 && rbk_folder_look(folder, row->to, &to) == 0 &&
           from.st_ino == to.st_ino && from.st_dev == to.st_dev;
}

/* Second names for all rows from first on. */
static rbk_status link_files(const renamings *r, int folder, size_t first)
{
    for (size_t i = first; i < r->count; i++) {
        renaming *row = &r->rows[i];
        if (keeps_name(row) || is_linked(folder, row))
            continue;
        if (linkat(folder, row->from, folder, row->to, 0) != 0)
            return fail_name(r, row, errno);
        row->linked = true;
    }
    return RBK_OK;
}

/* A folder without read permission is flushed through a file in it. */
static int flush(const renamings *r, int folder)
{
    int flushed = rbk_folder_flush(folder, -1), file = -1;
    if (flushed == 0 || errno != EBADF)
        return flushed;
    for (size_t i = 0; i < 2 * r->count && file < 0; i++)
        file = openat(folder, i % 2 ? r->rows[i / 2].from : r->rows[i / 2].to, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return -1;
    flushed = rbk_folder_flush(folder, file);
    int code = errno;
    close(file);
    errno = code;
    return flushed;
}

static rbk_status rename_set(const renamings *r, int folder, const char *path)
{
    rbk_bytes text = {NULL, 0};
    struct stat about;
    const bool sheet = is_cue(r);
    if (sheet && !keeps_name(&r->rows[0]) && rbk_folder_look(folder, r->rows[0].to, &about) == 0)
        return fail_name(r, &r->rows[0], EEXIST);
    rbk_status status = sheet ? rewrite_sheet(r, &text) : RBK_OK;
    if (status == RBK_OK)
        status = link_files(r, folder, sheet ? 1 : 0);
    if (status == RBK_OK && sheet && flush(r, folder) != 0) /* no sheet before the names that are in it */
        status = fail_name(r, &r->rows[0], errno);
    if (status == RBK_OK && sheet)
        status = write_sheet(r, &text, path);
    rbk_bytes_release(&text);
    if (status == RBK_PARTIAL_CHANGE) /* the sheet is written and names the new names; the old ones are kept too */
        return status;
    if (status != RBK_OK) {
        take_back(r, folder);
        return status;
    }
    (void)flush(r, folder);
    for (size_t i = 0; i < r->count; i++)
        if (!keeps_name(&r->rows[i]) && unlinkat(folder, r->rows[i].from, 0) != 0)
            return fail_old_name(r, &r->rows[i], errno);
    (void)flush(r, folder);
    return RBK_OK;
}

static rbk_status check_folder(const renamings *r)
{
    rbk_new_name *names = calloc(r->count, sizeof *names);
    if (!names)
        return rbk_fail_memory(r->error);
    for (size_t i = 0; i < r->count; i++)
        names[i] = (rbk_new_name){r->rows[i].from, r->rows[i].to};
    rbk_status status = rbk_rename_check_folder(r->path, names, r->count, r->error);
    free(names);
    return status;
}

static rbk_status rename_files(const renamings *r, const char *path)
{
    bool all_kept = true;
    for (size_t i = 0; i < r->count; i++)
        all_kept = all_kept && keeps_name(&r->rows[i]);
    if (all_kept)
        return RBK_OK;
    rbk_status status = check_folder(r);
    if (status != RBK_OK)
        return status;
    int folder = rbk_folder_open(r->path);
    if (folder < 0)
        return rbk_fail_system(r->error, RBK_FILEACCESS, errno, "its folder cannot be opened");
    if (r->count > 1)
        status = rename_set(r, folder, path);
    else if (rbk_folder_move(folder, r->rows[0].from, r->rows[0].to) != 0)
        status = fail_name(r, &r->rows[0], errno);
    close(folder);
    return status;
}

/* ------------------------------------------------------------------ the whole */

/* On every file system that images are kept on, FAT and NTFS among them. */
static bool is_name(const char *name)
{
    const size_t length = strlen(name);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)name[i] < 0x20 || strchr("/\\:*?\"<>|", name[i]))
            return false;
    return length > 0 && length <= NAME_BYTES_MAX && name[0] != '.' && name[0] != ' ' && name[length - 1] != ' ' &&
           name[length - 1] != '.';
}

rbk_status rbk_match_rename(const rbk_disc *disc, const char *path, const char *name, char **renamed, rbk_error *error)
{
    if (!disc || !path || !name)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (!is_name(name))
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        "expected a name for files on any file system: up to %d bytes, without control characters and "
                        "any of /\\:*?\"<>|, no dot or space at its start or end; found '%.100s'",
                        NAME_BYTES_MAX, name);
    renamings r = {.disc = disc, .path = path, .name = name, .stem = rbk_path_stem(path), .error = error};
    rbk_status status = list_files(&r);
    char *to = status == RBK_OK ? rbk_path_next_to(path, r.rows[0].to) : NULL;
    if (status == RBK_OK && !to)
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rename_files(&r, to);
    for (size_t i = 0; i < r.count; i++) {
        free(r.rows[i].from);
        free(r.rows[i].to);
    }
    free(r.rows);
    if (status == RBK_OK && renamed)
        *renamed = to;
    else
        free(to);
    return status;
}
