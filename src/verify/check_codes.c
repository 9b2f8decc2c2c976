/*
 * ISRC, MCN and flags. Codes that are invalid, repeated or zero, and SCMS, are reported by rbk_rules_check
 * (check_layout.c).
 */
#include "verify/check.h"

#include <string.h>

/* Every character the same as the first. */
static bool is_uniform(const char *text)
{
    return text[0] && strspn(text, (const char[]){text[0], '\0'}) == strlen(text);
}

/* What people type where there is no code yet; XX is no country and no issuer. */
static bool is_placeholder_isrc(const char *isrc)
{
    const char *digits = isrc + 5;
    return memcmp(isrc, "XX", 2) == 0 || is_uniform(digits) || strcmp(digits, "1234567") == 0;
}

/* An MCN of zeros is its own rule. */
static bool is_placeholder_mcn(const char *mcn)
{
    return strncmp(mcn, "123456789012", 12) == 0 || (mcn[0] != '0' && is_uniform(mcn));
}

static rbk_status check_isrc(const rbk_inspection *in, const rbk_track *track)
{
    char isrc[RBK_ISRC_BYTES];
    unsigned number = track->number;
    if (!track->isrc[0])
        return RBK_OK;
    if (!rbk_track_mode_is_audio(track->mode))
        return rbk_inspection_report(in, RBK_RULE_ISRC_ON_DATA, track, "track %u is data and has the ISRC %s", number,
                                     track->isrc);
    if (rbk_isrc_parse(track->isrc, isrc, NULL) == RBK_OK && is_placeholder_isrc(isrc))
        return rbk_inspection_report(in, RBK_RULE_ISRC_PLACEHOLDER, track,
                                     "the ISRC of track %u, %s, looks like a placeholder", number, isrc);
    return RBK_OK;
}

static rbk_status check_mcn(const rbk_inspection *in)
{
    const char *mcn = in->disc->mcn;
    if (!mcn[0] || !is_placeholder_mcn(mcn))
        return RBK_OK;
    return rbk_inspection_report(in, RBK_RULE_MCN_PLACEHOLDER, NULL, "the MCN %s looks like a placeholder", mcn);
}

static rbk_status check_flags(const rbk_inspection *in, const rbk_track *track)
{
    unsigned number = track->number;
    bool four = track->flags & RBK_FLAG_FOUR_CHANNEL, emphasis = track->flags & RBK_FLAG_PRE_EMPHASIS;
    if (!rbk_track_mode_is_audio(track->mode)) {
        if (!four && !emphasis)
            return RBK_OK;
        return rbk_inspection_report(in, RBK_RULE_FLAGS_ON_DATA, track, "track %u is data and has audio flags: %s",
                                     number,
                                     four && emphasis ? "4CH and PRE"
                                     : four           ? "4CH"
                                                      : "PRE");
    }
    rbk_status status = RBK_OK;
    if (four)
        status = rbk_inspection_report(in, RBK_RULE_FLAGS_FOUR_CHANNEL, track,
                                       "track %u is flagged as four-channel, which no player supports", number);
    if (status == RBK_OK && emphasis)
        status = rbk_inspection_report(in, RBK_RULE_FLAGS_PRE_EMPHASIS, track,
                                       "track %u is flagged as audio with pre-emphasis: players will apply de-emphasis",
                                       number);
    return status;
}

rbk_status rbk_check_codes(const rbk_inspection *in)
{
    rbk_status status = check_mcn(in);
    for (size_t t = 0; t < in->disc->track_count && status == RBK_OK; t++) {
        status = check_isrc(in, &in->disc->tracks[t]);
        if (status == RBK_OK)
            status = check_flags(in, &in->disc->tracks[t]);
    }
    return status;
}
