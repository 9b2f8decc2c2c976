/*
 * From streams and packets of PQ to the tracks of a disc. PQ says where each index is, the map which sectors of which
 * file are there; both count from the beginning of the pregap of 2 s before lba 0, which no disc of the model holds.
 */
#include "base/zeros.h"
#include "format/ddp.h"

#include <redbook/rules.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES ((size_t)64 * 1024)

/* The packets of PQ of one track. */
typedef struct marks {
    const rbk_ddp_pq *first; /* index 00, or index 01 where there is no pregap */
    size_t count;
    const rbk_ddp_pq *start; /* index 01 */
    int32_t end;             /* the time at which the next track or the lead-out begins */
} marks;

typedef struct resolver {
    rbk_ddp *ddp;
    const rbk_ddp_pq *lead_out; /* of the session before */
    bool begins_session;
} resolver;

static const char *shown(int64_t time, char text[RBK_TIME_BYTES])
{
    return rbk_time_format(time, text);
}

/* ------------------------------------------------------------------ streams */

static uint32_t sector_bytes(const rbk_ddp_stream *stream)
{
    return rbk_track_mode_sector_bytes(stream->mode);
}

static int64_t end_of(const rbk_ddp_stream *stream)
{
    return stream->start + stream->length_sectors;
}

static rbk_status open_stream(rbk_ddp *ddp, const rbk_ddp_stream *stream, rbk_input *input)
{
    return rbk_format_sibling_open_if_there(ddp->siblings, stream->file, input, ddp->error);
}

/* A file that is missing is reported by whoever measures the disc. */
static rbk_status measure_stream(rbk_ddp *ddp, rbk_ddp_stream *stream)
{
    rbk_input input;
    rbk_status status = open_stream(ddp, stream, &input);
    stream->bytes = status == RBK_OK && rbk_input_is_there(&input) ? input.size : RBK_TO_END;
    rbk_input_close(&input);
    if (status != RBK_OK)
        return status;
    if (stream->length_sectors == RBK_TO_END && stream->bytes == RBK_TO_END)
        return rbk_ddp_fail(ddp, RBK_FILEACCESS, stream->file,
                            "it is missing, and the map does not say how long it is");
    if (stream->length_sectors == RBK_TO_END)
        stream->length_sectors = stream->bytes / sector_bytes(stream);
    if (stream->bytes == RBK_TO_END || stream->bytes == stream->length_sectors * sector_bytes(stream))
        return RBK_OK;
    return rbk_ddp_report(ddp, RBK_RULE_DDP_LENGTH, stream->file, 0,
                          "expected %lld sector%s of %u bytes (%lld bytes), as the map says, found %lld byte%s",
                          (long long)stream->length_sectors, RBK_PLURAL(stream->length_sectors, "", "s"),
                          (unsigned)sector_bytes(stream), (long long)stream->length_sectors * sector_bytes(stream),
                          (long long)stream->bytes, RBK_PLURAL(stream->bytes, "", "s"));
}

/* A stream that does not say where it begins goes on where the one before ends. */
static void chain_streams(rbk_ddp *ddp, int64_t first)
{
    for (size_t i = 0; i < ddp->stream_count; i++)
        if (!ddp->streams[i].start_stated)
            ddp->streams[i].start = i > 0 ? end_of(&ddp->streams[i - 1]) : first;
}

/* How far the streams go on without a hole. */
static int64_t chain_end(const rbk_ddp *ddp)
{
    size_t last = 0;
    while (last + 1 < ddp->stream_count && ddp->streams[last + 1].start == end_of(&ddp->streams[last]))
        last++;
    return end_of(&ddp->streams[last]);
}

static const rbk_ddp_pq *first_lead_out(const rbk_ddp *ddp)
{
    const rbk_ddp_pq *pq = ddp->pq;
    while (pq->track != RBK_DDP_LEAD_OUT)
        pq++;
    return pq;
}

/* Some leave out the first pregap: then all is shorter by as much. */
static rbk_status place_streams(rbk_ddp *ddp)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < ddp->stream_count && status == RBK_OK; i++)
        status = measure_stream(ddp, &ddp->streams[i]);
    if (status != RBK_OK)
        return status;
    chain_streams(ddp, 0);
    if (!ddp->streams[0].start_stated && chain_end(ddp) + RBK_PREGAP_SECTORS == first_lead_out(ddp)->time)
        chain_streams(ddp, RBK_PREGAP_SECTORS);
    for (size_t i = 0; i < ddp->stream_count && status == RBK_OK; i++)
        status = rbk_disc_add_file(ddp->disc, ddp->streams[i].file, RBK_FILE_BINARY, "BINARY", 0,
                                   &ddp->streams[i].position, ddp->error);
    return status;
}

