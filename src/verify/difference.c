/*
 * Kinds of differences: names, counts, and the position of the first one.
 */
#include "verify/compare.h"

#include "base/utf8.h"

#include <string.h>

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

static void copy_text(char value[RBK_DIFFERENCE_VALUE_BYTES], const char *text)
{
    size_t size = text ? strlen(text) : 0;
    size = size ? rbk_utf8_prefix(text, size, RBK_DIFFERENCE_VALUE_BYTES - 1) : 0;
    if (size)
        memcpy(value, text, size);
    value[size] = '\0';
}

rbk_difference *rbk_difference_of_texts(rbk_comparison *comparison, rbk_difference_kind kind, const rbk_track *track,
                                        int32_t lba, const char *field, const char *first, const char *second)
{
    if (strcmp(first ? first : "", second ? second : "") == 0)
        return NULL;
    rbk_difference *difference = rbk_difference_note(comparison, kind, track, lba, 1);
    if (!difference)
        return NULL;
    difference->field = field;
    copy_text(difference->first, first);
    copy_text(difference->second, second);
    return difference;
}
