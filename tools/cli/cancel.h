/*
 * cli/cancel.h - SIGINT, SIGTERM and SIGHUP as a flag that is checked between two steps
 */
#ifndef CLI_CANCEL_H
#define CLI_CANCEL_H

#include <stdbool.h>

/* From now on these signals only set a flag; one that was ignored (nohup) stays ignored. */
void cli_cancel_catch(void);

/* The signal received, or 0. */
int cli_cancel_signal(void);

/* Was it received a second time? If cancelling takes long, this ends the waiting, too. */
bool cli_cancel_insisted(void);

#endif
