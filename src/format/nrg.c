/*
 * The layout is what free readers agree on; images that test it were made from that knowledge and opened by them, no
 * original file was at hand for version 1 and for track at once.
 */
#include "format/nrg.h"

#include "base/fail.h"
#include "base/path.h"
#include "format/stored.h"

#include <redbook/subchannel.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define FOOTER_BYTES   12 /* of version 2; the last 8 are those of version 1 */
#define HEAD_BYTES     8  /* of a chunk: its name, its size */
#define CHUNKS_MAX     1024
#define CUE_BYTES      8
#define CUE_MAX        ((size_t)RBK_TRACKS_MAX * (RBK_INDEX_MAX + 1) + 2)
#define DAO_HEAD_BYTES 22
#define DAO_BYTES      42
#define DAO_1_BYTES    30
#define TAO_BYTES      32
#define TAO_1_BYTES    20
#define LEAD_OUT       0xAA /* as a track of the list of addresses */
#define MEDIUM_CD      (0x1u | 0x400u)

typedef struct chunk {
    char id[5];
    int64_t place; /* of its payload */
    uint32_t bytes;
} chunk;

typedef struct reader {
    rbk_input *input;
    rbk_error *error;
    rbk_stored *stored;
    rbk_disc *disc;
    bool wide;     /* version 2 */
    int64_t begin; /* of the chunks; before it are the sectors */
    chunk *chunks;
    size_t chunk_count;
    size_t cue_count; /* address lists that sessions have used */
    uint32_t sessions;
    bool at_pregap; /* addresses of tracks at once are those of their pregaps */
} reader;

static const struct mode_row {
    uint8_t mode;
    rbk_track_mode means;
    uint32_t sector_bytes;
    uint32_t subchannel_bytes;
} mode_rows[] = {
    {0x00, RBK_MODE_MODE1_2048, 2048, 0},  {0x02, RBK_MODE_MODE2_2048, 2048, 0}, {0x03, RBK_MODE_MODE2_2336, 2336, 0},
    {0x05, RBK_MODE_MODE1_2352, 2352, 0},  {0x06, RBK_MODE_MODE2_2352, 2352, 0}, {0x07, RBK_MODE_AUDIO, 2352, 0},
    {0x0F, RBK_MODE_MODE1_2352, 2448, 96}, {0x10, RBK_MODE_AUDIO, 2448, 96},     {0x11, RBK_MODE_MODE2_2352, 2448, 96},
};

static rbk_status no_memory(const reader *r)
{
    return rbk_fail_memory(r->error);
}

/* ------------------------------------------------------------------ bytes */

static rbk_status read_bytes(const reader *r, int64_t place, void *bytes, size_t size)
{
    if (rbk_input_read(r->input, place, bytes, size) == (int64_t)size)
        return RBK_OK;
    if (r->input->system_error)
        return rbk_input_fail(r->input, r->error);
    return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                           "byte %" PRId64 ": expected %zu bytes, the file ends before", place, size);
}

/* The payload of a chunk, of at most so many bytes, on the heap. */
static rbk_status load(const reader *r, const chunk *c, size_t most, uint8_t **bytes)
{
    *bytes = NULL;
    if (c->bytes > most)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                               "byte %" PRId64 ": expected a chunk %s of at most %zu bytes, found %u",
                               c->place - HEAD_BYTES, c->id, most, (unsigned)c->bytes);
    uint8_t *made = malloc(c->bytes + 1u);
    if (!made)
        return no_memory(r);
    rbk_status status = read_bytes(r, c->place, made, c->bytes);
    if (status == RBK_OK)
        *bytes = made;
    else
        free(made);
    return status;
}

/* ------------------------------------------------------------------ chunks */

