/*
 * cli/output_folder.h - the folder that several outputs of a command go into
 */
#ifndef CLI_OUTPUT_FOLDER_H
#define CLI_OUTPUT_FOLDER_H

#include <redbook/error.h>

#include <stdbool.h>

/*
 * Makes the folder where there is none, so that it is there after a crash of the system, too; *made: it was not there, and
 * is the caller's to remove where nothing comes into it. RBK_FILEACCESS.
 */
rbk_status cli_folder_make(const char *path, bool *made, rbk_error *error);

/* Before the work: whether cli_folder_make will find a folder, or nothing. RBK_FILEACCESS. */
rbk_status cli_folder_check(const char *path, rbk_error *error);

/*
 * Before the work: whether a file can get this name. A change of it that was interrupted is completed or undone first,
 * and reported. RBK_FILEEXISTS, RBK_FILEACCESS.
 */
rbk_status cli_target_check(const char *path, bool replace, rbk_findings *findings, rbk_error *error);

#endif
