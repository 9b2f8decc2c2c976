/*
 * Command line over tags and sheets. Everything is looked at before anything is refused.
 */
#include "redbook/overrides.h"

#include <redbook/rules.h>

#include <stdlib.h>
#include <string.h>

/* In any letter case. */
static bool is_word(const char *word, const char *text, size_t length)
{
    size_t i = 0;
    while (i < length && word[i] && word[i] == (text[i] >= 'A' && text[i] <= 'Z' ? text[i] - 'A' + 'a' : text[i]))
        i++;
    return i == length && !word[i];
}

/* "dcp+pre", "DCP PRE" as sheets have it, "none", or "" for none. */
static bool read_flags(const char *text, uint32_t *flags, char why[CLI_WHY_BYTES])
{
    static const struct {
        const char *word;
        uint32_t flag;
    } words[] = {
        {"dcp", RBK_FLAG_COPY_PERMITTED}, {"pre", RBK_FLAG_PRE_EMPHASIS}, {"4ch", RBK_FLAG_FOUR_CHANNEL}, {"none", 0}};
    uint32_t all = 0;
    const char *at = text;
    *flags = 0;
    if (!text[0])
        return true;
    for (;; at++) {
        size_t length = strcspn(at, "+ ");
        size_t i = 0;
        while (i < 4 && !is_word(words[i].word, at, length))
            i++;
        if (i == 4) {
            snprintf(why, CLI_WHY_BYTES, "expected flags as in 'dcp+pre+4ch' or 'none', found '%s'", text);
            return false;
        }
        all |= words[i].flag;
        at += length;
        if (!*at)
            break;
    }
    *flags = all;
    return true;
}

/* The number of "index2" or "index02". */
static bool read_index(const char *name, size_t length, track_override *one)
{
    char digits[4] = "", unused[CLI_WHY_BYTES];
    uint64_t number = 0;
    if (length < 6 || length > 7 || memcmp(name, "index", 5) != 0)
        return false;
    memcpy(digits, name + 5, length - 5);
    one->field = TRACK_INDEX;
    one->mark.number = cli_number_parse(digits, 0, RBK_INDEX_MAX, &number, unused) ? (uint32_t)number : 0;
    return digits[strspn(digits, "0123456789")] == '\0';
}

/* What the name before '=' means; marks: indexes and no pregaps. */
static bool read_field(const char *name, size_t length, bool marks, track_override *one)
{
    static const rbk_text_field fields[] = {RBK_TEXT_TITLE,    RBK_TEXT_PERFORMER, RBK_TEXT_SONGWRITER,
                                            RBK_TEXT_COMPOSER, RBK_TEXT_ARRANGER,  RBK_TEXT_MESSAGE};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const char *known = rbk_text_field_name(fields[i]);
        if (strlen(known) == length && memcmp(known, name, length) == 0) {
            one->field = TRACK_TEXT;
            one->text = fields[i];
            return true;
        }
    }
    if (length == 4 && memcmp(name, "isrc", 4) == 0)
        one->field = TRACK_ISRC;
    else if (length == 5 && memcmp(name, "flags", 5) == 0)
        one->field = TRACK_FLAGS;
    else if (!marks && length == 6 && memcmp(name, "pregap", 6) == 0)
        one->field = TRACK_PREGAP;
    else
        return marks && read_index(name, length, one);
    return true;
}

/* "MM:SS:FF" on the disc, "+00:30:00" or "-2s" from index 01 of the track, "" for no index. */
static bool read_mark(track_override *one, char why[CLI_WHY_BYTES])
{
    const char *text = one->value;
    const bool before = text[0] == '-';
    uint32_t sectors = 0;
    one->mark.track = one->track;
    one->mark.removed = text[0] == '\0';
    one->mark.relative = before || text[0] == '+';
    if (one->mark.removed)
        return true;
    if (!cli_length_parse(text + one->mark.relative, 0, RBK_PROGRAM_SECTORS_MAX, &sectors, why))
        return false;
    one->mark.sectors = before ? -(int32_t)sectors : (int32_t)sectors;
    return true;
}

static bool read_value(track_override *one, char why[CLI_WHY_BYTES])
{
    switch (one->field) {
    case TRACK_PREGAP:
        return cli_length_parse(one->value, 0, RBK_PROGRAM_SECTORS_MAX, &one->pregap_sectors, why);
    case TRACK_INDEX:
        return read_mark(one, why);
    case TRACK_FLAGS:
        return read_flags(one->value, &one->flags, why);
    case TRACK_TEXT:
    case TRACK_ISRC:
        return true;
    }
    return true;
}

