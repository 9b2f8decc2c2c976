/*
 * stage_wavs - the same as imapi_wavs with the staging engine's own functions
 *
 *   stage_wavs OUT.cue FILE.wav...
 *
 *   cc stage_wavs.c $(pkg-config --cflags --libs libredbook)
 */
#include <redbook/redbook.h>
#include <stdio.h>
#include <string.h>

enum { HEADER_BYTES = 44 };

static rbk_status add_file(rbk_stage *stage, FILE *file, rbk_error *error)
{
    uint8_t block[RBK_SECTOR_BYTES];
    rbk_status status = rbk_stage_create_audio_track(stage, 0, error);
    size_t got = 1;
    while (status == RBK_OK && (got = fread(block, 1, sizeof block, file)) > 0) {
        memset(block + got, 0, sizeof block - got);
        status = rbk_stage_add_audio_track_blocks(stage, block, sizeof block, NULL, error);
    }
    return status == RBK_OK ? rbk_stage_close_audio_track(stage, error) : status;
}

static rbk_status stage_file(rbk_stage *stage, const char *path, rbk_error *error)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, HEADER_BYTES, SEEK_SET) != 0) {
        snprintf(error->sentence, sizeof error->sentence, "'%.200s' cannot be read", path);
        if (file)
            fclose(file);
        return RBK_FILEACCESS;
    }
    rbk_status status = add_file(stage, file, error);
    fclose(file);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: stage_wavs OUT.cue FILE.wav...\n");
        return 2;
    }
    rbk_stage_options options;
    rbk_stage_options_init(&options);
    options.replace = true;
    rbk_error error;
    rbk_error_init(&error);
    rbk_stage *stage = NULL;
    rbk_status status = rbk_stage_new(&options, &stage, &error);
    if (status == RBK_OK)
        status = rbk_stage_open(stage, argv[1], &error);
    for (int i = 2; i < argc && status == RBK_OK; i++)
        status = stage_file(stage, argv[i], &error);
    if (status == RBK_OK)
        status = rbk_stage_commit(stage, &error);
    rbk_stage_free(stage);
    if (status != RBK_OK) {
        fprintf(stderr, "stage_wavs: %s\n", error.sentence);
        return 1;
    }
    printf("%d track%s in '%s'\n", argc - 2, RBK_PLURAL(argc - 2, "", "s"), argv[1]);
    return 0;
}
