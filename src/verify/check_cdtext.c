/*
 * CD-TEXT: the disc's own packs, or those that its texts would make. Packs are checked as they are; texts for
 * unencodable characters, missing ones, codes that differ from those of the subchannel, and times from those of the disc.
 * Differences between a sheet and its CD-TEXT file are found when both are read.
 */
#include "text/disc_text.h"
#include "text/times.h"
#include "verify/check.h"

#include <redbook/cdtext.h>

#include <stdio.h>
#include <string.h>

#define LANGUAGE_ENGLISH 0x09

/* The block number 0 of most discs is not worth reporting. */
#define PLACE_BYTES 16
static const char *in_block(unsigned number, char text[PLACE_BYTES])
{
    text[0] = '\0';
    if (number > 0)
        snprintf(text, PLACE_BYTES, "block %u: ", number & 7u);
    return text;
}

static const rbk_track *track_of(const rbk_disc *disc, uint32_t number)
{
    for (size_t t = 0; t < disc->track_count; t++)
        if (disc->tracks[t].number == number)
            return &disc->tracks[t];
    return NULL;
}

/* ------------------------------------------------------------------ packs */

/* What decoding says against the packs, by two rules. */
static rbk_status check_packs(const rbk_inspection *in, const rbk_findings *noticed)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < rbk_findings_count(noticed) && status == RBK_OK; i++) {
        const rbk_finding *finding = rbk_findings_at(noticed, i);
        const char *id = strcmp(finding->rule, RBK_RULE_CDTEXT_CRC) == 0 ? RBK_RULE_CDTEXT_CRC : RBK_RULE_CDTEXT_PACKS;
        if (finding->severity >= RBK_WARNING)
            status = rbk_inspection_report(in, id, NULL, "CD-TEXT: %s", finding->text);
    }
    return status;
}

static rbk_status check_tracks(const rbk_inspection *in, const rbk_cdtext_block *block, unsigned number)
{
    const rbk_disc *disc = in->disc;
    char place[PLACE_BYTES];
    unsigned first = disc->tracks[0].number, last = disc->tracks[disc->track_count - 1].number;
    if (block->first_track == first && block->last_track == last)
        return RBK_OK;
    return rbk_inspection_report(
        in, RBK_RULE_CDTEXT_TRACKS, NULL, "%sthe CD-TEXT is for tracks %u to %u, the disc has tracks %u to %u",
        in_block(number, place), (unsigned)block->first_track, (unsigned)block->last_track, first, last);
}

/* ------------------------------------------------------------------ texts */

/* A text that the album or one track has; data tracks need none. */
static rbk_status check_field(const rbk_inspection *in, const rbk_cdtext_block *block, unsigned number,
                              rbk_cdtext_field field)
{
    char place[PLACE_BYTES];
    const rbk_disc *disc = in->disc;
    unsigned have = 0, lack = 0, first = 0;
    bool album = block->text[field][0] != NULL;
    for (size_t t = 0; t < disc->track_count; t++) {
        const rbk_track *track = &disc->tracks[t];
        bool has = block->text[field][track->number] != NULL;
        if (!has && !rbk_track_mode_is_audio(track->mode))
            continue;
        first = !has && lack == 0 ? track->number : first;
        have += has;
        lack += !has;
    }
    const char *name = rbk_cdtext_field_name(field, 0);
    rbk_status status = RBK_OK;
    if (have > 0 && !album)
        status = rbk_inspection_report(in, RBK_RULE_CDTEXT_MISSING_TEXT, NULL, "%stracks have a %s, the album has none",
                                       in_block(number, place), name);
    if (status == RBK_OK && lack > 0 && (have > 0 || album))
        status = rbk_inspection_report(in, RBK_RULE_CDTEXT_MISSING_TEXT, track_of(disc, first),
                                       "%s%u of %u tracks have no %s; the first is track %u", in_block(number, place),
                                       lack, have + lack, name, first);
    return status;
}

static rbk_status check_texts(const rbk_inspection *in, const rbk_cdtext_block *block, unsigned number)
{
    rbk_status status = RBK_OK;
    for (int field = 0; field < (int)RBK_CDTEXT_MESSAGE && status == RBK_OK; field++)
        status = check_field(in, block, number, (rbk_cdtext_field)field);
    return status;
}

