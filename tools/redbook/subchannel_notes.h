/*
 * redbook/subchannel_notes.h - what a comparison or checksums of discs do not cover
 */
#ifndef REDBOOK_SUBCHANNEL_NOTES_H
#define REDBOOK_SUBCHANNEL_NOTES_H

#include "cli/disc_input.h"

#include <redbook/verify.h>

/*
 * A disc that has a subchannel or a list of Q, which is not covered: a finding ("subchannel.ignored", note). covered is what
 * is: "compared", "in the checksums". RBK_NO_MEMORY.
 */
rbk_status subchannel_note(const disc_input *input, const char *covered, rbk_findings *findings);

/* A disc that has a subchannel, of which not all is compared, or nothing: the same finding. RBK_NO_MEMORY. */
rbk_status subchannel_note_compared(const disc_input *input, const rbk_subchannel_comparison *compared,
                                    rbk_findings *findings);

/*
 * Of two discs one is a file that can hold no modified Q and no R to W: what the other one has of them is no difference any
 * more and a finding instead ("subchannel.ignored", warning). RBK_NO_MEMORY.
 */
rbk_status subchannel_leave_out(const disc_input *first, const disc_input *second, rbk_subchannel_comparison *compared,
                                rbk_findings *findings);

#endif
