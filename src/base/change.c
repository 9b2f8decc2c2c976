/*
 * The steps of a change of a set of files. What has been done is determined from the folder, never from memory.
 */
#include "base/change.h"

#include "base/entries.h"
#include "base/fail.h"
#include "base/folder.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* One row and the state of its three names. */
typedef struct place {
    const rbk_journal_row *row;
    char stash[RBK_NAME_BYTES];
    char aside[RBK_NAME_BYTES];
    bool fresh_waits; /* the new file has the unfinished file's name */
    bool named;       /* something has the target's name */
    bool named_old;   /* it is what the set replaces */
    bool named_new;   /* it is the new file */
    bool old_aside;   /* what the set replaces is set aside */
    bool is_due;      /* of a file that is removed: the set has not come to what follows its removal */
} place;

void rbk_change_aside_name(const char *name, unsigned number, char aside[RBK_NAME_BYTES])
{
    char suffix[sizeof RBK_REPLACED_SUFFIX + 16];
    if (number == 0)
        snprintf(suffix, sizeof suffix, RBK_REPLACED_SUFFIX);
    else
        snprintf(suffix, sizeof suffix, RBK_REPLACED_SUFFIX "-%u", number);
    rbk_path_temporary_name(name, suffix, aside);
}

/* True for names of files that are set aside: a name, the suffix, and an optional number. */
static bool is_aside_name(const char *name)
{
    size_t length = strlen(name), digits = 0;
    const char *suffix = NULL;
    while (digits < length && isdigit((unsigned char)name[length - digits - 1]))
        digits++;
    if (digits > 0 && digits < length && name[length - digits - 1] == '-')
        length -= digits + 1;
    if (length > strlen(RBK_REPLACED_SUFFIX))
        suffix = name + length - strlen(RBK_REPLACED_SUFFIX);
    return suffix && strncmp(suffix, RBK_REPLACED_SUFFIX, strlen(RBK_REPLACED_SUFFIX)) == 0;
}

rbk_status rbk_change_find_aside(int folder, const char *name, bool *found, rbk_error *error)
{
    rbk_entries *entries = NULL;
    rbk_status status = rbk_entries_open_descriptor(folder, name, false, &entries, error);
    *found = !entries;
    for (const char *entry; !*found && (entry = rbk_entries_next(entries));)
        *found = is_aside_name(entry);
    const rbk_status ended = rbk_entries_close(entries, status == RBK_OK ? error : NULL);
    return status == RBK_OK ? ended : status;
}

/*
 * A name that other files may have too: only the very file that was marked counts, unchanged since. A maker does not look
 * at the time, which another clock may have given.
 */
static bool is_the_one(const rbk_change *change, const rbk_file_mark *mark, const struct stat *about)
{
    if (mark->bytes != (int64_t)about->st_size || (!change->is_ours && !rbk_file_mark_has_time(mark, about)))
        return false;
    return change->renumbered || mark->inode == (uint64_t)about->st_ino;
}

/* Two names of one file, of which a move by link and unlink may have left both. */
static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_dev == b->st_dev;
}

/* Whether a file has the name: 1 or 0; -1 with errno if that cannot be determined. */
static int is_there(const rbk_change *change, const char *name, struct stat *about)
{
    if (rbk_folder_look(change->folder, name, about) == 0)
        return 1;
    return errno == ENOENT ? 0 : -1;
}

/* A name that only our files have: the marked file, but for its number. */
static bool has_other_number(int folder, const char *name, const rbk_file_mark *mark)
{
    struct stat about;
    return rbk_folder_look(folder, name, &about) == 0 && S_ISREG(about.st_mode) &&
           mark->bytes == (int64_t)about.st_size && mark->inode != (uint64_t)about.st_ino &&
           rbk_file_mark_has_time(mark, &about);
}

rbk_change rbk_change_left(int folder, const rbk_journal *journal)
{
    rbk_change change = {.folder = folder, .journal = journal};
    for (size_t i = 0; i < journal->count && !change.renumbered; i++) {
        char name[RBK_NAME_BYTES];
        const rbk_journal_row *row = &journal->rows[i];
        rbk_path_temporary_name(row->name, RBK_STASH_SUFFIX, name);
        change.renumbered = !row->removes && has_other_number(folder, name, &row->fresh);
        rbk_change_aside_name(row->name, journal->aside, name);
        change.renumbered = change.renumbered || (row->replaces && has_other_number(folder, name, &row->old));
    }
    return change;
}

