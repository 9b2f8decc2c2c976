/*
 * redbook/imapi.h - the published staging and recording interface (IMAPI 1) under its own names
 *
 * For programs written for IDiscMaster and IRedbookDiscMaster: they compile with this header as C or C++, and what they
 * stage becomes a BIN/CUE image, or is burnt. Methods are in the published order, with the published types and results.
 * Only the creation of a master is different (rbk_imapi_create_disc_master); a program that calls CoCreateInstance
 * builds with <redbook/imapi_com.h>.
 *
 * The staging engine is <redbook/stage.h>, which implements this contract; recording to a drive is <redbook/burn.h>.
 *
 * Supported: the audio format. IID_IJolietDiscMaster is not: selecting it is E_NOINTERFACE and changes nothing. While
 * no format is selected the contract assumes the data format, so calls through an audio interface are
 * IMAPI_E_WRONGFORMAT.
 *
 * Results, for every method: arguments are checked first (E_POINTER for a NULL that is not allowed, E_INVALIDARG for a
 * value out of range), then the state, in this order:
 *   IMAPI_E_NOTOPENED         before Open, after Close
 *   IMAPI_E_STASHINUSE        a call that changes something, made by a listener during another call
 *   IMAPI_E_NOACTIVEFORMAT    RecordDisc, ClearFormatContent, GetActiveDiscMasterFormat without a format
 *   IMAPI_E_WRONGFORMAT       audio calls without the audio format
 *   IMAPI_E_NOACTIVERECORDER  RecordDisc, GetActiveDiscRecorder without a recorder
 *   IMAPI_E_INVALIDIMAGE      audio calls and RecordDisc after a recording, until ClearFormatContent or a format is set
 *   IMAPI_E_FILEEXISTS        Open, and ClearFormatContent or setting a format after a recording, if the image exists
 *                             and may not be replaced
 *   IMAPI_E_TRACKOPEN, IMAPI_E_TRACKNOTOPEN, IMAPI_E_DISCFULL, IMAPI_E_TRACK_NOT_BIG_ENOUGH as in the engine
 * A listener's results are ignored; E_NOTIMPL is fine.
 *
 * Ownership: an interface that a call returns is released by the caller; a BSTR is freed with SysFreeString or
 * rbk_imapi_free_string. Reference counts are atomic. A master serves one call at a time: calls of other threads wait,
 * those made by its own listener return as above.
 *
 * Source: the published reference of the interface; identifiers and method order as there.
 */
#ifndef REDBOOK_IMAPI_H
#define REDBOOK_IMAPI_H

#include <redbook/imapi_properties.h>
#include <redbook/imapi_types.h>

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ results */

#define IMAPI_S_PROPERTIESIGNORED     RBK_IMAPI_CODE(0x00040200u) /* a property cannot be changed */
#define IMAPI_S_BUFFER_TO_SMALL       RBK_IMAPI_CODE(0x00040201u)
#define IMAPI_E_NOTOPENED             RBK_IMAPI_CODE(0x8004020Bu)
#define IMAPI_E_NOTINITIALIZED        RBK_IMAPI_CODE(0x8004020Cu)
#define IMAPI_E_USERABORT             RBK_IMAPI_CODE(0x8004020Du)
#define IMAPI_E_GENERIC               RBK_IMAPI_CODE(0x8004020Eu)
#define IMAPI_E_MEDIUM_NOTPRESENT     RBK_IMAPI_CODE(0x8004020Fu)
#define IMAPI_E_MEDIUM_INVALIDTYPE    RBK_IMAPI_CODE(0x80040210u)
#define IMAPI_E_DEVICE_NOPROPERTIES   RBK_IMAPI_CODE(0x80040211u)
#define IMAPI_E_DEVICE_NOTACCESSIBLE  RBK_IMAPI_CODE(0x80040212u)
#define IMAPI_E_DEVICE_NOTPRESENT     RBK_IMAPI_CODE(0x80040213u)
#define IMAPI_E_DEVICE_INVALIDTYPE    RBK_IMAPI_CODE(0x80040214u)
#define IMAPI_E_INITIALIZE_WRITE      RBK_IMAPI_CODE(0x80040215u)
#define IMAPI_E_INITIALIZE_ENDWRITE   RBK_IMAPI_CODE(0x80040216u)
#define IMAPI_E_FILESYSTEM            RBK_IMAPI_CODE(0x80040217u)
#define IMAPI_E_FILEACCESS            RBK_IMAPI_CODE(0x80040218u)
#define IMAPI_E_DISCINFO              RBK_IMAPI_CODE(0x80040219u)
#define IMAPI_E_TRACKNOTOPEN          RBK_IMAPI_CODE(0x8004021Au)
#define IMAPI_E_TRACKOPEN             RBK_IMAPI_CODE(0x8004021Bu)
#define IMAPI_E_DISCFULL              RBK_IMAPI_CODE(0x8004021Cu)
#define IMAPI_E_BADJOLIETNAME         RBK_IMAPI_CODE(0x8004021Du)
#define IMAPI_E_INVALIDIMAGE          RBK_IMAPI_CODE(0x8004021Eu)
#define IMAPI_E_NOACTIVEFORMAT        RBK_IMAPI_CODE(0x8004021Fu)
#define IMAPI_E_NOACTIVERECORDER      RBK_IMAPI_CODE(0x80040220u)
#define IMAPI_E_WRONGFORMAT           RBK_IMAPI_CODE(0x80040221u)
#define IMAPI_E_ALREADYOPEN           RBK_IMAPI_CODE(0x80040222u)
#define IMAPI_E_WRONGDISC             RBK_IMAPI_CODE(0x80040223u)
#define IMAPI_E_FILEEXISTS            RBK_IMAPI_CODE(0x80040224u)
#define IMAPI_E_STASHINUSE            RBK_IMAPI_CODE(0x80040225u)
#define IMAPI_E_DEVICE_STILL_IN_USE   RBK_IMAPI_CODE(0x80040226u)
#define IMAPI_E_LOSS_OF_STREAMING     RBK_IMAPI_CODE(0x80040227u)
#define IMAPI_E_COMPRESSEDSTASH       RBK_IMAPI_CODE(0x80040228u)
#define IMAPI_E_ENCRYPTEDSTASH        RBK_IMAPI_CODE(0x80040229u)
#define IMAPI_E_NOTENOUGHDISKFORSTASH RBK_IMAPI_CODE(0x8004022Au)
#define IMAPI_E_REMOVABLESTASH        RBK_IMAPI_CODE(0x8004022Bu)
#define IMAPI_E_CANNOT_WRITE_TO_MEDIA RBK_IMAPI_CODE(0x8004022Cu)
#define IMAPI_E_TRACK_NOT_BIG_ENOUGH  RBK_IMAPI_CODE(0x8004022Du)

