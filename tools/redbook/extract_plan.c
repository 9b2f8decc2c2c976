/*
 * Which sectors of a disc become which files. Opens and writes nothing; looks whether targets are there already.
 */
#include "redbook/extract_plan.h"
#include "cli/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define NAME_BYTES_MAX 200 /* of a title in a file name; file systems take 255 for all of it */

typedef struct planner {
    const disc_input *input;
    const extract_request *request;
    extract_plan *plan;
    rbk_findings *findings;
} planner;

/* ------------------------------------------------------------------ names */

/* What no file name may have, on any of the systems in use. */
static bool is_unsafe(uint32_t point)
{
    return cli_utf8_is_control(point) || (point < 0x80 && strchr("/\\:*?\"<>|", (int)point) != NULL);
}

/* Appends a text to a name with "_" in the place of what is unsafe; blanks and dots at its end are left out. */
static void append_safe(char *name, size_t size, const char *text)
{
    size_t used = strlen(name), limit = size - 1;
    for (const char *at = text; *at;) {
        uint32_t point = 0;
        size_t length = cli_utf8_decode(at, &point);
        bool unsafe = length == 0 || is_unsafe(point);
        if (used + (unsafe ? 1 : length) > limit)
            break;
        if (unsafe)
            name[used++] = '_';
        else
            memcpy(name + used, at, length);
        used += unsafe ? 0 : length;
        at += length ? length : 1;
    }
    while (used > 0 && (name[used - 1] == ' ' || name[used - 1] == '.'))
        used--;
    name[used] = '\0';
}

static char *path_of(const extract_request *request, const char *name)
{
    const char *ending = rbk_sink_format_extension((rbk_sink_format)request->format);
    size_t folder = strlen(request->folder);
    bool slash = folder > 0 && request->folder[folder - 1] == '/';
    size_t size = folder + strlen(name) + strlen(ending) + 3;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s%s%s.%s", request->folder, slash ? "" : "/", name, ending);
    return path;
}

static void name_range(char *name, size_t size, const extract_request *request)
{
    char from[RBK_TIME_BYTES], to[RBK_TIME_BYTES];
    snprintf(name, size, "Range %s-%s", rbk_time_format(request->from_lba, from), rbk_time_format(request->to_lba, to));
    for (char *c = name; *c; c++)
        if (*c == ':')
            *c = '.';
}

/* ------------------------------------------------------------------ items */

static rbk_status check_target(const planner *p, const char *path)
{
    struct stat status;
    if (p->request->force || lstat(path, &status) != 0)
        return RBK_OK;
    return rbk_findings_add(p->findings, RBK_ERROR, "extract.exists", path, 0, 0, "exists already");
}

static rbk_status add_item(planner *p, const extract_item *item, const char *name)
{
    extract_plan *plan = p->plan;
    extract_item *items = realloc(plan->items, (plan->count + 1) * sizeof *items);
    if (!items)
        return RBK_NO_MEMORY;
    plan->items = items;
    items[plan->count] = *item;
    items[plan->count].path = path_of(p->request, name);
    if (!items[plan->count].path)
        return RBK_NO_MEMORY;
    plan->sectors += item->end_lba - item->first_lba;
    return check_target(p, items[plan->count++].path);
}

static bool is_audio(const planner *p, size_t t)
{
    return rbk_track_mode_is_audio(p->input->disc->tracks[t].mode);
}

static rbk_status refuse_data(const planner *p, size_t t)
{
    const rbk_track *track = &p->input->disc->tracks[t];
    return rbk_findings_add(p->findings, RBK_ERROR, "extract.data-track", p->input->path, 0, track->number,
                            "track %u is a data track (%s): only audio can be extracted%s", (unsigned)track->number,
                            rbk_track_mode_name(track->mode),
                            p->request->tracks_given || p->request->has_range ? "" : ", choose tracks with --tracks");
}

