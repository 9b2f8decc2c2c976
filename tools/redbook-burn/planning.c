/*
 * An image from the command line, planned.
 */
#include "redbook-burn/planning.h"

#include <stdio.h>
#include <string.h>

/* What begins at 90 minutes or later, before a comma, is a lead-in. */
#define LEAD_IN_SECTORS_MIN (90 * 60 * RBK_SECTORS_PER_SECOND)

void plan_request_init(plan_request *request)
{
    memset(request, 0, sizeof *request);
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
        snprintf(why, CLI_WHY_BYTES, "expected the last start of a lead-out, 00:02:01 to 100:00:00, found '%s'", text);
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

rbk_status planned_read_once(planned *made, const char *path, const plan_request *request, rbk_findings *findings,
                             rbk_error *error)
{
    memset(made, 0, sizeof *made);
    rbk_status status = disc_input_read(path, &request->open, &made->input, findings, error);
    return status == RBK_OK ? rbk_image_open(made->input.disc, made->input.layout, &made->image, error) : status;
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
        disc_input_release(&made->input);
        status = noticed ? planned_read_once(made, path, request, noticed, error) : RBK_NO_MEMORY;
        again = disc_input_again(status, &attempts);
        if (!again && rbk_findings_pass_on(noticed, NULL, NULL, findings) != RBK_OK)
            status = RBK_NO_MEMORY;
        rbk_findings_free(noticed);
    } while (again);
    return status;
}

rbk_status planned_make(planned *made, const plan_request *request, const rbk_burn_medium *medium,
                        const rbk_burn_abilities *drive, rbk_findings *findings, rbk_error *error)
{
    rbk_burn_options options;
    rbk_burn_plan *plan = NULL;
    rbk_burn_options_init(&options);
    options.medium = medium ? *medium : request->medium;
    if (drive)
        options.drive = *drive;
    options.overburn = request->overburn;
    options.short_tracks = request->short_tracks;
    options.cdtext = !request->no_cdtext;
    options.cdtext_fallback = request->cdtext_fallback;
    options.graphics = (rbk_burn_graphics)request->graphics;
    options.path = made->input.path;
    rbk_status status =
        rbk_burn_plan_new(made->input.disc, made->input.layout, made->image, &options, &plan, findings, error);
    if (status != RBK_OK)
        return status;
    rbk_burn_plan_free(made->plan);
    made->plan = plan;
    return RBK_OK;
}

void planned_say_hints(const cli_voice *voice, const plan_request *request, const rbk_findings *findings)
{
    if (!request->cdtext_fallback)
        cli_say_hint(voice, findings, RBK_ERROR, "cdtext.charset",
                     "use --cdtext-fallback to replace unencodable characters, or --no-cdtext to burn without CD-TEXT");
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
    rbk_burn_plan_free(made->plan);
    rbk_image_close(made->image);
    disc_input_release(&made->input);
    memset(made, 0, sizeof *made);
}
