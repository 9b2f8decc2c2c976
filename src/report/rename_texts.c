/*
 * Names of files in the texts of descriptors.
 */
#include "base/ascii.h"
#include "base/fail.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/within.h"
#include "format/encoding.h"
#include "format/wide.h"
#include "report/rename_set.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PACKED_ENDING ".ecm"

/* ------------------------------------------------------------------ bytes */

static rbk_status replace(rbk_bytes *text, char *at, size_t old, const char *name, rbk_error *error)
{
    const size_t length = strlen(name), offset = (size_t)(at - (char *)text->data);
    const size_t rest = text->size - offset - old;
    uint8_t *data = malloc(offset + length + rest + 1);
    if (!data)
        return rbk_fail_memory(error);
    memcpy(data, text->data, offset);
    memcpy(data + offset, name, length);
    memcpy(data + offset + length, text->data + offset + old, rest);
    data[offset + length + rest] = '\0';
    rbk_bytes_release(text);
    text->data = data;
    text->size = offset + length + rest;
    return RBK_OK;
}

static bool ends_packed(const char *name)
{
    const size_t size = strlen(name), ending = strlen(PACKED_ENDING);
    return size > ending && rbk_ascii_same(name + size - ending, PACKED_ENDING);
}

/* How a text that called the file at location old is to call it. Freed by the caller; NULL without memory. */
static char *new_name(const rbk_rename_set *set, const char *location, const char *old)
{
    const char *base = rbk_path_base(location), *to = NULL;
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->rows[i].from, base) == 0)
            to = set->rows[i].to;
    if (!to || !rbk_rename_is_in_folder(set, location)) /* CD-TEXT in another folder */
        return strdup(old);
    const bool unpacked =
        ends_packed(to) && !ends_packed(old); /* the text may name the file as it is without packing */
    return strndup(to, strlen(to) - (unpacked ? strlen(PACKED_ENDING) : 0));
}

/* ------------------------------------------------------------------ a CUE sheet */

static const char *line_at(const rbk_bytes *text, uint32_t line)
{
    const char *at = (const char *)text->data, *end = at + text->size;
    while (line > 1 && at < end)
        line -= *at++ == '\n';
    return at;
}

/* A text whose names change, and the encoding of what is not UTF-8 in it. */
typedef struct rewriting {
    const rbk_rename_set *set;
    rbk_bytes *text;
    rbk_descriptor_encoding encoding;
    bool encoded; /* it is not UTF-8 */
    bool stated;  /* nothing in it is UTF-8 by itself */
    bool written; /* a name was written that is not of ASCII */
    rbk_error *error;
} rewriting;

/* Where a name stands in a text, and how. */
typedef struct place {
    char *at; /* NULL: nowhere */
    size_t length;
    bool utf8; /* not in the encoding of the other strings */
} place;

/* The bytes of a name in the encoding of the text, freed by the caller. NULL: it cannot be read from it. */
static char *encode(const rewriting *r, const char *name)
{
    if (rbk_ascii_only(name) && !r->stated)
        return strdup(name);
    char *bytes = r->encoded ? rbk_encoding_encode(rbk_encoding_name(&r->encoding), name) : NULL;
    if (bytes && (r->stated || !rbk_utf8_valid(bytes, strlen(bytes))))
        return bytes;
    free(bytes);
    return NULL;
}

static char *find_bytes(const char *at, const char *stop, const char *bytes)
{
    const size_t length = strlen(bytes);
    for (; at < stop && (size_t)(stop - at) >= length; at++)
        if (memcmp(at, bytes, length) == 0)
            return (char *)(uintptr_t)at;
    return NULL;
}

/* Where the name stands in the line at. */
static place find_name(const rewriting *r, const char *at, const char *name)
{
    const char *end = (const char *)r->text->data + r->text->size;
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    stop = stop ? stop : end;
    const char *quote = memchr(at, '"', (size_t)(stop - at));
    at = quote ? quote : at;
    place found = {r->stated ? NULL : find_bytes(at, stop, name), strlen(name), !rbk_ascii_only(name)};
    char *bytes = found.at ? NULL : encode(r, name);
    if (bytes)
        found = (place){find_bytes(at, stop, bytes), strlen(bytes), false};
    free(bytes);
    return found;
}

