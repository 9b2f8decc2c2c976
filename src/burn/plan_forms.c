/*
 * The form in which each track is sent: DATA FORM of the cue sheet (MMC, SEND CUE SHEET), sector sizes, session format.
 *
 * Data is sent without the parts that a drive makes itself (forms 10h and 20h): every recorder supports these forms. A
 * MODE2 track whose sectors have no subheaders is formless (30h); no sheet states that, only the sectors show it.
 */
#include "base/fail.h"
#include "burn/plan.h"
#include "cd/sector.h"
#include "disc/placement.h"
#include "disc/sessions.h"

#include <redbook/sector.h>

#define MAIN_CHANNEL   0x3F
#define SUBCHANNELS    0xC0
#define MODE1_BYTES    2048
#define MODE2_BYTES    2336
#define PROBED_SECTORS 32 /* that show whether they have a form: those of a system area may be empty */

uint8_t rbk_burn_form_empty(uint8_t form)
{
    switch (form & MAIN_CHANNEL) {
    case RBK_BURN_FORM_MODE1:
        return RBK_BURN_FORM_MODE1_EMPTY;
    case RBK_BURN_FORM_XA:
        return RBK_BURN_FORM_XA_EMPTY;
    case RBK_BURN_FORM_MODE2:
        return RBK_BURN_FORM_MODE2_EMPTY;
    default:
        return RBK_BURN_FORM_AUDIO_SILENT;
    }
}

bool rbk_burn_form_is_data(uint8_t form)
{
    return (form & MAIN_CHANNEL) >= RBK_BURN_FORM_MODE1;
}

bool rbk_burn_form_has_subchannel(uint8_t form)
{
    return form & SUBCHANNELS;
}

uint32_t rbk_burn_form_bytes(uint8_t form)
{
    uint32_t bytes = RBK_SECTOR_BYTES;
    if ((form & MAIN_CHANNEL) == RBK_BURN_FORM_MODE1)
        bytes = MODE1_BYTES;
    else if (rbk_burn_form_is_data(form))
        bytes = MODE2_BYTES;
    return rbk_burn_form_has_subchannel(form) ? bytes + RBK_BURN_SUBCHANNEL_BYTES : bytes;
}

static bool is_mode2(rbk_track_mode mode)
{
    return !rbk_track_mode_is_audio(mode) && mode != RBK_MODE_MODE1_2048 && mode != RBK_MODE_MODE1_2352;
}

static bool is_cd_i(rbk_track_mode mode)
{
    return mode == RBK_MODE_CDI_2336 || mode == RBK_MODE_CDI_2352;
}

/* Whether most of the track's first sectors that show it have no subheader. */
static rbk_status probe_formless(const rbk_planner *planner, size_t t, bool *formless, rbk_error *error)
{
    const rbk_layout_track *place = &planner->layout->tracks[t];
    uint8_t raw[RBK_SECTOR_BYTES];
    rbk_form_votes votes = {0, 0};
    rbk_status status = RBK_OK;
    for (int32_t lba = place->index01_lba;
         lba < place->end_lba && votes.forms + votes.formless < PROBED_SECTORS && status == RBK_OK; lba++) {
        status = rbk_image_read_sectors(planner->image, lba, 1, raw, error);
        if (status == RBK_OK)
            rbk_form_votes_add(&votes, raw);
    }
    *formless = rbk_form_votes_are_formless(&votes);
    return status;
}

static rbk_status mode2_form(rbk_planner *planner, size_t t, uint8_t *form, rbk_error *error)
{
    const rbk_track *track = &planner->disc->tracks[t];
    bool whole = track->mode == RBK_MODE_MODE2_2336 || track->mode == RBK_MODE_MODE2_2352;
    bool formless = false;
    *form = RBK_BURN_FORM_XA;
    if (!whole || !planner->image)
        return RBK_OK;
    rbk_status status = probe_formless(planner, t, &formless, error);
    if (status != RBK_OK || !formless)
        return status;
    *form = RBK_BURN_FORM_MODE2;
    return rbk_findings_add(
        planner->found, RBK_NOTE, "burn.formless", planner->options->path, track->line, track->number,
        "track %u has sectors without subheader: it is written as mode 2 without form (30h)", (unsigned)track->number);
}

bool rbk_burn_has_pictures(const rbk_disc *disc, const rbk_track *track)
{
    bool pictures = track->mode == RBK_MODE_CDG;
    for (size_t e = 0; e < track->extent_count && !pictures; e++)
        pictures = !track->extents[e].silence && disc->files[track->extents[e].file].subchannel == RBK_SUBCHANNEL_PACKS;
    return pictures;
}

