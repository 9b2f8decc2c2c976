/*
 * report/rename_record.h - the file that has the old names of an image until all of them are removed
 */
#ifndef RBK_REPORT_RENAME_RECORD_H
#define RBK_REPORT_RENAME_RECORD_H

#include "report/rename_set.h"

bool rbk_rename_keeps_name(const rbk_renaming *row);

/* A file that is moved has a third name meanwhile. */
bool rbk_rename_parks(const rbk_rename_set *set);

/* Of the image that gets the name of its first row. Freed by the caller; NULL without memory. */
char *rbk_rename_record_path(const rbk_rename_set *set);

/* folder: of the image, open. RBK_PARTIAL_CHANGE: it is written, and the folder cannot be synced; other errors of an output. */
rbk_status rbk_rename_write_record(const rbk_rename_set *set, const char *path, int folder, rbk_error *error);

/*
 * Moves what is to be moved, and removes the old names. path: of the record. written: this run has written the texts, which
 * marks do not show if the old ones are as long and of the same second. *now (nullable): what the file at the path of, next
 * to it, is called; unchanged if it is set already, or the record is not of that. RBK_PARTIAL_CHANGE, RBK_NO_MEMORY.
 */
rbk_status rbk_rename_complete(const char *path, bool written, const char *of, char **now, rbk_error *error);

/* *ours: the record is of this very rename, which was interrupted. RBK_FILEACCESS, RBK_NO_MEMORY. */
rbk_status rbk_rename_look_for_record(const rbk_rename_set *set, int folder, const char *record, bool *ours,
                                      rbk_error *error);

#endif
