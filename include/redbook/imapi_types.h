/*
 * redbook/imapi_types.h - the few Windows types and result codes that the published interface uses
 *
 * For programs written for IMAPI, on systems without these types. On Windows, or after a compatible header, only what
 * is missing is defined here. Names follow the published headers here and in the other imapi headers, nowhere else in
 * the library; <redbook/redbook.h> does not include them.
 *
 * Types are those of the interface's reference: LONG is long and ULONG is DWORD is unsigned long, whatever their size
 * is on this system; boolean is one byte; WCHAR is wchar_t; a GUID has 16 bytes. An HRESULT has 32 bits, so that
 * FAILED, SUCCEEDED and a comparison with a numeric code mean the same on every system.
 */
#ifndef REDBOOK_IMAPI_TYPES_H
#define REDBOOK_IMAPI_TYPES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>

#if defined(_WIN32)
#include <objbase.h>
#include <oleauto.h>
#define RBK_IMAPI_SYSTEM_TYPES 1
#elif defined(_WINDEF_) || defined(__WINE_WINDEF_H) || defined(_WINNT_)
#define RBK_IMAPI_SYSTEM_TYPES 1
#endif

#ifdef __cplusplus
extern "C" {
#endif

#if !defined(RBK_IMAPI_SYSTEM_TYPES)

/* ------------------------------------------------------------------ calling conventions and qualifiers: empty here */

#ifndef __stdcall
#define __stdcall
#endif
#ifndef __cdecl
#define __cdecl
#endif
#ifndef STDMETHODCALLTYPE
#define STDMETHODCALLTYPE __stdcall
#endif
#ifndef STDAPICALLTYPE
#define STDAPICALLTYPE __stdcall
#endif
#ifndef WINAPI
#define WINAPI __stdcall
#endif
#ifndef CALLBACK
#define CALLBACK __stdcall
#endif
#ifndef __RPC_FAR
#define __RPC_FAR
#endif
#ifndef FAR
#define FAR
#endif
#ifndef CONST
#define CONST const
#endif
#ifndef interface
#define interface struct
#endif
#ifndef DECLSPEC_UUID
#define DECLSPEC_UUID(text)
#endif
#ifndef STDMETHODIMP
#define STDMETHODIMP        HRESULT STDMETHODCALLTYPE
#define STDMETHODIMP_(type) type STDMETHODCALLTYPE
#endif
#if !defined(STDMETHOD) && defined(__cplusplus)
#define STDMETHOD(method)        virtual HRESULT STDMETHODCALLTYPE method
#define STDMETHOD_(type, method) virtual type STDMETHODCALLTYPE method
#define PURE                     = 0
#define THIS_
#define THIS void
#endif
#ifndef TRUE
#define TRUE  1
#define FALSE 0
#endif

/* ------------------------------------------------------------------ types */

typedef int HRESULT;
typedef long LONG;
typedef unsigned long ULONG;
typedef unsigned long DWORD;
typedef unsigned int UINT;
typedef int INT;
typedef int BOOL;
typedef unsigned char BYTE;
typedef unsigned char byte; /* the headers use BYTE: C++17 has a std::byte, and programs use namespace std */
typedef unsigned char boolean;
typedef short SHORT;
typedef unsigned short USHORT;
typedef unsigned short WORD;
typedef uintptr_t UINT_PTR;
typedef uintptr_t ULONG_PTR;
typedef uintptr_t DWORD_PTR;
typedef intptr_t LONG_PTR;
typedef void *LPVOID;
typedef void *PVOID;
typedef void VOID;
typedef char CHAR;
typedef char *LPSTR;
typedef const char *LPCSTR;
typedef wchar_t WCHAR;
typedef wchar_t OLECHAR;
typedef wchar_t *LPWSTR;
typedef const wchar_t *LPCWSTR;
typedef wchar_t *LPOLESTR;
typedef const wchar_t *LPCOLESTR;
typedef wchar_t *BSTR; /* characters before a zero, preceded by their length; see <redbook/imapi_com.h> */

/* ------------------------------------------------------------------ identifiers */

typedef struct _GUID {
    uint32_t Data1;
    uint16_t Data2;
    uint16_t Data3;
    uint8_t Data4[8];
} GUID;
typedef GUID IID;
typedef GUID CLSID;
typedef GUID FMTID;
typedef GUID *LPGUID;
typedef IID *LPIID;
typedef CLSID *LPCLSID;

#ifdef __cplusplus
#define REFGUID  const GUID &
#define REFIID   const IID &
#define REFCLSID const CLSID &
#define REFFMTID const FMTID &
#else
#define REFGUID  const GUID *
#define REFIID   const IID *
#define REFCLSID const CLSID *
#define REFFMTID const FMTID *
#endif

/* Defined as static data, so that no library of identifiers is needed. */
#define RBK_IMAPI_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                                                \
    static const GUID __attribute__((unused)) name = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}}

