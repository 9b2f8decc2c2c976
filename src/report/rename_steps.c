/*
 * The steps of a rename: the new names, the texts, the record of the old names (rename_record.c), and their end.
 */
#include "base/fail.h"
#include "base/folder.h"
#include "base/path.h"
#include "report/rename_record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Files that were moved get their old names. False where one cannot. */
static bool move_back(const rbk_rename_set *set, int folder)
{
    bool back = true;
    for (size_t i = 0; i < set->count && back; i++) {
        rbk_renaming *row = &set->rows[i];
        back = !row->moved || rbk_folder_move(folder, row->to, row->from) == 0;
        row->moved = row->moved && !back;
    }
    return back && (!set->is_parked || rbk_folder_move(folder, set->parked, set->rows[set->first].from) == 0);
}

/* Where a text was replaced, the files have both names, and keep them, or are moved on by the record. */
static rbk_status take_back(const rbk_rename_set *set, int folder, rbk_status failure, rbk_error *error)
{
    bool replaced = false;
    for (size_t i = 0; i < set->count; i++)
        replaced = replaced || (set->rows[i].made && rbk_rename_keeps_name(&set->rows[i]));
    replaced = replaced || !move_back(set, folder);
    for (size_t i = 0; i < set->count && !replaced; i++)
        if (set->rows[i].made)
            (void)unlinkat(folder, set->rows[i].to, 0);
    if (replaced && error)
        error->status = RBK_PARTIAL_CHANGE;
    return replaced ? RBK_PARTIAL_CHANGE : failure;
}

/* Both names are of one file already: an earlier run was interrupted, or the user made them. */
static bool is_linked(int folder, const rbk_renaming *row)
{
    struct stat from, to;
    return rbk_folder_look(folder, row->from, &from) == 0 && rbk_folder_look(folder, row->to, &to) == 0 &&
           from.st_ino == to.st_ino && from.st_dev == to.st_dev;
}

/* *done: an earlier run wrote it. */
static rbk_status look_at_text(const rbk_rename_set *set, int folder, const rbk_renaming *row, bool *done,
                               rbk_error *error)
{
    struct stat about;
    rbk_bytes text = {NULL, 0};
    *done = false;
    if (rbk_folder_look(folder, row->to, &about) != 0)
        return errno == ENOENT ? RBK_OK : rbk_rename_fail_name(set, row, errno, error);
    if (rbk_rename_keeps_name(row))
        return RBK_OK;
    char *path = rbk_path_next_to(set->path, row->to);
    rbk_status status = path ? RBK_OK : rbk_fail_memory(error);
    if (path && S_ISREG(about.st_mode) && (size_t)about.st_size == row->text.size)
        status = rbk_bytes_read_file(path, RBK_DESCRIPTOR_BYTES_MAX, &text, error);
    *done = status == RBK_OK && text.data && text.size == row->text.size &&
            memcmp(text.data, row->text.data, text.size) == 0;
    rbk_bytes_release(&text);
    free(path);
    return status == RBK_OK && !*done ? rbk_rename_fail_name(set, row, EEXIST, error) : status;
}

static rbk_status check_texts(const rbk_rename_set *set, int folder, rbk_error *error)
{
    rbk_status status = RBK_OK;
    bool done;
    for (size_t i = 0; i < set->count && status == RBK_OK; i++)
        if (set->rows[i].text.data)
            status = look_at_text(set, folder, &set->rows[i], &done, error);
    return status;
}

/* The new name would be no second one: where letter case is ignored, another case of it is the same name. */
static rbk_status check_entries(const rbk_rename_set *set, int folder, rbk_error *error)
{
    for (size_t i = 0; i < set->count; i++) {
        const rbk_renaming *row = &set->rows[i];
        if (rbk_rename_keeps_name(row) || !rbk_folder_is_one_entry(folder, row->from, row->to))
            continue;
        return rbk_rename_fail_one_name(set, row, error);
    }
    return RBK_OK;
}

