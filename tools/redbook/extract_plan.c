/*
 * Which sectors of a disc become which files. Writes nothing; looks whether targets are there already, and into tracks
 * whose mode does not say what their sectors are.
 */
#include "redbook/extract_plan.h"
#include "cli/utf8.h"

#include <redbook/rules.h>
#include <redbook/volume.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define LOOK_SECTORS   64  /* read at once */
#define NAME_BYTES_MAX 200 /* of a title in a file name; file systems take 255 for all of it */

typedef struct planner {
    const disc_input *input;
    rbk_image *image;
    const extract_request *request;
    extract_plan *plan;
    rbk_findings *findings;
    rbk_error *error;
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

static char *path_of(const extract_request *request, const char *name, extract_kind kind)
{
    const char *audio = rbk_sink_format_extension((rbk_sink_format)request->format);
    const char *ending = kind == EXTRACT_ISO ? "iso" : kind == EXTRACT_RAW ? "bin" : audio;
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
    struct stat there;
    rbk_status status = rbk_recover_reporting(path, p->request->force ? RBK_RECOVER_TO_REPLACE : RBK_RECOVER_TO_MAKE,
                                              p->findings, p->error);
    if (status != RBK_OK)
        return status;
    if (!p->request->force && lstat(path, &there) == 0)
        return rbk_findings_add(p->findings, RBK_ERROR, "extract.exists", path, 0, 0,
                                S_ISDIR(there.st_mode) ? "is a folder, expected the name of a file" : "already exists");
    return rbk_source_report_target(p->input->disc, p->input->path, path, NULL, p->findings, p->error);
}

/* A file of nothing is none that anything reads. */
static rbk_status refuse_empty(const planner *p, const rbk_track *track)
{
    return rbk_findings_add(p->findings, RBK_ERROR, RBK_RULE_TRACK_EMPTY, p->input->path, track->line, track->number,
                            "track %u has no sectors, so there is nothing to extract: choose others with --tracks",
                            (unsigned)track->number);
}

static rbk_status add_item(planner *p, const extract_item *item, const char *name)
{
    extract_plan *plan = p->plan;
    if (item->track && item->end_lba <= item->first_lba)
        return refuse_empty(p, item->track);
    extract_item *items = realloc(plan->items, (plan->count + 1) * sizeof *items);
    if (!items)
        return RBK_NO_MEMORY;
    plan->items = items;
    items[plan->count] = *item;
    items[plan->count].head = NULL;
    items[plan->count].path = path_of(p->request, name, item->kind);
    if (!items[plan->count].path)
        return RBK_NO_MEMORY;
    plan->sectors += item->end_lba - item->first_lba;
    return check_target(p, items[plan->count++].path);
}

static bool is_audio(const planner *p, size_t t)
{
    return rbk_track_mode_is_audio(p->input->disc->tracks[t].mode);
}

static void name_track(char *name, size_t size, const rbk_track *track)
{
    snprintf(name, size, "%02u ", (unsigned)track->number);
    append_safe(name, size, track->text.field[RBK_TEXT_TITLE] ? track->text.field[RBK_TEXT_TITLE] : "");
}

/* ------------------------------------------------------------------ tracks of data */

/* What the sectors of a track say they are. */
typedef struct form_count {
    int32_t form1, form2, formless;
    int32_t blank; /* of these, which say nothing: with the same byte throughout after the header */
} form_count;

static bool is_blank(const uint8_t *raw)
{
    const uint32_t at = rbk_sector_user_offset(RBK_SECTOR_MODE2);
    return memcmp(raw + at, raw + at + 1, RBK_SECTOR_BYTES - at - 1) == 0;
}

static void count_form(form_count *count, const uint8_t *raw)
{
    rbk_sector_kind kind = rbk_sector_kind_of(raw);
    bool blank = is_blank(raw) && (kind == RBK_SECTOR_MODE2_FORM1 || kind == RBK_SECTOR_MODE2_FORM2);
    count->blank += blank;
    count->form1 += blank || kind == RBK_SECTOR_MODE2_FORM1;
    count->form2 += !blank && kind == RBK_SECTOR_MODE2_FORM2;
    count->formless += kind == RBK_SECTOR_MODE2;
}

static rbk_status count_forms(const planner *p, const extract_item *item, form_count *count)
{
    rbk_status status = RBK_OK;
    uint8_t *raw = malloc((size_t)LOOK_SECTORS * RBK_SECTOR_BYTES);
    if (!raw)
        return RBK_NO_MEMORY;
    for (int32_t lba = item->first_lba; lba < item->end_lba && status == RBK_OK && !count->form2; lba += LOOK_SECTORS) {
        int32_t left = item->end_lba - lba, now = left < LOOK_SECTORS ? left : LOOK_SECTORS;
        status = rbk_image_read_sectors(p->image, lba, (uint32_t)now, raw, p->error);
        for (int32_t i = 0; i < now && status == RBK_OK; i++)
            count_form(count, raw + (size_t)i * RBK_SECTOR_BYTES);
    }
    free(raw);
    return status;
}

/*
 * What becomes of a track of mode 2, which is formless if most of its sectors are. A few formless ones among those of form 1
 * are ones whose subheader is damaged.
 */
static rbk_status look_at_forms(const planner *p, const rbk_track *track, extract_item *item)
{
    form_count count = {0, 0, 0, 0};
    rbk_status status = count_forms(p, item, &count);
    if (status != RBK_OK)
        return status;
    bool formless = count.formless > count.form1 + count.form2 - count.blank;
    item->sectors = formless ? RBK_SECTOR_MODE2 : RBK_SECTOR_MODE2_FORM1;
    bool iso = !formless && count.form1 > 0 && !count.form2 && (int64_t)count.formless * 100 <= count.form1;
    if (iso || p->request->raw)
        return RBK_OK;
    item->kind = EXTRACT_RAW;
    return rbk_findings_add(p->findings, RBK_NOTE, "extract.raw", p->input->path, 0, track->number,
                            "track %u has sectors other than form 1: it is written as raw sectors",
                            (unsigned)track->number);
}

/* The size in a primary or supplementary descriptor becomes that of the file: readers refuse addresses beyond it. */
static void set_volume_sectors(uint8_t *user, uint32_t sectors)
{
    bool sized = (user[0] == 1 || user[0] == 2) && memcmp(user + 1, "CD001", 5) == 0;
    for (int i = 0; i < 4 && sized; i++)
        user[80 + i] = user[87 - i] = (uint8_t)(sectors >> 8 * i);
}

/*
 * Sectors before the ISO, so that its addresses are right in a file: as many as the disc has before the session. The
 * volume descriptors come first once more, where programs look for them in a file.
 */
static rbk_status pad_item(const planner *p, extract_item *item)
{
    rbk_volume volume;
    uint8_t raw[RBK_SECTOR_BYTES];
    rbk_status status = rbk_volume_read(p->image, item->first_lba, item->end_lba, &volume, p->error);
    if (status != RBK_OK)
        return status;
    int32_t before =
        volume.made_for_lba == RBK_NO_LBA || volume.made_for_lba < 0 ? item->first_lba : volume.made_for_lba;
    if ((uint32_t)before <= volume.descriptors) {
        item->empty_sectors = (uint32_t)before;
        return RBK_OK;
    }
    size_t size = rbk_sector_user_bytes(item->sectors);
    item->head_bytes = volume.descriptors * size;
    item->head = malloc(item->head_bytes ? item->head_bytes : 1);
    item->empty_sectors = (uint32_t)before - volume.descriptors;
    for (uint32_t i = 0; i < volume.descriptors && status == RBK_OK; i++) {
        status = item->head ? rbk_image_read_sectors(p->image, item->first_lba + (int32_t)i, 1, raw, p->error)
                            : RBK_NO_MEMORY;
        if (status != RBK_OK)
            break;
        memcpy(item->head + i * size, raw + rbk_sector_user_offset(item->sectors), size);
        set_volume_sectors(item->head + i * size, (uint32_t)(before + item->end_lba - item->first_lba));
    }
    return item->head ? status : RBK_NO_MEMORY;
}

static rbk_status add_data_track(planner *p, size_t t)
{
    const rbk_layout_track *place = &p->input->layout->tracks[t];
    const rbk_track *track = &p->input->disc->tracks[t];
    bool mode1 = track->mode == RBK_MODE_MODE1_2048 || track->mode == RBK_MODE_MODE1_2352;
    char name[NAME_BYTES_MAX + 1];
    rbk_status status = RBK_OK;
    extract_item item = {.track = track,
                         .kind = p->request->raw ? EXTRACT_RAW : EXTRACT_ISO,
                         .sectors = RBK_SECTOR_MODE1,
                         .first_lba = place->index01_lba,
                         .end_lba = place->end_lba};
    if (!mode1)
        status = look_at_forms(p, track, &item);
    name_track(name, sizeof name, track);
    size_t added = p->plan->count;
    if (status == RBK_OK)
        status = add_item(p, &item, name);
    bool pads = status == RBK_OK && p->request->pad && item.kind == EXTRACT_ISO && p->plan->count > added;
    return pads ? pad_item(p, &p->plan->items[added]) : status;
}

/* ------------------------------------------------------------------ tracks of audio */

/* A pregap after data is neither the data's nor the audio's, one that begins a session has no track before it. */
static rbk_status report_pregap(const planner *p, size_t t)
{
    char length[RBK_TIME_BYTES];
    const rbk_layout_track *place = &p->input->layout->tracks[t];
    bool begins_session = rbk_layout_session_of(p->input->layout, t)->first_track == t;
    if (t == 0 || place->index01_lba == place->start_lba || p->request->pregap != PREGAP_BEFORE)
        return RBK_OK;
    if (begins_session)
        return rbk_findings_add(
            p->findings, RBK_NOTE, "extract.pause-left-out", p->input->path, 0, p->input->disc->tracks[t].number,
            "the pregap of %s that starts the session of track %u is not extracted",
            rbk_time_format(place->index01_lba - place->start_lba, length), (unsigned)p->input->disc->tracks[t].number);
    if (is_audio(p, t - 1))
        return RBK_OK;
    return rbk_findings_add(
        p->findings, RBK_NOTE, "extract.pause-left-out", p->input->path, 0, p->input->disc->tracks[t].number,
        "the pregap of %s between data and track %u is not extracted",
        rbk_time_format(place->index01_lba - place->start_lba, length), (unsigned)p->input->disc->tracks[t].number);
}

static rbk_status add_track(planner *p, size_t t)
{
    const rbk_layout *layout = p->input->layout;
    const rbk_layout_track *place = &layout->tracks[t];
    const rbk_track *track = &p->input->disc->tracks[t];
    extract_pregap pregap = (extract_pregap)p->request->pregap;
    char name[NAME_BYTES_MAX + 1];
    if (!is_audio(p, t))
        return add_data_track(p, t);
    extract_item item = {.track = track, .first_lba = place->index01_lba, .end_lba = place->end_lba};
    if (pregap == PREGAP_WITH_TRACK)
        item.first_lba = place->start_lba;
    const rbk_layout_session *session = rbk_layout_session_of(layout, t);
    bool last = t + 1 == session->first_track + session->track_count;
    if (pregap == PREGAP_BEFORE && !last && is_audio(p, t + 1))
        item.end_lba = layout->tracks[t + 1].index01_lba;
    name_track(name, sizeof name, track);
    rbk_status status = report_pregap(p, t);
    return status == RBK_OK ? add_item(p, &item, name) : status;
}

static rbk_status add_hidden(planner *p, bool first_is_chosen)
{
    const rbk_layout_track *place = &p->input->layout->tracks[0];
    const unsigned first = (unsigned)p->input->disc->tracks[0].number;
    const extract_item item = {.hidden = true, .first_lba = place->start_lba, .end_lba = place->index01_lba};
    bool there = is_audio(p, 0) && item.end_lba > item.first_lba;
    if (there && p->request->hidden)
        return add_item(p, &item, "00 Hidden");
    if (p->request->hidden)
        return rbk_findings_add(p->findings, RBK_ERROR, "extract.no-hidden", p->input->path, 0, 0,
                                "there is nothing before track %u", first);
    char length[RBK_TIME_BYTES];
    if (there && first_is_chosen && p->request->pregap == PREGAP_BEFORE)
        return rbk_findings_add(p->findings, RBK_WARNING, "extract.hidden-left-out", p->input->path, 0, 0,
                                "%s before track %u is not extracted: use --hidden to write it to a file",
                                rbk_time_format(item.end_lba - item.first_lba, length), first);
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
                                      "there is no track %u: the disc has tracks %u to %u", number,
                                      (unsigned)disc->tracks[0].number,
                                      (unsigned)disc->tracks[disc->track_count - 1].number);
    return status;
}

