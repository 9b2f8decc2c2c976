/*
 * Files that are replaced and that another descriptor in the folder names too: it remains, and would read as a valid
 * image of another disc. Whether one names a file is what a reader of it would find under that name.
 */
#include "base/current.h"
#include "base/fail.h"
#include "base/names.h"
#include "base/path.h"
#include "source/source.h"
#include "text/normal.h"

#include <redbook/format.h>

#include <stdlib.h>
#include <string.h>

/* One other descriptor, and the files that are replaced. */
typedef struct sharing {
    const char *target;       /* the descriptor that is made */
    const char *const *paths; /* NULL for those that are not there */
    size_t count;
    bool *shared;      /* of each path */
    const char *other; /* the path of the other descriptor */
    const char *first; /* the first of the paths that it names; NULL: none */
    size_t named;
    rbk_findings *findings;
    rbk_error *error;
} sharing;

bool rbk_source_is_descriptor(const char *name)
{
    const rbk_format *format;
    bool is = false;
    for (size_t i = 0; !is && (format = rbk_format_at(i)); i++)
        is = format->extension[0] && rbk_path_has_extension(name, format->extension);
    return is;
}

static const char *last_part(const char *name)
{
    const char *last = name;
    for (const char *at = name; *at; at++)
        if (*at == '/' || *at == '\\')
            last = at + 1;
    return last;
}

/* Files are found under names that are like those in the descriptor, and with other endings: only these are searched for. */
static bool may_be_found(const char *name, const char *path)
{
    const char *last = last_part(name), *base = rbk_path_base(path);
    return rbk_normal_compare(last, rbk_path_stem(last), base, rbk_path_stem(base)) != RBK_LIKE_NOT;
}

rbk_status rbk_source_is_named(const char *name, const char *descriptor, const char *path, bool *same, rbk_error *error)
{
    rbk_source_place place = {.location = NULL};
    rbk_error why;
    *same = false;
    if (!may_be_found(name, path))
        return RBK_OK;
    rbk_error_init(&why);
    rbk_status status = rbk_source_locate(name, descriptor, false, &place, &why);
    if (status == RBK_OK && place.location)
        status = rbk_path_same_file(place.location, path, same, &why);
    free(place.location);
    return status == RBK_NO_MEMORY ? rbk_fail_memory(error) : RBK_OK;
}

static rbk_status compare(const sharing *s, const char *name, const char *path, bool *same)
{
    return name && *name && !*same ? rbk_source_is_named(name, s->other, path, same, s->error) : RBK_OK;
}

static rbk_status look_for_path(sharing *s, const rbk_disc *disc, size_t position)
{
    const char *path = s->paths[position];
    bool same = false;
    if (!path)
        return RBK_OK;
    rbk_status status = compare(s, disc->cdtext_file, path, &same);
    for (size_t i = 0; i < disc->file_count && !same && status == RBK_OK; i++) {
        status = compare(s, disc->files[i].path, path, &same);
        if (status == RBK_OK)
            status = compare(s, disc->files[i].subchannel_path, path, &same);
    }
    if (!same)
        return status;
    s->shared[position] = true;
    s->named++;
    if (!s->first)
        s->first = rbk_path_base(path);
    return status;
}

static rbk_status report(const sharing *s)
{
    rbk_status status = RBK_OK;
    const char *other = rbk_path_base(s->other);
    if (s->named == 1)
        status = rbk_findings_add(s->findings, RBK_WARNING, "target.replaced", s->target, 0, 0,
                                  "'%.200s' is replaced: '%.200s' names it too and may become another disc", s->first,
                                  other);
    else if (s->named > 1)
        status = rbk_findings_add(s->findings, RBK_WARNING, "target.replaced", s->target, 0, 0,
                                  "'%.200s' and %zu more file%s are replaced: '%.200s' names them too and may become "
                                  "another disc",
                                  s->first, s->named - 1, RBK_PLURAL(s->named - 1, "", "s"), other);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(s->error);
}

/* *made: the descriptor is replaced itself. */
static rbk_status is_made(const sharing *s, bool *made)
{
    rbk_status status = rbk_path_is_replaced(s->other, s->target, made, s->error);
    for (size_t i = 0; i < s->count && !*made && status == RBK_OK; i++)
        if (s->paths[i])
            status = rbk_path_is_replaced(s->other, s->paths[i], made, s->error);
    return status;
}

static rbk_status look_at_other(sharing *s)
{
    rbk_disc *disc = NULL;
    bool made = false;
    rbk_status status = is_made(s, &made);
    if (status == RBK_OK && !made)
        status = rbk_source_read_old(s->other, &disc, s->error);
    for (size_t i = 0; disc && i < s->count && status == RBK_OK; i++)
        status = look_for_path(s, disc, i);
    rbk_disc_free(disc);
    return status == RBK_OK ? report(s) : status;
}

rbk_status rbk_source_find_named(const char *other, const char *const *paths, size_t count, size_t *first,
                                 rbk_error *error)
{
    rbk_disc *disc = NULL;
    bool *shared = calloc(count + 1, sizeof *shared);
    sharing s = {.paths = paths, .count = count, .shared = shared, .other = other, .error = error};
    rbk_status status = shared ? rbk_source_read_old(other, &disc, error) : rbk_fail_memory(error);
    *first = count;
    for (size_t i = 0; disc && i < count && *first == count && status == RBK_OK; i++) {
        status = look_for_path(&s, disc, i);
        if (shared[i])
            *first = i;
    }
    rbk_disc_free(disc);
    free(shared);
    return status;
}

/* A container has only files of its own. */
static bool names_files(const char *name)
{
    return rbk_source_is_descriptor(name) && !rbk_path_has_extension(name, "chd");
}

static rbk_status look_at_folder(const char *target, const char *const *there, size_t count, bool *shared,
                                 rbk_findings *findings, rbk_error *error)
{
    rbk_names list = {NULL, 0};
    rbk_status status = rbk_names_add_folder(target, false, names_files, &list, error);
    for (size_t i = 0; i < list.count && status == RBK_OK; i++) {
        char *other = rbk_path_next_to(target, list.names[i]);
        sharing s = {.target = target,
                     .paths = there,
                     .count = count,
                     .shared = shared,
                     .other = other,
                     .findings = findings,
                     .error = error};
        status = other ? look_at_other(&s) : rbk_fail_memory(error);
        free(other);
    }
    rbk_names_release(&list);
    return status;
}

/* Where nothing is replaced, as in a folder of thousands of images that gets another one, no descriptor is read. */
rbk_status rbk_source_report_shared(const char *target, const char *const *paths, size_t count, bool *shared,
                                    rbk_findings *findings, rbk_error *error)
{
    struct stat about;
    bool any = false;
    const char **there = calloc(count + 1, sizeof *there);
    if (!there)
        return rbk_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        if (paths[i] && rbk_current_stat(paths[i], &about) == 0 && S_ISREG(about.st_mode)) {
            there[i] = paths[i];
            any = true;
        }
    rbk_status status = any ? look_at_folder(target, there, count, shared, findings, error) : RBK_OK;
    free(there);
    return status;
}
