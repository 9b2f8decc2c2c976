/*
 * The tables of a fileset, as most of its writers write them: numbers filled with zeros, the ISRC on index 00 and 01 of
 * its track (some readers look at one of them alone), the UPC in the DDPID and in the first packet of PQ, the lead-out
 * twice. Streams come in the order of the best-known writers: CD-TEXT, PQ, the program.
 */
#include "base/fail.h"
#include "disc/sessions.h"
#include "format/ddp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEVEL           "DDP 2.00"
#define MASTER_ID_BYTES 48
#define TIME_MAX        449999 /* 99:59:74 */
#define PACKETS_MAX     4      /* of the map: CD-TEXT, PQ, two streams of the program */
#define NAME_FIELD      17     /* characters of a file's name */

typedef struct writer {
    const rbk_disc *disc;
    const rbk_layout *layout;
    char *at; /* of the next packet of PQ */
} writer;

/* ------------------------------------------------------------------ fields */

static void put(char *packet, size_t offset, const char *text)
{
    memcpy(packet + offset, text, strlen(text));
}

static void put_number(char *packet, size_t offset, int width, int64_t number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%0*lld", width, (long long)number);
    put(packet, offset, digits);
}

/* ------------------------------------------------------------------ what can be said */

static bool is_mode1(rbk_track_mode mode)
{
    return mode == RBK_MODE_MODE1_2048 || mode == RBK_MODE_MODE1_2352;
}

rbk_status rbk_ddp_check_master_id(const char *master_id, rbk_error *error)
{
    size_t length = strlen(master_id);
    if (length > MASTER_ID_BYTES)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a master id of %d characters or fewer, found %zu",
                        MASTER_ID_BYTES, length);
    for (size_t i = 0; i < length; i++)
        if (master_id[i] < ' ' || master_id[i] > '~')
            return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a master id of ASCII characters, found '%s'",
                            master_id);
    return RBK_OK;
}

const char *rbk_ddp_refusal(const rbk_disc *disc, const rbk_layout *layout, size_t *track)
{
    *track = SIZE_MAX;
    if (layout->session_count > 2)
        return "a DDP has two sessions at most";
    if (rbk_disc_has_high_density(disc))
        return "a DDP has no words for the areas of a GD-ROM";
    for (size_t t = 0; t < disc->track_count; t++) {
        rbk_track_mode mode = disc->tracks[t].mode;
        const rbk_layout_session *session = rbk_layout_session_of(layout, t);
        bool second = session != layout->sessions, audio = rbk_track_mode_is_audio(mode);
        *track = t;
        if (second && audio)
            return "a DDP has audio tracks in its first session only";
        if (!second && !audio)
            return "a DDP has data tracks in a second session only";
        if (second && is_mode1(mode) != is_mode1(disc->tracks[session->first_track].mode))
            return "a DDP has data tracks of one mode only";
        if (t > 0 && disc->tracks[t].number != disc->tracks[t - 1].number + 1)
            return "a DDP cannot omit a track number";
    }
    *track = SIZE_MAX;
    return rbk_layout_end(layout) + RBK_PREGAP_SECTORS > TIME_MAX
               ? "the lead-out is past 99:59:74, the last time of a DDP"
               : NULL;
}

