/*
 * Completes or undoes a change that was interrupted in a folder.
 *
 * A foreign journal can do no harm: it names files of its own folder by plain names (base/journal.h), new files only by
 * the name of an unfinished one, and all files by properties that a journal from elsewhere - in an archive, say -
 * cannot know. In a folder where everybody may write and nobody may rename the files of others (the sticky bit), a
 * journal is used only when it belongs to this user or to root.
 *
 * An incomplete journal proves nothing. If it was interrupted while it was written, it was never committed; but one
 * that was damaged later has been carried out in part, and the files set aside by it are the only copies. So it is
 * removed only if no file is set aside, whoever owns it.
 *
 * A path may be a link, and the opened file is in another folder: each folder on the way is recovered, and each link is
 * read only then, because a target whose change was interrupted may have no name.
 */
#include "base/change.h"
#include "base/fail.h"
#include "base/findings.h"
#include "base/folder.h"
#include "base/path.h"
#include "base/read_at.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define ATTEMPTS  2000
#define NEW_LOOKS 20       /* at an incomplete journal: its maker may be about to lock it */
#define WAIT_NS   5000000L /* between two checks of a journal whose maker is at work; its work takes less than one */

typedef struct recovery {
    const char *path;
    rbk_recover_purpose purpose;
    rbk_findings *findings; /* NULL: none are added */
    int folder;
    int file; /* the journal */
    int torn_looks;
    rbk_journal journal;
} recovery;

/* ------------------------------------------------------------------ the journal */

static rbk_status read_journal(recovery *s, rbk_journal_kind *kind, rbk_error *error)
{
    rbk_journal_release(&s->journal);
    return rbk_journal_load(s->folder, s->file, kind, &s->journal, error);
}

