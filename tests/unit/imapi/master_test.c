/*
 * Every call in every state: the results are those of the contract. The table follows the published remarks, one
 * letter per result.
 */
#include "unit/imapi/listener.h"
#include "unit/imapi/masters.h"

typedef enum state_name {
    NEVER_OPENED,
    NO_FORMAT,
    OTHER_FORMAT, /* the data format was requested, which is not supported */
    AUDIO,
    TRACK_OPEN,
    TRACK_CLOSED,
    NINETY_NINE,
    FULL,
    RECORDED,
    CLOSED,
    STATES
} state_name;

static void go_to(state_name state)
{
    void *object = NULL;
    create();
    if (state == NEVER_OPENED)
        return;
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    if (state == OTHER_FORMAT)
        assert_int_equal(IDiscMaster_SetActiveDiscMasterFormat(master, &IID_IJolietDiscMaster, &object), E_NOINTERFACE);
    if (state >= AUDIO) {
        select_audio();
        select_recorder();
    } else
        assert_int_equal(IDiscMaster_QueryInterface(master, &IID_IRedbookDiscMaster, (void **)&redbook), S_OK);
    if (state >= TRACK_OPEN && state != NINETY_NINE)
        assert_int_equal(IRedbookDiscMaster_CreateAudioTrack(redbook, 400), S_OK);
    if (state >= TRACK_OPEN && state != NINETY_NINE)
        assert_int_equal(add_blocks(0, 300), S_OK);
    for (int i = 0; state == NINETY_NINE && i < 99; i++)
        stage_silent_track(300);
    if (state == FULL)
        add_silence(RBK_CAPACITY_80_MIN - 300);
    if (state == TRACK_CLOSED || state == RECORDED)
        assert_int_equal(IRedbookDiscMaster_CloseAudioTrack(redbook), S_OK);
    if (state == RECORDED)
        assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    if (state == CLOSED)
        assert_int_equal(IDiscMaster_Close(master), S_OK);
}

/* ------------------------------------------------------------------ calls */

static HRESULT call_open(void)
{
    return IDiscMaster_Open(master);
}

static HRESULT call_enum_formats(void)
{
    IEnumDiscMasterFormats *list = NULL;
    HRESULT result = IDiscMaster_EnumDiscMasterFormats(master, &list);
    assert_true(SUCCEEDED(result) == (list != NULL));
    if (list)
        IEnumDiscMasterFormats_Release(list);
    return result;
}

static HRESULT call_get_format(void)
{
    IID id = IID_IUnknown;
    HRESULT result = IDiscMaster_GetActiveDiscMasterFormat(master, &id);
    assert_true(IsEqualIID(&id, SUCCEEDED(result) ? &IID_IRedbookDiscMaster : &IID_IUnknown));
    return result;
}

static HRESULT set_format(REFIID id)
{
    IUnknown *object = NULL;
    HRESULT result = IDiscMaster_SetActiveDiscMasterFormat(master, id, (void **)&object);
    assert_true(SUCCEEDED(result) == (object != NULL));
    if (object)
        IUnknown_Release(object);
    return result;
}

static HRESULT call_set_audio(void)
{
    return set_format(&IID_IRedbookDiscMaster);
}

static HRESULT call_set_joliet(void)
{
    return set_format(&IID_IJolietDiscMaster);
}

static HRESULT call_enum_recorders(void)
{
    IEnumDiscRecorders *list = NULL;
    HRESULT result = IDiscMaster_EnumDiscRecorders(master, &list);
    assert_true(SUCCEEDED(result) == (list != NULL));
    if (list)
        IEnumDiscRecorders_Release(list);
    return result;
}

static HRESULT call_get_recorder(void)
{
    IDiscRecorder *recorder = NULL;
    HRESULT result = IDiscMaster_GetActiveDiscRecorder(master, &recorder);
    assert_true(SUCCEEDED(result) == (recorder != NULL));
    if (recorder)
        IDiscRecorder_Release(recorder);
    return result;
}

static HRESULT call_set_recorder(void)
{
    rbk_imapi_listeners *listeners = rbk_imapi_listeners_new();
    const rbk_imapi_terms terms = {false, 150, listeners};
    rbk_imapi_recorder *other = rbk_imapi_recorder_new(&rbk_imapi_image_kind, "b.cue", &terms);
    HRESULT result = IDiscMaster_SetActiveDiscRecorder(master, rbk_imapi_recorder_interface(other));
    IDiscRecorder_Release(rbk_imapi_recorder_interface(other));
    rbk_imapi_listeners_release(listeners);
    return result;
}

