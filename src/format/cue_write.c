/*
 * The CUE sheet's writer: the subset that all readers interpret alike. Upper-case keywords, one space, quoted texts,
 * gaps as real sectors between INDEX 00 and 01, PREGAP only for a pregap that is in no file, no POSTGAP, DATA or SCMS.
 * Every change or loss is a finding; what a sheet cannot express at all is refused before anything is written.
 */
#include "base/fail.h"
#include "base/utf8.h"
#include "disc/placement.h"
#include "disc/sessions.h"
#include "format/cue_writer.h"
#include "format/text_input.h"
#include "text/disc_text.h"
#include "text/line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct writer {
    const rbk_disc *disc;
    const rbk_track *track; /* NULL: the disc itself */
    rbk_output *output;
    rbk_findings *findings;
    rbk_error *error;
    bool rehearsal;           /* only refuse; write and report nothing */
    const rbk_extent *before; /* the last extent */
    int64_t skipped_sectors;  /* between sessions of the current file: counted in its times, absent from its bytes */
    bool skips;               /* the extent starts at the disc's distance from the one before */
    bool file_marked;         /* the file named last has an INDEX */
    bool anew;                /* the last FILE names the file before again, and no INDEX has shown that yet */
    int64_t last_mark;        /* samples into its file of the INDEX before */
    bool passed_unmarked;     /* a file without INDEX is between the last INDEX and here */
    bool reported_minutes;
    bool reported_index_above_1;
    bool no_memory;
    const rbk_cdtext_block *packed; /* the texts in the CD-TEXT file; NULL: none */
} writer;

#define REPORT(w, severity, rule, ...)                                                                                 \
    ((w)->no_memory |= rbk_findings_add((w)->findings, severity, rule, NULL, 0, (w)->track ? (w)->track->number : 0,   \
                                        __VA_ARGS__) != RBK_OK)

/* Sets the current track in a refusal. */
static rbk_status in_track(const writer *w, rbk_status status)
{
    if (w->track)
        rbk_error_set_track(w->error, w->track->number);
    return status;
}

/* ------------------------------------------------------------------ texts, remarks, codes */

/* "the title of track 3": whose text it is. */
#define OWNER_BYTES 32

static const char *owner(const writer *w, char name[OWNER_BYTES])
{
    if (w->track)
        snprintf(name, OWNER_BYTES, "track %u", (unsigned)w->track->number);
    else
        snprintf(name, OWNER_BYTES, "the disc");
    return name;
}

/*
 * A text as in sheets, freed by the caller: truncated to a line, no control characters, and no quotes inside quotes. packed:
 * the CD-TEXT file has the text as it is. NULL without memory, which the writer remembers.
 */
static char *clean_text(writer *w, const char *what, const char *text, bool in_quotes, bool packed)
{
    const size_t size = strlen(text), kept = rbk_utf8_prefix(text, size, RBK_CUE_LINE_BYTES_MAX / 2);
    const rbk_severity severity = packed ? RBK_NOTE : RBK_WARNING;
    const char *where = packed ? " in the sheet and kept in the CD-TEXT file" : "";
    char of[OWNER_BYTES], *line = strndup(text, kept);
    if (!line) {
        w->no_memory = true;
        return NULL;
    }
    const rbk_line_changes changes = rbk_line_clean(line, in_quotes);
    if (kept < size)
        REPORT(w, RBK_WARNING, "cue.text-too-long", "the %s of %s is truncated from %zu bytes to %zu", what,
               owner(w, of), size, kept);
    if (changes.quotes)
        REPORT(w, severity, "cue.quote", "quotes in the %s of %s are replaced by apostrophes%s", what, owner(w, of),
               where);
    if (changes.controls)
        REPORT(w, severity, "cue.control-character", "control characters in the %s of %s are replaced by blanks%s",
               what, owner(w, of), where);
    return line;
}

static const char *indent(const writer *w)
{
    return w->track ? "    " : "";
}

static void write_text(writer *w, const rbk_text *text, rbk_text_field field, const char *keyword)
{
    const char *words = text->field[field];
    const bool packed = words && rbk_cdtext_block_holds(w->packed, field, w->track ? w->track->number : 0, words);
    char *clean = words ? clean_text(w, rbk_text_field_name(field), words, true, packed) : NULL;
    if (clean)
        rbk_output_print(w->output, "%s%s \"%s\"\n", indent(w), keyword, clean);
    free(clean);
}

