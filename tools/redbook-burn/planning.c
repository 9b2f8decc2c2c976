/*
 * An image from the command line, planned.
 */
#include "redbook-burn/planning.h"

#include <redbook/volume.h>

#include <stdio.h>
#include <string.h>

/* What begins at 90 minutes or later, before a comma, is a lead-in. */
#define LEAD_IN_SECTORS_MIN (90 * 60 * RBK_SECTORS_PER_SECOND)

void plan_request_init(plan_request *request)
{
    memset(request, 0, sizeof *request);
    request->open.sums = true;
    rbk_burn_medium_init(&request->medium);
}

/* An absolute time of size bytes as sectors from 00:00:00. */
static bool read_time(const char *text, size_t size, int64_t *sectors)
{
    char copy[RBK_TIME_BYTES];
    if (size >= sizeof copy)
        return false;
    memcpy(copy, text, size);
    copy[size] = '\0';
    return rbk_time_parse(copy, sectors, NULL) == RBK_OK;
}

static bool read_lead_out(rbk_burn_medium *medium, const char *text, char why[CLI_WHY_BYTES])
{
    int64_t sectors = 0;
    uint32_t capacity = 0;
    if (!strchr(text, ':')) {
        if (!cli_capacity_read(&capacity, text, why)) {
            snprintf(
                why, CLI_WHY_BYTES,
                "expected 74, 80, 90 or 99 (minutes), or times MM:SS:FF of the ATIP: LEAD-OUT or LEAD-IN,LEAD-OUT, "
                "found '%s'",
                text);
            return false;
        }
        medium->lead_out_max_lba = (int32_t)capacity;
        return true;
    }
    if (!read_time(text, strlen(text), &sectors) || sectors <= RBK_PREGAP_SECTORS ||
        sectors > RBK_PROGRAM_SECTORS_MAX + RBK_PREGAP_SECTORS) {
        snprintf(why, CLI_WHY_BYTES, "expected the last start of a lead-out, 00:02:01 to 99:59:74, found '%s'", text);
        return false;
    }
    medium->lead_out_max_lba = (int32_t)sectors - RBK_PREGAP_SECTORS;
    return true;
}

bool plan_medium_read(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    rbk_burn_medium *medium = place;
    const char *comma = strchr(text, ',');
    int64_t sectors = 0;
    if (!comma)
        return read_lead_out(medium, text, why);
    if (!read_time(text, (size_t)(comma - text), &sectors) || sectors < LEAD_IN_SECTORS_MIN || sectors >= 450000) {
        snprintf(why, CLI_WHY_BYTES, "expected the start of a lead-in, 90:00:00 to 99:59:74, found '%.*s'",
                 (int)(comma - text), text);
        return false;
    }
    medium->lead_in_lba = rbk_burn_lead_in_lba(0, 0, (uint32_t)sectors);
    return read_lead_out(medium, comma + 1, why);
}

/* The addresses in a file system count from the start of the disc. */
static rbk_status check_volume(const planned *made, size_t t, rbk_findings *findings, rbk_error *error)
{
    const rbk_layout_track *laid = &made->input.layout->tracks[t];
    const rbk_track *track = &made->input.disc->tracks[t];
    rbk_volume volume;
    if (rbk_track_mode_is_audio(track->mode))
        return RBK_OK;
    rbk_status status = rbk_volume_read(made->image, laid->index01_lba, laid->end_lba, &volume, error);
    if (status != RBK_OK || !volume.found || volume.made_for_lba == laid->index01_lba)
        return status;
    return rbk_findings_add(findings, RBK_ERROR, "session.address", made->input.path, track->line, track->number,
                            "its file system is made for another place: on this disc track %u starts at lba %d; make "
                            "it with 'xorriso -as mkisofs -C 0,%d -o NEW.iso FOLDER'",
                            (unsigned)track->number, (int)laid->index01_lba, (int)laid->index01_lba);
}

