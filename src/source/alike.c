/*
 * Files that belong to a descriptor or to another file by their name: with another extension or an addition, and, where none
 * is called exactly so, in another letter case or composition, as the files that a sheet names.
 */
#include "base/ascii.h"
#include "base/current.h"
#include "base/fail.h"
#include "base/names.h"
#include "base/path.h"
#include "format/toc_sessions.h"
#include "source/source.h"
#include "text/normal.h"

#include <redbook/format.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* *owned: a file in another letter case or composition belongs to another descriptor than this. */
typedef rbk_status owner_query(const char *file, const char *descriptor, bool *owned, rbk_error *error);

/* A file that belongs to another one by its name. */
typedef struct wanted {
    const char *path;       /* of the same name but for the extension */
    const char *extension;  /* "": none */
    const char *descriptor; /* which is not the file itself */
    owner_query *is_owned;  /* NULL: none is */
    rbk_listing *listing;   /* of its folder, for the next one too; NULL: there is no next one */
} wanted;

/* path with another extension, in small letters or capitals. */
static char *with_extension(const char *path, const char *extension, bool capital)
{
    const size_t stem = rbk_path_stem(path), length = strlen(extension);
    char *made = malloc(stem + length + 2);
    if (!made)
        return NULL;
    memcpy(made, path, stem);
    made[stem] = '.';
    for (size_t i = 0; i <= length; i++)
        made[stem + 1 + i] = capital ? rbk_ascii_upper(extension[i]) : extension[i];
    return made;
}

rbk_status rbk_source_find_exactly(const char *path, const char *extension, char **found, rbk_error *error)
{
    struct stat about;
    rbk_status status = RBK_OK;
    *found = NULL;
    for (int capital = 0; capital < 2 && !*found && status == RBK_OK; capital++) {
        bool there = false;
        char *name = with_extension(path, extension, capital);
        if (!name)
            return rbk_fail_memory(error);
        if (strcmp(name, path) != 0)
            status = rbk_current_look(name, &there, &about, error);
        if (there && S_ISREG(about.st_mode))
            *found = name;
        else
            free(name);
    }
    return status;
}

rbk_status rbk_source_is_of_another(const char *file, const char *extension, const char *descriptor, bool *owned,
                                    rbk_error *error)
{
    char *owner = NULL;
    bool same = false;
    rbk_status status = rbk_source_find_exactly(file, extension, &owner, error);
    if (status == RBK_OK && owner)
        status = rbk_path_same_file(owner, descriptor, &same, error);
    *owned = owner && !same;
    free(owner);
    return status;
}

/* By the extensions of all descriptors. */
static rbk_status is_of_another_disc(const char *file, const char *descriptor, bool *owned, rbk_error *error)
{
    const rbk_format *format;
    rbk_status status = RBK_OK;
    *owned = false;
    for (size_t i = 0; !*owned && status == RBK_OK && (format = rbk_format_at(i)); i++)
        if (format->extension[0])
            status = rbk_source_is_of_another(file, format->extension, descriptor, owned, error);
    return status;
}

/* Of a file that only a CCD is read with. */
static rbk_status is_of_another_ccd(const char *file, const char *descriptor, bool *owned, rbk_error *error)
{
    return rbk_source_is_of_another(file, "ccd", descriptor, owned, error);
}

/* Of the TOC of a later session, which is called after the first one. */
static rbk_status is_session_of_another(const char *file, const char *descriptor, bool *owned, rbk_error *error)
{
    const size_t stem = rbk_toc_session_stem(file);
    char *first = stem ? strndup(file, stem + 1) : NULL; /* the blank gives place to a dot */
    *owned = false;
    if (!stem)
        return RBK_OK;
    if (!first)
        return rbk_fail_memory(error);
    first[stem] = '.';
    rbk_status status = rbk_source_is_of_another(first, "toc", descriptor, owned, error);
    free(first);
    return status;
}

/* *counts: it is a regular file, and no other descriptor's; *irregular: the latter, and a folder or a link to nothing. */
static rbk_status look_at(const char *file, const wanted *w, bool *counts, bool *irregular, rbk_error *error)
{
    struct stat about;
    bool there = false, named = true, owned = false;
    *counts = *irregular = false;
    rbk_status status = rbk_current_look(file, &there, &about, error);
    const bool regular = status == RBK_OK && there && S_ISREG(about.st_mode);
    if (status == RBK_OK && !there)
        status = rbk_path_look_at_name(file, &named, &about, error);
    if (status == RBK_OK && named && w->is_owned)
        status = w->is_owned(file, w->descriptor, &owned, error);
    if (status == RBK_OK && named && !owned) {
        *counts = regular;
        *irregular = !regular;
    }
    return status;
}

static rbk_likeness compare(const char *a, const char *b)
{
    return rbk_normal_compare(a, rbk_path_stem(a), b, rbk_path_stem(b));
}

static bool has_extension(const char *name, const char *extension)
{
    return extension[0] ? rbk_path_has_extension(name, extension) : name[rbk_path_stem(name)] == '\0';
}

