/*
 * base/change.h - a set of files that changes in one step: the steps of a journal, forward and back
 *
 * The order, and why no kill between two of these steps leaves a descriptor with payload that does not belong to it:
 *
 *   1. All new files are complete and on disk, each under the name of an unfinished file (base/unfinished.h).
 *   2. The journal is created under its fixed name and the folder is flushed, with the names of all unfinished files; then
 *      it is written and flushed. This is the commit point: before it the old set is unchanged, after it the new one is
 *      valid, though not yet under its names.
 *   3. The old descriptor is set aside, so that programs which know nothing of journals find none. The folder is flushed,
 *      here and after each of the next steps: a file system may put changes of names on the disk in any order, and after a
 *      loss of power no descriptor may have the name while payload of the other set has.
 *   4. The new payload files get their names, first those that replace nothing. Of an old one a second name is set aside
 *      before, so that no payload name is missing at any moment, and a listing of the folder is complete. Where the file
 *      system has no links, the old file is moved aside. So is a file that the set no longer has; what has that name after
 *      step 5 is not of the set.
 *   5. The new descriptor gets its name, and the folder is flushed.
 *   6. The files set aside are removed, the folder is flushed, then the journal is removed.
 *
 * Each of these is a rename or a link that replaces nothing but a file that has another name, or the removal of a file
 * that is no longer needed, and its completion is visible in the folder: so they can be repeated from the beginning, by
 * any process, any number of times. The next call that opens a name of the folder - for reading too - does that
 * (rbk_recover) unless the journal is locked. Going forward needs nothing but renames, so it is preferred, except where
 * the set cannot be completed: an unfinished file is gone, another file has one of the names, or the one that is to be
 * removed is not known. Then the old set is restored.
 *
 * The files of a change call each other in a cycle, for one reason: an output ends by publishing, publishing writes a
 * journal, whose text is an output in memory, and opening an unfinished file recovers what a journal left.
 *
 * Exchanging renames, or new names of BINs that a CUE switches to, would not need to set files aside. The first are not
 * available everywhere, and their fallback would be the above; the second leave file names that the caller did not
 * choose.
 */
#ifndef RBK_BASE_CHANGE_H
#define RBK_BASE_CHANGE_H

#include "base/journal.h"

#define RBK_REPLACED_SUFFIX                                                                                            \
    ".redbook-old" /* not longer than the suffix of an unfinished file, so that the name fits wherever that did */

typedef struct rbk_change {
    int folder;
    const rbk_journal *journal;
    bool is_ours;    /* its unfinished files are open here: only these very ones count, by their inode numbers */
    bool renumbered; /* the file system has dealt new inode numbers since: files are known by size and time */
} rbk_change;

/* The change of a journal that another process has left. */
rbk_change rbk_change_left(int folder, const rbk_journal *journal);

/* How far a set has changed. */
typedef enum rbk_change_state {
    RBK_CHANGE_BEFORE,  /* no name has changed */
    RBK_CHANGE_BETWEEN, /* some have, the rest can follow */
    RBK_CHANGE_AFTER,   /* all new files have their names */
    RBK_CHANGE_STUCK,   /* the rest cannot follow: it can only be undone */
    RBK_CHANGE_UNKNOWN  /* a name cannot be examined: errno says why */
} rbk_change_state;

rbk_change_state rbk_change_look(const rbk_change *change);

/* Which of the two sets is whole, under whatever names: what a change that is interrupted will come to. */
typedef enum rbk_change_whole {
    RBK_CHANGE_NEW,     /* it can be completed */
    RBK_CHANGE_OLD,     /* it cannot, but the old files are all there */
    RBK_CHANGE_NEITHER, /* or a foreign file has a name of the old ones */
    RBK_CHANGE_UNSEEN   /* a name cannot be examined: errno says why */
} rbk_change_whole;

rbk_change_whole rbk_change_side(const rbk_change *change);

/*
 * The name under which the file of that name is now, of the set that is whole. The name itself where the journal does not
 * speak of it, or where neither set is whole. *found NULL: the set has no such file. now: where another name is put. 0, or
 * an errno where that cannot be found out.
 */
int rbk_change_name_now(const rbk_change *change, const char *name, char now[RBK_NAME_BYTES], const char **found);

/* Whether every new file has its name, and none was changed since. RBK_FILESYSTEM: that cannot be determined. */
rbk_status rbk_change_is_complete(const rbk_change *change, bool *complete, rbk_error *error);

/*
 * Steps 3 to 5, from wherever the set is; file: as for rbk_folder_flush. RBK_FILEEXISTS (another file took a name),
 * RBK_FILESYSTEM. The error's path is the plain name.
 */
rbk_status rbk_change_forward(const rbk_change *change, int file, rbk_error *error);

/* Step 6 without the journal; file: likewise. RBK_FILESYSTEM. */
rbk_status rbk_change_clear(const rbk_change *change, int file, rbk_error *error);

/*
 * Undo: new files become unfinished ones again, and the files set aside get their names back. Nothing is removed, so
 * that at each step going forward is possible too: a later call may do either. RBK_FILEEXISTS: undone, but another file
 * has the name of one that was set aside, which stays aside; the message says where. RBK_PARTIAL_CHANGE: not all of it
 * could be done, and the journal is still needed.
 */
rbk_status rbk_change_back(const rbk_change *change, int file, rbk_error *error);

/* Removes the unfinished files of an undone set; only after its journal is gone, because until then they are needed. */
void rbk_change_drop(const rbk_change *change);

void rbk_change_aside_name(const char *name, unsigned number, char aside[RBK_NAME_BYTES]);

/*
 * Whether any file of the folder has the name of one set aside, also assumed if the folder may not be listed. name: of the
 * folder, for errors. RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_change_find_aside(int folder, const char *name, bool *found, rbk_error *error);

#endif
