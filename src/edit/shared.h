/*
 * edit/shared.h - the CD-TEXT file of the disc: other sheets of the folder that use it, and why it was not read
 */
#ifndef RBK_EDIT_SHARED_H
#define RBK_EDIT_SHARED_H

#include <redbook/error.h>

/*
 * Reports each other CUE sheet next to the one at sheet whose reader finds the CD-TEXT file at packs, in the order of names
 * ("edit.cdtext-shared"). kept NULL: the file changes, which is a warning; sheets that cannot be read are ignored. Otherwise
 * it would be removed: a note, also for a sheet that cannot be read and may name it, and *kept is set. RBK_FILEACCESS: the
 * folder cannot be listed, unless the file changes and that is not allowed. RBK_NO_MEMORY.
 */
rbk_status rbk_edit_report_shared(const char *sheet, const char *packs, bool *kept, rbk_findings *findings,
                                  rbk_error *error);

/* Why the CD-TEXT file that the sheet names was not read, by what its reading reported to the same list. Lent by it. */
const char *rbk_edit_reason_of_packs(const rbk_findings *findings);

/* Whether both files are in one folder. RBK_FILEACCESS: a folder cannot be examined. RBK_NO_MEMORY. */
rbk_status rbk_edit_same_folder(const char *one, const char *other, bool *same, rbk_error *error);

#endif
