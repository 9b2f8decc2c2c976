/*
 * edit/shared.h - the CD-TEXT file of the disc: other sheets of the folder that use it, and why it was not read
 */
#ifndef RBK_EDIT_SHARED_H
#define RBK_EDIT_SHARED_H

#include <redbook/error.h>

/*
 * Reports each other CUE sheet next to the one at sheet that names the CD-TEXT file at packs, in the order of names
 * ("edit.cdtext-shared"): a warning if the file changes (kept NULL), a note if that is a reason to keep it, and *kept is set
 * then. Sheets that cannot be read are ignored. RBK_NO_MEMORY.
 */
rbk_status rbk_edit_report_shared(const char *sheet, const char *packs, bool *kept, rbk_findings *findings,
                                  rbk_error *error);

/* Why the CD-TEXT file that the sheet names was not read, by what its reading reported to the same list. Lent by it. */
const char *rbk_edit_reason_of_packs(const rbk_findings *findings);

/* Whether both files are in one folder. RBK_FILEACCESS: a folder cannot be examined. RBK_NO_MEMORY. */
rbk_status rbk_edit_same_folder(const char *one, const char *other, bool *same, rbk_error *error);

#endif
