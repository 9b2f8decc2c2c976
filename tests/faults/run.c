/*
 * Runs programs and reports the results.
 */
#include "faults/run.h"

#include "faults/preload/server.h"
#include "faults/servers.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_MAX 64

static char tools_path[4096], library_path[4096], log_path[4096], output_path[4096];
static const char *record_path;
static bool with_ledger, with_servers;
static long limit_us;
static int place_folder = -1;
static int tests, failures;

static void give_up(const char *what)
{
    perror(what);
    exit(2);
}

void run_begin(const char *tools, const char *library, const char *place)
{
    snprintf(tools_path, sizeof tools_path, "%s", tools);
    snprintf(library_path, sizeof library_path, "%s", library);
    snprintf(log_path, sizeof log_path, "%s/calls.log", place);
    snprintf(output_path, sizeof output_path, "%s/output", place);
    place_folder = open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (place_folder < 0)
        give_up(place);
}

void run_apart(const char *folder)
{
    snprintf(log_path, sizeof log_path, "%s/calls.log", folder);
    snprintf(output_path, sizeof output_path, "%s/output", folder);
}

void run_with_ledger(void)
{
    with_ledger = true;
}

void run_with_servers(void)
{
    with_servers = true;
}

void run_with_own_servers(void)
{
    servers_forget();
}

void run_recording(const char *record)
{
    record_path = record;
}

void run_limited(long microseconds)
{
    limit_us = microseconds;
}

void run_log_line(const run_result *result, const char *word, char *rest, size_t size)
{
    size_t length = strlen(word);
    const char *line = result->log;
    rest[0] = '\0';
    while (line && *line && (strncmp(line, word, length) != 0 || line[length] != ' ')) {
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
    if (line && *line)
        snprintf(rest, size, "%.*s", (int)strcspn(line + length + 1, "\n"), line + length + 1);
}

/* Environment variables as NAME=VALUE, each with a terminating zero. */
typedef struct settings {
    char text[SERVER_SETTINGS_BYTES];
    size_t size;
} settings;

static void set(settings *to, const char *name, const char *value)
{
    int length = snprintf(to->text + to->size, sizeof to->text - to->size, "%s=%s", name, value);
    if (length < 0 || (size_t)length >= sizeof to->text - to->size)
        give_up(name);
    to->size += (size_t)length + 1;
}

static void set_number(settings *to, const char *name, long number)
{
    char text[24];
    snprintf(text, sizeof text, "%ld", number);
    set(to, name, text);
}

static void set_fault(settings *to, const run_fault *fault)
{
    if (record_path)
        set(to, "FAULT_TRACE", record_path);
    if (!fault || !fault->kind)
        return;
    if (with_ledger)
        set(to, "FAULT_LEDGER", "1");
    set(to, "FAULT_KIND", fault->kind);
    set_number(to, "FAULT_AT", fault->at);
    set(to, "FAULT_WHAT", fault->what ? fault->what : "kill");
    set(to, "FAULT_LOG", log_path);
}

static void become(const char *line, settings *with)
{
    static char words[4096], path[8192];
    char *list[WORDS_MAX] = {NULL};
    size_t count = 0;
    snprintf(words, sizeof words, "%s", line);
    for (char *word = strtok(words, " "); word && count + 1 < WORDS_MAX; word = strtok(NULL, " "))
        list[count++] = word;
    snprintf(path, sizeof path, "%s/%s", tools_path, list[0] ? list[0] : "");
    int output = open(output_path, O_WRONLY | O_CREAT | O_TRUNC, 0666), nothing = open("/dev/null", O_RDONLY);
    struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    if (fchdir(place_folder) != 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0 || dup2(nothing, 0) < 0)
        _exit(126);
    close(output);
    close(nothing);
    if (with->size > 0)
        setenv("LD_PRELOAD", library_path, 1);
    for (size_t at = 0; at < with->size; at += strlen(with->text + at) + 1)
        putenv(with->text + at);
    execv(path, list);
    _exit(127);
}

static void become_server(const char *line, int requests, int replies)
{
    static settings with;
    char ends[48];
    snprintf(ends, sizeof ends, "%d %d", requests, replies);
    set(&with, "FAULT_SERVER", ends);
    become(line, &with);
}

static bool run_by_server(const char *line, const settings *with, int *status)
{
    static settings more;
    more = *with;
    set(&more, "FAULT_OUTPUT", output_path);
    if (limit_us > 0)
        set_number(&more, "FAULT_LIMIT", limit_us);
    return servers_run(line, more.text, more.size, become_server, status);
}

static int run_once(const char *line, settings *with)
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        become(line, with);
    if (child > 0 && limit_us > 0) {
        usleep((useconds_t)limit_us);
        kill(child, SIGKILL);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        give_up(line);
    return status;
}

static void read_back(run_result *result)
{
    FILE *log = fopen(log_path, "r"), *output = fopen(output_path, "r");
    size_t got = log ? fread(result->log, 1, sizeof result->log - 1, log) : 0;
    result->log[got] = '\0';
    result->calls = atol(result->log);
    got = output ? fread(result->output, 1, sizeof result->output - 1, output) : 0;
    result->output[got] = '\0';
    if (log)
        fclose(log);
    if (output)
        fclose(output);
}

void run_line(const char *line, const run_fault *fault, run_result *result)
{
    static settings with;
    int status;
    result->calls = 0;
    unlink(log_path);
    with.size = 0;
    set_fault(&with, fault);
    if (!with_servers || !run_by_server(line, &with, &status))
        status = run_once(line, &with);
    result->killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    result->signal = WIFSIGNALED(status) && !result->killed ? WTERMSIG(status) : 0;
    result->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (result->status == 126 || result->status == 127)
        give_up(line);
    read_back(result);
}

void run_ok(bool fine, const char *name, const char *format, ...)
{
    char text[8192];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    tests++;
    failures += !fine;
    printf("%s %d - %s\n", fine ? "ok" : "not ok", tests, name);
    for (char *line = text; !fine && line && *line;) {
        char *end = strchr(line, '\n');
        printf("# %.*s\n", end ? (int)(end - line) : (int)strlen(line), line);
        line = end ? end + 1 : NULL;
    }
}

int run_done(void)
{
    printf("1..%d\n", tests);
    return failures ? 1 : 0;
}
