/*
 * redbook/subchannel_notes.h - what a comparison or checksums of discs do not cover
 */
#ifndef REDBOOK_SUBCHANNEL_NOTES_H
#define REDBOOK_SUBCHANNEL_NOTES_H

#include "cli/disc_input.h"

/*
 * A disc that has a subchannel or a list of Q, which is not covered: a finding ("subchannel.ignored", note). covered is what
 * is: "compared", "in the checksums". RBK_NO_MEMORY.
 */
rbk_status subchannel_note(const disc_input *input, const char *covered, rbk_findings *findings);

/*
 * Two discs whose lists of Q differ, or of which one has a list and the other neither a list nor a subchannel: a finding
 * ("q-list.differs", warning). RBK_NO_MEMORY.
 */
rbk_status subchannel_compare_lists(const disc_input *first, const disc_input *second, rbk_findings *findings);

#endif
