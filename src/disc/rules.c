/*
 * The rules that need only a layout: each violation is one finding, and all of them are reported.
 */
#include "disc/rules.h"

#include "base/fail.h"
#include "disc/references.h"

#include <redbook/layout.h>
#include <redbook/rules.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct inspection {
    const rbk_disc *disc;
    const rbk_layout *layout;
    const rbk_rules *rules;
    const char *path;
    rbk_findings *findings;
} inspection;

void rbk_rules_init(rbk_rules *rules)
{
    *rules = (rbk_rules){
        .capacity_sectors = RBK_CAPACITY_80_MIN, .short_tracks = RBK_SHORT_REFUSE, .judge = RBK_JUDGE_AUTHOR};
}

/* Tracks that start or end after the capacity, as "17", "17 and 18" or "17 to 20". */
static void tracks_beyond(const inspection *in, char *text, size_t size)
{
    unsigned first = 0, last = 0;
    for (size_t t = 0; t < in->layout->track_count; t++)
        if ((uint32_t)in->layout->tracks[t].end_lba > in->rules->capacity_sectors) {
            last = in->disc->tracks[t].number;
            first = first ? first : last;
        }
    if (first == last)
        snprintf(text, size, "track %u does", first);
    else
        snprintf(text, size, "tracks %u %s %u do", first, last == first + 1 ? "and" : "to", last);
}

/* Reports a violation with the table's severity for the judge. *track NULL: the disc's. Fails only without memory. */
static rbk_status report(const inspection *in, const char *id, const rbk_track *track, const char *format, ...)
    RBK_PRINTF(4, 5);

static rbk_status report(const inspection *in, const char *id, const rbk_track *track, const char *format, ...)
{
    char text[RBK_SENTENCE_BYTES];
    int severity = rbk_rule_find(id)->judgements[in->rules->judge];
    if (severity == RBK_RULE_OFF)
        return RBK_OK;
    /* A caller that allows a short track knows about it. */
    if (strcmp(id, RBK_RULE_TRACK_TOO_SHORT) == 0 && in->rules->short_tracks != RBK_SHORT_REFUSE &&
        severity == RBK_ERROR)
        severity = RBK_WARNING;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return rbk_findings_add(in->findings, (rbk_severity)severity, id, in->path, track ? track->line : 0,
                            track ? track->number : 0, "%s", text);
}

static rbk_status check_capacity(const inspection *in)
{
    uint32_t used = (uint32_t)rbk_layout_end(in->layout);
    /* A GD-ROM is not a CD-R: it has the capacity of pressed ones. */
    bool high_density = rbk_disc_end_max(in->disc) != RBK_PROGRAM_SECTORS_MAX;
    uint32_t capacity = high_density ? RBK_HIGH_DENSITY_END : in->rules->capacity_sectors;
    if (used <= capacity)
        return RBK_OK;
    char total[RBK_TIME_BYTES], room[RBK_TIME_BYTES], over[RBK_TIME_BYTES], which[64];
    tracks_beyond(in, which, sizeof which);
    return report(in, RBK_RULE_DISC_TOO_LONG, NULL, "the disc is too long by %s (%u sector%s): %s of %s; %s not fit",
                  rbk_time_format(used - capacity, over), (unsigned)(used - capacity),
                  RBK_PLURAL(used - capacity, "", "s"), rbk_time_format(used, total), rbk_time_format(capacity, room),
                  which);
}

void rbk_track_empty_sentence(const rbk_disc *disc, const rbk_layout *layout, size_t t, char *sentence, size_t size)
{
    char at[RBK_TIME_BYTES], why[64] = "the disc ends";
    if (t + 1 < disc->track_count)
        snprintf(why, sizeof why, "track %u starts", (unsigned)disc->tracks[t + 1].number);
    snprintf(sentence, size, "track %u has no sectors: its index 01 is at %s, where %s",
             (unsigned)disc->tracks[t].number, rbk_time_format(layout->tracks[t].index01_lba, at), why);
}

static rbk_status check_length(const inspection *in, size_t t)
{
    const rbk_track *track = &in->disc->tracks[t];
    const rbk_layout_track *laid = &in->layout->tracks[t];
    int32_t length = laid->end_lba - laid->index01_lba;
    char text[RBK_TIME_BYTES], sentence[RBK_SENTENCE_BYTES];
    if (length >= RBK_TRACK_SECTORS_MIN)
        return RBK_OK;
    if (length == 0 && in->rules->short_tracks != RBK_SHORT_PAD) {
        rbk_track_empty_sentence(in->disc, in->layout, t, sentence, sizeof sentence);
        return report(in, RBK_RULE_TRACK_EMPTY, track, "%s", sentence);
    }
    return report(in, RBK_RULE_TRACK_TOO_SHORT, track, "track %u is %s long, expected 4 s (300 sectors) or more",
                  (unsigned)track->number, rbk_time_format(length, text));
}

