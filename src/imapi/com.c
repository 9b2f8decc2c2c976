/*
 * The few functions of COM that clients call, in a separate archive (libredbook-imapi.a), because names without a
 * prefix belong to the program. It uses only what <redbook/imapi.h> declares, so that it works with the shared library
 * too.
 */
#include "imapi/object.h"

#include <redbook/imapi_com.h>
#if defined(RBK_IMAPI_WITH_DRIVES)
#include <redbook/imapi_drives.h>
#endif

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_ulong initialised;
static _Thread_local ULONG initialised_here;
static rbk_imapi_options given;
static bool has_given;

/* ------------------------------------------------------------------ begin and end */

HRESULT CoInitialize(LPVOID reserved)
{
    return CoInitializeEx(reserved, COINIT_APARTMENTTHREADED);
}

HRESULT CoInitializeEx(LPVOID reserved, DWORD model)
{
    (void)model;
    if (reserved)
        return E_INVALIDARG;
    atomic_fetch_add(&initialised, 1);
    return initialised_here++ == 0 ? S_OK : S_FALSE;
}

/* One too many has no effect. */
void CoUninitialize(void)
{
    if (initialised_here == 0)
        return;
    initialised_here--;
    atomic_fetch_sub(&initialised, 1);
}

/* ------------------------------------------------------------------ memory */

LPVOID CoTaskMemAlloc(size_t bytes)
{
    return malloc(bytes ? bytes : 1);
}

LPVOID CoTaskMemRealloc(LPVOID memory, size_t bytes)
{
    if (bytes > 0)
        return realloc(memory, bytes);
    free(memory);
    return NULL;
}

void CoTaskMemFree(LPVOID memory)
{
    rbk_imapi_free(memory);
}

BSTR SysAllocStringLen(const OLECHAR *text, UINT length)
{
    rbk_imapi_string_head *head = malloc(sizeof *head + ((size_t)length + 1) * sizeof(OLECHAR));
    if (!head)
        return NULL;
    BSTR made = (BSTR)(void *)(head + 1);
    memset(made, 0, ((size_t)length + 1) * sizeof(OLECHAR));
    if (text)
        memcpy(made, text, (size_t)length * sizeof(OLECHAR));
    head->bytes = (uint64_t)length * sizeof(OLECHAR);
    return made;
}

BSTR SysAllocString(const OLECHAR *text)
{
    return text ? SysAllocStringLen(text, (UINT)wcslen(text)) : NULL;
}

UINT SysStringByteLen(BSTR text)
{
    return text ? (UINT)((const rbk_imapi_string_head *)(const void *)text)[-1].bytes : 0;
}

UINT SysStringLen(BSTR text)
{
    return SysStringByteLen(text) / (UINT)sizeof(OLECHAR);
}

void SysFreeString(BSTR text)
{
    rbk_imapi_free_string(text);
}

HRESULT PropVariantClear(PROPVARIANT *value)
{
    if (!value)
        return E_INVALIDARG;
    if (value->vt == VT_BSTR)
        SysFreeString(value->bstrVal);
    else if (value->vt == VT_LPSTR || value->vt == VT_LPWSTR)
        CoTaskMemFree(value->pszVal);
    PropVariantInit(value);
    return S_OK;
}

HRESULT FreePropVariantArray(ULONG count, PROPVARIANT *values)
{
    if (!values && count > 0)
        return E_INVALIDARG;
    for (ULONG i = 0; i < count; i++)
        (void)PropVariantClear(&values[i]);
    return S_OK;
}

int StringFromGUID2(REFGUID guid, LPOLESTR text, int size)
{
    enum { LENGTH = 39 };
    if (!guid || !text || size < LENGTH)
        return 0;
    swprintf(text, (size_t)size, L"{%08X-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X}", (unsigned)guid->Data1,
             guid->Data2, guid->Data3, guid->Data4[0], guid->Data4[1], guid->Data4[2], guid->Data4[3], guid->Data4[4],
             guid->Data4[5], guid->Data4[6], guid->Data4[7]);
    return LENGTH;
}

/* ------------------------------------------------------------------ the global interface table */

enum { TABLE_SIZE = 256 };

/* One for the process, for ever: references to it are not counted. */
static struct table {
    IGlobalInterfaceTable interface_;
    IUnknown *items[TABLE_SIZE]; /* number n is items[n - 1] */
} table;

static HRESULT table_query(IGlobalInterfaceTable *This, REFIID riid, void **object)
{
    if (!object)
        return E_POINTER;
    *object = NULL;
    if (!riid)
        return E_INVALIDARG;
    if (!IsEqualIID(riid, &IID_IUnknown) && !IsEqualIID(riid, &IID_IGlobalInterfaceTable))
        return E_NOINTERFACE;
    *object = This;
    return S_OK;
}

