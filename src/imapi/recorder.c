/*
 * IDiscRecorder: arguments and states are checked here, the kind of recorder does the rest.
 */
#include "imapi/recorder.h"

#include "base/fail.h"
#include "imapi/object.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct rbk_imapi_recorder {
    IDiscRecorder interface_;
    rbk_imapi_count count;
    pthread_mutex_t lock;
    const rbk_imapi_kind *kind;
    char *self;
    rbk_imapi_terms terms;
    LONG speed; /* as the properties have it */
    bool is_open;
    bool is_burning;
    void *opened;
};

static rbk_imapi_recorder *recorder_of(IDiscRecorder *This)
{
    return RBK_IMAPI_OBJECT(rbk_imapi_recorder, interface_, This);
}

/* Takes the lock; S_OK when the client holds the recorder open and nothing is at work on it. */
static HRESULT enter_open(rbk_imapi_recorder *recorder)
{
    pthread_mutex_lock(&recorder->lock);
    if (recorder->is_burning)
        return IMAPI_E_DEVICE_STILL_IN_USE;
    return recorder->is_open ? S_OK : IMAPI_E_NOTOPENED;
}

static HRESULT leave(rbk_imapi_recorder *recorder, HRESULT result)
{
    pthread_mutex_unlock(&recorder->lock);
    return result;
}

/* ------------------------------------------------------------------ life */

static HRESULT query_interface(IDiscRecorder *This, REFIID riid, void **object)
{
    if (!object)
        return E_POINTER;
    *object = NULL;
    if (!riid)
        return E_INVALIDARG;
    if (!IsEqualIID(riid, &IID_IUnknown) && !IsEqualIID(riid, &IID_IDiscRecorder))
        return E_NOINTERFACE;
    *object = This;
    This->lpVtbl->AddRef(This);
    return S_OK;
}

static ULONG add_ref(IDiscRecorder *This)
{
    return rbk_imapi_count_up(&recorder_of(This)->count);
}

static ULONG release(IDiscRecorder *This)
{
    rbk_imapi_recorder *recorder = recorder_of(This);
    ULONG left = rbk_imapi_count_down(&recorder->count);
    if (left > 0)
        return left;
    if (recorder->is_open)
        recorder->kind->close(recorder->opened);
    rbk_imapi_listeners_release(recorder->terms.listeners);
    pthread_mutex_destroy(&recorder->lock);
    free(recorder->self);
    free(recorder);
    return 0;
}

/* ------------------------------------------------------------------ what it is */

static HRESULT init(IDiscRecorder *This, byte *id, ULONG size, ULONG number)
{
    (void)This, (void)size, (void)number;
    return id ? E_NOTIMPL : E_POINTER;
}

static HRESULT get_recorder_guid(IDiscRecorder *This, byte *id, ULONG size, ULONG *needed)
{
    const char *self = recorder_of(This)->self;
    size_t length = strlen(self);
    if (!needed)
        return E_POINTER;
    *needed = (ULONG)length;
    if (!id || size < length)
        return IMAPI_S_BUFFER_TO_SMALL;
    memcpy(id, self, length);
    return S_OK;
}

static HRESULT describe(IDiscRecorder *This, rbk_imapi_description *description)
{
    rbk_imapi_recorder *recorder = recorder_of(This);
    memset(description, 0, sizeof *description);
    pthread_mutex_lock(&recorder->lock);
    if (recorder->is_burning)
        return leave(recorder, IMAPI_E_DEVICE_STILL_IN_USE);
    return leave(recorder, rbk_imapi_result(recorder->kind->describe(recorder->self, recorder->terms.replace,
                                                                     recorder->opened, description, NULL)));
}

static HRESULT get_recorder_type(IDiscRecorder *This, long *code)
{
    rbk_imapi_description description;
    if (!code)
        return E_POINTER;
    HRESULT result = describe(This, &description);
    if (SUCCEEDED(result))
        *code = description.rewritable ? RECORDER_CDRW : RECORDER_CDR;
    return result;
}