static HRESULT call_clear(void)
{
    return IDiscMaster_ClearFormatContent(master);
}

static HRESULT call_advise(void)
{
    UINT_PTR cookie = 0;
    HRESULT result = IDiscMaster_ProgressAdvise(master, listener_begin(), &cookie);
    assert_true(SUCCEEDED(result) == (cookie != 0));
    if (FAILED(result))
        return result;
    UINT_PTR second = 0;
    assert_int_equal(IDiscMaster_ProgressAdvise(master, &listener.interface_, &second), IMAPI_E_ALREADYOPEN);
    assert_int_equal(IDiscMaster_ProgressUnadvise(master, cookie), S_OK);
    assert_int_equal(IDiscMaster_ProgressUnadvise(master, cookie), E_INVALIDARG);
    return result;
}

static HRESULT call_unadvise(void)
{
    return IDiscMaster_ProgressUnadvise(master, 12345);
}

static HRESULT call_simulate(void)
{
    HRESULT result = IDiscMaster_RecordDisc(master, 1, 1);
    assert_true(result == S_OK || FAILED(result));
    return result;
}

static HRESULT call_record(void)
{
    return IDiscMaster_RecordDisc(master, 0, 0);
}

static HRESULT call_close(void)
{
    return IDiscMaster_Close(master);
}

static long number;

static HRESULT call_tracks(void)
{
    return IRedbookDiscMaster_GetTotalAudioTracks(redbook, &number);
}

static HRESULT call_total(void)
{
    return IRedbookDiscMaster_GetTotalAudioBlocks(redbook, &number);
}

static HRESULT call_used(void)
{
    return IRedbookDiscMaster_GetUsedAudioBlocks(redbook, &number);
}

static HRESULT call_available(void)
{
    return IRedbookDiscMaster_GetAvailableAudioTrackBlocks(redbook, &number);
}

static HRESULT call_size(void)
{
    return IRedbookDiscMaster_GetAudioBlockSize(redbook, &number);
}

static HRESULT call_create(void)
{
    return IRedbookDiscMaster_CreateAudioTrack(redbook, 0);
}

static HRESULT call_add(void)
{
    return add_blocks(7, 1);
}

static HRESULT call_close_track(void)
{
    return IRedbookDiscMaster_CloseAudioTrack(redbook);
}

static HRESULT result_of(char letter)
{
    switch (letter) {
    case '.':
        return S_OK;
    case 'N':
        return IMAPI_E_NOTOPENED;
    case 'A':
        return IMAPI_E_ALREADYOPEN;
    case 'W':
        return IMAPI_E_WRONGFORMAT;
    case 'F':
        return IMAPI_E_NOACTIVEFORMAT;
    case 'R':
        return IMAPI_E_NOACTIVERECORDER;
    case 'I':
        return IMAPI_E_INVALIDIMAGE;
    case 'O':
        return IMAPI_E_TRACKOPEN;
    case 'T':
        return IMAPI_E_TRACKNOTOPEN;
    case 'D':
        return IMAPI_E_DISCFULL;
    case 'E':
        return IMAPI_E_FILEEXISTS;
    case 'X':
        return E_NOINTERFACE;
    case 'V':
        return E_INVALIDARG;
    default:
        fail_msg("no result is called '%c'", letter);
        return S_OK;
    }
}

