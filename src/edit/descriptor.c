/*
 * The descriptor before the edit. Its writer starts from the disc, so what has no place there is not written again: that
 * is found here, in the text, and reported line by line.
 */
#include "edit/descriptor.h"
#include "base/fail.h"
#include "base/identity.h"
#include "base/utf8.h"
#include "format/cue.h"
#include "format/wide.h"

#include <redbook/rules.h>

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ reading */

static size_t count_replacements(const uint8_t *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i + 2 < size; i++)
        count += memcmp(text + i, "\xEF\xBF\xBD", 3) == 0;
    return count;
}

/* UTF-16 and UTF-32 become UTF-8, as for the reader. */
static rbk_status narrow(rbk_descriptor *d, const char *encoding, rbk_error *error)
{
    rbk_wide wide;
    uint32_t bad_line = 0;
    rbk_bytes utf8 = {NULL, 0};
    if (!rbk_wide_is(d->text.data, d->text.size, encoding, &wide))
        return RBK_OK;
    rbk_status status = rbk_wide_to_utf8(&wide, d->text.data, d->text.size, &utf8, &bad_line, error);
    if (status != RBK_OK)
        return status;
    rbk_bytes_release(&d->text);
    d->text = utf8;
    d->reencoded = true;
    d->replacements = bad_line ? 0 : count_replacements(utf8.data, utf8.size);
    return RBK_OK;
}

/* Whether a code is inside the languages of a CD_TEXT: UPC_EAN, or ISRC in two pairs of braces. */
static bool has_packed_codes(const rbk_bytes *text)
{
    const char *at = (const char *)text->data, *end = at + text->size;
    int depth = 0;
    bool quoted = false, found = false;
    for (; at < end && !found; at++) {
        if (!quoted && end - at > 1 && at[0] == '/' && at[1] == '/')
            while (at + 1 < end && *at != '\n')
                at++;
        else if (quoted && *at == '\\' && at + 1 < end)
            at++;
        else if (*at == '"')
            quoted = !quoted;
        else if (!quoted)
            depth += *at == '{' ? 1 : *at == '}' ? -1 : 0;
        found = !quoted && depth > 1 &&
                ((end - at > 4 && memcmp(at, "ISRC", 4) == 0) || (end - at > 7 && memcmp(at, "UPC_EAN", 7) == 0));
    }
    return found;
}

rbk_status rbk_descriptor_read(const char *path, const rbk_identity *identity, const rbk_format *format,
                               const char *encoding, rbk_descriptor *descriptor, rbk_error *error)
{
    rbk_descriptor *d = descriptor;
    *d = (rbk_descriptor){.format = format, .path = path, .noticed = rbk_findings_new()};
    rbk_status status =
        d->noticed ? rbk_bytes_read_file(path, RBK_DESCRIPTOR_BYTES_MAX, &d->text, error) : rbk_fail_memory(error);
    if (status == RBK_OK) /* what was read is the text that the disc was read from */
        status = rbk_identity_check(path, identity, error);
    if (status == RBK_OK)
        d->replacements = count_replacements(d->text.data, d->text.size);
    if (status == RBK_OK)
        status = narrow(d, encoding, error);
    if (status != RBK_OK)
        return status;
    const rbk_format_options how = {.encoding = d->reencoded ? "UTF-8" : encoding};
    const uint8_t *end = d->text.size > 0 ? memchr(d->text.data, '\n', d->text.size) : NULL;
    d->crlf = end && end > d->text.data && end[-1] == '\r';
    d->reencoded = d->reencoded || rbk_utf8_mark(d->text.data, d->text.size) > 0 ||
                   !rbk_utf8_valid((const char *)d->text.data, d->text.size);
    d->packed_codes = format == rbk_format_find("toc") && has_packed_codes(&d->text);
    return rbk_format_read_as(format, d->text.data, d->text.size, path, &how, &d->disc, d->noticed, error);
}

void rbk_descriptor_release(rbk_descriptor *descriptor)
{
    rbk_bytes_release(&descriptor->text);
    rbk_disc_free(descriptor->disc);
    rbk_findings_free(descriptor->noticed);
    *descriptor = (rbk_descriptor){.crlf = false};
}

