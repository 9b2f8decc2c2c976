/*
 * The CUE sheet's reader, third part: INDEX, PREGAP, POSTGAP. An index that is impossible on a disc (not after the one
 * before, or at or past the start of the next track) is omitted and reported, as long as the track keeps its start:
 * rippers write such indexes.
 */
#include "format/cue_reader.h"

#include <redbook/rules.h>

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ times and marks */

static rbk_status take_time(rbk_cue_reader *reader, int64_t *sectors)
{
    char shown[RBK_CUE_SHOWN_BYTES], text[16];
    rbk_error reason;
    rbk_cue_word word = rbk_cue_line_word(&reader->line);
    rbk_cue_word_shown(word, shown);
    if (word.size == 0 || word.size >= sizeof text)
        return rbk_cue_syntax(reader, word.column, "expected a time MM:SS:FF, found %s",
                              rbk_cue_word_shown(word, shown));
    /* The word in quotes, with nothing that a message cannot hold. */
    memcpy(text, shown + 1, word.size);
    text[word.size] = '\0';
    if (rbk_time_parse(text, sectors, &reason) != RBK_OK)
        return rbk_cue_syntax(reader, word.column, "%s", reason.sentence);
    if (*sectors >= (int64_t)100 * 60 * RBK_SECTORS_PER_SECOND)
        return rbk_cue_report(reader, RBK_WARNING, "cue.minutes", "the time %s has more than two digits of minutes",
                              shown);
    return RBK_OK;
}

static rbk_status keep_mark(rbk_cue_reader *reader, uint32_t number, uint32_t written, int64_t sectors)
{
    rbk_cue_sheet *sheet = &reader->sheet;
    rbk_cue_track *marks = rbk_cue_reader_track_marks(reader);
    if (sheet->mark_count == sheet->mark_capacity) {
        size_t capacity = sheet->mark_capacity ? sheet->mark_capacity * 2 : 64;
        rbk_cue_mark *grown = realloc(sheet->marks, capacity * sizeof *grown);
        if (!grown)
            return rbk_fail_memory(reader->error);
        sheet->marks = grown;
        sheet->mark_capacity = capacity;
    }
    sheet->marks[sheet->mark_count++] = (rbk_cue_mark){.number = number,
                                                       .written = written,
                                                       .file = (uint32_t)sheet->file_count - 1,
                                                       .sectors = sectors,
                                                       .line = reader->line.number};
    sheet->files[sheet->file_count - 1].mark_count++;
    if (marks->mark_count++ == 0)
        marks->first_mark = sheet->mark_count - 1; /* marks of the track before may have been omitted since TRACK */
    return RBK_OK;
}

/* The mark before the next one in the track, or NULL. */
static const rbk_cue_mark *last_mark_of_track(rbk_cue_reader *reader)
{
    const rbk_cue_track *marks = rbk_cue_reader_track_marks(reader);
    return marks->mark_count ? &reader->sheet.marks[reader->sheet.mark_count - 1] : NULL;
}

/* The mark before the next one in the file that is being read, of whatever track, or NULL. */
static const rbk_cue_mark *last_mark_of_file(const rbk_cue_sheet *sheet)
{
    const rbk_cue_mark *before = sheet->mark_count ? &sheet->marks[sheet->mark_count - 1] : NULL;
    return before && before->file + 1 == sheet->file_count ? before : NULL;
}

/* ------------------------------------------------------------------ INDEX */

static rbk_status take_index_number(rbk_cue_reader *reader, uint32_t *number)
{
    char shown[RBK_CUE_SHOWN_BYTES];
    rbk_cue_word word = rbk_cue_line_word(&reader->line);
    rbk_cue_track *marks = rbk_cue_reader_track_marks(reader);
    if (!rbk_cue_word_number(word, number) || *number > RBK_INDEX_MAX)
        return rbk_cue_syntax(reader, word.column, "expected an index number 00 to 99, found %s",
                              rbk_cue_word_shown(word, shown));
    if (marks->numbers == 0 && *number > 1)
        return rbk_cue_syntax(reader, word.column, "expected INDEX 00 or 01 first, found %s",
                              rbk_cue_word_shown(word, shown));
    if (marks->numbers > 0 && *number != marks->next_number)
        return rbk_cue_syntax(reader, word.column, "expected INDEX %02u, found %s", (unsigned)marks->next_number,
                              rbk_cue_word_shown(word, shown));
    marks->numbers++;
    marks->next_number = *number + 1;
    return RBK_OK;
}