static HRESULT get_display_names(IDiscRecorder *This, BSTR *vendor, BSTR *product, BSTR *revision)
{
    rbk_imapi_description description;
    if (!vendor || !product || !revision)
        return E_POINTER;
    HRESULT result = describe(This, &description);
    if (FAILED(result))
        return result;
    BSTR first = rbk_imapi_string(description.vendor), second = rbk_imapi_string(description.product);
    BSTR third = rbk_imapi_string(description.revision);
    if (!first || !second || !third) {
        rbk_imapi_free_string(first);
        rbk_imapi_free_string(second);
        rbk_imapi_free_string(third);
        return E_OUTOFMEMORY;
    }
    *vendor = first;
    *product = second;
    *revision = third;
    return S_OK;
}

static HRESULT give_string(BSTR *out, const char *utf8)
{
    BSTR text = rbk_imapi_string(utf8);
    if (!text)
        return E_OUTOFMEMORY;
    *out = text;
    return S_OK;
}

static HRESULT get_base_pnp_id(IDiscRecorder *This, BSTR *id)
{
    rbk_imapi_description description;
    char name[sizeof description.vendor + sizeof description.product + 1];
    if (!id)
        return E_POINTER;
    HRESULT result = describe(This, &description);
    if (FAILED(result))
        return result;
    size_t vendor = strlen(description.vendor), product = strlen(description.product);
    memcpy(name, description.vendor, vendor);
    name[vendor] = '_';
    memcpy(name + vendor + 1, description.product, product + 1);
    return give_string(id, name);
}

static HRESULT get_path(IDiscRecorder *This, BSTR *path)
{
    return path ? give_string(path, recorder_of(This)->self) : E_POINTER;
}

/* ------------------------------------------------------------------ properties */

static HRESULT current_properties(IDiscRecorder *This, rbk_imapi_properties *values)
{
    rbk_imapi_recorder *recorder = recorder_of(This);
    rbk_imapi_description description;
    HRESULT result = describe(This, &description);
    if (FAILED(result))
        return result;
    *values = (rbk_imapi_properties){.has_speeds = description.has_speeds,
                                     .gap_blocks = (LONG)recorder->terms.gap_sectors,
                                     .speed = recorder->speed,
                                     .speed_max = (LONG)description.speed_max * RBK_IMAPI_SPEED_KB};
    return S_OK;
}

static HRESULT get_recorder_properties(IDiscRecorder *This, IPropertyStorage **storage)
{
    rbk_imapi_properties values;
    if (!storage)
        return E_POINTER;
    HRESULT result = current_properties(This, &values);
    if (FAILED(result))
        return result;
    IPropertyStorage *made = rbk_imapi_properties_new(&values);
    if (!made)
        return E_OUTOFMEMORY;
    *storage = made;
    return S_OK;
}

/* One number of a client's set; false where the set has none of that name. */
static bool read_number(IPropertyStorage *storage, const wchar_t *name, LONG *number)
{
    wchar_t copy[32];
    PROPSPEC spec = {.ulKind = PRSPEC_LPWSTR};
    PROPVARIANT value = {.vt = VT_EMPTY};
    wcscpy(copy, name);
    spec.lpwstr = copy;
    if (storage->lpVtbl->ReadMultiple(storage, 1, &spec, &value) != S_OK)
        return false;
    if (value.vt != VT_I4 && value.vt != VT_UI4)
        return false;
    *number = value.lVal;
    return true;
}

static HRESULT set_recorder_properties(IDiscRecorder *This, IPropertyStorage *storage)
{
    rbk_imapi_recorder *recorder = recorder_of(This);
    rbk_imapi_properties now;
    LONG number = 0;
    if (!storage)
        return E_POINTER;
    HRESULT result = current_properties(This, &now);
    if (FAILED(result))
        return result;
    bool ignored = read_number(storage, L"AudioGapSize", &number) && number != now.gap_blocks;
    if (read_number(storage, L"MaxWriteSpeed", &number) && number != now.speed_max)
        ignored = true;
    if (!read_number(storage, L"WriteSpeed", &number))
        return ignored ? IMAPI_S_PROPERTIESIGNORED : S_OK;
    if (number < 0 || number > 999 * RBK_IMAPI_SPEED_KB)
        return E_INVALIDARG;
    pthread_mutex_lock(&recorder->lock);
    if (now.has_speeds)
        recorder->speed = number;
    return leave(recorder, ignored || !now.has_speeds ? IMAPI_S_PROPERTIESIGNORED : S_OK);
}

