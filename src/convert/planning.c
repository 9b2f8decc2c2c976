/*
 * Shared by all steps of a plan: the loss list, the form of a track in the target, and the files next to the
 * descriptor.
 */
#include "convert/plan.h"

#include "base/fail.h"
#include "base/path.h"
#include "base/room.h"
#include "base/utf8.h"
#include "disc/sessions.h"
#include "format/gdi.h"
#include "format/toc_session_texts.h"

#include <redbook/rules.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ tracks and files */

bool rbk_plan_track_is_audio(const rbk_planning *planning, size_t track)
{
    return rbk_track_mode_is_audio(planning->disc->tracks[track].mode);
}

static bool has_listed_q(const rbk_planning *planning, size_t track)
{
    const rbk_layout_track *laid = &planning->layout->tracks[track];
    for (size_t i = 0; planning->listed && i < planning->listed->listed_q_count; i++)
        if (planning->listed->listed_q[i].lba >= laid->start_lba && planning->listed->listed_q[i].lba < laid->end_lba)
            return true;
    return false;
}

bool rbk_plan_track_keeps_subchannel(const rbk_planning *planning, size_t track)
{
    bool audio = rbk_plan_track_is_audio(planning, track);
    if (planning->traits->listed_q == RBK_Q_IN_SECTORS && has_listed_q(planning, track))
        return true;
    return planning->graphics && planning->graphics[track] &&
           (audio ? planning->traits->graphics : planning->traits->data_subchannel);
}

/*
 * No mode of data states a subchannel; the placement of its sectors does. In a container the frames do, so that audio with
 * modified Q is not CD+G.
 */
bool rbk_plan_track_becomes_graphics(const rbk_planning *planning, size_t track)
{
    if (planning->traits->container && !(planning->graphics && planning->graphics[track]))
        return false;
    return rbk_plan_track_keeps_subchannel(planning, track) && rbk_plan_track_is_audio(planning, track);
}

bool rbk_plan_keeps_q(const rbk_planning *planning)
{
    return planning->traits->container && planning->graphics && planning->disc->listed_q_count == 0;
}

int32_t rbk_plan_track_start(const rbk_planning *planning, size_t track)
{
    const rbk_layout_track *laid = &planning->layout->tracks[track];
    bool begins_session = track > 0 && rbk_layout_session_of(planning->layout, track)->first_track == track;
    if (planning->traits->drops_pregaps && rbk_gdi_divides_pregap(planning->disc, planning->layout, track))
        return laid->start_lba + RBK_GDI_AUDIO_PART_SECTORS;
    return begins_session && planning->traits->bare_sessions ? laid->index01_lba : laid->start_lba;
}

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
    rbk_convert_file *files = rbk_room_for_one(made->files, made->file_count, sizeof *files);
    if (!files)
        return rbk_fail_memory(error);
    made->files = files;
    files[made->file_count] =
        (rbk_convert_file){.sink = sink, .payload = rbk_image_sink_kind_name(sink), .track = track};
    files[made->file_count].path = rbk_path_next_to(made->path, name);
    if (!files[made->file_count].path)
        return rbk_fail_memory(error);
    *position = made->file_count++;
    return RBK_OK;
}

rbk_status rbk_plan_add_content(const rbk_planning *planning, const char *name, const char *payload, rbk_bytes *content,
                                rbk_error *error)
{
    size_t position;
    rbk_status status = rbk_plan_add_file(planning, name, RBK_IMAGE_SINK_CONTENT, 0, &position, error);
    if (status != RBK_OK)
        return status;
    rbk_convert_file *file = &planning->made->files[position];
    file->payload = payload;
    file->content = *content;
    file->bytes = (int64_t)content->size;
    *content = (rbk_bytes){NULL, 0};
    return RBK_OK;
}

/* ------------------------------------------------------------------ segments and indexes */

