/*
 * measure_image - prints the loudness of the tracks of an image, and a curve of its levels, from one pass over its
 * sectors
 *
 *   measure_image IMAGE.cue
 *
 * The curve is a line of 60 columns for the whole disc, each as high as the largest sample of its range. Its data come
 * from a visitor of this program, which is called for every block of the pass that rbk_measure makes anyway.
 *
 *   cc measure_image.c $(pkg-config --cflags --libs libredbook)
 */
#include <redbook/redbook.h>

#include <stdio.h>
#include <stdlib.h>

#define COLUMNS 60

typedef struct picture {
    int32_t end_lba;
    int peaks[COLUMNS];
} picture;

/* Called from any thread, but never from two at once, and with one block after another: no lock is needed. */
static rbk_status look(void *user, const rbk_scan_block *block, rbk_error *error)
{
    picture *p = user;
    (void)error;
    for (uint32_t i = 0; block->audio && i < block->count * RBK_SECTOR_SAMPLES * RBK_CHANNELS; i++) {
        int32_t lba = block->lba + (int32_t)(i / (RBK_SECTOR_SAMPLES * RBK_CHANNELS));
        int *peak = &p->peaks[(int64_t)lba * COLUMNS / p->end_lba];
        *peak = abs(block->samples[i]) > *peak ? abs(block->samples[i]) : *peak;
    }
    return RBK_OK;
}

static void print_all(const rbk_measurement *measured, const picture *p)
{
    static const char heights[] = " .:-=+*#%@";
    for (size_t t = 0; t < measured->track_count; t++)
        printf("track %2u  %6.1f LUFS  %5.1f dBTP\n", (unsigned)measured->check.tracks[t].number,
               measured->tracks[t].integrated_lufs, measured->tracks[t].true_peak_dbtp);
    printf("disc      %6.1f LUFS  %5.1f dBTP  %s\n[", measured->disc.integrated_lufs, measured->disc.true_peak_dbtp,
           measured->hashes.ids.musicbrainz);
    for (int column = 0; column < COLUMNS; column++)
        putchar(heights[p->peaks[column] * 9 / 32768]);
    printf("]\n");
}

static rbk_status measure(const char *path, rbk_error *error)
{
    static rbk_measurement measured;
    static picture p;
    rbk_disc *disc = NULL;
    rbk_layout *layout = NULL;
    rbk_image *image = NULL;
    rbk_findings *findings = rbk_findings_new();
    rbk_scan_visitor visitor = {.user = &p, .visit = look};
    rbk_measure_options options;
    rbk_measure_options_init(&options);
    options.visitors = &visitor;
    options.visitor_count = 1;

    rbk_status status = findings ? rbk_source_open(path, NULL, &disc, findings, error) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, findings, error);
    if (status == RBK_OK)
        status = rbk_image_open(disc, layout, &image, error);
    if (status == RBK_OK) {
        p.end_lba = rbk_layout_end(layout);
        status = rbk_measure(disc, layout, image, &options, findings, &measured, error);
    }
    if (status == RBK_OK)
        print_all(&measured, &p);
    rbk_image_close(image);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return status;
}

int main(int argc, char **argv)
{
    rbk_error error;
    char text[RBK_PATH_BYTES + RBK_SENTENCE_BYTES];
    if (argc != 2) {
        fprintf(stderr, "usage: measure_image IMAGE.cue\n");
        return 2;
    }
    rbk_error_init(&error);
    if (measure(argv[1], &error) == RBK_OK)
        return 0;
    fprintf(stderr, "measure_image: %s\n", rbk_error_format(&error, text, sizeof text));
    return 1;
}
