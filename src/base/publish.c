/*
 * New files get their names, all of a set in one step (base/change.h says how).
 *
 * The journal has one name in a folder and is created with O_EXCL, so that one set changes at a time; its lock says
 * that its maker is still at work. It is written in place: one without an end, or with a wrong checksum, was never
 * committed, and nothing has been done by it - unless it was damaged later, which files set aside show (recover.c).
 *
 * A single file needs no journal: a rename replaces it or, without replace, refuses to.
 */
#include "base/publish.h"

#include "base/change.h"
#include "base/fail.h"
#include "base/folder.h"
#include "base/path.h"
#include "base/unfinished.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define ATTEMPTS      64
#define ASIDE_NUMBERS 1000
#define NOT_OPEN      (-1)
#define LOCK_WAIT_NS  1000000L

/* A set that is being published. */
typedef struct publication {
    rbk_unfinished **files; /* descriptor last */
    size_t count;
    bool has_descriptor;
    const char *removed; /* NULL: nothing is */
    int folder;
    rbk_journal journal;
    rbk_bytes text; /* of the journal */
    int journal_file;
} publication;

/* Replaces the plain file name in the error by the path that the caller knows. */
static void complete_path(const publication *p, rbk_error *error)
{
    if (!error)
        return;
    for (size_t i = 0; i < p->count; i++)
        if (strcmp(error->place.path, rbk_path_base(p->files[i]->target)) == 0) {
            error->place.path[0] = '\0';
            rbk_error_set_path(error, p->files[i]->target);
            return;
        }
    const bool removed = p->removed && strcmp(error->place.path, rbk_path_base(p->removed)) == 0;
    if (removed)
        error->place.path[0] = '\0';
    rbk_error_set_path(error, removed ? p->removed : p->files[p->count - 1]->target);
}

/* ------------------------------------------------------------------ one file */

static rbk_status fail_gone(rbk_error *error)
{
    return rbk_fail(error, RBK_FILESYSTEM, "its unfinished file has been removed");
}

/* The unfinished file still has its name, and no other file has. */
static rbk_status check_there(const publication *p, const rbk_unfinished *file, rbk_error *error)
{
    int means = rbk_folder_means(p->folder, rbk_path_base(file->stash), file->descriptor);
    if (means < 0)
        return rbk_fail_system(error, RBK_FILESYSTEM, errno, "its unfinished file cannot be examined");
    return means ? RBK_OK : fail_gone(error);
}

static rbk_status publish_alone(const publication *p, rbk_error *error)
{
    rbk_unfinished *file = p->files[0];
    const char *from = rbk_path_base(file->stash), *to = rbk_path_base(file->target);
    rbk_status status = rbk_path_check_target(file->target, file->replace, error);
    if (status == RBK_OK)
        status = check_there(p, file, error);
    if (status != RBK_OK)
        return status;
    int moved = file->replace ? renameat(p->folder, from, p->folder, to) : rbk_folder_move(p->folder, from, to);
    if (moved != 0)
        return errno == EEXIST ? rbk_fail(error, RBK_FILEEXISTS, "already exists")
                               : rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be renamed to its final name");
    file->published = true;
    if (rbk_folder_flush(p->folder, file->descriptor) == 0)
        return RBK_OK;
    int code = errno;
    if (!file->replace && rbk_folder_move(p->folder, to, from) == 0) {
        file->published = false;
        return rbk_fail_system(error, RBK_FILESYSTEM, code, "its folder cannot be synced to the disk");
    }
    return rbk_fail_system(error, RBK_PARTIAL_CHANGE, code, "is written, but its folder cannot be synced to the disk");
}

/* ------------------------------------------------------------------ the journal */

