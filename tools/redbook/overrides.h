/*
 * redbook/overrides.h - texts, codes and flags given on the command line, put over what files and sheets say
 */
#ifndef REDBOOK_OVERRIDES_H
#define REDBOOK_OVERRIDES_H

#include "cli/values.h"

#include <redbook/edit.h>

typedef enum track_field { TRACK_TEXT, TRACK_ISRC, TRACK_FLAGS, TRACK_PREGAP, TRACK_INDEX } track_field;

typedef struct track_override {
    uint32_t track; /* number on the disc, 1-99 */
    track_field field;
    rbk_text_field text;
    uint32_t flags;
    uint32_t pregap_sectors; /* for whoever makes the disc of files: gaps.h */
    rbk_index_edit mark;     /* for whoever edits a finished image */
    const char *value;       /* lent by the command line */
} track_override;

/* All zero: nothing is overridden. */
typedef struct overrides {
    const char *texts[RBK_TEXT_FIELDS]; /* of the disc; NULL: as found, "": none */
    const char *mcn;
    track_override *tracks;
    size_t track_count;
} overrides;

/* Reads "N:FIELD=VALUE" after what was read before. False with the reason in why. */
bool overrides_read_track(overrides *over, const char *text, char why[CLI_WHY_BYTES]);
/* The same for an option's row: place is an overrides. */
bool overrides_read_row(void *place, const char *text, char why[CLI_WHY_BYTES]);
/* The same of a finished image, which has indexes to move, "N:index2=TIME", and no pregaps to make. */
bool overrides_read_edit_row(void *place, const char *text, char why[CLI_WHY_BYTES]);

/* The rows: type is the command's structure of values, member its overrides. */
#define OVERRIDES_ROW_TEXT(type, member, word, field)                                                                  \
    {                                                                                                                  \
        .kind = CLI_TEXT, .name = (word), .offset = offsetof(type, member.texts[field]), .argument = "TEXT"            \
    }
#define OVERRIDES_ROWS(type, member)                                                                                   \
    OVERRIDES_ROWS_OF_DISC(type, member),                                                                              \
    {                                                                                                                  \
        .kind = CLI_VALUE, .name = "track", .offset = offsetof(type, member), .read = overrides_read_row,              \
        .argument = "N:FIELD=VALUE", .repeats = true, .help = "text, ISRC, flags or pregap of track N"                 \
    }
/* Those of the disc alone. */
#define OVERRIDES_ROWS_OF_DISC(type, member)                                                                           \
    OVERRIDES_ROW_TEXT(type, member, "title", RBK_TEXT_TITLE),                                                         \
        OVERRIDES_ROW_TEXT(type, member, "performer", RBK_TEXT_PERFORMER),                                             \
        OVERRIDES_ROW_TEXT(type, member, "songwriter", RBK_TEXT_SONGWRITER),                                           \
        OVERRIDES_ROW_TEXT(type, member, "composer", RBK_TEXT_COMPOSER),                                               \
        OVERRIDES_ROW_TEXT(type, member, "message", RBK_TEXT_MESSAGE),                                                 \
        OVERRIDES_ROW_TEXT(type, member, "genre", RBK_TEXT_GENRE),                                                     \
        {.kind = CLI_VALUE,                                                                                            \
         .name = "date",                                                                                               \
         .offset = offsetof(type, member.texts[RBK_TEXT_DATE]),                                                        \
         .read = cli_date_read,                                                                                        \
         .argument = "DATE",                                                                                           \
         .help = "texts of the disc"},                                                                                 \
    {                                                                                                                  \
        .kind = CLI_TEXT, .name = "mcn", .offset = offsetof(type, member.mcn), .argument = "CODE",                     \
        .help = "UPC/EAN of the disc"                                                                                  \
    }

/*
 * Puts them on the disc. What cannot be put there is a finding of severity error: "option.mcn", "option.isrc",
 * "option.text", "option.track". RBK_NO_MEMORY is the only failure.
 */
rbk_status overrides_apply(const overrides *over, rbk_disc *disc, rbk_findings *findings, rbk_error *error);

/*
 * True for a finding of the reader about an MCN, an ISRC or the tag of a flag in whose place another is given: it does not
 * matter then.
 */
bool overrides_replace_code(const overrides *over, const rbk_finding *finding);

/* Adds the findings of reading to findings, but for those. RBK_NO_MEMORY. */
rbk_status overrides_pass_on(const overrides *over, const rbk_findings *read, rbk_findings *findings);

/* True when there are any. */
bool overrides_given(const overrides *over);

/* True when a pregap of a track is given. */
bool overrides_give_pregap(const overrides *over);

void overrides_release(overrides *over);

#endif
