/*
 * The map of a fileset (DDPMS): a packet for each stream says what it is and which file has it. Streams that no disc
 * of ours has a place for are reported and ignored.
 */
#include "format/ddp.h"

#include <redbook/rules.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAP_BYTES_MAX ((size_t)64 * 1024)

typedef struct packet_reader {
    rbk_ddp *ddp;
    const uint8_t *packet;
    size_t number; /* of the packet, from 1 */
} packet_reader;

static bool is(const packet_reader *r, size_t offset, const char *text)
{
    return memcmp(r->packet + offset, text, strlen(text)) == 0;
}

static rbk_status read_number(const packet_reader *r, size_t offset, size_t size, const char *what, int64_t *number)
{
    char text[32];
    if (rbk_ddp_number(r->packet, offset, size, number))
        return RBK_OK;
    return rbk_ddp_fail(r->ddp, RBK_SYNTAX, RBK_DDP_MAP_NAME, "packet %zu: expected %s as a number, found '%s'",
                        r->number, what, rbk_ddp_text(r->packet, offset, size, text));
}

/* Readers take a name as far as the first blank, some of them. */
static rbk_status read_name(const packet_reader *r, char name[RBK_DDP_NAME_BYTES])
{
    rbk_ddp_text(r->packet, 74, RBK_DDP_NAME_BYTES - 1, name);
    if (!name[0])
        return rbk_ddp_fail(r->ddp, RBK_SYNTAX, RBK_DDP_MAP_NAME, "packet %zu: expected the name of a file, found none",
                            r->number);
    if (!strchr(name, ' '))
        return RBK_OK;
    return rbk_ddp_report(r->ddp, RBK_RULE_DDP_FILE_NAME, RBK_DDP_MAP_NAME, 0,
                          "packet %zu: the name '%s' has a blank, at which some readers cut it", r->number, name);
}

/* ------------------------------------------------------------------ streams of the program */

