/*
 * A listener that logs its notifications, for the tests of the published interface.
 */
#ifndef TESTS_UNIT_IMAPI_LISTENER_H
#define TESTS_UNIT_IMAPI_LISTENER_H

#include <redbook/imapi.h>

#include <stdio.h>
#include <string.h>

static struct {
    IDiscMasterProgressEvents interface_;
    unsigned long count;
    char reported[4096]; /* one word per call; repeated block notifications are logged once, without numbers */
    long last_completed; /* of NotifyBlockProgress */
    long last_total;
    long add_completed;
    long add_total;
    HRESULT burnt;
    int queries;         /* QueryCancel */
    int cancel_at;       /* the query that is answered with yes; 0: none */
    void (*asked)(void); /* NULL, or what the client does in the query */
} listener;

static void listener_note(const char *word)
{
    size_t length = strlen(listener.reported), size = strlen(word);
    if (length >= size && strcmp(listener.reported + length - size, word) == 0)
        return;
    snprintf(listener.reported + length, sizeof listener.reported - length, " %s", word);
}

static HRESULT listener_query(IDiscMasterProgressEvents *This, REFIID id, void **object)
{
    if (!IsEqualIID(id, &IID_IUnknown) && !IsEqualIID(id, &IID_IDiscMasterProgressEvents)) {
        *object = NULL;
        return E_NOINTERFACE;
    }
    *object = This;
    This->lpVtbl->AddRef(This);
    return S_OK;
}

static ULONG listener_add_ref(IDiscMasterProgressEvents *This)
{
    (void)This;
    return ++listener.count;
}

static ULONG listener_release(IDiscMasterProgressEvents *This)
{
    (void)This;
    return --listener.count;
}

static HRESULT listener_cancel(IDiscMasterProgressEvents *This, boolean *cancel)
{
    (void)This;
    if (listener.asked)
        listener.asked();
    *cancel = ++listener.queries == listener.cancel_at;
    return S_OK;
}

static HRESULT listener_plug(IDiscMasterProgressEvents *This)
{
    (void)This;
    return E_NOTIMPL;
}

static HRESULT listener_add(IDiscMasterProgressEvents *This, long completed, long total)
{
    (void)This;
    listener_note("add");
    listener.add_completed = completed;
    listener.add_total = total;
    return E_NOTIMPL;
}

static HRESULT listener_block(IDiscMasterProgressEvents *This, long completed, long total)
{
    (void)This;
    listener_note("block");
    listener.last_completed = completed;
    listener.last_total = total;
    return S_OK;
}

static HRESULT listener_track(IDiscMasterProgressEvents *This, long track, long total)
{
    char word[40];
    (void)This;
    snprintf(word, sizeof word, "track:%ld/%ld", track, total);
    listener_note(word);
    return S_OK;
}

static HRESULT listener_preparing(IDiscMasterProgressEvents *This, long seconds)
{
    (void)This;
    listener_note(seconds >= 0 ? "preparing" : "preparing?");
    return S_OK;
}

static HRESULT listener_closing(IDiscMasterProgressEvents *This, long seconds)
{
    (void)This;
    listener_note(seconds >= 0 ? "closing" : "closing?");
    return S_OK;
}

static HRESULT listener_burnt(IDiscMasterProgressEvents *This, HRESULT status)
{
    (void)This;
    listener_note("burnt");
    listener.burnt = status;
    return S_OK;
}

static HRESULT listener_erased(IDiscMasterProgressEvents *This, HRESULT status)
{
    (void)This;
    listener_note(status == S_OK ? "erased" : "not-erased");
    return S_OK;
}

static const IDiscMasterProgressEventsVtbl listener_methods = {
    .QueryInterface = listener_query,
    .AddRef = listener_add_ref,
    .Release = listener_release,
    .QueryCancel = listener_cancel,
    .NotifyPnPActivity = listener_plug,
    .NotifyAddProgress = listener_add,
    .NotifyBlockProgress = listener_block,
    .NotifyTrackProgress = listener_track,
    .NotifyPreparingBurn = listener_preparing,
    .NotifyClosingDisc = listener_closing,
    .NotifyBurnComplete = listener_burnt,
    .NotifyEraseComplete = listener_erased,
};

/* A new listener with one reference, the test's. */
__attribute__((unused)) static IDiscMasterProgressEvents *listener_begin(void)
{
    memset(&listener, 0, sizeof listener);
    listener.interface_.lpVtbl = &listener_methods;
    listener.count = 1;
    return &listener.interface_;
}

#endif
