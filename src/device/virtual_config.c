/*
 * drive.conf: the names of a drive's properties, their values, and the documentation in every file created here.
 */
#include "device/virtual_config.h"

#include "base/fail.h"

#include <redbook/address.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Absolute times of the lead-in are in the minutes from 90 on, and count towards the program. */
#define LEAD_IN_TURN 450150

static const struct {
    const char *word;
    uint64_t bit;
    const char *meaning;
} quirks[] = {
    {"data-block-type-3", RBK_QUIRK_DATA_BLOCK_TYPE_3, "CD-TEXT needs data block type 3 in mode page 05"},
    {"data-block-type-0", RBK_QUIRK_DATA_BLOCK_TYPE_0, "CD-TEXT needs data block type 0"},
    {"lead-in-time-atip", RBK_QUIRK_LEAD_IN_TIME_ATIP, "the cue sheet's lead-in must have the ATIP's time"},
    {"lead-in-time-zero", RBK_QUIRK_LEAD_IN_TIME_ZERO, "the cue sheet's lead-in must have the time 00:00:00"},
    {"no-r-w", RBK_QUIRK_NO_R_W, "does not write R-W: neither CD-TEXT nor graphics"},
    {"small-cue-sheet", RBK_QUIRK_SMALL_CUE_SHEET, "accepts cue sheets of up to 64 entries"},
    {"no-opc", RBK_QUIRK_NO_OPC, "does not know SEND OPC INFORMATION"},
    {"no-immed", RBK_QUIRK_NO_IMMED, "refuses the IMMED bit"},
    {"no-get-configuration", RBK_QUIRK_NO_GET_CONFIGURATION, "does not know GET CONFIGURATION (before MMC-2)"},
    {"wrong-nwa", RBK_QUIRK_WRONG_NWA, "READ TRACK INFORMATION returns 0 where -150 is to be written"},
    {"slow", RBK_QUIRK_SLOW, "4x, slow to become ready, to calibrate and to close"},
    {"no-sao", RBK_QUIRK_NO_SAO, "does not write session-at-once"},
    {"no-underrun-protection", RBK_QUIRK_NO_UNDERRUN_PROTECTION, "an empty buffer ruins the disc"},
    {"no-test-write", RBK_QUIRK_NO_TEST_WRITE, "refuses a test write"},
    {"ignores-test-write", RBK_QUIRK_IGNORES_TEST_WRITE, "accepts the test write bit, forgets it and burns"},
    {"no-atip", RBK_QUIRK_NO_ATIP, "does not report the ATIP"},
    {"no-buffer-capacity", RBK_QUIRK_NO_BUFFER_CAPACITY, "does not know READ BUFFER CAPACITY"},
    {"needs-track-information", RBK_QUIRK_NEEDS_TRACK_INFORMATION,
     "refuses a cue sheet before READ TRACK INFORMATION of the invisible track"},
    {"no-set-speed", RBK_QUIRK_NO_SET_SPEED, "does not know SET CD SPEED"},
    {"late-toc", RBK_QUIRK_LATE_TOC, "has no TOC for some seconds after closing"},
    {"capacity-at-write", RBK_QUIRK_CAPACITY_AT_WRITE, "accepts cue sheets that are too long, and fails at the end"},
    {"no-cd-text-read", RBK_QUIRK_NO_CD_TEXT_READ, "writes CD-TEXT, but cannot read it"},
    {"finalized-is-rom", RBK_QUIRK_FINALIZED_IS_ROM, "reports a closed CD-R as a CD-ROM"},
    {"buffer-nonsense", RBK_QUIRK_BUFFER_NONSENSE, "READ BUFFER CAPACITY reports more free space than the buffer has"},
    {"late-disc-information", RBK_QUIRK_LATE_DISC_INFORMATION,
     "is ready after closing, but busy or incomplete for READ DISC INFORMATION for 75 s"},
    {"opc-fails", RBK_QUIRK_OPC_FAILS, "SEND OPC INFORMATION always fails"},
    {"burns-test-write", RBK_QUIRK_BURNS_TEST_WRITE, "keeps the test write bit, and burns"},
    {"exact-lengths", RBK_QUIRK_EXACT_LENGTHS, "refuses an allocation length longer than its reply"},
    {"short-disc-information", RBK_QUIRK_SHORT_DISC_INFORMATION, "READ DISC INFORMATION ends before the addresses"},
    {"late-medium", RBK_QUIRK_LATE_MEDIUM, "has no medium for some seconds after the tray is closed"},
    {"stale-test-write", RBK_QUIRK_STALE_TEST_WRITE, "was left in test write mode, and does not calibrate in it"},
    {"no-multi-session", RBK_QUIRK_NO_MULTI_SESSION, "leaves no disc open for another session"},
    {"no-sao-append", RBK_QUIRK_NO_SAO_APPEND, "writes a later session track-at-once only"},
    {"no-full-toc", RBK_QUIRK_NO_FULL_TOC, "does not report the table of contents of each session"},
    {"session-elsewhere", RBK_QUIRK_SESSION_ELSEWHERE, "reports a later session's address 75 sectors after its place"},
};

