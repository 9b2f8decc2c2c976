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
static const char *what_make_misreads(const char *name, bool target)
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
    if (target && strchr(name, '%')) /* a rule of a pattern */
        return "'%' in";
    const char last = name[0] ? name[strlen(name) - 1] : '\0';
    if (last == ')') /* after a '(', in this or another name, a member of an archive */
        return "')' at the end of";
    return last == '\\' ? "'\\' at the end of" : NULL;
}

/*
 * The first character that the rules of ninja 1.11 (depfile_parser.in.cc) do not take as a part of a name, 0: none. It
 * takes a back slash before '[' for a part of the name, too.
 */
static char what_ninja_misreads(const char *name)
{
    return name[strcspn(name, "\"&'*<>?[^`")];
}

/* In a name with a character of a pattern make takes a back slash before each character for that character itself. */
static char *as_pattern(const char *name)
{
    char *pattern = malloc(2 * strlen(name) + 1), *to = pattern;
    if (!pattern)
        return NULL;
    for (const char *at = name; *at; at++) {
        if (strchr("*?[\\", *at))
            *to++ = '\\';
        *to++ = *at;
    }
    *to = '\0';
    return pattern;
}

/* Make halves back slashes only where they are before a blank, '#' or ':'; elsewhere they stand for themselves. */
static void write_escaped(rbk_output *output, const char *name)
{
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
}

/* A rule that is being written. */
typedef struct make_rule {
    rbk_output *output;
    const char *name;  /* the last one */
    const char *ninja; /* the first one that ninja misreads; NULL: none */
    size_t ninja_count;
} make_rule;

static rbk_status write_name(make_rule *rule, const char *name, bool target)
{
    rule->name = name;
    if (what_make_misreads(name, target))
        return RBK_UNSUPPORTED;
    if (what_ninja_misreads(name) && rule->ninja_count++ == 0)
        rule->ninja = name;
    char *pattern = strpbrk(name, "*?[") ? as_pattern(name) : strdup(name);
    if (!pattern)
        return RBK_NO_MEMORY;
    write_escaped(rule->output, pattern);
    free(pattern);
    return RBK_OK;
}

/* A file on a line of its own. */
static rbk_status write_source(make_rule *rule, const char *name)
{
    rbk_output_write(rule->output, " \\\n  ", 5, NULL);
    return write_name(rule, name, false);
}

static rbk_status write_sources(make_rule *rule, const cli_depfile *file)
{
    const char **paths = NULL;
    size_t count = 0;
    rbk_status status = rbk_source_list_files(file->disc, file->sheet, &paths, &count, NULL);
    for (size_t i = file->sheet ? 1 : 0; i < count && status == RBK_OK; i++)
        status = write_source(rule, paths[i]);
    free(paths);
    return status;
}

static rbk_status write_rule(make_rule *rule, const cli_depfile *file)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < file->target_count && status == RBK_OK; i++) {
        if (i > 0)
            rbk_output_write(rule->output, " ", 1, NULL);
        status = write_name(rule, file->targets[i], true);
    }
    rbk_output_write(rule->output, ":", 1, NULL);
    if (file->sheet && status == RBK_OK) {
        rbk_output_write(rule->output, " ", 1, NULL);
        status = write_name(rule, file->sheet, false);
    }
    if (status == RBK_OK)
        status = write_sources(rule, file);
    rbk_output_write(rule->output, "\n", 1, NULL);
    return status;
}

/* A name of the rule that make would read as something else. */
static void report_name(const char *name, rbk_error *error)
{
    const char *misread = what_make_misreads(name, false);
    rbk_error_init(error);
    error->status = RBK_UNSUPPORTED;
    snprintf(error->place.path, sizeof error->place.path, "%s", name);
    snprintf(error->sentence, sizeof error->sentence, "a make rule cannot name a file with %s its name",
             misread ? misread : what_make_misreads(name, true));
}

static rbk_status note_ninja(const make_rule *rule, rbk_findings *findings)
{
    char others[64] = "";
    if (!rule->ninja)
        return RBK_OK;
    if (rule->ninja_count > 1)
        snprintf(others, sizeof others, " and %zu other%s", rule->ninja_count - 1,
                 RBK_PLURAL(rule->ninja_count - 1, "", "s"));
    return rbk_findings_add(findings, RBK_NOTE, "depfile.ninja", rule->ninja, 0, 0,
                            "because of '%c' ninja misreads this name%s in the make rule, and would author again each "
                            "time",
                            what_ninja_misreads(rule->ninja), others);
}

rbk_status cli_depfile_write(const char *path, const cli_depfile *file, rbk_findings *check_only, rbk_error *error)
{
    make_rule rule = {.name = path};
    if (strcmp(path, "-") == 0) {
        if (error) {
            error->status = RBK_INVALID_ARGUMENT;
            snprintf(error->sentence, sizeof error->sentence, "expected a name for the make rule, found '-'");
        }
        return RBK_INVALID_ARGUMENT;
    }
    rbk_status status = rbk_output_open_file(path, true, &rule.output, error);
    if (status != RBK_OK)
        return status;
    status = write_rule(&rule, file);
    if (status == RBK_OK)
        status = check_only ? note_ninja(&rule, check_only) : rbk_output_commit(rule.output, error);
    else if (error && status == RBK_UNSUPPORTED)
        report_name(rule.name, error);
    rbk_output_free(rule.output);
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