static size_t session_of(const planner *p, size_t t)
{
    const rbk_layout *layout = p->input->layout;
    return (size_t)(rbk_layout_session_of(layout, t) - layout->sessions) + 1;
}

static bool is_chosen(const planner *p, size_t t)
{
    return (!p->request->tracks_given || p->request->tracks[p->input->disc->tracks[t].number]) &&
           (p->request->session == 0 || p->request->session == session_of(p, t));
}

/* Tracks that are named are extracted, or the session that was named with them is wrong. */
static rbk_status check_session(const planner *p)
{
    const rbk_disc *disc = p->input->disc;
    const unsigned session = (unsigned)p->request->session;
    rbk_status status = RBK_OK;
    if (session > p->input->layout->session_count)
        return rbk_findings_add(p->findings, RBK_ERROR, "extract.no-such-session", p->input->path, 0, 0,
                                "there is no session %u: the disc has %zu", session, p->input->layout->session_count);
    for (size_t t = 0; session > 0 && t < disc->track_count && status == RBK_OK; t++)
        if (p->request->tracks[disc->tracks[t].number] && session_of(p, t) != session)
            status = rbk_findings_add(p->findings, RBK_ERROR, "extract.other-session", p->input->path, 0,
                                      disc->tracks[t].number, "track %u is in session %zu, and not in session %u",
                                      (unsigned)disc->tracks[t].number, session_of(p, t), session);
    return status;
}

