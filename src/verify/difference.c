/*
 * Kinds of differences: names, counts, and the position of the first one.
 */
#include "verify/compare.h"

const char *rbk_difference_name(rbk_difference_kind kind)
{
    static const char *const names[RBK_DIFFERENCE_KINDS] = {"tracks", "sessions", "number",  "mode", "start",
                                                            "length", "pregap",   "index",   "mcn",  "isrc",
                                                            "flags",  "text",     "samples", "data"};
    return kind < RBK_DIFFERENCE_KINDS ? names[kind] : "unknown";
}

rbk_difference *rbk_difference_note(rbk_comparison *comparison, rbk_difference_kind kind, const rbk_track *track,
                                    int32_t lba, int64_t count)
{
    rbk_difference *difference = &comparison->differences[kind];
    bool is_first = difference->count == 0;
    difference->count += count;
    if (!is_first)
        return NULL;
    difference->track = track ? track->number : 0;
    difference->lba = lba;
    return difference;
}
