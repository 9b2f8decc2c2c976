/*
 * stage/stage.h - what the author asks of a stage beyond <redbook/stage.h>
 */
#ifndef RBK_STAGE_STAGE_H
#define RBK_STAGE_STAGE_H

#include <redbook/stage.h>

/* Gives the stash the length of all that is staged: silence at the end has not been written. NOTENOUGHDISKFORSTASH. */
rbk_status rbk_stage_complete_stash(rbk_stage *stage, rbk_error *error);

/*
 * The two halves of rbk_stage_commit. prepare: all files are written and flushed, and all that is to be noticed is in
 * the stage's findings; nothing has its name yet, and it may be done once more. publish: they take their names, and
 * nothing but that can fail. unprepare: the files of prepare go, save the stash. Results together as rbk_stage_commit.
 */
rbk_status rbk_stage_prepare(rbk_stage *stage, rbk_error *error);
rbk_status rbk_stage_publish(rbk_stage *stage, rbk_error *error);
void rbk_stage_unprepare(rbk_stage *stage);

/* The name of the packs next to a sheet, freed by the caller; NULL without memory. */
char *rbk_stage_cdt_path(const char *cue_path);

#endif
