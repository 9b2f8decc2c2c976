/*
 * IRedbookDiscMaster: the staging engine's calls by their published names.
 */
#include "imapi/master.h"

static rbk_imapi_master *master_of(IRedbookDiscMaster *This)
{
    return RBK_IMAPI_OBJECT(rbk_imapi_master, redbook, This);
}

static HRESULT query_interface(IRedbookDiscMaster *This, REFIID riid, void **object)
{
    return rbk_imapi_master_query(master_of(This), riid, object);
}

static ULONG add_ref(IRedbookDiscMaster *This)
{
    return rbk_imapi_master_add_ref(master_of(This));
}

static ULONG release(IRedbookDiscMaster *This)
{
    return rbk_imapi_master_release(master_of(This));
}

static HRESULT enter(rbk_imapi_master *master, bool changes)
{
    HRESULT result = rbk_imapi_master_enter(master, changes);
    if (FAILED(result))
        return result;
    if (!master->audio)
        return IMAPI_E_WRONGFORMAT;
    return master->spent ? IMAPI_E_INVALIDIMAGE : S_OK;
}

/* ------------------------------------------------------------------ queries */

typedef rbk_status query(const rbk_stage *stage, uint32_t *number, rbk_error *error);

static HRESULT get(IRedbookDiscMaster *This, query *ask, long *out)
{
    rbk_imapi_master *master = master_of(This);
    uint32_t number = 0;
    if (!out)
        return E_POINTER;
    HRESULT result = enter(master, false);
    if (SUCCEEDED(result))
        result = rbk_imapi_result(ask(master->stage, &number, NULL));
    if (SUCCEEDED(result))
        *out = (long)number;
    return rbk_imapi_master_leave(master, result);
}

static HRESULT get_total_audio_tracks(IRedbookDiscMaster *This, long *tracks)
{
    return get(This, rbk_stage_total_audio_tracks, tracks);
}

static HRESULT get_total_audio_blocks(IRedbookDiscMaster *This, long *blocks)
{
    return get(This, rbk_stage_total_audio_blocks, blocks);
}

static HRESULT get_used_audio_blocks(IRedbookDiscMaster *This, long *blocks)
{
    return get(This, rbk_stage_used_audio_blocks, blocks);
}

static HRESULT get_available_audio_track_blocks(IRedbookDiscMaster *This, long *blocks)
{
    return get(This, rbk_stage_available_audio_track_blocks, blocks);
}

static HRESULT get_audio_block_size(IRedbookDiscMaster *This, long *bytes)
{
    return get(This, rbk_stage_audio_block_size, bytes);
}

/* ------------------------------------------------------------------ operations */

static HRESULT create_audio_track(IRedbookDiscMaster *This, long blocks)
{
    rbk_imapi_master *master = master_of(This);
    if (blocks < 0)
        return E_INVALIDARG;
    HRESULT result = enter(master, true);
    uint32_t advice = (unsigned long)blocks > UINT32_MAX ? UINT32_MAX : (uint32_t)blocks;
    if (SUCCEEDED(result))
        result = rbk_imapi_result(rbk_stage_create_audio_track(master->stage, advice, NULL));
    return rbk_imapi_master_leave(master, result);
}

static HRESULT add_audio_track_blocks(IRedbookDiscMaster *This, byte *data, long bytes)
{
    rbk_imapi_master *master = master_of(This);
    if (!data)
        return E_POINTER;
    if (bytes < 0)
        return E_INVALIDARG;
    HRESULT result = enter(master, true);
    if (FAILED(result))
        return rbk_imapi_master_leave(master, result);
    rbk_imapi_master_begin(master);
    result = rbk_imapi_result(rbk_stage_add_audio_track_blocks(master->stage, data, (size_t)bytes, NULL, NULL));
    return rbk_imapi_master_end(master, result);
}

static HRESULT close_audio_track(IRedbookDiscMaster *This)
{
    rbk_imapi_master *master = master_of(This);
    HRESULT result = enter(master, true);
    if (SUCCEEDED(result))
        result = rbk_imapi_result(rbk_stage_close_audio_track(master->stage, NULL));
    return rbk_imapi_master_leave(master, result);
}

const IRedbookDiscMasterVtbl rbk_imapi_redbook_methods = {
    .QueryInterface = query_interface,
    .AddRef = add_ref,
    .Release = release,
    .GetTotalAudioTracks = get_total_audio_tracks,
    .GetTotalAudioBlocks = get_total_audio_blocks,
    .GetUsedAudioBlocks = get_used_audio_blocks,
    .GetAvailableAudioTrackBlocks = get_available_audio_track_blocks,
    .GetAudioBlockSize = get_audio_block_size,
    .CreateAudioTrack = create_audio_track,
    .AddAudioTrackBlocks = add_audio_track_blocks,
    .CloseAudioTrack = close_audio_track,
};
