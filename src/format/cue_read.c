/*
 * The CUE sheet's reader: the loop over the lines, TRACK, and the bytes around the sheet. A deviation with a clear
 * meaning is a finding; a sheet that cannot be understood as a disc is RBK_SYNTAX with its position. Opens no file and
 * needs no lengths.
 */
#include "base/utf8.h"
#include "format/cue_reader.h"

#include <stdlib.h>
#include <string.h>

#define DOS_END_OF_FILE 0x1A

/* ------------------------------------------------------------------ TRACK */

static rbk_status check_track_complete(rbk_cue_reader *reader)
{
    const rbk_cue_track *marks = rbk_cue_reader_track_marks(reader);
    const rbk_track *track = rbk_cue_reader_track(reader);
    if (!marks)
        return RBK_OK;
    if (marks->mark_count > 0 && reader->sheet.marks[marks->first_mark + marks->mark_count - 1].number > 0)
        return RBK_OK;
    rbk_fail_at(reader->error, RBK_SYNTAX, reader->sheet.name, track->line, marks->column,
                "expected an INDEX 01 in track %02u, found none", (unsigned)track->number);
    return RBK_SYNTAX;
}

static rbk_status take_track_number(rbk_cue_reader *reader, uint32_t *number)
{
    char shown[RBK_CUE_SHOWN_BYTES];
    rbk_cue_word word = rbk_cue_line_word(&reader->line);
    if (!rbk_cue_word_number(word, number) || *number < 1 || *number > RBK_TRACKS_MAX)
        return rbk_cue_syntax(reader, word.column, "expected a track number 01 to 99, found %s",
                              rbk_cue_word_shown(word, shown));
    const rbk_track *before = rbk_cue_reader_track(reader);
    if (before && *number != before->number + 1)
        return rbk_cue_syntax(reader, word.column, "expected track %02u, found %s", (unsigned)before->number + 1,
                              rbk_cue_word_shown(word, shown));
    return RBK_OK;
}

static rbk_status take_track_mode(rbk_cue_reader *reader, rbk_track_mode *mode, bool *missing)
{
    char shown[RBK_CUE_SHOWN_BYTES];
    rbk_cue_word word = rbk_cue_line_word(&reader->line);
    *mode = RBK_MODE_AUDIO;
    *missing = word.size == 0;
    if (*missing)
        return RBK_OK;
    for (int i = 0; i < RBK_MODES; i++) {
        if (!rbk_cue_word_is(word, rbk_track_mode_name((rbk_track_mode)i)))
            continue;
        *mode = (rbk_track_mode)i;
        return RBK_OK;
    }
    if (rbk_cue_word_is(word, "MODEX/2XXX"))
        return rbk_cue_syntax(reader, word.column,
                              "expected a track mode, found %s, which audio rippers write for a data track that they "
                              "did not read: remove the lines of the track, its sectors are not there",
                              rbk_cue_word_shown(word, shown));
    return rbk_cue_syntax(reader, word.column,
                          "expected a track mode (AUDIO, CDG, MODE1/2048, MODE1/2352, MODE2/2048, MODE2/2324, "
                          "MODE2/2336, MODE2/2352, CDI/2336, CDI/2352), found %s",
                          rbk_cue_word_shown(word, shown));
}

static rbk_status read_track(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    (void)command;
    uint32_t number;
    rbk_track_mode mode;
    bool mode_missing;
    rbk_track *track;
    bool first = reader->sheet.disc->track_count == 0;
    if (reader->sheet.file_count == 0)
        return rbk_cue_syntax(reader, reader->keyword.column, "expected FILE before the first TRACK, found none");
    rbk_status status = check_track_complete(reader);
    if (status == RBK_OK)
        status = take_track_number(reader, &number);
    if (status == RBK_OK)
        status = take_track_mode(reader, &mode, &mode_missing);
    if (status == RBK_OK)
        status = rbk_cue_begin_session(reader);
    if (status == RBK_OK)
        status = rbk_disc_add_track(reader->sheet.disc, number, mode, &track, reader->error);
    if (status != RBK_OK)
        return status;
    track->line = reader->line.number;
    reader->about_track = number;
    status = rbk_cue_resolve_remarks(reader, true);
    *rbk_cue_reader_track_marks(reader) =
        (rbk_cue_track){.first_mark = reader->sheet.mark_count, .column = reader->keyword.column};
    if (status == RBK_OK && first && number != 1)
        status =
            rbk_cue_report(reader, RBK_WARNING, "cue.first-track", "the first track is %02u, not 01", (unsigned)number);
    if (status == RBK_OK && mode_missing)
        status = rbk_cue_report(reader, RBK_WARNING, "cue.mode", "track %02u has no mode: treated as AUDIO",
                                (unsigned)number);
    return status;
}

