/*
 * redbook/extract_file.h - one file of an extraction: sound as WAV or FLAC, data as an ISO, or raw sectors
 */
#ifndef REDBOOK_EXTRACT_FILE_H
#define REDBOOK_EXTRACT_FILE_H

#include "redbook/extract_plan.h"

typedef struct extract_file {
    const extract_item *item; /* lent */
    rbk_image *image;         /* lent */
    uint8_t *block;           /* EXTRACT_BLOCK_SECTORS */
    rbk_sink *sink;           /* of sound, else NULL */
    rbk_image_writer *writer; /* of data, else NULL */
    int64_t bytes;            /* of data, written so far */
    int32_t damaged;          /* sectors of data */
    int32_t marked;           /* sectors of an ISO whose subheader says what the ISO cannot */
} extract_file;

#define EXTRACT_BLOCK_SECTORS 150

/*
 * Begins the unfinished file beside its target; ended with extract_file_release in any case, after which nothing is
 * there that was not published. tags are those of sound.
 */
rbk_status extract_file_open(extract_file *file, const extract_item *item, const extract_request *request,
                             rbk_image *image, const rbk_audio_tags *tags, rbk_error *error);

/*
 * Writes sectors of the disc, EXTRACT_BLOCK_SECTORS at most, in order. Sectors of a data track are verified: the first
 * damaged ones are findings ("extract.damaged", warning), and written as they are.
 */
rbk_status extract_file_write(extract_file *file, int32_t lba, int32_t sectors, rbk_findings *findings,
                              rbk_error *error);

/* All of it to the disk; then the rest about its sectors is told. */
rbk_status extract_file_flush(extract_file *file, rbk_findings *findings, rbk_error *error);

/* For rbk_publish; lent. */
rbk_unfinished *extract_file_unfinished(extract_file *file);

void extract_file_release(extract_file *file);

#endif
