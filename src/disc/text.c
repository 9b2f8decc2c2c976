/*
 * Texts and remarks: UTF-8 strings by field, and lines in order. What fits a target is the formats' business.
 */
#include "base/fail.h"
#include "base/utf8.h"

#include <redbook/disc.h>

#include <stdlib.h>
#include <string.h>

static const char *const field_names[RBK_TEXT_FIELDS] = {
    [RBK_TEXT_TITLE] = "title",       [RBK_TEXT_PERFORMER] = "performer", [RBK_TEXT_SONGWRITER] = "songwriter",
    [RBK_TEXT_COMPOSER] = "composer", [RBK_TEXT_ARRANGER] = "arranger",   [RBK_TEXT_MESSAGE] = "message",
    [RBK_TEXT_GENRE] = "genre",       [RBK_TEXT_DATE] = "date",           [RBK_TEXT_DISC_ID] = "disc_id",
};

const char *rbk_text_field_name(rbk_text_field field)
{
    return (unsigned)field < RBK_TEXT_FIELDS ? field_names[field] : "unknown";
}

rbk_status rbk_text_set(rbk_text *text, rbk_text_field field, const char *utf8, rbk_error *error)
{
    if (!text)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if ((unsigned)field >= RBK_TEXT_FIELDS)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a text field, found %d", (int)field);
    char *copy = NULL;
    if (utf8 && *utf8) {
        if (!rbk_utf8_valid(utf8, strlen(utf8)))
            return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected UTF-8 in the %s", field_names[field]);
        copy = strdup(utf8);
        if (!copy)
            return rbk_fail_memory(error);
    }
    free(text->field[field]);
    text->field[field] = copy;
    return RBK_OK;
}

rbk_status rbk_remarks_add(rbk_remarks *remarks, const char *line, rbk_error *error)
{
    if (!remarks || !line)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    char *copy = strdup(line);
    char **lines = copy ? realloc(remarks->lines, (remarks->count + 1) * sizeof *lines) : NULL;
    if (!lines) {
        free(copy);
        return rbk_fail_memory(error);
    }
    lines[remarks->count++] = copy;
    remarks->lines = lines;
    return RBK_OK;
}
