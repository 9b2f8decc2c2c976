/*
 * The record of a rename, and what completes it after an interruption.
 *
 * The record is a file of ours next to the new descriptor. It is written when all new names but those of texts and of the
 * descriptor are there, and lists the old ones with marks of their files, so that nothing else is removed: in a row, the
 * numbers of the mark, the old name and the new one, each ended by a zero. None is removed while a new one is missing, but for
 * files that cannot have two names (FAT, exFAT), whose numbers are followed by a word: these are moved by the record, in the
 * order of its rows, of which the one that is parked has the first and the last. A text that keeps its name is listed too:
 * while it is the old one, it names the old names, and none is removed. The record counts only if it belongs to this user. A
 * descriptor that has the new name and no such record is another image, whatever its files are: hard links of those of this
 * one are no sign of an earlier run.
 */
#include "report/rename_record.h"

#include "base/entries.h"
#include "base/fail.h"
#include "base/folder.h"
#include "base/journal.h"
#include "base/path.h"
#include "base/read_at.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RECORD_SUFFIX    ".redbook-renamed"
#define RECORD_HEAD      "redbook: old names of a renamed image, 1"
#define RECORD_BYTES_MAX ((size_t)1024 * 1024)
#define NUMBERS_BYTES    80
#define MOVES            " moves"

bool rbk_rename_keeps_name(const rbk_renaming *row)
{
    return strcmp(row->from, row->to) == 0;
}

/* ------------------------------------------------------------------ the record */

static rbk_status put(rbk_output *output, const char *text, rbk_error *error)
{
    return rbk_output_write(output, text, strlen(text) + 1, error);
}

static rbk_status put_row(int folder, const rbk_renaming *row, const char *from, const char *to, rbk_output *output,
                          rbk_error *error)
{
    struct stat about;
    rbk_file_mark mark;
    char numbers[NUMBERS_BYTES];
    if (rbk_rename_keeps_name(row) && !row->text.data)
        return RBK_OK;
    if (rbk_folder_look(folder, row->from, &about) != 0)
        return errno == ENOENT ? RBK_OK : rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be examined");
    rbk_file_mark_take(&about, &mark);
    snprintf(numbers, sizeof numbers, "%" PRIu64 " %" PRId64 " %" PRId64 "%s", mark.inode, mark.bytes, mark.changed_s,
             row->moves ? MOVES : "");
    rbk_status status = put(output, numbers, error);
    if (status == RBK_OK)
        status = put(output, from, error);
    return status == RBK_OK ? put(output, to, error) : status;
}

bool rbk_rename_parks(const rbk_rename_set *set)
{
    return set->parked && set->rows[set->first].moves;
}

/* In the order in which files are moved. */
static rbk_status put_rows(const rbk_rename_set *set, int folder, rbk_output *output, rbk_error *error)
{
    const rbk_renaming *first = &set->rows[set->first];
    rbk_status status =
        rbk_rename_parks(set) ? put_row(folder, first, first->from, set->parked, output, error) : RBK_OK;
    for (size_t i = 0; i < set->count && status == RBK_OK; i++)
        if (!rbk_rename_parks(set) || i != set->first)
            status = put_row(folder, &set->rows[i], set->rows[i].from, set->rows[i].to, output, error);
    return status == RBK_OK && rbk_rename_parks(set) ? put_row(folder, first, set->parked, first->to, output, error)
                                                     : status;
}

char *rbk_rename_record_path(const rbk_rename_set *set)
{
    char name[RBK_NAME_BYTES];
    rbk_path_temporary_name(set->rows[0].to, RECORD_SUFFIX, name);
    return rbk_path_next_to(set->path, name);
}

