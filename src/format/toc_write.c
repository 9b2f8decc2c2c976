/*
 * The TOC's writer: tracks, segments of files and of silence, pregaps and indexes. Pregaps are real segments followed
 * by START; indexes from 02 on count from index 01. What a TOC cannot express is refused, and what cdrdao reads
 * differently is a finding. Files are not touched.
 */
#include "base/utf8.h"
#include "disc/sessions.h"
#include "format/text_input.h"
#include "format/toc_sessions.h"
#include "format/toc_writer.h"

#include <redbook/subchannel.h>

#include <string.h>

static rbk_status refuse(const rbk_toc_writer *w, rbk_status status, const char *sentence)
{
    rbk_fail(w->error, status, "%s", sentence);
    if (w->track)
        rbk_error_set_track(w->error, w->track->number);
    return status;
}

/* ------------------------------------------------------------------ files */

/* A data track is in the file. */
static bool file_has_data(const rbk_disc *disc, uint32_t file)
{
    for (size_t t = 0; t < disc->track_count; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count; e++)
            if (disc->tracks[t].mode != RBK_MODE_AUDIO && !disc->tracks[t].extents[e].silence &&
                disc->tracks[t].extents[e].file == file)
                return true;
    return false;
}

/* Whether the sectors of a track have their subchannel after them, which those of all its segments then must. */
static bool has_subchannel(const rbk_toc_writer *w, const rbk_track *track)
{
    for (size_t e = 0; e < track->extent_count; e++)
        if (!track->extents[e].silence)
            return rbk_placements_at(&w->placements, (size_t)(track - w->disc->tracks), e)->subchannel_bytes ==
                   RBK_SUBCHANNEL_BYTES;
    return track->mode == RBK_MODE_CDG;
}

/* Start of an extent of the current track; a TOC only has contiguous sectors of their mode's size. */
static rbk_status find_place(const rbk_toc_writer *w, const rbk_extent *extent, const rbk_placement **placement)
{
    size_t t = (size_t)(w->track - w->disc->tracks), e = (size_t)(extent - w->track->extents);
    *placement = rbk_placements_at(&w->placements, t, e);
    uint32_t payload = rbk_track_mode_payload_bytes(w->track->mode);
    uint32_t subchannel = has_subchannel(w, w->track) ? RBK_SUBCHANNEL_BYTES : 0;
    if ((*placement)->subchannel_bytes != subchannel && (*placement)->subchannel_bytes != RBK_PQ16_BYTES)
        return refuse(w, RBK_UNSUPPORTED, "a TOC cannot give a subchannel to a part of a track");
    if ((*placement)->stride_bytes != payload + subchannel)
        return refuse(w, RBK_UNSUPPORTED, "a TOC cannot skip bytes between the sectors of a file");
    if (extent->placement.stride_bytes == 0 && file_has_data(w->disc, extent->file) &&
        extent->offset_samples % RBK_SECTOR_SAMPLES != 0)
        return refuse(w, RBK_BAD_LAYOUT, "a segment of a file with data starts inside a sector");
    return RBK_OK;
}

static bool is_wav(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && (dot[1] | 32) == 'w' && (dot[2] | 32) == 'a' && (dot[3] | 32) == 'v' && dot[4] == '\0';
}

static bool has_control_character(const char *path)
{
    while (*path && rbk_utf8_control(path) != 1) /* C0 and DEL, which readers replace */
        path++;
    return *path != '\0';
}

/* What a reader of TOCs assumes from the file's name must be true. */
static rbk_status check_name(rbk_toc_writer *w, const rbk_file *file)
{
    if (!file->path[0] || strcmp(file->path, "-") == 0 || has_control_character(file->path)) {
        rbk_fail(w->error, RBK_UNSUPPORTED, "a TOC cannot hold the file name '%.200s'", file->path);
        return RBK_UNSUPPORTED;
    }
    if (file->type != RBK_FILE_AUDIO && rbk_toc_name_is_audio(file->path)) {
        rbk_fail(w->error, RBK_UNSUPPORTED, "a TOC treats '%.200s' as a file with a header, and it has none",
                 file->path);
        return RBK_UNSUPPORTED;
    }
    if (file->type == RBK_FILE_AUDIO && !rbk_toc_name_is_audio(file->path)) {
        rbk_fail(w->error, RBK_UNSUPPORTED, "a TOC treats '%.200s' as headerless sectors, and it has a header",
                 file->path);
        return RBK_UNSUPPORTED;
    }
    return RBK_OK;
}

