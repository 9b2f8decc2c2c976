/*
 * What is in the place of a new image. A descriptor is text that anybody writes, and names files that others may name,
 * too; so a file that only the old one names is never removed, and is reported. One that would become part of the new
 * image by its name is a reason not to write it.
 */
#include "base/ascii.h"
#include "base/current.h"
#include "base/fail.h"
#include "base/path.h"
#include "format/q_list.h"
#include "format/toc_sessions.h"
#include "source/source.h"

#include <redbook/format.h>
#include <redbook/subchannel.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct replacing {
    const char *target; /* the descriptor */
    const char *const *paths;
    size_t count;
    size_t kept; /* files, once each name; or those that are replaced */
    char *first;
    rbk_findings *findings;
    const rbk_disc *listed; /* the list of Q of the image; NULL: none */
    const bool *shared;     /* of each path: reported as such; NULL: none is */
} replacing;

/* All of a set are in one folder. */
static bool is_made(const replacing *r, const char *name)
{
    bool made = strcmp(name, rbk_path_base(r->target)) == 0;
    for (size_t i = 0; i < r->count && !made; i++)
        made = r->paths[i] && strcmp(name, rbk_path_base(r->paths[i])) == 0;
    return made;
}

static rbk_status look_at(replacing *r, const char *name, rbk_error *error)
{
    struct stat about;
    if (!name || !*name || strchr(name, '/') || is_made(r, name))
        return RBK_OK;
    char *path = rbk_path_next_to(r->target, name);
    if (!path)
        return rbk_fail_memory(error);
    if (rbk_current_stat(path, &about) == 0 && S_ISREG(about.st_mode)) {
        r->kept++;
        if (!r->first)
            r->first = strdup(name);
        if (!r->first) {
            free(path);
            return rbk_fail_memory(error);
        }
    }
    free(path);
    return RBK_OK;
}

static bool is_named_before(const rbk_disc *disc, size_t position)
{
    for (size_t i = 0; i < position; i++)
        if (strcmp(disc->files[i].path, disc->files[position].path) == 0)
            return true;
    return false;
}

static rbk_status look_at_all(replacing *r, const rbk_disc *old, rbk_error *error)
{
    rbk_status status = look_at(r, old->cdtext_file, error);
    for (size_t i = 0; i < old->file_count && status == RBK_OK; i++) {
        if (is_named_before(old, i))
            continue;
        status = look_at(r, old->files[i].path, error);
        if (status == RBK_OK)
            status = look_at(r, old->files[i].subchannel_path, error);
    }
    return status;
}

static rbk_status report(const replacing *r, rbk_findings *findings)
{
    if (r->kept == 0)
        return RBK_OK;
    if (r->kept == 1)
        return rbk_findings_add(findings, RBK_NOTE, "target.kept", r->target, 0, 0,
                                "'%.200s' belongs to the image that is replaced and not to the new one: it is kept",
                                r->first);
    return rbk_findings_add(findings, RBK_NOTE, "target.kept", r->target, 0, 0,
                            "'%.200s' and %zu more file%s belong to the image that is replaced and not to the new one: "
                            "they are kept",
                            r->first, r->kept - 1, RBK_PLURAL(r->kept - 1, "", "s"));
}

/* Some need their other files for that. */
rbk_status rbk_source_read_old(const char *target, rbk_disc **old, rbk_error *error)
{
    struct stat about;
    *old = NULL;
    if (rbk_current_stat(target, &about) != 0 || !S_ISREG(about.st_mode))
        return RBK_OK;
    rbk_status status = rbk_format_read_file(target, NULL, old, NULL, NULL);
    if (status == RBK_UNSUPPORTED)
        status = rbk_source_read_descriptor(target, NULL, old, NULL, NULL);
    return status == RBK_NO_MEMORY ? rbk_fail_memory(error) : RBK_OK;
}

/* old NULL: it names nothing. */
static rbk_status look_for_kept(const replacing *given, const rbk_disc *old, rbk_error *error)
{
    replacing r = *given;
    rbk_status status = old ? look_at_all(&r, old, error) : RBK_OK;
    if (status == RBK_OK && report(&r, r.findings) != RBK_OK)
        status = rbk_fail_memory(error);
    free(r.first);
    return status;
}

/* ------------------------------------------------------------------ files with names of their own */

/* "r.bin" and "r (Track 1).bin" for "r.cue". */
static bool is_called_after(const char *name, const char *target)
{
    const char *base = rbk_path_base(target);
    const size_t stem = rbk_path_stem(base);
    return strncmp(name, base, stem) == 0 && (name[stem] == '.' || name[stem] == ' ');
}

