/*
 * The TOC's reader: the time line of a track - segments of files, silence, the pregap. Names, offsets and lengths
 * become extents in samples of disc time. A byte offset becomes the extent's placement; inside a file with a header,
 * and between samples of audio, it is refused.
 */
#include "format/toc_reader.h"

#include <redbook/subchannel.h>

#include <stdlib.h>
#include <string.h>

typedef struct statement {
    rbk_toc_token keyword;
    rbk_toc_token string;
    char *path;
    bool swapped; /* the word SWAP */
    int64_t offset_bytes;
    rbk_toc_token offset_token;
} statement;

/* ------------------------------------------------------------------ files */

/* A segment of a file as in the statement. */
typedef struct segment {
    rbk_file_type type;
    bool sectors; /* of data; else audio, which can be addressed by sample */
    int64_t offset_bytes;
    int64_t length_samples; /* 0: to the end */
    uint32_t sector_bytes;
    rbk_subchannel_form subchannel;
} segment;

/*
 * Start of a segment in the time of a file that was used before; false when it has none. Audio may be split anywhere.
 * Data sectors are counted: from the start if all have one size, else from the end of the last segment, and the range
 * between has the sector size of the segment after it.
 */
static bool time_in(const rbk_toc_use *use, const segment *part, int64_t *samples)
{
    int64_t gap = part->offset_bytes - use->bytes;
    bool audio = !use->sectors && !part->sectors;
    *samples =
        audio ? part->offset_bytes / RBK_SAMPLE_BYTES : part->offset_bytes / part->sector_bytes * RBK_SECTOR_SAMPLES;
    if (audio || !use->used)
        return true;
    if (part->length_samples % RBK_SECTOR_SAMPLES != 0)
        return false;
    if (use->sector_bytes == part->sector_bytes && part->offset_bytes % part->sector_bytes == 0)
        return true;
    *samples = use->samples + gap / part->sector_bytes * RBK_SECTOR_SAMPLES;
    return use->in_sequence && gap >= 0 && gap % part->sector_bytes == 0;
}

static void note_use(rbk_toc_use *use, const segment *part, int64_t samples)
{
    use->sectors |= part->sectors;
    use->in_sequence = use->in_sequence && part->offset_bytes >= use->bytes && part->length_samples > 0 &&
                       part->length_samples % RBK_SECTOR_SAMPLES == 0;
    use->sector_bytes = !use->used || use->sector_bytes == part->sector_bytes ? part->sector_bytes : 0;
    use->used = true;
    use->bytes = part->offset_bytes + part->length_samples / RBK_SECTOR_SAMPLES * part->sector_bytes;
    use->samples = samples + part->length_samples;
}

/* A file has one form of subchannel; segments without any match each form. */
static bool same_subchannel(const rbk_file *file, const segment *part)
{
    return file->subchannel == part->subchannel || file->subchannel == RBK_SUBCHANNEL_NONE ||
           part->subchannel == RBK_SUBCHANNEL_NONE;
}

/*
 * The same name used in the same way is one file, so that adjacent segments are one stream; a segment without a time in
 * it adds the file again, with its own time.
 */
static rbk_status find_or_add_file(rbk_toc_reader *reader, const statement *s, const segment *part, uint32_t *position,
                                   int64_t *samples)
{
    rbk_disc *disc = reader->disc;
    for (size_t i = disc->file_count; i > 0; i--) {
        const rbk_file *file = &disc->files[i - 1];
        if (file->type == part->type && same_subchannel(file, part) && strcmp(file->path, s->path) == 0 &&
            time_in(&reader->uses[i - 1], part, samples)) {
            *position = (uint32_t)(i - 1);
            return RBK_OK;
        }
    }
    if (disc->file_count == RBK_TOC_FILES_MAX)
        return rbk_toc_syntax(reader, &s->string, "expected at most %d files, found more", RBK_TOC_FILES_MAX);
    rbk_toc_use *use = &reader->uses[disc->file_count];
    *use = (rbk_toc_use){.in_sequence = true};
    (void)time_in(use, part, samples);
    return rbk_disc_add_file(disc, s->path, part->type, NULL, s->keyword.line, position, reader->error);
}