/* It may be what a copy protection looks for. Raw writing sends that of all tracks if it sends any. */
static rbk_status report_subchannel(const rbk_planner *planner, size_t t)
{
    const rbk_track *track = &planner->disc->tracks[t];
    if (rbk_burn_mode_is_raw(planner->options->write_mode) && planner->plan->graphics != RBK_BURN_GRAPHICS_OFF)
        return RBK_OK;
    if (rbk_track_has_wide_sectors(track) && !planner->image) /* it is not known what is in it */
        return rbk_findings_add(
            planner->found, RBK_WARNING, "burn.subchannel", planner->options->path, track->line, track->number,
            "track %u is written without the subchannel that is in its sectors: P and Q are made anew",
            (unsigned)track->number);
    if (!planner->r_to_w[t])
        return RBK_OK;
    return rbk_findings_add(planner->found, RBK_WARNING, "burn.subchannel", planner->options->path, track->line,
                            track->number, "track %u is written without the R-W in its subchannel",
                            (unsigned)track->number);
}

static rbk_status audio_form(rbk_planner *planner, size_t t, uint8_t *form)
{
    const rbk_track *track = &planner->disc->tracks[t];
    static const uint8_t forms[] = {RBK_BURN_FORM_AUDIO, RBK_BURN_FORM_SUBCHANNEL_PACKED, RBK_BURN_FORM_SUBCHANNEL_RAW};
    *form = RBK_BURN_FORM_AUDIO;
    if (!rbk_subchannel_track_has(planner->disc, track))
        return RBK_OK;
    if (planner->plan->graphics != RBK_BURN_GRAPHICS_OFF) {
        *form = forms[planner->plan->graphics];
        return RBK_OK;
    }
    if (!rbk_burn_has_pictures(planner->disc, track) && !planner->r_to_w[t])
        return report_subchannel(planner, t);
    return rbk_findings_add(planner->found, RBK_WARNING, "burn.graphics", planner->options->path, track->line,
                            track->number, "track %u is CD+G and is written without its graphics",
                            (unsigned)track->number);
}

static rbk_status track_form(rbk_planner *planner, size_t t, rbk_error *error)
{
    const rbk_track *track = &planner->disc->tracks[t];
    uint8_t *form = &planner->forms[t];
    if (rbk_track_mode_is_audio(track->mode))
        return audio_form(planner, t, form);
    *form = RBK_BURN_FORM_MODE1;
    rbk_status status = is_mode2(track->mode) ? mode2_form(planner, t, form, error) : RBK_OK;
    return status == RBK_OK ? report_subchannel(planner, t) : status;
}

/* How graphics are sent, if a track has a subchannel. */
static rbk_burn_graphics graphics_of(const rbk_planner *planner)
{
    for (size_t t = 0; t < planner->disc->track_count; t++) {
        const rbk_track *track = &planner->disc->tracks[t];
        if (rbk_track_mode_is_audio(track->mode) && rbk_subchannel_track_has(planner->disc, track))
            return planner->options->graphics;
    }
    return RBK_BURN_GRAPHICS_OFF;
}

/* The TOC has one disc type for the whole session. */
static rbk_status session_format(rbk_planner *planner)
{
    uint32_t cd_i = 0, xa = 0;
    for (size_t t = 0; t < planner->disc->track_count; t++) {
        const rbk_track *track = &planner->disc->tracks[t];
        if (is_cd_i(track->mode))
            cd_i = cd_i ? cd_i : track->number;
        else if (is_mode2(track->mode))
            xa = xa ? xa : track->number;
    }
    planner->plan->session_format = rbk_session_type(planner->disc, 0, planner->disc->track_count);
    if (!cd_i || !xa)
        return RBK_OK;
    return rbk_findings_add(planner->found, RBK_ERROR, "burn.modes", planner->options->path, 0, cd_i,
                            "track %u is CD-I and track %u is mode 2: a session can be CD-I or CD-ROM XA, not both",
                            (unsigned)cd_i, (unsigned)xa);
}

rbk_status rbk_plan_forms(rbk_planner *planner, rbk_error *error)
{
    rbk_status status = RBK_OK;
    planner->plan->graphics = graphics_of(planner);
    for (size_t t = 0; t < planner->disc->track_count && status == RBK_OK; t++)
        status = track_form(planner, t, error);
    if (status == RBK_OK)
        status = session_format(planner);
    return status == RBK_NO_MEMORY ? rbk_fail_memory(error) : status;
}
