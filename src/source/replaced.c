/*
 * What is in the place of a new image. A descriptor is text that anybody writes, and names files that others may name,
 * too; so a file that only the old one names is never removed, and is reported. One that would become part of the new
 * image by its name is a reason not to write it.
 */
#include "base/ascii.h"
#include "base/current.h"
#include "base/fail.h"
#include "base/path.h"
#include "format/toc_sessions.h"
#include "source/source.h"

#include <redbook/format.h>

#include <stdlib.h>
#include <string.h>

typedef struct replacing {
    const char *target; /* the descriptor */
    const char *const *paths;
    size_t count;
    size_t kept; /* files, once each name */
    char *first;
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
                            "'%.200s' and %zu more %s to the image that is replaced and not to the new one: "
                            "they are kept",
                            r->first, r->kept - 1, RBK_PLURAL(r->kept - 1, "file belongs", "files belong"));
}

rbk_status rbk_source_report_kept(const char *target, const char *const *paths, size_t count, rbk_findings *findings,
                                  rbk_error *error)
{
    struct stat about;
    rbk_disc *old = NULL;
    replacing r = {.target = target, .paths = paths, .count = count};
    rbk_error why;
    rbk_error_init(&why);
    if (rbk_current_stat(target, &about) != 0 || !S_ISREG(about.st_mode))
        return RBK_OK;
    rbk_status status = rbk_format_read_file(target, NULL, &old, NULL, &why);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (status != RBK_OK) /* it names nothing */
        return RBK_OK;
    status = look_at_all(&r, old, error);
    if (status == RBK_OK && report(&r, findings) != RBK_OK)
        status = rbk_fail_memory(error);
    free(r.first);
    rbk_disc_free(old);
    return status;
}

/* ------------------------------------------------------------------ what would join the new image */

/* name: a base name, which is released; NULL without memory. */
static rbk_status report_joining(const replacing *r, char *name, rbk_findings *findings)
{
    struct stat about;
    char *path = name ? rbk_path_next_to(r->target, name) : NULL;
    rbk_status status = path ? RBK_OK : RBK_NO_MEMORY;
    if (status == RBK_OK && !is_made(r, name) && rbk_current_stat(path, &about) == 0)
        status =
            rbk_findings_add(findings, RBK_ERROR, "target.other-file", r->target, 0, 0,
                             "'%.200s' is next to it and would become part of the image: rename or remove it", name);
    free(path);
    free(name);
    return status;
}

rbk_status rbk_source_report_joining(const char *target, const char *const *paths, size_t count, rbk_findings *findings,
                                     rbk_error *error)
{
    const replacing r = {.target = target, .paths = paths, .count = count};
    rbk_status status = RBK_OK;
    if (rbk_ascii_same(target + rbk_path_stem(target), ".toc"))
        for (size_t session = 2; session <= RBK_TRACKS_MAX && status == RBK_OK; session++)
            status = report_joining(&r, rbk_toc_session_name(target, session), findings);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}
