/*
 * edit/editing.h - an edit in progress, and its packs
 */
#ifndef RBK_EDIT_EDITING_H
#define RBK_EDIT_EDITING_H

#include "edit/descriptor.h"

#include <redbook/edit.h>

typedef struct rbk_editing {
    const rbk_disc *before;
    const rbk_edit_options *options;
    rbk_findings *findings;
    const rbk_format *format;
    char *target;       /* of the descriptor, and of the CD-TEXT file: what links lead to */
    char *packs_target; /* NULL: there is none yet */
    rbk_descriptor old;
    rbk_disc *stated; /* before, with the texts of the sheet that would be replaced without being asked about */
    rbk_disc *disc;   /* with its packs and the name of their file: what is written */
    rbk_layout *layout_before;
    rbk_layout *layout;
    rbk_output *text;        /* the descriptor, in memory */
    rbk_edit_result *result; /* its cdtext_path: the packs change, and this is their file */
    char *removed_packs;     /* the file of packs that the new descriptor no longer names; NULL: there is none */
} rbk_editing;

/*
 * The sheet names packs that were not read, or that are damaged: what is written again would not be what they hold.
 * RBK_REFUSED, RBK_NO_MEMORY.
 */
rbk_status rbk_edit_check_packs(rbk_editing *e, rbk_error *error);

/* Gives the disc the packs of its texts, and says which file of them is written or removed. Errors of rbk_cdtext_renew. */
rbk_status rbk_edit_make_packs(rbk_editing *e, rbk_error *error);

#endif
