/*
 * What becomes of a text in a line of a sheet. It is the same for whoever writes a line and for whoever finds one next to
 * packs, which have no such limits.
 */
#include "text/line.h"
#include "base/utf8.h"

/* The next character, or the byte of one, as in a line; *at is after it. */
static char take(const char **at, bool in_quotes, rbk_line_changes *changes)
{
    const size_t control = rbk_utf8_control(*at);
    const bool quote = in_quotes && **at == '"';
    const char taken = quote ? '\'' : control > 0 ? ' ' : **at;
    changes->quotes |= quote;
    changes->controls |= control > 0;
    *at += control > 0 ? control : 1;
    return taken;
}

rbk_line_changes rbk_line_clean(char *text, bool in_quotes)
{
    rbk_line_changes changes = {false, false};
    char *out = text;
    for (const char *at = text; *at;)
        *out++ = take(&at, in_quotes, &changes);
    *out = '\0';
    return changes;
}

/* What remains of a text after a line that is its beginning, NULL if it is not. */
static const char *rest_after(const char *line, const char *text)
{
    rbk_line_changes changes = {false, false};
    while (*text && *line && take(&text, true, &changes) == *line)
        line++;
    return *line ? NULL : text;
}

bool rbk_line_is_of(const char *line, const char *text)
{
    const char *rest = rest_after(line, text);
    return rest && !*rest;
}

bool rbk_line_is_cut_of(const char *line, const char *text)
{
    const char *rest = rest_after(line, text);
    size_t characters = 0;
    for (const char *at = line; *at; at++)
        characters += ((unsigned char)*at & 0xC0) != 0x80;
    return characters == RBK_LINE_CUT_CHARACTERS && rest && *rest;
}

bool rbk_line_holds(const char *text)
{
    return rbk_line_is_of(text, text);
}