static rbk_status count_extent(rbk_toc_reader *reader, const rbk_toc_token *token)
{
    if (reader->extent_count == RBK_TOC_EXTENTS_MAX)
        return rbk_toc_syntax(reader, token, "expected at most %d segments, found more", RBK_TOC_EXTENTS_MAX);
    reader->extent_count++;
    return RBK_OK;
}

static rbk_status add_file_extent(rbk_toc_reader *reader, const statement *s, const segment *part)
{
    uint32_t file = 0;
    int64_t offset_samples = 0;
    rbk_track *track = rbk_toc_reader_track(reader);
    rbk_status status = count_extent(reader, &s->keyword);
    if (status == RBK_OK)
        status = find_or_add_file(reader, s, part, &file, &offset_samples);
    if (status != RBK_OK)
        return status;
    note_use(&reader->uses[file], part, offset_samples);
    if (part->subchannel != RBK_SUBCHANNEL_NONE)
        reader->disc->files[file].subchannel = part->subchannel;
    status = rbk_track_add_file_extent(track, file, offset_samples,
                                       part->length_samples == 0 ? RBK_TO_END : part->length_samples, reader->error);
    if (status != RBK_OK || part->type == RBK_FILE_AUDIO)
        return status;
    uint32_t payload = rbk_track_mode_payload_bytes(track->mode), subchannel = part->sector_bytes - payload;
    const rbk_placement placement = {part->offset_bytes, part->sector_bytes, payload, subchannel,
                                     subchannel ? payload : 0};
    return rbk_track_place_extent(track, &placement, reader->error);
}

static rbk_status add_silence(rbk_toc_reader *reader, const rbk_toc_token *keyword, int64_t length_samples)
{
    char shown[RBK_TOC_SHOWN_BYTES];
    if (length_samples == 0)
        return rbk_toc_report(reader, RBK_WARNING, "toc.no-length", "%s of length 0 adds nothing",
                              rbk_toc_token_shown(keyword, shown));
    rbk_status status = count_extent(reader, keyword);
    if (status != RBK_OK)
        return status;
    return rbk_track_add_silence(rbk_toc_reader_track(reader), length_samples, reader->error);
}

/* ------------------------------------------------------------------ shared by the file statements */

static rbk_status take_name(rbk_toc_reader *reader, statement *s)
{
    s->string = reader->token;
    rbk_status status = rbk_toc_take_string(reader, "a file name in quotes", &s->path);
    if (status != RBK_OK)
        return status;
    if (!s->path[0])
        return rbk_toc_syntax(reader, &s->string, "expected a file name in quotes, found an empty string");
    if (strcmp(s->path, "-") == 0)
        return rbk_toc_unsupported(reader, &s->string, "expected a file name, found '-' for standard input");
    return RBK_OK;
}

static rbk_status take_offset(rbk_toc_reader *reader, statement *s)
{
    s->offset_token = reader->token;
    if (!rbk_toc_take_mark(reader, '#'))
        return RBK_OK;
    if (!rbk_toc_token_number(&reader->token, &s->offset_bytes))
        return rbk_toc_expected(reader, "an offset in bytes");
    rbk_toc_advance(reader);
    return RBK_OK;
}

/* Of a sector in the files of the track being read, its subchannel included. */
static uint32_t sector_bytes(rbk_toc_reader *reader)
{
    uint32_t payload = rbk_track_mode_payload_bytes(rbk_toc_reader_track(reader)->mode);
    return payload + (reader->subchannel == RBK_SUBCHANNEL_NONE ? 0 : RBK_SUBCHANNEL_BYTES);
}

