/*
 * stage/stage.h - what the author asks of a stage beyond <redbook/stage.h>
 */
#ifndef RBK_STAGE_STAGE_H
#define RBK_STAGE_STAGE_H

#include <redbook/stage.h>

/* Gives the stash the length of all that is staged: silence at the end has not been written. NOTENOUGHDISKFORSTASH. */
rbk_status rbk_stage_complete_stash(rbk_stage *stage, rbk_error *error);

/* The name of the packs beside a sheet, freed by the caller; NULL without memory. */
char *rbk_stage_cdt_path(const char *cue_path);

#endif
