/*
 * Files that belong to another file: a .sub to an image, a .cdg to a song. They are found next to it by name; their
 * absence is never an error.
 */
#include "base/current.h"
#include "base/entries.h"
#include "base/fail.h"
#include "base/path.h"
#include "source/source.h"
#include "text/normal.h"

#include <redbook/image.h>
#include <redbook/subchannel.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define GRAPHICS_ENDING   ".cdg"
#define SUBCHANNEL_ENDING ".sub"

/* *regular: there is a regular file, of so many bytes; *usable: the sheet may name it. */
static rbk_status look_at(const rbk_disc *disc, const char *path, bool *regular, bool *usable, int64_t *bytes,
                          rbk_error *error)
{
    struct stat about;
    bool there = false;
    *usable = *regular = false;
    rbk_status status = rbk_current_look(path, &there, &about, error);
    if (status != RBK_OK || !there || !S_ISREG(about.st_mode))
        return status;
    *regular = true;
    *bytes = about.st_size;
    return rbk_source_may_read(path, disc->within_sheet, usable, NULL, error);
}

/* *candidate: the entry of the folder if it has the name in another letter case or composition and is not another CCD's. */
static rbk_status look_at_entry(const rbk_disc *disc, const char *location, const char *name, const char *entry,
                                char **candidate, rbk_error *error)
{
    bool owned = false;
    *candidate = NULL;
    if (rbk_normal_compare(name, strlen(name), entry, strlen(entry)) == RBK_LIKE_NOT)
        return RBK_OK;
    char *path = rbk_path_next_to(location, entry);
    rbk_status status = path ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK && disc->descriptor_path && rbk_path_has_extension(entry, SUBCHANNEL_ENDING + 1))
        status = rbk_source_is_of_another(path, "ccd", disc->descriptor_path, &owned, error);
    if (status == RBK_OK && !owned)
        *candidate = path;
    else
        free(path);
    return status;
}

/* *path: the only such entry; NULL: there is none, or more. */
static rbk_status find_in_another_case(const rbk_disc *disc, const char *location, const char *name, char **path,
                                       rbk_error *error)
{
    char *found = NULL;
    size_t matches = 0;
    rbk_entries *entries = NULL;
    rbk_status status = rbk_entries_open(location, false, &entries, error);
    for (const char *entry; status == RBK_OK && (entry = rbk_entries_next(entries));) {
        char *candidate;
        status = look_at_entry(disc, location, name, entry, &candidate, error);
        if (candidate && ++matches == 1)
            found = candidate;
        else
            free(candidate);
    }
    const rbk_status ended = rbk_entries_close(entries, status == RBK_OK ? error : NULL);
    status = status == RBK_OK ? ended : status;
    if (status != RBK_OK || matches > 1) {
        free(found);
        found = NULL;
    }
    *path = found;
    return status;
}

/* Sets *found to the path of the file, NULL where there is none; *usable: it is not a link out of the sheet's reach. */
static rbk_status find_next_to(const rbk_disc *disc, const char *location, const char *ending, char **found,
                               bool *usable, int64_t *bytes, rbk_error *error)
{
    char *name = rbk_path_name_with(location, ending);
    char *path = name ? rbk_path_next_to(location, name) : NULL;
    bool there = false, regular = false;
    struct stat about;
    *found = NULL;
    *usable = false;
    rbk_status status = path ? rbk_current_look(path, &there, &about, error) : rbk_fail_memory(error);
    if (status == RBK_OK && !(there && S_ISREG(about.st_mode))) {
        free(path);
        path = NULL;
        status = find_in_another_case(disc, location, name, &path, error);
    }
    if (status == RBK_OK && path)
        status = look_at(disc, path, &regular, usable, bytes, error);
    if (status == RBK_OK && regular)
        *found = path;
    else
        free(path);
    free(name);
    return status;
}