static rbk_status add_track(planner *p, size_t t)
{
    const rbk_layout *layout = p->input->layout;
    const rbk_layout_track *place = &layout->tracks[t];
    const rbk_track *track = &p->input->disc->tracks[t];
    extract_pause pause = (extract_pause)p->request->pause;
    char name[NAME_BYTES_MAX + 1];
    if (!is_audio(p, t))
        return refuse_data(p, t);
    extract_item item = {.track = track, .first_lba = place->index01_lba, .end_lba = place->end_lba};
    if (pause == PAUSE_WITH_TRACK)
        item.first_lba = place->start_lba;
    if (pause == PAUSE_BEFORE && t + 1 < layout->track_count && is_audio(p, t + 1))
        item.end_lba = layout->tracks[t + 1].index01_lba;
    snprintf(name, sizeof name, "%02u ", (unsigned)track->number);
    append_safe(name, sizeof name, track->text.field[RBK_TEXT_TITLE] ? track->text.field[RBK_TEXT_TITLE] : "");
    return add_item(p, &item, name);
}

static rbk_status add_hidden(planner *p, bool first_is_chosen)
{
    const rbk_layout_track *place = &p->input->layout->tracks[0];
    const extract_item item = {.hidden = true, .first_lba = place->start_lba, .end_lba = place->index01_lba};
    bool there = is_audio(p, 0) && item.end_lba > item.first_lba;
    if (there && p->request->hidden)
        return add_item(p, &item, "00 Hidden");
    if (p->request->hidden)
        return rbk_findings_add(p->findings, RBK_ERROR, "extract.no-hidden", p->input->path, 0, 0,
                                "there is nothing before track 1");
    char length[RBK_TIME_BYTES];
    if (there && first_is_chosen && p->request->pause == PAUSE_BEFORE)
        return rbk_findings_add(p->findings, RBK_WARNING, "extract.hidden-left-out", p->input->path, 0, 0,
                                "%s before track 1 is not extracted; --hidden makes it a file",
                                rbk_time_format(item.end_lba - item.first_lba, length));
    return RBK_OK;
}

/* ------------------------------------------------------------------ what was asked for */

static rbk_status check_numbers(const planner *p)
{
    const rbk_disc *disc = p->input->disc;
    bool there[RBK_TRACKS_MAX + 1] = {false};
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < disc->track_count; t++)
        there[disc->tracks[t].number] = true;
    for (unsigned number = 1; number <= RBK_TRACKS_MAX && status == RBK_OK; number++)
        if (p->request->tracks[number] && !there[number])
            status = rbk_findings_add(p->findings, RBK_ERROR, "extract.no-such-track", p->input->path, 0, 0,
                                      "there is no track %u: the disc has %u to %u", number,
                                      (unsigned)disc->tracks[0].number,
                                      (unsigned)disc->tracks[disc->track_count - 1].number);
    return status;
}

static bool is_chosen(const planner *p, size_t t)
{
    return !p->request->tracks_given || p->request->tracks[p->input->disc->tracks[t].number];
}

static rbk_status plan_tracks(planner *p)
{
    rbk_status status = check_numbers(p);
    if (status == RBK_OK)
        status = add_hidden(p, is_chosen(p, 0));
    for (size_t t = 0; t < p->input->layout->track_count && status == RBK_OK; t++)
        if (is_chosen(p, t))
            status = add_track(p, t);
    return status;
}

static rbk_status plan_range(planner *p)
{
    const rbk_layout *layout = p->input->layout;
    const extract_item item = {.first_lba = (int32_t)p->request->from_lba, .end_lba = (int32_t)p->request->to_lba};
    char name[NAME_BYTES_MAX + 1], end[RBK_TIME_BYTES];
    if (item.end_lba > layout->lead_out_lba)
        return rbk_findings_add(p->findings, RBK_ERROR, "extract.range", p->input->path, 0, 0,
                                "the range goes beyond the end of the disc at %s",
                                rbk_time_format(layout->lead_out_lba, end));
    for (size_t t = 0; t < layout->track_count; t++)
        if (!is_audio(p, t) && layout->tracks[t].start_lba < item.end_lba && layout->tracks[t].end_lba > item.first_lba)
            return refuse_data(p, t);
    name_range(name, sizeof name, p->request);
    return add_item(p, &item, name);
}

rbk_status extract_plan_make(const disc_input *input, const extract_request *request, extract_plan *plan,
                             rbk_findings *findings)
{
    planner p = {input, request, plan, findings};
    memset(plan, 0, sizeof *plan);
    return request->has_range ? plan_range(&p) : plan_tracks(&p);
}

void extract_plan_release(extract_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        free(plan->items[i].path);
    free(plan->items);
    memset(plan, 0, sizeof *plan);
}