static rbk_status fill_row(const publication *p, size_t i, rbk_error *error)
{
    const rbk_unfinished *file = p->files[i];
    rbk_journal_row *row = &p->journal.rows[i];
    struct stat fresh, old;
    rbk_status status = rbk_path_check_in_set(file->target, error);
    if (status != RBK_OK)
        return status;
    snprintf(row->name, sizeof row->name, "%s", rbk_path_base(file->target));
    status = check_there(p, file, error);
    if (status != RBK_OK)
        return status;
    if (fstat(file->descriptor, &fresh) != 0)
        return rbk_fail_system(error, RBK_FILESYSTEM, errno, "its unfinished file cannot be examined");
    row->descriptor = p->has_descriptor && i + 1 == p->count;
    rbk_file_mark_take(&fresh, &row->fresh);
    row->replaces = rbk_folder_look(p->folder, row->name, &old) == 0;
    if (!row->replaces)
        return errno == ENOENT ? RBK_OK : rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be examined");
    rbk_file_mark_take(&old, &row->old);
    return rbk_path_check_target(file->target, file->replace, error);
}

/* The last row, which there is only if the file is there. */
static rbk_status fill_removed(publication *p, rbk_error *error)
{
    rbk_journal_row *row = &p->journal.rows[p->count];
    struct stat old;
    if (!p->removed)
        return RBK_OK;
    if (strlen(rbk_path_base(p->removed)) >= sizeof row->name)
        return rbk_fail(error, RBK_FILEACCESS, "its name has %zu bytes, expected at most %zu",
                        strlen(rbk_path_base(p->removed)), sizeof row->name - 1);
    snprintf(row->name, sizeof row->name, "%s", rbk_path_base(p->removed));
    if (rbk_folder_look(p->folder, row->name, &old) != 0)
        return errno == ENOENT ? RBK_OK : rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be examined");
    if (!S_ISREG(old.st_mode) && !S_ISLNK(old.st_mode))
        return rbk_fail(error, RBK_FILEACCESS, "is no longer a file");
    row->removes = row->replaces = true;
    rbk_file_mark_take(&old, &row->old);
    p->journal.count++;
    return RBK_OK;
}

/* The first number with which no file of the set meets one that was set aside earlier. */
static rbk_status choose_aside(publication *p, rbk_error *error)
{
    struct stat there;
    char name[RBK_NAME_BYTES];
    for (unsigned number = 0; number < ASIDE_NUMBERS; number++) {
        bool is_free = true;
        for (size_t i = 0; i < p->journal.count && is_free; i++) {
            rbk_change_aside_name(p->journal.rows[i].name, number, name);
            is_free = rbk_folder_look(p->folder, name, &there) != 0;
            if (is_free && errno != ENOENT)
                return rbk_fail_system(error, RBK_FILEACCESS, errno, "'%s' cannot be examined", name);
        }
        if (is_free) {
            p->journal.aside = number;
            return RBK_OK;
        }
    }
    return rbk_fail(error, RBK_FILEACCESS, "expected a free name that ends in '" RBK_REPLACED_SUFFIX "', found none");
}

static rbk_status make_text(publication *p, rbk_error *error)
{
    rbk_status status = rbk_journal_make(p->count + 1, &p->journal, error);
    p->journal.count = status == RBK_OK ? p->count : 0;
    for (size_t i = 0; i < p->count && status == RBK_OK; i++) {
        status = fill_row(p, i, error);
        if (status != RBK_OK)
            rbk_error_set_path(error, p->files[i]->target);
    }
    if (status == RBK_OK && (status = fill_removed(p, error)) != RBK_OK)
        rbk_error_set_path(error, p->removed);
    if (status == RBK_OK)
        status = choose_aside(p, error);
    return status == RBK_OK ? rbk_journal_format(&p->journal, &p->text, error) : status;
}

/* A process that recovers the folder may have found the new journal before it was locked, and reads it for a moment. */
static int lock_soon(int file)
{
    const struct timespec wait = {0, LOCK_WAIT_NS};
    int locked = flock(file, LOCK_EX | LOCK_NB);
    for (int attempt = 0; attempt < ATTEMPTS && locked != 0 && errno == EWOULDBLOCK; attempt++) {
        nanosleep(&wait, NULL);
        locked = flock(file, LOCK_EX | LOCK_NB);
    }
    return locked;
}