static void report_file(rbk_toc_writer *w, const rbk_file *file)
{
    if (file->type == RBK_FILE_AUDIO && !is_wav(file->path))
        RBK_TOC_REPORT(w, RBK_WARNING, "toc.file-type",
                       "cdrdao 1.2.4 treats '%.200s' as headerless sectors: only names that end in .wav are WAV files",
                       file->path);
    if (file->type == RBK_FILE_AUDIO && file->rate_hz != 0 && file->rate_hz != RBK_RATE_HZ)
        RBK_TOC_REPORT(w, RBK_WARNING, "toc.rate", "cdrdao refuses '%.200s': it has %u Hz and not 44100", file->path,
                       (unsigned)file->rate_hz);
}

static void report_byte_order(rbk_toc_writer *w, const rbk_file *file)
{
    if (w->reported_swap)
        return;
    w->reported_swap = true;
    RBK_TOC_REPORT(
        w, RBK_WARNING, "toc.byte-order",
        "the audio in '%.200s' is little-endian, as SWAP states; use --swap with readers that do not support it",
        file->path);
}

static rbk_status write_files(rbk_toc_writer *w)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < w->disc->file_count && status == RBK_OK; i++) {
        status = check_name(w, &w->disc->files[i]);
        if (status == RBK_OK)
            report_file(w, &w->disc->files[i]);
    }
    return status;
}

/* ------------------------------------------------------------------ segments */

/* Whole sectors as a time, samples as their number. */
static void write_length(rbk_toc_writer *w, int64_t samples)
{
    char time[RBK_TIME_BYTES];
    if (samples != 0 && samples % RBK_SECTOR_SAMPLES == 0)
        rbk_output_print(w->text, " %s", rbk_time_format(samples / RBK_SECTOR_SAMPLES, time));
    else
        rbk_output_print(w->text, " %lld", (long long)samples);
}

static rbk_status write_audio(rbk_toc_writer *w, const rbk_extent *extent)
{
    const rbk_placement *placement = NULL;
    const rbk_file *file = &w->disc->files[extent->file];
    rbk_status status = find_place(w, extent, &placement);
    bool in_bytes =
        file_has_data(w->disc, extent->file) || placement->offset_bytes != extent->offset_samples * RBK_SAMPLE_BYTES;
    rbk_output_print(w->text, "AUDIOFILE ");
    rbk_toc_write_string(w, file->path);
    if (file->type == RBK_FILE_BINARY) {
        rbk_output_print(w->text, " SWAP");
        report_byte_order(w, file);
    }
    if (in_bytes && placement->offset_bytes > 0)
        rbk_output_print(w->text, " #%lld", (long long)placement->offset_bytes);
    write_length(w, in_bytes ? 0 : extent->offset_samples);
    if (extent->length_samples != RBK_TO_END)
        write_length(w, extent->length_samples);
    rbk_output_print(w->text, "\n");
    return status;
}

static rbk_status write_data(rbk_toc_writer *w, const rbk_extent *extent)
{
    const rbk_placement *placement = NULL;
    const rbk_file *file = &w->disc->files[extent->file];
    if (file->type == RBK_FILE_AUDIO)
        return refuse(w, RBK_UNSUPPORTED, "a data track is in an audio file");
    if (extent->length_samples != RBK_TO_END && extent->length_samples % RBK_SECTOR_SAMPLES != 0)
        return refuse(w, RBK_BAD_LAYOUT, "a data track starts or ends inside a sector");
    rbk_status status = find_place(w, extent, &placement);
    rbk_output_print(w->text, "DATAFILE ");
    rbk_toc_write_string(w, file->path);
    if (placement->offset_bytes > 0)
        rbk_output_print(w->text, " #%lld", (long long)placement->offset_bytes);
    if (extent->length_samples != RBK_TO_END)
        write_length(w, extent->length_samples);
    rbk_output_print(w->text, "\n");
    return status;
}