static ULONG table_count(IGlobalInterfaceTable *This)
{
    (void)This;
    return 1;
}

static HRESULT table_register(IGlobalInterfaceTable *This, IUnknown *item, REFIID riid, DWORD *cookie)
{
    (void)This;
    void *object = NULL;
    if (!item || !cookie)
        return E_POINTER;
    HRESULT result = IUnknown_QueryInterface(item, riid, &object);
    if (FAILED(result))
        return result;
    pthread_mutex_lock(&lock);
    DWORD at = 0;
    while (at < TABLE_SIZE && table.items[at])
        at++;
    if (at < TABLE_SIZE)
        table.items[at] = object;
    pthread_mutex_unlock(&lock);
    if (at == TABLE_SIZE) {
        IUnknown_Release((IUnknown *)object);
        return E_OUTOFMEMORY;
    }
    *cookie = at + 1;
    return S_OK;
}

static HRESULT table_revoke(IGlobalInterfaceTable *This, DWORD cookie)
{
    (void)This;
    IUnknown *item = NULL;
    pthread_mutex_lock(&lock);
    if (cookie >= 1 && cookie <= TABLE_SIZE) {
        item = table.items[cookie - 1];
        table.items[cookie - 1] = NULL;
    }
    pthread_mutex_unlock(&lock);
    if (!item)
        return E_INVALIDARG;
    IUnknown_Release(item);
    return S_OK;
}

static HRESULT table_get(IGlobalInterfaceTable *This, DWORD cookie, REFIID riid, void **object)
{
    (void)This;
    if (!object)
        return E_POINTER;
    *object = NULL;
    pthread_mutex_lock(&lock);
    IUnknown *item = cookie >= 1 && cookie <= TABLE_SIZE ? table.items[cookie - 1] : NULL;
    if (item)
        IUnknown_AddRef(item);
    pthread_mutex_unlock(&lock);
    if (!item)
        return E_INVALIDARG;
    HRESULT result = IUnknown_QueryInterface(item, riid, object);
    IUnknown_Release(item);
    return result;
}

static const IGlobalInterfaceTableVtbl table_methods = {
    .QueryInterface = table_query,
    .AddRef = table_count,
    .Release = table_count,
    .RegisterInterfaceInGlobal = table_register,
    .RevokeInterfaceFromGlobal = table_revoke,
    .GetInterfaceFromGlobal = table_get,
};

/* ------------------------------------------------------------------ creation */

void rbk_imapi_com_set_options(const rbk_imapi_options *options)
{
    pthread_mutex_lock(&lock);
    has_given = options != NULL;
    if (options)
        given = *options;
    pthread_mutex_unlock(&lock);
}

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

static rbk_imapi_options choose_options(void)
{
    rbk_imapi_options options;
    rbk_imapi_options_init(&options);
    pthread_mutex_lock(&lock);
    bool ours = has_given;
    if (ours)
        options = given;
    pthread_mutex_unlock(&lock);
    if (!ours) {
        const char *replace = variable("REDBOOK_IMAPI_REPLACE");
        options.device = variable("REDBOOK_IMAPI_DEVICE");
        options.image_path = variable("REDBOOK_IMAPI_IMAGE");
        options.replace = replace && strcmp(replace, "1") == 0;
        if (!options.image_path && !options.device)
            options.image_path = "redbook.cue";
    }
#if defined(RBK_IMAPI_WITH_DRIVES)
    if (!options.drives)
        options.drives = rbk_imapi_drives_of_burn();
#endif
    return options;
}

static HRESULT create_master(REFIID riid, LPVOID *object)
{
    const rbk_imapi_options options = choose_options();
    IDiscMaster *master = NULL;
    HRESULT result = rbk_imapi_create_disc_master(&options, &master);
    if (FAILED(result))
        return result;
    result = IDiscMaster_QueryInterface(master, riid, object);
    IDiscMaster_Release(master);
    return result;
}

HRESULT CoCreateInstance(REFCLSID clsid, LPUNKNOWN outer, DWORD context, REFIID riid, LPVOID *object)
{
    (void)context;
    if (!clsid || !riid || !object)
        return E_POINTER;
    *object = NULL;
    if (atomic_load(&initialised) == 0)
        return CO_E_NOTINITIALIZED;
    if (outer)
        return CLASS_E_NOAGGREGATION;
    if (IsEqualCLSID(clsid, &CLSID_MSDiscMasterObj))
        return create_master(riid, object);
    if (!IsEqualCLSID(clsid, &CLSID_StdGlobalInterfaceTable))
        return REGDB_E_CLASSNOTREG;
    pthread_mutex_lock(&lock);
    table.interface_.lpVtbl = &table_methods;
    pthread_mutex_unlock(&lock);
    return table_query(&table.interface_, riid, object);
}