static rbk_status check_volumes(const planned *made, const plan_request *request, rbk_findings *findings,
                                rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t t = 1; status == RBK_OK && t < made->input.disc->track_count; t++)
        if (request->session == 0 || made->input.disc->tracks[t].session + 1 == request->session)
            status = check_volume(made, t, findings, error);
    return status;
}

/* The disc that a drive writes track by track, all of it or one session, takes the place of the image's. */
static rbk_status take_tracks(planned *made, uint32_t session, rbk_findings *findings, rbk_error *error)
{
    rbk_disc *tracks = NULL;
    rbk_layout *layout = NULL;
    rbk_status status =
        rbk_burn_as_tracks(made->whole, made->whole_layout, session, made->input.path, &tracks, findings, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(tracks, RBK_JOIN_PAD, &layout, findings, error);
    if (status != RBK_OK) {
        rbk_disc_free(tracks);
        return status;
    }
    planned_release_plans(made);
    rbk_image_close(made->image);
    made->image = NULL;
    rbk_layout_free(made->input.layout);
    rbk_disc_free(made->input.disc);
    made->input.disc = tracks;
    made->input.layout = layout;
    return rbk_image_open(tracks, layout, &made->image, error);
}

/* The image is kept: where a later session of it starts depends on how those before it were written. */
static rbk_status become_tracks(planned *made, uint32_t session, rbk_findings *findings, rbk_error *error)
{
    made->whole = made->input.disc;
    made->whole_layout = made->input.layout;
    made->input.disc = NULL;
    made->input.layout = NULL;
    return take_tracks(made, session, findings, error);
}

int32_t planned_session_lba(const planned *made, uint32_t session)
{
    return made->input.layout->sessions[session - 1].pregap_lba + RBK_PREGAP_SECTORS;
}

unsigned planned_session_track(const planned *made, uint32_t session)
{
    return made->input.disc->tracks[made->input.layout->sessions[session - 1].first_track].number;
}

rbk_status planned_follow(planned *made, const plan_request *request, int32_t lba, rbk_findings *findings,
                          rbk_error *error)
{
    const uint32_t ways[] = {0, request->session}; /* the sessions before it track-at-once too, or as in the image */
    rbk_status status = RBK_OK;
    if (!made->whole || request->session <= 1)
        return RBK_OK;
    for (size_t i = 0; i < 2 && status == RBK_OK; i++)
        if (lba != RBK_NO_LBA && planned_session_lba(made, request->session) != lba)
            status = take_tracks(made, ways[i], NULL, error); /* what this session loses was reported */
    return status == RBK_OK ? check_volumes(made, request, findings, error) : status;
}

/* What does not depend on the disc in the drive, so that no other disc is asked for. */
static rbk_status check_sessions(const planned *made, const plan_request *request, rbk_error *error)
{
    const size_t count = made->input.layout->session_count;
    const bool use = count == 1 && request->append_use;
    if (request->session <= count && !(request->append && count > 1))
        return RBK_OK;
    rbk_error_init(error);
    error->status = RBK_INVALID_ARGUMENT;
    snprintf(error->place.path, sizeof error->place.path, "%s", made->input.path);
    if (request->session > count)
        snprintf(error->sentence, sizeof error->sentence,
                 "the image has %zu session%s, expected %u or more for --session %u%s%s", count,
                 RBK_PLURAL(count, "", "s"), (unsigned)request->session, (unsigned)request->session,
                 use ? ": use --append to " : "", use ? request->append_use : "");
    else
        snprintf(error->sentence, sizeof error->sentence,
                 "the image has %zu sessions, expected one for --append: use --session N for one of them", count);
    return RBK_INVALID_ARGUMENT;
}

/* A .cdg next to an audio file belongs to the disc only if graphics are asked for. */
static rbk_status read_graphics(planned *made, const plan_request *request, rbk_findings *findings, rbk_error *error)
{
    return request->graphics == RBK_BURN_GRAPHICS_OFF ? rbk_source_leave_graphics(made->input.disc, findings, error)
                                                      : rbk_source_find_graphics(made->input.disc, findings, error);
}

rbk_status planned_read_once(planned *made, const char *path, const plan_request *request, rbk_findings *findings,
                             rbk_error *error)
{
    memset(made, 0, sizeof *made);
    rbk_status status = disc_input_read(path, &request->open, &made->input, findings, error);
    if (status == RBK_OK)
        status = read_graphics(made, request, findings, error);
    if (status == RBK_OK)
        status = check_sessions(made, request, error);
    if (status == RBK_OK && request->tracks)
        status = become_tracks(made, request->session, findings, error);
    else if (status == RBK_OK)
        status = rbk_image_open(made->input.disc, made->input.layout, &made->image, error);
    return status == RBK_OK && request->tracks && request->session <= 1 ? check_volumes(made, request, findings, error)
                                                                        : status;
}

rbk_status planned_read(planned *made, const char *path, const plan_request *request, rbk_findings *findings,
                        rbk_error *error)
{
    rbk_status status;
    unsigned attempts = 0;
    memset(made, 0, sizeof *made);
    bool again;
    do {
        rbk_findings *noticed = rbk_findings_new(); /* those of an attempt that is begun anew are of no disc */
        planned_release(made);
        status = noticed ? planned_read_once(made, path, request, noticed, error) : RBK_NO_MEMORY;
        again = disc_input_again(status, &attempts);
        if (!again && rbk_findings_pass_on(noticed, NULL, NULL, findings) != RBK_OK)
            status = RBK_NO_MEMORY;
        rbk_findings_free(noticed);
    } while (again);
    return status;
}

bool plan_session_read(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    uint64_t number = 0;
    if (!cli_number_parse(text, 1, RBK_TRACKS_MAX, &number, why))
        return false;
    *(uint32_t *)place = (uint32_t)number;
    return true;
}

void planned_release_plans(planned *made)
{
    for (size_t i = 0; i < made->plan_count; i++)
        rbk_burn_plan_free(made->plans[i]);
    made->plan_count = 0;
    made->plan = NULL;
}

/* The plans of all sessions that are wanted, so that what is against one is known before another is written. */
static rbk_status make_plans(planned *made, const plan_request *request, rbk_burn_options *options,
                             rbk_findings *findings, rbk_error *error)
{
    size_t count = made->input.layout->session_count;
    size_t first = request->session ? request->session : 1, last = request->session ? request->session : count;
    rbk_status status = RBK_OK;
    for (size_t session = first; session <= last && status == RBK_OK; session++) {
        options->session = count > 1 || request->session ? (uint32_t)session : 0;
        options->leave_open = session < count || request->leave_open;
        status = rbk_burn_plan_new(made->input.disc, made->input.layout, made->image, options,
                                   &made->plans[made->plan_count], findings, error);
        made->plan_count += status == RBK_OK;
    }
    made->plan = made->plans[0];
    return status;
}

rbk_status planned_make(planned *made, const plan_request *request, const rbk_burn_medium *medium,
                        const rbk_burn_abilities *drive, rbk_findings *findings, rbk_error *error)
{
    rbk_burn_options options;
    rbk_burn_options_init(&options);
    options.medium = medium ? *medium : request->medium;
    if (drive)
        options.drive = *drive;
    options.overburn = request->overburn || request->force;
    options.short_tracks = request->short_tracks || request->force;
    options.force = request->force;
    options.cdtext = !request->no_cdtext;
    options.cdtext_fallback = request->cdtext_fallback;
    options.graphics = (rbk_burn_graphics)request->graphics;
    options.write_mode = request->tracks ? RBK_BURN_WRITE_TAO : (rbk_burn_write_mode)request->write_mode;
    options.path = made->input.path;
    planned_release_plans(made);
    rbk_status status = make_plans(made, request, &options, findings, error);
    if (status != RBK_OK)
        planned_release_plans(made);
    return status;
}

rbk_status planned_append(planned *made, int32_t lba, uint8_t first_track, rbk_findings *findings, rbk_error *error)
{
    planned_release_plans(made);
    rbk_image_close(made->image);
    made->image = NULL;
    rbk_status status = rbk_burn_append(made->input.disc, made->input.layout, lba, first_track, error);
    if (status == RBK_OK)
        status = rbk_image_open(made->input.disc, made->input.layout, &made->image, error);
    for (size_t t = 0; t < made->input.disc->track_count && status == RBK_OK; t++)
        status = check_volume(made, t, findings, error);
    return status;
}

static rbk_status verify_plans(const planned *made, const rbk_listener *listener, rbk_findings *found, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < made->plan_count && status == RBK_OK; i++)
        status = rbk_burn_plan_verify(made->plans[i], made->image, listener, found, error);
    return status;
}

