/*
 * The property set of a recorder: a copy of its values, with those methods of IPropertyStorage that make sense on a
 * fixed set that is not stored.
 */
#include "imapi/object.h"
#include "imapi/recorder.h"

#include <stdlib.h>
#include <string.h>

enum { PROPERTIES_MAX = 3 };

static const wchar_t *const names[PROPERTIES_MAX] = {L"AudioGapSize", L"WriteSpeed", L"MaxWriteSpeed"};

typedef struct property_set {
    IPropertyStorage interface_;
    rbk_imapi_count count;
    size_t size;
    LONG values[PROPERTIES_MAX];
} property_set;

typedef struct property_list {
    IEnumSTATPROPSTG interface_;
    rbk_imapi_count count;
    atomic_ulong position;
    ULONG size;
} property_list;

static property_set *set_of(IPropertyStorage *This)
{
    return RBK_IMAPI_OBJECT(property_set, interface_, This);
}

static property_list *list_of(IEnumSTATPROPSTG *This)
{
    return RBK_IMAPI_OBJECT(property_list, interface_, This);
}

/* ------------------------------------------------------------------ the list */

static IEnumSTATPROPSTG *new_list(ULONG size, ULONG position);

static HRESULT list_query(IEnumSTATPROPSTG *This, REFIID riid, void **object)
{
    if (!object)
        return E_POINTER;
    *object = NULL;
    if (!riid)
        return E_INVALIDARG;
    if (!IsEqualIID(riid, &IID_IUnknown) && !IsEqualIID(riid, &IID_IEnumSTATPROPSTG))
        return E_NOINTERFACE;
    *object = This;
    rbk_imapi_count_up(&list_of(This)->count);
    return S_OK;
}

static ULONG list_add_ref(IEnumSTATPROPSTG *This)
{
    return rbk_imapi_count_up(&list_of(This)->count);
}

static ULONG list_release(IEnumSTATPROPSTG *This)
{
    ULONG left = rbk_imapi_count_down(&list_of(This)->count);
    if (left == 0)
        free(list_of(This));
    return left;
}

/* All that are left of those wanted, or none where there is no memory. */
static HRESULT list_next(IEnumSTATPROPSTG *This, ULONG wanted, STATPROPSTG *items, ULONG *fetched)
{
    property_list *list = list_of(This);
    ULONG given = 0, first = atomic_load(&list->position);
    if (!items || (!fetched && wanted != 1))
        return E_POINTER;
    for (; given < wanted && first + given < list->size; given++) {
        LPOLESTR name = rbk_imapi_name(names[first + given]);
        items[given] = (STATPROPSTG){.lpwstrName = name, .propid = PID_FIRST_USABLE + first + given, .vt = VT_I4};
        if (name)
            continue;
        while (given > 0)
            rbk_imapi_free(items[--given].lpwstrName);
        return E_OUTOFMEMORY;
    }
    atomic_store(&list->position, first + given);
    if (fetched)
        *fetched = given;
    return given == wanted ? S_OK : S_FALSE;
}

static HRESULT list_skip(IEnumSTATPROPSTG *This, ULONG wanted)
{
    property_list *list = list_of(This);
    ULONG at = atomic_load(&list->position), left = list->size - at;
    atomic_store(&list->position, at + (wanted < left ? wanted : left));
    return wanted <= left ? S_OK : S_FALSE;
}

static HRESULT list_reset(IEnumSTATPROPSTG *This)
{
    atomic_store(&list_of(This)->position, 0);
    return S_OK;
}

static HRESULT list_clone(IEnumSTATPROPSTG *This, IEnumSTATPROPSTG **clone)
{
    if (!clone)
        return E_POINTER;
    IEnumSTATPROPSTG *made = new_list(list_of(This)->size, atomic_load(&list_of(This)->position));
    if (!made)
        return E_OUTOFMEMORY;
    *clone = made;
    return S_OK;
}

