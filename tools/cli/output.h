/*
 * cli/output.h - writing to standard output before the last step of a program
 *
 * The system gives the reason of a failure only to the call that failed. That of the first one is kept for the message.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

/* For long texts, and for output that does not wait for the last step. False: it failed. */
bool cli_write_output(FILE *out, const char *text, size_t size);
bool cli_flush_output(FILE *out);

/* errno of the first call of these that standard output failed; 0: none. */
int cli_output_error(void);

#endif