/* outside: it was found, and is not read. */
static rbk_status note_unread(rbk_disc *disc, const char *outside, rbk_error *error)
{
    if (outside && !disc->unread_q && !(disc->unread_q = strdup(outside)))
        return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status report_missing(const rbk_file *file, const char *outside, rbk_findings *findings, rbk_error *error)
{
    if (outside)
        return rbk_findings_add(findings, RBK_WARNING, "sub.missing", file->location, 0, 0, RBK_SOURCE_LED_OUTSIDE,
                                rbk_path_base(outside)) == RBK_OK
                   ? RBK_OK
                   : rbk_fail_memory(error);
    if (rbk_findings_add(
            findings, RBK_WARNING, "sub.missing", file->location, 0, 0,
            "its subchannel '%.200s' is not next to it, or several files could be meant: it is read without",
            file->subchannel_path) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

rbk_status rbk_source_locate_subchannel(rbk_disc *disc, uint32_t position, rbk_findings *findings, rbk_error *error)
{
    char *found = NULL;
    int64_t bytes;
    bool usable;
    const rbk_file *file = &disc->files[position];
    const char *ending = file->subchannel_path ? strrchr(file->subchannel_path, '.') : NULL;
    if (!ending || file->subchannel_location)
        return RBK_OK;
    rbk_status status = find_next_to(disc, file->location, ending, &found, &usable, &bytes, error);
    if (status == RBK_OK && !usable)
        status = report_missing(file, found, findings, error);
    if (status == RBK_OK && !usable)
        status = note_unread(disc, found, error);
    if (status != RBK_OK) {
        free(found);
        return status;
    }
    status = rbk_disc_set_subchannel(disc, position, usable ? file->subchannel : RBK_SUBCHANNEL_NONE,
                                     usable ? file->subchannel_path : NULL, usable ? found : NULL, error);
    free(found);
    return status;
}

/* ------------------------------------------------------------------ graphics next to songs */

/* A disc's file with sectors of CD+G has its graphics in it. */
static bool has_subchannel(const rbk_disc *disc, uint32_t position)
{
    if (disc->files[position].subchannel != RBK_SUBCHANNEL_NONE)
        return true;
    for (size_t t = 0; t < disc->track_count; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count; e++) {
            const rbk_extent *extent = &disc->tracks[t].extents[e];
            if (!extent->silence && extent->file == position && disc->tracks[t].mode == RBK_MODE_CDG)
                return true;
        }
    return false;
}

static rbk_status report_length(const rbk_file *file, const char *found, int64_t bytes, rbk_findings *findings)
{
    int64_t sectors =
        rbk_sectors_ceil(rbk_rate_scale(file->length_frames, file->rate_hz ? file->rate_hz : RBK_RATE_HZ));
    if (bytes % RBK_SUBCHANNEL_BYTES == 0 && bytes / RBK_SUBCHANNEL_BYTES <= sectors)
        return RBK_OK;
    return rbk_findings_add(findings, RBK_WARNING, "cdg.length", found, 0, 0,
                            "it has %lld byte%s, its song has %lld sector%s of %d bytes", (long long)bytes,
                            RBK_PLURAL(bytes, "", "s"), (long long)sectors, RBK_PLURAL(sectors, "", "s"),
                            RBK_SUBCHANNEL_BYTES);
}

static rbk_status give_graphics(rbk_disc *disc, uint32_t position, size_t *count, rbk_findings *findings,
                                rbk_error *error)
{
    char *found;
    bool usable;
    int64_t bytes = 0;
    const rbk_file *file = &disc->files[position];
    rbk_status status = find_next_to(disc, file->location, GRAPHICS_ENDING, &found, &usable, &bytes, error);
    if (status != RBK_OK || !found)
        return status;
    (*count)++;
    if (!usable) {
        if (rbk_findings_add(findings, RBK_WARNING, "file.outside", file->location, 0, 0, RBK_SOURCE_LED_OUTSIDE,
                             rbk_path_base(found)) != RBK_OK)
            status = rbk_fail_memory(error);
        else
            status = note_unread(disc, found, error);
        free(found);
        return status;
    }
    if (rbk_findings_add(findings, RBK_NOTE, "cdg.found", found, 0, 0, "its graphics belong to '%s'", file->path) ||
        report_length(file, found, bytes, findings))
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_disc_set_subchannel(disc, position, RBK_SUBCHANNEL_PACKS, rbk_path_base(found), found, error);
    free(found);
    return status;
}

rbk_status rbk_source_find_graphics(rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    size_t count = 0;
    rbk_status status = RBK_OK;
    if (!disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    for (uint32_t i = 0; i < disc->file_count && status == RBK_OK; i++) {
        if (!disc->files[i].location)
            continue;
        if (has_subchannel(disc, i))
            count++;
        else
            status = give_graphics(disc, i, &count, findings, error);
    }
    if (status == RBK_OK && count == 0 &&
        rbk_findings_add(findings, RBK_WARNING, "cdg.none", NULL, 0, 0,
                         "no file of the disc has graphics: expected a file of the same name with the ending .cdg"))
        status = rbk_fail_memory(error);
    return status;
}

rbk_status rbk_source_leave_graphics(const rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (!disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    for (uint32_t i = 0; i < disc->file_count && status == RBK_OK; i++) {
        const rbk_file *file = &disc->files[i];
        char *found = NULL;
        int64_t bytes;
        bool usable;
        if (!file->location || file->type != RBK_FILE_AUDIO || has_subchannel(disc, i))
            continue;
        status = find_next_to(disc, file->location, GRAPHICS_ENDING, &found, &usable, &bytes, error);
        if (found && rbk_findings_add(findings, RBK_WARNING, "cdg.left-out", found, 0, 0,
                                      "the graphics of '%s' are ignored: use 'redbook convert --cdg' to read them",
                                      file->path) != RBK_OK)
            status = rbk_fail_memory(error);
        free(found);
    }
    return status;
}

static bool is_among(const char *name, const char *const *paths, size_t count)
{
    bool among = false;
    for (size_t i = 0; i < count && !among; i++)
        among = strcmp(rbk_path_base(paths[i]), name) == 0;
    return among;
}

/* The graphics that would be read as those of a file, unless that has others. */
static rbk_status report_stale(const char *target, const char *const *paths, size_t count, const rbk_disc *made,
                               uint32_t position, rbk_findings *findings, rbk_error *error)
{
    char *found = NULL;
    int64_t bytes;
    bool usable;
    const rbk_file *file = &made->files[position];
    if (!file->location || file->type != RBK_FILE_AUDIO || has_subchannel(made, position))
        return RBK_OK;
    char *name = rbk_path_name_with(file->location, GRAPHICS_ENDING);
    rbk_status status = name ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK && !is_among(name, paths, count))
        status = find_next_to(made, file->location, GRAPHICS_ENDING, &found, &usable, &bytes, error);
    if (found &&
        rbk_findings_add(findings, RBK_WARNING, "target.other-file", target, 0, 0,
                         "'%.200s' is next to it, and 'redbook convert --cdg' would read it as the graphics of "
                         "'%.200s': rename or remove it",
                         rbk_path_base(found), rbk_path_base(file->location)) != RBK_OK)
        status = rbk_fail_memory(error);
    free(found);
    free(name);
    return status;
}

rbk_status rbk_source_report_graphics(const char *target, const char *const *paths, size_t count, const rbk_disc *made,
                                      rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (uint32_t i = 0; i < made->file_count && status == RBK_OK; i++)
        status = report_stale(target, paths, count, made, i, findings, error);
    return status;
}
