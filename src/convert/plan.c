/*
 * The plan as a whole: metadata, arrangement, CD-TEXT, and the descriptor's text itself, so that all that a writer of
 * descriptors changes is known before the first byte of payload is moved.
 */
#include "convert/plan.h"

#include "base/fail.h"
#include "base/path.h"
#include "disc/sessions.h"

#include <redbook/format.h>
#include <redbook/rules.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void rbk_conversion_free(rbk_conversion *conversion)
{
    if (!conversion)
        return;
    for (size_t i = 0; i < conversion->file_count; i++) {
        free(conversion->files[i].path);
        free(conversion->files[i].stretches);
    }
    free(conversion->files);
    free(conversion->path);
    rbk_disc_free(conversion->disc);
    rbk_bytes_release(&conversion->descriptor);
    free(conversion);
}

bool rbk_finding_is_loss(const rbk_finding *finding)
{
    return strncmp(finding->rule, "lost.", 5) == 0 || strncmp(finding->rule, "changed.", 8) == 0;
}

rbk_status rbk_plan_tell(const rbk_planning *planning, const char *rule, const rbk_track *track, const char *format,
                         ...)
{
    char text[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    planning->made->loss_count++;
    return rbk_findings_add(planning->findings, RBK_WARNING, rule, planning->source, track ? track->line : 0,
                            track ? track->number : 0, "%s", text);
}

bool rbk_plan_track_is_sound(const rbk_planning *planning, size_t track)
{
    return rbk_track_mode_is_audio(planning->disc->tracks[track].mode);
}

/* Sectors of data have no mode with subchannel, though drives leave things in it there, too. */
bool rbk_plan_track_becomes_graphics(const rbk_planning *planning, size_t track)
{
    return planning->graphics && planning->graphics[track] && planning->traits->graphics &&
           rbk_plan_track_is_sound(planning, track);
}

int32_t rbk_plan_track_start(const rbk_planning *planning, size_t track)
{
    const rbk_layout_track *laid = &planning->layout->tracks[track];
    bool begins_session = track > 0 && rbk_layout_session_of(planning->layout, track)->first_track == track;
    return begins_session && planning->traits->bare_sessions ? laid->index01_lba : laid->start_lba;
}

/* ------------------------------------------------------------------ names */

char *rbk_plan_base_name(const rbk_planning *planning)
{
    const char *name = rbk_path_base(planning->made->path);
    size_t length = strlen(name) - strlen(planning->traits->target.extension) - 1;
    char *base = malloc(length + 1);
    if (base) {
        memcpy(base, name, length);
        base[length] = '\0';
    }
    return base;
}

rbk_status rbk_plan_add_file(const rbk_planning *planning, const char *name, rbk_image_sink_kind sink, uint32_t track,
                             size_t *position, rbk_error *error)
{
    rbk_conversion *made = planning->made;
    rbk_convert_file *files = realloc(made->files, (made->file_count + 1) * sizeof *files);
    if (!files)
        return rbk_fail_memory(error);
    made->files = files;
    files[made->file_count] = (rbk_convert_file){.sink = sink, .track = track};
    files[made->file_count].path = rbk_path_beside(made->path, name);
    if (!files[made->file_count].path)
        return rbk_fail_memory(error);
    *position = made->file_count++;
    return RBK_OK;
}

static rbk_status check_path(const rbk_planning *planning, const char *path, rbk_error *error)
{
    const char *name = rbk_path_base(path);
    const char *extension = planning->traits->target.extension;
    size_t length = strlen(name), ending = strlen(extension) + 1;
    bool fits = length > ending && name[length - ending] == '.';
    for (size_t i = 1; fits && i < ending; i++)
        fits = (name[length - ending + i] | 0x20) == extension[i - 1];
    if (fits)
        return RBK_OK;
    rbk_fail(error, RBK_INVALID_ARGUMENT, "the target '%s' needs a name that ends in '.%s'",
             planning->traits->target.name, extension);
    rbk_error_set_path(error, path);
    return RBK_INVALID_ARGUMENT;
}

/* ------------------------------------------------------------------ the descriptor */

/* What becomes of a finding that others made. */
typedef enum taking { AS_LOSS, AS_NOTE, NOT_AT_ALL } taking;

/*
 * What the writers of descriptors and of CD-TEXT notice, in the words of the loss list. What lies in the nature of the
 * target, and was asked for with it, is no more than a note; what is told item by item anyway is not told again.
 */
static const struct {
    const char *noticed;
    const char *rule;
    taking taking;
} translations[] = {
    {"cue.text-too-long", "changed.text", AS_LOSS},
    {"cue.quote", "changed.text", AS_LOSS},
    {"cue.control-character", "changed.text", AS_LOSS},
    {"cue.cdtext-file", "lost.cdtext-file", AS_LOSS},
    {"cdtext.replaced", "changed.text", AS_LOSS},
    {RBK_RULE_CDTEXT_PLAIN, "changed.text", AS_NOTE},
    {"cdtext.no-place", "", NOT_AT_ALL},
    {"cue.several-files", "cue.several-files", AS_NOTE},
    {"cue.track-spans-files", "cue.track-spans-files", AS_NOTE},
};

static rbk_status take_finding(const rbk_planning *planning, const rbk_finding *finding)
{
    for (size_t i = 0; i < sizeof translations / sizeof translations[0]; i++) {
        const bool loss = translations[i].taking == AS_LOSS;
        if (strcmp(finding->rule, translations[i].noticed) != 0)
            continue;
        if (translations[i].taking == NOT_AT_ALL)
            return RBK_OK;
        planning->made->loss_count += loss;
        return rbk_findings_add(planning->findings, loss ? RBK_WARNING : RBK_NOTE, translations[i].rule,
                                loss ? planning->source : planning->made->path, 0, finding->track, "%s", finding->text);
    }
    return rbk_findings_add(planning->findings, finding->severity, finding->rule, planning->made->path, finding->line,
                            finding->track, "%s", finding->text);
}

rbk_status rbk_plan_take_findings(const rbk_planning *planning, const rbk_findings *noticed)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < rbk_findings_count(noticed) && status == RBK_OK; i++)
        status = take_finding(planning, rbk_findings_at(noticed, i));
    return status;
}