/* By their likeness, the names in the folder that differ from that of the path in their extension and so only. */
static rbk_status list_alike(const wanted *w, rbk_names names[RBK_LIKE_BUT_FOR_COMPOSITION + 1], rbk_error *error)
{
    const char *base = rbk_path_base(w->path), *descriptor = rbk_path_base(w->descriptor);
    rbk_listing own = {NULL};
    const rbk_names *all;
    rbk_status status = rbk_listing_of(w->listing ? w->listing : &own, w->path, &all, error);
    for (size_t i = 0; status == RBK_OK && i < all->count; i++) {
        const char *name = all->names[i];
        const bool candidate = has_extension(name, w->extension) && strcmp(name, descriptor) != 0;
        const rbk_likeness likeness = candidate ? compare(base, name) : RBK_LIKE_NOT;
        if (likeness != RBK_LIKE_NOT)
            status = rbk_names_add(&names[likeness], name, error);
    }
    rbk_listing_release(&own);
    return status;
}

/* *found: the first that counts. *irregular (nullable): the first that is no regular file, unless it is set already. */
static rbk_status find_among(const wanted *w, rbk_names *names, char **found, size_t *matches, char **irregular,
                             rbk_error *error)
{
    rbk_status status = RBK_OK;
    rbk_names_sort(names);
    for (size_t i = 0; i < names->count && status == RBK_OK; i++) {
        bool counts = false, odd = false;
        char *file = rbk_path_next_to(w->path, names->names[i]);
        status = file ? look_at(file, w, &counts, &odd, error) : rbk_fail_memory(error);
        *matches += counts;
        if (counts && !*found)
            *found = file;
        else if (odd && irregular && !*irregular)
            *irregular = file;
        else
            free(file);
    }
    return status;
}

static rbk_status find_alike(const wanted *w, char **found, size_t *matches, char **irregular, rbk_error *error)
{
    rbk_names names[RBK_LIKE_BUT_FOR_COMPOSITION + 1] = {{NULL, 0}};
    char *first = NULL;
    *found = NULL;
    *matches = 0;
    rbk_status status = list_alike(w, names, error);
    if (status == RBK_OK)
        status = find_among(w, &names[RBK_LIKE_BUT_FOR_COMPOSITION], &first, matches, irregular, error);
    if (status == RBK_OK && *matches == 0)
        status = find_among(w, &names[RBK_LIKE_BUT_FOR_CASE], &first, matches, irregular, error);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        rbk_names_release(&names[i]);
    if (status == RBK_OK)
        *found = first;
    else
        free(first);
    if (irregular && (status != RBK_OK || *matches > 0)) {
        free(*irregular);
        *irregular = NULL;
    }
    return status;
}

rbk_status rbk_source_find_alike(const char *path, const char *extension, char **found, size_t *matches,
                                 rbk_error *error)
{
    const wanted w = {path, extension, path, is_of_another_disc, NULL};
    return find_alike(&w, found, matches, NULL, error);
}

/* *irregular: what has the very name and is no regular file, in a folder that cannot be listed. */
static rbk_status find_irregular(const wanted *w, char **irregular, rbk_error *error)
{
    bool counts = false, odd = false;
    char *file = with_extension(w->path, w->extension, false);
    rbk_status status = file ? look_at(file, w, &counts, &odd, error) : rbk_fail_memory(error);
    if (odd)
        *irregular = file;
    else
        free(file);
    return status;
}

/* Exactly, or else alike. */
static rbk_status find(const wanted *w, char **found, size_t *matches, char **irregular, rbk_error *error)
{
    if (irregular)
        *irregular = NULL;
    rbk_status status = rbk_source_find_exactly(w->path, w->extension, found, error);
    *matches = *found != NULL;
    if (status == RBK_OK && !*found)
        status = find_alike(w, found, matches, irregular, error);
    if (status == RBK_OK && *matches == 0 && irregular && !*irregular)
        status = find_irregular(w, irregular, error);
    return status;
}

rbk_status rbk_source_find_sidecar(const char *path, const char *extension, rbk_listing *listing, char **found,
                                   size_t *matches, char **irregular, rbk_error *error)
{
    const wanted w = {path, extension, path, is_of_another_disc, listing};
    return find(&w, found, matches, irregular, error);
}

rbk_status rbk_source_find_companion(const char *path, const char *extension, const char *ccd, rbk_listing *listing,
                                     char **found, size_t *matches, char **irregular, rbk_error *error)
{
    const wanted w = {path, extension, ccd ? ccd : path, ccd ? is_of_another_ccd : NULL, listing};
    return find(&w, found, matches, irregular, error);
}

rbk_status rbk_source_find_session(const char *path, const char *name, rbk_listing *listing, char **found,
                                   size_t *matches, char **irregular, rbk_error *error)
{
    struct stat about;
    bool there = false;
    char *file = rbk_path_next_to(path, name);
    *found = NULL;
    *matches = 0;
    if (irregular)
        *irregular = NULL;
    if (!file)
        return rbk_fail_memory(error);
    const char *ending = file + rbk_path_stem(file);
    const wanted w = {file, *ending ? ending + 1 : "", path, is_session_of_another, listing};
    rbk_status status = rbk_current_look(file, &there, &about, error);
    if (status == RBK_OK && there && S_ISREG(about.st_mode)) {
        *found = file;
        *matches = 1;
        return RBK_OK;
    }
    if (status == RBK_OK)
        status = find_alike(&w, found, matches, irregular, error);
    free(file);
    return status;
}