static bool is_same_name(const char *name, const char *path)
{
    return path && strcmp(name, path) == 0;
}

static bool is_named_by(const rbk_disc *old, const char *name)
{
    bool named = old && is_same_name(name, old->cdtext_file);
    for (size_t i = 0; old && i < old->file_count && !named; i++)
        named = is_same_name(name, old->files[i].path) || is_same_name(name, old->files[i].subchannel_path);
    return named;
}

static rbk_status count_replaced(replacing *r, const rbk_disc *old, const char *path, rbk_error *error)
{
    struct stat about;
    const char *name = rbk_path_base(path);
    if (is_called_after(name, r->target) || is_named_by(old, name) || rbk_current_stat(path, &about) != 0 ||
        !S_ISREG(about.st_mode))
        return RBK_OK;
    r->kept++;
    if (!r->first && !(r->first = strdup(name)))
        return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status report_replaced(const replacing *r, rbk_findings *findings)
{
    if (r->kept == 0)
        return RBK_OK;
    if (r->kept == 1)
        return rbk_findings_add(findings, RBK_WARNING, "target.replaced", r->target, 0, 0,
                                "'%.200s' is replaced: a file of the new image has its name", r->first);
    return rbk_findings_add(findings, RBK_WARNING, "target.replaced", r->target, 0, 0,
                            "'%.200s' and %zu more file%s are replaced: files of the new image have their names",
                            r->first, r->kept - 1, RBK_PLURAL(r->kept - 1, "", "s"));
}

static rbk_status look_for_replaced(const replacing *given, const rbk_disc *old, rbk_error *error)
{
    replacing r = *given;
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < r.count && status == RBK_OK; i++)
        if (!r.shared[i])
            status = count_replaced(&r, old, r.paths[i], error);
    if (status == RBK_OK && report_replaced(&r, r.findings) != RBK_OK)
        status = rbk_fail_memory(error);
    free(r.first);
    return status;
}

static bool are_called_after(const replacing *r)
{
    bool called_after = true;
    for (size_t i = 0; i < r->count && called_after; i++)
        called_after = is_called_after(rbk_path_base(r->paths[i]), r->target);
    return called_after;
}

static rbk_status report_names(const replacing *r, bool kept, bool replaced, rbk_error *error)
{
    rbk_disc *old = NULL;
    if (!kept && !replaced)
        return RBK_OK;
    rbk_status status = rbk_source_read_old(r->target, &old, error);
    if (status == RBK_OK && kept)
        status = look_for_kept(r, old, error);
    if (status == RBK_OK && replaced)
        status = look_for_replaced(r, old, error);
    rbk_disc_free(old);
    return status;
}

rbk_status rbk_source_report_old(const char *target, const char *const *paths, size_t count, unsigned what,
                                 rbk_findings *findings, rbk_error *error)
{
    bool *shared = calloc(count + 1, sizeof *shared);
    const replacing r = {.target = target, .paths = paths, .count = count, .findings = findings, .shared = shared};
    const bool kept = what & RBK_SOURCE_KEPT, replaced = what & RBK_SOURCE_REPLACED && !are_called_after(&r);
    rbk_status status = shared ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK && what & RBK_SOURCE_SHARED)
        status = rbk_source_report_shared(target, paths, count, shared, findings, error);
    if (status == RBK_OK)
        status = report_names(&r, kept, replaced, error);
    free(shared);
    return status;
}

/* ------------------------------------------------------------------ what would join the new image */

static rbk_status is_part_of(const rbk_disc *disc, const char *path, bool *own, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; disc && i < disc->part_count && !*own && status == RBK_OK; i++)
        status = rbk_path_same_file(disc->parts[i], path, own, error);
    return status;
}

/* *same: the file at path is a list of Q with the records of listed. One that is not valid is another. */
static rbk_status compare_list(const char *path, const rbk_disc *listed, bool *same, rbk_error *error)
{
    rbk_bytes bytes = {NULL, 0};
    const rbk_q_list_kind kind = rbk_q_list_kind_of(path);
    if (!listed || listed->listed_q_count == 0 || kind == RBK_Q_LIST_KINDS)
        return RBK_OK;
    rbk_disc *found = rbk_disc_new();
    rbk_status status = found ? rbk_bytes_read_file(path, RBK_Q_LIST_BYTES_MAX, &bytes, NULL) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_q_list_read(kind, bytes.data, bytes.size, found, NULL);
    *same = status == RBK_OK && rbk_q_list_same(found, listed);
    rbk_bytes_release(&bytes);
    rbk_disc_free(found);
    return status == RBK_NO_MEMORY ? rbk_fail_memory(error) : RBK_OK;
}

