/*
 * The CloneCD control file's reader: sections and keys into an rbk_ccd. Accepts what other programs write: any order of
 * sections, any letter case, missing keys; unknown keys are reported and ignored. Opens no file.
 */
#include "format/ccd.h"
#include "format/code.h"

#include <redbook/rules.h>

#include <stdlib.h>
#include <string.h>

#define DOS_END_OF_FILE 0x1A

typedef enum section { NONE, CLONECD, DISC, SESSION, ENTRY, TRACK, CDTEXT, UNKNOWN } section;

typedef struct reader {
    rbk_ccd *ccd;
    section section;
    uint32_t number; /* of the section */
    rbk_ccd_entry entry;
    bool reported_unknown;
} reader;

static const char *const key_names[RBK_CCD_KEYS] = {
    [RBK_CCD_SESSION] = "Session",  [RBK_CCD_POINT] = "Point", [RBK_CCD_ADR] = "ADR",    [RBK_CCD_CONTROL] = "Control",
    [RBK_CCD_TRACK_NO] = "TrackNo", [RBK_CCD_A_MIN] = "AMin",  [RBK_CCD_A_SEC] = "ASec", [RBK_CCD_A_FRAME] = "AFrame",
    [RBK_CCD_A_LBA] = "ALBA",       [RBK_CCD_ZERO] = "Zero",   [RBK_CCD_P_MIN] = "PMin", [RBK_CCD_P_SEC] = "PSec",
    [RBK_CCD_P_FRAME] = "PFrame",   [RBK_CCD_P_LBA] = "PLBA",
};

const char *rbk_ccd_key_name(rbk_ccd_key key)
{
    return key_names[key];
}

/* ------------------------------------------------------------------ reporting */

static rbk_status expected_number(const reader *r, const rbk_ccd_line *line, const char *what)
{
    char shown[RBK_CCD_SHOWN_BYTES];
    return rbk_fail_at(r->ccd->error, RBK_SYNTAX, r->ccd->name, line->line, line->column, "expected %s, found '%s'",
                       what, rbk_ccd_line_shown(line, shown));
}

/* Reported at the first place only: a whole section of something else is one departure. */
static rbk_status report_unknown(reader *r, const char *what, const rbk_ccd_line *line)
{
    if (r->reported_unknown)
        return RBK_OK;
    r->reported_unknown = true;
    return rbk_ccd_report(r->ccd, RBK_NOTE, "ccd.unknown", "unknown %s '%.*s' ignored", what,
                          line->name_size < 40 ? (int)line->name_size : 40, line->name);
}

/* ------------------------------------------------------------------ [Disc] */

/* Reports what was read; code is unchanged if there is none. */
static rbk_status keep_code(reader *r, const rbk_code_reading *reading, char *code, size_t bytes)
{
    if (reading->code[0])
        memcpy(code, reading->code, bytes);
    return reading->rule ? rbk_ccd_report(r->ccd, reading->severity, reading->rule, "%s", reading->sentence) : RBK_OK;
}

static rbk_status read_catalog(reader *r, const rbk_ccd_line *line)
{
    rbk_code_reading reading;
    if (line->value_size == 0)
        return RBK_OK;
    rbk_code_read_mcn(line->value, line->value_size, &reading);
    return keep_code(r, &reading, r->ccd->disc->mcn, sizeof r->ccd->disc->mcn);
}

static rbk_status read_disc_key(reader *r, const rbk_ccd_line *line)
{
    static const char *const counts[] = {"TocEntries", "Sessions", "CDTextLength"};
    int32_t value;
    if (rbk_ccd_line_is(line, "CATALOG"))
        return read_catalog(r, line);
    if (rbk_ccd_line_is(line, "DataTracksScrambled")) {
        if (!rbk_ccd_line_value(line, &value))
            return expected_number(r, line, "0 or 1");
        r->ccd->scrambled_line = value != 0 ? (int32_t)line->line : 0;
        return RBK_OK;
    }
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) /* counts are not needed: they are recounted */
        if (rbk_ccd_line_is(line, counts[i]))
            return RBK_OK;
    return report_unknown(r, "key", line);
}

/* ------------------------------------------------------------------ [Entry] */

static rbk_status read_entry_key(reader *r, const rbk_ccd_line *line)
{
    int32_t value;
    for (int key = 0; key < (int)RBK_CCD_KEYS; key++) {
        if (!rbk_ccd_line_is(line, key_names[key]))
            continue;
        if (!rbk_ccd_line_value(line, &value))
            return expected_number(r, line, "a number");
        r->entry.value[key] = value;
        r->entry.given |= 1u << key;
        return RBK_OK;
    }
    return report_unknown(r, "key", line);
}

