/*
 * The table of rules, and the walk through their themes. Judges nothing itself: layout, codes and payload have files of
 * their own.
 */
#include "verify/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Severities of cdr, plant and emulator. */
#define N   RBK_NOTE
#define W   RBK_WARNING
#define E   RBK_ERROR
#define OFF RBK_RULE_OFF

static const rbk_rule rules[] = {
    {"disc.too-long", "capacity of the medium (ATIP)", "a disc ends within the capacity", {E, E, W}},
    {"disc.address", "IEC 60908, Q channel times", "no address lies behind 99:59:74", {E, E, E}},
    {"disc.too-many-tracks", "IEC 60908, track numbers", "a disc has tracks 1 to 99", {E, E, E}},
    {"disc.first-track", "custom", "the first track has number 1", {W, E, W}},
    {"disc.track-order", "IEC 60908, track numbers", "track numbers ascend by one", {E, E, E}},
    {"disc.hidden-audio", "custom of plants", "the pause of track 1 is exactly 2 s", {N, W, N}},
    {"track.too-short", "IEC 60908, track length", "a track lasts 4 s or more", {W, E, N}},
    {"track.empty", "IEC 60908, track length", "a track has something behind its index 01", {E, E, E}},
    {"track.short-pause",
     "IEC 60908 and ECMA-130, pauses",
     "between data and audio there is a pause of 2 s or more",
     {W, E, N}},
    {"index.order",
     "IEC 60908, index numbers",
     "indexes ascend by one up to 99, each in a sector of its own inside the track",
     {E, E, E}},
    {"isrc.syntax", "ISO 3901", "an ISRC is two letters, three letters or digits, seven digits", {W, E, N}},
    {"isrc.repeated", "ISO 3901", "no two tracks have the same ISRC", {W, W, N}},
    {"isrc.placeholder", "custom", "an ISRC is a real one, no pattern", {W, E, OFF}},
    {"isrc.on-data", "IEC 60908, Q mode 3", "data tracks have no ISRC", {W, E, N}},
    {"mcn.digit", "GS1, check digit", "an MCN is 13 digits, the last one its check digit", {W, E, N}},
    {"mcn.zero", "IEC 60908, Q mode 2", "an MCN is not all zeros, which is the same as none", {W, W, N}},
    {"mcn.placeholder", "custom", "an MCN is a real one, no pattern", {W, E, OFF}},
    {"cdtext.file-missing", "CUE, CDTEXTFILE", "the file that CDTEXTFILE names is there", {W, E, W}},
    {"cdtext.unreadable", "MMC, annex J", "the file that CDTEXTFILE names holds CD-TEXT packs", {W, E, W}},
    {"cdtext.crc", "MMC, annex J, CRC", "every pack of CD-TEXT has the CRC of its bytes", {E, E, W}},
    {"cdtext.packs",
     "MMC, annex J, packs",
     "CD-TEXT packs are all there, in order, and do not contradict one another",
     {W, E, N}},
    {"cdtext.too-long", "MMC, annex J, sequence number", "texts take at most 256 packs of CD-TEXT", {W, E, N}},
    {"cdtext.charset",
     "MMC, annex J, character code",
     "every character of a text, or its plain form, is in the character set of its CD-TEXT",
     {W, E, OFF}},
    {"cdtext.plain",
     "MMC, annex J, character code",
     "quotes, dashes, dots and blanks of a text are those of its CD-TEXT, not typographic ones",
     {N, N, OFF}},
    {"cdtext.missing-text",
     "MMC, annex J, text packs",
     "a title, performer and the like that one has, the album and all tracks have",
     {N, W, OFF}},
    {"cdtext.tracks", "MMC, annex J, size packs", "CD-TEXT is of the tracks that the disc has", {W, E, N}},
    {"cdtext.text-differs", "custom", "CD-TEXT says what the sheet says", {W, W, N}},
    {"cdtext.codes", "IEC 60908, Q modes 2 and 3", "the codes in CD-TEXT are those of the subchannel", {W, E, N}},
    {"flags.scms", "IEC 60958, SCMS", "an original is written without SCMS", {W, E, N}},
    {"flags.four-channel", "IEC 60908, control field", "no track says that it has four channels", {W, E, N}},
    {"flags.pre-emphasis", "IEC 60908, control field", "only sound with pre-emphasis is flagged so", {N, N, N}},
    {"flags.on-data",
     "ECMA-130, control field",
     "data tracks have no flags of audio (pre-emphasis, four channels)",
     {W, E, N}},
    {"sub.length", "this program", "a subchannel has as many sectors as the disc", {W, W, W}},
    {"q.crc", "IEC 60908, Q channel CRC", "Q of every sector is whole", {W, W, N}},
    {"q.address", "IEC 60908, Q mode 1", "the absolute time in Q is the sector's own", {W, E, W}},
    {"q.track", "IEC 60908, Q mode 1", "Q has the tracks of the disc", {W, E, W}},
    {"q.index", "IEC 60908, Q mode 1", "indexes begin where Q says", {W, E, W}},
    {"q.flags", "IEC 60908, control field", "Q has the flags of the tracks", {W, E, W}},
    {"q.lead-out", "IEC 60908, Q mode 1", "the lead-out begins where Q says", {W, E, W}},
    {"q.mcn", "IEC 60908, Q mode 2", "Q has the disc's MCN", {W, E, W}},
    {"q.isrc", "IEC 60908, Q mode 3", "Q has the ISRCs of the tracks", {W, E, W}},
    {"p.flag", "ECMA-130, 22.2", "P is one in pauses and zero in tracks", {N, W, N}},
    {"payload.unread", "this program", "the files are sectors of a disc, so that they can be checked", {N, W, N}},
    {"data.sync", "ECMA-130, 14.1", "every sector of a data track begins with the sync", {E, E, W}},
    {"data.address", "ECMA-130, 14.2", "a sector's header names its place on the disc", {E, E, W}},
    {"data.mode", "ECMA-130, 14.2", "a sector's header names the track's mode", {E, E, W}},
    {"data.subheader", "CD-ROM XA", "the two copies of a subheader agree", {W, E, W}},
    {"data.edc", "ECMA-130, 14.3", "the EDC of a sector is that of its bytes", {E, E, W}},
    {"data.parity", "ECMA-130, 14.5, 14.6 and annex A", "P and Q parity are those of the sector's bytes", {E, E, W}},
    {"data.post-gap", "ECMA-130, post-gap", "data before audio ends with 2 s of empty sectors", {N, W, OFF}},
    {"data.zero", "ECMA-130, 14.4", "the bytes between EDC and parity are zeros", {N, W, N}},
    {"audio.data-sync", "ECMA-130, 14.1", "no sector of an audio track begins with the sync of data", {E, E, E}},
    {"audio.byte-order", "statistics", "samples are not smoother with their bytes in the other order", {W, E, W}},
    {"audio.silent", "custom", "an audio track has sound in it", {W, W, N}},
    {"audio.full-scale", "custom of plants", "no three values of full scale follow one another", {N, W, OFF}},
    {"audio.dc", "custom of plants", "the mean of a channel lies within 1 percent of full scale", {N, W, OFF}},
    {"audio.head-silence", "custom", "a track does not begin with 5 s of digital silence or more", {N, N, OFF}},
    {"audio.tail-silence", "custom", "a track does not end with 5 s of digital silence or more", {N, N, OFF}},
};