static rbk_status plan_tracks(planner *p)
{
    rbk_status status = check_numbers(p);
    if (status == RBK_OK)
        status = check_session(p);
    if (status == RBK_OK)
        status = add_hidden(p, is_chosen(p, 0));
    for (size_t t = 0; t < p->input->layout->track_count && status == RBK_OK; t++)
        if (is_chosen(p, t))
            status = add_track(p, t);
    for (size_t i = 0; i < p->plan->count && status == RBK_OK; i++)
        if (p->plan->items[i].kind == EXTRACT_ISO)
            return RBK_OK;
    if (status == RBK_OK && p->request->pad)
        status = rbk_findings_add(p->findings, RBK_ERROR, "extract.nothing-to-pad", p->input->path, 0, 0,
                                  "--pad is for data that becomes an ISO, and none of the tracks does");
    return status;
}

/* The last seconds of a track, the pregap of the next one, and its first seconds. */
static rbk_status add_join(planner *p, size_t t)
{
    const rbk_layout_track *before = &p->input->layout->tracks[t - 1], *after = &p->input->layout->tracks[t];
    const int32_t sectors = (int32_t)p->request->joins_sectors;
    char name[NAME_BYTES_MAX + 1];
    extract_item item = {.first_lba = after->start_lba - sectors, .end_lba = after->index01_lba + sectors};
    if (item.first_lba < before->index01_lba)
        item.first_lba = before->index01_lba;
    if (item.end_lba > after->end_lba)
        item.end_lba = after->end_lba;
    snprintf(name, sizeof name, "Join %02u-%02u", (unsigned)p->input->disc->tracks[t - 1].number,
             (unsigned)p->input->disc->tracks[t].number);
    return add_item(p, &item, name);
}

