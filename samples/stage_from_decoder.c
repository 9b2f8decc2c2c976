/*
 * stage_from_decoder - makes a disc of one track from any audio file
 *
 *   stage_from_decoder FILE OUT.cue
 *
 * A conformer between the file and the stage converts any file to 44.1 kHz, stereo, 16 bits. Your own decoder can take
 * its place, as long as it adds whole blocks with the low byte of each sample first.
 *
 *   cc stage_from_decoder.c $(pkg-config --cflags --libs libredbook)
 */
#include <redbook/redbook.h>
#include <stdio.h>
#include <string.h>

enum { BLOCKS_AT_ONCE = 75 };

/* Converts samples of the machine's byte order to that of the disc; the last block is padded with silence. */
static size_t pack(const int16_t *samples, size_t pairs, uint8_t *bytes)
{
    const size_t used = pairs * RBK_SAMPLE_BYTES;
    const size_t size = (pairs + RBK_SECTOR_SAMPLES - 1) / RBK_SECTOR_SAMPLES * RBK_SECTOR_BYTES;
    for (size_t i = 0; i < pairs * RBK_CHANNELS; i++) {
        bytes[2 * i] = (uint8_t)(samples[i] & 0xFF);
        bytes[2 * i + 1] = (uint8_t)((samples[i] >> 8) & 0xFF);
    }
    memset(bytes + used, 0, size - used);
    return size;
}

/* Moves the audio from the conformer to the open track, until the conformer has no more. */
static rbk_status add_audio(rbk_stage *stage, rbk_conformer *conformer, rbk_error *error)
{
    static int16_t samples[BLOCKS_AT_ONCE * RBK_SECTOR_SAMPLES * RBK_CHANNELS];
    static uint8_t bytes[BLOCKS_AT_ONCE * RBK_SECTOR_BYTES];
    for (;;) {
        size_t pairs = 0;
        rbk_status status =
            rbk_conformer_read(conformer, samples, (size_t)BLOCKS_AT_ONCE * RBK_SECTOR_SAMPLES, &pairs, error);
        if (status != RBK_OK || pairs == 0)
            return status;
        status = rbk_stage_add_audio_track_blocks(stage, bytes, pack(samples, pairs, bytes), NULL, error);
        if (status != RBK_OK)
            return status;
    }
}

/* One file, recognised by its content and not by its name, as a stream that starts at the first sample of the disc. */
static rbk_status open_conformer(const char *path, rbk_conformer **conformer, rbk_error *error)
{
    rbk_audio *audio = NULL;
    rbk_status status = rbk_audio_open(path, NULL, &audio, NULL, error);
    if (status != RBK_OK)
        return status;
    const rbk_audio_info *info = rbk_audio_information(audio);
    printf("%s, %s, %u Hz, channels: %u%s\n", info->container, info->encoding, (unsigned)info->rate_hz,
           (unsigned)info->channels, info->bit_exact ? ", passes unchanged" : "");

    const rbk_conform_source source = {.path = path, .raw = NULL, .frames = info->frames};
    rbk_conform_options options;
    rbk_conform_options_init(&options);
    status = rbk_conformer_open(&source, 1, &options, 0, conformer, error);
    rbk_audio_close(audio);
    return status;
}

static rbk_status stage_file(rbk_stage *stage, const char *path, const char *cue_path, rbk_error *error)
{
    rbk_conformer *conformer = NULL;
    rbk_audio_tags tags = {0};
    rbk_status status = open_conformer(path, &conformer, error);
    if (status == RBK_OK)
        status = rbk_audio_tags_read(path, &tags, error);
    if (status == RBK_OK)
        status = rbk_stage_open(stage, cue_path, error);
    if (status == RBK_OK)
        status = rbk_stage_create_audio_track(stage, 0, error); /* 0: length not given in advance */
    if (status == RBK_OK)
        status = rbk_stage_set_text(stage, 1, RBK_TEXT_TITLE, tags.title, error); /* may be NULL */
    if (status == RBK_OK)
        status = rbk_stage_set_text(stage, 1, RBK_TEXT_PERFORMER, tags.artist, error);
    if (status == RBK_OK)
        status = add_audio(stage, conformer, error);
    if (status == RBK_OK)
        status = rbk_stage_close_audio_track(stage, error);
    if (status == RBK_OK)
        status = rbk_stage_commit(stage, error);
    rbk_audio_tags_release(&tags);
    rbk_conformer_close(conformer);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: stage_from_decoder FILE OUT.cue\n");
        return 2;
    }

    rbk_stage_options options;
    rbk_stage_options_init(&options);
    options.replace = true;
    options.short_tracks = RBK_SHORT_PAD; /* a track under 4 s is padded with silence */

    rbk_error error;
    rbk_error_init(&error);
    rbk_stage *stage = NULL;
    rbk_status status = rbk_stage_new(&options, &stage, &error);
    if (status == RBK_OK)
        status = stage_file(stage, argv[1], argv[2], &error);
    rbk_stage_free(stage);

    if (status != RBK_OK) {
        char text[RBK_PATH_BYTES + RBK_SENTENCE_BYTES];
        fprintf(stderr, "stage_from_decoder: %s\n", rbk_error_format(&error, text, sizeof text));
        return 1;
    }
    return 0;
}
