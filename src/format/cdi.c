/*
 * The layout is what two free readers agree on. Some of its parts are there only where a newer program wrote them, which
 * shows in the bytes before. No original image was at hand.
 */
#include "format/cdi.h"

#include "base/fail.h"
#include "base/path.h"
#include "format/stored.h"

#include <redbook/subchannel.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define FOOTER_BYTES    8
#define VERSION_2       0x80000004u
#define VERSION_3       0x80000005u
#define VERSION_35      0x80000006u
#define LIST_BYTES_MAX  (4 << 20)
#define BEFORE_MARK     8 /* bytes of the list, in some versions */
#define BEFORE_MARK_MAX 16
#define MARK_BYTES      10
#define TEXTS           18 /* of a block of CD-TEXT */
#define SESSIONS_MAX    99
#define INDEXES_MAX     (RBK_INDEX_MAX + 1)
#define MEDIUM_DVD      0x38
#define Q_BYTES         16 /* after a sector: Q as a drive gives it */
#define FORM_4          0x80000000u

/* What a track's lengths say, until it is known whether pregaps are stored. */
typedef struct cdi_track {
    int64_t pregap_sectors;
    int64_t total_sectors; /* with the pregap */
    bool has_texts;
} cdi_track;

typedef struct reader {
    rbk_input *input;
    rbk_error *error;
    rbk_stored *stored;
    rbk_disc *disc;
    uint32_t version;
    int64_t begin; /* of the list in the file */
    uint8_t *list;
    size_t size;
    size_t at;                        /* in the list */
    bool form_4;                      /* the block that is read is one of the newest form */
    bool short_of;                    /* the list ended before what was read */
    cdi_track tracks[RBK_TRACKS_MAX]; /* next to those of stored */
} reader;

/* Twice the same. */
static const uint8_t mark[2 * MARK_BYTES] = {0, 0, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF,
                                             0, 0, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF};

/* ------------------------------------------------------------------ bytes of the list */

/* The next bytes of the list, lent; zeros past its end, which is remembered. At most 256. */
static const uint8_t *take(reader *r, size_t size)
{
    static const uint8_t zeros[256];
    if (size > r->size - r->at) {
        r->short_of = true;
        r->at = r->size;
        return zeros;
    }
    r->at += size;
    return r->list + r->at - size;
}

static uint32_t take_32(reader *r)
{
    return rbk_le32(take(r, 4));
}

static uint32_t take_16(reader *r)
{
    return rbk_le16(take(r, 2));
}

/* The byte of the file that is read next. */
static int64_t place(const reader *r)
{
    return r->begin + (int64_t)r->at;
}

static rbk_status check_whole(const reader *r)
{
    if (!r->short_of)
        return RBK_OK;
    return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                           "byte %" PRId64 ": the list of tracks ends within a track", r->begin + (int64_t)r->size);
}

/* ------------------------------------------------------------------ a track */

static bool is_marked(const reader *r)
{
    return r->size - r->at >= sizeof mark && memcmp(r->list + r->at, mark, sizeof mark) == 0;
}

/* Marks, the name of the image and what is around it; both kinds of a block begin so. */
static rbk_status read_head(reader *r)
{
    r->form_4 = false;
    int64_t from = place(r);
    take(r, 4);
    if (!is_marked(r)) /* some versions have more before it */
        take(r, 8);
    bool marked = is_marked(r);
    take(r, sizeof mark);
    if (!marked && !r->short_of)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                               "byte %" PRId64 ": expected the mark of a track, found other bytes", from);
    take(r, 4);
    take(r, *take(r, 1));
    take(r, 19);
    r->form_4 = take_32(r) == FORM_4;
    if (r->form_4) {
        take(r, 6);
        if (take_16(r) == MEDIUM_DVD)
            return rbk_stored_fail(r->stored, 0, r->error, RBK_UNSUPPORTED,
                                   "byte %" PRId64 ": it is an image of a DVD, not of a CD", place(r) - 2);
    }
    return check_whole(r);
}