rbk_status planned_verify(planned *made, const rbk_listener *listener, rbk_findings *findings, rbk_error *error)
{
    const bool raw = plan_mode_is_raw(made->plan->write_mode);
    rbk_findings *found = raw || !made->recomputed ? rbk_findings_new() : made->recomputed;
    rbk_status status = found ? RBK_OK : RBK_NO_MEMORY;
    if (status == RBK_OK && found != made->recomputed)
        status = verify_plans(made, listener, found, error);
    if (status == RBK_OK)
        status = rbk_findings_pass_on(found, NULL, NULL, findings);
    if (status == RBK_OK && !raw)
        made->recomputed = found;
    else if (found != made->recomputed)
        rbk_findings_free(found);
    return status;
}

bool plan_mode_is_raw(int mode)
{
    return mode == RBK_BURN_WRITE_RAW || mode == RBK_BURN_WRITE_RAW_96 || mode == RBK_BURN_WRITE_RAW_16;
}

static size_t count_of(const rbk_findings *findings, const char *rule)
{
    size_t count = 0;
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        count += strcmp(rbk_findings_at(findings, i)->rule, rule) == 0;
    return count;
}

void planned_say_raw(const cli_voice *voice, const plan_request *request, const planned *made)
{
    bool whole = made->input.layout && made->input.layout->session_count <= 1; /* raw writing makes whole discs */
    if (voice->quiet || !whole || request->append || request->session > 1 || request->leave_open || !made->recomputed)
        return;
    const size_t sync = count_of(made->recomputed, "burn.sync");
    if (rbk_findings_count_from(made->recomputed, RBK_WARNING) == sync + count_of(made->recomputed, "burn.pregap"))
        return; /* which no mode helps */
    cli_say(voice, "use 'redbook-burn write --write-mode=raw96' to write data sectors unchanged%s",
            sync > 0 ? "; a drive does not read those without a sync as data" : "");
}

