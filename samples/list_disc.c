/*
 * list_disc - opens an image or a sheet and prints its layout and the checksum of a sector
 *
 *   list_disc FILE
 *
 * FILE is anything that rbk_source_open reads: CUE, TOC, CCD, an ISO or a BIN, audio files. The layout says at which
 * address a track
 * starts; the image reads sectors by address, independently of the files.
 *
 *   cc list_disc.c $(pkg-config --cflags --libs libredbook)
 */
#include <redbook/redbook.h>
#include <stdio.h>

static void list_tracks(const rbk_disc *disc, const rbk_layout *layout)
{
    for (size_t t = 0; t < disc->track_count; t++) {
        const rbk_track *track = &disc->tracks[t];
        const rbk_layout_track *laid = &layout->tracks[t];
        const char *title = track->text.field[RBK_TEXT_TITLE];
        char start[RBK_TIME_BYTES], length[RBK_TIME_BYTES];
        printf("track %2u  %-10s  starts at %s  lasts %s  %s\n", (unsigned)track->number,
               rbk_track_mode_name(track->mode), rbk_time_format(laid->index01_lba, start),
               rbk_time_format(laid->end_lba - laid->index01_lba, length), title ? title : "-");
    }
}

/* Sums the bytes of one sector, to show that they can be read. */
static rbk_status sum_sector(const rbk_disc *disc, const rbk_layout *layout, int32_t lba, rbk_error *error)
{
    uint8_t sector[RBK_SECTOR_BYTES];
    rbk_image *image = NULL;
    rbk_status status = rbk_image_open(disc, layout, &image, error);
    if (status == RBK_OK)
        status = rbk_image_read_sectors(image, lba, 1, sector, error);
    rbk_image_close(image);
    if (status != RBK_OK)
        return status;
    unsigned long sum = 0;
    for (size_t i = 0; i < sizeof sector; i++)
        sum += sector[i];
    printf("the bytes of the sector at lba %d add up to %lu\n", (int)lba, sum);
    return RBK_OK;
}

static rbk_status list_disc(const char *path, rbk_findings *findings, rbk_error *error)
{
    rbk_disc *disc = NULL;
    rbk_layout *layout = NULL;
    rbk_status status = rbk_source_open(path, NULL, &disc, findings, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, findings, error);
    if (status == RBK_OK) {
        list_tracks(disc, layout);
        status = sum_sector(disc, layout, (layout->tracks[0].index01_lba + layout->tracks[0].end_lba) / 2, error);
    }
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    return status;
}

/* An error contains all reasons at once, each with its location. */
static void print_reasons(const rbk_findings *findings)
{
    for (size_t i = 0; findings && i < rbk_findings_count(findings); i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        if (finding->severity == RBK_ERROR)
            fprintf(stderr, "list_disc: %s: %s [%s]\n", finding->path ? finding->path : "", finding->text,
                    finding->rule);
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: list_disc FILE\n");
        return 2;
    }
    rbk_error error;
    rbk_error_init(&error);
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? list_disc(argv[1], findings, &error) : RBK_NO_MEMORY;
    if (status != RBK_OK) {
        char text[RBK_PATH_BYTES + RBK_SENTENCE_BYTES];
        fprintf(stderr, "list_disc: %s\n", rbk_error_format(&error, text, sizeof text));
    }
    print_reasons(findings);
    rbk_findings_free(findings);
    return status == RBK_OK ? 0 : 1;
}