/* Removes the last mark, which is of the track at the position; reason: what it contradicts. */
static rbk_status drop_last_mark(rbk_cue_reader *reader, size_t position, const char *reason, int64_t sectors)
{
    char at[RBK_TIME_BYTES], other[RBK_TIME_BYTES];
    rbk_cue_sheet *sheet = &reader->sheet;
    rbk_cue_mark dropped = sheet->marks[--sheet->mark_count];
    const rbk_track *track = &sheet->disc->tracks[position];
    sheet->files[dropped.file].mark_count--;
    sheet->tracks[position].mark_count--;
    if (rbk_findings_add(sheet->findings, RBK_WARNING, RBK_RULE_INDEX_DROPPED, sheet->name, dropped.line, track->number,
                         "INDEX %02u of track %02u at %s is ignored: %s %s", (unsigned)dropped.written,
                         (unsigned)track->number, rbk_time_format(dropped.sectors, at), reason,
                         rbk_time_format(sectors, other)) != RBK_OK)
        return rbk_fail_memory(reader->error);
    return RBK_OK;
}

/* If the track starts at or before indexes of the track before, those are omitted. */
static rbk_status make_room_for_track(rbk_cue_reader *reader, int64_t sectors)
{
    const rbk_cue_sheet *sheet = &reader->sheet;
    const rbk_cue_mark *before = last_mark_of_file(sheet);
    rbk_status status = RBK_OK;
    while (status == RBK_OK && before && before->number > 1 && sectors <= before->sectors) {
        status = drop_last_mark(reader, sheet->disc->track_count - 2, "the next track starts at", sectors);
        before = last_mark_of_file(sheet);
    }
    return status;
}

/*
 * Marks of a file must ascend. *dropped: this one does not and is omitted. If an INDEX 01 is before its INDEX 00, the
 * pregap is omitted.
 */
static rbk_status check_forward(rbk_cue_reader *reader, uint32_t column, uint32_t number, int64_t sectors,
                                bool *dropped)
{
    char reached[RBK_TIME_BYTES], found[RBK_TIME_BYTES];
    const rbk_cue_sheet *sheet = &reader->sheet;
    const rbk_cue_mark *before = last_mark_of_track(reader);
    rbk_status status = RBK_OK;
    if (before && number == 1 && before == last_mark_of_file(sheet) && sectors < before->sectors)
        status = drop_last_mark(reader, sheet->disc->track_count - 1, "INDEX 01 starts at", sectors);
    if (status == RBK_OK && !last_mark_of_track(reader))
        status = make_room_for_track(reader, sectors);
    before = last_mark_of_file(sheet);
    if (status != RBK_OK || !before || sectors > before->sectors || (sectors == before->sectors && number <= 1))
        return status;
    rbk_time_format(before->sectors, reached);
    rbk_time_format(sectors, found);
    *dropped = number > 1 && before == last_mark_of_track(reader);
    if (*dropped)
        return rbk_cue_report(reader, RBK_WARNING, RBK_RULE_INDEX_DROPPED,
                              "INDEX %02u of track %02u at %s is ignored: the index before starts at %s",
                              (unsigned)number, (unsigned)rbk_cue_reader_track(reader)->number, found, reached);
    return rbk_cue_syntax(reader, column, "expected a time of %s or later in this file, found '%s'", reached, found);
}

