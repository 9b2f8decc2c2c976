/*
 * imapi_wavs - stages WAV files block by block through the published interface's C macros and records them
 *
 *   imapi_wavs OUT.cue FILE.wav...
 *
 * The files hold 44.1 kHz, 16 bits, two channels after a header of 44 bytes; the last block of each is padded with
 * silence. The recorder is the image file, the first one in the list.
 *
 *   cc imapi_wavs.c $(pkg-config --cflags --libs libredbook)
 */
#include <redbook/imapi.h>
#include <stdio.h>
#include <string.h>

enum { BLOCK_BYTES = 2352, HEADER_BYTES = 44 };

static HRESULT add_file(IRedbookDiscMaster *redbook, FILE *file)
{
    unsigned char block[BLOCK_BYTES];
    HRESULT result = S_OK;
    size_t got = 1;
    while (SUCCEEDED(result) && (got = fread(block, 1, sizeof block, file)) > 0) {
        memset(block + got, 0, sizeof block - got);
        result = IRedbookDiscMaster_AddAudioTrackBlocks(redbook, block, BLOCK_BYTES);
    }
    return result;
}

static HRESULT stage_file(IRedbookDiscMaster *redbook, const char *path)
{
    char header[HEADER_BYTES];
    FILE *file = fopen(path, "rb");
    if (!file)
        return IMAPI_E_FILEACCESS;
    HRESULT result = fread(header, 1, sizeof header, file) == sizeof header && memcmp(header, "RIFF", 4) == 0
                         ? IRedbookDiscMaster_CreateAudioTrack(redbook, 0)
                         : E_INVALIDARG;
    if (SUCCEEDED(result))
        result = add_file(redbook, file);
    if (SUCCEEDED(result))
        result = IRedbookDiscMaster_CloseAudioTrack(redbook);
    fclose(file);
    return result;
}

static HRESULT choose_recorder(IDiscMaster *master)
{
    IEnumDiscRecorders *list = NULL;
    IDiscRecorder *recorder = NULL;
    HRESULT result = IDiscMaster_EnumDiscRecorders(master, &list);
    if (FAILED(result))
        return result;
    result = IEnumDiscRecorders_Next(list, 1, &recorder, NULL);
    if (result == S_OK) {
        result = IDiscMaster_SetActiveDiscRecorder(master, recorder);
        IDiscRecorder_Release(recorder);
    }
    IEnumDiscRecorders_Release(list);
    return result == S_FALSE ? IMAPI_E_NOACTIVERECORDER : result;
}

static HRESULT record_files(IDiscMaster *master, char **paths, int count)
{
    IRedbookDiscMaster *redbook = NULL;
    HRESULT result = IDiscMaster_SetActiveDiscMasterFormat(master, &IID_IRedbookDiscMaster, (void **)&redbook);
    if (FAILED(result))
        return result;
    result = choose_recorder(master);
    for (int i = 0; i < count && SUCCEEDED(result); i++)
        result = stage_file(redbook, paths[i]);
    if (SUCCEEDED(result))
        result = IDiscMaster_RecordDisc(master, 0, 0);
    IRedbookDiscMaster_Release(redbook);
    return result;
}

int main(int argc, char **argv)
{
    rbk_imapi_options options;
    IDiscMaster *master = NULL;
    if (argc < 3) {
        fprintf(stderr, "usage: imapi_wavs OUT.cue FILE.wav...\n");
        return 2;
    }
    rbk_imapi_options_init(&options);
    options.image_path = argv[1];
    options.replace = true;
    HRESULT result = rbk_imapi_create_disc_master(&options, &master);
    if (SUCCEEDED(result))
        result = IDiscMaster_Open(master);
    if (SUCCEEDED(result)) {
        result = record_files(master, argv + 2, argc - 2);
        IDiscMaster_Close(master);
    }
    if (master)
        IDiscMaster_Release(master);
    if (FAILED(result)) {
        fprintf(stderr, "imapi_wavs: failed with %08X\n", (unsigned)result);
        return 1;
    }
    printf("%d tracks in '%s'\n", argc - 2, argv[1]);
    return 0;
}
