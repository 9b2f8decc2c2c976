/*
 * Starts redbook-burn by its path, without a shell, and reads its output up to a deadline.
 */
#include "redbook/burn_program.h"
#include "redbook/own_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PROGRAM      "redbook-burn"
#define WAIT_STEP_MS 2   /* between two looks at whether it has ended */
#define KILLED_MS    200 /* for a killed program to end */

extern char **environ;

static bool is_program(const char *folder, size_t length, char path[RBK_PATH_BYTES])
{
    struct stat found;
    int size = snprintf(path, RBK_PATH_BYTES, "%.*s/%s", (int)length, folder, PROGRAM);
    return size > 0 && size < RBK_PATH_BYTES && stat(path, &found) == 0 && S_ISREG(found.st_mode) &&
           access(path, X_OK) == 0;
}

bool burn_program_find(char path[RBK_PATH_BYTES])
{
    char folder[RBK_PATH_BYTES];
    if (own_folder_read(folder) && is_program(folder, strlen(folder), path))
        return true;
    for (const char *at = getenv("PATH"); at && *at;) {
        size_t length = strcspn(at, ":");
        if (at[0] == '/' && is_program(at, length, path))
            return true;
        at += length + (at[length] == ':');
    }
    return false;
}

/* ------------------------------------------------------------------ running it */

static rbk_status fail(rbk_error *error, rbk_status status, const char *format, ...)
{
    va_list arguments;
    rbk_error_init(error);
    error->status = status;
    va_start(arguments, format);
    vsnprintf(error->sentence, sizeof error->sentence, format, arguments);
    va_end(arguments);
    return status;
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Standard output to the pipe, empty input, messages discarded. 0, or an errno. */
static int start(const char *path, char *const *words, int to, pid_t *child)
{
    posix_spawn_file_actions_t actions;
    int code = posix_spawn_file_actions_init(&actions);
    if (code)
        return code;
    code = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!code)
        code = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (!code)
        code = posix_spawn_file_actions_adddup2(&actions, to, STDOUT_FILENO);
    if (!code)
        code = posix_spawn(child, path, &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    return code;
}

static rbk_status fail_late(const char *asked, rbk_error *error)
{
    return fail(error, RBK_UNSUPPORTED, "did not end within %d s: try 'redbook-burn %s'", BURN_PROGRAM_SECONDS, asked);
}

/* All until the end of the pipe, with a zero after it. */
static rbk_status read_all(int from, const char *asked, int64_t deadline_ms, char *text, rbk_error *error)
{
    size_t used = 0;
    for (;;) {
        int64_t left_ms = deadline_ms - now_ms();
        struct pollfd ready = {from, POLLIN, 0};
        int count = left_ms > 0 ? poll(&ready, 1, (int)left_ms) : 0;
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return fail_late(asked, error);
        ssize_t got = read(from, text + used, BURN_PROGRAM_OUTPUT_BYTES - 1 - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(error, RBK_UNSUPPORTED, "its output cannot be read: %s", strerror(errno));
        used += (size_t)got;
        text[used] = '\0';
        if (got == 0)
            return RBK_OK;
        if (used == BURN_PROGRAM_OUTPUT_BYTES - 1)
            return fail(error, RBK_UNSUPPORTED, "printed more than %d bytes", BURN_PROGRAM_OUTPUT_BYTES);
    }
}

/* False if it has not ended by then. */
static bool has_ended(pid_t child, int64_t deadline_ms, int *how)
{
    const struct timespec step = {0, WAIT_STEP_MS * 1000000L};
    pid_t ended;
    while ((ended = waitpid(child, how, WNOHANG)) <= 0 && (ended == 0 || errno == EINTR) && now_ms() < deadline_ms)
        nanosleep(&step, NULL);
    return ended != 0;
}

/*
 * Waits for the program; it is killed if its output or itself did not end. One that waits in the kernel for a drive does
 * not end before the drive does: it is not waited for.
 */
static rbk_status finish(pid_t child, const char *asked, int64_t deadline_ms, rbk_status status, rbk_error *error)
{
    int how = 0;
    if (status == RBK_OK && !has_ended(child, deadline_ms, &how))
        status = fail_late(asked, error);
    if (status != RBK_OK) {
        kill(child, SIGKILL);
        (void)has_ended(child, now_ms() + KILLED_MS, &how);
        return status;
    }
    if (WIFSIGNALED(how))
        return fail(error, RBK_UNSUPPORTED, "was ended by signal %d", WTERMSIG(how));
    if (WEXITSTATUS(how) == 127)
        return fail(error, RBK_UNSUPPORTED, "cannot be started");
    return WEXITSTATUS(how) == 0 ? RBK_OK : fail(error, RBK_UNSUPPORTED, "ended with %d", WEXITSTATUS(how));
}

rbk_status burn_program_ask(const char *path, const char *first, const char *second, char **output, rbk_error *error)
{
    char words[3][64] = {PROGRAM};
    char *const list[] = {words[0], words[1], second ? words[2] : NULL, NULL};
    int ends[2];
    pid_t child = -1;
    snprintf(words[1], sizeof words[1], "%s", first);
    snprintf(words[2], sizeof words[2], "%s", second ? second : "");
    char *text = malloc(BURN_PROGRAM_OUTPUT_BYTES);
    if (!text)
        return fail(error, RBK_NO_MEMORY, "out of memory");
    text[0] = '\0';
    if (pipe(ends) != 0) {
        free(text);
        return fail(error, RBK_UNSUPPORTED, "cannot be asked: %s", strerror(errno));
    }
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    int64_t deadline_ms = now_ms() + BURN_PROGRAM_SECONDS * 1000;
    int code = start(path, list, ends[1], &child);
    close(ends[1]);
    rbk_status status = RBK_OK;
    if (code)
        status = fail(error, RBK_UNSUPPORTED, "cannot be started: %s", strerror(code));
    else
        status = finish(child, first, deadline_ms, read_all(ends[0], first, deadline_ms, text, error), error);
    close(ends[0]);
    if (status == RBK_OK)
        *output = text;
    else
        free(text);
    return status;
}
