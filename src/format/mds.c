/*
 * Readers disagree on whether pregaps are in the .mdf and what a track's place there means: its index 01 or its pregap.
 * The distances between the tracks, the size of the files and the headers of data sectors decide. No original image was
 * at hand; the layout is what three free readers agree on.
 */
#include "format/mds.h"

#include "base/ascii.h"
#include "base/fail.h"
#include "base/path.h"
#include "format/encoding.h"
#include "format/stored.h"
#include "format/wide.h"

#include <redbook/subchannel.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define ADR_OTHER     5 /* of the lead-in, without points that are tracks */
#define HEAD_BYTES    88
#define SESSION_BYTES 24
#define TRACK_BYTES   80
#define LENGTHS_BYTES 8
#define FOOTER_BYTES  16
#define NAME_BYTES    1024 /* the longest name, in its encoding */
#define FILES_MAX     99
#define SESSIONS_MAX  99
#define MEDIUM_CD_MAX 2 /* CD-ROM, CD-R, CD-RW */
#define POINT_MAX     99
/* Bits of the low three of a mode: mode 2, formless or of either form. */
#define ANY_MODE_2 (1u << 0 | 1u << 3 | 1u << 4 | 1u << 5 | 1u << 7)

static const char magic[] = "MEDIA DESCRIPTOR";

/* What of a track decides about pregaps. */
typedef struct mds_track {
    int64_t offset_bytes;
    int64_t pregap_sectors;
    int64_t length_sectors;
    int64_t lba; /* of index 01 */
    uint32_t footer;
    uint32_t files;
} mds_track;

typedef struct reader {
    rbk_input *input;
    const rbk_format_siblings *siblings;
    const rbk_format_options *options;
    rbk_error *error;
    rbk_stored *stored;
    rbk_disc *disc;
    mds_track tracks[RBK_TRACKS_MAX]; /* next to those of stored */
    rbk_input payload[FILES_MAX];
    size_t payload_count; /* of the open ones */
    int64_t payload_bytes;
} reader;

static rbk_status read_bytes(const reader *r, int64_t place, void *bytes, size_t size)
{
    if (rbk_input_read(r->input, place, bytes, size) == (int64_t)size)
        return RBK_OK;
    if (r->input->system_error)
        return rbk_input_fail(r->input, r->error);
    return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                           "byte %" PRId64 ": expected %zu bytes, the file ends before", place, size);
}

/* ------------------------------------------------------------------ names of files */

/* The bytes of a name, without its zero; size is that of a unit. */
static rbk_status read_name_bytes(const reader *r, uint32_t place, size_t unit, uint8_t *bytes, size_t *size)
{
    int64_t have = rbk_input_read(r->input, place, bytes, NAME_BYTES);
    if (have < 0)
        return rbk_input_fail(r->input, r->error);
    for (*size = 0; *size + unit <= (size_t)have; *size += unit)
        if (bytes[*size] == 0 && (unit == 1 || bytes[*size + 1] == 0))
            return RBK_OK;
    return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                           "byte %u: expected a file name of at most %d bytes, found no end of it", (unsigned)place,
                           NAME_BYTES);
}

static rbk_status narrow_name(const reader *r, const uint8_t *bytes, size_t size, char **name)
{
    rbk_descriptor_encoding encoding;
    bool departs, bad;
    rbk_status status = rbk_encoding_init(bytes, size, r->options, &encoding, r->error);
    if (status != RBK_OK)
        return status;
    status = rbk_encoding_decode(&encoding, (const char *)bytes, size, name, &departs, &bad, r->error);
    rbk_encoding_release(&encoding);
    return status;
}

static rbk_status wide_name(const reader *r, const uint8_t *bytes, size_t size, char **name)
{
    const rbk_wide wide = {.unit_bytes = 2};
    rbk_bytes utf8 = {NULL, 0};
    rbk_status status = rbk_wide_to_utf8(&wide, bytes, size, &utf8, NULL, r->error);
    if (status != RBK_OK)
        return status;
    *name = malloc(utf8.size + 1);
    if (*name) {
        memcpy(*name, utf8.data, utf8.size);
        (*name)[utf8.size] = 0;
    }
    rbk_bytes_release(&utf8);
    return *name ? RBK_OK : rbk_fail_memory(r->error);
}

