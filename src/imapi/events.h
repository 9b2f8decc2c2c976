/*
 * imapi/events.h - calls to a client's listener, in the published order
 */
#ifndef RBK_IMAPI_EVENTS_H
#define RBK_IMAPI_EVENTS_H

#include <redbook/imapi.h>
#include <redbook/layout.h>

/* Holds a master's listener, shared with its recorders; reference counted. */
typedef struct rbk_imapi_listeners rbk_imapi_listeners;
rbk_imapi_listeners *rbk_imapi_listeners_new(void); /* NULL without memory */
void rbk_imapi_listeners_keep(rbk_imapi_listeners *listeners);
void rbk_imapi_listeners_release(rbk_imapi_listeners *listeners); /* releases the listener with the last */

/* False when there is one already. The listener is kept (AddRef) until it is removed. */
bool rbk_imapi_listeners_set(rbk_imapi_listeners *listeners, IDiscMasterProgressEvents *listener);
/* False when there is none. */
bool rbk_imapi_listeners_remove(rbk_imapi_listeners *listeners);
/* The listener with a reference of the caller's own, or NULL. */
IDiscMasterProgressEvents *rbk_imapi_listeners_get(rbk_imapi_listeners *listeners);

/* A listener and the state of the notifications of one recording. listener NULL: no notifications. */
typedef struct rbk_imapi_events {
    IDiscMasterProgressEvents *listener; /* lent */
    const rbk_layout *layout;            /* of what is recorded; NULL: no notifications of tracks */
    size_t track;                        /* the last one notified, 1 for the first */
    bool closing;                        /* was notified */
} rbk_imapi_events;

bool rbk_imapi_events_cancelled(const rbk_imapi_events *events);
void rbk_imapi_events_add(const rbk_imapi_events *events, uint64_t completed, uint64_t total);
void rbk_imapi_events_preparing(const rbk_imapi_events *events, long seconds);
/* Blocks so far, and the track of the next one if that is a new one. */
void rbk_imapi_events_blocks(rbk_imapi_events *events, int32_t lba, uint64_t completed, uint64_t total);
void rbk_imapi_events_closing(rbk_imapi_events *events, long seconds);
void rbk_imapi_events_complete(const rbk_imapi_events *events, HRESULT result);
void rbk_imapi_events_erased(const rbk_imapi_events *events, HRESULT result);

#endif
