/*
 * The lengths of the tracks are those of their files, which are opened for that. The pregap of a data track after audio
 * has two parts on the disc: 75 sectors as audio, which are at the end of the audio's file here, and 150 that are in no
 * file. They become one pregap again, as sheets that store it have it.
 */
#include "base/fail.h"
#include "base/zeros.h"
#include "format/encoding.h"
#include "format/gdi.h"
#include "format/text_input.h"

#include <redbook/sector.h>
#include <redbook/subchannel.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS            6
#define HEADER_BYTES      16
#define SHOWN_BYTES_MAX   40 /* of a field, in a message */
#define CONTROL_MAX       15
#define SECTOR_NUMBER_MAX 999999999

/* What stands between blanks. */
typedef struct field {
    const char *text;
    size_t size;
    uint32_t line;
    uint32_t column;
} field;

/* A track as its line and its file have it. */
typedef struct gdi_track {
    uint32_t line;
    int64_t lba;
    uint32_t control;
    uint32_t sector_bytes;
    int64_t offset_bytes;
    int64_t sectors;       /* of its file */
    int64_t pregap_before; /* sectors at the end of the file before that are its pregap */
    int64_t handed_on;     /* sectors at its own end that are the pregap of the next one */
    rbk_track_mode mode;
} gdi_track;

typedef struct reader {
    const rbk_format_siblings *siblings;
    const char *name;
    rbk_findings *findings;
    rbk_error *error;
    rbk_descriptor_encoding encoding;
    const char *text;
    size_t size;
    size_t at;
    uint32_t line;
    size_t line_begin;
    rbk_disc *disc;
    gdi_track tracks[RBK_TRACKS_MAX];
    size_t track_count;
} reader;

/* ------------------------------------------------------------------ fields */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f' || c == 0x1A;
}

static void pass(reader *r)
{
    if (r->text[r->at] == '\n') {
        r->line++;
        r->line_begin = r->at + 1;
    }
    r->at++;
}

/* The next field, without its quotes; size 0 at the end, and where a quote has no other (then text is the quote). */
static field next_field(reader *r)
{
    while (r->at < r->size && is_blank(r->text[r->at]))
        pass(r);
    field f = {r->text + r->at, 0, r->line, (uint32_t)(r->at - r->line_begin) + 1};
    if (r->at == r->size)
        return f;
    if (r->text[r->at] != '"') {
        while (r->at < r->size && !is_blank(r->text[r->at]))
            r->at++;
        f.size = (size_t)(r->text + r->at - f.text);
        return f;
    }
    const char *close = memchr(f.text + 1, '"', r->size - r->at - 1);
    if (!close || memchr(f.text, '\n', (size_t)(close - f.text)))
        return f;
    f.text++;
    f.size = (size_t)(close - f.text);
    r->at += f.size + 2;
    return f;
}

static rbk_status refuse(const reader *r, const field *f, const char *expected)
{
    if (f->size == 0)
        return rbk_fail_at(r->error, RBK_SYNTAX, r->name, f->line, f->column, "expected %s, found nothing", expected);
    return rbk_fail_at(r->error, RBK_SYNTAX, r->name, f->line, f->column, "expected %s, found '%.*s'", expected,
                       (int)(f->size < SHOWN_BYTES_MAX ? f->size : SHOWN_BYTES_MAX), f->text);
}

/* A whole number of at most 9 digits. */
static bool number_of(const field *f, int64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < f->size; i++) {
        if (f->text[i] < '0' || f->text[i] > '9' || i >= 9)
            return false;
        *number = *number * 10 + (f->text[i] - '0');
    }
    return f->size > 0;
}

static rbk_status take_number(reader *r, const char *expected, int64_t least, int64_t most, int64_t *number)
{
    field f = next_field(r);
    return number_of(&f, number) && *number >= least && *number <= most ? RBK_OK : refuse(r, &f, expected);
}

/* ------------------------------------------------------------------ files */

static rbk_status take_name(reader *r, char **path)
{
    bool departs, bad;
    field f = next_field(r);
    if (f.size == 0)
        return refuse(r, &f, "the name of a file");
    rbk_status status = rbk_encoding_decode(&r->encoding, f.text, f.size, path, &departs, &bad, r->error);
    if (status == RBK_OK && departs &&
        rbk_findings_add(r->findings, RBK_WARNING, "gdi.encoding", r->name, f.line, 0,
                         "the name of a file is not UTF-8: it is read as %s",
                         rbk_encoding_name(&r->encoding)) != RBK_OK)
        status = rbk_fail_memory(r->error);
    return status;
}

