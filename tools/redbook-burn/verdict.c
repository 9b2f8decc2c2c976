/*
 * What came of reading a disc back.
 */
#include "redbook-burn/verdict.h"
#include "cli/fold.h"

#include <inttypes.h>

static void print_offset(const rbk_verdict *verdict, FILE *out)
{
    if (!verdict->has_offset)
        fprintf(out, "offset     unknown, the audio is silent\n");
    else if (verdict->offset_samples)
        fprintf(out, "offset     read offset of %+" PRId32 " sample%s; not readable: first %u, last %u\n",
                verdict->offset_samples, RBK_PLURAL(verdict->offset_samples, "", "s"), (unsigned)verdict->hidden_first,
                (unsigned)verdict->hidden_last);
    else
        fprintf(out, "offset     none\n");
}

static void print_verdict(const rbk_verdict *verdict, const rbk_burn_plan *session, const char *label, FILE *out)
{
    if (label) {
        cli_print_clean(out, label);
        fputs(": ", out);
    }
    if (session && session->first_track == session->last_track)
        fprintf(out, "track %u: ", (unsigned)session->first_track);
    else if (session)
        fprintf(out, "tracks %u-%u: ", (unsigned)session->first_track, (unsigned)session->last_track);
    fprintf(out, "%s\n", verdict->same ? "same disc" : "not the same disc");
    if (verdict->other_disc)
        return;
    if (verdict->compared_samples) {
        fprintf(out, "audio      %" PRIu64 " sample%s compared, %" PRIu64 " differ\n", verdict->compared_samples,
                RBK_PLURAL(verdict->compared_samples, "", "s"), verdict->differing_samples);
        print_offset(verdict, out);
    }
    if (verdict->compared_sectors)
        fprintf(out, "data       %" PRIu64 " sector%s compared, %" PRIu64 " differ\n", verdict->compared_sectors,
                RBK_PLURAL(verdict->compared_sectors, "", "s"), verdict->differing_sectors);
    if (verdict->compared_pictures)
        fprintf(out, "graphics   %" PRIu64 " sector%s of R-W compared, %" PRIu64 " differ\n",
                verdict->compared_pictures, RBK_PLURAL(verdict->compared_pictures, "", "s"),
                verdict->differing_pictures);
    fprintf(out, "compared   %" PRIu64 " index%s, %" PRIu64 " code%s, %" PRIu64 " CD-TEXT packs\n",
            verdict->compared_indexes, RBK_PLURAL(verdict->compared_indexes, "", "es"), verdict->compared_codes,
            RBK_PLURAL(verdict->compared_codes, "", "s"), verdict->compared_packs);
}

void verdict_print(const rbk_verdict *verdict, const rbk_burn_plan *session, const char *label, FILE *out)
{
    FILE *text = cli_fold_begin(out);
    print_verdict(verdict, session, label, text);
    (void)cli_fold_end(text);
}

void verdict_event(device_reporter *reporter, const rbk_verdict *verdict, const rbk_burn_plan *session)
{
    cli_json *json = device_event(reporter, "verified");
    if (!json)
        return;
    cli_json_number(json, "first_track", session->first_track);
    cli_json_number(json, "last_track", session->last_track);
    cli_json_bool(json, "same", verdict->same);
    cli_json_bool(json, "other_disc", verdict->other_disc);
    cli_json_number(json, "compared_samples", (int64_t)verdict->compared_samples);
    cli_json_number(json, "differing_samples", (int64_t)verdict->differing_samples);
    if (verdict->has_offset)
        cli_json_number(json, "offset_samples", verdict->offset_samples);
    else
        cli_json_null(json, "offset_samples");
    cli_json_number(json, "hidden_first_samples", verdict->hidden_first);
    cli_json_number(json, "hidden_last_samples", verdict->hidden_last);
    cli_json_number(json, "compared_data_sectors", (int64_t)verdict->compared_sectors);
    cli_json_number(json, "differing_data_sectors", (int64_t)verdict->differing_sectors);
    cli_json_number(json, "compared_graphics_sectors", (int64_t)verdict->compared_pictures);
    cli_json_number(json, "differing_graphics_sectors", (int64_t)verdict->differing_pictures);
    cli_json_number(json, "compared_indexes", (int64_t)verdict->compared_indexes);
    cli_json_number(json, "compared_codes", (int64_t)verdict->compared_codes);
    cli_json_number(json, "compared_packs", (int64_t)verdict->compared_packs);
    device_event_end(reporter, json);
}

rbk_status verdict_plan(planned *made, const plan_request *request, const rbk_recorder_disc *disc, rbk_error *error)
{
    plan_request lenient = *request;
    rbk_findings *unreported = rbk_findings_new();
    lenient.overburn = true;
    lenient.short_tracks = true;
    /* a disc that is open for another session is compared like a finished one */
    lenient.leave_open = disc->state == RBK_DISC_APPENDABLE && disc->sessions <= made->input.layout->session_count;
    rbk_status status =
        unreported ? planned_make(made, &lenient, disc->medium.known ? &disc->medium : NULL, NULL, unreported, error)
                   : RBK_NO_MEMORY;
    rbk_findings_free(unreported);
    return status;
}