void planned_say_hints(const cli_voice *voice, const plan_request *request, const rbk_findings *findings)
{
    if (!request->cdtext_fallback)
        cli_say_hint(voice, findings, RBK_ERROR, "cdtext.charset",
                     "use --cdtext-fallback to replace unencodable characters, --no-cdtext to burn without "
                     "CD-TEXT, " CLI_HINT_JAPANESE);
    cli_say_hint(voice, findings, RBK_ERROR, "cdtext.too-long", "use --no-cdtext to burn without CD-TEXT");
    cli_say_hint(voice, findings, RBK_ERROR, "burn.lead-in", "use --no-cdtext to burn without CD-TEXT");
    if (!request->overburn)
        cli_say_hint(voice, findings, RBK_ERROR, "disc.too-long",
                     "use --overburn to exceed the capacity of the medium");
    if (!request->short_tracks)
        cli_say_hint(voice, findings, RBK_ERROR, "track.too-short", "use --short-tracks to allow tracks under 4 s");
}

void planned_release(planned *made)
{
    planned_release_plans(made);
    rbk_findings_free(made->recomputed);
    rbk_image_close(made->image);
    disc_input_release(&made->input);
    rbk_layout_free(made->whole_layout);
    rbk_disc_free(made->whole);
    memset(made, 0, sizeof *made);
}