/* ------------------------------------------------------------------ state */

static HRESULT get_recorder_state(IDiscRecorder *This, ULONG *flags)
{
    rbk_imapi_recorder *recorder = recorder_of(This);
    if (!flags)
        return E_POINTER;
    pthread_mutex_lock(&recorder->lock);
    *flags = recorder->is_burning ? RECORDER_BURNING : recorder->is_open ? RECORDER_OPENED : RECORDER_DOING_NOTHING;
    return leave(recorder, S_OK);
}

static HRESULT open_exclusive(IDiscRecorder *This)
{
    rbk_imapi_recorder *recorder = recorder_of(This);
    pthread_mutex_lock(&recorder->lock);
    if (recorder->is_burning)
        return leave(recorder, IMAPI_E_DEVICE_STILL_IN_USE);
    if (recorder->is_open)
        return leave(recorder, IMAPI_E_ALREADYOPEN);
    rbk_status status = recorder->kind->open(recorder->self, &recorder->opened, NULL);
    recorder->is_open = status == RBK_OK;
    return leave(recorder, rbk_imapi_result(status));
}

static HRESULT read_medium(rbk_imapi_recorder *recorder, rbk_imapi_medium *medium)
{
    memset(medium, 0, sizeof *medium);
    HRESULT result = enter_open(recorder);
    if (FAILED(result))
        return leave(recorder, result);
    return leave(recorder, rbk_imapi_result(recorder->kind->medium(recorder->self, recorder->terms.replace,
                                                                   recorder->opened, medium, NULL)));
}

static HRESULT query_media_type(IDiscRecorder *This, long *type, long *flags)
{
    rbk_imapi_medium medium;
    if (!type || !flags)
        return E_POINTER;
    HRESULT result = read_medium(recorder_of(This), &medium);
    if (FAILED(result))
        return result;
    *type = medium.present ? MEDIA_CDDA_CDROM : 0;
    *flags = (medium.blank ? MEDIA_BLANK : 0) | (medium.rewritable ? MEDIA_RW : 0) |
             (medium.writable ? MEDIA_WRITABLE : 0) | (medium.unusable ? MEDIA_FORMAT_UNUSABLE_BY_IMAPI : 0);
    return S_OK;
}

static HRESULT query_media_info(IDiscRecorder *This, byte *sessions, byte *last_track, ULONG *start, ULONG *next,
                                ULONG *free_blocks)
{
    rbk_imapi_medium medium;
    if (!sessions || !last_track || !start || !next || !free_blocks)
        return E_POINTER;
    HRESULT result = read_medium(recorder_of(This), &medium);
    if (FAILED(result))
        return result;
    if (!medium.present)
        return IMAPI_E_MEDIUM_NOTPRESENT;
    *sessions = (byte)medium.sessions;
    *last_track = (byte)medium.last_track;
    *start = medium.start_lba;
    *next = medium.next_lba;
    *free_blocks = medium.free_blocks;
    return S_OK;
}

static HRESULT eject(IDiscRecorder *This)
{
    rbk_imapi_recorder *recorder = recorder_of(This);
    HRESULT result = enter_open(recorder);
    if (FAILED(result))
        return leave(recorder, result);
    return leave(recorder, rbk_imapi_result(recorder->kind->eject(recorder->opened, NULL)));
}