/* "*.mdf" is the descriptor's own name with that ending. */
static rbk_status expand_name(const reader *r, char **name)
{
    const char *own = rbk_path_base(r->stored->name);
    if ((*name)[0] != '*' || (*name)[1] != '.')
        return RBK_OK;
    char *expanded = rbk_path_name_with(*own ? own : "image", *name + 1);
    free(*name);
    *name = expanded;
    return expanded ? RBK_OK : rbk_fail_memory(r->error);
}

/* The name in a footer, freed by the caller. */
static rbk_status read_name(const reader *r, int64_t footer, char **name)
{
    uint8_t head[FOOTER_BYTES], bytes[NAME_BYTES];
    size_t size = 0;
    *name = NULL;
    rbk_status status = read_bytes(r, footer, head, sizeof head);
    bool wide = rbk_le32(head + 4) == 1;
    if (status == RBK_OK)
        status = read_name_bytes(r, rbk_le32(head), wide ? 2 : 1, bytes, &size);
    if (status == RBK_OK && size == 0)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX, "byte %" PRId64 ": expected a file name, found none",
                               footer);
    if (status == RBK_OK)
        status = wide ? wide_name(r, bytes, size, name) : narrow_name(r, bytes, size, name);
    return status == RBK_OK ? expand_name(r, name) : status;
}

static rbk_status open_payload(reader *r, const char *name)
{
    rbk_input *input = &r->payload[r->payload_count];
    rbk_status status = rbk_format_sibling_open(r->siblings, name, input, r->error);
    if (status != RBK_OK) {
        rbk_input_close(input);
        return status;
    }
    r->payload_count++;
    r->payload_bytes += input->size;
    return rbk_stored_add_file(r->stored, name, input->size, r->error);
}

/* All tracks are in the same files, those that the first one names. */
static rbk_status open_files(reader *r)
{
    const mds_track *first = &r->tracks[0];
    rbk_status status = RBK_OK;
    if (first->files < 1 || first->files > FILES_MAX)
        return rbk_stored_fail(r->stored, 1, r->error, RBK_SYNTAX, "expected 1 to %d files, found %u", FILES_MAX,
                               (unsigned)first->files);
    for (uint32_t i = 0; i < first->files && status == RBK_OK; i++) {
        char *name = NULL;
        status = read_name(r, first->footer + (int64_t)i * FOOTER_BYTES, &name);
        if (status == RBK_OK)
            status = open_payload(r, name);
        free(name);
    }
    return status;
}

/* That a later track names the same file, which for the program that writes such lists has any letter case. */
static rbk_status check_files(const reader *r, size_t t)
{
    char *name = NULL;
    const mds_track *track = &r->tracks[t];
    if (track->footer == r->tracks[0].footer && track->files == r->tracks[0].files)
        return RBK_OK;
    rbk_status status = read_name(r, track->footer, &name);
    if (status == RBK_OK && (!rbk_ascii_same(name, r->stored->files[0].path) || track->files != r->tracks[0].files))
        status = rbk_stored_fail(r->stored, r->stored->tracks[t].number, r->error, RBK_UNSUPPORTED,
                                 "track %u is in '%.200s', the tracks before it are not: not supported",
                                 (unsigned)r->stored->tracks[t].number, name);
    free(name);
    return status;
}

/* ------------------------------------------------------------------ tracks */

/* The size of a sector without subchannel, as one mode or another has it; RBK_MODES: none. */
static rbk_track_mode mode_of(unsigned mode, uint32_t sector_bytes)
{
    static const struct {
        uint8_t low; /* what of the mode counts, a bit for each */
        uint32_t sector_bytes;
        rbk_track_mode means;
    } rows[] = {
        {1u << 1, 2352, RBK_MODE_AUDIO},         {1u << 2, 2352, RBK_MODE_MODE1_2352},
        {1u << 2, 2048, RBK_MODE_MODE1_2048},    {ANY_MODE_2, 2352, RBK_MODE_MODE2_2352},
        {1u << 4, 2048, RBK_MODE_MODE2_2048},    {1u << 5, 2324, RBK_MODE_MODE2_2324},
        {ANY_MODE_2, 2336, RBK_MODE_MODE2_2336},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].low >> (mode & 7u) & 1u && rows[i].sector_bytes == sector_bytes)
            return rows[i].means;
    return RBK_MODES;
}

