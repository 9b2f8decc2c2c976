/*
 * redbook/extract_file.h - one file of an extraction: audio as WAV or FLAC, data as an ISO, or raw sectors
 */
#ifndef REDBOOK_EXTRACT_FILE_H
#define REDBOOK_EXTRACT_FILE_H

#include "redbook/extract_plan.h"

#include <redbook/sink.h>

typedef struct extract_file {
    const extract_item *item; /* lent */
    rbk_image_sink *sink;
    rbk_findings *findings; /* lent */
    int32_t damaged;        /* sectors of data */
    int32_t marked;         /* sectors of an ISO whose subheader says what the ISO cannot */
} extract_file;

/*
 * Begins the unfinished file next to its target; ended with extract_file_release in any case, after which nothing is
 * there that was not published. tags are those of audio. The file must not move until then.
 */
rbk_status extract_file_open(extract_file *file, const extract_item *item, const extract_request *request,
                             const rbk_audio_tags *tags, rbk_findings *findings, rbk_error *error);

/*
 * Writes the next sectors of the item, *lba being where it is by now, and moves *lba after them. Sectors of a data
 * track are verified: the first damaged ones are findings ("extract.damaged", warning), and written as they are.
 */
rbk_status extract_file_write(extract_file *file, rbk_image *image, int32_t *lba, rbk_error *error);

/* All of it to the disk; then the rest about its sectors is reported. */
rbk_status extract_file_flush(extract_file *file, rbk_error *error);

/* For rbk_publish; lent. */
rbk_unfinished *extract_file_unfinished(extract_file *file);

void extract_file_release(extract_file *file);

#endif
