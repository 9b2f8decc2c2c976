/*
 * A sheet of the files that a disc was made from, for somebody to edit: it names them where they are.
 */
#include "base/fail.h"
#include "base/path.h"
#include "base/within.h"
#include "source/source.h"

#include <redbook/stream.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What comes after a folder's name in that of a folder in it, with a slash at its end; NULL: it is elsewhere. */
static char *below(const char *folder, const char *inner)
{
    size_t length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
    if (strncmp(folder, inner, length) != 0 || (inner[length] && inner[length] != '/'))
        return NULL;
    const char *rest = inner + length + (inner[length] == '/');
    return *rest ? rbk_path_append(rest, "/") : strdup("");
}

/* A file of the disc as the sheet is to name it. The file keeps its own name, also where it is a link. */
static rbk_status name_file(rbk_file *file, const char *sheet, const char *folder, rbk_findings *findings,
                            rbk_error *error)
{
    char *inner = rbk_real_folder(file->path);
    if (!inner) {
        rbk_fail_system(error, RBK_FILEACCESS, errno, "its folder cannot be looked at");
        rbk_error_set_path(error, file->path);
        return RBK_FILEACCESS;
    }
    char *way = below(folder, inner);
    rbk_status status = RBK_OK;
    if (!way) {
        way = rbk_path_append(inner, "/");
        status =
            rbk_findings_add(findings, RBK_WARNING, "file.outside", sheet, 0, 0,
                             "'%.200s' is outside the sheet's folder: only --any-path lets it be read", file->path);
    }
    char *path = way ? rbk_path_append(way, rbk_path_base(file->path)) : NULL;
    free(way);
    free(inner);
    if (!path || status != RBK_OK) {
        free(path);
        return rbk_fail_memory(error);
    }
    free(file->path);
    file->path = path;
    return RBK_OK;
}

static rbk_status name_files(rbk_disc *disc, const char *sheet, rbk_findings *findings, rbk_error *error)
{
    char *folder = rbk_real_folder(sheet);
    rbk_status status =
        folder ? RBK_OK : rbk_fail_system(error, RBK_FILEACCESS, errno, "its folder cannot be looked at");
    for (size_t i = 0; i < disc->file_count && status == RBK_OK; i++)
        status = name_file(&disc->files[i], sheet, folder, findings, error);
    free(folder);
    return status;
}

static rbk_status check_target(const rbk_disc *disc, const char *path, rbk_findings *findings, rbk_error *error)
{
    size_t before = rbk_findings_count_from(findings, RBK_ERROR);
    rbk_status status = rbk_source_report_joining(path, NULL, 0, disc, NULL, findings, error);
    if (status == RBK_OK)
        status = rbk_source_report_target(disc, NULL, path, NULL, findings, error);
    if (status != RBK_OK)
        return status;
    if (rbk_findings_count_from(findings, RBK_ERROR) == before)
        return RBK_OK;
    return rbk_fail(error, RBK_REFUSED, "the sheet cannot be written");
}

/* That it has a file for each track is what the sheet is for. */
static int judge(void *user, const rbk_finding *finding)
{
    (void)user;
    return strcmp(finding->rule, "cue.several-files") == 0 ? RBK_FINDING_LEFT_OUT : (int)finding->severity;
}

static rbk_status write_sheet(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error)
{
    rbk_findings *noticed = rbk_findings_new();
    if (!noticed)
        return rbk_fail_memory(error);
    rbk_status status = rbk_format_write(rbk_format_find("cue"), disc, output, noticed, error);
    if (rbk_findings_pass_on(noticed, judge, NULL, findings) != RBK_OK)
        status = rbk_fail_memory(error);
    rbk_findings_free(noticed);
    return status == RBK_OK ? rbk_output_commit(output, error) : status;
}

rbk_status rbk_source_write_sheet(const rbk_disc *disc, const char *path, bool replace, rbk_findings *findings,
                                  rbk_error *error)
{
    if (!disc || !path || !findings)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_output *output = NULL;
    rbk_disc *copy = rbk_disc_copy(disc);
    rbk_status status = copy ? check_target(disc, path, findings, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = name_files(copy, path, findings, error);
    if (status == RBK_OK)
        status = rbk_output_open_file(path, replace, &output, error);
    if (status == RBK_OK)
        status = write_sheet(copy, output, findings, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    rbk_output_free(output);
    rbk_disc_free(copy);
    return status;
}
