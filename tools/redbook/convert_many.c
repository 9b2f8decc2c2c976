/*
 * Many discs into one folder: names, plan, work, playlists, report.
 */
#include "redbook/convert_many.h"
#include "cli/fold.h"

#include "cli/cancel.h"
#include "cli/output_folder.h"
#include "cli/output_name.h"
#include "redbook/commands.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define OTHER_FILES 16 /* that the program, or a disc next to those of its tracks, has open */

const rbk_target *convert_many_target(const convert_values *values)
{
    return values->target >= 0 ? rbk_target_at((size_t)values->target) : rbk_target_of_path("x.cue");
}

/* ------------------------------------------------------------------ the folder */

static rbk_status make_folder(disc_batch *batch)
{
    rbk_status status = cli_folder_make(batch->values->output, &batch->made_folder, &batch->session.error);
    if (status == RBK_OK && batch->values->depfile)
        status = cli_folder_make(batch->values->depfile, &batch->made_depfile_folder, &batch->session.error);
    return status;
}

/* ------------------------------------------------------------------ what came of it */

static bool is_written(const convert_item *item)
{
    return item->task.conversion && item->error.status == RBK_OK;
}

static void count_results(disc_batch *batch)
{
    batch->written = batch->failed = 0;
    for (size_t i = 0; i < batch->count; i++) {
        const convert_item *item = &batch->items[i];
        batch->written += is_written(item);
        batch->failed +=
            (!is_written(item) && item->error.status != RBK_USERABORT) || item->task.rule_error.status != RBK_OK;
    }
}

const char *convert_many_in_folder(const disc_batch *batch, const char *path)
{
    size_t length = strlen(batch->values->output);
    while (length > 0 && batch->values->output[length - 1] == '/')
        length--;
    path += length;
    return path + strspn(path, "/");
}

static bool is_whole(const disc_batch *batch, const playlist *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (!is_written(&batch->items[list->discs[i]]))
            return false;
    return true;
}

static void write_playlists(disc_batch *batch)
{
    const char **paths = calloc(batch->count + 1, sizeof *paths);
    for (size_t i = 0; paths && i < batch->count; i++)
        paths[i] = convert_many_in_folder(batch, batch->items[i].output);
    for (size_t i = 0; i < batch->playlists.count; i++) {
        playlist *list = &batch->playlists.lists[i];
        rbk_error error;
        rbk_error_init(&error);
        if (!is_whole(batch, list)) {
            cli_say_failure(&batch->session.voice, "'%s' was not written: not all discs of the set were", list->path);
            continue;
        }
        rbk_status status = paths ? playlist_write(list, paths, batch->values->force, &error) : RBK_NO_MEMORY;
        if (status == RBK_OK)
            continue;
        cli_recover_error(status, list->path, &error);
        if (rbk_findings_add(batch->session.findings, RBK_ERROR, "target.playlist", list->path, 0, 0, "%s",
                             error.sentence) != RBK_OK)
            cli_say_error(&batch->session.voice, &error);
        batch->failed++;
    }
    free(paths);
}

static int exit_code_of(const disc_batch *batch)
{
    if (cli_cancel_signal())
        return CLI_EXIT_SIGNAL + cli_cancel_signal();
    if (batch->failed > 0)
        return CLI_EXIT_FAILED;
    int found = cli_findings_exit(batch->session.findings, batch->session.fail_on);
    for (size_t i = 0; i < batch->count && found == CLI_EXIT_OK; i++)
        found = cli_findings_exit(batch->items[i].findings, batch->session.fail_on);
    return found;
}

/* ------------------------------------------------------------------ another format may have been meant */

static const rbk_finding *not_restored(const convert_item *item)
{
    for (size_t i = 0; i < rbk_findings_count(item->findings); i++) {
        const rbk_finding *finding = rbk_findings_at(item->findings, i);
        if (strcmp(finding->rule, "origin.not-restored") == 0)
            return finding;
    }
    return NULL;
}

static void say_not_restored(const disc_batch *batch)
{
    size_t count = 0;
    const rbk_finding *first = NULL;
    for (size_t i = 0; i < batch->count; i++) {
        const rbk_finding *finding = is_written(&batch->items[i]) ? not_restored(&batch->items[i]) : NULL;
        first = first ? first : finding;
        count += finding != NULL;
    }
    if (first)
        cli_say(&batch->session.voice, "%zu %s not restored to the files %s made from; the first, '%s': %s", count,
                RBK_PLURAL(count, "CHD was", "CHDs were"), RBK_PLURAL(count, "it was", "they were"), first->path,
                first->text);
}

/* Not those of CUE sheets, which are CUE sheets again. */
static void say_gd_roms(const disc_batch *batch)
{
    size_t count = 0;
    for (size_t i = 0; i < batch->count; i++) {
        const convert_item *item = &batch->items[i];
        count += item->task.is_gd_rom && is_written(item) && !item->task.conversion->origin &&
                 !cli_output_is_cue(item->path);
    }
    if (count > 0)
        cli_say(&batch->session.voice, "%zu GD-ROM%s written as %s: use --target gdi to write %s", count,
                RBK_PLURAL(count, " was", "s were"), RBK_PLURAL(count, "a CUE sheet", "CUE sheets"),
                RBK_PLURAL(count, "a GDI", "GDIs"));
}

/* CUE sheets are the default, and the files that containers were made from may have been expected. */
static void say_default(const disc_batch *batch)
{
    if (batch->values->target >= 0 || batch->values->quiet)
        return;
    say_not_restored(batch);
    say_gd_roms(batch);
}

