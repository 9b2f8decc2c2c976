/*
 * The PQ descriptor: a packet for each lead-in, index and lead-out, in the order of the disc. Anything that would make
 * another disc of it - a time that goes back, a number that is missing - is refused with the packet's number.
 */
#include "format/ddp.h"

#include "format/code.h"

#include <redbook/rules.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT       45 /* TXT */
#define TEXT_BYTES (RBK_DDP_PQ_BYTES - TEXT)

typedef struct pq_reader {
    rbk_ddp *ddp;
    const uint8_t *packet;
    size_t number; /* from 1 */
} pq_reader;

static rbk_status expected(const pq_reader *r, const char *what, size_t offset, size_t size)
{
    char text[32];
    return rbk_ddp_fail(r->ddp, RBK_SYNTAX, r->ddp->pq_file, "packet %zu: expected %s, found '%s'", r->number, what,
                        rbk_ddp_text(r->packet, offset, size, text));
}

/* ------------------------------------------------------------------ fields */

static bool is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

static bool two_digits(const uint8_t *at, uint32_t *number)
{
    *number = is_digit(at[0]) && is_digit(at[1]) ? (uint32_t)(at[0] - '0') * 10 + (uint32_t)(at[1] - '0') : 0;
    return is_digit(at[0]) && is_digit(at[1]);
}

static rbk_status read_place(const pq_reader *r, rbk_ddp_pq *pq)
{
    bool lead_out = memcmp(r->packet + 4, "AA", 2) == 0;
    if (!lead_out && !two_digits(r->packet + 4, &pq->track))
        return expected(r, "a track (00 to 99 or AA)", 4, 2);
    if (lead_out)
        pq->track = RBK_DDP_LEAD_OUT;
    return two_digits(r->packet + 6, &pq->index) ? RBK_OK : expected(r, "an index (00 to 99)", 6, 2);
}

/* Hours, which no disc has, are blank or 00. */
static rbk_status read_time(const pq_reader *r, rbk_ddp_pq *pq)
{
    uint32_t minutes, seconds, sectors;
    bool hours = !rbk_ddp_has_text(r->packet, 8, 2) || memcmp(r->packet + 8, "00", 2) == 0;
    if (!hours || !two_digits(r->packet + 10, &minutes) || !two_digits(r->packet + 12, &seconds) ||
        !two_digits(r->packet + 14, &sectors) || seconds > 59 || sectors >= RBK_SECTORS_PER_SECOND)
        return expected(r, "a time (MMSSFF)", 8, 8);
    pq->time = (int32_t)((minutes * 60 + seconds) * RBK_SECTORS_PER_SECOND + sectors);
    return RBK_OK;
}

static rbk_status read_control(const pq_reader *r, rbk_ddp_pq *pq)
{
    static const char digits[] = "0123456789ABCDEF";
    const char *digit = r->packet[16] ? strchr(digits, r->packet[16]) : NULL;
    if (!rbk_ddp_has_text(r->packet, 16, 1))
        return RBK_OK;
    if (!digit || !strchr("1S ", r->packet[17])) /* Q of another ADR has no position; the end of the list is a zero */
        return expected(r, "a control field (a hexadecimal digit and 1 or S)", 16, 2);
    uint32_t nibble = (uint32_t)(digit - digits);
    pq->control = true;
    pq->data = nibble & 4;
    pq->flags = nibble & (RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL);
    if (r->packet[17] == 'S')
        pq->flags |= RBK_FLAG_SCMS;
    return RBK_OK;
}

/* A code of zeros is none. */
static bool is_zeros(const char *text)
{
    return text[strspn(text, "0")] == '\0';
}

static rbk_status read_isrc(const pq_reader *r, rbk_ddp_pq *pq)
{
    char text[RBK_ISRC_BYTES];
    rbk_code_reading reading;
    rbk_ddp_text(r->packet, 20, RBK_ISRC_BYTES - 1, text);
    if (!text[0])
        return RBK_OK;
    rbk_code_read_isrc(text, strlen(text), &reading);
    if (pq->track == 0 || pq->track == RBK_DDP_LEAD_OUT)
        return is_zeros(text)
                   ? RBK_OK
                   : rbk_ddp_report(r->ddp, RBK_RULE_DDP_CODES, r->ddp->pq_file, 0,
                                    "packet %zu is of no track and has the ISRC %s, which is ignored", r->number, text);
    memcpy(pq->isrc, reading.code, sizeof pq->isrc);
    if (!reading.rule || pq->index > 1) /* reported once a track */
        return RBK_OK;
    return rbk_ddp_report(r->ddp, reading.rule, r->ddp->pq_file, pq->track, "%s", reading.sentence);
}