/* More digits are not a date. */
#define DATE_BYTES_MAX 80

/* A date is without quotes, as usual, if possible. */
static void write_date(writer *w, const rbk_text *text)
{
    const char *date = text->field[RBK_TEXT_DATE];
    if (date && strspn(date, "0123456789-") == strlen(date) && strlen(date) <= DATE_BYTES_MAX)
        rbk_output_print(w->output, "%sREM DATE %s\n", indent(w), date);
    else
        write_text(w, text, RBK_TEXT_DATE, "REM DATE");
}

/* Texts without a command that every reader supports. */
static void write_remark_texts(writer *w, const rbk_text *text)
{
    write_text(w, text, RBK_TEXT_GENRE, "REM GENRE");
    write_date(w, text);
    write_text(w, text, RBK_TEXT_COMPOSER, "REM COMPOSER");
    write_text(w, text, RBK_TEXT_ARRANGER, "REM ARRANGER");
    write_text(w, text, RBK_TEXT_MESSAGE, "REM MESSAGE");
    write_text(w, text, RBK_TEXT_DISC_ID, "REM DISC_ID");
}

static void write_remark(writer *w, const char *before, const char *line)
{
    char *clean = clean_text(w, "remark", line, false, false);
    if (clean)
        rbk_output_print(w->output, "%sREM%s%s\n", before, clean[0] ? " " : "", clean);
    free(clean);
}

static void write_remarks(writer *w, const rbk_text *text, const rbk_remarks *remarks)
{
    write_remark_texts(w, text);
    for (size_t i = remarks->leading; i < remarks->count; i++)
        write_remark(w, indent(w), remarks->lines[i]);
}

/* The lines between the track before and this one's FILE. */
static void write_leading_remarks(writer *w)
{
    for (size_t i = 0; i < w->track->remarks.leading && i < w->track->remarks.count; i++)
        write_remark(w, "", w->track->remarks.lines[i]);
}

static void write_disc_head(writer *w)
{
    const rbk_disc *disc = w->disc;
    write_remarks(w, &disc->text, &disc->remarks);
    if (disc->mcn[0])
        rbk_output_print(w->output, "CATALOG %s\n", disc->mcn);
    if (disc->cdtext_file && rbk_line_holds(disc->cdtext_file))
        rbk_output_print(w->output, "CDTEXTFILE \"%s\"\n", disc->cdtext_file);
    else if (disc->cdtext_file)
        REPORT(w, RBK_WARNING, "cue.cdtext-file",
               "a sheet cannot hold the name of the CD-TEXT file: it is not written");
    write_text(w, &disc->text, RBK_TEXT_PERFORMER, "PERFORMER");
    write_text(w, &disc->text, RBK_TEXT_TITLE, "TITLE");
    write_text(w, &disc->text, RBK_TEXT_SONGWRITER, "SONGWRITER");
}

static void write_flags(writer *w, uint32_t flags)
{
    if (flags & RBK_FLAG_SCMS)
        REPORT(w, RBK_WARNING, "cue.scms", "the flag SCMS is not written");
    if (flags & (RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL | RBK_FLAG_PRE_EMPHASIS))
        rbk_output_print(w->output, "    FLAGS%s%s%s\n", flags & RBK_FLAG_COPY_PERMITTED ? " DCP" : "",
                         flags & RBK_FLAG_FOUR_CHANNEL ? " 4CH" : "", flags & RBK_FLAG_PRE_EMPHASIS ? " PRE" : "");
}

/* Modes that only a few readers know. */
static bool mode_is_rare(rbk_track_mode mode)
{
    return mode == RBK_MODE_CDG || mode == RBK_MODE_MODE2_2048 || mode == RBK_MODE_MODE2_2324 ||
           mode == RBK_MODE_CDI_2336 || mode == RBK_MODE_CDI_2352;
}

/* A sheet's CDG sectors are as recorded on the disc; it has no word for packs, and none for other files. */
static void report_subchannel(writer *w)
{
    const rbk_file *reported = NULL;
    for (size_t e = 0; e < w->track->extent_count; e++) {
        const rbk_extent *extent = &w->track->extents[e];
        const rbk_file *file = extent->silence ? NULL : &w->disc->files[extent->file];
        if (!file || file == reported || file->subchannel == RBK_SUBCHANNEL_NONE ||
            (!file->subchannel_path && file->subchannel != RBK_SUBCHANNEL_PACKS))
            continue;
        reported = file;
        if (file->subchannel_path)
            REPORT(w, RBK_WARNING, "cdg.left-out", "a sheet cannot name the subchannel '%.200s', which is not written",
                   file->subchannel_path);
        else
            REPORT(w, RBK_WARNING, "cue.packs",
                   "the subchannel in '%.200s' is packed, which a sheet cannot state: readers will treat it as raw",
                   file->path);
    }
}