static const struct row {
    const char *name;
    HRESULT (*call)(void);
    const char *results; /* never opened, no format, other format, audio, track open, track closed, 99 tracks, full,
                            recorded, closed */
} rows[] = {
    {"Open", call_open, ".AAAAAAAA."},
    {"EnumDiscMasterFormats", call_enum_formats, "N........N"},
    {"GetActiveDiscMasterFormat", call_get_format, "NFF......N"},
    {"SetActiveDiscMasterFormat, audio", call_set_audio, "N.......EN"},
    {"SetActiveDiscMasterFormat, data", call_set_joliet, "NXXXXXXXXN"},
    {"EnumDiscRecorders", call_enum_recorders, "N........N"},
    {"GetActiveDiscRecorder", call_get_recorder, "NRR......N"},
    {"SetActiveDiscRecorder", call_set_recorder, "N........N"},
    {"ClearFormatContent", call_clear, "NFF.....EN"},
    {"ProgressAdvise", call_advise, "N........N"},
    {"ProgressUnadvise", call_unadvise, "NVVVVVVVVN"},
    {"RecordDisc, simulating", call_simulate, "NFFIO..OIN"},
    {"RecordDisc", call_record, "NFFIO..OIN"},
    {"Close", call_close, "N........N"},
    {"GetTotalAudioTracks", call_tracks, "NWW.....IN"},
    {"GetTotalAudioBlocks", call_total, "NWW.....IN"},
    {"GetUsedAudioBlocks", call_used, "NWW.....IN"},
    {"GetAvailableAudioTrackBlocks", call_available, "NWW.....IN"},
    {"GetAudioBlockSize", call_size, "NWW.....IN"},
    {"CreateAudioTrack", call_create, "NWW.O.DOIN"},
    {"AddAudioTrackBlocks", call_add, "NWWT.TTDIN"},
    {"CloseAudioTrack", call_close_track, "NWWT.TT.IN"},
};

static void every_call_in_every_state_has_the_contract_s_result(void **test)
{
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
        for (state_name s = NEVER_OPENED; s < STATES; s++) {
            go_to(s);
            if (!redbook)
                assert_int_equal(IDiscMaster_QueryInterface(master, &IID_IRedbookDiscMaster, (void **)&redbook), S_OK);
            HRESULT result = rows[r].call();
            if (result != result_of(rows[r].results[s]))
                fail_msg("%s in state %d gives %08X, expected %08X", rows[r].name, (int)s, (unsigned)result,
                         (unsigned)result_of(rows[r].results[s]));
            end(test);
            begin(test);
        }
}

/* ------------------------------------------------------------------ arguments */

static void a_missing_pointer_comes_first_in_every_state(void **test)
{
    void *object;
    UINT_PTR cookie;
    for (state_name s = NEVER_OPENED; s < STATES; s++) {
        if (s == NINETY_NINE || s == FULL)
            continue;
        go_to(s);
        if (!redbook)
            assert_int_equal(IDiscMaster_QueryInterface(master, &IID_IRedbookDiscMaster, (void **)&redbook), S_OK);
        assert_int_equal(IDiscMaster_QueryInterface(master, &IID_IUnknown, NULL), E_POINTER);
        assert_int_equal(IDiscMaster_EnumDiscMasterFormats(master, NULL), E_POINTER);
        assert_int_equal(IDiscMaster_GetActiveDiscMasterFormat(master, NULL), E_POINTER);
        assert_int_equal(IDiscMaster_SetActiveDiscMasterFormat(master, &IID_IRedbookDiscMaster, NULL), E_POINTER);
        assert_int_equal(IDiscMaster_SetActiveDiscMasterFormat(master, NULL, &object), E_POINTER);
        assert_int_equal(IDiscMaster_EnumDiscRecorders(master, NULL), E_POINTER);
        assert_int_equal(IDiscMaster_GetActiveDiscRecorder(master, NULL), E_POINTER);
        assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, NULL), E_POINTER);
        assert_int_equal(IDiscMaster_ProgressAdvise(master, NULL, &cookie), E_POINTER);
        assert_int_equal(IDiscMaster_ProgressAdvise(master, &listener.interface_, NULL), E_POINTER);
        assert_int_equal(IRedbookDiscMaster_GetTotalAudioTracks(redbook, NULL), E_POINTER);
        assert_int_equal(IRedbookDiscMaster_GetTotalAudioBlocks(redbook, NULL), E_POINTER);
        assert_int_equal(IRedbookDiscMaster_GetUsedAudioBlocks(redbook, NULL), E_POINTER);
        assert_int_equal(IRedbookDiscMaster_GetAvailableAudioTrackBlocks(redbook, NULL), E_POINTER);
        assert_int_equal(IRedbookDiscMaster_GetAudioBlockSize(redbook, NULL), E_POINTER);
        assert_int_equal(IRedbookDiscMaster_AddAudioTrackBlocks(redbook, NULL, 2352), E_POINTER);
        end(test);
        begin(test);
    }
}