/* Audio without a subchannel, which has statements of its own. */
static bool is_bare_audio(const rbk_toc_writer *w)
{
    return rbk_track_mode_is_audio(w->track->mode) && !has_subchannel(w, w->track);
}

/* Zeros of data are counted in bytes, which would be another number: only whole sectors are the same in both. */
static rbk_status write_silence(rbk_toc_writer *w, int64_t length_samples)
{
    bool audio = is_bare_audio(w);
    if (!audio && length_samples % RBK_SECTOR_SAMPLES != 0)
        return refuse(w, RBK_BAD_LAYOUT, "a data track starts or ends inside a sector");
    rbk_output_print(w->text, audio ? "SILENCE" : "ZERO");
    write_length(w, length_samples);
    rbk_output_print(w->text, "\n");
    return RBK_OK;
}

static rbk_status write_extent(rbk_toc_writer *w, const rbk_extent *extent)
{
    if (extent->silence)
        return extent->length_samples > 0 ? write_silence(w, extent->length_samples) : RBK_OK;
    if (extent->length_samples == 0)
        return RBK_OK;
    if (is_bare_audio(w))
        return write_audio(w, extent);
    if (rbk_track_mode_is_audio(w->track->mode) && w->disc->files[extent->file].type == RBK_FILE_BINARY)
        return refuse(w, RBK_UNSUPPORTED, "a TOC has audio with its subchannel as big-endian sectors only");
    return write_data(w, extent);
}

/* ------------------------------------------------------------------ pregaps and indexes */

/* Samples from one index to a later one, RBK_TO_END where a file of unknown length is between, less than 0 when the
 * later one is not later. */
#define BACKWARDS (-2)
static int64_t samples_between(const rbk_track *track, const rbk_index *from, const rbk_index *to)
{
    int64_t samples = to->offset_samples - from->offset_samples;
    if (to->extent < from->extent)
        return BACKWARDS;
    for (uint32_t e = from->extent; e < to->extent; e++) {
        if (track->extents[e].length_samples == RBK_TO_END)
            return RBK_TO_END;
        samples += track->extents[e].length_samples;
    }
    return samples < 0 ? BACKWARDS : samples;
}

static rbk_status write_mark(rbk_toc_writer *w, const char *keyword, int64_t samples)
{
    char time[RBK_TIME_BYTES];
    if (samples == RBK_TO_END)
        return refuse(w, RBK_BAD_LAYOUT, "an index follows a file of unknown length");
    if (samples == BACKWARDS)
        return refuse(w, RBK_BAD_LAYOUT, "an index is out of order");
    if (samples % RBK_SECTOR_SAMPLES != 0)
        return refuse(w, RBK_BAD_LAYOUT, "an index is inside a sector");
    rbk_output_print(w->text, "%s %s\n", keyword, rbk_time_format(samples / RBK_SECTOR_SAMPLES, time));
    return RBK_OK;
}

static rbk_status check_indexes(const rbk_toc_writer *w)
{
    const rbk_track *track = w->track;
    if (!rbk_track_index(track, 1))
        return refuse(w, RBK_BAD_LAYOUT, "a track has no index 01");
    for (size_t i = 0; i < track->index_count; i++)
        if (track->indexes[i].extent >= track->extent_count)
            return refuse(w, RBK_BAD_LAYOUT, "an index is out of order");
    return RBK_OK;
}

/* A reader of TOCs refuses a pregap that is the whole track. */
static rbk_status check_program(const rbk_toc_writer *w)
{
    const rbk_index end = {.extent = (uint32_t)w->track->extent_count};
    int64_t samples = samples_between(w->track, rbk_track_index(w->track, 1), &end);
    return samples == 0 || samples == BACKWARDS ? refuse(w, RBK_BAD_LAYOUT, "a track ends at or before its index 01")
                                                : RBK_OK;
}

static const rbk_index track_begin = {.number = 0};

/* After a file of unknown length START is at its own position. */
static bool starts_here(const rbk_track *track, uint32_t extent)
{
    const rbk_index *one = rbk_track_index(track, 1);
    return one->extent == extent && one->offset_samples == 0 && samples_between(track, &track_begin, one) == RBK_TO_END;
}

