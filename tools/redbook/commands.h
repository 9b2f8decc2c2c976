/*
 * redbook/commands.h - the commands of the tool, one file each
 */
#ifndef REDBOOK_COMMANDS_H
#define REDBOOK_COMMANDS_H

#include "cli/options.h"

extern const cli_program redbook_program;

extern const cli_option author_options[];
int author_run(const cli_command *command, int argc, const char **argv);

extern const cli_option sheet_options[];
int sheet_run(const cli_command *command, int argc, const char **argv);

extern const cli_option edit_options[];
int edit_run(const cli_command *command, int argc, const char **argv);

extern const cli_option info_options[];
int info_run(const cli_command *command, int argc, const char **argv);

extern const cli_option check_options[];
int check_run(const cli_command *command, int argc, const char **argv);

extern const cli_option convert_options[];
int convert_run(const cli_command *command, int argc, const char **argv);

extern const cli_option compare_options[];
int compare_run(const cli_command *command, int argc, const char **argv);

extern const cli_option hash_options[];
int hash_run(const cli_command *command, int argc, const char **argv);

extern const cli_option match_options[];
int match_run(const cli_command *command, int argc, const char **argv);

extern const cli_option report_options[];
int report_run(const cli_command *command, int argc, const char **argv);

extern const cli_option extract_options[];
int extract_run(const cli_command *command, int argc, const char **argv);

extern const cli_option text_options[];
int text_run(const cli_command *command, int argc, const char **argv);

extern const cli_option doctor_options[];
int doctor_run(const cli_command *command, int argc, const char **argv);

extern const cli_option completion_options[];
int completion_run(const cli_command *command, int argc, const char **argv);

#endif
