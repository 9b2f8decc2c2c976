/*
 * Files that belong to another file: a .sub to an image, a .cdg to a song. They are found next to it by name; their
 * absence is never an error.
 */
#include "base/current.h"
#include "base/fail.h"
#include "base/path.h"
#include "source/source.h"

#include <redbook/image.h>
#include <redbook/rules.h>
#include <redbook/subchannel.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define GRAPHICS "cdg" /* the extension of their files */

/* What is next to a file under its name with another extension. */
typedef struct companion {
    char *path;      /* of the regular file, or of the first of several; NULL: none is there */
    size_t matches;  /* how many could be meant: more than one, and none is read */
    char *irregular; /* the path of what is there instead of a regular file; NULL: nothing */
    bool usable;     /* the sheet may name it; of the only one */
} companion;

static void release(companion *c)
{
    free(c->path);
    free(c->irregular);
}

/* ccd, listing: as rbk_source_find_companion. Released in any case. */
static rbk_status find_next_to(const rbk_disc *disc, const char *location, const char *extension, const char *ccd,
                               rbk_listing *listing, companion *c, rbk_error *error)
{
    *c = (companion){0};
    rbk_status status =
        rbk_source_find_companion(location, extension, ccd, listing, &c->path, &c->matches, &c->irregular, error);
    return status == RBK_OK && c->matches == 1
               ? rbk_source_may_read(c->path, disc->within_sheet, &c->usable, NULL, error)
               : status;
}

/*
 * The file has no subchannel, or one that is there and is not read: it is out of reach, several could be meant, or a link leads
 * nowhere. A folder is none.
 */
static rbk_status leave_unread(rbk_disc *disc, uint32_t position, const companion *c, rbk_error *error)
{
    const char *irregular = c->irregular && !rbk_source_is_folder(c->irregular) ? c->irregular : NULL;
    const char *unread = c->path ? c->path : irregular;
    if (unread && !disc->unread_q && !(disc->unread_q = strdup(unread)))
        return rbk_fail_memory(error);
    return rbk_disc_set_subchannel(disc, position, RBK_SUBCHANNEL_NONE, unread ? rbk_path_base(unread) : NULL, NULL,
                                   error);
}

static rbk_status add_missing(const rbk_file *file, const companion *c, rbk_findings *findings)
{
    static const char rule[] = "sub.missing";
    if (c->matches == 1)
        return rbk_findings_add(findings, RBK_WARNING, rule, file->location, 0, 0, RBK_SOURCE_LED_OUTSIDE,
                                rbk_path_base(c->path));
    if (c->matches > 1)
        return rbk_findings_add(findings, RBK_WARNING, rule, file->location, 0, 0,
                                "'%.200s' and %zu more could be its subchannel: it is read without",
                                rbk_path_base(c->path), c->matches - 1);
    if (c->irregular)
        return rbk_findings_add(findings, RBK_WARNING, rule, file->location, 0, 0,
                                "its subchannel '%.200s' is ignored: expected a regular file, found %s",
                                rbk_path_base(c->irregular), rbk_source_irregular_kind(c->irregular));
    return rbk_findings_add(findings, RBK_WARNING, rule, file->location, 0, 0,
                            "its subchannel '%.200s' is not next to it: it is read without", file->subchannel_path);
}

static rbk_status give_subchannel(rbk_disc *disc, uint32_t position, const companion *c, rbk_findings *findings,
                                  rbk_error *error)
{
    const rbk_file *file = &disc->files[position];
    if (c->usable)
        return rbk_disc_set_subchannel(disc, position, file->subchannel, file->subchannel_path, c->path, error);
    return add_missing(file, c, findings) == RBK_OK ? leave_unread(disc, position, c, error) : rbk_fail_memory(error);
}