/* Locks a journal that was just created. *ours is false where another process has it, or has removed it. */
static rbk_status lock_journal(const publication *p, int file, bool *ours, rbk_error *error)
{
    int means = 0;
    *ours = false;
    if (lock_soon(file) == 0)
        means = rbk_folder_means(p->folder, RBK_JOURNAL_NAME, file);
    else if (errno != EWOULDBLOCK)
        means = -1;
    *ours = means > 0;
    if (means >= 0)
        return RBK_OK;
    rbk_status status = rbk_fail_system(error, RBK_FILEACCESS, errno, "'" RBK_JOURNAL_NAME "' cannot be locked");
    (void)unlinkat(p->folder, RBK_JOURNAL_NAME, 0);
    return status;
}

/* Creates the journal, empty and locked. An existing one is recovered first. */
static rbk_status open_journal(publication *p, rbk_error *error)
{
    const rbk_unfinished *last = p->files[p->count - 1];
    rbk_status status = RBK_OK;
    for (int attempt = 0; attempt < ATTEMPTS && status == RBK_OK; attempt++) {
        int file =
            openat(p->folder, RBK_JOURNAL_NAME, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, (mode_t)0666);
        if (file < 0 && errno != EEXIST)
            return rbk_fail_system(error, RBK_FILEACCESS, errno, "'" RBK_JOURNAL_NAME "' cannot be created");
        bool ours = false;
        if (file >= 0)
            status = lock_journal(p, file, &ours, error);
        if (ours) {
            p->journal_file = file;
            return RBK_OK;
        }
        if (file >= 0)
            close(file);
        else
            status = rbk_recover(last->target, last->replace ? RBK_RECOVER_TO_REPLACE : RBK_RECOVER_TO_MAKE, error);
    }
    return status == RBK_OK
               ? rbk_fail(error, RBK_STASHINUSE, "another redbook process is changing files in this folder")
               : status;
}

/* Whoever may read a file of the set may have to read it through the journal. What cannot be had is no failure. */
static void let_readers_see(const publication *p)
{
    struct stat about;
    mode_t mode = fstat(p->journal_file, &about) == 0 ? about.st_mode & (mode_t)0777 : S_IRUSR | S_IWUSR, more = mode;
    for (size_t i = 0; i < p->count; i++)
        if (fstat(p->files[i]->descriptor, &about) == 0)
            more |= about.st_mode & (S_IRUSR | S_IRGRP | S_IROTH);
    if (more != mode)
        (void)fchmod(p->journal_file, more);
}

/*
 * The commit point is its last flush. The names of the unfinished files and of the journal itself are on the disk before
 * anything is in it: a complete journal that names files that were lost would be treated as one that was completed.
 */
static rbk_status write_journal(const publication *p, rbk_error *error)
{
    size_t written = 0;
    if (rbk_folder_flush(p->folder, p->journal_file) != 0)
        return rbk_fail_system(error, RBK_FILESYSTEM, errno, "its folder cannot be synced to the disk");
    while (written < p->text.size) {
        ssize_t done = write(p->journal_file, p->text.data + written, p->text.size - written);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return rbk_fail_system(error, RBK_FILESYSTEM, errno, "'" RBK_JOURNAL_NAME "' cannot be written");
        written += (size_t)done;
    }
    let_readers_see(p);
    if (fsync(p->journal_file) != 0)
        return rbk_fail_system(error, RBK_FILESYSTEM, errno, "'" RBK_JOURNAL_NAME "' cannot be synced to the disk");
    return RBK_OK;
}

static void remove_journal(const publication *p)
{
    if (rbk_folder_means(p->folder, RBK_JOURNAL_NAME, p->journal_file) != 0) /* it is locked: nobody else removes it */
        (void)unlinkat(p->folder, RBK_JOURNAL_NAME, 0);
}

/* ------------------------------------------------------------------ the set */

static void mark_published(const publication *p)
{
    for (size_t i = 0; i < p->count; i++)
        p->files[i]->published = true;
}