static const rbk_ddp_stream *stream_at(const rbk_ddp *ddp, int64_t time)
{
    for (size_t i = 0; i < ddp->stream_count; i++)
        if (time >= ddp->streams[i].start && time < end_of(&ddp->streams[i]))
            return &ddp->streams[i];
    return NULL;
}

/* Whether sectors of a stream are zeros throughout; a file that is not there has none that are not. */
static rbk_status is_blank(rbk_ddp *ddp, const rbk_ddp_stream *stream, int64_t first, int64_t end, bool *blank)
{
    rbk_input input;
    *blank = true;
    if (stream->bytes == RBK_TO_END)
        return RBK_OK;
    uint8_t *bytes = malloc(BLOCK_BYTES);
    rbk_status status = bytes ? open_stream(ddp, stream, &input) : rbk_fail_memory(ddp->error);
    int64_t at = (first - stream->start) * sector_bytes(stream), stop = (end - stream->start) * sector_bytes(stream);
    while (status == RBK_OK && *blank && at < stop) {
        size_t wanted = stop - at < (int64_t)BLOCK_BYTES ? (size_t)(stop - at) : BLOCK_BYTES;
        int64_t have = rbk_input_read(&input, at, bytes, wanted);
        if (have < 0)
            status = rbk_ddp_fail_read(ddp, &input, stream->file);
        *blank = have <= 0 || rbk_all_zero(bytes, (size_t)have);
        at = have > 0 ? at + have : stop;
    }
    if (bytes)
        rbk_input_close(&input);
    free(bytes);
    return status;
}

/* ------------------------------------------------------------------ one track */

static rbk_status add_range(rbk_ddp *ddp, rbk_track *track, int64_t from, int64_t to)
{
    rbk_status status = RBK_OK;
    while (from < to && status == RBK_OK) {
        char time[RBK_TIME_BYTES];
        const rbk_ddp_stream *stream = stream_at(ddp, from);
        if (!stream)
            return rbk_ddp_fail(ddp, RBK_BAD_LAYOUT, ddp->pq_file,
                                "track %u needs the sector at %s, which no stream has", (unsigned)track->number,
                                shown(from, time));
        if (stream->mode != track->mode)
            return rbk_ddp_fail(ddp, RBK_UNSUPPORTED, RBK_DDP_MAP_NAME,
                                "track %u begins in one kind of sectors and goes on in another",
                                (unsigned)track->number);
        int64_t end = end_of(stream) < to ? end_of(stream) : to;
        status = rbk_track_add_file_extent(track, stream->position, (from - stream->start) * RBK_SECTOR_SAMPLES,
                                           (end - from) * RBK_SECTOR_SAMPLES, ddp->error);
        from = end;
    }
    return status;
}

/* An index at sectors from the track's beginning. */
static rbk_status add_index(rbk_ddp *ddp, rbk_track *track, uint32_t number, int64_t sectors)
{
    int64_t offset = sectors * RBK_SECTOR_SAMPLES;
    uint32_t e = 0;
    while (e + 1 < track->extent_count && offset >= track->extents[e].length_samples)
        offset -= track->extents[e++].length_samples;
    return rbk_track_add_index(track, number, e, offset, ddp->error);
}

/* The lead-out says where the last track ends, and the program should end there. */
static rbk_status judge_end(rbk_ddp *ddp, const marks *m, int64_t *end)
{
    char lead_out[RBK_TIME_BYTES], program[RBK_TIME_BYTES];
    const rbk_ddp_stream *stream = stream_at(ddp, m->start->time);
    int64_t there = stream ? end_of(stream) : m->end;
    for (const rbk_ddp_stream *next; (next = stream_at(ddp, there));)
        there = end_of(next);
    *end = m->end < there ? m->end : there;
    if (there == m->end)
        return RBK_OK;
    return rbk_ddp_report(ddp, RBK_RULE_DDP_LEAD_OUT, ddp->pq_file, 0,
                          "the lead-out is at %s, the program ends at %s: expected the same", shown(m->end, lead_out),
                          shown(there, program));
}