static rbk_status fail_name(const rbk_rename_set *set, rbk_error *error)
{
    return rbk_rename_fail_form(
        set,
        "the name of a file cannot be found in the bytes of the sheet: use 'redbook convert' to "
        "write the image under another name",
        error);
}

#define TO_UTF_8 "use 'redbook convert' to write the image with a sheet in UTF-8"

static rbk_status fail_encoding(const rewriting *r)
{
    rbk_status status =
        rbk_fail(r->error, RBK_UNSUPPORTED, "'%.200s' cannot be written into the sheet, which is %s in %s: " TO_UTF_8,
                 r->set->name, r->encoding.weak ? "perhaps" : "not in UTF-8 but", rbk_encoding_name(&r->encoding));
    rbk_error_set_path(r->error, r->set->path);
    return status;
}

/* As the other strings of the text are, or as the old name is. */
static rbk_status replace_by(rewriting *r, const place *old, const char *name)
{
    const bool plain = old->utf8 || !r->encoded || (rbk_ascii_only(name) && !r->stated);
    char *bytes = plain ? strdup(name) : r->encoding.weak ? NULL : encode(r, name);
    if (!bytes)
        return plain ? rbk_fail_memory(r->error) : fail_encoding(r);
    rbk_status status = replace(r->text, old->at, old->length, bytes, r->error);
    r->written = r->written || !plain;
    free(bytes);
    return status;
}

static rbk_status replace_name(rewriting *r, const place *at, const char *old, const char *location)
{
    char *name = new_name(r->set, location, old);
    const bool bare = at->at == (char *)r->text->data || at->at[-1] != '"';
    if (name && bare && strchr(name, ' ')) { /* without quotes, most readers end a name at a blank */
        char *quoted = malloc(strlen(name) + 3);
        if (quoted)
            snprintf(quoted, strlen(name) + 3, "\"%s\"", name);
        free(name);
        name = quoted;
    }
    rbk_status status = !name ? rbk_fail_memory(r->error) : strcmp(name, old) == 0 ? RBK_OK : replace_by(r, at, name);
    free(name);
    return status;
}

/* The zero after the text ends every comparison. */
static bool names_texts(const char *line)
{
    static const char keyword[] = "CDTEXTFILE";
    const size_t length = sizeof keyword - 1;
    line += rbk_utf8_mark(line, strnlen(line, 3));
    line += strspn(line, " \t");
    return rbk_ascii_same_n(line, keyword, length) &&
           (line[length] == ' ' || line[length] == '\t' || line[length] == '"');
}

/* In each command of that name: readers use the last. */
static rbk_status rewrite_cdtext_file(rewriting *r)
{
    const rbk_bytes *text = r->text;
    const rbk_disc *disc = r->set->disc;
    rbk_status status = RBK_OK;
    bool found = false;
    for (size_t line = 0; line < text->size && status == RBK_OK;) {
        const char *at = (const char *)text->data + line;
        const place old = names_texts(at) ? find_name(r, at, disc->cdtext_file) : (place){NULL, 0, false};
        if (old.at)
            status = replace_name(r, &old, disc->cdtext_file, disc->cdtext_location);
        found = found || old.at;
        const char *end = status == RBK_OK ? memchr(text->data + line, '\n', text->size - line) : NULL;
        line = end ? (size_t)(end - (const char *)text->data) + 1 : text->size;
    }
    return status == RBK_OK && !found ? fail_name(r->set, r->error) : status;
}

static rbk_status rewrite_cue(rewriting *r)
{
    const rbk_disc *disc = r->set->disc;
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < disc->file_count && status == RBK_OK; i++) {
        const rbk_file *file = &disc->files[i];
        const place old =
            file->line > 0 ? find_name(r, line_at(r->text, file->line), file->path) : (place){NULL, 0, false};
        if (!old.at)
            return fail_name(r->set, r->error);
        status = replace_name(r, &old, file->path, file->location ? file->location : file->path);
    }
    if (status == RBK_OK && disc->cdtext_file && disc->cdtext_location)
        status = rewrite_cdtext_file(r);
    return status;
}

/* ------------------------------------------------------------------ a TOC */

static const char *const statements[] = {"FILE", "AUDIOFILE", "DATAFILE"};

/* The name in a line that names a file, after its quote; NULL: the line names none. */
static char *name_in_line(char *line)
{
    line += strspn(line, " \t");
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        const size_t length = strlen(statements[i]);
        if (strncmp(line, statements[i], length) == 0 && strchr(" \t\"", line[length])) {
            line += length + strspn(line + length, " \t");
            return *line == '"' ? line + 1 : NULL;
        }
    }
    return NULL;
}