#undef N
#undef W
#undef E
#undef OFF

#define RULES (sizeof rules / sizeof rules[0])

const char *rbk_profile_name(rbk_profile profile)
{
    static const char *const names[RBK_PROFILES] = {"cdr", "plant", "emulator"};
    return (unsigned)profile < RBK_PROFILES ? names[profile] : "unknown";
}

const rbk_rule *rbk_rule_at(size_t position)
{
    return position < RULES ? &rules[position] : NULL;
}

const rbk_rule *rbk_rule_find(const char *id)
{
    for (size_t i = 0; id && i < RULES; i++)
        if (strcmp(rules[i].id, id) == 0)
            return &rules[i];
    return NULL;
}

void rbk_check_options_init(rbk_check_options *options)
{
    if (options)
        *options = (rbk_check_options){.profile = RBK_PROFILE_CDR, .capacity_sectors = RBK_CAPACITY_80_MIN};
}

rbk_status rbk_inspection_tell(const rbk_inspection *in, const char *id, const rbk_track *track, const char *format,
                               ...)
{
    char text[RBK_SENTENCE_BYTES];
    const rbk_rule *rule = rbk_rule_find(id);
    int severity = rule ? rule->severities[in->options->profile] : RBK_RULE_OFF;
    if (severity == RBK_RULE_OFF)
        return RBK_OK;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return rbk_findings_add(in->findings, (rbk_severity)severity, rule->id, in->options->path, track ? track->line : 0,
                            track ? track->number : 0, "%s", text);
}

rbk_status rbk_inspection_take(const rbk_inspection *in, const rbk_findings *found)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < rbk_findings_count(found) && status == RBK_OK; i++) {
        const rbk_finding *finding = rbk_findings_at(found, i);
        const rbk_rule *rule = rbk_rule_find(finding->rule);
        int severity = rule ? rule->severities[in->options->profile] : (int)finding->severity;
        if (severity != RBK_RULE_OFF)
            status = rbk_findings_add(in->findings, (rbk_severity)severity, finding->rule, finding->path, finding->line,
                                      finding->track, "%s", finding->text);
    }
    return status;
}

static rbk_status check_arguments(const rbk_inspection *in, rbk_error *error)
{
    if (!in->disc || !in->layout || !in->options)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (in->disc->track_count != in->layout->track_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a layout is not of its disc");
    if ((unsigned)in->options->profile >= RBK_PROFILES)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "there is no profile %d", (int)in->options->profile);
    uint32_t capacity = in->options->capacity_sectors;
    if (capacity < 1 || capacity > RBK_PROGRAM_SECTORS_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a capacity of 1 to %d sectors, found %u",
                        RBK_PROGRAM_SECTORS_MAX, (unsigned)capacity);
    return RBK_OK;
}

rbk_status rbk_check(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image, const rbk_check_options *options,
                     rbk_findings *findings, rbk_check_report *report, rbk_error *error)
{
    rbk_inspection in = {disc, layout, image, options, findings};
    rbk_check_report made;
    memset(&made, 0, sizeof made);
    rbk_status status = check_arguments(&in, error);
    if (status != RBK_OK)
        return status;
    status = rbk_check_layout(&in);
    if (status == RBK_OK)
        status = rbk_check_codes(&in);
    if (status != RBK_OK)
        return rbk_fail_memory(error);
    status = rbk_check_cdtext(&in, error);
    if (status == RBK_OK)
        status = rbk_check_subchannel(&in, error);
    if (status == RBK_OK)
        status = rbk_check_payload(&in, &made, error);
    if (status == RBK_OK && report)
        *report = made;
    return status;
}
