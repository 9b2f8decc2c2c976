/*
 * disc/rules.h - messages of rules that more than one room reports
 */
#ifndef RBK_DISC_RULES_H
#define RBK_DISC_RULES_H

#include <redbook/layout.h>

/* Why the track at a position, whose index 01 nothing follows, is empty ("track.empty"). */
void rbk_track_empty_sentence(const rbk_disc *disc, const rbk_layout *layout, size_t t, char *sentence, size_t size);

#endif
