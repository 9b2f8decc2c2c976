/*
 * redbook-burn/confirm.h - prompts for the user at the terminal: before a disc is written or blanked, and for the next
 * disc
 */
#ifndef REDBOOK_BURN_CONFIRM_H
#define REDBOOK_BURN_CONFIRM_H

#include "cli/messages.h"

#include <stdbool.h>

/* Is there a terminal to ask on and to be answered from? */
bool confirm_possible(void);

/* Asks, on stderr; true for "y" or "yes". Anything else, the end of input and a signal are no. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
bool confirm_yes(const cli_voice *voice, const char *format, ...);

/* RBK_USERABORT where a signal came, else RBK_REFUSED, "nothing was done". */
rbk_status confirm_refused(rbk_error *error);

/* Waits for the return key; false at the end of input or after a signal. */
bool confirm_return(void);

/* Can a line still come on standard input? Not from /dev/null, a file that was read, a pipe that nobody writes to. */
bool confirm_lines_possible(void);

#endif