/* Where the chunks begin, by what the file ends with; false: it is no image of Nero. */
static bool find_chunks(rbk_input *input, bool *wide, int64_t *begin)
{
    uint8_t end[FOOTER_BYTES];
    int64_t at = input->size - FOOTER_BYTES;
    if (at < 0 || rbk_input_read(input, at, end, sizeof end) != (int64_t)sizeof end)
        return false;
    *wide = memcmp(end, "NER5", 4) == 0;
    if (!*wide && memcmp(end + 4, "NERO", 4) != 0)
        return false;
    uint64_t found = *wide ? rbk_be64(end + 4) : rbk_be32(end + 8);
    if (found > (uint64_t)at)
        return false;
    *begin = (int64_t)found;
    return true;
}

static rbk_status add_chunk(reader *r, const chunk *c)
{
    if (r->chunk_count == CHUNKS_MAX)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX, "byte %" PRId64 ": expected at most %d chunks",
                               c->place - HEAD_BYTES, CHUNKS_MAX);
    r->chunks[r->chunk_count++] = *c;
    return RBK_OK;
}

static rbk_status list_chunks(reader *r)
{
    int64_t end = r->input->size - (r->wide ? FOOTER_BYTES : FOOTER_BYTES - 4);
    rbk_status status = RBK_OK;
    r->chunks = calloc(CHUNKS_MAX, sizeof *r->chunks);
    if (!r->chunks)
        return no_memory(r);
    for (int64_t at = r->begin; status == RBK_OK;) {
        uint8_t head[HEAD_BYTES];
        chunk c = {.place = at + HEAD_BYTES};
        if (end - at < HEAD_BYTES)
            return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                                   "byte %" PRId64 ": expected a chunk or END!, found the end of the list", at);
        status = read_bytes(r, at, head, sizeof head);
        if (status != RBK_OK)
            break;
        for (int i = 0; i < 4; i++) /* as messages show it */
            c.id[i] = head[i] > ' ' && head[i] < 0x7F ? (char)head[i] : '?';
        c.bytes = rbk_be32(head + 4);
        if (strcmp(c.id, "END!") == 0)
            return RBK_OK;
        if (c.bytes > end - c.place)
            return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                                   "byte %" PRId64 ": the chunk %s has %u byte%s, %" PRId64 " are left", at, c.id,
                                   (unsigned)c.bytes, RBK_PLURAL(c.bytes, "", "s"), end - c.place);
        status = add_chunk(r, &c);
        at = c.place + c.bytes;
    }
    return status;
}

static bool is(const chunk *c, const char *version_2, const char *version_1)
{
    return strcmp(c->id, version_2) == 0 || strcmp(c->id, version_1) == 0;
}

/* The n-th list of addresses, or NULL. */
static const chunk *cue_at(const reader *r, size_t n)
{
    for (size_t i = 0; i < r->chunk_count; i++)
        if (is(&r->chunks[i], "CUEX", "CUES") && n-- == 0)
            return &r->chunks[i];
    return NULL;
}

/* ------------------------------------------------------------------ what every track says */

/* The mode, with the size of its sectors; which may be said next to it (0: it is not). */
static rbk_status take_mode(const reader *r, rbk_stored_track *track, uint8_t mode, uint32_t said_bytes)
{
    for (size_t i = 0; i < sizeof mode_rows / sizeof mode_rows[0]; i++) {
        const struct mode_row *row = &mode_rows[i];
        if (row->mode != mode)
            continue;
        track->mode = row->means;
        track->stride_bytes = row->sector_bytes;
        track->subchannel_bytes = row->subchannel_bytes;
        if (said_bytes == 0 || said_bytes == row->sector_bytes)
            return RBK_OK;
        return rbk_stored_fail(r->stored, track->number, r->error, RBK_UNSUPPORTED,
                               "byte %" PRId64 ": mode %02X has sectors of %u bytes, the list says %u", track->place,
                               mode, (unsigned)row->sector_bytes, (unsigned)said_bytes);
    }
    return rbk_stored_fail(r->stored, track->number, r->error, RBK_UNSUPPORTED,
                           "byte %" PRId64 ": mode %02X of track %u is not known", track->place, mode,
                           (unsigned)track->number);
}

