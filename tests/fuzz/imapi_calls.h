/*
 * Calls of the published interface in any state with any arguments, chosen by the bytes. There must be no crash,
 * results must be those of the contract, and after the last reference is released nothing may be left.
 */
#ifndef TESTS_FUZZ_IMAPI_CALLS_H
#define TESTS_FUZZ_IMAPI_CALLS_H

#include <redbook/address.h>
#include <redbook/imapi.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct imapi_input {
    const uint8_t *bytes;
    size_t size;
} imapi_input;

static unsigned imapi_next(imapi_input *input)
{
    if (input->size == 0)
        return 0;
    input->size--;
    return *input->bytes++;
}

/* The objects that a sequence works with; each is NULL until a call returns one. */
typedef struct imapi_objects {
    IDiscMaster *master;
    IRedbookDiscMaster *redbook;
    IDiscRecorder *recorder;
    IEnumDiscRecorders *recorders;
    IEnumDiscMasterFormats *formats;
    IPropertyStorage *properties;
    UINT_PTR cookie;
    unsigned long listener_count;
    unsigned answer; /* one in this many calls of QueryCancel cancels */
    unsigned queries;
    imapi_input *input;
    int depth;
} imapi_objects;

static imapi_objects imapi;

static void imapi_step(void);

static HRESULT imapi_listener_query(IDiscMasterProgressEvents *This, REFIID id, void **object)
{
    (void)This, (void)id;
    *object = NULL;
    return E_NOINTERFACE;
}

static ULONG imapi_listener_add(IDiscMasterProgressEvents *This)
{
    (void)This;
    return ++imapi.listener_count;
}

static ULONG imapi_listener_release(IDiscMasterProgressEvents *This)
{
    (void)This;
    return --imapi.listener_count;
}

/* A listener that calls the master again. */
static HRESULT imapi_listener_cancel(IDiscMasterProgressEvents *This, boolean *cancel)
{
    (void)This;
    if (imapi.depth < 2) {
        imapi.depth++;
        imapi_step();
        imapi.depth--;
    }
    *cancel = imapi.answer && ++imapi.queries % imapi.answer == 0;
    return S_OK;
}

static HRESULT imapi_listener_none(IDiscMasterProgressEvents *This)
{
    (void)This;
    return E_NOTIMPL;
}

static HRESULT imapi_listener_two(IDiscMasterProgressEvents *This, long a, long b)
{
    (void)This;
    if (a < 0 || b < a)
        abort(); /* impossible values */
    return S_OK;
}

static HRESULT imapi_listener_one(IDiscMasterProgressEvents *This, long a)
{
    (void)This;
    if (a < 0)
        abort();
    return S_OK;
}

static HRESULT imapi_listener_result(IDiscMasterProgressEvents *This, HRESULT a)
{
    (void)This, (void)a;
    return E_FAIL;
}

static const IDiscMasterProgressEventsVtbl imapi_listener_methods = {
    imapi_listener_query, imapi_listener_add, imapi_listener_release, imapi_listener_cancel,
    imapi_listener_none,  imapi_listener_two, imapi_listener_two,     imapi_listener_two,
    imapi_listener_one,   imapi_listener_one, imapi_listener_result,  imapi_listener_result};
static IDiscMasterProgressEvents imapi_listener = {&imapi_listener_methods};

#define IMAPI_DROP(object)                                                                                             \
    do {                                                                                                               \
        IUnknown *imapi_dropped = (IUnknown *)(void *)(object);                                                        \
        (object) = NULL;                                                                                               \
        if (imapi_dropped)                                                                                             \
            IUnknown_Release(imapi_dropped);                                                                           \
    } while (0)

/* Accepts only codes of the contract, and success. */
static void imapi_check(HRESULT result)
{
    unsigned code = (unsigned)result;
    if (code <= 1 || code == 0x00040200u || code == 0x00040201u || (code >= 0x8004020Bu && code <= 0x8004022Du) ||
        code == (unsigned)E_POINTER || code == (unsigned)E_INVALIDARG || code == (unsigned)E_NOINTERFACE ||
        code == (unsigned)E_NOTIMPL || code == (unsigned)E_OUTOFMEMORY || (code >> 16) == 0x8003u)
        return;
    abort();
}