/* The last index, if it can only be expressed by END: after a file of unknown length. NULL otherwise. */
static const rbk_index *index_by_end(const rbk_track *track)
{
    const rbk_index *one = rbk_track_index(track, 1);
    const rbk_index *last = &track->indexes[track->index_count - 1];
    bool only = last->number > 1 && last->offset_samples == 0 && samples_between(track, one, last) == RBK_TO_END;
    return only ? last : NULL;
}

static rbk_status write_marks(rbk_toc_writer *w, bool started)
{
    const rbk_track *track = w->track;
    const rbk_index *one = rbk_track_index(track, 1);
    int64_t pregap = started ? 0 : samples_between(track, &track_begin, one);
    rbk_status status = RBK_OK;
    if (pregap != 0)
        status = write_mark(w, "START", pregap);
    else if (!started && rbk_track_index(track, 0))
        RBK_TOC_REPORT(w, RBK_NOTE, "toc.no-pause", "index 00 and 01 are at the same place: only 01 is written");
    for (size_t i = 0; i < track->index_count && status == RBK_OK; i++) {
        const rbk_index *index = &track->indexes[i];
        if (index->number > 1 && index != index_by_end(track))
            status = write_mark(w, "INDEX", samples_between(track, one, index));
    }
    return status;
}

/* ------------------------------------------------------------------ tracks */

static const char *type_word(const rbk_disc *disc)
{
    switch (rbk_session_type(disc, 0, disc->track_count)) {
    case RBK_DISC_TYPE_CD_I:
        return "CD_I";
    case RBK_DISC_TYPE_XA:
        return "CD_ROM_XA";
    default:
        for (size_t t = 0; t < disc->track_count; t++)
            if (!rbk_track_mode_is_audio(disc->tracks[t].mode))
                return "CD_ROM";
        return "CD_DA";
    }
}

static const char *mode_word(const rbk_track *track)
{
    static const char *const words[RBK_MODES] = {
        [RBK_MODE_AUDIO] = "AUDIO",
        [RBK_MODE_CDG] = "AUDIO",
        [RBK_MODE_MODE1_2048] = "MODE1",
        [RBK_MODE_MODE1_2352] = "MODE1_RAW",
        [RBK_MODE_MODE2_2048] = "MODE2_FORM1",
        [RBK_MODE_MODE2_2324] = "MODE2_FORM2",
        [RBK_MODE_MODE2_2336] = "MODE2",
        [RBK_MODE_MODE2_2352] = "MODE2_RAW",
        [RBK_MODE_CDI_2336] = "MODE2",
        [RBK_MODE_CDI_2352] = "MODE2_RAW",
    };
    const bool parts = track->mode == RBK_MODE_MODE2_2336 || track->mode == RBK_MODE_CDI_2336;
    return parts && track->flags & RBK_FLAG_FORM_MIX ? "MODE2_FORM_MIX" : words[track->mode];
}

/* CD-i is a type of the whole TOC, under which the words for mode 2 mean it. */
static void report_mode(rbk_toc_writer *w)
{
    const rbk_track_mode mode = w->track->mode;
    const bool cd_i = mode == RBK_MODE_CDI_2336 || mode == RBK_MODE_CDI_2352;
    const bool mode2 = mode == RBK_MODE_MODE2_2336 || mode == RBK_MODE_MODE2_2352;
    const bool under_cd_i = rbk_session_type(w->disc, 0, w->disc->track_count) == RBK_DISC_TYPE_CD_I;
    if (under_cd_i ? mode2 : cd_i)
        RBK_TOC_REPORT(w, RBK_WARNING, "toc.mode", "the mode %s is written as %s in a TOC of type %s",
                       rbk_track_mode_name(mode), mode_word(w->track), type_word(w->disc));
}

/* What follows the mode: packs in the order of playing have a their own word. */
static const char *subchannel_word(const rbk_toc_writer *w)
{
    const rbk_track *track = w->track;
    if (!has_subchannel(w, track))
        return "";
    for (size_t e = 0; e < track->extent_count; e++)
        if (!track->extents[e].silence && w->disc->files[track->extents[e].file].subchannel == RBK_SUBCHANNEL_PACKS)
            return " RW";
    return " RW_RAW";
}

static bool is_empty(const rbk_track *track)
{
    for (size_t e = 0; e < track->extent_count; e++)
        if (track->extents[e].length_samples != 0)
            return false;
    return true;
}

