/*
 * IDiscMaster: which calls are valid when, the format, the recorders and the recording.
 */
#include "imapi/master.h"

#include "base/fail.h"
#include "imapi/enumerators.h"

#include <redbook/layout.h>

#include <stdlib.h>
#include <string.h>

static rbk_imapi_master *master_of(IDiscMaster *This)
{
    return RBK_IMAPI_OBJECT(rbk_imapi_master, master, This);
}

/* ------------------------------------------------------------------ shared by both interfaces */

HRESULT rbk_imapi_master_enter(rbk_imapi_master *master, bool changes)
{
    pthread_mutex_lock(&master->lock);
    if (!master->stage)
        return IMAPI_E_NOTOPENED;
    return changes && master->busy ? IMAPI_E_STASHINUSE : S_OK;
}

HRESULT rbk_imapi_master_leave(rbk_imapi_master *master, HRESULT result)
{
    pthread_mutex_unlock(&master->lock);
    return result;
}

/* A listener may release the master: it is kept until the work is done. */
void rbk_imapi_master_begin(rbk_imapi_master *master)
{
    rbk_imapi_count_up(&master->count);
    master->busy = true;
    master->listening = rbk_imapi_listeners_get(master->listeners);
}

HRESULT rbk_imapi_master_end(rbk_imapi_master *master, HRESULT result)
{
    IDiscMasterProgressEvents *listener = master->listening;
    master->listening = NULL;
    master->busy = false;
    if (listener)
        listener->lpVtbl->Release(listener);
    (void)rbk_imapi_master_leave(master, result);
    rbk_imapi_master_release(master);
    return result;
}

HRESULT rbk_imapi_master_query(rbk_imapi_master *master, REFIID riid, void **object)
{
    if (!object)
        return E_POINTER;
    *object = NULL;
    if (!riid)
        return E_INVALIDARG;
    if (IsEqualIID(riid, &IID_IUnknown) || IsEqualIID(riid, &IID_IDiscMaster))
        *object = &master->master;
    else if (IsEqualIID(riid, &IID_IRedbookDiscMaster))
        *object = &master->redbook;
    else
        return E_NOINTERFACE;
    rbk_imapi_count_up(&master->count);
    return S_OK;
}

ULONG rbk_imapi_master_add_ref(rbk_imapi_master *master)
{
    return rbk_imapi_count_up(&master->count);
}

static void forget_recorder(rbk_imapi_master *master)
{
    rbk_imapi_recorder *recorder = master->recorder;
    master->recorder = NULL;
    if (recorder)
        IDiscRecorder_Release(rbk_imapi_recorder_interface(recorder));
}

ULONG rbk_imapi_master_release(rbk_imapi_master *master)
{
    ULONG left = rbk_imapi_count_down(&master->count);
    if (left > 0)
        return left;
    rbk_imapi_staging_close(master);
    forget_recorder(master);
    rbk_imapi_listeners_release(master->listeners);
    pthread_mutex_destroy(&master->lock);
    free(master->image_path);
    free(master->device);
    free(master);
    return 0;
}

/* ------------------------------------------------------------------ IUnknown */

static HRESULT query_interface(IDiscMaster *This, REFIID riid, void **object)
{
    return rbk_imapi_master_query(master_of(This), riid, object);
}

static ULONG add_ref(IDiscMaster *This)
{
    return rbk_imapi_master_add_ref(master_of(This));
}

static ULONG release(IDiscMaster *This)
{
    return rbk_imapi_master_release(master_of(This));
}

/* ------------------------------------------------------------------ open and close */

static HRESULT open_master(IDiscMaster *This)
{
    rbk_imapi_master *master = master_of(This);
    pthread_mutex_lock(&master->lock);
    if (master->stage)
        return rbk_imapi_master_leave(master, IMAPI_E_ALREADYOPEN);
    master->audio = false;
    return rbk_imapi_master_leave(master, rbk_imapi_result(rbk_imapi_staging_open(master, NULL)));
}

static HRESULT close_master(IDiscMaster *This)
{
    rbk_imapi_master *master = master_of(This);
    HRESULT result = rbk_imapi_master_enter(master, true);
    if (SUCCEEDED(result)) {
        rbk_imapi_staging_close(master);
        forget_recorder(master);
        (void)rbk_imapi_listeners_remove(master->listeners);
        master->audio = false;
    }
    return rbk_imapi_master_leave(master, result);
}