static void options_that_lead_nowhere_are_refused(void **state)
{
    IDiscMaster *none = (IDiscMaster *)&listener;
    (void)state;
    assert_int_equal(rbk_imapi_create_disc_master(&options, NULL), E_POINTER);
    assert_int_equal(rbk_imapi_create_disc_master(NULL, &none), E_INVALIDARG);
    assert_null(none);
    assert_int_equal(rbk_imapi_create_disc_master(&options, &none), E_INVALIDARG);
    options.image_path = "a.bin";
    assert_int_equal(rbk_imapi_create_disc_master(&options, &none), E_INVALIDARG);
    options.image_path = ".cue";
    assert_int_equal(rbk_imapi_create_disc_master(&options, &none), E_INVALIDARG);
    options.image_path = "a.cue";
    options.gap_sectors = RBK_CAPACITY_80_MIN + 1;
    assert_int_equal(rbk_imapi_create_disc_master(&options, &none), E_INVALIDARG);
}

/* ------------------------------------------------------------------ identity and counts */

static void both_interfaces_are_one_object(void **state)
{
    IUnknown *a = NULL, *b = NULL, *c = NULL;
    (void)state;
    create();
    assert_int_equal(IDiscMaster_QueryInterface(master, &IID_IRedbookDiscMaster, (void **)&redbook), S_OK);
    assert_int_equal(IDiscMaster_QueryInterface(master, &IID_IUnknown, (void **)&a), S_OK);
    assert_int_equal(IRedbookDiscMaster_QueryInterface(redbook, &IID_IUnknown, (void **)&b), S_OK);
    assert_ptr_equal(a, b);
    assert_int_equal(IRedbookDiscMaster_QueryInterface(redbook, &IID_IJolietDiscMaster, (void **)&c), E_NOINTERFACE);
    assert_null(c);
    c = a;
    assert_int_equal(IRedbookDiscMaster_QueryInterface(redbook, NULL, (void **)&c), E_INVALIDARG);
    assert_null(c);
    assert_int_equal(IDiscMaster_QueryInterface(master, &IID_IUnknown, NULL), E_POINTER);
    assert_int_equal(IRedbookDiscMaster_AddRef(redbook), 5);
    assert_int_equal(IRedbookDiscMaster_Release(redbook), 4);
    assert_int_equal(IUnknown_AddRef(a), 5);
    assert_int_equal(IUnknown_Release(a), 4);
    IUnknown_Release(a);
    IUnknown_Release(b);
}

static void a_second_master_of_one_stash_is_reported(void **state)
{
    (void)state;
    create();
    IDiscMaster *first = master;
    assert_int_equal(IDiscMaster_Open(first), S_OK);
    create();
    assert_int_equal(IDiscMaster_Open(master), IMAPI_E_STASHINUSE);
    assert_int_equal(IDiscMaster_Close(first), S_OK);
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    assert_int_equal(IDiscMaster_Release(first), 0);
}

static void an_image_that_stands_is_replaced_only_where_that_is_asked_for(void **state)
{
    (void)state;
    scratch_write("a.cue", "mine", 4);
    create();
    assert_int_equal(IDiscMaster_Open(master), IMAPI_E_FILEEXISTS);
    assert_int_equal(IDiscMaster_Release(master), 0);
    options.replace = true;
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    select_audio();
    select_recorder();
    stage_track(300);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    assert_int_equal(IDiscMaster_ClearFormatContent(master), S_OK);
    stage_track(400);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    size_t size;
    free(scratch_read("a.bin", &size));
    assert_int_equal(size, 400 * RBK_SECTOR_BYTES);
}

static void a_simulation_leaves_what_is_staged(void **state)
{
    size_t size;
    (void)state;
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    select_audio();
    select_recorder();
    stage_track(300);
    assert_int_equal(IDiscMaster_RecordDisc(master, 1, 0), S_OK);
    assert_null(scratch_read("a.bin", &size));
    stage_track(300);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    free(scratch_read("a.bin", &size));
    assert_int_equal(size, 750 * RBK_SECTOR_BYTES); /* two tracks and the gap between them */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        master_test(every_call_in_every_state_has_the_contract_s_result),
        master_test(a_missing_pointer_comes_first_in_every_state),
        master_test(options_that_lead_nowhere_are_refused),
        master_test(both_interfaces_are_one_object),
        master_test(a_second_master_of_one_stash_is_reported),
        master_test(an_image_that_stands_is_replaced_only_where_that_is_asked_for),
        master_test(a_simulation_leaves_what_is_staged),
    };
    return cmocka_run_group_tests_name("imapi/master", tests, NULL, NULL);
}