/* The bytes stand at the start of a quoted string. */
static bool is_quoted(const char *at, const char *bytes)
{
    return strncmp(at, bytes, strlen(bytes)) == 0 && at[strlen(bytes)] == '"';
}

/* The file of the disc that a statement names; old: how. */
static const rbk_file *file_called(const rewriting *r, char *name, place *old)
{
    const rbk_disc *disc = r->set->disc;
    bool found = false;
    for (size_t i = 0; i < disc->file_count; i++) {
        const char *path = disc->files[i].path;
        char *bytes = !r->stated && is_quoted(name, path) ? NULL : encode(r, path);
        found = !bytes ? is_quoted(name, path) : is_quoted(name, bytes);
        *old = (place){name, strlen(bytes ? bytes : path), !bytes && !rbk_ascii_only(path)};
        free(bytes);
        if (found)
            return &disc->files[i];
    }
    return NULL;
}

static rbk_status rewrite_toc(rewriting *r)
{
    const rbk_bytes *text = r->text;
    rbk_status status = RBK_OK;
    for (size_t line = 0; line < text->size && status == RBK_OK;) {
        char *name = name_in_line((char *)text->data + line);
        place old;
        const rbk_file *file = name ? file_called(r, name, &old) : NULL;
        if (name && !file)
            return fail_name(r->set, r->error);
        if (file)
            status = replace_name(r, &old, file->path, file->location ? file->location : file->path);
        const char *end = status == RBK_OK ? memchr(text->data + line, '\n', text->size - line) : NULL;
        line = end ? (size_t)(end - (const char *)text->data) + 1 : text->size;
    }
    return status;
}

/* ------------------------------------------------------------------ its encoding */

/* The new text is read in the encoding that it was written in. */
static rbk_status check_encoding(const rewriting *r)
{
    rbk_descriptor_encoding now = {0};
    if (r->stated)
        return RBK_OK;
    rbk_status status = rbk_encoding_init(r->text->data, r->text->size, NULL, &now, r->error);
    if (status != RBK_OK)
        return status;
    const bool same = now.kind == r->encoding.kind && strcmp(now.name, r->encoding.name) == 0;
    rbk_encoding_release(&now);
    return same ? RBK_OK : fail_encoding(r);
}

/* Texts of 16 or 32 bits a unit have zeros. */
static rbk_status fail_wide(const rbk_rename_set *set, const rbk_bytes *text, rbk_error *error)
{
    rbk_wide wide;
    const bool is_wide = rbk_wide_is(text->data, text->size, set->encoding, &wide);
    rbk_status status = rbk_fail(
        error, RBK_UNSUPPORTED,
        "expected a sheet in UTF-8, Latin-1, Shift-JIS or another encoding without zero bytes, found %s: " TO_UTF_8,
        is_wide ? rbk_wide_name(&wide) : "a zero byte");
    rbk_error_set_path(error, set->path);
    return status;
}

static rbk_status rewrite(const rbk_rename_set *set, rbk_bytes *text, bool toc, rbk_error *error)
{
    rewriting r = {.set = set, .text = text, .error = error};
    const rbk_format_options options = {.encoding = set->encoding};
    if (memchr(text->data, 0, text->size))
        return fail_wide(set, text, error);
    rbk_status status = rbk_encoding_init(text->data, text->size, &options, &r.encoding, error);
    r.stated = status == RBK_OK && !r.encoding.by_itself;
    r.encoded = r.stated || !rbk_utf8_valid((const char *)text->data, text->size);
    if (status == RBK_OK)
        status = toc ? rewrite_toc(&r) : rewrite_cue(&r);
    if (status == RBK_OK && r.written)
        status = check_encoding(&r);
    rbk_encoding_release(&r.encoding);
    return status;
}

/* ------------------------------------------------------------------ links */

