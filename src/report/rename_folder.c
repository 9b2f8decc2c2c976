/*
 * A rename leaves the folder as consistent as it was: no file of another image becomes part of this one by its name, and no
 * other image is left without files that it names or finds by their names.
 */
#include "report/rename_folder.h"
#include "base/ascii.h"
#include "base/fail.h"
#include "base/names.h"
#include "base/path.h"
#include "base/read_at.h"
#include "source/source.h"
#include "text/normal.h"

#include <redbook/format.h>
#include <redbook/stream.h>

#include <stdlib.h>
#include <string.h>

#define LIST_BYTES_MAX ((size_t)4 * 1024 * 1024) /* a sheet or playlist of more is none */

typedef struct folder {
    const char *path; /* of the descriptor */
    const rbk_new_name *names;
    size_t count;
    rbk_error *error;
} folder;

static bool has_any(const char *entry, const char *const *extensions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (rbk_path_has_extension(entry, extensions[i]))
            return true;
    return false;
}

/* Found by the base name of an image. */
static bool is_sidecar(const char *entry)
{
    static const char *const extensions[] = {"sbi", "lsd", "sub", "cdt", "cdg"};
    return has_any(entry, extensions, sizeof extensions / sizeof extensions[0]);
}

static bool is_playlist(const char *entry)
{
    static const char *const extensions[] = {"m3u", "m3u8"};
    return has_any(entry, extensions, sizeof extensions / sizeof extensions[0]);
}

static bool is_sheet(const char *entry)
{
    static const char *const extensions[] = {"cue", "toc", "gdi"};
    return has_any(entry, extensions, sizeof extensions / sizeof extensions[0]);
}

/*
 * Whether an entry with the base name of a file is read with it, though no text names the file: the payload of a CCD or
 * MDS is found so, whatever its extension, unless it is a descriptor or CD-TEXT; lists of Q by every descriptor, graphics by
 * what is audio too.
 */
static bool is_read_with(const char *entry, const char *file)
{
    static const char *const alike[] = {"ccd", "mds"}, *const lists[] = {"sbi", "lsd"};
    const bool graphics = rbk_path_has_extension(file, "cdg");
    if (has_any(entry, alike, sizeof alike / sizeof alike[0]))
        return !rbk_source_is_descriptor(file) && !rbk_path_has_extension(file, "cdt");
    if ((graphics || has_any(file, lists, sizeof lists / sizeof lists[0])) && rbk_source_is_descriptor(entry))
        return true;
    return graphics && rbk_source_has_audio_ending(entry);
}

/* NULL: the entry is none of the files, by neither of their names. */
static const rbk_new_name *renamed_as(const folder *f, const char *entry)
{
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->names[i].from, entry) == 0 || strcmp(f->names[i].to, entry) == 0)
            return &f->names[i];
    return NULL;
}

static bool has_stem(const char *entry, const char *stem, size_t length)
{
    return rbk_normal_compare(entry, rbk_path_stem(entry), stem, length) != RBK_LIKE_NOT;
}

static bool is_changed(const rbk_new_name *name)
{
    return strcmp(name->from, name->to) != 0;
}

static rbk_status fail(const folder *f, rbk_status status, const char *entry)
{
    char *path = rbk_path_next_to(f->path, entry);
    if (path)
        rbk_error_set_path(f->error, path);
    free(path);
    return status;
}

/* ------------------------------------------------------------------ names in texts */

