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
#include "base/utf8.h"
#include "base/within.h"
#include "format/encoding.h"
#include "format/wide.h"
#include "source/source.h"
#include "text/normal.h"

#include <redbook/format.h>
#include <redbook/stream.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LIST_BYTES_MAX ((size_t)4 * 1024 * 1024) /* a sheet or playlist of more is none */

typedef struct folder {
    const char *path; /* of the descriptor */
    const char *encoding;
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

static rbk_status fail_named(const folder *f, const char *entry, const char *named, const char *why)
{
    return fail(f, rbk_fail(f->error, RBK_UNSUPPORTED, "'%.200s' cannot be renamed: %s", named, why), entry);
}

/* The text of a list, with a zero after it. *text is empty where it is none that anyone can use. */
static rbk_status read_list(const folder *f, const char *entry, rbk_bytes *text)
{
    rbk_error why;
    rbk_error_init(&why);
    char *path = rbk_path_next_to(f->path, entry);
    rbk_status status = path ? rbk_bytes_read_file(path, LIST_BYTES_MAX, text, &why) : RBK_NO_MEMORY;
    free(path);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(f->error);
    if (status != RBK_OK && why.system_error != 0 && !rbk_input_is_absence(why.system_error))
        return fail(f, rbk_fail_system(f->error, status, why.system_error, "%s", why.sentence), entry);
    return RBK_OK;
}

/* In its very bytes, or in the encoding that was stated. */
static bool is_written(const folder *f, const char *name, const char *text, bool playlist)
{
    bool written = holds_name(text, name, playlist);
    char *bytes = written || !f->encoding ? NULL : rbk_encoding_encode(f->encoding, name);
    written = written || (bytes && bytes[0] && holds_name(text, bytes, playlist));
    free(bytes);
    return written;
}

/* The file whose name is written in the text; NULL: none is. */
static const char *find_written(const folder *f, const char *text, bool playlist)
{
    for (size_t i = 0; i < f->count; i++)
        if (is_changed(&f->names[i]) && is_written(f, f->names[i].from, after_byte_order_mark(text), playlist))
            return f->names[i].from;
    return NULL;
}

static bool has_text(const char *text, const char *stem, size_t length)
{
    for (; *text; text++)
        if (rbk_ascii_lower(*text) == rbk_ascii_lower(*stem) && rbk_ascii_same_n(text, stem, length))
            return true;
    return false;
}

/* A text of ASCII without escapes names a file only where it has its stem: most sheets of a folder need not be read as such. */
static bool may_name(const folder *f, const rbk_bytes *text, bool wide)
{
    bool may = wide || memchr(text->data, '\\', text->size);
    for (size_t i = 0; i < text->size && !may; i++)
        may = text->data[i] >= 0x80;
    for (size_t i = 0; i < f->count && !may; i++)
        may = is_changed(&f->names[i]) &&
              has_text((const char *)text->data, f->names[i].from, rbk_path_stem(f->names[i].from));
    return may;
}

/* What a reader finds by the names in a descriptor, in whatever spelling. */
static rbk_status check_names(const folder *f, const char *entry)
{
    size_t first = f->count;
    char *path = rbk_path_next_to(f->path, entry);
    char **paths = calloc(f->count + 1, sizeof *paths);
    rbk_status status = path && paths ? RBK_OK : rbk_fail_memory(f->error);
    for (size_t i = 0; i < f->count && status == RBK_OK; i++)
        if (is_changed(&f->names[i]) && !(paths[i] = rbk_path_next_to(f->path, f->names[i].from)))
            status = rbk_fail_memory(f->error);
    if (status == RBK_OK)
        status = rbk_source_find_named(path, (const char *const *)paths, f->count, &first, f->error);
    for (size_t i = 0; paths && i < f->count; i++)
        free(paths[i]);
    free(paths);
    free(path);
    return status == RBK_OK && first < f->count ? fail_named(f, entry, f->names[first].from, "this file names it too")
                                                : status;
}

/* The file that a line of a playlist names: its last part, in any letter case and composition. NULL: none of these. */
static const char *find_in_line(const folder *f, const char *line, size_t length)
{
    size_t last = length;
    while (last > 0 && line[last - 1] != '/' && line[last - 1] != '\\')
        last--;
    for (size_t i = 0; i < f->count; i++)
        if (is_changed(&f->names[i]) &&
            rbk_normal_compare(line + last, length - last, f->names[i].from, strlen(f->names[i].from)) != RBK_LIKE_NOT)
            return f->names[i].from;
    return NULL;
}

/* A whole text as UTF-8, whatever its encoding. */
static rbk_status decode(const rbk_bytes *text, rbk_bytes *utf8, rbk_error *error)
{
    rbk_wide wide;
    uint32_t departs, bad;
    rbk_descriptor_encoding encoding = {0};
    if (rbk_wide_is(text->data, text->size, NULL, &wide))
        return rbk_wide_to_utf8(&wide, text->data, text->size, utf8, NULL, error);
    rbk_status status = rbk_encoding_init(text->data, text->size, NULL, &encoding, error);
    if (status == RBK_OK)
        status = rbk_encoding_convert(&encoding, text->data, text->size, utf8, &departs, &bad, error);
    rbk_encoding_release(&encoding);
    return status;
}

static rbk_status check_lines(const folder *f, const char *entry, const rbk_bytes *text)
{
    rbk_bytes utf8 = {NULL, 0};
    const char *named = NULL;
    rbk_status status = decode(text, &utf8, f->error);
    const char *line = status == RBK_OK ? after_byte_order_mark((char *)utf8.data) : "";
    while (*line && !named) {
        const size_t length = strcspn(line, "\r\n");
        named = find_in_line(f, line, length);
        line += length + strspn(line + length, "\r\n");
    }
    rbk_bytes_release(&utf8);
    return status == RBK_OK && named ? fail_named(f, entry, named, "this file names it too") : status;
}

static rbk_status check_list(const folder *f, const char *entry)
{
    const bool playlist = is_playlist(entry);
    rbk_bytes text = {NULL, 0};
    rbk_status status = read_list(f, entry, &text);
    if (status != RBK_OK || !text.data)
        return status;
    if (playlist)
        status = check_lines(f, entry, &text);
    const size_t size = text.size;
    drop_zeros(&text);
    const char *named = status == RBK_OK ? find_written(f, (char *)text.data, playlist) : NULL;
    if (named)
        status = fail_named(f, entry, named, "this file names it too");
    else if (status == RBK_OK && !playlist && may_name(f, &text, text.size < size))
        status = check_names(f, entry);
    rbk_bytes_release(&text);
    return status;
}

/* ------------------------------------------------------------------ links */

/* *next: where a link at path leads, one link only, freed by the caller; NULL: it is no link, or unreadable. False: no memory. */
static bool follow_once(const char *path, char **next)
{
    return rbk_path_follow(path, next, NULL) != RBK_NO_MEMORY;
}

/* The file of these that is at path, which may be called in another way; NULL: none is. */
static const char *find_at(const folder *f, const char *own, const char *path)
{
    char *real = rbk_real_folder(path);
    const bool here = real && strcmp(real, own) == 0;
    free(real);
    for (size_t i = 0; i < f->count && here; i++)
        if (is_changed(&f->names[i]) && strcmp(f->names[i].from, rbk_path_base(path)) == 0)
            return f->names[i].from;
    return NULL;
}

/* A link that leads to one of the files, or to a link that does and gets a new name itself, would lead nowhere. */
static rbk_status check_link(const folder *f, const char *entry)
{
    const char *named = NULL;
    char *path = rbk_path_next_to(f->path, entry), *next = NULL;
    bool memory = path && follow_once(path, &next);
    char *own = next ? rbk_real_folder(f->path) : NULL;
    memory = memory && (!next || own || errno != ENOMEM);
    for (size_t links = 0; memory && own && next && links < RBK_LINKS_MAX; links++) {
        named = find_at(f, own, next);
        free(path);
        path = next;
        next = NULL;
        memory = named || follow_once(path, &next);
    }
    free(next);
    free(own);
    free(path);
    if (!memory)
        return rbk_fail_memory(f->error);
    return named ? fail_named(f, entry, named, "this link leads to it") : RBK_OK;
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
    rbk_status status = check_link(f, entry);
    if (status != RBK_OK)
        return status;
    if (renamed)
        return renamed->keeps_text ? check_list(f, entry) : RBK_OK;
    if (is_sidecar(entry))
        return check_sidecar(f, entry);
    status = is_sheet(entry) || is_playlist(entry) ? check_list(f, entry) : RBK_OK;
    return status == RBK_OK ? check_shared(f, entry) : status;
}

rbk_status rbk_rename_check_folder(const char *path, const char *encoding, const rbk_new_name *names, size_t count,
                                   rbk_error *error)
{
    const folder f = {path, encoding, names, count, error};
    rbk_names list = {NULL, 0};
    /* in the order of their names, so that of several reasons the same one is reported everywhere */
    rbk_status status = rbk_names_add_folder(path, true, NULL, &list, error);
    for (size_t i = 0; i < list.count && status == RBK_OK; i++)
        status = check_entry(&f, list.names[i]);
    rbk_names_release(&list);
    return status;
}