/* Some readers look at one of indexes 00 and 01 alone. */
static rbk_status take_isrc(rbk_ddp *ddp, const marks *m, rbk_track *track)
{
    const rbk_ddp_pq *taken = m->start, *end = m->first + m->count, *other = NULL;
    for (const rbk_ddp_pq *pq = m->first; pq < end && !taken->isrc[0]; pq++)
        taken = pq->isrc[0] ? pq : taken;
    for (const rbk_ddp_pq *pq = m->first; pq < end && !other; pq++)
        other = pq->isrc[0] && strcmp(pq->isrc, taken->isrc) != 0 ? pq : NULL;
    snprintf(track->isrc, sizeof track->isrc, "%s", taken->isrc);
    if (other)
        return rbk_ddp_report(ddp, RBK_RULE_DDP_CODES, ddp->pq_file, track->number,
                              "the ISRC of track %u is %s in index %02u and %s in index %02u, which is taken",
                              (unsigned)track->number, other->isrc, (unsigned)other->index, taken->isrc,
                              (unsigned)taken->index);
    if (taken != m->start)
        return rbk_ddp_report(ddp, RBK_RULE_DDP_ISRC_PLACE, ddp->pq_file, track->number,
                              "the ISRC of track %u is in index %02u only, where some readers miss it",
                              (unsigned)track->number, (unsigned)taken->index);
    return RBK_OK;
}

/* The control field in hexadecimal, without SCMS, and SCMS. */
static const char *shown_control(const rbk_ddp_pq *pq, char text[4])
{
    const uint32_t bits = RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL;
    snprintf(text, 4, "%X%s", (unsigned)((pq->flags & bits) | (pq->data ? 4 : 0)),
             pq->flags & RBK_FLAG_SCMS ? "S" : "1");
    return text;
}

/* Control is that of the track (IEC 60908): a reader that takes it from index 00 makes another disc. */
static rbk_status check_controls(rbk_ddp *ddp, const marks *m)
{
    char other[4], taken[4];
    for (const rbk_ddp_pq *pq = m->first; m->start->control && pq < m->first + m->count; pq++)
        if (pq->control && (pq->flags != m->start->flags || pq->data != m->start->data))
            return rbk_ddp_report(ddp, RBK_RULE_DDP_CONTROL, ddp->pq_file, m->start->track,
                                  "the control of track %u is %s in index %02u and %s in index %02u, which is taken",
                                  (unsigned)m->start->track, shown_control(pq, other), (unsigned)pq->index,
                                  shown_control(m->start, taken), (unsigned)m->start->index);
    return RBK_OK;
}

static rbk_status take_control(rbk_ddp *ddp, const marks *m, rbk_track *track)
{
    bool audio = rbk_track_mode_is_audio(track->mode);
    rbk_status status = RBK_OK;
    track->flags = m->start->flags;
    if (m->start->data == audio)
        status = rbk_ddp_report(ddp, RBK_RULE_DDP_CONTROL, ddp->pq_file, track->number,
                                "track %u is %s in PQ and %s in the map, which is taken", (unsigned)track->number,
                                audio ? "data" : "audio", audio ? "audio" : "data");
    return status == RBK_OK ? check_controls(ddp, m) : status;
}

/* Where what is stored of the track begins: the pregap that begins a session is part of it only where it holds anything. */
static rbk_status begin_of(const resolver *r, const marks *m, int64_t *begin)
{
    rbk_ddp *ddp = r->ddp;
    bool first = ddp->disc->track_count == 0, blank = true;
    const rbk_ddp_stream *stream = stream_at(ddp, first ? 0 : m->first->time);
    *begin = m->first->time;
    if (!r->begins_session)
        return RBK_OK;
    int64_t pregap_end = first ? RBK_PREGAP_SECTORS : m->start->time;
    if (first && m->start->time < RBK_PREGAP_SECTORS)
        return rbk_ddp_fail(ddp, RBK_BAD_LAYOUT, ddp->pq_file,
                            "packet %zu: index 01 of the first track is before 00:02:00", m->start->packet);
    int64_t from = first ? 0 : m->first->time; /* the first 2 s are those of the program, whatever PQ starts with */
    if (stream && stream->start <= from && pregap_end <= end_of(stream)) {
        rbk_status status = is_blank(ddp, stream, from, pregap_end, &blank);
        if (status != RBK_OK)
            return status;
    }
    if (first && !blank) {
        rbk_status status = rbk_ddp_report(ddp, RBK_RULE_DDP_FIRST_PREGAP, ddp->streams[0].file, 0,
                                           "the first 2 s are not silent: they are not read");
        if (status != RBK_OK)
            return status;
    }
    *begin = first || blank ? pregap_end : m->first->time;
    return RBK_OK;
}

/* A set without an index 00 of track 1 has its index 01 first, after a pregap of 2 s. */
static rbk_status check_first(rbk_ddp *ddp, const marks *m)
{
    char time[RBK_TIME_BYTES];
    if (ddp->disc->track_count > 0 || m->first->time <= (m->first->index == 0 ? 0 : RBK_PREGAP_SECTORS))
        return RBK_OK;
    return rbk_ddp_report(ddp, RBK_RULE_DDP_FIRST_PREGAP, ddp->pq_file, m->first->track,
                          "packet %zu: track %u starts at %s, expected 00:00:00: the sectors before are its pregap",
                          m->first->packet, (unsigned)m->first->track, shown(m->first->time, time));
}

