/*
 * stage/author.h - the author's parts, shared by its files only
 */
#ifndef RBK_STAGE_AUTHOR_H
#define RBK_STAGE_AUTHOR_H

#include <redbook/author.h>

/*
 * Finds the file that a descriptor at sheet_path (NULL: none) names as path: as written, or else beside the descriptor
 * under the names other systems and moved folders leave. *location is freed by the caller; *elsewhere tells that it is
 * not where the descriptor says. RBK_FILEACCESS with the reason, RBK_NO_MEMORY.
 */
rbk_status rbk_author_locate(const char *path, const char *sheet_path, char **location, bool *elsewhere,
                             rbk_error *error);

/* How the file's headerless sectors are to be read: raw is filled and given back, or NULL for a file with a header. */
const rbk_raw_format *rbk_author_raw_format(const rbk_file *file, const rbk_raw_format *given, rbk_raw_format *raw);

/* What the work of filling a stage needs to know, and what it finds out. */
typedef struct rbk_author_work {
    const rbk_disc *disc;
    const rbk_layout *layout;
    const rbk_author_options *options;
    rbk_stage *stage;
    rbk_author_report *report; /* its files' infos are filled before */
    const rbk_listener *listener;
} rbk_author_work;

/*
 * Converts all sound of the layout and fills the stage, with options->jobs threads. The first failure in the order of
 * the disc is told. RBK_USERABORT, the conformer's and the stage's results.
 */
rbk_status rbk_author_fill(const rbk_author_work *work, rbk_error *error);

#endif