static rbk_status take_mode(const reader *r, rbk_stored_track *track, uint32_t mode, uint32_t kind)
{
    static const struct {
        uint32_t payload_bytes;
        uint32_t subchannel_bytes;
    } kinds[] = {{2048, 0}, {2336, 0}, {2352, 0}, {2352, 16}, {2352, 96}};
    static const struct {
        uint32_t mode;
        uint32_t payload_bytes;
        rbk_track_mode means;
    } rows[] = {{0, 2352, RBK_MODE_AUDIO},      {1, 2048, RBK_MODE_MODE1_2048}, {1, 2352, RBK_MODE_MODE1_2352},
                {2, 2048, RBK_MODE_MODE2_2048}, {2, 2336, RBK_MODE_MODE2_2336}, {2, 2352, RBK_MODE_MODE2_2352}};
    for (size_t i = 0; kind < sizeof kinds / sizeof kinds[0] && i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].mode == mode && rows[i].payload_bytes == kinds[kind].payload_bytes) {
            track->mode = rows[i].means;
            track->subchannel_bytes = kinds[kind].subchannel_bytes;
            track->stride_bytes = kinds[kind].payload_bytes + kinds[kind].subchannel_bytes;
            return RBK_OK;
        }
    return rbk_stored_fail(r->stored, track->number, r->error, RBK_UNSUPPORTED,
                           "byte %" PRId64 ": track %u of mode %u in sectors of kind %u is not known", track->place,
                           (unsigned)track->number, (unsigned)mode, (unsigned)kind);
}

/* Lengths of the indexes from 00 on; *total is their sum. Addresses count from the beginning of the track. */
static rbk_status read_lengths(reader *r, rbk_stored_track *track, int64_t *total)
{
    uint32_t count = take_16(r);
    int64_t from = place(r) - 2;
    if (!r->short_of && (count < 2 || count > INDEXES_MAX))
        return rbk_stored_fail(r->stored, track->number, r->error, RBK_SYNTAX,
                               "byte %" PRId64 ": expected 2 to %d lengths of indexes in track %u, found %u", from,
                               INDEXES_MAX, (unsigned)track->number, (unsigned)count);
    for (uint32_t i = 0; i < count && !r->short_of; i++) {
        track->index_lba[i] = *total;
        *total += take_32(r);
    }
    track->index_count = count - 1;
    return RBK_OK;
}

/* Whether there are any: which of the texts is which is not known. */
static bool skip_texts(reader *r)
{
    bool any = false;
    for (uint32_t blocks = take_32(r); blocks > 0 && !r->short_of; blocks--)
        for (int i = 0; i < TEXTS && !r->short_of; i++) {
            const uint8_t length = *take(r, 1);
            any |= length > 0;
            take(r, length);
        }
    return any;
}

/* From the read mode on: the last parts, which depend on the version. */
static rbk_status read_tail(reader *r, rbk_stored_track *track, uint32_t mode)
{
    rbk_status status = take_mode(r, track, mode, take_32(r));
    if (status != RBK_OK)
        return status;
    const uint32_t control = take_32(r);
    track->has_control = true;
    track->is_data = control & RBK_Q_DATA;
    track->flags = control & (RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL);
    take(r, 9);
    const uint8_t *isrc = take(r, 12);
    if (take_32(r) != 0)
        status = rbk_stored_take_isrc(r->stored, isrc, 12, track, r->error);
    if (r->version != VERSION_2) {
        take(r, 5);
        if (take_32(r) == UINT32_MAX || r->form_4)
            take(r, 78);
    }
    return status == RBK_OK ? check_whole(r) : status;
}

