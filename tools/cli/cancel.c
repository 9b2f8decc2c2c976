/*
 * The one piece of state that has to be global: a signal handler can reach nothing else.
 */
#include "cli/cancel.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

/* Read by several threads, for which sig_atomic_t is not made. Without a lock, so that a handler may set them. */
_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "a signal handler must not lock");
static atomic_int caught;
static atomic_int times;

static void note(int number)
{
    atomic_store(&caught, number);
    if (atomic_load(&times) < 2)
        atomic_fetch_add(&times, 1);
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
    return atomic_load(&caught);
}

bool cli_cancel_insisted(void)
{
    return atomic_load(&times) > 1;
}
