/*
 * The recorder that is always there: the image file. Its medium is blank while the image may be written.
 */
#include "imapi/recorder.h"

#include "base/fail.h"
#include "stage/stage.h"

#include <redbook/version.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool stands(const char *path)
{
    struct stat there;
    return lstat(path, &there) == 0;
}

/* The sheet or the BIN next to it: a master takes only names that end in .cue, and can be opened only if they are not too long. */
static bool image_stands(const char *cue_path)
{
    char bin_path[RBK_PATH_BYTES];
    snprintf(bin_path, sizeof bin_path, "%.*s.bin", (int)strlen(cue_path) - 4, cue_path);
    return stands(cue_path) || stands(bin_path);
}

static rbk_status describe(const char *self, bool replace, void *opened, rbk_imapi_description *description,
                           rbk_error *error)
{
    (void)self, (void)opened, (void)error;
    snprintf(description->vendor, sizeof description->vendor, "redbook");
    snprintf(description->product, sizeof description->product, "image file");
    snprintf(description->revision, sizeof description->revision, "%s", rbk_version());
    description->rewritable = replace;
    return RBK_OK;
}

static rbk_status open_image(const char *self, void **opened, rbk_error *error)
{
    (void)self, (void)error;
    *opened = NULL;
    return RBK_OK;
}

static void close_image(void *opened)
{
    (void)opened;
}

static rbk_status read_medium(const char *self, bool replace, void *opened, rbk_imapi_medium *medium, rbk_error *error)
{
    (void)opened, (void)error;
    medium->present = true;
    medium->rewritable = replace;
    medium->writable = medium->blank = replace || !image_stands(self);
    medium->free_blocks = medium->blank ? RBK_CAPACITY_80_MIN : 0;
    return RBK_OK;
}

static rbk_status eject(void *opened, rbk_error *error)
{
    (void)opened, (void)error;
    return RBK_OK;
}

/* The file is kept until something is recorded in its place. */
static rbk_status erase(const char *self, bool replace, void *opened, bool full, rbk_imapi_events *events,
                        rbk_error *error)
{
    (void)self, (void)opened, (void)full, (void)events;
    if (!replace)
        return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE, "the image may not be replaced");
    return RBK_OK;
}

static rbk_status record(const char *self, rbk_imapi_recording *recording, rbk_error *error)
{
    (void)self;
    uint32_t blocks = 0;
    rbk_imapi_events *events = recording->events;
    rbk_status status = rbk_stage_used_audio_blocks(recording->stage, &blocks, error);
    if (status != RBK_OK)
        return status;
    rbk_imapi_events_preparing(events, 0);
    rbk_imapi_events_blocks(events, 0, 0, blocks);
    if (rbk_imapi_events_cancelled(events))
        return rbk_fail(error, RBK_USERABORT, "cancelled");
    status = recording->simulate ? rbk_stage_complete_stash(recording->stage, error)
                                 : rbk_stage_commit(recording->stage, error);
    recording->spent = status == RBK_OK && !recording->simulate;
    if (status != RBK_OK)
        return status;
    rbk_imapi_events_blocks(events, (int32_t)blocks - 1, blocks, blocks);
    rbk_imapi_events_closing(events, 0);
    return RBK_OK;
}

const rbk_imapi_kind rbk_imapi_image_kind = {
    .describe = describe,
    .open = open_image,
    .close = close_image,
    .medium = read_medium,
    .eject = eject,
    .erase = erase,
    .record = record,
};