/* ------------------------------------------------------------------ the loop */

/* A keyword of cdrdao that some programs write into sheets, too. */
static rbk_status read_disc_type(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    return rbk_cue_report(reader, RBK_NOTE, "cue.disc-type", "%s is ignored: the modes of the tracks decide",
                          command->keyword);
}

static const rbk_cue_command commands[] = {
    {"INDEX", rbk_cue_read_index, RBK_TEXT_FIELDS, false},
    {"TRACK", read_track, RBK_TEXT_FIELDS, true},
    {"FILE", rbk_cue_read_file, RBK_TEXT_FIELDS, true},
    {"REM", rbk_cue_read_remark, RBK_TEXT_FIELDS, false},
    {"TITLE", rbk_cue_read_text, RBK_TEXT_TITLE, false},
    {"PERFORMER", rbk_cue_read_text, RBK_TEXT_PERFORMER, false},
    {"SONGWRITER", rbk_cue_read_text, RBK_TEXT_SONGWRITER, false},
    {"COMPOSER", rbk_cue_read_extension_text, RBK_TEXT_COMPOSER, false},
    {"ARRANGER", rbk_cue_read_extension_text, RBK_TEXT_ARRANGER, false},
    {"MESSAGE", rbk_cue_read_extension_text, RBK_TEXT_MESSAGE, false},
    {"DISC_ID", rbk_cue_read_extension_text, RBK_TEXT_DISC_ID, false},
    {"GENRE", rbk_cue_read_extension_text, RBK_TEXT_GENRE, false},
    {"ISRC", rbk_cue_read_isrc, RBK_TEXT_FIELDS, false},
    {"FLAGS", rbk_cue_read_flags, RBK_TEXT_FIELDS, false},
    {"PREGAP", rbk_cue_read_pregap, RBK_TEXT_FIELDS, false},
    {"POSTGAP", rbk_cue_read_postgap, RBK_TEXT_FIELDS, false},
    {"CATALOG", rbk_cue_read_catalog, RBK_TEXT_FIELDS, true},
    {"UPC_EAN", rbk_cue_read_catalog, RBK_TEXT_FIELDS, true},
    {"CDTEXTFILE", rbk_cue_read_cdtext_file, RBK_TEXT_FIELDS, true},
    {"CD_DA", read_disc_type, RBK_TEXT_FIELDS, true},
    {"CD_ROM", read_disc_type, RBK_TEXT_FIELDS, true},
    {"CD_ROM_XA", read_disc_type, RBK_TEXT_FIELDS, true},
    {"CD_I", read_disc_type, RBK_TEXT_FIELDS, true},
};

static const rbk_cue_command *find_command(rbk_cue_word word)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (rbk_cue_word_is(word, commands[i].keyword))
            return &commands[i];
    return NULL;
}

static rbk_status read_command(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    char shown[RBK_CUE_SHOWN_BYTES];
    rbk_status status = RBK_OK;
    if (memcmp(reader->keyword.text, command->keyword, reader->keyword.size) != 0 &&
        rbk_cue_first_time(reader, RBK_CUE_REPORTED_CASE))
        status = rbk_cue_report(reader, RBK_NOTE, "cue.case", "keyword %s is not in upper case",
                                rbk_cue_word_shown(reader->keyword, shown));
    const rbk_track *track = command->whole_disc ? NULL : rbk_cue_reader_track(reader);
    reader->about_track = track ? track->number : 0;
    if (status == RBK_OK && reader->between.count > 0 && track && command->read != rbk_cue_read_remark)
        status = rbk_cue_resolve_remarks(reader, false);
    if (status == RBK_OK)
        status = command->read(reader, command);
    if (status == RBK_OK && reader->line.at < reader->line.size)
        status = rbk_cue_report(reader, RBK_WARNING, "cue.trailing", "%s at the end of the line is ignored",
                                rbk_cue_word_shown(rbk_cue_line_rest(&reader->line), shown));
    return status;
}

static bool is_comment(const rbk_cue_line *line)
{
    return line->text[0] == ';' || (line->size > 1 && line->text[0] == '/' && line->text[1] == '/');
}

