/*
 * Texts and remarks: UTF-8 strings by field, and lines in order. Limits of targets are handled by the formats.
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

/* The array doubles whenever its count is a power of two, so that a sheet of remarks only takes linear time. */
static bool make_room(rbk_remarks *remarks)
{
    if ((remarks->count & (remarks->count - 1)) != 0)
        return true;
    size_t capacity = remarks->count ? 2 * remarks->count : 1;
    char **lines = realloc(remarks->lines, capacity * sizeof *lines);
    if (!lines)
        return false;
    remarks->lines = lines;
    return true;
}

rbk_status rbk_remarks_add(rbk_remarks *remarks, const char *line, rbk_error *error)
{
    if (!remarks || !line)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (remarks->count == RBK_REMARKS_MAX)
        return rbk_fail(error, RBK_UNSUPPORTED, "expected at most %d remarks, found more", RBK_REMARKS_MAX);
    char *copy = strdup(line);
    if (!copy || !make_room(remarks)) {
        free(copy);
        return rbk_fail_memory(error);
    }
    remarks->lines[remarks->count++] = copy;
    return RBK_OK;
}

void rbk_remarks_remove(rbk_remarks *remarks, size_t position)
{
    if (!remarks || position >= remarks->count)
        return;
    free(remarks->lines[position]);
    remarks->leading -= position < remarks->leading;
    remarks->count--;
    memmove(remarks->lines + position, remarks->lines + position + 1,
            (remarks->count - position) * sizeof *remarks->lines);
}