/* RBK_MODES: sectors that no track of ours has. */
static rbk_track_mode mode_of(const packet_reader *r)
{
    static const struct {
        const char *kind; /* CDM and SSM */
        rbk_track_mode mode;
    } rows[] = {{"DA7", RBK_MODE_AUDIO},      {"DA0", RBK_MODE_AUDIO},      {"DA ", RBK_MODE_AUDIO},
                {"100", RBK_MODE_MODE1_2048}, {"107", RBK_MODE_MODE1_2352}, {"202", RBK_MODE_MODE2_2336},
                {"207", RBK_MODE_MODE2_2352}, {"210", RBK_MODE_MODE2_2048}, {"212", RBK_MODE_MODE2_2336},
                {"217", RBK_MODE_MODE2_2352}, {"220", RBK_MODE_MODE2_2324}, {"222", RBK_MODE_MODE2_2336},
                {"227", RBK_MODE_MODE2_2352}, {"2X2", RBK_MODE_MODE2_2336}, {"2X7", RBK_MODE_MODE2_2352},
                {"2I2", RBK_MODE_CDI_2336},   {"2I7", RBK_MODE_CDI_2352}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (is(r, 38, rows[i].kind))
            return rows[i].mode;
    return RBK_MODES;
}

static rbk_status add_program(const packet_reader *r)
{
    rbk_ddp *ddp = r->ddp;
    char kind[4];
    int64_t start;
    if (ddp->stream_count == RBK_DDP_STREAMS_MAX)
        return rbk_ddp_fail(ddp, RBK_UNSUPPORTED, RBK_DDP_MAP_NAME, "expected at most %d streams of the program",
                            RBK_DDP_STREAMS_MAX);
    rbk_ddp_stream *stream = &ddp->streams[ddp->stream_count];
    stream->packet = r->number;
    stream->mode = mode_of(r);
    if (stream->mode == RBK_MODES)
        return rbk_ddp_fail(ddp, RBK_UNSUPPORTED, RBK_DDP_MAP_NAME,
                            "packet %zu: sectors of the kind '%s' (CDM and SSM) are not supported", r->number,
                            rbk_ddp_text(r->packet, 38, 3, kind));
    rbk_status status = read_number(r, 14, 8, "a length", &stream->length_sectors);
    if (status == RBK_OK)
        status = read_number(r, 22, 8, "a start", &start);
    if (status == RBK_OK)
        status = read_name(r, stream->file);
    if (status != RBK_OK)
        return status;
    stream->start_stated = start > 0;
    stream->start = start > 0 ? start : 0;
    ddp->stream_count++;
    return RBK_OK;
}

/* ------------------------------------------------------------------ the others */

static rbk_status ignore_stream(const packet_reader *r)
{
    char stream[3], kind[9];
    return rbk_ddp_report(r->ddp, RBK_RULE_DDP_STREAM, RBK_DDP_MAP_NAME, 0, "packet %zu: the stream %s%s%s is ignored",
                          r->number, rbk_ddp_text(r->packet, 4, 2, stream), r->packet[30] == ' ' ? "" : " ",
                          rbk_ddp_text(r->packet, 30, 8, kind));
}

static rbk_status add_table(const packet_reader *r, char name[RBK_DDP_NAME_BYTES], int64_t *length)
{
    if (name[0])
        return ignore_stream(r);
    rbk_status status = read_number(r, 14, 8, "a length", length);
    return status == RBK_OK ? read_name(r, name) : status;
}

static rbk_status read_packet(const packet_reader *r)
{
    char marker[7];
    if (!is(r, 0, "VVVM"))
        return rbk_ddp_fail(r->ddp, RBK_SYNTAX, RBK_DDP_MAP_NAME, "packet %zu: expected 'VVVM', found '%s'", r->number,
                            rbk_ddp_text(r->packet, 0, 4, marker));
    if (is(r, 4, "D0"))
        return add_program(r);
    if (is(r, 4, "S0") && is(r, 30, "PQ"))
        return add_table(r, r->ddp->pq_file, &r->ddp->pq_length);
    if (is(r, 4, "S0") && is(r, 30, "CDTEXT"))
        return add_table(r, r->ddp->cdtext_file, &r->ddp->cdtext_length);
    return ignore_stream(r);
}

/* ------------------------------------------------------------------ the whole */

static bool is_packet_at(const rbk_bytes *map, size_t at)
{
    return map->size >= at + 4 && memcmp(map->data + at, "VVVM", 4) == 0;
}

/* The map of an old fileset may have shorter packets. */
static size_t packet_bytes(const rbk_ddp *ddp, const rbk_bytes *map)
{
    bool usual = map->size <= RBK_DDP_PACKET_BYTES || is_packet_at(map, RBK_DDP_PACKET_BYTES);
    bool shorter = map->size == RBK_DDP_OLD_BYTES || is_packet_at(map, RBK_DDP_OLD_BYTES);
    return ddp->old && shorter && (!usual || map->size % RBK_DDP_OLD_BYTES == 0) ? RBK_DDP_OLD_BYTES
                                                                                 : RBK_DDP_PACKET_BYTES;
}

static rbk_status read_packets(rbk_ddp *ddp, const rbk_bytes *map)
{
    size_t size = packet_bytes(ddp, map);
    rbk_status status = RBK_OK;
    for (size_t at = 0; at < map->size && status == RBK_OK; at += size) {
        uint8_t packet[RBK_DDP_PACKET_BYTES];
        size_t have = map->size - at < size ? map->size - at : size;
        if (have < RBK_DDP_OLD_BYTES) /* not as much as a packet needs */
            return rbk_ddp_report(ddp, RBK_RULE_DDP_TABLE, RBK_DDP_MAP_NAME, 0,
                                  "the last packet is cut: expected packets of %zu bytes, %zu are left over", size,
                                  have);
        memset(packet, ' ', sizeof packet);
        memcpy(packet, map->data + at, have);
        const packet_reader reader = {ddp, packet, at / size + 1};
        status = read_packet(&reader);
        if (status == RBK_OK && have < size)
            status = rbk_ddp_report(ddp, RBK_RULE_DDP_TABLE, RBK_DDP_MAP_NAME, 0,
                                    "packet %zu is cut: expected %zu bytes, found %zu", reader.number, size, have);
    }
    return status;
}

rbk_status rbk_ddp_read_map(rbk_ddp *ddp)
{
    rbk_bytes map;
    rbk_status status = rbk_ddp_read_file(ddp, RBK_DDP_MAP_NAME, MAP_BYTES_MAX, &map);
    if (status != RBK_OK)
        return status;
    status = read_packets(ddp, &map);
    rbk_bytes_release(&map);
    if (status == RBK_OK && ddp->stream_count == 0)
        status = rbk_ddp_fail(ddp, RBK_SYNTAX, RBK_DDP_MAP_NAME, "expected a stream of the program (D0), found none");
    if (status == RBK_OK && !ddp->pq_file[0])
        status =
            rbk_ddp_fail(ddp, RBK_SYNTAX, RBK_DDP_MAP_NAME, "expected a PQ descriptor (S0, 'PQ DESCR'), found none");
    return status;
}