static rbk_status read_track(reader *r, uint32_t session)
{
    cdi_track *about = &r->tracks[r->stored->track_count];
    rbk_stored_track *track = rbk_stored_add_track(r->stored);
    int64_t total = 0, from = place(r);
    if (!track)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX, "byte %" PRId64 ": expected at most 99 tracks",
                               from);
    track->number = (uint32_t)r->stored->track_count;
    track->session = session;
    track->place = from;
    rbk_status status = read_head(r);
    if (status == RBK_OK)
        status = read_lengths(r, track, &total);
    if (status != RBK_OK)
        return status;
    about->has_texts = skip_texts(r);
    take(r, 2);
    uint32_t mode = take_32(r);
    take(r, 12); /* zeros, session and number */
    track->start_lba = (int64_t)take_32(r) - RBK_PREGAP_SECTORS;
    about->total_sectors = take_32(r);
    about->pregap_sectors = track->index_lba[1];
    take(r, 16);
    for (uint32_t i = 1; i <= track->index_count; i++)
        track->index_lba[i] += track->start_lba;
    track->end_lba = track->start_lba + about->total_sectors;
    if (!r->short_of && total != about->total_sectors &&
        rbk_stored_report(r->stored, RBK_WARNING, "cdi.length", track->number,
                          "track %u has %" PRId64 " sector%s, its indexes have %" PRId64 ": the former are used",
                          (unsigned)track->number, about->total_sectors, RBK_PLURAL(about->total_sectors, "", "s"),
                          total) != RBK_OK)
        return rbk_fail_memory(r->error);
    return read_tail(r, track, mode);
}

/* ------------------------------------------------------------------ sessions */

static rbk_status read_sessions(reader *r)
{
    uint32_t sessions = take_16(r) & 0xFF; /* the second byte is part of the first session's block */
    rbk_status status = RBK_OK;
    if (sessions < 1 || sessions > SESSIONS_MAX)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                               "byte %" PRId64 ": expected 1 to %d sessions, found %u", r->begin, SESSIONS_MAX,
                               (unsigned)sessions);
    for (uint32_t s = 0; s < sessions && status == RBK_OK; s++) {
        uint32_t tracks = take_16(r);
        for (uint32_t t = 0; t < tracks && status == RBK_OK; t++)
            status = read_track(r, s);
        take(r, r->version == VERSION_2 ? 12 : 13);
    }
    return status == RBK_OK ? check_whole(r) : status;
}

/* MCN and packs are after the tracks, in the newest form alone; what is not there in that form is none of it. */
static rbk_status read_disc_codes(reader *r)
{
    rbk_error *error = r->error;
    take(r, 2); /* no tracks */
    r->error = NULL;
    bool there = r->version == VERSION_35 && !r->short_of && read_head(r) == RBK_OK;
    r->error = error;
    if (!there)
        return RBK_OK;
    take(r, 4);
    take(r, *take(r, 1));
    take(r, 9);
    const uint8_t *mcn = take(r, RBK_MCN_BYTES - 1);
    bool has_mcn = take_32(r) != 0;
    const size_t bytes = take_32(r), left = r->size - r->at;
    if (r->short_of)
        return RBK_OK;
    rbk_status status = has_mcn ? rbk_stored_take_mcn(r->stored, mcn, RBK_MCN_BYTES - 1, r->disc, r->error) : RBK_OK;
    if (status == RBK_OK && bytes > left &&
        rbk_stored_report(r->stored, RBK_WARNING, "cdi.cdtext", 0,
                          "byte %" PRId64 ": expected %zu byte%s of CD-TEXT, found %zu", place(r), bytes,
                          RBK_PLURAL(bytes, "", "s"), left) != RBK_OK)
        return rbk_fail_memory(r->error);
    if (status == RBK_OK && bytes > 0 && left > 0)
        status = rbk_stored_take_packs(r->stored, r->list + r->at, bytes < left ? bytes : left, r->disc, r->error);
    return status;
}