static void imapi_call_master(unsigned what)
{
    IDiscMaster *m = imapi.master;
    const IID *const ids[] = {&IID_IRedbookDiscMaster, &IID_IJolietDiscMaster, NULL, &IID_IUnknown};
    void *object = NULL;
    IID id;
    switch (what % 12) {
    case 0:
        imapi_check(IDiscMaster_Open(m));
        break;
    case 1:
        IMAPI_DROP(imapi.formats);
        imapi_check(IDiscMaster_EnumDiscMasterFormats(m, &imapi.formats));
        break;
    case 2:
        imapi_check(IDiscMaster_GetActiveDiscMasterFormat(m, what & 16 ? NULL : &id));
        break;
    case 3:
        imapi_check(
            IDiscMaster_SetActiveDiscMasterFormat(m, ids[imapi_next(imapi.input) % 4], what & 16 ? NULL : &object));
        IMAPI_DROP(object);
        break;
    case 4:
        IMAPI_DROP(imapi.recorders);
        imapi_check(IDiscMaster_EnumDiscRecorders(m, &imapi.recorders));
        break;
    case 5:
        IMAPI_DROP(imapi.recorder);
        imapi_check(IDiscMaster_GetActiveDiscRecorder(m, &imapi.recorder));
        break;
    case 6:
        imapi_check(IDiscMaster_SetActiveDiscRecorder(m, imapi.recorder));
        break;
    case 7:
        imapi_check(IDiscMaster_ClearFormatContent(m));
        break;
    case 8:
        imapi_check(IDiscMaster_ProgressAdvise(m, what & 16 ? NULL : &imapi_listener, &imapi.cookie));
        break;
    case 9:
        imapi_check(IDiscMaster_ProgressUnadvise(m, imapi.cookie));
        break;
    case 10:
        imapi_check(IDiscMaster_RecordDisc(m, what & 16 ? 1 : 0, what & 32 ? 1 : 0));
        break;
    default:
        imapi_check(IDiscMaster_Close(m));
        break;
    }
}

static void imapi_add(unsigned what)
{
    static byte blocks[400 * RBK_SECTOR_BYTES];
    long bytes = (long)(imapi_next(imapi.input) * 2) * RBK_SECTOR_BYTES;
    if (what & 64)
        bytes = what & 128 ? -bytes : bytes + 1;
    if (bytes > (long)sizeof blocks)
        bytes = (long)sizeof blocks;
    imapi_check(IRedbookDiscMaster_AddAudioTrackBlocks(imapi.redbook, what & 16 ? NULL : blocks, bytes));
}

static void imapi_call_redbook(unsigned what)
{
    IRedbookDiscMaster *r = imapi.redbook;
    long number, *out = what & 16 ? NULL : &number;
    switch (what % 8) {
    case 0:
        imapi_check(IRedbookDiscMaster_GetTotalAudioTracks(r, out));
        break;
    case 1:
        imapi_check(IRedbookDiscMaster_GetTotalAudioBlocks(r, out));
        break;
    case 2:
        imapi_check(IRedbookDiscMaster_GetUsedAudioBlocks(r, out));
        break;
    case 3:
        imapi_check(IRedbookDiscMaster_GetAvailableAudioTrackBlocks(r, out));
        break;
    case 4:
        imapi_check(IRedbookDiscMaster_GetAudioBlockSize(r, out));
        break;
    case 5:
        imapi_check(IRedbookDiscMaster_CreateAudioTrack(r, (long)imapi_next(imapi.input) - 3));
        break;
    case 6:
        imapi_add(what);
        break;
    default:
        imapi_check(IRedbookDiscMaster_CloseAudioTrack(r));
        break;
    }
}

