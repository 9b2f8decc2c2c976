/*
 * redbook-burn/commands.h - the commands of the burn tool, one file each
 */
#ifndef REDBOOK_BURN_COMMANDS_H
#define REDBOOK_BURN_COMMANDS_H

#include "cli/options.h"

extern const cli_program redbook_burn_program;

extern const cli_option plan_options[];
int plan_run(const cli_command *command, int argc, const char **argv);

extern const cli_option drives_options[];
int drives_run(const cli_command *command, int argc, const char **argv);

extern const cli_option info_options[];
int info_run(const cli_command *command, int argc, const char **argv);

extern const cli_option write_options[];
int write_run(const cli_command *command, int argc, const char **argv);

extern const cli_option blank_options[];
int blank_run(const cli_command *command, int argc, const char **argv);

extern const cli_option verify_options[];
int verify_run(const cli_command *command, int argc, const char **argv);

extern const cli_option read_options[];
int read_run(const cli_command *command, int argc, const char **argv);

extern const cli_option virtual_options[];
int virtual_run(const cli_command *command, int argc, const char **argv);

extern const cli_option completion_options[];
int completion_run(const cli_command *command, int argc, const char **argv);

#endif