/* A listener may release the recorder: it is kept until the work is done. */
static HRESULT erase(IDiscRecorder *This, boolean full)
{
    rbk_imapi_recorder *recorder = recorder_of(This);
    HRESULT result = enter_open(recorder);
    if (FAILED(result))
        return leave(recorder, result);
    recorder->is_burning = true;
    rbk_imapi_count_up(&recorder->count);
    pthread_mutex_unlock(&recorder->lock);
    rbk_imapi_events events = {.listener = rbk_imapi_listeners_get(recorder->terms.listeners)};
    result = rbk_imapi_result(
        recorder->kind->erase(recorder->self, recorder->terms.replace, recorder->opened, full != 0, &events, NULL));
    pthread_mutex_lock(&recorder->lock);
    recorder->is_burning = false;
    pthread_mutex_unlock(&recorder->lock);
    rbk_imapi_events_erased(&events, result);
    if (events.listener)
        events.listener->lpVtbl->Release(events.listener);
    release(This);
    return result;
}

static HRESULT close_exclusive(IDiscRecorder *This)
{
    rbk_imapi_recorder *recorder = recorder_of(This);
    HRESULT result = enter_open(recorder);
    if (FAILED(result))
        return leave(recorder, result);
    recorder->kind->close(recorder->opened);
    recorder->opened = NULL;
    recorder->is_open = false;
    return leave(recorder, S_OK);
}

/* ------------------------------------------------------------------ for the master */

static const IDiscRecorderVtbl methods = {
    .QueryInterface = query_interface,
    .AddRef = add_ref,
    .Release = release,
    .Init = init,
    .GetRecorderGUID = get_recorder_guid,
    .GetRecorderType = get_recorder_type,
    .GetDisplayNames = get_display_names,
    .GetBasePnPID = get_base_pnp_id,
    .GetPath = get_path,
    .GetRecorderProperties = get_recorder_properties,
    .SetRecorderProperties = set_recorder_properties,
    .GetRecorderState = get_recorder_state,
    .OpenExclusive = open_exclusive,
    .QueryMediaType = query_media_type,
    .QueryMediaInfo = query_media_info,
    .Eject = eject,
    .Erase = erase,
    .Close = close_exclusive,
};

rbk_imapi_recorder *rbk_imapi_recorder_new(const rbk_imapi_kind *kind, const char *self, const rbk_imapi_terms *terms)
{
    rbk_imapi_recorder *recorder = calloc(1, sizeof *recorder);
    if (!recorder)
        return NULL;
    recorder->interface_.lpVtbl = &methods;
    atomic_init(&recorder->count, 1);
    recorder->kind = kind;
    recorder->terms = *terms;
    recorder->self = strdup(self);
    if (!recorder->self || pthread_mutex_init(&recorder->lock, NULL) != 0) {
        free(recorder->self);
        free(recorder);
        return NULL;
    }
    rbk_imapi_listeners_keep(terms->listeners);
    return recorder;
}

IDiscRecorder *rbk_imapi_recorder_interface(rbk_imapi_recorder *recorder)
{
    return &recorder->interface_;
}

/* Another implementation of the interface has another table. */
rbk_imapi_recorder *rbk_imapi_recorder_of(IDiscRecorder *recorder)
{
    return recorder->lpVtbl == &methods ? recorder_of(recorder) : NULL;
}

/* 1 and more for what is not 0, the best speed of the drive. */
static LONG speed_of(LONG kilobytes)
{
    LONG nearest = (kilobytes + RBK_IMAPI_SPEED_KB / 2) / RBK_IMAPI_SPEED_KB;
    return kilobytes > 0 && nearest == 0 ? 1 : nearest;
}

rbk_status rbk_imapi_recorder_record(rbk_imapi_recorder *recorder, rbk_imapi_recording *recording, rbk_error *error)
{
    pthread_mutex_lock(&recorder->lock);
    bool free_to_use = !recorder->is_open && !recorder->is_burning;
    recorder->is_burning = free_to_use || recorder->is_burning;
    recording->speed = (uint32_t)speed_of(recorder->speed);
    pthread_mutex_unlock(&recorder->lock);
    if (!free_to_use)
        return rbk_fail(error, RBK_DEVICE_STILL_IN_USE, "the recorder is open or busy");
    rbk_status status = recorder->kind->record(recorder->self, recording, error);
    pthread_mutex_lock(&recorder->lock);
    recorder->is_burning = false;
    pthread_mutex_unlock(&recorder->lock);
    return status;
}