static void write_track_head(writer *w)
{
    const rbk_track *track = w->track;
    rbk_output_print(w->output, "  TRACK %02u %s\n", (unsigned)track->number, rbk_track_mode_name(track->mode));
    if (track == w->disc->tracks && track->number != 1)
        REPORT(w, RBK_WARNING, "cue.first-track", "the first track is %02u: some readers expect 01",
               (unsigned)track->number);
    if (mode_is_rare(track->mode))
        REPORT(w, RBK_WARNING, "cue.mode", "few readers know the mode of track %u, %s", (unsigned)track->number,
               rbk_track_mode_name(track->mode));
    report_subchannel(w);
    write_text(w, &track->text, RBK_TEXT_TITLE, "TITLE");
    write_text(w, &track->text, RBK_TEXT_PERFORMER, "PERFORMER");
    write_text(w, &track->text, RBK_TEXT_SONGWRITER, "SONGWRITER");
    write_remarks(w, &track->text, &track->remarks);
    if (track->isrc[0])
        rbk_output_print(w->output, "    ISRC %s\n", track->isrc);
    write_flags(w, track->flags);
}

/* ------------------------------------------------------------------ FILE */

/* The type word of an audio file; compressed ones are called WAVE, which more readers accept than the format's own
 * name. */
static const char *type_word(const rbk_file *file)
{
    rbk_cue_word word = {file->type_word, strlen(file->type_word), 0};
    if (file->type == RBK_FILE_BINARY)
        return "BINARY";
    if (file->type == RBK_FILE_MOTOROLA)
        return "MOTOROLA";
    if (rbk_cue_word_is(word, "AIFF"))
        return "AIFF";
    return rbk_cue_word_is(word, "MP3") ? "MP3" : "WAVE";
}

static void write_file(writer *w, uint32_t position)
{
    const rbk_file *file = &w->disc->files[position];
    const char *word = type_word(file);
    rbk_cue_word written = {file->type_word, strlen(file->type_word), 0};
    rbk_output_print(w->output, "FILE \"%s\" %s\n", file->path, word);
    if (file->type == RBK_FILE_AUDIO && written.size > 0 && !rbk_cue_word_is(written, word))
        REPORT(w, RBK_NOTE, "cue.file-type", "the type of '%.200s' is written as %s instead of %.40s", file->path, word,
               file->type_word);
    if (file->type == RBK_FILE_MOTOROLA)
        REPORT(w, RBK_WARNING, "cue.motorola", "most readers treat MOTOROLA as BINARY and swap every sample");
}

/* The length of the file in samples of disc time, RBK_TO_END: not probed. */
static int64_t file_length(const rbk_file *file)
{
    return file->rate_hz && file->length_frames > 0 ? rbk_rate_scale(file->length_frames, file->rate_hz) : RBK_TO_END;
}

/* A sheet cannot leave a file before its end. */
static rbk_status check_file_left(const writer *w)
{
    if (!w->before || w->before->length_samples == RBK_TO_END)
        return RBK_OK;
    const rbk_file *file = &w->disc->files[w->before->file];
    int64_t length = file_length(file);
    if (length == RBK_TO_END || length == w->before->offset_samples + w->before->length_samples)
        return RBK_OK;
    return in_track(w, rbk_fail(w->error, RBK_BAD_LAYOUT, "a sheet cannot end before the end of '%.200s'", file->path));
}

static rbk_status check_file_named(writer *w, const rbk_extent *extent)
{
    const rbk_file *file = &w->disc->files[extent->file];
    if (!file->path[0] || !rbk_line_holds(file->path))
        return in_track(w,
                        rbk_fail(w->error, RBK_UNSUPPORTED, "a sheet cannot hold the file name '%.200s'", file->path));
    if (extent->offset_samples != 0)
        return in_track(w, rbk_fail(w->error, RBK_BAD_LAYOUT, "a sheet cannot skip the start of '%.200s'", file->path));
    w->anew = w->before && strcmp(w->disc->files[w->before->file].path, file->path) == 0;
    return RBK_OK;
}

/* ------------------------------------------------------------------ extents */

