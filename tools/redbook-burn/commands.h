/*
 * redbook-burn/commands.h - the commands of the burn tool, one file each
 */
#ifndef REDBOOK_BURN_COMMANDS_H
#define REDBOOK_BURN_COMMANDS_H

#include "cli/options.h"

extern const cli_program redbook_burn_program;

extern const cli_option plan_options[];
int plan_run(const cli_command *command, int argc, const char **argv);

extern const cli_option completion_options[];
int completion_run(const cli_command *command, int argc, const char **argv);

#endif
