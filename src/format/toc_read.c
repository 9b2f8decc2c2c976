/*
 * The TOC's reader: the loop over header and tracks. Reads everything that cdrdao reads, and a little more if the
 * meaning is clear; since the form is free, an unknown word cannot be skipped and is RBK_SYNTAX with its position.
 * Opens no file and needs no lengths.
 */
#include "base/utf8.h"
#include "disc/sessions.h"
#include "format/toc_languages.h"

#include <redbook/rules.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOS_END_OF_FILE 0x1A

/* ------------------------------------------------------------------ the head of a track */

static rbk_status take_mode(rbk_toc_reader *reader, rbk_track_mode *mode, uint32_t *flags)
{
    static const struct {
        const char *keyword;
        rbk_track_mode mode;
        uint32_t flags;
    } rows[] = {
        {"AUDIO", RBK_MODE_AUDIO, 0},
        {"MODE1", RBK_MODE_MODE1_2048, 0},
        {"MODE1_RAW", RBK_MODE_MODE1_2352, 0},
        {"MODE2", RBK_MODE_MODE2_2336, 0},
        {"MODE2_RAW", RBK_MODE_MODE2_2352, 0},
        {"MODE2_FORM1", RBK_MODE_MODE2_2048, 0},
        {"MODE2_FORM2", RBK_MODE_MODE2_2324, 0},
        {"MODE2_FORM_MIX", RBK_MODE_MODE2_2336, RBK_FLAG_FORM_MIX},
    };
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!rbk_toc_take_keyword(reader, rows[i].keyword, &status))
            continue;
        *mode = rows[i].mode;
        *flags = rows[i].flags;
        return status;
    }
    return rbk_toc_expected(reader, "a track mode (AUDIO, MODE1, MODE1_RAW, MODE2, MODE2_FORM1, MODE2_FORM2, "
                                    "MODE2_FORM_MIX, MODE2_RAW)");
}

/* Ninety-six bytes after each sector, of audio or of data: for audio that is a separate mode. */
static rbk_status take_subchannel(rbk_toc_reader *reader, rbk_track_mode *mode)
{
    rbk_status status = RBK_OK;
    reader->subchannel = RBK_SUBCHANNEL_NONE;
    if (rbk_toc_take_keyword(reader, "RW", &status))
        reader->subchannel = RBK_SUBCHANNEL_PACKS;
    else if (rbk_toc_take_keyword(reader, "RW_RAW", &status))
        reader->subchannel = RBK_SUBCHANNEL_RAW;
    if (reader->subchannel != RBK_SUBCHANNEL_NONE && *mode == RBK_MODE_AUDIO)
        *mode = RBK_MODE_CDG;
    return status;
}

/* Sets or clears a flag; those of audio mean nothing in a data track. */
static rbk_status set_flag(rbk_toc_reader *reader, const char *keyword, uint32_t flag, bool on)
{
    rbk_track *track = rbk_toc_reader_track(reader);
    if (on && flag != RBK_FLAG_COPY_PERMITTED && !rbk_track_mode_is_audio(track->mode))
        return rbk_toc_report(reader, RBK_WARNING, "toc.flag", "%s has no meaning in a data track", keyword);
    track->flags = on ? track->flags | flag : track->flags & ~flag;
    return RBK_OK;
}

/* One flag or the ISRC; *taken reports whether there was any. */
static rbk_status read_head_item(rbk_toc_reader *reader, bool *taken)
{
    static const struct {
        const char *keyword;
        uint32_t flag;
        bool on;
        bool has_no;
    } rows[] = {
        {"COPY", RBK_FLAG_COPY_PERMITTED, true, true},
        {"PRE_EMPHASIS", RBK_FLAG_PRE_EMPHASIS, true, true},
        {"TWO_CHANNEL_AUDIO", RBK_FLAG_FOUR_CHANNEL, false, false},
        {"FOUR_CHANNEL_AUDIO", RBK_FLAG_FOUR_CHANNEL, true, false},
    };
    rbk_status status = RBK_OK;
    reader->about_line = reader->token.line;
    *taken = rbk_toc_take_keyword(reader, "ISRC", &status);
    if (*taken)
        return status == RBK_OK ? rbk_toc_read_isrc(reader) : status;
    bool no = rbk_toc_take_keyword(reader, "NO", &status);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && status == RBK_OK && !*taken; i++) {
        if ((no && !rows[i].has_no) || !rbk_toc_take_keyword(reader, rows[i].keyword, &status))
            continue;
        *taken = true;
        if (status == RBK_OK)
            status = set_flag(reader, rows[i].keyword, rows[i].flag, rows[i].on && !no);
    }
    if (status == RBK_OK && no && !*taken)
        return rbk_toc_expected(reader, "COPY or PRE_EMPHASIS after NO");
    return status;
}

