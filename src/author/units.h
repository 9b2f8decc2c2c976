/*
 * author/units.h - the work of authoring in parts, each of which any thread can do by itself
 */
#ifndef RBK_AUTHOR_UNITS_H
#define RBK_AUTHOR_UNITS_H

#include "author/author.h"
#include "image/writer.h"

/* Units are whole blocks that can be shared; reads ahead of the unit before it may have to wait (sums). */
#define RBK_SHARED_SAMPLES (RBK_SHARE_BYTES / RBK_SAMPLE_BYTES)
#define RBK_UNIT_SAMPLES   ((int64_t)54 * RBK_SHARED_SAMPLES) /* 20 s */

typedef struct rbk_author_unit {
    const rbk_image_segment *sectors; /* a unit of sectors, or NULL: one of audio, as follows */
    uint32_t run;
    size_t first_file; /* of the run */
    size_t file_count;
    int64_t from_samples; /* of the run's output */
    int64_t to_samples;
} rbk_author_unit;

typedef struct rbk_author_units {
    rbk_author_unit *items; /* sectors first, then run by run */
    size_t count;
    rbk_image_segment *segments; /* what units of sectors point into */
} rbk_author_units;

/* Cuts the work of a layout; units is zero at first, and released in any case. RBK_NO_MEMORY. */
rbk_status rbk_author_cut_units(const rbk_author_work *work, rbk_author_units *units, rbk_error *error);
void rbk_author_units_release(rbk_author_units *units);

#endif