static rbk_status take_mode(const reader *r, const uint8_t *block, rbk_stored_track *track)
{
    if (block[1] != 0 && block[1] != 8)
        return rbk_stored_fail(r->stored, track->number, r->error, RBK_UNSUPPORTED,
                               "byte %" PRId64 ": the subchannel of track %u is of kind %u, which is not known",
                               track->place, (unsigned)track->number, (unsigned)block[1]);
    track->subchannel_bytes = block[1] ? RBK_SUBCHANNEL_BYTES : 0;
    track->stride_bytes = rbk_le16(block + 16);
    track->mode = track->stride_bytes < track->subchannel_bytes
                      ? RBK_MODES
                      : mode_of(block[0], track->stride_bytes - track->subchannel_bytes);
    if (track->mode != RBK_MODES)
        return RBK_OK;
    return rbk_stored_fail(r->stored, track->number, r->error, RBK_UNSUPPORTED,
                           "byte %" PRId64 ": mode %02X of track %u in sectors of %u bytes%s is not known",
                           track->place, block[0], (unsigned)track->number, (unsigned)track->stride_bytes,
                           block[1] ? " with subchannel" : "");
}

/* Pregap and length are in a block of their own. */
static rbk_status take_lengths(const reader *r, const uint8_t *block, const rbk_stored_track *track, mds_track *about)
{
    uint8_t lengths[LENGTHS_BYTES];
    uint32_t place = rbk_le32(block + 12);
    if (place == 0)
        return rbk_stored_fail(r->stored, track->number, r->error, RBK_SYNTAX,
                               "byte %" PRId64 ": expected the place of the lengths of track %u, found 0",
                               track->place + 12, (unsigned)track->number);
    rbk_status status = read_bytes(r, place, lengths, sizeof lengths);
    about->pregap_sectors = rbk_le32(lengths);
    about->length_sectors = rbk_le32(lengths + 4);
    return status;
}

static rbk_status read_track(reader *r, const uint8_t *block, uint32_t session, int64_t place)
{
    mds_track *about = &r->tracks[r->stored->track_count];
    rbk_stored_track *track = rbk_stored_add_track(r->stored);
    if (!track)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX, "byte %" PRId64 ": expected at most 99 tracks",
                               place);
    track->number = block[4];
    track->session = session;
    track->place = place;
    track->has_control = true;
    track->is_data = block[2] & RBK_Q_DATA;
    track->flags = block[2] & (RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL);
    rbk_status status = take_mode(r, block, track);
    if (status == RBK_OK)
        status = take_lengths(r, block, track, about);
    if (status != RBK_OK)
        return status;
    uint64_t offset = rbk_le64(block + 40);
    about->lba = (int32_t)rbk_le32(block + 36);
    about->offset_bytes = (int64_t)offset;
    about->files = rbk_le32(block + 48);
    about->footer = rbk_le32(block + 52);
    if (offset > INT64_MAX / 2)
        return rbk_stored_fail(r->stored, track->number, r->error, RBK_SYNTAX,
                               "byte %" PRId64 ": track %u is at byte %" PRIu64 " of its file, past any", place + 40,
                               (unsigned)track->number, offset);
    return RBK_OK;
}

static rbk_status read_session(reader *r, int64_t place, uint32_t session)
{
    uint8_t head[SESSION_BYTES], block[TRACK_BYTES];
    rbk_status status = read_bytes(r, place, head, sizeof head);
    int64_t blocks = rbk_le32(head + 20);
    for (unsigned i = 0; status == RBK_OK && i < head[10]; i++) {
        int64_t at = blocks + (int64_t)i * TRACK_BYTES;
        status = read_bytes(r, at, block, sizeof block);
        const bool other_adr = block[2] >> 4 == ADR_OTHER;                            /* intervals to skip, for one */
        if (status == RBK_OK && !other_adr && block[4] >= 1 && block[4] <= POINT_MAX) /* others are of the lead-in */
            status = read_track(r, block, session, at);
    }
    return status;
}