/* Where audio follows audio; chosen are the tracks that come after. */
static rbk_status plan_joins(planner *p)
{
    rbk_status status = check_numbers(p);
    bool any = false;
    if (status == RBK_OK)
        status = check_session(p);
    for (size_t t = 1; t < p->input->layout->track_count && status == RBK_OK; t++) {
        bool begins_session = rbk_layout_session_of(p->input->layout, t)->first_track == t;
        if (begins_session || !is_audio(p, t - 1) || !is_audio(p, t) || !is_chosen(p, t))
            continue;
        any = true;
        status = add_join(p, t);
    }
    if (status != RBK_OK || any)
        return status;
    return rbk_findings_add(p->findings, RBK_ERROR, "extract.no-joins", p->input->path, 0, 0,
                            "there is no join to extract: none of these tracks follows another audio track");
}

static rbk_status plan_range(planner *p)
{
    const rbk_layout *layout = p->input->layout;
    extract_item item = {.first_lba = (int32_t)p->request->from_lba, .end_lba = (int32_t)p->request->to_lba};
    char name[NAME_BYTES_MAX + 1], end[RBK_TIME_BYTES];
    rbk_error why;
    if (item.end_lba > rbk_layout_end(layout))
        return rbk_findings_add(p->findings, RBK_ERROR, "extract.range", p->input->path, 0, 0,
                                "the range extends past the end of the disc at %s",
                                rbk_time_format(rbk_layout_end(layout), end));
    if (rbk_layout_check_range(layout, item.first_lba, (uint32_t)(item.end_lba - item.first_lba), &why) != RBK_OK)
        return rbk_findings_add(p->findings, RBK_ERROR, "extract.range", p->input->path, 0, 0, "%s", why.sentence);
    for (size_t t = 0; t < layout->track_count; t++) {
        const rbk_layout_track *place = &layout->tracks[t];
        if (is_audio(p, t) || place->start_lba >= item.end_lba || place->end_lba <= item.first_lba)
            continue;
        item.kind = EXTRACT_RAW;
        if (!p->request->raw)
            return rbk_findings_add(p->findings, RBK_ERROR, "extract.data-range", p->input->path, 0,
                                    p->input->disc->tracks[t].number,
                                    "the range has sectors of track %u, which is data: use --raw to write them",
                                    (unsigned)p->input->disc->tracks[t].number);
    }
    name_range(name, sizeof name, p->request);
    return add_item(p, &item, name);
}

rbk_status extract_plan_make(const disc_input *input, rbk_image *image, const extract_request *request,
                             extract_plan *plan, rbk_findings *findings, rbk_error *error)
{
    planner p = {input, image, request, plan, findings, error};
    memset(plan, 0, sizeof *plan);
    if (request->joins_sectors > 0)
        return plan_joins(&p);
    return request->has_range ? plan_range(&p) : plan_tracks(&p);
}

void extract_plan_release(extract_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        free(plan->items[i].path);
        free(plan->items[i].head);
    }
    free(plan->items);
    memset(plan, 0, sizeof *plan);
}