/* The new name of the descriptor is free, or an earlier run made it. */
static rbk_status check_descriptor(const rbk_rename_set *set, int folder, const char *record, rbk_error *error)
{
    struct stat about;
    bool ours = false;
    const rbk_renaming *row = &set->rows[0];
    if (rbk_rename_keeps_name(row))
        return RBK_OK;
    if (rbk_folder_look(folder, row->to, &about) != 0)
        return errno == ENOENT ? RBK_OK : rbk_rename_fail_name(set, row, errno, error);
    rbk_status status = rbk_rename_look_for_record(set, folder, record, &ours, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, record);
    return status == RBK_OK && !ours ? rbk_rename_fail_name(set, row, EEXIST, error) : status;
}

/* The file cannot have a second name: it is moved later, to a name that must be free now. */
static rbk_status plan_move(const rbk_rename_set *set, int folder, rbk_renaming *row, rbk_error *error)
{
    struct stat about;
    if (rbk_folder_look(folder, row->to, &about) == 0)
        return rbk_rename_fail_name(set, row, EEXIST, error);
    if (errno != ENOENT)
        return rbk_rename_fail_name(set, row, errno, error);
    row->moves = true;
    return RBK_OK;
}

static bool needs_link(int folder, const rbk_renaming *row)
{
    return !row->text.data && !rbk_rename_keeps_name(row) && !row->moves && !is_linked(folder, row);
}

/* A second name, unless the file gets another text. */
static rbk_status link_file(const rbk_rename_set *set, int folder, rbk_renaming *row, rbk_error *error)
{
    if (!needs_link(folder, row))
        return RBK_OK;
    if (linkat(folder, row->from, folder, row->to, 0) != 0)
        return rbk_folder_cannot_link(errno) ? plan_move(set, folder, row, error)
                                             : rbk_rename_fail_name(set, row, errno, error);
    row->made = true;
    return RBK_OK;
}

/* All but the descriptor, which is moved if one of the others is, as is the file that no reader can do without. */
static rbk_status link_files(rbk_rename_set *set, int folder, rbk_error *error)
{
    rbk_status status = RBK_OK;
    bool moves = false;
    for (size_t i = 1; i < set->count && status == RBK_OK; i++) {
        if (i != set->first)
            status = link_file(set, folder, &set->rows[i], error);
        moves = moves || set->rows[i].moves;
    }
    rbk_renaming *first = &set->rows[set->first];
    if (status == RBK_OK && set->first > 0 && needs_link(folder, first))
        status = moves ? plan_move(set, folder, first, error) : link_file(set, folder, first, error);
    moves = moves || first->moves;
    return status == RBK_OK && moves && needs_link(folder, &set->rows[0]) ? plan_move(set, folder, &set->rows[0], error)
                                                                          : status;
}

/* What has no second name, the descriptor last, but for the file that is parked meanwhile. */
static rbk_status move_files(rbk_rename_set *set, int folder, rbk_error *error)
{
    rbk_renaming *first = &set->rows[set->first];
    if (rbk_rename_parks(set) && rbk_folder_move(folder, first->from, set->parked) != 0)
        return rbk_rename_fail_name(set, first, errno, error);
    set->is_parked = rbk_rename_parks(set);
    if (set->is_parked)
        (void)rbk_folder_flush(folder, -1); /* a loss of power keeps the order */
    for (size_t i = set->count; i-- > 0;) {
        rbk_renaming *row = &set->rows[i];
        if (!row->moves || (set->is_parked && row == first))
            continue;
        if (rbk_folder_move(folder, row->from, row->to) != 0)
            return rbk_rename_fail_name(set, row, errno, error);
        row->moved = true;
    }
    if (set->is_parked)
        (void)rbk_folder_flush(folder, -1);
    if (set->is_parked && rbk_folder_move(folder, set->parked, first->to) != 0)
        return rbk_rename_fail_name(set, first, errno, error);
    first->moved = first->moved || set->is_parked;
    set->is_parked = false;
    return RBK_OK;
}