/* An unfinished file, not a link. */
static bool is_waiting(const rbk_change *change, const struct stat *about, const rbk_file_mark *mark)
{
    if (!S_ISREG(about->st_mode))
        return false;
    return change->is_ours ? is_the_one(change, mark, about) : rbk_file_mark_is(mark, about);
}

/*
 * 0, or -1 with errno. The name of a file set aside was free when it was chosen. On an overlay file system a file may get
 * another number when it is moved.
 */
static int look_at_names(const rbk_change *change, size_t i, place *p)
{
    struct stat waits, aside, named;
    *p = (place){.row = &change->journal->rows[i]};
    rbk_path_temporary_name(p->row->name, RBK_STASH_SUFFIX, p->stash);
    rbk_change_aside_name(p->row->name, change->journal->aside, p->aside);
    int has_stash = p->row->removes ? 0 : is_there(change, p->stash, &waits);
    int has_aside = has_stash >= 0 && p->row->replaces ? is_there(change, p->aside, &aside) : 0;
    int has_name = has_stash >= 0 && has_aside >= 0 ? is_there(change, p->row->name, &named) : -1;
    if (has_name < 0)
        return -1;
    p->fresh_waits = has_stash && is_waiting(change, &waits, &p->row->fresh);
    p->old_aside = has_aside && rbk_file_mark_is(&p->row->old, &aside);
    p->named = has_name;
    p->named_new = p->named && !p->row->removes && is_the_one(change, &p->row->fresh, &named) &&
                   (!p->fresh_waits || is_same_file(&waits, &named));
    p->named_old = p->named && p->row->replaces && !p->named_new && is_the_one(change, &p->row->old, &named);
    return 0;
}

/* Whether a new descriptor has yet to get its name: 1 or 0; -1 with errno. *row: it, or the last one. */
static int descriptor_waits(const rbk_change *change, const rbk_journal_row **row)
{
    bool waits = false;
    for (size_t i = 0; i < change->journal->count && !waits; i++) {
        place p;
        if (!change->journal->rows[i].descriptor)
            continue;
        *row = &change->journal->rows[i];
        if (look_at_names(change, i, &p) != 0)
            return -1;
        waits = p.fresh_waits && !p.named_new;
    }
    return waits;
}

/*
 * The same. A file is removed before the descriptor gets its name: what has the name later was put there, even with the
 * properties of the removed one, whose inode number is free, or which has other names. After a failure p->row is the row
 * that cannot be examined.
 */
static int look(const rbk_change *change, size_t i, place *p)
{
    const rbk_journal_row *descriptor = NULL;
    int waits = look_at_names(change, i, p);
    if (waits == 0 && p->row->removes && p->named) {
        waits = descriptor_waits(change, &descriptor);
        p->is_due = waits > 0;
        p->row = waits < 0 ? descriptor : p->row;
    }
    return waits < 0 ? -1 : 0;
}

static rbk_status look_or_fail(const rbk_change *change, size_t i, place *p, rbk_error *error)
{
    if (look(change, i, p) == 0)
        return RBK_OK;
    rbk_status status = rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be examined");
    rbk_error_set_path(error, p->row->name);
    return status;
}

/* ------------------------------------------------------------------ state */

/* What the new set has to do with the name is not yet done. */
static bool is_to_do(const place *p)
{
    return p->row->removes ? p->is_due && p->named_old : p->fresh_waits;
}

/*
 * A file that waits needs its name free, or used by what it replaces; one that does not wait must have had its name. One that
 * is to be removed must be known, or set aside: what somebody puts under its name then is theirs.
 */
static bool can_go_on(const place *p)
{
    if (p->row->removes)
        return !p->is_due || p->named_old || p->old_aside;
    if (p->fresh_waits)
        return !p->named || p->named_old || p->named_new;
    return !p->named_old && (p->named || !p->old_aside);
}