static void imapi_call_recorder(unsigned what)
{
    IDiscRecorder *r = imapi.recorder;
    BSTR a = NULL, b = NULL, c = NULL;
    byte id[64], count;
    long type, flags;
    ULONG number, next, blocks;
    switch (what % 13) {
    case 0:
        imapi_check(IDiscRecorder_Init(r, what & 16 ? NULL : id, sizeof id, 0));
        break;
    case 1:
        imapi_check(IDiscRecorder_GetRecorderGUID(r, id, what & 16 ? 1 : sizeof id, &number));
        break;
    case 2:
        imapi_check(IDiscRecorder_GetRecorderType(r, &type));
        break;
    case 3:
        imapi_check(IDiscRecorder_GetDisplayNames(r, &a, &b, &c));
        break;
    case 4:
        imapi_check(IDiscRecorder_GetPath(r, &a));
        break;
    case 5:
        IMAPI_DROP(imapi.properties);
        imapi_check(IDiscRecorder_GetRecorderProperties(r, &imapi.properties));
        break;
    case 6:
        imapi_check(IDiscRecorder_SetRecorderProperties(r, imapi.properties));
        break;
    case 7:
        imapi_check(IDiscRecorder_OpenExclusive(r));
        break;
    case 8:
        imapi_check(IDiscRecorder_QueryMediaType(r, &type, &flags));
        break;
    case 9:
        imapi_check(IDiscRecorder_QueryMediaInfo(r, &count, &count, &number, &next, &blocks));
        break;
    case 10:
        imapi_check(IDiscRecorder_Eject(r));
        break;
    case 11:
        imapi_check(IDiscRecorder_Erase(r, (boolean)(what & 16)));
        break;
    default:
        imapi_check(IDiscRecorder_Close(r));
        break;
    }
    rbk_imapi_free_string(a);
    rbk_imapi_free_string(b);
    rbk_imapi_free_string(c);
}

static void imapi_call_lists(unsigned what)
{
    IID ids[4];
    ULONG fetched, count = imapi_next(imapi.input) % 5;
    if (what & 16 && imapi.recorders) {
        IMAPI_DROP(imapi.recorder);
        imapi_check(IEnumDiscRecorders_Next(imapi.recorders, 1, &imapi.recorder, NULL));
    } else if (what & 32 && imapi.recorders)
        imapi_check(what & 64 ? IEnumDiscRecorders_Skip(imapi.recorders, count)
                              : IEnumDiscRecorders_Reset(imapi.recorders));
    else if (imapi.formats)
        imapi_check(what & 64 ? IEnumDiscMasterFormats_Next(imapi.formats, count, ids, &fetched)
                              : IEnumDiscMasterFormats_Reset(imapi.formats));
}

static void imapi_step(void)
{
    unsigned kind = imapi_next(imapi.input), what = imapi_next(imapi.input);
    if (kind % 8 < 2 && imapi.master)
        imapi_call_master(what);
    else if (kind % 8 < 5 && imapi.redbook)
        imapi_call_redbook(what);
    else if (kind % 8 == 5 && imapi.recorder)
        imapi_call_recorder(what);
    else if (kind % 8 == 6)
        imapi_call_lists(what);
    else if (imapi.master)
        imapi.answer = what;
}

/* Runs one sequence on a new master for the image at path. */
static void imapi_run(const char *path, const uint8_t *bytes, size_t size)
{
    imapi_input input = {bytes, size};
    rbk_imapi_options options;
    memset(&imapi, 0, sizeof imapi);
    imapi.input = &input;
    rbk_imapi_options_init(&options);
    options.image_path = path;
    options.replace = imapi_next(&input) & 1;
    options.gap_sectors = imapi_next(&input);
    if (rbk_imapi_create_disc_master(&options, &imapi.master) != S_OK ||
        IDiscMaster_QueryInterface(imapi.master, &IID_IRedbookDiscMaster, (void **)&imapi.redbook) != S_OK)
        abort();
    for (int steps = 0; input.size > 0 && steps < 200; steps++)
        imapi_step();
    IMAPI_DROP(imapi.properties);
    IMAPI_DROP(imapi.recorder);
    IMAPI_DROP(imapi.recorders);
    IMAPI_DROP(imapi.formats);
    IMAPI_DROP(imapi.redbook);
    if (IDiscMaster_Release(imapi.master) != 0 || imapi.listener_count != 0)
        abort();
}

#endif
