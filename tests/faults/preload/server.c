/*
 * One process runs one command line many times: before main, when all libraries are loaded, it waits for requests and
 * makes a copy of itself for each, which then runs. Most of the time of a short command is that of loading.
 */
#include "faults/preload/server.h"

#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int requests = -1, replies = -1;
static char settings[SERVER_SETTINGS_BYTES];

/* False at the end of the requests. */
static bool get_all(void *into, size_t size)
{
    char *at = into;
    while (size > 0) {
        long got = syscall(SYS_read, requests, at, size);
        if (got <= 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

static void leave(int code)
{
    for (;;)
        syscall(SYS_exit_group, code);
}

static void apply_settings(size_t size)
{
    for (size_t at = 0; at < size; at += strlen(settings + at) + 1)
        (void)putenv(settings + at);
    const char *path = getenv("FAULT_OUTPUT");
    int output = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0666) : -1;
    if (output < 0 || dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0)
        leave(126);
    (void)syscall(SYS_close, output);
    (void)syscall(SYS_close, requests);
    (void)syscall(SYS_close, replies);
    unsetenv("FAULT_SERVER");
}

static long limit_of(size_t size)
{
    static const char name[] = "FAULT_LIMIT=";
    for (size_t at = 0; at < size; at += strlen(settings + at) + 1)
        if (strncmp(settings + at, name, sizeof name - 1) == 0)
            return atol(settings + at + sizeof name - 1);
    return 0;
}

void server_begin(void)
{
    const char *ends = getenv("FAULT_SERVER");
    void *frame[1];
    size_t size;
    int status;
    if (!ends || sscanf(ends, "%d %d", &requests, &replies) != 2)
        return;
    (void)backtrace(frame, 1); /* loads the library that it needs */
    while (get_all(&size, sizeof size) && size <= sizeof settings && get_all(settings, size)) {
        long limit_us = limit_of(size);
        pid_t child = fork();
        if (child == 0) {
            apply_settings(size);
            return;
        }
        if (child > 0 && limit_us > 0) {
            usleep((useconds_t)limit_us);
            kill(child, SIGKILL);
        }
        if (child < 0 || waitpid(child, &status, 0) != child ||
            syscall(SYS_write, replies, &status, sizeof status) != (long)sizeof status)
            leave(2);
    }
    leave(0);
}