static rbk_status take_text(const rbk_planning *planning, const rbk_output *output, const rbk_findings *noticed)
{
    size_t size;
    const char *text = rbk_output_text(output, &size);
    rbk_bytes *descriptor = &planning->made->descriptor;
    rbk_status status = rbk_plan_take_findings(planning, noticed);
    descriptor->data = malloc(size + 1);
    if (status != RBK_OK || !descriptor->data)
        return RBK_NO_MEMORY;
    memcpy(descriptor->data, text, size + 1);
    descriptor->size = size;
    return RBK_OK;
}

static rbk_status describe(const rbk_planning *planning, rbk_error *error)
{
    const rbk_format *format = rbk_format_find(planning->traits->format);
    if (!format)
        return RBK_OK;
    rbk_output *output = rbk_output_new_memory();
    rbk_findings *noticed = rbk_findings_new();
    rbk_status status = output && noticed ? rbk_format_write(format, planning->made->disc, output, noticed, error)
                                          : rbk_fail_memory(error);
    if (status == RBK_OK &&
        (rbk_output_commit(output, NULL) != RBK_OK || take_text(planning, output, noticed) != RBK_OK))
        status = rbk_fail_memory(error);
    rbk_findings_free(noticed);
    rbk_output_free(output);
    if (status != RBK_OK)
        rbk_error_set_path(error, planning->made->path);
    return status;
}

static rbk_status make_steps(rbk_planning *planning, rbk_error *error)
{
    rbk_status status = rbk_plan_refuse(planning, error);
    if (status == RBK_OK)
        status = rbk_plan_packs(planning, error);
    if (status == RBK_OK)
        status = rbk_plan_metadata(planning, error);
    if (status == RBK_OK)
        status = rbk_disc_take_sessions(planning->made->disc, planning->disc, error);
    if (status == RBK_OK)
        status = rbk_plan_arrangement(planning, error);
    if (status == RBK_OK)
        status = rbk_plan_pack_file(planning, error);
    return status == RBK_OK ? describe(planning, error) : status;
}

rbk_status rbk_plan_make(const rbk_planning *given, const char *path, rbk_error *error)
{
    rbk_planning planning = *given;
    rbk_conversion *made = given->made;
    rbk_status status = check_path(given, path, error);
    if (status != RBK_OK)
        return status;
    made->target = &given->traits->target;
    made->lead_out_lba = rbk_layout_end(given->layout);
    made->path = strdup(path);
    made->disc = rbk_disc_new();
    status = made->path && made->disc ? make_steps(&planning, error) : rbk_fail_memory(error);
    rbk_disc_free(planning.held);
    return status;
}
