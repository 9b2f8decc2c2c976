/*
 * The last step of an image of several files. Everything that can fail easily has been done under names that mean
 * nothing to anybody; here are renames only, and the way back from each of them.
 */
#include "image/publish.h"

#include "base/fail.h"
#include "base/path.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* *aside is the old descriptor's name meanwhile, NULL where there was none. */
static rbk_status set_aside(const char *path, bool replace, char **aside, rbk_error *error)
{
    struct stat there;
    *aside = NULL;
    if (!path || !replace || lstat(path, &there) != 0)
        return RBK_OK;
    char *name = rbk_path_append(path, RBK_REPLACED_SUFFIX);
    if (!name)
        return rbk_fail_memory(error);
    rbk_status status = rbk_path_publish(path, name, true, error);
    if (status != RBK_OK) {
        free(name);
        return status;
    }
    *aside = name;
    return RBK_OK;
}

static rbk_status publish_each(rbk_image_writer *const *files, size_t count, rbk_output *descriptor, rbk_error *error)
{
    rbk_status status = RBK_OK;
    size_t published = 0;
    while (published < count && status == RBK_OK) {
        status = rbk_image_writer_publish(files[published], error);
        published += status == RBK_OK;
    }
    if (status == RBK_OK && descriptor)
        status = rbk_output_commit(descriptor, error);
    if (status != RBK_OK) {
        while (published > 0)
            rbk_image_writer_rollback(files[--published]);
        return status;
    }
    for (size_t i = 0; i < count; i++)
        rbk_image_writer_settle(files[i]);
    return RBK_OK;
}

rbk_status rbk_image_publish_all(rbk_image_writer *const *files, size_t count, rbk_output *descriptor,
                                 const char *descriptor_path, bool replace, rbk_error *error)
{
    char *aside;
    rbk_status status = set_aside(descriptor ? descriptor_path : NULL, replace, &aside, error);
    if (status != RBK_OK)
        return status;
    status = publish_each(files, count, descriptor, error);
    if (aside && status == RBK_OK)
        (void)unlink(aside);
    else if (aside)
        (void)rbk_path_publish(aside, descriptor_path, true, NULL);
    free(aside);
    return status;
}
