/*
 * cli/output_name.h - what the ending of an output's name says that it is
 *
 * A name that ends like a file of another format is most often meant for another command. The usage errors here say
 * which one writes that format.
 */
#ifndef CLI_OUTPUT_NAME_H
#define CLI_OUTPUT_NAME_H

#include "cli/options.h"

#define CLI_OUTPUT_HINT_BYTES 1024

/* Whether there is a name before an ending ".cue", in any letter case. */
bool cli_output_is_cue(const char *path);

/* Whether the path is that of a folder: it ends in '/', or a folder is there. */
bool cli_output_is_folder(const char *path);

/* Whether the name ends like a file of a format that is known, in any letter case. */
bool cli_output_has_format(const char *path);

/* What a command makes its output from. */
typedef enum cli_output_from {
    CLI_OUTPUT_FROM_FILES, /* audio files and sheets: a sheet comes first */
    CLI_OUTPUT_FROM_DISC,  /* a disc in a drive: the same */
    CLI_OUTPUT_FROM_IMAGE  /* an image that is there already */
} cli_output_from;

/*
 * How to get a file of the format that the name states: "; for a CHD use -o a.cue, then 'redbook convert a.cue -o a.chd'".
 * "" if there is nothing to say. Returns text.
 */
const char *cli_output_hint(const char *path, cli_output_from from, char text[CLI_OUTPUT_HINT_BYTES]);

/* False unless the name states a format that only some discs can be written in: "an ISO holds a single data track and no
 * audio". None of them is a disc of audio files. */
bool cli_output_of_some(const char *path, char text[CLI_OUTPUT_HINT_BYTES]);

/* Bytes of the path before the ending of a known format; all of them if it has none. */
int cli_output_stem(const char *path);

/* The command that makes a file of the format that the name states, of a sheet of the same name: "redbook convert a.cue
 * -o a.chd". "" if there is none. Returns text. */
const char *cli_output_next(const char *path, char text[CLI_OUTPUT_HINT_BYTES]);

/* 0, or the exit code of the usage error that was reported: --output is the name of a sheet to write. */
int cli_output_check_cue(const char *program, const cli_command *command, const char *path, cli_output_from from);

/* 0, or the exit code of the usage error that was reported: --output is a folder to write files to. */
int cli_output_check_folder(const char *program, const cli_command *command, const char *path);

#endif