rbk_change_state rbk_change_look(const rbk_change *change)
{
    bool before = true, after = true;
    for (size_t i = 0; i < change->journal->count; i++) {
        place p;
        if (look(change, i, &p) != 0)
            return RBK_CHANGE_UNKNOWN;
        if (!can_go_on(&p))
            return RBK_CHANGE_STUCK;
        before = before && is_to_do(&p) && !p.named_new && (p.named_old || !p.row->replaces);
        after = after && !is_to_do(&p);
    }
    return after ? RBK_CHANGE_AFTER : before ? RBK_CHANGE_BEFORE : RBK_CHANGE_BETWEEN;
}

/* What is set aside gets its name again, unless a file that is not ours has it. */
static bool old_is_there(const place *p)
{
    return !p->row->replaces || p->named_old || (p->old_aside && (!p->named || p->named_new));
}

rbk_change_whole rbk_change_side(const rbk_change *change)
{
    rbk_change_state state = rbk_change_look(change);
    if (state != RBK_CHANGE_STUCK)
        return state == RBK_CHANGE_UNKNOWN ? RBK_CHANGE_UNSEEN : RBK_CHANGE_NEW;
    for (size_t i = 0; i < change->journal->count; i++) {
        place p;
        if (look(change, i, &p) != 0)
            return RBK_CHANGE_UNSEEN;
        if (!old_is_there(&p))
            return RBK_CHANGE_NEITHER;
    }
    return RBK_CHANGE_OLD;
}

int rbk_change_name_now(const rbk_change *change, const char *name, char now[RBK_NAME_BYTES], const char **found)
{
    place p;
    size_t i = 0;
    rbk_change_whole side = rbk_change_side(change);
    *found = name;
    while (i < change->journal->count && strcmp(change->journal->rows[i].name, name) != 0)
        i++;
    if (i == change->journal->count || side == RBK_CHANGE_NEITHER)
        return 0;
    if (side == RBK_CHANGE_UNSEEN || look(change, i, &p) != 0)
        return errno;
    bool moved = side == RBK_CHANGE_NEW ? p.fresh_waits && !p.named_new : p.old_aside && !p.named_old;
    if (moved) {
        snprintf(now, RBK_NAME_BYTES, "%s", side == RBK_CHANGE_NEW ? p.stash : p.aside);
        *found = now;
    }
    if (side == RBK_CHANGE_NEW ? p.row->removes && (is_to_do(&p) || !p.named) : !p.row->replaces && p.named_new)
        *found = NULL;
    return 0;
}

rbk_status rbk_change_is_complete(const rbk_change *change, bool *complete, rbk_error *error)
{
    rbk_status status = RBK_OK;
    *complete = true;
    for (size_t i = 0; i < change->journal->count && *complete && status == RBK_OK; i++) {
        place p;
        status = look_or_fail(change, i, &p, error);
        *complete = status == RBK_OK && (p.row->removes ? !is_to_do(&p) : p.named_new);
    }
    return status;
}

/* ------------------------------------------------------------------ forward */

static rbk_status fail_name(const char *name, rbk_error *error)
{
    rbk_status status = errno == EEXIST ? rbk_fail(error, RBK_FILEEXISTS, "already exists")
                                        : rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be renamed");
    rbk_error_set_path(error, name);
    return status;
}

/*
 * A payload keeps its name until the new one takes it: what is set aside is a second name of the file. Where there are no
 * links, and for a descriptor and what is removed, it is moved.
 */
static int move_aside(const rbk_change *change, const place *p)
{
    const char *name = p->row->name;
    const bool keeps_name = !p->row->descriptor && !p->row->removes;
    if (keeps_name && (p->old_aside || linkat(change->folder, name, change->folder, p->aside, 0) == 0))
        return 0;
    if (keeps_name && !rbk_folder_cannot_link(errno))
        return -1;
    return rbk_folder_move(change->folder, name, p->aside);
}

/* A file that did not exist when the set was made belongs to somebody else. */
static rbk_status set_aside(const rbk_change *change, const place *p, rbk_error *error)
{
    if (!is_to_do(p) || !p->named || p->named_new)
        return RBK_OK;
    if (!p->named_old) {
        errno = EEXIST;
        return fail_name(p->row->name, error);
    }
    return move_aside(change, p) == 0 ? RBK_OK : fail_name(p->row->name, error);
}