/* A failure after the commit point. A set that cannot be undone is left to its journal, with all files. */
static rbk_status take_back(const publication *p, const rbk_change *change, rbk_status failure, rbk_error *error)
{
    rbk_error why;
    rbk_error_init(&why);
    rbk_status status = rbk_change_back(change, p->journal_file, &why);
    if (status != RBK_PARTIAL_CHANGE)
        remove_journal(p);
    if (status == RBK_OK)
        return failure;
    if (status == RBK_PARTIAL_CHANGE)
        mark_published(p);
    why.status = RBK_PARTIAL_CHANGE;
    if (error)
        *error = why;
    return RBK_PARTIAL_CHANGE;
}

static rbk_status change_names(const publication *p, rbk_error *error)
{
    const rbk_change change = {.folder = p->folder, .journal = &p->journal, .is_ours = true};
    bool complete = false;
    rbk_status status = rbk_change_forward(&change, p->journal_file, error);
    if (status == RBK_OK)
        status = rbk_change_is_complete(&change, &complete, error);
    if (status == RBK_OK && !complete)
        status = fail_gone(error);
    if (status != RBK_OK)
        return take_back(p, &change, status, error);
    mark_published(p);
    if (rbk_change_clear(&change, p->journal_file, error) != RBK_OK) {
        if (error)
            error->status = RBK_PARTIAL_CHANGE;
        return RBK_PARTIAL_CHANGE;
    }
    remove_journal(p);
    return RBK_OK;
}

static rbk_status publish_set(publication *p, rbk_error *error)
{
    rbk_status status = open_journal(p, error);
    if (status != RBK_OK)
        return status;
    status = make_text(p, error);
    if (status == RBK_OK)
        status = write_journal(p, error);
    if (status == RBK_OK)
        status = change_names(p, error);
    else
        remove_journal(p);
    close(p->journal_file); /* releases the lock too */
    return status;
}

static bool is_next_to(const char *first, const char *other)
{
    const size_t length = (size_t)(rbk_path_base(first) - first);
    return (size_t)(rbk_path_base(other) - other) == length && memcmp(first, other, length) == 0;
}

static bool in_one_folder(const publication *p)
{
    bool is_one = !p->removed || is_next_to(p->files[0]->target, p->removed);
    for (size_t i = 1; i < p->count && is_one; i++)
        is_one = is_next_to(p->files[0]->target, p->files[i]->target);
    return is_one;
}

rbk_status rbk_publish(rbk_unfinished *const *files, size_t count, rbk_unfinished *descriptor, rbk_error *error)
{
    return rbk_publish_without(NULL, files, count, descriptor, error);
}

rbk_status rbk_publish_without(const char *removed, rbk_unfinished *const *files, size_t count,
                               rbk_unfinished *descriptor, rbk_error *error)
{
    publication p = {.count = count + (descriptor ? 1 : 0),
                     .has_descriptor = descriptor,
                     .removed = removed,
                     .journal_file = NOT_OPEN};
    if (removed && !descriptor)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a descriptor, which no longer names the removed file");
    if (p.count == 0)
        return RBK_OK;
    if (p.count + (removed ? 1 : 0) > RBK_JOURNAL_ROWS_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected at most %d files in one step, found %zu",
                        RBK_JOURNAL_ROWS_MAX, p.count + (removed ? 1 : 0));
    p.files = calloc(p.count, sizeof(rbk_unfinished *));
    if (!p.files)
        return rbk_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        p.files[i] = files[i];
    if (descriptor)
        p.files[count] = descriptor;
    rbk_status status =
        in_one_folder(&p) ? RBK_OK : rbk_fail(error, RBK_INVALID_ARGUMENT, "expected all files in one folder");
    p.folder = status == RBK_OK ? rbk_folder_open(p.files[0]->target) : NOT_OPEN;
    if (status == RBK_OK && p.folder < 0)
        status = rbk_fail_system(error, errno == ENOMEM ? RBK_NO_MEMORY : RBK_FILEACCESS, errno,
                                 "its folder cannot be opened");
    if (status == RBK_OK)
        status = p.count == 1 && !removed ? publish_alone(&p, error) : publish_set(&p, error);
    if (status != RBK_OK)
        complete_path(&p, error);
    if (p.folder >= 0)
        close(p.folder);
    rbk_bytes_release(&p.text);
    rbk_journal_release(&p.journal);
    free(p.files);
    return status;
}