rbk_status rbk_rename_write_record(const rbk_rename_set *set, const char *path, int folder, rbk_error *error)
{
    rbk_output *output = NULL;
    rbk_status status = rbk_output_open_file(path, true, &output, error);
    if (status == RBK_OK)
        status = put(output, RECORD_HEAD, error);
    if (status == RBK_OK)
        status = put_rows(set, folder, output, error);
    if (status == RBK_OK)
        status = rbk_output_commit(output, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    rbk_output_free(output);
    return status;
}

/* ------------------------------------------------------------------ old names */

/* The next text of a record, or NULL. */
static const char *next_text(const rbk_bytes *text, size_t *at)
{
    const char *from = (const char *)text->data + *at;
    const char *end = *at < text->size ? memchr(from, 0, text->size - *at) : NULL;
    if (!end)
        return NULL;
    *at += (size_t)(end - from) + 1;
    return from;
}

static bool is_plain(const char *name)
{
    return name && name[0] && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

/* A row of a record. */
typedef struct old_name {
    rbk_file_mark mark;
    const char *from, *to;
    bool moves;
} old_name;

/* The next valid row; false at the end of the record. */
static bool next_row(const rbk_bytes *text, size_t *at, old_name *row)
{
    for (const char *numbers; (numbers = next_text(text, at)) != NULL;) {
        row->from = next_text(text, at);
        row->to = row->from ? next_text(text, at) : NULL;
        row->moves = strstr(numbers, MOVES) != NULL;
        if (is_plain(row->from) && is_plain(row->to) &&
            sscanf(numbers, "%" SCNu64 " %" SCNd64 " %" SCNd64, &row->mark.inode, &row->mark.bytes,
                   &row->mark.changed_s) == 3)
            return true;
    }
    return false;
}

/* Removes a name of the file or link that the row means, if that has its new name. 0, or -1 with errno. */
static int remove_old(int folder, const old_name *row)
{
    struct stat old, new;
    if (rbk_folder_look(folder, row->from, &old) != 0 || rbk_folder_look(folder, row->to, &new) != 0 ||
        !rbk_file_mark_is(&row->mark, &old) || !(S_ISREG(old.st_mode) || S_ISLNK(old.st_mode)) ||
        rbk_folder_is_one_entry(folder, row->from, row->to))
        return 0;
    return unlinkat(folder, row->from, 0) == 0 || errno == ENOENT ? 0 : -1;
}

/* Its file has the old name still. */
static bool is_unchanged(int folder, const old_name *row)
{
    struct stat about;
    return rbk_folder_look(folder, row->from, &about) == 0 && rbk_file_mark_is(&row->mark, &about);
}

/* Moves a file of the row that has its old name still. 0, or -1 with errno. */
static int move_old(int folder, const old_name *row)
{
    struct stat old;
    if (!row->moves || rbk_folder_look(folder, row->from, &old) != 0 || !rbk_file_mark_is(&row->mark, &old) ||
        !(S_ISREG(old.st_mode) || S_ISLNK(old.st_mode)))
        return 0;
    if (rbk_folder_move(folder, row->from, row->to) != 0)
        return errno == ENOENT ? 0 : -1;
    (void)rbk_folder_flush(folder, -1); /* a loss of power keeps the order */
    return 0;
}

/* Texts that keep their names are the new ones, and all new names are there that are not to be moved to. */
static bool is_due(int folder, const rbk_bytes *text, size_t at)
{
    struct stat about;
    for (old_name row; next_row(text, &at, &row);)
        if (!row.moves && is_unchanged(folder, &row) &&
            (strcmp(row.from, row.to) == 0 || rbk_folder_look(folder, row.to, &about) != 0))
            return false;
    return true;
}

/* It is a record, and of this user; *at is then after its head. */
static bool is_record(int file, const rbk_bytes *text, size_t *at)
{
    struct stat about;
    const char *head = next_text(text, at);
    return fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_uid == geteuid() && head &&
           strcmp(head, RECORD_HEAD) == 0;
}

/*
 * A record, open. RBK_UNSUPPORTED: it is none of this user, or nothing is to be removed yet. written: this run has written the
 * texts, which marks do not show if the old ones are as long and of the same second.
 */
static rbk_status follow_record(int folder, int file, bool written, const char **failed, const rbk_bytes *text,
                                rbk_error *error)
{
    size_t at = 0;
    *failed = NULL;
    if (!is_record(file, text, &at) || (!written && !is_due(folder, text, at)))
        return RBK_UNSUPPORTED;
    size_t again = at;
    for (old_name row; next_row(text, &again, &row);) {
        if (move_old(folder, &row) != 0) {
            *failed = row.to;
            return rbk_fail_system(error, RBK_PARTIAL_CHANGE, errno,
                                   "the image is renamed in part: '%s' cannot be renamed to it", row.from);
        }
    }
    for (old_name row; next_row(text, &at, &row);) {
        if (strcmp(row.from, row.to) != 0 && remove_old(folder, &row) != 0) {
            *failed = row.from;
            return rbk_fail_system(error, RBK_PARTIAL_CHANGE, errno,
                                   "the image is renamed, but this old name of a file cannot be removed");
        }
    }
    return RBK_OK;
}

/* The name that a file has which had that name before the rename of a record, or has it since; NULL: the record has no such row. */
static const char *name_now(int folder, const rbk_bytes *text, const char *name)
{
    struct stat about;
    size_t at = 0;
    const char *now = NULL;
    (void)next_text(text, &at);
    for (old_name row; next_row(text, &at, &row);)
        if (strcmp(row.from, now ? now : name) == 0 || (!now && strcmp(row.to, name) == 0))
            now = row.to; /* where it is parked, a later row has the rest */
    return now && rbk_folder_look(folder, now, &about) == 0 ? now : NULL;
}

/* Of a record that another process has removed, or that is none or not this user's; otherwise it is kept and reported. */
static rbk_status fail_record(int code, rbk_error *error)
{
    if (rbk_input_is_absence(code) || rbk_journal_is_not_ours(code))
        return RBK_UNSUPPORTED;
    return rbk_fail_system(error, RBK_PARTIAL_CHANGE, code,
                           "the image is renamed, but this record of its old names cannot be read");
}

rbk_status rbk_rename_complete(const char *path, bool written, const char *of, char **now, rbk_error *error)
{
    rbk_bytes text = {NULL, 0};
    const char *failed = NULL;
    int folder = rbk_folder_open(path), code = errno;
    int file = folder >= 0 ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) : -1;
    if (folder >= 0)
        code = errno;
    rbk_status status =
        file >= 0 ? rbk_bytes_read_file(path, RECORD_BYTES_MAX, &text, error) : fail_record(code, error);
    if (status == RBK_OK)
        status = follow_record(folder, file, written, &failed, &text, error);
    if (status == RBK_OK && (rbk_folder_flush(folder, file) != 0 || (unlink(path) != 0 && errno != ENOENT)))
        status = rbk_fail_system(error, RBK_PARTIAL_CHANGE, errno,
                                 "the image is renamed, but this record of its old names cannot be removed");
    if (status == RBK_OK)
        (void)rbk_folder_flush(folder, file);
    const char *found = status == RBK_OK && now && !*now ? name_now(folder, &text, rbk_path_base(of)) : NULL;
    if (found && !(*now = rbk_path_next_to(of, found)))
        status = rbk_fail_memory(error);
    char *named = status == RBK_PARTIAL_CHANGE && failed ? rbk_path_next_to(path, failed) : NULL;
    if (status != RBK_OK)
        rbk_error_set_path(error, named ? named : path);
    free(named);
    if (file >= 0)
        close(file);
    if (folder >= 0)
        close(folder);
    rbk_bytes_release(&text);
    return status == RBK_UNSUPPORTED ? RBK_OK : status; /* not ours: it is ignored */
}

rbk_status rbk_rename_look_for_record(const rbk_rename_set *set, int folder, const char *record, bool *ours,
                                      rbk_error *error)
{
    rbk_bytes text = {NULL, 0};
    size_t at = 0;
    *ours = false;
    int file = open(record, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0 && fail_record(errno, NULL) == RBK_UNSUPPORTED)
        return RBK_OK;
    if (file < 0)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "the record of an earlier rename cannot be read");
    rbk_status status = rbk_bytes_read_file(record, RECORD_BYTES_MAX, &text, error);
    const bool valid = status == RBK_OK && is_record(file, &text, &at);
    for (old_name row; valid && !*ours && next_row(&text, &at, &row);)
        *ours = strcmp(row.from, set->rows[0].from) == 0 && strcmp(row.to, set->rows[0].to) == 0 &&
                is_unchanged(folder, &row);
    close(file);
    rbk_bytes_release(&text);
    return status;
}

rbk_status rbk_rename_recover(const char *path, char **now, rbk_error *error)
{
    rbk_entries *entries = NULL;
    char *found = NULL;
    rbk_status status = rbk_entries_open(path, false, &entries, error);
    for (const char *name; status == RBK_OK && (name = rbk_entries_next(entries));) {
        const size_t size = strlen(name), suffix = strlen(RECORD_SUFFIX);
        if (size <= suffix || strcmp(name + size - suffix, RECORD_SUFFIX) != 0)
            continue;
        char *record = rbk_path_next_to(path, name);
        status = record ? rbk_rename_complete(record, false, path, now ? &found : NULL, error) : rbk_fail_memory(error);
        free(record);
    }
    const rbk_status ended = rbk_entries_close(entries, status == RBK_OK ? error : NULL);
    status = status == RBK_OK ? ended : status;
    if (now && status == RBK_OK)
        *now = found;
    else
        free(found);
    return status;
}
