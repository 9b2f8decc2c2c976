/*
 * Gaps from the command line.
 */
#include "redbook/gaps.h"
#include "cli/values.h"

#include <redbook/source.h>

#include <stdio.h>
#include <string.h>

bool gaps_read(gap_list *gaps, const char *text, char why[CLI_WHY_BYTES])
{
    gaps->count = 0;
    for (const char *at = text;; at++) {
        char one[32];
        size_t length = strcspn(at, ",");
        if (gaps->count == RBK_TRACKS_MAX || length >= sizeof one) {
            snprintf(why, CLI_WHY_BYTES, "expected lengths with commas between them, as in 2s,2s,0,4s, found '%.200s'",
                     text);
            return false;
        }
        memcpy(one, at, length);
        one[length] = '\0';
        if (!cli_length_parse(one, 0, RBK_PROGRAM_SECTORS_MAX, &gaps->sectors[gaps->count], why))
            return false;
        gaps->count++;
        at += length;
        if (!*at)
            return true;
    }
}

bool gaps_read_row(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    return gaps_read(place, text, why);
}

bool gaps_read_names(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    rbk_error error;
    rbk_error_init(&error);
    if (rbk_source_check_names(text, &error) != RBK_OK) {
        snprintf(why, CLI_WHY_BYTES, "%s", error.sentence);
        return false;
    }
    *(const char **)place = text;
    return true;
}

const char *gaps_option_of_files(const gap_list *gaps, const overrides *over, const char *names, int sort)
{
    return gaps->count > 0               ? "gap"
           : overrides_give_pregap(over) ? "track N:pregap"
           : names                       ? "names"
           : sort >= 0                   ? "sort"
                                         : NULL;
}

bool gaps_check_only_file(const char *option, const char *path, char why[CLI_WHY_BYTES])
{
    rbk_audio_tags tags;
    if (!option || rbk_audio_tags_read(path, &tags, NULL) != RBK_OK) /* which the work reports */
        return true;
    bool sheet = tags.cue_sheet != NULL;
    rbk_audio_tags_release(&tags);
    if (sheet)
        snprintf(why, CLI_WHY_BYTES,
                 "--%s is for audio files: the cue sheet in '%.200s' has its own gaps, titles and order", option, path);
    return !sheet;
}

/* Joins, and the one between data and the first file. */
static bool fill(const gap_list *gaps, size_t files, uint32_t first, uint32_t *sectors, char why[CLI_WHY_BYTES])
{
    size_t from = first == 1 ? 1 : 0, joins = files > from ? files - from : 0;
    if (gaps->count > 1 && gaps->count != joins) {
        snprintf(why, CLI_WHY_BYTES, "--gap: expected %zu length%s, one for each join, found %zu", joins,
                 RBK_PLURAL(joins, "", "s"), gaps->count);
        return false;
    }
    memset(sectors, 0, RBK_TRACKS_MAX * sizeof *sectors);
    for (size_t i = from; i < files && gaps->count > 0; i++)
        sectors[i] = gaps->sectors[gaps->count > 1 ? i - from : 0];
    return true;
}

/* Audio after data has a pregap of 2 s at least: another length for this very place cannot be met. */
static bool check_after_data(const char *option, uint32_t sectors, char why[CLI_WHY_BYTES])
{
    if (sectors >= RBK_PREGAP_SECTORS)
        return true;
    snprintf(why, CLI_WHY_BYTES, "%s: expected %d sectors (2 s) or more after data, found %u", option,
             RBK_PREGAP_SECTORS, (unsigned)sectors);
    return false;
}

bool gaps_of_files(const gap_list *gaps, const overrides *over, size_t files, uint32_t first,
                   uint32_t sectors[RBK_TRACKS_MAX], char why[CLI_WHY_BYTES])
{
    if (files > RBK_TRACKS_MAX) /* reported with the other reasons */
        files = RBK_TRACKS_MAX;
    if (!fill(gaps, files, first, sectors, why) ||
        (first > 1 && gaps->count > 1 && !check_after_data("--gap", sectors[0], why)))
        return false;
    for (size_t i = 0; i < over->track_count; i++) {
        const track_override *one = &over->tracks[i];
        if (one->field != TRACK_PREGAP)
            continue;
        if (one->track < first || one->track >= first + files) {
            snprintf(why, CLI_WHY_BYTES, "--track %u:pregap: expected a track of %u to %zu, which have a file",
                     (unsigned)one->track, (unsigned)first, first + files - 1);
            return false;
        }
        char option[32];
        snprintf(option, sizeof option, "--track %u:pregap", (unsigned)one->track);
        if (one->track == first && first > 1 && !check_after_data(option, one->pregap_sectors, why))
            return false;
        sectors[one->track - first] = one->pregap_sectors;
    }
    return true;
}
