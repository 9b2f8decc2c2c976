/*
 * redbook/imapi_com.h - the few functions of COM that clients of <redbook/imapi.h> call
 *
 * Optional: for programs that create the master with CoCreateInstance, use BSTRs and task memory and pass interfaces
 * between threads through the global interface table. With this header included before everything else, by "-include
 * redbook/imapi_com.h", their source builds unchanged. The functions are in libredbook-imapi.a; nothing else of the
 * project uses them. On a system with its own COM this header declares nothing and the library must not be linked.
 *
 * Available: CoInitialize, CoInitializeEx, CoUninitialize; CoCreateInstance of CLSID_MSDiscMasterObj (as IDiscMaster or
 * IUnknown) and of CLSID_StdGlobalInterfaceTable; CoTaskMemAlloc, CoTaskMemRealloc, CoTaskMemFree; SysAllocString,
 * SysAllocStringLen, SysStringLen, SysStringByteLen, SysFreeString; PropVariantInit, PropVariantClear,
 * FreePropVariantArray; StringFromGUID2; and what listeners usually need for reference counts and texts:
 * InterlockedIncrement, InterlockedDecrement, ZeroMemory, OLESTR. There are no apartments: every interface may be
 * called from every thread, and CoInitialize only counts.
 *
 * Where images are written: rbk_imapi_com_set_options before the master is created, or these environment variables,
 * read when it is:
 *   REDBOOK_IMAPI_IMAGE    path of the sheet, ending in ".cue"; "redbook.cue" in the current folder if neither it nor
 *                          a device is given
 *   REDBOOK_IMAPI_DEVICE   the only drive to offer, "/dev/sr0" or "virtual:FOLDER"; else every drive of the machine
 *   REDBOOK_IMAPI_REPLACE  1: an existing image may be replaced
 */
#ifndef REDBOOK_IMAPI_COM_H
#define REDBOOK_IMAPI_COM_H

#include <redbook/imapi.h>

#if !defined(RBK_IMAPI_SYSTEM_TYPES)