/* The sectors between two places of the payload. */
static rbk_status count_sectors(const reader *r, const rbk_stored_track *track, uint64_t from, uint64_t to,
                                int64_t *sectors)
{
    if (from > to || to > (uint64_t)r->begin)
        return rbk_stored_fail(r->stored, track->number, r->error, RBK_SYNTAX,
                               "byte %" PRId64 ": track %u is from byte %" PRIu64 " to %" PRIu64
                               ", the sectors end at byte %" PRId64,
                               track->place, (unsigned)track->number, from, to, r->begin);
    if ((to - from) % track->stride_bytes != 0)
        return rbk_stored_fail(
            r->stored, track->number, r->error, RBK_SYNTAX,
            "byte %" PRId64 ": expected whole sectors of %u bytes in track %u, found %" PRIu64 " byte%s", track->place,
            (unsigned)track->stride_bytes, (unsigned)track->number, to - from, RBK_PLURAL(to - from, "", "s"));
    *sectors = (int64_t)((to - from) / track->stride_bytes);
    return RBK_OK;
}

static rbk_status new_track(const reader *r, uint32_t number, int64_t place, rbk_stored_track **track)
{
    *track = rbk_stored_add_track(r->stored);
    if (!*track || number < 1 || number > RBK_TRACKS_MAX)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                               "byte %" PRId64 ": expected a track from 1 to 99, found %u", place, (unsigned)number);
    (*track)->number = number;
    (*track)->session = r->sessions;
    (*track)->place = place;
    return RBK_OK;
}

/* ------------------------------------------------------------------ disc at once */

typedef struct cue {
    const uint8_t *bytes;
    size_t count;
    int64_t place;
    bool wide;
} cue;

static int bcd(uint8_t byte)
{
    return (byte & 15) < 10 && byte >> 4 < 10 ? (byte >> 4) * 10 + (byte & 15) : -1;
}

static int64_t cue_lba(const cue *list, size_t i)
{
    const uint8_t *entry = list->bytes + i * CUE_BYTES;
    if (list->wide)
        return (int32_t)rbk_be32(entry + 4);
    return ((int64_t)entry[5] * 60 + entry[6]) * RBK_SECTORS_PER_SECOND + entry[7] - RBK_PREGAP_SECTORS;
}

/* The entry of an index of a track; count where there is none. */
static size_t cue_find(const cue *list, uint32_t track, uint32_t index)
{
    size_t i = 0;
    while (i < list->count &&
           (bcd(list->bytes[i * CUE_BYTES + 1]) != (int)track || bcd(list->bytes[i * CUE_BYTES + 2]) != (int)index))
        i++;
    return i;
}

/* Flags and addresses, once the track's sizes are known: sectors of its pregap, of all the rest. */
static rbk_status take_addresses(const reader *r, const cue *list, rbk_stored_track *track, int64_t pregap,
                                 int64_t sectors)
{
    size_t one = cue_find(list, track->number, 1), zero = cue_find(list, track->number, 0);
    if (one == list->count)
        return rbk_stored_fail(r->stored, track->number, r->error, RBK_SYNTAX,
                               "byte %" PRId64 ": expected index 01 of track %u in this list, found none",
                               list->place - HEAD_BYTES, (unsigned)track->number);
    for (uint32_t i = 1; i <= RBK_INDEX_MAX; i++) {
        size_t at = cue_find(list, track->number, i);
        if (at == list->count)
            break;
        track->index_lba[i] = cue_lba(list, at);
        track->index_count = i;
    }
    track->flags =
        list->bytes[one * CUE_BYTES] >> 4 & (RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL);
    track->has_control = true;
    track->is_data = list->bytes[one * CUE_BYTES] >> 4 & RBK_Q_DATA;
    track->stored_lba = track->index_lba[1] - pregap;
    track->end_lba = track->index_lba[1] + sectors;
    track->start_lba = track->stored_lba;
    if (zero == list->count || cue_lba(list, zero) == track->stored_lba)
        return RBK_OK;
    if (cue_lba(list, zero) < track->stored_lba && cue_lba(list, zero) >= -RBK_PREGAP_SECTORS)
        track->start_lba = cue_lba(list, zero);
    if (rbk_stored_report(r->stored, RBK_WARNING, "nrg.pregap", track->number,
                          "the pregap of track %u starts at lba %" PRId64 ", %" PRId64 " sector%s of it %s stored",
                          (unsigned)track->number, cue_lba(list, zero), pregap, RBK_PLURAL(pregap, "", "s"),
                          RBK_PLURAL(pregap, "is", "are")) != RBK_OK)
        return no_memory(r);
    return RBK_OK;
}