static rbk_status read_line(rbk_cue_reader *reader)
{
    char shown[RBK_CUE_SHOWN_BYTES];
    reader->about_track = 0;
    if (reader->line.size > RBK_CUE_LINE_BYTES_MAX)
        return rbk_cue_syntax(reader, 1, "expected lines of at most %zu bytes, found one of %zu",
                              RBK_CUE_LINE_BYTES_MAX, reader->line.size);
    if (reader->line.size == 0)
        return RBK_OK;
    if (is_comment(&reader->line)) {
        if (rbk_cue_first_time(reader, RBK_CUE_REPORTED_COMMENT))
            return rbk_cue_report(reader, RBK_NOTE, "cue.comment", "a comment line without REM is ignored");
        return RBK_OK;
    }
    reader->keyword = rbk_cue_line_word(&reader->line);
    const rbk_cue_command *command = find_command(reader->keyword);
    if (command)
        return read_command(reader, command);
    if (rbk_cue_word_has_control(reader->keyword))
        return rbk_cue_syntax(reader, reader->keyword.column, "expected a command, found control characters in %s",
                              rbk_cue_word_shown(reader->keyword, shown));
    return rbk_cue_report(reader, RBK_WARNING, "cue.unknown-command", "unknown command %s ignored",
                          rbk_cue_word_shown(reader->keyword, shown));
}

static rbk_status read_lines(rbk_cue_reader *reader)
{
    while (rbk_cue_lexer_next(&reader->lexer, &reader->line)) {
        rbk_status status = read_line(reader);
        if (status != RBK_OK)
            return status;
    }
    rbk_status status = RBK_OK;
    reader->about_track = 0;
    if (reader->lexer.unfinished)
        status = rbk_cue_report(reader, RBK_NOTE, "cue.final-newline", "the last line has no line end");
    if (status == RBK_OK && reader->lexer.lone_cr)
        status = rbk_cue_report(reader, RBK_NOTE, "cue.line-end", "lines end with CR alone");
    if (status != RBK_OK)
        return status;
    if (reader->sheet.disc->track_count == 0)
        return rbk_cue_syntax(reader, 1, "expected at least one TRACK, found none");
    status = rbk_cue_resolve_remarks(reader, false);
    return status == RBK_OK ? check_track_complete(reader) : status;
}

/* ------------------------------------------------------------------ the bytes around the sheet */

/* Skips a byte order mark at the start and the end-of-file mark of DOS at the end. */
static rbk_status trim_bytes(rbk_cue_reader *reader)
{
    rbk_cue_lexer *lexer = &reader->lexer;
    rbk_status status = RBK_OK;
    reader->line = (rbk_cue_line){.number = 1};
    const size_t mark = rbk_utf8_mark(lexer->text, lexer->size);
    if (mark > 0) {
        lexer->text += mark;
        lexer->size -= mark;
        status = rbk_cue_report(reader, RBK_NOTE, "cue.bom", "the sheet begins with a byte order mark");
    }
    size_t size = lexer->size;
    while (lexer->size > 0 && lexer->text[lexer->size - 1] == DOS_END_OF_FILE)
        lexer->size--;
    if (status == RBK_OK && lexer->size < size)
        status = rbk_cue_report(reader, RBK_NOTE, "cue.end-of-file", "the sheet ends with the end-of-file mark of DOS");
    return status;
}

/* No sheet holds a zero byte; one that does is binary, or text of 16-bit characters. */
static rbk_status check_zero_bytes(rbk_cue_reader *reader)
{
    const rbk_cue_lexer *lexer = &reader->lexer;
    const char *zero = lexer->size ? memchr(lexer->text, 0, lexer->size) : NULL;
    if (!zero)
        return RBK_OK;
    rbk_cue_lexer before = {.text = lexer->text, .size = (size_t)(zero - lexer->text) + 1};
    size_t begin = 0;
    do
        begin = before.at;
    while (rbk_cue_lexer_next(&before, &reader->line) && before.at < before.size);
    bool wide =
        lexer->size >= 2 && (memcmp(lexer->text, "\xFF\xFE", 2) == 0 || memcmp(lexer->text, "\xFE\xFF", 2) == 0);
    return rbk_cue_syntax(reader, (uint32_t)((size_t)(zero - lexer->text) - begin) + 1,
                          wide ? "expected UTF-8, ISO 8859-1 or Shift-JIS, found UTF-16"
                               : "expected text, found a zero byte");
}