static rbk_status check_empty(const rbk_inspection *in, const rbk_cdtext_block *block, unsigned number)
{
    char sentence[RBK_SENTENCE_BYTES];
    if (!rbk_cdtext_block_is_empty(block))
        return RBK_OK;
    rbk_cdtext_empty_sentence(block, (int)number, sentence, sizeof sentence);
    return rbk_inspection_report(in, RBK_RULE_CDTEXT_MISSING_TEXT, NULL, "%s", sentence);
}

/* ------------------------------------------------------------------ codes */

static rbk_status check_code(const rbk_inspection *in, const char *text, const rbk_track *track)
{
    char parsed[RBK_MCN_BYTES];
    const char *code = track ? track->isrc : in->disc->mcn;
    const char *what = track ? "ISRC" : "MCN";
    if (!text)
        return RBK_OK;
    rbk_status known = track ? rbk_isrc_parse(text, parsed, NULL) : rbk_mcn_parse(text, parsed, NULL);
    if (known != RBK_OK)
        return rbk_inspection_report(in, RBK_RULE_CDTEXT_CODES, track, "'%.40s' in the CD-TEXT is not a valid %s", text,
                                     what);
    if (strcmp(parsed, code) == 0)
        return RBK_OK;
    return rbk_inspection_report(in, RBK_RULE_CDTEXT_CODES, track, "the %s in the CD-TEXT is %s, the disc's is %s",
                                 what, parsed, code[0] ? code : "none");
}

static rbk_status check_codes(const rbk_inspection *in, const rbk_cdtext_block *block)
{
    rbk_status status = check_code(in, block->text[RBK_CDTEXT_CODE][0], NULL);
    for (size_t t = 0; t < in->disc->track_count && status == RBK_OK; t++)
        status = check_code(in, block->text[RBK_CDTEXT_CODE][in->disc->tracks[t].number], &in->disc->tracks[t]);
    return status;
}

/* ------------------------------------------------------------------ times */

static rbk_status check_times(const rbk_inspection *in)
{
    const rbk_cdtext_times times = rbk_cdtext_check_times(in->disc, in->layout);
    char packed[RBK_TIME_BYTES], expected[RBK_TIME_BYTES], of[24] = "the lead-out";
    if (times.wrong == 0)
        return RBK_OK;
    if (times.track)
        snprintf(of, sizeof of, "track %u", (unsigned)times.track->number & 0x7F);
    return rbk_inspection_report(
        in, RBK_RULE_CDTEXT_TIMES, times.track,
        "%zu %s in the CD-TEXT (packs of type 88); the first is the start of %s: absolute time "
        "%s, expected %s",
        times.wrong, RBK_PLURAL(times.wrong, "wrong time", "wrong times"), of,
        rbk_absolute_time_format(times.packed_lba, packed), rbk_absolute_time_format(times.lba, expected));
}

/* ------------------------------------------------------------------ what would be packed */

/* Findings of one rule that come one by one for each text: how many, and the first. */
typedef struct tally {
    const char *rule;
    const rbk_finding *first;
    size_t count;
} tally;

static void count_in(tally *all, const rbk_finding *finding)
{
    if (strcmp(finding->rule, all->rule) != 0)
        return;
    all->first = all->first ? all->first : finding;
    all->count++;
}

static rbk_status report_unencodables(const rbk_inspection *in, const tally *all)
{
    if (!all->first)
        return RBK_OK;
    return rbk_inspection_report(in, all->rule, track_of(in->disc, all->first->track),
                                 "%zu %s not fit into the character set of CD-TEXT: %s", all->count,
                                 RBK_PLURAL(all->count, "text does", "texts do"), all->first->text);
}

static rbk_status report_plain(const rbk_inspection *in, const tally *all)
{
    if (!all->first)
        return RBK_OK;
    return rbk_inspection_report(in, all->rule, track_of(in->disc, all->first->track),
                                 "in CD-TEXT, %zu %s plain characters: %s", all->count,
                                 RBK_PLURAL(all->count, "text gets", "texts get"), all->first->text);
}