rbk_status rbk_source_locate_subchannel(rbk_disc *disc, uint32_t position, rbk_findings *findings, rbk_error *error)
{
    companion c;
    const rbk_file *file = &disc->files[position];
    const char *ending = file->subchannel_path ? strrchr(file->subchannel_path, '.') : NULL;
    if (!ending || file->subchannel_location)
        return RBK_OK;
    rbk_listing listing = {NULL};
    rbk_status status = find_next_to(disc, file->location, ending + 1, disc->descriptor_path, &listing, &c, error);
    if (status == RBK_OK)
        status = give_subchannel(disc, position, &c, findings, error);
    rbk_listing_release(&listing);
    release(&c);
    return status;
}

bool rbk_source_has_other_sub_length(const rbk_file *file, char text[RBK_SENTENCE_BYTES])
{
    struct stat about;
    const long long sectors = rbk_sectors_floor(file->length_frames), bytes = sectors * RBK_SUBCHANNEL_BYTES;
    if (file->subchannel != RBK_SUBCHANNEL_CHANNELS || !file->subchannel_location ||
        rbk_current_stat(file->subchannel_location, &about) != 0 || about.st_size == bytes)
        return false;
    snprintf(text, RBK_SENTENCE_BYTES, "'%.200s' has %lld byte%s, the subchannel of %lld sector%s has %lld",
             file->subchannel_path, (long long)about.st_size, RBK_PLURAL(about.st_size, "", "s"), sectors,
             RBK_PLURAL(sectors, "", "s"), bytes);
    return true;
}