#ifdef __cplusplus
extern "C" {
#endif

#define CLSCTX_INPROC_SERVER  0x1u
#define CLSCTX_INPROC_HANDLER 0x2u
#define CLSCTX_LOCAL_SERVER   0x4u
#define CLSCTX_INPROC         (CLSCTX_INPROC_SERVER | CLSCTX_INPROC_HANDLER)
#define CLSCTX_SERVER         (CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER)
#define CLSCTX_ALL            (CLSCTX_INPROC | CLSCTX_LOCAL_SERVER)

enum {
    COINIT_MULTITHREADED = 0x0,
    COINIT_APARTMENTTHREADED = 0x2,
    COINIT_DISABLE_OLE1DDE = 0x4,
    COINIT_SPEED_OVER_MEMORY = 0x8
};

#define REGDB_E_CLASSNOTREG   RBK_IMAPI_CODE(0x80040154u)
#define CLASS_E_NOAGGREGATION RBK_IMAPI_CODE(0x80040110u)
#define CO_E_NOTINITIALIZED   RBK_IMAPI_CODE(0x800401F0u)

/* S_OK the first time in a thread, S_FALSE after that; each needs one CoUninitialize. reserved is NULL. */
HRESULT STDAPICALLTYPE CoInitialize(LPVOID reserved);
HRESULT STDAPICALLTYPE CoInitializeEx(LPVOID reserved, DWORD model);
void STDAPICALLTYPE CoUninitialize(void);

/*
 * REGDB_E_CLASSNOTREG for other classes, CLASS_E_NOAGGREGATION with an outer object, CO_E_NOTINITIALIZED before
 * CoInitialize in any thread, and the errors of creating the object.
 */
HRESULT STDAPICALLTYPE CoCreateInstance(REFCLSID clsid, LPUNKNOWN outer, DWORD context, REFIID riid, LPVOID *object);

LPVOID STDAPICALLTYPE CoTaskMemAlloc(size_t bytes);
LPVOID STDAPICALLTYPE CoTaskMemRealloc(LPVOID memory, size_t bytes);
void STDAPICALLTYPE CoTaskMemFree(LPVOID memory);

BSTR STDAPICALLTYPE SysAllocString(const OLECHAR *text);
/* text NULL: that many uninitialised characters. */
BSTR STDAPICALLTYPE SysAllocStringLen(const OLECHAR *text, UINT length);
UINT STDAPICALLTYPE SysStringLen(BSTR text);
UINT STDAPICALLTYPE SysStringByteLen(BSTR text);
void STDAPICALLTYPE SysFreeString(BSTR text);

/* "{520CCA62-...}" and a zero: 39 characters. Returns the number written, 0 when size is too small. */
int STDAPICALLTYPE StringFromGUID2(REFGUID guid, LPOLESTR text, int size);

/* Both return the new value. */
static inline LONG InterlockedIncrement(volatile LONG *value)
{
    return __atomic_add_fetch(value, 1, __ATOMIC_SEQ_CST);
}
static inline LONG InterlockedDecrement(volatile LONG *value)
{
    return __atomic_sub_fetch(value, 1, __ATOMIC_SEQ_CST);
}

#ifndef ZeroMemory
#define ZeroMemory(memory, bytes) memset((memory), 0, (bytes))
#endif
#ifndef OLESTR
#define OLESTR(text) L##text
#endif

static inline void PropVariantInit(PROPVARIANT *value)
{
    memset(value, 0, sizeof *value);
}
HRESULT STDAPICALLTYPE PropVariantClear(PROPVARIANT *value);
HRESULT STDAPICALLTYPE FreePropVariantArray(ULONG count, PROPVARIANT *values);

/* ------------------------------------------------------------------ interfaces for other threads */

RBK_IMAPI_GUID(CLSID_StdGlobalInterfaceTable, 0x00000323, 0x0000, 0x0000, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
               0x46);
RBK_IMAPI_GUID(IID_IGlobalInterfaceTable, 0x00000146, 0x0000, 0x0000, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46);

typedef struct IGlobalInterfaceTable IGlobalInterfaceTable;

/* Keeps interfaces by number. E_INVALIDARG: an unused number. */
#if defined(__cplusplus) && !defined(CINTERFACE)
}
struct IGlobalInterfaceTable : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE RegisterInterfaceInGlobal(IUnknown *pUnk, REFIID riid, DWORD *pdwCookie) = 0;
    virtual HRESULT STDMETHODCALLTYPE RevokeInterfaceFromGlobal(DWORD dwCookie) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetInterfaceFromGlobal(DWORD dwCookie, REFIID riid, void **ppv) = 0;
};
extern "C" {
#else
typedef struct IGlobalInterfaceTableVtbl {
    HRESULT(STDMETHODCALLTYPE *QueryInterface)(IGlobalInterfaceTable *This, REFIID riid, void **ppvObject);
    ULONG(STDMETHODCALLTYPE *AddRef)(IGlobalInterfaceTable *This);
    ULONG(STDMETHODCALLTYPE *Release)(IGlobalInterfaceTable *This);
    HRESULT(STDMETHODCALLTYPE *RegisterInterfaceInGlobal)
    (IGlobalInterfaceTable *This, IUnknown *pUnk, REFIID riid, DWORD *pdwCookie);
    HRESULT(STDMETHODCALLTYPE *RevokeInterfaceFromGlobal)(IGlobalInterfaceTable *This, DWORD dwCookie);
    HRESULT(STDMETHODCALLTYPE *GetInterfaceFromGlobal)
    (IGlobalInterfaceTable *This, DWORD dwCookie, REFIID riid, void **ppv);
} IGlobalInterfaceTableVtbl;
struct IGlobalInterfaceTable {
    const IGlobalInterfaceTableVtbl *lpVtbl;
};
#define IGlobalInterfaceTable_QueryInterface(p, riid, object) ((p)->lpVtbl->QueryInterface(p, riid, object))
#define IGlobalInterfaceTable_AddRef(p)                       ((p)->lpVtbl->AddRef(p))
#define IGlobalInterfaceTable_Release(p)                      ((p)->lpVtbl->Release(p))
#define IGlobalInterfaceTable_RegisterInterfaceInGlobal(p, pUnk, riid, pdwCookie)                                      \
    ((p)->lpVtbl->RegisterInterfaceInGlobal(p, pUnk, riid, pdwCookie))
#define IGlobalInterfaceTable_RevokeInterfaceFromGlobal(p, dwCookie)                                                   \
    ((p)->lpVtbl->RevokeInterfaceFromGlobal(p, dwCookie))
#define IGlobalInterfaceTable_GetInterfaceFromGlobal(p, dwCookie, riid, ppv)                                           \
    ((p)->lpVtbl->GetInterfaceFromGlobal(p, dwCookie, riid, ppv))
#endif

/* ------------------------------------------------------------------ options */

/*
 * The options of the masters that CoCreateInstance creates from now on, instead of the environment's; texts are
 * borrowed until the next call. NULL: the environment's again. drives NULL means the burn library's, if this was built with
 * it.
 */
void rbk_imapi_com_set_options(const rbk_imapi_options *options);

#ifdef __cplusplus
}
#endif

#endif
#endif