RBK_IMAPI_GUID(GUID_NULL, 0x00000000, 0x0000, 0x0000, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00);
#define IID_NULL   GUID_NULL
#define CLSID_NULL GUID_NULL

/* ------------------------------------------------------------------ results */

#ifdef __cplusplus
}
inline bool rbk_imapi_guid_equal(const GUID &a, const GUID &b)
{
    return memcmp(&a, &b, sizeof(GUID)) == 0;
}
inline bool operator==(const GUID &a, const GUID &b)
{
    return rbk_imapi_guid_equal(a, b);
}
inline bool operator!=(const GUID &a, const GUID &b)
{
    return !rbk_imapi_guid_equal(a, b);
}
inline int IsEqualGUID(const GUID &a, const GUID &b)
{
    return rbk_imapi_guid_equal(a, b);
}
extern "C" {
#else
static inline int IsEqualGUID(const GUID *a, const GUID *b)
{
    return memcmp(a, b, sizeof(GUID)) == 0;
}
#endif
#define IsEqualIID(a, b)   IsEqualGUID(a, b)
#define IsEqualCLSID(a, b) IsEqualGUID(a, b)

/* Cast through 32 bits: a code whose first digit is 8 is negative. */
#ifdef __cplusplus
#define RBK_IMAPI_CODE(code) static_cast<HRESULT>(static_cast<int32_t>(static_cast<uint32_t>(code)))
#else
#define RBK_IMAPI_CODE(code) ((HRESULT)(int32_t)(uint32_t)(code))
#endif

#define SUCCEEDED(result)        ((result) >= 0)
#define FAILED(result)           ((result) < 0)
#define HRESULT_CODE(result)     ((result)&0xFFFF)
#define HRESULT_FACILITY(result) (((result) >> 16) & 0x1FFF)
#define SEVERITY_SUCCESS         0
#define SEVERITY_ERROR           1
#define FACILITY_ITF             4
#define MAKE_HRESULT(severity, facility, code)                                                                         \
    RBK_IMAPI_CODE((uint32_t)(severity) << 31 | (uint32_t)(facility) << 16 | (uint32_t)(code))

#define S_OK           RBK_IMAPI_CODE(0x00000000u)
#define S_FALSE        RBK_IMAPI_CODE(0x00000001u)
#define NOERROR        S_OK
#define E_NOTIMPL      RBK_IMAPI_CODE(0x80004001u)
#define E_NOINTERFACE  RBK_IMAPI_CODE(0x80004002u)
#define E_POINTER      RBK_IMAPI_CODE(0x80004003u)
#define E_ABORT        RBK_IMAPI_CODE(0x80004004u)
#define E_FAIL         RBK_IMAPI_CODE(0x80004005u)
#define E_UNEXPECTED   RBK_IMAPI_CODE(0x8000FFFFu)
#define E_ACCESSDENIED RBK_IMAPI_CODE(0x80070005u)
#define E_OUTOFMEMORY  RBK_IMAPI_CODE(0x8007000Eu)
#define E_INVALIDARG   RBK_IMAPI_CODE(0x80070057u)

#define STG_E_INVALIDPARAMETER RBK_IMAPI_CODE(0x80030057u)
#define STG_E_ACCESSDENIED     RBK_IMAPI_CODE(0x80030005u)

/* ------------------------------------------------------------------ IUnknown */

RBK_IMAPI_GUID(IID_IUnknown, 0x00000000, 0x0000, 0x0000, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46);

typedef struct IUnknown IUnknown;
typedef IUnknown *LPUNKNOWN;

/* With CINTERFACE a C++ program sees interfaces as C does. */
#if defined(__cplusplus) && !defined(CINTERFACE)
}
struct IUnknown {
    virtual HRESULT STDMETHODCALLTYPE QueryInterface(REFIID riid, void **ppvObject) = 0;
    virtual ULONG STDMETHODCALLTYPE AddRef() = 0;
    virtual ULONG STDMETHODCALLTYPE Release() = 0;
};
extern "C" {
#else
typedef struct IUnknownVtbl {
    HRESULT(STDMETHODCALLTYPE *QueryInterface)(IUnknown *This, REFIID riid, void **ppvObject);
    ULONG(STDMETHODCALLTYPE *AddRef)(IUnknown *This);
    ULONG(STDMETHODCALLTYPE *Release)(IUnknown *This);
} IUnknownVtbl;
struct IUnknown {
    const IUnknownVtbl *lpVtbl;
};
#define IUnknown_QueryInterface(p, riid, object) ((p)->lpVtbl->QueryInterface(p, riid, object))
#define IUnknown_AddRef(p)                       ((p)->lpVtbl->AddRef(p))
#define IUnknown_Release(p)                      ((p)->lpVtbl->Release(p))
#endif

#else /* the system has them */

#define RBK_IMAPI_CODE(code) ((HRESULT)(code))
#define RBK_IMAPI_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                                                \
    static const GUID name = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}}

#endif

#ifdef __cplusplus
}
#endif
#endif
