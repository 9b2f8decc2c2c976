/*
 * redbook/overrides.h - texts, codes and flags given on the command line, put over what files and sheets say
 */
#ifndef REDBOOK_OVERRIDES_H
#define REDBOOK_OVERRIDES_H

#include "cli/options.h"

#include <redbook/disc.h>

typedef enum track_field { TRACK_TEXT, TRACK_ISRC, TRACK_FLAGS } track_field;

typedef struct track_override {
    uint32_t track; /* number on the disc, 1-99 */
    track_field field;
    rbk_text_field text;
    uint32_t flags;
    const char *value; /* lent by the command line */
} track_override;

/* All zero: nothing is overridden. */
typedef struct overrides {
    const char *texts[RBK_TEXT_FIELDS]; /* of the disc; NULL: as found, "": none */
    const char *mcn;
    track_override *tracks;
    size_t track_count;
} overrides;

/* Reads "N:FIELD=VALUE" after what was read before. False with the reason in why. */
bool overrides_read_track(overrides *over, const char *text, char why[CLI_WHY_BYTES]);

/*
 * Puts them on the disc. What cannot be put there is a finding of severity error: "option.mcn", "option.isrc",
 * "option.text", "option.track". RBK_NO_MEMORY is the only failure.
 */
rbk_status overrides_apply(const overrides *over, rbk_disc *disc, rbk_findings *findings, rbk_error *error);

/* True when the MCN (track 0) or the ISRC of a track is given: then it does not matter what was read of it. */
bool overrides_give_code(const overrides *over, uint32_t track);

/* True when there are any. */
bool overrides_given(const overrides *over);

void overrides_release(overrides *over);

#endif