/* Bytes as samples of disc time; must be whole samples of audio or whole sectors of data. */
static rbk_status from_bytes(rbk_toc_reader *reader, const rbk_toc_token *token, const char *what, int64_t bytes,
                             int64_t *samples)
{
    rbk_track_mode mode = rbk_toc_reader_track(reader)->mode;
    int64_t unit = mode == RBK_MODE_AUDIO ? RBK_SAMPLE_BYTES : sector_bytes(reader);
    if (bytes % unit != 0)
        return rbk_toc_unsupported(reader, token, "expected %s of whole %s (%lld bytes), found %lld byte%s", what,
                                   mode == RBK_MODE_AUDIO ? "samples" : "sectors", (long long)unit, (long long)bytes,
                                   RBK_PLURAL(bytes, "", "s"));
    *samples = bytes / unit * (mode == RBK_MODE_AUDIO ? 1 : RBK_SECTOR_SAMPLES);
    return RBK_OK;
}

/* MSF, or bytes of the track's mode. */
static rbk_status take_data_length(rbk_toc_reader *reader, int64_t *samples)
{
    bool is_time;
    int64_t value;
    rbk_toc_token token = reader->token;
    rbk_status status = rbk_toc_take_length(reader, &value, &is_time);
    if (status != RBK_OK)
        return status;
    if (!is_time)
        return from_bytes(reader, &token, "a length", value, samples);
    *samples = value * RBK_SECTOR_SAMPLES;
    return RBK_OK;
}

/* MSF, or samples. */
static rbk_status take_samples(rbk_toc_reader *reader, int64_t *samples)
{
    bool is_time;
    rbk_status status = rbk_toc_take_length(reader, samples, &is_time);
    if (status == RBK_OK && is_time)
        *samples *= RBK_SECTOR_SAMPLES;
    return status;
}

/* How audio in a file is stored: by its name, big-endian without a header, unless SWAP is given. */
static rbk_status audio_type(rbk_toc_reader *reader, const statement *s, rbk_file_type *type)
{
    bool header = rbk_toc_name_is_audio(s->path);
    if (header && s->swapped)
        return rbk_toc_unsupported(reader, &s->keyword,
                                   "expected no SWAP for a file with a header, found it for "
                                   "'%.200s'",
                                   s->path);
    if (header && s->offset_bytes != 0)
        return rbk_toc_unsupported(reader, &s->offset_token,
                                   "expected no byte offset into a file with a header, found one into '%.200s'",
                                   s->path);
    *type = header ? RBK_FILE_AUDIO : s->swapped ? RBK_FILE_BINARY : RBK_FILE_MOTOROLA;
    return RBK_OK;
}

/* ------------------------------------------------------------------ AUDIOFILE, FILE */

/* offset_bytes are those after #, to which start_samples add. */
static rbk_status add_audio(rbk_toc_reader *reader, const statement *s, int64_t start_samples, int64_t length_samples)
{
    segment part = {.offset_bytes = s->offset_bytes + start_samples * RBK_SAMPLE_BYTES,
                    .length_samples = length_samples,
                    .sector_bytes = RBK_SECTOR_BYTES};
    int64_t unused;
    rbk_status status = audio_type(reader, s, &part.type);
    if (status == RBK_OK)
        status = from_bytes(reader, &s->offset_token, "an offset", s->offset_bytes, &unused);
    return status == RBK_OK ? add_file_extent(reader, s, &part) : status;
}

static rbk_status add_sectors(rbk_toc_reader *reader, const statement *s, int64_t start_samples, int64_t length_samples)
{
    rbk_track_mode mode = rbk_toc_reader_track(reader)->mode;
    segment part = {.type = mode == RBK_MODE_CDG ? RBK_FILE_MOTOROLA : RBK_FILE_BINARY,
                    .sectors = true,
                    .length_samples = length_samples,
                    .sector_bytes = sector_bytes(reader),
                    .subchannel = reader->subchannel};
    part.offset_bytes = s->offset_bytes + start_samples / RBK_SECTOR_SAMPLES * part.sector_bytes;
    return add_file_extent(reader, s, &part);
}

