/*
 * Codes, flags, texts, remarks and modes: what the target can hold and what it cannot. Each loss says what it was, so
 * that it can be restored elsewhere by hand.
 */
#include "base/fail.h"
#include "convert/plan.h"
#include "disc/sessions.h"
#include "text/disc_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "track 3" or "the disc". */
typedef struct whose_name {
    char text[16];
} whose_name;

static whose_name whose(const rbk_track *track)
{
    whose_name w;
    if (track)
        snprintf(w.text, sizeof w.text, "track %u", (unsigned)track->number);
    else
        snprintf(w.text, sizeof w.text, "the disc");
    return w;
}

/* ------------------------------------------------------------------ texts */

/* A text that the descriptor has no statement for: the packs may hold it. */
static rbk_status miss_text(const rbk_planning *planning, const rbk_track *track, rbk_text_field field,
                            const char *text, const rbk_text *held)
{
    const char *instead = held ? held->field[field] : NULL;
    const bool reported = planning->packs_from_texts && planning->traits->cdtext != RBK_CDTEXT_IN_FILE;
    if (instead && (reported || strcmp(instead, text) == 0))
        return RBK_OK;
    if (instead)
        return rbk_plan_report(planning, "changed.text", track, "the %s of %s, '%s', becomes '%s' in the CD-TEXT",
                               rbk_text_field_shown(field), whose(track).text, rbk_plan_shown(text).text,
                               rbk_plan_shown(instead).text);
    return rbk_plan_report(planning, "lost.text", track, "the %s of %s is lost: '%s'", rbk_text_field_shown(field),
                           whose(track).text, rbk_plan_shown(text).text);
}

/* The length in bytes of the first so many characters. */
static size_t prefix_of_characters(const char *text, uint32_t characters)
{
    size_t size = 0;
    for (uint32_t count = 0; text[size]; size++)
        if (((unsigned char)text[size] & 0xC0) != 0x80 && count++ == characters)
            break;
    return size;
}

/* A text truncated to what the target's readers accept. */
static rbk_status carry_text(const rbk_planning *planning, const rbk_track *track, rbk_text_field field,
                             const char *text, rbk_text *to, rbk_error *error)
{
    const uint32_t most = planning->traits->text_characters;
    size_t kept = most > 0 ? prefix_of_characters(text, most) : strlen(text);
    if (!text[kept])
        return rbk_text_set(to, field, text, error);
    char *cut = strdup(text);
    if (!cut)
        return rbk_fail_memory(error);
    cut[kept] = '\0';
    rbk_status status = rbk_text_set(to, field, cut, error);
    if (status == RBK_OK &&
        rbk_plan_report(planning, "changed.text", track, "the %s of %s, '%s', is truncated to %u character%s",
                        rbk_text_field_shown(field), whose(track).text, rbk_plan_shown(text).text, (unsigned)most,
                        RBK_PLURAL(most, "", "s")) != RBK_OK)
        status = rbk_fail_memory(error);
    free(cut);
    return status;
}

/* track NULL: the disc's. held: the text in the packs, NULL: none. */
static rbk_status take_texts(const rbk_planning *planning, const rbk_track *track, const rbk_text *from, rbk_text *to,
                             const rbk_text *held, rbk_error *error)
{
    const bool instead = held && planning->traits->cdtext != RBK_CDTEXT_IN_FILE;
    uint32_t carried = track ? planning->traits->track_texts : planning->traits->disc_texts;
    rbk_status status = RBK_OK;
    carried = instead ? 0 : carried;
    for (int field = 0; field < RBK_TEXT_FIELDS && status == RBK_OK; field++) {
        const char *text = from->field[field];
        if (!text)
            continue;
        if (carried & RBK_TEXT_BIT(field))
            status = carry_text(planning, track, (rbk_text_field)field, text, to, error);
        else if (miss_text(planning, track, (rbk_text_field)field, text, held) != RBK_OK)
            status = rbk_fail_memory(error);
    }
    return status;
}

