/*
 * redbook/imapi_properties.h - properties of a recorder, in the types of the published interface
 *
 * A recorder's properties are a small property set: read with ReadMultiple by name or number, listed with Enum, changed
 * in a copy with WriteMultiple and passed back to IDiscRecorder::SetRecorderProperties. The properties of each recorder
 * are documented there; the case of a name does not matter. Names and layouts follow the published headers.
 */
#ifndef REDBOOK_IMAPI_PROPERTIES_H
#define REDBOOK_IMAPI_PROPERTIES_H

#include <redbook/imapi_types.h>

#if !defined(RBK_IMAPI_SYSTEM_TYPES)

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned short VARTYPE;
typedef ULONG PROPID;
typedef short VARIANT_BOOL;
#define VARIANT_TRUE  ((VARIANT_BOOL)-1)
#define VARIANT_FALSE ((VARIANT_BOOL)0)

enum {
    VT_EMPTY = 0,
    VT_NULL = 1,
    VT_I2 = 2,
    VT_I4 = 3,
    VT_BSTR = 8,
    VT_BOOL = 11,
    VT_UI1 = 17,
    VT_UI2 = 18,
    VT_UI4 = 19,
    VT_LPSTR = 30,
    VT_LPWSTR = 31
};

/* A value and its type; only the members that recorders use. */
typedef struct tagPROPVARIANT {
    VARTYPE vt;
    WORD wReserved1;
    WORD wReserved2;
    WORD wReserved3;
    union {
        BYTE bVal;
        SHORT iVal;
        USHORT uiVal;
        LONG lVal;
        ULONG ulVal;
        INT intVal;
        UINT uintVal;
        VARIANT_BOOL boolVal;
        BSTR bstrVal;
        LPSTR pszVal;
        LPWSTR pwszVal;
    };
} PROPVARIANT;
typedef PROPVARIANT *LPPROPVARIANT;

#define PRSPEC_LPWSTR    0ul
#define PRSPEC_PROPID    1ul
#define PID_FIRST_USABLE 2ul

/* A property, by name or by number, as ulKind says. */
typedef struct tagPROPSPEC {
    ULONG ulKind;
    union {
        PROPID propid;
        LPOLESTR lpwstr;
    };
} PROPSPEC;

/* One property in a list; the name is freed with CoTaskMemFree (rbk_imapi_free). */
typedef struct tagSTATPROPSTG {
    LPOLESTR lpwstrName;
    PROPID propid;
    VARTYPE vt;
} STATPROPSTG;

typedef struct _FILETIME {
    DWORD dwLowDateTime;
    DWORD dwHighDateTime;
} FILETIME;

typedef struct tagSTATPROPSETSTG {
    FMTID fmtid;
    CLSID clsid;
    DWORD grfFlags;
    FILETIME mtime;
    FILETIME ctime;
    FILETIME atime;
    DWORD dwOSVersion;
} STATPROPSETSTG;

RBK_IMAPI_GUID(IID_IPropertyStorage, 0x00000138, 0x0000, 0x0000, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46);
RBK_IMAPI_GUID(IID_IEnumSTATPROPSTG, 0x00000139, 0x0000, 0x0000, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46);

typedef struct IPropertyStorage IPropertyStorage;
typedef struct IEnumSTATPROPSTG IEnumSTATPROPSTG;

