/*
 * imapi_client - an application as they were written for the published interface, unchanged but for this head
 *
 *   imapi_client [-r NUMBER] [-s] FILE.wav...
 *
 * It lists formats and recorders, selects audio and recorder NUMBER (0), takes notes of progress, stages WAV files block
 * by block and records them; -s simulates first. Where images go and which drives there are is said outside of it:
 *
 *   REDBOOK_IMAPI_IMAGE=out.cue imapi_client a.wav b.wav
 *   REDBOOK_IMAPI_DEVICE=virtual:drive imapi_client a.wav b.wav
 *
 *   c++ -include redbook/imapi_com.h imapi_client.cpp $(pkg-config --cflags --libs libredbook-imapi)
 */
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <vector>

#ifdef _WIN32
#include <imapi.h>
#include <windows.h>
#endif

static const long BLOCK_SIZE = 2352;

class CProgressEvents final : public IDiscMasterProgressEvents {
    LONG m_cRef;
    long m_nTrack;

public:
    CProgressEvents() : m_cRef(1), m_nTrack(0) {}

    STDMETHODIMP QueryInterface(REFIID riid, void **ppvObject) override
    {
        if (riid == IID_IUnknown || riid == IID_IDiscMasterProgressEvents) {
            *ppvObject = static_cast<IDiscMasterProgressEvents *>(this);
            AddRef();
            return S_OK;
        }
        *ppvObject = nullptr;
        return E_NOINTERFACE;
    }
    STDMETHODIMP_(ULONG) AddRef() override { return static_cast<ULONG>(++m_cRef); }
    STDMETHODIMP_(ULONG) Release() override
    {
        LONG cRef = --m_cRef;
        if (cRef == 0)
            delete this;
        return static_cast<ULONG>(cRef);
    }

    STDMETHODIMP QueryCancel(boolean *pbCancel) override
    {
        *pbCancel = FALSE;
        return S_OK;
    }
    STDMETHODIMP NotifyPnPActivity() override { return E_NOTIMPL; }
    STDMETHODIMP NotifyAddProgress(long, long) override { return E_NOTIMPL; }
    STDMETHODIMP NotifyBlockProgress(long, long) override { return S_OK; }
    STDMETHODIMP NotifyTrackProgress(long nCurrentTrack, long nTotalTracks) override
    {
        m_nTrack = nCurrentTrack;
        std::printf("track %ld of %ld\n", nCurrentTrack, nTotalTracks);
        return S_OK;
    }
    STDMETHODIMP NotifyPreparingBurn(long) override
    {
        std::printf("preparing\n");
        return S_OK;
    }
    STDMETHODIMP NotifyClosingDisc(long) override
    {
        std::printf("closing\n");
        return S_OK;
    }
    STDMETHODIMP NotifyBurnComplete(HRESULT status) override
    {
        std::printf("complete: %08X\n", static_cast<unsigned>(status));
        return S_OK;
    }
    STDMETHODIMP NotifyEraseComplete(HRESULT) override { return E_NOTIMPL; }
};

static HRESULT ListFormats(IDiscMaster *pMaster)
{
    IEnumDiscMasterFormats *pEnum = nullptr;
    IID iid;
    ULONG nFetched = 0;
    bool bAudio = false;
    HRESULT hr = pMaster->EnumDiscMasterFormats(&pEnum);
    if (FAILED(hr))
        return hr;
    while (pEnum->Next(1, &iid, &nFetched) == S_OK)
        if (iid == IID_IRedbookDiscMaster)
            bAudio = true;
    pEnum->Release();
    std::printf("audio format: %s\n", bAudio ? "yes" : "no");
    return bAudio ? S_OK : E_FAIL;
}

static long ReadNumber(IDiscRecorder *pRecorder, const wchar_t *pszName)
{
    IPropertyStorage *pStorage = nullptr;
    wchar_t szName[32];
    PROPSPEC spec;
    PROPVARIANT value;
    long nNumber = -1;
    if (FAILED(pRecorder->GetRecorderProperties(&pStorage)))
        return nNumber;
    std::wcscpy(szName, pszName);
    spec.ulKind = PRSPEC_LPWSTR;
    spec.lpwstr = szName;
    PropVariantInit(&value);
    if (pStorage->ReadMultiple(1, &spec, &value) == S_OK && value.vt == VT_I4)
        nNumber = value.lVal;
    PropVariantClear(&value);
    pStorage->Release();
    return nNumber;
}

