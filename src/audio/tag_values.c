/*
 * One value of a tag, as it is stored: trimmed, in UTF-8, appended to those before it.
 */
#include "audio/tag_values.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_MAX 9999

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
}

/* first; second */
static char *join(const char *first, const char *second)
{
    size_t size = strlen(first) + 2 + strlen(second) + 1;
    char *both = malloc(size);
    if (both)
        snprintf(both, size, "%s; %s", first, second);
    return both;
}

bool rbk_tag_set(char **slot, const char *text, size_t size, bool append, bool *guessed)
{
    while (size > 0 && is_blank(text[size - 1]))
        size--;
    while (size > 0 && is_blank(*text)) {
        text++;
        size--;
    }
    const char *zero = memchr(text, '\0', size);
    if (zero)
        size = (size_t)(zero - text);
    if (size == 0 || (*slot && !append))
        return true;
    *guessed = *guessed || !rbk_utf8_valid(text, size);
    char *value = rbk_utf8_from_windows_1252(text, size);
    if (value && *slot) {
        char *both = join(*slot, value);
        free(value);
        value = both;
    }
    if (!value)
        return false;
    free(*slot);
    *slot = value;
    return true;
}

uint32_t rbk_tag_number(const char *text, size_t size)
{
    uint32_t number = 0;
    size_t at = 0;
    while (at < size && is_blank(text[at]))
        at++;
    for (; at < size && text[at] >= '0' && text[at] <= '9'; at++) {
        number = number * 10 + (uint32_t)(text[at] - '0');
        if (number > NUMBER_MAX)
            return 0;
    }
    return number;
}

void rbk_audio_tags_release(rbk_audio_tags *tags)
{
    if (!tags)
        return;
    char **const texts[] = {&tags->title,    &tags->artist,     &tags->album,    &tags->album_artist,
                            &tags->composer, &tags->songwriter, &tags->arranger, &tags->genre,
                            &tags->date,     &tags->isrc,       &tags->barcode,  &tags->cue_sheet};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        free(*texts[i]);
    memset(tags, 0, sizeof *tags);
}
