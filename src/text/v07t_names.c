/*
 * The purpose specifiers of Sony's input sheet 0.7T, and the pack types in hexadecimal that stand for them.
 */
#include "base/ascii.h"
#include "text/fields.h"
#include "text/names.h"
#include "text/v07t.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *album;
    const char *track; /* after "Track NN " */
} names[RBK_CDTEXT_FIELDS] = {
    [RBK_CDTEXT_TITLE] = {"Album Title", "Title"},          [RBK_CDTEXT_PERFORMER] = {"Artist Name", "Artist"},
    [RBK_CDTEXT_SONGWRITER] = {"Songwriter", "Songwriter"}, [RBK_CDTEXT_COMPOSER] = {"Composer", "Composer"},
    [RBK_CDTEXT_ARRANGER] = {"Arranger", "Arranger"},       [RBK_CDTEXT_MESSAGE] = {"Album Message", "Message"},
    [RBK_CDTEXT_DISC_ID] = {"Catalog Number", NULL},        [RBK_CDTEXT_GENRE] = {"Genre Information", NULL},
    [RBK_CDTEXT_CLOSED] = {"Closed Information", NULL},     [RBK_CDTEXT_CODE] = {"UPC / EAN", NULL},
};

static const struct {
    const char *name;
    rbk_v07t_kind kind;
} others[] = {
    {"Input Sheet Version", RBK_V07T_VERSION},
    {"Text Code", RBK_V07T_TEXT_CODE},
    {"Language Code", RBK_V07T_LANGUAGE},
    {"Genre Code", RBK_V07T_GENRE_CODE},
    {"Text Data Copy Protection", RBK_V07T_COPY_PROTECTION},
    {"First Track Number", RBK_V07T_FIRST_TRACK},
    {"Last Track Number", RBK_V07T_LAST_TRACK},
    {"Remarks", RBK_V07T_NO_PLACE},
};

/* A word and one blank before a number of one or two digits; -1 when it does not begin that way, 100 for no number. */
static int numbered(const char *name, const char *word, const char **rest)
{
    char begin[32];
    size_t length = strlen(word);
    if (strlen(name) <= length || name[length] != ' ')
        return -1;
    memcpy(begin, name, length);
    begin[length] = '\0';
    if (!rbk_ascii_same(begin, word))
        return -1;
    int number = 0, digits = 0;
    for (name += length + 1; *name >= '0' && *name <= '9' && digits < 3; name++, digits++)
        number = number * 10 + (*name - '0');
    *rest = name;
    return digits > 0 && digits < 3 ? number : RBK_TRACKS_MAX + 1;
}

/* "0x80" to "0x8E" where the field can stand alone. */
static int by_type(const char *name)
{
    int type = rbk_hex_parse(name, 0xFF);
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        if (field != RBK_CDTEXT_GENRE && rbk_cdtext_field_row_of((rbk_cdtext_field)field)->type == type)
            return field;
    return -1;
}

static rbk_v07t_name track_name(int track, const char *what)
{
    rbk_v07t_name found = {RBK_V07T_UNKNOWN, RBK_CDTEXT_TITLE, (uint32_t)track};
    int field = by_type(what);
    for (int i = 0; field < 0 && i < (int)RBK_CDTEXT_FIELDS; i++)
        if (names[i].track && rbk_ascii_same(what, names[i].track))
            field = i;
    if (field >= 0 && rbk_cdtext_field_row_of((rbk_cdtext_field)field)->tracks) {
        found.kind = RBK_V07T_TEXT;
        found.field = (rbk_cdtext_field)field;
    }
    return found;
}

rbk_v07t_name rbk_v07t_name_parse(const char *name)
{
    rbk_v07t_name found = {RBK_V07T_UNKNOWN, RBK_CDTEXT_TITLE, 0};
    const char *rest = "";
    int number = numbered(name, "Track", &rest);
    if (number >= 0)
        return track_name(number, *rest == ' ' ? rest + 1 : rest);
    number = numbered(name, "ISRC", &rest);
    if (number >= 0 && !*rest)
        return (rbk_v07t_name){RBK_V07T_TEXT, RBK_CDTEXT_CODE, (uint32_t)number};
    if (numbered(name, "Disc Information", &rest) >= 0)
        found.kind = RBK_V07T_NO_PLACE;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (rbk_ascii_same(name, others[i].name))
            found.kind = others[i].kind;
    int field = by_type(name);
    for (int i = 0; i < (int)RBK_CDTEXT_FIELDS; i++)
        if (rbk_ascii_same(name, names[i].album))
            field = i;
    if (field >= 0) {
        found.kind = RBK_V07T_TEXT;
        found.field = (rbk_cdtext_field)field;
    }
    return found;
}

char *rbk_v07t_name_format(rbk_cdtext_field field, uint32_t track, char text[RBK_V07T_NAME_BYTES])
{
    if (track == 0)
        snprintf(text, RBK_V07T_NAME_BYTES, "%s", names[field].album);
    else if (field == RBK_CDTEXT_CODE)
        snprintf(text, RBK_V07T_NAME_BYTES, "ISRC %02u", (unsigned)track);
    else
        snprintf(text, RBK_V07T_NAME_BYTES, "Track %02u %s", (unsigned)track, names[field].track);
    return text;
}
