/*
 * Texts from the names of files: a pattern of literal characters and texts is matched with a name.
 */
#include "base/ascii.h"
#include "base/fail.h"
#include "base/path.h"
#include "base/utf8.h"
#include "source/source.h"

#include <stdlib.h>
#include <string.h>

/* A part of a name. */
typedef struct part {
    const char *text; /* NULL: not in the pattern */
    size_t size;
} part;

typedef struct match {
    part title;
    part performer;
} match;

static part *part_for(match *m, char letter)
{
    return letter == 't' ? &m->title : letter == 'p' ? &m->performer : NULL;
}

/* ------------------------------------------------------------------ the pattern */

rbk_status rbk_source_check_names(const char *pattern, rbk_error *error)
{
    match seen = {{NULL, 0}, {NULL, 0}};
    bool after_text = false;
    if (!pattern)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    for (const char *c = pattern; *c; c++) {
        if (*c != '%') {
            after_text = false;
            continue;
        }
        char letter = *++c;
        part *text = part_for(&seen, letter);
        if (!letter || (!text && letter != 'n' && letter != '%'))
            return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected %%n, %%t, %%p or %%%% in the pattern '%.100s'",
                            pattern);
        if (text && text->text)
            return rbk_fail(error, RBK_INVALID_ARGUMENT, "%%%c is in the pattern '%.100s' twice", letter, pattern);
        if (text && after_text)
            return rbk_fail(error, RBK_INVALID_ARGUMENT, "there is nothing between two texts in the pattern '%.100s'",
                            pattern);
        if (text)
            text->text = c;
        after_text = text != NULL;
    }
    if (!seen.title.text && !seen.performer.text)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected %%t or %%p in the pattern '%.100s'", pattern);
    return RBK_OK;
}

/* ------------------------------------------------------------------ matching */

static bool matches(const char *pattern, const char *name, const char *end, match *m);

/* A text of one character or more: the shortest after which the rest matches. */
static bool match_text(const char *pattern, part *text, const char *name, const char *end, match *m)
{
    for (const char *stop = name + 1; stop <= end; stop++)
        if (matches(pattern + 2, stop, end, m)) {
            *text = (part){name, (size_t)(stop - name)};
            return true;
        }
    return false;
}

static bool match_number(const char *pattern, const char *name, const char *end, match *m)
{
    const char *stop = name;
    while (stop < end && rbk_ascii_is_digit(*stop))
        stop++;
    return stop > name && matches(pattern + 2, stop, end, m);
}

/* No deeper than the pattern has texts; literal characters are a loop. */
static bool matches(const char *pattern, const char *name, const char *end, match *m)
{
    for (; *pattern; pattern++, name++) {
        if (*pattern == '%' && pattern[1] == 'n')
            return match_number(pattern, name, end, m);
        if (*pattern == '%' && pattern[1] != '%')
            return match_text(pattern, part_for(m, pattern[1]), name, end, m);
        if (*pattern == '%')
            pattern++;
        if (name >= end || *name != *pattern)
            return false;
    }
    return name == end;
}

/* ------------------------------------------------------------------ texts */

static rbk_status take_text(rbk_text *text, rbk_text_field field, part from, rbk_error *error)
{
    while (from.size > 0 && from.text[0] == ' ') {
        from.text++;
        from.size--;
    }
    while (from.size > 0 && from.text[from.size - 1] == ' ')
        from.size--;
    if (!from.text || from.size == 0 || text->field[field])
        return RBK_OK;
    char *copy = strndup(from.text, from.size);
    rbk_status status = copy ? rbk_text_set(text, field, copy, error) : rbk_fail_memory(error);
    free(copy);
    return status;
}

rbk_status rbk_source_take_name(const char *pattern, const char *path, rbk_track *track, rbk_findings *findings,
                                rbk_error *error)
{
    match m = {{NULL, 0}, {NULL, 0}};
    if (!path || !track)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_source_check_names(pattern, error);
    if (status != RBK_OK)
        return status;
    const char *name = rbk_path_base(path), *end = path + rbk_path_stem(path);
    if (!rbk_utf8_valid(name, (size_t)(end - name)) || !matches(pattern, name, end, &m)) {
        status = rbk_findings_add(findings, RBK_WARNING, "names.no-match", path, 0, track->number,
                                  "its name does not match the pattern '%.100s': no texts are taken from it", pattern);
        return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
    }
    status = take_text(&track->text, RBK_TEXT_TITLE, m.title, error);
    return status == RBK_OK ? take_text(&track->text, RBK_TEXT_PERFORMER, m.performer, error) : status;
}
