/*
 * format/cue_writer.h - what the parts of the CUE writer share
 */
#ifndef RBK_FORMAT_CUE_WRITER_H
#define RBK_FORMAT_CUE_WRITER_H

#include "format/cue.h"

/*
 * Writes the remarks of a session before its first track. lead_out_sectors is what LEAD-OUT says, a length between two
 * files or a place inside one; RBK_USUAL: it is not written.
 */
void rbk_cue_write_session(const rbk_disc *disc, size_t session, int64_t lead_out_sectors, bool inside_file,
                           rbk_output *output);

/* True when lead-out, lead-in and pregap before a session are together what every reader supplies who knows
 * sessions. */
bool rbk_cue_gap_is_usual(const rbk_disc *disc, size_t session);

#endif