/* cueconvert writes FILE for data too; its times are sectors of the track's mode. */
static rbk_status add_sectors_of_file(rbk_toc_reader *reader, const statement *s, const rbk_toc_token *start_token,
                                      int64_t start_samples, int64_t length_samples)
{
    if (start_samples % RBK_SECTOR_SAMPLES != 0 || length_samples % RBK_SECTOR_SAMPLES != 0)
        return rbk_toc_unsupported(reader, start_token, "expected whole sectors in a data track, found samples");
    rbk_status status = rbk_toc_report(reader, RBK_WARNING, "toc.file-for-data",
                                       "expected DATAFILE in a data track: cdrdao refuses FILE and AUDIOFILE");
    return status == RBK_OK ? add_sectors(reader, s, start_samples, length_samples) : status;
}

static rbk_status read_audio_file(rbk_toc_reader *reader, statement *s)
{
    int64_t start = 0, length = 0;
    const rbk_track *track = rbk_toc_reader_track(reader);
    if (track->mode == RBK_MODE_CDG)
        return rbk_toc_syntax(reader, &s->keyword, "expected DATAFILE in a track with subchannel, found AUDIOFILE");
    rbk_status status = take_name(reader, s);
    if (status == RBK_OK)
        s->swapped = rbk_toc_take_keyword(reader, "SWAP", &status);
    if (status == RBK_OK)
        status = take_offset(reader, s);
    rbk_toc_token start_token = reader->token;
    if (status == RBK_OK)
        status = take_samples(reader, &start);
    if (status == RBK_OK && reader->token.kind == RBK_TOC_NUMBER)
        status = take_samples(reader, &length);
    if (status != RBK_OK)
        return status;
    if (track->mode != RBK_MODE_AUDIO)
        return add_sectors_of_file(reader, s, &start_token, start, length);
    return add_audio(reader, s, start, length);
}

/* ------------------------------------------------------------------ DATAFILE, FIFO, SILENCE, ZERO */

static rbk_status read_data_file(rbk_toc_reader *reader, statement *s)
{
    int64_t length = 0;
    rbk_status status = take_name(reader, s);
    if (status == RBK_OK)
        status = take_offset(reader, s);
    if (status == RBK_OK && reader->token.kind == RBK_TOC_NUMBER)
        status = take_data_length(reader, &length);
    if (status != RBK_OK)
        return status;
    return rbk_toc_reader_track(reader)->mode == RBK_MODE_AUDIO ? add_audio(reader, s, 0, length)
                                                                : add_sectors(reader, s, 0, length);
}

static rbk_status read_fifo(rbk_toc_reader *reader, statement *s)
{
    return rbk_toc_unsupported(reader, &s->keyword, "expected a file that can be read again, found FIFO");
}

static rbk_status read_silence(rbk_toc_reader *reader, statement *s)
{
    int64_t length = 0;
    if (rbk_toc_reader_track(reader)->mode != RBK_MODE_AUDIO)
        return rbk_toc_syntax(reader, &s->keyword, "expected ZERO in a data track or with subchannel, found SILENCE");
    rbk_status status = take_samples(reader, &length);
    return status == RBK_OK ? add_silence(reader, &s->keyword, length) : status;
}