/* ------------------------------------------------------------------ formats */

static HRESULT enum_disc_master_formats(IDiscMaster *This, IEnumDiscMasterFormats **list)
{
    rbk_imapi_master *master = master_of(This);
    if (!list)
        return E_POINTER;
    HRESULT result = rbk_imapi_master_enter(master, false);
    if (SUCCEEDED(result)) {
        IEnumDiscMasterFormats *made = rbk_imapi_formats_new();
        if (made)
            *list = made;
        result = made ? S_OK : E_OUTOFMEMORY;
    }
    return rbk_imapi_master_leave(master, result);
}

static HRESULT get_active_disc_master_format(IDiscMaster *This, LPIID id)
{
    rbk_imapi_master *master = master_of(This);
    if (!id)
        return E_POINTER;
    HRESULT result = rbk_imapi_master_enter(master, false);
    if (SUCCEEDED(result) && !master->audio)
        result = IMAPI_E_NOACTIVEFORMAT;
    if (SUCCEEDED(result))
        *id = IID_IRedbookDiscMaster;
    return rbk_imapi_master_leave(master, result);
}

static HRESULT set_active_disc_master_format(IDiscMaster *This, REFIID riid, void **object)
{
    rbk_imapi_master *master = master_of(This);
    if (!object)
        return E_POINTER;
    *object = NULL;
    if (!riid)
        return E_POINTER;
    HRESULT result = rbk_imapi_master_enter(master, true);
    if (SUCCEEDED(result) && !IsEqualIID(riid, &IID_IRedbookDiscMaster))
        result = E_NOINTERFACE;
    if (SUCCEEDED(result))
        result = rbk_imapi_result(rbk_imapi_staging_clear(master, NULL));
    if (SUCCEEDED(result)) {
        master->audio = true;
        *object = &master->redbook;
        rbk_imapi_count_up(&master->count);
    }
    return rbk_imapi_master_leave(master, result);
}

static HRESULT clear_format_content(IDiscMaster *This)
{
    rbk_imapi_master *master = master_of(This);
    HRESULT result = rbk_imapi_master_enter(master, true);
    if (SUCCEEDED(result) && !master->audio)
        result = IMAPI_E_NOACTIVEFORMAT;
    if (SUCCEEDED(result))
        result = rbk_imapi_result(rbk_imapi_staging_clear(master, NULL));
    return rbk_imapi_master_leave(master, result);
}

/* ------------------------------------------------------------------ recorders */

/* The image and the drives, each with a reference; count is set. */
static HRESULT make_recorders(const rbk_imapi_master *master, char *const *names, size_t name_count,
                              IDiscRecorder **items, size_t *count)
{
    const rbk_imapi_terms terms = {master->options.replace, master->options.gap_sectors, master->listeners};
    *count = 0;
    if (master->image_path) {
        rbk_imapi_recorder *made = rbk_imapi_recorder_new(&rbk_imapi_image_kind, master->image_path, &terms);
        if (!made)
            return E_OUTOFMEMORY;
        items[(*count)++] = rbk_imapi_recorder_interface(made);
    }
    for (size_t i = 0; i < name_count; i++) {
        rbk_imapi_recorder *made = rbk_imapi_recorder_new(master->options.drives->kind, names[i], &terms);
        if (!made)
            return E_OUTOFMEMORY;
        items[(*count)++] = rbk_imapi_recorder_interface(made);
    }
    return S_OK;
}

static HRESULT list_recorders(const rbk_imapi_master *master, char *const *names, size_t name_count,
                              IEnumDiscRecorders **list)
{
    size_t count = 0;
    IDiscRecorder **items = calloc(name_count + 1, sizeof(IDiscRecorder *));
    HRESULT result = items ? make_recorders(master, names, name_count, items, &count) : E_OUTOFMEMORY;
    IEnumDiscRecorders *made = SUCCEEDED(result) ? rbk_imapi_recorders_new(items, count) : NULL;
    for (size_t i = 0; i < count; i++)
        IDiscRecorder_Release(items[i]);
    free(items);
    if (!made)
        return E_OUTOFMEMORY;
    *list = made;
    return S_OK;
}

