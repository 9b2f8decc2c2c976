/*
 * format/cue_writer.h - what the parts of the CUE writer share
 */
#ifndef RBK_FORMAT_CUE_WRITER_H
#define RBK_FORMAT_CUE_WRITER_H

#include "format/cue.h"

/*
 * Writes the remarks of a session before its first track. lead_out_sectors is the value of LEAD-OUT, a length between
 * two files or a position inside one; RBK_USUAL: it is not written.
 */
void rbk_cue_write_session(const rbk_disc *disc, size_t session, int64_t lead_out_sectors, bool inside_file,
                           rbk_output *output);

/* True when lead-out, lead-in and pregap before a session add up to what every reader with sessions assumes. */
bool rbk_cue_gap_is_usual(const rbk_disc *disc, size_t session);

#endif