static rbk_status keep_entry(reader *r, rbk_ccd_entry *place)
{
    if (place->line)
        return rbk_ccd_report(r->ccd, RBK_WARNING, "ccd.repeated",
                              "repeated entry for this point ignored, the first is in line %u", (unsigned)place->line);
    *place = r->entry;
    return RBK_OK;
}

/* Entries of other ADRs (5: where sessions may follow) have no information about tracks. */
static rbk_status end_entry(reader *r)
{
    rbk_ccd *ccd = r->ccd;
    const rbk_ccd_entry *entry = &r->entry;
    int32_t point = entry->value[RBK_CCD_POINT];
    int32_t session = entry->given & 1u << RBK_CCD_SESSION ? entry->value[RBK_CCD_SESSION] : 1;
    ccd->about_line = entry->line;
    if (!(entry->given & 1u << RBK_CCD_POINT))
        return rbk_ccd_report(ccd, RBK_WARNING, "ccd.no-point", "an entry without a Point is ignored");
    if (entry->given & 1u << RBK_CCD_ADR && entry->value[RBK_CCD_ADR] != 1)
        return RBK_OK;
    if (session < 1 || session > RBK_CCD_SESSIONS_MAX)
        return rbk_fail_at(ccd->error, RBK_SYNTAX, ccd->name, entry->line, 0,
                           "expected a session of 1 to %d in this entry, found %d", RBK_CCD_SESSIONS_MAX, (int)session);
    r->entry.value[RBK_CCD_SESSION] = session;
    switch (point) {
    case 0xA0:
        return keep_entry(r, &ccd->first[session]);
    case 0xA1:
        return RBK_OK;
    case 0xA2:
        return keep_entry(r, &ccd->lead_out[session]);
    default:
        break;
    }
    if (point < 1 || point > RBK_TRACKS_MAX)
        return rbk_fail_at(ccd->error, RBK_SYNTAX, ccd->name, entry->line, 0,
                           "expected a Point of 1 to 99 or 0xa0 to 0xa2 in this entry, found %d", (int)point);
    return keep_entry(r, &ccd->tracks_toc[point]);
}

/* ------------------------------------------------------------------ [TRACK] */

static rbk_status read_mode(reader *r, rbk_ccd_track *track, const rbk_ccd_line *line)
{
    if (!rbk_ccd_line_value(line, &track->mode) || track->mode < 0 || track->mode > 2)
        return expected_number(r, line, "a mode of 0, 1 or 2");
    track->has_mode = true;
    return RBK_OK;
}

static rbk_status read_isrc(reader *r, rbk_ccd_track *track, const rbk_ccd_line *line)
{
    rbk_code_reading reading;
    if (line->value_size == 0)
        return RBK_OK;
    rbk_code_read_isrc(line->value, line->value_size, &reading);
    return keep_code(r, &reading, track->isrc, sizeof track->isrc);
}

static rbk_status read_flag(reader *r, rbk_ccd_track *track, const char *word, size_t size)
{
    static const struct {
        const char *word;
        uint32_t flag;
    } rows[] = {{"DCP", RBK_FLAG_COPY_PERMITTED},
                {"4CH", RBK_FLAG_FOUR_CHANNEL},
                {"PRE", RBK_FLAG_PRE_EMPHASIS},
                {"SCMS", RBK_FLAG_SCMS},
                {"DATA", 0}};
    const rbk_ccd_line named = {.name = word, .name_size = size};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rbk_ccd_line_is(&named, rows[i].word)) {
            track->flags |= rows[i].flag;
            return RBK_OK;
        }
    return rbk_ccd_report(r->ccd, RBK_WARNING, "ccd.flag", "unknown flag ignored, expected DCP, 4CH, PRE or SCMS");
}

static rbk_status read_flags(reader *r, rbk_ccd_track *track, const rbk_ccd_line *line)
{
    rbk_status status = RBK_OK;
    track->has_flags = true;
    for (size_t at = 0, end; at < line->value_size && status == RBK_OK; at = end + 1) {
        for (end = at; end < line->value_size && line->value[end] != ' ' && line->value[end] != '\t'; end++)
            ;
        if (end > at)
            status = read_flag(r, track, line->value + at, end - at);
    }
    return status;
}