/* The old file's name, which it has twice, is taken by a rename that replaces it; any other must be free. */
static rbk_status give_name(const rbk_change *change, size_t i, rbk_error *error)
{
    place p;
    rbk_status status = look_or_fail(change, i, &p, error);
    if (status != RBK_OK || !p.fresh_waits)
        return status;
    int moved = p.named_old && p.old_aside ? renameat(change->folder, p.stash, change->folder, p.row->name)
                                           : rbk_folder_move(change->folder, p.stash, p.row->name);
    return moved == 0 ? RBK_OK : fail_name(p.row->name, error);
}

static rbk_status forward_descriptors(const rbk_change *change, bool aside, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < change->journal->count && status == RBK_OK; i++) {
        place p;
        if (!change->journal->rows[i].descriptor)
            continue;
        status = look_or_fail(change, i, &p, error);
        if (status == RBK_OK)
            status = aside ? set_aside(change, &p, error) : give_name(change, i, error);
    }
    return status;
}

/* Those that replace something, or those that do not. */
static rbk_status forward_payloads(const rbk_change *change, bool replaces, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < change->journal->count && status == RBK_OK; i++) {
        place p;
        const rbk_journal_row *row = &change->journal->rows[i];
        if (row->descriptor || row->replaces != replaces)
            continue;
        status = look_or_fail(change, i, &p, error);
        if (status == RBK_OK)
            status = set_aside(change, &p, error);
        if (status == RBK_OK)
            status = give_name(change, i, error);
    }
    return status;
}

/* failure: the status of a folder that cannot be synced. */
static rbk_status flush(const rbk_change *change, int file, rbk_status failure, rbk_error *error)
{
    if (rbk_folder_flush(change->folder, file) == 0)
        return RBK_OK;
    return rbk_fail_system(error, failure, errno, "the folder cannot be synced to the disk");
}

/* Without one nothing names the other files, and their order does not matter. */
static bool has_descriptor(const rbk_change *change)
{
    bool found = false;
    for (size_t i = 0; i < change->journal->count; i++)
        found = found || change->journal->rows[i].descriptor;
    return found;
}

rbk_status rbk_change_forward(const rbk_change *change, int file, rbk_error *error)
{
    bool described = has_descriptor(change);
    rbk_status status = forward_descriptors(change, true, error);
    if (status == RBK_OK && described)
        status = flush(change, file, RBK_FILESYSTEM, error);
    if (status == RBK_OK)
        status = forward_payloads(change, false, error);
    if (status == RBK_OK)
        status = forward_payloads(change, true, error);
    if (status == RBK_OK && described)
        status = flush(change, file, RBK_FILESYSTEM, error);
    if (status == RBK_OK)
        status = forward_descriptors(change, false, error);
    return status == RBK_OK ? flush(change, file, RBK_FILESYSTEM, error) : status;
}

rbk_status rbk_change_clear(const rbk_change *change, int file, rbk_error *error)
{
    bool removed = false;
    for (size_t i = 0; i < change->journal->count; i++) {
        place p;
        rbk_status status = look_or_fail(change, i, &p, error);
        if (status != RBK_OK)
            return status;
        if (p.old_aside && unlinkat(change->folder, p.aside, 0) != 0 && errno != ENOENT) {
            rbk_fail_system(error, RBK_FILESYSTEM, errno, "the replaced file cannot be removed");
            rbk_error_set_path(error, p.aside);
            return RBK_FILESYSTEM;
        }
        removed = removed || p.old_aside;
    }
    return removed ? flush(change, file, RBK_FILESYSTEM, error) : RBK_OK;
}

/* ------------------------------------------------------------------ back */

/* Frees the name. A move by links may have left both names. */
static int withdraw(const rbk_change *change, const place *p)
{
    if (!p->named_new)
        return 0;
    return p->fresh_waits ? unlinkat(change->folder, p->row->name, 0)
                          : rbk_folder_move(change->folder, p->row->name, p->stash);
}

/* The old payload takes its name from the new one, which keeps the unfinished one's. False where that cannot be done. */
static bool take_name_back(const rbk_change *change, const place *p)
{
    if (p->row->descriptor || !p->named_new || !p->old_aside)
        return false;
    if (!p->fresh_waits && linkat(change->folder, p->row->name, change->folder, p->stash, 0) != 0)
        return false;
    return renameat(change->folder, p->aside, change->folder, p->row->name) == 0;
}

