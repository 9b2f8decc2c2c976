/*
 * cli/depfile.h - the files that were read, as a rule for make and ninja
 */
#ifndef CLI_DEPFILE_H
#define CLI_DEPFILE_H

#include <redbook/disc.h>

/* What a rule names; lent. */
typedef struct cli_depfile {
    const char *const *targets;
    size_t target_count;
    const char *sheet; /* NULL: none */
    const rbk_disc *disc;
} cli_depfile;

/*
 * Writes the rule "TARGET...: SHEET FILE..." to path, replacing what is there: targets and sheet as given,
 * the disc's files (rbk_source_list_files) where they were found, each once. Blanks, '#', ':', '\' and '$' are written so
 * that make and ninja read them back, '*', '?' and '[' so that make does; a name with ';', '|', '=' or a control character,
 * with '~' as its first or '\' or ')' as its last character cannot be written, nor a target with '%'. RBK_UNSUPPORTED (such
 * a name), RBK_INVALID_ARGUMENT (path is "-"), RBK_FILEACCESS, RBK_FILESYSTEM, RBK_NO_MEMORY. With check_only all of that is
 * tried, nothing is left at path, and names that ninja misreads are a finding there ("depfile.ninja", note).
 */
rbk_status cli_depfile_write(const char *path, const cli_depfile *file, rbk_findings *check_only, rbk_error *error);

/* True for two names of one file, whether it exists or not. */
rbk_status cli_depfile_same_place(const char *a, const char *b, bool *same, rbk_error *error);

#endif
