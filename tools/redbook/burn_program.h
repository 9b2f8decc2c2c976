/*
 * redbook/burn_program.h - finds redbook-burn, which may not be installed, and runs it
 *
 * redbook is not linked with libcdio and has no access to drives; redbook-burn has.
 */
#ifndef REDBOOK_BURN_PROGRAM_H
#define REDBOOK_BURN_PROGRAM_H

#include <redbook/error.h>

#include <stdbool.h>

/* In the folder of this program, else in the absolute folders of PATH. */
bool burn_program_find(char path[RBK_PATH_BYTES]);

#define BURN_PROGRAM_SECONDS      4
#define BURN_PROGRAM_OUTPUT_BYTES (1024 * 1024)

/*
 * Runs it with one or two arguments (the second NULL: none), without input, and gives what it prints on standard output,
 * freed by the caller; its messages are not shown. It is killed after BURN_PROGRAM_SECONDS: a drive may not respond. Only
 * status and sentence of error are set. RBK_UNSUPPORTED: it cannot be started, failed, printed too much or took too long.
 */
rbk_status burn_program_ask(const char *path, const char *first, const char *second, char **output, rbk_error *error);

#endif