static rbk_status check_disc(const writer *w, rbk_error *error)
{
    size_t track;
    const char *refusal = rbk_ddp_refusal(w->disc, w->layout, &track);
    if (refusal) {
        rbk_fail(error, RBK_UNSUPPORTED, "%s", refusal);
        if (track < w->disc->track_count)
            rbk_error_set_track(error, w->disc->tracks[track].number);
        return RBK_UNSUPPORTED;
    }
    if (w->disc->file_count < w->layout->session_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a file for each session of the disc");
    return RBK_OK;
}

/* ------------------------------------------------------------------ DDPID and the map */

static void write_id(const writer *w, const char *master_id, char *packet)
{
    put(packet, 0, LEVEL);
    put(packet, 8, w->disc->mcn);
    put(packet, 38, master_id ? master_id : "");
    put(packet, 87, "CD");
}

static void name_file(char *packet, const char *name)
{
    put_number(packet, 71, 3, NAME_FIELD);
    put(packet, 74, name);
}

static char *begin_packet(char *packet, const char *stream, int64_t length)
{
    put(packet, 0, "VVVM");
    put(packet, 4, stream);
    put_number(packet, 14, 8, length);
    return packet;
}

/* Complete sectors of audio; of data the user bytes alone. */
static void write_program(const writer *w, size_t session, char *packet)
{
    const rbk_layout_session *placed = &w->layout->sessions[session];
    rbk_track_mode mode = w->disc->tracks[placed->first_track].mode;
    bool audio = rbk_track_mode_is_audio(mode);
    begin_packet(packet, "D0", placed->lead_out_lba - placed->pregap_lba);
    put_number(packet, 22, 8, placed->pregap_lba + RBK_PREGAP_SECTORS);
    put(packet, 38, audio ? "DA7" : is_mode1(mode) ? "100" : "210");
    put(packet, 41, "0 ");
    put(packet, 46, " 150");
    name_file(packet, w->disc->files[session].path);
    if (session > 0)
        put(packet, 91, "S");
}

static size_t write_map(const writer *w, size_t pq_bytes, char *map)
{
    char *packet = map;
    if (w->disc->cdtext_bytes > 0) {
        begin_packet(packet, "S0", (int64_t)w->disc->cdtext_bytes);
        put(packet, 30, "CDTEXT");
        put(packet, 55, "00");
        name_file(packet, RBK_DDP_CDTEXT_NAME);
        packet += RBK_DDP_PACKET_BYTES;
    }
    begin_packet(packet, "S0", (int64_t)pq_bytes);
    put(packet, 30, "PQ DESCR");
    name_file(packet, RBK_DDP_PQ_NAME);
    packet += RBK_DDP_PACKET_BYTES;
    for (size_t s = 0; s < w->layout->session_count; s++, packet += RBK_DDP_PACKET_BYTES)
        write_program(w, s, packet);
    return (size_t)(packet - map);
}

/* ------------------------------------------------------------------ PQ */

static unsigned control_of(const rbk_track *track)
{
    unsigned data = rbk_track_mode_is_audio(track->mode) ? 0 : 4;
    return (track->flags & (RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL)) | data;
}

static char *write_pq(writer *w, const char *track, uint32_t index, int32_t lba, const rbk_track *of)
{
    char *packet = w->at, control[3];
    int32_t time = lba + RBK_PREGAP_SECTORS;
    put(packet, 0, "VVVS");
    put(packet, 4, track);
    put_number(packet, 6, 2, index);
    put_number(packet, 10, 2, time / RBK_SECTORS_PER_SECOND / 60);
    put_number(packet, 12, 2, time / RBK_SECTORS_PER_SECOND % 60);
    put_number(packet, 14, 2, time % RBK_SECTORS_PER_SECOND);
    snprintf(control, sizeof control, "%X1", control_of(of));
    put(packet, 16, control);
    w->at += RBK_DDP_PQ_BYTES;
    return packet;
}

static void write_track(writer *w, size_t t)
{
    const rbk_track *track = &w->disc->tracks[t];
    const rbk_layout_track *laid = &w->layout->tracks[t];
    const rbk_layout_session *session = rbk_layout_session_of(w->layout, t);
    char number[12];
    snprintf(number, sizeof number, "%02u", (unsigned)track->number);
    bool begins = session->first_track == t, has_pregap = laid->index_count > 0 && laid->indexes[0].number == 0;
    if (begins || has_pregap)
        put(write_pq(w, number, 0, begins ? session->pregap_lba : laid->indexes[0].lba, track), 20, track->isrc);
    for (size_t i = 0; i < laid->index_count; i++) {
        const rbk_layout_index *index = &laid->indexes[i];
        if (index->number > 0)
            put(write_pq(w, number, index->number, index->lba, track), 20, index->number == 1 ? track->isrc : "");
    }
}

static void write_session(writer *w, size_t s)
{
    const rbk_layout_session *session = &w->layout->sessions[s];
    const rbk_track *first = &w->disc->tracks[session->first_track], *last = first + session->track_count - 1;
    bool ends = s + 1 == w->layout->session_count;
    char *lead_in = write_pq(w, "00", 0, s == 0 ? -RBK_PREGAP_SECTORS : session->lead_in_lba, first);
    if (s == 0)
        put(lead_in, 32, w->disc->mcn);
    for (size_t t = 0; t < session->track_count; t++)
        write_track(w, session->first_track + t);
    for (int times = 0; times < (ends ? 2 : 1); times++)
        write_pq(w, "AA", 1, session->lead_out_lba, last);
}

static size_t pq_packets_max(const writer *w)
{
    size_t count = 3 * w->layout->session_count;
    for (size_t t = 0; t < w->layout->track_count; t++)
        count += w->layout->tracks[t].index_count + 1;
    return count;
}

/* ------------------------------------------------------------------ the whole */

static rbk_status make_blank(rbk_bytes *bytes, size_t size)
{
    bytes->data = malloc(size + 1);
    if (!bytes->data)
        return RBK_NO_MEMORY;
    memset(bytes->data, ' ', size);
    bytes->data[size] = 0;
    bytes->size = size;
    return RBK_OK;
}

static rbk_status write_tables(writer *w, const char *master_id, rbk_ddp_tables *tables, rbk_error *error)
{
    rbk_status status = check_disc(w, error);
    if (status == RBK_OK && master_id)
        status = rbk_ddp_check_master_id(master_id, error);
    if (status != RBK_OK)
        return status;
    if (make_blank(&tables->id, RBK_DDP_PACKET_BYTES) != RBK_OK ||
        make_blank(&tables->map, (size_t)PACKETS_MAX * RBK_DDP_PACKET_BYTES) != RBK_OK ||
        make_blank(&tables->pq, pq_packets_max(w) * RBK_DDP_PQ_BYTES) != RBK_OK)
        return rbk_fail_memory(error);
    w->at = (char *)tables->pq.data;
    for (size_t s = 0; s < w->layout->session_count; s++)
        write_session(w, s);
    tables->pq.size = (size_t)(w->at - (char *)tables->pq.data);
    write_id(w, master_id, (char *)tables->id.data);
    tables->map.size = write_map(w, tables->pq.size, (char *)tables->map.data);
    return RBK_OK;
}

rbk_status rbk_ddp_tables_make(const rbk_disc *disc, const char *master_id, rbk_ddp_tables *tables, rbk_error *error)
{
    rbk_layout *layout = NULL;
    rbk_ddp_tables made = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    rbk_status status = rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, error);
    if (status == RBK_OK) {
        writer w = {.disc = disc, .layout = layout};
        status = write_tables(&w, master_id, &made, error);
    }
    rbk_layout_free(layout);
    if (status != RBK_OK)
        rbk_ddp_tables_release(&made);
    else
        *tables = made;
    return status;
}

void rbk_ddp_tables_release(rbk_ddp_tables *tables)
{
    rbk_bytes_release(&tables->id);
    rbk_bytes_release(&tables->map);
    rbk_bytes_release(&tables->pq);
}