rbk_status rbk_source_judge_subchannel(const rbk_file *file, rbk_findings *findings, rbk_error *error)
{
    char text[RBK_SENTENCE_BYTES];
    if (rbk_source_has_other_sub_length(file, text) &&
        rbk_findings_add(findings, RBK_WARNING, RBK_RULE_SUB_LENGTH, file->location, 0, 0, "%s", text) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
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

static rbk_status report_length(const rbk_file *file, const char *found, rbk_findings *findings, rbk_error *error)
{
    struct stat about;
    bool there = false;
    rbk_status status = rbk_current_look(found, &there, &about, error);
    if (status != RBK_OK)
        return status;
    const int64_t bytes = there ? about.st_size : 0;
    int64_t sectors =
        rbk_sectors_ceil(rbk_rate_scale(file->length_frames, file->rate_hz ? file->rate_hz : RBK_RATE_HZ));
    if (bytes > 0 && bytes % RBK_SUBCHANNEL_BYTES == 0 && bytes / RBK_SUBCHANNEL_BYTES <= sectors)
        return RBK_OK;
    return rbk_findings_add(findings, RBK_WARNING, "cdg.length", found, 0, 0,
                            "it has %lld byte%s, its song has %lld sector%s of %d bytes", (long long)bytes,
                            RBK_PLURAL(bytes, "", "s"), (long long)sectors, RBK_PLURAL(sectors, "", "s"),
                            RBK_SUBCHANNEL_BYTES) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

/* What is there and is not read. */
static rbk_status add_unread_graphics(const rbk_file *file, const companion *c, rbk_findings *findings)
{
    if (c->matches == 1)
        return rbk_findings_add(findings, RBK_WARNING, "file.outside", file->location, 0, 0, RBK_SOURCE_LED_OUTSIDE,
                                rbk_path_base(c->path));
    if (c->matches > 1)
        return rbk_findings_add(findings, RBK_WARNING, "cdg.several", file->location, 0, 0,
                                "'%.200s' and %zu more could be its graphics: none is read", rbk_path_base(c->path),
                                c->matches - 1);
    return rbk_findings_add(findings, RBK_WARNING, "cdg.irregular", file->location, 0, 0,
                            "its graphics '%.200s' are ignored: expected a regular file, found %s",
                            rbk_path_base(c->irregular), rbk_source_irregular_kind(c->irregular));
}

static rbk_status give_graphics(rbk_disc *disc, uint32_t position, const companion *c, rbk_findings *findings,
                                rbk_error *error)
{
    const rbk_file *file = &disc->files[position];
    if (!c->usable) {
        return add_unread_graphics(file, c, findings) == RBK_OK ? leave_unread(disc, position, c, error)
                                                                : rbk_fail_memory(error);
    }
    if (rbk_findings_add(findings, RBK_NOTE, "cdg.found", c->path, 0, 0, "its graphics belong to '%s'", file->path))
        return rbk_fail_memory(error);
    const rbk_status status = report_length(file, c->path, findings, error);
    if (status != RBK_OK)
        return status;
    return rbk_disc_set_subchannel(disc, position, RBK_SUBCHANNEL_PACKS, rbk_path_base(c->path), c->path, error);
}

/* *count rises if there is anything, used or not. */
static rbk_status look_for_graphics(rbk_disc *disc, uint32_t position, rbk_listing *listing, size_t *count,
                                    rbk_findings *findings, rbk_error *error)
{
    companion c;
    rbk_status status = find_next_to(disc, disc->files[position].location, GRAPHICS, NULL, listing, &c, error);
    const bool any = status == RBK_OK && (c.path || c.irregular);
    *count += any;
    if (any)
        status = give_graphics(disc, position, &c, findings, error);
    release(&c);
    return status;
}

rbk_status rbk_source_find_graphics(rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    size_t count = 0;
    rbk_listing listing = {NULL};
    rbk_status status = RBK_OK;
    if (!disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    for (uint32_t i = 0; i < disc->file_count && status == RBK_OK; i++) {
        if (!disc->files[i].location)
            continue;
        if (has_subchannel(disc, i))
            count++;
        else
            status = look_for_graphics(disc, i, &listing, &count, findings, error);
    }
    rbk_listing_release(&listing);
    if (status == RBK_OK && count == 0 &&
        rbk_findings_add(findings, RBK_WARNING, "cdg.none", NULL, 0, 0,
                         "no file of the disc has graphics: expected a file of the same name with the ending .cdg"))
        status = rbk_fail_memory(error);
    return status;
}

rbk_status rbk_source_leave_graphics(const rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    rbk_listing listing = {NULL};
    if (!disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    for (uint32_t i = 0; i < disc->file_count && status == RBK_OK; i++) {
        const rbk_file *file = &disc->files[i];
        companion c;
        if (!file->location || file->type != RBK_FILE_AUDIO || has_subchannel(disc, i))
            continue;
        status = find_next_to(disc, file->location, GRAPHICS, NULL, &listing, &c, error);
        if (status == RBK_OK && c.matches == 1 &&
            rbk_findings_add(findings, RBK_WARNING, "cdg.left-out", c.path, 0, 0,
                             "the graphics of '%s' are ignored: 'redbook convert --cdg' and 'redbook-burn write "
                             "--cdg=raw' read them",
                             file->path) != RBK_OK)
            status = rbk_fail_memory(error);
        release(&c);
    }
    rbk_listing_release(&listing);
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
                               uint32_t position, rbk_listing *listing, rbk_findings *findings, rbk_error *error)
{
    companion c = {0};
    const rbk_file *file = &made->files[position];
    if (!file->location || file->type != RBK_FILE_AUDIO || has_subchannel(made, position))
        return RBK_OK;
    char *name = rbk_path_name_with(file->location, "." GRAPHICS);
    rbk_status status = name ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK && !is_among(name, paths, count))
        status = find_next_to(made, file->location, GRAPHICS, NULL, listing, &c, error);
    if (status == RBK_OK && c.matches == 1 &&
        rbk_findings_add(findings, RBK_WARNING, "target.other-file", target, 0, 0,
                         "'%.200s' is next to it, and 'redbook convert --cdg' would read it as the graphics of "
                         "'%.200s': rename or remove it",
                         rbk_path_base(c.path), rbk_path_base(file->location)) != RBK_OK)
        status = rbk_fail_memory(error);
    release(&c);
    free(name);
    return status;
}

rbk_status rbk_source_report_graphics(const char *target, const char *const *paths, size_t count, const rbk_disc *made,
                                      rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    rbk_listing listing = {NULL};
    for (uint32_t i = 0; i < made->file_count && status == RBK_OK; i++)
        status = report_stale(target, paths, count, made, i, &listing, findings, error);
    rbk_listing_release(&listing);
    return status;
}
