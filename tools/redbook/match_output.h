/*
 * redbook/match_output.h - images and the games that they are, for people and for programs (JSON, in redbook-match(1))
 */
#ifndef REDBOOK_MATCH_OUTPUT_H
#define REDBOOK_MATCH_OUTPUT_H

#include "redbook/disc_parts.h"

#include <redbook/match.h>

#include <stdbool.h>
#include <stdio.h>

typedef struct match_image {
    const char *path;
    char *now;            /* where it is since its interrupted rename was completed; NULL: at path */
    char *name;           /* its base name without extension */
    size_t position;      /* in the matcher, SIZE_MAX: it could not be read */
    disc_sources sources; /* also of one that could not be read */
    rbk_dat_game own;
    rbk_findings *findings;
    rbk_error error;
    rbk_explanation explanations[RBK_TRACKS_MAX]; /* of the best match, if it is not the whole */
    char *renamed;                                /* its new path; NULL: it was not renamed */
    bool is_data;                                 /* one track of data, of which lists may have an ISO */
    bool has_new_names;                           /* it was renamed, or only its files, or all had these names */
} match_image;

typedef struct match_images {
    match_image *images;
    size_t count;
    disc_part *parts; /* operands that are no images */
    size_t part_count;
    const rbk_matcher *matcher; /* NULL: nothing was compared */
    rbk_hash_report report;     /* of the image that is being read */
    rbk_hash_report gdi;        /* of a GD-ROM, as a GDI has its tracks */
} match_images;

/* False without memory. Released in any case. */
bool match_images_make(match_images *images, const char *const *paths, size_t count);
void match_images_release(match_images *images);

/* After all were read: an operand that is a part of the disc of another is no image. RBK_NO_MEMORY. */
rbk_status match_images_remove_parts(match_images *images);

/* The matches of an image, the best first; NULL beyond the last. */
const rbk_match *match_of(const match_images *images, const match_image *image, size_t position);

/* All were read, and if they were compared all are a game. */
bool match_all_good(const match_images *images, bool compared);

/* False without memory. */
bool match_print_json(const match_images *images, const rbk_error *error, FILE *out);
/* Nothing where no image could be read. */
bool match_print_entries(const match_images *images, FILE *out);
void match_print(const match_images *images, bool verbose, FILE *out);

#endif
