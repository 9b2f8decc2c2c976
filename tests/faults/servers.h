/*
 * Processes that have loaded the libraries of a command and run it many times (preload/server.h).
 */
#ifndef TESTS_FAULTS_SERVERS_H
#define TESTS_FAULTS_SERVERS_H

#include <stdbool.h>
#include <stddef.h>

/* Becomes the server of a command line; with these descriptors for requests and replies. Does not return. */
typedef void servers_start(const char *line, int requests, int replies);

/*
 * Runs a command line; the settings are those of preload/server.h. Stores the status of waitpid. False: there is no server
 * for the line, since this is its first run.
 */
bool servers_run(const char *line, const char *settings, size_t size, servers_start *start, int *status);

/* For a process that was forked: the servers so far remain with its parent. */
void servers_forget(void);

#endif