static bool is_separator(char c)
{
    return c == '"' || c == '/' || c == '\\' || c == '\n' || c == '\r';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* In a playlist a name begins with its line, in a sheet with a quote or, in a line without quotes, after a blank. */
static bool begins_name(const char *text, const char *at, bool playlist)
{
    if (at == text || is_separator(at[-1]))
        return true;
    if (playlist || !is_blank(at[-1]))
        return false;
    for (const char *back = at - 1; back >= text && *back != '\n'; back--)
        if (*back == '"')
            return false;
    return true;
}

/* The whole name, in any letter case. text ends in a zero. */
static bool holds_name(const char *text, const char *name, bool playlist)
{
    const size_t length = strlen(name);
    for (const char *at = text; *at; at++)
        if (rbk_ascii_lower(*at) == rbk_ascii_lower(*name) && rbk_ascii_same_n(at, name, length) &&
            (!at[length] || is_separator(at[length]) || is_blank(at[length])) && begins_name(text, at, playlist))
            return true;
    return false;
}

static const char *after_byte_order_mark(const char *text)
{
    static const char *const marks[] = {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strncmp(text, marks[i], strlen(marks[i])) == 0)
            return text + strlen(marks[i]);
    return text;
}

/* UTF-16 of ASCII characters becomes ASCII, which is enough to find most names. */
static void drop_zeros(rbk_bytes *text)
{
    size_t to = 0;
    for (size_t i = 0; i < text->size; i++)
        if (text->data[i])
            text->data[to++] = text->data[i];
    text->data[to] = '\0';
    text->size = to;
}

static rbk_status check_list(const folder *f, const char *entry)
{
    rbk_bytes text = {NULL, 0};
    rbk_error why;
    rbk_error_init(&why);
    const char *named = NULL;
    char *path = rbk_path_next_to(f->path, entry);
    rbk_status status = path ? rbk_bytes_read_file(path, LIST_BYTES_MAX, &text, &why) : RBK_NO_MEMORY;
    free(path);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(f->error);
    if (status != RBK_OK && why.system_error != 0 && !rbk_input_is_absence(why.system_error))
        return fail(f, rbk_fail_system(f->error, status, why.system_error, "%s", why.sentence), entry);
    if (status != RBK_OK) /* it is not a sheet that anyone can use */
        return RBK_OK;
    drop_zeros(&text);
    for (size_t i = 0; i < f->count && !named; i++)
        if (is_changed(&f->names[i]) &&
            holds_name(after_byte_order_mark((char *)text.data), f->names[i].from, is_playlist(entry)))
            named = f->names[i].from;
    rbk_bytes_release(&text);
    return named
               ? fail(f,
                      rbk_fail(f->error, RBK_UNSUPPORTED, "'%.200s' cannot be renamed: this file names it too", named),
                      entry)
               : RBK_OK;
}

/* ------------------------------------------------------------------ the folder */

static rbk_status check_sidecar(const folder *f, const char *entry)
{
    for (size_t i = 0; i < f->count; i++)
        if (is_changed(&f->names[i]) && has_stem(entry, f->names[i].to, rbk_path_stem(f->names[i].to)))
            return fail(f,
                        rbk_fail(f->error, RBK_FILEEXISTS,
                                 "'%.200s' cannot be renamed to '%.200s': this file would become part of the image",
                                 f->names[i].from, f->names[i].to),
                        entry);
    return RBK_OK;
}

static rbk_status check_shared(const folder *f, const char *entry)
{
    for (size_t i = 0; i < f->count; i++)
        if (is_changed(&f->names[i]) && has_stem(entry, f->names[i].from, rbk_path_stem(f->names[i].from)) &&
            is_read_with(entry, f->names[i].from))
            return fail(f,
                        rbk_fail(f->error, RBK_UNSUPPORTED, "'%.200s' cannot be renamed: this file may use it too",
                                 f->names[i].from),
                        entry);
    return RBK_OK;
}

static rbk_status check_entry(const folder *f, const char *entry)
{
    const rbk_new_name *renamed = renamed_as(f, entry);
    if (renamed)
        return renamed->keeps_text ? check_list(f, entry) : RBK_OK;
    if (is_sidecar(entry))
        return check_sidecar(f, entry);
    rbk_status status = is_sheet(entry) || is_playlist(entry) ? check_list(f, entry) : RBK_OK;
    return status == RBK_OK ? check_shared(f, entry) : status;
}

rbk_status rbk_rename_check_folder(const char *path, const rbk_new_name *names, size_t count, rbk_error *error)
{
    const folder f = {path, names, count, error};
    rbk_names list = {NULL, 0};
    /* in the order of their names, so that of several reasons the same one is reported everywhere */
    rbk_status status = rbk_names_add_folder(path, true, NULL, &list, error);
    for (size_t i = 0; i < list.count && status == RBK_OK; i++)
        status = check_entry(&f, list.names[i]);
    rbk_names_release(&list);
    return status;
}
