/*
 * The fileset as a format: known by the level at the beginning of its DDPID, and read in steps. It has
 * no writer of one output: rbk_ddp_tables_make gives the tables, and whoever writes the streams writes them, too.
 */
#include "format/ddp.h"

#include "base/ascii.h"
#include "base/path.h"
#include "format/code.h"

#include <redbook/cdtext.h>
#include <redbook/rules.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEVEL_BYTES     8
#define MASTER_ID_BYTES 48
#define CDT_BYTES_MAX   ((size_t)1024 * 1024)
#define PACK_BYTES      18
#define TYPE            87 /* of level 2 */
#define TEXT            93 /* two or three digits with its length, and the text */
#define OLD_TEXT        86
#define TEXT_DIGITS     3

/* ------------------------------------------------------------------ DDPID */

static bool is_level(const uint8_t *bytes)
{
    return memcmp(bytes, "DDP ", 4) == 0 && (bytes[4] == '1' || bytes[4] == '2') && bytes[5] == '.' &&
           bytes[6] >= '0' && bytes[6] <= '9' && bytes[7] >= '0' && bytes[7] <= '9';
}

static int probe(rbk_input *input)
{
    uint8_t bytes[LEVEL_BYTES];
    return rbk_input_read(input, 0, bytes, sizeof bytes) == (int64_t)sizeof bytes && is_level(bytes) ? 100 : 0;
}

static rbk_status keep_master_id(rbk_ddp *ddp, const char *text)
{
    char line[sizeof RBK_DDP_MASTER_REMARK + 1 + MASTER_ID_BYTES];
    if (!text[0])
        return RBK_OK;
    snprintf(line, sizeof line, "%s %s", RBK_DDP_MASTER_REMARK, text);
    return rbk_remarks_add(&ddp->disc->remarks, line, ddp->error);
}

/* What a code cannot hold is reported; the code is "" then. */
static rbk_status read_mcn(rbk_ddp *ddp, const uint8_t *packet, size_t offset, const char *file, char *mcn)
{
    char text[RBK_MCN_BYTES];
    rbk_code_reading reading;
    rbk_ddp_text(packet, offset, RBK_MCN_BYTES - 1, text);
    mcn[0] = '\0';
    if (!text[0])
        return RBK_OK;
    rbk_code_read_mcn(text, strlen(text), &reading);
    memcpy(mcn, reading.code, RBK_MCN_BYTES);
    return reading.rule ? rbk_ddp_report(ddp, reading.rule, file, 0, "%s", reading.sentence) : RBK_OK;
}

static rbk_status check_level(rbk_ddp *ddp, const uint8_t *packet)
{
    char text[LEVEL_BYTES + 1];
    if (memcmp(packet, "DDP 2.00", LEVEL_BYTES) != 0 && memcmp(packet, "DDP 1.01", LEVEL_BYTES) != 0) {
        rbk_status status =
            rbk_ddp_report(ddp, RBK_RULE_DDP_LEVEL, RBK_DDP_ID_NAME, 0, "the level is '%s', it is read as 'DDP %s'",
                           rbk_ddp_text(packet, 0, LEVEL_BYTES, text), ddp->old ? "1.01" : "2.00");
        if (status != RBK_OK)
            return status;
    }
    if (ddp->old || memcmp(packet + TYPE, "CD", 2) == 0 || !rbk_ddp_has_text(packet, TYPE, 2))
        return RBK_OK;
    return rbk_ddp_fail(ddp, RBK_UNSUPPORTED, RBK_DDP_ID_NAME,
                        "the fileset is of a disc of the type '%s', expected 'CD'",
                        rbk_ddp_text(packet, TYPE, 2, text));
}

/* Writers differ in how many digits the length has. */
static rbk_status check_text(rbk_ddp *ddp, const uint8_t *packet)
{
    char text[RBK_DDP_PACKET_BYTES + 1];
    size_t at = ddp->old ? OLD_TEXT : TEXT, end = at + TEXT_DIGITS;
    while (at < end && (packet[at] == ' ' || (packet[at] >= '0' && packet[at] <= '9')))
        at++;
    if (!rbk_ddp_has_text(packet, at, RBK_DDP_PACKET_BYTES - at))
        return RBK_OK;
    return rbk_ddp_report(ddp, RBK_RULE_DDP_TEXT, RBK_DDP_ID_NAME, 0, "its text is ignored: '%s'",
                          rbk_ddp_text(packet, at, RBK_DDP_PACKET_BYTES - at, text));
}

rbk_status rbk_ddp_read_id(rbk_ddp *ddp, rbk_input *input)
{
    uint8_t packet[RBK_DDP_PACKET_BYTES];
    char text[MASTER_ID_BYTES + 1];
    memset(packet, ' ', sizeof packet);
    int64_t size = rbk_input_read(input, 0, packet, sizeof packet);
    if (size < 0)
        return rbk_input_fail(input, ddp->error);
    if (size < LEVEL_BYTES || !is_level(packet))
        return rbk_ddp_fail(ddp, RBK_SYNTAX, RBK_DDP_ID_NAME, "expected the level of a DDP, 'DDP 2.00'");
    ddp->old = packet[4] == '1';
    rbk_status status = check_level(ddp, packet);
    if (status == RBK_OK && size < RBK_DDP_PACKET_BYTES)
        status = rbk_ddp_report(ddp, RBK_RULE_DDP_TABLE, RBK_DDP_ID_NAME, 0, "it is cut: expected %d bytes, found %lld",
                                RBK_DDP_PACKET_BYTES, (long long)size);
    if (status == RBK_OK)
        status = read_mcn(ddp, packet, 8, RBK_DDP_ID_NAME, ddp->mcn);
    if (status == RBK_OK)
        status = keep_master_id(ddp, rbk_ddp_text(packet, 38, MASTER_ID_BYTES, text));
    if (status == RBK_OK)
        status = check_text(ddp, packet);
    return status;
}