static rbk_status add_track(resolver *r, const marks *m)
{
    rbk_ddp *ddp = r->ddp;
    rbk_track *track;
    int64_t begin = 0, end = m->end;
    const rbk_ddp_stream *stream = stream_at(ddp, m->start->time);
    rbk_status status = check_first(ddp, m);
    if (status == RBK_OK)
        status = begin_of(r, m, &begin);
    if (status == RBK_OK && m->first[m->count].track == RBK_DDP_LEAD_OUT)
        status = judge_end(ddp, m, &end);
    if (status != RBK_OK)
        return status;
    if (!stream || end <= m->start->time)
        return rbk_ddp_fail(ddp, RBK_BAD_LAYOUT, ddp->pq_file,
                            "packet %zu: index 01 of track %u is past the end of the program", m->start->packet,
                            (unsigned)m->start->track);
    status = rbk_disc_add_track(ddp->disc, m->start->track, stream->mode, &track, ddp->error);
    if (status == RBK_OK)
        status = add_range(ddp, track, begin, end);
    if (status == RBK_OK && begin < m->start->time)
        status = add_index(ddp, track, 0, 0);
    for (const rbk_ddp_pq *pq = m->start; status == RBK_OK && pq < m->first + m->count; pq++)
        status = add_index(ddp, track, pq->index, pq->time - begin);
    if (status == RBK_OK)
        status = take_isrc(ddp, m, track);
    return status == RBK_OK ? take_control(ddp, m, track) : status;
}

/* ------------------------------------------------------------------ sessions */

static int32_t unless_usual(int32_t length, int32_t usual)
{
    return length == usual ? RBK_USUAL : length;
}

/* lead_in NULL: PQ has no packet of it. */
static rbk_status begin_session(resolver *r, const rbk_ddp_pq *lead_in, const marks *m)
{
    rbk_ddp *ddp = r->ddp;
    rbk_session *session;
    r->begins_session = true;
    if (!r->lead_out)
        return RBK_OK;
    rbk_status status = rbk_disc_add_session(ddp->disc, RBK_AREA_CD, 0, &session, ddp->error);
    if (status != RBK_OK)
        return status;
    int32_t usual = ddp->disc->session_count == 2 ? RBK_FIRST_LEAD_OUT_SECTORS : RBK_LEAD_OUT_SECTORS;
    int32_t lead_in_time = lead_in ? lead_in->time : m->first->time - RBK_LEAD_IN_SECTORS;
    if (lead_in_time < r->lead_out->time)
        return rbk_ddp_fail(ddp, RBK_BAD_LAYOUT, ddp->pq_file,
                            "packet %zu: the session of track %u begins before there is room for a lead-in",
                            m->first->packet, (unsigned)m->first->track);
    session->lead_out_sectors = unless_usual(lead_in_time - r->lead_out->time, usual);
    session->lead_in_sectors = unless_usual(m->first->time - lead_in_time, RBK_LEAD_IN_SECTORS);
    session->pregap_sectors = unless_usual(m->start->time - m->first->time, RBK_PREGAP_SECTORS);
    return RBK_OK;
}

static marks marks_of(const rbk_ddp_pq *pq)
{
    marks m = {.first = pq};
    while (pq[m.count].track == pq->track) /* a lead-out comes after all tracks */
        m.count++;
    m.start = pq->index == 0 && m.count > 1 ? pq + 1 : pq;
    m.end = pq[m.count].time;
    return m;
}

/* The order of the packets was checked: there is a track before each lead-out, and the last packet is one. */
rbk_status rbk_ddp_resolve(rbk_ddp *ddp)
{
    resolver r = {.ddp = ddp};
    const rbk_ddp_pq *lead_in = NULL, *end = ddp->pq + ddp->pq_count;
    bool begins = true;
    rbk_status status = place_streams(ddp);
    for (const rbk_ddp_pq *pq = ddp->pq; pq < end && status == RBK_OK;) {
        if (pq->track == 0 || pq->track == RBK_DDP_LEAD_OUT) {
            begins = true;
            lead_in = pq->track == 0 ? pq : NULL;
            r.lead_out = pq->track == 0 ? r.lead_out : pq;
            pq++;
            continue;
        }
        marks m = marks_of(pq);
        r.begins_session = false;
        if (begins)
            status = begin_session(&r, lead_in, &m);
        if (status == RBK_OK)
            status = add_track(&r, &m);
        begins = false;
        pq += m.count;
    }
    return status;
}