static int report(disc_batch *batch)
{
    const convert_values *values = batch->values;
    bool reported = true;
    int exit_code = exit_code_of(batch);
    cli_say_findings_from(&batch->session.voice, batch->session.findings, batch->session.fail_on);
    if (cli_cancel_signal())
        cli_say(&batch->session.voice, "cancelled: %zu of %zu discs written", batch->written, batch->count);
    else if (batch->written < batch->count)
        cli_say(&batch->session.voice, "%zu of %zu discs not written", batch->count - batch->written, batch->count);
    say_default(batch);
    if (values->json)
        reported = convert_many_print_json(batch, stdout);
    else if (!values->quiet) {
        FILE *out = cli_fold_begin(stdout);
        reported = convert_many_print_table(batch, out);
        reported = cli_fold_end(out) && reported;
    }
    return cli_finish_work(&batch->session.voice, batch->written > 0 ? "the discs were written" : NULL, exit_code,
                           reported);
}

/* What concerns all discs: none was written. */
static int report_none(disc_batch *batch, rbk_status status)
{
    cli_recover_error(status, batch->values->output, &batch->session.error);
    int exit_code = cli_session_conclude(&batch->session);
    bool reported = !batch->values->json || convert_many_print_json(batch, stdout);
    return cli_finish_output(redbook_program.name, exit_code == CLI_EXIT_OK ? CLI_EXIT_FAILED : exit_code, reported);
}

/* ------------------------------------------------------------------ the whole */

/* Files that may be open, other than what any program has; as many as the system allows are asked for. */
static size_t raise_open_files(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return SIZE_MAX;
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
        limit.rlim_cur = before;
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > INT32_MAX)
        return SIZE_MAX;
    return limit.rlim_cur > OTHER_FILES ? (size_t)limit.rlim_cur - OTHER_FILES : 1;
}

static void note_plan(convert_item *item)
{
    const convert_task *task = &item->task;
    item->sectors = item->error.status == RBK_OK ? (uint64_t)task->sectors : 0;
    item->open = task->conversion ? task->conversion->file_count + task->sources.count + OTHER_FILES : 0;
}

static rbk_status plan(disc_batch *batch)
{
    batch->planning = true;
    convert_many_work(batch);
    batch->planning = false;
    for (size_t i = 0; i < batch->count; i++)
        note_plan(&batch->items[i]);
    rbk_status status = convert_many_remove_parts(batch);
    if (status == RBK_OK)
        status = convert_many_check(batch);
    if (status == RBK_OK && rbk_findings_count_from(batch->session.findings, RBK_ERROR) > 0)
        status = batch->session.error.status = RBK_REFUSED;
    return status;
}

/* Those that were made for nothing. */
static void remove_folders(const disc_batch *batch)
{
    if (batch->made_folder && batch->written == 0)
        (void)rmdir(batch->values->output);
    if (batch->made_depfile_folder && batch->written == 0)
        (void)rmdir(batch->values->depfile);
}

static int convert_all(disc_batch *batch, const char *const *paths)
{
    rbk_status status = batch->items && batch->session.findings ? convert_many_name(batch, paths) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = make_folder(batch);
    if (status != RBK_OK) {
        remove_folders(batch);
        return report_none(batch, status);
    }
    (void)cli_session_begin_work(&batch->session);
    status = plan(batch);
    if (status == RBK_OK)
        convert_many_work(batch);
    cli_session_end_work(&batch->session);
    for (size_t i = 0; i < batch->count && status != RBK_OK; i++) /* the plans */
        convert_task_release(&batch->items[i].task);
    count_results(batch);
    if (status == RBK_OK && !cli_cancel_signal())
        write_playlists(batch);
    int exit_code = status == RBK_OK ? report(batch) : report_none(batch, status);
    remove_folders(batch);
    return exit_code;
}

static void release(disc_batch *batch)
{
    for (size_t i = 0; batch->items && i < batch->count; i++)
        convert_many_release_item(&batch->items[i]);
    free(batch->items);
    free(batch->parts);
    playlists_release(&batch->playlists);
    rbk_findings_free(batch->session.findings);
    pthread_mutex_destroy(&batch->lock);
    pthread_cond_destroy(&batch->changed);
}

int convert_many(const convert_values *values, const char *const *paths, size_t count)
{
    long processors = values->audio.jobs ? (long)values->audio.jobs : sysconf(_SC_NPROCESSORS_ONLN);
    disc_batch batch = {.values = values,
                        .session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                    .fail_on = (rbk_severity)values->fail_on,
                                    .writes = true,
                                    .no_progress = values->no_progress,
                                    .findings = rbk_findings_new()},
                        .items = calloc(count, sizeof *batch.items),
                        .count = count,
                        .jobs = processors > 0 ? (uint32_t)processors : 1,
                        .open_most = raise_open_files()};
    batch.workers = batch.jobs < count ? batch.jobs : (uint32_t)count;
    rbk_error_init(&batch.session.error);
    for (size_t i = 0; batch.items && i < count; i++)
        batch.items[i].batch = &batch;
    if (pthread_mutex_init(&batch.lock, NULL) != 0)
        return CLI_EXIT_FAILED;
    if (pthread_cond_init(&batch.changed, NULL) != 0)
        return CLI_EXIT_FAILED;
    int exit_code = convert_all(&batch, paths);
    release(&batch);
    return exit_code;
}
