/*
 * format/origin.h - the disc that a kept descriptor describes
 */
#ifndef RBK_FORMAT_ORIGIN_H
#define RBK_FORMAT_ORIGIN_H

#include "disc/origin.h"

#include <redbook/format.h>
#include <redbook/layout.h>

/*
 * Reads the descriptor again and lays the disc out by the lengths that its files had. options (nullable): the encoding of
 * its texts. What the format and the layout refuse; RBK_SYNTAX: it names other files than were kept with it. Both are
 * freed by the caller.
 */
rbk_status rbk_origin_read(const rbk_origin *origin, const rbk_format_options *options, rbk_disc **disc,
                           rbk_layout **layout, rbk_error *error);

/* Whether two layouts have the same tracks at the same places. */
bool rbk_origin_same_layout(const rbk_layout *a, const rbk_layout *b);

/*
 * Whether tracks that are at the same places have the same flags, indexes from 02 on, and pregaps; but on a GD-ROM, of which a
 * container does not give back every pregap.
 */
bool rbk_origin_same_marks(const rbk_disc *a, const rbk_layout *of_a, const rbk_disc *b, const rbk_layout *of_b);

/* Whether two discs with the same tracks have the same texts, remarks and ISRCs. */
bool rbk_origin_same_texts(const rbk_disc *a, const rbk_disc *b);

#endif
