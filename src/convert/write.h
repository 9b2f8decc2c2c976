/*
 * convert/write.h - a plan carried out: payload read from an image, written into the plan's files, published
 */
#ifndef RBK_CONVERT_WRITE_H
#define RBK_CONVERT_WRITE_H

#include "convert/plan.h"

#include <redbook/image.h>

/* Whom to tell how far it is: this work is done sectors of total, begun at done. */
typedef struct rbk_convert_progress {
    const rbk_listener *listener; /* NULL: nobody */
    uint64_t done_sectors;
    uint64_t total_sectors;
} rbk_convert_progress;

/* Tells that more sectors are done and asks for cancel: RBK_USERABORT. */
rbk_status rbk_convert_advance(rbk_convert_progress *progress, uint64_t sectors, rbk_error *error);

/*
 * Which pregaps are digital silence throughout: silent has an entry for each of the disc's tracks. What rbk_image_read_
 * sectors refuses.
 */
rbk_status rbk_convert_find_silence(rbk_image *image, const rbk_disc *disc, const rbk_layout *layout, bool *silent,
                                    rbk_error *error);

/*
 * Looks through the subchannel of a source: graphics has an entry for each of the disc's tracks, true where there is
 * anything in R to W, be it the end of what a track before spreads; what Q says otherwise than disc and layout goes to
 * q_findings. Results of rbk_subchannel_read.
 */
rbk_status rbk_convert_survey(rbk_subchannel *subchannel, const rbk_disc *disc, const rbk_layout *layout,
                              bool *graphics, rbk_findings *q_findings, rbk_error *error);

/* What a plan is carried out from. */
typedef struct rbk_convert_source {
    rbk_image *image;
    rbk_subchannel *subchannel; /* NULL: R to W are empty */
} rbk_convert_source;

/*
 * Writes all files and the descriptor, flushed, and gives them their names. Sectors of an ISO that are damaged are
 * findings "data.damaged", what of them cannot be made again from the user bytes is "changed.sector"; strict:
 * RBK_REFUSED then. A failure leaves nothing.
 */
rbk_status rbk_convert_write(rbk_conversion *conversion, const rbk_convert_source *source,
                             const rbk_convert_options *options, rbk_convert_progress *progress, rbk_findings *findings,
                             rbk_error *error);

/* ------------------------------------------------------------------ the user bytes of data sectors */

/* What became of the sectors so far; beyond the first three all zero at first. */
typedef struct rbk_iso_state {
    const char *source; /* place of findings; NULL: none */
    rbk_findings *findings;
    rbk_sector_kind kind; /* that they have to be, by rbk_iso_kind_of */

    int64_t damaged;       /* sectors in the run of damaged ones that goes on */
    int32_t first_damaged; /* of them */
    int64_t changed;       /* whole sectors that are not what would be built around their user bytes */
    int32_t first_changed;
} rbk_iso_state;

/* Of the sectors of a track that can become an ISO. */
rbk_sector_kind rbk_iso_kind_of(rbk_track_mode mode);

/*
 * Looks at sectors on their way into an ISO (rbk_sector_inspect; iso: an rbk_iso_state). RBK_UNSUPPORTED for one that
 * has no 2,048 user bytes (form 2, formless, none at all), with its lba.
 */
rbk_status rbk_iso_look(void *iso, int32_t lba, uint32_t count, const uint8_t *raw, rbk_error *error);

/* Tells what is left to tell; *losses (what was reported as lost or changed) grows. RBK_NO_MEMORY. */
rbk_status rbk_iso_finish(rbk_iso_state *state, size_t *losses);

#endif