rbk_status rbk_descriptor_check_replaced(const rbk_descriptor *descriptor, const rbk_output *text, rbk_error *error)
{
    size_t size = 0;
    const char *bytes = rbk_output_text(text, &size);
    if (count_replacements((const uint8_t *)bytes, size) <= descriptor->replacements)
        return RBK_OK;
    return rbk_fail_at(error, RBK_UNSUPPORTED, descriptor->path, 0, 0,
                       "it has bytes that are not valid in its encoding, which would be replaced for good: state the "
                       "right encoding (--encoding), or correct them first");
}

/* ------------------------------------------------------------------ what is removed */

/* What the readers call ignored. */
static bool is_ignored(const char *rule)
{
    static const char *const rules[] = {"cue.unknown-command", "cue.trailing",         "cue.scope",
                                        "cue.flag-unknown",    "cue.flag-data",        "cue.disc-type",
                                        RBK_RULE_MCN_LEFT_OUT, RBK_RULE_ISRC_LEFT_OUT, "toc.scope",
                                        RBK_RULE_MCN_ZERO,     RBK_RULE_ISRC_ZERO,     "cue.file-unused"};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (strcmp(rule, rules[i]) == 0)
            return true;
    return false;
}

/* What is known of all lines before the first is looked at. */
typedef struct removing {
    const rbk_descriptor *d;
    bool toc;
    uint32_t *ignored; /* numbers of lines, ascending, in which readers ignore something */
    size_t ignored_count;
    rbk_cue_word written[RBK_TRACKS_MAX]; /* the comments of the new text: the writer of a TOC has one for each track */
    size_t written_count;
} removing;

static int by_number(const void *first, const void *second)
{
    const uint32_t a = *(const uint32_t *)first, b = *(const uint32_t *)second;
    return (a > b) - (a < b);
}

/*
 * A command with another value than one before replaces it: of the numbers of such commands, ignored becomes those of what they
 * replace.
 */
static void find_replaced(removing *r)
{
    static const char *const keywords[] = {"TITLE",    "PERFORMER", "SONGWRITER", "COMPOSER",
                                           "ARRANGER", "MESSAGE",   "ISRC",       "CATALOG"};
    uint32_t last[sizeof keywords / sizeof keywords[0]] = {0};
    const size_t mark = rbk_utf8_mark(r->d->text.data, r->d->text.size);
    rbk_cue_lexer lexer = {.text = (const char *)r->d->text.data + mark, .size = r->d->text.size - mark};
    rbk_cue_line line;
    size_t next = 0, count = r->ignored_count;
    qsort(r->ignored, count, sizeof *r->ignored, by_number);
    r->ignored_count = 0;
    while (next < count && rbk_cue_lexer_next(&lexer, &line)) {
        const uint32_t number = line.number;
        const bool replaces = number == r->ignored[next];
        const rbk_cue_word word = rbk_cue_line_word(&line);
        size_t k = 0;
        while (next < count && r->ignored[next] <= number)
            next++;
        while (k < sizeof keywords / sizeof keywords[0] && !rbk_cue_word_is(word, keywords[k]))
            k++;
        if (k == sizeof keywords / sizeof keywords[0])
            continue;
        if (replaces && last[k] > 0)
            r->ignored[r->ignored_count++] = last[k];
        last[k] = number;
    }
}

static rbk_status find_ignored(removing *r)
{
    const size_t count = rbk_findings_count(r->d->noticed);
    r->ignored = calloc(2 * count + 1, sizeof *r->ignored);
    if (!r->ignored)
        return RBK_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const rbk_finding *finding = rbk_findings_at(r->d->noticed, i);
        if (strcmp(finding->rule, "cue.repeated") == 0 && finding->severity == RBK_WARNING)
            r->ignored[r->ignored_count++] = finding->line;
    }
    find_replaced(r);
    for (size_t i = 0; i < count; i++) {
        const rbk_finding *finding = rbk_findings_at(r->d->noticed, i);
        if (is_ignored(finding->rule))
            r->ignored[r->ignored_count++] = finding->line;
    }
    qsort(r->ignored, r->ignored_count, sizeof *r->ignored, by_number);
    return RBK_OK;
}

static bool was_ignored(const removing *r, uint32_t line)
{
    return bsearch(&line, r->ignored, r->ignored_count, sizeof *r->ignored, by_number);
}

