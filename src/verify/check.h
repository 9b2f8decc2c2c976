/*
 * verify/check.h - shared by the themes of a check: the disc, and reporting a violation
 */
#ifndef RBK_VERIFY_CHECK_H
#define RBK_VERIFY_CHECK_H

#include "base/fail.h"

#include <redbook/check.h>

typedef struct rbk_inspection {
    const rbk_disc *disc;
    const rbk_layout *layout;
    const rbk_check_options *options;
    rbk_findings *findings;
} rbk_inspection;

/*
 * Tells a breach of the rule with the id (which is in the table) with the profile's severity; nothing where the profile
 * leaves it out. track NULL: the disc itself. RBK_NO_MEMORY only.
 */
rbk_status rbk_inspection_report(const rbk_inspection *in, const char *id, const rbk_track *track, const char *format,
                                 ...) RBK_PRINTF(4, 5);

/* Takes findings that another room made, with the profile's severities. RBK_NO_MEMORY only. */
rbk_status rbk_inspection_take(const rbk_inspection *in, const rbk_findings *found);

/* The themes. Each gives RBK_OK or RBK_NO_MEMORY; CD-TEXT and subchannel also what reading gives, with the error
 * set. */
rbk_status rbk_check_layout(const rbk_inspection *in);
rbk_status rbk_check_codes(const rbk_inspection *in);
rbk_status rbk_check_cdtext(const rbk_inspection *in, rbk_error *error);
rbk_status rbk_check_subchannel(const rbk_inspection *in, rbk_error *error);

/*
 * Files that are CHD images, every hunk of them, held against their sums. image (nullable): verifies some of them, and
 * what was read of these is not read again. *damaged: the sectors of one cannot all be read. What reading the files gives;
 * RBK_USERABORT.
 */
rbk_status rbk_check_chd(const rbk_inspection *in, const rbk_image *image, bool *damaged, rbk_error *error);

/*
 * As rbk_checker_new for a scan of this image (NULL: of none): a CHD is verified while the scan reads it, not before. The
 * image is lent until the free, and read by nobody else.
 */
rbk_status rbk_checker_new_for(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image,
                               const rbk_check_options *options, rbk_findings *findings, rbk_checker **checker,
                               rbk_error *error);

/*
 * After a scan with the status failure, which is not RBK_OK, before the end. RBK_OK: a CHD is damaged, which is reported,
 * and the check can end as one that has not read the payload. Otherwise failure.
 */
rbk_status rbk_checker_explain(rbk_checker *checker, rbk_status failure);

/*
 * The payload: a visitor of a scan of the disc. in is copied, what it points at is lent until the end; so is report, whose
 * members for the payload are filled. NULL without memory. A disc of more tracks than a report has room for must not be
 * scanned.
 */
typedef struct rbk_payload_check rbk_payload_check;
rbk_payload_check *rbk_payload_check_new(const rbk_inspection *in, rbk_check_report *report);
void rbk_payload_check_free(rbk_payload_check *check);
rbk_scan_visitor rbk_payload_check_visitor(rbk_payload_check *check);

/* After the scan. RBK_NO_MEMORY only. */
rbk_status rbk_payload_check_end(rbk_payload_check *check, rbk_error *error);

/* The finding "payload.unread", where nothing is scanned. RBK_NO_MEMORY only. */
rbk_status rbk_payload_check_report_unread(const rbk_inspection *in, rbk_error *error);

#endif