static HRESULT SelectRecorder(IDiscMaster *pMaster, long nWanted)
{
    IEnumDiscRecorders *pEnum = nullptr;
    IDiscRecorder *pRecorder = nullptr;
    ULONG nFetched = 0;
    HRESULT hr = pMaster->EnumDiscRecorders(&pEnum);
    if (FAILED(hr))
        return hr;
    hr = IMAPI_E_NOACTIVERECORDER;
    for (long i = 0; pEnum->Next(1, &pRecorder, &nFetched) == S_OK; i++) {
        BSTR bstrVendor = nullptr, bstrProduct = nullptr, bstrRevision = nullptr;
        if (SUCCEEDED(pRecorder->GetDisplayNames(&bstrVendor, &bstrProduct, &bstrRevision))) {
            std::printf("recorder %ld: %ls, %ls, gap %ld%s\n", i, bstrVendor, bstrProduct,
                        ReadNumber(pRecorder, L"AudioGapSize"), i == nWanted ? ", selected" : "");
            SysFreeString(bstrVendor);
            SysFreeString(bstrProduct);
            SysFreeString(bstrRevision);
        }
        if (i == nWanted)
            hr = pMaster->SetActiveDiscRecorder(pRecorder);
        pRecorder->Release();
    }
    pEnum->Release();
    return hr;
}

static HRESULT AddTrack(IRedbookDiscMaster *pRedbook, const char *pszFile)
{
    char header[44];
    std::FILE *pFile = std::fopen(pszFile, "rb");
    if (!pFile)
        return IMAPI_E_FILEACCESS;
    if (std::fread(header, 1, sizeof header, pFile) != sizeof header || std::memcmp(header, "RIFF", 4) != 0) {
        std::fclose(pFile);
        return E_INVALIDARG;
    }
    std::vector<byte> block(static_cast<size_t>(BLOCK_SIZE));
    HRESULT hr = pRedbook->CreateAudioTrack(0);
    size_t nRead;
    while (SUCCEEDED(hr) && (nRead = std::fread(block.data(), 1, block.size(), pFile)) > 0) {
        std::memset(block.data() + nRead, 0, block.size() - nRead);
        hr = pRedbook->AddAudioTrackBlocks(block.data(), BLOCK_SIZE);
    }
    std::fclose(pFile);
    return SUCCEEDED(hr) ? pRedbook->CloseAudioTrack() : hr;
}

static HRESULT Record(IDiscMaster *pMaster, long nRecorder, bool bSimulate, char **ppszFiles, int nFiles)
{
    IRedbookDiscMaster *pRedbook = nullptr;
    CProgressEvents *pEvents = new CProgressEvents;
    UINT_PTR nCookie = 0;
    HRESULT hr = ListFormats(pMaster);
    if (SUCCEEDED(hr))
        hr = pMaster->SetActiveDiscMasterFormat(IID_IRedbookDiscMaster, reinterpret_cast<void **>(&pRedbook));
    if (SUCCEEDED(hr))
        hr = SelectRecorder(pMaster, nRecorder);
    if (SUCCEEDED(hr))
        hr = pMaster->ProgressAdvise(pEvents, &nCookie);
    for (int i = 0; i < nFiles && SUCCEEDED(hr); i++)
        hr = AddTrack(pRedbook, ppszFiles[i]);
    if (SUCCEEDED(hr) && bSimulate)
        hr = pMaster->RecordDisc(TRUE, FALSE);
    if (SUCCEEDED(hr))
        hr = pMaster->RecordDisc(FALSE, FALSE);
    if (nCookie)
        pMaster->ProgressUnadvise(nCookie);
    if (pRedbook)
        pRedbook->Release();
    pEvents->Release();
    return hr;
}

int main(int argc, char **argv)
{
    long nRecorder = 0;
    bool bSimulate = false;
    int nFirst = 1;
    for (; nFirst < argc && argv[nFirst][0] == '-'; nFirst++) {
        if (std::strcmp(argv[nFirst], "-s") == 0)
            bSimulate = true;
        else if (std::strcmp(argv[nFirst], "-r") == 0 && nFirst + 1 < argc)
            nRecorder = std::atol(argv[++nFirst]);
    }
    if (nFirst >= argc) {
        std::fprintf(stderr, "usage: imapi_client [-r NUMBER] [-s] FILE.wav...\n");
        return 2;
    }

    IDiscMaster *pMaster = nullptr;
    CoInitialize(nullptr);
    HRESULT hr = CoCreateInstance(CLSID_MSDiscMasterObj, nullptr, CLSCTX_LOCAL_SERVER, IID_IDiscMaster,
                                  reinterpret_cast<void **>(&pMaster));
    if (SUCCEEDED(hr)) {
        hr = pMaster->Open();
        if (SUCCEEDED(hr)) {
            hr = Record(pMaster, nRecorder, bSimulate, argv + nFirst, argc - nFirst);
            pMaster->Close();
        }
        pMaster->Release();
    }
    CoUninitialize();
    if (FAILED(hr)) {
        std::fprintf(stderr, "imapi_client: failed with %08X\n", static_cast<unsigned>(hr));
        return 1;
    }
    return 0;
}
