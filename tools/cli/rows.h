/*
 * cli/rows.h - the rows of options that several commands have, each written once
 *
 * They are put into a command's table as they are: type is its structure of values, the other arguments name members.
 */
#ifndef CLI_ROWS_H
#define CLI_ROWS_H

#include "cli/disc_input.h"
#include "cli/values.h"

/* --capacity: a uint32_t of sectors. */
#define CLI_ROW_CAPACITY(type, member)                                                                                 \
    {                                                                                                                  \
        .kind = CLI_VALUE, .name = "capacity", .offset = offsetof(type, member), .argument = "74|80|90|99|TIME",       \
        .help = "capacity: minutes or MM:SS:FF [80]", .read = cli_capacity_read                                        \
    }

/* --fail-on: an int that is an rbk_severity. */
#define CLI_ROW_FAIL_ON(type, member)                                                                                  \
    {                                                                                                                  \
        .kind = CLI_CHOICE, .name = "fail-on", .offset = offsetof(type, member), .argument = "note|warning|error",     \
        .help = "exit 3 at this severity or above [error]"                                                             \
    }

/* -v and -q: two bools that exclude each other (cli_check_voice). says: what -v prints, "print notes too". */
#define CLI_ROWS_VOICE(type, verbose_member, quiet_member, says)                                                       \
    CLI_ROWS_VOICE_OR(type, verbose_member, quiet_member, says, "print errors only")

/* The same of a command whose result is what is printed; says_quiet: what -q does. */
#define CLI_ROWS_VOICE_OR(type, verbose_member, quiet_member, says, says_quiet)                                        \
    {.kind = CLI_SWITCH, .letter = 'v', .name = "verbose", .offset = offsetof(type, verbose_member), .help = (says)},  \
    {                                                                                                                  \
        .kind = CLI_SWITCH, .letter = 'q', .name = "quiet", .offset = offsetof(type, quiet_member),                    \
        .help = (says_quiet)                                                                                           \
    }

/* --encoding and --any-path: an rbk_source_options. */
#define CLI_ROW_ENCODING(type, member)                                                                                 \
    {                                                                                                                  \
        .kind = CLI_VALUE, .name = "encoding", .offset = offsetof(type, member), .argument = "NAME",                   \
        .help = "encoding of the sheet [by its content]", .read = disc_input_encoding                                  \
    }
#define CLI_ROW_ANY_PATH(type, member)                                                                                 \
    {                                                                                                                  \
        .kind = CLI_SWITCH, .name = "any-path", .offset = offsetof(type, member.any_path),                             \
        .help = "read files outside the sheet's folder too"                                                            \
    }

/* --encoding, --mode, --byte-order, --any-path: an rbk_source_options. */
#define CLI_ROWS_INPUT(type, member)                                                                                   \
    CLI_ROW_ENCODING(type, member),                                                                                    \
        {.kind = CLI_VALUE,                                                                                            \
         .name = "mode",                                                                                               \
         .offset = offsetof(type, member),                                                                             \
         .argument = "MODE",                                                                                           \
         .help = "mode without a sheet, such as mode1/2352",                                                           \
         .read = disc_input_mode,                                                                                      \
         .word = disc_input_mode_word},                                                                                \
        {.kind = CLI_VALUE,                                                                                            \
         .name = "byte-order",                                                                                         \
         .offset = offsetof(type, member),                                                                             \
         .argument = "little|big",                                                                                     \
         .help = "sample byte order without a sheet [little]",                                                         \
         .read = disc_input_byte_order},                                                                               \
        CLI_ROW_ANY_PATH(type, member)

/* --cdtext, --cdtext-from and --cdtext-fallback: ints that are an rbk_cdtext_use and an rbk_cdtext_from, a bool. */
#define CLI_ROWS_CDTEXT(type, use_member, from_member, fallback_member)                                                \
    {.kind = CLI_CHOICE,                                                                                               \
     .name = "cdtext",                                                                                                 \
     .offset = offsetof(type, use_member),                                                                             \
     .argument = "auto|always|never",                                                                                  \
     .help = "write the packs to a .cdt file [auto]"},                                                                 \
        {.kind = CLI_CHOICE,                                                                                           \
         .name = "cdtext-from",                                                                                        \
         .offset = offsetof(type, from_member),                                                                        \
         .argument = "packs|sheet",                                                                                    \
         .help = "which texts to use if they differ [packs]"},                                                         \
    {                                                                                                                  \
        .kind = CLI_SWITCH, .name = "cdtext-fallback", .offset = offsetof(type, fallback_member),                      \
        .help = "replace unencodable characters"                                                                       \
    }

/* What to do about texts of which a sheet and its CD-TEXT file have two. */
#define CLI_HINT_CDTEXT_FROM                                                                                           \
    "use --cdtext-from sheet to take the texts of the sheet, or --cdtext-from packs to take those of the CD-TEXT file"

/* What to do about letters that packs have no place for. */
#define CLI_HINT_JAPANESE        "or, for Japanese, packs in MS-JIS as in redbook-text(1)"
#define CLI_HINT_CDTEXT_FALLBACK "use --cdtext-fallback to replace unencodable characters, " CLI_HINT_JAPANESE
#define CLI_HINT_CDTEXT                                                                                                \
    "use --cdtext-fallback to replace unencodable characters, --cdtext=never to write no packs, " CLI_HINT_JAPANESE

#endif
