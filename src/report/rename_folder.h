/*
 * report/rename_folder.h - what else in a folder depends on the names of an image's files
 */
#ifndef RBK_REPORT_RENAME_FOLDER_H
#define RBK_REPORT_RENAME_FOLDER_H

#include <redbook/error.h>

#include <stdbool.h>
#include <stddef.h>

/* Base names in one folder; from and to may be equal. */
typedef struct rbk_new_name {
    const char *from;
    const char *to;
    bool keeps_text; /* a sheet whose text is not changed, so that it must name none of the files */
} rbk_new_name;

/*
 * Looks through the folder of path, the descriptor, before its files get their new names. encoding: of the descriptor, in
 * which others may be, too; NULL: recognised.
 *
 * RBK_FILEEXISTS: a file there would become part of the image, since readers find it by that name (SBI, LSD, SUB, CDT,
 * CDG), and it is none of the files renamed. RBK_UNSUPPORTED: another sheet or a playlist names one of the files, in
 * whatever encoding, letter case and composition, a link leads to one, or
 * another image finds it by its own name: a CCD or MDS any file, every descriptor a list of Q or graphics, audio
 * graphics. RBK_NO_MEMORY. The path of the error is that file.
 */
rbk_status rbk_rename_check_folder(const char *path, const char *encoding, const rbk_new_name *names, size_t count,
                                   rbk_error *error);

#endif