static rbk_status report_file(const replacing *r, const char *path, const rbk_disc *disc, bool *found, rbk_error *error)
{
    struct stat about;
    bool own = false;
    *found = false;
    if (is_made(r, rbk_path_base(path)))
        return RBK_OK;
    rbk_status status = rbk_current_look(path, found, &about, error);
    if (status == RBK_OK && *found)
        status = is_part_of(disc, path, &own, error);
    if (status == RBK_OK && *found && !own)
        status = compare_list(path, r->listed, &own, error);
    if (status != RBK_OK || !*found || own)
        return status;
    if (rbk_findings_add(r->findings, RBK_ERROR, "target.other-file", r->target, 0, 0,
                         "'%.200s' is next to it and would become part of the image: rename or remove it",
                         rbk_path_base(path)) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

/* A reader finds it by a name that is like the one it is to have, too. */
static rbk_status report_session_alike(const replacing *r, const char *name, bool *found, rbk_error *error)
{
    char *path = NULL;
    size_t matches = 0;
    rbk_status status = rbk_source_find_session(r->target, name, NULL, &path, &matches, NULL, error);
    if (status == RBK_OK && matches == 1) /* of several, none is read */
        status = report_file(r, path, NULL, found, error);
    free(path);
    return status;
}

/* *joined: the TOCs of all sessions before are there or made; readers end with the first that is missing. */
static rbk_status report_session(const replacing *r, const char *name, bool *joined, rbk_error *error)
{
    bool found = false;
    char *path = rbk_path_next_to(r->target, name);
    rbk_status status = path ? report_file(r, path, NULL, &found, error) : rbk_fail_memory(error);
    free(path);
    const bool there = found || is_made(r, name);
    if (status == RBK_OK && *joined && !there)
        status = report_session_alike(r, name, &found, error);
    *joined = *joined && (there || found);
    return status;
}

static rbk_status report_sessions(const replacing *r, rbk_error *error)
{
    rbk_status status = RBK_OK;
    bool joined = true;
    for (size_t session = 2; session <= RBK_TRACKS_MAX && status == RBK_OK; session++) {
        char *name = rbk_toc_session_name(r->target, session);
        status = name ? report_session(r, name, &joined, error) : rbk_fail_memory(error);
        free(name);
    }
    return status;
}

/* One by a name that is like that of target. */
static rbk_status report_alike(const replacing *r, const rbk_disc *disc, const char *extension, rbk_error *error)
{
    char *path = NULL;
    size_t matches = 0;
    bool found;
    rbk_status status = rbk_source_find_alike(r->target, extension, &path, &matches, error);
    if (status == RBK_OK && matches == 1) /* of several, none is read */
        status = report_file(r, path, disc, &found, error);
    free(path);
    return status;
}

/* Lists are read by names in lower or upper case, which may be one file, and, where none has these, by names like them. */
static rbk_status report_lists(const replacing *r, const rbk_disc *disc, rbk_error *error)
{
    char ending[8];
    rbk_status status = RBK_OK;
    for (int kind = 0; kind < RBK_Q_LIST_KINDS; kind++) {
        bool found = false, made = false;
        for (int capital = 0; capital < 2 && !found && status == RBK_OK; capital++) {
            snprintf(ending, sizeof ending, ".%s", rbk_q_list_name((rbk_q_list_kind)kind));
            for (size_t i = 0; capital && ending[i]; i++)
                ending[i] = rbk_ascii_upper(ending[i]);
            char *name = rbk_path_name_with(r->target, ending);
            char *path = name ? rbk_path_next_to(r->target, name) : NULL;
            status = path ? report_file(r, path, disc, &found, error) : rbk_fail_memory(error);
            made = made || (name && is_made(r, name));
            free(path);
            free(name);
        }
        if (status == RBK_OK && !found && !made)
            status = report_alike(r, disc, rbk_q_list_name((rbk_q_list_kind)kind), error);
    }
    return status;
}

rbk_status rbk_source_report_joining(const char *target, const char *const *paths, size_t count, const rbk_disc *disc,
                                     const rbk_disc *listed, rbk_findings *findings, rbk_error *error)
{
    const replacing r = {.target = target, .paths = paths, .count = count, .findings = findings, .listed = listed};
    rbk_status status = RBK_OK;
    if (rbk_path_has_extension(target, "toc"))
        status = report_sessions(&r, error);
    return status == RBK_OK ? report_lists(&r, disc, error) : status;
}
