/*
 * disc/regions.h - where in a file of sectors a sample of its time lies
 *
 * The tracks that use a file may have sectors of several sizes, so that all that lies before has to be counted. Whoever
 * measures, reads or writes such files goes by this table.
 */
#ifndef RBK_DISC_REGIONS_H
#define RBK_DISC_REGIONS_H

#include <redbook/disc.h>

/* A part of a file with sectors of one size; it reaches to the next region, or to the end. */
typedef struct rbk_file_region {
    int64_t start_samples; /* of the file's time */
    int64_t start_bytes;
    uint32_t sector_bytes;
} rbk_file_region;

typedef struct rbk_file_regions {
    rbk_file_region *regions;
    size_t count;
    int64_t end_samples; /* how far the tracks use the file, what is open-ended not counted */
    int64_t end_bytes;
    bool open_ended; /* the last region goes on to the end of the file */
} rbk_file_regions;

/*
 * The regions of a file by the tracks that use it, in the disc's order. What no track uses has sectors of the size of
 * the stretch behind it; what is used twice has those of its first use. RBK_NO_MEMORY. Released in any case.
 */
rbk_status rbk_file_regions_make(const rbk_disc *disc, uint32_t file, rbk_file_regions *regions, rbk_error *error);
void rbk_file_regions_release(rbk_file_regions *regions);

/* The byte at which a sample of the file's time begins. */
int64_t rbk_file_regions_byte(const rbk_file_regions *regions, int64_t sample);

/* What the time of a file of so many bytes is: whole sectors, and what is left over of an audio file. */
int64_t rbk_file_regions_samples(const rbk_file_regions *regions, int64_t bytes);

/*
 * RBK_BAD_LAYOUT of a file that ends (at so many samples) before the disc has done with it: which index is past its
 * end (00 and 01: those beyond only subdivide), with track and line in the error. False, and nothing done, where none
 * is.
 */
bool rbk_disc_fail_past_end(const rbk_disc *disc, uint32_t file, int64_t end_samples, rbk_error *error);

/* True when a data track uses the file, under this number or another: then it is read as sectors throughout. */
bool rbk_disc_file_has_data(const rbk_disc *disc, uint32_t file);

/* True when another number means the same file of sectors. */
bool rbk_disc_file_is_shared(const rbk_disc *disc, uint32_t file);

#endif