/* The list has the lead-out, too: where the tracks of its session end is known twice. */
static rbk_status compare_lead_out(const reader *r, const cue *list)
{
    const rbk_stored_track *last = &r->stored->tracks[r->stored->track_count - 1];
    size_t i = 0;
    while (i < list->count && list->bytes[i * CUE_BYTES + 1] != LEAD_OUT)
        i++;
    if (i == list->count || cue_lba(list, i) == last->end_lba)
        return RBK_OK;
    if (rbk_stored_report(r->stored, RBK_WARNING, "nrg.lead-out", last->number,
                          "track %u, the last of its session, ends at lba %" PRId64
                          ", which is used; the list of addresses has its lead-out at lba %" PRId64,
                          (unsigned)last->number, last->end_lba, cue_lba(list, i)) != RBK_OK)
        return no_memory(r);
    return RBK_OK;
}

static rbk_status read_dao_track(const reader *r, const uint8_t *entry, uint32_t number, int64_t place, const cue *list)
{
    rbk_stored_track *track;
    int64_t pregap = 0, sectors = 0;
    const uint8_t *places = entry + 18;
    uint64_t from = r->wide ? rbk_be64(places) : rbk_be32(places);
    uint64_t one = r->wide ? rbk_be64(places + 8) : rbk_be32(places + 4);
    uint64_t end = r->wide ? rbk_be64(places + 16) : rbk_be32(places + 8);
    rbk_status status = new_track(r, number, place, &track);
    if (status == RBK_OK)
        status = take_mode(r, track, entry[14], rbk_be16(entry + 12));
    if (status == RBK_OK)
        status = count_sectors(r, track, from, one, &pregap);
    if (status == RBK_OK)
        status = count_sectors(r, track, one, end, &sectors);
    if (status == RBK_OK)
        status = rbk_stored_take_isrc(r->stored, entry, 12, track, r->error);
    if (status != RBK_OK)
        return status;
    track->offset_bytes = (int64_t)from;
    return take_addresses(r, list, track, pregap, sectors);
}

static rbk_status read_dao_tracks(reader *r, const chunk *c, const uint8_t *bytes, const cue *list)
{
    size_t track_bytes = r->wide ? DAO_BYTES : DAO_1_BYTES;
    uint32_t first = bytes[20], last = bytes[21];
    rbk_status status = rbk_stored_take_mcn(r->stored, bytes + 4, RBK_MCN_BYTES - 1, r->disc, r->error);
    if (first > last || DAO_HEAD_BYTES + (last - first + 1) * track_bytes > c->bytes)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                               "byte %" PRId64 ": the chunk %s has %u byte%s, which do not hold tracks %u to %u",
                               c->place - HEAD_BYTES, c->id, (unsigned)c->bytes, RBK_PLURAL(c->bytes, "", "s"),
                               (unsigned)first, (unsigned)last);
    for (uint32_t n = first; n <= last && status == RBK_OK; n++) {
        size_t at = DAO_HEAD_BYTES + (n - first) * track_bytes;
        status = read_dao_track(r, bytes + at, n, c->place + (int64_t)at, list);
    }
    return status == RBK_OK ? compare_lead_out(r, list) : status;
}

