/*
 * two_tones - stages two tracks and writes the image
 *
 *   two_tones OUT.cue
 *
 * The shortest use of the staging engine: open a stage, create a track, add blocks to it, close it, commit. A
 * block is one sector of audio: 588 pairs of samples, left before right, each low byte first.
 *
 *   cc two_tones.c $(pkg-config --cflags --libs libredbook) -lm
 */
#include <math.h>
#include <redbook/redbook.h>
#include <stdio.h>

enum { SECONDS = 5 };

/* Writes one block of a tone; *place counts the samples since the start of the track, so that the tone is continuous.
   */
static void make_block(uint8_t block[RBK_SECTOR_BYTES], double hz, unsigned *place)
{
    for (int i = 0; i < RBK_SECTOR_SAMPLES; i++, ++*place) {
        int value = (int)lrint(10000 * sin(6.283185307179586 * hz * *place / RBK_RATE_HZ));
        for (int channel = 0; channel < RBK_CHANNELS; channel++) {
            block[RBK_SAMPLE_BYTES * i + 2 * channel] = (uint8_t)(value & 0xFF);
            block[RBK_SAMPLE_BYTES * i + 2 * channel + 1] = (uint8_t)((value >> 8) & 0xFF);
        }
    }
}

/* The open track is always the last one, which is its number too. */
static rbk_status stage_tone(rbk_stage *stage, uint32_t number, const char *title, double hz, rbk_error *error)
{
    const uint32_t blocks = SECONDS * RBK_SECTORS_PER_SECOND;
    rbk_status status = rbk_stage_create_audio_track(stage, blocks, error);
    if (status == RBK_OK)
        status = rbk_stage_set_text(stage, number, RBK_TEXT_TITLE, title, error);
    unsigned place = 0;
    for (uint32_t i = 0; i < blocks && status == RBK_OK; i++) {
        uint8_t block[RBK_SECTOR_BYTES];
        make_block(block, hz, &place);
        status = rbk_stage_add_audio_track_blocks(stage, block, sizeof block, NULL, error);
    }
    if (status == RBK_OK)
        status = rbk_stage_close_audio_track(stage, error);
    return status;
}

static rbk_status stage_image(rbk_stage *stage, const char *cue_path, rbk_error *error)
{
    rbk_status status = rbk_stage_open(stage, cue_path, error);
    if (status == RBK_OK)
        status = stage_tone(stage, 1, "Concert pitch", 440, error);
    if (status == RBK_OK)
        status = stage_tone(stage, 2, "A fifth above", 660, error);
    if (status == RBK_OK)
        status = rbk_stage_commit(stage, error);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: two_tones OUT.cue\n");
        return 2;
    }

    rbk_stage_options options;
    rbk_stage_options_init(&options);
    options.replace = true; /* an existing target is replaced */

    rbk_error error;
    rbk_error_init(&error);
    rbk_stage *stage = NULL;
    rbk_status status = rbk_stage_new(&options, &stage, &error);
    if (status == RBK_OK)
        status = stage_image(stage, argv[1], &error);
    rbk_stage_free(stage); /* without a commit nothing remains */

    if (status != RBK_OK) {
        char text[RBK_PATH_BYTES + RBK_SENTENCE_BYTES];
        fprintf(stderr, "two_tones: %s\n", rbk_error_format(&error, text, sizeof text));
        return 1;
    }
    printf("two tracks of %d s in '%s'\n", SECONDS, argv[1]);
    return 0;
}