/* The first one counts; others are the same, or zeros, where there are any. What has no code is reported once. */
static rbk_status read_mcn(const pq_reader *r)
{
    rbk_ddp *ddp = r->ddp;
    char text[RBK_MCN_BYTES];
    rbk_code_reading reading;
    rbk_ddp_text(r->packet, 32, RBK_MCN_BYTES - 1, text);
    if (!text[0])
        return RBK_OK;
    rbk_code_read_mcn(text, strlen(text), &reading);
    if (!reading.code[0]) {
        if (ddp->pq_mcn_none || (ddp->pq_mcn[0] && is_zeros(text)))
            return RBK_OK;
        ddp->pq_mcn_none = true;
    }
    if (ddp->pq_mcn[0]) {
        if (strcmp(reading.code, ddp->pq_mcn) == 0 || ddp->pq_mcn_differs)
            return RBK_OK;
        ddp->pq_mcn_differs = true;
        return rbk_ddp_report(ddp, RBK_RULE_DDP_CODES, ddp->pq_file, 0,
                              "the UPC/EAN is %s in packet %zu and %s in packet %zu, which is taken", text, r->number,
                              ddp->pq_mcn, ddp->pq_mcn_packet);
    }
    memcpy(ddp->pq_mcn, reading.code, RBK_MCN_BYTES);
    ddp->pq_mcn_packet = r->number;
    return reading.rule ? rbk_ddp_report(r->ddp, reading.rule, r->ddp->pq_file, 0, "%s", reading.sentence) : RBK_OK;
}

static rbk_status check_texts(rbk_ddp *ddp, const rbk_bytes *bytes)
{
    char text[TEXT_BYTES + 1];
    size_t count = 0, first = 0;
    for (size_t at = 0; at + RBK_DDP_PQ_BYTES <= bytes->size; at += RBK_DDP_PQ_BYTES)
        if (rbk_ddp_has_text(bytes->data + at, TEXT, TEXT_BYTES) && count++ == 0)
            first = at;
    if (count == 0)
        return RBK_OK;
    return rbk_ddp_report(
        ddp, RBK_RULE_DDP_TEXT, ddp->pq_file, 0, "%zu packet%s a text, which is ignored: '%s' in packet %zu%s", count,
        RBK_PLURAL(count, " has", "s have"), rbk_ddp_text(bytes->data + first, TEXT, TEXT_BYTES, text),
        first / RBK_DDP_PQ_BYTES + 1, count > 1 ? " is the first" : "");
}

static rbk_status read_packet(const pq_reader *r, rbk_ddp_pq *pq)
{
    *pq = (rbk_ddp_pq){.packet = r->number};
    if (memcmp(r->packet, "VVVS", 4) != 0)
        return expected(r, "'VVVS'", 0, 4);
    rbk_status status = read_place(r, pq);
    if (status == RBK_OK)
        status = read_time(r, pq);
    if (status == RBK_OK)
        status = read_control(r, pq);
    if (status == RBK_OK)
        status = read_isrc(r, pq);
    return status == RBK_OK ? read_mcn(r) : status;
}

/* ------------------------------------------------------------------ order */

/* A lead-out written twice is one. */
static bool repeats(const rbk_ddp_pq *before, const rbk_ddp_pq *pq)
{
    return before && before->track == RBK_DDP_LEAD_OUT && pq->track == RBK_DDP_LEAD_OUT && before->time == pq->time;
}