static rbk_status write_text(const rbk_rename_set *set, int folder, rbk_renaming *row, rbk_error *error)
{
    rbk_output *output = NULL;
    bool done;
    rbk_status status = look_at_text(set, folder, row, &done, error);
    if (status != RBK_OK || done)
        return status;
    char *path = rbk_path_next_to(set->path, row->to);
    status = path ? rbk_output_open_file(path, rbk_rename_keeps_name(row), &output, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_output_write(output, row->text.data, row->text.size, error);
    if (status == RBK_OK)
        status = rbk_output_commit(output, error);
    row->made = status == RBK_OK || status == RBK_PARTIAL_CHANGE;
    rbk_output_free(output);
    free(path);
    return status;
}

/* The descriptor last: it is not there before what it names. kept: those that replace what has their name. */
static rbk_status write_texts(rbk_rename_set *set, int folder, bool kept, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = set->count; i-- > 0 && status == RBK_OK;)
        if (set->rows[i].text.data && rbk_rename_keeps_name(&set->rows[i]) == kept)
            status = write_text(set, folder, &set->rows[i], error);
    return status;
}

/* A file with a new name is written and not synced: nothing is replaced yet, so it is taken back. */
static rbk_status fail_unsynced(const rbk_rename_set *set, rbk_error *error)
{
    const int code = error ? error->system_error : 0;
    rbk_status status = rbk_fail_system(error, RBK_FILESYSTEM, code, "its folder cannot be synced to the disk");
    rbk_error_set_path(error, set->path);
    return status;
}

/* The names that are in texts, on the disk before any text and before the record. */
static rbk_status make_names(rbk_rename_set *set, int folder, const char *record, rbk_error *error)
{
    rbk_status status = check_descriptor(set, folder, record, error);
    if (status == RBK_OK)
        status = check_texts(set, folder, error);
    if (status == RBK_OK)
        status = link_files(set, folder, error);
    const int file = open(set->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* for a folder that cannot be read */
    if (status == RBK_OK && rbk_folder_flush(folder, file) != 0)
        status = rbk_rename_fail_name(set, &set->rows[0], errno, error);
    if (file >= 0)
        close(file);
    return status;
}

/* The descriptor's last, then texts that replace the old ones. */
static rbk_status make_texts(rbk_rename_set *set, int folder, rbk_error *error)
{
    rbk_status status = write_texts(set, folder, false, error);
    if (status == RBK_OK)
        status = link_file(set, folder, &set->rows[0], error);
    return status == RBK_OK ? write_texts(set, folder, true, error) : status;
}

static rbk_status rename_all(rbk_rename_set *set, int folder, rbk_error *error)
{
    char *record = rbk_rename_record_path(set);
    bool recorded = false;
    rbk_status status = record ? make_names(set, folder, record, error) : rbk_fail_memory(error);
    if (status == RBK_OK) {
        status = rbk_rename_write_record(set, record, folder, error);
        recorded = status == RBK_OK || status == RBK_PARTIAL_CHANGE;
    }
    if (status == RBK_PARTIAL_CHANGE)
        status = fail_unsynced(set, error);
    if (status == RBK_OK)
        status = make_texts(set, folder, error);
    if (status == RBK_OK)
        status = move_files(set, folder, error);
    if (status == RBK_OK)
        status = rbk_rename_complete(record, true, NULL, NULL, error);
    if (status != RBK_OK && status != RBK_PARTIAL_CHANGE)
        status = take_back(set, folder, status, error);
    if (recorded && status != RBK_OK && status != RBK_PARTIAL_CHANGE) /* else the same call completes it */
        (void)unlink(record);
    free(record);
    return status;
}

rbk_status rbk_rename_apply(rbk_rename_set *set, rbk_error *error)
{
    rbk_status status = RBK_OK;
    bool all_kept = true;
    for (size_t i = 0; i < set->count; i++)
        all_kept = all_kept && rbk_rename_keeps_name(&set->rows[i]);
    if (all_kept)
        return RBK_OK;
    int folder = rbk_folder_open(set->path);
    if (folder < 0)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "its folder cannot be opened");
    status = check_entries(set, folder, error);
    if (status == RBK_OK && (set->count > 1 || set->rows[0].text.data))
        status = rename_all(set, folder, error);
    else if (status == RBK_OK && rbk_folder_rename(folder, set->rows[0].from, set->rows[0].to) != 0)
        status = rbk_rename_fail_name(set, &set->rows[0], errno, error);
    close(folder);
    return status;
}