static rbk_status read_dao(reader *r, const chunk *c)
{
    uint8_t *bytes = NULL, *addresses = NULL;
    const chunk *next_to = cue_at(r, r->cue_count++);
    if (!next_to || next_to->bytes % CUE_BYTES != 0)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                               "byte %" PRId64
                               ": expected a list of addresses (CUEX or CUES) for this chunk %s, found %s",
                               c->place - HEAD_BYTES, c->id, next_to ? "one without whole entries" : "none");
    rbk_status status = load(r, c, DAO_HEAD_BYTES + RBK_TRACKS_MAX * DAO_BYTES, &bytes);
    if (status == RBK_OK && c->bytes < DAO_HEAD_BYTES)
        status = rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                                 "byte %" PRId64 ": expected %d bytes or more in the chunk %s, found %u",
                                 c->place - HEAD_BYTES, DAO_HEAD_BYTES, c->id, (unsigned)c->bytes);
    if (status == RBK_OK)
        status = load(r, next_to, CUE_MAX * CUE_BYTES, &addresses);
    if (status == RBK_OK) {
        const cue list = {addresses, next_to->bytes / CUE_BYTES, next_to->place, strcmp(next_to->id, "CUEX") == 0};
        status = read_dao_tracks(r, c, bytes, &list);
    }
    free(bytes);
    free(addresses);
    r->sessions++;
    return status;
}

/* ------------------------------------------------------------------ track at once */

/*
 * Index 01 by the list, whose address is that of index 01, or of the pregap; usual: where that would start. A first address
 * before lba 0 says that the list has pregaps, until a track is exactly at index 01 after the usual one.
 */
static int64_t tao_listed_lba(reader *r, const rbk_stored_track *track, int64_t lba, int64_t usual)
{
    const int64_t one = usual + RBK_PREGAP_SECTORS;
    if (track == r->stored->tracks) {
        r->at_pregap = lba < 0;
        return lba < 0 ? 0 : lba;
    }
    if (lba == one)
        r->at_pregap = false;
    if (lba == usual || lba == one)
        return one;
    if (track->session == track[-1].session && lba > usual && lba < one) // NOLINT: of the array
        return one;
    return r->at_pregap && lba > usual ? lba + RBK_PREGAP_SECTORS : lba;
}

/*
 * The address of index 01. The list is followed unless it contradicts itself; then the header of a sector of data, or
 * what is usual. least: before it a track would overlap the one before.
 */
static rbk_status tao_choose_lba(const reader *r, const rbk_stored_track *track, int64_t listed, int64_t usual,
                                 int64_t least, int64_t *lba, bool *by_header)
{
    int64_t named = listed;
    const bool raw = !rbk_track_mode_is_audio(track->mode) && track->stride_bytes >= RBK_SECTOR_BYTES;
    const bool known = raw && rbk_stored_header_lba(r->input, track->offset_bytes, &named);
    rbk_status status = RBK_OK;
    *by_header = known && named >= least && (named == listed || listed != usual + RBK_PREGAP_SECTORS);
    *lba = *by_header ? named : listed >= least ? listed : usual + RBK_PREGAP_SECTORS;
    if (!*by_header && listed < least)
        status = rbk_stored_report(r->stored, RBK_WARNING, "nrg.address", track->number,
                                   "the list says that track %u starts at lba %" PRId64
                                   ", before the end of the track before: it is treated as starting at lba %" PRId64,
                                   (unsigned)track->number, listed, *lba);
    else if (known && named != *lba)
        status = rbk_stored_report(r->stored, RBK_WARNING, "nrg.address", track->number,
                                   "the list says that track %u starts at lba %" PRId64
                                   ", which is used; its first sector says lba %" PRId64,
                                   (unsigned)track->number, *lba, named);
    return status == RBK_OK ? RBK_OK : no_memory(r);
}