/* The name of what a link leads to, which must be in the folder: only there it changes in the same step. */
static rbk_status find_target(const rbk_rename_set *set, const char *path, char **name, rbk_error *error)
{
    char *real = realpath(path, NULL), *own = real ? rbk_real_folder(set->path) : NULL;
    const int code = errno;
    char *folder = own ? rbk_path_folder(real) : NULL;
    rbk_status status = RBK_OK;
    if (!own)
        status = rbk_fail_system(error, RBK_FILEACCESS, code, "cannot be examined");
    else if (!folder)
        status = rbk_fail_memory(error);
    else if (strcmp(folder, own) != 0)
        status =
            rbk_rename_fail_form(set,
                                 "expected a sheet in this folder, found a symbolic link to one elsewhere, whose text "
                                 "would change: rename that image, or replace the link by the sheet",
                                 error);
    else if (!(*name = strdup(rbk_path_base(real))))
        status = rbk_fail_memory(error);
    free(folder);
    free(own);
    free(real);
    return status;
}

static bool is_listed(const rbk_rename_set *set, const char *name)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->rows[i].from, name) == 0)
            return true;
    return false;
}

/* The file gets the text of a row, and keeps its name, which becomes the set's. */
static rbk_status give_text(rbk_rename_set *set, size_t from, char *name, rbk_error *error)
{
    rbk_renaming *rows = realloc(set->rows, (set->count + 1) * sizeof *rows);
    char *to = strdup(name);
    set->rows = rows ? rows : set->rows;
    if (!rows || !to) {
        free(to);
        free(name);
        return rbk_fail_memory(error);
    }
    rows[set->count++] = (rbk_renaming){.from = name, .to = to, .text = rows[from].text};
    rows[from].text = (rbk_bytes){NULL, 0};
    return RBK_OK;
}

/* A link gets the new name as a link; the text is changed where it leads, if it changes. */
static rbk_status follow_link(rbk_rename_set *set, size_t i, const char *path, rbk_error *error)
{
    rbk_bytes before = {NULL, 0};
    char *name = NULL;
    rbk_bytes *text = &set->rows[i].text;
    rbk_status status = rbk_bytes_read_file(path, RBK_DESCRIPTOR_BYTES_MAX, &before, error);
    const bool same = status == RBK_OK && before.size == text->size && memcmp(before.data, text->data, text->size) == 0;
    rbk_bytes_release(&before);
    if (same)
        rbk_bytes_release(text);
    if (status == RBK_OK && !same)
        status = find_target(set, path, &name, error);
    if (name && is_listed(set, name)) {
        status =
            rbk_rename_fail_form(set, "expected a sheet, found a symbolic link to another file of the image", error);
        free(name);
    } else if (name) {
        status = give_text(set, i, name, error);
    }
    return status;
}

/* ------------------------------------------------------------------ all of them */

static rbk_status make_text(rbk_rename_set *set, size_t i, bool toc, rbk_error *error)
{
    struct stat about;
    rbk_renaming *row = &set->rows[i];
    char *path = rbk_path_next_to(set->path, row->from);
    rbk_status status =
        path ? rbk_bytes_read_file(path, RBK_DESCRIPTOR_BYTES_MAX, &row->text, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rewrite(set, &row->text, toc, error);
    if (status == RBK_OK && lstat(path, &about) == 0 && S_ISLNK(about.st_mode))
        status = follow_link(set, i, path, error);
    free(path);
    return status;
}

/* Of an image whose text is not changed: there is a table for the encoding, in which others in the folder are read. */
static rbk_status check_stated(const rbk_rename_set *set, rbk_error *error)
{
    rbk_wide wide;
    rbk_descriptor_encoding encoding = {0};
    const rbk_format_options options = {.encoding = set->encoding};
    if (!set->encoding || rbk_wide_is((const uint8_t *)"", 0, set->encoding, &wide))
        return RBK_OK;
    rbk_status status = rbk_encoding_init((const uint8_t *)"", 0, &options, &encoding, error);
    rbk_encoding_release(&encoding);
    if (status != RBK_OK)
        rbk_error_set_path(error, set->path);
    return status;
}

rbk_status rbk_rename_make_texts(rbk_rename_set *set, rbk_error *error)
{
    const bool toc = rbk_path_has_extension(set->path, "toc");
    const size_t count = set->count;
    rbk_status status = RBK_OK;
    if (!toc && !rbk_path_has_extension(set->path, "cue"))
        return check_stated(set, error);
    for (size_t i = 0; i < count && status == RBK_OK; i++)
        if (i == 0 || (toc && !set->rows[i].unread && rbk_path_has_extension(set->rows[i].from, "toc")))
            status = make_text(set, i, toc, error);
    return status;
}