static bool read_override(const char *text, bool marks, track_override *one, char why[CLI_WHY_BYTES])
{
    const char *colon = strchr(text, ':');
    const char *equals = colon ? strchr(colon, '=') : NULL;
    char digits[8] = "";
    char unused[CLI_WHY_BYTES];
    uint64_t number = 0;
    if (!equals) {
        snprintf(why, CLI_WHY_BYTES, "expected N:FIELD=VALUE, found '%s'", text);
        return false;
    }
    if (colon > text && colon - text < 8)
        memcpy(digits, text, (size_t)(colon - text));
    if (!cli_number_parse(digits, 1, RBK_TRACKS_MAX, &number, unused)) {
        snprintf(why, CLI_WHY_BYTES, "expected a track from 1 to %d before ':', found '%.*s'", RBK_TRACKS_MAX,
                 (int)(colon - text), text);
        return false;
    }
    one->track = (uint32_t)number;
    one->value = equals + 1;
    if (!read_field(colon + 1, (size_t)(equals - colon - 1), marks, one)) {
        snprintf(why, CLI_WHY_BYTES,
                 "expected title, performer, songwriter, composer, arranger, message, isrc, flags or %s, found '%.*s'",
                 marks ? "index0 to index99" : "pregap", (int)(equals - colon - 1), colon + 1);
        return false;
    }
    return read_value(one, why);
}

static bool is_same_field(const track_override *a, const track_override *b)
{
    return a->track == b->track && a->field == b->field && (a->field != TRACK_TEXT || a->text == b->text) &&
           (a->field != TRACK_INDEX || a->mark.number == b->mark.number);
}

static bool read_one(overrides *over, const char *text, bool marks, char why[CLI_WHY_BYTES])
{
    track_override one;
    memset(&one, 0, sizeof one);
    if (!read_override(text, marks, &one, why))
        return false;
    for (size_t i = 0; i < over->track_count; i++)
        if (is_same_field(&over->tracks[i], &one)) {
            snprintf(why, CLI_WHY_BYTES, "'%.*s' given twice, expected one value", (int)strcspn(text, "="), text);
            return false;
        }
    track_override *more = realloc(over->tracks, (over->track_count + 1) * sizeof *more);
    if (!more) {
        snprintf(why, CLI_WHY_BYTES, "out of memory");
        return false;
    }
    over->tracks = more;
    over->tracks[over->track_count++] = one;
    return true;
}

bool overrides_read_track(overrides *over, const char *text, char why[CLI_WHY_BYTES])
{
    return read_one(over, text, false, why);
}

bool overrides_read_edit_row(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    return read_one(place, text, true, why);
}

bool overrides_read_row(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    return overrides_read_track(place, text, why);
}

bool overrides_replace_code(const overrides *over, const rbk_finding *finding)
{
    static const char *const mcn[] = {RBK_RULE_MCN_DIGIT, RBK_RULE_MCN_LEFT_OUT, RBK_RULE_MCN_WRITTEN,
                                      RBK_RULE_MCN_ZERO, "tags.bad-mcn"};
    static const char *const isrc[] = {RBK_RULE_ISRC_SYNTAX, RBK_RULE_ISRC_LEFT_OUT, RBK_RULE_ISRC_WRITTEN,
                                       RBK_RULE_ISRC_ZERO, "tags.bad-isrc"};
    const bool of_flags = strcmp(finding->rule, "tags.bad-pre-emphasis") == 0;
    bool of_mcn = false, of_isrc = false;
    for (size_t i = 0; i < sizeof mcn / sizeof mcn[0]; i++) {
        of_mcn = of_mcn || strcmp(finding->rule, mcn[i]) == 0;
        of_isrc = of_isrc || strcmp(finding->rule, isrc[i]) == 0;
    }
    bool replaced = of_mcn && over->mcn;
    for (size_t i = 0; i < over->track_count && (of_isrc || of_flags) && !replaced; i++)
        replaced =
            over->tracks[i].track == finding->track && over->tracks[i].field == (of_isrc ? TRACK_ISRC : TRACK_FLAGS);
    return replaced;
}

