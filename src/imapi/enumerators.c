/*
 * IEnumDiscMasterFormats and IEnumDiscRecorders. Next returns S_OK if it returned everything requested, else S_FALSE;
 * the pointer to the number fetched may be NULL when one is requested.
 */
#include "imapi/enumerators.h"

#include "imapi/object.h"

#include <pthread.h>
#include <stdlib.h>

/* How many of wanted items there are from *position on, which moves; safe from several threads. */
static ULONG advance(atomic_ulong *position, ULONG count, ULONG wanted, ULONG *first)
{
    ULONG at = atomic_load(position), given;
    do
        given = wanted < count - at ? wanted : count - at;
    while (!atomic_compare_exchange_weak(position, &at, at + given));
    *first = at;
    return given;
}

/* ------------------------------------------------------------------ formats */

typedef struct formats {
    IEnumDiscMasterFormats interface_;
    rbk_imapi_count count;
    atomic_ulong position;
} formats;

enum { FORMATS = 1 };

static formats *formats_of(IEnumDiscMasterFormats *This)
{
    return RBK_IMAPI_OBJECT(formats, interface_, This);
}

static HRESULT formats_query(IEnumDiscMasterFormats *This, REFIID riid, void **object)
{
    if (!object)
        return E_POINTER;
    *object = NULL;
    if (!riid)
        return E_INVALIDARG;
    if (!IsEqualIID(riid, &IID_IUnknown) && !IsEqualIID(riid, &IID_IEnumDiscMasterFormats))
        return E_NOINTERFACE;
    *object = This;
    rbk_imapi_count_up(&formats_of(This)->count);
    return S_OK;
}

static ULONG formats_add_ref(IEnumDiscMasterFormats *This)
{
    return rbk_imapi_count_up(&formats_of(This)->count);
}

static ULONG formats_release(IEnumDiscMasterFormats *This)
{
    ULONG left = rbk_imapi_count_down(&formats_of(This)->count);
    if (left == 0)
        free(formats_of(This));
    return left;
}

static HRESULT formats_next(IEnumDiscMasterFormats *This, ULONG wanted, LPIID ids, ULONG *fetched)
{
    ULONG first;
    if (!ids || (!fetched && wanted != 1))
        return E_POINTER;
    ULONG given = advance(&formats_of(This)->position, FORMATS, wanted, &first);
    for (ULONG i = 0; i < given; i++)
        ids[i] = IID_IRedbookDiscMaster;
    if (fetched)
        *fetched = given;
    return given == wanted ? S_OK : S_FALSE;
}

static HRESULT formats_skip(IEnumDiscMasterFormats *This, ULONG wanted)
{
    ULONG first;
    return advance(&formats_of(This)->position, FORMATS, wanted, &first) == wanted ? S_OK : S_FALSE;
}

static HRESULT formats_reset(IEnumDiscMasterFormats *This)
{
    atomic_store(&formats_of(This)->position, 0);
    return S_OK;
}

static HRESULT formats_clone(IEnumDiscMasterFormats *This, IEnumDiscMasterFormats **clone)
{
    if (!clone)
        return E_POINTER;
    IEnumDiscMasterFormats *made = rbk_imapi_formats_new();
    if (!made)
        return E_OUTOFMEMORY;
    atomic_store(&formats_of(made)->position, atomic_load(&formats_of(This)->position));
    *clone = made;
    return S_OK;
}

static const IEnumDiscMasterFormatsVtbl formats_methods = {
    .QueryInterface = formats_query,
    .AddRef = formats_add_ref,
    .Release = formats_release,
    .Next = formats_next,
    .Skip = formats_skip,
    .Reset = formats_reset,
    .Clone = formats_clone,
};

IEnumDiscMasterFormats *rbk_imapi_formats_new(void)
{
    formats *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->interface_.lpVtbl = &formats_methods;
    atomic_init(&made->count, 1);
    atomic_init(&made->position, 0);
    return &made->interface_;
}