/* ------------------------------------------------------------------ what else the streams say */

/* The UPC is pressed from PQ; that of the DDPID only names the set. */
static rbk_status judge_mcn(rbk_ddp *ddp)
{
    const char *mcn = ddp->pq_mcn[0] ? ddp->pq_mcn : ddp->mcn;
    memcpy(ddp->disc->mcn, mcn, RBK_MCN_BYTES);
    if (ddp->mcn[0] && !ddp->pq_mcn[0])
        return rbk_ddp_report(ddp, RBK_RULE_DDP_CODES, ddp->pq_file, 0,
                              "the UPC/EAN %s is in the DDPID only: a disc is pressed without it", ddp->mcn);
    if (ddp->mcn[0] && strcmp(ddp->mcn, ddp->pq_mcn) != 0)
        return rbk_ddp_report(ddp, RBK_RULE_DDP_CODES, ddp->pq_file, 0,
                              "the UPC/EAN is %s, expected that of the DDPID, %s", ddp->pq_mcn, ddp->mcn);
    return RBK_OK;
}

static rbk_status look_for_cdtext(void *user, const char *name)
{
    *(bool *)user = *(bool *)user || rbk_ascii_same(name, RBK_DDP_CDTEXT_NAME);
    return RBK_OK;
}

/* The map decides, and programs differ: some read the file by its name alone. */
static rbk_status report_unnamed_cdtext(rbk_ddp *ddp)
{
    bool there = false;
    rbk_status status = RBK_OK;
    if (ddp->siblings && ddp->siblings->list)
        status = ddp->siblings->list(ddp->siblings->user, look_for_cdtext, &there, ddp->error);
    return status == RBK_OK && there
               ? rbk_ddp_report(ddp, "ddp.cdtext-not-named", RBK_DDP_MAP_NAME, 0,
                                "%s is in the folder and the map does not name it: its CD-TEXT is not read",
                                RBK_DDP_CDTEXT_NAME)
               : status;
}

static rbk_status read_cdtext(rbk_ddp *ddp)
{
    rbk_bytes bytes;
    rbk_error why;
    if (!ddp->cdtext_file[0])
        return report_unnamed_cdtext(ddp);
    rbk_error *error = ddp->error;
    rbk_error_init(&why);
    ddp->error = &why;
    rbk_status status = rbk_ddp_read_file(ddp, ddp->cdtext_file, CDT_BYTES_MAX, &bytes);
    ddp->error = error;
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (status != RBK_OK) /* as of the file that a sheet names */
        return rbk_ddp_report(ddp, status == RBK_FILEACCESS ? RBK_RULE_CDTEXT_FILE_MISSING : RBK_RULE_CDTEXT_UNREADABLE,
                              ddp->cdtext_file, 0, "%s", why.sentence);
    if (ddp->cdtext_length != RBK_TO_END && ddp->cdtext_length != (int64_t)bytes.size)
        status = rbk_ddp_report(ddp, RBK_RULE_DDP_LENGTH, ddp->cdtext_file, 0,
                                "expected %lld byte%s, as the map says, found %zu", (long long)ddp->cdtext_length,
                                RBK_PLURAL(ddp->cdtext_length, "", "s"), bytes.size);
    char *path = status == RBK_OK ? rbk_path_next_to(ddp->name, ddp->cdtext_file) : NULL;
    if (status == RBK_OK)
        status = path ? rbk_cdt_to_disc(bytes.data, bytes.size, path, ddp->disc, ddp->findings, error)
                      : rbk_fail_memory(error);
    free(path);
    rbk_bytes_release(&bytes);
    return status;
}

/* ------------------------------------------------------------------ the row */

static rbk_status read_set(rbk_ddp *ddp, rbk_input *input)
{
    rbk_status status = rbk_ddp_read_id(ddp, input);
    if (status == RBK_OK)
        status = rbk_ddp_read_map(ddp);
    if (status == RBK_OK)
        status = rbk_ddp_read_pq(ddp);
    if (status == RBK_OK)
        status = judge_mcn(ddp);
    if (status == RBK_OK)
        status = rbk_ddp_resolve(ddp);
    if (status == RBK_OK)
        status = read_cdtext(ddp);
    return status == RBK_OK ? rbk_ddp_check_folder(ddp) : status;
}

static rbk_status read(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                       const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    rbk_format_options defaults;
    rbk_format_options_init(&defaults);
    rbk_ddp *ddp = calloc(1, sizeof *ddp);
    if (!ddp)
        return rbk_fail_memory(error);
    ddp->name = name ? name : RBK_DDP_ID_NAME;
    ddp->siblings = siblings;
    ddp->options = options ? options : &defaults;
    ddp->findings = findings;
    ddp->error = error;
    ddp->pq_length = ddp->cdtext_length = RBK_TO_END;
    ddp->disc = rbk_disc_new();
    rbk_status status = ddp->disc ? read_set(ddp, input) : rbk_fail_memory(error);
    if (status == RBK_OK)
        *disc = ddp->disc;
    else
        rbk_disc_free(ddp->disc);
    free(ddp->pq);
    free(ddp);
    return status;
}

static rbk_status write(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error)
{
    (void)disc, (void)output, (void)findings;
    return rbk_fail(error, RBK_UNSUPPORTED, "a DDP fileset consists of several files: a conversion writes them");
}

const rbk_format_row rbk_ddp_format = {{"ddp", "ddp", "DDP fileset"}, probe, read, write};