/* ------------------------------------------------------------------ values */

enum { RECORDER_CDR = 1, RECORDER_CDRW = 2 };
enum { RECORDER_DOING_NOTHING = 0, RECORDER_OPENED = 1, RECORDER_BURNING = 2 };
enum {
    MEDIA_CDDA_CDROM = 1,
    MEDIA_CD_ROM_XA = 2,
    MEDIA_CD_I = 3,
    MEDIA_CD_EXTRA = 4,
    MEDIA_CD_OTHER = 5,
    MEDIA_SPECIAL = 6
};
enum { MEDIA_BLANK = 1, MEDIA_RW = 2, MEDIA_WRITABLE = 4, MEDIA_FORMAT_UNUSABLE_BY_IMAPI = 8 };

/* ------------------------------------------------------------------ identifiers */

RBK_IMAPI_GUID(CLSID_MSDiscMasterObj, 0x520CCA63, 0x51A5, 0x11D3, 0x91, 0x44, 0x00, 0x10, 0x4B, 0xA1, 0x1C, 0x5E);
RBK_IMAPI_GUID(IID_IDiscMaster, 0x520CCA62, 0x51A5, 0x11D3, 0x91, 0x44, 0x00, 0x10, 0x4B, 0xA1, 0x1C, 0x5E);
RBK_IMAPI_GUID(IID_IRedbookDiscMaster, 0xE3BC42CD, 0x4E5C, 0x11D3, 0x91, 0x44, 0x00, 0x10, 0x4B, 0xA1, 0x1C, 0x5E);
RBK_IMAPI_GUID(IID_IJolietDiscMaster, 0xE3BC42CE, 0x4E5C, 0x11D3, 0x91, 0x44, 0x00, 0x10, 0x4B, 0xA1, 0x1C, 0x5E);
RBK_IMAPI_GUID(IID_IDiscMasterProgressEvents, 0xEC9E51C1, 0x4E5D, 0x11D3, 0x91, 0x44, 0x00, 0x10, 0x4B, 0xA1, 0x1C,
               0x5E);
RBK_IMAPI_GUID(IID_IDiscRecorder, 0x85AC9776, 0xCA88, 0x4CF2, 0x89, 0x4E, 0x09, 0x59, 0x8C, 0x07, 0x8A, 0x41);
RBK_IMAPI_GUID(IID_IEnumDiscRecorders, 0x9B1921E1, 0x54AC, 0x11D3, 0x91, 0x44, 0x00, 0x10, 0x4B, 0xA1, 0x1C, 0x5E);
RBK_IMAPI_GUID(IID_IEnumDiscMasterFormats, 0xDDF445E1, 0x54BA, 0x11D3, 0x91, 0x44, 0x00, 0x10, 0x4B, 0xA1, 0x1C, 0x5E);

typedef struct IDiscMaster IDiscMaster;
typedef struct IRedbookDiscMaster IRedbookDiscMaster;
typedef struct IDiscMasterProgressEvents IDiscMasterProgressEvents;
typedef struct IDiscRecorder IDiscRecorder;
typedef struct IEnumDiscRecorders IEnumDiscRecorders;
typedef struct IEnumDiscMasterFormats IEnumDiscMasterFormats;

/*
 * The listener, which a program implements: a C++ class, or a C struct that starts with a pointer to the table.
 *
 * QueryCancel is called between units of work; TRUE ends the call with IMAPI_E_USERABORT and undoes what it did.
 * NotifyAddProgress is called for the first and the last step of an add and in between, in blocks. A recording calls
 * NotifyPreparingBurn, NotifyTrackProgress (0 of n, then at the start of each track), NotifyBlockProgress,
 * NotifyClosingDisc and, whatever the result, NotifyBurnComplete; seconds are estimates. Called in the thread that made
 * the call.
 */
