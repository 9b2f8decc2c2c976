/*
 * base/entries.h - the names in a folder
 *
 * readdir(3) returns nothing both at the end and on an error, and a list that ends early looks complete. Here the two
 * differ: the end is reported by the last call.
 */
#ifndef RBK_BASE_ENTRIES_H
#define RBK_BASE_ENTRIES_H

#include <redbook/error.h>

#include <stdbool.h>

typedef struct rbk_entries rbk_entries;

/*
 * Opens the folder of a file's path ("." if it has none). *entries is NULL where there is no such folder, and, unless
 * required, where it may be searched for names but not be listed. RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_entries_open(const char *path, bool required, rbk_entries **entries, rbk_error *error);

/* The same of the folder itself, which must exist. RBK_FILEACCESS with its name, RBK_NO_MEMORY. */
rbk_status rbk_entries_open_folder(const char *folder, rbk_entries **entries, rbk_error *error);

/*
 * The same of a folder that is open, from its first name on; the descriptor stays the caller's. name: of the folder, for
 * errors. *entries is NULL, unless required, where the folder may not be listed. RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_entries_open_descriptor(int folder, const char *name, bool required, rbk_entries **entries,
                                       rbk_error *error);

/* The next name, lent until the next call; NULL at the end, or on an error, which rbk_entries_close returns. */
const char *rbk_entries_next(rbk_entries *entries);

/*
 * Whether the name given last is that of a regular file, or of a link to one. Most file systems state it with the name;
 * otherwise the file is examined. RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_entries_see_file(rbk_entries *entries, bool *is_file, rbk_error *error);

/* Ends the list; NULL is allowed. RBK_FILEACCESS: it was not complete. */
RBK_MUST_CHECK rbk_status rbk_entries_close(rbk_entries *entries, rbk_error *error);

#endif