int64_t rbk_plan_file_bytes(const rbk_convert_file *file)
{
    int64_t bytes = (int64_t)rbk_image_sink_head_bytes(file->sink) + (int64_t)file->content.size +
                    (int64_t)file->empty_sectors * rbk_image_sink_sector_bytes(file->sink, false);
    for (size_t i = 0; i < file->segment_count; i++) {
        const rbk_sector_range *range = &file->segments[i];
        bytes +=
            (int64_t)rbk_image_sink_sector_bytes(file->sink, range->subchannel) * (range->end_lba - range->first_lba);
    }
    return bytes;
}

rbk_status rbk_plan_add_segment(rbk_convert_file *file, int32_t first_lba, int32_t end_lba, bool subchannel,
                                rbk_error *error)
{
    rbk_sector_range *last = file->segment_count > 0 ? &file->segments[file->segment_count - 1] : NULL;
    if (last && last->end_lba == first_lba && last->subchannel == subchannel) { // NOLINT: a count is of segments
        last->end_lba = end_lba;
        return RBK_OK;
    }
    rbk_sector_range *segments = rbk_room_for_one(file->segments, file->segment_count, sizeof *segments);
    if (!segments)
        return rbk_fail_memory(error);
    file->segments = segments;
    segments[file->segment_count++] = (rbk_sector_range){first_lba, end_lba, subchannel};
    return RBK_OK;
}

void rbk_plan_count_bytes(const rbk_planning *planning)
{
    for (size_t i = 0; i < planning->made->file_count; i++)
        if (planning->made->files[i].bytes == 0)
            planning->made->files[i].bytes = rbk_plan_file_bytes(&planning->made->files[i]);
}

rbk_status rbk_plan_add_index(rbk_track *track, uint32_t number, int32_t sectors, rbk_error *error)
{
    int64_t offset = (int64_t)sectors * RBK_SECTOR_SAMPLES;
    uint32_t e = 0;
    while (e + 1 < track->extent_count && offset >= track->extents[e].length_samples)
        offset -= track->extents[e++].length_samples;
    return rbk_track_add_index(track, number, e, offset, error);
}

int64_t rbk_plan_silence_before(const rbk_track *track)
{
    int64_t samples = 0;
    for (size_t e = 0; e < track->extent_count && track->extents[e].silence; e++)
        samples += track->extents[e].length_samples;
    return samples;
}

/* ------------------------------------------------------------------ refusals */

rbk_status rbk_plan_fail(const rbk_planning *planning, const char *rule, const rbk_track *track, const char *sentence,
                         rbk_error *error)
{
    if (rbk_findings_add(planning->findings, RBK_ERROR, rule, planning->source, track ? track->line : 0,
                         track ? track->number : 0, "%s", sentence) != RBK_OK)
        return rbk_fail_memory(error);
    return rbk_fail(error, RBK_REFUSED, "%s", sentence);
}

/* ------------------------------------------------------------------ the loss list */

rbk_shown_text rbk_plan_shown(const char *text)
{
    rbk_shown_text s;
    size_t size = strlen(text);
    size_t kept = rbk_utf8_prefix(text, size, RBK_SHOWN_BYTES);
    snprintf(s.text, sizeof s.text, "%.*s%s", (int)kept, text, kept < size ? "..." : "");
    return s;
}