static rbk_status check_fit(const rbk_inspection *in, const rbk_cdtext *cdtext, rbk_error *error)
{
    rbk_bytes packs = {NULL, 0};
    tally unencodable = {RBK_RULE_CDTEXT_CHARSET, NULL, 0}, plain = {RBK_RULE_CDTEXT_PLAIN, NULL, 0};
    rbk_findings *noticed = rbk_findings_new();
    rbk_status encoded = noticed ? rbk_cdtext_encode(cdtext, NULL, &packs, noticed, error) : RBK_NO_MEMORY;
    rbk_bytes_release(&packs);
    rbk_status status = encoded == RBK_NO_MEMORY ? RBK_NO_MEMORY : RBK_OK;
    for (size_t i = 0; i < rbk_findings_count(noticed) && status == RBK_OK; i++) {
        const rbk_finding *finding = rbk_findings_at(noticed, i);
        count_in(&unencodable, finding);
        count_in(&plain, finding);
        if (strcmp(finding->rule, RBK_RULE_CDTEXT_TOO_LONG) == 0)
            status = rbk_inspection_report(in, RBK_RULE_CDTEXT_TOO_LONG, NULL, "in CD-TEXT, %s", finding->text);
    }
    if (status == RBK_OK)
        status = report_unencodables(in, &unencodable);
    if (status == RBK_OK)
        status = report_plain(in, &plain);
    rbk_findings_free(noticed);
    return status;
}

static rbk_status check_own(const rbk_inspection *in, rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    rbk_error why;
    rbk_findings *noticed = rbk_findings_new();
    rbk_error_init(&why);
    rbk_status status = noticed
                            ? rbk_cdtext_decode(in->disc->cdtext, in->disc->cdtext_bytes, NULL, &cdtext, noticed, &why)
                            : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = check_packs(in, noticed);
    else if (status != RBK_NO_MEMORY)
        status = rbk_inspection_report(in, RBK_RULE_CDTEXT_PACKS, NULL, "CD-TEXT: %s", why.sentence);
    for (unsigned number = 0; cdtext && number < RBK_CDTEXT_BLOCKS && status == RBK_OK; number++) {
        const rbk_cdtext_block *block = cdtext->blocks[number];
        if (!block)
            continue;
        status = check_tracks(in, block, number);
        if (status == RBK_OK)
            status = check_empty(in, block, number);
        if (status == RBK_OK)
            status = check_texts(in, block, number);
        if (status == RBK_OK)
            status = check_codes(in, block);
    }
    if (status == RBK_OK)
        status = check_times(in);
    rbk_cdtext_free(cdtext);
    rbk_findings_free(noticed);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

rbk_status rbk_check_cdtext(const rbk_inspection *in, rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    if (!rbk_cdtext_disc_has_any(in->disc))
        return RBK_OK;
    if (in->disc->cdtext)
        return check_own(in, error);
    rbk_status status = rbk_cdtext_from_disc(in->disc, LANGUAGE_ENGLISH, RBK_CDTEXT_8859_1, &cdtext, NULL, error);
    if (status == RBK_OK)
        status = check_texts(in, cdtext->blocks[0], 0);
    if (status == RBK_OK)
        status = check_fit(in, cdtext, error);
    rbk_cdtext_free(cdtext);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* ------------------------------------------------------------------ what the reader found */

/* Reported by a rule of the check, with more, or as a part of what one reports. */
static bool is_reported_here(const char *rule)
{
    static const char *const rules[] = {
        "cdtext.damaged",     "cdtext.no-track", "cdtext.code-differs", "cdtext.bad-code", RBK_RULE_MCN_DIGIT,
        RBK_RULE_ISRC_SYNTAX, "data.as-audio",   "data.no-sync",        "data.other-mode", RBK_RULE_SUB_LENGTH};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (strcmp(rule, rules[i]) == 0)
            return true;
    return false;
}

static int judge_by_profile(void *user, const rbk_finding *finding)
{
    const rbk_rule *rule = rbk_rule_find(finding->rule);
    int severity = rule ? rule->severities[*(const rbk_profile *)user] : (int)finding->severity;
    return severity == RBK_RULE_OFF || is_reported_here(finding->rule) ? RBK_FINDING_LEFT_OUT : severity;
}

rbk_status rbk_check_take_findings(const rbk_findings *found, rbk_profile profile, rbk_findings *findings,
                                   rbk_error *error)
{
    if ((unsigned)profile >= RBK_PROFILES)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown profile %d", (int)profile);
    return rbk_findings_pass_on(found, judge_by_profile, &profile, findings) == RBK_OK ? RBK_OK
                                                                                       : rbk_fail_memory(error);
}