static rbk_status check_extent(const writer *w, const rbk_extent *extent)
{
    if (extent->silence) // NOLINT: a track with an extent count has extents
        return in_track(w, rbk_fail(w->error, RBK_BAD_LAYOUT,
                                    "track %u holds generated silence, which must be real sectors in a file",
                                    (unsigned)w->track->number));
    if (extent->offset_samples % RBK_SECTOR_SAMPLES != 0 ||
        (extent->length_samples != RBK_TO_END && extent->length_samples % RBK_SECTOR_SAMPLES != 0))
        return in_track(w, rbk_fail(w->error, RBK_BAD_LAYOUT, "track %u starts or ends inside a sector",
                                    (unsigned)w->track->number));
    return RBK_OK;
}

/* The extent continues its file where the one before ended, or starts a file after the end of another. */
static rbk_status enter_extent(writer *w, const rbk_extent *extent)
{
    rbk_status status = check_extent(w, extent);
    if (status != RBK_OK)
        return status;
    if (w->before && w->before->file == extent->file) {
        if (w->before->length_samples != RBK_TO_END &&
            (w->skips || w->before->offset_samples + w->before->length_samples == extent->offset_samples))
            return RBK_OK;
    }
    if (w->before && w->before->file == extent->file && extent->offset_samples != 0)
        return in_track(w, rbk_fail(w->error, RBK_BAD_LAYOUT, "a sheet cannot skip or repeat a part of '%.200s'",
                                    w->disc->files[extent->file].path));
    status = check_file_left(w);
    if (status == RBK_OK)
        status = check_file_named(w, extent);
    if (status != RBK_OK)
        return status;
    w->passed_unmarked = w->passed_unmarked || (w->before && !w->file_marked);
    w->file_marked = false;
    w->skipped_sectors = 0;
    if (!w->rehearsal)
        write_file(w, extent->file);
    return RBK_OK;
}

/* ------------------------------------------------------------------ sessions */

/* In a file of both sessions times continue, for readers without sessions; those of the disc are counted if a
 * reader could not derive them. */
static void begin_session_inside(writer *w, const rbk_extent *first)
{
    const rbk_session *session = &w->disc->sessions[w->track->session];
    int64_t end_samples = w->before->offset_samples + w->before->length_samples;
    int64_t lead_out = end_samples / RBK_SECTOR_SAMPLES + w->skipped_sectors;
    const size_t t = (size_t)(w->track - w->disc->tracks);
    int64_t distance = rbk_session_distance(w->disc, t);
    bool addressed = session->lead_out_form == RBK_LEAD_OUT_ADDRESS || !rbk_cue_start_is_derived(w->disc, t);
    bool said = session->lead_out_form != RBK_LEAD_OUT_LENGTH || session->lead_out_sectors != RBK_USUAL;
    w->skips = first->offset_samples == end_samples + distance * RBK_SECTOR_SAMPLES;
    if (addressed && !w->skips)
        w->skipped_sectors += distance;
    if (w->rehearsal)
        return;
    rbk_cue_write_session(w->disc, w->track->session, addressed || said ? lead_out : RBK_USUAL, true, w->output);
    REPORT(w, RBK_WARNING, "cue.sessions-in-one-file",
           "session %u starts inside '%.200s', where readers place it differently: use one file per track",
           (unsigned)w->track->session + 1, w->disc->files[first->file].path);
}

/* What is before the first track of a session, and its FILE. */
static void begin_session(writer *w, const rbk_extent *first)
{
    const rbk_track *track = w->track;
    w->skips = false;
    if (w->disc->session_count == 0 || (track > w->disc->tracks && track[-1].session == track->session))
        return;
    const rbk_session *session = &w->disc->sessions[track->session];
    bool inside = w->before && !first->silence && w->before->file == first->file && session->area == RBK_AREA_CD &&
                  w->before->length_samples != RBK_TO_END && track->session > 0;
    if (inside)
        begin_session_inside(w, first);
    else if (!w->rehearsal)
        rbk_cue_write_session(w->disc, track->session,
                              session->lead_out_form == RBK_LEAD_OUT_PLACE ? RBK_USUAL : session->lead_out_sectors,
                              false, w->output);
}

/* ------------------------------------------------------------------ indexes */

static rbk_status silent_file(const writer *w)
{
    return in_track(w, rbk_fail(w->error, RBK_BAD_LAYOUT,
                                "a sheet cannot continue a track through a file in which no track or index starts"));
}

