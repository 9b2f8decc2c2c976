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

/*
 * True when every reader with sessions derives where this first track of one starts, though its lead-out is not stated:
 * those that ignore LEAD-IN and PREGAP, and those that use both.
 */
bool rbk_cue_start_is_derived(const rbk_disc *disc, size_t track);

#endif
