/*
 * image/map.h - which bytes of which file are which sectors of the disc
 *
 * One table, made once: the source of every sample of the time line. Used by the reader and the author.
 */
#ifndef RBK_IMAGE_MAP_H
#define RBK_IMAGE_MAP_H

#include <redbook/layout.h>

/* A range of the time line from one extent, or silence of one track. */
typedef struct rbk_image_segment {
    int64_t start_samples; /* on the time line; for data always the start of a sector */
    int64_t length_samples;
    rbk_track_mode mode;
    bool silence;
    uint32_t file;
    int64_t offset_samples;  /* in the file */
    rbk_placement placement; /* in the file's payload */
} rbk_image_segment;

typedef struct rbk_image_map {
    rbk_image_segment *segments; /* in order, from 0 to the end; without holes but those between sessions */
    size_t count;
} rbk_image_map;

/*
 * Makes the map of a laid out disc. RBK_BAD_LAYOUT: sectors of data, or ones with subchannel, that start inside a
 * sector of the disc or of their file; RBK_INVALID_ARGUMENT (a layout of another disc), RBK_NO_MEMORY. Must be released
 * in any case.
 */
rbk_status rbk_image_map_make(const rbk_disc *disc, const rbk_layout *layout, rbk_image_map *map, rbk_error *error);
void rbk_image_map_release(rbk_image_map *map);

/* The segment that contains a sample of the time line; a position. */
size_t rbk_image_map_find(const rbk_image_map *map, int64_t sample);

#endif
