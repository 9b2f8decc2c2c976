/*
 * redbook/gaps.h - silence between audio files: one length for all joins, one for each, or one for a track
 */
#ifndef REDBOOK_GAPS_H
#define REDBOOK_GAPS_H

#include "redbook/overrides.h"

#include <stdint.h>

/* All zero: none is given. */
typedef struct gap_list {
    uint32_t sectors[RBK_TRACKS_MAX];
    size_t count; /* 1: of all joins */
} gap_list;

/* Reads "2s" or "2s,2s,0,4s". False with the reason in why. */
bool gaps_read(gap_list *gaps, const char *text, char why[CLI_WHY_BYTES]);
/* For rows: place is a gap_list; a const char *. */
bool gaps_read_row(void *place, const char *text, char why[CLI_WHY_BYTES]);
bool gaps_read_names(void *place, const char *text, char why[CLI_WHY_BYTES]);

/* --gap and --names, of commands that make a disc of audio files. */
#define GAPS_ROWS(type, member, names_member)                                                                          \
    {.kind = CLI_VALUE,                                                                                                \
     .name = "gap",                                                                                                    \
     .offset = offsetof(type, member),                                                                                 \
     .read = gaps_read_row,                                                                                            \
     .argument = "TIME[,TIME...]",                                                                                     \
     .help = "silence between files: 2s, 00:02:00 [0]"},                                                               \
    {                                                                                                                  \
        .kind = CLI_VALUE, .name = "names", .offset = offsetof(type, names_member), .read = gaps_read_names,           \
        .argument = "PATTERN", .help = "titles from file names: '%n %t'"                                               \
    }

/*
 * The first of the options given that are for audio files: "gap", "track N:pregap", "names" or "sort" (-1: not given), which
 * have no effect on anything else. NULL: none.
 */
const char *gaps_option_of_files(const gap_list *gaps, const overrides *over, const char *names, int sort);

/*
 * Whether such an option (NULL: none) applies to the only audio file of a disc. False with the reason in why: it is a FLAC
 * with an embedded cue sheet, whose disc is that of the sheet.
 */
bool gaps_check_only_file(const char *option, const char *path, char why[CLI_WHY_BYTES]);

/*
 * The silence before each of so many files, of which the first becomes the track with the number first: the list, and
 * over it what --track N:pregap=TIME says. False with the reason in why: a list of another length, a track without a file,
 * less than 2 s for the join with the data before the first file alone.
 */
bool gaps_of_files(const gap_list *gaps, const overrides *over, size_t files, uint32_t first,
                   uint32_t sectors[RBK_TRACKS_MAX], char why[CLI_WHY_BYTES]);

#endif