static rbk_status read_index(reader *r, rbk_ccd_track *track, const rbk_ccd_line *line)
{
    int32_t lba;
    if (line->number > RBK_INDEX_MAX)
        return rbk_fail_at(r->ccd->error, RBK_SYNTAX, r->ccd->name, line->line, 1,
                           "expected an index of 0 to 99, found %u", (unsigned)line->number);
    if (!rbk_ccd_line_value(line, &lba))
        return expected_number(r, line, "a sector number");
    if (lba < -RBK_PREGAP_SECTORS || lba > RBK_PROGRAM_SECTORS_MAX)
        return expected_number(r, line, "a sector number from -150 to 449849");
    if (track->has_index[line->number])
        return rbk_fail_at(r->ccd->error, RBK_SYNTAX, r->ccd->name, line->line, 1, "index %u is already in line %u",
                           (unsigned)line->number, (unsigned)track->index_line[line->number]);
    track->has_index[line->number] = true;
    track->index_lba[line->number] = lba;
    track->index_line[line->number] = line->line;
    return RBK_OK;
}

static rbk_status read_track_key(reader *r, const rbk_ccd_line *line)
{
    rbk_ccd_track *track = &r->ccd->tracks[r->number];
    if (line->numbered)
        return rbk_ccd_line_is(line, "INDEX") ? read_index(r, track, line) : report_unknown(r, "key", line);
    if (rbk_ccd_line_is(line, "MODE"))
        return read_mode(r, track, line);
    if (rbk_ccd_line_is(line, "ISRC"))
        return read_isrc(r, track, line);
    if (rbk_ccd_line_is(line, "FLAGS"))
        return read_flags(r, track, line);
    return report_unknown(r, "key", line);
}

static rbk_status begin_track(reader *r, const rbk_ccd_line *line)
{
    if (!line->numbered || line->number < 1 || line->number > RBK_TRACKS_MAX)
        return rbk_fail_at(r->ccd->error, RBK_SYNTAX, r->ccd->name, line->line, 1,
                           "expected a track number from 1 to 99 in the name of this section");
    if (r->ccd->tracks[line->number].line)
        return rbk_fail_at(r->ccd->error, RBK_SYNTAX, r->ccd->name, line->line, 1,
                           "the section of track %u is already in line %u", (unsigned)line->number,
                           (unsigned)r->ccd->tracks[line->number].line);
    r->ccd->tracks[line->number].line = line->line;
    return RBK_OK;
}

/* ------------------------------------------------------------------ [CDText] */

static int digit_of(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *found = c ? strchr(digits, c) : NULL;
    return found ? (int)(found - digits) % 16 : -1;
}

/* Bytes as two digits each, separated by spaces; returns their number, or 0 for anything else. */
static size_t take_bytes(const rbk_ccd_line *line, uint8_t *bytes, size_t room)
{
    size_t count = 0, at = 0;
    while (at < line->value_size) {
        int high = digit_of(line->value[at]);
        int low = at + 1 < line->value_size ? digit_of(line->value[at + 1]) : -1;
        if (count == room || high < 0 || low < 0)
            return 0;
        bytes[count++] = (uint8_t)(high << 4 | low);
        for (at += 2; at < line->value_size && (line->value[at] == ' ' || line->value[at] == '\t'); at++)
            ;
    }
    return count;
}

/* Some write the CRC too; it is recomputed either way. */
static rbk_status read_pack(reader *r, const rbk_ccd_line *line)
{
    uint8_t bytes[RBK_CCD_PACK_BYTES + 2];
    rbk_ccd *ccd = r->ccd;
    size_t count = take_bytes(line, bytes, sizeof bytes);
    if (!line->numbered)
        return rbk_ccd_line_is(line, "Entries") ? RBK_OK : report_unknown(r, "key", line);
    if (!rbk_ccd_line_is(line, "Entry"))
        return report_unknown(r, "key", line);
    if (line->number >= RBK_CCD_PACKS_MAX || (count != RBK_CCD_PACK_BYTES && count != sizeof bytes))
        return rbk_ccd_report(ccd, RBK_WARNING, "ccd.pack", "CD-TEXT pack ignored, expected 16 bytes in hexadecimal");
    memcpy(ccd->packs[line->number], bytes, RBK_CCD_PACK_BYTES);
    ccd->has_pack[line->number] = true;
    if (line->number >= ccd->pack_end)
        ccd->pack_end = line->number + 1;
    return RBK_OK;
}

