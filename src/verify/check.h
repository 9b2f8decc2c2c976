/*
 * verify/check.h - what the themes of a check share: the disc looked at, and one way to tell a breach
 */
#ifndef RBK_VERIFY_CHECK_H
#define RBK_VERIFY_CHECK_H

#include "base/fail.h"

#include <redbook/check.h>

typedef struct rbk_inspection {
    const rbk_disc *disc;
    const rbk_layout *layout;
    rbk_image *image; /* NULL: payload is not looked at */
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

/* The themes. Each gives RBK_OK or RBK_NO_MEMORY; subchannel and payload also what reading gives, with the error
 * set. */
rbk_status rbk_check_layout(const rbk_inspection *in);
rbk_status rbk_check_codes(const rbk_inspection *in);
rbk_status rbk_check_cdtext(const rbk_inspection *in, rbk_error *error);
rbk_status rbk_check_subchannel(const rbk_inspection *in, rbk_error *error);
rbk_status rbk_check_payload(const rbk_inspection *in, rbk_check_report *report, rbk_error *error);

#endif