static const char *const media[] = {"none", "cd-r", "cd-rw", "cd-rom", "dvd-r"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

void rbk_virtual_config_init(rbk_virtual_config *config)
{
    *config = (rbk_virtual_config){
        .vendor = "REDBOOK",
        .product = "VIRTUAL CD-RW",
        .revision = "1.00",
        .serial = "0000000000000001",
        .medium = RBK_VIRTUAL_MEDIUM_CD_R,
        .lead_in_lba = (97 * 60 + 18) * 75 - LEAD_IN_TURN,
        .lead_out_lba = (79 * 60 + 59) * 75 + 74 - RBK_PREGAP_SECTORS,
        .speed = 52,
        .buffer_kib = 2048,
        .raw_bytes = 96,
    };
}

/* ------------------------------------------------------------------ values */

static rbk_status set_identity(char *field, size_t size, const char *name, const char *value, rbk_error *error)
{
    size_t length = strlen(value);
    if (length == 0 || length >= size)
        return rbk_fail(error, RBK_SYNTAX, "'%s': expected 1 to %zu characters, '%s' has %zu", name, size - 1, value,
                        length);
    for (size_t i = 0; i < length; i++)
        if (value[i] < 0x20 || value[i] > 0x7E)
            return rbk_fail(error, RBK_SYNTAX, "'%s': expected ASCII characters only", name);
    /* drive.conf would be read with another value */
    if (strchr(value, '#') || *value == ' ' || value[length - 1] == ' ')
        return rbk_fail(error, RBK_SYNTAX, "'%s': expected no '#' and no spaces around the value, found '%s'", name,
                        value);
    memset(field, 0, size);
    memcpy(field, value, length);
    return RBK_OK;
}

static rbk_status set_medium(rbk_virtual_config *config, const char *value, rbk_error *error)
{
    for (size_t i = 0; i < COUNT(media); i++)
        if (strcmp(media[i], value) == 0) {
            config->medium = (rbk_virtual_medium)i;
            return RBK_OK;
        }
    return rbk_fail(error, RBK_SYNTAX, "'medium': expected none, cd-r, cd-rw, cd-rom or dvd-r, found '%s'", value);
}

static rbk_status set_lead_in(rbk_virtual_config *config, const char *value, rbk_error *error)
{
    int64_t sectors;
    if (rbk_time_parse(value, &sectors, NULL) != RBK_OK || sectors < 90 * 60 * 75 || sectors >= 99 * 60 * 75)
        return rbk_fail(error, RBK_SYNTAX, "'lead-in': expected a time from 90:00:00 to 98:59:74, found '%s'", value);
    config->lead_in_lba = (int32_t)(sectors - LEAD_IN_TURN);
    return RBK_OK;
}

static rbk_status set_lead_out(rbk_virtual_config *config, const char *value, rbk_error *error)
{
    int64_t sectors;
    if (rbk_time_parse(value, &sectors, NULL) != RBK_OK || sectors < 60 * 75 || sectors >= 90 * 60 * 75)
        return rbk_fail(error, RBK_SYNTAX, "'lead-out': expected a time from 01:00:00 to 89:59:74, found '%s'", value);
    config->lead_out_lba = (int32_t)sectors - RBK_PREGAP_SECTORS;
    return RBK_OK;
}

static rbk_status set_number(uint32_t *field, const char *name, const char *value, uint32_t least, uint32_t most,
                             rbk_error *error)
{
    char *end;
    errno = 0;
    unsigned long number = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || errno || number < least || number > most)
        return rbk_fail(error, RBK_SYNTAX, "'%s': expected a number from %" PRIu32 " to %" PRIu32 ", found '%s'", name,
                        least, most, value);
    *field = (uint32_t)number;
    return RBK_OK;
}