/* The pregap of such a track is not stored. */
static rbk_status take_tao_address(reader *r, rbk_stored_track *track, int64_t lba, int64_t sectors)
{
    const rbk_stored_track *before = track == r->stored->tracks ? NULL : track - 1;
    const bool joined = before && track->session == before->session;
    const int64_t usual = rbk_stored_usual_start(r->stored, track), end = before ? before->end_lba : 0;
    const int64_t listed = tao_listed_lba(r, track, lba, usual);
    bool by_header;
    rbk_status status =
        tao_choose_lba(r, track, listed, usual, before && !joined ? end + RBK_PREGAP_SECTORS : end, &lba, &by_header);
    if (status != RBK_OK)
        return status;
    track->index_lba[1] = track->stored_lba = lba;
    track->index_count = 1;
    track->start_lba = joined ? end : lba - RBK_PREGAP_SECTORS;
    track->end_lba = lba + sectors;
    if (rbk_stored_report(r->stored, RBK_NOTE, "nrg.pregap", track->number,
                          "the pregap of track %u, %" PRId64
                          " sector%s, is not in the file: index 01 is at lba %" PRId64 "%s",
                          (unsigned)track->number, lba - track->start_lba, RBK_PLURAL(lba - track->start_lba, "", "s"),
                          lba, by_header ? ", by the header of its first sector" : "") != RBK_OK)
        return no_memory(r);
    return RBK_OK;
}

static rbk_status read_tao_track(reader *r, const uint8_t *entry, int64_t place)
{
    rbk_stored_track *track;
    int64_t sectors = 0;
    uint64_t offset = r->wide ? rbk_be64(entry) : rbk_be32(entry);
    uint64_t bytes = r->wide ? rbk_be64(entry + 8) : rbk_be32(entry + 4);
    uint32_t number = r->stored->track_count ? r->stored->tracks[r->stored->track_count - 1].number + 1 : 1;
    uint64_t end = offset + bytes < offset ? UINT64_MAX : offset + bytes;
    rbk_status status = new_track(r, number, place, &track);
    if (status == RBK_OK)
        status = take_mode(r, track, entry[r->wide ? 19 : 11], 0);
    if (status == RBK_OK)
        status = count_sectors(r, track, offset, end, &sectors);
    if (status != RBK_OK)
        return status;
    track->offset_bytes = (int64_t)offset;
    return take_tao_address(r, track, (int32_t)rbk_be32(entry + (r->wide ? 20 : 12)), sectors);
}

static rbk_status read_tao(reader *r, const chunk *c)
{
    uint8_t *bytes = NULL;
    uint32_t track_bytes = r->wide ? TAO_BYTES : TAO_1_BYTES;
    rbk_status status = load(r, c, (size_t)RBK_TRACKS_MAX * TAO_BYTES, &bytes);
    if (status == RBK_OK && (c->bytes == 0 || c->bytes % track_bytes != 0))
        status = rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                                 "byte %" PRId64 ": expected tracks of %u bytes in the chunk %s, found %u byte%s",
                                 c->place - HEAD_BYTES, (unsigned)track_bytes, c->id, (unsigned)c->bytes,
                                 RBK_PLURAL(c->bytes, "", "s"));
    for (uint32_t at = 0; status == RBK_OK && at < c->bytes; at += track_bytes)
        status = read_tao_track(r, bytes + at, c->place + at);
    free(bytes);
    r->sessions++;
    return status;
}

/* ------------------------------------------------------------------ the other chunks */

static rbk_status read_medium(const reader *r, const chunk *c)
{
    uint8_t bytes[4];
    if (c->bytes < sizeof bytes)
        return RBK_OK;
    rbk_status status = read_bytes(r, c->place, bytes, sizeof bytes);
    if (status == RBK_OK && !(rbk_be32(bytes) & MEDIUM_CD))
        return rbk_stored_fail(r->stored, 0, r->error, RBK_UNSUPPORTED,
                               "byte %" PRId64 ": it is an image of another medium than a CD (%08X)", c->place,
                               (unsigned)rbk_be32(bytes));
    return status;
}

