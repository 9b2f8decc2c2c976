/*
 * The CUE sheet's writer, second part: the remarks that say where a session begins, as most programs write them.
 */
#include "disc/sessions.h"
#include "format/cue_writer.h"

bool rbk_cue_gap_is_usual(const rbk_disc *disc, size_t session)
{
    rbk_session_gap gap = rbk_session_gap_before(disc, session);
    int32_t lead_out = session == 1 ? RBK_FIRST_LEAD_OUT_SECTORS : RBK_LEAD_OUT_SECTORS;
    return gap.lead_out_sectors + gap.lead_in_sectors + gap.pregap_sectors ==
           lead_out + RBK_LEAD_IN_SECTORS + RBK_PREGAP_SECTORS;
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
