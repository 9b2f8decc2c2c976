/*
 * The CUE sheet's writer, second part: the remarks that say where a session begins, as most programs write them.
 */
#include "disc/sessions.h"
#include "format/cue_writer.h"

bool rbk_cue_start_is_derived(const rbk_disc *disc, size_t track)
{
    const size_t session = disc->tracks[track].session;
    return rbk_session_distance(disc, track) == rbk_session_usual_distance(disc, track) &&
           rbk_session_gap_before(disc, session).lead_out_sectors == rbk_session_usual_gap(session).lead_out_sectors;
}

static bool has_areas(const rbk_disc *disc)
{
    for (size_t s = 0; s < disc->session_count; s++)
        if (disc->sessions[s].area != RBK_AREA_CD)
            return true;
    return false;
}

static void write_time(rbk_output *output, const char *indent, const char *word, int64_t sectors)
{
    char time[RBK_TIME_BYTES];
    if (sectors != RBK_USUAL)
        rbk_output_print(output, "%sREM %s %s\n", indent, word, rbk_time_format(sectors, time));
}

void rbk_cue_write_session(const rbk_disc *disc, size_t session, int64_t lead_out_sectors, bool inside_file,
                           rbk_output *output)
{
    const rbk_session *said = &disc->sessions[session];
    const char *indent = inside_file ? "  " : "";
    if (said->area == RBK_AREA_SINGLE_DENSITY) {
        rbk_output_print(output, "REM SINGLE-DENSITY AREA\n");
    } else if (said->area == RBK_AREA_HIGH_DENSITY) {
        rbk_output_print(output, "REM HIGH-DENSITY AREA\n");
    } else if (session > 0 || !has_areas(disc)) {
        write_time(output, indent, "LEAD-OUT", lead_out_sectors);
        rbk_output_print(output, "%sREM SESSION %02zu\n", indent, session + 1);
        write_time(output, indent, "LEAD-IN", said->lead_in_sectors);
        write_time(output, indent, "PREGAP", said->pregap_sectors);
    }
}