static rbk_status read_track_head(rbk_toc_reader *reader)
{
    rbk_status status = RBK_OK;
    for (bool more = true; more && status == RBK_OK;)
        status = read_head_item(reader, &more);
    if (status == RBK_OK && rbk_toc_take_keyword(reader, "CD_TEXT", &status))
        status = status == RBK_OK ? rbk_toc_read_cd_text(reader) : status;
    return status == RBK_OK ? rbk_toc_read_pregap(reader) : status;
}

/* ------------------------------------------------------------------ INDEX */

/* Increments are kept in order of time, as cdrdao does; a second one at the same time is omitted. */
static rbk_status keep_increment(rbk_toc_reader *reader, const rbk_toc_increment *increment)
{
    rbk_toc_marks *marks = &reader->marks;
    size_t at = marks->increment_count;
    if (at == RBK_INDEX_MAX - 1)
        return rbk_toc_syntax(reader, &increment->token, "expected at most 98 INDEX statements in a track, found more");
    while (at > 0 && marks->increments[at - 1].sectors > increment->sectors)
        at--;
    if (at > 0 && marks->increments[at - 1].sectors == increment->sectors)
        return rbk_toc_report(reader, RBK_WARNING, RBK_RULE_INDEX_DROPPED,
                              "INDEX ignored: it is at the same time as that of line %u",
                              (unsigned)marks->increments[at - 1].token.line);
    memmove(&marks->increments[at + 1], &marks->increments[at],
            (marks->increment_count - at) * sizeof marks->increments[0]);
    marks->increments[at] = *increment;
    if (at == marks->increment_count++)
        return RBK_OK;
    return rbk_toc_report(reader, RBK_WARNING, "toc.order", "INDEX times are not ascending: the indexes are sorted");
}

static rbk_status read_increments(rbk_toc_reader *reader)
{
    rbk_status status = RBK_OK;
    rbk_toc_token keyword = reader->token;
    while (status == RBK_OK && rbk_toc_take_keyword(reader, "INDEX", &status)) {
        rbk_toc_increment increment = {.token = reader->token};
        reader->about_line = keyword.line;
        if (status == RBK_OK)
            status = rbk_toc_take_time(reader, &increment.sectors);
        if (status == RBK_OK && increment.sectors == 0)
            status = rbk_toc_report(reader, RBK_WARNING, RBK_RULE_INDEX_DROPPED,
                                    "INDEX ignored: it is at the start of the track, which is index 01");
        else if (status == RBK_OK)
            status = keep_increment(reader, &increment);
        keyword = reader->token;
    }
    return status;
}

/* ------------------------------------------------------------------ tracks */

static rbk_status check_session(rbk_toc_reader *reader, rbk_track_mode mode)
{
    if (!reader->type || reader->type->states || rbk_track_mode_is_audio(mode) ||
        !rbk_toc_first_time(reader, RBK_TOC_REPORTED_SESSION))
        return RBK_OK;
    return rbk_toc_report(reader, RBK_WARNING, "toc.session-type", "a data track in a TOC of type CD_DA");
}

/* Under CD_I the words for mode 2 mean the same sectors of a CD-i disc. */
static rbk_track_mode mode_under_type(const rbk_toc_reader *reader, rbk_track_mode mode)
{
    if (!reader->type || reader->type->disc_type != RBK_DISC_TYPE_CD_I)
        return mode;
    return mode == RBK_MODE_MODE2_2336 ? RBK_MODE_CDI_2336 : mode == RBK_MODE_MODE2_2352 ? RBK_MODE_CDI_2352 : mode;
}

static rbk_status begin_track(rbk_toc_reader *reader, const rbk_toc_token *keyword, uint32_t number)
{
    rbk_track_mode mode = RBK_MODE_AUDIO;
    uint32_t flags = 0;
    rbk_track *track;
    rbk_status status = take_mode(reader, &mode, &flags);
    if (status == RBK_OK)
        status = take_subchannel(reader, &mode);
    if (status != RBK_OK)
        return status;
    if (number > RBK_TRACKS_MAX)
        return rbk_toc_syntax(reader, keyword, "expected track numbers up to 99, found a track %u", (unsigned)number);
    status = rbk_disc_add_track(reader->disc, number, mode_under_type(reader, mode), &track, reader->error);
    if (status != RBK_OK)
        return status;
    track->line = keyword->line;
    track->flags = flags;
    reader->about_line = keyword->line;
    reader->about_track = number;
    memset(&reader->marks, 0, sizeof reader->marks);
    return check_session(reader, mode);
}