static int judge_replaced(void *user, const rbk_finding *finding)
{
    return overrides_replace_code(user, finding) ? RBK_FINDING_LEFT_OUT : (int)finding->severity;
}

rbk_status overrides_pass_on(const overrides *over, const rbk_findings *read, rbk_findings *findings)
{
    overrides judged = *over;
    return rbk_findings_pass_on(read, judge_replaced, &judged, findings);
}

bool overrides_give_pregap(const overrides *over)
{
    bool given = false;
    for (size_t i = 0; i < over->track_count && !given; i++)
        given = over->tracks[i].field == TRACK_PREGAP;
    return given;
}

bool overrides_given(const overrides *over)
{
    bool given = over->mcn || over->track_count > 0;
    for (int field = 0; field < (int)RBK_TEXT_FIELDS && !given; field++)
        given = over->texts[field] != NULL;
    return given;
}

void overrides_release(overrides *over)
{
    free(over->tracks);
    over->tracks = NULL;
    over->track_count = 0;
}

/* A failure that is not want of memory is a finding and the work goes on. */
static rbk_status noted(rbk_status status, const rbk_error *error, rbk_findings *findings, const char *rule,
                        const char *option, uint32_t track)
{
    if (status == RBK_OK || status == RBK_NO_MEMORY)
        return status;
    if (track)
        return rbk_findings_add(findings, RBK_ERROR, rule, NULL, 0, track, "--track %u:%s: %s", (unsigned)track, option,
                                error->sentence);
    return rbk_findings_add(findings, RBK_ERROR, rule, NULL, 0, 0, "--%s: %s", option, error->sentence);
}

static rbk_status apply_disc(const overrides *over, rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (int field = 0; field < (int)RBK_TEXT_FIELDS && status == RBK_OK; field++) {
        if (!over->texts[field])
            continue;
        status = rbk_text_set(&disc->text, (rbk_text_field)field, over->texts[field], error);
        status = noted(status, error, findings, "option.text", rbk_text_field_name((rbk_text_field)field), 0);
    }
    if (!over->mcn || status != RBK_OK)
        return status;
    if (!over->mcn[0]) {
        disc->mcn[0] = '\0';
        return RBK_OK;
    }
    return noted(rbk_mcn_parse(over->mcn, disc->mcn, error), error, findings, "option.mcn", "mcn", 0);
}

static rbk_track *track_of(rbk_disc *disc, uint32_t number)
{
    for (size_t i = 0; i < disc->track_count; i++)
        if (disc->tracks[i].number == number)
            return &disc->tracks[i];
    return NULL;
}

static rbk_status apply_track(const track_override *one, rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    rbk_track *track = track_of(disc, one->track);
    if (one->field == TRACK_INDEX) /* rbk_edit_indexes, all at once */
        return RBK_OK;
    if (!track && disc->track_count == 0)
        return rbk_findings_add(findings, RBK_ERROR, "option.track", NULL, 0, one->track,
                                "--track %u: the disc has no tracks", (unsigned)one->track);
    if (!track)
        return rbk_findings_add(findings, RBK_ERROR, "option.track", NULL, 0, one->track,
                                "--track %u: the tracks of the disc are %u to %u", (unsigned)one->track,
                                (unsigned)disc->tracks[0].number, (unsigned)disc->tracks[disc->track_count - 1].number);
    switch (one->field) {
    case TRACK_TEXT:
        return noted(rbk_text_set(&track->text, one->text, one->value, error), error, findings, "option.text",
                     rbk_text_field_name(one->text), one->track);
    case TRACK_ISRC:
        if (one->value[0])
            return noted(rbk_isrc_parse(one->value, track->isrc, error), error, findings, "option.isrc", "isrc",
                         one->track);
        track->isrc[0] = '\0';
        return RBK_OK;
    case TRACK_FLAGS:
        track->flags = one->flags | (track->flags & ~RBK_FLAGS_OF_Q);
        return RBK_OK;
    case TRACK_INDEX:
    case TRACK_PREGAP: /* the disc was made with it */
        return RBK_OK;
    }
    return RBK_OK;
}

rbk_status overrides_apply(const overrides *over, rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = apply_disc(over, disc, findings, error);
    for (size_t i = 0; i < over->track_count && status == RBK_OK; i++)
        status = apply_track(&over->tracks[i], disc, findings, error);
    return status;
}