static rbk_track_mode mode_of(const reader *r, const gdi_track *track, rbk_input *file)
{
    uint8_t head[HEADER_BYTES];
    (void)r;
    if (!(track->control & RBK_Q_DATA))
        return track->sector_bytes == RBK_SECTOR_BYTES ? RBK_MODE_AUDIO : RBK_MODES;
    if (track->sector_bytes == 2048)
        return RBK_MODE_MODE1_2048;
    if (track->sector_bytes == 2336)
        return RBK_MODE_MODE2_2336;
    if (track->sector_bytes != RBK_SECTOR_BYTES && track->sector_bytes != RBK_STRIDE_BYTES_MAX)
        return RBK_MODES;
    bool mode_2 = rbk_input_read(file, track->offset_bytes, head, sizeof head) == HEADER_BYTES && head[0] == 0 &&
                  head[1] == 0xFF && head[15] == 2;
    return mode_2 ? RBK_MODE_MODE2_2352 : RBK_MODE_MODE1_2352;
}

static rbk_status measure(const reader *r, gdi_track *track, const char *path)
{
    rbk_input file;
    rbk_status status = rbk_format_sibling_open(r->siblings, path, &file, r->error);
    if (status == RBK_OK) {
        track->mode = mode_of(r, track, &file);
        if (track->sector_bytes == RBK_STRIDE_BYTES_MAX && track->mode == RBK_MODES)
            track->mode = RBK_MODE_AUDIO; /* with its subchannel */
        int64_t bytes = file.size - track->offset_bytes;
        track->sectors = bytes > 0 && track->sector_bytes ? bytes / track->sector_bytes : 0;
        if (track->mode == RBK_MODES)
            status = rbk_fail_at(r->error, RBK_UNSUPPORTED, r->name, track->line, 0,
                                 "sectors of %u bytes are not supported in a track of %s",
                                 (unsigned)track->sector_bytes, track->control & RBK_Q_DATA ? "data" : "audio");
        else if (track->sectors == 0)
            status = rbk_fail_at(r->error, RBK_BAD_LAYOUT, r->name, track->line, 0,
                                 "'%.200s' has no whole sector from byte %" PRId64 " on", path, track->offset_bytes);
    }
    rbk_input_close(&file);
    return status;
}

/* ------------------------------------------------------------------ lines */

static rbk_status read_track(reader *r)
{
    gdi_track *track = &r->tracks[r->track_count];
    int64_t number = 0, control = 0, bytes = 0;
    char *path = NULL, wanted[32];
    snprintf(wanted, sizeof wanted, "track %zu", r->track_count + 1);
    rbk_status status = take_number(r, wanted, (int64_t)r->track_count + 1, (int64_t)r->track_count + 1, &number);
    track->line = r->line;
    if (status == RBK_OK)
        status = take_number(r, "an address in sectors", 0, RBK_HIGH_DENSITY_END, &track->lba);
    if (status == RBK_OK)
        status = take_number(r, "0 for audio or 4 for data", 0, CONTROL_MAX, &control);
    if (status == RBK_OK)
        status = take_number(r, "the bytes of a sector, as 2352 or 2048", 1, RBK_STRIDE_BYTES_MAX, &bytes);
    if (status == RBK_OK)
        status = take_name(r, &path);
    if (status == RBK_OK)
        status = take_number(r, "an offset in bytes", 0, SECTOR_NUMBER_MAX, &track->offset_bytes);
    track->control = (uint32_t)control;
    track->sector_bytes = (uint32_t)bytes;
    if (status == RBK_OK)
        status = measure(r, track, path);
    if (status == RBK_OK)
        status = rbk_disc_add_file(r->disc, path, RBK_FILE_BINARY, "", track->line, NULL, r->error);
    r->track_count += status == RBK_OK;
    free(path);
    return status;
}

static rbk_status read_lines(reader *r)
{
    int64_t count = 0;
    rbk_status status = take_number(r, "the number of tracks, 3 to 99", RBK_GDI_TRACKS_MIN, RBK_TRACKS_MAX, &count);
    while (status == RBK_OK && (int64_t)r->track_count < count)
        status = read_track(r);
    if (status != RBK_OK)
        return status;
    field rest = next_field(r);
    if (rest.size > 0 && rbk_findings_add(r->findings, RBK_WARNING, "gdi.rest", r->name, rest.line, 0,
                                          "what follows the last track is ignored") != RBK_OK)
        return rbk_fail_memory(r->error);
    return RBK_OK;
}

/* ------------------------------------------------------------------ addresses */

static bool begins_area(size_t t)
{
    return t == 2;
}