static const IEnumSTATPROPSTGVtbl list_methods = {
    .QueryInterface = list_query,
    .AddRef = list_add_ref,
    .Release = list_release,
    .Next = list_next,
    .Skip = list_skip,
    .Reset = list_reset,
    .Clone = list_clone,
};

static IEnumSTATPROPSTG *new_list(ULONG size, ULONG position)
{
    property_list *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->interface_.lpVtbl = &list_methods;
    atomic_init(&made->count, 1);
    atomic_init(&made->position, position);
    made->size = size;
    return &made->interface_;
}

/* ------------------------------------------------------------------ the set */

static HRESULT set_query(IPropertyStorage *This, REFIID riid, void **object)
{
    if (!object)
        return E_POINTER;
    *object = NULL;
    if (!riid)
        return E_INVALIDARG;
    if (!IsEqualIID(riid, &IID_IUnknown) && !IsEqualIID(riid, &IID_IPropertyStorage))
        return E_NOINTERFACE;
    *object = This;
    rbk_imapi_count_up(&set_of(This)->count);
    return S_OK;
}

static ULONG set_add_ref(IPropertyStorage *This)
{
    return rbk_imapi_count_up(&set_of(This)->count);
}

static ULONG set_release(IPropertyStorage *This)
{
    ULONG left = rbk_imapi_count_down(&set_of(This)->count);
    if (left == 0)
        free(set_of(This));
    return left;
}

static wchar_t small_letter(wchar_t c)
{
    return c >= L'A' && c <= L'Z' ? c - L'A' + L'a' : c;
}

/* Names of a property set are distinguished without regard to case. */
static bool same_name(const wchar_t *a, const wchar_t *b)
{
    while (*a && small_letter(*a) == small_letter(*b)) {
        a++;
        b++;
    }
    return small_letter(*a) == small_letter(*b);
}

/* The position of the property that is meant; its size: none. */
static size_t find(const property_set *set, const PROPSPEC *spec)
{
    if (spec->ulKind == PRSPEC_PROPID && spec->propid >= PID_FIRST_USABLE &&
        spec->propid - PID_FIRST_USABLE < set->size)
        return spec->propid - PID_FIRST_USABLE;
    size_t count = set->size < PROPERTIES_MAX ? set->size : PROPERTIES_MAX; /* the shorter: analysers know it so, too */
    for (size_t i = 0; spec->ulKind == PRSPEC_LPWSTR && spec->lpwstr && i < count; i++)
        if (same_name(spec->lpwstr, names[i]))
            return i;
    return set->size;
}

/* S_FALSE where not one of them is there, as of any property set. */
static HRESULT read_multiple(IPropertyStorage *This, ULONG count, const PROPSPEC specs[], PROPVARIANT values[])
{
    const property_set *set = set_of(This);
    bool any = false;
    if (count > 0 && (!specs || !values))
        return E_POINTER;
    for (ULONG i = 0; i < count; i++) {
        size_t at = find(set, &specs[i]);
        memset(&values[i], 0, sizeof values[i]);
        values[i].vt = VT_EMPTY;
        if (at == set->size)
            continue;
        values[i].vt = VT_I4;
        values[i].lVal = set->values[at];
        any = true;
    }
    return any ? S_OK : S_FALSE;
}

/* All of them or none. */
static HRESULT write_multiple(IPropertyStorage *This, ULONG count, const PROPSPEC specs[], const PROPVARIANT values[],
                              PROPID first_name)
{
    property_set *set = set_of(This);
    (void)first_name;
    if (count > 0 && (!specs || !values))
        return E_POINTER;
    for (ULONG i = 0; i < count; i++) {
        if (find(set, &specs[i]) == set->size)
            return STG_E_ACCESSDENIED;
        if (values[i].vt != VT_I4 && values[i].vt != VT_UI4)
            return STG_E_INVALIDPARAMETER;
    }
    for (ULONG i = 0; i < count; i++)
        set->values[find(set, &specs[i])] = values[i].lVal;
    return S_OK;
}

