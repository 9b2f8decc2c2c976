/*
 * Rules of make about what was read.
 */
#include "cli/depfile.h"

#include <redbook/source.h>
#include <redbook/stream.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/*
 * What of a name cannot be written so that make reads it as a part of that name, or NULL. The name may come from a sheet of
 * anybody: after a ';' make runs a command, a '=' sets a variable such as SHELL.
 */
static const char *what_make_misreads(const char *name)
{
    static const struct {
        char character;
        const char *words;
    } special[] = {
        {';', "';' in"}, {'|', "'|' in"}, {'=', "'=' in"}, {'\n', "a line break in"}, {'\r', "a line break in"}};
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++)
        if (strchr(name, special[i].character))
            return special[i].words;
    for (const char *at = name; *at; at++)
        if ((unsigned char)*at < ' ' || *at == '\x7F')
            return "a control character in";
    if (name[0] == '~')
        return "'~' at the beginning of";
    return name[0] && name[strlen(name) - 1] == '\\' ? "'\\' at the end of" : NULL;
}

/* Make halves back slashes only where they are before a blank, '#' or ':'; elsewhere they stand for themselves. */
static rbk_status write_name(rbk_output *output, const char *name)
{
    if (what_make_misreads(name))
        return RBK_UNSUPPORTED;
    for (const char *at = name; *at; at++) {
        size_t slashes = strspn(at, "\\");
        const char *next = at + slashes;
        if (slashes && (*next == ' ' || *next == '#' || *next == ':'))
            rbk_output_write(output, at, slashes, NULL);
        if (slashes) {
            rbk_output_write(output, at, slashes, NULL);
            at = next - 1;
            continue;
        }
        if (*at == ' ' || *at == '#' || *at == ':')
            rbk_output_write(output, "\\", 1, NULL);
        if (*at == '$')
            rbk_output_write(output, "$", 1, NULL);
        rbk_output_write(output, at, 1, NULL);
    }
    return RBK_OK;
}

/* A file on a line of its own. */
static rbk_status write_source(rbk_output *output, const char *name)
{
    rbk_output_write(output, " \\\n  ", 5, NULL);
    return write_name(output, name);
}

static rbk_status write_sources(rbk_output *output, const cli_depfile *file, const char **name)
{
    const char **paths = NULL;
    size_t count = 0;
    rbk_status status = rbk_source_list_files(file->disc, file->sheet, &paths, &count, NULL);
    for (size_t i = file->sheet ? 1 : 0; i < count && status == RBK_OK; i++)
        status = write_source(output, *name = paths[i]);
    for (size_t i = 0; i < file->other_count && status == RBK_OK; i++)
        status = write_source(output, *name = file->others[i]);
    free(paths);
    return status;
}

static rbk_status write_rule(rbk_output *output, const cli_depfile *file, const char **name)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < file->target_count && status == RBK_OK; i++) {
        if (i > 0)
            rbk_output_write(output, " ", 1, NULL);
        status = write_name(output, *name = file->targets[i]);
    }
    rbk_output_write(output, ":", 1, NULL);
    if (file->sheet && status == RBK_OK) {
        rbk_output_write(output, " ", 1, NULL);
        status = write_name(output, *name = file->sheet);
    }
    if (status == RBK_OK)
        status = write_sources(output, file, name);
    rbk_output_write(output, "\n", 1, NULL);
    return status;
}

static void report_name(const char *name, rbk_error *error)
{
    rbk_error_init(error);
    error->status = RBK_UNSUPPORTED;
    snprintf(error->place.path, sizeof error->place.path, "%s", name);
    const char *misread = what_make_misreads(name);
    snprintf(error->sentence, sizeof error->sentence, "a make rule cannot name a file with %s its name",
             misread ? misread : "such characters in");
}

rbk_status cli_depfile_write(const char *path, const cli_depfile *file, bool check_only, rbk_error *error)
{
    rbk_output *output = NULL;
    const char *name = path;
    rbk_status status = rbk_output_open_file(path, true, &output, error);
    if (status != RBK_OK)
        return status;
    status = write_rule(output, file, &name);
    if (status == RBK_OK && !check_only)
        status = rbk_output_commit(output, error);
    else if (error && status == RBK_UNSUPPORTED)
        report_name(name, error);
    rbk_output_free(output);
    return status;
}

/* *there: the folder of a path exists. */
static rbk_status look_at_folder(const char *path, bool *there, struct stat *about, rbk_error *error)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    *there = folder && stat(folder, about) == 0;
    const int code = folder ? errno : ENOMEM;
    free(folder);
    if (*there || code == ENOENT || code == ENOTDIR || code == ELOOP || code == ENAMETOOLONG)
        return RBK_OK;
    error->status = code == ENOMEM ? RBK_NO_MEMORY : RBK_FILEACCESS;
    error->system_error = code;
    snprintf(error->sentence, sizeof error->sentence, "its folder cannot be examined");
    snprintf(error->place.path, sizeof error->place.path, "%s", path);
    return error->status;
}

rbk_status cli_depfile_same_place(const char *a, const char *b, bool *same, rbk_error *error)
{
    struct stat folder_a, folder_b;
    bool there = false;
    const char *slash_a = strrchr(a, '/'), *slash_b = strrchr(b, '/');
    *same = false;
    if (strcmp(slash_a ? slash_a + 1 : a, slash_b ? slash_b + 1 : b) != 0)
        return RBK_OK;
    rbk_status status = look_at_folder(a, &there, &folder_a, error);
    if (status == RBK_OK && there)
        status = look_at_folder(b, &there, &folder_b, error);
    if (status == RBK_OK && there)
        *same = folder_a.st_ino == folder_b.st_ino && folder_a.st_dev == folder_b.st_dev;
    return status;
}