/* ZERO may name a mode and its own subchannel; ours has those of its track. */
static rbk_status skip_zero_mode(rbk_toc_reader *reader)
{
    static const struct {
        const char *keyword;
        rbk_track_mode mode;
        bool subchannel;
    } rows[] = {
        {"AUDIO", RBK_MODE_AUDIO, false},
        {"MODE0", RBK_MODES, false},
        {"MODE1", RBK_MODE_MODE1_2048, false},
        {"MODE1_RAW", RBK_MODE_MODE1_2352, false},
        {"MODE2", RBK_MODE_MODE2_2336, false},
        {"MODE2_RAW", RBK_MODE_MODE2_2352, false},
        {"MODE2_FORM1", RBK_MODE_MODE2_2048, false},
        {"MODE2_FORM2", RBK_MODE_MODE2_2324, false},
        {"MODE2_FORM_MIX", RBK_MODE_MODE2_2336, false},
        {"RW", RBK_MODES, true},
        {"RW_RAW", RBK_MODES, true},
    };
    rbk_track_mode mode = rbk_toc_reader_track(reader)->mode;
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && status == RBK_OK; i++) {
        if (!rbk_toc_take_keyword(reader, rows[i].keyword, &status) || status != RBK_OK)
            continue;
        bool same = rows[i].subchannel
                        ? reader->subchannel != RBK_SUBCHANNEL_NONE
                        : rows[i].mode == mode || (rows[i].mode == RBK_MODE_AUDIO && mode == RBK_MODE_CDG);
        if (!same)
            status = rbk_toc_report(reader, RBK_WARNING, "toc.zero-mode",
                                    "%s of ZERO is treated as the mode of the track", rows[i].keyword);
    }
    return status;
}

static rbk_status read_zero(rbk_toc_reader *reader, statement *s)
{
    int64_t length = 0;
    rbk_status status = skip_zero_mode(reader);
    if (status == RBK_OK)
        status = take_data_length(reader, &length);
    return status == RBK_OK ? add_silence(reader, &s->keyword, length) : status;
}

/* ------------------------------------------------------------------ START, END, PREGAP */

static rbk_status set_point(rbk_toc_reader *reader, const statement *s, const char *what, rbk_toc_point *point)
{
    if (point->token.size > 0)
        return rbk_toc_syntax(reader, &s->keyword, "expected %s once in a track, found another than that of line %u",
                              what, (unsigned)point->token.line);
    *point = (rbk_toc_point){.token = s->keyword, .extent = (uint32_t)rbk_toc_reader_track(reader)->extent_count};
    if (reader->token.kind != RBK_TOC_NUMBER)
        return RBK_OK;
    point->given = true;
    return rbk_toc_take_time(reader, &point->sectors);
}

static rbk_status read_start(rbk_toc_reader *reader, statement *s)
{
    return set_point(reader, s, "START or PREGAP", &reader->marks.start);
}

static rbk_status read_end(rbk_toc_reader *reader, statement *s)
{
    return set_point(reader, s, "END", &reader->marks.end);
}

rbk_status rbk_toc_read_pregap(rbk_toc_reader *reader)
{
    rbk_status status = RBK_OK;
    int64_t sectors = 0;
    statement s = {.keyword = reader->token};
    if (!rbk_toc_take_keyword(reader, "PREGAP", &status) || status != RBK_OK)
        return status;
    reader->about_line = s.keyword.line;
    status = rbk_toc_take_time(reader, &sectors);
    if (status == RBK_OK)
        status = add_silence(reader, &s.keyword, sectors * RBK_SECTOR_SAMPLES);
    if (status == RBK_OK && sectors > 0)
        reader->marks.start = (rbk_toc_point){.token = s.keyword, .given = true, .sectors = sectors};
    return status;
}

/* ------------------------------------------------------------------ which statement */

rbk_status rbk_toc_read_data(rbk_toc_reader *reader, bool *taken)
{
    static const struct {
        const char *keyword;
        rbk_status (*read)(rbk_toc_reader *reader, statement *s);
    } rows[] = {
        {"FILE", read_audio_file},    {"AUDIOFILE", read_audio_file},
        {"DATAFILE", read_data_file}, {"FIFO", read_fifo},
        {"SILENCE", read_silence},    {"ZERO", read_zero},
        {"START", read_start},        {"END", read_end},
    };
    rbk_status status = RBK_OK;
    statement s = {.keyword = reader->token};
    *taken = false;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && !*taken; i++) {
        if (!rbk_toc_take_keyword(reader, rows[i].keyword, &status))
            continue;
        *taken = true;
        reader->about_line = s.keyword.line;
        if (status == RBK_OK)
            status = rows[i].read(reader, &s);
    }
    free(s.path);
    return status;
}
