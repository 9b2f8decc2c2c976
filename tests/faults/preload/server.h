/*
 * faults/preload/server.h - one process that runs one command line many times
 *
 * FAULT_SERVER holds two descriptors: for requests and for replies. A request is the number of its bytes (size_t) and the
 * settings of a run: environment variables (calls.h) as NAME=VALUE, each with a terminating zero. Two more are:
 *
 *   FAULT_OUTPUT  file for stdout and stderr; required
 *   FAULT_LIMIT   the run is killed after this many microseconds
 *
 * A reply is the status (int) of waitpid. The server ends at the end of the requests.
 */
#ifndef TESTS_FAULTS_PRELOAD_SERVER_H
#define TESTS_FAULTS_PRELOAD_SERVER_H

#define SERVER_SETTINGS_BYTES 16384

/* Returns in the process that runs the command; without FAULT_SERVER at once. */
void server_begin(void);

#endif