/* The result of undoing one row. */
typedef enum returned { RETURNED, RETURNED_WITHOUT_NAME, NOT_RETURNED } returned;

static returned back_one(const rbk_change *change, size_t i)
{
    place p;
    if (look(change, i, &p) != 0)
        return NOT_RETURNED;
    if (take_name_back(change, &p))
        return RETURNED;
    if (look(change, i, &p) != 0 || withdraw(change, &p) != 0)
        return NOT_RETURNED;
    if (p.old_aside && rbk_folder_move(change->folder, p.aside, p.row->name) != 0)
        return errno == EEXIST ? RETURNED_WITHOUT_NAME : NOT_RETURNED;
    return RETURNED;
}

/* The descriptor that stays aside with a file that it names: an empty string if there is none. */
static void descriptor_aside(const rbk_change *change, const char *name, char aside[RBK_NAME_BYTES])
{
    aside[0] = '\0';
    for (size_t i = 0; i < change->journal->count && !aside[0]; i++) {
        place p;
        const rbk_journal_row *row = &change->journal->rows[i];
        if (row->descriptor && strcmp(row->name, name) != 0 && look(change, i, &p) == 0 && p.old_aside)
            snprintf(aside, RBK_NAME_BYTES, "%s", p.aside);
    }
}

static rbk_status report_return(const rbk_change *change, size_t i, returned what, rbk_error *error)
{
    const char *name = change->journal->rows[i].name;
    char aside[RBK_NAME_BYTES], descriptor[RBK_NAME_BYTES];
    rbk_status status = RBK_PARTIAL_CHANGE;
    int code = errno;
    rbk_change_aside_name(name, change->journal->aside, aside);
    descriptor_aside(change, name, descriptor);
    errno = code;
    if (what == NOT_RETURNED)
        rbk_fail_system(
            error, status, errno,
            "could be neither completed nor restored; the next command that opens it will complete the change");
    else if (descriptor[0])
        status = rbk_fail(error, RBK_FILEEXISTS,
                          "was created by another program meanwhile; the previous files are '%.150s' and '%.150s'",
                          aside, descriptor);
    else
        status = rbk_fail(error, RBK_FILEEXISTS, "was created by another program meanwhile; the previous file is '%s'",
                          aside);
    rbk_error_set_path(error, name);
    return status;
}

/* All descriptors, or all other files, in reverse order. A lost name does not stop it. */
static rbk_status back_each(const rbk_change *change, bool descriptors, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = change->journal->count; i-- > 0 && status != RBK_PARTIAL_CHANGE;) {
        returned what = change->journal->rows[i].descriptor == descriptors ? back_one(change, i) : RETURNED;
        if (what != RETURNED)
            status = report_return(change, i, what, error);
    }
    return status;
}

/* The new descriptor is removed first; the old one comes back last, when all files that it names are there. */
static rbk_status withdraw_descriptors(const rbk_change *change, rbk_error *error)
{
    for (size_t i = 0; i < change->journal->count; i++) {
        place p;
        if (change->journal->rows[i].descriptor && (look(change, i, &p) != 0 || withdraw(change, &p) != 0))
            return report_return(change, i, NOT_RETURNED, error);
    }
    return RBK_OK;
}

rbk_status rbk_change_back(const rbk_change *change, int file, rbk_error *error)
{
    bool described = has_descriptor(change);
    rbk_status status = withdraw_descriptors(change, error);
    if (status == RBK_OK && described)
        status = flush(change, file, RBK_PARTIAL_CHANGE, error);
    if (status == RBK_OK)
        status = back_each(change, false, error);
    if (status == RBK_OK && described)
        status = flush(change, file, RBK_PARTIAL_CHANGE, error);
    if (status == RBK_OK) /* otherwise it would name a file of somebody else */
        status = back_each(change, true, error);
    return status == RBK_OK ? flush(change, file, RBK_PARTIAL_CHANGE, error) : status;
}

void rbk_change_drop(const rbk_change *change)
{
    for (size_t i = 0; i < change->journal->count; i++) {
        place p;
        if (look(change, i, &p) == 0 && p.fresh_waits)
            (void)unlinkat(change->folder, p.stash, 0);
    }
}