static bool follows(const rbk_ddp_pq *before, const rbk_ddp_pq *pq)
{
    if (pq->track == 0)
        return pq->index == 0 && (!before || before->track == RBK_DDP_LEAD_OUT);
    if (!before || before->track == RBK_DDP_LEAD_OUT) /* some have no packet of the lead-in */
        return pq->track != RBK_DDP_LEAD_OUT && pq->index <= 1;
    if (pq->track == RBK_DDP_LEAD_OUT)
        return before->track != 0 && before->index > 0;
    if (pq->track == before->track)
        return pq->index == before->index + 1;
    return pq->index <= 1 && (before->track == 0 || (before->index > 0 && pq->track == before->track + 1));
}

static rbk_status check_order(rbk_ddp *ddp, const rbk_ddp_pq *before, const rbk_ddp_pq *pq)
{
    char name[8];
    snprintf(name, sizeof name, pq->track == RBK_DDP_LEAD_OUT ? "AA" : "%02u", (unsigned)pq->track);
    if (!follows(before, pq))
        return rbk_ddp_fail(ddp, RBK_SYNTAX, ddp->pq_file,
                            "packet %zu: track %s, index %02u does not follow the packet before", pq->packet, name,
                            (unsigned)pq->index);
    bool may_equal = pq->track == 0 || before == NULL || before->track == 0 || before->index == 0;
    if (before && (pq->time < before->time || (pq->time == before->time && !may_equal)))
        return rbk_ddp_fail(ddp, RBK_SYNTAX, ddp->pq_file,
                            "packet %zu: the time of track %s, index %02u is not after that of the packet before",
                            pq->packet, name, (unsigned)pq->index);
    return RBK_OK;
}

/* ------------------------------------------------------------------ the whole */

static rbk_status read_packets(rbk_ddp *ddp, const rbk_bytes *bytes)
{
    rbk_status status = RBK_OK;
    size_t count = bytes->size / RBK_DDP_PQ_BYTES;
    ddp->pq = calloc(count + 1, sizeof *ddp->pq);
    if (!ddp->pq)
        return rbk_fail_memory(ddp->error);
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        const pq_reader reader = {ddp, bytes->data + i * RBK_DDP_PQ_BYTES, i + 1};
        rbk_ddp_pq *pq = &ddp->pq[ddp->pq_count];
        const rbk_ddp_pq *before = ddp->pq_count > 0 ? pq - 1 : NULL;
        status = read_packet(&reader, pq);
        if (status != RBK_OK || repeats(before, pq))
            continue;
        status = check_order(ddp, before, pq);
        ddp->pq_count++;
    }
    return status;
}

static rbk_status check_size(rbk_ddp *ddp, const rbk_bytes *bytes)
{
    size_t left_over = bytes->size % RBK_DDP_PQ_BYTES;
    if (ddp->pq_length != RBK_TO_END && ddp->pq_length != (int64_t)bytes->size)
        return rbk_ddp_report(ddp, RBK_RULE_DDP_LENGTH, ddp->pq_file, 0,
                              "expected %lld byte%s, as the map says, found %zu", (long long)ddp->pq_length,
                              RBK_PLURAL(ddp->pq_length, "", "s"), bytes->size);
    if (left_over > 0)
        return rbk_ddp_report(ddp, RBK_RULE_DDP_TABLE, ddp->pq_file, 0,
                              "expected packets of %d bytes, %zu %s left over", RBK_DDP_PQ_BYTES, left_over,
                              RBK_PLURAL(left_over, "byte is", "bytes are"));
    return RBK_OK;
}

rbk_status rbk_ddp_read_pq(rbk_ddp *ddp)
{
    rbk_bytes bytes;
    rbk_status status = rbk_ddp_read_file(ddp, ddp->pq_file, (size_t)RBK_DDP_PQ_MAX * RBK_DDP_PQ_BYTES, &bytes);
    if (status != RBK_OK)
        return status;
    status = check_size(ddp, &bytes);
    if (status == RBK_OK)
        status = read_packets(ddp, &bytes);
    if (status == RBK_OK)
        status = check_texts(ddp, &bytes);
    rbk_bytes_release(&bytes);
    if (status == RBK_OK && (ddp->pq_count == 0 || ddp->pq[ddp->pq_count - 1].track != RBK_DDP_LEAD_OUT))
        status = rbk_ddp_fail(ddp, RBK_SYNTAX, ddp->pq_file,
                              "expected a lead-out (track AA) at the end, found none: the file may be cut");
    return status;
}
