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
#include "report/rename_names.h"
#include "report/rename_set.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PACKED_ENDING ".ecm"

/* ------------------------------------------------------------------ bytes */

static rbk_status replace(rbk_bytes *text, size_t offset, size_t old, const char *name, rbk_error *error)
{
    const size_t length = strlen(name), rest = text->size - offset - old;
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

char *rbk_rename_new_name(const rbk_rename_set *set, const char *location, const char *old)
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

/* ------------------------------------------------------------------ names */

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

/* The bytes of a name in the encoding of a text that is not UTF-8, freed by the caller. NULL: it cannot be read from it. */
static char *encode(const rewriting *r, const char *name)
{
    char *bytes = rbk_encoding_encode(rbk_encoding_name(&r->encoding), name);
    if (bytes && (r->stated || !rbk_utf8_valid(bytes, strlen(bytes))))
        return bytes;
    free(bytes);
    return NULL;
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
static rbk_status replace_by(rewriting *r, const rbk_name_place *old, const char *name)
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

/* Without quotes, most readers end a name at a blank. */
static bool needs_quotes(const rbk_name_place *place, const char *name)
{
    return place->unusual || (place->bare && (strchr(name, ' ') || name[0] == '\''));
}

static rbk_status replace_name(rewriting *r, const rbk_name_place *place, const char *location)
{
    char *name = rbk_rename_new_name(r->set, location, place->name);
    if (name && strcmp(name, place->name) == 0) {
        free(name);
        return RBK_OK;
    }
    if (name && needs_quotes(place, name)) {
        char *quoted = malloc(strlen(name) + 3);
        if (quoted)
            snprintf(quoted, strlen(name) + 3, "\"%s\"", name);
        free(name);
        name = quoted;
    }
    rbk_status status = name ? replace_by(r, place, name) : rbk_fail_memory(r->error);
    free(name);
    return status;
}

const char *rbk_rename_location(const rbk_rename_set *set, const char *name, bool texts)
{
    const rbk_disc *disc = set->disc;
    if (texts)
        return disc->cdtext_file && strcmp(disc->cdtext_file, name) == 0 ? disc->cdtext_location : NULL;
    for (size_t i = 0; i < disc->file_count; i++)
        if (strcmp(disc->files[i].path, name) == 0)
            return disc->files[i].location ? disc->files[i].location : disc->files[i].path;
    return NULL;
}

/* From the last on, so that the places of the others stay. */
static rbk_status rewrite_names(rewriting *r, bool toc)
{
    const rbk_disc *disc = r->set->disc;
    const rbk_format_options options = {.encoding = r->set->encoding};
    rbk_name_places found = {NULL, 0};
    size_t files = 0, texts = 0; /* places of those that the disc has */
    rbk_status status = rbk_rename_find_names(r->text, toc, &options, &found, r->error);
    for (size_t i = found.count; i-- > 0 && status == RBK_OK;) {
        const rbk_name_place *place = &found.places[i];
        const char *location = place->name ? rbk_rename_location(r->set, place->name, place->texts) : NULL;
        files += location && !place->texts;
        texts += location && place->texts;
        if (location)
            status = replace_name(r, place, location);
        else if (toc || (!place->name && !place->texts))
            status = fail_name(r->set, r->error);
    }
    rbk_rename_release_names(&found);
    const bool all = toc || (files >= disc->file_count && (texts > 0 || !disc->cdtext_file || !disc->cdtext_location));
    return status == RBK_OK && !all ? fail_name(r->set, r->error) : status;
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
        status = rewrite_names(&r, toc);
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
    if (!set->encoding || rbk_wide_named(set->encoding, &wide))
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