static rbk_status read_sessions(reader *r)
{
    uint8_t head[HEAD_BYTES];
    rbk_status status = read_bytes(r, 0, head, sizeof head);
    if (status != RBK_OK)
        return status;
    if (head[16] != 1)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_UNSUPPORTED,
                               "byte 16: expected version 1, found version %u%s", (unsigned)head[16],
                               head[16] == 2 ? ", which is encrypted" : "");
    if (rbk_le16(head + 18) > MEDIUM_CD_MAX)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_UNSUPPORTED,
                               "byte 18: it is an image of a DVD or another medium than a CD (%02X)",
                               (unsigned)rbk_le16(head + 18));
    uint32_t sessions = rbk_le16(head + 20);
    if (sessions < 1 || sessions > SESSIONS_MAX)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX, "byte 20: expected 1 to %d sessions, found %u",
                               SESSIONS_MAX, (unsigned)sessions);
    for (uint32_t s = 0; s < sessions && status == RBK_OK; s++)
        status = read_session(r, rbk_le32(head + 80) + (int64_t)s * SESSION_BYTES, s);
    if (status == RBK_OK && rbk_le32(head + 84) != 0 &&
        rbk_stored_report(r->stored, RBK_NOTE, "mds.timing", 0, "its timing of the disc's surface (DPM) is not read"))
        status = rbk_fail_memory(r->error);
    return status;
}

/* ------------------------------------------------------------------ pregaps */

/* Where a track would begin if the one before ended there and nothing were between. */
static int64_t end_before(const reader *r, size_t t, bool at_pregap)
{
    const mds_track *before = &r->tracks[t - 1];
    int64_t sectors = before->length_sectors + (at_pregap && t > 1 ? before->pregap_sectors : 0);
    return before->offset_bytes + sectors * r->stored->tracks[t - 1].stride_bytes;
}

/* How many sectors of the pregap are between the track before and this one's place; -1: it is no such number. */
static int64_t sectors_between(const reader *r, size_t t)
{
    int64_t bytes = r->tracks[t].offset_bytes - (t > 0 ? end_before(r, t, false) : 0);
    int64_t stride = r->stored->tracks[t].stride_bytes;
    return bytes >= 0 && bytes % stride == 0 && bytes / stride <= r->tracks[t].pregap_sectors ? bytes / stride : -1;
}

/* The distances are those of places that mean index 01, or (second) the pregap of all tracks but the first. */
static bool distances_fit(const reader *r, bool at_pregap)
{
    for (size_t t = 1; t < r->stored->track_count; t++) {
        int64_t between = sectors_between(r, t);
        if (at_pregap ? r->tracks[t].offset_bytes != end_before(r, t, true)
                      : between != 0 && between != r->tracks[t].pregap_sectors)
            return false;
    }
    return true;
}

/* By how many bytes the payload is longer or shorter than it would be. */
static int64_t size_differs(const reader *r, bool at_pregap)
{
    const int64_t bytes = r->payload_bytes - end_before(r, r->stored->track_count, at_pregap);
    return bytes < 0 ? -bytes : bytes;
}

static bool header_at(reader *r, int64_t place, int64_t *lba)
{
    for (size_t f = 0; f < r->payload_count; f++) {
        if (place < r->payload[f].size)
            return rbk_stored_header_lba(&r->payload[f], place, lba);
        place -= r->payload[f].size;
    }
    return false;
}

/* What the header of a data track's first sector says: 1 its place means index 01, 2 the pregap, 0 nothing. */
static int by_headers(reader *r)
{
    for (size_t t = 1; t < r->stored->track_count; t++) {
        const mds_track *about = &r->tracks[t];
        int64_t lba;
        if (rbk_track_mode_is_audio(r->stored->tracks[t].mode) || about->pregap_sectors == 0 ||
            !header_at(r, about->offset_bytes, &lba))
            continue;
        if (lba == about->lba)
            return 1;
        if (lba == about->lba - about->pregap_sectors)
            return 2;
    }
    return 0;
}

static bool has_pregaps(const reader *r)
{
    for (size_t t = 1; t < r->stored->track_count; t++)
        if (r->tracks[t].pregap_sectors > 0)
            return true;
    return false;
}

