/*
 * cli/cancel.h - SIGINT, SIGTERM and SIGHUP as a query that work asks between two steps
 */
#ifndef CLI_CANCEL_H
#define CLI_CANCEL_H

#include <stdbool.h>

/* From now on these signals only leave a mark; one that was ignored (nohup) stays ignored. */
void cli_cancel_catch(void);

/* The signal that came, or 0. */
int cli_cancel_signal(void);

/* Did it come a second time? Where ending in order takes long, this is to end the waiting, too. */
bool cli_cancel_insisted(void);

#endif