rbk_status rbk_plan_report(const rbk_planning *planning, const char *rule, const rbk_track *track, const char *format,
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

/* The loss that a finding of others becomes. */
typedef enum taking { AS_LOSS, AS_LOSS_IN_PACKS, AS_NOTE, NOT_AT_ALL } taking;

/*
 * Findings of the writers of descriptors and of CD-TEXT, as entries of the loss list. A property of the target that was
 * chosen with it is only a note; what is reported item by item elsewhere is not repeated. A note of theirs is no loss, but a
 * character that only packs have, and in another form, is one: next to a sheet they have it in addition.
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
    {RBK_RULE_CDTEXT_TEXT_DIFFERS, "changed.text", AS_LOSS},
    {RBK_TOC_RULE_NO_PACKS, "lost.cdtext", AS_LOSS},
    {"cdtext.replaced", "changed.text", AS_LOSS_IN_PACKS},
    {RBK_RULE_CDTEXT_PLAIN, "changed.text", AS_LOSS_IN_PACKS},
    {"cdtext.no-place", "", NOT_AT_ALL},
    {"gdi.index", "", NOT_AT_ALL},
    {"cue.several-files", "cue.several-files", AS_NOTE},
    {"cue.track-spans-files", "cue.track-spans-files", AS_NOTE},
};

static bool is_translated(const rbk_planning *planning, taking as, const rbk_finding *finding)
{
    if (as == AS_LOSS)
        return finding->severity >= RBK_WARNING;
    return as != AS_LOSS_IN_PACKS || planning->traits->cdtext != RBK_CDTEXT_IN_FILE;
}

/* What is about the texts of the disc is in its sheet; and with an error the target is not written. */
static bool is_about_source(const rbk_finding *finding)
{
    return finding->severity >= RBK_ERROR || strncmp(finding->rule, "cdtext.", strlen("cdtext.")) == 0;
}

static rbk_status take_finding(const rbk_planning *planning, const rbk_finding *finding)
{
    for (size_t i = 0; i < sizeof translations / sizeof translations[0]; i++) {
        const bool loss = translations[i].taking == AS_LOSS || translations[i].taking == AS_LOSS_IN_PACKS;
        if (strcmp(finding->rule, translations[i].noticed) != 0 ||
            !is_translated(planning, translations[i].taking, finding))
            continue;
        if (translations[i].taking == NOT_AT_ALL)
            return RBK_OK;
        planning->made->loss_count += loss;
        return rbk_findings_add(planning->findings, loss ? RBK_WARNING : RBK_NOTE, translations[i].rule,
                                loss ? planning->source : planning->made->path, 0, finding->track, "%s", finding->text);
    }
    return rbk_findings_add(planning->findings, finding->severity, finding->rule,
                            is_about_source(finding) ? planning->source : planning->made->path, finding->line,
                            finding->track, "%s", finding->text);
}

/*
 * A container has the sessions and modes in its own metadata: how readers of the sheet would take these does not matter. If it
 * keeps the sheet of the source, no other sheet and no packs are written at all.
 */
static bool is_about_sheet_alone(const rbk_planning *planning, const rbk_finding *finding)
{
    const bool of_readers =
        strcmp(finding->rule, "cue.sessions-in-one-file") == 0 || strcmp(finding->rule, "cue.mode") == 0;
    return planning->origin || (planning->traits->container && of_readers);
}

/* A typographic character for which packs have a plain one: an album has many, and they are one loss. */
static bool is_plain_letter(const rbk_planning *planning, const rbk_finding *finding)
{
    return strcmp(finding->rule, RBK_RULE_CDTEXT_PLAIN) == 0 && is_translated(planning, AS_LOSS_IN_PACKS, finding);
}

static rbk_status report_plain_letters(const rbk_planning *planning, const rbk_finding *first, size_t others)
{
    if (others == 0)
        return take_finding(planning, first);
    return rbk_plan_report(planning, "changed.text", NULL, "%s; %zu other text%s such characters, too", first->text,
                           others, RBK_PLURAL(others, " has", "s have"));
}

rbk_status rbk_plan_take_findings(const rbk_planning *planning, const rbk_findings *noticed)
{
    const size_t count = rbk_findings_count(noticed);
    size_t plain = 0; /* not reported yet */
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < count; i++)
        plain += is_plain_letter(planning, rbk_findings_at(noticed, i));
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        const rbk_finding *finding = rbk_findings_at(noticed, i);
        if (is_about_sheet_alone(planning, finding))
            continue;
        if (!is_plain_letter(planning, finding)) {
            status = take_finding(planning, finding);
        } else if (plain > 0) {
            status = report_plain_letters(planning, finding, plain - 1);
            plain = 0;
        }
    }
    return status;
}