static rbk_status report_pregaps(const reader *r, bool at_pregap, bool fits, bool sized, int header)
{
    int64_t stored = 0, all = 0;
    for (size_t t = 1; t < r->stored->track_count; t++) {
        all += r->tracks[t].pregap_sectors;
        stored += r->stored->tracks[t].index_lba[1] - r->stored->tracks[t].stored_lba;
    }
    return rbk_stored_report(r->stored, fits && sized ? RBK_NOTE : RBK_WARNING, "mds.pregap", 0,
                             "%" PRId64 " of %" PRId64 " sector%s of pregaps %s in the payload, offsets point to %s"
                             "%s%s",
                             stored, all, RBK_PLURAL(all, "", "s"), RBK_PLURAL(all, "is", "are"),
                             at_pregap ? "pregaps" : "index 01", header ? ", by the header of a data sector" : "",
                             !fits    ? ": sizes and addresses do not agree with any way of storing them"
                             : !sized ? ": the addresses agree with two ways of storing them, the size with none, and "
                                        "this one is nearer"
                                      : "");
}

/* Addresses and places of a track, once it is known what its place means. */
static void place_track(reader *r, size_t t, bool at_pregap, bool fits)
{
    rbk_stored_track *track = &r->stored->tracks[t];
    const mds_track *about = &r->tracks[t];
    int64_t between = sectors_between(r, t);
    int64_t stored = at_pregap && t > 0 ? about->pregap_sectors : fits && between > 0 ? between : 0;
    track->index_lba[1] = about->lba;
    track->index_count = 1;
    track->end_lba = about->lba + about->length_sectors;
    track->start_lba = about->lba - about->pregap_sectors;
    track->stored_lba = about->lba - stored;
    track->offset_bytes = about->offset_bytes - (at_pregap && t > 0 ? 0 : stored * (int64_t)track->stride_bytes);
}

/* Where the distances are those of both ways, the size of the payload decides; it may be that of none. */
static rbk_status place_tracks(reader *r)
{
    int header = by_headers(r);
    const bool fits_one = distances_fit(r, false), fits_pregap = distances_fit(r, true);
    const int64_t one = size_differs(r, false), pregap = size_differs(r, true);
    const bool both = header == 0 && fits_one && fits_pregap;
    const bool at_pregap = both ? pregap < one : header == 2 || (header == 0 && fits_pregap);
    const bool fits = at_pregap ? fits_pregap : fits_one, sized = !both || one == 0 || pregap == 0;
    for (size_t t = 0; t < r->stored->track_count; t++)
        place_track(r, t, at_pregap, fits || t == 0);
    if (has_pregaps(r) && report_pregaps(r, at_pregap, fits, sized, header) != RBK_OK)
        return rbk_fail_memory(r->error);
    return RBK_OK;
}

/* ------------------------------------------------------------------ all of it */

static rbk_status read_disc(reader *r)
{
    rbk_status status = read_sessions(r);
    if (status == RBK_OK && r->stored->track_count == 0)
        status = rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX, "expected at least one track, found none");
    if (status == RBK_OK)
        status = open_files(r);
    for (size_t t = 1; t < r->stored->track_count && status == RBK_OK; t++)
        status = check_files(r, t);
    if (status == RBK_OK)
        status = place_tracks(r);
    return status == RBK_OK ? rbk_stored_to_disc(r->stored, r->disc, r->error) : status;
}

static rbk_status read_mds(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                           const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    reader *r = calloc(1, sizeof *r);
    if (!r)
        return rbk_fail_memory(error);
    r->input = input;
    r->siblings = siblings;
    r->options = options;
    r->error = error;
    r->stored = rbk_stored_new(name, findings);
    r->disc = rbk_disc_new();
    rbk_status status = r->stored && r->disc ? read_disc(r) : rbk_fail_memory(error);
    if (status == RBK_OK) {
        *disc = r->disc;
        r->disc = NULL;
    }
    for (size_t f = 0; f < r->payload_count; f++)
        rbk_input_close(&r->payload[f]);
    rbk_stored_free(r->stored);
    rbk_disc_free(r->disc);
    free(r);
    return status;
}

static int probe_mds(rbk_input *input)
{
    char bytes[sizeof magic]; /* and the version */
    return rbk_input_read(input, 0, bytes, sizeof bytes) == (int64_t)sizeof bytes &&
                   memcmp(bytes, magic, sizeof bytes - 1) == 0 &&
                   (bytes[sizeof bytes - 1] == 1 || bytes[sizeof bytes - 1] == 2)
               ? 100
               : 0;
}

const rbk_format_row rbk_mds_format = {{"mds", "mds", "MDS list of an MDF image"}, probe_mds, read_mds, NULL};