static rbk_status check_track(const reader *r, size_t t)
{
    const gdi_track *track = &r->tracks[t];
    int64_t end = t > 0 ? track[-1].lba + track[-1].sectors : 0; // NOLINT: of the array
    if (begins_area(t) && track->lba != RBK_HIGH_DENSITY_LBA)
        return rbk_fail_at(r->error, RBK_UNSUPPORTED, r->name, track->line, 0,
                           "expected track 3 at lba %d, found it at %" PRId64 ": it is not a GD-ROM",
                           RBK_HIGH_DENSITY_LBA, track->lba);
    if (t < 2 && track->lba >= RBK_HIGH_DENSITY_LBA)
        return rbk_fail_at(r->error, RBK_BAD_LAYOUT, r->name, track->line, 0,
                           "expected track %zu before lba %d, found it at %" PRId64, t + 1, RBK_HIGH_DENSITY_LBA,
                           track->lba);
    if (track->lba >= end)
        return RBK_OK;
    return rbk_fail_at(r->error, RBK_BAD_LAYOUT, r->name, track->line, 0,
                       "track %zu starts at lba %" PRId64 ", before the end of track %zu at lba %" PRId64, t + 1,
                       track->lba, t, end);
}

/* Sectors that are the first part of a pregap of data: empty, or sectors of data, whatever addresses they name. */
static bool is_part_of_pregap(const uint8_t *sectors)
{
    for (int i = 0; i < RBK_GDI_AUDIO_PART_SECTORS; i++) {
        const uint8_t *sector = sectors + (size_t)i * RBK_SECTOR_BYTES;
        if (!rbk_all_zero(sector, RBK_SECTOR_BYTES) && rbk_sector_kind_of(sector) == RBK_SECTOR_AUDIO)
            return false;
    }
    return true;
}

/* Whether the end of the file before belongs to the pregap of the last track: data, 150 sectors after audio. */
static rbk_status find_audio_part(reader *r)
{
    gdi_track *track = &r->tracks[r->track_count - 1], *before = track - 1;
    int64_t end = before->lba + before->sectors;
    if (r->track_count <= RBK_GDI_TRACKS_MIN || before->mode != RBK_MODE_AUDIO ||
        before->sector_bytes != RBK_SECTOR_BYTES || rbk_track_mode_is_audio(track->mode) ||
        track->sector_bytes != RBK_SECTOR_BYTES || track->lba - end != RBK_PREGAP_SECTORS ||
        before->sectors <= RBK_GDI_AUDIO_PART_SECTORS)
        return RBK_OK;
    rbk_input file;
    size_t size = (size_t)RBK_GDI_AUDIO_PART_SECTORS * RBK_SECTOR_BYTES;
    uint8_t *sectors = malloc(size);
    rbk_input_open_bytes(&file, NULL, 0);
    rbk_status status =
        sectors ? rbk_format_sibling_open(r->siblings, r->disc->files[r->track_count - 2].path, &file, r->error)
                : rbk_fail_memory(r->error);
    int64_t at = before->offset_bytes + (before->sectors - RBK_GDI_AUDIO_PART_SECTORS) * RBK_SECTOR_BYTES;
    if (status == RBK_OK && rbk_input_read(&file, at, sectors, size) == (int64_t)size && is_part_of_pregap(sectors)) {
        track->pregap_before = before->handed_on = RBK_GDI_AUDIO_PART_SECTORS;
        if (rbk_findings_add(
                r->findings, RBK_NOTE, "gdi.pregap", r->name, track->line, (uint32_t)r->track_count,
                "the last %d sectors of the file before are the first of the %d of the pregap of track %zu",
                RBK_GDI_AUDIO_PART_SECTORS, RBK_GDI_LAST_PREGAP_SECTORS, r->track_count) != RBK_OK)
            status = rbk_fail_memory(r->error);
    }
    rbk_input_close(&file);
    free(sectors);
    return status;
}

/* ------------------------------------------------------------------ tracks */

/* Sectors of a file, of which the track's own begin at first. */
static rbk_status add_sectors(const reader *r, rbk_track *track, size_t file, int64_t first, int64_t sectors)
{
    const gdi_track *from = &r->tracks[file];
    uint32_t payload = rbk_track_mode_payload_bytes(track->mode);
    uint32_t subchannel = from->sector_bytes - payload;
    const rbk_placement placement = {from->offset_bytes + first * (int64_t)from->sector_bytes, from->sector_bytes,
                                     payload, subchannel, subchannel ? payload : 0};
    rbk_status status = rbk_track_add_file_extent(track, (uint32_t)file, first * RBK_SECTOR_SAMPLES,
                                                  sectors * RBK_SECTOR_SAMPLES, r->error);
    return status == RBK_OK ? rbk_track_place_extent(track, &placement, r->error) : status;
}