static rbk_status check_isrc(const inspection *in, size_t t)
{
    const rbk_track *track = &in->disc->tracks[t];
    for (size_t earlier = 0; track->isrc[0] && earlier < t; earlier++)
        if (strcmp(in->disc->tracks[earlier].isrc, track->isrc) == 0)
            return report(in, RBK_RULE_ISRC_REPEATED, track, "tracks %u and %u have the same ISRC %s",
                          (unsigned)in->disc->tracks[earlier].number, (unsigned)track->number, track->isrc);
    return RBK_OK;
}

static rbk_status check_flags(const inspection *in, size_t t)
{
    const rbk_track *track = &in->disc->tracks[t];
    if (!(track->flags & RBK_FLAG_SCMS))
        return RBK_OK;
    return report(in, RBK_RULE_FLAGS_SCMS, track,
                  "track %u has the flag SCMS, which marks a copy: an original is written without it",
                  (unsigned)track->number);
}

/* Between data and audio a player needs a pregap (IEC 60908: 2 s at least before index 01 of the second track). A
 * session starts with one that is in no file. */
static rbk_status check_transition(const inspection *in, size_t t)
{
    const rbk_track *track = &in->disc->tracks[t];
    const rbk_layout_track *laid = &in->layout->tracks[t];
    bool begins_session = rbk_layout_session_of(in->layout, t)->first_track == t;
    bool changes = !begins_session &&
                   rbk_track_mode_is_audio(track->mode) != rbk_track_mode_is_audio(in->disc->tracks[t - 1].mode);
    int32_t pregap = laid->index01_lba - laid->start_lba;
    if (!changes || pregap >= RBK_PREGAP_SECTORS)
        return RBK_OK;
    return report(in, RBK_RULE_TRACK_SHORT_PAUSE, track,
                  "track %u changes between data and audio after a pregap of %d sector%s, expected 150 or more",
                  (unsigned)track->number, (int)pregap, RBK_PLURAL(pregap, "", "s"));
}

/* A code is reported as the disc has it. */
static rbk_status check_isrc_syntax(const inspection *in, size_t t)
{
    char isrc[RBK_ISRC_BYTES];
    rbk_error reason;
    const rbk_track *track = &in->disc->tracks[t];
    if (!track->isrc[0] || !rbk_track_mode_is_audio(track->mode))
        return RBK_OK;
    rbk_error_init(&reason);
    if (rbk_isrc_parse(track->isrc, isrc, &reason) != RBK_OK)
        return report(in, RBK_RULE_ISRC_SYNTAX, track, "the ISRC of track %u: %s", (unsigned)track->number,
                      reason.sentence);
    if (strcmp(isrc, track->isrc) != 0)
        return report(in, RBK_RULE_ISRC_SYNTAX, track, "the ISRC of track %u is '%s', expected '%s'",
                      (unsigned)track->number, track->isrc, isrc);
    return RBK_OK;
}

static rbk_status check_mcn_digit(const inspection *in)
{
    char mcn[RBK_MCN_BYTES];
    rbk_error reason;
    rbk_error_init(&reason);
    if (!in->disc->mcn[0])
        return RBK_OK;
    if (rbk_mcn_parse(in->disc->mcn, mcn, &reason) != RBK_OK)
        return report(in, RBK_RULE_MCN_DIGIT, NULL, "the MCN: %s", reason.sentence);
    if (strcmp(mcn, in->disc->mcn) != 0)
        return report(in, RBK_RULE_MCN_DIGIT, NULL, "the MCN is '%s', expected '%s'", in->disc->mcn, mcn);
    return RBK_OK;
}

static rbk_status check_mcn(const inspection *in)
{
    if (strspn(in->disc->mcn, "0") != RBK_MCN_BYTES - 1)
        return RBK_OK;
    return report(in, RBK_RULE_MCN_ZERO, NULL, "an MCN of all zeros means that there is none");
}

rbk_status rbk_rules_check(const rbk_disc *disc, const rbk_layout *layout, const rbk_rules *rules, const char *path,
                           rbk_findings *findings, rbk_error *error)
{
    if (!disc || !layout || !rules)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if ((unsigned)rules->judge >= RBK_JUDGES)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown profile %d", (int)rules->judge);
    inspection in = {disc, layout, rules, path, findings};
    rbk_status status = rbk_disc_check_layout(disc, layout, error);
    if (status != RBK_OK)
        return status;
    status = check_capacity(&in);
    if (status == RBK_OK)
        status = check_mcn(&in);
    if (status == RBK_OK)
        status = check_mcn_digit(&in);
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++) {
        status = check_length(&in, t);
        if (status == RBK_OK)
            status = check_isrc(&in, t);
        if (status == RBK_OK)
            status = check_isrc_syntax(&in, t);
        if (status == RBK_OK)
            status = check_flags(&in, t);
    }
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++)
        status = check_transition(&in, t);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}
