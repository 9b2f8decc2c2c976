/*
 * fill_disc - fills a disc to its last sector
 *
 *   fill_disc OUT.cue [SECTORS]
 *
 * Stages tracks of a minute, each after the usual gap of 2 s, until the disc is full. A full disc is not a failure:
 * the call that reaches the end keeps every block that fits and returns how many, the track can be closed and the
 * image committed. SECTORS is the capacity of the disc, 359,844 (80 minutes) by default.
 *
 *   cc fill_disc.c $(pkg-config --cflags --libs libredbook)
 */
#include <redbook/redbook.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCKS_AT_ONCE = 75, TRACK_BLOCKS = 60 * RBK_SECTORS_PER_SECOND };

/* A second of quiet noise. */
static void make_second(uint8_t *bytes, size_t size)
{
    static uint32_t state = 1;
    for (size_t i = 0; i < size; i += 2) {
        state = state * 1664525 + 1013904223;
        int value = (int)(state >> 22) - 512;
        bytes[i] = (uint8_t)(value & 0xFF);
        bytes[i + 1] = (uint8_t)((value >> 8) & 0xFF);
    }
}

/* Stages one track; RBK_DISCFULL if the disc is full before the track ends. */
static rbk_status stage_track(rbk_stage *stage, rbk_error *error)
{
    static uint8_t bytes[BLOCKS_AT_ONCE * RBK_SECTOR_BYTES];
    rbk_status status = rbk_stage_create_audio_track(stage, TRACK_BLOCKS, error);
    if (status != RBK_OK)
        return status; /* not even one block would fit after the gap: RBK_DISCFULL as well */
    uint32_t kept = 0, all = 0;
    while (status == RBK_OK && all < TRACK_BLOCKS) {
        make_second(bytes, sizeof bytes);
        status = rbk_stage_add_audio_track_blocks(stage, bytes, sizeof bytes, &kept, error);
        all += kept;
    }
    if (status != RBK_OK && status != RBK_DISCFULL)
        return status;
    printf("track of %u sectors%s\n", (unsigned)all, status == RBK_DISCFULL ? ", then the disc was full" : "");
    rbk_status closed = rbk_stage_close_audio_track(stage, error);
    return closed == RBK_OK ? status : closed;
}

static rbk_status fill(rbk_stage *stage, const char *cue_path, rbk_error *error)
{
    rbk_status status = rbk_stage_open(stage, cue_path, error);
    while (status == RBK_OK)
        status = stage_track(stage, error);
    if (status != RBK_DISCFULL && status != RBK_TRACKLIMIT)
        return status;

    uint32_t used, total, tracks;
    status = rbk_stage_used_audio_blocks(stage, &used, error);
    if (status == RBK_OK)
        status = rbk_stage_total_audio_blocks(stage, &total, error);
    if (status == RBK_OK)
        status = rbk_stage_total_audio_tracks(stage, &tracks, error);
    if (status == RBK_OK)
        status = rbk_stage_commit(stage, error);
    if (status == RBK_OK)
        printf("%u track%s, %u of %u sectors\n", (unsigned)tracks, RBK_PLURAL(tracks, "", "s"), (unsigned)used,
               (unsigned)total);
    return status;
}

int main(int argc, char **argv)
{
    rbk_stage_options options;
    rbk_stage_options_init(&options);
    options.replace = true;
    options.short_tracks = RBK_SHORT_ALLOW; /* the last track may be shorter than 4 s */
    if (argc == 3)
        options.capacity_sectors = (uint32_t)strtoul(argv[2], NULL, 10);
    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: fill_disc OUT.cue [SECTORS]\n");
        return 2;
    }

    rbk_error error;
    rbk_error_init(&error);
    rbk_stage *stage = NULL;
    rbk_status status = rbk_stage_new(&options, &stage, &error);
    if (status == RBK_OK)
        status = fill(stage, argv[1], &error);
    rbk_stage_free(stage);

    if (status != RBK_OK) {
        char text[RBK_PATH_BYTES + RBK_SENTENCE_BYTES];
        fprintf(stderr, "fill_disc: %s\n", rbk_error_format(&error, text, sizeof text));
        return 1;
    }
    return 0;
}
