/*
 * Asking people.
 */
#include "redbook-burn/confirm.h"
#include "cli/cancel.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOOK_MS = 200, ANSWER_BYTES = 64 };

bool confirm_possible(void)
{
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/*
 * A line of standard input without its end; what does not fit is dropped. Signals of ours restart reads, so the wait is
 * cut into pieces. False at the end of input.
 */
static bool read_line(char line[ANSWER_BYTES])
{
    size_t used = 0;
    for (;;) {
        struct pollfd input = {STDIN_FILENO, POLLIN, 0};
        char character;
        if (cli_cancel_signal())
            return false;
        int ready = poll(&input, 1, LOOK_MS);
        if (ready == 0 || (ready < 0 && errno == EINTR))
            continue;
        if (ready < 0 || read(STDIN_FILENO, &character, 1) != 1)
            return false;
        if (character == '\n')
            break;
        if (used + 1 < ANSWER_BYTES)
            line[used++] = character;
    }
    line[used] = '\0';
    return true;
}

bool confirm_yes(const cli_voice *voice, const char *format, ...)
{
    char answer[ANSWER_BYTES], query[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(query, sizeof query, format, arguments);
    va_end(arguments);
    fprintf(stderr, "%s: ", voice->program);
    cli_print_clean(stderr, query);
    fprintf(stderr, " [y/N] ");
    fflush(stderr);
    return read_line(answer) && (strcasecmp(answer, "y") == 0 || strcasecmp(answer, "yes") == 0);
}

rbk_status confirm_refused(rbk_error *error)
{
    rbk_error_init(error);
    error->status = cli_cancel_signal() ? RBK_USERABORT : RBK_REFUSED;
    snprintf(error->sentence, sizeof error->sentence, "nothing was done");
    return error->status;
}

bool confirm_lines_possible(void)
{
    struct stat input;
    if (isatty(STDIN_FILENO))
        return true;
    if (fstat(STDIN_FILENO, &input) != 0 || S_ISCHR(input.st_mode))
        return false;
    if (S_ISREG(input.st_mode))
        return lseek(STDIN_FILENO, 0, SEEK_CUR) < input.st_size;
    struct pollfd pipe = {STDIN_FILENO, POLLIN, 0};
    return poll(&pipe, 1, 0) <= 0 || pipe.revents & POLLIN;
}

bool confirm_return(void)
{
    char answer[ANSWER_BYTES];
    return read_line(answer);
}