static int open_journal(const recovery *s)
{
    int file = openat(s->folder, RBK_JOURNAL_NAME, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0 && (errno == EACCES || errno == EROFS || errno == EPERM))
        file = openat(s->folder, RBK_JOURNAL_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    return file;
}

static bool speaks_of_path(const recovery *s)
{
    for (size_t i = 0; i < s->journal.count; i++)
        if (strcmp(s->journal.rows[i].name, rbk_path_base(s->path)) == 0)
            return true;
    return false;
}

/* ------------------------------------------------------------------ findings */

/* Once a list, at the descriptor, or else the first file of the set. */
static rbk_status report(const recovery *s, const char *rule, const char *what, rbk_error *error)
{
    size_t row = 0, count = s->journal.count;
    rbk_status status = RBK_OK;
    if (!s->findings || count == 0)
        return RBK_OK;
    for (size_t i = 0; i < count; i++)
        if (s->journal.rows[i].descriptor)
            row = i;
    char *path = rbk_path_next_to(s->path, s->journal.rows[row].name);
    if (!path)
        return rbk_fail_memory(error);
    if (!rbk_findings_has(s->findings, rule, path) &&
        rbk_findings_add(s->findings, RBK_NOTE, rule, path, 0, 0, "an interrupted change of %zu file%s %s", count,
                         RBK_PLURAL(count, "", "s"), what) != RBK_OK)
        status = rbk_fail_memory(error);
    free(path);
    return status;
}

/* ------------------------------------------------------------------ completing a change */

/* A set without old files need not be completed if its files are about to be created again. */
static bool is_all_new(const rbk_journal *journal)
{
    for (size_t i = 0; i < journal->count; i++)
        if (journal->rows[i].replaces)
            return false;
    return true;
}

/* *what: what a finding says of it. */
static rbk_status finish(const recovery *s, const rbk_change *change, const char **rule, const char **what,
                         rbk_error *error)
{
    rbk_change_state state = rbk_change_look(change);
    if (state == RBK_CHANGE_UNKNOWN)
        return rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be examined");
    bool all_new = is_all_new(&s->journal);
    bool anew = s->purpose == RBK_RECOVER_TO_MAKE && state != RBK_CHANGE_AFTER && all_new && speaks_of_path(s);
    bool back = state == RBK_CHANGE_STUCK || anew;
    rbk_status status = back ? RBK_OK : rbk_change_forward(change, s->file, error);
    back = back || status == RBK_FILEEXISTS; /* also somebody's file under the name of one that was to be set aside */
    if (back)
        status = rbk_change_back(change, s->file, error);
    else if (status == RBK_OK)
        status = rbk_change_clear(change, s->file, error);
    if ((status == RBK_OK || status == RBK_FILEEXISTS) && unlinkat(s->folder, RBK_JOURNAL_NAME, 0) != 0 &&
        errno != ENOENT)
        status = rbk_fail_system(error, RBK_FILEACCESS, errno, "'" RBK_JOURNAL_NAME "' cannot be removed");
    else if (back && all_new && (status == RBK_OK || status == RBK_FILEEXISTS))
        rbk_change_drop(change);
    *rule = back ? "change.rolled-back" : "change.completed";
    *what = !back     ? "was completed: the new files have their names"
            : all_new ? "was rolled back: what there was of the new files is removed"
                      : "was rolled back: the old files have their names again";
    return status;
}

static bool is_before_or_after(const rbk_change *change)
{
    rbk_change_state state = rbk_change_look(change);
    return state == RBK_CHANGE_BEFORE || state == RBK_CHANGE_AFTER;
}

/*
 * A complete journal whose maker is gone. A read in a folder where names cannot be changed gets the new files or the old
 * ones, under whatever names they have (base/current.h), and fails only if neither set is complete.
 */
static rbk_status complete(const recovery *s, rbk_error *error)
{
    const rbk_change change = rbk_change_left(s->folder, &s->journal);
    rbk_error why;
    rbk_error_init(&why);
    const char *rule = "", *what = "";
    rbk_status status = finish(s, &change, &rule, &what, &why);
    if (status == RBK_OK)
        return report(s, rule, what, error);
    if (s->purpose == RBK_RECOVER_TO_READ && !speaks_of_path(s))
        return RBK_OK;
    rbk_change_whole side = rbk_change_side(&change);
    bool decided = status == RBK_FILEEXISTS ? is_before_or_after(&change) : side != RBK_CHANGE_NEITHER;
    if (s->purpose == RBK_RECOVER_TO_READ && decided)
        return report(s, "change.pending",
                      side == RBK_CHANGE_NEW
                          ? "cannot be completed here: the new files are read, under the names they have"
                          : "cannot be undone here: the old files are read, under the names they have",
                      error);
    if (status == RBK_FILEEXISTS)
        return rbk_fail(error, status, "'%.100s' %.300s", why.place.path, why.sentence);
    return rbk_fail_system(error, RBK_FILEACCESS, why.system_error,
                           "it is part of an interrupted change, which cannot be completed here: run 'redbook info' on "
                           "it as a user who may write to its folder");
}

/* What failed, with errno. */
static rbk_status fail_journal(const char *what, rbk_error *error)
{
    return rbk_fail_system(error, RBK_FILEACCESS, errno, "'" RBK_JOURNAL_NAME "' next to it cannot be %s", what);
}

/* A file that is not ours. Reads go on: nothing has been done by it. Where only its owner may remove it, it is the owner's. */
static rbk_status pass_foreign(const recovery *s, rbk_error *error)
{
    struct stat about, around;
    if (s->purpose == RBK_RECOVER_TO_READ)
        return RBK_OK;
    if (rbk_folder_look(s->folder, RBK_JOURNAL_NAME, &about) == 0 && fstat(s->folder, &around) == 0 &&
        (around.st_mode & S_ISVTX) && about.st_uid != 0 && about.st_uid != geteuid())
        return rbk_fail(error, RBK_FILEACCESS,
                        "'" RBK_JOURNAL_NAME "' next to it belongs to user %lu, of whom a change of files here may be "
                        "interrupted: let them run 'redbook info' on these or remove it, or write to another folder",
                        (unsigned long)about.st_uid);
    return rbk_fail(error, RBK_FILEACCESS,
                    "'" RBK_JOURNAL_NAME
                    "' next to it was not written by redbook: remove it, or write to another folder");
}

/* An incomplete journal next to files that are set aside. */
static rbk_status keep_torn(recovery *s, bool *done, rbk_error *error)
{
    const struct timespec wait = {0, WAIT_NS};
    *done = ++s->torn_looks > NEW_LOOKS;
    if (*done)
        return rbk_fail(error, RBK_FILEACCESS,
                        "the journal '" RBK_JOURNAL_NAME "' next to it is damaged, and an interrupted change cannot be "
                        "completed: rename the old files, NAME" RBK_REPLACED_SUFFIX
                        ", back or move them away, then remove the journal");
    flock(s->file, LOCK_UN);
    nanosleep(&wait, NULL);
    return RBK_OK;
}

/* An incomplete journal: its change has not begun, unless a file is set aside. */
static rbk_status recover_torn(recovery *s, bool *done, rbk_error *error)
{
    bool aside = false;
    char *name = rbk_path_folder(s->path);
    rbk_status status = name ? rbk_change_find_aside(s->folder, name, &aside, error) : rbk_fail_memory(error);
    free(name);
    if (status != RBK_OK)
        return status;
    if (aside)
        return keep_torn(s, done, error);
    if (unlinkat(s->folder, RBK_JOURNAL_NAME, 0) != 0 && errno != ENOENT && s->purpose != RBK_RECOVER_TO_READ)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "'" RBK_JOURNAL_NAME "' cannot be removed");
    return RBK_OK;
}