/* Before anything is searched for in it. */
static rbk_status convert_text(rbk_cue_reader *reader)
{
    rbk_cue_lexer *lexer = &reader->lexer;
    uint32_t departs_line = 0, bad_line = 0;
    if (!rbk_encoding_hides_marks(&reader->encoding))
        return RBK_OK;
    rbk_status status = rbk_encoding_convert(&reader->encoding, (const uint8_t *)lexer->text, lexer->size,
                                             &reader->converted, &departs_line, &bad_line, reader->error);
    if (status != RBK_OK)
        return status;
    reader->line.number = departs_line;
    status = rbk_cue_report_encoding(reader, departs_line > 0, false);
    reader->line.number = bad_line;
    if (status == RBK_OK)
        status = rbk_cue_report_encoding(reader, false, bad_line > 0);
    lexer->text = (const char *)reader->converted.data;
    lexer->size = reader->converted.size;
    return status;
}

static void release_between(rbk_remarks *between)
{
    for (size_t i = 0; i < between->count; i++)
        free(between->lines[i]);
    free(between->lines);
}

static void release_sheet(rbk_cue_sheet *sheet)
{
    for (size_t i = 0; i < sheet->file_count; i++) {
        free(sheet->files[i].path);
        free(sheet->files[i].type_word);
    }
    free(sheet->files);
    free(sheet->marks);
    rbk_disc_free(sheet->disc);
}

rbk_status rbk_cue_read(const uint8_t *bytes, size_t size, const char *name, const rbk_format_options *options,
                        rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    if ((!bytes && size > 0) || !disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_cue_reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return rbk_fail_memory(error);
    reader->error = error;
    reader->lexer = (rbk_cue_lexer){.text = (const char *)bytes, .size = size};
    reader->sheet.name = name ? name : "";
    reader->sheet.findings = findings;
    reader->sheet.disc = rbk_disc_new();
    rbk_cue_reset_session(&reader->pending);
    rbk_status status = reader->sheet.disc ? trim_bytes(reader) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = check_zero_bytes(reader);
    if (status == RBK_OK)
        status = rbk_encoding_init(bytes, size, options, &reader->encoding, error);
    if (status == RBK_OK)
        status = convert_text(reader);
    if (status == RBK_OK)
        status = read_lines(reader);
    if (status == RBK_OK)
        status = rbk_cue_place_sessions(&reader->sheet, error);
    if (status == RBK_OK)
        status = rbk_cue_resolve(&reader->sheet, error);
    if (status == RBK_OK) {
        *disc = reader->sheet.disc;
        reader->sheet.disc = NULL;
    }
    release_sheet(&reader->sheet);
    rbk_encoding_release(&reader->encoding);
    rbk_bytes_release(&reader->converted);
    release_between(&reader->between);
    free(reader);
    return status;
}

/* ------------------------------------------------------------------ probe */

/*
 * A cdrdao TOC, a CloneCD control file and the PQ sheet of a report are recognised by their first words, and share
 * keywords with a sheet after them; a sheet may have cdrdao's keywords, too.
 */
static bool is_another(rbk_cue_word word)
{
    return rbk_cue_word_is(word, "PQ") || rbk_cue_word_is(word, "CD_DA") || rbk_cue_word_is(word, "CD_ROM") ||
           rbk_cue_word_is(word, "CD_ROM_XA") || rbk_cue_word_is(word, "[CLONECD]");
}

/* 0 to 100 for one line, -1 for the first line of another descriptor: keywords that only a CUE sheet has are
 * certain, those of other descriptors and prose are not. */
static int line_score(rbk_cue_line *line)
{
    uint32_t number;
    rbk_cue_word word = rbk_cue_line_word(line);
    bool index = rbk_cue_word_is(word, "INDEX");
    if (is_another(word))
        return -1;
    if (index || rbk_cue_word_is(word, "TRACK")) {
        bool numbered = rbk_cue_word_number(rbk_cue_line_word(line), &number);
        rbk_cue_word after = rbk_cue_line_word(line);
        return numbered && (!index || memchr(after.text, ':', after.size)) ? 100 : 40;
    }
    return find_command(word) && line->at < line->size ? 40 : 0;
}

int rbk_cue_probe(const uint8_t *bytes, size_t size)
{
    /* A zero byte ends what may be text; the reader will report its position. */
    const uint8_t *zero = size ? memchr(bytes, 0, size) : NULL;
    rbk_cue_lexer lexer = {.text = (const char *)bytes, .size = zero ? (size_t)(zero - bytes) : size};
    rbk_cue_line line;
    int best = 0;
    bool another = false;
    lexer.at = rbk_utf8_mark(bytes, lexer.size);
    while (best < 100 && rbk_cue_lexer_next(&lexer, &line)) {
        int score = line.size > RBK_CUE_LINE_BYTES_MAX ? 0 : line_score(&line);
        another = another || score < 0;
        best = score > best ? score : best;
    }
    return another && best < 100 ? 0 : best;
}