/* What a track has and is not read. */
static rbk_status report_unread(const reader *r)
{
    const rbk_stored *stored = r->stored;
    size_t texts = 0, q = 0;
    for (size_t t = 0; t < stored->track_count; t++) {
        texts += r->tracks[t].has_texts && !r->disc->cdtext;
        q += stored->tracks[t].subchannel_bytes == Q_BYTES;
    }
    if (texts > 0 && rbk_stored_report(stored, RBK_WARNING, "cdi.text", 0,
                                       "the texts of %zu track%s in the list are not read: expected CD-TEXT in packs, "
                                       "as version 3.5 has it",
                                       texts, RBK_PLURAL(texts, "", "s")) != RBK_OK)
        return rbk_fail_memory(r->error);
    if (q > 0 && rbk_stored_report(stored, RBK_WARNING, "cdi.q", 0,
                                   "the Q of %zu track%s, %d bytes after each sector, is not read: Q that differs from "
                                   "the usual is lost",
                                   q, RBK_PLURAL(q, "", "s"), Q_BYTES) != RBK_OK)
        return rbk_fail_memory(r->error);
    return RBK_OK;
}

/* ------------------------------------------------------------------ places */

static int64_t bytes_of_all(const reader *r, bool with_pregaps)
{
    int64_t bytes = 0;
    for (size_t t = 0; t < r->stored->track_count; t++)
        bytes += (r->tracks[t].total_sectors - (with_pregaps ? 0 : r->tracks[t].pregap_sectors)) *
                 (int64_t)r->stored->tracks[t].stride_bytes;
    return bytes;
}

/*
 * The header of a data sector says where its track is, and the list counts in several ways. The list is followed if by it
 * the track is where it usually is, or if by its header it would overlap the one before.
 */
static rbk_status take_header(reader *r, rbk_stored_track *track, int64_t place_of_index_1)
{
    const bool first = track == r->stored->tracks;
    int64_t named;
    if (rbk_track_mode_is_audio(track->mode) || track->stride_bytes < RBK_SECTOR_BYTES ||
        !rbk_stored_header_lba(r->input, place_of_index_1, &named) || named == track->index_lba[1])
        return RBK_OK;
    const int64_t moved = named - track->index_lba[1], usual = rbk_stored_usual_start(r->stored, track);
    const bool follows = first ? track->index_lba[1] == 0 : track->start_lba == usual;
    const int64_t least = first ? -RBK_PREGAP_SECTORS : track[-1].end_lba; // NOLINT: of the array
    const bool used = !follows && track->start_lba + moved >= least;
    if (rbk_stored_report(r->stored, RBK_WARNING, "cdi.address", track->number,
                          "the list says that track %u starts at lba %" PRId64 "%s its first sector says lba %" PRId64
                          "%s",
                          (unsigned)track->number, track->index_lba[1], used ? "," : ", which is used;", named,
                          used ? ", which is used" : "") != RBK_OK)
        return rbk_fail_memory(r->error);
    if (!used)
        return RBK_OK;
    track->start_lba += moved;
    track->end_lba += moved;
    for (uint32_t i = 1; i <= track->index_count; i++)
        track->index_lba[i] += moved;
    return RBK_OK;
}

static rbk_status place_tracks(reader *r)
{
    int64_t at = 0, all = bytes_of_all(r, true);
    bool stored = all <= r->begin || bytes_of_all(r, false) != r->begin;
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < r->stored->track_count && status == RBK_OK; t++) {
        rbk_stored_track *track = &r->stored->tracks[t];
        int64_t pregap = r->tracks[t].pregap_sectors, stride = track->stride_bytes;
        track->offset_bytes = at;
        status = take_header(r, track, at + (stored ? pregap * stride : 0));
        track->stored_lba = track->start_lba + (stored ? 0 : pregap);
        at += (r->tracks[t].total_sectors - (stored ? 0 : pregap)) * stride;
    }
    if (status == RBK_OK && !stored &&
        rbk_stored_report(r->stored, RBK_WARNING, "cdi.pregap", 0,
                          "pregaps are not in the file, by its size: they are silence") != RBK_OK)
        status = rbk_fail_memory(r->error);
    if (status == RBK_OK && stored && all < r->begin &&
        rbk_stored_report(r->stored, RBK_WARNING, "cdi.rest", 0,
                          "%" PRId64 " byte%s between the tracks and the list %s not used", r->begin - all,
                          RBK_PLURAL(r->begin - all, "", "s"), RBK_PLURAL(r->begin - all, "is", "are")) != RBK_OK)
        status = rbk_fail_memory(r->error);
    return status;
}