static HRESULT enum_disc_recorders(IDiscMaster *This, IEnumDiscRecorders **list)
{
    rbk_imapi_master *master = master_of(This);
    char **names = NULL;
    size_t count = 0;
    if (!list)
        return E_POINTER;
    HRESULT result = rbk_imapi_master_enter(master, false);
    const rbk_imapi_drives *drives = master->options.drives;
    if (SUCCEEDED(result) && drives && master->device)
        result = list_recorders(master, &master->device, 1, list);
    else if (SUCCEEDED(result) && drives) {
        result = rbk_imapi_result(drives->find(&names, &count, NULL));
        if (SUCCEEDED(result)) {
            result = list_recorders(master, names, count, list);
            drives->release_names(names, count);
        }
    } else if (SUCCEEDED(result))
        result = list_recorders(master, NULL, 0, list);
    return rbk_imapi_master_leave(master, result);
}

static HRESULT get_active_disc_recorder(IDiscMaster *This, IDiscRecorder **recorder)
{
    rbk_imapi_master *master = master_of(This);
    if (!recorder)
        return E_POINTER;
    HRESULT result = rbk_imapi_master_enter(master, false);
    if (SUCCEEDED(result) && !master->recorder)
        result = IMAPI_E_NOACTIVERECORDER;
    if (SUCCEEDED(result)) {
        *recorder = rbk_imapi_recorder_interface(master->recorder);
        IDiscRecorder_AddRef(*recorder);
    }
    return rbk_imapi_master_leave(master, result);
}

static HRESULT set_active_disc_recorder(IDiscMaster *This, IDiscRecorder *recorder)
{
    rbk_imapi_master *master = master_of(This);
    if (!recorder)
        return E_POINTER;
    rbk_imapi_recorder *ours = rbk_imapi_recorder_of(recorder);
    if (!ours)
        return E_INVALIDARG;
    HRESULT result = rbk_imapi_master_enter(master, true);
    if (SUCCEEDED(result)) {
        IDiscRecorder_AddRef(recorder);
        forget_recorder(master);
        master->recorder = ours;
    }
    return rbk_imapi_master_leave(master, result);
}

/* ------------------------------------------------------------------ the listener */

static HRESULT progress_advise(IDiscMaster *This, IDiscMasterProgressEvents *listener, UINT_PTR *cookie)
{
    rbk_imapi_master *master = master_of(This);
    if (!listener || !cookie)
        return E_POINTER;
    HRESULT result = rbk_imapi_master_enter(master, true);
    if (SUCCEEDED(result) && !rbk_imapi_listeners_set(master->listeners, listener))
        result = IMAPI_E_ALREADYOPEN;
    if (SUCCEEDED(result))
        *cookie = (UINT_PTR)listener;
    return rbk_imapi_master_leave(master, result);
}

static HRESULT progress_unadvise(IDiscMaster *This, UINT_PTR cookie)
{
    rbk_imapi_master *master = master_of(This);
    HRESULT result = rbk_imapi_master_enter(master, true);
    if (FAILED(result))
        return rbk_imapi_master_leave(master, result);
    IDiscMasterProgressEvents *listener = rbk_imapi_listeners_get(master->listeners);
    bool known = listener && (UINT_PTR)listener == cookie;
    if (listener)
        listener->lpVtbl->Release(listener);
    if (known)
        (void)rbk_imapi_listeners_remove(master->listeners);
    return rbk_imapi_master_leave(master, known ? S_OK : E_INVALIDARG);
}

/* ------------------------------------------------------------------ recording */

static rbk_status record(rbk_imapi_master *master, rbk_imapi_recording *recording)
{
    rbk_layout *layout = NULL;
    rbk_status status = rbk_layout_compute(rbk_stage_disc(master->stage), RBK_JOIN_AUTO, &layout, NULL, NULL);
    recording->events->layout = layout;
    if (status == RBK_OK)
        status = rbk_imapi_recorder_record(master->recorder, recording, NULL);
    recording->events->layout = NULL;
    rbk_layout_free(layout);
    return status;
}

/* Every track is closed, and there is one. */
static HRESULT check_staged(const rbk_imapi_master *master)
{
    uint32_t tracks = 0;
    const rbk_disc *disc = rbk_stage_disc(master->stage);
    rbk_status status = rbk_stage_total_audio_tracks(master->stage, &tracks, NULL);
    if (status != RBK_OK)
        return rbk_imapi_result(status);
    if (tracks == 0 || !disc)
        return IMAPI_E_INVALIDIMAGE;
    return disc->tracks[tracks - 1].extent_count == 0 ? IMAPI_E_TRACKOPEN : S_OK;
}