/* Reports a word that belongs to no statement, or comes too late. */
static const char *what_may_come(const rbk_toc_reader *reader)
{
    if (reader->disc->track_count == 0)
        return "CATALOG, CD_DA, CD_ROM, CD_ROM_XA, CD_TEXT or TRACK";
    return reader->marks.increment_count ? "INDEX, TRACK or the end" : "data, START, INDEX, TRACK or the end";
}

static rbk_status read_track(rbk_toc_reader *reader, uint32_t number)
{
    bool more = true;
    rbk_status status = RBK_OK;
    rbk_toc_token keyword = reader->token;
    if (!rbk_toc_take_keyword(reader, "TRACK", &status))
        return rbk_toc_expected(reader, what_may_come(reader));
    if (status == RBK_OK)
        status = begin_track(reader, &keyword, number);
    if (status == RBK_OK)
        status = read_track_head(reader);
    /* A PREGAP is not data yet. */
    size_t before = status == RBK_OK ? rbk_toc_reader_track(reader)->extent_count : 0;
    while (more && status == RBK_OK)
        status = rbk_toc_read_data(reader, &more);
    if (status == RBK_OK && rbk_toc_reader_track(reader)->extent_count == before)
        return rbk_toc_expected(reader, "AUDIOFILE, DATAFILE, SILENCE or ZERO");
    if (status == RBK_OK)
        status = read_increments(reader);
    return status == RBK_OK ? rbk_toc_resolve(reader) : status;
}

/* ------------------------------------------------------------------ header */

static rbk_status read_header(rbk_toc_reader *reader)
{
    static const rbk_toc_type types[] = {{"CD_DA", RBK_DISC_TYPE_CD_ROM, false},
                                         {"CD_ROM", RBK_DISC_TYPE_CD_ROM, true},
                                         {"CD_ROM_XA", RBK_DISC_TYPE_XA, true},
                                         {"CD_I", RBK_DISC_TYPE_CD_I, true}};
    rbk_status status = RBK_OK;
    for (bool more = true; more && status == RBK_OK;) {
        reader->about_line = reader->token.line;
        more = rbk_toc_take_keyword(reader, "CATALOG", &status);
        if (more && status == RBK_OK)
            status = rbk_toc_read_catalog(reader);
        for (size_t i = 0; i < sizeof types / sizeof types[0] && !more && status == RBK_OK; i++) {
            more = rbk_toc_take_keyword(reader, types[i].keyword, &status);
            if (more)
                reader->type = &types[i];
        }
    }
    return status;
}

/* cdrdao 1.2.4 knows it, its manual does not. */
static rbk_status read_first_track_number(rbk_toc_reader *reader, uint32_t *number)
{
    int64_t first;
    rbk_status status = RBK_OK;
    if (!rbk_toc_take_keyword(reader, "FIRST_TRACK_NO", &status) || status != RBK_OK)
        return status;
    if (!rbk_toc_token_number(&reader->token, &first) || first < 1 || first > RBK_TRACKS_MAX)
        return rbk_toc_expected(reader, "a track number 1 to 99");
    rbk_toc_advance(reader);
    *number = (uint32_t)first;
    return RBK_OK;
}

static rbk_status report_remarks(rbk_toc_reader *reader)
{
    const uint32_t count = reader->lexer.remark_count;
    reader->about_line = reader->lexer.remark_line;
    reader->about_track = 0;
    return count == 0 ? RBK_OK
                      : rbk_toc_report(reader, RBK_WARNING, "toc.remark",
                                       "%u line%s with REM ignored: cdrdao refuses %s, comments of a TOC begin with //",
                                       (unsigned)count, RBK_PLURAL(count, "", "s"), RBK_PLURAL(count, "it", "them"));
}

static rbk_status read_toc(rbk_toc_reader *reader)
{
    uint32_t number = 1;
    rbk_status status = read_header(reader);
    if (status == RBK_OK)
        status = read_first_track_number(reader, &number);
    if (status == RBK_OK && rbk_toc_take_keyword(reader, "CD_TEXT", &status))
        status = status == RBK_OK ? rbk_toc_read_cd_text(reader) : status;
    if (status == RBK_OK)
        status = read_first_track_number(reader, &number);
    do {
        if (status == RBK_OK)
            status = read_track(reader, number++);
    } while (status == RBK_OK && reader->token.kind != RBK_TOC_END);
    if (status == RBK_OK && reader->type && reader->type->states)
        rbk_session_state_type(reader->disc, 0, reader->disc->track_count, reader->type->disc_type);
    if (status == RBK_OK)
        status = report_remarks(reader);
    return status == RBK_OK ? rbk_toc_finish_languages(reader) : status;
}

/* Back slashes and braces may be parts of characters: the text is converted to UTF-8 before anything is searched
 * for. */