/* ------------------------------------------------------------------ all of it */

/* Where the list begins and in which version, by what the file ends with; false: it is no image of DiscJuggler. */
static bool find_list(rbk_input *input, uint32_t *version, int64_t *begin)
{
    uint8_t end[FOOTER_BYTES];
    int64_t at = input->size - FOOTER_BYTES;
    if (at <= 0 || rbk_input_read(input, at, end, sizeof end) != (int64_t)sizeof end)
        return false;
    *version = rbk_le32(end);
    if (*version < VERSION_2 || *version > VERSION_35)
        return false;
    *begin = *version == VERSION_35 ? input->size - (int64_t)rbk_le32(end + 4) : (int64_t)rbk_le32(end + 4);
    return *begin >= 0 && *begin < at;
}

static rbk_status load_list(reader *r)
{
    int64_t size = r->input->size - FOOTER_BYTES - r->begin;
    if (size > LIST_BYTES_MAX)
        return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                               "byte %" PRId64 ": expected a list of at most %d bytes, found %" PRId64, r->begin,
                               LIST_BYTES_MAX, size);
    r->list = malloc((size_t)size + 1);
    if (!r->list)
        return rbk_fail_memory(r->error);
    r->size = (size_t)size;
    if (rbk_input_read(r->input, r->begin, r->list, r->size) != size)
        return rbk_input_fail(r->input, r->error);
    return RBK_OK;
}

static rbk_status read_disc(reader *r)
{
    const char *name = rbk_path_base(r->stored->name);
    if (!find_list(r->input, &r->version, &r->begin))
        return rbk_stored_fail(r->stored, 0, r->error, RBK_SYNTAX,
                               "expected a version of DiscJuggler at the end of the file");
    rbk_status status = load_list(r);
    if (status == RBK_OK)
        status = rbk_stored_add_file(r->stored, *name ? name : "image", r->begin, r->error);
    if (status == RBK_OK)
        status = read_sessions(r);
    size_t codes = r->at;
    if (status == RBK_OK)
        status = place_tracks(r);
    if (status == RBK_OK)
        status = rbk_stored_to_disc(r->stored, r->disc, r->error);
    r->at = codes;
    if (status == RBK_OK)
        status = read_disc_codes(r);
    return status == RBK_OK ? report_unread(r) : status;
}

static rbk_status read_cdi(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                           const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    (void)siblings;
    (void)options; /* there is nothing but ASCII that is used of it */
    reader *r = calloc(1, sizeof *r);
    if (!r)
        return rbk_fail_memory(error);
    r->input = input;
    r->error = error;
    r->stored = rbk_stored_new(name, findings);
    r->disc = rbk_disc_new();
    rbk_status status = r->stored && r->disc ? read_disc(r) : rbk_fail_memory(error);
    if (status == RBK_OK) {
        *disc = r->disc;
        r->disc = NULL;
    }
    free(r->list);
    rbk_stored_free(r->stored);
    rbk_disc_free(r->disc);
    free(r);
    return status;
}

static int probe_cdi(rbk_input *input)
{
    uint32_t version;
    int64_t begin;
    uint8_t start[BEFORE_MARK_MAX + sizeof mark];
    if (!find_list(input, &version, &begin) ||
        rbk_input_read(input, begin, start, sizeof start) != (int64_t)sizeof start)
        return 0;
    bool marked =
        memcmp(start + BEFORE_MARK, mark, sizeof mark) == 0 || memcmp(start + BEFORE_MARK_MAX, mark, sizeof mark) == 0;
    return marked && start[0] >= 1 && start[0] <= SESSIONS_MAX ? 100 : 0;
}

const rbk_format_row rbk_cdi_format = {{"cdi", "cdi", "CDI image of DiscJuggler"}, probe_cdi, read_cdi, NULL};
