/*
 * Keeps the servers of the last few command lines. A line that runs once needs none.
 */
#include "faults/servers.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define SERVERS_MAX  8
#define REQUESTS_END 500 /* above all descriptors of the command */
#define REPLIES_END  501

typedef struct server {
    char line[4096];
    pid_t process; /* 0: not started */
    int requests;
    int replies;
    unsigned long last_use;
} server;

static server servers[SERVERS_MAX];
static unsigned long uses;

static void give_up(const char *line)
{
    perror(line);
    exit(2);
}

static void end_server(server *s)
{
    if (s->process > 0) {
        close(s->requests);
        close(s->replies);
        (void)waitpid(s->process, NULL, 0);
    }
    memset(s, 0, sizeof *s);
}

/* That of the line, or the one that was not used for longest, which becomes that of the line. */
static server *find_server(const char *line, bool *is_new)
{
    server *oldest = &servers[0];
    *is_new = false;
    for (size_t i = 0; i < SERVERS_MAX; i++) {
        if (strcmp(servers[i].line, line) == 0)
            return &servers[i];
        if (servers[i].last_use < oldest->last_use)
            oldest = &servers[i];
    }
    end_server(oldest);
    snprintf(oldest->line, sizeof oldest->line, "%s", line);
    *is_new = true;
    return oldest;
}

void servers_forget(void)
{
    for (size_t i = 0; i < SERVERS_MAX; i++)
        if (servers[i].process > 0) {
            close(servers[i].requests);
            close(servers[i].replies);
            servers[i].process = 0;
        }
}

static void start_server(server *s, servers_start *start)
{
    int requests[2], replies[2];
    if (pipe(requests) != 0 || pipe(replies) != 0 || fcntl(requests[1], F_SETFD, FD_CLOEXEC) != 0 ||
        fcntl(replies[0], F_SETFD, FD_CLOEXEC) != 0)
        give_up(s->line);
    fflush(NULL);
    s->process = fork();
    if (s->process == 0) {
        if (dup2(requests[0], REQUESTS_END) < 0 || dup2(replies[1], REPLIES_END) < 0)
            _exit(126);
        close(requests[0]);
        close(replies[1]);
        start(s->line, REQUESTS_END, REPLIES_END);
    }
    if (s->process < 0)
        give_up(s->line);
    close(requests[0]);
    close(replies[1]);
    s->requests = requests[1];
    s->replies = replies[0];
}

bool servers_run(const char *line, const char *settings, size_t size, servers_start *start, int *status)
{
    bool is_new;
    server *s = find_server(line, &is_new);
    s->last_use = ++uses;
    if (is_new)
        return false;
    if (s->process == 0)
        start_server(s, start);
    if (write(s->requests, &size, sizeof size) != (ssize_t)sizeof size ||
        write(s->requests, settings, size) != (ssize_t)size ||
        read(s->replies, status, sizeof *status) != sizeof *status)
        give_up(line);
    return true;
}