static rbk_status take_remarks(const rbk_planning *planning, const rbk_track *track, const rbk_remarks *from,
                               rbk_remarks *to, rbk_error *error)
{
    rbk_status status = RBK_OK;
    to->leading = planning->traits->remarks ? from->leading : 0;
    for (size_t i = 0; i < from->count && status == RBK_OK; i++) {
        if (planning->traits->remarks)
            status = rbk_remarks_add(to, from->lines[i], error);
        else if (planning->traits->plant && !track && rbk_plan_master_id(planning->disc) == from->lines[i])
            continue;
        else if (rbk_plan_report(planning, "lost.remark", track, "a remark of %s is lost: '%s'", whose(track).text,
                                 rbk_plan_shown(from->lines[i]).text) != RBK_OK)
            status = rbk_fail_memory(error);
    }
    return status;
}

/* ------------------------------------------------------------------ codes and flags */

static rbk_status take_mcn(const rbk_planning *planning, rbk_disc *to)
{
    const char *mcn = planning->disc->mcn;
    if (!mcn[0])
        return RBK_OK;
    if (!planning->traits->codes)
        return rbk_plan_report(planning, "lost.mcn", NULL, "the catalogue number %s is lost", mcn);
    memcpy(to->mcn, mcn, sizeof to->mcn);
    return RBK_OK;
}

static rbk_status take_isrc(const rbk_planning *planning, const rbk_track *from, rbk_track *to)
{
    if (!from->isrc[0])
        return RBK_OK;
    if (!planning->traits->codes)
        return rbk_plan_report(planning, "lost.isrc", from, "the ISRC of track %u is lost: %s", (unsigned)from->number,
                               from->isrc);
    memcpy(to->isrc, from->isrc, sizeof to->isrc);
    return RBK_OK;
}

/* No descriptor that is written has SCMS, but one that a container keeps does. */
static uint32_t carried_flags(const rbk_planning *planning, const rbk_track *track)
{
    const uint32_t of_audio = RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_FOUR_CHANNEL;
    uint32_t carried = planning->traits->flags ? RBK_FLAG_COPY_PERMITTED : 0;
    if (planning->traits->flags && (rbk_track_mode_is_audio(track->mode) || planning->traits->data_flags))
        carried |= of_audio;
    if (planning->traits->disc_type)
        carried |= RBK_FLAGS_OF_TYPE;
    return track->flags & carried;
}

static const char *type_name(uint32_t flags)
{
    return flags & RBK_FLAG_TYPE_CD_I ? "CD-i" : flags & RBK_FLAG_TYPE_XA ? "CD-ROM XA" : "CD-ROM";
}

/* No loss: no sector is another one for it. It is about the lead-in of a disc that is burnt. */
static rbk_status note_type(const rbk_planning *planning, const rbk_track *from, const rbk_track *to)
{
    if (!(from->flags & ~to->flags & RBK_FLAGS_OF_TYPE) || planning->origin)
        return RBK_OK;
    return rbk_findings_add(planning->findings, RBK_NOTE, "convert.disc-type", planning->source, 0, from->number,
                            "the disc type %s, which is stated from track %u on, is not kept: the modes of the tracks "
                            "decide",
                            type_name(from->flags), (unsigned)from->number);
}

static rbk_status take_flags(const rbk_planning *planning, const rbk_track *from, rbk_track *to)
{
    static const struct {
        uint32_t flag;
        const char *name;
    } names[] = {{RBK_FLAG_COPY_PERMITTED, "DCP"},
                 {RBK_FLAG_FOUR_CHANNEL, "4CH"},
                 {RBK_FLAG_PRE_EMPHASIS, "PRE"},
                 {RBK_FLAG_SCMS, "SCMS"}};
    to->flags = carried_flags(planning, from);
    rbk_status status = note_type(planning, from, to);
    for (size_t i = 0; i < sizeof names / sizeof names[0] && status == RBK_OK && !planning->origin; i++)
        if (from->flags & ~to->flags & names[i].flag)
            status = rbk_plan_report(planning, "lost.flag", from, "the flag %s of track %u is lost", names[i].name,
                                     (unsigned)from->number);
    return status;
}

/* ------------------------------------------------------------------ tracks */

static bool is_cdi(rbk_track_mode mode)
{
    return mode == RBK_MODE_CDI_2336 || mode == RBK_MODE_CDI_2352;
}

static bool disc_has_cdi(const rbk_disc *disc)
{
    for (size_t t = 0; t < disc->track_count; t++)
        if (is_cdi(disc->tracks[t].mode))
            return true;
    return false;
}

