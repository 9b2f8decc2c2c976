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
#include "base/folder.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define ATTEMPTS   2000
#define NEW_LOOKS  20 /* at an incomplete journal: its maker may be about to lock it */
#define LINKS_MAX  40
#define LINK_BYTES 4096
#define WAIT_NS    5000000L /* between two checks of a journal whose maker is at work; its work takes less than one */

typedef struct recovery {
    const char *path;
    rbk_recover_purpose purpose;
    int folder;
    int file; /* the journal */
    int torn_looks;
    rbk_journal journal;
} recovery;

/* ------------------------------------------------------------------ the journal */

/* RBK_JOURNAL_FOREIGN also for one that must not be used here. */
static rbk_status read_journal(recovery *s, rbk_journal_kind *kind, rbk_error *error)
{
    struct stat about, folder;
    uint8_t *bytes;
    size_t have = 0;
    *kind = RBK_JOURNAL_FOREIGN;
    if (fstat(s->file, &about) != 0 || fstat(s->folder, &folder) != 0)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "'" RBK_JOURNAL_NAME "' cannot be examined");
    bool trusted = !(folder.st_mode & S_ISVTX) || about.st_uid == geteuid() || about.st_uid == 0;
    if (!S_ISREG(about.st_mode) || !trusted || about.st_size > (off_t)RBK_JOURNAL_BYTES_MAX)
        return RBK_OK;
    bytes = malloc((size_t)about.st_size + 1);
    if (!bytes)
        return rbk_fail_memory(error);
    while (have < (size_t)about.st_size) {
        ssize_t got = pread(s->file, bytes + have, (size_t)about.st_size - have, (off_t)have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        have += (size_t)got;
    }
    rbk_journal_release(&s->journal);
    rbk_status status = rbk_journal_parse(bytes, have, kind, &s->journal, error);
    free(bytes);
    return status;
}