static HRESULT check_recording(const rbk_imapi_master *master)
{
    if (!master->audio)
        return IMAPI_E_NOACTIVEFORMAT;
    if (!master->recorder)
        return IMAPI_E_NOACTIVERECORDER;
    return master->spent ? IMAPI_E_INVALIDIMAGE : check_staged(master);
}

static HRESULT record_disc(IDiscMaster *This, boolean simulate, boolean eject)
{
    rbk_imapi_master *master = master_of(This);
    HRESULT result = rbk_imapi_master_enter(master, true);
    if (SUCCEEDED(result))
        result = check_recording(master);
    if (FAILED(result))
        return rbk_imapi_master_leave(master, result);
    rbk_imapi_master_begin(master);
    rbk_imapi_events events = {.listener = master->listening};
    rbk_imapi_recording recording = {
        .stage = master->stage, .simulate = simulate != 0, .eject = eject != 0, .events = &events};
    result = rbk_imapi_result(record(master, &recording));
    master->spent = recording.spent;
    rbk_imapi_events_complete(&events, result);
    return rbk_imapi_master_end(master, result);
}

/* ------------------------------------------------------------------ creation */

static const IDiscMasterVtbl methods = {
    .QueryInterface = query_interface,
    .AddRef = add_ref,
    .Release = release,
    .Open = open_master,
    .EnumDiscMasterFormats = enum_disc_master_formats,
    .GetActiveDiscMasterFormat = get_active_disc_master_format,
    .SetActiveDiscMasterFormat = set_active_disc_master_format,
    .EnumDiscRecorders = enum_disc_recorders,
    .GetActiveDiscRecorder = get_active_disc_recorder,
    .SetActiveDiscRecorder = set_active_disc_recorder,
    .ClearFormatContent = clear_format_content,
    .ProgressAdvise = progress_advise,
    .ProgressUnadvise = progress_unadvise,
    .RecordDisc = record_disc,
    .Close = close_master,
};

void rbk_imapi_options_init(rbk_imapi_options *options)
{
    *options = (rbk_imapi_options){.gap_sectors = RBK_PREGAP_SECTORS};
}

static bool make_lock(pthread_mutex_t *lock)
{
    pthread_mutexattr_t kind;
    if (pthread_mutexattr_init(&kind) != 0)
        return false;
    bool made = pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE) == 0 && pthread_mutex_init(lock, &kind) == 0;
    pthread_mutexattr_destroy(&kind);
    return made;
}

/* Texts are copied by the master. */
static bool copy_options(rbk_imapi_master *master, const rbk_imapi_options *options)
{
    master->options = *options;
    master->image_path = options->image_path ? strdup(options->image_path) : NULL;
    master->device = options->device ? strdup(options->device) : NULL;
    master->options.image_path = master->image_path;
    master->options.device = master->device;
    return (!options->image_path || master->image_path) && (!options->device || master->device);
}

static HRESULT check_options(const rbk_imapi_options *options)
{
    size_t length = options->image_path ? strlen(options->image_path) : 0;
    if (!options->image_path && !options->drives)
        return E_INVALIDARG;
    if (options->image_path && (length < 5 || strcmp(options->image_path + length - 4, ".cue") != 0))
        return E_INVALIDARG;
    return options->gap_sectors > RBK_CAPACITY_80_MIN ? E_INVALIDARG : S_OK;
}

HRESULT rbk_imapi_create_disc_master(const rbk_imapi_options *options, IDiscMaster **out)
{
    if (!out)
        return E_POINTER;
    *out = NULL;
    HRESULT result = options ? check_options(options) : E_INVALIDARG;
    if (FAILED(result))
        return result;
    rbk_imapi_master *master = calloc(1, sizeof *master);
    if (!master)
        return E_OUTOFMEMORY;
    bool locked = make_lock(&master->lock);
    master->listeners = rbk_imapi_listeners_new();
    if (!copy_options(master, options) || !locked || !master->listeners) {
        rbk_imapi_listeners_release(master->listeners);
        if (locked)
            pthread_mutex_destroy(&master->lock);
        free(master->image_path);
        free(master->device);
        free(master);
        return E_OUTOFMEMORY;
    }
    master->master.lpVtbl = &methods;
    master->redbook.lpVtbl = &rbk_imapi_redbook_methods;
    atomic_init(&master->count, 1);
    *out = &master->master;
    return S_OK;
}