static rbk_status write_index(writer *w, uint32_t number, const rbk_extent *extent, int64_t offset_samples, bool first)
{
    char time[RBK_TIME_BYTES];
    int64_t samples = extent->offset_samples + offset_samples;
    if (samples % RBK_SECTOR_SAMPLES != 0)
        return in_track(w, rbk_fail(w->error, RBK_BAD_LAYOUT, "index %02u of track %u is inside a sector",
                                    (unsigned)number, (unsigned)w->track->number));
    if (w->passed_unmarked && first && samples == 0)
        return silent_file(w);
    /* A file named again is used a second time only if the times start again. */
    if (w->anew && samples > w->last_mark)
        return in_track(w, rbk_fail(w->error, RBK_BAD_LAYOUT,
                                    "a sheet cannot name '%.200s' again without an index at its start",
                                    w->disc->files[extent->file].path));
    w->anew = false;
    w->last_mark = samples;
    w->passed_unmarked = false;
    w->file_marked = true;
    if (w->rehearsal)
        return RBK_OK;
    rbk_time_format(samples / RBK_SECTOR_SAMPLES + w->skipped_sectors, time);
    rbk_output_print(w->output, "    INDEX %02u %s\n", (unsigned)number, time);
    if (samples / RBK_SECTOR_SAMPLES >= (int64_t)100 * 60 * RBK_SECTORS_PER_SECOND && !w->reported_minutes) {
        w->reported_minutes = true;
        REPORT(w, RBK_WARNING, "cue.minutes",
               "the time %s has more than two digits of minutes, which few readers accept", time);
    }
    if (number > 1 && !w->reported_index_above_1) {
        w->reported_index_above_1 = true;
        REPORT(w, RBK_WARNING, "cue.index-above-1", "cdrdao misplaces indexes above 01");
    }
    return RBK_OK;
}

/* If index 1 is not at the track's start, the range before it is the pregap. */
static rbk_status write_index_00(writer *w, bool *written)
{
    const rbk_index *one = rbk_track_index(w->track, 1);
    const rbk_index *zero = rbk_track_index(w->track, 0);
    *written = one->extent > 0 || one->offset_samples > 0;
    if (*written)
        return write_index(w, 0, &w->track->extents[0], 0, true);
    if (zero && !w->rehearsal)
        REPORT(w, RBK_NOTE, "cue.no-pause", "index 00 and 01 of track %u are at the same place: only 01 is written",
               (unsigned)w->track->number);
    return RBK_OK;
}

