/*
 * image/map.h - which bytes of which file are which sectors of the disc
 *
 * Two tables, each made once. The regions of a file tell where a sample of its time lies: its tracks may have sectors
 * of several sizes, so that all that lies before has to be counted. The map of a disc tells what every sample of the
 * time line comes from. Reader, author and probe all go by these.
 */
#ifndef RBK_IMAGE_MAP_H
#define RBK_IMAGE_MAP_H

#include <redbook/layout.h>

/* A part of a file with sectors of one size; it reaches to the next region, or to the end. */
typedef struct rbk_image_region {
    int64_t start_samples; /* of the file's time */
    int64_t start_bytes;
    uint32_t sector_bytes;
} rbk_image_region;

typedef struct rbk_image_regions {
    rbk_image_region *regions;
    size_t count;
    int64_t end_samples; /* how far the tracks use the file, what is open-ended not counted */
    int64_t end_bytes;
    bool open_ended; /* the last region goes on to the end of the file */
} rbk_image_regions;

/*
 * The regions of a file by the tracks that use it, in the disc's order. What no track uses has sectors of the size of
 * the stretch behind it; what is used twice has those of its first use. RBK_NO_MEMORY. Released in any case.
 */
rbk_status rbk_image_regions_make(const rbk_disc *disc, uint32_t file, rbk_image_regions *regions, rbk_error *error);
void rbk_image_regions_release(rbk_image_regions *regions);

/* The byte at which a sample of the file's time begins. */
int64_t rbk_image_regions_byte(const rbk_image_regions *regions, int64_t sample);

/* A stretch of the time line in one track and one file, or silence of one track. */
typedef struct rbk_image_stretch {
    int64_t start_samples; /* on the time line; of data always the beginning of a sector */
    int64_t length_samples;
    rbk_track_mode mode;
    bool silence;
    uint32_t file;
    int64_t offset_samples; /* in the file */
    int64_t offset_bytes;   /* in the file; of one with a header nothing */
} rbk_image_stretch;

typedef struct rbk_image_map {
    rbk_image_stretch *stretches; /* in order, without holes, from 0 to the lead-out */
    size_t count;
} rbk_image_map;

/*
 * Makes the map of a laid out disc. RBK_BAD_LAYOUT: sectors of data, or ones with subchannel, that begin inside a
 * sector of the disc or of their file; RBK_INVALID_ARGUMENT (a layout of another disc), RBK_NO_MEMORY. Released in any
 * case.
 */
rbk_status rbk_image_map_make(const rbk_disc *disc, const rbk_layout *layout, rbk_image_map *map, rbk_error *error);
void rbk_image_map_release(rbk_image_map *map);

/* The stretch that a sample of the time line lies in; a position. */
size_t rbk_image_map_find(const rbk_image_map *map, int64_t sample);

#endif
