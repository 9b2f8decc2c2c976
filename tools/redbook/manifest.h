/*
 * redbook/manifest.h - manifests of a disc's files, written and checked: what hash --files and hash --check do
 */
#ifndef REDBOOK_MANIFEST_H
#define REDBOOK_MANIFEST_H

#include "cli/disc_input.h"
#include "cli/session.h"

#include <redbook/hash.h>

/* A file with its sum, as it was found (CHECK) or as it goes into a manifest. */
typedef struct manifest_file {
    char *name; /* in the manifest */
    rbk_sum_kind kind;
    char sum[RBK_SUM_BYTES]; /* found; "" where the file could not be read */
    char expected[RBK_SUM_BYTES];
    rbk_error error; /* why it could not be read */
} manifest_file;

typedef struct manifest_files {
    manifest_file *files;
    size_t count;
} manifest_files;

/*
 * Sums of the files that a disc is read from: the one at path, then those that it names. Names are those that lead there
 * from the folder of the manifest; manifest NULL: from the current folder.
 */
rbk_status manifest_make(const disc_input *input, const char *manifest, rbk_sum_kind kind, const rbk_listener *listener,
                         manifest_files *made, rbk_error *error);

/*
 * The files of a manifest with what was expected and found; "-" is standard input. Names lead from the folder of the
 * manifest. A file that cannot be read is no failure. Lines that are ignored are findings.
 */
rbk_status manifest_check(const char *path, const rbk_listener *listener, manifest_files *made, rbk_findings *findings,
                          rbk_error *error);

/* All lines of one, for the caller to free; NULL without memory. */
char *manifest_text(const manifest_files *files);

bool manifest_file_is_good(const manifest_file *file);
void manifest_files_release(manifest_files *files);

#endif