static rbk_status check_indexes(const writer *w)
{
    const rbk_track *track = w->track;
    if (!rbk_track_index(track, 1))
        return in_track(w, rbk_fail(w->error, RBK_BAD_LAYOUT, "track %u has no index 01", (unsigned)track->number));
    for (size_t i = 0; i < track->index_count; i++) {
        const rbk_index *index = &track->indexes[i];
        bool inside = index->extent < track->extent_count;
        if (inside && track->extents[index->extent].length_samples != RBK_TO_END)
            inside = index->offset_samples <= track->extents[index->extent].length_samples;
        if (i > 0)
            inside =
                inside && (index->extent > index[-1].extent ||
                           (index->extent == index[-1].extent && index->offset_samples >= index[-1].offset_samples));
        if (!inside)
            return in_track(w, rbk_fail(w->error, RBK_BAD_LAYOUT, "index %02u of track %u is out of order",
                                        (unsigned)index->number, (unsigned)track->number));
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ the loop */

static rbk_status write_indexes_in(writer *w, uint32_t position, bool *first)
{
    const rbk_track *track = w->track;
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < track->index_count && status == RBK_OK; i++) {
        const rbk_index *index = &track->indexes[i];
        if (index->extent != position || index->number == 0)
            continue;
        status = write_index(w, index->number, &track->extents[position], index->offset_samples, *first);
        *first = false;
    }
    return status;
}

/* Silence before a file whose first sample is index 1: written as a PREGAP command, stored nowhere. */
static bool pregap_is_generated(const rbk_track *track)
{
    const rbk_index *one = rbk_track_index(track, 1);
    return track->extent_count > 1 && track->extents[0].silence && one && one->extent == 1 && one->offset_samples == 0;
}

static rbk_status write_pregap(writer *w)
{
    char time[RBK_TIME_BYTES];
    int64_t length = w->track->extents[0].length_samples;
    if (length <= 0 || length % RBK_SECTOR_SAMPLES != 0)
        return in_track(w, rbk_fail(w->error, RBK_BAD_LAYOUT, "the generated pregap of track %u ends inside a sector",
                                    (unsigned)w->track->number));
    if (!w->rehearsal)
        rbk_output_print(w->output, "    PREGAP %s\n", rbk_time_format(length / RBK_SECTOR_SAMPLES, time));
    return RBK_OK;
}

/* The track's own lines, after FILE and before its indexes from 1 on; *first: no index has been written. */
static rbk_status begin_track(writer *w, bool generated, bool *first)
{
    bool pregap = false;
    if (!w->rehearsal)
        write_track_head(w);
    rbk_status status = generated ? write_pregap(w) : write_index_00(w, &pregap);
    *first = !pregap;
    return status;
}

static rbk_status walk_track(writer *w)
{
    bool first = true;
    const rbk_track *track = w->track;
    const bool generated = pregap_is_generated(track);
    rbk_status status = check_indexes(w);
    for (uint32_t i = generated; i < track->extent_count && status == RBK_OK; i++) {
        bool same_file = w->before && w->before->file == track->extents[i].file;
        if (i == generated && !w->rehearsal)
            write_leading_remarks(w);
        if (i == generated)
            begin_session(w, &track->extents[i]);
        status = enter_extent(w, &track->extents[i]);
        w->skips = false;
        if (status == RBK_OK && i == generated)
            status = begin_track(w, generated, &first);
        else if (status == RBK_OK && !same_file && !w->rehearsal)
            REPORT(w, RBK_WARNING, "cue.track-spans-files",
                   "track %02u is in more than one file, which few readers accept", (unsigned)track->number);
        if (status == RBK_OK)
            status = write_indexes_in(w, i, &first);
        w->before = &track->extents[i];
    }
    return status;
}

static rbk_status walk_tracks(writer *w)
{
    rbk_status status = RBK_OK;
    w->before = NULL;
    w->skipped_sectors = 0;
    w->file_marked = w->passed_unmarked = false;
    for (size_t t = 0; t < w->disc->track_count && status == RBK_OK; t++) {
        w->track = &w->disc->tracks[t];
        status = walk_track(w);
    }
    if (status == RBK_OK && !w->file_marked)
        status = silent_file(w);
    if (status == RBK_OK)
        status = check_file_left(w);
    w->track = NULL;
    return status;
}

static rbk_status write_sheet(writer *w)
{
    const rbk_disc *disc = w->disc;
    rbk_cdtext *packs = NULL;
    rbk_status status = RBK_OK;
    if (disc->cdtext_file && rbk_line_holds(disc->cdtext_file))
        status = rbk_cdtext_next_to_sheet(disc, &packs, &w->packed, w->error);
    if (status != RBK_OK)
        return status;
    w->rehearsal = false;
    write_disc_head(w);
    if (disc->file_count > 1)
        REPORT(w, RBK_WARNING, "cue.several-files", "%zu file%s: some readers accept only one", disc->file_count,
               RBK_PLURAL(disc->file_count, "", "s"));
    status = walk_tracks(w);
    w->packed = NULL;
    rbk_cdtext_free(packs);
    return status;
}

rbk_status rbk_cue_write(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error)
{
    if (!disc || !output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (disc->track_count == 0)
        return rbk_fail(error, RBK_BAD_LAYOUT, "there are no tracks");
    writer w = {.disc = disc, .output = output, .findings = findings, .error = error, .rehearsal = true};
    bool in_order = false;
    rbk_status status = walk_tracks(&w);
    if (status == RBK_OK)
        status = rbk_placements_follow(disc, &in_order, error);
    if (status == RBK_OK && !in_order)
        status = rbk_fail(error, RBK_BAD_LAYOUT, "a sheet needs contiguous sectors from the first byte of a file on");
    if (status == RBK_OK)
        status = write_sheet(&w);
    if (status != RBK_OK)
        return status;
    return w.no_memory ? rbk_fail_memory(error) : rbk_output_write(output, "", 0, error);
}

/* ------------------------------------------------------------------ the row */

static int probe(rbk_input *input)
{
    return rbk_text_input_probe(input, rbk_cue_probe);
}

static rbk_status read(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                       const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    (void)siblings;
    return rbk_text_input_read(input, rbk_cue_read, name, options, disc, findings, error);
}

const rbk_format_row rbk_cue_format = {{"cue", "cue", "CUE sheet"}, probe, read, rbk_cue_write};