static rbk_status write_track(rbk_toc_writer *w)
{
    const rbk_track *track = w->track;
    bool started = false;
    rbk_status status = check_indexes(w);
    if (status == RBK_OK && is_empty(track))
        status = refuse(w, RBK_BAD_LAYOUT, "a track is empty");
    if (status == RBK_OK)
        status = check_program(w);
    if (status != RBK_OK)
        return status;
    rbk_output_print(w->text, "\n// Track %u\nTRACK %s%s\n", (unsigned)track->number, mode_word(track),
                     subchannel_word(w));
    report_mode(w);
    rbk_toc_write_track_head(w);
    for (uint32_t e = 0; e < track->extent_count && status == RBK_OK; e++) {
        if (e > 0 && starts_here(track, e)) {
            rbk_output_print(w->text, "START\n");
            started = true;
        }
        if (index_by_end(track) && index_by_end(track)->extent == e)
            rbk_output_print(w->text, "END\n");
        status = write_extent(w, &track->extents[e]);
    }
    return status == RBK_OK ? write_marks(w, started) : status;
}

static rbk_status write_first_track_number(rbk_toc_writer *w)
{
    const rbk_disc *disc = w->disc;
    for (size_t t = 1; t < disc->track_count; t++)
        if (disc->tracks[t].number != disc->tracks[t - 1].number + 1)
            return refuse(w, RBK_BAD_LAYOUT, "a TOC cannot skip a track number");
    if (disc->tracks[0].number == 1)
        return RBK_OK;
    rbk_output_print(w->text, "FIRST_TRACK_NO %u\n", (unsigned)disc->tracks[0].number);
    RBK_TOC_REPORT(w, RBK_WARNING, "toc.first-track", "the first track is %02u: few readers know FIRST_TRACK_NO",
                   (unsigned)disc->tracks[0].number);
    return RBK_OK;
}

static rbk_status write_toc(rbk_toc_writer *w)
{
    rbk_output_print(w->text, "%s\n", type_word(w->disc));
    rbk_toc_write_catalog(w);
    rbk_status status = write_first_track_number(w);
    if (status == RBK_OK)
        status = write_files(w);
    if (status == RBK_OK)
        rbk_toc_write_disc_text(w);
    for (size_t t = 0; t < w->disc->track_count && status == RBK_OK; t++) {
        w->track = &w->disc->tracks[t];
        status = write_track(w);
    }
    w->track = NULL;
    return status;
}

rbk_status rbk_toc_write(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error)
{
    if (!disc || !output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (rbk_disc_session_count(disc) > 1)
        return rbk_fail(error, RBK_UNSUPPORTED, "a TOC holds one session, the disc has %zu", disc->session_count);
    if (disc->track_count == 0)
        return rbk_fail(error, RBK_BAD_LAYOUT, "there are no tracks");
    rbk_toc_writer w = {.disc = disc, .text = rbk_output_new_memory(), .findings = findings, .error = error};
    if (!w.text)
        return rbk_fail_memory(error);
    rbk_status status = rbk_placements_make(disc, &w.placements, error);
    if (status == RBK_OK)
        status = rbk_toc_collect_languages(&w);
    if (status == RBK_OK)
        status = write_toc(&w);
    if (status == RBK_OK)
        status = rbk_format_pass_on(w.text, w.no_memory, output, error);
    rbk_output_free(w.text);
    rbk_placements_release(&w.placements);
    rbk_bytes_release(&w.packs);
    rbk_cdtext_free(w.cdtext);
    return status;
}

/* ------------------------------------------------------------------ the row */

static int probe(rbk_input *input)
{
    return rbk_text_input_probe(input, rbk_toc_probe);
}

static rbk_status read(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                       const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    rbk_disc *made = NULL;
    rbk_status status = rbk_text_input_read(input, rbk_toc_read, name, options, &made, findings, error);
    if (status == RBK_OK)
        status = rbk_toc_sessions_read(siblings, name, options, made, findings, error);
    if (status == RBK_OK)
        *disc = made;
    else
        rbk_disc_free(made);
    return status;
}

const rbk_format_row rbk_toc_format = {{"toc", "toc", "cdrdao TOC"}, probe, read, rbk_toc_write};