/* A track that starts in one FILE and continues in the next: the layout that EAC calls noncompliant. */
static rbk_status report_spanning(rbk_cue_reader *reader)
{
    const rbk_cue_mark *before = last_mark_of_track(reader);
    const rbk_cue_sheet *sheet = &reader->sheet;
    if (!before || before->file + 1 == sheet->file_count)
        return RBK_OK;
    return rbk_cue_report(reader, RBK_NOTE, "cue.track-spans-files",
                          "track %02u starts in '%.150s' and continues in '%.150s' (EAC's noncompliant layout)",
                          (unsigned)rbk_cue_reader_track(reader)->number, sheet->files[before->file].path,
                          sheet->files[sheet->file_count - 1].path);
}

/* Indexes after an omitted one are renumbered. */
static rbk_status close_up(rbk_cue_reader *reader, uint32_t *number)
{
    const rbk_cue_mark *before = last_mark_of_track(reader);
    uint32_t written = *number;
    if (!before || written == before->number + 1)
        return RBK_OK;
    *number = before->number + 1;
    return rbk_cue_report(reader, RBK_NOTE, RBK_RULE_INDEX_DROPPED, "INDEX %02u of track %02u becomes index %02u",
                          (unsigned)written, (unsigned)rbk_cue_reader_track(reader)->number, (unsigned)*number);
}

rbk_status rbk_cue_read_index(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    (void)command;
    uint32_t number = 0, written;
    int64_t sectors = 0;
    bool dropped = false;
    if (!rbk_cue_reader_track(reader))
        return rbk_cue_syntax(reader, reader->keyword.column, "expected TRACK before the first INDEX, found none");
    rbk_status status = take_index_number(reader, &number);
    uint32_t column = reader->line.column + (uint32_t)reader->line.at;
    if (status == RBK_OK)
        status = take_time(reader, &sectors);
    if (status == RBK_OK)
        status = rbk_cue_resolve_file(reader, sectors);
    if (status == RBK_OK)
        status = check_forward(reader, column, number, sectors, &dropped);
    if (status != RBK_OK || dropped)
        return status;
    written = number;
    status = close_up(reader, &number);
    if (status == RBK_OK)
        status = report_spanning(reader);
    return status == RBK_OK ? keep_mark(reader, number, written, sectors) : status;
}

/* ------------------------------------------------------------------ PREGAP, POSTGAP */

static rbk_status keep_gap(rbk_cue_reader *reader, int64_t *kept, uint32_t *line, int64_t sectors)
{
    rbk_status status = RBK_OK;
    if (*line != 0)
        status = rbk_cue_report(reader, *kept == sectors ? RBK_NOTE : RBK_WARNING, "cue.repeated",
                                "the gap is repeated%s", *kept == sectors ? "" : ": the later one is used");
    *kept = sectors;
    *line = reader->line.number;
    return status;
}

static rbk_status take_gap(rbk_cue_reader *reader, int64_t *sectors)
{
    if (rbk_cue_reader_track(reader))
        return take_time(reader, sectors);
    return rbk_cue_syntax(reader, reader->keyword.column, "expected TRACK before a gap, found none");
}

rbk_status rbk_cue_read_pregap(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    (void)command;
    int64_t sectors = 0;
    rbk_status status = take_gap(reader, &sectors);
    if (status != RBK_OK)
        return status;
    rbk_cue_track *marks = rbk_cue_reader_track_marks(reader);
    const rbk_cue_mark *before = last_mark_of_track(reader);
    if (before && before->number > 0)
        status = rbk_cue_report(reader, RBK_NOTE, "cue.order", "PREGAP after INDEX 01");
    return status == RBK_OK ? keep_gap(reader, &marks->pregap_sectors, &marks->pregap_line, sectors) : status;
}

rbk_status rbk_cue_read_postgap(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    (void)command;
    int64_t sectors = 0;
    rbk_status status = take_gap(reader, &sectors);
    if (status != RBK_OK)
        return status;
    rbk_cue_track *marks = rbk_cue_reader_track_marks(reader);
    return keep_gap(reader, &marks->postgap_sectors, &marks->postgap_line, sectors);
}