/* The journal is open and locked. */
static rbk_status recover_locked(recovery *s, bool *done, rbk_error *error)
{
    rbk_journal_kind kind;
    rbk_status status = read_journal(s, &kind, error);
    if (status != RBK_OK)
        return status;
    if (kind == RBK_JOURNAL_FOREIGN)
        return pass_foreign(s, error);
    if (kind == RBK_JOURNAL_WHOLE)
        return complete(s, error);
    return recover_torn(s, done, error);
}

/* ------------------------------------------------------------------ recovery */

/* Another process is at work. Calls about other files go on. */
static rbk_status wait_for_maker(recovery *s, bool *done, rbk_error *error)
{
    const struct timespec wait = {0, WAIT_NS};
    rbk_journal_kind kind = RBK_JOURNAL_FOREIGN;
    rbk_status status = s->purpose == RBK_RECOVER_TO_READ ? read_journal(s, &kind, error) : RBK_OK;
    *done =
        status != RBK_OK || (s->purpose == RBK_RECOVER_TO_READ && (kind != RBK_JOURNAL_WHOLE || !speaks_of_path(s)));
    if (!*done)
        nanosleep(&wait, NULL);
    return status;
}

/* The journal is locked; while that was waited for, another process may have removed it. */
static rbk_status recover_if_named(recovery *s, bool *done, rbk_error *error)
{
    int means = rbk_folder_means(s->folder, RBK_JOURNAL_NAME, s->file);
    *done = means != 0;
    if (means < 0)
        return fail_journal("examined", error);
    return means ? recover_locked(s, done, error) : RBK_OK;
}

/* One that may not be opened may be ours: readers ignore it, but nothing is written next to it. */
static bool is_forbidden(const recovery *s)
{
    return s->purpose != RBK_RECOVER_TO_READ && (errno == EACCES || errno == EPERM);
}

static rbk_status recover_once(recovery *s, bool *done, rbk_error *error)
{
    rbk_status status = RBK_OK;
    *done = true;
    s->file = open_journal(s);
    if (s->file < 0 && errno == ENOENT)
        return RBK_OK;
    if (s->file < 0 && (!rbk_journal_is_not_ours(errno) || is_forbidden(s)))
        return fail_journal("accessed", error);
    if (s->file < 0)
        return pass_foreign(s, error);
    if (flock(s->file, LOCK_EX | LOCK_NB) == 0)
        status = recover_if_named(s, done, error);
    else if (errno == EWOULDBLOCK)
        status = wait_for_maker(s, done, error);
    else if (s->purpose != RBK_RECOVER_TO_READ)
        status = fail_journal("locked", error);
    close(s->file);
    return status;
}

static rbk_status recover_folder_of(const char *path, rbk_recover_purpose purpose, rbk_findings *findings,
                                    rbk_error *error)
{
    recovery s = {.path = path, .purpose = purpose, .findings = findings};
    bool done = false;
    rbk_status status = RBK_OK;
    s.folder = rbk_folder_open(path);
    if (s.folder < 0 && !rbk_journal_is_not_ours(errno))
        status = rbk_fail_system(error, errno == ENOMEM ? RBK_NO_MEMORY : RBK_FILEACCESS, errno,
                                 "its folder cannot be opened");
    else if (s.folder < 0)
        return RBK_OK; /* opening the path will report why */
    for (int attempt = 0; attempt < ATTEMPTS && !done && status == RBK_OK; attempt++)
        status = recover_once(&s, &done, error);
    if (status == RBK_OK && !done)
        status = rbk_fail(error, RBK_STASHINUSE, "another redbook process is changing files in this folder");
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    rbk_journal_release(&s.journal);
    if (s.folder >= 0)
        close(s.folder);
    return status;
}

/* Output that replaces a link does not touch its target, which is only read: its permissions are kept. */
rbk_status rbk_recover_reporting(const char *path, rbk_recover_purpose purpose, rbk_findings *findings,
                                 rbk_error *error)
{
    if (!path)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    char *next = NULL;
    rbk_status status = recover_folder_of(path, purpose, findings, error);
    if (status == RBK_OK)
        status = rbk_path_follow(path, &next, error);
    for (int links = 0; next && status == RBK_OK && links < RBK_LINKS_MAX; links++) {
        char *here = next;
        next = NULL;
        status = recover_folder_of(here, RBK_RECOVER_TO_READ, findings, error);
        if (status == RBK_OK)
            status = rbk_path_follow(here, &next, error);
        free(here);
    }
    free(next);
    return status;
}

rbk_status rbk_recover(const char *path, rbk_recover_purpose purpose, rbk_error *error)
{
    return rbk_recover_reporting(path, purpose, NULL, error);
}