static HRESULT delete_multiple(IPropertyStorage *This, ULONG count, const PROPSPEC specs[])
{
    (void)This, (void)count, (void)specs;
    return STG_E_ACCESSDENIED;
}

static HRESULT read_names(IPropertyStorage *This, ULONG count, const PROPID ids[], LPOLESTR found[])
{
    const property_set *set = set_of(This);
    bool any = false;
    if (count > 0 && (!ids || !found))
        return E_POINTER;
    for (ULONG i = 0; i < count; i++)
        found[i] = NULL;
    for (ULONG i = 0; i < count; i++) {
        if (ids[i] < PID_FIRST_USABLE || ids[i] - PID_FIRST_USABLE >= set->size)
            continue;
        found[i] = rbk_imapi_name(names[ids[i] - PID_FIRST_USABLE]);
        any = true;
        if (found[i])
            continue;
        while (i > 0) {
            rbk_imapi_free(found[--i]);
            found[i] = NULL;
        }
        return E_OUTOFMEMORY;
    }
    return any ? S_OK : S_FALSE;
}

static HRESULT write_names(IPropertyStorage *This, ULONG count, const PROPID ids[], const LPOLESTR given[])
{
    (void)This, (void)count, (void)ids, (void)given;
    return STG_E_ACCESSDENIED;
}

static HRESULT delete_names(IPropertyStorage *This, ULONG count, const PROPID ids[])
{
    (void)This, (void)count, (void)ids;
    return STG_E_ACCESSDENIED;
}

static HRESULT commit(IPropertyStorage *This, DWORD flags)
{
    (void)This, (void)flags;
    return S_OK;
}

static HRESULT revert(IPropertyStorage *This)
{
    (void)This;
    return S_OK;
}

static HRESULT enumerate(IPropertyStorage *This, IEnumSTATPROPSTG **list)
{
    if (!list)
        return E_POINTER;
    IEnumSTATPROPSTG *made = new_list((ULONG)set_of(This)->size, 0);
    if (!made)
        return E_OUTOFMEMORY;
    *list = made;
    return S_OK;
}

static HRESULT set_times(IPropertyStorage *This, const FILETIME *made, const FILETIME *read, const FILETIME *changed)
{
    (void)This, (void)made, (void)read, (void)changed;
    return STG_E_ACCESSDENIED;
}

static HRESULT set_class(IPropertyStorage *This, REFCLSID class_id)
{
    (void)This, (void)class_id;
    return STG_E_ACCESSDENIED;
}

static HRESULT get_stat(IPropertyStorage *This, STATPROPSETSTG *about)
{
    (void)This;
    if (!about)
        return E_POINTER;
    memset(about, 0, sizeof *about);
    return S_OK;
}

static const IPropertyStorageVtbl set_methods = {
    .QueryInterface = set_query,
    .AddRef = set_add_ref,
    .Release = set_release,
    .ReadMultiple = read_multiple,
    .WriteMultiple = write_multiple,
    .DeleteMultiple = delete_multiple,
    .ReadPropertyNames = read_names,
    .WritePropertyNames = write_names,
    .DeletePropertyNames = delete_names,
    .Commit = commit,
    .Revert = revert,
    .Enum = enumerate,
    .SetTimes = set_times,
    .SetClass = set_class,
    .Stat = get_stat,
};

IPropertyStorage *rbk_imapi_properties_new(const rbk_imapi_properties *values)
{
    property_set *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->interface_.lpVtbl = &set_methods;
    atomic_init(&made->count, 1);
    made->size = values->has_speeds ? PROPERTIES_MAX : 1;
    made->values[0] = values->gap_blocks;
    made->values[1] = values->speed;
    made->values[2] = values->speed_max;
    return &made->interface_;
}