/* Lists the properties of a set. */
#if defined(__cplusplus) && !defined(CINTERFACE)
}
struct IEnumSTATPROPSTG : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Next(ULONG celt, STATPROPSTG *rgelt, ULONG *pceltFetched) = 0;
    virtual HRESULT STDMETHODCALLTYPE Skip(ULONG celt) = 0;
    virtual HRESULT STDMETHODCALLTYPE Reset() = 0;
    virtual HRESULT STDMETHODCALLTYPE Clone(IEnumSTATPROPSTG **ppenum) = 0;
};
extern "C" {
#else
typedef struct IEnumSTATPROPSTGVtbl {
    HRESULT(STDMETHODCALLTYPE *QueryInterface)(IEnumSTATPROPSTG *This, REFIID riid, void **ppvObject);
    ULONG(STDMETHODCALLTYPE *AddRef)(IEnumSTATPROPSTG *This);
    ULONG(STDMETHODCALLTYPE *Release)(IEnumSTATPROPSTG *This);
    HRESULT(STDMETHODCALLTYPE *Next)(IEnumSTATPROPSTG *This, ULONG celt, STATPROPSTG *rgelt, ULONG *pceltFetched);
    HRESULT(STDMETHODCALLTYPE *Skip)(IEnumSTATPROPSTG *This, ULONG celt);
    HRESULT(STDMETHODCALLTYPE *Reset)(IEnumSTATPROPSTG *This);
    HRESULT(STDMETHODCALLTYPE *Clone)(IEnumSTATPROPSTG *This, IEnumSTATPROPSTG **ppenum);
} IEnumSTATPROPSTGVtbl;
struct IEnumSTATPROPSTG {
    const IEnumSTATPROPSTGVtbl *lpVtbl;
};
#define IEnumSTATPROPSTG_QueryInterface(p, riid, object)    ((p)->lpVtbl->QueryInterface(p, riid, object))
#define IEnumSTATPROPSTG_AddRef(p)                          ((p)->lpVtbl->AddRef(p))
#define IEnumSTATPROPSTG_Release(p)                         ((p)->lpVtbl->Release(p))
#define IEnumSTATPROPSTG_Next(p, celt, rgelt, pceltFetched) ((p)->lpVtbl->Next(p, celt, rgelt, pceltFetched))
#define IEnumSTATPROPSTG_Skip(p, celt)                      ((p)->lpVtbl->Skip(p, celt))
#define IEnumSTATPROPSTG_Reset(p)                           ((p)->lpVtbl->Reset(p))
#define IEnumSTATPROPSTG_Clone(p, ppenum)                   ((p)->lpVtbl->Clone(p, ppenum))
#endif

/*
 * A property set. The set of a recorder is fixed and is not stored: ReadMultiple, WriteMultiple (an existing property,
 * as a number), ReadPropertyNames, Enum and Stat work, Commit and Revert have no effect, everything else is
 * STG_E_ACCESSDENIED.
 */
#if defined(__cplusplus) && !defined(CINTERFACE)
}
struct IPropertyStorage : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE ReadMultiple(ULONG cpspec, const PROPSPEC rgpspec[], PROPVARIANT rgpropvar[]) = 0;
    virtual HRESULT STDMETHODCALLTYPE WriteMultiple(ULONG cpspec, const PROPSPEC rgpspec[],
                                                    const PROPVARIANT rgpropvar[], PROPID propidNameFirst) = 0;
    virtual HRESULT STDMETHODCALLTYPE DeleteMultiple(ULONG cpspec, const PROPSPEC rgpspec[]) = 0;
    virtual HRESULT STDMETHODCALLTYPE ReadPropertyNames(ULONG cpropid, const PROPID rgpropid[],
                                                        LPOLESTR rglpwstrName[]) = 0;
    virtual HRESULT STDMETHODCALLTYPE WritePropertyNames(ULONG cpropid, const PROPID rgpropid[],
                                                         const LPOLESTR rglpwstrName[]) = 0;
    virtual HRESULT STDMETHODCALLTYPE DeletePropertyNames(ULONG cpropid, const PROPID rgpropid[]) = 0;
    virtual HRESULT STDMETHODCALLTYPE Commit(DWORD grfCommitFlags) = 0;
    virtual HRESULT STDMETHODCALLTYPE Revert() = 0;
    virtual HRESULT STDMETHODCALLTYPE Enum(IEnumSTATPROPSTG **ppenum) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetTimes(const FILETIME *pctime, const FILETIME *patime,
                                               const FILETIME *pmtime) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetClass(REFCLSID clsid) = 0;
    virtual HRESULT STDMETHODCALLTYPE Stat(STATPROPSETSTG *pstatpsstg) = 0;
};
extern "C" {
#else
typedef struct IPropertyStorageVtbl {
    HRESULT(STDMETHODCALLTYPE *QueryInterface)(IPropertyStorage *This, REFIID riid, void **ppvObject);
    ULONG(STDMETHODCALLTYPE *AddRef)(IPropertyStorage *This);
    ULONG(STDMETHODCALLTYPE *Release)(IPropertyStorage *This);
    HRESULT(STDMETHODCALLTYPE *ReadMultiple)
    (IPropertyStorage *This, ULONG cpspec, const PROPSPEC rgpspec[], PROPVARIANT rgpropvar[]);
    HRESULT(STDMETHODCALLTYPE *WriteMultiple)
    (IPropertyStorage *This, ULONG cpspec, const PROPSPEC rgpspec[], const PROPVARIANT rgpropvar[],
     PROPID propidNameFirst);
    HRESULT(STDMETHODCALLTYPE *DeleteMultiple)(IPropertyStorage *This, ULONG cpspec, const PROPSPEC rgpspec[]);
    HRESULT(STDMETHODCALLTYPE *ReadPropertyNames)
    (IPropertyStorage *This, ULONG cpropid, const PROPID rgpropid[], LPOLESTR rglpwstrName[]);
    HRESULT(STDMETHODCALLTYPE *WritePropertyNames)
    (IPropertyStorage *This, ULONG cpropid, const PROPID rgpropid[], const LPOLESTR rglpwstrName[]);
    HRESULT(STDMETHODCALLTYPE *DeletePropertyNames)(IPropertyStorage *This, ULONG cpropid, const PROPID rgpropid[]);
    HRESULT(STDMETHODCALLTYPE *Commit)(IPropertyStorage *This, DWORD grfCommitFlags);
    HRESULT(STDMETHODCALLTYPE *Revert)(IPropertyStorage *This);
    HRESULT(STDMETHODCALLTYPE *Enum)(IPropertyStorage *This, IEnumSTATPROPSTG **ppenum);
    HRESULT(STDMETHODCALLTYPE *SetTimes)
    (IPropertyStorage *This, const FILETIME *pctime, const FILETIME *patime, const FILETIME *pmtime);
    HRESULT(STDMETHODCALLTYPE *SetClass)(IPropertyStorage *This, REFCLSID clsid);
    HRESULT(STDMETHODCALLTYPE *Stat)(IPropertyStorage *This, STATPROPSETSTG *pstatpsstg);
} IPropertyStorageVtbl;
struct IPropertyStorage {
    const IPropertyStorageVtbl *lpVtbl;
};
#define IPropertyStorage_QueryInterface(p, riid, object) ((p)->lpVtbl->QueryInterface(p, riid, object))
#define IPropertyStorage_AddRef(p)                       ((p)->lpVtbl->AddRef(p))
#define IPropertyStorage_Release(p)                      ((p)->lpVtbl->Release(p))
#define IPropertyStorage_ReadMultiple(p, cpspec, rgpspec, rgpropvar)                                                   \
    ((p)->lpVtbl->ReadMultiple(p, cpspec, rgpspec, rgpropvar))
#define IPropertyStorage_WriteMultiple(p, cpspec, rgpspec, rgpropvar, propidNameFirst)                                 \
    ((p)->lpVtbl->WriteMultiple(p, cpspec, rgpspec, rgpropvar, propidNameFirst))
#define IPropertyStorage_DeleteMultiple(p, cpspec, rgpspec) ((p)->lpVtbl->DeleteMultiple(p, cpspec, rgpspec))
#define IPropertyStorage_ReadPropertyNames(p, cpropid, rgpropid, rglpwstrName)                                         \
    ((p)->lpVtbl->ReadPropertyNames(p, cpropid, rgpropid, rglpwstrName))
#define IPropertyStorage_WritePropertyNames(p, cpropid, rgpropid, rglpwstrName)                                        \
    ((p)->lpVtbl->WritePropertyNames(p, cpropid, rgpropid, rglpwstrName))
#define IPropertyStorage_DeletePropertyNames(p, cpropid, rgpropid)                                                     \
    ((p)->lpVtbl->DeletePropertyNames(p, cpropid, rgpropid))
#define IPropertyStorage_Commit(p, grfCommitFlags)           ((p)->lpVtbl->Commit(p, grfCommitFlags))
#define IPropertyStorage_Revert(p)                           ((p)->lpVtbl->Revert(p))
#define IPropertyStorage_Enum(p, ppenum)                     ((p)->lpVtbl->Enum(p, ppenum))
#define IPropertyStorage_SetTimes(p, pctime, patime, pmtime) ((p)->lpVtbl->SetTimes(p, pctime, patime, pmtime))
#define IPropertyStorage_SetClass(p, clsid)                  ((p)->lpVtbl->SetClass(p, clsid))
#define IPropertyStorage_Stat(p, pstatpsstg)                 ((p)->lpVtbl->Stat(p, pstatpsstg))
#endif

#ifdef __cplusplus
}
#endif

#endif
#endif