/* Sets *flag to whether value is the second of two words. */
static rbk_status set_choice(bool *flag, const char *name, const char *value, const char *no, const char *yes,
                             rbk_error *error)
{
    if (strcmp(value, no) != 0 && strcmp(value, yes) != 0)
        return rbk_fail(error, RBK_SYNTAX, "'%s': expected %s or %s, found '%s'", name, no, yes, value);
    *flag = strcmp(value, yes) == 0;
    return RBK_OK;
}

static rbk_status set_raw(rbk_virtual_config *config, const char *value, rbk_error *error)
{
    static const char *const words[] = {"no", "16", "96"};
    static const unsigned bytes[] = {0, 16, 96};
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(words[i], value) == 0) {
            config->raw_bytes = bytes[i];
            return RBK_OK;
        }
    return rbk_fail(error, RBK_SYNTAX, "'raw': expected 96, 16 or no, found '%s'", value);
}

static rbk_status set_quirks(rbk_virtual_config *config, const char *value, rbk_error *error)
{
    uint64_t bits = 0;
    while (*value) {
        size_t length = strcspn(value, " \t,");
        size_t i = 0;
        while (i < COUNT(quirks) && !(strlen(quirks[i].word) == length && memcmp(quirks[i].word, value, length) == 0))
            i++;
        if (length && i == COUNT(quirks))
            return rbk_fail(error, RBK_SYNTAX, "'%.*s' is not a known quirk: redbook-drive.conf(5) lists them",
                            (int)length, value);
        if (length)
            bits |= quirks[i].bit;
        value += length;
        value += strspn(value, " \t,");
    }
    config->quirks = bits;
    return RBK_OK;
}

rbk_status rbk_virtual_config_set(rbk_virtual_config *config, const char *name, const char *value, rbk_error *error)
{
    if (strcmp(name, "vendor") == 0)
        return set_identity(config->vendor, sizeof config->vendor, name, value, error);
    if (strcmp(name, "product") == 0)
        return set_identity(config->product, sizeof config->product, name, value, error);
    if (strcmp(name, "revision") == 0)
        return set_identity(config->revision, sizeof config->revision, name, value, error);
    if (strcmp(name, "serial") == 0)
        return set_identity(config->serial, sizeof config->serial, name, value, error);
    if (strcmp(name, "medium") == 0)
        return set_medium(config, value, error);
    if (strcmp(name, "lead-in") == 0)
        return set_lead_in(config, value, error);
    if (strcmp(name, "lead-out") == 0)
        return set_lead_out(config, value, error);
    if (strcmp(name, "speed") == 0)
        return set_number(&config->speed, name, value, 1, 99, error);
    if (strcmp(name, "buffer") == 0)
        return set_number(&config->buffer_kib, name, value, 256, 65535, error);
    if (strcmp(name, "profile") == 0)
        return set_choice(&config->lenient, name, value, "mmc", "lenient", error);
    if (strcmp(name, "clock") == 0)
        return set_choice(&config->instant, name, value, "virtual", "instant", error);
    if (strcmp(name, "raw") == 0)
        return set_raw(config, value, error);
    if (strcmp(name, "quirks") == 0)
        return set_quirks(config, value, error);
    return rbk_fail(
        error, RBK_SYNTAX,
        "unknown setting '%s' of a virtual drive: expected vendor, product, revision, serial, medium, lead-in, "
        "lead-out, speed, buffer, profile, clock, raw or quirks",
        name);
}

/* ------------------------------------------------------------------ lines */

