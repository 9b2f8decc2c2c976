/*
 * verify/compare.h - the parts of a comparison: what the descriptors say, the texts, and what the files hold
 */
#ifndef RBK_VERIFY_COMPARE_H
#define RBK_VERIFY_COMPARE_H

#include <redbook/verify.h>

/*
 * Counts a difference of the kind and gives the place to describe it in when it is the first of its kind, else NULL.
 * track NULL: the disc itself.
 */
rbk_difference *rbk_difference_note(rbk_comparison *comparison, rbk_difference_kind kind, const rbk_track *track,
                                    int32_t lba, int64_t count);

/*
 * Counts a difference of two texts, NULL as "", if there is one. The place where it is described when it is the first of its
 * kind, else NULL. field: static.
 */
rbk_difference *rbk_difference_of_texts(rbk_comparison *comparison, rbk_difference_kind kind, const rbk_track *track,
                                        int32_t lba, const char *field, const char *first, const char *second);

/* Whether both are complete, as every comparison needs them. RBK_INVALID_POINTER, RBK_INVALID_ARGUMENT. */
rbk_status rbk_compared_check(const rbk_compared *first, const rbk_compared *second, rbk_error *error);

/* Compares the texts, and what only the CD-TEXT packs of both hold. RBK_NO_MEMORY. */
rbk_status rbk_compare_texts(const rbk_compared *first, const rbk_compared *second, rbk_comparison *comparison,
                             rbk_error *error);

/* Compares samples and data and looks for an offset. As rbk_compare. */
rbk_status rbk_compare_payload(const rbk_compared *first, const rbk_compared *second, const rbk_listener *listener,
                               rbk_comparison *comparison, rbk_error *error);

#endif
