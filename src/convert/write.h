/*
 * convert/write.h - executing a plan: payload read from an image, written into the plan's files, published
 */
#ifndef RBK_CONVERT_WRITE_H
#define RBK_CONVERT_WRITE_H

#include "convert/plan.h"

#include "image/sink.h"

#include <redbook/image.h>

/* Progress: this work is done sectors of total, starting at done. */
typedef struct rbk_convert_progress {
    const rbk_listener *listener; /* NULL: none */
    uint64_t done_sectors;
    uint64_t total_sectors;
} rbk_convert_progress;

/* Reports that more sectors are done and asks for cancel: RBK_USERABORT. */
rbk_status rbk_convert_advance(rbk_convert_progress *progress, uint64_t sectors, rbk_error *error);

/*
 * Which pregaps are all digital silence: silent has an entry for each of the disc's tracks. Errors of
 * rbk_image_read_sectors.
 */
rbk_status rbk_convert_find_silence(rbk_image *image, const rbk_disc *disc, const rbk_layout *layout, bool *silent,
                                    rbk_error *error);

/*
 * The same of pregaps that are in no file of a target: empty has those that reading makes again, digital silence, or of
 * data the last 150 sectors without user data.
 */
rbk_status rbk_convert_find_empty(rbk_image *image, const rbk_disc *disc, const rbk_layout *layout, bool *empty,
                                  rbk_error *error);

/*
 * Reads the subchannel of a source: graphics has an entry for each of the disc's tracks, true if R to W have anything,
 * including the end of interleaved packs of the track before; beyond_packs (nullable) gets the sectors of each track
 * of audio with other R to W than the packs of a .cdg give; differences of Q from disc and layout go to q_findings.
 * Errors of rbk_subchannel_read.
 */
rbk_status rbk_convert_survey(rbk_subchannel *subchannel, const rbk_disc *disc, const rbk_layout *layout,
                              bool *graphics, uint32_t *beyond_packs, rbk_findings *q_findings, rbk_error *error);

/* Whether differences of Q include some that are sectors of such a list; and drops these. RBK_NO_MEMORY. */
bool rbk_convert_has_modified_q(const rbk_findings *q_findings);
rbk_status rbk_convert_drop_modified_q(rbk_findings **q_findings, rbk_error *error);

/* Whether a list of Q has all records of another. */
bool rbk_convert_list_has(const rbk_disc *list, const rbk_disc *found);

/* The input of executing a plan. */
typedef struct rbk_convert_source {
    rbk_image *image;
    rbk_subchannel *subchannel; /* NULL: R to W are empty */
} rbk_convert_source;

/*
 * Writes all files and the descriptor, flushes them, and gives them their names. Damaged sectors of an ISO are findings
 * "data.damaged"; what of them cannot be rebuilt from the user data is "changed.sector"; strict: RBK_REFUSED then. A
 * failure leaves no files.
 */
rbk_status rbk_convert_write(rbk_conversion *conversion, const rbk_convert_source *source,
                             const rbk_convert_options *options, rbk_convert_progress *progress, rbk_findings *findings,
                             rbk_error *error);

/* ------------------------------------------------------------------ a delivery to a plant */

typedef struct rbk_delivery {
    const rbk_conversion *conversion;
    const rbk_layout *layout; /* of the source, whose sectors the image has */
    rbk_image *image;
    const char *sheet_path; /* place of findings; NULL: none */
    bool force;             /* errors become warnings */
} rbk_delivery;

/* Checks it by the rules of plants, before it is written. RBK_REFUSED for errors; results of rbk_check. */
rbk_status rbk_convert_check_delivery(const rbk_delivery *delivery, rbk_convert_progress *progress,
                                      rbk_findings *findings, rbk_error *error);

/* ------------------------------------------------------------------ lists of sums in a fileset */

/* What they are made from when all other files are written. */
typedef struct rbk_fileset_sums {
    const rbk_conversion *conversion;
    rbk_image_sink **sinks; /* one for each file */
    const rbk_file_sums *descriptor;
} rbk_fileset_sums;

/* Writes the list that the file at a position is. */
rbk_status rbk_fileset_write_sums(const rbk_fileset_sums *from, size_t position, rbk_error *error);

/*
 * Reports what else is in the folder of a fileset that is to be written ("target.other-file"). RBK_NO_MEMORY only.
 */
rbk_status rbk_fileset_check_folder(const rbk_conversion *conversion, rbk_findings *findings, rbk_error *error);

/* ------------------------------------------------------------------ user data of data sectors */

/* Totals so far; beyond the first three members all zero at first. */
typedef struct rbk_iso_state {
    const char *source; /* location of findings; NULL: none */
    rbk_findings *findings;
    rbk_sector_kind kind; /* the required kind, by rbk_iso_kind_of */

    int64_t damaged;       /* sectors in the current run of damaged ones */
    int32_t first_damaged; /* of them */
    int64_t changed;       /* valid sectors that differ from what would be built around their user data */
    int32_t first_changed;
} rbk_iso_state;

/* For the sectors of a track that can become an ISO. */
rbk_sector_kind rbk_iso_kind_of(rbk_track_mode mode);

/*
 * Inspects sectors that are written to an ISO (rbk_sector_inspect; iso: an rbk_iso_state). RBK_UNSUPPORTED for one
 * without 2,048 bytes of user data (form 2, formless, none at all), with its lba.
 */
rbk_status rbk_iso_look(void *iso, int32_t lba, uint32_t count, const uint8_t *raw, rbk_error *error);

/* Reports the last run; *losses (what was reported as lost or changed) grows. RBK_NO_MEMORY. */
rbk_status rbk_iso_finish(rbk_iso_state *state, size_t *losses);

#endif