static void find_written(removing *r, const rbk_output *text)
{
    rbk_cue_lexer lexer = {.text = NULL};
    rbk_cue_line line;
    lexer.text = rbk_output_text(text, &lexer.size);
    while (r->toc && r->written_count < RBK_TRACKS_MAX && rbk_cue_lexer_next(&lexer, &line))
        if (line.size > 1 && memcmp(line.text, "//", 2) == 0)
            r->written[r->written_count++] = rbk_cue_line_rest(&line);
}

/* Where a comment of the line starts, NULL: it has none. A TOC may have one after a statement. */
static const char *comment_of(const rbk_cue_line *line, bool toc)
{
    bool quoted = false;
    if (!toc && line->size > 0 && line->text[0] == ';')
        return line->text;
    for (size_t i = 0; i + 1 < line->size; i++) {
        if (!quoted && line->text[i] == '/' && line->text[i + 1] == '/')
            return line->text + i;
        if (!toc)
            return NULL;
        if (quoted && line->text[i] == '\\')
            i++;
        else if (line->text[i] == '"')
            quoted = !quoted;
    }
    return NULL;
}

static bool is_written_again(const removing *r, const rbk_cue_word *comment)
{
    bool again = false;
    for (size_t i = 0; i < r->written_count && !again; i++)
        again = r->written[i].size == comment->size && memcmp(r->written[i].text, comment->text, comment->size) == 0;
    return again;
}

static rbk_status report_line(const removing *r, const rbk_cue_line *line, rbk_findings *findings)
{
    char shown[RBK_CUE_SHOWN_BYTES];
    const char *comment = comment_of(line, r->toc);
    if (comment) {
        rbk_cue_word words = {comment, line->size - (size_t)(comment - line->text), 0};
        if (is_written_again(r, &words))
            return RBK_OK;
        return rbk_findings_add(findings, RBK_WARNING, "edit.line-removed", r->d->path, line->number, 0,
                                "the comment %s is removed from the sheet", rbk_cue_word_shown(words, shown));
    }
    if (!was_ignored(r, line->number))
        return RBK_OK;
    rbk_cue_word words = {line->text, line->size, 0};
    return rbk_findings_add(findings, RBK_WARNING, "edit.line-removed", r->d->path, line->number, 0,
                            "what readers ignore in the line %s is removed from the sheet",
                            rbk_cue_word_shown(words, shown));
}

rbk_status rbk_descriptor_report_removed(const rbk_descriptor *descriptor, const rbk_output *text,
                                         rbk_findings *findings, rbk_error *error)
{
    const rbk_descriptor *d = descriptor;
    const size_t mark = rbk_utf8_mark(d->text.data, d->text.size);
    removing r = {.d = d, .toc = d->format == rbk_format_find("toc")};
    rbk_cue_lexer lexer = {.text = (const char *)d->text.data + mark, .size = d->text.size - mark};
    rbk_cue_line line;
    rbk_status status = find_ignored(&r);
    find_written(&r, text);
    while (status == RBK_OK && rbk_cue_lexer_next(&lexer, &line))
        status = report_line(&r, &line, findings);
    free(r.ignored);
    if (status == RBK_OK && d->reencoded)
        status = rbk_findings_add(findings, RBK_WARNING, "edit.encoding", d->path, 0, 0,
                                  "the sheet is written as UTF-8 without a byte order mark, which it is not now");
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* ------------------------------------------------------------------ line ends */

rbk_status rbk_descriptor_end_lines(const rbk_descriptor *descriptor, rbk_output **text, rbk_error *error)
{
    size_t size = 0;
    const char *at = rbk_output_text(*text, &size);
    if (!descriptor->crlf)
        return RBK_OK;
    rbk_output *ended = rbk_output_new_memory();
    rbk_status status = ended ? RBK_OK : rbk_fail_memory(error);
    while (status == RBK_OK && size > 0) {
        const char *end = memchr(at, '\n', size);
        size_t length = end ? (size_t)(end - at) : size;
        status = rbk_output_write(ended, at, length, error);
        if (status == RBK_OK && end)
            status = rbk_output_write(ended, "\r\n", 2, error);
        length += end ? 1 : 0;
        at += length;
        size -= length;
    }
    if (status != RBK_OK) {
        rbk_output_free(ended);
        return status;
    }
    rbk_output_free(*text);
    *text = ended;
    return RBK_OK;
}