/* ------------------------------------------------------------------ recorders */

typedef struct recorders {
    IEnumDiscRecorders interface_;
    rbk_imapi_count count;
    atomic_ulong position;
    size_t size;
    IDiscRecorder *items[];
} recorders;

static recorders *recorders_of(IEnumDiscRecorders *This)
{
    return RBK_IMAPI_OBJECT(recorders, interface_, This);
}

static HRESULT recorders_query(IEnumDiscRecorders *This, REFIID riid, void **object)
{
    if (!object)
        return E_POINTER;
    *object = NULL;
    if (!riid)
        return E_INVALIDARG;
    if (!IsEqualIID(riid, &IID_IUnknown) && !IsEqualIID(riid, &IID_IEnumDiscRecorders))
        return E_NOINTERFACE;
    *object = This;
    rbk_imapi_count_up(&recorders_of(This)->count);
    return S_OK;
}

static ULONG recorders_add_ref(IEnumDiscRecorders *This)
{
    return rbk_imapi_count_up(&recorders_of(This)->count);
}

static ULONG recorders_release(IEnumDiscRecorders *This)
{
    recorders *list = recorders_of(This);
    ULONG left = rbk_imapi_count_down(&list->count);
    if (left > 0)
        return left;
    for (size_t i = 0; i < list->size; i++)
        list->items[i]->lpVtbl->Release(list->items[i]);
    free(list);
    return 0;
}

static HRESULT recorders_next(IEnumDiscRecorders *This, ULONG wanted, IDiscRecorder **items, ULONG *fetched)
{
    recorders *list = recorders_of(This);
    ULONG first;
    if (!items || (!fetched && wanted != 1))
        return E_POINTER;
    ULONG given = advance(&list->position, (ULONG)list->size, wanted, &first);
    for (ULONG i = 0; i < given; i++) {
        items[i] = list->items[first + i];
        items[i]->lpVtbl->AddRef(items[i]);
    }
    if (given == 0 && wanted > 0)
        items[0] = NULL; /* clients of the time check it instead of the result */
    if (fetched)
        *fetched = given;
    return given == wanted ? S_OK : S_FALSE;
}

static HRESULT recorders_skip(IEnumDiscRecorders *This, ULONG wanted)
{
    ULONG first;
    return advance(&recorders_of(This)->position, (ULONG)recorders_of(This)->size, wanted, &first) == wanted ? S_OK
                                                                                                             : S_FALSE;
}

static HRESULT recorders_reset(IEnumDiscRecorders *This)
{
    atomic_store(&recorders_of(This)->position, 0);
    return S_OK;
}

static HRESULT recorders_clone(IEnumDiscRecorders *This, IEnumDiscRecorders **clone)
{
    recorders *list = recorders_of(This);
    if (!clone)
        return E_POINTER;
    IEnumDiscRecorders *made = rbk_imapi_recorders_new(list->items, list->size);
    if (!made)
        return E_OUTOFMEMORY;
    atomic_store(&recorders_of(made)->position, atomic_load(&list->position));
    *clone = made;
    return S_OK;
}

static const IEnumDiscRecordersVtbl recorders_methods = {
    .QueryInterface = recorders_query,
    .AddRef = recorders_add_ref,
    .Release = recorders_release,
    .Next = recorders_next,
    .Skip = recorders_skip,
    .Reset = recorders_reset,
    .Clone = recorders_clone,
};

IEnumDiscRecorders *rbk_imapi_recorders_new(IDiscRecorder *const *items, size_t count)
{
    recorders *made = calloc(1, sizeof *made + count * sizeof(IDiscRecorder *));
    if (!made)
        return NULL;
    made->interface_.lpVtbl = &recorders_methods;
    atomic_init(&made->count, 1);
    atomic_init(&made->position, 0);
    made->size = count;
    for (size_t i = 0; i < count; i++) {
        made->items[i] = items[i];
        items[i]->lpVtbl->AddRef(items[i]);
    }
    return &made->interface_;
}