/* Mode of a track of raw sectors. */
static rbk_track_mode raw_mode(const rbk_planning *planning, size_t t)
{
    rbk_track_mode mode = planning->disc->tracks[t].mode;
    if (rbk_plan_track_becomes_graphics(planning, t))
        return RBK_MODE_CDG;
    if (rbk_track_mode_is_audio(mode))
        return RBK_MODE_AUDIO;
    if (mode == RBK_MODE_MODE1_2048 || mode == RBK_MODE_MODE1_2352)
        return RBK_MODE_MODE1_2352;
    bool cdi = is_cdi(mode) || (planning->traits->cdi_as_one && disc_has_cdi(planning->disc));
    return cdi && planning->traits->cdi ? RBK_MODE_CDI_2352 : RBK_MODE_MODE2_2352;
}

static rbk_status report_mode(const rbk_planning *planning, size_t t)
{
    const rbk_track *track = &planning->disc->tracks[t];
    bool graphics = planning->graphics ? planning->graphics[t] : track->mode == RBK_MODE_CDG;
    bool kept = planning->traits->subchannel || rbk_plan_track_keeps_subchannel(planning, t) ||
                (planning->traits->graphics_files && rbk_plan_track_is_audio(planning, t));
    if (graphics && !kept)
        return rbk_plan_report(planning, "lost.subchannel", track, "the subchannel (%s) of track %u is lost",
                               rbk_plan_track_is_audio(planning, t) ? "CD+G" : "R to W", (unsigned)track->number);
    if (is_cdi(track->mode) && !planning->traits->cdi)
        return rbk_plan_report(planning, "changed.mode", track, "track %u is CD-i and is written as mode 2",
                               (unsigned)track->number);
    if (!is_cdi(track->mode) && is_cdi(raw_mode(planning, t)))
        return rbk_plan_report(planning, "changed.mode", track,
                               "track %u is mode 2 and is written as CD-i, like another track of the disc",
                               (unsigned)track->number);
    return RBK_OK;
}

/* Noise, or packs with errors of reading. */
static rbk_status report_beyond_packs(const rbk_planning *planning, size_t t)
{
    const rbk_track *track = &planning->disc->tracks[t];
    if (!planning->beyond_packs || planning->beyond_packs[t] == 0)
        return RBK_OK;
    return rbk_plan_report(
        planning, "changed.subchannel", track,
        "R to W of %u sector%s of track %u change: a .cdg holds only valid packs, which these are not; "
        "--target ccd keeps them",
        (unsigned)planning->beyond_packs[t], RBK_PLURAL(planning->beyond_packs[t], "", "s"), (unsigned)track->number);
}

/* What reading makes again is no loss. */
static rbk_status report_dropped_pregap(const rbk_planning *planning, size_t t)
{
    int32_t sectors = planning->layout->tracks[t].index01_lba - rbk_plan_track_start(planning, t);
    if (planning->silent_pregaps && planning->silent_pregaps[t])
        return RBK_OK;
    return rbk_plan_report(planning, "lost.pause", &planning->disc->tracks[t],
                           "%d sector%s of the pregap of track %u %s lost: they are in no file", (int)sectors,
                           RBK_PLURAL(sectors, "", "s"), (unsigned)planning->disc->tracks[t].number,
                           RBK_PLURAL(sectors, "is", "are"));
}

/* The pregap of a session, or a part of it that is in no file: every session has one. */
static bool is_made_by_drives(const rbk_planning *planning, size_t t)
{
    const rbk_layout_track *laid = &planning->layout->tracks[t];
    const int32_t sectors = laid->index01_lba - laid->start_lba;
    return sectors <= RBK_PREGAP_SECTORS &&
           rbk_plan_silence_before(&planning->disc->tracks[t]) >= (int64_t)sectors * RBK_SECTOR_SAMPLES;
}

