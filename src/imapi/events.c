/*
 * Calls to a client's listener. Its results are ignored: a listener that implements nothing must not interfere.
 */
#include "imapi/events.h"

#include "imapi/object.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>

#define REPORT(events, method, ...)                                                                                    \
    do {                                                                                                               \
        if ((events)->listener)                                                                                        \
            (void)(events)->listener->lpVtbl->method((events)->listener, __VA_ARGS__);                                 \
    } while (0)

static long clamp(uint64_t value)
{
    return value > LONG_MAX ? LONG_MAX : (long)value;
}

bool rbk_imapi_events_cancelled(const rbk_imapi_events *events)
{
    boolean cancel = 0;
    if (!events->listener || FAILED(events->listener->lpVtbl->QueryCancel(events->listener, &cancel)))
        return false;
    return cancel != 0;
}

void rbk_imapi_events_add(const rbk_imapi_events *events, uint64_t completed, uint64_t total)
{
    REPORT(events, NotifyAddProgress, clamp(completed), clamp(total));
}

void rbk_imapi_events_preparing(const rbk_imapi_events *events, long seconds)
{
    REPORT(events, NotifyPreparingBurn, seconds);
    if (events->layout)
        REPORT(events, NotifyTrackProgress, 0, clamp(events->layout->track_count));
}

void rbk_imapi_events_blocks(rbk_imapi_events *events, int32_t lba, uint64_t completed, uint64_t total)
{
    const rbk_layout *layout = events->layout;
    while (layout && events->track < layout->track_count && lba >= layout->tracks[events->track].start_lba) {
        events->track++;
        REPORT(events, NotifyTrackProgress, clamp(events->track), clamp(layout->track_count));
    }
    REPORT(events, NotifyBlockProgress, clamp(completed), clamp(total));
}

void rbk_imapi_events_closing(rbk_imapi_events *events, long seconds)
{
    if (events->closing)
        return;
    events->closing = true;
    REPORT(events, NotifyClosingDisc, seconds);
}

void rbk_imapi_events_complete(const rbk_imapi_events *events, HRESULT result)
{
    REPORT(events, NotifyBurnComplete, result);
}

void rbk_imapi_events_erased(const rbk_imapi_events *events, HRESULT result)
{
    REPORT(events, NotifyEraseComplete, result);
}

/* ------------------------------------------------------------------ where it is kept */

struct rbk_imapi_listeners {
    rbk_imapi_count count;
    pthread_mutex_t lock;
    IDiscMasterProgressEvents *listener;
};

rbk_imapi_listeners *rbk_imapi_listeners_new(void)
{
    rbk_imapi_listeners *listeners = calloc(1, sizeof *listeners);
    if (!listeners)
        return NULL;
    atomic_init(&listeners->count, 1);
    if (pthread_mutex_init(&listeners->lock, NULL) != 0) {
        free(listeners);
        return NULL;
    }
    return listeners;
}

void rbk_imapi_listeners_keep(rbk_imapi_listeners *listeners)
{
    rbk_imapi_count_up(&listeners->count);
}

void rbk_imapi_listeners_release(rbk_imapi_listeners *listeners)
{
    if (!listeners || rbk_imapi_count_down(&listeners->count) > 0)
        return;
    (void)rbk_imapi_listeners_remove(listeners);
    pthread_mutex_destroy(&listeners->lock);
    free(listeners);
}

bool rbk_imapi_listeners_set(rbk_imapi_listeners *listeners, IDiscMasterProgressEvents *listener)
{
    pthread_mutex_lock(&listeners->lock);
    bool free_place = !listeners->listener;
    if (free_place) {
        listener->lpVtbl->AddRef(listener);
        listeners->listener = listener;
    }
    pthread_mutex_unlock(&listeners->lock);
    return free_place;
}

/* Its Release is the client's code, which may call us: not under the lock. */
bool rbk_imapi_listeners_remove(rbk_imapi_listeners *listeners)
{
    pthread_mutex_lock(&listeners->lock);
    IDiscMasterProgressEvents *listener = listeners->listener;
    listeners->listener = NULL;
    pthread_mutex_unlock(&listeners->lock);
    if (listener)
        listener->lpVtbl->Release(listener);
    return listener != NULL;
}

IDiscMasterProgressEvents *rbk_imapi_listeners_get(rbk_imapi_listeners *listeners)
{
    pthread_mutex_lock(&listeners->lock);
    IDiscMasterProgressEvents *listener = listeners->listener;
    if (listener)
        listener->lpVtbl->AddRef(listener);
    pthread_mutex_unlock(&listeners->lock);
    return listener;
}