static rbk_status convert_text(rbk_toc_reader *reader, const char **text, size_t *size)
{
    uint32_t departs_line = 0, bad_line = 0;
    if (!rbk_encoding_hides_marks(&reader->encoding))
        return RBK_OK;
    rbk_status status = rbk_encoding_convert(&reader->encoding, (const uint8_t *)*text, *size, &reader->converted,
                                             &departs_line, &bad_line, reader->error);
    reader->about_line = departs_line;
    if (status == RBK_OK)
        status = rbk_toc_report_encoding(reader, departs_line > 0, false);
    reader->about_line = bad_line;
    if (status == RBK_OK)
        status = rbk_toc_report_encoding(reader, false, bad_line > 0);
    *text = (const char *)reader->converted.data;
    *size = reader->converted.size;
    return status;
}

/* Leaves out the byte order mark in front and the end-of-file mark of DOS after. */
static rbk_status trim_bytes(rbk_toc_reader *reader, const char *text, size_t size)
{
    rbk_status status = RBK_OK;
    reader->about_line = 1;
    const size_t mark = rbk_utf8_mark(text, size);
    if (mark > 0) {
        text += mark;
        size -= mark;
        status =
            rbk_toc_report(reader, RBK_WARNING, "toc.bom", "the TOC begins with a byte order mark: cdrdao refuses it");
    }
    while (size > 0 && text[size - 1] == DOS_END_OF_FILE)
        size--;
    if (status == RBK_OK)
        status = convert_text(reader, &text, &size);
    rbk_toc_lexer_init(&reader->lexer, text, size);
    reader->language = rbk_toc_choose_language(reader->lexer);
    rbk_toc_find_charsets(reader, reader->lexer);
    rbk_toc_advance(reader);
    return status;
}

rbk_status rbk_toc_read(const uint8_t *bytes, size_t size, const char *name, const rbk_format_options *options,
                        rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    if ((!bytes && size > 0) || !disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_toc_reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return rbk_fail_memory(error);
    reader->error = error;
    reader->name = name ? name : "";
    reader->findings = findings;
    for (int language = 0; language < RBK_TOC_LANGUAGES; language++)
        reader->languages[language] = -1;
    reader->disc = rbk_disc_new();
    rbk_status status =
        reader->disc ? rbk_encoding_init(bytes, size, options, &reader->encoding, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = trim_bytes(reader, bytes ? (const char *)bytes : "", size);
    if (status == RBK_OK)
        status = read_toc(reader);
    if (status == RBK_OK) {
        *disc = reader->disc;
        reader->disc = NULL;
    }
    rbk_encoding_release(&reader->encoding);
    rbk_bytes_release(&reader->converted);
    rbk_cdtext_free(reader->cdtext);
    rbk_disc_free(reader->disc);
    free(reader);
    return status;
}

/* ------------------------------------------------------------------ probe */

static bool is_one_of(const rbk_toc_token *token, const char *const *words)
{
    for (; *words; words++)
        if (rbk_toc_token_is(token, *words))
            return true;
    return false;
}

/*
 * A TOC is recognised by its first words. A file that starts with one of them and continues differently is recognised
 * by the reader's error. A CUE sheet shares CATALOG and TRACK, but has a bare number after either.
 */
int rbk_toc_probe(const uint8_t *bytes, size_t size)
{
    static const char *const types[] = {"CD_DA", "CD_ROM", "CD_ROM_XA", "CD_I", NULL};
    static const char *const modes[] = {"AUDIO",       "MODE1",       "MODE1_RAW",      "MODE2", "MODE2_RAW",
                                        "MODE2_FORM1", "MODE2_FORM2", "MODE2_FORM_MIX", NULL};
    rbk_toc_lexer lexer;
    const size_t mark = rbk_utf8_mark(bytes, size);
    rbk_toc_lexer_init(&lexer, size ? (const char *)bytes + mark : "", size - mark);
    rbk_toc_token first = rbk_toc_lexer_next(&lexer);
    while (rbk_toc_token_is(&first, "CATALOG")) {
        if (rbk_toc_lexer_next(&lexer).kind != RBK_TOC_STRING)
            return 0;
        first = rbk_toc_lexer_next(&lexer);
    }
    rbk_toc_token second = rbk_toc_lexer_next(&lexer);
    if (is_one_of(&first, types))
        return 100;
    if (rbk_toc_token_is(&first, "TRACK"))
        return is_one_of(&second, modes) ? 100 : 0;
    if (rbk_toc_token_is(&first, "CD_TEXT"))
        return rbk_toc_token_is_mark(&second, '{') ? 100 : 0;
    return rbk_toc_token_is(&first, "FIRST_TRACK_NO") && second.kind == RBK_TOC_NUMBER ? 100 : 0;
}