static rbk_status read_packs(const reader *r, const chunk *c)
{
    uint8_t *packs = NULL;
    chunk first = *c;
    if (first.bytes > RBK_STORED_PACKS_BYTES)
        first.bytes = RBK_STORED_PACKS_BYTES;
    rbk_status status = load(r, &first, RBK_STORED_PACKS_BYTES, &packs);
    if (status == RBK_OK)
        status = rbk_stored_take_packs(r->stored, packs, c->bytes, r->disc, r->error);
    free(packs);
    return status;
}

/* The bytes before the list that no track has. */
static rbk_status report_rest(const reader *r)
{
    const int64_t rest = rbk_stored_unused_bytes(r->stored);
    if (rest > 0 && rbk_stored_report(r->stored, RBK_WARNING, "nrg.rest", 0,
                                      "%" PRId64 " byte%s before the list %s in no track, and not used", rest,
                                      RBK_PLURAL(rest, "", "s"), RBK_PLURAL(rest, "is", "are")) != RBK_OK)
        return no_memory(r);
    return RBK_OK;
}

static rbk_status read_chunk(reader *r, const chunk *c)
{
    if (is(c, "DAOX", "DAOI"))
        return read_dao(r, c);
    if (is(c, "ETN2", "ETNF"))
        return read_tao(r, c);
    return is(c, "MTYP", "MTYP") ? read_medium(r, c) : RBK_OK;
}

static rbk_status read_chunks(reader *r)
{
    const char *name = rbk_path_base(r->stored->name);
    rbk_status status = list_chunks(r);
    if (status == RBK_OK)
        status = rbk_stored_add_file(r->stored, *name ? name : "image", r->begin, r->error);
    for (size_t i = 0; i < r->chunk_count && status == RBK_OK; i++)
        status = read_chunk(r, &r->chunks[i]);
    if (status == RBK_OK)
        status = report_rest(r);
    if (status == RBK_OK)
        status = rbk_stored_to_disc(r->stored, r->disc, r->error);
    for (size_t i = 0; i < r->chunk_count && status == RBK_OK; i++) /* its texts are those of tracks */
        if (strcmp(r->chunks[i].id, "CDTX") == 0)
            status = read_packs(r, &r->chunks[i]);
    return status;
}

static rbk_status read_nrg(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                           const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    (void)siblings;
    (void)options; /* there is nothing but ASCII in it */
    reader r = {.input = input, .error = error, .stored = rbk_stored_new(name, findings), .disc = rbk_disc_new()};
    rbk_status status = r.stored && r.disc ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK && !find_chunks(input, &r.wide, &r.begin))
        status = rbk_stored_fail(r.stored, 0, error, RBK_SYNTAX, "expected NER5 or NERO at the end of the file");
    if (status == RBK_OK)
        status = read_chunks(&r);
    if (status == RBK_OK) {
        *disc = r.disc;
        r.disc = NULL;
    }
    free(r.chunks);
    rbk_stored_free(r.stored);
    rbk_disc_free(r.disc);
    return status;
}

/* By the end of the file, and a chunk that is known among those that can be followed from the place it names. */
static int probe_nrg(rbk_input *input)
{
    static const char *const known[] = {"CUEX", "CUES", "DAOX", "DAOI", "ETN2", "ETNF", "CDTX", "SINF", "MTYP", "END!"};
    bool wide;
    int64_t at;
    if (!find_chunks(input, &wide, &at))
        return 0;
    for (int chunks = 0; chunks < CHUNKS_MAX; chunks++) {
        uint8_t head[HEAD_BYTES];
        if (rbk_input_read(input, at, head, sizeof head) != (int64_t)sizeof head)
            return 0;
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
            if (memcmp(head, known[i], 4) == 0)
                return 100;
        for (int i = 0; i < 4; i++)
            if (head[i] <= ' ' || head[i] >= 0x7F)
                return 0;
        at += HEAD_BYTES + (int64_t)rbk_be32(head + 4);
    }
    return 0;
}

const rbk_format_row rbk_nrg_format = {{"nrg", "nrg", "NRG image of Nero"}, probe_nrg, read_nrg, NULL};
