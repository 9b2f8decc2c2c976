/*
 * The one piece of state that has to be global: a signal handler can reach nothing else.
 */
#include "cli/cancel.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>

static volatile sig_atomic_t caught;
static volatile sig_atomic_t times;

static void note(int number)
{
    caught = number;
    if (times < 2)
        times = times + 1;
}

void cli_cancel_catch(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action, old;
    memset(&action, 0, sizeof action);
    action.sa_handler = note;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(signals[i], &action, NULL);
}

int cli_cancel_signal(void)
{
    return caught;
}

bool cli_cancel_insisted(void)
{
    return times > 1;
}