#if defined(__cplusplus) && !defined(CINTERFACE)
}
struct IDiscMasterProgressEvents : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE QueryCancel(boolean *pbCancel) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyPnPActivity() = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyAddProgress(long nCompletedSteps, long nTotalSteps) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyBlockProgress(long nCompleted, long nTotal) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyTrackProgress(long nCurrentTrack, long nTotalTracks) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyPreparingBurn(long nEstimatedSeconds) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyClosingDisc(long nEstimatedSeconds) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyBurnComplete(HRESULT status) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyEraseComplete(HRESULT status) = 0;
};
extern "C" {
#else
typedef struct IDiscMasterProgressEventsVtbl {
    HRESULT(STDMETHODCALLTYPE *QueryInterface)(IDiscMasterProgressEvents *This, REFIID riid, void **ppvObject);
    ULONG(STDMETHODCALLTYPE *AddRef)(IDiscMasterProgressEvents *This);
    ULONG(STDMETHODCALLTYPE *Release)(IDiscMasterProgressEvents *This);
    HRESULT(STDMETHODCALLTYPE *QueryCancel)(IDiscMasterProgressEvents *This, boolean *pbCancel);
    HRESULT(STDMETHODCALLTYPE *NotifyPnPActivity)(IDiscMasterProgressEvents *This);
    HRESULT(STDMETHODCALLTYPE *NotifyAddProgress)
    (IDiscMasterProgressEvents *This, long nCompletedSteps, long nTotalSteps);
    HRESULT(STDMETHODCALLTYPE *NotifyBlockProgress)(IDiscMasterProgressEvents *This, long nCompleted, long nTotal);
    HRESULT(STDMETHODCALLTYPE *NotifyTrackProgress)
    (IDiscMasterProgressEvents *This, long nCurrentTrack, long nTotalTracks);
    HRESULT(STDMETHODCALLTYPE *NotifyPreparingBurn)(IDiscMasterProgressEvents *This, long nEstimatedSeconds);
    HRESULT(STDMETHODCALLTYPE *NotifyClosingDisc)(IDiscMasterProgressEvents *This, long nEstimatedSeconds);
    HRESULT(STDMETHODCALLTYPE *NotifyBurnComplete)(IDiscMasterProgressEvents *This, HRESULT status);
    HRESULT(STDMETHODCALLTYPE *NotifyEraseComplete)(IDiscMasterProgressEvents *This, HRESULT status);
} IDiscMasterProgressEventsVtbl;
struct IDiscMasterProgressEvents {
    const IDiscMasterProgressEventsVtbl *lpVtbl;
};
#define IDiscMasterProgressEvents_QueryInterface(p, riid, object) ((p)->lpVtbl->QueryInterface(p, riid, object))
#define IDiscMasterProgressEvents_AddRef(p)                       ((p)->lpVtbl->AddRef(p))
#define IDiscMasterProgressEvents_Release(p)                      ((p)->lpVtbl->Release(p))
#define IDiscMasterProgressEvents_QueryCancel(p, pbCancel)        ((p)->lpVtbl->QueryCancel(p, pbCancel))
#define IDiscMasterProgressEvents_NotifyPnPActivity(p)            ((p)->lpVtbl->NotifyPnPActivity(p))
#define IDiscMasterProgressEvents_NotifyAddProgress(p, nCompletedSteps, nTotalSteps)                                   \
    ((p)->lpVtbl->NotifyAddProgress(p, nCompletedSteps, nTotalSteps))
#define IDiscMasterProgressEvents_NotifyBlockProgress(p, nCompleted, nTotal)                                           \
    ((p)->lpVtbl->NotifyBlockProgress(p, nCompleted, nTotal))
#define IDiscMasterProgressEvents_NotifyTrackProgress(p, nCurrentTrack, nTotalTracks)                                  \
    ((p)->lpVtbl->NotifyTrackProgress(p, nCurrentTrack, nTotalTracks))
#define IDiscMasterProgressEvents_NotifyPreparingBurn(p, nEstimatedSeconds)                                            \
    ((p)->lpVtbl->NotifyPreparingBurn(p, nEstimatedSeconds))
#define IDiscMasterProgressEvents_NotifyClosingDisc(p, nEstimatedSeconds)                                              \
    ((p)->lpVtbl->NotifyClosingDisc(p, nEstimatedSeconds))
#define IDiscMasterProgressEvents_NotifyBurnComplete(p, status)  ((p)->lpVtbl->NotifyBurnComplete(p, status))
#define IDiscMasterProgressEvents_NotifyEraseComplete(p, status) ((p)->lpVtbl->NotifyEraseComplete(p, status))
#endif

/*
 * A recorder. Two kinds: the image file, which is always there, and drives, real and virtual, if the program links the
 * burn library (rbk_imapi_options.drives).
 *
 * Init: E_NOTIMPL, recorders from an enumerator are initialised. GetRecorderGUID: bytes that identify the recorder;
 * IMAPI_S_BUFFER_TO_SMALL with a buffer that is NULL or short. GetRecorderType: RECORDER_CDRW if a recording can be
 * replaced. GetRecorderProperties: "AudioGapSize" in blocks; of drives "WriteSpeed" and "MaxWriteSpeed" in KB/s as
 * multiples of 1x, 176 (0: the drive's best); a speed between two is the nearer one, and one below is 1x.
 * SetRecorderProperties: WriteSpeed is set, a change of the others is IMAPI_S_PROPERTIESIGNORED. OpenExclusive:
 * IMAPI_E_ALREADYOPEN a second time; QueryMediaType, QueryMediaInfo, Eject, Erase and Close are IMAPI_E_NOTOPENED
 * without it. RecordDisc opens the recorder itself and is IMAPI_E_DEVICE_STILL_IN_USE if the program has it open.
 *
 * The image file's medium is blank and writable if it may be written: no image exists, or it may be replaced (then it
 * is rewritable too; Erase keeps the file until the next recording).
 */
#if defined(__cplusplus) && !defined(CINTERFACE)
}
struct IDiscRecorder : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Init(BYTE *pbyUniqueID, ULONG nulIDSize, ULONG nulDriveNumber) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetRecorderGUID(BYTE *pbyUniqueID, ULONG ulBufferSize,
                                                      ULONG *pulReturnSizeRequired) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetRecorderType(long *fTypeCode) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetDisplayNames(BSTR *pbstrVendorID, BSTR *pbstrProductID,
                                                      BSTR *pbstrRevision) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetBasePnPID(BSTR *pbstrBasePnPID) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetPath(BSTR *pbstrPath) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetRecorderProperties(IPropertyStorage **ppPropStg) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetRecorderProperties(IPropertyStorage *pPropStg) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetRecorderState(ULONG *pulDevStateFlags) = 0;
    virtual HRESULT STDMETHODCALLTYPE OpenExclusive() = 0;
    virtual HRESULT STDMETHODCALLTYPE QueryMediaType(long *fMediaType, long *fMediaFlags) = 0;
    virtual HRESULT STDMETHODCALLTYPE QueryMediaInfo(BYTE *pbSessions, BYTE *pbLastTrack, ULONG *ulStartAddress,
                                                     ULONG *ulNextWritable, ULONG *ulFreeBlocks) = 0;
    virtual HRESULT STDMETHODCALLTYPE Eject() = 0;
    virtual HRESULT STDMETHODCALLTYPE Erase(boolean bFullErase) = 0;
    virtual HRESULT STDMETHODCALLTYPE Close() = 0;
};
extern "C" {
#else
typedef struct IDiscRecorderVtbl {
    HRESULT(STDMETHODCALLTYPE *QueryInterface)(IDiscRecorder *This, REFIID riid, void **ppvObject);
    ULONG(STDMETHODCALLTYPE *AddRef)(IDiscRecorder *This);
    ULONG(STDMETHODCALLTYPE *Release)(IDiscRecorder *This);
    HRESULT(STDMETHODCALLTYPE *Init)(IDiscRecorder *This, BYTE *pbyUniqueID, ULONG nulIDSize, ULONG nulDriveNumber);
    HRESULT(STDMETHODCALLTYPE *GetRecorderGUID)
    (IDiscRecorder *This, BYTE *pbyUniqueID, ULONG ulBufferSize, ULONG *pulReturnSizeRequired);
    HRESULT(STDMETHODCALLTYPE *GetRecorderType)(IDiscRecorder *This, long *fTypeCode);
    HRESULT(STDMETHODCALLTYPE *GetDisplayNames)
    (IDiscRecorder *This, BSTR *pbstrVendorID, BSTR *pbstrProductID, BSTR *pbstrRevision);
    HRESULT(STDMETHODCALLTYPE *GetBasePnPID)(IDiscRecorder *This, BSTR *pbstrBasePnPID);
    HRESULT(STDMETHODCALLTYPE *GetPath)(IDiscRecorder *This, BSTR *pbstrPath);
    HRESULT(STDMETHODCALLTYPE *GetRecorderProperties)(IDiscRecorder *This, IPropertyStorage **ppPropStg);
    HRESULT(STDMETHODCALLTYPE *SetRecorderProperties)(IDiscRecorder *This, IPropertyStorage *pPropStg);
    HRESULT(STDMETHODCALLTYPE *GetRecorderState)(IDiscRecorder *This, ULONG *pulDevStateFlags);
    HRESULT(STDMETHODCALLTYPE *OpenExclusive)(IDiscRecorder *This);
    HRESULT(STDMETHODCALLTYPE *QueryMediaType)(IDiscRecorder *This, long *fMediaType, long *fMediaFlags);
    HRESULT(STDMETHODCALLTYPE *QueryMediaInfo)
    (IDiscRecorder *This, BYTE *pbSessions, BYTE *pbLastTrack, ULONG *ulStartAddress, ULONG *ulNextWritable,
     ULONG *ulFreeBlocks);
    HRESULT(STDMETHODCALLTYPE *Eject)(IDiscRecorder *This);
    HRESULT(STDMETHODCALLTYPE *Erase)(IDiscRecorder *This, boolean bFullErase);
    HRESULT(STDMETHODCALLTYPE *Close)(IDiscRecorder *This);
} IDiscRecorderVtbl;
struct IDiscRecorder {
    const IDiscRecorderVtbl *lpVtbl;
};
#define IDiscRecorder_QueryInterface(p, riid, object) ((p)->lpVtbl->QueryInterface(p, riid, object))
#define IDiscRecorder_AddRef(p)                       ((p)->lpVtbl->AddRef(p))
#define IDiscRecorder_Release(p)                      ((p)->lpVtbl->Release(p))
#define IDiscRecorder_Init(p, pbyUniqueID, nulIDSize, nulDriveNumber)                                                  \
    ((p)->lpVtbl->Init(p, pbyUniqueID, nulIDSize, nulDriveNumber))
#define IDiscRecorder_GetRecorderGUID(p, pbyUniqueID, ulBufferSize, pulReturnSizeRequired)                             \
    ((p)->lpVtbl->GetRecorderGUID(p, pbyUniqueID, ulBufferSize, pulReturnSizeRequired))
#define IDiscRecorder_GetRecorderType(p, fTypeCode) ((p)->lpVtbl->GetRecorderType(p, fTypeCode))
#define IDiscRecorder_GetDisplayNames(p, pbstrVendorID, pbstrProductID, pbstrRevision)                                 \
    ((p)->lpVtbl->GetDisplayNames(p, pbstrVendorID, pbstrProductID, pbstrRevision))
#define IDiscRecorder_GetBasePnPID(p, pbstrBasePnPID)       ((p)->lpVtbl->GetBasePnPID(p, pbstrBasePnPID))
#define IDiscRecorder_GetPath(p, pbstrPath)                 ((p)->lpVtbl->GetPath(p, pbstrPath))
#define IDiscRecorder_GetRecorderProperties(p, ppPropStg)   ((p)->lpVtbl->GetRecorderProperties(p, ppPropStg))
#define IDiscRecorder_SetRecorderProperties(p, pPropStg)    ((p)->lpVtbl->SetRecorderProperties(p, pPropStg))
#define IDiscRecorder_GetRecorderState(p, pulDevStateFlags) ((p)->lpVtbl->GetRecorderState(p, pulDevStateFlags))
#define IDiscRecorder_OpenExclusive(p)                      ((p)->lpVtbl->OpenExclusive(p))
#define IDiscRecorder_QueryMediaType(p, fMediaType, fMediaFlags)                                                       \
    ((p)->lpVtbl->QueryMediaType(p, fMediaType, fMediaFlags))
#define IDiscRecorder_QueryMediaInfo(p, pbSessions, pbLastTrack, ulStartAddress, ulNextWritable, ulFreeBlocks)         \
    ((p)->lpVtbl->QueryMediaInfo(p, pbSessions, pbLastTrack, ulStartAddress, ulNextWritable, ulFreeBlocks))
#define IDiscRecorder_Eject(p)             ((p)->lpVtbl->Eject(p))
#define IDiscRecorder_Erase(p, bFullErase) ((p)->lpVtbl->Erase(p, bFullErase))
#define IDiscRecorder_Close(p)             ((p)->lpVtbl->Close(p))
#endif

/* Recorders, the image file first. Each item that Next returns is released by the caller. */
#if defined(__cplusplus) && !defined(CINTERFACE)
}
struct IEnumDiscRecorders : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Next(ULONG cRecorders, IDiscRecorder **ppRecorder, ULONG *pcFetched) = 0;
    virtual HRESULT STDMETHODCALLTYPE Skip(ULONG cRecorders) = 0;
    virtual HRESULT STDMETHODCALLTYPE Reset() = 0;
    virtual HRESULT STDMETHODCALLTYPE Clone(IEnumDiscRecorders **ppEnum) = 0;
};
extern "C" {
#else
typedef struct IEnumDiscRecordersVtbl {
    HRESULT(STDMETHODCALLTYPE *QueryInterface)(IEnumDiscRecorders *This, REFIID riid, void **ppvObject);
    ULONG(STDMETHODCALLTYPE *AddRef)(IEnumDiscRecorders *This);
    ULONG(STDMETHODCALLTYPE *Release)(IEnumDiscRecorders *This);
    HRESULT(STDMETHODCALLTYPE *Next)
    (IEnumDiscRecorders *This, ULONG cRecorders, IDiscRecorder **ppRecorder, ULONG *pcFetched);
    HRESULT(STDMETHODCALLTYPE *Skip)(IEnumDiscRecorders *This, ULONG cRecorders);
    HRESULT(STDMETHODCALLTYPE *Reset)(IEnumDiscRecorders *This);
    HRESULT(STDMETHODCALLTYPE *Clone)(IEnumDiscRecorders *This, IEnumDiscRecorders **ppEnum);
} IEnumDiscRecordersVtbl;
struct IEnumDiscRecorders {
    const IEnumDiscRecordersVtbl *lpVtbl;
};
#define IEnumDiscRecorders_QueryInterface(p, riid, object) ((p)->lpVtbl->QueryInterface(p, riid, object))
#define IEnumDiscRecorders_AddRef(p)                       ((p)->lpVtbl->AddRef(p))
#define IEnumDiscRecorders_Release(p)                      ((p)->lpVtbl->Release(p))
#define IEnumDiscRecorders_Next(p, cRecorders, ppRecorder, pcFetched)                                                  \
    ((p)->lpVtbl->Next(p, cRecorders, ppRecorder, pcFetched))
#define IEnumDiscRecorders_Skip(p, cRecorders) ((p)->lpVtbl->Skip(p, cRecorders))
#define IEnumDiscRecorders_Reset(p)            ((p)->lpVtbl->Reset(p))
#define IEnumDiscRecorders_Clone(p, ppEnum)    ((p)->lpVtbl->Clone(p, ppEnum))
#endif

/* Formats: IID_IRedbookDiscMaster. */
#if defined(__cplusplus) && !defined(CINTERFACE)
}
struct IEnumDiscMasterFormats : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Next(ULONG cFormats, LPIID lpiidFormatID, ULONG *pcFetched) = 0;
    virtual HRESULT STDMETHODCALLTYPE Skip(ULONG cFormats) = 0;
    virtual HRESULT STDMETHODCALLTYPE Reset() = 0;
    virtual HRESULT STDMETHODCALLTYPE Clone(IEnumDiscMasterFormats **ppEnum) = 0;
};
extern "C" {
#else
typedef struct IEnumDiscMasterFormatsVtbl {
    HRESULT(STDMETHODCALLTYPE *QueryInterface)(IEnumDiscMasterFormats *This, REFIID riid, void **ppvObject);
    ULONG(STDMETHODCALLTYPE *AddRef)(IEnumDiscMasterFormats *This);
    ULONG(STDMETHODCALLTYPE *Release)(IEnumDiscMasterFormats *This);
    HRESULT(STDMETHODCALLTYPE *Next)
    (IEnumDiscMasterFormats *This, ULONG cFormats, LPIID lpiidFormatID, ULONG *pcFetched);
    HRESULT(STDMETHODCALLTYPE *Skip)(IEnumDiscMasterFormats *This, ULONG cFormats);
    HRESULT(STDMETHODCALLTYPE *Reset)(IEnumDiscMasterFormats *This);
    HRESULT(STDMETHODCALLTYPE *Clone)(IEnumDiscMasterFormats *This, IEnumDiscMasterFormats **ppEnum);
} IEnumDiscMasterFormatsVtbl;
struct IEnumDiscMasterFormats {
    const IEnumDiscMasterFormatsVtbl *lpVtbl;
};
#define IEnumDiscMasterFormats_QueryInterface(p, riid, object) ((p)->lpVtbl->QueryInterface(p, riid, object))
#define IEnumDiscMasterFormats_AddRef(p)                       ((p)->lpVtbl->AddRef(p))
#define IEnumDiscMasterFormats_Release(p)                      ((p)->lpVtbl->Release(p))
#define IEnumDiscMasterFormats_Next(p, cFormats, lpiidFormatID, pcFetched)                                             \
    ((p)->lpVtbl->Next(p, cFormats, lpiidFormatID, pcFetched))
#define IEnumDiscMasterFormats_Skip(p, cFormats) ((p)->lpVtbl->Skip(p, cFormats))
#define IEnumDiscMasterFormats_Reset(p)          ((p)->lpVtbl->Reset(p))
#define IEnumDiscMasterFormats_Clone(p, ppEnum)  ((p)->lpVtbl->Clone(p, ppEnum))
#endif

/*
 * Staging. A block is 2,352 bytes, 588 stereo samples, 16 bits, little-endian. CreateAudioTrack's length is a hint, 0
 * is none, a negative one is E_INVALIDARG. AddAudioTrackBlocks: cb is a multiple of 2,352, else E_INVALIDARG;
 * IMAPI_E_DISCFULL keeps the whole blocks that fit. CloseAudioTrack: IMAPI_E_TRACK_NOT_BIG_ENOUGH under 4 s, and the
 * track stays open.
 */
#if defined(__cplusplus) && !defined(CINTERFACE)
}
struct IRedbookDiscMaster : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE GetTotalAudioTracks(long *pnTracks) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetTotalAudioBlocks(long *pnBlocks) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetUsedAudioBlocks(long *pnBlocks) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetAvailableAudioTrackBlocks(long *pnBlocks) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetAudioBlockSize(long *pnBlockBytes) = 0;
    virtual HRESULT STDMETHODCALLTYPE CreateAudioTrack(long nBlocks) = 0;
    virtual HRESULT STDMETHODCALLTYPE AddAudioTrackBlocks(BYTE *pby, long cb) = 0;
    virtual HRESULT STDMETHODCALLTYPE CloseAudioTrack() = 0;
};
extern "C" {
#else
typedef struct IRedbookDiscMasterVtbl {
    HRESULT(STDMETHODCALLTYPE *QueryInterface)(IRedbookDiscMaster *This, REFIID riid, void **ppvObject);
    ULONG(STDMETHODCALLTYPE *AddRef)(IRedbookDiscMaster *This);
    ULONG(STDMETHODCALLTYPE *Release)(IRedbookDiscMaster *This);
    HRESULT(STDMETHODCALLTYPE *GetTotalAudioTracks)(IRedbookDiscMaster *This, long *pnTracks);
    HRESULT(STDMETHODCALLTYPE *GetTotalAudioBlocks)(IRedbookDiscMaster *This, long *pnBlocks);
    HRESULT(STDMETHODCALLTYPE *GetUsedAudioBlocks)(IRedbookDiscMaster *This, long *pnBlocks);
    HRESULT(STDMETHODCALLTYPE *GetAvailableAudioTrackBlocks)(IRedbookDiscMaster *This, long *pnBlocks);
    HRESULT(STDMETHODCALLTYPE *GetAudioBlockSize)(IRedbookDiscMaster *This, long *pnBlockBytes);
    HRESULT(STDMETHODCALLTYPE *CreateAudioTrack)(IRedbookDiscMaster *This, long nBlocks);
    HRESULT(STDMETHODCALLTYPE *AddAudioTrackBlocks)(IRedbookDiscMaster *This, BYTE *pby, long cb);
    HRESULT(STDMETHODCALLTYPE *CloseAudioTrack)(IRedbookDiscMaster *This);
} IRedbookDiscMasterVtbl;
struct IRedbookDiscMaster {
    const IRedbookDiscMasterVtbl *lpVtbl;
};
#define IRedbookDiscMaster_QueryInterface(p, riid, object)  ((p)->lpVtbl->QueryInterface(p, riid, object))
#define IRedbookDiscMaster_AddRef(p)                        ((p)->lpVtbl->AddRef(p))
#define IRedbookDiscMaster_Release(p)                       ((p)->lpVtbl->Release(p))
#define IRedbookDiscMaster_GetTotalAudioTracks(p, pnTracks) ((p)->lpVtbl->GetTotalAudioTracks(p, pnTracks))
#define IRedbookDiscMaster_GetTotalAudioBlocks(p, pnBlocks) ((p)->lpVtbl->GetTotalAudioBlocks(p, pnBlocks))
#define IRedbookDiscMaster_GetUsedAudioBlocks(p, pnBlocks)  ((p)->lpVtbl->GetUsedAudioBlocks(p, pnBlocks))
#define IRedbookDiscMaster_GetAvailableAudioTrackBlocks(p, pnBlocks)                                                   \
    ((p)->lpVtbl->GetAvailableAudioTrackBlocks(p, pnBlocks))
#define IRedbookDiscMaster_GetAudioBlockSize(p, pnBlockBytes) ((p)->lpVtbl->GetAudioBlockSize(p, pnBlockBytes))
#define IRedbookDiscMaster_CreateAudioTrack(p, nBlocks)       ((p)->lpVtbl->CreateAudioTrack(p, nBlocks))
#define IRedbookDiscMaster_AddAudioTrackBlocks(p, pby, cb)    ((p)->lpVtbl->AddAudioTrackBlocks(p, pby, cb))
#define IRedbookDiscMaster_CloseAudioTrack(p)                 ((p)->lpVtbl->CloseAudioTrack(p))
#endif

/*
 * The master. Open creates the stash next to the image; IMAPI_E_STASHINUSE if another master or program has it,
 * IMAPI_E_FILEEXISTS if the image exists and may not be replaced. SetActiveDiscMasterFormat returns the interface of
 * the format and discards what is staged. ProgressAdvise accepts one listener, a second is IMAPI_E_ALREADYOPEN.
 * SetActiveDiscRecorder accepts recorders of this library, E_INVALIDARG for others.
 *
 * RecordDisc: every track must be closed (IMAPI_E_TRACKOPEN), and there must be one (IMAPI_E_INVALIDIMAGE). To the
 * image file it writes BIN and CUE; to a drive it burns what redbook-burn would burn of that image, byte for byte.
 * After success the staged image is used up; after a simulation or a failure it is kept. Close discards what is staged.
 */
#if defined(__cplusplus) && !defined(CINTERFACE)
}
struct IDiscMaster : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Open() = 0;
    virtual HRESULT STDMETHODCALLTYPE EnumDiscMasterFormats(IEnumDiscMasterFormats **ppEnum) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetActiveDiscMasterFormat(LPIID lpiid) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetActiveDiscMasterFormat(REFIID riid, void **ppUnk) = 0;
    virtual HRESULT STDMETHODCALLTYPE EnumDiscRecorders(IEnumDiscRecorders **ppEnum) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetActiveDiscRecorder(IDiscRecorder **ppRecorder) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetActiveDiscRecorder(IDiscRecorder *pRecorder) = 0;
    virtual HRESULT STDMETHODCALLTYPE ClearFormatContent() = 0;
    virtual HRESULT STDMETHODCALLTYPE ProgressAdvise(IDiscMasterProgressEvents *pEvents, UINT_PTR *pvCookie) = 0;
    virtual HRESULT STDMETHODCALLTYPE ProgressUnadvise(UINT_PTR vCookie) = 0;
    virtual HRESULT STDMETHODCALLTYPE RecordDisc(boolean bSimulate, boolean bEjectAfterBurn) = 0;
    virtual HRESULT STDMETHODCALLTYPE Close() = 0;
};
extern "C" {
#else
typedef struct IDiscMasterVtbl {
    HRESULT(STDMETHODCALLTYPE *QueryInterface)(IDiscMaster *This, REFIID riid, void **ppvObject);
    ULONG(STDMETHODCALLTYPE *AddRef)(IDiscMaster *This);
    ULONG(STDMETHODCALLTYPE *Release)(IDiscMaster *This);
    HRESULT(STDMETHODCALLTYPE *Open)(IDiscMaster *This);
    HRESULT(STDMETHODCALLTYPE *EnumDiscMasterFormats)(IDiscMaster *This, IEnumDiscMasterFormats **ppEnum);
    HRESULT(STDMETHODCALLTYPE *GetActiveDiscMasterFormat)(IDiscMaster *This, LPIID lpiid);
    HRESULT(STDMETHODCALLTYPE *SetActiveDiscMasterFormat)(IDiscMaster *This, REFIID riid, void **ppUnk);
    HRESULT(STDMETHODCALLTYPE *EnumDiscRecorders)(IDiscMaster *This, IEnumDiscRecorders **ppEnum);
    HRESULT(STDMETHODCALLTYPE *GetActiveDiscRecorder)(IDiscMaster *This, IDiscRecorder **ppRecorder);
    HRESULT(STDMETHODCALLTYPE *SetActiveDiscRecorder)(IDiscMaster *This, IDiscRecorder *pRecorder);
    HRESULT(STDMETHODCALLTYPE *ClearFormatContent)(IDiscMaster *This);
    HRESULT(STDMETHODCALLTYPE *ProgressAdvise)
    (IDiscMaster *This, IDiscMasterProgressEvents *pEvents, UINT_PTR *pvCookie);
    HRESULT(STDMETHODCALLTYPE *ProgressUnadvise)(IDiscMaster *This, UINT_PTR vCookie);
    HRESULT(STDMETHODCALLTYPE *RecordDisc)(IDiscMaster *This, boolean bSimulate, boolean bEjectAfterBurn);
    HRESULT(STDMETHODCALLTYPE *Close)(IDiscMaster *This);
} IDiscMasterVtbl;
struct IDiscMaster {
    const IDiscMasterVtbl *lpVtbl;
};
#define IDiscMaster_QueryInterface(p, riid, object)           ((p)->lpVtbl->QueryInterface(p, riid, object))
#define IDiscMaster_AddRef(p)                                 ((p)->lpVtbl->AddRef(p))
#define IDiscMaster_Release(p)                                ((p)->lpVtbl->Release(p))
#define IDiscMaster_Open(p)                                   ((p)->lpVtbl->Open(p))
#define IDiscMaster_EnumDiscMasterFormats(p, ppEnum)          ((p)->lpVtbl->EnumDiscMasterFormats(p, ppEnum))
#define IDiscMaster_GetActiveDiscMasterFormat(p, lpiid)       ((p)->lpVtbl->GetActiveDiscMasterFormat(p, lpiid))
#define IDiscMaster_SetActiveDiscMasterFormat(p, riid, ppUnk) ((p)->lpVtbl->SetActiveDiscMasterFormat(p, riid, ppUnk))
#define IDiscMaster_EnumDiscRecorders(p, ppEnum)              ((p)->lpVtbl->EnumDiscRecorders(p, ppEnum))
#define IDiscMaster_GetActiveDiscRecorder(p, ppRecorder)      ((p)->lpVtbl->GetActiveDiscRecorder(p, ppRecorder))
#define IDiscMaster_SetActiveDiscRecorder(p, pRecorder)       ((p)->lpVtbl->SetActiveDiscRecorder(p, pRecorder))
#define IDiscMaster_ClearFormatContent(p)                     ((p)->lpVtbl->ClearFormatContent(p))
#define IDiscMaster_ProgressAdvise(p, pEvents, pvCookie)      ((p)->lpVtbl->ProgressAdvise(p, pEvents, pvCookie))
#define IDiscMaster_ProgressUnadvise(p, vCookie)              ((p)->lpVtbl->ProgressUnadvise(p, vCookie))
#define IDiscMaster_RecordDisc(p, bSimulate, bEjectAfterBurn) ((p)->lpVtbl->RecordDisc(p, bSimulate, bEjectAfterBurn))
#define IDiscMaster_Close(p)                                  ((p)->lpVtbl->Close(p))
#endif

/* ------------------------------------------------------------------ creating a master */

/* The drives that a program can offer, from rbk_imapi_drives_of_burn of <redbook/imapi_drives.h>. Opaque. */
typedef struct rbk_imapi_drives rbk_imapi_drives;

typedef struct rbk_imapi_options {
    const char *image_path; /* NULL: no image file among the recorders; else ends in ".cue" */
    uint32_t gap_sectors;   /* 150, as in the contract: silence before each track but the first */
    bool replace;           /* false: an existing image at image_path is IMAPI_E_FILEEXISTS */
    const char *device;     /* NULL: every drive of this machine; else the only one, "/dev/sr0" or "virtual:FOLDER" */
    const rbk_imapi_drives *drives; /* NULL: no drives */
    uint64_t reserved[4];           /* 0 */
} rbk_imapi_options;

/* Sets the defaults that the comments above state. */
void rbk_imapi_options_init(rbk_imapi_options *options);

/*
 * Creates a master with one reference; options (texts are copied) may be NULL only to get the defaults, with which it
 * has no recorder. E_POINTER; E_INVALIDARG: neither an image nor drives, or an image_path that does not end in ".cue";
 * E_OUTOFMEMORY.
 */
HRESULT rbk_imapi_create_disc_master(const rbk_imapi_options *options, IDiscMaster **master);

/* Frees a BSTR that a method returned. NULL is fine. */
void rbk_imapi_free_string(BSTR text);

/* Frees other memory that a method returned (the names of an IEnumSTATPROPSTG). NULL is fine. */
void rbk_imapi_free(void *memory);

#ifdef __cplusplus
}
#endif
#endif
