/*
 * base/change.h - a set of files that changes in one step: the steps of a journal, forward and back
 *
 * The order, and why no kill between two of these steps leaves a descriptor beside bytes that are not its own:
 *
 *   1. All new files are whole and on the disk, each under the name of an unfinished file (base/unfinished.h).
 *   2. The journal is written under its fixed name, and it and the folder are flushed. This is the step: before it the
 *      old set stands untouched, from here on the new one is what the folder holds, though not yet under its names.
 *   3. The old descriptor is set aside, so that whoever knows nothing of journals finds none.
 *   4. Every old payload is set aside and the new one takes its name.
 *   5. The new descriptor takes its name, and the folder is flushed.
 *   6. What was set aside is removed, then the journal.
 *
 * Each of these is a rename that replaces nothing, or the removal of what is not needed any more, and can be told by
 * what stands there: so they can be gone through again from the beginning, by anybody, as often as one likes. Whoever
 * opens a name of the folder next - to read it, too - does that (rbk_recover) when nobody holds the journal's lock.
 * Going forward needs nothing but renames, so it is chosen over going back, except where the set cannot be completed: an
 * unfinished file is gone, or a file that is not ours has one of the names. Then the old set comes back.
 *
 * The files of a change call each other in a ring, and it is one thing: an output ends by publishing, publishing writes a
 * journal, whose text is an output in memory, and whoever opens an unfinished file settles what a journal left.
 *
 * Exchanging renames, or new names of BINs that a CUE switches to, would need no old file set aside. The first are not
 * everywhere, and their fallback would be the above; the second leave names behind that the caller did not choose.
 */
#ifndef RBK_BASE_CHANGE_H
#define RBK_BASE_CHANGE_H

#include "base/journal.h"

#define RBK_REPLACED_SUFFIX ".redbook-old" /* no longer than the unfinished one's, so that it fits where that did */

typedef struct rbk_change {
    int folder;
    const rbk_journal *journal;
    bool is_ours; /* its unfinished files are open here: only these very ones count, by their numbers */
} rbk_change;

/* Where a set stands between old and new. */
typedef enum rbk_change_state {
    RBK_CHANGE_BEFORE,  /* no name has changed */
    RBK_CHANGE_BETWEEN, /* some have, the rest can follow */
    RBK_CHANGE_AFTER,   /* all new files have their names */
    RBK_CHANGE_STUCK    /* the rest cannot follow: only the way back is left */
} rbk_change_state;

rbk_change_state rbk_change_look(const rbk_change *change);

/* Whether every new file has its name, and nobody has changed any of them since. */
bool rbk_change_is_complete(const rbk_change *change);

/*
 * Steps 3 to 5, from wherever the set is; file: as of rbk_folder_flush. RBK_FILEEXISTS (a file that is not ours came in
 * between), RBK_FILESYSTEM. The error's path is the plain name.
 */
rbk_status rbk_change_forward(const rbk_change *change, int file, rbk_error *error);

/* Step 6 without the journal. RBK_FILESYSTEM. */
rbk_status rbk_change_clear(const rbk_change *change, rbk_error *error);

/*
 * The way back: new files become unfinished ones again, and what was set aside has its name again. Nothing is removed by
 * it, so that at each of its steps the way forward is open as well: whoever finds it interrupted may go either.
 * RBK_FILEEXISTS: it has been gone, but somebody's file has the name of one that was set aside, which stays aside; the
 * sentence says where. RBK_PARTIAL_CHANGE: not all of it could be done, and the journal is still needed.
 */
rbk_status rbk_change_back(const rbk_change *change, int file, rbk_error *error);

/* Removes the unfinished files of a set that has gone back; once its journal is gone, for until then they are needed. */
void rbk_change_drop(const rbk_change *change);

/* What a file of the set is called when it is set aside. */
#define RBK_ASIDE_BYTES (RBK_JOURNAL_NAME_BYTES + 32)
void rbk_change_aside_name(const char *name, unsigned number, char aside[RBK_ASIDE_BYTES]);

/* Whether any file of the folder is called like one that was set aside; true as well where the folder cannot be listed. */
bool rbk_change_may_stand_aside(int folder);

#endif