/* ------------------------------------------------------------------ lines */

static section section_of(const rbk_ccd_line *line)
{
    static const struct {
        const char *name;
        section section;
    } rows[] = {{"CloneCD", CLONECD}, {"Disc", DISC},   {"Session", SESSION},
                {"Entry", ENTRY},     {"TRACK", TRACK}, {"CDText", CDTEXT}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rbk_ccd_line_is(line, rows[i].name))
            return rows[i].section;
    return UNKNOWN;
}

static rbk_status begin_section(reader *r, const rbk_ccd_line *line)
{
    rbk_status status = r->section == ENTRY ? end_entry(r) : RBK_OK;
    r->section = section_of(line);
    r->number = line->number;
    r->ccd->about_line = line->line;
    r->ccd->about_track = 0;
    if (status != RBK_OK)
        return status;
    if (r->section == UNKNOWN)
        return report_unknown(r, "section", line);
    if (r->section == TRACK) {
        r->ccd->about_track = line->number;
        return begin_track(r, line);
    }
    if (r->section == ENTRY)
        r->entry = (rbk_ccd_entry){.line = line->line};
    return RBK_OK;
}

static rbk_status read_pair(reader *r, const rbk_ccd_line *line)
{
    switch (r->section) {
    case DISC:
        return read_disc_key(r, line);
    case ENTRY:
        return read_entry_key(r, line);
    case TRACK:
        return read_track_key(r, line);
    case CDTEXT:
        return read_pack(r, line);
    default:
        return RBK_OK;
    }
}

static rbk_status read_line(reader *r, const rbk_ccd_line *line)
{
    char shown[RBK_CCD_SHOWN_BYTES];
    r->ccd->about_line = line->line;
    switch (line->kind) {
    case RBK_CCD_SECTION:
        return begin_section(r, line);
    case RBK_CCD_PAIR:
        return read_pair(r, line);
    case RBK_CCD_OTHER:
        if (line->name_size == 1 && line->name[0] == DOS_END_OF_FILE)
            return RBK_OK;
        return rbk_ccd_report(r->ccd, RBK_WARNING, "ccd.line", "'%s' is neither a section nor a key with a value",
                              rbk_ccd_line_shown(line, shown));
    default:
        return RBK_OK;
    }
}

static rbk_status read_lines(rbk_ccd *ccd, const uint8_t *bytes, size_t size)
{
    reader r = {.ccd = ccd};
    rbk_ccd_lexer lexer;
    rbk_ccd_line line;
    rbk_status status = RBK_OK;
    rbk_ccd_lexer_init(&lexer, bytes, size);
    while (status == RBK_OK && rbk_ccd_lexer_next(&lexer, &line))
        status = read_line(&r, &line);
    return status == RBK_OK && r.section == ENTRY ? end_entry(&r) : status;
}

rbk_status rbk_ccd_read(const uint8_t *bytes, size_t size, const char *name, const rbk_format_options *options,
                        rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    (void)options; /* it is ASCII only */
    if ((!bytes && size > 0) || !disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_ccd *ccd = calloc(1, sizeof *ccd);
    if (!ccd)
        return rbk_fail_memory(error);
    ccd->name = name ? name : "";
    ccd->findings = findings;
    ccd->error = error;
    ccd->disc = rbk_disc_new();
    rbk_status status = ccd->disc ? read_lines(ccd, bytes, size) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_ccd_resolve(ccd);
    if (status == RBK_OK) {
        *disc = ccd->disc;
        ccd->disc = NULL;
    }
    rbk_disc_free(ccd->disc);
    free(ccd);
    return status;
}

/* ------------------------------------------------------------------ probe */

/* A control file starts with its own name; some that were made by hand start with the section after it. */
int rbk_ccd_probe(const uint8_t *bytes, size_t size)
{
    rbk_ccd_lexer lexer;
    rbk_ccd_line line;
    rbk_ccd_lexer_init(&lexer, bytes, size);
    while (rbk_ccd_lexer_next(&lexer, &line)) {
        if (line.kind == RBK_CCD_BLANK)
            continue;
        if (line.kind != RBK_CCD_SECTION)
            return 0;
        section begins = section_of(&line);
        if (begins == CLONECD)
            return 100;
        return begins == DISC || ((begins == SESSION || begins == ENTRY || begins == TRACK) && line.numbered) ? 60 : 0;
    }
    return 0;
}