static rbk_status add_pregap(const reader *r, rbk_track *track, size_t t, uint32_t *extents)
{
    const gdi_track *from = &r->tracks[t];
    int64_t end = t > 0 && !begins_area(t) ? from[-1].lba + from[-1].sectors : begins_area(t) ? from->lba : 0;
    rbk_status status = RBK_OK;
    *extents = 0;
    if (from->pregap_before > 0) {
        status = add_sectors(r, track, t - 1, from[-1].sectors - from->pregap_before, from->pregap_before);
        ++*extents;
    }
    if (status == RBK_OK && from->lba > end) {
        status = rbk_track_add_silence(track, (from->lba - end) * RBK_SECTOR_SAMPLES, r->error);
        ++*extents;
    }
    return status == RBK_OK && *extents > 0 ? rbk_track_add_index(track, 0, 0, 0, r->error) : status;
}

static rbk_status add_track(const reader *r, size_t t)
{
    const gdi_track *from = &r->tracks[t];
    const uint32_t audio_only = RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_FOUR_CHANNEL;
    rbk_track *track = NULL;
    uint32_t extents = 0;
    rbk_status status = RBK_OK;
    if (t == 0)
        status = rbk_disc_add_session(r->disc, RBK_AREA_SINGLE_DENSITY, from->line, NULL, r->error);
    else if (begins_area(t))
        status = rbk_disc_add_session(r->disc, RBK_AREA_HIGH_DENSITY, from->line, NULL, r->error);
    if (status == RBK_OK)
        status = rbk_disc_add_track(r->disc, (uint32_t)t + 1, from->mode, &track, r->error);
    if (status != RBK_OK)
        return status;
    track->line = from->line;
    track->flags = from->control & (RBK_FLAG_COPY_PERMITTED | (rbk_track_mode_is_audio(from->mode) ? audio_only : 0));
    status = add_pregap(r, track, t, &extents);
    if (status == RBK_OK)
        status = add_sectors(r, track, t, 0, from->sectors - from->handed_on);
    return status == RBK_OK ? rbk_track_add_index(track, 1, extents, 0, r->error) : status;
}

static rbk_status read_disc(reader *r)
{
    rbk_status status = read_lines(r);
    for (size_t t = 0; t < r->track_count && status == RBK_OK; t++)
        status = check_track(r, t);
    if (status == RBK_OK)
        status = find_audio_part(r);
    for (size_t t = 0; t < r->track_count && status == RBK_OK; t++)
        status = add_track(r, t);
    return status;
}

rbk_status rbk_gdi_read(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                        const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    rbk_bytes text = {0};
    reader *r = calloc(1, sizeof *r);
    if (!r)
        return rbk_fail_memory(error);
    r->siblings = siblings;
    r->name = name ? name : "";
    r->findings = findings;
    r->error = error;
    r->line = 1;
    r->disc = rbk_disc_new();
    rbk_status status = r->disc ? rbk_text_input_load(input, &text, r->name, findings, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_encoding_init(text.data, text.size, options, &r->encoding, error);
    if (status == RBK_OK) {
        r->text = (const char *)text.data;
        r->size = text.size;
        status = read_disc(r);
        rbk_encoding_release(&r->encoding);
    }
    if (status == RBK_OK) {
        *disc = r->disc;
        r->disc = NULL;
    }
    rbk_bytes_release(&text);
    rbk_disc_free(r->disc);
    free(r);
    return status;
}

/* ------------------------------------------------------------------ probe */

/*
 * A number of tracks, then track 1 with an address, a control and the bytes of a sector. What is out of range is for the
 * reader to refuse with its place.
 */
int rbk_gdi_probe(const uint8_t *bytes, size_t size)
{
    reader r = {.text = (const char *)bytes, .size = size, .line = 1};
    static const struct {
        int64_t least, most;
        bool may_be_negative;
    } expected[] = {{0, SECTOR_NUMBER_MAX, false},
                    {1, 1, false},
                    {0, SECTOR_NUMBER_MAX, true},
                    {0, CONTROL_MAX, false},
                    {2000, RBK_STRIDE_BYTES_MAX, false}};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        int64_t number;
        field f = next_field(&r);
        if (expected[i].may_be_negative && f.size > 1 && f.text[0] == '-') {
            f.text++;
            f.size--;
        }
        if (!number_of(&f, &number) || number < expected[i].least || number > expected[i].most)
            return 0;
    }
    return 90;
}