rbk_status rbk_virtual_split(char *line, char **name, char **value, rbk_error *error)
{
    char *equals = strchr(line, '=');
    if (!equals || equals == line)
        return rbk_fail(error, RBK_SYNTAX, "expected NAME = VALUE, found '%s'", line);
    char *end = equals;
    while (end > line && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    *end = '\0';
    *name = line;
    *value = equals + 1 + strspn(equals + 1, " \t");
    return RBK_OK;
}

/* A copy of the bytes up to end without a remark and without spaces around it, in line of size bytes. */
static rbk_status trim(const char *from, size_t length, char *line, size_t size, rbk_error *error)
{
    const char *remark = memchr(from, '#', length);
    if (remark)
        length = (size_t)(remark - from);
    while (length && strchr(" \t\r", from[length - 1]))
        length--;
    while (length && strchr(" \t", *from))
        from++, length--;
    if (length >= size)
        return rbk_fail(error, RBK_SYNTAX, "a line of %zu character%s is too long", length,
                        RBK_PLURAL(length, "", "s"));
    memcpy(line, from, length);
    line[length] = '\0';
    return RBK_OK;
}

rbk_status rbk_virtual_each_line(const char *text, const char *path, rbk_virtual_line *line, void *context,
                                 rbk_error *error)
{
    uint32_t number = 0;
    while (*text) {
        char copy[512];
        size_t length = strcspn(text, "\n");
        rbk_error inner;
        rbk_error_init(&inner);
        number++;
        rbk_status status = trim(text, length, copy, sizeof copy, &inner);
        if (status == RBK_OK && *copy)
            status = line(context, copy, &inner);
        if (status != RBK_OK)
            return rbk_fail_at(error, status, path, number, 0, "%s", inner.sentence);
        text += length + (text[length] == '\n');
    }
    return RBK_OK;
}

static rbk_status read_line(void *context, char *line, rbk_error *error)
{
    char *name, *value;
    rbk_status status = rbk_virtual_split(line, &name, &value, error);
    return status == RBK_OK ? rbk_virtual_config_set(context, name, value, error) : status;
}

rbk_status rbk_virtual_config_read(const char *text, const char *path, rbk_virtual_config *config, rbk_error *error)
{
    rbk_virtual_config read = *config;
    rbk_status status = rbk_virtual_each_line(text, path, read_line, &read, error);
    if (status == RBK_OK)
        *config = read;
    return status;
}

/* ------------------------------------------------------------------ writing */

static const char head[] = "# A virtual CD recorder. The other files in this folder hold its state and its disc;\n# "
                           "remove disc.* to insert a new medium.\n\n";

static const char media_manual[] = "\n# none, cd-r or cd-rw; cd-rom is pressed and can only be read, dvd-r is a blank "
                                   "DVD\nmedium = %s\n# ATIP: start of the lead-in, last "
                                   "possible start of the lead-out\nlead-in = %s\nlead-out = %s\n";

static const char conduct_manual[] =
    "\n# fastest speed, in multiples of 176,400 bytes per second; buffer in KiB\nspeed = %" PRIu32 "\nbuffer = %" PRIu32
    "\n# mmc accepts only what the standard allows; lenient also accepts tracks under 4 s, discs up to 2 min too "
    "long,\n# CD-TEXT that was announced and not sent, and control bits that do not match the data\nprofile = %s\n# "
    "virtual: operations take their real time, on a clock of the drive's own; instant: they take no time\nclock = "
    "%s\n# raw writing: 96 accepts P-W or P-Q, 16 accepts P-Q, no refuses it\nraw = %s\n# any of these, separated by "
    "blanks\n";

rbk_status rbk_virtual_config_write(const rbk_virtual_config *config, rbk_output *output, rbk_error *error)
{
    char lead_in[RBK_TIME_BYTES], lead_out[RBK_TIME_BYTES];
    rbk_output_write(output, head, sizeof head - 1, NULL);
    rbk_output_print(output, "vendor = %s\nproduct = %s\nrevision = %s\nserial = %s\n", config->vendor, config->product,
                     config->revision, config->serial);
    rbk_output_print(output, media_manual, media[config->medium],
                     rbk_time_format(config->lead_in_lba + LEAD_IN_TURN, lead_in),
                     rbk_time_format(config->lead_out_lba + RBK_PREGAP_SECTORS, lead_out));
    rbk_output_print(output, conduct_manual, config->speed, config->buffer_kib, config->lenient ? "lenient" : "mmc",
                     config->instant ? "instant" : "virtual",
                     config->raw_bytes == 96 ? "96"
                     : config->raw_bytes     ? "16"
                                             : "no");
    for (size_t i = 0; i < COUNT(quirks); i++)
        rbk_output_print(output, "#   %-24s %s\n", quirks[i].word, quirks[i].meaning);
    rbk_output_print(output, "quirks =");
    for (size_t i = 0; i < COUNT(quirks); i++)
        if (config->quirks & quirks[i].bit)
            rbk_output_print(output, " %s", quirks[i].word);
    return rbk_output_write(output, "\n", 1, error);
}
