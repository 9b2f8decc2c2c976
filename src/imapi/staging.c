/*
 * The stage of a master. Without an image it is in a temporary folder, which is removed with it.
 */
#include "base/fail.h"
#include "imapi/master.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FOLDER_PATTERN "/redbook-imapi-XXXXXX"
#define FOLDER_SHEET   "/disc.cue"

static rbk_status make_folder(rbk_imapi_master *master, rbk_error *error)
{
    const char *above = getenv("TMPDIR");
    if (!above || !*above)
        above = "/tmp";
    size_t bytes = strlen(above) + sizeof FOLDER_PATTERN;
    master->folder = malloc(bytes);
    if (!master->folder)
        return rbk_fail_memory(error);
    snprintf(master->folder, bytes, "%s%s", above, FOLDER_PATTERN);
    if (mkdtemp(master->folder))
        return RBK_OK;
    rbk_status status = rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be created");
    rbk_error_set_path(error, master->folder);
    free(master->folder);
    master->folder = NULL;
    return status;
}

/* The sheet that the stage is opened for; freed by the caller. */
static rbk_status choose_path(rbk_imapi_master *master, char **path, rbk_error *error)
{
    rbk_status status = master->image_path || master->folder ? RBK_OK : make_folder(master, error);
    if (status != RBK_OK)
        return status;
    size_t size = strlen(master->image_path ? master->image_path : master->folder) + sizeof FOLDER_SHEET;
    *path = malloc(size);
    if (!*path)
        return rbk_fail_memory(error);
    snprintf(*path, size, "%s%s", master->image_path ? master->image_path : master->folder,
             master->image_path ? "" : FOLDER_SHEET);
    return RBK_OK;
}

static bool is_cancelled(void *user)
{
    const rbk_imapi_master *master = user;
    const rbk_imapi_events events = {.listener = master->listening};
    return rbk_imapi_events_cancelled(&events);
}

static void report_add(void *user, uint64_t completed, uint64_t total)
{
    const rbk_imapi_master *master = user;
    const rbk_imapi_events events = {.listener = master->listening};
    rbk_imapi_events_add(&events, completed, total);
}

static rbk_status open_stage(rbk_imapi_master *master, const char *path, rbk_error *error)
{
    const rbk_listener listener = {.user = master, .add_progress = report_add, .query_cancel = is_cancelled};
    rbk_stage_options options;
    rbk_stage_options_init(&options);
    options.gap_sectors = master->options.gap_sectors;
    options.replace = master->options.replace;
    rbk_stage *stage = NULL;
    rbk_status status = rbk_stage_new(&options, &stage, error);
    if (status == RBK_OK)
        status = rbk_stage_open(stage, path, error);
    if (status == RBK_OK)
        status = rbk_stage_progress_advise(stage, &listener, error);
    if (status != RBK_OK) {
        rbk_stage_free(stage);
        return status;
    }
    master->stage = stage;
    return RBK_OK;
}

static void remove_folder(rbk_imapi_master *master)
{
    if (master->folder)
        (void)rmdir(master->folder);
    free(master->folder);
    master->folder = NULL;
}

rbk_status rbk_imapi_staging_open(rbk_imapi_master *master, rbk_error *error)
{
    char *path = NULL;
    rbk_status status = choose_path(master, &path, error);
    if (status == RBK_OK)
        status = open_stage(master, path, error);
    free(path);
    if (status != RBK_OK)
        remove_folder(master);
    return status;
}

void rbk_imapi_staging_close(rbk_imapi_master *master)
{
    rbk_stage_free(master->stage);
    master->stage = NULL;
    master->spent = false;
    remove_folder(master);
}

/* A committed stage is replaced by a new one; one that was burnt is cleared. */
rbk_status rbk_imapi_staging_clear(rbk_imapi_master *master, rbk_error *error)
{
    if (!master->spent || rbk_stage_stash(master->stage)) {
        rbk_status status = rbk_stage_clear(master->stage, error);
        master->spent = master->spent && status != RBK_OK;
        return status;
    }
    rbk_stage *before = master->stage;
    rbk_status status = rbk_imapi_staging_open(master, error);
    if (status != RBK_OK) {
        master->stage = before;
        return status;
    }
    rbk_stage_free(before);
    master->spent = false;
    return RBK_OK;
}