static int open_journal(const recovery *s)
{
    int file = openat(s->folder, RBK_JOURNAL_NAME, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0 && (errno == EACCES || errno == EROFS || errno == EPERM))
        file = openat(s->folder, RBK_JOURNAL_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    return file;
}

static bool name_means_it(const recovery *s)
{
    struct stat opened, named;
    return fstat(s->file, &opened) == 0 && rbk_folder_look(s->folder, RBK_JOURNAL_NAME, &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

static bool speaks_of_path(const recovery *s)
{
    for (size_t i = 0; i < s->journal.count; i++)
        if (strcmp(s->journal.rows[i].name, rbk_path_base(s->path)) == 0)
            return true;
    return false;
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

static rbk_status finish(const recovery *s, const rbk_change *change, rbk_change_state state, rbk_error *error)
{
    bool anew =
        s->purpose == RBK_RECOVER_TO_MAKE && state != RBK_CHANGE_AFTER && is_all_new(&s->journal) && speaks_of_path(s);
    bool back = state == RBK_CHANGE_STUCK || anew;
    rbk_status status;
    if (back) {
        status = rbk_change_back(change, s->file, error);
    } else {
        status = rbk_change_forward(change, s->file, error);
        if (status == RBK_OK)
            status = rbk_change_clear(change, error);
    }
    if ((status == RBK_OK || status == RBK_FILEEXISTS) && unlinkat(s->folder, RBK_JOURNAL_NAME, 0) != 0 &&
        errno != ENOENT)
        status = rbk_fail_system(error, RBK_FILEACCESS, errno, "'" RBK_JOURNAL_NAME "' cannot be removed");
    else if (back && is_all_new(&s->journal) && (status == RBK_OK || status == RBK_FILEEXISTS))
        rbk_change_drop(change);
    return status;
}

/*
 * A complete journal whose maker is gone. A read fails on a change that cannot be completed only if that involves the
 * file that is read, and if that file is certainly neither the old one nor the new one.
 */
static rbk_status complete(const recovery *s, rbk_error *error)
{
    const rbk_change change = {s->folder, &s->journal, false};
    rbk_error why;
    rbk_error_init(&why);
    rbk_status status = finish(s, &change, rbk_change_look(&change), &why);
    if (status == RBK_OK || (s->purpose == RBK_RECOVER_TO_READ && !speaks_of_path(s)))
        return RBK_OK;
    rbk_change_state state = rbk_change_look(&change);
    if (s->purpose == RBK_RECOVER_TO_READ && (state == RBK_CHANGE_BEFORE || state == RBK_CHANGE_AFTER))
        return RBK_OK;
    if (status == RBK_FILEEXISTS)
        return rbk_fail(error, status, "'%.100s' %.300s", why.place.path, why.sentence);
    return rbk_fail_system(error, RBK_FILEACCESS, why.system_error,
                           "it is part of an interrupted change, which cannot be completed here: run 'redbook info' on "
                           "it as a user who may write to its folder");
}

/* The system is out of a resource: whether there is a journal is unknown, which must be reported. */
static bool is_shortage(int code)
{
    return code == EMFILE || code == ENFILE || code == ENOMEM || code == EIO;
}

/* A file that is not ours. Reads go on: nothing has been done by it. */
static rbk_status pass_foreign(const recovery *s, rbk_error *error)
{
    if (s->purpose == RBK_RECOVER_TO_READ)
        return RBK_OK;
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
    if (rbk_change_may_stand_aside(s->folder))
        return keep_torn(s, done, error);
    if (unlinkat(s->folder, RBK_JOURNAL_NAME, 0) != 0 && errno != ENOENT && s->purpose != RBK_RECOVER_TO_READ)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "'" RBK_JOURNAL_NAME "' cannot be removed");
    return RBK_OK;
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

static rbk_status recover_once(recovery *s, bool *done, rbk_error *error)
{
    rbk_status status = RBK_OK;
    *done = true;
    s->file = open_journal(s);
    if (s->file < 0 && is_shortage(errno))
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "'" RBK_JOURNAL_NAME "' next to it cannot be accessed");
    if (s->file < 0)
        return errno == ENOENT ? RBK_OK : pass_foreign(s, error);
    if (flock(s->file, LOCK_EX | LOCK_NB) != 0) {
        status = errno == EWOULDBLOCK ? wait_for_maker(s, done, error) : pass_foreign(s, error);
    } else {
        *done = name_means_it(s);
        if (*done)
            status = recover_locked(s, done, error);
    }
    close(s->file);
    return status;
}

static rbk_status recover_folder_of(const char *path, rbk_recover_purpose purpose, rbk_error *error)
{
    recovery s = {.path = path, .purpose = purpose};
    bool done = false;
    rbk_status status = RBK_OK;
    s.folder = rbk_folder_open(path);
    if (s.folder < 0 && is_shortage(errno))
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

/* The target of the link at path, from its text. NULL: path is not a link. RBK_NO_MEMORY. */
static rbk_status follow(const char *path, char **next, rbk_error *error)
{
    char text[LINK_BYTES];
    *next = NULL;
    ssize_t length = readlink(path, text, sizeof text - 1);
    if (length <= 0)
        return RBK_OK;
    text[length] = '\0';
    *next = text[0] == '/' ? strdup(text) : rbk_path_next_to(path, text);
    return *next ? RBK_OK : rbk_fail_memory(error);
}

/* Output that replaces a link does not touch its target, which is only read: its permissions are kept. */
rbk_status rbk_recover(const char *path, rbk_recover_purpose purpose, rbk_error *error)
{
    char *next = NULL;
    rbk_status status = recover_folder_of(path, purpose, error);
    if (status == RBK_OK)
        status = follow(path, &next, error);
    for (int links = 0; next && status == RBK_OK && links < LINKS_MAX; links++) {
        char *here = next;
        next = NULL;
        status = recover_folder_of(here, RBK_RECOVER_TO_READ, error);
        if (status == RBK_OK)
            status = follow(here, &next, error);
        free(here);
    }
    free(next);
    return status;
}