static rbk_status report_indexes(const rbk_planning *planning, size_t t)
{
    const rbk_layout_track *laid = &planning->layout->tracks[t];
    const rbk_track *track = &planning->disc->tracks[t];
    rbk_status status = RBK_OK;
    if (planning->traits->indexes && rbk_plan_track_start(planning, t) > laid->start_lba &&
        !is_made_by_drives(planning, t))
        return rbk_plan_report(planning, "lost.pause", track,
                               "the pregap of track %u, which starts a session, is lost: %d sector%s",
                               (unsigned)track->number, (int)(laid->index01_lba - laid->start_lba),
                               RBK_PLURAL(laid->index01_lba - laid->start_lba, "", "s"));
    for (size_t i = 0; i < laid->index_count && status == RBK_OK && !planning->traits->indexes; i++) {
        char time[RBK_TIME_BYTES];
        const rbk_layout_index *index = &laid->indexes[i];
        rbk_time_format(index->lba - laid->index01_lba, time);
        if (index->number == 0 && planning->traits->drops_pregaps)
            status = report_dropped_pregap(planning, t);
        else if (index->number == 0)
            status = rbk_plan_report(planning, "lost.pause", track, "the pregap of track %u is lost: %d sector%s",
                                     (unsigned)track->number, (int)(laid->index01_lba - laid->start_lba),
                                     RBK_PLURAL(laid->index01_lba - laid->start_lba, "", "s"));
        else if (index->number > 1)
            status = rbk_plan_report(planning, "lost.index", track,
                                     "index %02u of track %u is lost: at %s from the start of the track",
                                     (unsigned)index->number, (unsigned)track->number, time);
    }
    return status;
}

static rbk_status take_track(const rbk_planning *planning, size_t t, rbk_error *error)
{
    const rbk_track *from = &planning->disc->tracks[t];
    rbk_track *to = NULL;
    bool renumber = !planning->traits->any_first && planning->disc->tracks[0].number != 1;
    uint32_t number = renumber ? (uint32_t)t + 1 : from->number;
    rbk_status status = rbk_disc_add_track(planning->made->disc, number, raw_mode(planning, t), &to, error);
    if (status != RBK_OK)
        return status;
    status = take_texts(planning, from, &from->text, &to->text, planning->held ? &planning->held->tracks[t].text : NULL,
                        error);
    if (status == RBK_OK)
        status = take_remarks(planning, from, &from->remarks, &to->remarks, error);
    if (status != RBK_OK)
        return status;
    if (take_isrc(planning, from, to) != RBK_OK || take_flags(planning, from, to) != RBK_OK ||
        report_mode(planning, t) != RBK_OK || report_beyond_packs(planning, t) != RBK_OK ||
        report_indexes(planning, t) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

/* Elsewhere Q is regenerated. */
static rbk_status report_q(const rbk_planning *planning)
{
    const char *rule = planning->traits->subchannel ? "changed.subchannel" : "lost.subchannel";
    rbk_status status = RBK_OK;
    if (rbk_plan_keeps_q(planning))
        return RBK_OK;
    for (size_t i = 0; planning->q_findings && i < rbk_findings_count(planning->q_findings) && status == RBK_OK; i++)
        status = rbk_plan_report(planning, rule, NULL, "the Q channel of the source is lost: %s",
                                 rbk_findings_at(planning->q_findings, i)->text);
    return status;
}

static rbk_status report_first_track(const rbk_planning *planning)
{
    uint32_t first = planning->disc->tracks[0].number;
    if (planning->traits->any_first || first == 1)
        return RBK_OK;
    return rbk_plan_report(planning, "changed.track-number", &planning->disc->tracks[0],
                           "tracks are numbered from 1, not from %u", (unsigned)first);
}

rbk_status rbk_plan_metadata(const rbk_planning *planning, rbk_error *error)
{
    const rbk_disc *from = planning->disc;
    rbk_disc *to = planning->made->disc;
    rbk_status status =
        take_texts(planning, NULL, &from->text, &to->text, planning->held ? &planning->held->text : NULL, error);
    if (status == RBK_OK)
        status = take_remarks(planning, NULL, &from->remarks, &to->remarks, error);
    if (status == RBK_OK &&
        (take_mcn(planning, to) != RBK_OK || report_first_track(planning) != RBK_OK || report_q(planning) != RBK_OK))
        status = rbk_fail_memory(error);
    for (size_t t = 0; t < from->track_count && status == RBK_OK; t++)
        status = take_track(planning, t, error);
    return status;
}
