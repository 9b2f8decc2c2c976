/*
 * edit/changes.h - every value that differs between a disc and its changed copy
 */
#ifndef RBK_EDIT_CHANGES_H
#define RBK_EDIT_CHANGES_H

#include <redbook/edit.h>
#include <redbook/verify.h>

/*
 * RBK_INVALID_ARGUMENT, with what differs: after is no copy of before with other texts, codes, flags and indexes. Both were laid
 * out.
 */
rbk_status rbk_edit_check_copy(const rbk_disc *before, const rbk_disc *after, rbk_error *error);

/* Both discs have the same tracks. Fills the changes of a result. RBK_NO_MEMORY. */
rbk_status rbk_edit_list_changes(const rbk_compared *before, const rbk_compared *after, rbk_edit_result *result,
                                 rbk_error *error);

#endif
